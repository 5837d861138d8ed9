"""A date as it is typed by keyboard: understood in words, never replaced by another, never lost."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCalendarWidget, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.almanac import Sense
from app.domain.clock import LONDON
from app.domain.errors import DayError
from app.domain.kinds import Kind
from app.pages import places
from app.ui.kit.day_field import DayField
from app.ui.kit.moment_field import MomentField
from app.ui.kit.widgets import button
from app.ui.shell.window import Window
from tests.ui.person import Person

TODAY = dt.date(2026, 11, 25)
Key = Qt.Key


class Paper(QWidget):
    """A field, and something else to go to."""

    def __init__(self, bot: QtBot, box: DayField | MomentField) -> None:
        super().__init__()
        self.bot, self.box, self.used = bot, box, list[object]()
        self.save = button("Save", self._save)
        layout = QVBoxLayout(self)
        layout.addWidget(box)
        layout.addWidget(self.save)
        bot.addWidget(self)
        self.show()
        bot.waitExposed(self)
        self.activateWindow()
        box.setFocus()
        bot.waitUntil(box.line.hasFocus)

    def _save(self) -> None:
        self.used.append(self.box.value())

    def type(self, text: str) -> None:
        self.bot.keyClicks(self.box.line, text)

    def told(self) -> tuple[str, str]:
        label = next(one for one in self.box.findChildren(QLabel) if one.isVisible())
        return label.text(), label.objectName()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("03/02/2019", "Sunday 3 February 2019"),
        ("31/12/2026", "Thursday 31 December 2026"),
        ("31122026", "Thursday 31 December 2026"),
        ("31 Dec 2026", "Thursday 31 December 2026"),
        ("29/2/2028", "Tuesday 29 February 2028"),
        ("1/3/27", "Monday 1 March 2027"),
        ("24.12.2026", "Thursday 24 December 2026"),
        ("Friday", "Friday 27 November 2026"),
        ("+2w", "Wednesday 9 December 2026"),
    ],
)
def test_a_typed_date_is_told_in_words_and_stands_tidied_once_left(
    qtbot: QtBot, typed: str, words: str
) -> None:
    paper = Paper(qtbot, DayField(TODAY))
    paper.type(typed)
    assert paper.told() == (words, "hint")
    qtbot.keyClick(paper.box.line, Key.Key_Tab)
    assert paper.told() == (words, "hint")
    day = paper.box.value()
    assert isinstance(day, dt.date)
    assert paper.box.line.text() == f"{day.day} {day:%b %Y}"


@pytest.mark.parametrize("typed", ["7", "31 Feb", "2/30/2019", "soon", "1/1/0001", "13/13"])
def test_what_is_no_date_stays_as_it_was_typed_and_nothing_is_done_with_it(qtbot: QtBot, typed: str) -> None:
    paper = Paper(qtbot, DayField(TODAY, dt.date(2026, 12, 8)))
    paper.box.line.selectAll()
    paper.type(typed)
    assert paper.told()[1] == "hint"
    qtbot.keyClick(paper.box.line, Key.Key_Tab)
    assert paper.told()[1] == "error"
    assert paper.box.line.text() == typed
    assert paper.told()[0] in paper.box.line.accessibleDescription()
    paper.save.setFocus()
    qtbot.keyClick(paper.save, Key.Key_Space)
    assert paper.used == []
    assert paper.box.line.hasFocus()
    assert paper.box.line.text() == typed
    with pytest.raises(DayError):
        paper.box.value()
    assert (paper.box.quietly(), paper.box.unread()) == (None, typed)


def test_a_field_left_empty_is_no_date_and_clearing_one_is_undone_by_control_z(qtbot: QtBot) -> None:
    paper = Paper(qtbot, DayField(TODAY, dt.date(2026, 12, 8), "no check"))
    paper.box.line.selectAll()
    qtbot.keyClick(paper.box.line, Key.Key_Delete)
    assert paper.box.value() is None
    assert paper.told() == ("no check", "hint")
    qtbot.keyClick(paper.box.line, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert paper.box.value() == dt.date(2026, 12, 8)


def test_arrows_go_a_day_on_and_back_and_begin_at_today(qtbot: QtBot) -> None:
    paper = Paper(qtbot, DayField(TODAY))
    qtbot.keyClick(paper.box.line, Key.Key_Down)
    assert paper.box.value() == TODAY
    qtbot.keyClick(paper.box.line, Key.Key_Up)
    qtbot.keyClick(paper.box.line, Key.Key_Up)
    assert paper.box.value() == dt.date(2026, 11, 27)
    paper.box.line.selectAll()
    paper.type("soon")
    qtbot.keyClick(paper.box.line, Key.Key_Up)
    assert paper.box.line.text() == "soon"


def test_a_day_is_chosen_in_the_calendar_by_keyboard(qtbot: QtBot) -> None:
    paper = Paper(qtbot, DayField(TODAY, dt.date(2026, 12, 8)))
    qtbot.keyClick(paper.box.line, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    (calendar,) = paper.box.findChildren(QCalendarWidget)
    assert calendar.isVisible()
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2026-12-08"
    view = calendar.focusWidget() or calendar
    qtbot.keyClick(view, Key.Key_Right)
    qtbot.keyClick(view, Key.Key_Return)
    assert not calendar.isVisible()
    assert paper.box.value() == dt.date(2026, 12, 9)


def test_the_line_and_its_button_are_named_after_the_field(qtbot: QtBot) -> None:
    paper = Paper(qtbot, DayField(TODAY))
    paper.box.setAccessibleName("Started on")
    assert paper.box.line.accessibleName() == "Started on"
    (calendar,) = paper.box.findChildren(QPushButton)
    assert calendar.accessibleName() == "Started on: choose in a calendar"


def test_a_planned_day_in_the_past_is_asked_about_at_the_field(qtbot: QtBot) -> None:
    paper = Paper(qtbot, DayField(TODAY, sense=Sense.PLAN))
    paper.type("24/11/2026")
    assert paper.told()[0] == "Tue 24 Nov 2026 is in the past. Is that the day you mean?"


def test_a_moment_keeps_its_time_when_only_the_day_is_typed(qtbot: QtBot) -> None:
    paper = Paper(qtbot, MomentField(TODAY, dt.datetime(2026, 11, 26, 14, tzinfo=LONDON)))
    paper.box.line.selectAll()
    paper.type("8/12/2026")
    assert paper.told()[0] == "Tuesday 8 December 2026, 14:00"
    paper.box.line.selectAll()
    paper.type("8/12/2026, 10:30")
    assert paper.box.value() == dt.datetime(2026, 12, 8, 10, 30, tzinfo=LONDON)


# --- in the window ------------------------------------------------------------------------------------------


def _day(window: Window, name: str) -> DayField | MomentField:
    found: list[DayField | MomentField] = [*window.findChildren(DayField), *window.findChildren(MomentField)]
    return next(d for d in found if d.isVisible() and d.accessibleName() == name)


def test_a_start_date_that_is_none_is_refused_at_the_field_and_the_form_keeps_everything(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    window.go(places.PersonForm())
    person.type("Name", "Nora Thorn")
    person.type("Started on", "31/2/2026")
    person.press("Save")
    assert window._going.place == places.PersonForm()
    assert person.says("31 Feb is not a day")
    box = _day(window, "Started on")
    assert box.line.hasFocus()
    box.line.selectAll()
    person.bot.keyClicks(box.line, "3/2/26")
    person.press("Save")
    house, actor = window._context.house, window._context.actor
    nora = next(p for p in house.people.list(actor) if p.name == "Nora Thorn")
    assert nora.started_on == dt.date(2026, 2, 3)


def test_a_day_that_cannot_be_read_is_kept_in_the_draft_and_asked_for_before_signing(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    window.go(places.Meeting(kind=Kind.SUPERVISION, person_id=chipo.id))
    person.press("Next: Talk")
    person.press("Next: Agree")
    person.press("Add an action")
    person.type("Action 1: what", "Offer two drinks")
    box = _day(window, "By when (needed)")
    box.line.selectAll()
    person.bot.keyClicks(box.line, "31 Feb")
    next_box = _day(window, "Next meeting")
    person.bot.keyClicks(next_box.line, "sometime")
    window.go(places.Today())
    person.settle()
    (draft,) = house.records.drafts(actor)
    content = house.writing.draft(actor, draft.id).record.content
    (action,) = content.new_actions
    assert (action.due_on, action.due_typed, content.next_typed) == (None, "31 Feb", "sometime")
    window.go(places.Meeting(record_id=draft.id))
    person.settle()
    assert _day(window, "By when (needed)").line.text() == "31 Feb"
    assert person.says("31 Feb is not a day")
    person.press("Next: Read back")
    person.press("Go on to signing")
    assert person.says("“31 Feb” is not a day that can be read here")
    assert person.says("“sometime” is not a day that can be read here")


def test_a_session_in_the_past_is_asked_about_and_one_in_the_year_one_is_refused(
    at_home: tuple[Person, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    asked: list[str] = []

    def confirm(question: str, yes: str, no: str = "Go back") -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(window._context.dialogs, "confirm", confirm)
    window.go(places.Due())
    person.settle()
    person.press("Plan a date")
    box = next(one for one in window.findChildren(MomentField) if one.isVisible())
    for typed in ("10/11/1 14:00", "10/11/0001 14:00"):
        box.line.selectAll()
        person.bot.keyClicks(box.line, typed)
        person.press("Plan it")
        assert box.line.text() == typed
    assert asked == []
    box.line.selectAll()
    person.bot.keyClicks(box.line, "10/11/2026 14:00")
    person.press("Plan it")
    assert asked == ["Tue 10 Nov 2026 is in the past. Is that the day you mean?"]
    assert not house.sessions.next(actor)
    box.line.selectAll()
    person.bot.keyClicks(box.line, "8/12/2026, 10:30")
    person.press("Plan it")
    ((session, _),) = house.sessions.next(actor)
    assert session.planned_at == dt.datetime(2026, 12, 8, 10, 30, tzinfo=LONDON)
