"""The answers to choose from, or the levels of a scale: words, what each looks like, and points."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.answers import MOST_DIGITS
from app.domain.form_levels import added, moved, put, without
from app.ui.kit.fields import TextBox
from app.ui.kit.flow import flowing
from app.ui.kit.line_box import LineBox
from app.ui.kit.widgets import button, clear, row

if TYPE_CHECKING:
    from app.domain.forms import Option

MOST_POINTS = 100
POINTS_PX, LABEL_LINES = 76, 1


class Levels(QWidget):
    """A list of answers, or of ``plain`` words. ``told`` carries all after each change; ids stay."""

    told = Signal(object)

    def __init__(self, options: tuple[Option, ...], word: str = "Answer", *, plain: bool = False) -> None:
        super().__init__()
        self._options, self._word, self._plain = options, word, plain
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._rows)
        self._add = button(f"Add: {word.lower()}", self._added, "quiet")
        layout.addWidget(row(self._add, None))
        self._draw()

    def value(self) -> tuple[Option, ...]:
        """Return the answers as they stand."""
        return self._options

    def put(self, options: tuple[Option, ...]) -> None:
        """Show other answers."""
        self._options = options
        self._draw()

    def _draw(self) -> None:
        clear(self._rows)
        for number, option in enumerate(self._options):
            self._rows.addWidget(self._row(number, option))

    def _row(self, number: int, option: Option) -> QWidget:
        name = f"{self._word} {number + 1}"
        label = TextBox(option.label, self._word, lines=LABEL_LINES)
        label.setAccessibleName(name)
        label.textChanged.connect(partial(self._reworded, label, number, "label"))
        meaning = TextBox(option.meaning, "What it looks like", lines=LABEL_LINES)
        meaning.setAccessibleName(f"What {name.lower()} looks like")
        meaning.textChanged.connect(partial(self._reworded, meaning, number, "meaning"))
        points = LineBox("" if option.score is None else str(option.score))
        points.setValidator(QIntValidator(0, MOST_POINTS, points))
        points.setPlaceholderText("points")
        points.setAccessibleName(f"Points of {name.lower()}")
        points.setFixedWidth(POINTS_PX)
        points.textChanged.connect(partial(self._counted, number))
        verbs = (
            ("Up", partial(self._moved, number, -1)),
            ("Down", partial(self._moved, number, 1)),
            ("Take out", partial(self._gone, number)),
        )
        buttons = [button(word, action, "quiet", f"{word}: {name.lower()}") for word, action in verbs]
        for made in buttons:
            made.setAccessibleName(made.toolTip())
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 8)
        inside.setSpacing(4)
        inside.addWidget(label)
        if not self._plain:
            inside.addWidget(meaning)
        inside.addWidget(flowing(*([] if self._plain else [points]), *buttons))
        return holder

    def _reworded(self, box: TextBox, number: int, name: str) -> None:
        self._tell(put(self._options, number, name, box.toPlainText()))

    def _counted(self, number: int, text: str) -> None:
        score = int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
        self._tell(put(self._options, number, "score", score))

    def _added(self) -> None:
        self._again(added(self._options, self._word.lower()))
        boxes = [box for box in self.findChildren(TextBox) if box.placeholderText() == self._word]
        boxes[-1].setFocus()

    def _moved(self, number: int, by: int) -> None:
        self._again(moved(self._options, number, by))
        self._add.setFocus()

    def _gone(self, number: int) -> None:
        self._again(without(self._options, number))
        self._add.setFocus()

    def _again(self, options: tuple[Option, ...]) -> None:
        self._options = options
        self._draw()
        self._tell(options)

    def _tell(self, options: tuple[Option, ...]) -> None:
        self._options = options
        self.told.emit(options)
