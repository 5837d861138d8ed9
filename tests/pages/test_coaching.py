"""The coaching card: whom, what stands on it, what is kept of it, and what is said once it is saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.actions import NewAction
from app.domain.content import Content
from app.domain.errors import IncompleteError, NotAllowedError, WrongSecretError
from app.domain.kinds import Kind
from app.domain.people import Profile, Role
from app.pages import coaching, writing
from app.pages.coaching import Card, Said
from tests.team import PINS, Team


def begun(team: Team) -> Card:
    """Return the card of a new draft about Tomasz."""
    return coaching.begin(team.house, team.owner, team.worker.person_id).value


def said(**changes: object) -> Said:
    """Return a card with a sentence on it."""
    plain = Said(
        areas=(), answers={"log.happened": "Side by side."}, step="", step_by=None, minutes=10, place=""
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_colleagues_are_offered_and_the_first_twelve_can_be_picked_at_once(team: Team) -> None:
    for number in range(10):
        team.house.people.add(team.owner, Profile(name=f"Bank Worker{number}", role=Role.WORKER))
    who = coaching.who(team.house, team.owner)
    assert len(who.people) == 14
    assert who.tiles == who.people[:12]
    assert who.nobody == ""


def test_somebody_with_nobody_to_coach_is_told_so(team: Team) -> None:
    who = coaching.who(team.house, team.worker)
    assert (who.people, who.tiles) == ((), ())
    assert who.nobody.startswith("There is nobody to coach yet")
    with pytest.raises(NotAllowedError):
        coaching.begin(team.house, team.worker, team.other.person_id)


def test_a_new_card_begins_with_ten_minutes_and_a_week_to_try_the_next_step(team: Team) -> None:
    card = begun(team)
    assert card.title == "Coaching with Tomasz Birch"
    assert (card.minutes, card.step, card.step_by) == (10, "", dt.date(2026, 12, 1))
    assert not card.more_open
    assert not card.begin_in_words


def test_the_first_nine_areas_have_a_digit_and_a_chosen_one_comes_to_the_front(team: Team) -> None:
    card = begun(team)
    assert (card.digit(2), card.digit(0), card.digit(10)) == ("choice", None, None)
    assert [area.front for area in card.areas] == [True] * 9 + [False] * 6
    assert card.areas[1].label == "2  Choice and control"
    assert card.areas[1].name == "About Choice and control, key 2"
    content = coaching.written(card, card.sheet.content, said(areas=("teamwork",)))
    writing.store(team.house, team.owner, card.sheet.pen, content)
    again = coaching.read(team.house, team.owner, card.sheet.record_id)
    assert (again.areas[-1].chosen, again.areas[-1].front) == (True, True)
    assert again.areas[-1].label == "Teamwork and handover"
    assert again.begin_in_words


def test_every_question_of_the_form_is_on_the_card_once(team: Team) -> None:
    card = begun(team)
    keys = [asked.key for asked in (*card.front, *card.more)]
    assert sorted([*keys, "log.about"]) == sorted(key for key, _, _ in card.sheet.form.keyed)
    assert keys[:2] == ["log.how", "log.happened"]
    assert card.words == "log.happened"
    (model,) = [asked for asked in card.more if asked.stages]
    assert model.stages is not None
    assert "grow" in model.stages


def test_what_stands_on_the_card_is_kept_and_empty_things_are_left_out(team: Team) -> None:
    card = begun(team)
    answers = {"log.happened": "Side by side.", "log.how": ""}
    content = coaching.written(card, Content(), said(areas=("choice",), answers=answers, minutes=0))
    assert content.answers == {"log.happened": "Side by side.", "log.about": ("choice",)}
    assert (content.minutes, content.new_actions) == (None, ())


def test_what_they_try_next_becomes_an_action_of_theirs_that_keeps_its_id(team: Team) -> None:
    card = begun(team)
    once = coaching.written(card, Content(), said(step="Offer", step_by=card.step_by))
    twice = coaching.written(card, once, said(step="Offer two", step_by=dt.date(2026, 12, 3)))
    (first,), (second,) = once.new_actions, twice.new_actions
    assert first.id == second.id
    assert (first.owner_id, first.due_on) == (team.worker.person_id, dt.date(2026, 12, 1))
    assert (second.what, second.due_on) == ("Offer two", dt.date(2026, 12, 3))


def test_an_action_the_card_does_not_show_is_kept(team: Team) -> None:
    card = begun(team)
    other = NewAction(id="other", what="Ask the nurse", owner_id=team.owner.person_id)
    content = coaching.written(card, Content(new_actions=(other,)), said(step="Offer two"))
    assert [action.what for action in content.new_actions] == ["Offer two", "Ask the nurse"]


def test_a_draft_shows_again_what_was_kept_of_it(team: Team) -> None:
    card = begun(team)
    kept = said(step="Offer two", step_by=dt.date(2026, 12, 3), minutes=0, place="kitchen")
    content = coaching.written(card, card.sheet.content, kept)
    writing.store(team.house, team.owner, card.sheet.pen, content)
    again = coaching.begin(team.house, team.owner, team.worker.person_id).value
    assert again.sheet.record_id == card.sheet.record_id
    assert (again.step, again.step_by, again.minutes) == ("Offer two", dt.date(2026, 12, 3), 0)
    assert again.step_id == card.step_id
    assert again.sheet.content.place == "kitchen"


def test_saving_says_so_and_the_worker_adds_their_line_with_their_pin(team: Team) -> None:
    card = begun(team)
    with pytest.raises(IncompleteError):
        coaching.save(team.house, team.owner, card.sheet.record_id)
    writing.store(team.house, team.owner, card.sheet.pen, coaching.written(card, Content(), said()))
    saved = coaching.save(team.house, team.owner, card.sheet.record_id).value
    assert saved.said == "Saved for Tomasz."
    assert saved.sentence == "Coaching C-0001 about Tomasz Birch is saved. Tomasz can read it."
    with pytest.raises(WrongSecretError):
        coaching.add_line(team.house, team.owner, saved, PINS["Chipo Maple"], "It helped me.")
    added = coaching.add_line(team.house, team.owner, saved, PINS["Tomasz Birch"], "It helped me.")
    assert added.value == "Tomasz’s line is added."
    view = team.house.records.view(team.owner, saved.record_id)
    assert [(comment.name, comment.text) for comment in view.comments] == [("Tomasz Birch", "It helped me.")]


def test_saving_twice_saves_once(team: Team) -> None:
    card = begun(team)
    writing.store(team.house, team.owner, card.sheet.pen, coaching.written(card, Content(), said()))
    first = coaching.save(team.house, team.owner, card.sheet.record_id).value
    assert coaching.save(team.house, team.owner, card.sheet.record_id).value == first
    assert len(team.house.records.list(team.owner, kind=Kind.COACHING)) == 1
