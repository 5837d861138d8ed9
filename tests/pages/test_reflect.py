"""Reflecting: the ways there are, one question a page, and what becomes of it at the end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.changes import Topic
from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.records import Audience, RecordState
from app.pages import coaching, places, reflect, writing
from app.pages.reflect import Reflection
from tests.team import PINS, Team, filled


def begun(team: Team, form_id: str = "") -> Reflection:
    """Return a new reflection of the registered manager."""
    return reflect.begin(team.house, team.owner, form_id).value


def written(team: Team) -> Reflection:
    """Return a reflection with every question answered."""
    page = begun(team)
    content = filled(page.sheet.form, page.sheet.content, "The evening was loud.")
    writing.store(team.house, team.owner, page.sheet.pen, content)
    return page


def test_every_way_says_how_many_questions_it_asks(team: Team) -> None:
    page = reflect.ways(team.house, team.owner)
    assert page.note.startswith("Only you can read this.")
    counts = {way.form_id: way.count for way in page.ways}
    assert counts["free_reflection"] == "1 question"
    assert counts["gibbs"].endswith(" questions")


def test_a_reflection_asks_one_question_after_the_other_and_ends_with_who_may_read_it(team: Team) -> None:
    page = begun(team)
    assert page.title == f"Reflect · {page.sheet.form.title}"
    assert [one.key for one in page.questions] == [key for key, _, _ in page.sheet.form.keyed]
    first, last = page.stop(0), page.stop(page.end)
    assert first.words == f"Question 1 of {page.end}"
    assert first.dots.startswith("●  ○")
    assert first.dots.count("○") == page.end
    assert (last.words, last.dots[-1]) == ("Keep or share", "●")
    assert [one.id for one in page.audiences] == ["private", "person", "supervision", "record"]
    assert page.audiences[0].label == "Keep it private"
    assert page.audiences[1].label == "Share: one person"


def test_a_draft_carries_on_for_its_writer_and_opens_for_nobody_else(team: Team) -> None:
    page = written(team)
    again = reflect.read(team.house, team.owner, page.sheet.record_id)
    assert "The evening was loud." in again.sheet.content.answers.values()
    with pytest.raises(NotAllowedError):
        reflect.read(team.house, team.deputy, page.sheet.record_id)


def test_kept_private_it_stays_a_draft(team: Team) -> None:
    page = written(team)
    kept = reflect.end(team.house, team.owner, page.sheet.record_id, Audience.PRIVATE.value)
    assert kept.value == reflect.enough()
    assert (kept.value.place, kept.value.closed) == (places.Today(), False)
    assert kept.changes.topics == frozenset()
    (draft,) = team.house.records.drafts(team.owner)
    assert draft.audience is Audience.PRIVATE


def test_shared_with_one_person_it_is_sealed_at_once_and_they_can_read_it(team: Team) -> None:
    page = written(team)
    with pytest.raises(IncompleteError, match="Choose who may read it"):
        reflect.end(team.house, team.owner, page.sheet.record_id, Audience.PERSON.value)
    reader = next(one for one in reflect.readers(team.house, team.owner) if one.label == "Priya Larch")
    shared = reflect.end(team.house, team.owner, page.sheet.record_id, Audience.PERSON.value, reader.id)
    assert (shared.value.place, shared.value.closed) == (
        places.Record(record_id=page.sheet.record_id),
        True,
    )
    assert shared.changes.touches(Topic.RECORDS)
    view = team.house.records.view(team.leader, page.sheet.record_id)
    assert view.record.state is RecordState.SEALED
    with pytest.raises(NotAllowedError):
        team.house.records.view(team.worker, page.sheet.record_id)


def test_sharing_a_reflection_leaves_what_was_just_saved_its_seconds_to_be_taken_back(team: Team) -> None:
    card = coaching.begin(team.house, team.owner, team.worker.person_id).value.sheet
    content = filled(card.form, card.content, "Side by side.")
    writing.store(team.house, team.owner, card.pen, content)
    coaching.save(team.house, team.owner, card.record_id)
    page = written(team)
    team.clock.turn(seconds=4)
    reflect.end(team.house, team.owner, page.sheet.record_id, Audience.RECORD.value)
    view = team.house.records.view(team.owner, page.sheet.record_id)
    assert view.record.state is RecordState.SEALED
    team.clock.turn(seconds=4)
    writing.take_back(team.house, team.owner, card.record_id)
    assert [one.id for one in team.house.records.drafts(team.owner)] == [card.record_id]


def test_nothing_is_shared_while_a_question_that_must_be_answered_is_not(team: Team) -> None:
    page = begun(team)
    if not any(one.item.mandatory for one in page.questions):
        page = begun(team, "free_reflection")
    content = replace(page.sheet.content, place="garden")
    writing.store(team.house, team.owner, page.sheet.pen, content)
    with pytest.raises(IncompleteError):
        reflect.end(team.house, team.owner, page.sheet.record_id, Audience.RECORD.value)
    assert reflect.read(team.house, team.owner, page.sheet.record_id).sheet.content.place == "garden"


def test_nobody_is_offered_themself_as_a_reader(team: Team) -> None:
    names = [one.label for one in reflect.readers(team.house, team.owner)]
    assert "Ruth Alder" not in names
    assert set(names) == set(PINS) - {"Ruth Alder"}
