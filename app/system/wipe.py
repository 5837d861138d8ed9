"""Overwriting keys in memory once they are of no more use, as far as Python allows.

Python's bytes and text cannot be changed, and what is let go of stays in memory until something else needs
the place. So what holds a key is overwritten where it lies. Copies that libraries make are out of reach.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 16
"""Anything shorter may be one that Python shares between everybody who has the same; no key is."""


def wipe(*made: bytes | str) -> None:
    """Overwrite bytes, or text of plain letters, with zeroes.

    Only for what was made here and nobody else holds: whoever does finds zeroes in it, too.
    """
    for one in made:
        if len(one) < SHORTEST or (isinstance(one, str) and not one.isascii()):
            continue
        if sys.implementation.name == "cpython":
            begins = id(one) + sys.getsizeof(one) - len(one) - 1  # both end with a zero byte of their own
            ctypes.memset(begins, 0, len(one))


def copied(key: bytes) -> bytes:
    """Return a copy to work with and to wipe; ``bytes(key)`` would be the same bytes."""
    return bytes(bytearray(key))


@contextmanager
def lent(key: bytes) -> Iterator[bytes]:
    """Let something long use a key on a copy of its own: closing wipes the one that is held."""
    own = copied(key)
    try:
        yield own
    finally:
        wipe(own)
