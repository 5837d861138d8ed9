"""The worked records on paper: to be marked by hand, alone or by a team, with our marks on the last pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.documents.blocks import Block
    from app.domain.forms import Form
    from app.domain.worked import Worked, WorkedRecord

EMPTY = "☐"
HOW = (
    "Read a record, mark it, then go on to the next. In a team, let everybody mark alone first; then say "
    "where you differ and why. Our own marks begin on a new page, at the end: look last. Nobody in these "
    "records is real."
)


def worked_blocks(worked: Worked, form: Form) -> tuple[Block, ...]:
    """Return the records, each with the questions to mark it with, and then our marks."""
    return (
        Words(text=worked.event),
        Words(text=HOW),
        *(
            block
            for one in worked.records
            for block in _to_mark(one, form, page=one is not worked.records[0])
        ),
        Heading(text="Our marks", page=True),
        Words(text="They are our view, with our reasons. You may see it another way: say why."),
        *(block for one in worked.records for block in _marked(one, form)),
    )


def _to_mark(one: WorkedRecord, form: Form, *, page: bool) -> Iterator[Block]:
    yield Heading(text=f"Record {one.letter}", page=page)
    yield Grid(
        headings=("Part", "What was written"),
        rows=tuple((part.title, part.text) for part in one.parts),
        shares=(0.22, 0.78),
    )
    yield Grid(
        headings=("Question", "Your mark"),
        rows=tuple(
            (item.label, "   ".join(f"{EMPTY} {option.label}" for option in item.options))
            for _, _, item in form.keyed
        ),
        shares=(0.52, 0.48),
    )


def _marked(one: WorkedRecord, form: Form) -> Iterator[Block]:
    yield Heading(text=f"Record {one.letter}: {one.grade.lower()}")
    yield Words(text=one.why)
    rows = []
    for key, _, item in form.keyed:
        mark = one.marks[key]
        label = next(option.label for option in item.options if option.id == mark.answer)
        rows.append((item.label, label, mark.why))
    yield Grid(headings=("Question", "Our mark", "Why"), rows=tuple(rows), shares=(0.4, 0.14, 0.46))
