"""Small questions beside what somebody writes: one at a time, from rules, never a score.

What was written is looked at here and nowhere else; nothing of it is kept or counted, and nobody is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.domain.forms import AnsweredBy, FieldRole
from app.domain.quality import near_identical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.answers import Answer
    from app.domain.forms import Field, Form

WHICH_MOMENT = "Which moment was that?"
WHAT_DID_THEY_DO = "And the person: what did they do?"
ONE_THING_NEXT = "What one thing could they try next?"
IN_THEIR_WORDS = "These read as your words. Ask, then write it the way they say it."
WHAT_IS_DIFFERENT = "Nearly the same words as last time. What is different now?"

FEWEST = 8
"""Words that a text has before anything is asked of it: a short answer may be a whole one."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})(?!\w)", re.IGNORECASE)


IN_GENERAL = _any_of("always usually generally often never normally regularly sometimes whenever every")
A_MOMENT = _any_of(
    r"when today yesterday tonight morning afternoon evening night breakfast lunch dinner tea supper "
    r"handover (mon|tues|wednes|thurs|fri|satur|sun)day during then while after before once first last this "
    r"\d+"
)
THEIRS = _any_of("he she they him her them his hers theirs? (him|her)self themselves person resident tenant")
MINE = _any_of("i i['’](m|ve|d|ll) me my mine myself we us our")
QUOTE = re.compile('[“"‘«]')
INITIALS = re.compile(r"(?<![\w.])(?!I\b)[A-Z]{1,2}(?![\w’'])")


def nudge(
    form: Form, key: str, text: str, answers: Mapping[str, Answer], *, last: str = "", own: bool = False
) -> str:
    """Return the one question to ask of what was written in a box, or nothing.

    ``answers`` are those of the form so far; ``last`` is what was said to the same question last time;
    ``own``: the worker writes here themself.
    """
    item = next((one for known, _, one in form.keyed if known == key), None)
    count = len(WORD.findall(text))
    if item is None or 0 < count < FEWEST:
        return ""
    if not count:
        return ONE_THING_NEXT if _praise_alone(form, item, answers) else ""
    if last and near_identical({"now": text, "then": last}):
        return WHAT_IS_DIFFERENT
    if item.answered_by is AnsweredBy.WORKER or item.role is FieldRole.OWN_WORDS:
        return "" if own or MINE.search(text) or QUOTE.search(text) else IN_THEIR_WORDS
    return _of_what_happened(text) if item.role in {FieldRole.HAPPENED, FieldRole.WENT_WELL} else ""


def _of_what_happened(text: str) -> str:
    """Ask for a moment where it is told in general, for the person where only work is told."""
    if IN_GENERAL.search(text) or not A_MOMENT.search(text):
        return WHICH_MOMENT
    return "" if THEIRS.search(text) or INITIALS.search(text) else WHAT_DID_THEY_DO


def _praise_alone(form: Form, item: Field, answers: Mapping[str, Answer]) -> bool:
    """Whether what to try next was left empty beside what went well."""
    if item.role is not FieldRole.NEXT:
        return False
    well = next((key for key, _, one in form.keyed if one.role is FieldRole.WENT_WELL), "")
    return bool(str(answers.get(well, "")).strip())
