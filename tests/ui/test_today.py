"""Today in the real window: planned, started, missed and done by its buttons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QScrollArea

from app.domain.actions import NewAction
from app.domain.clock import LONDON
from app.domain.kinds import Kind
from app.domain.sessions import SessionState
from app.pages import places
from app.ui.kit.moment_field import MomentField
from app.ui.kit.screen import Screen
from app.ui.shell.window import Window
from app.ui.theme.style import Look
from tests.team import TurnedClock, filled
from tests.ui.person import Person


def turned(window: Window, **by: float) -> None:
    """Turn the clock of the test's house and come to Today."""
    clock = window._context.house.clock
    assert isinstance(clock, TurnedClock)
    clock.turn(**by)
    window.go(places.People())
    window.go(places.Today())


def dates(window: Window) -> list[MomentField]:
    """Return the boxes for a date that are in sight."""
    return [box for box in window.findChildren(MomentField) if box.isVisible()]


def test_a_date_is_planned_beside_what_is_late_with_the_cursor_in_the_date(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    turned(window, weeks=8)
    person.settle()
    person.choose("Plan a date with Chipo Maple for supervision")
    (box,) = dates(window)
    assert box.line.hasFocus()
    assert box.line.text() == "20 Jan 2027, 14:00"
    box.line.setFocus()
    person.bot.keyClick(box.line, Qt.Key.Key_Up)
    person.bot.keyClick(box.line, Qt.Key.Key_Up)
    person.press("Plan it")
    assert person.says("planned for Fri 22 Jan")
    assert not dates(window)


def test_a_date_being_chosen_stays_when_the_page_is_read_again(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    turned(window, weeks=8)
    person.press("Plan")
    dates(window)[0].line.selectAll()
    person.bot.keyClicks(dates(window)[0].line, "25 Jan")
    window._going.screens[places.Today].refresh()
    person.settle()
    assert dates(window)[0].value() == dt.datetime(2027, 1, 25, 14, tzinfo=LONDON)


def test_going_back_plans_nothing(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    turned(window, weeks=8)
    person.press("Plan")
    person.press("Go back")
    assert not dates(window)
    assert not person.says("planned for")


def test_a_session_is_missed_and_a_draft_opened_from_today(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    house.sessions.plan(actor, chipo.id, dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))
    house.writing.start(actor, Kind.COACHING, chipo.id)
    turned(window)
    person.press("It was missed because")
    person.press("Keep this")
    assert person.says("Say why it was missed")
    pick(window, "Why was it missed?", "sick")
    person.type("In words", "Flu")
    person.press("Keep this")
    (session,) = house.sessions.of(actor, chipo.id)
    assert (session.state, session.because) == (SessionState.MISSED, "Off sick: Flu")
    person.press("Open")
    assert window._going.place == places.Coaching(record_id=house.records.drafts(actor)[0].id)


def pick(window: Window, name: str, value: str) -> None:
    """Choose from a list that one can see."""
    box = next(b for b in window.findChildren(QComboBox) if b.isVisible() and b.accessibleName() == name)
    box.setCurrentIndex(box.findData(value))


def test_a_session_that_passed_asks_and_is_moved_or_written_down(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    house.sessions.plan(actor, chipo.id, dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC))
    turned(window, days=3)
    person.settle()
    assert person.says("Wed 25 Nov 09:00  Supervision, Chipo Maple")
    assert person.says("2 days ago. What became of it?")
    person.press("Move it")
    pick(window, "Why is it moved?", "leave")
    box = next(box for box in window.findChildren(MomentField) if box.isVisible())
    assert box.line.hasFocus()
    box.line.selectAll()
    person.bot.keyClicks(box.line, "26/11/2026 10:00")
    person.press("Save the new time")
    assert person.says("Thu 26 Nov 10:00  Supervision, Chipo Maple")
    person.press("It was held")
    assert isinstance(window._going.place, places.Meeting)
    (draft,) = house.records.drafts(actor)
    assert draft.held_at == dt.datetime(2026, 11, 26, 10, tzinfo=dt.UTC)


def test_going_back_from_the_question_why_changes_nothing(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    house.sessions.plan(actor, chipo.id, dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))
    turned(window)
    person.press("It was missed because")
    person.press("Go back")
    assert not person.says("Why was it missed?")
    assert house.sessions.of(actor, chipo.id)[0].state is SessionState.PLANNED


def test_an_action_is_marked_as_done(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    draft = house.writing.start(actor, Kind.COACHING, chipo.id).value
    mine = NewAction(
        id="bring", what="Bring the cards", owner_id=actor.person_id, due_on=dt.date(2026, 11, 30)
    )
    content = replace(filled(draft.form, draft.record.content, "We tried."), new_actions=(mine,))
    house.writing.store(actor, draft.record.id, content, draft.record.revision)
    house.writing.save(actor, draft.record.id)
    turned(window)
    person.settle()
    person.choose("Done: Bring the cards")
    assert house.actions.mine(actor) == ()
    assert not [b for b in window.findChildren(QPushButton) if b.isVisible() and b.text() == "Done"]


def test_a_page_keeps_as_many_words_on_a_line_when_the_text_grows(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    (screen,) = (w for w in window.findChildren(Screen) if w.isVisible())
    page = screen.findChildren(QScrollArea)[0].widget()
    assert page is not None
    usual = page.maximumWidth()
    window._looks.choose(Look(scale=150))
    person.settle()
    assert page.maximumWidth() == usual * 3 // 2
