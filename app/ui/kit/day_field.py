"""A day to type as people write it; what was understood is told below in words."""

from __future__ import annotations

import datetime as dt
from typing import Generic, TypeVar

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.almanac import FIRST_YEAR, LAST_YEAR, Sense, full_date, typed_date
from app.domain.days import doubt, read_day
from app.domain.errors import DayError
from app.ui.kit.widgets import FIELD, LOCALE, PressButton, line, words

V = TypeVar("V")
PLACEHOLDER, WIDEST = "3/2/26 or Friday", "30 Nov 2026 MM"


class _CalendarButton(PressButton):
    """A button with a picture only. The theme says how large it is; Qt would keep room for words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("calendar")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for nothing more."""
        return self.minimumSize()

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name


class WrittenField(QWidget, Generic[V]):
    """A line to write in, a calendar beside it, and below it what was understood, or why nothing was.

    ``changed`` follows every key, ``left`` the moment the cursor goes. What cannot be read stays as it was
    typed: ``value`` raises DayError then and says so at the field, ``kept`` returns it for a draft.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, today: dt.date, text: str, empty: str) -> None:
        super().__init__()
        self._today, self._empty, self._hint = today, empty, ""
        self.line = line(text, PLACEHOLDER)
        room = self.fontMetrics().horizontalAdvance(WIDEST)
        self.line.setMinimumWidth(room)
        self.line.setMaximumWidth(2 * room)
        self._button = _CalendarButton()
        self._button.setToolTip("Choose in a calendar (Alt+Down)")
        self._button.clicked.connect(self.open_calendar)
        self._told: QLabel = words("", "hint")
        self._told.setWordWrap(True)
        self._calendar: QCalendarWidget | None = None
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.line, 12)
        top.addWidget(self._button)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._told)
        self.setFocusProxy(self.line)
        self.setProperty(FIELD, True)  # noqa: FBT003 - Qt's own way
        self.setAccessibleName("Date")
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        self._tell(left=True)

    # --- what the value is ----------------------------------------------------------------------------------

    def _read(self, text: str) -> V:
        raise NotImplementedError

    def _in_words(self, value: V) -> str:
        raise NotImplementedError

    def _as_typed(self, value: V) -> str:
        raise NotImplementedError

    def _on(self, day: dt.date) -> V:
        """Return the value for a day of the calendar, or of the arrow keys."""
        raise NotImplementedError

    def _day_of(self, value: V) -> dt.date:
        raise NotImplementedError

    def _doubt(self, value: V) -> str:
        """Return what to ask about a value that may be meant, or nothing."""
        raise NotImplementedError

    # --- what others ask ------------------------------------------------------------------------------------

    def value(self) -> V | None:
        """Return what is written, or None for nothing. Raises DayError, and goes there, if unreadable."""
        if not self.line.text().strip():
            return None
        try:
            return self._read(self.line.text())
        except DayError as error:
            self._tell(left=True)
            self.line.setFocus()
            self._announce(str(error))
            raise

    def quietly(self) -> V | None:
        """Return what is written, or None for nothing and for what cannot be read."""
        try:
            return self._read(self.line.text()) if self.line.text().strip() else None
        except DayError:
            return None

    def unread(self) -> str:
        """Return what is written but cannot be read, so that it can be kept with a draft."""
        text = self.line.text()
        return text if text.strip() and self.quietly() is None else ""

    def doubt(self) -> str:
        """Return what to ask before this is used, or nothing."""
        value = self.quietly()
        return self._doubt(value) if value is not None else ""

    def put(self, value: V | None) -> None:
        """Write a value in, so that it can be undone."""
        self._write(self._as_typed(value) if value is not None else "")

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name the line, and the button after it."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)
        self._button.setAccessibleName(f"{name}: choose in a calendar")

    def setAccessibleDescription(self, hint: str) -> None:  # noqa: N802 - Qt's name
        """Say more about the line; what was understood is said after it."""
        self._hint = hint
        self._describe()

    # --- typing ---------------------------------------------------------------------------------------------

    def eventFilter(self, watched: object, event: object) -> bool:  # noqa: N802 - Qt's name
        """Up and down go a day on or back, Alt+Down opens the calendar; leaving tidies what is understood."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.open_calendar()
                return True
            if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                return self._step(1 if event.key() == Qt.Key.Key_Up else -1)
        if watched is self.line and isinstance(event, QFocusEvent) and event.lostFocus():
            self._leave(event)
        return False

    def _step(self, by: int) -> bool:
        value = self.quietly()
        day = self._day_of(value) + dt.timedelta(days=by) if value is not None else self._today
        if value is not None or not self.line.text().strip():
            self.put(self._on(day))
        return True

    def _leave(self, event: QFocusEvent) -> None:
        if event.reason() in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            return
        value = self.quietly()
        if value is not None and self.line.text() != self._as_typed(value):
            self.put(value)
        self._tell(left=True)
        if self.line.text().strip():
            self._announce(self._told.text())
        self.left.emit()

    def _typed(self, _text: str) -> None:
        self._tell(left=False)
        self.changed.emit()

    def _write(self, text: str) -> None:
        if text != self.line.text():
            self.line.selectAll()
            self.line.insert(text)
            self.line.home(False)  # noqa: FBT003 - Qt's own way; a step that Ctrl+Z keeps apart from what follows
            self.line.end(False)  # noqa: FBT003 - Qt's own way

    def _tell(self, *, left: bool) -> None:
        """Say what was understood. What cannot be read yet is no fault while somebody still types."""
        told, kind = self._empty, "hint"
        if self.line.text().strip():
            try:
                value = self._read(self.line.text())
                told = self._doubt(value) or self._in_words(value)
            except DayError as error:
                told, kind = (str(error), "error") if left else ("…", "hint")
        self._told.setText(told)
        if self._told.objectName() != kind:
            self._told.setObjectName(kind)
            self._told.style().unpolish(self._told)
            self._told.style().polish(self._told)
        self._describe()

    def _describe(self) -> None:
        self.line.setAccessibleDescription(" ".join(filter(None, (self._hint, self._told.text()))))

    def _announce(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, text))

    # --- the calendar ---------------------------------------------------------------------------------------

    def open_calendar(self) -> None:
        """Show a calendar below the line, at the day that is written or at today."""
        if self._calendar is None:
            self._calendar = calendar = QCalendarWidget(self)
            calendar.setWindowFlags(Qt.WindowType.Popup)
            calendar.setLocale(LOCALE)
            calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            calendar.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
            calendar.setAccessibleName(self.line.accessibleName())
            calendar.clicked.connect(self._chose)
            calendar.activated.connect(self._chose)
        value = self.quietly()
        day = self._day_of(value) if value is not None else self._today
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        self._calendar.show()
        self._calendar.setFocus()

    def _chose(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.put(self._on(dt.date(day.year(), day.month(), day.day())))
        self._tell(left=True)
        self.line.setFocus()


class DayField(WrittenField[dt.date]):
    """A day that may be left out. ``sense`` says what it is for.

    It begins with a day, or with what was once typed and could not be read.
    """

    def __init__(
        self,
        today: dt.date,
        value: dt.date | str | None = None,
        empty: str = "no date",
        sense: Sense = Sense.ANY,
    ) -> None:
        self._sense = sense
        super().__init__(today, typed_date(value) if isinstance(value, dt.date) else _typed(value), empty)

    def kept(self) -> str:
        """Return the day as 2026-02-03, or what is written when it cannot be read: for a draft."""
        value = self.quietly()
        return value.isoformat() if value is not None else self.unread()

    def _read(self, text: str) -> dt.date:
        return read_day(text, self._today, self._sense)

    def _in_words(self, value: dt.date) -> str:
        return full_date(value)

    def _as_typed(self, value: dt.date) -> str:
        return typed_date(value)

    def _on(self, day: dt.date) -> dt.date:
        return day

    def _day_of(self, value: dt.date) -> dt.date:
        return value

    def _doubt(self, value: dt.date) -> str:
        return doubt(value, self._today, self._sense)


def _typed(value: str | None) -> str:
    """Return a kept text as it is typed: a kept day in its usual form, anything else as it is."""
    try:
        return typed_date(dt.date.fromisoformat(value or ""))
    except ValueError:
        return value or ""
