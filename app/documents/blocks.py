"""What a report is made of: headings, sentences and tables, as plain values that need no PDF library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with a bookmark; ``page`` begins a new page with it.

    ``anchor`` is what a link of a table calls it. A ``small`` one stands over a few lines of a full page.
    """

    text: str
    page: bool = False
    anchor: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph in one of the text styles."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table.

    ``shares`` are the columns' parts of the width; ``links`` gives, row by row, the file its first cell
    opens, or ``#`` with the anchor of a heading it goes to. A ``tight`` one stands on a full page.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    links: tuple[str, ...] = ()
    tight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture (PNG or JPEG), and what it shows in words."""

    data: bytes
    told: str


Block = Heading | Words | Grid | Photo
