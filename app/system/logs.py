"""The log of the program's own faults: which, where in our code, and when. Never a word of a record.

What people write, their names and the names of their files can stand in an exception's message and in the
values given to a log line. So neither is written: a line holds the sentence as it stands in our own code, the
kind of the exception, our code for it, and modules with line numbers.
"""

from __future__ import annotations

import contextlib
import logging
import platform
import time
from importlib import metadata
from logging.handlers import RotatingFileHandler
from traceback import walk_tb
from typing import TYPE_CHECKING

from app import __version__
from app.domain.errors import AlongsideError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

NAME = "alongside.log"
OURS = ("alongside", "app")
BIGGEST, OLDER = 256 * 1024, 3
"""Bytes of one file, and how many older ones are kept."""
DEEPEST, LONGEST_CHAIN = 12, 5
"""Steps of a traceback and causes of causes that are told."""
LIBRARIES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlcipher3",
    "cryptography",
    "pyHanko",
    "pikepdf",
    "reportlab",
)


def runs_on() -> str:
    """Return the versions of the program, Python, the system and the libraries that matter."""
    found = [f"Alongside {__version__}", f"Python {platform.python_version()}"]
    found.append(f"{platform.system()} {platform.release()} {platform.machine()}")
    for name in LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            found.append(f"{name} {metadata.version(name)}")
    return ", ".join(found)


class Redacting(logging.Formatter):
    """Writes where and what kind, and leaves out whatever may come from a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        ours = record.name.split(".")[0] in OURS
        said = f" {record.msg}" if ours and isinstance(record.msg, str) else ""
        told = f"{when} {record.levelname} {record.name} {record.module}:{record.lineno}{said}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{told} | {' | '.join(_chain(error))}" if error is not None else told


class QuietFile(RotatingFileHandler):
    """A log file that never stops the program: what cannot be written is lost.

    Before the first fault of a run it says what the program runs on.
    """

    _said = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        if record.exc_info and not self._said:
            self._said = True
            about = {"name": OURS[0], "levelname": "INFO", "module": "logs", "msg": f"runs on: {runs_on()}"}
            super().emit(logging.makeLogRecord(about))
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Do nothing: the disk may be full, or the folder gone."""


def begin_log(folder: Path) -> Path:
    """Write faults to a rotating file in a folder from now on, and return the file."""
    path = folder / NAME
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if isinstance(handler, QuietFile)]:
        root.removeHandler(old)
        old.close()
    handler = QuietFile(path, maxBytes=BIGGEST, backupCount=OLDER, encoding="utf-8", delay=True)
    handler.setFormatter(Redacting())
    handler.setLevel(logging.WARNING)
    root.addHandler(handler)
    return path


def _chain(error: BaseException | None) -> Iterator[str]:
    for _ in range(LONGEST_CHAIN):
        if error is None:
            return
        code = f" {error.code}" if isinstance(error, AlongsideError) else ""
        yield f"{type(error).__name__}{code} at {_where(error.__traceback__)}"
        error = error.__cause__ or error.__context__


def _where(trace: TracebackType | None) -> str:
    steps = [f"{frame.f_globals.get('__name__', '?')}:{line}" for frame, line in walk_tb(trace)]
    return " > ".join(steps[-DEEPEST:]) or "?"
