"""What somebody with the vault key in hand can do to the records, and how the doctor names each of it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import build
from app.documents.certificates import CertificateAuthority
from app.domain.audit import GENESIS, link
from app.domain.errors import DocumentError, NotAllowedError, StoppedError
from app.domain.kinds import Kind
from app.domain.packs import UNLIKE, Names, Purpose
from app.domain.people import Actor
from app.domain.signing import Verdict
from app.pages import record
from app.services.house import House
from app.storage import engine
from app.storage.keys import FLOOR
from app.system.wipe import copied
from tests.conftest import opened
from tests.scans import picture
from tests.services.test_packs import make, text_of
from tests.services.world import Built
from tests.team import PASSPHRASE, PINS, Team, TurnedClock, filled, with_said

Attack = Callable[[Any], object]


@dataclass(frozen=True)
class Kept:
    """A closed vault with sealed records in it, its key, and what left the house on the way."""

    folder: Path
    key: bytes
    pack: Path
    old_pdf: Path
    new_pdf: Path
    before: Path
    """The folder as it was before the last records."""


@pytest.fixture(scope="module")
def kept(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Return a vault that was worked in for a while. Nobody writes in it: see ``house``."""
    home = tmp_path_factory.mktemp("doctor")
    with pytest.MonkeyPatch.context() as patch, opened(template, home, patch) as team:
        _live(team, home)
        held = team.house.vaults._vault.held
        key, folder = copied(held.key), held.folder
        (pdf,) = (one for one in (home / "out").glob("*S-0001*.pdf"))
        made = make(team, home / "packs", sensitive=True, hidden=())
        team.house.vaults.close()
        shutil.copytree(folder, home / "before")
        team.house.vaults.open("Dee Rowan", f"{PASSPHRASE} Dee Rowan")
        team.clock.turn(hours=1)
        team.sign(team.write(team.deputy, team.worker, words="The fourth."))
        team.house.transfer.export(team.owner, home / "later")
        (new,) = (home / "later").glob("*S-0004*.pdf")
        team.house.vaults.close()
        shutil.copytree(folder, home / "kept")
    return Kept(home / "kept", key, made.zip, pdf, new, home / "before")


def _live(team: Team, home: Path) -> None:
    """Work for a while: supervisions, one corrected, one withdrawn, coaching, a file, an added line."""
    house = team.house
    team.sign(team.write(team.deputy, team.worker, words="The first, about breakfast."))
    house.transfer.export(team.owner, home / "out")
    thrown = house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    house.writing.discard(team.deputy, thrown.record.id)
    second = team.write(team.owner, team.other, words="The second, about medicines.")
    team.clock.turn(minutes=3)
    second = team.sign(second)
    house.sharing.comment(team.other, second.id, "I read it again.")
    third = team.sign(team.write(team.deputy, team.leader, words="The third."))
    house.correcting.withdraw(team.deputy, third.id, "It was about somebody else.")
    draft = house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value
    scan = home / "scan.png"
    scan.write_bytes(picture())
    house.scans.attach_file(team.leader, draft.record.id, scan)
    content = filled(draft.form, draft.record.content, "Two choices.")
    house.writing.store(team.leader, draft.record.id, content, draft.record.revision)
    house.writing.save(team.leader, draft.record.id)
    house.signing.seal_saved(team.leader, at_once=True)
    (first,) = (r for r in house.records.list(team.owner) if r.number == "S-0001")
    fix = house.correcting.correct(team.deputy, first.id, "The day was wrong.").value
    finished = house.writing.finish(team.deputy, fix.record.id).value
    team.sign(finished)


@contextmanager
def at(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[House, Actor]]:
    """Open a vault as its registered manager."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    house = build(folder, TurnedClock(), FLOOR)
    yield house, house.vaults.open("Ruth Alder", PASSPHRASE)
    house.vaults.close()


@pytest.fixture
def copy(kept: Kept, tmp_path: Path) -> Path:
    """Return a copy of the vault, to be spoilt."""
    shutil.copytree(kept.folder, tmp_path / "vault")
    return tmp_path / "vault"


def spoil(folder: Path, key: bytes, *attacks: Attack) -> None:
    """Do something with the vault key in hand, its guards taken down before and put back after."""
    (file,) = folder.glob("vault-*.db")
    connection = engine.connect(file, key)
    connection.execute("PRAGMA foreign_keys=OFF")
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for attack in attacks:
        attack(connection)
    for _, sql in guards:
        connection.execute(sql)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def anew(connection: Any) -> None:
    """Compute the log's chain anew, so that it fits in itself."""
    import datetime as dt  # noqa: PLC0415

    previous = GENESIS
    rows = connection.execute(
        "SELECT rowid, at, actor_id, action, subject, detail FROM event ORDER BY sequence"
    ).fetchall()
    for number, (row, moment, *said) in enumerate(rows, 1):
        digest = link(previous, dt.datetime.fromisoformat(moment), *said)
        connection.execute(
            "UPDATE event SET previous = ?, hash = ?, sequence = -? WHERE rowid = ?",
            (previous, digest, number, row),
        )
        previous = digest
    connection.execute("UPDATE event SET sequence = -sequence")


def does(sql: str, *, chain: bool = False) -> Attack:
    """Return an attack of one statement, with the chain computed anew afterwards or not."""

    def attack(connection: Any) -> None:
        assert connection.execute(sql).rowcount > 0, "the attack changed nothing"
        if chain:
            anew(connection)

    return attack


def swapped_pdf(connection: Any) -> None:
    """Put another PDF in the place of a sealed one, with its hash, as the log says it."""
    pdf = connection.execute(f"SELECT pdf FROM document WHERE record_id = ({SECOND})").fetchone()[0]
    changed = pdf.replace(b"/Title (", b"/Title [", 1) + b"\n"
    digest = hashlib.sha256(changed).hexdigest()
    old = hashlib.sha256(pdf).hexdigest()
    connection.execute(
        f"UPDATE document SET pdf = ?, sha256 = ? WHERE record_id = ({SECOND})", (changed, digest)
    )
    connection.execute("UPDATE event SET detail = replace(detail, ?, ?)", (old, digest))
    anew(connection)


def forged_signer(connection: Any) -> None:
    """Give the deputy a certificate of an outsider's making, under the service's own key."""
    authority = CertificateAuthority()
    ca_key, ca = connection.execute("SELECT ca_key, ca_certificate FROM service").fetchone()
    made = authority.issue(ca_key, ca, "Dee Rowan", "Deputy manager", authority.create())
    connection.execute(
        "UPDATE certificate SET der = ? WHERE person_id = (SELECT id FROM person WHERE name = 'Dee Rowan')",
        (made,),
    )


def another_authority(connection: Any) -> None:
    """Replace the service's own certificate and key."""
    authority = CertificateAuthority()
    key = authority.create()
    connection.execute(
        "UPDATE service SET ca_key = ?, ca_certificate = ?",
        (key, authority.certificate(key, "Oakview House")),
    )


def planted_certificate(connection: Any) -> None:
    """Add a certificate whose key the attacker holds, for the worker to sign with from now on."""
    authority = CertificateAuthority()
    ca_key, ca = connection.execute("SELECT ca_key, ca_certificate FROM service").fetchone()
    made = authority.issue(ca_key, ca, "Tomasz Birch", "Worker", authority.create())
    who = connection.execute("SELECT id FROM person WHERE name = 'Tomasz Birch'").fetchone()[0]
    connection.execute("UPDATE certificate SET current = 0 WHERE person_id = ?", (who,))
    connection.execute(
        "INSERT INTO certificate (person_id, der, made_at, current) VALUES (?, ?, ?, 1)",
        (who, made, "2026-11-24T14:40:00.000000+00:00"),
    )


def cut_tail(connection: Any) -> None:
    """Take the last lines of the log away, whole chain and all."""
    last = connection.execute("SELECT max(sequence) FROM event").fetchone()[0]
    connection.execute("DELETE FROM event WHERE sequence > ?", (last - 9,))


def removed_whole(connection: Any) -> None:
    """Remove a record and every trace of it in rows and log, and compute the chain anew."""
    one = connection.execute(THIRD).fetchone()[0]
    for table in ("document", "signature", "attachment", "attendance", "comment", "share"):
        connection.execute(f"DELETE FROM {table} WHERE record_id = ?", (one,))
    connection.execute("DELETE FROM record WHERE id = ?", (one,))
    connection.execute("DELETE FROM event WHERE subject = ?", (one,))
    anew(connection)


def forged_row_and_log(connection: Any) -> None:
    """Change an answer, and the hashes in the log with it."""
    connection.execute(
        f"UPDATE record SET content = replace(content, 'breakfast', 'medicines') WHERE id = ({FIRST})"
    )
    connection.execute(
        "UPDATE event SET detail = substr(detail, 1, length(detail) - 64) || ? WHERE action = 'record sealed'"
        f" AND subject = ({FIRST})",
        ("0" * 64,),
    )
    anew(connection)


FIRST = "SELECT id FROM record WHERE number = 'S-0001' AND version = 1"
NEXT = "SELECT id FROM record WHERE number = 'S-0001' AND version = 2"
SECOND = "SELECT id FROM record WHERE number = 'S-0002'"
THIRD = "SELECT id FROM record WHERE number = 'S-0003'"
FOURTH = "SELECT id FROM record WHERE number = 'S-0004'"
COACHING = "SELECT id FROM record WHERE kind = 'coaching'"
BLOB = "CAST(zeroblob(40) AS BLOB)"
EARLIER = "'2026-10-01T10:00:00.000000+00:00'"


def person(name: str) -> str:
    return f"(SELECT id FROM person WHERE name = '{name}')"


def of(which: str, change: str) -> Attack:
    """Return an attack on the row of one record."""
    return does(f"UPDATE record SET {change} WHERE id = ({which})")


def signature(which: str, change: str, part: str = "Worker") -> Attack:
    return does(f"UPDATE signature SET {change} WHERE record_id = ({which}) AND part = '{part}'")


ROUNDS: dict[str, tuple[tuple[Attack, str], ...]] = {
    "what was written and said": (
        (of(FIRST, "content = replace(content, 'breakfast', 'medicines')"), "S-0001 was changed after it was sealed: what was written."),
        (of(SECOND, "response = replace(response, '\"agree\"', '\"do_not_agree\"')"), "S-0002 was changed after it was sealed: the worker’s answer."),
        (of(THIRD, "withdrawn_because = 'Nothing.'"), "Why S-0003 was withdrawn was changed, or no line says that it was."),
        (of(NEXT, "reason = 'A slip.'"), "S-0001, version 2 was changed after it was sealed: why it was corrected."),
        (of(COACHING, "minutes = 240"), "What is kept of C-0001 is not what the activity log says was sealed."),
        (of(FOURTH, "content = CAST(zeroblob(400) AS TEXT)"), "S-0004 cannot be read: what is kept of it is damaged."),
        (does("UPDATE pack SET manifest = replace(manifest, 'inspector', 'nobody')"), "What the disclosure log says of pack 1 was changed."),
        (does("UPDATE event SET detail = 'S-0009' WHERE sequence = 20"), "The activity log was changed from outside at entry 20."),
    ),
    "days, people and numbers": (
        (of(FIRST, f"held_at = {EARLIER}"), "S-0001 was changed after it was sealed: when it was held."),
        (of(THIRD, f"recorded_at = {EARLIER}"), "S-0003 was changed after it was sealed: when it was written down."),
        (of(FOURTH, f"sealed_at = {EARLIER}"), "The day or time on which S-0004 was sealed was changed."),
        (of(NEXT, f"about_id = {person('Chipo Maple')}"), "S-0001, version 2 was changed after it was sealed: whom it is about."),
        (of(COACHING, f"led_by_id = {person('Ruth Alder')}"), "C-0001 was changed after it was sealed: who led it."),
        (of(SECOND, "number = 'S-0077'"), "S-0077 was changed after it was sealed: its number."),
        (does("UPDATE person SET name = 'Somebody Else' WHERE name = 'Tomasz Birch'"), "Tomasz Birch is called “Somebody Else” in the list of people"),
        (does("DELETE FROM pack"), "Pack 1 was made, but the disclosure log no longer lists it."),
    ),
    "states and forms": (
        (of(FIRST, "form_version = form_version + 1"), "S-0001 was changed after it was sealed: the form it was written with."),
        (of(SECOND, "state = 'withdrawn', withdrawn_because = 'x'"), "Why S-0002 was withdrawn was changed, or no line says that it was."),
        (of(FOURTH, "state = 'draft', sealed_at = NULL"), "S-0004 was sealed, but it is open to be changed again."),
        (does("UPDATE form SET text = replace(text, 'well', 'badly') WHERE id = 'supervision'"), "What is kept of S-0003 is not what the activity log says was sealed."),
        (does(f"UPDATE attachment SET data = {BLOB} WHERE record_id = ({COACHING})"), "The file “scan.png” kept with C-0001 was changed or is damaged."),
        (does("UPDATE comment SET text = 'I never read it.'"), "A line added to S-0002 was changed, or the activity log does not know of it."),
    ),
    "signatures": (
        (signature(FIRST, "name = 'Priya Larch'"), "The signature of Tomasz Birch on S-0001 was changed after it was given."),
        (signature(SECOND, f"signed_at = {EARLIER}"), "The signature of Chipo Maple on S-0002 was changed after it was given."),
        (signature(THIRD, "statement = 'I saw it.'"), "What is kept of S-0003 is not what the activity log says was sealed."),
        (does(f"DELETE FROM signature WHERE record_id = ({NEXT}) AND part = 'Worker'"), "S-0001, version 2 was signed by Tomasz Birch, but that signature is no longer listed."),
        (
            does(
                f"INSERT INTO signature SELECT ({FOURTH}), 'Witness', person_id, name, role, statement, signed_at, mark,"
                f" fingerprint FROM signature WHERE record_id = ({SECOND}) AND part = 'Worker'"
            ),
            "S-0004 lists a signature of Chipo Maple that is not in its PDF.",
        ),
        (planted_certificate, "The certificate of Tomasz Birch was replaced from outside."),
        (does("DELETE FROM comment"), "A line added to S-0002 is not there any more as it was added."),
    ),
    "PDFs and files": (
        (
            does(
                "UPDATE document SET pdf = CAST(substr(pdf, 1, 3000) || x'00' || substr(pdf, 3002) AS BLOB)"
                f" WHERE record_id = ({FIRST})"
            ),
            "The PDF of S-0001 was changed or is damaged: its bytes are not those that were sealed.",
        ),
        (
            does(
                f"UPDATE document SET (pdf, sha256) = (SELECT pdf, sha256 FROM document WHERE record_id = ({THIRD}))"
                f" WHERE record_id = ({NEXT})"
            ),
            "The PDF kept with S-0001, version 2 is that of another record, S-0003.",
        ),
        (does(f"DELETE FROM document WHERE record_id = ({FOURTH})"), "The PDF of S-0004 is missing."),
        (
            does(
                f"UPDATE attachment SET data = {BLOB}, sha256 = '{hashlib.sha256(bytes(40)).hexdigest()}'"
                f" WHERE record_id = ({COACHING})"
            ),
            "C-0001 was changed after it was sealed: the files kept with it.",
        ),
        (does(f"DELETE FROM record WHERE id = ({SECOND})"), "S-0002 was sealed on Tue 24 Nov 2026, 14:03 and is no longer here."),
        (forged_signer, "The certificate that Dee Rowan signed S-0003 with was replaced or taken away."),
    ),
    "the log and an answer, all hashes put right": (
        (forged_row_and_log, "S-0001 was changed after it was sealed: what was written."),
        (swapped_pdf, "The PDF of S-0002 was changed:"),
        (does(f"DELETE FROM attachment WHERE record_id = ({COACHING})"), "C-0001 was changed after it was sealed: the files kept with it."),
        (anew, "The activity log was written anew: line"),
    ),
    "a record and every trace of it": (
        (removed_whole, "S-0003 is missing: no record has that number, and no line says it was thrown away."),
    ),
    "the service's own certificate": (
        (another_authority, "S-0001 was signed by Tomasz Birch and Dee Rowan under a certificate that these records do not know."),
    ),
    "a line out of the middle, the chain anew": (
        (does("DELETE FROM event WHERE sequence = 16", chain=True), "The activity log was written anew: line"),
    ),
    "a line put in": (
        (does("INSERT INTO event SELECT 9999, at, actor_id, 'x', subject, '', '', '' FROM event WHERE sequence = 16"), "The activity log was changed from outside"),
    ),
    "the last lines": ((cut_tail, "No line of the activity log says that S-0004 was sealed."),),
}  # fmt: skip


@pytest.mark.parametrize("name", ROUNDS)
def test_what_was_changed_with_the_vault_key_is_named(
    copy: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    spoil(copy, kept.key, *(attack for attack, _ in ROUNDS[name]))
    with at(copy, monkeypatch, tmp_path) as (house, owner):
        found = [one.sentence for one in house.doctor.look(owner).findings]
    for _, told in ROUNDS[name]:
        assert any(sentence.startswith(told) for sentence in found), (told, found)


def test_an_untouched_vault_says_nothing(
    kept: Kept, copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with at(copy, monkeypatch, tmp_path) as (house, owner):
        looked = house.doctor.look(owner)
        witnesses = house.doctor.against(owner, (kept.pack, kept.old_pdf, kept.new_pdf))
    assert (looked.findings, looked.unchecked, looked.before, looked.records) == ((), (), 0, 6)
    assert [(one.findings, one.unchecked) for one in witnesses] == [([], [])] * 3
    assert all(one.records for one in witnesses)


def test_a_service_with_one_of_everything_says_nothing(
    built: Built, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(built.folder, tmp_path / "built")
    with at(tmp_path / "built", monkeypatch, tmp_path) as (house, owner):
        assert house.doctor.look(owner).findings == ()


def test_an_older_vault_put_back_is_told_by_what_left_the_house_later(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(kept.before, tmp_path / "vault")
    with at(tmp_path / "vault", monkeypatch, tmp_path) as (house, owner):
        (witness,) = house.doctor.against(owner, (kept.new_pdf,))
    told = [one.sentence for one in witness.findings]
    assert told[0] == "S-0004 is not here any more."
    assert told[1].startswith("At least ")
    assert "taken from the end of the activity log: S-0004 was signed over" in told[1]


def test_a_vault_forged_in_itself_is_told_by_an_old_pack_alone(
    kept: Kept, copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spoil(copy, kept.key, swapped_pdf)
    with at(copy, monkeypatch, tmp_path) as (house, owner):
        (pack,) = house.doctor.against(owner, (kept.pack,))
    told = [one.sentence for one in pack.findings]
    assert "The PDF of S-0002 here is another than the one that left the house." in told
    assert any(one.startswith("The activity log was written anew: line ") for one in told)


def test_a_witness_that_was_changed_itself_shows_nothing(
    kept: Kept, copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "old.pdf").write_bytes(kept.old_pdf.read_bytes() + b"\n%")
    with at(copy, monkeypatch, tmp_path) as (house, owner):
        (witness,) = house.doctor.against(owner, (tmp_path / "old.pdf",))
    assert (witness.findings, len(witness.unchecked)) == ([], 1)


def test_only_the_registered_manager_looks_the_records_over(
    copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with at(copy, monkeypatch, tmp_path) as (house, owner):
        deputy = next(one for one in house.people.list(owner) if one.name == "Dee Rowan")
        other = house.vaults.unlock(deputy.id, PINS["Dee Rowan"])
        with pytest.raises(NotAllowedError):
            house.doctor.look(other)
        with pytest.raises(StoppedError):
            house.doctor.look(owner, lambda _done, _of: False)


def test_one_record_that_was_changed_is_told_where_it_is_read_and_stops_no_other(
    kept: Kept, copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    zeroed = "CAST(substr(pdf, 1, 3000) || x'00' || substr(pdf, 3002) AS BLOB)"
    words = of(FIRST, "content = replace(content, 'breakfast', 'medicines')")
    spoil(copy, kept.key, words, does(f"UPDATE document SET pdf = {zeroed} WHERE record_id = ({SECOND})"))
    with at(copy, monkeypatch, tmp_path) as (house, owner):
        ids = {(one.number, one.version): one.id for one in house.records.list(owner)}
        told = [
            " ".join(record.read(house, owner, ids[one, 1]).notices) for one in ("S-0001", "S-0003", "S-0004")
        ]
        assert told[0].startswith("S-0001 was changed after it was sealed: what was written. What was signed")
        assert not any("sealed" in one for one in told[1:])
        with pytest.raises(DocumentError, match="The PDF of S-0002 was changed or is damaged") as stopped:
            house.transfer.export(owner, tmp_path / "out")
        assert f"The other 5 are in “{tmp_path / 'out'}”." in str(stopped.value)
        assert len(list((tmp_path / "out").glob("*.pdf"))) == 5
        plan = replace(house.packs.plan(owner, Purpose.INSPECTION), records=tuple(ids.values()))
        plan = replace(plan, names=Names.FULL, sensitive=True, hidden=())
        made = house.packs.make(owner, with_said(plan), tmp_path / "packs").value
        assert house.checking.check_pack(made.folder).verdict is Verdict.UNCHANGED
    left = json.loads(made.made.manifest)["left_out"]
    assert sorted(one["record"] for one in left if one["why"] == UNLIKE) == ["S-0001", "S-0002"]
    names = " ".join(path.name for path in (made.folder / "originals").iterdir())
    assert ("S-0003" in names, "S-0004" in names, "S-0002" in names) == (True, True, False)
    assert "S-0001 was changed after it was sealed" in " ".join(text_of(made.folder / "index.pdf").split())


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            "UPDATE signature SET signed_at = '2020-01-01 10:00:00.000000' WHERE record_id = ({})",
            "changed after it was",
        ),
        ("DELETE FROM signature WHERE record_id = ({})", "no longer listed"),
        (f"UPDATE record SET sealed_at = {EARLIER} WHERE id = ({{}})", "day or time"),
        ("DELETE FROM document WHERE record_id = ({})", "is missing"),
        ("UPDATE record SET state = 'waiting' WHERE id = ({})", "is open to be changed again"),
    ],
)
def test_a_pack_looks_at_each_record_as_the_doctor_does_and_leaves_out_by_name_what_was_changed(
    kept: Kept, copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, changed: str, told: str
) -> None:
    spoil(copy, kept.key, does(changed.format(SECOND)))
    with at(copy, monkeypatch, tmp_path) as (house, owner):
        plan = replace(
            with_said(house.packs.plan(owner, Purpose.INSPECTION)),
            records=tuple(one.id for one in house.records.list(owner)),
            names=Names.FULL,
            sensitive=True,
            hidden=(),
        )
        made = house.packs.make(owner, plan, tmp_path / "packs").value
    left = [one for one in json.loads(made.made.manifest)["left_out"] if one["why"] == UNLIKE]
    assert [one["record"] for one in left] == ["S-0002"]
    assert told in " ".join(text_of(made.folder / "index.pdf").split())
