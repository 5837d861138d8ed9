"""Vaults as the programs of earlier days left them open for ever, whole and readable.

``vault_0001`` and so on are witnesses: each was made by the program of that shape, for a team of five, with
a sealed supervision (and its action), a draft, a plan and a preparation sheet; from 0003 on coaching with a
comment, a private reflection, a practice thread, training, a blank form and a word; from 0004 on a tag, a
self-assessment, a line of an action plan and a request; from 0005 on a usual form; from 0006 on an audit begun
with a form of the service's own; from 0008 on a check of another worker that was not met, and an incident;
from 0009 on a planned observation with its form and leader that was moved; from 0010 on time away and a name
that was changed and changed back; from 0011 on an action that got another day; from 0012 on an answer that a
worker began before signing; from 0017 on protected time that was lost and a figure typed in; from 0018 on
good practice and a concern; 0019 has the rules of team leaders and of the registered manager; from 0020 on a page
of what is expected, looked at again, joined to the supervision, with a new version begun; from 0021 on somebody
who stands in, and a kind that a second signer signs; from 0022 on training in a subject, and one that was taken
off; from 0023 on an entry that turned out to be somebody who was here already; from 0024 on a key made anew after a
reset; from 0026 on a legal hold and a rule for keeping that the service changed; 0027 keeps what a supervision was
asked and answered; 0028 knows the key file beside it; 0029 lists what is on its way out; from 0030 on
what is typed for the first page of a pack. The second is older and lacks the sheet.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from app.bootstrap import build
from app.domain.errors import NotAllowedError
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.domain.practice import Purpose
from app.domain.records import RecordState
from app.domain.signing import Verdict
from app.domain.upshots import Whole
from app.services.house import House
from app.storage import engine, migrate
from app.storage.keys import FLOOR
from app.system.wipe import copied
from tests.conftest import shared
from tests.team import PASSPHRASE, PINS, TurnedClock

pytestmark = pytest.mark.no_cover

WITNESSES = sorted(Path(__file__).parent.glob("vault_0*"))


@pytest.fixture(scope="session")
def opened_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Return what gives an old vault that this program opened once, and so brought up to date; once a run."""

    def opened(witness: Path) -> Path:
        home = shared(tmp_path_factory, witness.name)
        with FileLock(home / "lock"), pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_DATA_HOME", str(home / "data"))
            if not (home / "whole").exists():
                shutil.copytree(witness, home / "vault")
                house = build(home / "vault", TurnedClock(), FLOOR)
                house.vaults.open("Ruth Alder", PASSPHRASE)
                house.vaults.close()
                (home / "whole").touch()
        return home / "vault"

    return opened


@pytest.fixture(params=WITNESSES, ids=lambda path: path.name)
def old(
    request: pytest.FixtureRequest,
    opened_once: Callable[[Path], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[House]:
    """Return a house over a copy of an old vault, closed; what opening it does was done once for all tests."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(opened_once(request.param), tmp_path / "vault")
    house = build(tmp_path / "vault", TurnedClock(), FLOOR)
    yield house
    house.vaults.close()


def shape(house: House, request: pytest.FixtureRequest) -> int:
    return int(str(request.node.callspec.params["old"].name).removeprefix("vault_"))


def sealed(house: House, owner: Actor) -> str:
    found = house.records.list(owner, states=(RecordState.SEALED,))
    return next(one.id for one in found if one.number == "S-0001")


def test_every_shape_there_ever_was_has_a_witness() -> None:
    assert {path.name.removeprefix("vault_") for path in WITNESSES} == migrate.KNOWN


def test_an_old_vault_opens_whole_with_everything_in_it(old: House, request: pytest.FixtureRequest) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    looked = old.doctor.look(owner)
    assert (looked.findings, looked.unchecked, looked.before) == ((), (), looked.records)
    people = {person.name: person for person in old.people.list(owner)}
    assert sorted(people) == ["Chipo Maple", "Dee Rowan", "Priya Larch", "Ruth Alder", "Tomasz Birch"]
    worker = people["Tomasz Birch"].id
    assert [action.what for action in old.actions.about(owner, worker)] == ["Try two choices at tea"]
    assert len(old.sessions.of(owner, worker)) == 1
    with old.vaults._vault.read() as work:
        held = {name: len(rows) for name, rows in work.tables.about(worker).items() if rows}
        assert work.audit_log.verify() is None
    wanted = {"person": 1, "secret": 1, "certificate": 1, "action": 1, "record": 1, "document": 1}
    wanted |= {"session": 1, "signature": 2}
    if shape(old, request) >= 24:
        wanted |= {"signing_key": 1, "certificate": 2}
    if shape(old, request) != 2:
        wanted["preparation"] = 1
    if shape(old, request) > 2:
        more = {"record": 2, "comment": 1, "thread": 1, "thread_link": 1, "training": 1, "requirement": 1}
        wanted |= {**more, "paper": 1}
    if shape(old, request) > 3:
        wanted |= {"tag": 1, "request": 1}
    if shape(old, request) >= 8:
        wanted["document"] = 2  # the coaching was sealed when its check was
    if shape(old, request) >= 11:
        wanted["action_change"] = 1
    assert {name: held.get(name) for name in wanted} == wanted


def test_an_audit_that_was_begun_goes_on_with_its_own_form(
    old: House, request: pytest.FixtureRequest
) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    titles = [old.quality.form(owner, one.id).title for one in old.quality.audits(owner)]
    assert titles == (["Our look at records"] if shape(old, request) > 5 else [])


def test_the_registered_manager_s_own_supervision_has_a_rule_and_the_service_s_own_stay(old: House) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    rules = [one.id for one in old.schedule.rules(owner).rules]
    assert rules[-2:] == ["supervision-team-leader", "supervision-registered-manager"]
    assert len(set(rules)) == len(rules)
    assert "Ruth Alder" not in {one.name for one in old.schedule.due(owner)}


def test_names_of_before_and_time_away_are_kept(old: House, request: pytest.FixtureRequest) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    (chipo,) = (one for one in old.people.list(owner) if one.name == "Chipo Maple")
    assert chipo.former_names == (("Chipo Ash",) if shape(old, request) > 9 else ())
    reasons = [one.reason for one in old.absences.of(owner, chipo.id)]
    assert reasons == (["Holiday"] if shape(old, request) > 9 else [])


def test_an_answer_that_was_begun_then_waits_for_whoever_began_it(
    old: House, request: pytest.FixtureRequest
) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    if shape(old, request) < 12:
        return
    (record,) = old.records.list(owner, states=(RecordState.READY,))
    assert old.beginning.read(owner, record.id).words == ""
    worker = old.vaults.unlock(record.about_id, PINS["Chipo Maple"])
    assert old.beginning.read(worker, record.id).words == "I would like to add"


def test_protected_time_and_figures_typed_in_are_kept(old: House, request: pytest.FixtureRequest) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    (leader,) = old.impact.leaders(owner)
    day = dt.date(2026, 11, 24)
    kept = [(one.planned, one.lost) for one in old.impact.days(owner, leader.id, day, day)]
    assert kept == ([(120, 45)] if shape(old, request) >= 17 else [])
    figures = [one.hundredths for one in old.impact.typed(owner)]
    assert figures == ([12050] if shape(old, request) >= 17 else [])


def test_good_practice_and_concerns_are_kept(old: House, request: pytest.FixtureRequest) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    kept, there = old.noticed.all(owner), shape(old, request) >= 18
    assert [(one.what, one.value, one.shown) for one in kept.good] == (
        [("He waited for an answer", "Dignity", None)] if there else []
    )
    assert [(one.what, one.next_by) for one in kept.concerns] == (
        [("The plan was not read", dt.date(2026, 12, 8))] if there else []
    )


def test_what_is_expected_is_kept_with_its_looks_and_its_records(
    old: House, request: pytest.FixtureRequest
) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    pages = old.expectations.all(owner).pages
    if shape(old, request) < 20:
        assert pages == ()
        return
    (page,) = pages
    assert (page.newest.said.title, page.newest.version, page.review_on) == (
        "Choice at meals",
        1,
        dt.date(2027, 6, 1),
    )
    assert page.draft is not None
    about = old.expectation_links.of_record(owner, sealed(old, owner))
    assert [one.id for one in about.linked] == [page.id]


def test_who_stands_in_is_kept(old: House, request: pytest.FixtureRequest) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    (deputy,) = (one.id for one in old.people.list(owner) if one.name == "Dee Rowan")
    days = [(one.begins_on, one.ends_on) for one in old.standing_in.of(owner, deputy)]
    there = shape(old, request) >= 21
    assert days == ([(dt.date(2026, 11, 24), dt.date(2026, 12, 8))] if there else [])
    assert [one.stand_ins for one in old.people.list(owner) if one.supervisor_id == deputy] == (
        [(owner.person_id,)] * 2 if there else [()] * 2
    )


def test_what_a_second_signer_signs_is_kept(old: House, request: pytest.FixtureRequest) -> None:
    old.vaults.open("Ruth Alder", PASSPHRASE)
    asked = {Kind.PROBATION_REVIEW} if shape(old, request) >= 21 else set()
    assert old.vaults.service().countersigned == asked


def test_training_counts_in_its_subject_and_what_was_taken_off_does_not(
    old: House, request: pytest.FixtureRequest
) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    there = shape(old, request)
    own = [
        one.training.about for person in old.people.list(owner) for one in old.training.of(owner, person.id)
    ]
    assert [one for one in own if one == "Fire safety"] == (["Fire safety"] if there >= 22 else [])
    assert len(own) == (there > 2) + (there >= 22)


def test_an_entry_that_was_a_second_one_stands_in_no_list(old: House, request: pytest.FixtureRequest) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    (tomasz,) = (one for one in old.people.list(owner) if one.name == "Tomasz Birch")
    there = shape(old, request) >= 23
    assert (tomasz.former_names, tomasz.reference) == ((("Tom Birch",), "77") if there else ((), ""))


def test_what_was_typed_for_the_first_page_of_a_pack_is_still_there(
    old: House, request: pytest.FixtureRequest
) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    assert old.packs.said(owner).set_out == ("Choices at meals" if shape(old, request) >= 33 else "")


def test_a_legal_hold_and_a_rule_for_keeping_are_kept(old: House, request: pytest.FixtureRequest) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    there = shape(old, request) >= 26
    assert [(one.number, one.reason) for one in old.retention.holds(owner)] == (
        [("S-0001", "A claim")] if there else []
    )
    years = {one.sort: one.years for one in old.retention.rules(owner)}
    assert years["coaching"] == (8 if there else 6)


def test_who_leads_a_session_and_why_it_was_moved_are_kept(
    old: House, request: pytest.FixtureRequest
) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    people = {person.name: person.id for person in old.people.list(owner)}
    kept = old.sessions.of(owner, people["Chipo Maple"])
    told = [(one.because, one.led_by_id == people["Priya Larch"], one.form_id) for one in kept]
    moved = [("Off sick: flu", True, "medicines"), ("", True, "medicines")]
    assert told == (moved if shape(old, request) > 8 else [])
    (before,) = old.sessions.of(owner, people["Tomasz Birch"])
    assert (before.uid, before.sequence, before.led_by_id) == (before.id, 0, None)


def test_what_was_sealed_then_is_unchanged_now(old: House, tmp_path: Path) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    record_id = sealed(old, owner)
    pdf = old.transfer.export_one(owner, record_id, tmp_path / "sealed.pdf")
    assert old.checking.check(pdf).verdict is Verdict.UNCHANGED
    seen = old.records.view(owner, record_id)
    assert seen.record.state is RecordState.SEALED
    assert len(seen.signatures) == 2
    assert "choices" in " ".join(str(answer) for answer in seen.record.content.answers.values())


def test_old_pins_old_passphrases_and_old_privacy_still_hold(
    old: House, request: pytest.FixtureRequest
) -> None:
    owner = old.vaults.open("Dee Rowan", f"{PASSPHRASE} Dee Rowan")
    for name, pin in PINS.items():
        person = next(one for one in old.people.list(owner) if one.name == name)
        assert old.vaults.unlock(person.id, pin).name == name
    if shape(old, request) < 3:
        return
    with old.vaults._vault.read() as work:
        (reflection,) = (s for s in work.records.summaries(limit=None) if s.number.startswith("R-"))
    manager = old.vaults.open("Ruth Alder", PASSPHRASE)
    with pytest.raises(NotAllowedError):
        old.records.view(manager, reflection.id)
    leader = old.vaults.unlock(reflection.about_id, PINS["Priya Larch"])
    answers = old.records.view(leader, reflection.id).record.content.answers
    assert "Only mine." in answers.values()


def test_an_old_vault_goes_on_growing_and_leaves_whole(old: House, tmp_path: Path) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    worker = next(one for one in old.people.list(owner) if one.name == "Tomasz Birch")
    plan = old.sessions.of(owner, worker.id)[0]
    old.sessions.missed(owner, plan.id, "The fire drill")
    folder = old.take_out.take_out(owner, tmp_path / "out")
    assert old.take_out.faults(folder) == ()
    fresh = build(tmp_path / "fresh", TurnedClock(), FLOOR)
    fresh.take_out.restore(folder, name="Ruth Alder", passphrase="walnut harbour tulip seven", pin="408213")
    again = fresh.vaults.open("Ruth Alder", "walnut harbour tulip seven")
    assert fresh.vaults.faults() == ()
    pdf = fresh.transfer.export_one(again, sealed(fresh, again), tmp_path / "sealed.pdf")
    assert fresh.checking.check(pdf).verdict is Verdict.UNCHANGED
    fresh.vaults.close()


def test_what_was_required_long_ago_still_says_why(old: House, request: pytest.FixtureRequest) -> None:
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    worker = next(one for one in old.people.list(owner) if one.name == "Tomasz Birch")
    if shape(old, request) < 3:
        return
    with old.vaults._vault.read() as work:
        (wanted,) = work.practice.asked(worker.id)
        (training,) = work.practice.trainings(worker.id)
    assert (wanted.purpose, wanted.ref, wanted.area) == (Purpose.TRAINING, training.id, training.area)


def test_a_check_sealed_before_checks_were_read_is_read_when_somebody_signs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault of the eighth shape is put back into the sixth: then there was no register yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    witness = Path(__file__).parent / "vault_0008"
    shutil.copytree(witness, tmp_path / "other")
    other = build(tmp_path / "other", TurnedClock(), FLOOR)
    other.vaults.open("Ruth Alder", PASSPHRASE)
    key = copied(other.vaults._vault.held.key)
    other.vaults.close()
    shutil.copytree(witness, tmp_path / "vault")
    (file,) = (tmp_path / "vault").glob("*.db")
    connection = engine.connect(file, key)
    for statement in (
        "DROP TABLE upshot",
        "ALTER TABLE training DROP COLUMN expires_on",
        "CREATE TABLE was AS SELECT id, person_id, kind, form_id, due_on, reason, met_by_id FROM requirement",
        "DROP TABLE requirement",
        (
            "CREATE TABLE requirement (id TEXT NOT NULL, person_id TEXT NOT NULL, kind TEXT NOT NULL, form_id TEXT NOT NULL, "
            "due_on DATE NOT NULL, reason TEXT NOT NULL, met_by_id TEXT, CONSTRAINT pk_requirement PRIMARY KEY (id), "
            "CONSTRAINT fk_requirement_person_id_person FOREIGN KEY(person_id) REFERENCES person (id))"
        ),
        "CREATE INDEX ix_requirement_person_id ON requirement (person_id)",
        "INSERT INTO requirement SELECT * FROM was",
        "DROP TABLE was",
        "UPDATE alembic_version SET version_num = '0006'",
    ):
        connection.execute(statement)
    connection.commit()
    connection.close()
    house = build(tmp_path / "vault", TurnedClock(), FLOOR)
    owner = house.vaults.open("Ruth Alder", PASSPHRASE)
    assert house.vaults.faults() == ()
    worker = next(one for one in house.people.list(owner) if one.name == "Chipo Maple")
    with house.vaults._vault.read() as work:
        (check,) = work.upshots.newest(worker.id)
        asked = {one.purpose: one for one in work.practice.requirements(worker.id)}
    assert (check.upshot.whole, len(check.upshot.unmet)) == (Whole.NOT_YET, 6)
    assert set(asked) == {Purpose.AGAIN, Purpose.INCIDENT}
    assert (asked[Purpose.AGAIN].ref, asked[Purpose.AGAIN].asked_at) == (
        check.upshot.record_id,
        check.held_at,
    )
    cells = (cell for cell in house.schedule.due(owner) if cell.person_id == worker.id)
    assert next(cell.last_on for cell in cells if cell.form_id == "medicines") is None
    house.vaults.close()
