"""A page a person in a pack: how they stand, what was agreed with them, and their records, a click away.

Where names are replaced it says nothing by which somebody could be known again: no job, no day they began.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.clock import long_date
from app.domain.packs import Names, some
from app.domain.people import Standing
from app.domain.schedule import DueState
from app.domain.sessions import SessionState
from app.domain.training import Stand, stand, stands
from app.services.packs.story import AGREED, AGREED_SHARES, action_rows, competence_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.documents.blocks import Block
    from app.domain.people import Person
    from app.services.packs.parts import IndexParts

MOST_ACTIONS, MOST_RECORDS = 6, 12
"""The latest of each: somebody's page is one page."""
NO_RECORD = "No record about them is in this pack."


def anchor(person_id: str) -> str:
    """Return what a link calls somebody's page."""
    return f"person-{person_id}"


def with_pages(parts: IndexParts) -> tuple[Person, ...]:
    """Return who has a page: everybody who is supervised here, and whom a record of the pack is about."""
    about = {entry.record.about_id for entry in parts.entries}
    due = {row.person.id for row in parts.matrix.rows} if parts.matrix is not None else set[str]()
    return tuple(
        one
        for one in parts.people
        if one.id in about or (one.id in due and one.standing is not Standing.LEAVER)
    )


def person_pages(parts: IndexParts) -> Iterator[Block]:
    """Yield the pages, in the order of the names shown."""
    for person in sorted(with_pages(parts), key=lambda one: parts.calls.get(one.id, "")):
        yield Heading(text=parts.calls.get(person.id, ""), page=True, anchor=anchor(person.id))
        yield Words(text=_who(parts, person))
        yield from _stands(parts, person.id)
        yield from _agreed(parts, person.id)
        yield from _records(parts, person.id)


def _who(parts: IndexParts, person: Person) -> str:
    told = []
    if parts.plan.names is Names.FULL:
        told.append(f"{person.post}.")
        told += [f"Started {long_date(person.started_on)}."] if person.started_on else []
        told += ["Works nights."] if person.nights else []
        told += [f"{person.standing.label}."] if person.standing is not Standing.ACTIVE else []
    above = parts.calls.get(person.supervisor_id or "", "")
    told.append(f"Supervised by {above}." if above else "Nobody is noted as their supervisor.")
    states = Counter(one.state for one in parts.sessions if one.person_id == person.id)
    if states:
        held, moved, missed = (
            states[one] for one in (SessionState.HELD, SessionState.MOVED, SessionState.MISSED)
        )
        told.append(f"Planned sessions: {held} held, {moved} moved, {missed} missed.")
    return " ".join(told)


def _stands(parts: IndexParts, person_id: str) -> Iterator[Block]:
    """Yield what is due, what they may do and their training, a line each."""
    rows = (*_due(parts, person_id), *_may(parts, person_id), *_trained(parts, person_id))
    if rows:
        yield Heading(text="How they stand", small=True)
        yield Grid(headings=("", "What", "How it stands"), rows=rows, shares=(0.14, 0.46, 0.4), tight=True)


def _due(parts: IndexParts, person_id: str) -> Iterator[tuple[str, ...]]:
    matrix = parts.matrix
    for row in matrix.rows if matrix is not None else ():
        if matrix is not None and row.person.id == person_id:
            for column, cell in zip(matrix.columns, row.cells, strict=True):
                if cell.state is not DueState.NOT_NEEDED:
                    last = f"last {long_date(cell.last_on)}" if cell.last_on else "none yet"
                    yield "Due", column.label, f"{cell.mark}, {last}"


def _may(parts: IndexParts, person_id: str) -> Iterator[tuple[str, ...]]:
    register = parts.register
    for row in register.rows if register is not None else ():
        if register is not None and row.person.id == person_id:
            for checked, cell in zip(register.columns, row.cells, strict=True):
                yield from (("May do", checked.title, competence_told(one)) for one in cell if one.on)


def _trained(parts: IndexParts, person_id: str) -> Iterator[tuple[str, ...]]:
    """Yield what ran out or soon does a line each, and all that is in date in one."""
    training, well = parts.training, list[str]()
    for row in training.rows if training is not None else ():
        if training is not None and row.person.id == person_id:
            for subject, done in zip(training.subjects, row.cells, strict=True):
                if done is not None and stand(done, training.on) is Stand.IN_DATE:
                    well.append(parts.say(subject))
                elif done is not None:
                    yield "Training", parts.say(subject), stands(done, training.on)
    if well:
        yield "Training", "; ".join(well), f"{Stand.IN_DATE.symbol} {Stand.IN_DATE.label}"


def _agreed(parts: IndexParts, person_id: str) -> Iterator[Block]:
    rows = action_rows(parts, person_id)
    if rows:
        yield Heading(text="What was agreed, and what became of it", small=True)
        yield Grid(headings=AGREED, rows=rows[-MOST_ACTIONS:], shares=AGREED_SHARES, tight=True)
        if len(rows) > MOST_ACTIONS:
            earlier = some(len(rows) - MOST_ACTIONS, "earlier one")
            yield Words(text=f"And {earlier}, in the table of actions.", style="small")


def _records(parts: IndexParts, person_id: str) -> Iterator[Block]:
    mine = [entry for entry in parts.entries if entry.record.about_id == person_id]
    if not mine:
        yield Words(text=NO_RECORD)
        return
    yield Heading(text=f"{some(len(mine), 'record').capitalize()} in this pack", small=True)
    yield Grid(
        headings=("Record", "What it is", "Held", "Led by", "How it ended"),
        rows=tuple(
            (
                entry.record.number,
                entry.form_title,
                long_date(entry.record.held_at.astimezone(parts.zone).date()),
                entry.led_by,
                entry.record.status,
            )
            for entry in mine[:MOST_RECORDS]
        ),
        shares=(0.12, 0.3, 0.2, 0.2, 0.18),
        links=tuple(entry.path for entry in mine[:MOST_RECORDS]),
        tight=True,
    )
    if len(mine) > MOST_RECORDS:
        earlier = some(len(mine) - MOST_RECORDS, "earlier one")
        yield Words(text=f"And {earlier}, in the list of records.", style="small")
