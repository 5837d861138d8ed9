"""Keeping other programs, and the files a crash leaves, out of this program's memory while keys are in it.

Administrators and malware with their rights still reach it; nothing a program does can rule that out.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

SET_DUMPABLE = 4
"""``PR_SET_DUMPABLE`` of prctl(2): at 0 nobody but the system's administrator reads or stops this process."""
PERTURB, FILL = -6, 0x5F
"""``M_PERTURB`` of mallopt(3): what is let go of is filled with this byte, so that words do not lie about."""
NOT_HERE = "this system offers no such thing to a program; crash dumps are a setting of the PC"


def shut_memory() -> tuple[str, ...]:
    """Refuse core files and reading by other programs, and overwrite what is let go of, where that can be.

    Returns what is not refused, and why; nothing where all is.
    """
    left = []
    try:
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        left.append(f"core files: {NOT_HERE}")
    if not _overwritten():
        left.append(f"words that were let go of: {NOT_HERE}")
    if not _undumpable():
        left.append(f"other programs of this account: {NOT_HERE}")
    return tuple(left)


def _overwritten() -> bool:
    if sys.platform != "linux":
        return False
    with contextlib.suppress(OSError, AttributeError):
        return bool(ctypes.CDLL(None).mallopt(PERTURB, FILL))
    return False


def _undumpable() -> bool:
    if sys.platform != "linux":
        return False
    with contextlib.suppress(OSError, AttributeError):
        return bool(ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0) == 0)
    return False
