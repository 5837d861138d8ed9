"""Parts of the day, where planning begins, and the weekdays of a round."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import LONDON, part_of_day, tomorrow_at_two
from app.domain.schedule import round_of
from tests.team import TurnedClock

FRIDAY = dt.datetime(2026, 11, 27, 14, tzinfo=LONDON)


def test_the_part_of_the_day_is_the_one_where_people_live() -> None:
    summer = dt.datetime(2026, 7, 1, 11, 30, tzinfo=dt.UTC)
    assert part_of_day(summer, dt.UTC) == "morning"
    assert part_of_day(summer, LONDON) == "afternoon"
    assert part_of_day(summer.replace(hour=16), LONDON) == "evening"


def test_planning_begins_at_two_tomorrow() -> None:
    assert tomorrow_at_two(TurnedClock()) == dt.datetime(2026, 11, 25, 14, tzinfo=dt.UTC)


def test_one_alone_is_planned_when_it_is_said_even_on_a_sunday() -> None:
    sunday = FRIDAY + dt.timedelta(days=2)
    assert round_of(sunday, 1) == (sunday,)


def test_a_round_goes_on_after_the_weekend_at_the_same_hour() -> None:
    assert [moment.day for moment in round_of(FRIDAY, 3)] == [27, 30, 1]
    assert {moment.hour for moment in round_of(FRIDAY, 3)} == {14}


@given(st.datetimes(timezones=st.just(dt.UTC)).filter(lambda day: 1950 < day.year < 9000), st.integers(2, 60))
def test_a_round_is_on_weekdays_one_a_day_from_its_first_day(first: dt.datetime, count: int) -> None:
    moments = round_of(first, count)
    assert len(moments) == len(set(moments)) == count
    assert all(moment.weekday() <= 4 and moment >= first for moment in moments)
