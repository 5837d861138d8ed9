"""The demo tells the story it promises, all of it really signed, and the same one again."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import build_made_up
from app.demo.cast import Member
from app.demo.making import make_demo
from app.demo.people import NAME, DemoPerson, read_people
from app.demo.planning import Happening, plan, spread
from app.domain.errors import VaultPlaceError
from app.domain.kinds import Kind
from app.domain.people import Actor, Profile, Role
from app.domain.records import Choice, RecordState
from app.domain.sessions import SessionState
from tests.conftest import Demo

UNTIL = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)


def test_the_demo_holds_missed_declined_disagreed_and_corrected_sessions(demo: Demo) -> None:
    people = demo.people
    house = build_made_up(demo.folder)
    owner = house.vaults.open(people[0].name, people[0].passphrase or "")
    records = house.records.list(owner, kind=Kind.SUPERVISION)
    sealed = [r for r in records if r.state is RecordState.SEALED]
    assert len([p for p in people if p.role == "worker"]) == 6
    assert [r.choice for r in sealed].count(Choice.DECLINED) == 1
    assert [r.choice for r in records].count(Choice.DO_NOT_AGREE) == 1
    assert [r.state for r in records].count(RecordState.CORRECTED) == 1
    sessions = [
        s
        for p in house.people.list(owner)
        for s in (house.sessions.of(owner, p.id) if p.id != owner.person_id else ())
    ]
    missed = [s for s in sessions if s.state is SessionState.MISSED]
    assert len(missed) == 5
    assert all(s.reason for s in missed)
    assert house.vaults.service().demo
    assert house.audit.broken_at(owner) is None
    house.vaults.close()
    with pytest.raises(VaultPlaceError, match="Nothing was changed"):
        make_demo(demo.folder, build_made_up, staff=1, months=1, seed=1)


def story(folder: Path) -> tuple[tuple[DemoPerson, ...], list[Any]]:
    """Make a demo and return who can sign in and everything that was written, without ids."""
    people = make_demo(folder, build_made_up, staff=1, months=2, seed=9, until=UNTIL)
    house = build_made_up(folder)
    owner = house.vaults.open(people[0].name, people[0].passphrase or "")
    names = {person.id: person.name for person in house.people.list(owner)}
    told = []
    for one in sorted(house.records.list(owner), key=lambda one: (one.number, one.version)):
        with house.vaults._vault.store.read() as work:
            content = work.records.get(one.id).content
        told.append(
            (
                (one.number, one.version, one.kind, one.state, one.held_at, one.about_name, one.led_by_name),
                (content.answers, content.notes, content.minutes, content.next_on),
                [(a.what, names[a.owner_id], a.due_on) for a in content.new_actions],
                sorted((a.what, str(a.choice)) for a in content.old_actions),
            )
        )
    house.vaults.close()
    return people, told


def test_the_same_seed_and_day_tell_the_same_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    first, second = story(tmp_path / "one"), story(tmp_path / "two")
    assert len(first[1]) > 10
    assert first == second


def test_every_happening_can_be_told_and_earliest_comes_first() -> None:
    chance, begin = random.Random(4), UNTIL - dt.timedelta(days=360)
    supervisor, cast = "Ruth Alder", {}
    for name, role in (("Ruth Alder", Role.OWNER), ("Ben Oak", Role.WORKER), ("Li Elm", Role.WORKER)):
        cast[name] = Member(
            profile=Profile(name=name, role=role),
            actor=Actor(person_id=name, name=name, role=role),
            pin="",
            passphrase=None,
            key=b"",
            supervisor="" if role is Role.OWNER else supervisor,
        )
    events = plan(cast, chance, begin, UNTIL, {})
    assert {event.what for event in events} == set(Happening)
    assert events == sorted(events, key=lambda event: event.moment)
    assert begin - dt.timedelta(days=2) < events[0].moment < events[-1].moment < UNTIL


def test_moments_are_spread_over_weekdays() -> None:
    days = spread(UNTIL - dt.timedelta(days=60), UNTIL, 9)
    assert len(set(days)) == 9
    assert all(day.weekday() < 5 and (day.hour, day.minute) == (13, 30) for day in days)


def test_a_file_of_people_that_cannot_be_read_names_nobody(tmp_path: Path) -> None:
    assert read_people(tmp_path) == ()
    for text in ("no JSON", '[{"name": "x"}]', "3"):
        (tmp_path / NAME).write_text(text, encoding="utf-8")
        assert read_people(tmp_path) == ()
