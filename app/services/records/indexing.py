"""Keeping the search index in step with a record.

Everything people wrote in it, once it is more than a draft.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.answers import shown
from app.domain.records import Audience, RecordState
from app.services.records.forms import form_of

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.forms import Form
    from app.domain.records import Record
    from app.storage.unit_of_work import Work


def index(work: Work, catalog: Catalog, record_id: str) -> None:
    """Index one record as it is now. Drafts and what is private are never indexed."""
    record = work.records.get(record_id)
    if record.state is RecordState.DRAFT or record.audience is Audience.PRIVATE:
        work.search.drop(record_id)
        return
    form = form_of(work, catalog, record)
    names = [work.people.get(person).name for person in {record.about_id, record.led_by_id}]
    lines = [
        record.number,
        form.title,
        record.kind.label,
        *names,
        *written(record, form),
        *(c.text for c in work.sharing.comments(record_id)),
    ]
    work.search.put(record, "\n".join(lines), work.sharing.readers(record_id))


def written(record: Record, form: Form) -> tuple[str, ...]:
    """Return every text of a record in the order of its form, choices by their labels."""
    found: list[str] = []
    for key, _, field in form.keyed:
        found.append(shown(field, record.content.answers.get(key, "")))
        found.append(record.content.notes.get(key, ""))
    found += [point.text for point in record.content.points]
    found += [action.what for action in record.content.old_actions] + [
        action.what for action in record.content.new_actions
    ]
    if record.response is not None:
        found.append(record.response.words)
    return tuple(text for text in (*found, record.content.place, record.reason) if text.strip())
