"""Answers: what they may hold, and the one way in which people read them.

A screen, the page read back, the PDF, the search and a pack all show an answer with ``shown``.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app.domain.clock import long_date
from app.domain.errors import TextError
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.domain.forms import Field, Form, Option, Section

Answer = str | tuple[str, ...]
"""An answer: text, or the chosen option ids of a MULTI field.

Dates are ISO text, durations minutes as text.
"""

MOST_CHARACTERS = 500_000
"""The most that one box may hold; about 80,000 words. Beyond it the text is refused whole, never cut."""


YES_NO = {"yes": "Yes", "no": "No", "na": "Does not apply"}
"""The answers to a yes-or-no question; the last one is found in older records only."""


def shown(field: Field, answer: Answer) -> str:
    """Return an answer as people read it; nothing for no answer.

    Options by their labels, days as people write them, lengths with their unit. What is no answer of the
    question (its options have changed, or it came from elsewhere) is shown as it is kept.
    """
    if isinstance(answer, tuple):
        return ", ".join(_label(field, one) for one in answer if one.strip())
    text = answer.strip()
    if field.type is FieldType.YES_NO:
        return YES_NO.get(text, text)
    if field.type is FieldType.DURATION and text.isdecimal():
        return "1 minute" if int(text) == 1 else f"{int(text)} minutes"
    if field.type is FieldType.DATE:
        try:
            return long_date(dt.date.fromisoformat(text))
        except ValueError:
            return text
    return _label(field, text)


def given(answer: Answer) -> bool:
    """Whether anything was answered: an option, or more than space."""
    return any(one.strip() for one in answer) if isinstance(answer, tuple) else bool(answer.strip())


def prose(field: Field, answer: Answer) -> str:
    """Return what somebody wrote in their own words; nothing for options, days and lengths."""
    return answer if isinstance(answer, str) and field.type.is_words else ""


def chosen(field: Field, answer: Answer) -> Option | None:
    """Return the one option that was chosen, or None."""
    return next((option for option in field.options if option.id == answer), None)


def answered(form: Form, answers: Mapping[str, Answer]) -> Iterator[tuple[str, Section, Field, str]]:
    """Yield key, section, question and shown answer of every question that was answered, in order."""
    for key, section, field in form.keyed:
        text = shown(field, answers.get(key, ""))
        if text:
            yield key, section, field, text


def _label(field: Field, value: str) -> str:
    return next((option.label for option in field.options if option.id == value), value)


def check_text(label: str, text: str) -> None:
    """Raise TextError when a text is too long to keep. The whole text is refused, never cut."""
    if len(text) > MOST_CHARACTERS:
        message = (
            f"“{label}” holds {len(text):,} characters; the most is {MOST_CHARACTERS:,}. "
            "What you typed is still in the box. Shorten it, or put the rest in another record."
        )
        raise TextError(message)
