"""Reading one record: the sealed PDF, its signatures and versions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.changes import Topic
from app.domain.clock import long_moment
from app.domain.errors import IncompleteError
from app.domain.records import RecordState
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, chip, clear, row, words

if TYPE_CHECKING:
    from app.services.recording import Draft, View
    from app.ui.context import Context

TONES = {
    RecordState.SEALED: ("✓", "in_date"),
    RecordState.READY: ("✎", "soon"),
    RecordState.WAITING: ("✎", "soon"),
    RecordState.CORRECTED: ("–", "neutral"),
    RecordState.WITHDRAWN: ("–", "neutral"),
    RecordState.DRAFT: ("○", "neutral"),
}


class RecordScreen(Screen):
    """A record as it stands."""

    title = "Record"
    topics = frozenset({Topic.RECORDS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._record_id = ""
        self._pdf = PdfView(context, "The sealed PDF")

    def enter(self, **arguments: Any) -> None:
        """Show a record."""
        self._record_id = str(arguments.get("record_id", self._record_id))
        self.refresh()

    def refresh(self) -> None:
        """Read the record."""
        self.context.run(partial(self.context.house.recording.view, self.context.actor, self._record_id), self._show)

    def _show(self, view: View) -> None:
        if not self.context.anyone:
            return
        self._pdf.setParent(None)
        clear(self.page)
        record, zone, actor = view.record, self.context.house.clock.zone(), self.context.actor
        self.show_title(f"{record.title} · {view.about.name}")
        summary = next(v for v in view.versions if v.id == record.id)
        symbol, tone = TONES[record.state]
        self.page.addWidget(
            row(chip(symbol, summary.status, tone), words(f"Held {long_moment(record.held_at, zone)}, led by {view.led_by.name}"), None)
        )
        if record.reason:
            self.page.addWidget(card(words(f"This version corrects an earlier one: {record.reason}"), kind="notice"))
        if record.withdrawn_because:
            self.page.addWidget(card(words(f"Withdrawn: {record.withdrawn_because}"), kind="notice"))
        for signature in view.signatures:
            self.page.addWidget(words(f"✓ {signature.part.value}: {signature.name}, {long_moment(signature.signed_at, zone)}", "hint"))
        others = [v for v in view.versions if v.id != record.id]
        for other in others:
            label = f"Open version {other.version} ({other.status})"
            self.page.addWidget(row(button(label, partial(self.context.go, "record", record_id=other.id), "quiet"), None))
        parts: list[Any] = []
        if record.state is RecordState.DRAFT and actor.person_id == record.led_by_id:
            parts.append(button("Carry on writing", partial(self.context.go, "supervision", record_id=record.id), "primary"))
        if record.state in {RecordState.READY, RecordState.WAITING} and actor.person_id in {record.led_by_id, record.about_id}:
            parts.append(button("Go to signing", partial(self.context.go, "sign", record_id=record.id), "primary"))
        if record.state in {RecordState.SEALED, RecordState.CORRECTED, RecordState.WITHDRAWN}:
            parts.append(button("Save a copy…", self._save_copy, "primary"))
        if view.may_correct:
            parts += [button("Correct…", self._correct), button("Withdraw…", self._withdraw)]
        if parts:
            self.page.addWidget(row(*parts, None))
        if view.pdf:
            self._pdf.show_pdf(view.pdf)
            self._pdf.setMinimumHeight(520)
            self.page.addWidget(self._pdf, 1)
            self._pdf.show()
        else:
            self.page.addStretch(1)

    def _save_copy(self) -> None:
        path = self.context.dialogs.save_file("Save a copy of the sealed PDF", "record.pdf", "PDF (*.pdf)")
        if path is not None:
            self.context.run(partial(self.context.house.transfer.export_one, self.context.actor, self._record_id, path), self._copied)

    def _copied(self, path: object) -> None:
        self.context.said.emit(f"Saved to {path}. Outside Alongside it is no longer encrypted; keep it safe.")

    def _correct(self) -> None:
        reason = self.context.dialogs.ask_text("Why is it corrected? The record stays; a new version is made and both of you sign again.")
        if reason is not None:
            self.context.run(
                partial(self.context.house.recording.correct, self.context.actor, self._record_id, reason), self._corrected, self._refused
            )

    def _corrected(self, draft: Draft) -> None:
        self.context.go("supervision", record_id=draft.record.id)

    def _withdraw(self) -> None:
        reason = self.context.dialogs.ask_text("Why is it withdrawn? It stays readable and is marked as withdrawn.")
        if reason is not None:
            self.context.run(partial(self.context.house.recording.withdraw, self.context.actor, self._record_id, reason), None, self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, IncompleteError):
            self.context.said.emit(str(error))
        else:
            self.context.tell_problem(error)
