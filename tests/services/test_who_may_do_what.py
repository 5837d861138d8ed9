"""Nobody gets in where they do not belong: the services refuse, whatever a screen shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import NotAllowedError, StateError, WrongSecretError
from app.domain.kinds import Kind
from app.domain.people import Actor, Profile, Role, Standing
from app.domain.records import Record, RecordState
from app.domain.schedule import DueRules
from tests.scans import picture
from tests.team import PASSPHRASE, PINS, Team

if TYPE_CHECKING:
    from collections.abc import Callable


def profile(person: Profile) -> Profile:
    """Return what can be changed of a person."""
    return Profile(**{field.name: getattr(person, field.name) for field in fields(Profile)})


@pytest.fixture
def sealed(team: Team) -> Record:
    """Return a sealed supervision of the worker by the deputy."""
    return team.sign(team.write(team.deputy, team.worker, action="Try two choices at tea"))


def in_role(team: Team, role: Role) -> Actor:
    """Put the other worker, who supervises nobody, into a role; return them."""
    before = team.house.people.get(team.owner, team.other.person_id)
    team.house.people.change(team.owner, before.id, replace(profile(before), role=role))
    return replace(team.other, role=role)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_managerial_supervision_is_out_of_reach_by_every_door(
    team: Team, sealed: Record, tmp_path: Path, role: Role
) -> None:
    actor = in_role(team, role)
    house = team.house
    doors: list[Callable[[], object]] = [
        lambda: house.records.view(actor, sealed.id),
        lambda: house.writing.draft(actor, sealed.id),
        lambda: house.correcting.correct(actor, sealed.id, "because"),
        lambda: house.correcting.withdraw(actor, sealed.id, "because"),
        lambda: house.writing.start(actor, Kind.SUPERVISION, team.worker.person_id),
        lambda: house.signing.ask(actor, sealed.id),
        lambda: house.transfer.export_one(actor, sealed.id, tmp_path / "x.pdf"),
        lambda: house.sessions.plan(actor, team.worker.person_id, team.clock.now()),
        lambda: house.audit.events(actor),
        lambda: house.people.add(actor, Profile(name="New Person", role=Role.OWNER)),
        lambda: house.people.reset(actor, team.worker.person_id),
        lambda: house.schedule.change_rules(actor, DueRules()),
    ]
    for door in doors:
        with pytest.raises(NotAllowedError):
            door()
    assert house.records.list(actor) == ()
    assert [d for d in house.schedule.due(actor) if not d.kind.is_practice] == []
    assert house.schedule.due(actor, Kind.SUPERVISION) == ()
    assert house.finding.search(actor, "breakfast") == ()
    assert [f for f in house.finding.anything(actor, sealed.number) if f.sort == "Record"] == []
    assert house.transfer.export(actor, tmp_path / "out") == ()


def test_a_worker_cannot_open_a_colleague(team: Team, sealed: Record) -> None:
    house, other = team.house, team.other
    for door in (house.people.get, house.actions.about, house.sessions.of, house.practice.lines):
        with pytest.raises(NotAllowedError):
            door(other, team.worker.person_id)


def test_a_practice_leader_sees_of_a_colleague_only_what_is_practice(team: Team, sealed: Record) -> None:
    house, leader, worker = team.house, team.leader, team.worker.person_id
    before = house.people.get(team.owner, worker)
    house.people.change(
        team.owner,
        worker,
        replace(
            profile(before),
            standing=Standing.AWAY,
            away_until=dt.date(2027, 1, 4),
            started_on=dt.date(2020, 1, 6),
        ),
    )
    seen = house.people.get(leader, worker)
    assert (seen.standing, seen.away_until, seen.started_on) == (Standing.ACTIVE, None, None)
    assert house.actions.about(leader, worker) == ()
    assert house.sessions.of(leader, worker) == ()
    assert house.practice.lines(leader, worker) == ()
    assert all(c.kind.is_practice for c in house.schedule.matrix(leader).columns)
    assert {row.open_actions for row in house.schedule.matrix(leader).rows} == {0}
    assert all(
        not mark.reason for row in house.schedule.months(leader)[1] for month in row.months for mark in month
    )


def test_a_worker_reads_everything_written_about_them(team: Team, sealed: Record) -> None:
    assert [s.id for s in team.house.records.list(team.worker)] == [sealed.id]
    assert team.house.records.view(team.worker, sealed.id).record.content == sealed.content


def test_a_draft_is_seen_by_its_writer_only(team: Team) -> None:
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    for actor in (team.owner, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.records.view(actor, draft.record.id)
        assert team.house.records.list(actor, states=(RecordState.DRAFT,)) == ()


def test_nobody_supervises_themself(team: Team) -> None:
    with pytest.raises(NotAllowedError):
        team.house.writing.start(team.owner, Kind.SUPERVISION, team.owner.person_id)


def test_a_reset_stops_the_old_pin_and_the_code_never_signs(team: Team) -> None:
    code = team.house.people.reset(team.owner, team.worker.person_id).value
    with pytest.raises(WrongSecretError):
        team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    with pytest.raises(WrongSecretError):
        team.house.vaults.unlock(team.worker.person_id, code)
    with pytest.raises(WrongSecretError):
        team.house.vaults.signing_key(team.worker.person_id, code)
    team.house.vaults.enrol(team.worker.person_id, code, "975310", None)
    assert team.house.vaults.unlock(team.worker.person_id, "975310").name == "Tomasz Birch"


def test_a_leaver_can_no_longer_sign_in_and_their_records_stay(team: Team, sealed: Record) -> None:
    team.house.people.make_leaver(team.owner, team.worker.person_id)
    with pytest.raises((NotAllowedError, WrongSecretError)):
        team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    with pytest.raises(NotAllowedError):
        team.house.records.list(team.worker)
    assert [s.id for s in team.house.records.list(team.owner)] == [sealed.id]


def test_a_deputy_who_left_cannot_open_the_records(team: Team) -> None:
    team.house.people.make_leaver(team.owner, team.deputy.person_id)
    team.house.vaults.close()
    with pytest.raises(WrongSecretError):
        team.house.vaults.open("Dee Rowan", f"{PASSPHRASE} Dee Rowan")
    assert team.house.vaults.open("Ruth Alder", PASSPHRASE).role is Role.OWNER


def test_the_last_registered_manager_keeps_that_role(team: Team) -> None:
    with pytest.raises(NotAllowedError):
        team.house.people.change(
            team.owner, team.owner.person_id, Profile(name="Ruth Alder", role=Role.WORKER)
        )


def test_the_recovery_sheet_opens_the_records_but_nobody_s_signing_key(team: Team, tmp_path: Path) -> None:
    from app.bootstrap import build  # noqa: PLC0415
    from app.domain.people import Service  # noqa: PLC0415
    from app.storage.keys import FLOOR  # noqa: PLC0415

    house = build(tmp_path / "second", team.clock, FLOOR)
    made = house.vaults.set_up(
        Service(name="Beech Lodge"), Profile(name="Ines Alder", role=Role.OWNER), PASSPHRASE, "402817"
    )
    house.vaults.close()
    with pytest.raises(WrongSecretError):
        house.vaults.recover("0" * len(made.recovery_key), "another long passphrase here", "640283")
    again = house.vaults.recover(made.recovery_key, "another long passphrase here", "640283")
    assert again.recovery_key != made.recovery_key
    assert again.recovery_sheet_pdf.startswith(b"%PDF-")
    with pytest.raises(WrongSecretError):
        house.vaults.signing_key(again.actor.person_id, "402817")
    house.vaults.close()


def test_a_person_cannot_take_the_name_of_another(team: Team) -> None:
    from app.domain.errors import IncompleteError  # noqa: PLC0415

    with pytest.raises(IncompleteError):
        team.house.people.add(team.owner, Profile(name="  tomasz  BIRCH ", role=Role.WORKER))


def test_a_leaver_s_details_are_not_changed_back_by_hand(team: Team) -> None:
    team.house.people.make_leaver(team.owner, team.worker.person_id)
    with pytest.raises(StateError):
        team.house.people.change(
            team.owner, team.worker.person_id, Profile(name="Tomasz Birch", role=Role.OWNER)
        )


def test_a_practice_leader_who_begins_a_practice_supervision_learns_nothing_managerial(
    team: Team, sealed: Record
) -> None:
    house, leader, worker = team.house, team.leader, team.worker.person_id
    session = house.sessions.plan(team.deputy, worker, team.clock.now() + dt.timedelta(days=1)).value
    house.sessions.missed(team.deputy, session.id, "off sick")
    before = house.people.get(team.owner, worker)
    house.people.change(
        team.owner, worker, replace(profile(before), standing=Standing.AWAY, away_until=dt.date(2027, 1, 4))
    )
    draft = house.writing.start(leader, Kind.PRACTICE_SUPERVISION, worker).value
    told = repr(draft)
    for secret in (
        "Try two choices at tea",
        "off sick",
        sealed.number,
        "2027, 1, 4",
        "Appraisal",
        "agreement",
    ):
        assert secret not in told, secret
    assert "2027, 1, 4" not in repr(
        (house.schedule.matrix(leader), house.schedule.months(leader), house.sessions.next(leader))
    )


def test_a_draft_is_closed_to_others_at_the_doors_of_practice_too(team: Team) -> None:
    draft = team.house.writing.start(team.leader, Kind.OBSERVATION, team.worker.person_id).value
    file = team.house.scans.attach(team.leader, draft.record.id, "scan.png", picture()).value
    for actor in (team.owner, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.practice.looked(actor, draft.record.id)
        with pytest.raises(NotAllowedError):
            team.house.transfer.export_attachment(actor, file.id, Path("never.png"))
