"""Where the program's own files are: in the repository, in a wheel, or in a packaged folder."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder."""
    return _root().joinpath(*parts)


def _root() -> Path:
    packaged = getattr(sys, "_MEIPASS", None)
    if packaged:
        return Path(packaged) / "resources"
    program = Path(__file__).resolve().parents[1]
    installed = program / "resources"  # a wheel carries them inside the program's own folder
    return installed if installed.is_dir() else program.parent / "resources"
