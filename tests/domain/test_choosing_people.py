"""Choosing a person by a few letters of their name."""

from __future__ import annotations

from app.domain.people import first_named

PEOPLE = (("a", "Thomasina Birch"), ("b", "Priya Masters"), ("c", "Ann Larch"))


def test_a_name_that_begins_with_the_letters_comes_before_one_that_holds_them() -> None:
    assert first_named(PEOPLE, "mas") == ("b", "Priya Masters")
    assert first_named(PEOPLE, " LARCH ") == ("c", "Ann Larch")
    assert first_named(PEOPLE, "irc") == ("a", "Thomasina Birch")


def test_without_letters_or_without_a_fitting_name_nobody_is_chosen() -> None:
    assert first_named(PEOPLE, "  ") is None
    assert first_named(PEOPLE, "zz") is None
