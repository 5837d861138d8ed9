"""The worker's own points before a supervision."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.pages import places, prepare
from app.ui.context import Heard
from app.ui.kit.answers import Answers
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, row, words
from app.ui.kit.writing import AUTOSAVE_MS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.answers import Answer
    from app.pages.prepare import Preparing
    from app.ui.context import Context


class PrepareScreen(Screen):
    """Five short questions, kept as they are typed."""

    title = "Before your supervision"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._answers = Answers(context)
        self._answers.typed.connect(self._typed)
        self._answers.left.connect(self._store)
        self._sent: Mapping[str, Answer] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._store)

    def refresh(self) -> None:
        """Read the sheet."""
        self.read(self._show, prepare.read)

    def leave(self) -> None:
        """Keep what is typed."""
        self._store()

    def _show(self, page: Preparing) -> None:
        self._store()
        self._answers.follow(page.form, page.answers)
        with self.drawn_afresh():
            self.page.addWidget(words(page.intro))
            for key, _, item in page.form.keyed:
                answer = page.answers.get(key, "")
                self.page.addWidget(self._answers.field(key, item, answer, label=item.label))
            done = button("Done", partial(self.context.go, places.Today()), "primary")
            self.page.addWidget(row(None, done))
            self.page.addStretch(1)
        self._sent = self._answers.values()
        self._answers.focus_first()

    def _typed(self) -> None:
        self._timer.start()

    def _store(self) -> None:
        self._timer.stop()
        answers = self._answers.values()
        if answers and answers != self._sent and self.context.anyone:
            self._sent = answers
            heard = Heard(self.context.saved.emit, self._not_stored)
            self.context.send(heard, prepare.store, answers)

    def _not_stored(self, error: Exception) -> None:
        self._sent = None  # so that it is tried again
        self.context.saved.emit("Not saved yet")
        self.context.tell_problem(error)
