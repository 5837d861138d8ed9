"""Whether a records file is whole: its pages, its references, its activity log and its sealed PDFs.

Only plain SQL of columns that every shape had from the first is asked here, so that a backup of an older
shape is proved as it stands.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from app.domain.audit import GENESIS, link
from app.domain.errors import VaultDamagedError
from app.storage import engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Step = Callable[[int, int], None]

SAMPLE = 25
"""How many PDFs are compared with their hash when a backup is made: the newest, and as many of the rest."""
MOST_TOLD = 5
FILES = (("document", "record_id", "pdf"), ("attachment", "id", "data"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a records file holds, and each fault found as a sentence."""

    service: str = ""
    shape: str = ""
    records: int = 0
    people: int = 0
    events: int = 0
    head: str = GENESIS
    files: int = 0
    faults: tuple[str, ...] = ()


def prove(path: Path, key: bytes, step: Step, *, every: bool = False) -> Proof:
    """Return what a file holds and what is wrong with it. The file is only read.

    ``every``: all sealed PDFs and kept files are compared, not a sample. What ``step`` raises is passed on.
    """
    try:
        connection = engine.look(path, key)
    except sqlcipher.DatabaseError:
        return Proof(faults=("The records file does not open with the key of its key file.",))
    try:
        return _proved(connection, step, every=every)
    except (sqlcipher.DatabaseError, ValueError, TypeError) as error:
        return Proof(faults=(f"Part of the records file cannot be read ({error}).",))
    finally:
        connection.close()


def require_whole(proof: Proof, what: str) -> Proof:
    """Return a proof without faults. Raises VaultDamagedError with the first few."""
    if proof.faults:
        message = f"{what} {' '.join(proof.faults[:MOST_TOLD])}"
        raise VaultDamagedError(message)
    return proof


def _proved(connection: Any, step: Step, *, every: bool) -> Proof:
    found = [*_of_pages(connection), *_of_words(connection)]
    events, head, broken = _chain(connection)
    if broken:
        found.append(f"The activity log is not whole at entry {broken}.")
    files = 0
    for table, key, data in FILES if _has(connection, "attachment") else FILES[:1]:
        for count, fault in _of_files(connection, (table, key, data), step, every=every):
            files = files + count
            found += [fault] if fault else []
    return Proof(
        service=_one(connection, "SELECT name FROM service", ""),
        shape=_one(connection, "SELECT version_num FROM alembic_version", ""),
        records=_one(connection, "SELECT count(*) FROM record", 0),
        people=_one(connection, "SELECT count(*) FROM person", 0),
        events=events,
        head=head,
        files=files,
        faults=tuple(found),
    )


def _of_pages(connection: Any) -> Iterator[str]:
    for row in connection.execute("PRAGMA cipher_integrity_check").fetchall():
        yield f"The records file is damaged: {row[0]}."
    for row in connection.execute("PRAGMA integrity_check").fetchall():
        if row[0] != "ok":
            yield f"The records file is damaged: {row[0]}."
    for row in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield f"A row of “{row[0]}” points at nothing."


def _of_words(connection: Any) -> Iterator[str]:
    """Yield the texts that hold a NUL: nobody can type one, so these are bytes that came back as zeroes."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'found%' AND name NOT LIKE 'search%'"
    ).fetchall()
    for (table,) in tables:
        columns = [
            row[1]
            for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall()
            if str(row[2]).upper() in {"TEXT", "VARCHAR"}
        ]
        if columns:
            zeroed = " OR ".join(f'instr("{name}", char(0)) > 0' for name in columns)
            count = _one(connection, f'SELECT count(*) FROM "{table}" WHERE {zeroed}', 0)  # noqa: S608 - names from the file's own list of tables
            if count:
                yield f"{count} rows of “{table}” hold bytes that were zeroed."


def _chain(connection: Any) -> tuple[int, str, int]:
    """Return the number and hash of the log's last line, and the first that does not fit; 0 when all do."""
    previous, expected = GENESIS, 1
    rows = connection.execute(
        "SELECT sequence, at, actor_id, action, subject, detail, previous, hash FROM event ORDER BY sequence"
    )
    for sequence, at, actor, action, subject, detail, before, own in rows:
        whole = link(previous, dt.datetime.fromisoformat(at), actor, action, subject, detail)
        if sequence != expected or before != previous or own != whole:
            return expected - 1, previous, expected
        previous, expected = own, expected + 1
    return expected - 1, previous, 0


def _of_files(
    connection: Any, where: tuple[str, str, str], step: Step, *, every: bool
) -> Iterator[tuple[int, str]]:
    """Yield (1, fault) for each file that is compared with the hash beside it."""
    table, key, data = where
    ids = [row[0] for row in connection.execute(f'SELECT "{key}" FROM "{table}" ORDER BY rowid')]  # noqa: S608 - our own names
    chosen = ids if every else _spread(ids)
    for done, one in enumerate(chosen, 1):
        query = f'SELECT "{data}", sha256 FROM "{table}" WHERE "{key}" = ?'  # noqa: S608 - our own names
        row = connection.execute(query, (one,)).fetchone()
        same = row is not None and hashlib.sha256(row[0] or b"").hexdigest() == row[1]
        yield 1, "" if same else f"A file of “{table}” ({one}) is not what was kept."
        step(done, len(chosen))


def _spread(ids: list[str]) -> list[str]:
    newest, rest = ids[-SAMPLE:], ids[:-SAMPLE]
    return rest[:: max(len(rest) // SAMPLE, 1)][:SAMPLE] + newest


def _has(connection: Any, table: str) -> bool:
    return bool(_one(connection, "SELECT count(*) FROM sqlite_master WHERE name = ?", 0, (table,)))


def _one(connection: Any, query: str, otherwise: Any, values: tuple[str, ...] = ()) -> Any:
    row = connection.execute(query, values).fetchone()
    return row[0] if row is not None else otherwise
