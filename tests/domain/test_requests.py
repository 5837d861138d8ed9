"""When somebody who asks what is kept about them must have an answer, to the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.bank_holidays import ENGLAND, SATURDAY
from app.domain.clock import months_later
from app.domain.requests import Pause, Request, RequestKind

TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)
ASKED = Request(
    id="q",
    kind=RequestKind.ACCESS,
    person_id="w",
    person_name="Tomasz Birch",
    received_on=dt.date(2026, 11, 2),
)
COMPLAINT = replace(ASKED, kind=RequestKind.COMPLAINT)


def pause(begins: int, ends: int | None) -> Pause:
    """Return a pause from one day of November to another; the clock goes on on the last."""
    end = None if ends is None else dt.date(2026, 11, ends)
    return Pause(begins_on=dt.date(2026, 11, begins), ends_on=end, why="Which years do you mean?")


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2026, 11, 2), 1, dt.date(2026, 12, 2)),
        (dt.date(2026, 12, 2), 1, dt.date(2027, 1, 2)),
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
        (dt.date(2027, 11, 30), 3, dt.date(2028, 2, 29)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 11, 24), -12, dt.date(2025, 11, 24)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: dt.date, months: int, later: dt.date
) -> None:
    assert months_later(day, months) == later


def test_an_answer_is_due_in_a_month_and_a_complex_one_in_three() -> None:
    assert ASKED.due_on(TODAY) == dt.date(2026, 12, 2)
    assert replace(ASKED, longer=True).due_on(TODAY) == dt.date(2027, 2, 2)


@pytest.mark.parametrize(
    ("pauses", "days"),
    [
        ((pause(5, 10),), 5),
        ((pause(5, 5),), 0),
        ((pause(5, 10), pause(12, 14)), 7),
        ((pause(5, 10), pause(8, 14)), 9),
        ((pause(20, None),), 5),  # the fourth is a Sunday
        ((pause(24, None),), 0),
        ((pause(28, None),), 0),
        ((pause(5, 10), pause(8, None)), 19),
    ],
)
def test_each_day_on_which_the_clock_stood_still_is_added_once(pauses: tuple[Pause, ...], days: int) -> None:
    assert replace(ASKED, pauses=pauses).due_on(TODAY) == dt.date(2026, 12, 2) + days * DAY


@pytest.mark.parametrize(
    ("kind", "received", "due"),
    [
        (RequestKind.ACCESS, "2026-11-26", "2026-12-29"),  # a Saturday, then Sunday and the substitute day
        (RequestKind.ACCESS, "2026-11-05", "2026-12-07"),  # a Saturday
        (RequestKind.ACCESS, "2026-03-03", "2026-04-07"),  # Good Friday to Easter Monday
        (RequestKind.ACCESS, "2026-11-03", "2026-12-03"),  # a Thursday stays
        (RequestKind.ACCESS, "2026-11-25", "2026-12-29"),  # Christmas Day, a Friday
        (RequestKind.COMPLAINT, "2026-06-19", "2026-07-20"),  # the thirtieth day after is a Sunday
        (RequestKind.COMPLAINT, "2026-11-25", "2026-12-29"),  # Christmas Day
        (RequestKind.COMPLAINT, "2026-06-22", "2026-07-22"),
    ],
)
def test_a_last_day_on_a_weekend_or_bank_holiday_moves_to_the_next_working_day(
    kind: RequestKind, received: str, due: str
) -> None:
    asked = replace(ASKED, kind=kind, received_on=dt.date.fromisoformat(received))
    assert asked.due_on(TODAY) == dt.date.fromisoformat(due)


def test_england_has_eight_bank_holidays_a_year_none_on_a_weekend() -> None:
    years = {day.year for day in ENGLAND}
    assert [sum(day.year == year for day in ENGLAND) for year in sorted(years)] == [8] * len(years)
    assert all(day.weekday() < SATURDAY for day in ENGLAND)


def test_a_complaint_is_acknowledged_within_thirty_days_and_never_pauses() -> None:
    assert COMPLAINT.due_on(TODAY) == dt.date(2026, 12, 2)
    assert replace(COMPLAINT, pauses=(pause(5, 10),), longer=True).due_on(TODAY) == dt.date(2026, 12, 2)


@pytest.mark.parametrize(
    ("request_", "today", "status"),
    [
        (ASKED, dt.date(2026, 12, 2), "Due by 02/12/2026"),
        (ASKED, dt.date(2026, 12, 3), "Late since 02/12/2026"),
        (replace(ASKED, acknowledged_on=TODAY), TODAY, "Due by 02/12/2026"),
        (replace(ASKED, pauses=(pause(5, None),)), dt.date(2027, 5, 1), "Paused"),
        (replace(ASKED, pauses=(pause(5, 10),)), TODAY, "Due by 07/12/2026"),
        (replace(ASKED, pauses=(pause(5, None),), sent_on=TODAY), TODAY, "Answered on 24/11/2026"),
        (COMPLAINT, dt.date(2026, 12, 3), "Late since 02/12/2026"),
        (replace(COMPLAINT, acknowledged_on=TODAY), TODAY, "Acknowledged on 24/11/2026, not answered yet"),
        (replace(COMPLAINT, acknowledged_on=TODAY, sent_on=TODAY), TODAY, "Answered on 24/11/2026"),
    ],
)
def test_where_a_request_stands_is_said_in_words(request_: Request, today: dt.date, status: str) -> None:
    assert request_.status(today) == status
    assert request_.paused is (status == "Paused" or (request_.sent_on is not None and bool(request_.pauses)))
