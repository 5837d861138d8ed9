"""Times of day as people type them."""

from __future__ import annotations

import pytest

from app.domain.times import lasted, period, tidy_time, time_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("14:05", "14:05"),
        ("14.05", "14:05"),
        ("1405", "14:05"),
        ("905", "09:05"),
        ("2pm", "14:00"),
        ("2.05 pm", "14:05"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("9", "09:00"),
        ("9 a.m.", "09:00"),
        ("noon", "12:00"),
        ("Midnight", "00:00"),
        (" 07:00 ", "07:00"),
    ],
)
def test_a_time_is_read_as_it_is_typed(typed: str, kept: str) -> None:
    assert tidy_time(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "24:00", "25:10", "12:60", "13pm", "0am", "soon", "١٢:٠٠", "14:5", "1" * 5000]
)
def test_what_is_no_time_stays_as_it_is_typed(typed: str) -> None:
    assert time_of(typed) is None
    assert tidy_time(typed) == typed


@pytest.mark.parametrize(
    ("begin", "end", "kept", "minutes"),
    [
        ("9.10", "10:05", "09:10/10:05", 55),
        ("22:00", "6am", "22:00/06:00", 480),
        ("9", "9", "09:00/09:00", 0),
        ("9", "", "09:00/", None),
        ("", "", "", None),
        ("a/b", "9", "a b/09:00", None),
    ],
)
def test_a_period_lasts_from_one_time_to_the_other(
    begin: str, end: str, kept: str, minutes: int | None
) -> None:
    assert period(begin, end) == kept
    assert lasted(kept) == minutes
