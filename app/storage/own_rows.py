"""Rows that are somebody's own still: drafts, preparation, and reflections shared with one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.content import Content
from app.domain.records import Audience, RecordState
from app.models.base import Base, declared

if TYPE_CHECKING:
    from app.storage.gateways.tables import Row
    from app.storage.unit_of_work import Work

RECORD, PREPARATION = "record", "preparation"
WORDLESS: dict[str, Row] = {
    RECORD: {"content": Content().to_json(), "topics": "", "minutes": None},
    PREPARATION: {"answers": "{}"},
}
"""What stands in place of somebody's words."""
SHARED = frozenset({Audience.PERSON, Audience.SUPERVISION})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRows:
    """The records that are their writers' own still. Private ones are sealed to their writers already."""

    drafts: frozenset[str]
    shared: frozenset[str]

    @classmethod
    def of(cls, work: Work) -> OwnRows:
        """Return which they are now."""
        records = work.records.summaries(limit=None)
        drafts = (one for one in records if one.state is RecordState.DRAFT)
        return cls(
            drafts=frozenset(one.id for one in drafts if one.audience is not Audience.PRIVATE),
            shared=frozenset(one.id for one in records if one.audience in SHARED),
        )

    def in_the_open(self, table: str, row: Row) -> Row | None:
        """Return what of a row others may read: all of it, all but the words, or nothing."""
        if table == PREPARATION:
            return {**row, **WORDLESS[table]}
        id_ = str(row.get("id" if table == RECORD else _to_record(table), ""))
        if id_ in self.shared:
            return None
        if id_ not in self.drafts:
            return row
        if table == RECORD:
            return {**row, **WORDLESS[table]}
        return None if declared()[table].files else row


def _to_record(table: str) -> str:
    """Return the column by which a table's rows stand on a record and cannot be without it; or nothing."""
    columns = Base.metadata.tables[table].columns
    found = (
        column.name
        for column in columns
        if any(key.column.table.name == RECORD for key in column.foreign_keys)
    )
    return next(found, "")
