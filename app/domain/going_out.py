"""Readable things on their way out of the records: where, what, and since when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

PACK, TAKE_OUT, FILES = "pack", "take-out", "files"
GIVEN_UP = dt.timedelta(days=30)
"""How long a place that is away is asked for."""
CALLED = {PACK: "An evidence pack", TAKE_OUT: "A take-out of everything", FILES: "Saving files"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingOut:
    """Something being written at a path: a folder of that name, or files into a folder."""

    path: str
    what: str
    begun_at: dt.datetime

    def cleared(self) -> str:
        """Return what is told once nothing half-made of it is left."""
        called = CALLED.get(self.what, "Something")
        return f"{called} was cut off in “{self.path}”. Nothing half-made is left there; begin it again."

    def waits(self) -> str:
        """Return what is told while its place cannot be reached or cleared."""
        called = CALLED.get(self.what, "Something")
        return (
            f"{called} was cut off in “{self.path}”, and what is half-made there can be read by anybody. "
            "Plug that place in and open Alongside again: it is cleared then."
        )
