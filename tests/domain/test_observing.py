"""Rating by digits and noting moments."""

from __future__ import annotations

import pytest

from app.domain.content import Content, Sample
from app.domain.errors import IncompleteError
from app.domain.forms import Field, FieldType, Option
from app.domain.observation import digits, last_second, note_moment, undo_moment


def scale(*options: Option) -> Field:
    """Return an item with these levels."""
    return Field(id="offers", label="Offers", type=FieldType.SCALE, options=options)


def test_levels_are_numbered_from_one_and_what_was_not_seen_is_nought() -> None:
    item = scale(
        Option(id="not_yet", label="Not yet", score=0),
        Option(id="yes", label="Yes", score=1),
        Option(id="did_not_see", label="Did not see"),
        Option(id="not_applicable", label="Does not apply"),
    )
    assert digits(item) == {1: "not_yet", 2: "yes", 0: "did_not_see", 9: "not_applicable"}


def test_a_scale_with_one_neutral_level_has_no_nine() -> None:
    item = scale(Option(id="no", label="No", score=0), Option(id="unseen", label="Unseen"))
    assert digits(item) == {1: "no", 0: "unseen"}


def test_a_moment_is_noted_after_those_before_it() -> None:
    first = note_moment(Content(), 60, " CD-02 ", ("social",))
    second = note_moment(first, 120, "CD-02", ("activity", "helped"))
    assert second.samples == (
        Sample(second=60, person="CD-02", codes=("social",)),
        Sample(second=120, person="CD-02", codes=("activity", "helped")),
    )
    assert last_second(second) == 120
    assert undo_moment(second) == first
    third = note_moment(second, 180, "CD-02", ("activity",))
    assert undo_moment(third) == second


def test_a_moment_before_the_timer_began_is_its_first_second() -> None:
    assert note_moment(Content(), -5, "CD-02", ("social",)).samples[0].second == 0


@pytest.mark.parametrize(("person", "codes"), [("", ("social",)), ("  ", ("social",)), ("CD-02", ())])
def test_a_moment_without_a_person_or_anything_happening_is_not_noted(
    person: str, codes: tuple[str, ...]
) -> None:
    with pytest.raises(IncompleteError, match="Nothing was noted yet") as refused:
        note_moment(Content(), 0, person, codes)
    assert set(refused.value.fields) == {"moment"}


def test_nothing_noted_yet_begins_at_nought_and_undoing_it_changes_nothing() -> None:
    assert last_second(Content()) == 0
    assert undo_moment(Content()) == Content()
