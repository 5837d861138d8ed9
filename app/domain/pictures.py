"""A picture as plain pixels, so that no room needs another's library to pass one on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Rows of 4 bytes – red, green, blue, and one without meaning – without padding; sizes in pixels."""

    width: int
    height: int
    rgba: bytes
