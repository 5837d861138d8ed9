"""Deleting what is about somebody, by what each table says of itself; no table is named here but records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, text, update

from app.models.base import Base, declared

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from app.domain.retention import Going

RECORD, PERSON = "record", "person"


class ErasingGateway:
    """Takes rows out, and the text out of rows that stay for others to point at. The guards must be off."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def erase(self, going: Going) -> dict[str, int]:
        """Delete it, the children of a row before the row; return how many rows of each table it was."""
        self._session.flush()
        self._out_of_search(going)
        counts: dict[str, int] = {}
        for name in reversed(list(declared())):
            condition = goes(name, going)
            if condition is None or declared()[name].lasts:
                continue
            table, blank = Base.metadata.tables[name], dict(declared()[name].blank)
            if name == PERSON:
                blank["name"] = going.name
            change = update(table).values(blank) if blank else delete(table)
            counts[name] = self._session.execute(change.where(condition)).rowcount  # type: ignore[attr-defined]
        self._session.expire_all()
        return counts

    def left(self, going: Going) -> dict[str, int]:
        """Return how many rows that should have gone are still there, by table."""
        found = {}
        for name, holds in declared().items():
            condition = goes(name, going)
            if condition is not None and not holds.lasts and not holds.blank:
                rows = self._session.execute(
                    select(text("1")).select_from(Base.metadata.tables[name]).where(condition)
                )
                found[name] = len(rows.all())
        return {name: count for name, count in found.items() if count}

    def _out_of_search(self, going: Going) -> None:
        table = Base.metadata.tables[RECORD]
        wanted = select(table.c.search_id).where(
            table.c.id.in_(going.records), table.c.search_id.is_not(None)
        )
        for number in self._session.scalars(wanted).all():
            self._session.execute(text("DELETE FROM search WHERE rowid = :id"), {"id": number})
        # the index keeps words that were deleted until its parts are merged
        self._session.execute(text("INSERT INTO search(search) VALUES ('optimize')"))


def goes(name: str, going: Going) -> ColumnElement[bool] | None:
    """Return the condition under which a row of a table goes; None where none of the table does."""
    table, holds = Base.metadata.tables[name], declared()[name]
    if name == RECORD:
        return table.c.id.in_(going.records)
    found: list[ColumnElement[bool]] = []
    for column, other in holds.through.items():
        if other == RECORD:
            found.append(table.c[column].in_(going.records))
        elif (condition := goes(other, going)) is not None:
            (key,) = Base.metadata.tables[other].primary_key
            found.append(table.c[column].in_(select(key).where(condition)))
    if holds.words_of:
        found.append(table.c[holds.words_of].in_(going.records))
    if holds.about and not holds.through and going.people:
        found.append(table.c[holds.about[0]].in_(going.people))
    return or_(*found) if found else None
