"""The calendar of meetings in the real window: drag and keys move a meeting, and a year is planned ahead."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.sessions import SessionState
from app.pages import places
from app.ui.kit.moment_field import MomentField
from app.ui.kit.month_grid import DayList
from app.ui.shell.window import Window
from tests.ui.person import Person, change_over, team_of

Home = tuple[Person, Window]
AT = dt.datetime(2026, 12, 8, 14, tzinfo=dt.UTC)


def at_calendar(home: Home) -> str:
    """Plan a meeting and come to its month; return its id."""
    person, window = home
    team = team_of(window)
    session = team.house.sessions.plan(team.owner, team.other.person_id, AT).value
    window.go(places.Calendar(month=AT.date()))
    person.settle()
    return session.id


def day(window: Window, number: int) -> DayList:
    """Return a day of December."""
    name = f"{dt.date(2026, 12, number):%A} {number} December 2026"
    return next(d for d in window.findChildren(DayList) if d.isVisible() and d.accessibleName() == name)


def pick(window: Window, name: str, value: str, place: int = 0) -> None:
    """Choose from a list that one can see."""
    boxes = [b for b in window.findChildren(QComboBox) if b.isVisible() and b.accessibleName() == name]
    boxes[place].setCurrentIndex(boxes[place].findData(value))


class Drop(QDropEvent):
    """A drop that comes from a list."""

    def __init__(self, source: DayList) -> None:
        move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        super().__init__(QPoint(5, 5), move, QMimeData(), left, none)
        self._source = source

    def source(self) -> DayList:
        return self._source


@pytest.mark.parametrize("how", ["drag", "keys"])
def test_a_meeting_is_moved_by_a_drag_or_by_keys_and_says_why(at_home: Home, qtbot: QtBot, how: str) -> None:
    person, window = at_home
    session_id = at_calendar(at_home)
    source = day(window, 8)
    source.setCurrentRow(0)
    if how == "drag":
        day(window, 10).dropEvent(Drop(source))
    else:
        source.setFocus()
        qtbot.keyClick(source, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    to = 10 if how == "drag" else 15
    person.settle()
    assert person.says("2026, 14:00.")
    assert day(window, 8).count() == 1
    person.press("Save the new time")
    assert person.says("Say why it is moved")
    pick(window, "Why is it moved?", "leave")
    person.press("Save the new time")
    team = team_of(window)
    old, new = sorted(team.house.sessions.of(team.owner, team.other.person_id), key=lambda s: s.sequence)
    assert (old.id, old.state, old.because) == (session_id, SessionState.MOVED, "On leave")
    assert new.planned_at == AT.replace(day=to)
    assert [item.text() for n in range(1) if (item := day(window, to).item(n))] == ["○ 14:00 Chipo · S"]


def test_what_was_missed_stays_on_its_day(at_home: Home) -> None:
    person, window = at_home
    session_id = at_calendar(at_home)
    team = team_of(window)
    team.house.sessions.missed(team.owner, session_id, "No time.")
    window.go(places.Calendar(month=AT.date()))
    person.settle()
    day(window, 8).setCurrentRow(0)
    day(window, 10).dropEvent(Drop(day(window, 8)))
    person.settle()
    assert not person.says("moves to")


def test_months_are_turned_and_taken_out(at_home: Home, tmp_path: Path) -> None:
    person, _ = at_home
    at_calendar(at_home)
    assert person.says("December 2026")
    person.press("Month after")
    assert person.says("January 2027")
    person.press("This month")
    person.press("Month before")
    assert person.says("October 2026")
    for press, name in (
        ("Print the month", "Calendar.pdf"),
        ("Reminder slips", "Reminders.pdf"),
        ("Calendar file", "Alongside.ics"),
    ):
        person.press(press)
        if name.endswith(".pdf"):
            person.press("Save as PDF")
        assert (tmp_path / name).exists(), name
    assert "Chipo" not in (tmp_path / "Alongside.ics").read_text(encoding="utf-8")
    person.choose("Names in the calendar file")
    person.press("Calendar file")
    assert "Chipo" in (tmp_path / "Alongside.ics").read_text(encoding="utf-8")


def test_a_year_is_planned_from_two_lines(at_home: Home, qtbot: QtBot) -> None:
    person, window = at_home
    window.go(places.PlanAhead())
    person.settle()
    person.press("Show what it comes to")
    assert person.says("Choose with whom on every line")
    for place, name in enumerate(("chipo", "tom")):
        boxes = [
            b for b in window.findChildren(QLineEdit) if b.isVisible() and b.accessibleName() == "With whom"
        ]
        qtbot.keyClicks(boxes[place], name)
        qtbot.keyClick(boxes[place], Qt.Key.Key_Return)
        moment = [m for m in window.findChildren(MomentField) if m.isVisible()][place]
        moment.line.selectAll()
        qtbot.keyClicks(moment.line, f"8/12/2026 {10 + place}:00")
        if not place:
            person.press("Another line")
    pick(window, "How often", "13")
    pick(window, "What", "appraisal", 1)
    pick(window, "How often", "once", 1)
    person.press("Show what it comes to")
    assert person.says("5 sessions. Nothing else is planned about then.")
    person.press("Plan it all")
    assert isinstance(window._going.place, places.Calendar)
    team = team_of(window)
    planned = team.house.sessions.next(team.owner, days=400)
    assert [(s.planned_at.hour, s.kind.value) for s, _ in planned][:2] == [
        (10, "supervision"),
        (11, "appraisal"),
    ]
    assert len(planned) == 5


def test_a_line_for_everybody_takes_the_place_of_an_empty_one(at_home: Home) -> None:
    person, window = at_home
    window.go(places.PlanAhead())
    person.settle()
    person.press("A line for everybody")
    moments = [m for m in window.findChildren(MomentField) if m.isVisible()]
    assert len(moments) == 4
    person.press("Take out")
    person.press("Show what it comes to")
    assert person.says("Nothing else is planned about then.")


def test_a_worker_sees_their_own_and_is_not_led_to_planning(at_home: Home) -> None:
    person, window = at_home
    at_calendar(at_home)
    change_over(person, "Chipo Maple")
    window.go(places.Calendar(month=AT.date()))
    person.settle()
    item = day(window, 8).item(0)
    assert item is not None
    assert item.text() == "○ 14:00 Supervision · S"
    assert not person.says("Plan ahead")
