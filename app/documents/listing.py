"""A table to print: title, one table on landscape pages, page numbers."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer

from app.documents.archive import Finish, finish
from app.documents.tagging import Node, TaggedCanvas, TaggedParagraph, TaggedTable
from app.documents.typography import BODY, LINE, QUIET, TINT, markup, styles

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Service

MARGIN = 15 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is printed: a title, a sentence, and rows of cells under headings."""

    title: str
    intro: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    made_at: dt.datetime


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
    table = Node("Table", root)
    cells: list[list[Any]] = []
    for number, row in enumerate((listing.headings, *listing.rows)):
        node = Node("TR", table)
        kind = style["cell"] if number else style["head"]
        cells.append([TaggedParagraph.of(markup(text or "–"), kind, Node("TD" if number else "TH", node)) for text in row])
    first = width * 0.16
    rest = (width - first) / max(len(listing.headings) - 1, 1)
    look = [("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("BACKGROUND", (0, 0), (-1, 0), TINT)]
    story.append(TaggedTable(cells, colWidths=[first, *[rest] * (len(listing.headings) - 1)], repeatRows=0, style=look, hAlign="LEFT"))
    buffer, box = io.BytesIO(), list[TaggedCanvas]()

    def decorate(canvas: TaggedCanvas, _template: object) -> None:
        canvas.begin_artifact()
        canvas.setFont(BODY, 8)
        canvas.setFillColor(QUIET)
        canvas.drawRightString(size[0] - MARGIN, 9 * mm, f"Page {canvas.getPageNumber()}")
        canvas.end_mark()

    def make(*arguments: Any, **settings: Any) -> TaggedCanvas:
        canvas = TaggedCanvas(*arguments, **settings)
        canvas.root = root
        root.attached = True
        box.append(canvas)
        return canvas

    template = BaseDocTemplate(buffer, pagesize=size, title=listing.title, invariant=1)
    frame = Frame(MARGIN, MARGIN, width, size[1] - 2 * MARGIN, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=decorate))
    template.build(story, canvasmaker=make)
    return finish(buffer.getvalue(), box[0], Finish(title=listing.title, made_at=listing.made_at, attachments={}))
