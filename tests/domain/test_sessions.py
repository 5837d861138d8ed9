"""Planned sessions: who is asked what became of one, which one a record was held for, and reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.errors import IncompleteError
from app.domain.kinds import Kind
from app.domain.people import Person, Role, Standing
from app.domain.sessions import Reason, Session, SessionState, Why, is_asked, met_by

AT = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
OWNER = Person(id="o", name="Ruth Alder", role=Role.OWNER)
DEPUTY = Person(id="d", name="Dee Rowan", role=Role.DEPUTY, supervisor_id="o")
WORKER = Person(id="w", name="Tomasz Birch", role=Role.WORKER, supervisor_id="d")
SESSION = Session(id="s", person_id="w", planned_at=AT, state=SessionState.PLANNED)


def asked(me: Person, *, days: float, leader: Person | None = DEPUTY, session: Session = SESSION) -> bool:
    return is_asked(session, me, WORKER, leader, AT + dt.timedelta(days=days))


@pytest.mark.parametrize(
    ("me", "days", "wanted"),
    [
        (DEPUTY, -0.1, False),
        (DEPUTY, 0, True),
        (DEPUTY, 400, True),
        (OWNER, 6.9, False),
        (OWNER, 7, True),
        (OWNER, 400, True),
        (WORKER, 400, False),
    ],
)
def test_who_leads_is_asked_at_once_and_the_manager_after_a_week(
    me: Person,
    days: float,
    wanted: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    assert asked(me, days=days) is wanted


def test_the_manager_is_asked_at_once_when_nobody_leads_it_any_more() -> None:
    assert asked(OWNER, days=0, leader=None)
    assert asked(OWNER, days=0, leader=replace(DEPUTY, standing=Standing.LEAVER))


@pytest.mark.parametrize("state", [SessionState.HELD, SessionState.MOVED, SessionState.MISSED])
def test_what_is_answered_is_asked_no_more(state: SessionState) -> None:
    assert not asked(DEPUTY, days=9, session=replace(SESSION, state=state))


def test_who_leads_is_whom_it_was_planned_for_or_the_supervisor() -> None:
    assert SESSION.led_by(WORKER) == "d"
    assert replace(SESSION, led_by_id="x").led_by(WORKER) == "x"
    assert replace(SESSION, kind=Kind.GROUP_SUPERVISION).led_by(DEPUTY) == "d"


@pytest.mark.parametrize(("held", "found"), [(-4, None), (-3, "s"), (0, "s"), (14, "s"), (15, None)])
def test_a_record_is_held_for_the_session_near_its_day(held: int, found: str | None) -> None:
    met = met_by([SESSION], Kind.SUPERVISION, AT + dt.timedelta(days=held), "r")
    assert (met.id if met else None) == found


def test_of_several_the_nearest_is_met_and_the_others_go_on_asking() -> None:
    before = replace(SESSION, id="before", planned_at=AT - dt.timedelta(days=10))
    other = replace(SESSION, id="other", kind=Kind.APPRAISAL)
    met = met_by([before, other, SESSION], Kind.SUPERVISION, AT, "r")
    assert met is SESSION
    begun = replace(before, record_id="r")
    assert met_by([begun, SESSION], Kind.SUPERVISION, AT, "r") is begun


def test_a_reason_is_listed_or_said_in_words() -> None:
    with pytest.raises(IncompleteError, match="Say why"):
        Reason(words="  ").said("Say why.")
    assert Reason(Why.SICK).said("Say why.") == Reason(Why.SICK)
    kept = replace(SESSION, why=Why.SICK, reason="flu")
    assert (kept.because, replace(kept, reason="").because) == ("Off sick: flu", "Off sick")
    assert replace(kept, why=Why.OTHER).because == "flu"
    assert len({one.label for one in Why}) == len(Why)
