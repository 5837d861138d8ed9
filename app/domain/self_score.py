"""A part that two people score apart: the person’s own answers and the leader’s are hidden until both are in.

The person’s own answers stand among the answers under keys that no question has. Whoever reads a draft is
handed only their own half; from the day on which both are shown neither half changes any more.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.answers import entries, given, shown
from app.domain.asking import asked
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.answers import Answer
    from app.domain.content import Content
    from app.domain.forms import Field, Form

OWN = "own:"
IN, BOTH = "own:in", "own:both"
"""The day on which the person handed their half in, and the day since which both see both."""


def is_own(key: str) -> bool:
    """Whether a key is of the person’s own half; no part of a form has such an id."""
    return key.startswith(OWN)


def blind(form: Form) -> dict[str, Field]:
    """Return the questions that two people answer apart, by their keys."""
    return {
        key: field
        for key, section, field in form.keyed
        if section.blind and field.type is not FieldType.WORKED_OUT
    }


def alone(form: Form) -> Form:
    """Return the form as the person fills it in alone: the parts that are scored apart."""
    return replace(form, sections=tuple(one for one in form.sections if one.blind))


def own_half(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the person’s own answers by the keys of the questions."""
    return {
        key.removeprefix(OWN): answer
        for key, answer in answers.items()
        if is_own(key) and key not in {IN, BOTH}
    }


def without_own(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return answers without the person’s own half."""
    return {key: answer for key, answer in answers.items() if not is_own(key)}


def is_in(answers: Mapping[str, Answer]) -> bool:
    """Whether the person has handed their half in."""
    return given(answers.get(IN, ""))


def are_shown(answers: Mapping[str, Answer]) -> bool:
    """Whether both see both."""
    return given(answers.get(BOTH, ""))


def put_own(content: Content, answers: Mapping[str, Answer]) -> Content:
    """Put the person’s own answers in; an empty one takes the answer out."""
    mine = {f"{OWN}{key}": answer for key, answer in answers.items() if given(answer)}
    gone = {f"{OWN}{key}" for key in answers}
    others = {key: answer for key, answer in content.answers.items() if key not in gone}
    return replace(content, answers={**others, **mine})


def handed_in(content: Content, on: dt.date) -> Content:
    """Note that the person handed their half in."""
    return replace(content, answers={**content.answers, IN: on.isoformat()})


def both_shown(content: Content, on: dt.date) -> Content:
    """Note that both see both from now on."""
    return replace(content, answers={**content.answers, BOTH: on.isoformat()})


def for_leader(content: Content) -> Content:
    """Return a draft as whoever leads it may read it: without the other half, until both are shown."""
    if are_shown(content.answers):
        return content
    kept = {key: answer for key, answer in content.answers.items() if not is_own(key) or key == IN}
    return content if len(kept) == len(content.answers) else replace(content, answers=kept)


def stored(form: Form, said: Content, before: Content) -> Content:
    """Return what is kept when the leader stores a draft: the own half stays, and what both see."""
    fixed = {key for key in before.answers if is_own(key)}
    if are_shown(before.answers):
        fixed |= set(blind(form))
    free = {key: answer for key, answer in said.answers.items() if key not in fixed and not is_own(key)}
    kept = {key: answer for key, answer in before.answers.items() if key in fixed}
    return replace(said, answers={**free, **kept})


def finished_half(content: Content, on: dt.date) -> Content:
    """Return a content that is finished: a half handed in is shown, one that was not is in no record."""
    if is_in(content.answers):
        return content if are_shown(content.answers) else both_shown(content, on)
    kept = {key: answer for key, answer in content.answers.items() if not is_own(key)}
    return content if len(kept) == len(content.answers) else replace(content, answers=kept)


def not_scored(form: Form, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the questions scored apart that have no answer yet, by their labels."""
    apart = blind(form)
    return tuple(
        field.label
        for key, _, field in asked(form, answers)
        if key in apart and not given(answers.get(key, ""))
    )


def beside(form: Form, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return how the own half reads, by the keys of the questions; nothing until both are shown."""
    if not are_shown(answers):
        return {}
    mine, apart = own_half(answers), blind(form)
    told = {key: shown(field, mine.get(key, "")) for key, field in apart.items()}
    return {key: text for key, text in told.items() if text and not entries(mine.get(key, ""))}
