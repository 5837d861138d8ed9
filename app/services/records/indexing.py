"""Keeping in step with a record what it is found by, once it is more than a draft.

Everything people wrote in it for the search, and once it is sealed what it came to.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from app.domain.answers import shown
from app.domain.errors import NotFoundError
from app.domain.records import Audience, RecordState
from app.domain.self_score import beside
from app.domain.upshots import upshot_of
from app.services.records.forms import form_of

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.forms import Form
    from app.domain.records import Record
    from app.storage.unit_of_work import Work

LOT = 200


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
    if record.sealed_at is not None and (record.kind.row.assessed or record.kind.is_meeting):
        work.upshots.put(upshot_of(form, record.id, record.content), record)


def read_older(work: Work, catalog: Catalog) -> None:
    """Work out what records came to that were sealed by an older program. Nothing sealed changes.

    One whose form was lost stays unknown, and counts for nothing.
    """
    unread = work.upshots.unread()
    for some in (unread[begin : begin + LOT] for begin in range(0, len(unread), LOT)):
        records = work.records.many(some).values()
        texts = work.forms.many({(record.form_id, record.form_version) for record in records})
        for record in records:
            if (record.form_id, record.form_version) in texts:
                form = catalog.form_from_json(texts[record.form_id, record.form_version])
                work.upshots.put(upshot_of(form, record.id, record.content), record)


def find_older(work: Work, catalog: Catalog) -> None:
    """Index anew, once, what an older program indexed with letters in it that nobody sees."""
    if not work.search.is_older():
        return
    for record_id in work.search.older():
        with suppress(NotFoundError):  # its form was lost; it is found as before
            index(work, catalog, record_id)
    work.search.made_anew()


def written(record: Record, form: Form) -> tuple[str, ...]:
    """Return every text of a record in the order of its form, choices by their labels."""
    found: list[str] = []
    for key, _, field in form.keyed:
        found.append(shown(field, record.content.answers.get(key, "")))
        found.append(record.content.notes.get(key, ""))
    found += beside(form, record.content.answers).values()
    found += [point.text for point in record.content.points]
    found += [action.what for action in record.content.old_actions] + [
        action.what for action in record.content.new_actions
    ]
    if record.response is not None:
        found.append(record.response.words)
    return tuple(text for text in (*found, record.content.place, record.reason) if text.strip())
