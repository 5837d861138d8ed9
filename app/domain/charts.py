"""Figures to look at: a table first, drawn as bars by screens and PDFs. Never a score of a worker."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart: bars side by side for each label. ``rows`` are (label, one value a series; None is no figure).

    ``most`` fixes the top.
    """

    title: str
    intro: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    unit: str = ""
    most: int | None = None

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The same as a table of words, headings first."""
        shown = [
            (label, *("–" if value is None else f"{value}{self.unit}" for value in values))
            for label, values in self.rows
        ]
        return (("", *self.series), *shown)
