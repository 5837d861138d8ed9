"""One monthly audit: the records drawn, with the same questions for each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.pages import places, quality_audit
from app.ui.kit.answers import Answers
from app.ui.kit.fields import TextBox
from app.ui.kit.lines import verb_button
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, field, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.answers import Answer
    from app.pages.places import Place
    from app.pages.quality_audit import Drawn, QualityAuditPage
    from app.ui.context import Context


KEEP_MS = 400


class QualityAuditScreen(Screen):
    """The records drawn, one after the other, with the same questions for each."""

    title = "Audit of supervision"
    page_width = 900

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._audit_id = ""
        self._asked: dict[str, Answers] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._keep)

    def come(self, place: Place) -> None:
        """Show an audit that is not finished."""
        if isinstance(place, places.QualityAudit):
            self._audit_id = place.audit_id
        self._asked = {}
        self.read(self._show, quality_audit.read, self._audit_id)

    def leave(self) -> None:
        """Keep what was answered."""
        if self._asked and self.context.anyone:
            self._keep()

    def _show(self, page: QualityAuditPage) -> None:
        self.show_title(page.title)
        with self.drawn_afresh():
            self._asked = {}
            self.page.addWidget(words(page.told, "hint"))
            if page.form.intro:
                self.page.addWidget(words(page.form.intro))
            for record in page.records:
                self.page.addWidget(self._record(record, page))
            self._words = TextBox(page.words, lines=3)
            self._words.left.connect(self._keep)
            self.page.addWidget(field("What do you take from this, and what will change?", self._words))
            self.page.addStretch(1)
        self.set_foot(
            button("Back", partial(self.context.go, places.Quality())),
            None,
            print_button("Print it…", self._print, tip="The questions, to fill in by hand"),
            button("Seal the audit", self._seal, "primary"),
        )

    def _record(self, record: Drawn, page: QualityAuditPage) -> QWidget:
        answers = Answers(self.context, record.number)
        answers.follow(page.form, record.found)
        answers.typed.connect(self._timer.start)
        answers.left.connect(self._keep)
        self._asked[record.record_id] = answers
        head = row(words(record.called, "heading"), verb_button(record.open, self.context))
        return card(head, *answers.several(page.questions, record.found, flat=True))

    def _answers(self) -> dict[str, dict[str, Answer]]:
        return {record_id: answers.values() for record_id, answers in self._asked.items()}

    def _keep(self) -> None:
        self._timer.stop()
        given, taken = self._answers(), self._words.toPlainText()
        self.context.send(self.context.saved.emit, quality_audit.answer, self._audit_id, given, taken)

    def _seal(self) -> None:
        self._timer.stop()
        given, taken = self._answers(), self._words.toPlainText()
        self.context.send(self._sealed, quality_audit.seal, self._audit_id, given, taken)

    def _sealed(self, said: str) -> None:
        self._asked = {}
        self.context.said.emit(said)
        self.context.go(places.Quality())

    def _print(self) -> None:
        questions = ("Save the questions", "Audit.pdf", PDF)
        print_out(self.context, questions, quality_audit.paper, self._audit_id)
