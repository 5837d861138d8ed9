"""Starting the window: paint first, load the rest while the person reads."""

from __future__ import annotations

import json
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from app.ui.context import Context
from app.ui.kept_tables import KeptTables
from app.ui.kit.dialogs import Dialogs
from app.ui.kit.widgets import LOCALE
from app.ui.shell.placed import Placed
from app.ui.shell.system_lock import SystemLock
from app.ui.shell.window import Window
from app.ui.tasks import Tasks
from app.ui.theme.style import Look, dress, prepare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.pages import House

TABLES = "tables.json"
"""The file beside the look in which the widths and the order of tables are kept."""
PLACED = "window.ini"
PAINT_FIRST_MS = 30
"""The services are loaded once the lock screen has been painted."""
LISTEN_MS = 1000
"""When to begin listening for the PC being locked: nobody has signed in before."""


def run(
    build: Callable[[], House],
    resources: Path,
    look_file: Path,
    hint: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    stopped: str = "",
) -> int:
    """Open the window and return the exit code.

    ``hint`` are lines beside a demo's lock screen, ``names`` the people who can open the records, ``stopped``
    says that the program stopped unexpectedly last time.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        message = "another kind of Qt application is running"
        raise TypeError(message)
    window = make_window(app, build, resources, look_file, hint, names)
    window.tell_stopped(stopped)
    placed = Placed(window, look_file.with_name(PLACED))
    placed.show()
    app.aboutToQuit.connect(placed.keep)
    listening = SystemLock(window)
    listening.locked.connect(window.lock)
    QTimer.singleShot(LISTEN_MS, partial(listening.begin, window))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return app.exec()


def make_window(
    app: QApplication,
    build: Callable[[], House],
    resources: Path,
    look_file: Path,
    hint: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
) -> Window:
    """Return the window, not shown yet, with its services being built on the vault thread."""
    QLocale.setDefault(LOCALE)
    app.setApplicationName("Alongside")
    app.setApplicationDisplayName("Alongside")
    prepare(resources)
    look = read_look(look_file)
    context = Context(Tasks(), resources, Dialogs(), look)
    context.tables = KeptTables(look_file.with_name(TABLES))
    window = Window(app, context, look_file, hint)
    window.show_names(names)
    QTimer.singleShot(PAINT_FIRST_MS, window.begin(build))
    return window


def read_look(path: Path) -> Look:
    """Return the look somebody chose on this PC, or the usual one."""
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
        return Look(theme=str(raw["theme"]), scale=int(raw["scale"]), starts=bool(raw.get("starts", True)))
    except (OSError, ValueError, KeyError, TypeError):
        return Look()


def draw_once(resources: Path) -> None:
    """Draw one window off the screen (the self-test)."""
    app = QApplication.instance() or QApplication(["alongside", "-platform", "offscreen"])
    if isinstance(app, QApplication):
        from app.ui.kit.widgets import words  # noqa: PLC0415 - the self-test only

        prepare(resources)
        label = words("Alongside", "title")
        dress(app, label, resources, Look())
        label.resize(300, 80)
        if label.grab().toImage().isNull():
            message = "nothing was drawn"
            raise RuntimeError(message)
