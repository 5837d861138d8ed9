"""A form as people will see it, with made-up answers: one part on the screen, the paper, and the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from app.ui.kit.answers import Answers
from app.ui.kit.fields import Choices
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.section import SectionPart
from app.ui.kit.widgets import clear, column, scrolled, words

if TYPE_CHECKING:
    from app.domain.content import Content
    from app.domain.forms import Section
    from app.ui.context import Context

SCREEN, PAPER, PDF = "screen", "paper", "pdf"
LOOKS = ((SCREEN, "Screen"), (PAPER, "Paper"), (PDF, "PDF"))
NOTE = "As people will see it. The answers are made up."


class FormPreview(QWidget):
    """``looked`` carries how somebody wants to look: the screen, the paper or the PDF."""

    looked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.look = SCREEN
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        looks = Choices("Look at it", LOOKS, SCREEN)
        looks.chosen.connect(self._look)
        layout.addWidget(looks)
        layout.addWidget(words(NOTE, "hint"))
        self._inside = QVBoxLayout()
        self._answers: Answers | None = None
        holder = QWidget()
        holder.setLayout(self._inside)
        holder.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._pdf = PdfView(context, "The form as it is printed")
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolled(column(holder, None)))
        self._pages.addWidget(self._pdf)
        layout.addWidget(self._pages, 1)

    def show_part(self, part: Section | None, content: Content) -> None:
        """Show a part as it is on the screen. It can be read and not typed in."""
        clear(self._inside)
        self._answers = Answers(self._context)
        if part is None:
            return
        shown = SectionPart(part, content, self._answers)
        for widget in shown.findChildren(QWidget):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.setReadOnly(True)
        self._inside.addWidget(shown)

    def show_pdf(self, pdf: bytes) -> None:
        """Show the paper or the PDF."""
        self._pdf.show_pdf(pdf)

    def _look(self, look: str) -> None:
        self.look = look
        self._pages.setCurrentIndex(0 if look == SCREEN else 1)
        self.looked.emit(look)
