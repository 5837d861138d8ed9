"""A sealed PDF inside the app, page by page, without a file on the disk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.pages import viewing

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent

    from app.domain.pictures import Picture
    from app.ui.context import Context

WIDEST_PAGE, NARROWEST_PAGE, BORDER = 760, 360, 40
A4 = 1.4142
"""Height by width of a page, until it is drawn and known."""
SHARP_MS = 250
"""How long a window rests before its pages are drawn sharp again."""


class PdfView(QScrollArea):
    """Shows every page at a readable width; pages are drawn beside the vault thread, one after the other."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self._context = context
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setMinimumHeight(360)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._layout = QVBoxLayout(self._inside)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(self._inside)
        self._shown = b""
        self._labels: list[QLabel] = []
        self._shapes: dict[QLabel, float] = {}
        self._sharp = QTimer(self, singleShot=True, interval=SHARP_MS)
        self._sharp.timeout.connect(self._draw)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF."""
        if pdf == self._shown:
            return
        self._shown, self._labels, self._shapes = pdf, [], {}
        while self._layout.count():
            item = self._layout.takeAt(0)
            if item is not None and (widget := item.widget()):
                widget.deleteLater()
        self._context.draw(partial(self._ask_pages, pdf), viewing.count, pdf)

    def _ask_pages(self, pdf: bytes, count: int) -> None:
        if pdf != self._shown or not isValid(self):
            return
        for number in range(count):
            label = QLabel()
            label.setAccessibleName(f"Page {number + 1} of {count}")
            label.setScaledContents(True)
            self._layout.addWidget(label)
            self._labels.append(label)
        self._fit()
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the pages inside: at once as they are, sharp again once the window rests."""
        super().resizeEvent(event)
        if self._labels and self._labels[0].width() != self._page_width():
            self._fit()
            self._sharp.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Draw nothing more for nobody: the program may be closing."""
        super().hideEvent(event)
        self._sharp.stop()

    def _page_width(self) -> int:
        return min(max(self.viewport().width() - BORDER, NARROWEST_PAGE), WIDEST_PAGE)

    def _fit(self) -> None:
        width = self._page_width()
        for label in self._labels:
            label.setFixedSize(width, int(width * self._shapes.get(label, A4)))

    def _draw(self) -> None:
        pdf, ratio = self._shown, self.devicePixelRatioF()
        for number, label in enumerate(self._labels):
            show = partial(self._show_page, pdf, label, ratio)
            self._context.draw(show, viewing.picture, pdf, number, int(label.width() * ratio))

    def _show_page(self, pdf: bytes, label: QLabel, ratio: float, image: Picture) -> None:
        if pdf != self._shown or not isValid(label):
            return
        picture = QImage(
            image.rgba, image.width, image.height, image.width * 4, QImage.Format.Format_RGBX8888
        ).copy()
        picture.setDevicePixelRatio(ratio)
        self._shapes[label] = image.height / image.width  # a list may lie across the page
        label.setFixedHeight(int(label.width() * self._shapes[label]))
        label.setPixmap(QPixmap.fromImage(picture))
