"""Whole tables as plain rows, exactly as they are stored: for taking everything out and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Integer, LargeBinary, text

from app.models.base import Base
from app.storage.migrate import guard
from app.storage.migrations.guards import GUARDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Column
    from sqlalchemy.orm import Session

Value = str | int | bytes | None
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


class TablesGateway:
    """Rows as the file holds them: texts, whole numbers, bytes and nothing. Yes and no are 1 and 0."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rows(self, table: str) -> Iterator[dict[str, Value]]:
        """Yield a table's rows in the order they were written."""
        names = list(columns()[table])
        query = text(f"SELECT {', '.join(names)} FROM {table} ORDER BY rowid")  # noqa: S608 - names of our own tables
        result = self._session.execute(query.execution_options(yield_per=CHUNK))
        for row in result:
            yield dict(zip(names, row, strict=True))

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self._session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - see rows

    def keys(self, table: str) -> set[tuple[Value, ...]]:
        """Return the primary keys of a table's rows."""
        names = [c.name for c in Base.metadata.tables[table].primary_key]
        return {tuple(row) for row in self._session.execute(text(f"SELECT {', '.join(names)} FROM {table}"))}  # noqa: S608 - see rows

    def insert(self, table: str, rows: Iterable[Mapping[str, Value]]) -> int:
        """Write rows as they are and return how many."""
        count = 0
        for row in rows:
            names = list(row)
            said = ", ".join(f":{name}" for name in names)
            self._session.execute(
                text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({said})"),  # noqa: S608 - see rows
                dict(row),
            )
            count += 1
        return count

    def open_guards(self) -> None:
        """Take the guards off within this transaction, and let rows refer to ones that come later."""
        self._session.execute(text("PRAGMA defer_foreign_keys=ON"))
        for name in GUARDS:
            self._session.execute(text(f"DROP TRIGGER IF EXISTS {name}"))

    def close_guards(self) -> None:
        """Put the guards back."""
        guard(self._session.connection())
