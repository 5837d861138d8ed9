"""The matrix as files: print and Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.clock import long_date
from app.domain.on_paper import way
from app.domain.schedule import Due, DueState
from app.services.going_out import file_out

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.services.must import MustService
    from app.services.schedule import ScheduleService
    from app.storage.store import Store

MUST = ("Person", "What must happen", "By", "Status", "Who sees to it", "Why")


class DueFilesService:
    """Taking due dates out.

    Each file holds only what the person signed in may see, and the activity log says that it was made.
    """

    def __init__(
        self,
        store: Store,
        schedule: ScheduleService,
        must: MustService,
        clock: Clock,
    ) -> None:
        self._store = store
        self._schedule = schedule
        self._must = must
        self._clock = clock

    def workbook(self, actor: Actor, to: Path) -> Path:
        """Write the matrix as an Excel workbook.

        One sheet by next date, one month by month, one how each date is worked out.
        """
        from app.documents.sheet import Sheet, workbook  # noqa: PLC0415 - slow to load

        matrix = self._schedule.matrix(actor)
        months, rows = self._schedule.months(actor, 12)
        states = [name for c in matrix.columns for name in (c.label, f"{c.label}: due")]
        due = [
            [
                r.person.name,
                *(part for cell in r.cells for part in (stands(cell), cell.due_on)),
                r.open_actions,
            ]
            for r in matrix.rows
        ]
        by_month = [
            [row.person.name, *("; ".join(mark.told for mark in marks) for marks in row.months)]
            for row in rows
        ]
        why = [
            [r.person.name, column.label, cell.last_on, cell.due_on, cell.mark.partition(" ")[2], cell.why]
            for r in matrix.rows
            for column, cell in zip(matrix.columns, r.cells, strict=True)
            if cell.state is not DueState.NOT_NEEDED
        ]
        must = [
            (one.person, one.said, one.by, one.mark, one.owner, one.why) for one in self._must.lines(actor)
        ]
        how = ("Person", "What", "Last sealed", "Due", "Status", "Why")
        data = workbook(
            (
                Sheet(name="Who is due", headings=("Person", *states, "Open actions"), rows=due),
                Sheet(
                    name="Month by month",
                    headings=("Person", *(f"{m:%b %Y}" for m in months)),
                    rows=by_month,
                ),
                Sheet(name="What must happen", headings=MUST, rows=must),
                Sheet(name="How it is worked out", headings=how, rows=why),
            )
        )
        return self._write(actor, to, data, "Excel")

    def pdf(self, actor: Actor, to: To) -> To:
        """Write the matrix as a PDF to print."""
        from app.documents.listing import Listing, render_listing  # noqa: PLC0415 - slow to load

        matrix = self._schedule.matrix(actor)
        with self._store.read() as work:
            service = work.service.get()
        share = "" if matrix.in_date is None else f"{matrix.in_date}% in date. "
        listing = Listing(
            title=f"Who is due on {long_date(matrix.on)}",
            intro=f"{share}A date stands only where a sealed record stands behind it.",
            headings=("Person", *(column.label for column in matrix.columns), "Actions"),
            rows=tuple(
                (r.person.name, *(told(cell) for cell in r.cells), str(r.open_actions)) for r in matrix.rows
            ),
            made_at=self._clock.now(),
        )
        return self._write(actor, to, render_listing(service, listing), "PDF")

    def _write(self, actor: Actor, to: To, data: bytes, what: str) -> To:
        with self._store.write(actor.person_id) as work:
            work.audit(f"due dates {way(to)}", "service", what)
        return file_out(self._store, self._clock, actor.person_id, to, data)


def told(cell: Due) -> str:
    """Return a cell in words: ``! late, due Tue 3 Nov 2026``."""
    if cell.due_on is None or cell.state in {DueState.AWAY, DueState.NOT_NEEDED}:
        return stands(cell)
    return f"{stands(cell)}, due {long_date(cell.due_on)}"


def stands(cell: Due) -> str:
    """Return how a cell stands, without its day: ``! late``."""
    if cell.state in {DueState.AWAY, DueState.NOT_NEEDED}:
        return f"{cell.state.symbol} {cell.state.word}"
    word = cell.mark if cell.due_on is not None else f"{cell.state.symbol} no date yet"
    return f"{word}{_on_paper(cell)}"


def _on_paper(cell: Due) -> str:
    return f", on paper since {long_date(cell.paper_since)}" if cell.paper_since else ""
