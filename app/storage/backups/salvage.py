"""Getting out of a damaged records file all that is whole, record by record.

Works on a copy, so the original never changes. SQLCipher answers nothing more on a connection that met a
damaged page: each such fault ends one question, and the next one gets a connection of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from app.storage import engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEALED = frozenset({"sealed", "corrected", "withdrawn"})
RECORD = "SELECT id, number, version, kind, state, held_at, about_id, content, response FROM record"
MOST_ROWS = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file attached to a record, with its hash."""

    name: str
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What is left of one record. ``source`` is the backup that something came from, empty for the records.

    ``pdf`` is there when it is what its hash says. ``words`` are the answers of a record that is not sealed,
    as JSON. ``lost`` says what is not whole anywhere.
    """

    record_id: str
    number: str = ""
    version: int = 0
    kind: str = ""
    state: str = ""
    held_at: str = ""
    about: str = ""
    pdf: bytes | None = None
    words: str = ""
    files: tuple[Kept, ...] = ()
    source: str = ""
    lost: tuple[str, ...] = ()

    @property
    def sealed(self) -> bool:
        """Whether it was sealed, so that there is a PDF to look for."""
        return self.state in SEALED


class Remains:
    """A records file that may be damaged anywhere."""

    def __init__(self, path: Path, key: bytes, name: str = "") -> None:
        self._path, self._key = path, key
        self._connection: Any = None
        self._rowids: dict[str, dict[str, int]] = {}
        self.name = name

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def ids(self) -> list[str]:
        """Return the ids of all records that anything still tells of."""
        found = dict.fromkeys(one for (one,) in self.ask("SELECT id FROM record ORDER BY rowid") or ())
        if not found:
            found = dict.fromkeys(self._by_rowid("record", "id"))
        for (one,) in self.ask("SELECT record_id FROM document") or ():
            found.setdefault(one)
        for one in self._by_rowid("document", "record_id"):
            found.setdefault(one)
        return list(found)

    def record(self, record_id: str) -> Salvaged:
        """Return what is left of one record; what cannot be read, or is not what its hash says, is lost."""
        row, lost = self._row("record", RECORD, "id", record_id), list[str]()
        if row is None:
            row, lost = (record_id, "", 0, "", "", "", "", "", None), ["its words and dates"]
        _, number, version, kind, state, held_at, about_id, content, _ = row
        if _zeroed(number, kind, state, held_at, about_id, content):
            lost.append("its words")
            content = ""
        pdf = self._pdf(record_id)
        if pdf is None and (state in SEALED or not state):
            lost.append("its PDF")
        files, gone = self._files(record_id)
        lost += gone
        person = self._row("person", "SELECT id, name FROM person", "id", about_id) if about_id else None
        return Salvaged(
            record_id=record_id, number=number, version=version, kind=kind, state=state, held_at=held_at,
            about=person[1] if person else "", pdf=pdf, words="" if state in SEALED else content,
            files=files, lost=tuple(dict.fromkeys(lost)),
        )  # fmt: skip

    def certificate(self) -> bytes | None:
        """Return the service's public certificate, by which its signers are known; None when it is lost."""
        rows = self.ask("SELECT ca_certificate FROM service")
        return rows[0][0] if rows else None

    def role(self, person_id: str) -> str:
        """Return somebody's role, or an empty text where that cannot be read."""
        row = self._row("person", "SELECT id, role FROM person", "id", person_id)
        return str(row[1]) if row else ""

    def ask(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]] | None:
        """Return the rows of a question, or None when a damaged page is in the way."""
        try:
            if self._connection is None:
                self._connection = engine.look(self._path, self._key)
            return list(self._connection.execute(query, values).fetchall())
        except sqlcipher.DatabaseError:
            with contextlib.suppress(sqlcipher.DatabaseError):
                self.close()
            self._connection = None
            return None

    # --- parts ----------------------------------------------------------------------------------------------

    def _row(self, table: str, select: str, key: str, value: str) -> tuple[Any, ...] | None:
        """Return one row by its key; where the index is damaged, by its place in the table."""
        rows = self.ask(f'{select} WHERE "{key}" = ?', (value,))
        if rows is None:
            if table not in self._rowids:
                self._rowids[table] = {}
                for one, rowid in self._places(table, key):
                    self._rowids[table][one] = rowid
            place = self._rowids[table].get(value)
            rows = self.ask(f"{select} WHERE rowid = ?", (place,)) if place is not None else None
        return rows[0] if rows else None

    def _pdf(self, record_id: str) -> bytes | None:
        row = self._row("document", "SELECT record_id, pdf, sha256 FROM document", "record_id", record_id)
        if row is None or row[1] is None or hashlib.sha256(row[1]).hexdigest() != row[2]:
            return None
        return bytes(row[1])

    def _files(self, record_id: str) -> tuple[tuple[Kept, ...], list[str]]:
        rows = self.ask("SELECT id, name, sha256 FROM attachment WHERE record_id = ?", (record_id,))
        if rows is None:
            return (), ["what was attached to it"]
        kept, lost = [], []
        for one, name, sha256 in rows:
            data = self.ask("SELECT data FROM attachment WHERE id = ?", (one,))
            if data and hashlib.sha256(data[0][0]).hexdigest() == sha256:
                kept.append(Kept(name=name, sha256=sha256, data=bytes(data[0][0])))
            else:
                lost.append(f"the file “{name}” attached to it")
        return tuple(kept), lost

    def _by_rowid(self, table: str, key: str) -> Iterator[str]:
        for one, _ in self._places(table, key):
            yield one

    def _places(self, table: str, key: str) -> Iterator[tuple[str, int]]:
        """Yield each key that can be read with its place, one row at a time."""
        last = self.ask(f"SELECT max(rowid) FROM {table}")  # noqa: S608 - our own names
        most = last[0][0] if last and last[0][0] is not None else 0
        for rowid in range(1, min(most, MOST_ROWS) + 1):
            rows = self.ask(f'SELECT "{key}" FROM {table} WHERE rowid = ?', (rowid,))  # noqa: S608 - our own names
            if rows and isinstance(rows[0][0], str) and not _zeroed(rows[0][0]):
                yield rows[0][0], rowid


def repaired(found: Salvaged, backups: list[Remains]) -> Salvaged:
    """Return a record with what is lost taken from the newest backup that has the same record whole.

    A sealed record never changes, so its PDF is the same wherever it is whole. Of a record that was not
    sealed a backup may hold older words; where they came from is said.
    """
    for backup in backups if found.lost else ():
        other = backup.record(found.record_id)
        if other.lost or not other.state:
            continue
        if found.state and (found.sealed != other.sealed or found.version not in {0, other.version}):
            continue
        return Salvaged(
            record_id=found.record_id, number=other.number, version=other.version, kind=other.kind,
            state=other.state, held_at=other.held_at, about=other.about or found.about,
            pdf=found.pdf or other.pdf, words=other.words, files=other.files, source=backup.name,
        )  # fmt: skip
    return found


def _zeroed(*texts: object) -> bool:
    return any(isinstance(text, str) and "\0" in text for text in texts)
