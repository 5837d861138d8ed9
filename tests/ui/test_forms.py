"""The editor of the service's own forms, by its keys."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton

from app.pages import places
from app.ui.shell.window import Window
from tests.ui.person import Person

Home = tuple[Person, Window]


def _copied(person: Person, window: Window) -> None:
    window._context.go(places.Forms())
    person.settle()
    copies = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.text() == "Copy"]
    copies[0].click()
    person.settle()


def test_every_question_of_a_copied_form_is_shown_and_can_be_published(at_home: Home) -> None:
    person, window = at_home
    _copied(person, window)
    listed = window._context.house.own_forms.list(window._context.actor)
    form = next(one.form for one in listed if one.own)
    rows = [w for w in window.findChildren(QLineEdit) if w.isVisible() and w.accessibleName() == "Question"]
    assert len(rows) == sum(len(section.fields) for section in form.sections) > 0
    person.press("Publish")
    assert person.says("is published")


def test_looking_at_a_form_and_leaving_stores_nothing(at_home: Home) -> None:
    person, window = at_home
    _copied(person, window)
    person.press("Publish")
    house, actor = window._context.house, window._context.actor
    form = next(one.form for one in house.own_forms.list(actor) if one.own)
    person.press("Change")
    window._context.go(places.Today())
    person.settle()
    listed = next(one for one in house.own_forms.list(actor) if one.own)
    assert not listed.draft
    assert house.own_forms.draft(actor, form.id).sections == form.sections


def test_a_changed_question_is_stored_on_leaving(at_home: Home) -> None:
    person, window = at_home
    _copied(person, window)
    person.type("Question", "Really: ")
    window._context.go(places.Today())
    person.settle()
    house, actor = window._context.house, window._context.actor
    form = next(one.form for one in house.own_forms.list(actor) if one.own)
    assert "Really:" in house.own_forms.draft(actor, form.id).sections[0].fields[0].label
