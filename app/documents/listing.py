"""A table to print: title, the table on landscape pages, page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from app.documents.archive import Finish
from app.documents.binding import bind, table
from app.documents.tagging import Node, TaggedCanvas, TaggedParagraph
from app.documents.typography import BODY, QUIET, markup, styles

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Service

MARGIN = 15 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is printed: a title, a sentence, and rows of cells under headings.

    ``first`` is the share of the width that the first column gets. ``more`` are further tables, headings
    first, where there are too many columns for one.
    """

    title: str
    intro: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    made_at: dt.datetime
    first: float = 0.16
    more: tuple[tuple[tuple[str, ...], ...], ...] = ()


def render_listing(service: Service, listing: Listing) -> bytes:
    """Return the PDF."""
    size, root, style = landscape(A4), Node("Document"), styles()
    width = size[0] - 2 * MARGIN
    heading = TaggedParagraph.of(markup(listing.title), style["title"], Node("H1", root), listing.title)
    name = service.name + (" – DEMO, everything in it is made up" if service.demo else "")
    story: list[Any] = [
        TaggedParagraph.of(markup(name), style["service"], Node("P", root)),
        heading,
        TaggedParagraph.of(markup(listing.intro), style["body"], Node("P", root)),
        Spacer(1, 4 * mm),
    ]
    for rows in ((listing.headings, *listing.rows), *listing.more):
        story += [table(rows, root, width, first=listing.first), Spacer(1, 6 * mm)]

    def decorate(canvas: TaggedCanvas, _template: object) -> None:
        canvas.begin_artifact()
        canvas.setFont(BODY, 8)
        canvas.setFillColor(QUIET)
        canvas.drawRightString(size[0] - MARGIN, 9 * mm, f"Page {canvas.getPageNumber()}")
        canvas.end_mark()

    about = Finish(title=listing.title, made_at=listing.made_at, attachments={})
    return bind(
        story, root, about, size=size, frame=(MARGIN, MARGIN, width, size[1] - 2 * MARGIN), on_page=decorate
    )
