"""A report of headings, sentences and tables, some with links to files beside it.

A pack's index, how to check it, a person's own file.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from app.documents.archive import Finish
from app.documents.binding import bind
from app.documents.blocks import Heading, Photo, Words
from app.documents.photo import drawable
from app.documents.tagging import Node, Picture, SignatureSpace, TaggedCanvas, TaggedParagraph, TaggedTable
from app.documents.typography import BODY, LINE, QUIET, TINT, markup, pieces, styles
from app.domain.signing import Part

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.documents.blocks import Block, Grid
    from app.domain.people import Service

MARGIN, BOTTOM = 18 * mm, 20 * mm
WIDTH = A4[0] - 2 * MARGIN
LONGEST_CELL = 1200
PAGE_ROOM, SMALL_ROOM = 55 * mm, 18 * mm
"""Room a heading needs on a page, so that what it stands over begins there too."""
TALLEST_PHOTO = 90 * mm
ROWS = 60
"""A longer table goes on in a new one with its headings again.

It reads better, and laying out one long table takes time that grows faster.
"""


def render_report(
    service: Service,
    title: str,
    blocks: tuple[Block, ...],
    made_at: dt.datetime,
    *,
    seal: bool = False,
    tick: Callable[[], None] | None = None,
    attachments: dict[str, bytes] | None = None,
) -> bytes:
    """Return the report as a PDF; with ``seal``, with the empty field of the service's seal at its end.

    The same blocks give the same bytes.

    ``attachments`` are files inside it, by their names. ``tick`` is called at every page, so that long work
    can be stopped: what it raises is passed on.
    """
    root, style = Node("Document"), styles()
    name = service.name + (" – DEMO, everything in it is made up" if service.demo else "")
    story: list[Any] = [
        TaggedParagraph.of(markup(name), style["service"], Node("P", root)),
        TaggedParagraph.of(markup(title), style["title"], Node("H1", root), title),
    ]
    for block in blocks:
        story += _set(block, root)
    if seal:
        told = f"Seal of {service.name}"
        story += [
            CondPageBreak(30 * mm),
            TaggedParagraph.of("Seal", style["heading"], Node("H2", root), "Seal"),
        ]
        story.append(SignatureSpace(Part.SERVICE.value, told, WIDTH, 19 * mm, root))

    def decorate(canvas: TaggedCanvas, _template: object) -> None:
        if tick is not None:
            tick()
        canvas.begin_artifact()
        canvas.setFont(BODY, 8)
        canvas.setFillColor(QUIET)
        canvas.drawString(MARGIN, 11 * mm, title[:100])
        canvas.drawRightString(A4[0] - MARGIN, 11 * mm, f"Page {canvas.getPageNumber()}")
        canvas.end_mark()

    about = Finish(title=title, made_at=made_at, attachments=attachments or {})
    return bind(
        story, root, about, size=A4, frame=(MARGIN, BOTTOM, WIDTH, A4[1] - MARGIN - BOTTOM), on_page=decorate
    )


def _set(block: Block, root: Node) -> list[Any]:
    """Return a block as parts of the page."""
    style = styles()
    if isinstance(block, Heading):
        look = style["over small" if block.small else "over"]
        heading = TaggedParagraph.of(markup(block.text), look, Node("H2", root), block.text)
        heading.anchor = block.anchor
        room = SMALL_ROOM if block.small else PAGE_ROOM
        return [PageBreak() if block.page else CondPageBreak(room), heading]
    if isinstance(block, Words):
        lines = [
            TaggedParagraph.of(markup(piece), style[block.style], Node("P", root))
            for piece in pieces(block.text)
            if piece.strip()
        ]
        return [*lines, Spacer(1, 2 * mm)]
    if isinstance(block, Photo):
        return _photo(block, root)
    tables = list[Any]()
    for start in range(0, max(len(block.rows), 1), ROWS):
        tables += [CondPageBreak(SMALL_ROOM)] if start else []
        tables.append(_Later(partial(_table, block, start, root)))
    return [*tables, Spacer(1, (2 if block.tight else 3) * mm)]


def _photo(photo: Photo, root: Node) -> list[Any]:
    image = drawable(photo.data)
    if image is None:
        return []
    width, height = image.getSize()
    scale = min(WIDTH / width, TALLEST_PHOTO / height)
    figure = Picture(image, width * scale, height * scale, Node("Figure", root, title=photo.told))
    return [figure, Spacer(1, 3 * mm)]


class _Later(Flowable):
    """A table that is laid out only when its turn comes.

    A long report then never holds all of it at once.
    """

    def __init__(self, make: Callable[[], TaggedTable]) -> None:
        super().__init__()
        self._make = make
        self._table: TaggedTable | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if self._table is None:
            self._table = self._make()
        self.width, self.height = self._table.wrapOn(self.canv, width, height)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        return self._table.splitOn(self.canv, width, height) if self._table is not None else []

    def draw(self) -> None:
        if self._table is not None:
            self._table.drawOn(self.canv, 0, 0)


def _table(grid: Grid, start: int, root: Node) -> TaggedTable:
    style, node = styles(), Node("Table", root)
    headed, cells = any(grid.headings), list[list[Any]]()
    look = style["tight" if grid.tight else "small"]
    if headed:
        head = Node("TR", node)
        cells.append(
            [TaggedParagraph.of(markup(text), style["head"], Node("TH", head)) for text in grid.headings]
        )
    for place, row in enumerate(grid.rows[start : start + ROWS], start):
        line, made = Node("TR", node), list[Any]()
        target = grid.links[place] if place < len(grid.links) else ""
        for column, text in enumerate(row):
            cell = Node("TD" if headed or column else "TH", line)
            shown = markup((text or "–")[:LONGEST_CELL])
            if target and not column:
                made.append(TaggedParagraph.to(f"<u>{shown}</u>", look, cell, target))
            else:
                made.append(TaggedParagraph.of(shown, look, cell))
        cells.append(made)
    looks: list[Any] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *([("BACKGROUND", (0, 0), (-1, 0), TINT)] if headed else []),
        ("TOPPADDING", (0, 0), (-1, -1), 1 if grid.tight else 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2 if grid.tight else 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    return TaggedTable(
        cells, colWidths=[WIDTH * share for share in grid.shares], repeatRows=0, style=looks, hAlign="LEFT"
    )
