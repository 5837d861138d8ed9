"""Where on this PC words were kept that the records could not take, so that they are offered again.

Only paths: what stands there is sealed.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from app.system.atomic import write_atomic
from app.system.json_text import read_json
from app.system.paths import kept_aside_file

MOST = 50
"""Files that are remembered, the newest."""


def noted() -> tuple[Path, ...]:
    """Return the files noted on this PC, whether they are there now or not."""
    try:
        return tuple(Path(one) for one in read_json(kept_aside_file().read_bytes()) if isinstance(one, str))
    except (OSError, ValueError, TypeError):
        return ()


def note(path: Path) -> None:
    """Remember a file. Where that cannot be written, it has to be chosen by hand later."""
    _write((*(one for one in noted() if one != path), path)[-MOST:])


def forget(path: Path) -> None:
    """Remember a file no longer."""
    _write(tuple(one for one in noted() if one != path))


def _write(paths: tuple[Path, ...]) -> None:
    with contextlib.suppress(OSError):
        kept_aside_file().parent.mkdir(parents=True, exist_ok=True)
        write_atomic(kept_aside_file(), json.dumps([str(one) for one in paths]).encode())
