"""A form as people will see it, with made-up answers: one part on the screen, the paper, and the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from app.pages.coaching import FRONT
from app.pages.form_look import Way
from app.ui.kit.answers import Answers
from app.ui.kit.area_chips import AreaChips
from app.ui.kit.fields import Choices
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.rating import Rating
from app.ui.kit.sampling import Sampling
from app.ui.kit.section import SectionPart
from app.ui.kit.widgets import card, clear, column, field, scrolled, words

if TYPE_CHECKING:
    from app.pages.form_look import Look
    from app.ui.context import Context

SCREEN, PAPER, PDF = "screen", "paper", "pdf"
LOOKS = ((SCREEN, "Screen"), (PAPER, "Paper"), (PDF, "PDF"))
EXAMPLE = "S-0001"
"""A record that is made up."""
ROOM_PX = 60
"""What is shown above and below a question that is brought into view."""
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
        self._chosen: QWidget | None = None
        holder = QWidget()
        holder.setLayout(self._inside)
        holder.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._pdf = PdfView(context, "The form as it is printed")
        self._pages = QStackedWidget()
        self._area = scrolled(column(holder, None))
        self._pages.addWidget(self._area)
        self._pages.addWidget(self._pdf)
        layout.addWidget(self._pages, 1)

    def show_screen(self, look: Look | None) -> None:
        """Show what its screen shows, with the very widgets of that screen. It is read and not typed in.

        What is chosen comes into view.
        """
        clear(self._inside)
        self._chosen = None
        if look is None:
            return
        self._answers = Answers(self._context, EXAMPLE if look.way is Way.RECORD else "")
        shown = column(*self._drawn(look, self._answers), spacing=12)
        for widget in shown.findChildren(QWidget):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.setReadOnly(True)
        for keys in shown.findChildren(QShortcut):
            keys.setEnabled(False)
        for pressed in shown.findChildren(QAbstractButton):
            pressed.setShortcut(QKeySequence())
        self._inside.addWidget(shown)
        rated = {one.item.key: one for one in shown.findChildren(Rating)}
        self._chosen = rated.get(look.chosen) or self._answers.named(look.chosen)
        QTimer.singleShot(0, self._bring_in_view)

    def _bring_in_view(self) -> None:
        if self._chosen is not None:
            self._area.ensureWidgetVisible(self._chosen, 0, ROOM_PX)

    def _drawn(self, look: Look, answers: Answers) -> list[QWidget]:
        """Return the widgets of the screen that asks."""
        given = look.content.answers
        if look.way is Way.PART:
            return [SectionPart(look.section, look.content, answers)]
        if look.way in {Way.ONE, Way.CARD}:
            lines = 8 if look.way is Way.ONE else 3
            chips = [field(look.about, AreaChips(look.areas))] if look.areas else []
            return [
                *chips,
                *(
                    answers.field(
                        one.key, one.item, given.get(one.key, ""), lines=lines, flat=one.item.role in FRONT
                    )
                    for one in look.questions
                ),
            ]
        if look.way is Way.RECORD:
            return [card(words(EXAMPLE, "heading"), *answers.several(look.questions, given, flat=True))]
        rows: list[QWidget] = [
            Rating(row, str(given.get(row.key, "")), "", standing=False) for row in look.rows
        ]
        if look.rows and look.rows[0].meanings:
            rows.append(card(words(look.rows[0].meanings), kind="notice"))
        if look.codes:
            rows.append(Sampling(look.codes, look.interval, "AB", 0))
        return [*rows, *answers.several(look.questions, given)]

    def show_pdf(self, pdf: bytes) -> None:
        """Show the paper or the PDF."""
        self._pdf.show_pdf(pdf)

    def _look(self, look: str) -> None:
        self.look = look
        self._pages.setCurrentIndex(0 if look == SCREEN else 1)
        self.looked.emit(look)
