"""When to lock: after minutes without a touch, and when the PC slept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QWindow

    from app.domain.clock import Clock

WARN_SECONDS = 15
TALKING_MINUTES = 15
"""How long the lock stays away, at least, from when somebody says that they are talking."""
TICK_MS = 5000
SLEPT_SECONDS = 60
"""A five-second tick that comes a minute late means that the PC slept."""


WAKEFUL = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class Idle(QObject):
    """Counts from the last touch while somebody is signed in: a key, the mouse, a finger or a pen."""

    warned = Signal(str)
    stayed = Signal()
    over = Signal()

    def __init__(self, parent: QObject, talking: SignalInstance) -> None:
        super().__init__(parent)
        self._minutes = 5
        self._clock: Clock | None = None
        self._seen = 0
        self._talking_until: dt.datetime | None = None
        self._quiet, self._last, self._tick = QTimer(self), QTimer(self), QTimer(self)
        for timer in (self._quiet, self._last):
            timer.setSingleShot(True)
            timer.setTimerType(Qt.TimerType.PreciseTimer)  # a usual one may be a twentieth late: 15 of 300 s
        self._tick.setInterval(TICK_MS)
        self._quiet.timeout.connect(self._warn)
        self._last.timeout.connect(self.over)
        self._tick.timeout.connect(self._notice_sleep)
        talking.connect(self.talking)

    def begin(self, minutes: int, clock: Clock) -> None:
        """Begin to count for somebody who signed in."""
        self._minutes, self._clock, self._seen, self._talking_until = minutes, clock, 0, None
        self.touched()
        self._tick.start()

    def watch(self, used: QWindow | None) -> None:
        """Notice what comes in to a window of the program, its main one or a dialog.

        A filter before everything that goes round inside the program would see a hundred times as much.
        """
        if used is not None:
            used.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count afresh, and let what came in go on."""
        del watched
        if event.type() in WAKEFUL and self._tick.isActive():
            self.touched()
        return False

    def touched(self) -> None:
        """Count afresh: a key or the mouse was used."""
        if self._last.isActive():
            self._last.stop()
            self.stayed.emit()
        self._quiet.start(max(self._minutes * 60_000, self._talking_ms()) - WARN_SECONDS * 1000)

    def talking(self) -> None:
        """Keep the lock away for fifteen minutes, touched or not; a PC that slept locks all the same."""
        if self._clock is not None:
            self._talking_until = self._clock.now() + dt.timedelta(minutes=TALKING_MINUTES)
            self.touched()

    def _talking_ms(self) -> int:
        """Return what is left of the time for talking."""
        if self._clock is None or self._talking_until is None:
            return 0
        return int((self._talking_until - self._clock.now()).total_seconds() * 1000)

    def stop(self) -> None:
        """Stop counting: nobody is signed in."""
        for timer in (self._quiet, self._last, self._tick):
            timer.stop()

    def _warn(self) -> None:
        self.warned.emit(f"Locking in {WARN_SECONDS} seconds – move the mouse to stay.")
        self._last.start(WARN_SECONDS * 1000)

    def _notice_sleep(self) -> None:
        if self._clock is None:
            return
        now = int(self._clock.now().timestamp())
        if self._seen and now - self._seen > SLEPT_SECONDS:
            self.over.emit()
        self._seen = now
