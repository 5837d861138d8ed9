"""What counts of a form being changed: a setting that a kind of answer has no use for is kept, and waits."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import Any

from app.domain.forms import Field, FieldType, Form

OF_SOME = frozenset().union(*(kind.row.takes for kind in FieldType))
"""Settings of a question that only some kinds of answer have. The others all have."""
NO_COLUMN_HAS: dict[str, Any] = {"role": None, "critical": False, "sensitive": False}
"""What is set of a whole question, never of a column."""


def in_force(name: str, type_: FieldType) -> bool:
    """Whether a kind of answer has a setting. One that it has not is kept, and counts for nothing."""
    return name not in OF_SOME or name in type_.row.takes


def settled(form: Form) -> Form:
    """Return a draft as it would be published: without what a kind of answer has no use for.

    Titles and questions lose spaces that nobody sees. A form that was published is left as it is.
    """
    sections = []
    for section in form.sections:
        asked = tuple(section.implied(_settled(field)) for field in section.fields)
        sections.append(replace(section, title=_tidy(section.title), fields=asked))
    return replace(form, title=_tidy(form.title), sections=tuple(sections))


def unused(field: Field) -> dict[str, Any]:
    """Return what a question has no use for as it is answered, each with the value that says nothing."""
    found: dict[str, Any] = {
        one.name: () if one.default is MISSING else one.default
        for one in fields(field)
        if not in_force(one.name, field.type)
    }
    if field.role is not None and field.type not in field.role.asked.types:
        found["role"] = None
    return found


def _settled(field: Field) -> Field:
    written = tuple(replace(one, label=_tidy(one.label)) for one in field.options)
    columns = tuple(_settled(replace(one, **NO_COLUMN_HAS)) for one in field.columns)
    return replace(
        replace(field, label=_tidy(field.label), options=written, columns=columns), **unused(field)
    )


def _tidy(text: str) -> str:
    return " ".join(text.split())
