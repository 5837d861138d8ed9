"""What a form is for: a kind of record, the worker's own sheet, or the monthly audit of supervision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.forms import AnsweredBy, FieldType, Step
from app.domain.kinds import Kind

if TYPE_CHECKING:
    from app.domain.forms import Form

SHEET, AUDIT = "preparation", "audit"
"""What the worker's own sheet and the audit are for. Any other form is for its kind."""
ELSEWHERE = "held_elsewhere"
"""What a supervision is kept with that was held and signed outside these records: nobody writes in it."""
PREPARED = tuple(kind for kind in Kind if kind.row.prepared)
"""The kinds of meeting before which the worker has a sheet of their own."""
AUDITING = (Step.AUDIT,)
NAMES_OR_FILES = frozenset({FieldType.FILES, FieldType.PERSON, FieldType.CONFIRMED, FieldType.ACTION})
"""What an audit does not ask: it is about records, names nobody and keeps no files of its own."""


def use_of(form: Form) -> str:
    """Return what a form is for: its kind, the preparation sheet, the audit, or what was held elsewhere."""
    if form.id == ELSEWHERE:
        return ELSEWHERE
    if is_audit(form):
        return AUDIT
    return sheet_before(form.kind) if is_sheet(form) else form.kind.value


def sheet_before(kind: Kind) -> str:
    """Return what the worker's own sheet before a kind of meeting is for; ours has that as its id."""
    return SHEET if kind is Kind.SUPERVISION else f"{SHEET}_{kind.value}"


def is_sheet(form: Form) -> bool:
    """Whether it is the worker's own sheet before a meeting: asked then, of them alone."""
    return (
        form.kind.row.prepared
        and bool(form.sections)
        and all(
            section.step is Step.PREPARE and all(f.answered_by is AnsweredBy.WORKER for f in section.fields)
            for section in form.sections
        )
    )


def is_audit(form: Form) -> bool:
    """Whether it is asked of records, not of people: what the monthly audit of supervision asks."""
    return form.kind is Kind.SUPERVISION and bool(form.sections) and form.sections[0].step is Step.AUDIT


def steps_of(form: Form) -> tuple[Step, ...]:
    """Return the steps its parts may be answered in."""
    return AUDITING if is_audit(form) else form.kind.steps
