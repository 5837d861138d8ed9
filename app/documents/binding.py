"""From a story of tagged parts to a finished PDF: what every document that is kept or printed shares."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from app.documents.archive import Finish, finish
from app.documents.tagging import Node, TaggedCanvas, TaggedParagraph, TaggedTable
from app.documents.typography import LINE, TINT, markup, styles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def bind(
    story: list[Any],
    root: Node,
    about: Finish,
    *,
    size: tuple[float, float],
    frame: tuple[float, float, float, float],
    on_page: Callable[[TaggedCanvas, object], None] | None = None,
    canvas: type[TaggedCanvas] = TaggedCanvas,
) -> bytes:
    """Return the PDF.

    ``frame`` is left, bottom, width and height of the words on each page, in points; the same story gives the
    same bytes.
    """
    buffer, made = io.BytesIO(), list[TaggedCanvas]()

    def make(*arguments: Any, **settings: Any) -> TaggedCanvas:
        one = canvas(*arguments, **settings)
        one.root = root
        root.attached = True
        made.append(one)
        return one

    words = Frame(*frame, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    template = BaseDocTemplate(buffer, pagesize=size, title=about.title, invariant=1)
    template.addPageTemplates(PageTemplate(frames=[words], **({"onPage": on_page} if on_page else {})))
    template.build(story, canvasmaker=make)
    return finish(buffer.getvalue(), made[0], about)


def table(
    rows: Sequence[Sequence[str]], root: Node, width: float, *, first: float, tight: bool = False
) -> TaggedTable:
    """Return a table of words, headings first.

    ``first`` is the share of the width that the first column gets.
    """
    style, node, cells = styles(), Node("Table", root), list[list[Any]]()
    for number, row in enumerate(rows):
        line, kind, look = Node("TR", node), "TD" if number else "TH", style["cell" if number else "head"]
        cells.append([TaggedParagraph.of(_lines(text or "–"), look, Node(kind, line)) for text in row])
    rest = width * (1 - first) / max(len(rows[0]) - 1, 1)
    looks: list[Any] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), TINT),
    ]
    looks += [("TOPPADDING", (0, 0), (-1, -1), 1)] if tight else []
    return TaggedTable(
        cells,
        colWidths=[width * first, *[rest] * (len(rows[0]) - 1)],
        repeatRows=0,
        style=looks,
        hAlign="LEFT",
    )


def _lines(text: str) -> str:
    return "<br/>".join(markup(line) for line in text.split("\n"))
