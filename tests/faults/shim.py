"""The little library that stands between a program and its files; see ``shim.c`` for what it sees."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from enum import IntEnum
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
HERE = "ALONGSIDE_FAULTS_SHIM"
"""Names the library in a process that was started with it."""


class Mode(IntEnum):
    """What happens at the chosen call: nothing, a kill, no room from then on, one refusal; or all is noted."""

    COUNT = 0
    KILL = 1
    FULL = 2
    REFUSE = 3
    RECORD = 4


def why_not() -> str:
    """Return why the library cannot be made here, or nothing."""
    if os.uname().sysname != "Linux":
        return "only Linux lets a library stand between a program and its files"
    return "" if shutil.which("cc") else "there is no C compiler (cc) here"


def made(to: Path) -> Path:
    """Compile the library into a folder. Raises CalledProcessError."""
    library = to / "shim.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"],
        check=True,
    )
    return library


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(os.environ[HERE])


def watch(folder: Path) -> None:
    """Keep in mind which files below a folder are open, before anything counts."""
    _library().faults_watch(os.fsencode(folder))


def arm(folder: Path, mode: Mode, at: int = 0, log: int = -1) -> None:
    """Count calls below a folder from now on; at number ``at``, beginning with 1, the fault happens."""
    _library().faults_arm(os.fsencode(folder), int(mode), ctypes.c_long(at), log)


def free() -> None:
    """Let everything pass again, as when room was made."""
    _library().faults_free()


def calls() -> int:
    """Return how many calls there were since it was armed."""
    library = _library()
    library.faults_calls.restype = ctypes.c_long
    return int(library.faults_calls())


def mark(line: int) -> None:
    """Note in the record of calls that so many lines of the journal are written."""
    _library().faults_mark(ctypes.c_long(line))
