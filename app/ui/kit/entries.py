"""Answers that are entries: the rows of a table, the columns of a grid, blocks of questions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.answers import ROW, entries, row_name
from app.domain.asking import asked_columns
from app.domain.confirming import hash_of
from app.domain.forms import FieldType
from app.domain.needed import needed, titled
from app.domain.occasions import still
from app.ui.kit.confirm_field import ConfirmField
from app.ui.kit.inputs import SIMPLE, Input, Place
from app.ui.kit.widgets import button, card, clear, column, field, row, tell_needed, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from app.domain.answers import Answer, Cell, Entry
    from app.domain.forms import Field
    from app.ui.kit.question_fields import Maker

MOST_SIDE_BY_SIDE = 5
"""Columns of a table that fit beside each other; a wider one is shown as blocks."""
SIDEWAYS = "sideways"
LEAST_CELL = 120
"""Pixels a cell needs so that what is typed in it can be read."""


class EntriesField(QWidget):
    """The entries of one question, with one more at the end for the asking."""

    changed = Signal()

    def __init__(self, item: Field, value: Answer, maker: Maker) -> None:
        super().__init__()
        self._item, self._maker = item, maker
        self._inputs: list[tuple[str, dict[str, Input]]] = []
        self._places: list[dict[str, QWidget]] = []
        if any(column.when or column.type is FieldType.CONFIRMED for column in item.columns):
            maker.typed.connect(self._look)
        self._still = words("", "hint")
        if item.apart:
            maker.typed.connect(self._count)
            self.changed.connect(self._count)
        self._holder = QVBoxLayout(self)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.setSpacing(8)
        self._draw(self._first(value))

    def value(self) -> tuple[Entry, ...]:
        """Return the entries in which something is said."""
        return entries(tuple(self._all()))

    def inputs(self) -> tuple[Input, ...]:
        """Return every input, entry by entry."""
        return tuple(one for _, cells in self._inputs for one in cells.values())

    # --- what is there --------------------------------------------------------------------------------------

    def _first(self, value: Answer) -> list[Entry]:
        """Return what to show: the form's own rows, what was said, and as many as there must be."""
        there = list(entries(value))
        fixed = [
            next((one for one in there if one.get(ROW) == row.id), {ROW: row.id}) for row in self._item.rows
        ]
        free = [one for one in there if one.get(ROW, "") not in {row.id for row in self._item.rows}]
        least = 0 if fixed else max(int(self._item.least or 0), 1)
        return [*fixed, *free, *({} for _ in range(least - len(free)))]

    def _all(self) -> list[Entry]:
        found: list[Entry] = []
        for fixed, cells in self._inputs:
            said: dict[str, Cell] = {ROW: fixed} if fixed else {}
            for id_, one in cells.items():
                answer = one.value()
                if answer and (isinstance(answer, str) or all(isinstance(part, str) for part in answer)):
                    said[id_] = answer  # type: ignore[assignment]  # a column holds no entries
            found.append(said)
        return found

    def _more(self) -> None:
        shown = [*self._all(), {}]
        self._draw(shown)
        self._go(len(shown) - 1)

    def _less(self, number: int) -> None:
        shown = self._all()
        del shown[number]
        self._draw(shown)
        self._go(min(number, len(shown) - 1))
        self.changed.emit()

    def _go(self, number: int) -> None:
        first = next(iter(self._inputs[number][1].values()), None) if self._inputs else None
        if first is not None:
            first.named.setFocus()

    # --- drawing --------------------------------------------------------------------------------------------

    def _draw(self, shown: Sequence[Entry]) -> None:
        item = self._item
        clear(self._holder)
        self._inputs, self._places = [], []
        names = [row_name(item, entry, number) for number, entry in enumerate(shown, 1)]
        wide = item.type is FieldType.TABLE and len(item.columns) > MOST_SIDE_BY_SIDE
        draw = self._blocks if item.type is FieldType.BLOCKS or wide else self._grid
        self._holder.addWidget(draw(shown, names))
        self._look()
        if not item.rows and (item.most is None or len(shown) < item.most):
            another = f"Add another {item.entry[:1].lower()}{item.entry[1:]}" if item.entry else "Add a row"
            more = button(another, self._more, "quiet")
            more.setAccessibleName(f"{item.label}: {another[:1].lower()}{another[1:]}")
            self._holder.addWidget(row(more, None))
        if item.apart:
            self._still = words("", "hint")
            self._holder.addWidget(self._still)
            self._count()
        first = next(iter(self.inputs()), None)
        if first is not None:
            self.setFocusProxy(first.named)

    def _make(self, entry: Entry, name: str, *, cell: bool) -> dict[str, Input]:
        made = {}
        for one in self._item.columns:
            said = f"{self._item.label}, {name}: {one.label}"
            place = Place(name=said, lines=2, cell=cell)
            made[one.id] = SIMPLE[one.type](one, entry.get(one.id, ""), self._maker, place)
            made[one.id].named.setAccessibleName(titled(one, said))
            if needed(one):
                tell_needed(made[one.id].widget)
        self._inputs.append((str(entry.get(ROW, "")), made))
        for put in made.values():
            if isinstance(put.named, ConfirmField):
                put.named.row = partial(self._row, made)
        self._places.append({id_: one.widget for id_, one in made.items()})
        return made

    def _look(self) -> None:
        """Show the cells that are asked in each entry; what was typed in the others is kept."""
        for places, entry in zip(self._places, self._all(), strict=True):
            there = {column.id for column in asked_columns(self._item, entry)}
            for id_, place in places.items():
                if place.isHidden() is (id_ in there):
                    place.setVisible(id_ in there)
        for one in self.inputs():
            if isinstance(one.named, ConfirmField):
                one.named.look()

    def _count(self) -> None:
        """Say how many occasions there were and how many are still needed."""
        self._still.setText(still(self._item, self.value()))

    def _row(self, cells: dict[str, Input]) -> str:
        """Return the hash of the row that some cells are."""
        number = next(number for number, (_, one) in enumerate(self._inputs) if one is cells)
        return hash_of(self._item, self._all()[number])

    def _out(self, number: int, name: str) -> QWidget | None:
        if self._inputs[number][0] or len(self._item.rows) > number:
            return None
        off = button("Take out", partial(self._less, number), "quiet")
        off.setAccessibleName(f"{self._item.label}: take {name} out")
        return off

    def _blocks(self, shown: Sequence[Entry], names: Sequence[str]) -> QWidget:
        holder = column(spacing=8)
        layout = holder.layout()
        for number, (entry, name) in enumerate(zip(shown, names, strict=True)):
            made = self._make(entry, name, cell=False)
            title = name if not name.isdecimal() else f"{self._item.label} {name}"
            out = self._out(number, name) if len(shown) > 1 or any(entry) else None
            fields = []
            for one in self._item.columns:
                named = made[one.id].named
                said = named.accessibleName()
                whole = field(titled(one, unit=True), made[one.id].widget, one.hint, named=named)
                self._places[-1][one.id] = whole
                fields.append(whole)
                named.setAccessibleName(said)
            if layout is not None:
                layout.addWidget(card(row(words(title, "label"), None, out or words("", "hint")), *fields))
        return holder

    def _grid(self, shown: Sequence[Entry], names: Sequence[str]) -> QWidget:
        """A table with its entries below each other, or a grid with its entries side by side."""
        across = self._item.type is FieldType.GRID
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)

        def put(widget: QWidget, entry: int, place: int) -> None:
            grid.addWidget(widget, *((place, entry) if across else (entry, place)), Qt.AlignmentFlag.AlignTop)

        for place, one in enumerate(self._item.columns, 1):
            head = words(titled(one, unit=True), "label")
            head.setWordWrap(True)
            head.setToolTip(one.hint)
            put(head, 0, place)
        for number, (entry, name) in enumerate(zip(shown, names, strict=True)):
            label = words(name, "label")
            label.setWordWrap(True)
            label.setToolTip(next((r.meaning for r in self._item.rows if r.id == entry.get(ROW)), ""))
            put(label, number + 1, 0)
            made = self._make(entry, name, cell=True)
            for place, one in enumerate(self._item.columns, 1):
                put(made[one.id].widget, number + 1, place)
            out = self._out(number, name)
            if out is not None and (len(shown) > 1 or any(entry)):
                put(out, number + 1, len(self._item.columns) + 1)
        lines = len(shown) if across else len(self._item.columns)
        for place in range(1, lines + 1):
            grid.setColumnMinimumWidth(place, LEAST_CELL)
            grid.setColumnStretch(place, 1)
        return _sideways(holder)


def _sideways(holder: QWidget) -> QScrollArea:
    """Return a table that scrolls sideways when it is wider than the page."""
    area = _Sideways()
    area.setObjectName(SIDEWAYS)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(holder)
    return area


class _Sideways(QScrollArea):
    """As high as what it holds, also when that grows."""

    def setWidget(self, widget: QWidget) -> None:  # noqa: N802 - Qt's name
        """Hold a table and follow its height."""
        super().setWidget(widget)
        widget.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the height of the table."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave room for the bar once it is needed."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        held = self.widget()
        if held is not None:
            layout, needs = held.layout(), held.minimumSizeHint()
            grows = layout is not None and layout.hasHeightForWidth()
            high = layout.heightForWidth(held.width()) if layout is not None and grows else 0
            bar = self.horizontalScrollBar().sizeHint().height() if needs.width() > self.width() else 0
            self.setFixedHeight(max(high, held.sizeHint().height(), needs.height()) + bar + 2)
