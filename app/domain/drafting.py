"""What somebody does to a draft while they write it. Each call returns a new content."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.actions import NewAction
from app.domain.almanac import typed_date
from app.domain.answers import given
from app.domain.content import AgendaPoint, Source
from app.domain.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.answers import Answer
    from app.domain.content import Became, Content
    from app.domain.forms import Section

USUAL_DAYS = 14
"""Days until a new action is due, until somebody chooses otherwise."""
TRY_DAYS = 7
"""Days until what somebody tries next is due, until another day is chosen."""


class Noted(StrEnum):
    """What a line in somebody’s notes is kept for."""

    PRAISE = "praise"
    CONCERN = "concern"

    @property
    def label(self) -> str:
        """The word the line begins with."""
        return {Noted.PRAISE: "Praise", Noted.CONCERN: "Concern"}[self]


def usual_due(now: dt.date) -> dt.date:
    """Return the day a new action is due unless another is chosen."""
    return now + dt.timedelta(days=USUAL_DAYS)


def try_by(now: dt.date) -> dt.date:
    """Return the day by which somebody tries something unless another is chosen."""
    return now + dt.timedelta(days=TRY_DAYS)


def next_typed(content: Content) -> str:
    """Return when the next meeting is, as it stands in a field: what was typed, or the day and time."""
    if content.next_on is None:
        return content.next_typed
    return ", ".join(filter(None, (typed_date(content.next_on), content.next_time)))


# --- answers ------------------------------------------------------------------------------------------------


def put_answers(content: Content, answers: Mapping[str, Answer]) -> Content:
    """Put answers in; an empty one, or entries that say nothing, take the answer out."""
    merged = {**content.answers, **answers}
    kept = {key: value for key, value in merged.items() if value if isinstance(value, str) or given(value)}
    return replace(content, answers=kept)


def answered(content: Content, section: Section) -> bool:
    """Whether anything in a section is answered."""
    return any(given(content.answers.get(f"{section.id}.{item.id}", "")) for item in section.fields)


def mark_sensitive(content: Content, marks: Mapping[str, bool]) -> Content:
    """Mark sections as sensitive, or take the mark off; sections not named keep theirs."""
    marked = {section for section, on in marks.items() if on}
    return replace(content, sensitive=frozenset((content.sensitive - set(marks)) | marked))


def begin_line(text: str, noted: Noted) -> str:
    """Return a text with a new last line begun: ``Praise: ``."""
    before = text.rstrip()
    return f"{before}\n{noted.label}: " if before else f"{noted.label}: "


# --- agenda -------------------------------------------------------------------------------------------------


def _brought(content: Content) -> tuple[AgendaPoint, ...]:
    return tuple(point for point in content.agenda if point.source is not Source.SECTION)


def add_point(content: Content, text: str) -> Content:
    """Add what whoever leads the meeting wants to talk about; an empty text adds nothing."""
    text = text.strip()
    if not text:
        return content
    point = AgendaPoint(id=new_id(), text=text, source=Source.SUPERVISOR)
    return replace(content, agenda=(*content.agenda, point))


def may_take_off(point: AgendaPoint) -> bool:
    """Whether a point may go without a word: one that whoever leads the meeting added here."""
    return point.source is Source.SUPERVISOR


def drop_point(content: Content, point_id: str) -> Content:
    """Take a point off the agenda that was added here. What came up by itself is dropped with a reason."""
    return replace(
        content, agenda=tuple(p for p in content.agenda if p.id != point_id or not may_take_off(p))
    )


def with_all(content: Content, before: Content) -> Content:
    """Return a content with every point it had before that may not go without a word."""
    there = {point.id for point in content.agenda}
    lost = tuple(p for p in before.agenda if p.id not in there and not may_take_off(p))
    return replace(content, agenda=(*content.agenda, *lost)) if lost else content


def order_points(content: Content, ids: Sequence[str]) -> Content:
    """Put the points in this order. The parts of the form follow, and a point not named is kept."""
    place = {point_id: number for number, point_id in enumerate(ids)}
    ordered = sorted(_brought(content), key=lambda point: place.get(point.id, len(place)))
    return replace(content, agenda=(*ordered, *(p for p in content.agenda if p.source is Source.SECTION)))


def shift_point(content: Content, point_id: str, by: int) -> Content:
    """Move a point up (-1) or down (1); at either end it stays where it is."""
    ids = [point.id for point in _brought(content)]
    if point_id not in ids or not 0 <= (to := ids.index(point_id) + by) < len(ids):
        return content
    ids.remove(point_id)
    ids.insert(to, point_id)
    return order_points(content, ids)


def answer_points(content: Content, said: Mapping[str, tuple[Became | None, str]]) -> Content:
    """Note what became of points, and why it was dropped; points not named keep what was said."""
    answered = (
        replace(p, became=said[p.id][0], because=said[p.id][1]) if p.id in said else p for p in content.agenda
    )
    return replace(content, agenda=tuple(answered))


# --- actions ------------------------------------------------------------------------------------------------


def add_action(content: Content, owner_id: str, due_on: dt.date | None, what: str = "") -> Content:
    """Add an action to be written."""
    action = NewAction(id=new_id(), what=what, owner_id=owner_id, due_on=due_on)
    return replace(content, new_actions=(*content.new_actions, action))


def drop_action(content: Content, action_id: str) -> Content:
    """Take an action out."""
    return replace(content, new_actions=tuple(a for a in content.new_actions if a.id != action_id))


def agreed(content: Content) -> tuple[NewAction, ...]:
    """Return the actions that say what will be done."""
    return tuple(action for action in content.new_actions if action.what.strip())
