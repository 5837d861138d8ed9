"""Every way of answering in every step of every kind: drawn in the real window, reached by Tab, answered by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.catalog.loader import form_file
from app.domain.answers import given
from app.domain.asking import asked
from app.domain.forms import Field, FieldType, Form
from app.domain.kinds import Kind, WrittenOn
from app.pages import places
from app.ui.kit.answers import Answers
from app.ui.screens.prepare import PrepareScreen
from app.ui.shell.window import Window
from tests.random_forms import random_form, random_sheet
from tests.ui import seen
from tests.ui.filling import WithPhotos, answer, screen_of
from tests.ui.person import Person, come_in, team_of
from tests.ui.test_rebuilt_forms import begun, written

SOME = {FieldType.NUMBER, FieldType.SHORT}


def narrowed(form: Form) -> Form:
    """Return a form whose first blocks ask in every way, and whose other entries ask little, once each."""
    whole = next(item.id for _, _, item in form.keyed if item.type is FieldType.BLOCKS)

    def narrow(item: Field) -> Field:
        some = tuple(one for one in item.columns if item.id == whole or one.type in SOME)
        return replace(item, columns=some, rows=(), entry="Case" if item.columns else "")

    parts = (replace(one, fields=tuple(narrow(item) for item in one.fields)) for one in form.sections)
    return replace(form, sections=tuple(parts))


def put_to_use(window: Window, form: Form) -> Form:
    """Publish a form and make it the usual one."""
    house, owner = window._context.house, window._context.actor
    draft = house.own_forms.bring_in(owner, form_file(form), "every.toml").value
    made = house.own_forms.publish(owner, draft.id).value
    house.own_forms.make_usual(owner, made.id)
    return made


class Strays(QObject):
    """Watches for windows that flash up beside the program's own: a piece of a page shown before it is in it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.seen: list[str] = []
        self._own = window
        (QApplication.instance() or self).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            popup = watched.windowType() in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
            if watched is not self._own and not popup:
                self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", Kind, ids=lambda kind: str(kind.value))
def test_every_way_of_answering_is_drawn_reached_and_answered_in_every_step(
    kind: Kind, at_home: tuple[Person, Window], tmp_path: Path
) -> None:
    person, window = at_home
    window.resize(QSize(1366, 768))
    window._context.dialogs = WithPhotos(tmp_path)
    form = put_to_use(window, narrowed(random_form(Random(kind.value), kind, "every")))
    begun(person, window, form)
    record_id = screen_of(window)._sheet.record_id  # type: ignore[union-attr]  # it is open
    strays, unreached = Strays(window), list[str]()

    def look() -> None:
        window.activateWindow()  # the list of names under a box took that
        person.bot.waitUntil(window.isActiveWindow)
        unreached.extend(seen.unreached(window))

    written(person, window, form, look)
    person.settle()
    assert strays.seen == []
    assert not window._problem.isVisible(), window._problem.text
    house, owner = window._context.house, window._context.actor
    answers = house.records.view(owner, record_id).record.content.answers
    assert [key for key, _, _ in asked(form, answers) if not given(answers.get(key, ""))] == []
    assert unreached == []


@pytest.mark.no_cover
def test_every_way_of_answering_is_drawn_reached_and_answered_on_the_workers_own_sheet(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    form = put_to_use(window, narrowed(random_sheet(Random("sheet"), "sheet")))
    house, worker = window._context.house, team_of(window).worker
    come_in_as(person, window, worker.name)
    window.go(places.Prepare())
    person.settle()
    (screen,) = (one for one in window.findChildren(PrepareScreen) if one.isVisible())
    fields: Answers = screen._answers
    for key, _, item in form.keyed:
        if fields._inputs[key].widget.isVisible() and item.works_out is None:
            answer(person, item, fields._inputs[key])
    assert seen.unreached(window) == []
    screen.leave()
    person.settle()
    answers = house.preparing.sheet(worker).answers
    assert [key for key, _, _ in asked(form, answers) if not given(answers.get(key, ""))] == []


def come_in_as(person: Person, window: Window, name: str) -> None:
    """Change over at the lock screen."""
    window.lock()
    come_in(person, name)


def test_every_kind_has_a_screen_that_is_walked() -> None:
    assert {kind.screen for kind in Kind} == set(WrittenOn)
