"""The real window with a real vault: first run, a whole supervision, lock and come back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.pages import places
from app.ui.kit.fields import TextBox
from app.ui.theme.style import SCALES, Look
from tests.team import PASSPHRASE, PINS
from tests.ui.person import Open, Person, sign_in


def test_first_run_takes_six_pages_and_ends_on_today(window_at: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = window_at(tmp_path / "new")
    person = Person(qtbot, window)
    person.press("Start new")
    person.type("Name of the service", "Beech Lodge")
    person.press("Carry on")
    person.type("Your name", "Ines Alder")
    person.type("Choose a passphrase", PASSPHRASE)
    person.press("Go back")
    person.press("Carry on")  # nothing that was typed is lost
    person.type("The passphrase again", PASSPHRASE)
    person.type("Choose a PIN", "402817")
    person.type("The PIN again", "402818")
    person.press("Make the records")
    assert person.says("The two PINs are not the same. Type them once more.")
    person.bot.keyClicks(window.focusWidget(), "402817")  # the cursor is where it is amiss
    assert not person.says("The two PINs are not the same")
    person.press("Make the records")
    person.press("Print the sheet")
    person.press("Save as PDF")
    assert (tmp_path / "Recovery sheet.pdf").read_bytes().startswith(b"%PDF-")
    tick = next(b for b in window.findChildren(QCheckBox) if b.isVisible())
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    person.press("Carry on")
    assert person.says("None chosen yet")
    person.press("Choose a place")
    assert person.says("✓ Backups go to")
    person.press("Carry on")
    person.type("People", "Amira Hazel, Support worker")
    person.press("Add them")
    assert person.says("Amira Hazel")
    person.press("Print the slips")
    person.press("Save as PDF")
    assert (tmp_path / "One-time codes.pdf").read_bytes().startswith(b"%PDF-")
    person.press("They are noted")
    person.press("Finish")
    assert person.says("Good")
    assert window._context.actor.name == "Ines Alder"


def test_a_whole_supervision_is_written_signed_by_two_and_sealed(
    window_at: Open, qtbot: QtBot, template: Path, tmp_path: Path
) -> None:
    shutil.copytree(template, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    sign_in(person)
    window.go(places.People())
    person.settle()
    chipo = next(
        p for p in window._context.house.people.list(window._context.actor) if p.name == "Chipo Maple"
    )
    window.go(places.Person(person_id=chipo.id))
    person.press("Start supervision")
    person.press("Next: Talk")
    sections = next(w for w in window.findChildren(QListWidget) if w.isVisible())
    for number in range(sections.count()):
        sections.setCurrentRow(number)
        if "Practice" in sections.item(number).text():
            person.type("What went well? One real example", "CD-02 chose the cereal.")
        if "Safe" in sections.item(number).text():
            right = "What have you seen or heard, here or elsewhere, that did not sit right?"
            person.choose(f"{right}: Nothing this time")
            person.choose("If something here were wrong, could you say so?: Yes")
    person.press("Next: Agree")
    person.press("Add an action")
    person.press("Take this action out")
    person.press("Add an action")
    person.type("Action 1: what", "Offer two choices at tea")
    person.press("Next: Read back")
    assert person.says("CD-02 chose the cereal.")
    person.press("Go on to signing")
    assert person.says("still need")
    sections = next(w for w in window.findChildren(QListWidget) if w.isVisible())
    sections.setCurrentRow(next(n for n in range(sections.count()) if "Safe" in sections.item(n).text()))
    person.choose("Has anything gone wrong that a person or their family should know about?: No")
    person.press("Next: Agree")
    person.press("Next: Read back")
    person.press("Go on to signing")
    person.press("Chipo is here")
    assert not any(
        b.isVisible() and b.text() in {"Records", "People", "Set up"}
        for b in window.findChildren(QPushButton)
    )
    person.choose("Your answer: I agree")
    person.press("Read it as it will be sealed")
    for name in ("Chipo Maple", "Ruth Alder"):
        person.type("or type your name", name)
        person.type(f"{name.split()[0]}’s PIN", PINS[name])
        person.press(f"Sign as {name}")
    assert person.says("can no longer be changed")
    (record,) = window._context.house.records.list(window._context.actor)
    assert record.status == "Agreed"
    (action,) = window._context.house.actions.about(window._context.actor, chipo.id)
    assert action.what == "Offer two choices at tea"
    assert action.due_on is not None


def test_locking_keeps_what_was_typed_and_the_same_person_comes_back_to_it(
    window_at: Open, qtbot: QtBot, template: Path, tmp_path: Path
) -> None:
    shutil.copytree(template, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    sign_in(person)
    chipo = next(
        p for p in window._context.house.people.list(window._context.actor) if p.name == "Chipo Maple"
    )
    window.go(places.Person(person_id=chipo.id))
    person.press("Start supervision")
    person.press("Next: Talk")
    person.type("What do you want to talk about?", "Typed just before the lock")
    window.lock()
    person.settle()
    assert not person.says("Chipo Maple")
    person.type("Your name", "Ruth")
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)
    person.type("Ruth A – your PIN", PINS["Ruth Alder"])
    person.press("Sign in")
    person.settle()
    boxes = [w for w in window.findChildren(TextBox) if w.isVisible()]
    assert boxes[0].toPlainText() == "Typed just before the lock"


@pytest.mark.parametrize("scale", [100, 150])
def test_every_control_has_a_name_and_every_button_shows_its_words(
    window_at: Open, qtbot: QtBot, template: Path, tmp_path: Path, scale: int
) -> None:
    assert scale in SCALES
    shutil.copytree(template, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    sign_in(person)
    window._context.look_changed.emit(Look(theme="dark", scale=scale))
    window.resize(1366, 768)
    chipo = next(
        p for p in window._context.house.people.list(window._context.actor) if p.name == "Chipo Maple"
    )
    every = (
        places.Today(),
        places.People(),
        places.Person(person_id=chipo.id),
        places.PersonForm(),
        places.Records(),
        places.Check(),
        places.SetUp(),
        places.Help(),
        places.Prepare(),
        places.Meeting(person_id=chipo.id),
        places.Evidence(),
        places.Frameworks(),
        places.Pack(),
        places.Packs(),
        places.Requests(),
        places.Quality(),
    )
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QListWidget)
    for place in every:
        window.go(place)
        person.settle()
        for widget in window.findChildren(QWidget):
            if (
                not widget.isVisible()
                or widget.focusPolicy() == Qt.FocusPolicy.NoFocus
                or not isinstance(widget, kinds)
            ):
                continue
            inner = (
                isinstance(widget, QLineEdit) and isinstance(widget.parent(), QSpinBox | QComboBox)
            ) or widget.objectName().startswith("qt_")
            assert inner or widget.accessibleName(), (place, type(widget).__name__)
            if isinstance(widget, QPushButton):
                assert widget.width() >= widget.minimumSizeHint().width(), (place, widget.text())
