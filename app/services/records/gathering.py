"""Records with what stands beside them, many at once in a fixed number of reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.records.forms import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.catalog.registry import Catalog
    from app.domain.forms import Form
    from app.domain.records import Attachment, Attendance, Comment, Record
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A record, the form it was written with, and what was added to it."""

    record: Record
    form: Form
    attachments: tuple[Attachment, ...]
    attendance: tuple[Attendance, ...]
    comments: tuple[Comment, ...]

    @property
    def people(self) -> frozenset[str]:
        """The ids of everybody it names."""
        record = self.record
        named = {
            record.about_id,
            record.led_by_id,
            *(action.owner_id for action in record.content.new_actions),
            *record.content.attendees,
            *(comment.person_id for comment in self.comments),
        }
        answer = record.response
        others = (answer.witness_id, answer.countersigner_id) if answer is not None else ()
        return frozenset(one for one in (*named, *others) if one)


def gather(work: Work, catalog: Catalog, records: Iterable[Record]) -> tuple[Gathered, ...]:
    """Return records with all that stands beside them, in their order. Hold only so many at once."""
    records = tuple(records)
    ids = tuple(record.id for record in records)
    forms = forms_of(work, catalog, records)
    attachments, attendance = work.attachments.of_many(ids), work.sharing.attendance_of(ids)
    comments = work.sharing.comments_of(ids)
    return tuple(
        Gathered(
            record=record,
            form=forms[record.form_id, record.form_version],
            attachments=attachments.get(record.id, ()),
            attendance=attendance.get(record.id, ()),
            comments=comments.get(record.id, ()),
        )
        for record in records
    )


def written_with(
    work: Work, catalog: Catalog, ids: Iterable[str], chunk: int
) -> Iterator[tuple[Record, Form]]:
    """Yield records with their forms, ``chunk`` at a time, so that memory does not grow with them."""
    wanted = tuple(dict.fromkeys(ids))
    for start in range(0, len(wanted), chunk):
        found = work.records.many(wanted[start : start + chunk])
        forms = forms_of(work, catalog, found.values())
        for record_id in wanted[start : start + chunk]:
            if record_id in found:
                record = found[record_id]
                yield record, forms[record.form_id, record.form_version]
