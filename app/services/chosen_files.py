"""The one door for the bytes of a file somebody chose: what cannot be read is refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import TextError

if TYPE_CHECKING:
    from pathlib import Path


def read_chosen(path: Path, most: int, safe: str, too_large: str = "") -> bytes:
    """Return the bytes of a file, ``most`` at most.

    Raises TextError saying why it cannot be read; ``safe`` is the sentence about what stays as it was, and
    ``too_large`` the whole message for a file with more bytes.
    """
    try:
        if path.is_dir():
            message = f"“{path.name}” is a folder. Choose one file in it. {safe}"
            raise TextError(message)
        data = read_within(path, most)
    except FileNotFoundError as error:
        message = f"“{path.name}” is no longer there. {safe} Look where it was moved to."
        raise TextError(message) from error
    except OSError as error:
        message = (
            f"“{path.name}” cannot be read. Another program may have it open, or this account may not read "
            f"it. {safe} Close it elsewhere, or copy it to your own folder, and try again."
        )
        raise TextError(message) from error
    if data is None:
        message = f"“{path.name}” is far larger than such a file is. {safe} Choose the right file."
        raise TextError(too_large or message)
    return data


def read_within(path: Path, most: int) -> bytes | None:
    """Return the bytes of a file, or None where it holds more than ``most``. Raises OSError.

    Its size is not believed, for it may grow meanwhile; a pipe or a device, which never ends, is no file.
    """
    if path.exists() and not path.is_file():
        raise OSError(path)
    with path.open("rb") as file:
        data = file.read(most + 1)
    return data if len(data) <= most else None
