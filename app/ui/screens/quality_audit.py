"""One monthly audit: the records drawn, with the same questions for each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Choices, TextBox, button, card, clear, field, row, words

if TYPE_CHECKING:
    from app.domain.quality import QualityAudit
    from app.domain.records import RecordSummary
    from app.ui.context import Context


class QualityAuditScreen(Screen):
    """The records drawn, one after the other, with the same questions for each."""

    title = "Audit of supervision"
    page_width = 900

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._audit_id = ""
        self._asked: list[tuple[str, str, Choices]] = []

    def enter(self, **arguments: Any) -> None:
        """Show an audit that is not finished."""
        self._audit_id = str(arguments.get("audit_id") or self._audit_id)
        self.context.run(self._read, self._show)

    def _read(self) -> tuple[QualityAudit, tuple[RecordSummary, ...]]:
        quality, actor = self.context.house.quality, self.context.actor
        return next(a for a in quality.audits(actor) if a.id == self._audit_id), quality.sample(
            actor, self._audit_id
        )

    def _show(self, answer: tuple[QualityAudit, tuple[RecordSummary, ...]]) -> None:
        if not self.context.anyone:
            return
        audit, sample = answer
        guide = self.context.house.quality.guide()
        clear(self.page)
        self._asked = []
        self.show_title(f"Audit of supervision, {audit.month:%B %Y}")
        self.page.addWidget(
            words(
                (
                    f"{len(sample)} records drawn by chance with the seed {audit.seed}. What you answer "
                    "is kept as you go."
                ),
                "hint",
            )
        )
        for record in sample:
            look = button("Read it", partial(self._open, record.id), tip=f"Open {record.number}")
            parts: list[Any] = [
                row(words(f"{record.kind.label} {record.number}, {record.held_at:%d/%m/%Y}", "heading"), look)
            ]
            for question in guide.questions:
                given = audit.answers.get(record.id, {}).get(question.id, "")
                choice = Choices(f"{record.number}: {question.text}", guide.answers, given)
                choice.chosen.connect(self._keep)
                self._asked.append((record.id, question.id, choice))
                parts += [words(question.text), choice]
            self.page.addWidget(card(*parts))
        self._words = TextBox(audit.words, lines=3)
        self._words.left.connect(self._keep)
        self.page.addWidget(field("What do you take from this, and what will change?", self._words))
        self.page.addStretch(1)
        self.set_foot(
            button("Back", partial(self.context.go, "quality")),
            None,
            button("Seal the audit", self._seal, "primary"),
        )

    def leave(self) -> None:
        """Keep what was answered."""
        if self._asked and self.context.anyone:
            self._keep()

    def _answers(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for record_id, question_id, choice in self._asked:
            if choice.value():
                found.setdefault(record_id, {})[question_id] = choice.value()
        return found

    def _keep(self, *_: object) -> None:
        store = self.context.house.quality.answer
        self.context.run(
            partial(store, self.context.actor, self._audit_id, self._answers(), self._words.toPlainText()),
            self._kept,
        )

    def _kept(self, _value: object) -> None:
        self.context.saved.emit("Saved")

    def _seal(self) -> None:
        self._keep()
        self.context.run(
            partial(self.context.house.quality.seal_audit, self.context.actor, self._audit_id), self._sealed
        )

    def _sealed(self, _audit: QualityAudit) -> None:
        self._asked = []
        self.context.said.emit("The audit is sealed. It counts as evidence of how the service checks itself.")
        self.context.go("quality")

    def _open(self, record_id: str) -> None:
        self.context.go("record", record_id=record_id)
