"""A time sample: a beep at an interval, and what is happening at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QVBoxLayout, QWidget

from app.pages.observe import LONGEST_INTERVAL, SHORTEST_INTERVAL
from app.ui.kit.fields import Count
from app.ui.kit.rating import STANDING
from app.ui.kit.widgets import button, field, line, row, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.pages.observe import Code

START, STOP = "Start the timer", "Stop the timer"
STILL = "The timer is not running."
NOW = "Now: what is happening at this moment?"


class Sampling(QWidget):
    """``noted`` carries the second, the person's code and what is ticked; ``undone`` takes the last one back.

    ``person`` is the code last used, ``second`` how far the sample has come.
    """

    noted = Signal(int, str, tuple)
    undone = Signal()

    def __init__(self, codes: Sequence[Code], interval: int, person: str, second: int) -> None:
        super().__init__()
        self._begun_at = second
        self._since = QElapsedTimer()
        self._beep = QTimer(self)
        self._beep.timeout.connect(self._beeped)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._interval = Count((SHORTEST_INTERVAL, LONGEST_INTERVAL), interval, " seconds")
        self._person = line(person, "Initials or a code")
        self._person.setMaximumWidth(220)
        every = field("A beep every", self._interval)
        layout.addWidget(row(every, field("Who (code only)", self._person), None, spacing=24))
        self._timer_button = button(START, self._toggle, "primary")
        self.setFocusProxy(self._timer_button if person else self._person)
        self._state = words(STILL, "big")
        layout.addWidget(row(self._timer_button, self._state))
        layout.addWidget(self._make_codes(codes))
        note = button("Note this moment", self._note, "primary", "Note this moment (Ctrl+Return)")
        note.setShortcut("Ctrl+Return")
        layout.addWidget(row(note, button("Undo the last one", self.undone.emit), None))
        self._tally = words("", "body")
        layout.addWidget(self._tally)

    def show_tally(self, text: str) -> None:
        """Say how often each thing was seen."""
        self._tally.setText(text)

    def accept(self) -> None:
        """Empty the ticks for the next moment."""
        for box in self._boxes.values():
            box.setChecked(False)

    def stop(self) -> None:
        """Stop the timer."""
        self._beep.stop()
        self._timer_button.setText(START)
        self._state.setText(STILL)

    def _make_codes(self, codes: Sequence[Code]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        self._boxes: dict[str, QCheckBox] = {}
        for place, code in enumerate(codes):
            box = QCheckBox(code.words)
            box.setAccessibleName(code.name)
            box.setProperty("target", STANDING)
            grid.addWidget(box, place // 2, place % 2)
            self._boxes[code.id] = box
            keys = QKeySequence(str(code.digit))
            QShortcut(keys, holder, box.toggle, context=Qt.ShortcutContext.WindowShortcut)
        return holder

    def _toggle(self) -> None:
        if self._beep.isActive():
            self.stop()
            return
        if not self._since.isValid():
            self._since.start()
        self._beep.start(self._interval.value() * 1000)
        self._timer_button.setText(STOP)
        self._state.setText(f"A beep every {self._interval.value()} seconds.")

    def _beeped(self) -> None:
        QApplication.beep()
        self._state.setText(NOW)
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            first.setFocus()

    def _note(self) -> None:
        elapsed = int(self._since.elapsed() // 1000) if self._since.isValid() else 0
        ticked = tuple(code for code, box in self._boxes.items() if box.isChecked())
        self.noted.emit(self._begun_at + elapsed, self._person.text(), ticked)
