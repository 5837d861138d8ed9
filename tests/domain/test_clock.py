"""Days and moments as people read them, in the zone of the records; and identifiers that sort by time."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest

from app.domain import clock
from app.domain.ids import new_id

LONDON, TODAY = ZoneInfo("Europe/London"), dt.date(2026, 11, 24)
SUMMER = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Stopped:
    """A clock that shows one moment of one zone."""

    moment: dt.datetime

    def now(self) -> dt.datetime:
        return self.moment

    def zone(self) -> dt.tzinfo:
        return LONDON

    def elapsed(self) -> float:
        return 0.0


def test_today_is_the_day_where_the_records_are() -> None:
    assert clock.today(Stopped(SUMMER)) == dt.date(2026, 7, 1)
    assert clock.tomorrow_at_two(Stopped(SUMMER)) == dt.datetime(2026, 7, 2, 14, tzinfo=LONDON)


def test_moments_are_written_in_the_zone_of_the_records() -> None:
    assert clock.long_moment(SUMMER, LONDON) == "Wed 1 Jul 2026, 00:30"
    assert clock.both_clocks(SUMMER, LONDON) == "Wed 1 Jul 2026, 00:30 (Tue 30 Jun 2026, 23:30 UTC)"
    assert clock.time_of_day(SUMMER, LONDON) == "00:30"
    assert clock.long_date(TODAY) == "Tue 24 Nov 2026"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (dt.date(2026, 11, 3), "Tue 3 Nov"),
        (dt.date(2027, 11, 23), "Tue 23 Nov"),
        (dt.date(2027, 11, 24), "Wed 24 Nov 2027"),
        (dt.date(2025, 11, 25), "Tue 25 Nov"),
        (dt.date(2025, 11, 24), "Mon 24 Nov 2025"),
    ],
)
def test_a_short_date_keeps_its_year_from_a_year_away(day: dt.date, told: str) -> None:
    assert clock.short_date(day, TODAY) == told


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, "morning"), (11, "morning"), (12, "afternoon"), (16, "afternoon"), (17, "evening"), (23, "evening")],
)
def test_the_day_has_three_parts(hour: int, part: str) -> None:
    assert clock.part_of_day(dt.datetime(2026, 11, 24, hour, 59, tzinfo=dt.UTC), LONDON) == part


@pytest.mark.parametrize(
    ("days", "told"),
    [(0, "today"), (1, "in 1 day"), (5, "in 5 days"), (-1, "1 day late"), (-12, "12 days late")],
)
def test_how_far_off_a_day_is(days: int, told: str) -> None:
    assert clock.days_away(TODAY + dt.timedelta(days=days), TODAY) == told


@pytest.mark.parametrize(
    ("back", "first"),
    [
        (0, dt.date(2026, 11, 1)),
        (10, dt.date(2026, 1, 1)),
        (11, dt.date(2025, 12, 1)),
        (-1, dt.date(2026, 12, 1)),
        (-2, dt.date(2027, 1, 1)),
    ],
)
def test_a_month_begins_on_its_first(back: int, first: dt.date) -> None:
    assert clock.month_begin(TODAY, back) == first


def test_a_clock_before_the_newest_record_or_a_year_after_it_is_named() -> None:
    newest = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)

    def fault(now: dt.datetime) -> str:
        return clock.clock_fault(now, newest, LONDON) or ""

    assert clock.clock_fault(newest, None, LONDON) is None
    assert fault(newest - clock.CLOCKS_DIFFER) == ""
    assert fault(newest + clock.FAR_AHEAD) == ""
    behind = fault(newest - clock.CLOCKS_DIFFER - dt.timedelta(seconds=1))
    assert "the newest record here is of Tue 24 Nov 2026, 14:00" in behind
    assert "more than a year before" in fault(newest + clock.FAR_AHEAD + dt.timedelta(seconds=1))


def test_an_identifier_is_a_uuid_of_version_seven_that_holds_its_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = [uuid.UUID(new_id()) for _ in range(200)]
    after = time.time_ns() // 1_000_000
    assert {(one.version, one.variant) for one in made} == {(7, uuid.RFC_4122)}
    assert all(before <= one.int >> 80 <= after for one in made)
    assert len({one.int & ((1 << 74) - 1) for one in made}) == 200
    told = [one.int >> 64 & 0xFFF for one in made]
    assert max(told) > 0x800
    assert min(told) < 0x800
