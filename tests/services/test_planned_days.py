"""A session is planned for a day that can be meant."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.clock import LONDON
from app.domain.errors import DayError
from tests.team import Team


@pytest.mark.parametrize("year", [1, 1926, 2024, 2037, 9998])
def test_nobody_plans_a_session_long_ago_or_far_ahead(team: Team, year: int) -> None:
    at = dt.datetime(year, 11, 10, 14, 0, tzinfo=LONDON)
    with pytest.raises(DayError):
        team.house.sessions.plan(team.owner, team.worker.person_id, at)
    assert team.house.sessions.of(team.owner, team.worker.person_id) == ()


@pytest.mark.parametrize("day", [dt.date(2026, 11, 10), dt.date(2026, 12, 8), dt.date(2030, 1, 1)])
def test_yesterday_and_the_years_to_come_can_be_planned(team: Team, day: dt.date) -> None:
    at = dt.datetime.combine(day, dt.time(14), LONDON)
    planned = team.house.sessions.plan(team.owner, team.worker.person_id, at).value
    assert planned.planned_at == at
