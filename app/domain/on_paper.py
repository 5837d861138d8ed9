"""Paper in the place of a file: what is to be printed stays in memory, and no file of it is ever made."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar


class OnPaper:
    """Takes one PDF in memory, where a file would have been written."""

    def __init__(self) -> None:
        self.pdf = b""

    def take(self, pdf: bytes) -> None:
        """Hold a PDF for the printer."""
        self.pdf = pdf

    def __str__(self) -> str:
        """Return where it went, in a word."""
        return "paper"


To = TypeVar("To", bound=Path | OnPaper)
"""Where a PDF goes: into a file that somebody chose, or onto paper."""


def way(to: Path | OnPaper) -> str:
    """Return how something left, as the activity log says it."""
    return "printed" if isinstance(to, OnPaper) else "exported"
