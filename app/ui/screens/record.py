"""Reading one record: the sealed PDF, its signatures and versions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Topic
from app.domain.errors import IncompleteError
from app.pages import places, record
from app.ui.context import Heard
from app.ui.kit.beside import Beside
from app.ui.kit.charts import charted
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.lines import verb_button
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF, save_as
from app.ui.kit.screen import Screen
from app.ui.kit.unsent import emptied
from app.ui.kit.widgets import READING_WIDTH, button, card, chip, column, field, line, row, scrolled, words
from app.ui.theme.style import text_scale

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollArea

    from app.pages.places import Place
    from app.pages.record import File, RecordPage
    from app.ui.context import Context

WHY_CORRECTED = "Why is it corrected? The record stays; a new version is made and both of you sign again."
WHY_HANDED = (
    "Why is it handed over? It is a draft again, signatures already given are removed, and the record says "
    "who began it."
)
WHY_CLOSED = (
    "Why is it closed without signing? The service seals it, and it says who did not sign. What was agreed "
    "in it counts."
)
LEFT_BEHIND = "Whoever led this record is not there to lead it any more. Choose who carries it on."
WHY_WITHDRAWN = "Why is it withdrawn? It stays readable and is marked as withdrawn."
SAVE = "Save a copy of the sealed PDF"
LEAST_PX, ROOM_PX, SHARES = 240, 840, (2, 3)
"""The least height of the PDF, the width from which on it stands beside its facts, and how they share it."""


class RecordScreen(Screen):
    """A record as it stands."""

    title = "Record"
    wide = True
    topics = frozenset({Topic.RECORDS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._record_id = ""
        self._copy_name = ""
        self._pdf = PdfView(context, "The sealed PDF")
        self._pdf.setMinimumHeight(LEAST_PX)
        self._facts = QVBoxLayout()

    def come(self, place: Place) -> None:
        """Show a record."""
        if isinstance(place, places.Record):
            self._record_id = place.record_id
        self.refresh()

    def refresh(self) -> None:
        """Read the record."""
        self.read(self._show, record.read, self._record_id)

    def _show(self, page: RecordPage) -> None:
        self._pdf.setParent(None)
        self._copy_name = page.copy_name
        self.show_title(page.title)
        with self.drawn_afresh(of=self._record_id):
            facts = self._begin_facts()
            status = chip(page.status.symbol, page.status.word, page.status.tone)
            self._add(row(status, words(page.held), None))
            self._add(words(page.written, "hint"))
            self._add(*(card(words(one), kind="notice") for one in page.notices))
            self._add(*(words(one, "hint") for one in page.signed))
            for version in page.versions:
                self._add(row(button(version.label, partial(self.context.go, version.place), "quiet"), None))
            self._add(*(self._file(one) for one in page.files))
            self._show_looked(page)
            self._show_comments(page)
            self._show_verbs(page)
            self._show_content(page)
            self._facts.addStretch(1)
            if page.pdf:
                self.page.addWidget(Beside(facts, self._pdf, _room, SHARES), 1)
                self._pdf.show()
            else:
                self.page.addWidget(facts, 1)

    def _begin_facts(self) -> QScrollArea:
        holder = QWidget()
        holder.setMaximumWidth(round(READING_WIDTH * text_scale()))
        self._facts = QVBoxLayout(holder)
        self._facts.setContentsMargins(0, 0, 12, 0)
        self._facts.setSpacing(12)
        return scrolled(holder)

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._facts.addWidget(widget)

    def _file(self, file: File) -> QWidget:
        save = partial(self._save_file, file.attachment_id, file.name)
        verb = button("Save this file…", save, "quiet", f"Save {file.name}")
        return row(words(file.words, "hint"), None, verb)

    def _show_looked(self, page: RecordPage) -> None:
        if page.looked:
            self._add(words(page.looked, "body"))
        if page.repeats is not None:
            self._add(charted(page.repeats, self.context))

    def _show_comments(self, page: RecordPage) -> None:
        self._add(*(card(words(one.text), words(one.by, "hint")) for one in page.comments))
        if page.may_comment:
            self._comment = line(placeholder="Add a line of your own")
            self._comment.setAccessibleName("Add a line of your own to this record")
            self._comment.returnPressed.connect(self._add_comment)
            self._add(row(self._comment, button("Add it", self._add_comment)))

    def _show_verbs(self, page: RecordPage) -> None:
        verbs = [button(one.label, partial(self.context.go, one.place), "primary") for one in page.forward]
        if page.copy_name:
            verbs.append(button("Save a copy…", self._save_copy, "primary"))
            verbs.append(print_button("Print", self._print))
        if page.counting is not None:
            verbs.append(button("What it counts for…", partial(self.context.go, page.counting)))
        if page.may_correct:
            verbs.append(button("Correct…", self._correct))
        if page.may_close:
            verbs.append(button("Close without signing…", self._close))
        if page.may_withdraw:
            verbs.append(button("Withdraw…", self._withdraw))
        verbs += [verb_button(one, self.context) for one in page.notice]
        if page.expected is not None:
            verbs.append(verb_button(page.expected, self.context))
        if verbs:
            self._add(flowing(*verbs))
        if page.hands:
            self._to = Picker([(one.id, one.label) for one in page.hands], page.hands[0].id)
            over = row(field("Hand over to", self._to), button("Hand over…", self._hand_over), None)
            self._add(card(words(LEFT_BEHIND), over, kind="notice"))

    def _show_content(self, page: RecordPage) -> None:
        if page.pdf:
            self._pdf.show_pdf(page.pdf)
            return
        for section in page.sections:
            self._add(words(section.title, "heading"))
            self._add(*(column(words(q, "hint"), words(a), spacing=1) for q, a in section.answers))
        if page.agreed:
            self._add(words("What comes next", "heading"), *(words(f"• {what}") for what in page.agreed))

    def _add_comment(self) -> None:
        if self._comment.text().strip():
            self.context.send(
                emptied(self, self._comment), record.comment, self._record_id, self._comment.text()
            )

    def _save_file(self, attachment_id: str, name: str) -> None:
        save_as(self.context, ("Save this file", name, "All files (*)"), record.save_file, attachment_id)

    def _save_copy(self) -> None:
        save_as(self.context, (SAVE, self._copy_name, PDF), record.save_copy, self._record_id)

    def _print(self) -> None:
        print_out(self.context, (SAVE, self._copy_name, PDF), record.save_copy, self._record_id)

    def _correct(self) -> None:
        reason = self.context.dialogs.ask_text(WHY_CORRECTED)
        if reason is not None:
            heard = Heard(self.context.go, self._refused)
            self.context.send(heard, record.correct, self._record_id, reason)

    def _withdraw(self) -> None:
        reason = self.context.dialogs.ask_text(WHY_WITHDRAWN)
        if reason is not None:
            self.context.send(Heard(None, self._refused), record.withdraw, self._record_id, reason)

    def _hand_over(self) -> None:
        reason, to = self.context.dialogs.ask_text(WHY_HANDED), self._to.value()
        if reason is not None and to is not None:
            heard = Heard(self.context.go, self._refused)
            self.context.send(heard, record.hand_over, self._record_id, to, reason)

    def _close(self) -> None:
        reason = self.context.dialogs.ask_text(WHY_CLOSED)
        if reason is not None:
            self.context.send(Heard(None, self._refused), record.close, self._record_id, reason)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, IncompleteError):
            self.context.said.emit(str(error))
        else:
            self.context.tell_problem(error)


def _room() -> int:
    return round(ROOM_PX * text_scale())
