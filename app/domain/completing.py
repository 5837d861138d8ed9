"""What a draft still lacks before it can be read back, signed or saved."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from app.domain.actions import Answered
from app.domain.answers import OTHER, ROW, entries, given, is_minutes, row_name, texts
from app.domain.asking import asked, asked_columns, finished, number_of
from app.domain.content import Became
from app.domain.days import unread
from app.domain.errors import IncompleteError
from app.domain.forms import FieldType
from app.domain.needed import needed
from app.domain.occasions import wrong as occasions_wrong
from app.domain.tied import with_tied
from app.domain.times import period_of, time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.answers import Answer, Entry
    from app.domain.content import Content
    from app.domain.forms import Field, Form

INITIALS = re.compile(r"[^\W\d_][\w.\- ]{0,7}")
POINT = "point."
"""What the key of a point of the agenda begins with."""
NEXT_ON = "next_on"
OLD_ACTION = "action."
"""What the key of an action from last time begins with."""
TIME = "“{}” is not a time of day. Type it as 14:05 or 2.05 pm."


def missing(form: Form, content: Content) -> dict[str, str]:
    """Return each question that is asked and lacks something, with the sentence to show under it."""
    found: dict[str, str] = {}
    for key, _, item in asked(form, content.answers):
        sentence = lacks(item, content.answers.get(key, ""))
        if sentence:
            found[key] = sentence
    for answer_to in content.old_actions:
        if answer_to.choice is None:
            found[f"{OLD_ACTION}{answer_to.action_id}"] = f"Say what happened with “{answer_to.what}”."
        elif answer_to.choice is Answered.DROP and not answer_to.note.strip():
            found[f"{OLD_ACTION}{answer_to.action_id}"] = f"Say why “{answer_to.what}” is dropped."
    for point in content.points:
        if point.became is Became.DROPPED and not point.because.strip():
            found[f"{POINT}{point.id}"] = f"Say why “{point.text}” is dropped."
    for action in content.new_actions:
        if action.what.strip() and action.due_typed:
            found[f"new_action.{action.id}"] = unread(f"When will “{action.what}” be done?", action.due_typed)
        elif action.what.strip() and not (action.owner_id and action.due_on):
            found[f"new_action.{action.id}"] = f"Say who will do “{action.what}” and by when."
    if content.next_typed:
        found[NEXT_ON] = unread("When is the next meeting?", content.next_typed)
    return found


def asked_by_form(key: str) -> bool:
    """Whether a key of what is missing is one that a form and its content know of themselves."""
    return "." in key or key == NEXT_ON


def check_complete(form: Form, content: Content, also: Mapping[str, str] | None = None) -> None:
    """Raise IncompleteError naming every field that still needs an answer, and what is ``also`` lacking."""
    fields = missing(form, content) | dict(also or {})
    if fields:
        count = len(fields)
        things = "one thing still needs" if count == 1 else f"{count} things still need"
        message = f"Before you read it back, {things} an answer. Your draft is saved."
        raise IncompleteError(message, fields)


def completed(form: Form, content: Content, also: Mapping[str, str] | None = None) -> Content:
    """Return a content as it is once it is finished: only what was asked, and what is worked out.

    Raises IncompleteError naming every question that still needs an answer, and what is ``also`` lacking.
    """
    content = finished(form, content)
    check_complete(form, content, also)
    return with_tied(form, content)


def lacks(item: Field, answer: Answer) -> str:
    """Return what a question still lacks, in a sentence: an answer, or one that can be what was asked."""
    if not given(answer):
        if item.mandatory and item.type is FieldType.CONFIRMED:
            return f"“{item.label}”: nobody has confirmed it with their own PIN yet."
        return f"Answer “{item.label}” – one sentence is enough." if needed(item) else ""
    if item.type.has_entries:
        return _entries_lack(item, entries(answer))
    if item.type is FieldType.DATE and isinstance(answer, str) and not _is_day(answer.strip()):
        return unread(f"“{item.label}”:", answer)
    fault = wrong(item, answer)
    return f"“{item.label}”: {fault}" if fault else ""


def wrong(item: Field, answer: Answer) -> str:
    """Return why an answer cannot be what was asked, in a sentence; nothing when it can, or is not there."""
    if item.type is FieldType.ACTION:
        return _action_wrong(texts(answer))
    if item.type is FieldType.MARK:
        return _mark_wrong(texts(answer))
    said = (answer.strip(),) if isinstance(answer, str) else tuple(one.strip() for one in texts(answer))
    if item.other and OTHER in said:
        return "say in words what the other is."
    return CHECKS[item.type](item, said[0]) if item.type in CHECKS and said and said[0] else ""


def _entries_lack(item: Field, there: tuple[Entry, ...]) -> str:
    if item.apart and (sentence := occasions_wrong(item, there)):
        return sentence
    called = item.entry.lower() or "row"
    if item.least is not None and len(there) < item.least:
        return f"“{item.label}” needs {item.least:g} entries ({called}); there are {len(there)}."
    if item.most is not None and len(there) > item.most:
        return f"“{item.label}” has room for {item.most:g} entries ({called}); there are {len(there)}."
    for number, entry in enumerate(there, 1):
        for column in asked_columns(item, entry):
            sentence = lacks(column, entry.get(column.id, ""))
            if sentence:
                return f"{row_name(item, entry, number)}: {sentence}"
    untouched = {row.id for row in item.rows} - {str(entry.get(ROW, "")) for entry in there}
    if item.mandatory and untouched:
        first = next(row.label for row in item.rows if row.id in untouched)
        return f"“{item.label}”: nothing is said for “{first}” yet."
    return ""


def _action_wrong(parts: tuple[str, ...]) -> str:
    what, whose, _, due = (*(one.strip() for one in parts), "", "", "", "")[:4]
    if not what:
        return "say what will be done."
    return "" if whose and _is_day(due) else "say who will do it and by when."


def _number_wrong(item: Field, text: str) -> str:
    number, unit = number_of(text), f" {item.unit}" if item.unit else ""
    if number is None:
        return f"“{text}” is not a number."
    if item.least is not None and number < item.least:
        return f"{text}{unit} is less than {item.least:g}{unit}, the least it can be."
    if item.most is not None and number > item.most:
        return f"{text}{unit} is more than {item.most:g}{unit}, the most it can be."
    return ""


def _mark_wrong(parts: tuple[str, ...]) -> str:
    level, initials, day = (*parts, "", "", "")[:3]
    if not level and (initials.strip() or day.strip()):
        return "choose a level beside the initials and the day."
    if day.strip() and not _is_day(day.strip()):
        return f"“{day}” is not a day in the calendar."
    return ""


def _time_wrong(_item: Field, text: str) -> str:
    return "" if time_of(text) is not None else TIME.format(text)


def _period_wrong(_item: Field, text: str) -> str:
    return next((TIME.format(one) for one in period_of(text) if time_of(one) is None), "")


def _minutes_wrong(_item: Field, text: str) -> str:
    return "" if is_minutes(text) else f"“{text}” is not a number of minutes."


def _initials_wrong(_item: Field, text: str) -> str:
    return (
        ""
        if INITIALS.fullmatch(text)
        else f"“{text}” does not look like initials. Type two or three letters."
    )


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


CHECKS: Mapping[FieldType, Callable[[Field, str], str]] = {
    FieldType.NUMBER: _number_wrong,
    FieldType.TIME: _time_wrong,
    FieldType.PERIOD: _period_wrong,
    FieldType.DURATION: _minutes_wrong,
    FieldType.INITIALS: _initials_wrong,
}
"""Why a text cannot be the answer to a question of a type."""
