"""The worker's own points before a supervision."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.pages import places, prepare
from app.ui.context import Heard
from app.ui.kit.fields import TextBox
from app.ui.kit.screen import Screen
from app.ui.kit.spelling import helped
from app.ui.kit.widgets import button, field, row, words
from app.ui.kit.writing import AUTOSAVE_MS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.pages.prepare import Preparing
    from app.ui.context import Context


class PrepareScreen(Screen):
    """Five short questions, kept as they are typed."""

    title = "Before your supervision"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._boxes: dict[str, TextBox] = {}
        self._sent: Mapping[str, str] | None = None
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
        self._boxes = {}
        with self.drawn_afresh():
            self.page.addWidget(words(page.intro))
            for one in page.questions:
                box = TextBox(page.answers[one.key])
                box.textChanged.connect(self._timer.start)
                box.left.connect(self._store)
                box.refused.connect(self._refused_paste)
                self._boxes[one.key] = box
                help_with = helped(box, one.item.prompts, self.context)
                self.page.addWidget(field(one.item.label, help_with, one.item.hint, named=box))
            done = button("Done", partial(self.context.go, places.Today()), "primary")
            self.page.addWidget(row(None, done))
            self.page.addStretch(1)
        self._sent = page.answers
        next(iter(self._boxes.values())).setFocus()

    def _store(self) -> None:
        self._timer.stop()
        answers = {key: box.toPlainText() for key, box in self._boxes.items()}
        if answers and answers != self._sent and self.context.anyone:
            self._sent = answers
            heard = Heard(self.context.saved.emit, self._not_stored)
            self.context.send(heard, prepare.store, answers)

    def _not_stored(self, error: Exception) -> None:
        self._sent = None  # so that it is tried again
        self.context.saved.emit("Not saved yet")
        self.context.tell_problem(error)

    def _refused_paste(self, sentence: str) -> None:
        self.context.problem.emit(sentence, "R-07")
