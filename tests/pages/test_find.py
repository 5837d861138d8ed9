"""Find as plain values: what a few letters find, and that every place one is led to is found."""

from __future__ import annotations

import pytest

from app.domain.people import Actor, Role
from app.pages import find, places
from app.pages.parts import SetUpPart
from app.pages.places import Place
from tests.team import Team


def labels(team: Team, text: str) -> list[str]:
    """Return what the registered manager finds."""
    return [line.label for line in find.read(team.house, team.owner, text).lines]


def test_a_person_an_action_and_a_record_lead_to_their_places(team: Team) -> None:
    record = team.sign(team.write(team.owner, team.other, action="Offer two choices"))
    chipo = find.read(team.house, team.owner, "chipo map").lines[0]
    assert (chipo.label, chipo.does) == ("Chipo Maple", places.Person(person_id=team.other.person_id))
    assert chipo.spoken == f"Chipo Maple, {chipo.detail}"
    assert [chipo.label[begin:end] for begin, end in chipo.marks] == ["Chipo", "Map"]
    action = find.read(team.house, team.other, "two choices").lines[0]
    (open_one,) = team.house.actions.about(team.owner, team.other.person_id)
    assert (action.label, action.does) == ("Offer two choices", places.Action(action_id=open_one.id))
    assert action.detail.startswith("by ")
    found = find.read(team.house, team.owner, record.number).lines[0]
    assert found.label == f"Supervision {record.number}, Chipo Maple"
    assert (found.does, found.detail) == (places.Record(record_id=record.id), "Tue 24 Nov")


def test_what_stands_in_a_record_is_shown_around_what_was_looked_for(team: Team) -> None:
    team.sign(team.write(team.owner, team.other, words="She offered the marmalade before the jam."))
    (group,) = find.read(team.house, team.owner, "marmalade").groups
    (line,) = group.lines
    assert group.name == "Records"
    assert "She offered the marmalade before the jam." in line.label


def test_who_is_found_can_be_begun_with_at_once_by_whoever_may(team: Team) -> None:
    def offered(actor: Actor) -> list[str]:
        page = find.read(team.house, actor, "chipo")
        return [line.label for group in page.groups if group.name == "Do" for line in group.lines]

    assert offered(team.owner) == [
        "Start supervision with Chipo Maple",
        "Log coaching for Chipo Maple",
        "Observe Chipo Maple",
    ]
    assert offered(team.worker) == []


@pytest.mark.parametrize(
    ("asked", "does"),
    [
        ("change my pin", places.SetUp(part=SetUpPart.PIN)),
        ("dark", find.Command.DARK),
        ("larger text", find.Command.LARGER),
        ("lock", find.Command.LOCK),
        ("how to sign", places.Help(topic="signing")),
        ("whistleblowing route", places.SetUp(part=SetUpPart.ROUTES)),
    ],
)
def test_settings_help_and_commands_are_found_as_people_ask_for_them(
    team: Team, asked: str, does: object
) -> None:
    assert does in [line.does for line in find.read(team.house, team.owner, asked).lines]


def test_a_worker_finds_their_own_settings_and_none_of_the_services(team: Team) -> None:
    found = [line.does for line in find.read(team.house, team.worker, "set up").lines]
    assert places.SetUp(part=SetUpPart.PIN) in found
    assert places.SetUp(part=SetUpPart.SERVICE) not in found


def test_every_part_of_set_up_is_looked_for_by_other_words_too() -> None:
    assert all(part.also for part in SetUpPart)


def test_every_place_has_a_topic_of_help_that_is_there(team: Team) -> None:
    topics = {one.name for one in team.house.finding.topics}
    assert {place.__name__: place.helps for place in Place.every if place.helps not in topics} == {}


def test_without_letters_everything_one_can_do_is_offered(team: Team) -> None:
    offered = {type(line.does) for line in find.read(team.house, team.owner, "").lines}
    led_to = {place for place in Place.every if place.menu or place.new} - {places.Find}
    assert led_to - {places.Pack} <= offered
    assert "Who is due" in labels(team, "DUE")


def test_a_worker_is_offered_nothing_for_leaders(team: Team) -> None:
    offered = [line.does for line in find.read(team.house, team.worker, "").lines]
    assert places.Reflect() in offered
    assert not [place for place in offered if isinstance(place, Place) and not place.shown_to(Role.WORKER)]


def test_what_is_not_there_is_told_with_what_to_do(team: Team) -> None:
    page = find.read(team.house, team.owner, "zzz")
    assert page.lines == ()
    assert page.nothing == "Nothing found for “zzz”. Try another word, or part of one."
