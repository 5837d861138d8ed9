"""Calendar files that follow each other."""

from __future__ import annotations

from dataclasses import replace

from app.domain.calendars import Entry, following

MEETING = Entry(uid="s@alongside", title="Supervision", begins="2026-12-01T14:00:00+00:00")
DUE = Entry(uid="due@alongside", title="Due: Appraisal", begins="2026-12-08")


def test_what_stands_as_before_keeps_its_number() -> None:
    assert following([MEETING, DUE], {MEETING.uid: MEETING, DUE.uid: DUE}, set()) == (MEETING, DUE)


def test_what_moved_gets_a_higher_number_whoever_moved_it() -> None:
    later = replace(DUE, begins="2026-12-20")
    (moved,) = following([later], {DUE.uid: replace(DUE, sequence=4)}, set())
    assert (moved.begins, moved.sequence, moved.cancelled) == ("2026-12-20", 5, False)
    (moved,) = following([replace(MEETING, begins="2026-12-03T14:00:00+00:00", sequence=3)], {}, set())
    assert moved.sequence == 3


def test_what_is_gone_is_cancelled_once_and_stays_cancelled() -> None:
    (gone,) = following([], {MEETING.uid: MEETING}, set())
    assert (gone.cancelled, gone.sequence, gone.begins) == (True, 1, MEETING.begins)
    assert following([], {MEETING.uid: gone}, set()) == (gone,)


def test_what_comes_back_is_newer_than_its_cancellation() -> None:
    (gone,) = following([], {DUE.uid: DUE}, set())
    (back,) = following([DUE], {DUE.uid: gone}, set())
    assert (back.cancelled, back.sequence) == (False, 2)


def test_what_happened_is_not_cancelled() -> None:
    assert following([], {MEETING.uid: MEETING}, {MEETING.uid}) == ()


def test_a_moment_has_a_time_and_a_day_has_none() -> None:
    assert (MEETING.moment is not None, DUE.moment) == (True, None)
    assert MEETING.day.isoformat() == "2026-12-01"
