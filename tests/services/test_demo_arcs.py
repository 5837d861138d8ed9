"""Each arc of the demo is found in it by somebody who only reads."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app.bootstrap import build_made_up
from app.demo.arcs import arcs, dated, steps
from app.domain.answers import Answer
from app.domain.clock import LONDON
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.domain.records import Choice, Record, RecordState
from app.domain.sessions import SessionState
from app.domain.signing import Part
from app.services.house import House
from tests.conftest import Demo

UNTIL = dt.datetime(2026, 11, 24, 14, 0, tzinfo=LONDON)


@dataclass(frozen=True)
class Read:
    """The demo, opened by its manager, and everything that was written in it, oldest first."""

    house: House
    owner: Actor
    ids: dict[str, str]
    records: tuple[Record, ...]

    def about(self, name: str, kind: Kind, form: str = "") -> list[Record]:
        return [
            one
            for one in self.records
            if (one.about_id, one.kind) == (self.ids[name], kind) and form in {"", one.form_id}
        ]

    def first(self, name: str, kind: Kind, **said: Answer) -> Record:
        """Return the first record about somebody that answers a question so."""
        wanted = {key.replace("__", "."): answer for key, answer in said.items()}
        return next(one for one in self.about(name, kind) if wanted.items() <= one.content.answers.items())


@pytest.fixture(scope="module")
def read(told: Demo) -> Iterator[Read]:
    """Return the shared demo, opened to be read."""
    before = os.environ.get("XDG_DATA_HOME")
    os.environ["XDG_DATA_HOME"] = str(told.folder.parent / "data")
    house = build_made_up(told.folder)
    owner = house.vaults.open(told.people[0].name, told.people[0].passphrase or "")
    with house.vaults._vault.store.read() as work:
        found = [work.records.get(one.id) for one in house.records.list(owner)]
    yield Read(
        house=house,
        owner=owner,
        ids={person.name: person.id for person in house.people.list(owner)},
        records=tuple(sorted(found, key=lambda one: (one.held_at, one.number, one.version))),
    )
    house.vaults.close()
    if before is None:
        del os.environ["XDG_DATA_HOME"]
    else:
        os.environ["XDG_DATA_HOME"] = before


def test_a_hoist_check_that_was_not_met_is_coached_and_watched_again_and_met(read: Read) -> None:
    first, again = read.about("Ben Chestnut", Kind.OBSERVATION, "moving_and_handling")[-2:]
    assert (first.content.answers["seen.together"], again.content.answers["seen.together"]) == (
        "partly",
        "yes",
    )
    between = [
        one
        for one in read.about("Ben Chestnut", Kind.COACHING)
        if first.held_at < one.held_at < again.held_at
    ]
    assert len(between) == 2
    lines = read.house.practice.lines(read.owner, read.ids["Ben Chestnut"])
    (line,) = [one for one in lines if one.thread.skill == "Two people for every hoist move"]
    days = [step.on for step in line.steps]
    assert len(days) == 5
    assert len(set(days)) == 5
    closed = [one for one in read.house.noticed.all(read.owner).concerns if "begun by one person" in one.what]
    assert [one.outcome.startswith("Coached twice, watched again and met") for one in closed] == [True]


def test_a_worry_said_in_supervision_is_acted_on_and_told_back(read: Read) -> None:
    said = read.first("Amira Hazel", Kind.SUPERVISION, safe__not_right="something")
    (concern,) = [one for one in read.house.noticed.all(read.owner).concerns if one.record_id == said.id]
    assert "Ruth came twice and saw it" in concern.so_far
    assert "told first" in concern.outcome
    later = read.about("Amira Hazel", Kind.SUPERVISION)[-1]
    assert (said.content.answers["safe.speaking_up"], later.content.answers["safe.speaking_up"]) == (
        "no",
        "yes",
    )


def test_a_new_starter_is_confirmed_with_a_second_signature(read: Read) -> None:
    going_on, confirmed = read.about("Callum Birch", Kind.PROBATION_REVIEW)
    assert going_on.content.answers["decision.decision"] == "going_on"
    assert confirmed.content.answers["decision.decision"] == "confirmed"
    view = read.house.records.view(read.owner, confirmed.id)
    assert [one.part for one in view.signatures] == [Part.WORKER, Part.SUPERVISOR, Part.COUNTERSIGNER]
    assert [one.name for one in view.signatures] == ["Callum Birch", "Dee Rowan", "Ruth Alder"]


def test_a_night_worker_nobody_met_with_is_met_in_the_evening_and_watched_at_work(read: Read) -> None:
    sian = read.ids["Siân Collen"]
    missed = [one for one in read.house.sessions.of(read.owner, sian) if one.state is SessionState.MISSED]
    held = read.about("Siân Collen", Kind.SUPERVISION)[-2:]
    assert len(missed) >= 2
    assert max(one.planned_at for one in missed) < held[0].held_at
    assert [one.about_id for one in read.records if one.held_at.astimezone(LONDON).hour == 6] == [sian]


def test_protected_time_is_lost_to_cover_and_won_back(read: Read) -> None:
    (leader,) = read.house.impact.leaders(read.owner)
    days = read.house.impact.days(read.owner, leader.id, dt.date(2000, 1, 1), dt.date(2100, 1, 1))
    talk = read.first("Priya Larch", Kind.SUPERVISION, safe__not_right="something").held_at.date()
    before = [day for day in days if day.day < talk]
    after = [day for day in days if day.day > talk]
    assert sum(day.lost for day in before) > sum(day.planned for day in before) / 2
    assert sum(day.lost for day in after) < sum(day.planned for day in after) / 10


def test_somebody_who_did_not_agree_is_found_to_be_right(read: Read) -> None:
    old = next(one for one in read.records if one.state is RecordState.CORRECTED)
    (new,) = [one for one in read.records if one.number == old.number and one.version == old.version + 1]
    assert old.about_id == new.about_id == read.ids["Chipo Maple"]
    assert old.response is not None
    assert new.response is not None
    assert (old.response.choice, new.response.choice) == (Choice.DO_NOT_AGREE, Choice.AGREE_AND_ADD)
    assert "wrongly put down to Chipo" in str(new.content.answers["practice.concerns"])


def test_somebody_comes_back_to_work_and_is_supervised_by_who_stands_in(read: Read) -> None:
    (back,) = read.about("Tomasz Brzoza", Kind.RETURN_TO_WORK)
    away = read.house.absences.of(read.owner, read.ids["Tomasz Brzoza"])
    assert any(one.ends_on and one.ends_on < back.held_at.date() for one in away)
    stood = read.house.standing_in.of(read.owner, read.ids["Dee Rowan"])
    assert [one.by_id for one in stood] == [read.ids["Ruth Alder"]]
    meetings = [
        one
        for one in read.about("Tomasz Brzoza", Kind.SUPERVISION)
        if one.led_by_id == read.ids["Ruth Alder"]
    ]
    assert [stood[0].begins_on <= one.held_at.date() <= stood[0].ends_on for one in meetings] == [True]


def test_what_happens_by_day_is_held_while_people_are_at_work(read: Read) -> None:
    sian = read.ids["Siân Collen"]
    odd = [
        (one.number, held)
        for one in read.records
        if (held := one.held_at.astimezone(LONDON))
        and (held.hour not in range(7, 19)) != (one.about_id == sian)
    ]
    assert odd == []


def test_an_arc_longer_than_the_story_is_pressed_into_it_and_one_without_its_person_left_out() -> None:
    begin = UNTIL - dt.timedelta(days=60)
    told, quiet = steps({"Ben Chestnut", "Siân Collen"}, begin, UNTIL)
    assert {step.who for step in told} == set(quiet) == {"Ben Chestnut", "Siân Collen"}
    assert begin < min(step.moment for step in told) < max(step.moment for step in told) < UNTIL
    assert all(step.moment.weekday() < 5 for step in told)
    assert [step.moment for step in told] == sorted(step.moment for step in told)


def test_no_sentence_of_an_arc_is_said_twice() -> None:
    said = [
        str(answer)
        for arc in arcs()
        for step in arc["steps"]
        for key, answer in step.get("answers", {}).items()
        if len(str(answer)) > 40 and not key.startswith("consent.")
    ]
    assert len(said) > 100
    assert len(set(said)) == len(said)


def test_a_date_of_the_story_counts_from_the_day_it_is_told() -> None:
    day = dt.date(2026, 11, 24)
    assert dated("in 14 days", day) == "2026-12-08"
    assert dated(["Ring", "in 3 days"], day) == ("Ring", "2026-11-27")
    assert dated("in a fortnight", day) == "in a fortnight"
