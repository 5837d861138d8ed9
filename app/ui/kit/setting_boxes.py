"""A box for each shape a setting can have. ``told`` carries the value after each change by a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.facts import is_fact
from app.pages.form_declared import Shape
from app.ui.kit.fields import Picker, TextBox
from app.ui.kit.levels import Levels
from app.ui.kit.line_box import LineBox
from app.ui.kit.tick import Tick
from app.ui.kit.widgets import button, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.pages.form_settings import Setting

MOST, PLACES = 100_000, 3
NUMBER_PX = 120


def narrow(picker: Picker) -> Picker:
    """Let a list to choose from be narrower than its longest line."""
    picker.setMinimumContentsLength(12)
    picker.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return picker


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
    """A number, or nothing."""

    told = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__("" if setting.value is None else f"{setting.value:g}")
        self.setValidator(QDoubleValidator(0, MOST, PLACES, self))
        self.setMaximumWidth(NUMBER_PX)
        self.textChanged.connect(self._tell)

    def value(self) -> object:
        """Return the number, or None."""
        try:
            number = float(self.text())
        except ValueError:
            return None
        return int(number) if number.is_integer() else number

    def put(self, value: Any) -> None:
        """Show another number."""
        with QSignalBlocker(self):
            self.setText("" if value is None else f"{value:g}")

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
        narrow(self)
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
            tick = Tick(one.label, name=f"{setting.label}: {one.label}")
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


class RowsBox(Levels):
    """Rows that are there from the start."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting.value, "Row", plain=True)


class ColumnsBox(QWidget):
    """What is asked in each: said in words, with a button that adds one. The list of lines changes them."""

    told = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._value: Any = ()
        self._words = words("", "body")
        self._add = button("Add what is asked", self._tell, "quiet")
        self.setFocusProxy(self._add)
        layout.addWidget(self._words)
        layout.addWidget(self._add)
        self.put(setting.value)

    def value(self) -> object:
        """Return the columns."""
        return self._value

    def put(self, value: Any) -> None:
        """Show other columns."""
        self._value = value
        self._words.setText(", ".join(" ".join(one.label.split()) or "…" for one in value) or "Nothing yet")

    def _tell(self) -> None:
        self.told.emit(None)


class WhenBox(QWidget):
    """Always, or only after some answers to an earlier question."""

    told = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting = setting
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._question = narrow(Picker([(one.id, one.label) for one in setting.choices]))
        self._question.setAccessibleName(f"{setting.label}: which question")
        self._question.activated.connect(self._chosen)
        self._layout.addWidget(self._question)
        self._answers: TicksBox | ListBox | None = None
        self.setFocusProxy(self._question)
        self.put(setting.value)

    def value(self) -> object:
        """Return the question and the answers it waits for."""
        ticked: Any = self._answers.value() if self._answers is not None else ()
        return (self._question.value() or "", ticked)

    def put(self, value: Any) -> None:
        """Show another question and other answers."""
        self._question.setCurrentIndex(max(self._question.findData(value[0]), 0))
        if self._answers is not None:
            self._answers.hide()
            self._answers.setParent(None)
            self._answers = None
        chosen = self._question.value() or ""
        choices = self._setting.answers.get(chosen, ())
        if is_fact(chosen) and not choices:
            self._answers = ListBox(replace(self._setting, value=value[1]))
            self._answers.setAccessibleName("Words, one a line")
            self._answers.setPlaceholderText("One a line")
            self._answers.told.connect(self._tell)
            self._layout.addWidget(self._answers)
        elif choices:
            ticks = replace(self._setting, label="When the answer is", value=value[1], choices=choices)
            self._answers = TicksBox(ticks)
            self._answers.told.connect(self._tell)
            self._layout.addWidget(self._answers)

    def _chosen(self, _row: int) -> None:
        self.put((self._question.value() or "", ()))
        self._tell()

    def _tell(self, *_: object) -> None:
        self.told.emit(self.value())


class WorkOutBox(QWidget):
    """How something is worked out, of what, and what each counts by."""

    told = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        how, weight = ([(one.id, one.label) for one in setting.answers[name]] for name in ("how", "weight"))
        self._how, self._weight = narrow(Picker(how)), narrow(Picker(weight))
        self._how.setAccessibleName("How it is worked out")
        self._weight.setAccessibleName("What each counts by")
        self._of = TicksBox(setting)
        for made in (self._how, self._of, self._weight):
            layout.addWidget(made)
        self.setFocusProxy(self._how)
        self.put(setting.value)
        self._how.activated.connect(self._tell)
        self._weight.activated.connect(self._tell)
        self._of.told.connect(self._tell)

    def value(self) -> object:
        """Return how, of what, and by what."""
        return (self._how.value() or "", self._of.value(), self._weight.value() or "")

    def put(self, value: Any) -> None:
        """Show another way to work it out."""
        self._how.setCurrentIndex(max(self._how.findData(value[0]), 0))
        self._of.put(value[1])
        self._weight.setCurrentIndex(max(self._weight.findData(value[2]), 0))

    def _tell(self, *_: object) -> None:
        self.told.emit(self.value())


Simple = WordsBox | NumberBox | TickBox | ChoiceBox | TicksBox
Box = Simple | LevelsBox | RowsBox | ColumnsBox | WhenBox | WorkOutBox
BOXES: dict[Shape, Callable[[Setting], Box]] = {
    Shape.LINE: WordsBox,
    Shape.WORDS: WordsBox,
    Shape.LIST: ListBox,
    Shape.NUMBER: NumberBox,
    Shape.TICK: TickBox,
    Shape.CHOICE: ChoiceBox,
    Shape.TICKS: TicksBox,
    Shape.LEVELS: LevelsBox,
    Shape.ROWS: RowsBox,
    Shape.COLUMNS: ColumnsBox,
    Shape.WHEN: WhenBox,
    Shape.WORK_OUT: WorkOutBox,
}


def box(setting: Setting) -> Box:
    """Return the box for a setting, holding its value."""
    return BOXES[setting.shape](setting)
