"""Reading one record: the sealed PDF, its signatures and versions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.answers import shown
from app.domain.changes import Topic
from app.domain.clock import long_moment
from app.domain.errors import IncompleteError
from app.domain.kinds import Kind
from app.domain.records import RecordState
from app.ui.kit.charts import charted
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, chip, clear, column, line, row, words

if TYPE_CHECKING:
    from app.domain.charts import Chart
    from app.services.practice import Looked
    from app.services.records.desk import Draft
    from app.services.records.lists import View
    from app.ui.context import Context

OPEN = {RecordState.READY, RecordState.WAITING}
TONES = {
    RecordState.SAVED: ("✓", "in_date"),
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
        self.context.run(
            partial(self.context.house.records.view, self.context.actor, self._record_id), self._show
        )

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
            row(
                chip(symbol, summary.status, tone),
                words(f"Held {long_moment(record.held_at, zone)}, led by {view.led_by.name}"),
                None,
            )
        )
        if record.reason:
            self.page.addWidget(
                card(words(f"This version corrects an earlier one: {record.reason}"), kind="notice")
            )
        if record.withdrawn_because:
            self.page.addWidget(card(words(f"Withdrawn: {record.withdrawn_because}"), kind="notice"))
        for signature in view.signatures:
            self.page.addWidget(
                words(
                    f"✓ {signature.part.value}: {signature.name}, {long_moment(signature.signed_at, zone)}",
                    "hint",
                )
            )
        others = [v for v in view.versions if v.id != record.id]
        for other in others:
            label = f"Open version {other.version} ({other.status})"
            self.page.addWidget(
                row(button(label, partial(self.context.go, "record", record_id=other.id), "quiet"), None)
            )
        self._show_added(view)
        parts: list[Any] = []
        if record.state is RecordState.DRAFT and actor.person_id == record.led_by_id:
            parts.append(
                button(
                    "Carry on writing",
                    partial(self.context.write, record.kind, record_id=record.id),
                    "primary",
                )
            )
        if record.state in OPEN and actor.person_id in {record.led_by_id, record.about_id}:
            parts.append(
                button("Go to signing", partial(self.context.go, "sign", record_id=record.id), "primary")
            )
        if record.state in {RecordState.SEALED, RecordState.CORRECTED, RecordState.WITHDRAWN}:
            parts.append(button("Save a copy…", self._save_copy, "primary"))
            parts.append(
                button("What it counts for…", partial(self.context.go, "counting", record_id=record.id))
            )
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
            self._show_words(view)
            self.page.addStretch(1)

    def _show_words(self, view: View) -> None:
        """Show what is written while there is no sealed PDF yet."""
        content = view.record.content
        for section in view.form.sections:
            answered = [
                (item, f"{section.id}.{item.id}")
                for item in section.fields
                if content.answers.get(f"{section.id}.{item.id}")
            ]
            if answered:
                self.page.addWidget(words(section.title, "heading"))
            for item, key in answered:
                note = f"  ({content.notes[key]})" if content.notes.get(key) else ""
                self.page.addWidget(
                    column(
                        words(item.label, "hint"), words(shown(item, content.answers[key]) + note), spacing=1
                    )
                )
        agreed = [action.what for action in content.new_actions if action.what.strip()]
        if agreed:
            self.page.addWidget(words("What comes next", "heading"))
            for what in agreed:
                self.page.addWidget(words(f"• {what}"))

    def _show_added(self, view: View) -> None:
        record, zone = view.record, self.context.house.clock.zone()
        for one in view.attendance:
            self.page.addWidget(words(f"✓ took part: {one.name}, {long_moment(one.signed_at, zone)}", "hint"))
        for file in view.attachments:
            open_it = button(
                "Save this file…", partial(self._save_file, file.id, file.name), "quiet", f"Save {file.name}"
            )
            self.page.addWidget(
                row(words(f"File: {file.name}, {file.size // 1024 + 1} kB", "hint"), None, open_it)
            )
        if record.kind is Kind.OBSERVATION and record.state is not RecordState.DRAFT:
            self._looked = words("", "body")
            self.page.addWidget(self._looked)
            self.context.run(
                partial(self.context.house.practice.looked, self.context.actor, record.id), self._show_looked
            )
            self._repeats = QWidget()
            self.page.addWidget(self._repeats)
            chart = partial(
                self.context.house.charts.repeats,
                self.context.actor,
                view.about.id,
                record.form_id,
                f"{view.form.title} over time",
            )
            self.context.run(chart, self._show_repeats)
        for comment in view.comments:
            self.page.addWidget(
                card(words(comment.text), words(f"{comment.name}, {long_moment(comment.at, zone)}", "hint"))
            )
        if record.state not in {RecordState.DRAFT, RecordState.READY, RecordState.WAITING}:
            self._comment = line(placeholder="Add a line of your own")
            self._comment.setAccessibleName("Add a line of your own to this record")
            self._comment.returnPressed.connect(self._add_comment)
            self.page.addWidget(row(self._comment, button("Add it", self._add_comment)))

    def _show_looked(self, looked: Looked) -> None:
        text = f"Taken together: {looked.result.word}."
        if looked.result.critical_unmet:
            text += " Critical and not yet met: " + "; ".join(looked.result.critical_unmet) + "."
        both = looked.agreement
        if both is not None:
            kappa = (
                f", Cohen’s kappa {both.kappa:.2f}" if both.kappa is not None else ", kappa has no value here"
            )
            text += (
                f"\nTwo people watched: they agree on {both.agreed} of {both.n} items "
                f"({both.percent or 0} %{kappa}, n = {both.n})."
            )
            text += "".join(f"\n• {label}: {one} / {two}" for _, label, one, two in both.differences)
        self._looked.setText(text)

    def _show_repeats(self, chart: Chart) -> None:
        if len(chart.series) > 1 and self._repeats.layout() is None:
            layout = QVBoxLayout(self._repeats)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(charted(chart, self.context))

    def _add_comment(self) -> None:
        if self._comment.text().strip():
            self.context.run(
                partial(
                    self.context.house.sharing.comment,
                    self.context.actor,
                    self._record_id,
                    self._comment.text(),
                )
            )

    def _save_file(self, attachment_id: str, name: str) -> None:
        path = self.context.dialogs.save_file("Save this file", name, "All files (*)")
        if path is not None:
            save = partial(
                self.context.house.transfer.export_attachment, self.context.actor, attachment_id, path
            )
            self.context.run(save, self.context.tell_saved)

    def _save_copy(self) -> None:
        path = self.context.dialogs.save_file("Save a copy of the sealed PDF", "record.pdf", "PDF (*.pdf)")
        if path is not None:
            self.context.run(
                partial(self.context.house.transfer.export_one, self.context.actor, self._record_id, path),
                self.context.tell_saved,
            )

    def _correct(self) -> None:
        reason = self.context.dialogs.ask_text(
            "Why is it corrected? The record stays; a new version is made and both of you sign again."
        )
        if reason is not None:
            self.context.run(
                partial(self.context.house.correcting.correct, self.context.actor, self._record_id, reason),
                self._corrected,
                self._refused,
            )

    def _corrected(self, draft: Draft) -> None:
        self.context.write(draft.record.kind, record_id=draft.record.id)

    def _withdraw(self) -> None:
        reason = self.context.dialogs.ask_text(
            "Why is it withdrawn? It stays readable and is marked as withdrawn."
        )
        if reason is not None:
            self.context.run(
                partial(self.context.house.correcting.withdraw, self.context.actor, self._record_id, reason),
                None,
                self._refused,
            )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, IncompleteError):
            self.context.said.emit(str(error))
        else:
            self.context.tell_problem(error)
