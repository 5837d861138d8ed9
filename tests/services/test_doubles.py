"""One person who was entered twice: everything comes together, and nothing that was signed changes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError, StateError, WrongSecretError
from app.domain.kinds import Kind
from app.domain.people import Actor, Profile, Role
from app.domain.records import Choice, Response
from app.domain.signing import Mark, Part, Verdict
from app.domain.training import Course
from app.pages import double, person, places
from tests.services.test_roles import PIN, joins
from tests.team import PINS, Team, filled


def twice(team: Team) -> Actor:
    """Return an entry by which Tomasz Birch was entered again, with a PIN and a reference."""
    return joins(team, "Tom Birch", Role.WORKER, team.deputy.person_id)


def sealed(team: Team, about: Actor, pin: str) -> str:
    """Have the deputy hold a supervision, and both sign."""
    house = team.house
    record = team.write(team.deputy, about)
    house.signing.respond(team.deputy, record.id, Response(choice=Choice.AGREE))
    for part, who, secret in ((Part.WORKER, about, pin), (Part.SUPERVISOR, team.deputy, PINS["Dee Rowan"])):
        house.signing.sign(record.id, part, who.person_id, secret, Mark(typed=who.name))
    return record.id


def test_everything_of_both_entries_is_one_person_s_and_what_was_signed_stays(
    team: Team, tmp_path: Path
) -> None:
    house, owner, worker = team.house, team.owner, team.worker.person_id
    tom = twice(team)
    first, second = sealed(team, team.worker, PINS["Tomasz Birch"]), sealed(team, tom, PIN)
    draft = house.writing.start(team.deputy, Kind.SUPERVISION, tom.person_id).value.record
    house.sessions.plan(team.deputy, tom.person_id, team.clock.now() + dt.timedelta(days=9))
    fire = Course(title="Fire safety", done_on=dt.date(2026, 11, 2))
    house.training.note(team.deputy, (tom.person_id,), fire)
    shown = double.read(house, owner, places.Double(person_id=worker, double_id=tom.person_id))
    assert shown.against == ()
    assert shown.told[0] == "Under the other entry: 2 records, 1 planned meeting, 1 line of training."
    said, back = double.join(house, owner, places.Double(person_id=worker, double_id=tom.person_id)).value
    assert (said, back) == ("Tomasz Birch is one person now.", places.Person(person_id=worker))
    assert {one.id for one in house.records.list(team.deputy, about_id=worker)} == {first, second, draft.id}
    assert {one.id for one in house.records.list(team.worker)} >= {first, second}, "theirs to read"
    assert "Tom Birch" not in {one.name for one in house.people.list(owner)}
    page = person.read(house, owner, worker)
    assert ("Formerly", "Tom Birch") in page.details
    assert [one.line.what for one in page.trained] == ["Fire safety"]
    assert person.read(house, owner, tom.person_id).title == "Tomasz Birch", "an old way leads on"
    found = house.transfer.export(owner, tmp_path / "out", person_id=worker)
    assert len([one for one in found if one.suffix == ".pdf"]) == 2
    for path in (one for one in found if one.suffix == ".pdf"):
        assert house.checking.check(path).verdict is Verdict.UNCHANGED
    with pytest.raises(WrongSecretError, match="has no PIN now"):
        house.vaults.unlock(tom.person_id, PIN)
    assert house.doctor.look(owner).findings == ()


def test_what_speaks_against_it_is_said_and_nothing_changes(team: Team) -> None:
    house, owner, worker = team.house, team.owner, team.worker.person_id
    tom = twice(team)
    waits = team.write(team.deputy, tom)
    kept = house.writing.start(tom, Kind.REFLECTION, tom.person_id).value
    content = filled(kept.form, kept.record.content, "Only for me.")
    house.writing.store(tom, kept.record.id, content, kept.record.revision)

    def against(other: str) -> str:
        return " ".join(double.read(house, owner, places.Double(person_id=worker, double_id=other)).against)

    assert f"{waits.number} of the double entry waits for a signature" in against(tom.person_id)
    assert "1 of their own notes can be opened with the double entry’s PIN only" in against(tom.person_id)
    assert "Give both the same role first" in against(team.leader.person_id)
    assert "You are signed in with that entry" in against(owner.person_id)
    assert against(worker) == "Choose another entry."
    with pytest.raises(StateError, match="Nothing was changed"):
        house.doubles.join(owner, worker, tom.person_id)
    assert {"Tom Birch", "Tomasz Birch"} <= {one.name for one in house.people.list(owner)}
    team.sign(team.write(owner, team.deputy))
    assert "so they are two people" in " ".join(
        house.doubles.look(owner, team.deputy.person_id, owner.person_id).against
    )
    with pytest.raises(NotAllowedError):
        house.doubles.look(team.deputy, worker, tom.person_id)


def test_somebody_who_left_stays_left_unless_the_other_way_round(team: Team) -> None:
    house, owner, other = team.house, team.owner, team.other.person_id
    house.people.make_leaver(owner, other)
    again = house.people.add(
        owner, Profile(name="Chipo Ash", role=Role.WORKER, started_on=dt.date(2026, 11, 2))
    )
    new = again.value.person.id
    assert "Start from the other entry" in " ".join(house.doubles.look(owner, other, new).against)
    assert double.read(house, owner, places.Double(person_id=new)).others[0].label == "Chipo Maple"
    one = house.doubles.join(owner, new, other).value
    assert (one.name, one.started_on, one.former_names) == (
        "Chipo Ash",
        dt.date(2026, 11, 2),
        ("Chipo Maple",),
    )
    assert house.people.stays(owner, new) != (), "when they worked here before"


def test_another_home_s_records_of_the_double_entry_come_to_the_one_that_is_kept(
    team: Team, tmp_path: Path
) -> None:
    house, owner, worker = team.house, team.owner, team.worker.person_id
    tom = house.people.add(owner, Profile(name="Tom Birch", role=Role.WORKER)).value.person.id
    house.take_out.take_out(owner, tmp_path / "out")
    house.doubles.join(owner, worker, tom)
    fire = Course(title="Fire safety", done_on=dt.date(2026, 11, 2))
    house.training.note(team.deputy, (worker,), fire)
    house.take_out.merge(owner, tmp_path / "out")
    assert [one.name for one in house.people.list(owner)].count("Tom Birch") == 0
    assert len(house.training.of(owner, worker)) == 1
