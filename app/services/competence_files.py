"""The register of competence as files: a workbook, a list to print, and a blank sheet for the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.clock import long_date
from app.domain.competence_words import explained, stands
from app.domain.on_paper import way
from app.services.going_out import file_out

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.services.competence import CompetenceService
    from app.storage.store import Store

BASIS = "Only sealed checks that were met count."
DETAIL = (
    "Person",
    "What is checked",
    "Status",
    "Until",
    "Check again by",
    "Only for",
    "Check",
    "Held",
    "Why",
)


class CompetenceFilesService:
    """Taking the register out.

    Each file holds only what the person signed in may see, and the activity log says that it was made.
    """

    def __init__(self, store: Store, competence: CompetenceService, clock: Clock) -> None:
        self._store = store
        self._competence = competence
        self._clock = clock

    def workbook(self, actor: Actor, to: Path) -> Path:
        """Write the register as an Excel workbook: the matrix, and a line each with its dates."""
        from app.documents.sheet import Sheet, workbook  # noqa: PLC0415 - slow to load

        register = self._competence.register(actor)
        matrix = tuple(
            (row.person.name, *("; ".join(stands(one, register.on) for one in cell) for cell in row.cells))
            for row in register.rows
        )
        detail = tuple(
            (
                row.person.name,
                checked.title,
                one.state.word,
                one.until,
                one.by,
                one.scope.words,
                one.decided.number if one.decided else "",
                one.on,
                explained(one),
            )
            for row in register.rows
            for checked, cell in zip(register.columns, row.cells, strict=True)
            for one in cell
        )
        headings = ("Person", *(one.title for one in register.columns))
        data = workbook(
            (
                Sheet(name="Register", headings=headings, rows=matrix),
                Sheet(name="Line by line", headings=DETAIL, rows=detail),
            )
        )
        return self._write(actor, to, data, "Excel")

    def pdf(self, actor: Actor, to: To) -> To:
        """Write the register as a PDF to print."""
        register = self._competence.register(actor)
        rows = tuple(
            (row.person.name, *("; ".join(stands(one, register.on) for one in cell) for cell in row.cells))
            for row in register.rows
        )
        title = f"Register of competence on {long_date(register.on)}"
        headings = tuple(one.title for one in register.columns)
        return self._listed(actor, to, (title, BASIS), headings, rows)

    def wall_sheet(self, actor: Actor, to: To) -> To:
        """Write a blank sheet to fill in by hand: everybody, and what is checked."""
        register = self._competence.register(actor)
        rows = tuple((row.person.name, *("" for _ in register.columns)) for row in register.rows)
        intro = "To fill in by hand: the day, and who checked. What counts is the sealed record."
        headings = tuple(one.title for one in register.columns)
        return self._listed(actor, to, ("Who was checked in what", intro), headings, rows)

    def _listed(
        self,
        actor: Actor,
        to: To,
        said: tuple[str, str],
        headings: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
    ) -> To:
        from app.documents.listing import Listing, render_listing  # noqa: PLC0415 - slow to load

        with self._store.read() as work:
            service = work.service.get()
        title, intro = said
        listing = Listing(
            title=title,
            intro=intro,
            headings=("Person", *headings),
            rows=rows,
            made_at=self._clock.now(),
        )
        return self._write(actor, to, render_listing(service, listing), "PDF")

    def _write(self, actor: Actor, to: To, data: bytes, what: str) -> To:
        with self._store.write(actor.person_id) as work:
            work.audit(f"register of competence {way(to)}", "service", what)
        return file_out(self._store, self._clock, actor.person_id, to, data)
