"""What every screen that writes a record does: open a draft, store it as it is typed, never lose a word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from app.domain.clock import time_of_day
from app.domain.content import Content
from app.domain.errors import IncompleteError
from app.ui.kit.answers import Answers
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, column, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.records.desk import Draft
    from app.ui.context import Context

AUTOSAVE_MS = 400


class WritingScreen(Screen):
    """A screen over one draft.

    ``gather`` takes what the widgets hold into the content; it must do nothing while ``building``.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._draft: Draft | None = None
        self._content = Content()
        self._stored = Content()
        self._revision = 0
        self._building = False
        self._answers = Answers(context)
        self._answers.typed.connect(self._typed)
        self._answers.left.connect(self._store_now)
        self._answers.refused.connect(self._refused_paste)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._store_now)

    def leave(self) -> None:
        """Store what is typed."""
        self._store_now()

    def open_draft(self, use_case: Any) -> None:
        """Begin a draft or carry one on."""
        self._draft = None
        self.context.run(use_case, self._opened)

    def show_draft(self, draft: Draft) -> None:
        """Show the draft; the content is already taken over."""

    def gather(self) -> None:
        """Take what the widgets hold into the content."""

    def _opened(self, draft: Draft) -> None:
        if not self.context.anyone:
            return
        self._draft, self._content, self._stored, self._revision = (
            draft,
            draft.record.content,
            draft.record.content,
            draft.record.revision,
        )
        self.show_draft(draft)

    def _typed(self, *_: object) -> None:
        if not self._building:
            self._timer.start()

    def _store_now(self) -> None:
        if self._draft is not None and not self._building:
            self.gather()
        self._store()

    def _store(self) -> None:
        self._timer.stop()
        if self._draft is None or not self.context.anyone or self._content == self._stored:
            return
        content, record_id = self._content, self._draft.record.id
        use_case = partial(self._store_newest, self.context.actor, record_id, content)
        self.context.run(use_case, partial(self._was_stored, content), self._not_stored)

    def _store_newest(self, actor: Any, record_id: str, content: Content) -> Any:
        outcome = self.context.house.writing.store(actor, record_id, content, self._revision)
        self._revision = (
            outcome.value
        )  # kept here, so that the next store in the queue knows the revision before it
        return outcome

    def _was_stored(self, content: Content, _revision: int) -> None:
        self._stored = content
        clock = self.context.house.clock
        self.context.saved.emit(f"Draft saved {time_of_day(clock.now(), clock.zone())}")

    def _not_stored(self, error: Exception) -> None:
        self.context.saved.emit("Not saved yet")
        self.context.tell_problem(error)

    def _refused_paste(self, sentence: str) -> None:
        self.context.problem.emit(sentence, "R-07")

    def discard(self) -> None:
        """Throw the draft away, once somebody is sure."""
        if self._draft is None:
            return
        if self.context.dialogs.confirm("Throw this draft away? It cannot come back.", "Throw it away"):
            record_id, self._draft = self._draft.record.id, None
            self.context.run(
                partial(self.context.house.writing.discard, self.context.actor, record_id), self._discarded
            )

    def _discarded(self, _value: object) -> None:
        self.context.go("today")

    def scans(self, draft: Draft) -> QWidget:
        """Return the scans and photos kept with the draft, and a way to add one."""
        kept = []
        for file in draft.attachments:
            off = button(
                "Take off",
                partial(self._take_off_file, file.id),
                "quiet",
                f"Take {file.name} off this record",
            )
            kept.append(row(words(f"{file.name} · {file.size // 1024 + 1} kB", "hint"), None, off))
        return column(
            words("Scan or photo", "label"), *kept, row(button("Add a file…", self._attach), None), spacing=4
        )

    def _attach(self) -> None:
        path = self.context.dialogs.open_file("Add a scan or photo", "Scans (*.pdf *.png *.jpg *.jpeg)")
        if path is not None and self._draft is not None:
            record_id = self._draft.record.id
            self._store_now()
            attach, actor = self.context.house.scans.attach, self.context.actor
            self.context.run(
                lambda: attach(actor, record_id, path.name, path.read_bytes()), self._files_changed
            )

    def _take_off_file(self, attachment_id: str) -> None:
        self._store_now()
        self.context.run(
            partial(self.context.house.scans.detach, self.context.actor, attachment_id),
            self._files_changed,
        )

    def _files_changed(self, _value: object) -> None:
        if self._draft is not None:
            self.open_draft(
                partial(self.context.house.writing.draft, self.context.actor, self._draft.record.id)
            )

    def tell_missing(self, error: Exception) -> None:
        """Say what still needs an answer."""
        if isinstance(error, IncompleteError):
            lines = "\n".join(f"• {sentence}" for sentence in error.fields.values())
            self.context.problem.emit(f"{error}\n{lines}", error.code)
        else:
            self.context.tell_problem(error)
