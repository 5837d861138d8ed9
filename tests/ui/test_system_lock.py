"""A PC that is locked, put to sleep or handed to another account locks the records with it, at once."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ui.shell.system_lock import SAVERS, SystemLock, _Message, _Messages, is_leaving
from app.ui.shell.window import Window
from tests.ui.person import Person

Home = tuple[Person, Window]
BUS = shutil.which("dbus-daemon")
LISTEN = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from app.ui.shell.system_lock import SystemLock
app = QCoreApplication([])
listening = SystemLock()
listening.locked.connect(lambda: (print("locked", flush=True)))
print(*listening.begin(None), flush=True)
QTimer.singleShot(20000, app.quit)
app.exec()
"""
TELL = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage
app = QCoreApplication([])
bus = QDBusConnection.systemBus()
assert bus.registerService("org.freedesktop.login1")
login, saver = "/org/freedesktop/login1", "/org/gnome/ScreenSaver"
for path, interface, name, said in (
    (login, "org.freedesktop.login1.Manager", "PrepareForSleep", [False]),
    (saver, "org.gnome.ScreenSaver", "ActiveChanged", [False]),
    (login, "org.freedesktop.login1.Manager", "PrepareForSleep", [True]),
    (login + "/session/_31", "org.freedesktop.login1.Session", "Lock", []),
    (saver, "org.gnome.ScreenSaver", "ActiveChanged", [True]),
):
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(said)
    assert bus.send(message)
app.processEvents()
"""
THREE = ["locked", "locked", "locked"]


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Return the environment of a bus of our own that stands for both the system's and the session's."""
    if BUS is None:
        pytest.skip("no bus to be had here")
    address = f"unix:path={tmp_path / 'bus'}"
    daemon = subprocess.Popen(
        [BUS, "--session", f"--address={address}", "--nofork", "--print-address"], stdout=subprocess.PIPE
    )
    assert daemon.stdout is not None
    daemon.stdout.readline()
    yield {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the bus of Linux")
def test_linux_tells_of_sleep_lock_and_screen_saver(bus: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LISTEN], env=bus, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline().split()[:2] == ["sleep", "lock"]
        subprocess.run([sys.executable, "-c", TELL], env=bus, check=True)
        told = [program.stdout.readline().strip() for _ in THREE]
        program.terminate()
    assert told == THREE


def test_windows_tells_by_messages_and_only_leaving_locks() -> None:
    assert [is_leaving(0x02B1, one) for one in (0x2, 0x4, 0x6, 0x7)] == [True] * 4
    assert [is_leaving(0x02B1, one) for one in (0x1, 0x3, 0x5, 0x8)] == [False] * 4
    assert (is_leaving(0x0218, 0x4), is_leaving(0x0218, 0x7), is_leaving(0x0100, 0x7)) == (True, False, False)
    listening, told = SystemLock(), list[bool]()
    listening.locked.connect(lambda: told.append(True))
    message = _Message(None, 0x02B1, 0x7, 0)
    for kind in (b"xcb_generic_event_t", b"windows_generic_MSG"):
        assert _Messages(listening).nativeEventFilter(kind, ctypes.addressof(message)) == (False, 0)
    assert told == [True]


def test_the_window_locks_with_the_pc(at_home: Home) -> None:
    person, window = at_home
    listening = SystemLock(window)
    listening.locked.connect(window.lock)
    listening.sleeps(beginning=False)
    assert window._context.anyone
    listening.sleeps(beginning=True)
    person.settle()
    assert not window._context.anyone


@pytest.mark.skipif(sys.platform != "linux", reason="the bus of Linux")
def test_a_bus_that_is_there_is_listened_to_and_one_that_is_not_tells_nothing(bus: dict[str, str]) -> None:
    from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - Linux only

    there = QDBusConnection.connectToBus(bus["DBUS_SYSTEM_BUS_ADDRESS"], "there")
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere")
    assert SystemLock().listen(there, nowhere) == ("sleep", "lock")
    assert SystemLock().listen(nowhere, there) == SAVERS
    assert SystemLock().listen(nowhere, nowhere) == ()
    for name in ("there", "nowhere"):
        QDBusConnection.disconnectFromBus(name)


def test_another_system_tells_nothing_and_the_screen_saver_locks_when_it_begins(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    listening = SystemLock(window)
    listening.locked.connect(window.lock)
    assert set(listening.begin(window)) <= {"sleep", "lock", *SAVERS}
    with monkeypatch.context() as patch:
        patch.setattr("sys.platform", "darwin")
        assert listening.begin(window) == ()
    listening.saves(active=False)
    assert window._context.anyone
    listening.saves(active=True)
    person.settle()
    assert not window._context.anyone
    listening.locks()
