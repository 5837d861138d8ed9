"""What a meeting takes over from those before it, so that nothing is dropped without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.content import AgendaPoint, Source
from app.domain.drafting import Noted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.content import Content
    from app.domain.forms import Form

LEFT_OVER = "Left over: "
SEEN_AFRESH = {Source.ACTION, Source.DUE}
"""What comes up by itself for as long as it is so."""


def left_over(meetings: Iterable[Content]) -> tuple[AgendaPoint, ...]:
    """Return what was neither talked about nor dropped in some meetings, the newest first.

    A point keeps its id from meeting to meeting, so the newest that had it says what became of it; so does
    the newest that said the same in the same words.
    """
    told, found = set[str](), list[AgendaPoint]()
    for point in (one for content in meetings for one in content.points):
        same = {point.id, point.text.removeprefix(LEFT_OVER)}
        if told.isdisjoint(same) and not point.settled and point.source not in SEEN_AFRESH:
            found.append(_again(point))
        told |= same
    return tuple(found)


def noted(form: Form, content: Content) -> tuple[tuple[Noted, str], ...]:
    """Return the lines of praise and concern in what was written, but for what is marked as sensitive."""
    found = list[tuple[Noted, str]]()
    for key, section, field in form.keyed:
        hidden = section.sensitive or field.sensitive or section.id in content.sensitive
        written = content.answers.get(key, "")
        if hidden or not isinstance(written, str):
            continue
        for line in written.splitlines():
            word, _, said = line.partition(":")
            found += [(one, said.strip()) for one in Noted if one.label == word.strip() and said.strip()]
    return tuple(found)


def _again(point: AgendaPoint) -> AgendaPoint:
    text = point.text if point.source is Source.CARRIED else f"{LEFT_OVER}{point.text}"
    return replace(point, text=text, source=Source.CARRIED, became=None, because="")
