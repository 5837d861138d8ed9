"""The program ``alongside``: a window without arguments, a command with them."""

from __future__ import annotations

import sys
from functools import partial
from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.cli.command import Builders
    from app.domain.clock import Clock
    from app.services.house import House

FIRST_BROKEN_QT = (6, 12)
FIRST_GOOD_PYTHON = (3, 12)
STOPPED = (
    "Alongside stopped unexpectedly last time. What was saved is safe. If it happens again, show whoever "
    "looks after this PC the file “{trace}”: no word of a record is in it."
)


def refuse_known_bad_pair(python: tuple[int, int], qt: str) -> str | None:
    """Return why this Qt cannot run on this Python, or None.

    PySide6 6.12 drops a reference to None on every void call on Python below 3.12 and aborts after a while.
    """
    version = tuple(int(part) for part in qt.split(".")[:2])
    if python < FIRST_GOOD_PYTHON and version >= FIRST_BROKEN_QT:
        return (
            f"Alongside cannot run safely with PySide6 {qt} on Python {python[0]}.{python[1]}. "
            "Your records are safe. Use Python 3.12 or newer, or PySide6 6.11."
        )
    return None


def main() -> int:
    """Run the program and return its exit code."""
    from app.system.crash import watch  # noqa: PLC0415 - see _house
    from app.system.logs import begin_log  # noqa: PLC0415 - see _house
    from app.system.paths import logs_dir  # noqa: PLC0415 - see _house
    from app.system.shut_memory import shut_memory  # noqa: PLC0415 - see _house
    from app.system.streams import settle_streams  # noqa: PLC0415 - see _house

    settle_streams()
    shut_memory()
    watch(logs_dir(), begin_log(logs_dir()))
    try:
        qt = metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        qt = "0.0"  # a packaged program has been through this guard when it was built
    problem = refuse_known_bad_pair(sys.version_info[:2], qt)
    if problem:
        sys.stderr.write(problem + "\n")
        return 1
    from app.cli.parser import run  # noqa: PLC0415 - nothing is loaded before the guard has looked

    return run(sys.argv[1:], builders())


def builders() -> Builders:
    """Return what the command line is handed."""
    from app.cli.command import Builders  # noqa: PLC0415 - see main

    return Builders(house=_house, demo=_made_up_house, window=_window, self_test=_self_test)


def _house(folder: Path) -> House:
    from app.bootstrap import build  # noqa: PLC0415 - "--help" and wrong use answer without loading the house

    return build(folder)


def _made_up_house(folder: Path, clock: Clock | None = None) -> House:
    from app.bootstrap import build_made_up  # noqa: PLC0415 - see _house

    return build_made_up(folder, clock)


def _window(folder: Path, hint: tuple[str, ...]) -> int:
    from app.doorstep import names_at_the_door  # noqa: PLC0415 - see _house
    from app.system.crash import stopped_before  # noqa: PLC0415 - see _house
    from app.system.paths import logs_dir, preferences_file  # noqa: PLC0415 - see _house
    from app.system.resources import resource  # noqa: PLC0415 - see _house
    from app.ui.application import run  # noqa: PLC0415 - Qt is loaded only when there is a window

    trace = stopped_before(logs_dir())
    stopped = STOPPED.format(trace=trace) if trace else ""
    house = partial(_house, folder)  # built on the vault thread, after the window is painted
    return run(house, resource(), preferences_file(), hint, names_at_the_door(folder), stopped)


def _self_test(tell: Callable[[str], None]) -> int:
    from app.selftest import run  # noqa: PLC0415 - see _house

    return run(tell, _made_up_house)


if __name__ == "__main__":
    sys.exit(main())
