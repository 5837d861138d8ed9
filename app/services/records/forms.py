"""The form a record is, or was, written with: read in one place, so that all mean the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import NotFoundError, StateError
from app.domain.form_uses import AUDIT, sheet_before

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.catalog.registry import Catalog
    from app.domain.answers import Answer
    from app.domain.forms import FieldRole, Form
    from app.domain.kinds import Kind
    from app.domain.records import Record
    from app.storage.unit_of_work import Work


OFF = "This form is switched off here, so nothing was begun. Choose another form."


def offered(work: Work, catalog: Catalog, kind: Kind) -> tuple[Form, ...]:
    """Return the forms that a record of a kind may be written with, the usual one here first."""
    forms = work.forms
    return catalog.forms(kind, forms.published(), forms.usual().get(kind.value), forms.off())


def chosen(
    work: Work, catalog: Catalog, kind: Kind, form_id: str | None = None, *, on_paper: bool = False
) -> Form:
    """Return the form to write with: the one asked for, else the usual one of the kind here.

    Raises StateError for one that is switched off; what is ``on_paper`` already is typed in all the same.
    """
    if form_id is not None and not on_paper and form_id in work.forms.off():
        raise StateError(OFF)
    own = work.forms.all_published() if on_paper else work.forms.published()
    return catalog.form(kind, form_id, own, work.forms.usual().get(kind.value))


def sheet_of(work: Work, catalog: Catalog, kind: Kind) -> Form:
    """Return the worker's own sheet before a kind of meeting, as it is used here."""
    return catalog.preparation(kind, work.forms.published(), work.forms.usual().get(sheet_before(kind)))


def audits_of(work: Work, catalog: Catalog) -> tuple[Form, ...]:
    """Return the forms that an audit of supervision may be made with, the usual one here first."""
    forms = work.forms
    return catalog.audits(forms.published(), forms.usual().get(AUDIT), forms.off())


def form_of(work: Work, catalog: Catalog, record: Record) -> Form:
    """Return the form a record was written with. Raises NotFoundError when it was not kept."""
    return forms_of(work, catalog, (record,))[record.form_id, record.form_version]


def forms_of(work: Work, catalog: Catalog, records: Iterable[Record]) -> dict[tuple[str, int], Form]:
    """Return the form versions some records were written with, by id and version, in one read.

    Raises NotFoundError when one was not kept.
    """
    numbers = {(record.form_id, record.form_version): record.number for record in records}
    texts = work.forms.many(numbers)
    missing = sorted(number for version, number in numbers.items() if version not in texts)
    if missing:
        message = (
            f"The form that {missing[0]} was written with is missing, so it cannot be shown. What is "
            "written in it is still here. Ask IT to run “alongside doctor”, or to restore the last backup."
        )
        raise NotFoundError(message)
    return {version: catalog.form_from_json(text) for version, text in texts.items()}


def answer_to(form: Form, record: Record, role: FieldRole) -> Answer:
    """Return a record's answer to the question with a role; empty when the form does not ask it."""
    key = form.by_role(role)
    return "" if key is None else record.content.answers.get(key, "")
