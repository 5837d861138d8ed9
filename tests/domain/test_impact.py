"""Figures of practice leading: made by hand here, and counted the same by the program."""

from __future__ import annotations

import datetime as dt

from app.domain.impact import (
    Did,
    PracticeTime,
    Spent,
    Typed,
    TypedFigure,
    checks,
    concerns,
    cost,
    days_of,
    minutes_by_area,
    protected,
    reach,
    repeats,
    typed_in,
)

JAN, DEC = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
LABELS = {"improving": "Improving practice", "present": "Being there"}


def time(day: int, spent: Spent, minutes: int, what: str = "", area: str = "") -> PracticeTime:
    on = dt.date(2026, 3, day)
    return PracticeTime(
        id=f"{day}{spent}{what}", person_id="p", day=on, spent=spent, minutes=minutes, what=what, area=area
    )


def did(month: int, **more: object) -> Did:
    return Did(**{"on": dt.date(2026, month, 1), "minutes": 20, "people": frozenset({"a"}), **more})  # type: ignore[arg-type]


def figure(sort: Typed, month: int, hundredths: int) -> TypedFigure:
    first = dt.date(2026, month, 1)
    return TypedFigure(
        id=f"{sort}{month}",
        sort=sort,
        begins_on=first,
        ends_on=first + dt.timedelta(days=29),
        hundredths=hundredths,
    )


def test_time_lost_never_exceeds_what_was_planned_for_that_day() -> None:
    days = days_of(
        [
            time(2, Spent.PLANNED, 120),
            time(2, Spent.LOST, 200, "Covering a shift"),
            time(3, Spent.PLANNED, 60),
            time(4, Spent.LOST, 30, "Covering a shift"),
        ]
    )
    assert [(one.planned, one.lost, one.given) for one in days] == [(120, 120, 0), (60, 0, 60), (0, 0, 0)]
    assert protected(days).value == "1 h 00 min given of 3 h 00 min planned (33 %)"


def test_minutes_stand_under_the_area_that_was_answered_and_else_under_none() -> None:
    found = minutes_by_area(
        [did(1, area="present"), did(2)], [time(2, Spent.WORK, 45, "Team talk", "improving")], LABELS
    )
    assert dict(found.rows) == {"Improving practice": "45 min", "Being there": "20 min", "Not said": "20 min"}


def test_only_those_who_work_here_are_reached() -> None:
    found = reach([did(1, people=frozenset({"a", "gone"})), did(2)], frozenset({"a", "b"}))
    assert found.value == "1 of 2 people, in 2 records"


def test_the_first_and_the_last_of_the_same_observation_are_compared() -> None:
    seen = [
        did(3, about_id="a", form_id="f", score=0.9),
        did(1, about_id="a", form_id="f", score=0.5),
        did(1, about_id="b", form_id="f", score=0.5),
        did(2, about_id="b", form_id="f", score=0.4),
        did(2, about_id="b", form_id="g", score=1.0),
    ]
    assert dict(repeats(seen).rows) == {"Better": "1", "The same": "0", "Worse": "1"}
    assert repeats(seen[:1]).value == "Nothing was watched twice"


def test_checks_and_concerns_are_told_by_halves() -> None:
    found = [
        did(1, met=False, concern=True),
        did(2, met=True, concern=True),
        did(9, met=True),
        did(10, concern=True),
    ]
    assert [value for _, value in checks(found, JAN, DEC).rows] == ["1 of 2", "1 of 1"]
    assert [value for _, value in concerns(found, JAN, DEC).rows] == ["2 in 2 records", "1 in 2 records"]


def test_a_change_is_given_at_the_cost_the_service_typed_in() -> None:
    typed = [
        figure(Typed.AGENCY, 1, 10_000),
        figure(Typed.AGENCY, 6, 4_000),
        figure(Typed.COST_AGENCY, 1, 650),
    ]
    found = typed_in(typed, Typed.AGENCY)
    assert found.value == "-60.0 in thirty days, from the first span to the last"
    assert found.rows[-1] == ("At the service’s own cost, in thirty days", "−£390")
    assert typed_in(typed[:1], Typed.AGENCY).rows == (("01/01/2026 to 30/01/2026", "100"),)
    assert typed_in((), Typed.SICK).value == "Nothing typed in"


def test_the_cost_of_time_is_of_what_was_given() -> None:
    days = days_of([time(2, Spent.PLANNED, 120), time(2, Spent.LOST, 30, "Away")])
    assert cost(days, [figure(Typed.COST_HOUR, 1, 2_000)]).value == "£30"
    assert cost(days, ()).value == "No cost typed in"
