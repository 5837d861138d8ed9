"""The training matrix as files: a workbook, a list to print, and a blank sheet for the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.clock import long_date
from app.domain.names import full_names
from app.domain.on_paper import way
from app.domain.training import stand, stands
from app.services.going_out import file_out

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.services.training import TrainingService
    from app.storage.store import Store

BASIS = "In each subject the training done last counts, as far as it is noted here."
BY_HAND = "To fill in by hand: the day it was done. What counts is what is noted in Alongside."
DETAIL = ("Person", "Subject", "Status", "Counts until", "Done", "Training")


class TrainingFilesService:
    """Taking the matrix out.

    Each file holds only what the person signed in may see, and the activity log says that it was made.
    """

    def __init__(self, store: Store, training: TrainingService, clock: Clock) -> None:
        self._store = store
        self._training = training
        self._clock = clock

    def workbook(self, actor: Actor, to: Path) -> Path:
        """Write the matrix as an Excel workbook: the matrix, and a line each with its dates."""
        from app.documents.sheet import Sheet, workbook  # noqa: PLC0415 - slow to load

        matrix = self._training.matrix(actor)
        names = full_names(row.person for row in matrix.rows)
        detail = tuple(
            (
                names[row.person.id],
                subject,
                stand(one, matrix.on).label,
                one.expires_on if one else None,
                one.done_on if one else None,
                one.title if one else "",
            )
            for row in matrix.rows
            for subject, one in zip(matrix.subjects, row.cells, strict=True)
        )
        rows = tuple(
            (names[row.person.id], *(stands(one, matrix.on) for one in row.cells)) for row in matrix.rows
        )
        sheets = (
            Sheet(name="Training", headings=("Person", *matrix.subjects), rows=rows),
            Sheet(name="Line by line", headings=DETAIL, rows=detail),
        )
        return self._write(actor, to, workbook(sheets), "Excel")

    def pdf(self, actor: Actor, to: To) -> To:
        """Write the matrix as a PDF to print."""
        matrix = self._training.matrix(actor)
        return self._listed(actor, to, (f"Training on {long_date(matrix.on)}", BASIS), matrix.tables())

    def wall_sheet(self, actor: Actor, to: To) -> To:
        """Write a blank sheet to fill in by hand: everybody, and the subjects."""
        tables = self._training.matrix(actor).tables(blank=True)
        return self._listed(actor, to, ("Who was trained in what", BY_HAND), tables)

    def _listed(
        self,
        actor: Actor,
        to: To,
        said: tuple[str, str],
        tables: tuple[tuple[tuple[str, ...], ...], ...],
    ) -> To:
        from app.documents.listing import Listing, render_listing  # noqa: PLC0415 - slow to load

        with self._store.read() as work:
            service = work.service.get()
        (headings, *rows), *more = tables
        listing = Listing(
            title=said[0],
            intro=said[1],
            headings=headings,
            rows=tuple(rows),
            more=tuple(more),
            made_at=self._clock.now(),
        )
        return self._write(actor, to, render_listing(service, listing), "PDF")

    def _write(self, actor: Actor, to: To, data: bytes, what: str) -> To:
        with self._store.write(actor.person_id) as work:
            work.audit(f"training matrix {way(to)}", "service", what)
        return file_out(self._store, self._clock, actor.person_id, to, data)
