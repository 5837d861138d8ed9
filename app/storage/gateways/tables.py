"""Whole tables as plain rows, exactly as they are stored: for taking everything out and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Integer, LargeBinary, Table, or_, select, text

from app.models.base import Base, declared
from app.storage.migrate import guard
from app.storage.migrations.guards import GUARDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Column, ColumnElement
    from sqlalchemy.orm import Session

Value = str | int | bytes | None
Row = dict[str, Value]
CHUNK = 200
TYPES = {Boolean: "boolean", Integer: "integer", LargeBinary: "bytes"}


def columns() -> dict[str, dict[str, tuple[str, bool]]]:
    """Return each column's type (text, integer, boolean or bytes) and whether it may be empty.

    Tables stand in an order foreign keys allow.
    """

    def kind(column: Column[Any]) -> str:
        return next((name for sort, name in TYPES.items() if isinstance(column.type, sort)), "text")

    return {
        table.name: {c.name: (kind(c), bool(c.nullable)) for c in table.columns}
        for table in Base.metadata.sorted_tables
    }


def primary_key(table: str) -> tuple[str, ...]:
    """Return the names of a table's primary key."""
    return tuple(column.name for column in Base.metadata.tables[table].primary_key)


class TablesGateway:
    """Rows as the file holds them: texts, whole numbers, bytes and nothing. Yes and no are 1 and 0."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rows(self, table: str, only: tuple[str, ...] = ()) -> Iterator[Row]:
        """Yield a table's rows in the order they were written: every column, or only some."""
        names = only or tuple(columns()[table])
        yield from self._select(names, f"{table} ORDER BY rowid")

    def shape(self) -> dict[str, dict[str, tuple[str, bool]]]:
        """Return each table's columns: type, and whether it may be empty."""
        return columns()

    def about(self, person_id: str) -> dict[str, tuple[Row, ...]]:
        """Return every row that is about a person, by table, as the tables themselves declare it.

        A table without such rows has an empty place. What must not leave in the open, and the files
        themselves (scans, PDFs), are left out of the rows.
        """
        found: dict[str, tuple[Row, ...]] = {}
        for name, holds in declared().items():
            if holds.nobody:
                continue
            table = Base.metadata.tables[name]
            shown = [c.name for c in table.columns if c.name not in {*holds.secret, *holds.files}]
            chosen = select(*(text(f"{name}.{column}") for column in shown)).select_from(table)
            rows = self._session.execute(chosen.where(_about(table, person_id)).order_by(text("rowid")))
            found[name] = tuple(dict(zip(shown, row, strict=True)) for row in rows)
        return found

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        ((count,),) = (tuple(row.values()) for row in self._select(("count(*)",), table))
        return int(count or 0)

    def insert(self, table: str, rows: Iterable[Mapping[str, Value]]) -> int:
        """Write rows as they are and return how many."""
        count = 0
        for row in rows:
            names = list(row)
            said = ", ".join(f":{name}" for name in names)
            self._session.execute(
                text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({said})"),  # noqa: S608 - see _select
                dict(row),
            )
            count += 1
        return count

    def hand_over(self, double_id: str, kept_id: str) -> frozenset[str]:
        """Let every row that names a double entry name the one that is kept, as the tables declare it.

        Where the one that is kept has such a row already, theirs counts: returns the tables in which a row of
        the double entry stayed. The guards are off.
        """
        stayed, who = set(), {"kept": kept_id, "double": double_id}
        self._session.flush()
        for table, holds in declared().items():
            for column in () if holds.stands else (*holds.about, *holds.names):
                if (table, column) == ("person", "id"):
                    continue
                moved = f"UPDATE OR IGNORE {table} SET {column} = :kept WHERE {column} = :double"  # noqa: S608 - names of our own tables
                self._session.execute(text(moved), who)
                left = text(f"SELECT 1 FROM {table} WHERE {column} = :double LIMIT 1")  # noqa: S608 - the same
                if self._session.execute(left, who).first():
                    stayed.add(table)
        self._session.expire_all()
        return frozenset(stayed)

    def open_guards(self) -> None:
        """Take the guards off within this transaction, and let rows refer to ones that come later."""
        self._session.execute(text("PRAGMA defer_foreign_keys=ON"))
        for name in GUARDS:
            self._session.execute(text(f"DROP TRIGGER IF EXISTS {name}"))

    def close_guards(self) -> None:
        """Put the guards back."""
        guard(self._session.connection())

    def _select(self, names: tuple[str, ...], rest: str) -> Iterator[Row]:
        query = text(f"SELECT {', '.join(names)} FROM {rest}")  # noqa: S608 - names of our own tables
        for row in self._session.execute(query.execution_options(yield_per=CHUNK)):
            yield dict(zip(names, row, strict=True))


def _about(table: Table, person_id: str) -> ColumnElement[bool]:
    """Return the condition under which a row is about a person."""
    holds = declared()[table.name]
    own = [table.c[column] == person_id for column in holds.about]
    for column, name in holds.through.items():
        other = Base.metadata.tables[name]
        (key,) = other.primary_key
        own.append(table.c[column].in_(select(key).where(_about(other, person_id))))
    return or_(*own)
