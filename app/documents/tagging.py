"""Tagged PDF on top of ReportLab, which has none of its own.

What each piece of a page is, and in which order it is read.

Leans on ``Paragraph.split`` and two private methods of ``Table``; the versions are locked and veraPDF watches
(ReportLab 5.1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table


@dataclass(eq=False)
class Node:
    """One element of the structure tree: a tag, its children and its marks as (page, number)."""

    tag: str
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    title: str = ""
    widget: str = ""
    attached: bool = False

    def attach(self) -> None:
        """Join the tree at the moment the first mark is drawn, so that the order is the order of reading."""
        if not self.attached and self.parent is not None:
            self.attached = True
            self.parent.attach()
            self.parent.children.append(self)


class TaggedCanvas(Canvas):
    """A canvas that numbers marked content page by page and hangs it on ``root``."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.root = Node("Document")
        self.root.attached = True
        self.fields: list[tuple[str, int, tuple[float, float, float, float], Node]] = []
        self.links: list[tuple[str, int, tuple[float, float, float, float], Node]] = []
        self.anchors: dict[str, tuple[int, float]] = {}
        self._page_marks = 0

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Begin a new page and count its marks from zero."""
        super().showPage()
        self._page_marks = 0

    def begin_mark(self, node: Node) -> None:
        """Open marked content that belongs to a node."""
        node.attach()
        page = self.getPageNumber() - 1
        self._write(f"/{node.tag} <</MCID {self._page_marks}>> BDC")
        node.marks.append((page, self._page_marks))
        self._page_marks += 1

    def begin_artifact(self) -> None:
        """Open decoration that a screen reader skips."""
        self._write("/Artifact BMC")

    def end_mark(self) -> None:
        """Close marked content."""
        self._write("EMC")

    def _write(self, operator: str) -> None:
        code: list[str] = self._code
        code.append(operator)


class TaggedParagraph(Paragraph):
    """A paragraph that is one element, also when it runs over a page end."""

    node: Node
    outline: str = ""
    target: str = ""
    anchor: str = ""

    @classmethod
    def to(cls, text: str, style: Any, parent: Node, target: str) -> TaggedParagraph:
        """Return a paragraph of markup that opens another file, or goes to a heading of this one.

        ``target`` is the file's path from the folder of this one, or ``#`` with the heading's anchor.
        """
        told = "Go to their page" if target.startswith("#") else f"Open {target}"
        paragraph = cls.of(text, style, Node("Link", parent, title=told))
        paragraph.target = target
        return paragraph

    @classmethod
    def of(cls, text: str, style: Any, node: Node, outline: str = "") -> TaggedParagraph:
        """Return a paragraph of markup for a node; ``outline`` also makes a bookmark."""
        paragraph = cls(text, style)
        paragraph.node, paragraph.outline = node, outline
        return paragraph

    def draw(self) -> None:
        """Draw between marks."""
        canvas: TaggedCanvas = self.canv
        if self.outline:
            canvas.bookmarkHorizontal(self.outline, 0, self.height)
            canvas.addOutlineEntry(self.outline, self.outline, 0, closed=False)
        if self.anchor:
            top = canvas.absolutePosition(0, self.height)[1]
            canvas.anchors[self.anchor] = (canvas.getPageNumber() - 1, top)
        canvas.begin_mark(self.node)
        super().draw()
        canvas.end_mark()
        if self.target:
            left, bottom = canvas.absolutePosition(0, 0)
            self.node.widget = f"link {len(canvas.links)}"
            canvas.links.append(
                (
                    self.target,
                    canvas.getPageNumber() - 1,
                    (left, bottom, left + self.width, bottom + self.height),
                    self.node,
                )
            )

    def split(self, width: float, height: float) -> list[Paragraph]:
        """Split over a page end; both parts stay one element."""
        parts: list[Paragraph] = super().split(width, height)
        for number, part in enumerate(parts):
            if isinstance(part, TaggedParagraph):
                part.node, part.outline = self.node, "" if number else self.outline
                part.anchor = "" if number else self.anchor
        return parts


class TaggedHead(TaggedParagraph):
    """A heading of a table: one element, though it is drawn again on each page the table runs over."""

    def draw(self) -> None:
        """Draw between marks; the second time it is decoration."""
        if not self.node.marks:
            super().draw()
            return
        self.canv.begin_artifact()
        Paragraph.draw(self)
        self.canv.end_mark()


class TaggedTable(Table):
    """A table whose lines and tints are decoration; its cells hold tagged paragraphs."""

    def _drawBkgrnd(self) -> None:  # noqa: N802 - ReportLab's name
        self.canv.begin_artifact()
        super()._drawBkgrnd()
        self.canv.end_mark()

    def _drawLines(self) -> None:  # noqa: N802 - ReportLab's name
        self.canv.begin_artifact()
        super()._drawLines()
        self.canv.end_mark()


class Picture(Flowable):
    """The service's logo, described for a screen reader."""

    def __init__(self, image: Any, width: float, height: float, node: Node) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._image, self._node = image, node

    def draw(self) -> None:
        """Draw the picture between marks."""
        self.canv.begin_mark(self._node)
        self.canv.drawImage(
            self._image, 0, 0, self.width, self.height, mask="auto", preserveAspectRatio=True, anchor="w"
        )
        self.canv.end_mark()


class SignatureSpace(Flowable):
    """The place of a signature: a line to sign over, and where the PDF's signature field goes."""

    def __init__(self, part: str, label: str, width: float, height: float, parent: Node) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._part, self._label, self._parent = part, label, parent

    def draw(self) -> None:
        """Draw the frame as decoration and note the field's rectangle on the page."""
        canvas: TaggedCanvas = self.canv
        canvas.begin_artifact()
        canvas.saveState()
        canvas.setStrokeColorRGB(0.77, 0.81, 0.85)
        canvas.setLineWidth(0.8)
        canvas.roundRect(0, 0, self.width, self.height, 4)
        canvas.restoreState()
        canvas.end_mark()
        left, bottom = canvas.absolutePosition(0, 0)
        node = Node("Form", self._parent, title=self._label, widget=self._part)
        node.attach()
        canvas.fields.append(
            (
                self._part,
                canvas.getPageNumber() - 1,
                (left, bottom, left + self.width, bottom + self.height),
                node,
            )
        )
