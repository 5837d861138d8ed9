"""Charts to print: bars drawn as decoration, and the same figures as a table that can be read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from app.documents.archive import Finish
from app.documents.binding import bind, table
from app.documents.tagging import Node, TaggedParagraph
from app.documents.typography import BODY, INK, LINE, markup, styles

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Service

MARGIN, HEIGHT = 22 * mm, 46 * mm
FILLS = (Color(0.08, 0.35, 0.5), Color(0.72, 0.8, 0.86), Color(0.45, 0.5, 0.56), Color(0.85, 0.87, 0.9))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One chart: labels with one value a series (None is no figure), and the same as a table of words."""

    title: str
    intro: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    table: tuple[tuple[str, ...], ...]
    most: int | None


class _Bars(Flowable):
    def __init__(self, figure: Figure, width: float) -> None:
        super().__init__()
        self.width, self.height, self._figure = width, HEIGHT, figure

    def draw(self) -> None:
        """Draw the bars; the table below says the same."""
        canvas: Any = self.canv
        canvas.begin_artifact()
        values = [v for _, row in self._figure.rows for v in row if v is not None]
        top, slot = self._figure.most or max([*values, 1]), self.width / max(len(self._figure.rows), 1)
        canvas.setStrokeColor(LINE)
        canvas.line(0, 12, self.width, 12)
        for place, (label, row) in enumerate(self._figure.rows):
            bar = slot * 0.7 / max(len(row), 1)
            for number, value in enumerate(row):
                if value is not None:
                    canvas.setFillColor(FILLS[number % len(FILLS)])
                    canvas.rect(
                        place * slot + slot * 0.15 + number * bar,
                        12,
                        bar * 0.9,
                        (HEIGHT - 18) * value / top,
                        stroke=0,
                        fill=1,
                    )
            canvas.setFillColor(INK)
            canvas.setFont(BODY, 6.5)
            canvas.drawCentredString(place * slot + slot / 2, 3, label[: max(int(slot / 3.4), 3)])
        canvas.end_mark()


def render_figures(service: Service, figures: tuple[Figure, ...], made_at: dt.datetime) -> bytes:
    """Return the charts as a PDF."""
    root, style, story = Node("Document"), styles(), list[Any]()
    width = A4[0] - 2 * MARGIN
    name = service.name + (" – DEMO, everything in it is made up" if service.demo else "")
    story.append(TaggedParagraph.of(markup(name), style["service"], Node("P", root)))
    story.append(TaggedParagraph.of("Looking back", style["title"], Node("H1", root), "Looking back"))
    for figure in figures:
        story.append(
            TaggedParagraph.of(markup(figure.title), style["heading"], Node("H2", root), figure.title)
        )
        story.append(TaggedParagraph.of(markup(figure.intro), style["body"], Node("P", root)))
        story.append(_Bars(figure, width))
        story += [table(figure.table, root, width, first=0.4, tight=True), Spacer(1, 5 * mm)]
    about = Finish(title="Looking back", made_at=made_at, attachments={})
    return bind(story, root, about, size=A4, frame=(MARGIN, MARGIN, width, A4[1] - 2 * MARGIN))
