"""Planning ahead: the same time again and again, over the change of the clocks, and what is taken already."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import LONDON
from app.domain.kinds import Kind
from app.domain.people import Person, Role
from app.domain.planning import Every, Taken, clashes, repeated, taken_by
from app.domain.sessions import Plan, Session, SessionState

FIRST = dt.datetime(2026, 12, 8, 14, 30, tzinfo=LONDON)
"""The second Tuesday of December."""
YEAR = dt.date(2027, 12, 7)
NAMES = {"w": "Tomasz", "c": "Chipo", "d": "Dee"}
PLAN = Plan(person_id="w", at=FIRST)


def test_once_is_once() -> None:
    assert repeated(FIRST, Every.ONCE, YEAR) == (FIRST,)


def test_every_eight_weeks_is_the_same_weekday_and_the_same_time_on_the_wall_all_year() -> None:
    moments = repeated(FIRST, Every.EIGHT_WEEKS, YEAR)
    assert [f"{one:%a %d %b %H:%M}" for one in moments] == [
        "Tue 08 Dec 14:30",
        "Tue 02 Feb 14:30",
        "Tue 30 Mar 14:30",
        "Tue 25 May 14:30",
        "Tue 20 Jul 14:30",
        "Tue 14 Sep 14:30",
        "Tue 09 Nov 14:30",
    ]
    assert {one.utcoffset() for one in moments} == {dt.timedelta(0), dt.timedelta(hours=1)}


def test_every_month_stays_the_second_tuesday_and_a_fifth_becomes_the_last() -> None:
    days = [one.date().isoformat() for one in repeated(FIRST, Every.MONTH, dt.date(2027, 3, 31))]
    assert days == ["2026-12-08", "2027-01-12", "2027-02-09", "2027-03-09"]
    fifth = FIRST.replace(day=29)
    days = [one.date().isoformat() for one in repeated(fifth, Every.MONTH, dt.date(2027, 3, 31))]
    assert days == ["2026-12-29", "2027-01-26", "2027-02-23", "2027-03-30"]


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), st.sampled_from(Every), st.integers(0, 400))
def test_whatever_repeats_keeps_its_weekday_and_ends_in_time(day: dt.date, every: Every, days: int) -> None:
    first, until = dt.datetime.combine(day, dt.time(9), LONDON), day + dt.timedelta(days=days)
    moments = repeated(first, every, until)
    assert moments[0] == first
    assert {one.weekday() for one in moments} == {day.weekday()}
    assert all(one.date() <= until for one in moments)
    assert list(moments) == sorted(set(moments))


def test_every_way_to_repeat_is_called_something_of_its_own() -> None:
    assert len({one.label for one in Every}) == len(Every)
    assert Every.SIX_WEEKS.label == "every 6 weeks"


def taken(**changes: object) -> Taken:
    return replace(
        Taken(FIRST, "w", "d", "supervision", "supervision"),
        **changes,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ((), ""),
        ((taken(at=FIRST + dt.timedelta(minutes=59)),), "Tomasz has supervision at 15:29 that day."),
        ((taken(at=FIRST + dt.timedelta(minutes=60), kind="appraisal"),), ""),
        ((taken(person_id="c"),), "Dee leads supervision at 14:30 that day."),
        ((taken(person_id="c", leader_id="x"),), ""),
        (
            (taken(at=FIRST + dt.timedelta(days=6)),),
            "Tomasz has supervision on Mon 14 Dec 2026 already.",
        ),
        ((taken(at=FIRST + dt.timedelta(days=7)),), ""),
        ((taken(at=FIRST + dt.timedelta(days=6), kind="appraisal"),), ""),
    ],
)
def test_what_is_planned_already_about_then_is_told(there: tuple[Taken, ...], told: str) -> None:
    assert clashes([PLAN], ["d"], there, NAMES) == (told,)


def test_plans_made_at_once_are_told_of_each_other() -> None:
    other = Plan(person_id="c", at=FIRST, kind=Kind.APPRAISAL)
    assert clashes([PLAN, other], ["d", "d"], (), NAMES) == (
        "",
        "Dee leads supervision at 14:30 that day.",
    )


def test_a_planned_session_takes_the_time_of_whom_it_is_with_and_of_who_leads_it() -> None:
    worker = Person(id="w", name="Tomasz Birch", role=Role.WORKER, supervisor_id="d")
    session = Session(id="s", person_id="w", planned_at=FIRST, state=SessionState.PLANNED)
    assert taken_by([session], {"w": worker}, {"supervision": "supervision"}) == (taken(),)
