"""Find as plain values: what a few letters find, and that every place one is led to is found."""

from __future__ import annotations

from app.pages import find, places
from app.pages.places import Place
from tests.team import Team


def labels(team: Team, text: str) -> list[str]:
    """Return what the registered manager finds."""
    return [line.label for line in find.read(team.house, team.owner, text).lines]


def test_a_person_an_action_and_a_record_lead_to_their_places(team: Team) -> None:
    record = team.sign(team.write(team.owner, team.other, action="Offer two choices"))
    (chipo,) = find.read(team.house, team.owner, "chipo map").lines[:1]
    assert chipo == find.Line("Person:  Chipo Maple", places.Person(person_id=team.other.person_id))
    (action,) = find.read(team.house, team.other, "two choices").lines[:1]
    (open_one,) = team.house.actions.about(team.owner, team.other.person_id)
    assert action == find.Line("Action:  Offer two choices", places.Action(action_id=open_one.id))
    found = find.read(team.house, team.owner, record.number).lines
    assert (
        find.Line(f"Record:  Supervision {record.number}, Chipo Maple", places.Record(record_id=record.id))
        in found
    )


def test_without_letters_everything_one_can_do_is_offered(team: Team) -> None:
    offered = {type(line.place) for line in find.read(team.house, team.owner, "").lines}
    led_to = {place for place in Place.every if place.menu or place.new} - {places.Find}
    assert led_to - {places.Pack} <= offered
    assert "Do:  Who is due" in labels(team, "DUE")


def test_a_worker_is_offered_nothing_for_leaders(team: Team) -> None:
    offered = [line.place for line in find.read(team.house, team.worker, "").lines]
    assert places.Reflect() in offered
    assert not [place for place in offered if type(place).leaders]


def test_what_is_not_there_is_told_with_what_to_do(team: Team) -> None:
    page = find.read(team.house, team.owner, "zzz")
    assert page.lines == ()
    assert page.nothing == "Nothing found for “zzz”. Try another word, or part of one."
