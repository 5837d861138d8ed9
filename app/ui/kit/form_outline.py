"""A form as a list of its parts and questions: chosen, moved, doubled and taken out by keys or the mouse."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListWidget, QListWidgetItem

from app.pages.form_outline import What
from app.ui.kit.outline_line import DETAIL, WHAT, OutlineLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent

    from app.pages.form_outline import OutlineRow

NAME = "Parts and questions of the form"
MARK = "! "


SCROLL_MS, EDGE_PX, BAR_PX = 40, 24, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Drag:
    """A line in hand: which, where it was taken and is now, and the line it would go before."""

    row: int = -1
    begun: QPoint = field(default_factory=QPoint)
    at: QPoint = field(default_factory=QPoint)
    before: int | None = None


class FormOutline(QListWidget):
    """``chosen`` carries a place, ``moved`` one up or down, ``dropped`` a line and the line it goes before.

    Nothing moves by itself: whoever hears it shows the lines anew.
    """

    chosen = Signal(str)
    moved = Signal(int)
    dropped = Signal(int, int)
    doubled = Signal()
    taken_out = Signal()
    taken_back = Signal()
    redone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(NAME)
        self.setItemDelegate(OutlineLine(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._places: list[str] = []
        self._drag = Drag()
        self._scroll = QTimer(self)
        self._scroll.setInterval(SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Alt+Up", partial(self.moved.emit, -1)),
            ("Alt+Down", partial(self.moved.emit, 1)),
            ("Ctrl+D", self.doubled.emit),
            ("Del", self.taken_out.emit),
            ("Ctrl+Z", self.taken_back.emit),
            ("Ctrl+Y", self.redone.emit),
            ("Ctrl+Shift+Z", self.redone.emit),
        )
        self._keys = {QKeySequence(key): action for key, action in keys}
        self.currentRowChanged.connect(self._choose)

    def show_rows(self, rows: Sequence[OutlineRow], row: int) -> None:
        """Show the lines, with one of them chosen."""
        with QSignalBlocker(self):
            while self.count() > len(rows):
                self.takeItem(self.count() - 1)
            while self.count() < len(rows):
                self.addItem(QListWidgetItem())
            for number, one in enumerate(rows):
                self._show(self.item(number), one)
            self._places = [one.place for one in rows]
            self.setCurrentRow(row)
        self.scrollToItem(self.item(row))

    def _show(self, item: QListWidgetItem, row: OutlineRow) -> None:
        item.setText(f"{MARK if row.faults else ''}{row.words}")
        item.setToolTip(row.said)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, row.said)
        item.setData(DETAIL, row.detail)
        item.setData(WHAT, row.what.value)
        flags = Qt.ItemFlag.ItemIsEnabled
        if row.what is not What.STEP:
            flags |= Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags)

    def _choose(self, row: int) -> None:
        item = self.item(row)
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.chosen.emit(self._places[row])

    def event(self, event: QEvent) -> bool:
        """Take the keys that mean something here before the window does."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (QKeySequence(event.keyCombination()) in self._keys or self._puts_back(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move, double, take out and take back. Esc puts a line in hand back."""
        if self._puts_back(event):
            self._let_go()
            return
        action = self._keys.get(QKeySequence(event.keyCombination()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    # --- dragging -------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a line, and take hold of it."""
        at = event.position().toPoint()
        item = self.itemAt(at)  # before it is chosen: what is shown of it then may move the lines
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and item is not None and self._moves(item):
            self._drag = Drag(row=self.row(item), begun=at, at=at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the line in hand would go."""
        if self._drag.row < 0:
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        far = (at - self._drag.begun).manhattanLength() >= QApplication.startDragDistance()
        if far or self._drag.before is not None:
            self._drag = replace(self._drag, at=at, before=self._before(at))
            self._scroll.start()
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go: tell which line goes before which. The list itself stays as it is."""
        drag = self._let_go()
        if drag.before is None:
            super().mouseReleaseEvent(event)
        else:
            self.dropped.emit(drag.row, drag.before)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of a line without moving it."""
        self._let_go()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the lines, and a bar where the line in hand would go."""
        super().paintEvent(event)
        before = self._drag.before
        if before is None:
            return
        last = before >= self.count()
        over = self.visualItemRect(self.item(self.count() - 1 if last else before))
        top = over.bottom() + 1 if last else over.top()
        painter = QPainter(self.viewport())
        bar = QRect(0, max(top - BAR_PX // 2, 0), self.viewport().width(), BAR_PX)
        painter.fillRect(bar, self.palette().color(QPalette.ColorRole.Highlight))
        painter.end()

    def _puts_back(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self._drag.before is not None

    def _moves(self, item: QListWidgetItem) -> bool:
        return item.data(WHAT) not in {What.FORM.value, What.STEP.value}

    def _before(self, at: QPoint) -> int:
        """Return the line before which a line let go here would go; past the end is last."""
        item = self.itemAt(QPoint(1, at.y()))
        if item is None:
            return self.count() if at.y() > 0 else self.indexAt(QPoint(1, 0)).row()
        return self.row(item) + (at.y() > self.visualItemRect(item).center().y())

    def _let_go(self) -> Drag:
        drag, self._drag = self._drag, Drag()
        self._scroll.stop()
        self.viewport().update()
        return drag

    def _scroll_on(self) -> None:
        """Scroll while a line is held near the upper or the lower edge."""
        y, height = self._drag.at.y(), self.viewport().height()
        by = -EDGE_PX if y < EDGE_PX else EDGE_PX if y > height - EDGE_PX else 0
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by)
        if by:
            self._drag = replace(self._drag, before=self._before(self._drag.at))
            self.viewport().update()
