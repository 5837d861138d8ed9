"""Reminder slips: a page a person with when they meet next, to hand over or to pin up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Spacer

from app.documents.archive import Finish
from app.documents.binding import bind, table
from app.documents.tagging import Node, TaggedParagraph
from app.documents.typography import markup, styles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from app.domain.people import Service

MARGIN = 15 * mm
TITLE = "Your next meetings"
HOW = (
    "You can write down your own points before: open Alongside, sign in with your PIN, and choose “Prepare "
    "for my supervision” on Today. If you cannot come, tell whoever leads it, so that it is moved."
)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One person's page: their name, and rows of when, what and with whom."""

    name: str
    rows: tuple[tuple[str, str, str], ...]


def render_reminders(service: Service, reminders: Sequence[Reminder], made_at: dt.datetime) -> bytes:
    """Return the PDF, a page a person."""
    root, style, width = Node("Document"), styles(), A5[0] - 2 * MARGIN
    story: list[Any] = []
    for one in reminders:
        story += [PageBreak()] if story else []
        story += [
            TaggedParagraph.of(markup(service.name), style["service"], Node("P", root)),
            TaggedParagraph.of(markup(TITLE), style["title"], Node("H1", root), one.name),
            TaggedParagraph.of(markup(one.name), style["heading"], Node("H2", root)),
            Spacer(1, 3 * mm),
            table((("When", "What", "With"), *one.rows), root, width, first=0.4),
            Spacer(1, 4 * mm),
            TaggedParagraph.of(markup(HOW), style["body"], Node("P", root)),
        ]
    about = Finish(title=TITLE, made_at=made_at, attachments={})
    return bind(story, root, about, size=A5, frame=(MARGIN, MARGIN, width, A5[1] - 2 * MARGIN))
