"""A row or a question that somebody confirms as theirs, with their own PIN.

What is kept says who it was and when, and holds a proof made with their own key over exactly what stood in
the row. Whoever changes the row afterwards takes the confirmation away.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.answers import ROW, entries, texts
from app.domain.asking import asked_columns
from app.domain.content import canonical, content_hash
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from app.domain.answers import Answer, Cell, Entry
    from app.domain.forms import Field, Form

PARTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Who confirmed a row when. ``row`` is the hash of what stood in it, ``proof`` theirs over it, hex."""

    initials: str
    name: str
    on: dt.date
    person_id: str
    row: str
    proof: str

    def cell(self) -> tuple[str, ...]:
        """Return it as an answer keeps it."""
        return (self.initials, self.name, self.on.isoformat(), self.person_id, self.row, self.proof)


def confirmation(cell: Cell | Answer) -> Confirmation | None:
    """Return the confirmation that a cell keeps, or None."""
    parts = texts(cell)
    if len(parts) != PARTS:
        return None
    try:
        on = dt.date.fromisoformat(parts[2])
    except ValueError:
        return None
    initials, name, _, person_id, row, proof = parts
    return Confirmation(initials=initials, name=name, on=on, person_id=person_id, row=row, proof=proof)


def initials_of(name: str) -> str:
    """Return the initials of a name: ``TB``."""
    return "".join(part[:1].upper() for part in name.split())


def hash_of(field: Field, entry: Entry) -> str:
    """Return the hash of what is asked and said in a row, apart from its confirmations."""
    ids = [one.id for one in asked_columns(field, entry) if one.type is not FieldType.CONFIRMED]
    said: Mapping[str, object] = {one: entry[one] for one in (ROW, *ids) if entry.get(one)}
    return content_hash(canonical(said))


NO_ROW = content_hash(canonical({}))
"""The hash of a question that is in no row."""


def message(record_id: str, question: str, row: str, on: dt.date) -> bytes:
    """Return what somebody proves: this row of this question in this record, on this day."""
    return f"{record_id} {question} {row} {on.isoformat()}".encode()


def kept(field: Field, answer: Answer, stands: Callable[[str, Cell, str], bool]) -> Answer:
    """Return an answer without the confirmations that do not stand.

    ``stands`` is asked with the id of the question or column, what is kept, and the hash of its row.
    """
    if field.type is FieldType.CONFIRMED:
        cell = texts(answer)
        return cell if stands(field.id, cell, NO_ROW) else ()
    columns = [one.id for one in field.columns if one.type is FieldType.CONFIRMED]
    if not columns:
        return answer
    return tuple(dict(_kept(field, entry, columns, stands)) for entry in entries(answer))


def asks(form: Form) -> frozenset[str]:
    """Return the ids of the questions and columns that are confirmed."""
    every = (one for _, _, field in form.keyed for one in (field, *field.columns))
    return frozenset(one.id for one in every if one.type is FieldType.CONFIRMED)


def _kept(
    field: Field, entry: Entry, columns: list[str], stands: Callable[[str, Cell, str], bool]
) -> Iterator[tuple[str, Cell]]:
    row = hash_of(field, entry)
    for id_, cell in entry.items():
        if id_ not in columns or stands(id_, cell, row):
            yield id_, cell
