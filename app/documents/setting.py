"""Setting words on tagged pages: headings, questions, answers and tables.

Each gets its place in the structure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Spacer

from app.documents.tagging import Node, TaggedHead, TaggedParagraph, TaggedTable
from app.documents.typography import LINE, TINT, markup, pieces, styles

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 18 * mm, 18 * mm, 20 * mm
WIDTH = A4[0] - LEFT - RIGHT
LONGEST_CELL = 600
"""A longer text leaves its table and is set below it, because a table row must fit a page."""
MOST_LINES = 40
LETTER = 5.2
"""The usual width of a letter in a cell, in points."""


class Setting:
    """The story of a document as it grows. ``story`` are its parts, ``root`` their structure."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.story: list[Any] = []
        self._styles = styles()

    def space(self, height: float) -> None:
        """Leave room, in points."""
        self.story.append(Spacer(1, height))

    def keep(self, height: float) -> None:
        """Go on to the next page unless there is so much room left, in points."""
        self.story.append(CondPageBreak(height))

    def heading(self, text: str) -> None:
        """Set a heading with a bookmark."""
        self.paragraph(markup(text), "heading", Node("H2", self.root), outline=text)

    def question(self, text: str) -> None:
        """Set what was asked."""
        self.paragraph(markup(text), "question", Node("P", self.root))

    def text(self, text: str, style: str, parent: Node | None = None) -> None:
        """Set what was written, line by line."""
        for piece in pieces(text):
            if piece.strip():
                self.paragraph(markup(piece), style, Node("P", parent or self.root))
            else:
                self.story.append(Spacer(1, 5))

    def paragraph(self, text: str, style: str, node: Node, outline: str = "") -> None:
        """Set one paragraph of markup as a node of the structure."""
        self.story.append(TaggedParagraph.of(text, self._styles[style], node, outline))

    def table(
        self,
        head: tuple[str, ...],
        rows: Sequence[tuple[str, ...]],
        widths: tuple[float, ...],
        *,
        header: bool = True,
        keyed: bool = False,
    ) -> None:
        """Set a table, ``widths`` in points; one whose cells are too long is set as questions and answers.

        Its head stands again on every page. ``keyed``: the first cell of a row says what the row is.
        """
        if any(not _fits(cell, width) for row in rows for cell, width in zip(row, widths, strict=True)):
            self._stacked(head, rows)
            return
        table = Node("Table", self.root)
        cells: list[list[Any]] = []
        if header:
            row_node = Node("TR", table)
            cells.append(
                [TaggedHead.of(markup(text), self._styles["head"], Node("TH", row_node)) for text in head]
            )
        for row in rows:
            row_node = Node("TR", table)
            cells.append(
                [
                    self._cell(text, row_node, key=(keyed or not header) and not column)
                    for column, text in enumerate(row)
                ]
            )
        lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        padding = [
            ("LEFTPADDING", (0, 0), (-1, -1), 4 if header else 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
        tint = [("BACKGROUND", (0, 0), (-1, 0), TINT)] if header else []
        self.story.append(
            TaggedTable(
                cells,
                colWidths=widths,
                repeatRows=int(header),
                style=[*lines, *padding, *tint],
                hAlign="LEFT",
            )
        )

    def _cell(self, text: str, row: Node, *, key: bool) -> Any:
        node = Node("TH" if key else "TD", row)
        style = self._styles["key" if key else "cell"]
        parts = [
            TaggedParagraph.of(markup(piece), style, Node("P", node))
            for piece in pieces(text)
            if piece.strip()
        ]
        return parts or [TaggedParagraph.of("–", style, Node("P", node))]

    def _stacked(self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        for row in rows:
            for label, text in zip(head, row, strict=True):
                if text.strip():
                    if label:
                        self.question(label)
                    self.text(text, "answer")
            self.story.append(Spacer(1, 6))


def _fits(cell: str, width: float) -> bool:
    a_line = max(width / LETTER, 1)
    lines = sum(1 + len(piece) / a_line for piece in cell.split("\n"))
    return len(cell) <= LONGEST_CELL and cell.count("\n") <= LONGEST_CELL // 40 and lines <= MOST_LINES
