"""What of a take-out is somebody's own still: said before it is made, because the folder is not encrypted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.records import Audience, RecordState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.storage.unit_of_work import Work

SHARED = frozenset({Audience.PERSON, Audience.SUPERVISION})


@dataclass(frozen=True, slots=True, kw_only=True)
class InClear:
    """The names of those whose drafts, preparation and reflections shared with one person stand in clear.

    ``sealed`` are those whose private reflections leave sealed, so that nobody else reads them.
    """

    drafts: tuple[str, ...] = ()
    preparation: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()

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
        kept = f"Private reflections of {', '.join(self.sealed)} leave sealed." if self.sealed else ""
        begin = "The folder is not encrypted. These would be readable in it by whoever has it:"
        return " ".join(part for part in (begin, *said, kept) if part)


def in_clear(work: Work) -> InClear:
    """Return whose own words a take-out made now would hold."""
    names = {person.id: person.name for person in work.people.all()}

    def named(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({names[one] for one in ids if one in names}))

    records = work.records.summaries(limit=None)
    drafts = [one for one in records if one.state is RecordState.DRAFT]
    own = [one for one in records if one.audience is not None]
    return InClear(
        drafts=named(one.led_by_id for one in drafts if one.audience is not Audience.PRIVATE),
        preparation=named(str(row["person_id"]) for row in work.tables.rows("preparation", ("person_id",))),
        shared=named(one.about_id for one in own if one.audience in SHARED),
        sealed=named(one.about_id for one in own if one.audience is Audience.PRIVATE),
    )
