"""What was cut off in the folder of the records, finished or undone by the next start."""

from __future__ import annotations

import shutil
from fnmatch import fnmatch
from pathlib import Path

from app.storage import keyring
from app.storage.backups import swap
from app.storage.backups.rescue import SALVAGING, WHERE
from app.system.atomic import clear_halves, clear_leftovers, remove

MAKING = "being-made.txt"
"""Names the records file of a first set-up that is not done: what is left when it was cut off."""


SALVAGED = "A salvage was cut off in “{}”. Nothing half-made is left there; begin it again."
AWAY = (
    "A salvage was cut off in “{}”, which cannot be reached or cleared now. What is half-made there can be "
    "read by anybody: remove it there, its name begins with a dot."
)


def there(folder: Path) -> bool:
    """Whether something was cut off in a folder."""
    halves = any(folder.glob(".*.part"))
    return halves or swap.unsettled(folder) or (folder / MAKING).exists() or (folder / SALVAGING).exists()


def settle_salvage(folder: Path) -> tuple[str, ...]:
    """Take away what a salvage that was cut off left here and where it wrote; return what is to be told.

    Only the folder's one user may call this.
    """
    try:
        to = Path((folder / SALVAGING / WHERE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        to = None
    shutil.rmtree(folder / SALVAGING, ignore_errors=True)
    if to is None:
        return ()
    return ((SALVAGED if clear_halves(to.parent, f"{to.name}.") else AWAY).format(to),)


def settle(folder: Path) -> bool:
    """Finish or undo it; return whether a first set-up was undone. Raises OSError.

    Only the folder's one user may call this.
    """
    clear_leftovers(folder)
    swap.settle(folder)
    making = folder / MAKING
    if not making.exists():
        return False
    named = making.read_text(encoding="utf-8")
    undone = not keyring.exists(folder) and fnmatch(named, keyring.RECORDS)
    if undone:
        burn(folder, named)  # nobody was ever given a key to it
    elif keyring.exists(folder):
        keyring.copy(folder)
    remove(making)
    return undone


def burn(folder: Path, file: str) -> None:
    """Remove a records file and what SQLite keeps beside it."""
    for path in folder.glob(f"{file}*"):
        remove(path)
