"""Printing: the pages first, then the system's own print dialog; nothing readable is left behind for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QVBoxLayout

from app.domain.on_paper import OnPaper
from app.pages import viewing
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.saving import save_as, save_sheet
from app.ui.kit.widgets import PressButton, button, dressed, row, words
from app.ui.theme.icons import drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.domain.changes import Outcome
    from app.domain.pictures import Picture
    from app.ui.context import Context
    from app.ui.kit.saving import Asked

KEYS = "Ctrl+P"
NUMBER = re.compile(r"[A-Z]+-\d+")
NOTHING = "There is nothing to print on this page."
NO_PRINTER = (
    "The printer did not take it. Look whether it is switched on and joined to this PC, and try again."
)
DPI = 200
"""Dots per inch at which a page is drawn for paper: letters are sharp, and one page takes 15 MB of memory."""
A4_INCHES = 8.27
WIDTH, HEIGHT = 820, 640


class PrintButton(PressButton):
    """A button that leads to paper. Ctrl+P presses the first one that can be seen."""


def print_button(
    text: str, action: Callable[[], object], kind: str = "secondary", tip: str = ""
) -> PrintButton:
    """Return a button that prints: the one way to say that a page has something for paper."""
    made = PrintButton(text)
    dressed(made, action, kind, f"{tip or text} ({KEYS})")
    if tip.startswith(text):
        made.setAccessibleName(tip)  # see lines.named
    drawn(made, "printer")
    return made


def press_print(page: QWidget, say: Callable[[str], None]) -> None:
    """Press the first button of a page that prints, or say that there is none."""
    found = (one for one in page.findChildren(PrintButton) if one.isVisible() and one.isEnabled())
    first = next(found, None)
    if first is None:
        say(NOTHING)
    else:
        first.click()


def print_out(
    context: Context,
    asked: Asked,
    intent: Callable[..., Outcome[Any]],
    *args: object,
    again: bool = True,
) -> None:
    """Carry out an intent that writes a PDF, into memory, and show its pages, to be printed or saved.

    ``asked`` is what is asked where it is saved instead; of its file name a record's number is told to the
    printer, and nothing else. Not ``again``: what is written counts, so the same cannot go into a file too.
    """
    paper, name = OnPaper(), asked[1].removesuffix(".pdf")
    found = NUMBER.search(name)
    number = found[0] if found else ""
    save = partial(save_as, context, asked, intent, *args) if again else None
    context.make(partial(_made, context, paper, number, save), intent, *args, paper)


def _made(
    context: Context, paper: OnPaper, number: str, save: Callable[[], object] | None, _: object
) -> None:
    show_pages(context, paper.pdf, number, save)


def show_pages(
    context: Context, pdf: bytes, number: str = "", save: Callable[[], object] | None = None
) -> None:
    """Show the pages of a PDF, to be printed, or saved where ``save`` does that."""
    Preview(context, pdf, number, save).open()


def show_sheet(context: Context, sheet: bytes) -> None:
    """Show a recovery sheet, to be printed or saved. Nobody needs to be signed in."""
    show_pages(context, sheet, save=partial(save_sheet, context, sheet))


class Preview(QDialog):
    """The pages as they come out of the printer."""

    def __init__(self, context: Context, pdf: bytes, number: str, save: Callable[[], object] | None) -> None:
        super().__init__(context.dialogs.parent)
        self._context, self._pdf, self._number, self._save = context, pdf, number, save
        self.setWindowTitle("Print")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages = PdfView(context, "The pages as they are printed")
        self._print = button("Print…", self._begin, "primary")
        saves = [button("Save as PDF…", self._keep)] if save is not None else []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(words("Print", "title"))
        layout.addWidget(self._pages, 1)
        layout.addWidget(row(*saves, None, button("Close", self.reject), self._print))
        window = context.dialogs.parent
        room = window.size() if window is not None else self.size()
        self.resize(max(min(WIDTH, room.width() - 48), 480), max(HEIGHT, room.height() - 96))
        self._pages.show_pdf(pdf)
        self._print.setFocus()

    def _keep(self) -> None:
        self.accept()
        if self._save is not None:
            self._save()

    def _begin(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(f"Alongside {self._number}".strip())
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setFullPage(True)
        if self._context.dialogs.choose_printer(printer):
            Printing(self._context, self._pdf, printer).begin()
            self.accept()


@dataclass(frozen=True, slots=True)
class _Pages:
    """Which pages of a PDF, from 0: up to, not with, ``end``."""

    begin: int
    end: int


class Printing(QObject):
    """One PDF on its way to a printer: a page is drawn beside the vault thread, put on paper, and let go."""

    def __init__(self, context: Context, pdf: bytes, printer: QPrinter) -> None:
        super().__init__(context)
        self._context, self._pdf, self._printer = context, pdf, printer
        self._painter = QPainter()

    def begin(self) -> None:
        """Ask for the pages one after the other."""
        self._context.draw(self._counted, viewing.count, self._pdf)

    def _counted(self, count: int) -> None:
        first, last = self._printer.fromPage(), self._printer.toPage()
        self._next(_Pages(max(first - 1, 0), min(last, count) if last else count))

    def _next(self, pages: _Pages) -> None:
        if pages.begin >= pages.end:
            self._painter.end()
            self.deleteLater()
            return
        width = round(A4_INCHES * DPI)
        self._context.draw(partial(self._put, pages), viewing.picture, self._pdf, pages.begin, width)

    def _put(self, pages: _Pages, page: Picture) -> None:
        across = page.width > page.height
        way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(way)
        taken = self._printer.newPage() if self._painter.isActive() else self._painter.begin(self._printer)
        if not taken:
            self._context.problem.emit(NO_PRINTER, "R-41")
            self.deleteLater()
            return
        image = QImage(page.rgba, page.width, page.height, page.width * 4, QImage.Format.Format_RGBX8888)
        paper = QRectF(self._printer.pageLayout().fullRectPixels(self._printer.resolution()))
        size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
        self._next(_Pages(pages.begin + 1, pages.end))
