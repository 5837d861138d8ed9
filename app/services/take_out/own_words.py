"""What of a take-out is somebody's own still: it leaves sealed, and that is said before it is made."""

from __future__ import annotations

import base64
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.records import Audience
from app.services.take_out.reading import SEALED
from app.services.take_out.writing import file_names
from app.storage.own_rows import OwnRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from app.services.take_out.writing import Writer
    from app.storage.gateways.tables import Row
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """The names of those whose drafts, preparation and reflections shared with one person leave sealed.

    ``private`` are those whose private reflections leave as they are kept: sealed to their writer alone.
    """

    drafts: tuple[str, ...] = ()
    preparation: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    private: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What to know before it is made; empty when nothing of the kind would be in it."""
        parts = (
            ("Drafts of", self.drafts),
            ("What is prepared for a meeting by", self.preparation),
            ("Reflections shared with one person only, of", self.shared),
        )
        said = [f"{what} {', '.join(names)}." for what, names in parts if names]
        if not said:
            return ""
        kept = f"Private reflections of {', '.join(self.private)} open for their writers only."
        begin = (
            "The folder is not encrypted. These words are their writers’ own still and leave sealed: only "
            "the recovery sheet of today brings them back."
        )
        return " ".join((begin, *said, *((kept,) if self.private else ())))


def own_words(work: Work) -> OwnWords:
    """Return whose own words a take-out made now would seal."""
    names, own = {person.id: person.name for person in work.people.all()}, OwnRows.of(work)

    def named(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({names[one] for one in ids if one in names}))

    records = work.records.summaries(limit=None)
    return OwnWords(
        drafts=named(one.led_by_id for one in records if one.id in own.drafts),
        preparation=named(str(row["person_id"]) for row in work.tables.rows("preparation", ("person_id",))),
        shared=named(one.about_id for one in records if one.id in own.shared),
        private=named(one.about_id for one in records if one.audience is Audience.PRIVATE),
    )


class Sealing:
    """Seals rows that are somebody's own still, each in a file of its own.

    ``apart`` counts, by table, those of which nothing stands in the open.
    """

    def __init__(self, work: Work, writer: Writer, seal: Callable[[bytes, str], bytes]) -> None:
        self._own, self._writer, self._seal = OwnRows.of(work), writer, seal
        self._files, self.apart = Counter[str](), Counter[str]()

    def write(self, work: Work, table: str) -> int:
        """Write one table; return how many of its rows stand in the open, whole or without their words."""
        rows = self._in_the_open(table, work.tables.rows(table))
        return self._writer.table(table, rows, file_names(work, table))

    def _in_the_open(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            left = self._own.in_the_open(table, row)
            if left is not row:
                self._files[table] += 1
                name = SEALED.format(table=table, number=self._files[table])
                self._writer.file(name, self._seal(json.dumps(_plain(row)).encode(), name))
            if left is None:
                self.apart[table] += 1
                self._writer.step()
            else:
                yield left


def _plain(row: Row) -> dict[str, object]:
    return {
        column: {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
        for column, value in row.items()
    }
