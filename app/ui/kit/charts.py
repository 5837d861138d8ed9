"""Bars, drawn by hand in the theme's colours.

The same figures stand in a table for whoever reads or listens.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.widgets import Table, button, column, row, words
from app.ui.theme.style import tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from app.domain.charts import Chart
    from app.ui.context import Context

FILLS = ("primary", "border_strong", "late", "info")
HEIGHT = 170


class Bars(QWidget):
    """One chart as bars with their values above them."""

    def __init__(self, chart: Chart, colours: dict[str, str]) -> None:
        super().__init__()
        self._chart = chart
        self._fills = [QColor(colours[name]) for name in FILLS]
        self._text, self._quiet, self._line = (QColor(colours[name]) for name in ("text", "text_2", "border"))
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = "; ".join(" ".join(cell for cell in line if cell) for line in chart.table[1:])
        self.setAccessibleName(f"{chart.title}. {', '.join(chart.series)}. {told}")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw."""
        painter, chart = QPainter(self), self._chart
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        values = [v for _, values in chart.rows for v in values if v is not None]
        top, foot = chart.most or max([*values, 1]), self.fontMetrics().height() + 4
        slot, high = self.width() / max(len(chart.rows), 1), self.height() - 2 * foot
        painter.setPen(self._line)
        painter.drawLine(0, self.height() - foot, self.width(), self.height() - foot)
        for place, (label, bars) in enumerate(chart.rows):
            wide = slot * 0.74 / max(len(bars), 1)
            for number, value in enumerate(bars):
                left = place * slot + slot * 0.13 + number * wide
                tall = high * (value or 0) / top
                painter.fillRect(
                    QRectF(left, self.height() - foot - tall, wide * 0.9, tall),
                    self._fills[number % len(self._fills)],
                )
                painter.setPen(self._quiet)
                shown = "" if value is None else str(value)
                painter.drawText(
                    QRectF(left - 8, self.height() - foot - tall - foot, wide + 16, foot),
                    Qt.AlignmentFlag.AlignCenter,
                    shown,
                )
            painter.setPen(self._text)
            words_ = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, int(slot) - 2)
            painter.drawText(
                QRectF(place * slot, self.height() - foot, slot, foot), Qt.AlignmentFlag.AlignCenter, words_
            )


def _turn(table: Table) -> None:
    table.setVisible(not table.isVisible())


def charted(chart: Chart, context: Context) -> QWidget:
    """Return a chart with its words, a key to its colours and its table behind a button."""
    colours = tokens(context.resources, context.look.theme)
    table = Table(f"{chart.title}, as a table", chart.table[0])
    table.fill([(str(number), line) for number, line in enumerate(chart.table[1:])])
    table.setMinimumHeight(min(len(chart.table), 9) * 38)
    table.hide()
    show = button("As a table", partial(_turn, table), "quiet", f"{chart.title} as a table")
    key = []
    for number, name in enumerate(chart.series if len(chart.series) > 1 else ()):
        swatch = words("■", "label")
        swatch.setStyleSheet(f"color: {colours[FILLS[number % len(FILLS)]]}")
        key += [swatch, words(name, "label")]
    return column(
        words(chart.title, "heading"),
        words(chart.intro, "hint"),
        row(*key, None, show),
        Bars(chart, colours),
        table,
        spacing=6,
    )
