"""Made-up answers, so that a form can be looked at as it will be once it is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.answers import ROW
from app.domain.asking import settled
from app.domain.content import Content
from app.domain.facts import fitting
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from app.domain.answers import Answer, Cell, Entry
    from app.domain.forms import Field, Form

LONG = (
    "AB chose breakfast from two things held up. Tomasz waited, and AB pointed to the porridge.\n"
    "We agreed to try the same at tea."
)
PLAIN: dict[FieldType, str] = {
    FieldType.SHORT: "In the kitchen, before breakfast",
    FieldType.LONG: LONG,
    FieldType.YES_NO: "yes",
    FieldType.DATE: "2026-11-24",
    FieldType.TIME: "09:30",
    FieldType.DURATION: "25",
    FieldType.PERIOD: "09:00/09:45",
    FieldType.NUMBER: "3",
    FieldType.PERSON: "AB",
    FieldType.INITIALS: "TE",
}
OF_PARTS: dict[FieldType, tuple[str, ...]] = {
    FieldType.ACTION: ("Try the new sling together", "", "Terry Example", PLAIN[FieldType.DATE], ""),
    FieldType.CONFIRMED: (PLAIN[FieldType.INITIALS], "Terry Example", PLAIN[FieldType.DATE], "", "", ""),
}
ENTRIES = 2


def made_up(form: Form) -> Content:
    """Return a made-up answer to every question, with what is worked out of them."""
    answers = {key: made_up_answer(field) for key, _, field in form.keyed}
    return settled(form, Content(answers={**answers, **fitting(form)}))


def made_up_answer(field: Field) -> Answer:
    """Return a made-up answer to one question: the last level that counts, else what comes first."""
    if not field.type.has_entries:
        return _cell(field)
    named: list[Entry] = [{ROW: row.id} for row in field.rows]
    return tuple({**entry, **{c.id: _cell(c) for c in field.columns}} for entry in named or [{}] * ENTRIES)


def _cell(field: Field) -> Cell:
    ids = [option.id for option in field.options]
    level = ([option.id for option in field.options if option.score is not None] or ids or [""])[-1]
    if field.type is FieldType.MULTI:
        return tuple(ids[:2])
    if field.type in OF_PARTS:
        return OF_PARTS[field.type]
    if field.type is FieldType.MARK:
        return (level, PLAIN[FieldType.INITIALS], PLAIN[FieldType.DATE])
    if field.type is FieldType.CHOICE:
        return ids[0] if ids else ""
    if field.type is FieldType.NUMBER and field.least is not None:
        return f"{field.least:g}"
    return level if field.type is FieldType.SCALE else PLAIN.get(field.type, "")
