"""A box for each shape a setting can have. ``told`` carries the value after each change by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.pages.form_settings import Shape
from app.ui.kit.fields import Picker, TextBox
from app.ui.kit.levels import Levels
from app.ui.kit.line_box import LineBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.pages.form_settings import Setting

MOST = 100_000
NUMBER_PX = 120


class WordsBox(TextBox):
    """Words, as many lines as they need."""

    told = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__(str(setting.value), lines=1)
        self.textChanged.connect(self._tell)

    def value(self) -> object:
        """Return the words."""
        return self.toPlainText()

    def put(self, value: Any) -> None:
        """Show other words."""
        with QSignalBlocker(self):
            self.setPlainText(value)
        self._fit()

    def _tell(self) -> None:
        self.told.emit(self.value())


class ListBox(WordsBox):
    """Several texts, one a line."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.put(setting.value)

    def value(self) -> object:
        """Return the lines that say something."""
        return tuple(line.strip() for line in self.toPlainText().split("\n") if line.strip())

    def put(self, value: Any) -> None:
        """Show other lines."""
        super().put("\n".join(value))


class NumberBox(LineBox):
    """A whole number, or nothing."""

    told = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__("" if setting.value is None else str(setting.value))
        self.setValidator(QIntValidator(0, MOST, self))
        self.setMaximumWidth(NUMBER_PX)
        self.textChanged.connect(self._tell)

    def value(self) -> object:
        """Return the number, or None."""
        return int(self.text()) if self.text().isdecimal() else None

    def put(self, value: Any) -> None:
        """Show another number."""
        with QSignalBlocker(self):
            self.setText("" if value is None else str(value))

    def _tell(self) -> None:
        self.told.emit(self.value())


class TickBox(QCheckBox):
    """On or off."""

    told = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting.label)
        self.setChecked(bool(setting.value))
        self.toggled.connect(self._tell)

    def value(self) -> object:
        """Return whether it is ticked."""
        return self.isChecked()

    def put(self, value: Any) -> None:
        """Tick it or not."""
        with QSignalBlocker(self):
            self.setChecked(bool(value))

    def _tell(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.told.emit(on)


class ChoiceBox(Picker):
    """One of several."""

    told = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__([(one.id, one.label) for one in setting.choices], str(setting.value or ""))
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentIndexChanged.connect(self._tell)

    def put(self, value: Any) -> None:
        """Choose another."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(self.findData(str(value or "")), 0))

    def _tell(self, *_: object) -> None:
        self.told.emit(self.value() or "")


class TicksBox(QWidget):
    """Some of several, each with a tick. What is chosen and not among them stays chosen."""

    told = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._others: tuple[str, ...] = ()
        self._ticks: dict[str, QCheckBox] = {}
        for one in setting.choices:
            tick = QCheckBox(one.label)
            tick.setAccessibleName(f"{setting.label}: {one.label}")
            tick.toggled.connect(self._tell)
            layout.addWidget(tick)
            self._ticks[one.id] = tick
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))
        self.put(setting.value)

    def value(self) -> object:
        """Return the ids of what is ticked."""
        return (*self._others, *(one for one, tick in self._ticks.items() if tick.isChecked()))

    def put(self, value: Any) -> None:
        """Tick others."""
        self._others = tuple(one for one in value if one not in self._ticks)
        for one, tick in self._ticks.items():
            with QSignalBlocker(tick):
                tick.setChecked(one in value)

    def _tell(self, *_: object) -> None:
        self.told.emit(self.value())


class LevelsBox(Levels):
    """Answers to choose from."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting.value)


Box = WordsBox | NumberBox | TickBox | ChoiceBox | TicksBox | LevelsBox
BOXES: dict[Shape, Callable[[Setting], Box]] = {
    Shape.LINE: WordsBox,
    Shape.WORDS: WordsBox,
    Shape.LIST: ListBox,
    Shape.NUMBER: NumberBox,
    Shape.TICK: TickBox,
    Shape.CHOICE: ChoiceBox,
    Shape.TICKS: TicksBox,
    Shape.LEVELS: LevelsBox,
}


def box(setting: Setting) -> Box:
    """Return the box for a setting, holding its value."""
    return BOXES[setting.shape](setting)
