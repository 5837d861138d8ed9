"""What a pack tells of training: who did what, and until when it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.clock import long_date
from app.domain.training import Stand, stand, stands

if TYPE_CHECKING:
    from app.documents.blocks import Block
    from app.services.packs.parts import IndexParts

MOST_ACROSS = 6
"""Subjects that stand side by side on a page."""
WHO = 0.22


def trained(parts: IndexParts) -> list[Block]:
    """Return the training matrix on the day the pack is made, so many subjects a table as a page is wide."""
    matrix = parts.training
    if matrix is None or not matrix.subjects or not matrix.rows:
        return []
    every = [stand(one, matrix.on) for row in matrix.rows for one in row.cells if one is not None]
    out, soon = every.count(Stand.OUT), every.count(Stand.SOON)
    found: list[Block] = [
        Heading(text=f"Training, on {long_date(matrix.on)}", page=True),
        Words(
            text=(
                f"In each subject the training done last counts, as far as it is noted here. Ran out: {out}. "
                f"Runs out within eight weeks: {soon}. In date: {len(every) - out - soon}."
            )
        ),
    ]
    for start in range(0, len(matrix.subjects), MOST_ACROSS):
        across = slice(start, start + MOST_ACROSS)
        subjects = matrix.subjects[across]
        rows = tuple(
            (
                parts.calls.get(row.person.id, ""),
                *(stands(one, matrix.on) for one in row.cells[across]),
            )
            for row in matrix.rows
        )
        share = (1 - WHO) / len(subjects)
        headings = ("Who", *(parts.say(subject) for subject in subjects))
        found.append(Grid(headings=headings, rows=rows, shares=(WHO, *[share] * len(subjects))))
    return found
