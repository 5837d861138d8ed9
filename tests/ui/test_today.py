"""Today in the real window: planned, started, missed and done by its buttons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.actions import NewAction
from app.domain.clock import LONDON
from app.domain.kinds import Kind
from app.domain.schedule import SessionState
from app.pages import places
from app.ui.kit.moment_field import MomentField
from app.ui.shell.window import Window
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
    window._screens[places.Today].refresh()
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
    house.schedule.plan(actor, chipo.id, dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))
    house.writing.start(actor, Kind.COACHING, chipo.id)
    turned(window)
    person.press("It was missed because")
    (session,) = house.schedule.sessions(actor, chipo.id)
    assert (session.state, session.reason) == (SessionState.MISSED, "The date was wrong.")
    person.press("Open")
    assert window._place == places.Coaching(record_id=house.records.drafts(actor)[0].id)


def test_going_back_from_the_question_why_changes_nothing(
    at_home: tuple[Person, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    house.schedule.plan(actor, chipo.id, dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))
    monkeypatch.setattr(window._context.dialogs, "ask_text", lambda _question: None)
    turned(window)
    person.press("It was missed because")
    assert house.schedule.sessions(actor, chipo.id)[0].state is SessionState.PLANNED


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
