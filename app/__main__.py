"""The program ``alongside``: a window without arguments, a command with them."""

from __future__ import annotations

import sys
from importlib import metadata

FIRST_BROKEN_QT = (6, 12)
FIRST_GOOD_PYTHON = (3, 12)


def refuse_known_bad_pair(python: tuple[int, int], qt: str) -> str | None:
    """Return why this Qt cannot run on this Python, or None.

    PySide6 6.12 drops a reference to None on every void call on Python below 3.12 and aborts after a while.
    """
    version = tuple(int(part) for part in qt.split(".")[:2])
    if python < FIRST_GOOD_PYTHON and version >= FIRST_BROKEN_QT:
        return (
            f"Alongside cannot run safely with PySide6 {qt} on Python {python[0]}.{python[1]}. Your records are safe. "
            "Use Python 3.12 or newer, or PySide6 6.11."
        )
    return None


def main() -> int:
    """Run the program and return its exit code."""
    try:
        qt = metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        qt = "0.0"  # a packaged program has been through this guard when it was built
    problem = refuse_known_bad_pair(sys.version_info[:2], qt)
    if problem:
        sys.stderr.write(problem + "\n")
        return 1
    from app.cli import run  # noqa: PLC0415 - nothing is loaded before the guard has looked

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
