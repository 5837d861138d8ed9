"""What a draft still lacks before it can be read back, signed or saved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.domain.actions import Answered
from app.domain.answers import given
from app.domain.days import unread
from app.domain.errors import IncompleteError
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from app.domain.answers import Answer
    from app.domain.content import Content
    from app.domain.forms import Form

ISO = re.compile(r"\d{4}-\d\d-\d\d")


def missing(form: Form, content: Content) -> dict[str, str]:
    """Return each mandatory field without an answer, with the sentence to show under it."""
    found: dict[str, str] = {}
    for section in form.sections:
        for item in section.fields:
            key = f"{section.id}.{item.id}"
            if item.mandatory and not given(content.answers.get(key, "")):
                found[key] = f"Answer “{item.label}” – one sentence is enough."
            elif item.type is FieldType.DATE and (told := _no_day(item.label, content.answers.get(key, ""))):
                found[key] = told
    for answer_to in content.old_actions:
        if answer_to.choice is None:
            found[f"action.{answer_to.action_id}"] = f"Say what happened with “{answer_to.what}”."
        elif answer_to.choice is Answered.DROP and not answer_to.note.strip():
            found[f"action.{answer_to.action_id}"] = f"Say why “{answer_to.what}” is dropped."
    for action in content.new_actions:
        if action.what.strip() and action.due_typed:
            found[f"new_action.{action.id}"] = unread(f"When will “{action.what}” be done?", action.due_typed)
        elif action.what.strip() and not (action.owner_id and action.due_on):
            found[f"new_action.{action.id}"] = f"Say who will do “{action.what}” and by when."
    if content.next_typed:
        found["next_on"] = unread("When is the next meeting?", content.next_typed)
    return found


def _no_day(label: str, answer: Answer) -> str:
    """Return what to say about a day that was typed and cannot be read, or nothing."""
    text = answer if isinstance(answer, str) else ""
    return unread(f"“{label}”:", text) if text.strip() and not ISO.fullmatch(text) else ""


def check_complete(form: Form, content: Content) -> None:
    """Raise IncompleteError naming every field that still needs an answer."""
    fields = missing(form, content)
    if fields:
        count = len(fields)
        things = "one thing still needs" if count == 1 else f"{count} things still need"
        message = f"Before you read it back, {things} an answer. Your draft is saved."
        raise IncompleteError(message, fields)
