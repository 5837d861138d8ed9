"""Which backups are kept, and how old the newest is, in words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.backups import Age, Backup, superfluous, told

NOW = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)


def backup(number: int, at: dt.datetime) -> Backup:
    """Return the backup of a number and moment."""
    return Backup(
        name=f"{number}",
        number=number,
        made_at=at,
        why="",
        service="",
        records=0,
        people=0,
        events=0,
        head="",
    )


def hourly(hours: int) -> list[Backup]:
    """Return one backup an hour until now."""
    return [backup(n, NOW - dt.timedelta(hours=hours - n)) for n in range(1, hours + 1)]


def test_recent_daily_weekly_and_monthly_ones_are_kept() -> None:
    every = hourly(24 * 400)
    gone = {one.name for one in superfluous(every, NOW)}
    kept = [one for one in every if one.name not in gone]
    assert len(kept) < 50
    assert {one.number for one in every[-6:]} <= {one.number for one in kept}
    assert len({one.made_at.date() for one in kept if (NOW - one.made_at).days < 13}) == 14
    assert len({(one.made_at.year, one.made_at.month) for one in kept}) == 14


@pytest.mark.parametrize("years", [-30, -1, 1, 30])
def test_a_clock_that_jumped_removes_nothing_that_was_kept(years: int) -> None:
    every = hourly(24 * 100)
    gone = {one.name for one in superfluous(every, NOW)}
    kept = [one for one in every if one.name not in gone]
    jumped = NOW + dt.timedelta(days=365 * years)
    newest = backup(10_000, jumped)
    assert len(superfluous([*kept, newest], jumped)) <= 3  # the newest takes one place of a kind at most


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(-9000, 9000)), unique_by=lambda one: one[0]))
def test_the_newest_and_what_seems_to_be_of_the_future_never_go(made: list[tuple[int, int]]) -> None:
    every = [backup(number, NOW + dt.timedelta(hours=hours)) for number, hours in made]
    gone = superfluous(every, NOW)
    assert all(one.made_at <= NOW for one in gone)
    assert not every or max(every, key=lambda one: one.number) not in gone


@pytest.mark.parametrize(
    ("days", "sentence", "age"),
    [
        (0, "✓ Last backup: today, 14:00", Age.FRESH),
        (1, "✓ Last backup: yesterday, 14:00", Age.FRESH),
        (6, "✓ Last backup: 6 days ago, 14:00", Age.FRESH),
        (7, "! Last backup: 7 days ago, Tue 17 Nov 2026", Age.OLD),
    ],
)
def test_the_age_is_told_with_a_symbol_and_in_words(days: int, sentence: str, age: Age) -> None:
    said = told(NOW - dt.timedelta(days=days), NOW, dt.UTC)
    assert (said.sentence, said.age) == (sentence, age)


def test_no_backup_and_one_of_the_future_are_said() -> None:
    assert told(None, NOW, dt.UTC).sentence == "! No backup has been made yet"
    ahead = told(NOW + dt.timedelta(days=400), NOW, dt.UTC)
    assert ahead.age is Age.UNSURE
    assert "Check the clock" in ahead.sentence
