"""The worker's own points before a supervision."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.domain.clock import time_of_day
from app.ui.kit.screen import Screen
from app.ui.kit.spelling import helped
from app.ui.kit.widgets import TextBox, button, clear, field, row, words

if TYPE_CHECKING:
    from app.services.records.preparing import Preparation
    from app.ui.context import Context

AUTOSAVE_MS = 400


class PrepareScreen(Screen):
    """Five short questions, saved as they are typed."""

    title = "Before your supervision"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._boxes: dict[str, TextBox] = {}
        self._typed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._store)

    def refresh(self) -> None:
        """Read the sheet."""
        self.context.run(partial(self.context.house.preparing.sheet, self.context.actor), self._show)

    def leave(self) -> None:
        """Store what is typed."""
        self._store()

    def _show(self, sheet: Preparation) -> None:
        clear(self.page)
        self._boxes = {}
        self.page.addWidget(words(sheet.form.intro))
        for section in sheet.form.sections:
            for item in section.fields:
                key = f"{section.id}.{item.id}"
                box = TextBox(sheet.answers.get(key, ""))
                box.textChanged.connect(self._changed)
                box.left.connect(self._store)
                self._boxes[key] = box
                self.page.addWidget(
                    field(item.label, helped(box, item.prompts, self.context), item.hint, named=box)
                )
        self.page.addWidget(row(None, button("Done", partial(self.context.go, "today"), "primary")))
        self.page.addStretch(1)
        self._typed = False
        next(iter(self._boxes.values())).setFocus()

    def _changed(self) -> None:
        self._typed = True
        self._timer.start()

    def _store(self) -> None:
        self._timer.stop()
        if self._typed and self.context.anyone:
            self._typed = False
            answers = {key: box.toPlainText() for key, box in self._boxes.items()}
            self.context.run(
                partial(self.context.house.preparing.store, self.context.actor, answers),
                self._stored,
            )

    def _stored(self, _value: None) -> None:
        clock = self.context.house.clock
        self.context.saved.emit(f"Saved {time_of_day(clock.now(), clock.zone())}")
