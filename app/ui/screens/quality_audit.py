"""One monthly audit: the records drawn, with the same questions for each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages import places, quality_audit
from app.ui.kit.fields import Choices, TextBox
from app.ui.kit.lines import verb_button
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, field, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.pages.places import Place
    from app.pages.quality_audit import Drawn, QualityAuditPage
    from app.ui.context import Context


class QualityAuditScreen(Screen):
    """The records drawn, one after the other, with the same questions for each."""

    title = "Audit of supervision"
    page_width = 900

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._audit_id = ""
        self._asked: list[tuple[str, str, Choices]] = []

    def come(self, place: Place) -> None:
        """Show an audit that is not finished."""
        if isinstance(place, places.QualityAudit):
            self._audit_id = place.audit_id
        self._asked = []
        self.read(self._show, quality_audit.read, self._audit_id)

    def leave(self) -> None:
        """Keep what was answered."""
        if self._asked and self.context.anyone:
            self._keep()

    def _show(self, page: QualityAuditPage) -> None:
        self.show_title(page.title)
        with self.drawn_afresh():
            self._asked = []
            self.page.addWidget(words(page.told, "hint"))
            answers = [(one.id, one.label) for one in page.answers]
            for record in page.records:
                self.page.addWidget(self._record(record, answers))
            self._words = TextBox(page.words, lines=3)
            self._words.left.connect(self._keep)
            self.page.addWidget(field("What do you take from this, and what will change?", self._words))
            self.page.addStretch(1)
        back = button("Back", partial(self.context.go, places.Quality()))
        self.set_foot(back, None, button("Seal the audit", self._seal, "primary"))

    def _record(self, record: Drawn, answers: list[tuple[str, str]]) -> QWidget:
        parts: list[QWidget] = [
            row(words(record.called, "heading"), verb_button(record.open, self.context)),
        ]
        for asked in record.asked:
            choice = Choices(asked.name, answers, asked.given)
            choice.chosen.connect(self._keep)
            self._asked.append((asked.record_id, asked.question_id, choice))
            parts += [words(asked.text), choice]
        return card(*parts)

    def _answers(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for record_id, question_id, choice in self._asked:
            if choice.value():
                found.setdefault(record_id, {})[question_id] = choice.value()
        return found

    def _keep(self, *_: object) -> None:
        given, taken = self._answers(), self._words.toPlainText()
        self.context.send(self.context.saved.emit, quality_audit.answer, self._audit_id, given, taken)

    def _seal(self) -> None:
        given, taken = self._answers(), self._words.toPlainText()
        self.context.send(self._sealed, quality_audit.seal, self._audit_id, given, taken)

    def _sealed(self, said: str) -> None:
        self._asked = []
        self.context.said.emit(said)
        self.context.go(places.Quality())
