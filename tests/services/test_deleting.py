"""Six years pass, one asks, another confirms, and nothing of it stays: not in a table, not in a byte."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import text

from app.bootstrap import build
from app.domain.actions import NewAction
from app.domain.errors import IncompleteError, NotAllowedError, NotFoundError, StateError, WrongSecretError
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.profiles import profile_of
from app.domain.retention import Going
from app.models.base import declared
from app.pages import keeping, people, person, record
from app.services.deleting import erase
from app.storage.keys import FLOOR
from tests.scans import picture
from tests.services.world import Built, World
from tests.team import PASSPHRASE, PINS, Team, filled

WORDS = "quincewortlantern"
"""A word nobody else writes, in everything there is about who leaves."""
PAGE, TAIL = 4096, 80
"""What SQLCipher encrypts at once, and what stands behind it: the vector and the check."""


@pytest.fixture(scope="module")
def left(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a closed service with one of everything about a worker, who then left. Nobody writes in it."""
    home = tmp_path_factory.mktemp("left")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        world = built.copy(home)
        _write(world)
        deputy = world.house.people.get(world.owner, world.deputy.person_id)
        world.house.people.change(world.owner, deputy.id, replace(profile_of(deputy), sees_everyone=True))
        world.house.people.make_leaver(world.owner, world.worker.person_id)
        world.house.vaults.close()
    return Built(folder=home / "vault", others=built.others, ids=built.ids)


@pytest.fixture
def world(left: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Return it six years later, in a vault of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    world = left.copy(tmp_path)
    world.clock.turn(days=6 * 366)
    yield world
    world.house.vaults.close()


def _write(world: World) -> None:
    """Write the word into everything that holds words about the worker."""
    house, worker = world.house, world.worker.person_id
    coaching = house.writing.start(world.leader, Kind.COACHING, worker).value
    content = filled(coaching.form, coaching.record.content, f"We spoke of {WORDS}.")
    action = NewAction(
        id=new_id(),
        what=f"Try the {WORDS}",
        owner_id=worker,
        due_on=dt.date(2026, 12, 8),
        how_we_will_know="Seen",
    )
    content = replace(content, new_actions=(action,), minutes=10)
    house.writing.store(world.leader, coaching.record.id, content, coaching.record.revision)
    house.writing.save(world.leader, coaching.record.id)
    house.noticed.praise(world.leader, coaching.record.id, f"He found the {WORDS}")
    house.sharing.comment(world.worker, coaching.record.id, f"I liked the {WORDS}.")
    house.signing.seal_saved(world.leader, at_once=True)
    draft = house.writing.start(world.deputy, Kind.RETURN_TO_WORK, worker).value
    key = next(iter(draft.form.keyed))[0]
    content = replace(draft.record.content, notes={key: WORDS})
    house.writing.store(world.deputy, draft.record.id, content, draft.record.revision)
    house.scans.attach(world.deputy, draft.record.id, f"{WORDS}.png", picture())
    house.absences.note(world.owner, worker, dt.date(2026, 4, 1), dt.date(2026, 4, 2), f"The {WORDS} fever")
    house.practice.begin(world.leader, worker, f"Peeling a {WORDS}", "choice")


def asked(world: World) -> str:
    done = world.house.deleting.ask(world.owner, world.worker.person_id, PINS["Ruth Alder"])
    return done.value.id


def delete(world: World) -> None:
    world.house.deleting.confirm(world.deputy, asked(world), PINS["Dee Rowan"])


def bytes_of(world: World) -> bytes:
    """Return every page of the records file, decrypted, and what SQLite keeps beside it."""
    held = world.house.vaults._vault.held
    path = held.file(held.ring())
    journal = path.with_name(f"{path.name}-wal")
    pages = path.read_bytes()
    logged = journal.read_bytes()[32:] if journal.exists() else b""
    framed = (logged[at + 24 : at + 24 + PAGE] for at in range(0, len(logged), 24 + PAGE))
    return b"".join(
        _page(page, held.key)
        for page in (*(pages[at : at + PAGE] for at in range(0, len(pages), PAGE)), *framed)
    )


def _page(page: bytes, key: bytes) -> bytes:
    """Decrypt a page by hand: what SQLite does not show is in there too. The first begins with the salt."""
    vector = page[-TAIL : 16 - TAIL]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(page[:-TAIL]) + cipher.finalize()


def rows_of(world: World) -> dict[str, int]:
    """Return how many rows about the worker there are, by table."""
    with world.house.vaults._vault.read() as work:
        return {name: len(rows) for name, rows in work.tables.about(world.worker.person_id).items() if rows}


def spoil(world: World, *statements: str) -> None:
    """Do something with the vault key in hand and the guards off."""
    with world.house.vaults._vault.write("") as work:
        work.tables.open_guards()
        for one in statements:
            assert work.session.execute(text(one)).rowcount  # type: ignore[attr-defined]
        work.tables.close_guards()


def test_nothing_of_it_stays_in_any_byte_table_or_list(world: World, tmp_path: Path) -> None:
    house, owner = world.house, world.owner
    others = {one.id for one in house.records.list(owner) if one.about_id != world.worker.person_id}
    last = house.records.drafts(world.deputy)[-1].number
    assert WORDS.encode() in bytes_of(world)
    delete(world)
    assert WORDS.encode() not in bytes_of(world)
    here = {name for name in rows_of(world) if not declared()[name].lasts}
    assert here <= {"person", "secret", "paper", "share", "comment", "attendance", "signature"}
    assert {one.id for one in house.records.list(owner)} == others
    assert house.finding.search(owner, WORDS) == ()
    assert house.people.get(owner, world.worker.person_id).name == "Person deleted (D-0001)"
    assert "Person deleted" not in str(people.read(house, owner))
    shown = str(person.read(house, owner, world.worker.person_id))
    assert "Tomasz" not in shown
    assert house.doctor.look(owner).findings == ()
    began = house.writing.start(world.deputy, Kind.RETURN_TO_WORK, world.other.person_id).value.record
    assert began.number > last  # a number that was given once is never given again
    (log,) = house.deleting.log(owner)
    assert (log.whose, log.asked_by, log.confirmed_by) == ("T.B.", "Ruth Alder", "Dee Rowan")
    written = house.deleting.log_csv(owner, tmp_path / "log.csv").read_text(encoding="utf-8")
    assert WORDS not in written
    assert "Tomasz" not in written
    assert f"Supervision {world.ids['number']} version 1" in written


def test_what_was_deleted_does_not_come_back_with_an_older_take_out(world: World, tmp_path: Path) -> None:
    house, owner = world.house, world.owner
    house.take_out.take_out(owner, tmp_path / "before")
    delete(world)
    house.take_out.merge(owner, tmp_path / "before")
    assert WORDS.encode() not in bytes_of(world)
    assert house.people.get(owner, world.worker.person_id).name == "Person deleted (D-0001)"
    assert house.doctor.look(owner).findings == ()
    house.take_out.take_out(owner, tmp_path / "after")
    assert house.take_out.faults(tmp_path / "after") == ()
    data = b"".join(one.read_bytes() for one in (tmp_path / "after").rglob("*") if one.is_file())
    assert WORDS.encode() not in data
    with pytest.raises(StateError, match="was deleted"):
        house.doubles.join(owner, world.worker.person_id, world.ids["twice"])
    assert world.worker.person_id not in {one.id for one in house.doubles.maybe(owner, world.other.person_id)}


def test_a_record_somebody_only_took_out_is_missing_all_the_same(world: World) -> None:
    delete(world)
    spoil(
        world,
        'UPDATE deletion SET statement = replace(statement, \'"records":[\', \'"records":[["x","y",1,"coaching",""],\')',
    )
    found = " ".join(one.sentence for one in world.house.doctor.look(world.owner).findings)
    assert "D-0001 is not signed by the two people" in found
    assert f"{world.ids['number']} was sealed on" in found  # and what it vouched for is missing then


def test_a_deletion_taken_out_of_its_log_is_named(world: World) -> None:
    delete(world)
    spoil(world, "DELETE FROM deletion")
    found = " ".join(one.sentence for one in world.house.doctor.look(world.owner).findings)
    assert "that the log of deletions no longer has" in found
    assert f"{world.ids['number']} was sealed on" in found


def test_a_deletion_made_up_by_one_person_alone_vouches_for_nothing(world: World) -> None:
    delete(world)
    spoil(world, "UPDATE deletion SET confirmer = asker, confirmation = ask")
    found = " ".join(one.sentence for one in world.house.doctor.look(world.owner).findings)
    assert "D-0001 is not signed by the two people" in found


def test_an_old_pack_is_no_witness_against_what_was_deleted(world: World) -> None:
    delete(world)
    pack = next((world.others / "packs").glob("*.zip"))
    (witness,) = world.house.doctor.against(world.owner, (pack,))
    assert [one.sentence for one in witness.findings if "not here any more" in one.sentence] == []


def test_the_second_person_is_another_one_with_the_right_and_their_own_pin(world: World) -> None:
    request = asked(world)
    confirm = world.house.deleting.confirm
    for who, pin in ((world.owner, PINS["Ruth Alder"]), (world.leader, PINS["Priya Larch"])):
        with pytest.raises(NotAllowedError, match="another registered manager"):
            confirm(who, request, pin)
    with pytest.raises(WrongSecretError):
        confirm(world.deputy, request, PINS["Ruth Alder"])
    deputy = world.house.people.get(world.owner, world.deputy.person_id)
    world.house.people.change(world.owner, deputy.id, replace(profile_of(deputy), sees_everyone=False))
    with pytest.raises(NotAllowedError, match="deputy who may see everybody"):
        confirm(world.deputy, request, PINS["Dee Rowan"])
    assert rows_of(world)["record"] > 1


def test_whoever_ordered_somebody_s_new_pin_cannot_confirm_with_it(world: World) -> None:
    request = asked(world)
    world.reset(world.deputy)
    with pytest.raises(NotAllowedError, match="who ordered that"):
        world.house.deleting.confirm(world.deputy, request, PINS["Dee Rowan"])


def test_a_request_counts_for_two_weeks_and_can_be_taken_back(world: World) -> None:
    house, request = world.house, asked(world)
    with pytest.raises(StateError, match="asked for already"):
        asked(world)
    house.deleting.take_back(world.owner, request)
    with pytest.raises(StateError, match="does not count any more"):
        house.deleting.confirm(world.deputy, request, PINS["Dee Rowan"])
    again = asked(world)
    world.clock.turn(days=14)
    with pytest.raises(StateError, match="does not count any more"):
        house.deleting.confirm(world.deputy, again, PINS["Dee Rowan"])
    assert house.deleting.waiting(world.owner) == ()
    assert rows_of(world)["record"] > 1


def test_a_hold_that_came_after_the_request_stops_it(world: World) -> None:
    house, request, about = world.house, asked(world), world.worker.person_id
    held = house.retention.hold(world.owner, about, "A claim", "The insurer", world.ids["number"]).value
    with pytest.raises(StateError, match="Something has changed"):
        house.deleting.confirm(world.deputy, request, PINS["Dee Rowan"])
    kept = house.retention.of(world.owner, about)
    assert all(
        one.number != world.ids["number"] for part in kept.going(dt.date(2040, 1, 1)) for one in part.records
    )
    house.retention.lift(world.owner, held.id, "It is settled")
    house.deleting.confirm(world.deputy, request, PINS["Dee Rowan"])
    assert "record" not in rows_of(world)


def test_nothing_about_somebody_who_works_here_is_ever_due(world: World) -> None:
    with pytest.raises(StateError, match="works here"):
        world.house.deleting.ask(world.owner, world.other.person_id, PINS["Ruth Alder"])
    assert world.other.person_id not in {one.person.id for one in world.house.retention.review(world.owner)}


def test_a_service_with_one_manager_is_told_whom_to_name(team: Team) -> None:
    team.house.people.make_leaver(team.owner, team.worker.person_id)
    team.clock.turn(days=6 * 366)
    told = team.house.deleting.nobody_to_confirm(team.owner)
    assert "Name the nominated individual" in told
    with pytest.raises(StateError, match="a second person is needed"):
        team.house.deleting.ask(team.owner, team.worker.person_id, PINS["Ruth Alder"])


def test_a_rule_the_service_changed_counts_with_its_reason(team: Team) -> None:
    retention, who = team.house.retention, team.worker.person_id
    with pytest.raises(IncompleteError):
        retention.change_rule(team.owner, "rest", 10, " ")
    retention.change_rule(team.owner, "rest", 10, "The NHS asks for it")
    (rest,) = (one for one in retention.rules(team.owner) if one.sort == "rest")
    assert (rest.years, rest.source, rest.changed) == (10, "The NHS asks for it", True)
    team.house.people.make_leaver(team.owner, who)
    team.clock.turn(days=6 * 366)
    assert retention.review(team.owner) == ()
    team.clock.turn(days=5 * 366)
    assert [one.person.name for one in retention.review(team.owner)] == ["Tomasz Birch"]
    with pytest.raises(NotAllowedError):
        retention.change_rule(team.deputy, "rest", 1, "Less")


def test_what_was_cut_off_before_the_file_was_written_anew_is_done_at_the_next_opening(world: World) -> None:
    vault = world.house.vaults._vault
    vault.wiping.begin()
    kept = world.house.retention.of(world.owner, world.worker.person_id)
    records = frozenset(one.id for part in kept.parts for one in part.records)
    with vault.write(world.owner.person_id) as work:
        erase(work, Going(records=records, people=frozenset({world.worker.person_id}), name="Nobody"))
    world.house.vaults.close()
    assert vault.backups.notes.wipe
    world.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert not vault.backups.notes.wipe
    assert WORDS.encode() not in bytes_of(world)


def test_backups_that_hold_it_are_named_with_their_day(world: World) -> None:
    world.house.backups.make(world.owner)
    (copy, *_) = world.house.deleting.copies(world.owner)
    assert copy.until is not None
    told = " ".join(keeping.told_copies(world.house.deleting.copies(world.owner)))
    assert copy.name in told
    assert "has to delete it again" in told


def test_a_hold_stands_on_the_record_and_only_the_manager_reads_why(team: Team) -> None:
    sealed, house = team.sign(team.write(team.deputy, team.worker)), team.house
    house.retention.hold(team.owner, team.worker.person_id, "A claim", "The insurer", sealed.number)
    (told,) = record.read(house, team.owner, sealed.id).notices
    assert told == "■ Legal hold: A claim · asked for by The insurer · since Tue 24 Nov 2026"
    (told,) = record.read(house, team.worker, sealed.id).notices
    assert told == "■ Legal hold: since Tue 24 Nov 2026"
    with pytest.raises(NotFoundError):
        house.retention.hold(team.owner, team.other.person_id, "A claim", "The insurer", sealed.number)
    with pytest.raises(NotAllowedError):
        house.retention.hold(team.deputy, team.worker.person_id, "A claim", "The insurer")


def test_records_made_anew_from_a_take_out_still_vouch_for_what_was_deleted(
    world: World, tmp_path: Path
) -> None:
    delete(world)
    world.house.take_out.take_out(world.owner, tmp_path / "after")
    anew = build(tmp_path / "anew", world.clock, FLOOR)
    anew.take_out.restore(tmp_path / "after", name="Ruth Alder", passphrase=PASSPHRASE, pin="402817")
    owner = anew.vaults.open("Ruth Alder", PASSPHRASE)
    assert [one.name for one in anew.deleting.log(owner)] == ["D-0001"]
    assert anew.doctor.look(owner).findings == ()
    anew.vaults.close()
