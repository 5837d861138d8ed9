"""What a sealed record came to.

A check that was not met, or in which something critical was not seen, counts for nothing anywhere.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.answers import chosen, entries, given
from app.domain.asking import asked, stopped
from app.domain.clock import months_later
from app.domain.forms import FieldRole, Step, Style
from app.domain.kinds import Kind
from app.domain.observation import items, result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.answers import Answer, Entry
    from app.domain.content import Content
    from app.domain.forms import Field, Form

CHECKS = frozenset({Style.COMPETENCY, Style.SPOT_CHECK})
"""The styles that are a check: what is not met there has to be looked at again."""
AGREEMENT_MONTHS = 12
COUNTED = (FieldRole.SPEAKING_UP, FieldRole.WELLBEING, FieldRole.FEEDBACK)
"""What a meeting counts for only where it was answered."""
NOTHING_WATCHED = "style:nothing_watched"
"""Says of a record that it is evidence of nothing."""
SPOT_CHECK = "style:spot_check"
"""Says of a record that its form’s areas do not count: only what was seen does."""


class Whole(StrEnum):
    """What a record came to as a whole. The values are what is kept.

    ``UNSEEN``: something critical was not seen, or nothing was rated. ``STOPPED``: nothing was watched, for
    somebody said no or nobody had signed the task off. ``WATCHED``: there was nothing to meet,
    as in a time sample. ``UNREAD`` is not known yet, and counts as little as what was not met.
    """

    UNREAD = ""
    MET = "met"
    NOT_YET = "not_yet"
    UNSEEN = "unseen"
    WATCHED = "watched"
    STOPPED = "stopped"

    @property
    def counts(self) -> bool:
        """Whether it counts as done where its form is asked for."""
        return self in COUNT


COUNT = (Whole.MET, Whole.WATCHED)
DECIDES = (*COUNT, Whole.NOT_YET, Whole.UNREAD)
"""A check in which something critical was not seen counts neither way: what was met before still stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a delegated task is limited to. All empty: the whole competence."""

    supported: str = ""
    task: str = ""
    equipment: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from another, however it is written."""
        return tuple(" ".join(one.split()).casefold() for one in (self.task, self.equipment, self.supported))

    @property
    def words(self) -> str:
        """The same in words: ``tube feed · pump A2 · for AB``."""
        whom = f"for {self.supported}" if self.supported else ""
        return " · ".join(one for one in (self.task, self.equipment, whom) if one)


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True, kw_only=True)
class Upshot:
    """What a record came to. ``is_check``: not met, it has to be looked at again, or counts as nothing.

    ``months`` is how long it lasts by its form, ``review_on`` the day set in it, by the nurse for a delegated
    task. ``unmet`` says what was not met or not seen. ``said`` is what it holds that can count towards an
    item of a framework: ``answered:…`` the role of a question, ``rated:…`` the key of what a spot check saw.
    """

    record_id: str
    whole: Whole
    is_check: bool = False
    months: int | None = None
    review_on: dt.date | None = None
    scope: Scope = EVERYTHING
    unmet: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    def until(self, held_on: dt.date) -> dt.date | None:
        """Return the last day it lasts to by its form and the day set in it, the earlier; None for no end."""
        by_form = months_later(held_on, self.months) if self.months else None
        return min((day for day in (by_form, self.review_on) if day is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A sealed record with what it came to. ``pair_id`` joins two who watched the same."""

    upshot: Upshot
    person_id: str
    led_by_id: str
    kind: Kind
    form_id: str
    number: str
    held_at: dt.datetime
    topics: tuple[str, ...] = ()
    pair_id: str = ""


def upshot_of(form: Form, record_id: str, content: Content) -> Upshot:
    """Return what a record came to. Made from what is sealed, so it can be made again at any time."""
    if form.kind is Kind.AGREEMENT:
        review_on = _day(_said(form, content, FieldRole.REVIEW))
        months = None if review_on else AGREEMENT_MONTHS
        return Upshot(record_id=record_id, whole=Whole.WATCHED, months=months, review_on=review_on)
    if not form.kind.row.assessed:
        return Upshot(record_id=record_id, whole=Whole.WATCHED, said=_answered(form, content))
    whole, unmet = _whole(form, content)
    if whole is Whole.STOPPED:
        return Upshot(record_id=record_id, whole=whole, is_check=True, said=(NOTHING_WATCHED,))
    return Upshot(
        record_id=record_id,
        whole=whole,
        is_check=form.style in CHECKS or form.is_competency,
        months=form.validity_months,
        review_on=_day(_said(form, content, FieldRole.REVIEW)),
        scope=_scope(form, content),
        unmet=unmet,
        said=_rated(form, content),
    )


def _answered(form: Form, content: Content) -> tuple[str, ...]:
    """Return which questions that can count for themselves were answered, each by its role."""
    keys = {role: form.by_role(role) for role in COUNTED}
    return tuple(
        f"answered:{role}" for role, key in keys.items() if given(content.answers.get(key or "", ""))
    )


def _rated(form: Form, content: Content) -> tuple[str, ...]:
    """Return what a spot check saw: it is about what was watched, not about one area."""
    if form.style is not Style.SPOT_CHECK:
        return ()
    seen = (
        key
        for key, item in items(form, content)
        if (level := chosen(item, content.answers.get(key, ""))) is not None and level.score is not None
    )
    return (SPOT_CHECK, *(f"rated:{key}" for key in seen))


def _whole(form: Form, content: Content) -> tuple[Whole, tuple[str, ...]]:
    if stopped(form, content.answers):
        return Whole.STOPPED, ()
    if not items(form) and not _several(form, content):
        return Whole.WATCHED, ()
    found = result(form, content)
    below = (*found.critical_unmet, *_below(form, content))
    if below:
        return Whole.NOT_YET, tuple(dict.fromkeys(below))
    few = _too_few(form, content) if form.style is Style.COMPETENCY else ()
    lacking = (*found.critical_unseen, *few)
    if lacking or (items(form) and found.met is None):
        return Whole.UNSEEN, lacking
    return Whole.MET, ()


def _below(form: Form, content: Content) -> Iterator[str]:
    """Yield what was at the lowest level: an item, a cell of a grid, the last of several occasions."""
    for key, item in items(form, content):
        level = chosen(item, content.answers.get(key, ""))
        if level is not None and level.score == 0:
            yield item.label
    for item, answer in _several(form, content):
        there = entries(answer)
        if any(_not_met(item, one) for one in (there if item.rows else there[-1:])):
            yield item.label


def _too_few(form: Form, content: Content) -> Iterator[str]:
    """Yield where fewer occasions were met than the form asks for before it is signed off."""
    for item, answer in _several(form, content):
        fine = [entry for entry in entries(answer) if not _not_met(item, entry)]
        if item.least is not None and not item.rows and len(fine) < item.least:
            yield f"{item.label}: {len(fine)} of {item.least:g}"


def _several(form: Form, content: Content) -> list[tuple[Field, Answer]]:
    """Return what is watched on several occasions or in a grid, with levels in it."""
    return [
        (item, content.answers.get(key, ""))
        for key, section, item in asked(form, content.answers)
        if section.step is Step.OBSERVE and item.type.has_entries and any(map(_has_levels, item.columns))
    ]


def _has_levels(column: Field) -> bool:
    return any(option.score is not None for option in column.options)


def _not_met(item: Field, entry: Entry) -> bool:
    levels = (chosen(column, entry.get(column.id, "")) for column in item.columns if _has_levels(column))
    return any(level is not None and level.score == 0 for level in levels)


def _scope(form: Form, content: Content) -> Scope:
    if form.by_role(FieldRole.TASK) is None and form.by_role(FieldRole.EQUIPMENT) is None:
        return EVERYTHING
    return Scope(
        supported=_said(form, content, FieldRole.SUPPORTED),
        task=_said(form, content, FieldRole.TASK),
        equipment=_said(form, content, FieldRole.EQUIPMENT),
    )


def _said(form: Form, content: Content, role: FieldRole) -> str:
    answer = content.answers.get(form.by_role(role) or "", "")
    return " ".join(answer.split()) if isinstance(answer, str) else ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
