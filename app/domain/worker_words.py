"""What is a worker's to say in a record that somebody else writes, and whether they made it theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.answers import shown
from app.domain.asking import asked
from app.domain.form_uses import ELSEWHERE
from app.domain.forms import AnsweredBy, FieldRole, FieldType

if TYPE_CHECKING:
    from app.domain.forms import Form
    from app.domain.people import Person
    from app.domain.records import Record


def theirs(record: Record, form: Form) -> tuple[tuple[str, str], ...]:
    """Return each question that is the worker's to answer with what somebody else wrote down, in order.

    Nothing of what they wrote themself, confirmed with their own PIN, or signed outside these records.
    """
    if record.about_id == record.led_by_id or record.kind.is_group or form.id == ELSEWHERE:
        return ()
    answers = record.content.answers
    found = (
        (field.label, shown(field, answers.get(key, "")))
        for key, _, field in asked(form, answers)
        if (field.answered_by is AnsweredBy.WORKER or field.role is FieldRole.OWN_WORDS)
        and field.type is not FieldType.CONFIRMED
    )
    return tuple((label, text) for label, text in found if text.strip())


def told(record: Record, form: Form, about: Person, led_by: Person, *, signs: bool) -> str:
    """Return who wrote down what is the worker's to say and whether they made it theirs; nothing without any.

    ``signs``: their own signature stands, or will stand, on the record.
    """
    if not theirs(record, form):
        return ""
    brought = (
        f", or took it over from what {about.first_name} had prepared" if record.kind.row.prepared else ""
    )
    begun = f"What is {about.first_name}’s to answer stands here as {led_by.name} wrote it down{brought}."
    if signs:
        return f"{begun} By signing with a PIN of their own, {about.name} makes it theirs."
    return f"{begun} No signature of {about.name} stands here, so it is not confirmed as theirs."
