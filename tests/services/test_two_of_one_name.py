"""Two people of one name are two, told apart by their staff reference wherever somebody is chosen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.cli.records import person_id
from app.domain.errors import AlongsideError, IncompleteError, WrongSecretError
from app.domain.kinds import Kind
from app.domain.people import Actor, Profile, Role
from app.domain.training import Course
from app.pages import due, new_meeting, people, person_form, today
from app.services.present import actor_for
from tests.team import PASSPHRASE, PINS, Team

SARAH = Profile(name="Sarah Smith", role=Role.WORKER, reference="W1")


def added(team: Team, profile: Profile, pin: str = "530917", words: str = PASSPHRASE) -> Actor:
    """Add somebody who chooses a PIN, and a passphrase where their role has one."""
    done = team.house.people.add(team.owner, profile).value
    own = words if profile.role.opens_vault else None
    team.house.vaults.enrol(done.person.id, done.code, pin, own)
    return actor_for(done.person)


def test_two_of_one_name_need_a_reference_each(team: Team) -> None:
    added(team, replace(SARAH, reference=""))
    for reference in ("", "W2"):
        with pytest.raises(IncompleteError, match="Give each a staff reference of their own"):
            team.house.people.add(team.owner, replace(SARAH, name="SARAH  Smith", reference=reference))


@pytest.mark.parametrize("name", ["Sa\u0301ra O’Neill–Ash", "SÁRA o'neill - ash", "Sára O`Neill‐Ash"])
def test_one_name_typed_in_another_way_is_one_name(team: Team, name: str) -> None:
    team.house.people.add(team.owner, replace(SARAH, name="Sára O'Neill-Ash", reference=""))
    with pytest.raises(IncompleteError, match="There is already a Sára"):
        team.house.people.add(team.owner, replace(SARAH, name=name, reference=""))


def test_lists_and_choices_show_the_reference_behind_the_name(team: Team) -> None:
    for reference in ("W1", "W2"):
        added(team, replace(SARAH, reference=reference, role=Role.DEPUTY, supervisor_id=team.owner.person_id))
    shown = ["Sarah Smith · W1", "Sarah Smith · W2"]
    assert [row.words[0] for row in people.read(team.house, team.owner).named("sarah smith")] == shown
    page = new_meeting.read(team.house, team.owner, "")
    assert [one.label for one in page.people if one.label.startswith("Sarah")] == shown
    form = person_form.read(team.house, team.owner, team.worker.person_id)
    assert [
        one.label for one in form.above[Role.WORKER.value].options if one.label.startswith("Sarah")
    ] == shown


def test_due_and_today_tell_two_of_one_name_apart_in_every_line(team: Team) -> None:
    for place in (1, 2):
        about = added(team, replace(SARAH, reference=f"W{place}", supervisor_id=team.owner.person_id))
        team.house.writing.start(team.owner, Kind.SUPERVISION, about.person_id)
        team.house.sessions.plan(team.owner, about.person_id, team.clock.now() + dt.timedelta(days=place))
        long_ago = Course(title="Fire", done_on=dt.date(2024, 1, 1), expires_on=dt.date(2025, 1, 1))
        team.house.training.note(team.owner, (about.person_id,), long_ago)
    marks = ("Sarah Smith · W1", "Sarah Smith · W2")
    rows = due.read(team.house, team.owner).rows
    assert tuple(one.name for one in rows if one.name.startswith("Sarah")) == marks
    assert all(cell.name == one.name for one in rows for cell in one.cells)
    page = today.read(team.house, team.owner)
    told = [one.what for one in (*page.drafts, *page.trained, *(one.line for one in page.sessions))]
    for mark in marks:
        assert len([one for one in told if mark in one]) == 3, told
    assert not [one for one in told if "Sarah Smith" in one and not any(mark in one for mark in marks)]


def test_each_opens_the_records_with_their_own_passphrase(team: Team) -> None:
    words = ("velvet harbour candle mint", "marble orchard violet stone")
    twins = [
        added(team, replace(SARAH, reference=f"W{place}", role=Role.PRACTICE_LEADER), words=own)
        for place, own in enumerate(words)
    ]
    team.house.vaults.close()
    assert team.house.vaults.passphrase_names().count("Sarah Smith") == 1
    with pytest.raises(WrongSecretError, match="4 tries left"):
        team.house.vaults.open("Sarah Smith", "none of these words")
    for actor, own in zip(twins, words, strict=True):
        assert team.house.vaults.open("sarah smith", own).person_id == actor.person_id
        team.house.vaults.close()
    with pytest.raises(WrongSecretError, match="4 tries left"):
        team.house.vaults.open("Sarah Smith", "none of these words")


def test_a_record_waits_for_the_one_whose_turn_it_is(team: Team) -> None:
    led = added(team, replace(SARAH, role=Role.DEPUTY), PINS["Tomasz Birch"])
    about = added(team, replace(SARAH, reference="W2", supervisor_id=led.person_id), PINS["Chipo Maple"])
    record = team.write(led, about)
    assert [one.id for one in team.house.records.to_sign(about)] == [record.id]
    assert team.house.records.to_sign(led) == ()


def test_a_command_asks_which_of_the_two_is_meant(team: Team) -> None:
    for reference in ("W1", "W2"):
        added(team, replace(SARAH, reference=reference))
    with pytest.raises(AlongsideError, match="“Sarah Smith · W1”, “Sarah Smith · W2”"):
        person_id(team.house, team.owner, "Sarah Smith")
    found = person_id(team.house, team.owner, "sarah smith · w2")
    assert team.house.people.get(team.owner, found).reference == "W2"
