"""Locking by itself: after the minutes that were set, with a warning, and when the PC slept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QSpinBox
from pytestqt.qtbot import QtBot

from app.domain.kinds import Kind
from app.pages import places
from app.pages.parts import SetUpPart
from app.ui.shell.window import Window
from tests.team import TurnedClock
from tests.ui.person import Person, come_in, team_of

Home = tuple[Person, Window]
FIVE_MINUTES, WARNING = 5 * 60_000, 15_000
WARNED = "Locking in 15 seconds – move the mouse to stay."


def left(window: Window) -> tuple[int, int]:
    """Return the milliseconds until the warning, and from it until the lock; -1 when they are not counted."""
    return window._idle._quiet.remainingTime(), window._idle._last.remainingTime()


def be_quiet(person: Person, window: Window) -> None:
    """Let the minutes pass without a touch."""
    person.settle()
    window._idle._quiet.start(0)
    person.bot.waitUntil(lambda: person.says(WARNED), timeout=2000)


def test_the_warning_comes_fifteen_seconds_before_the_minutes_are_over(at_home: Home) -> None:
    person, window = at_home
    person.bot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    before, _ = left(window)
    assert FIVE_MINUTES - WARNING - 2000 < before <= FIVE_MINUTES - WARNING
    be_quiet(person, window)
    _, last = left(window)
    assert WARNING - 2000 < last <= WARNING


@pytest.mark.parametrize("touch", ["mouse", "key", "click"])
def test_a_touch_after_the_warning_stays_and_counts_afresh(at_home: Home, qtbot: QtBot, touch: str) -> None:
    person, window = at_home
    be_quiet(person, window)
    if touch == "mouse":
        qtbot.mouseMove(window.windowHandle(), QPoint(40, 40))
        qtbot.mouseMove(window.windowHandle(), QPoint(80, 80))
    elif touch == "key":
        qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    else:
        qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(700, 30))
    qtbot.waitUntil(lambda: not person.says(WARNED), timeout=2000)
    quiet, last = left(window)
    assert FIVE_MINUTES - WARNING - 2000 < quiet <= FIVE_MINUTES - WARNING
    assert last == -1
    assert window._context.anyone


@pytest.mark.parametrize("kind", [Kind.SUPERVISION, Kind.APPRAISAL, Kind.GROUP_SUPERVISION])
def test_we_are_talking_keeps_the_lock_away_for_fifteen_minutes_in_any_meeting(
    at_home: Home, kind: Kind
) -> None:
    person, window = at_home
    clock = window._context.house.clock
    assert isinstance(clock, TurnedClock)
    me = window._context.actor
    chipo = next(p for p in window._context.house.people.list(me) if p.name == "Chipo Maple")
    window.go(places.Meeting(kind=kind, person_id=chipo.id))
    person.settle()
    person.press("We are talking")
    assert person.says("The screen stays open for 15 minutes while you talk.")
    for minutes in (15, 8):  # a touch meanwhile takes nothing of it away
        quiet, _ = left(window)
        assert minutes * 60_000 - WARNING - 5000 < quiet <= minutes * 60_000 - WARNING
        clock.turn(minutes=7)
        window._idle.touched()
    clock.turn(minutes=7)
    window._idle.touched()
    quiet, _ = left(window)
    assert FIVE_MINUTES - WARNING - 2000 < quiet <= FIVE_MINUTES - WARNING


def test_without_a_touch_it_locks_and_what_was_typed_is_there_afterwards(at_home: Home) -> None:
    person, window = at_home
    team = team_of(window)
    window.go(places.Coaching(person_id=team.worker.person_id))
    person.type("What happened?", "Typed before the phone rang")
    be_quiet(person, window)
    window._idle._last.start(0)
    person.bot.waitUntil(lambda: not window._context.anyone, timeout=2000)
    person.settle()
    assert person.says("Who are you?")
    assert not person.says(WARNED)
    assert not person.says("Tomasz Birch")
    assert left(window) == (-1, -1)
    come_in(person, "Ruth Alder")
    boxes = [b.toPlainText() for b in window.findChildren(QPlainTextEdit) if b.isVisible()]
    assert "Typed before the phone rang" in boxes


def test_other_minutes_count_at_once(at_home: Home) -> None:
    person, window = at_home
    window.go(places.SetUp(SetUpPart.SERVICE))
    person.settle()
    box = next(
        b for b in window.findChildren(QSpinBox) if b.isVisible() and b.accessibleName() == "Lock after"
    )
    box.setValue(2)
    person.type("Name of the service", " Two")
    person.press("Save")
    before, _ = left(window)
    assert 2 * 60_000 - WARNING - 2000 < before <= 2 * 60_000 - WARNING
    assert person.says("Oakview House Two")


def test_a_pc_that_slept_is_locked_when_it_wakes_and_one_that_did_not_is_not(at_home: Home) -> None:
    person, window = at_home
    clock = window._context.house.clock
    assert isinstance(clock, TurnedClock)
    tick = window._idle._tick
    for seconds in (5, 5, 59):
        clock.turn(seconds=seconds)
        tick.timeout.emit()
        assert window._context.anyone
    clock.turn(minutes=40)
    tick.timeout.emit()
    person.settle()
    assert not window._context.anyone
    assert not tick.isActive()


def test_a_touch_in_a_dialog_counts_too(at_home: Home, qtbot: QtBot) -> None:
    person, window = at_home
    dialog = QDialog(window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is dialog.windowHandle(), timeout=2000)
    be_quiet(person, window)
    qtbot.keyClick(dialog.windowHandle(), Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: not person.says(WARNED), timeout=2000)
    assert window._context.anyone


def test_a_hidden_screen_shows_nothing_and_any_key_asks_who_is_there(at_home: Home, qtbot: QtBot) -> None:
    person, window = at_home
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_F12)
    person.settle()
    assert not window._context.anyone
    assert window._outer.currentWidget() is window._blank
    assert not person.says("Good afternoon")
    qtbot.mouseMove(window.windowHandle(), QPoint(40, 40))
    assert window._outer.currentWidget() is window._blank
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)
    person.settle()
    assert person.says("Who are you?")


def test_what_was_saved_is_taken_back_with_ctrl_z_outside_a_box(at_home: Home, qtbot: QtBot) -> None:
    person, window = at_home
    taken: list[str] = []
    window._context.undo_offered.emit("Saved for Tomasz.", lambda: taken.append("back"))
    person.settle()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: taken == ["back"], timeout=2000)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(300)
    assert taken == ["back"]
