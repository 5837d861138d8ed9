"""Faults nobody expected: into the log, and hard ones into a file that the next start finds."""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import logging
import os
import sys
import threading
from typing import IO, TYPE_CHECKING

from app.system.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

BEFORE = "stopped-before.txt"
MOST_BYTES = 256 * 1024
log = logging.getLogger("alongside")


def watch(folder: Path, log_file: Path) -> None:
    """Note every unexpected fault of this program from now on.

    A hard one, which ends the program at once, leaves its trace in a file of ``folder``; a trace holds places
    in our code only. Without a folder to write to, the program runs without one.
    """
    _hook(log_file)
    path = folder / f"stopped-{os.getpid()}.txt"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("ab", buffering=0)
        faulthandler.enable(file)
        atexit.register(_ended_well, file, path)


def stopped_before(folder: Path) -> Path | None:
    """Return the file with the traces of an earlier run that stopped hard, once; None when all ended well."""
    own = f"stopped-{os.getpid()}.txt"
    traces = b""
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob("stopped-[0-9]*.txt")):
            data = path.read_bytes()
            if path.name != own and data:
                path.unlink()
                traces += data
    if not traces:
        return None
    kept = folder / BEFORE
    with contextlib.suppress(OSError):
        write_atomic(kept, traces[-MOST_BYTES:])
    return kept


def _ended_well(file: IO[bytes], path: Path) -> None:
    """Take the file away: what ended in its own time has left nothing to tell."""
    faulthandler.disable()
    with contextlib.suppress(OSError):
        file.close()
        path.unlink()


def _hook(log_file: Path) -> None:
    def unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("unexpected fault", exc_info=(kind, error, trace))
        sys.stderr.write(
            f"Something went wrong in Alongside itself ({kind.__name__}). The records are safe. Try again, "
            f"and show whoever looks after this PC the file “{log_file}”: no word of a record is in it.\n"
        )

    def in_thread(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            unexpected(found.exc_type, found.exc_value, found.exc_traceback)

    def unraisable(found: sys.UnraisableHookArgs) -> None:
        log.error(
            "fault while something was put away",
            exc_info=(found.exc_type, found.exc_value, found.exc_traceback) if found.exc_value else None,
        )

    sys.excepthook = unexpected
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable
