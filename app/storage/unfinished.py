"""What was cut off in the folder of the records, finished or undone by the next start."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from app.storage import keyring
from app.storage.backups import swap
from app.system.atomic import remove

if TYPE_CHECKING:
    from pathlib import Path

MAKING = "being-made.txt"
"""Names the records file of a first set-up that is not done: what is left when it was cut off."""


def there(folder: Path) -> bool:
    """Whether something was cut off in a folder."""
    return swap.unsettled(folder) or (folder / MAKING).exists()


def settle(folder: Path) -> bool:
    """Finish or undo it; return whether a first set-up was undone. Raises OSError.

    Only the folder's one user may call this.
    """
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
