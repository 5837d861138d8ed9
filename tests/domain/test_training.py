"""Training in a subject: which one counts, until when, and what is wrong with one that was typed."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.errors import IncompleteError
from app.domain.training import Course, Stand, Training, checked, newest, stand, stands

TODAY = dt.date(2026, 11, 24)


def done(
    day: dt.date, expires: dt.date | None = None, title: str = "Fire safety", subject: str = ""
) -> Training:
    return Training(
        id=f"{day} {expires}",
        person_id="p",
        title=title,
        area="",
        done_on=day,
        expires_on=expires,
        subject=subject,
    )


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (-1, Stand.OUT, "! ran out 23 Nov 2026"),
        (0, Stand.SOON, "~ runs out 24 Nov 2026"),
        (56, Stand.SOON, "~ runs out 19 Jan 2027"),
        (57, Stand.IN_DATE, "✓ until 20 Jan 2027"),
    ],
)
def test_the_last_day_still_counts_and_eight_weeks_are_soon(days: int, state: Stand, said: str) -> None:
    one = done(dt.date(2025, 11, 1), TODAY + dt.timedelta(days=days))
    assert (stand(one, TODAY), stands(one, TODAY)) == (state, said)


def test_what_has_no_end_is_in_date_and_what_nobody_noted_is_not_done() -> None:
    assert stands(done(dt.date(2019, 6, 3)), TODAY) == "✓ done 3 Jun 2019"
    assert stands(None, TODAY) == "– not done"


def test_in_a_subject_the_training_done_last_counts_however_its_name_was_typed() -> None:
    old = done(dt.date(2025, 1, 8), dt.date(2030, 1, 1), "First Aid & choking")
    new = done(dt.date(2026, 1, 8), dt.date(2027, 1, 8), " first  aid and Choking")
    other = done(dt.date(2026, 2, 8), title="Refresher", subject="First aid and choking")
    assert list(newest((new, old)).values()) == [new]
    assert list(newest((other, new, old)).values()) == [other]


def test_of_two_done_on_one_day_the_longer_one_counts() -> None:
    day = dt.date(2026, 1, 8)
    short, long = done(day, dt.date(2027, 1, 8)), done(day, dt.date(2029, 1, 8))
    assert list(newest((long, short)).values()) == [long]
    assert list(newest((done(day), short)).values()) == [done(day)]


@pytest.mark.parametrize(
    ("course", "field"),
    [
        (Course(title="  ", done_on=TODAY), "title"),
        (Course(title="Hoist", done_on=TODAY + dt.timedelta(days=1)), "done_on"),
        (Course(title="Hoist", done_on=TODAY, expires_on=TODAY), "expires_on"),
    ],
)
def test_training_without_a_name_not_done_yet_or_over_before_it_began_is_refused(
    course: Course, field: str
) -> None:
    with pytest.raises(IncompleteError) as refused:
        checked(course, TODAY)
    assert list(refused.value.fields) == [field]


def test_training_is_kept_with_single_spaces() -> None:
    kept = checked(Course(title=" Fire \n safety ", subject=" Fire  safety", done_on=TODAY), TODAY)
    assert (kept.title, kept.subject) == ("Fire safety", "Fire safety")
