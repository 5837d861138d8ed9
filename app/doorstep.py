"""What the lock screen needs before anything heavy is loaded: is there a vault, and who can open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AlongsideError
from app.storage import keyring

if TYPE_CHECKING:
    from pathlib import Path


def names_at_the_door(folder: Path) -> tuple[str, ...]:
    """Return the names of those who can open the vault in a folder.

    Nobody when there is none or its key file is damaged.
    """
    try:
        return tuple(holder.name for holder in keyring.load(folder)[0].holders)
    except AlongsideError:
        return ()
