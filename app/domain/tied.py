"""Actions that stand in the form itself: at a question, or in the row of the case they are tied to.

While somebody writes, they are answers like any. In a finished record they are actions like those agreed at
the end, with the code of the case before them, so that Due, Today and the next agenda carry them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.actions import NewAction
from app.domain.answers import entries, row_name, shown, texts
from app.domain.asking import asked, asked_columns
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.answers import Answer, Cell, Entry
    from app.domain.content import Content
    from app.domain.forms import Field, Form

WHAT, WHOSE, _NAME, DUE, ID = range(5)


def actions_in(form: Form, content: Content) -> tuple[NewAction, ...]:
    """Return the actions that stand in the answers, each with its case before it."""
    return tuple(
        one
        for key, _, field in asked(form, content.answers)
        for one in _of(field, content.answers.get(key, ""))
    )


def without_tied(form: Form, content: Content) -> Content:
    """Return a content without the actions that stand in its answers: while it is written, they are those."""
    ids = {texts(cell)[ID] for cell in _cells(form, content) if len(texts(cell)) > ID}
    kept = tuple(one for one in content.new_actions if one.id not in ids)
    return content if kept == content.new_actions else replace(content, new_actions=kept)


def with_tied(form: Form, content: Content) -> Content:
    """Return a finished content with the actions that stand in its answers among what was agreed."""
    bare, tied = without_tied(form, content), actions_in(form, content)
    return replace(bare, new_actions=(*bare.new_actions, *tied)) if tied else bare


def _cells(form: Form, content: Content) -> Iterator[Cell]:
    for key, _, field in form.keyed:
        answer = content.answers.get(key, "")
        if field.type is FieldType.ACTION:
            yield texts(answer)
        for column in field.columns:
            if column.type is FieldType.ACTION:
                yield from (texts(entry.get(column.id, "")) for entry in entries(answer))


def _of(field: Field, answer: Answer) -> Iterator[NewAction]:
    if field.type is FieldType.ACTION:
        yield from _action(texts(answer), "")
    for number, entry in enumerate(entries(answer), 1):
        for column in asked_columns(field, entry):
            if column.type is FieldType.ACTION:
                yield from _action(texts(entry.get(column.id, "")), _case(field, entry, number))


def _case(field: Field, entry: Entry, number: int) -> str:
    """Return what a case is known by: the code in it, or what its row is called."""
    coded = (shown(one, entry.get(one.id, "")) for one in field.columns if one.type is FieldType.PERSON)
    return next((code for code in coded if code), row_name(field, entry, number))


def _action(parts: tuple[str, ...], case: str) -> Iterator[NewAction]:
    if len(parts) > ID and parts[WHAT].strip():
        what = parts[WHAT].strip()
        told = f"{case}: {what}" if case else what
        yield NewAction(id=parts[ID], what=told, owner_id=parts[WHOSE], due_on=_on(parts[DUE]))


def _on(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
