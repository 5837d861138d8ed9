"""Standard streams that never make the program fail.

A windowed program on Windows has none; a console may not know a letter of somebody's name.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from typing import TextIO

PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "→": "->", "\u00a0": " "}
)
"""What stands for our typographic signs where a console has only plain ones."""
ERRORS = "alongside.plain"


def settle_streams() -> None:
    """Give the program streams to write to, and let them show something for each letter."""
    codecs.register_error(ERRORS, _plainly)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open for life
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ERRORS)


def let_go(stream: TextIO) -> None:
    """Let a stream whose reader has gone swallow what is left, so that ending the program does not fail."""
    if isinstance(stream, io.TextIOWrapper):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end].translate(PLAIN)
    shown = []
    for letter in lost:
        base = unicodedata.normalize("NFKD", letter)[:1]
        shown.append(letter if letter.isascii() else base if base.isascii() else "?")
    return "".join(shown), error.end
