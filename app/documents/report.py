"""A report of headings, sentences and tables, some with links to files beside it: a pack's index, how to check it, a person's own file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, PageBreak, Spacer

from app.documents.archive import Finish
from app.documents.binding import bind
from app.documents.tagging import Node, SignatureSpace, TaggedCanvas, TaggedParagraph, TaggedTable
from app.documents.typography import BODY, LINE, QUIET, TINT, markup, pieces, styles
from app.domain.signing import Part

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Service

MARGIN, BOTTOM = 18 * mm, 20 * mm
WIDTH = A4[0] - 2 * MARGIN
LONGEST_CELL = 1200
PAGE_ROOM = 40 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with a bookmark; ``page`` begins a new page with it."""

    text: str
    page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph in one of the text styles."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. ``shares`` are the columns' parts of the width; ``links`` gives, row by row, the file its first cell opens."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    links: tuple[str, ...] = ()


Block = Heading | Words | Grid


def render_report(service: Service, title: str, blocks: tuple[Block, ...], made_at: dt.datetime, *, seal: bool = False) -> bytes:
    """Return the report as a PDF; with ``seal``, with the empty field of the service's seal at its end. The same blocks give the same bytes."""
    root, style, story = Node("Document"), styles(), list[Any]()
    name = service.name + (" – DEMO, everything in it is made up" if service.demo else "")
    story.append(TaggedParagraph.of(markup(name), style["service"], Node("P", root)))
    story.append(TaggedParagraph.of(markup(title), style["title"], Node("H1", root), title))
    for block in blocks:
        if isinstance(block, Heading):
            story.append(PageBreak() if block.page else CondPageBreak(PAGE_ROOM))
            story.append(TaggedParagraph.of(markup(block.text), style["heading"], Node("H2", root), block.text))
        elif isinstance(block, Words):
            story += [TaggedParagraph.of(markup(piece), style[block.style], Node("P", root)) for piece in pieces(block.text) if piece.strip()]
            story.append(Spacer(1, 2 * mm))
        else:
            story += [_table(block, root), Spacer(1, 3 * mm)]
    if seal:
        told = f"Seal of {service.name}"
        story += [CondPageBreak(30 * mm), TaggedParagraph.of("Seal", style["heading"], Node("H2", root), "Seal")]
        story.append(SignatureSpace(Part.SERVICE.value, told, WIDTH, 19 * mm, root))

    def decorate(canvas: TaggedCanvas, _template: object) -> None:
        canvas.begin_artifact()
        canvas.setFont(BODY, 8)
        canvas.setFillColor(QUIET)
        canvas.drawString(MARGIN, 11 * mm, title[:100])
        canvas.drawRightString(A4[0] - MARGIN, 11 * mm, f"Page {canvas.getPageNumber()}")
        canvas.end_mark()

    about = Finish(title=title, made_at=made_at, attachments={})
    return bind(story, root, about, size=A4, frame=(MARGIN, BOTTOM, WIDTH, A4[1] - MARGIN - BOTTOM), on_page=decorate)


def _table(grid: Grid, root: Node) -> TaggedTable:
    style, node = styles(), Node("Table", root)
    head = Node("TR", node)
    cells: list[list[Any]] = [[TaggedParagraph.of(markup(text), style["head"], Node("TH", head)) for text in grid.headings]]
    for place, row in enumerate(grid.rows):
        line, made = Node("TR", node), list[Any]()
        target = grid.links[place] if place < len(grid.links) else ""
        for column, text in enumerate(row):
            cell = Node("TD", line)
            shown = markup((text or "–")[:LONGEST_CELL])
            if target and not column:
                made.append(TaggedParagraph.to(f"<u>{shown}</u>", style["small"], cell, target))
            else:
                made.append(TaggedParagraph.of(shown, style["small"], Node("P", cell)))
        cells.append(made)
    looks: list[Any] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), TINT),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    return TaggedTable(cells, colWidths=[WIDTH * share for share in grid.shares], repeatRows=0, style=looks, hAlign="LEFT")
