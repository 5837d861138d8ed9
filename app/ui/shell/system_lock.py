"""Locking at once when the PC itself is locked, put to sleep or handed to another account.

Linux tells it on the system bus (logind) and on the session's (the screen saver), Windows by messages to the
window. A system that tells nothing leaves what there is: the lock by time, Ctrl+L and F12.
"""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection
    from PySide6.QtWidgets import QWidget

LOGIN = "org.freedesktop.login1"
SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")
SESSION_CHANGE, POWER = 0x02B1, 0x0218
"""``WM_WTSSESSION_CHANGE`` and ``WM_POWERBROADCAST``."""
CONSOLE_AWAY, REMOTE_AWAY, LOGGED_OFF, LOCKED, SUSPENDING = 0x2, 0x4, 0x6, 0x7, 0x4
THIS_SESSION = 0
MESSAGES = frozenset({b"windows_generic_MSG", b"windows_dispatcher_MSG"})


class SystemLock(QObject):
    """Says ``locked`` when the PC is left."""

    locked = Signal()

    def begin(self, window: QWidget) -> tuple[str, ...]:
        """Begin to listen; return whom to."""
        if sys.platform == "win32":
            return self._windows(int(window.winId()))
        if sys.platform == "linux":
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - loaded once the window stands

            return self.listen(QDBusConnection.systemBus(), QDBusConnection.sessionBus())
        return ()

    def listen(self, system: QDBusConnection, session: QDBusConnection) -> tuple[str, ...]:
        """Listen on the two buses of Linux; return what for. One that is not there tells nothing."""
        slots: Any = tuple(
            SLOT(one) for one in ("sleeps(bool)", "locks()", "saves(bool)")
        )  # declared as bytes
        sleeps, locks, saves = slots
        heard = []
        if system.isConnected():
            manager, one = f"{LOGIN}.Manager", f"{LOGIN}.Session"
            if system.connect(LOGIN, "/org/freedesktop/login1", manager, "PrepareForSleep", self, sleeps):
                heard.append("sleep")
            if system.connect(LOGIN, "", one, "Lock", self, locks):  # any session: one too many costs a PIN
                heard.append("lock")
        if session.isConnected():
            heard += [name for name in SAVERS if session.connect("", "", name, "ActiveChanged", self, saves)]
        return tuple(heard)

    def _windows(self, handle: int) -> tuple[str, ...]:
        library: Any = ctypes.CDLL("wtsapi32")
        self._filter = _Messages(self)
        application = QCoreApplication.instance()
        if application is None or not library.WTSRegisterSessionNotification(handle, THIS_SESSION):
            return ()
        application.installNativeEventFilter(self._filter)
        return ("session", "power")

    @Slot(bool)
    def sleeps(self, beginning: bool) -> None:  # noqa: FBT001 - the bus's own
        """Lock before the PC sleeps, not when it wakes."""
        if beginning:
            self.locked.emit()

    @Slot()
    def locks(self) -> None:
        """Lock with the session."""
        self.locked.emit()

    @Slot(bool)
    def saves(self, active: bool) -> None:  # noqa: FBT001 - the bus's own
        """Lock with the screen saver."""
        if active:
            self.locked.emit()


class _Message(ctypes.Structure):
    """The beginning of a Windows ``MSG``."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("first", ctypes.c_size_t),
        ("second", ctypes.c_ssize_t),
    )


class _Messages(QAbstractNativeEventFilter):
    """Looks at the messages of Windows for two."""

    def __init__(self, lock: SystemLock) -> None:
        super().__init__()
        self._system_lock = lock

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, kind: QByteArray | bytes | bytearray | memoryview, message: Any
    ) -> tuple[bool, int]:
        """Say that the PC is left; every message goes on to its window."""
        if QByteArray(kind).data() in MESSAGES:
            told = _Message.from_address(int(message))
            if is_leaving(told.message, told.first):
                self._system_lock.locked.emit()
        return False, 0


def is_leaving(message: int, first: int) -> bool:
    """Whether a message of Windows says that the session is locked or handed over, or that the PC sleeps."""
    if message == SESSION_CHANGE:
        return first in {CONSOLE_AWAY, REMOTE_AWAY, LOGGED_OFF, LOCKED}
    return message == POWER and first == SUSPENDING
