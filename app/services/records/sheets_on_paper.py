"""A worker's own sheet that was printed with a number: typed in by them, or by whoever meets with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import may_write, require
from app.domain.answers import given
from app.domain.changes import Outcome, Topic, changed
from app.domain.errors import IncompleteError, NotFoundError, StateError
from app.services.present import present
from app.services.records.preparing import Preparation, checked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.catalog.registry import Catalog
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.paper import Paper
    from app.domain.people import Actor, Person
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

NOT_YOURS = "Only whoever wrote this sheet, or who meets with them, can type it in."
TYPED_IN = "This sheet was typed in before. Nothing was changed."
EMPTY = "Nothing is typed in yet. Type in what stands on the paper first."


class SheetsOnPaperService:
    """Typing a sheet in. What the worker has on screen already is not shown to anybody else."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def open(self, actor: Actor, number: str) -> tuple[Preparation, Person]:
        """Return a printed sheet with what was typed in from it so far, and whose it is."""
        with self._store.read() as work:
            paper, about = _waiting(work, actor, number)
            return Preparation(form=self._form(work, paper), answers=paper.answers or {}), about

    def store(self, actor: Actor, number: str, answers: Mapping[str, Answer]) -> Outcome[None]:
        """Keep what is typed. It is on the worker's sheet once it is finished."""
        with self._store.write(actor.person_id) as work:
            paper, about = _waiting(work, actor, number)
            form = self._form(work, paper)
            work.papers.keep_sheet(number, checked(work, self._catalog, self._clock, form, about, answers))
        return Outcome(None, changed())

    def finish(self, actor: Actor, number: str) -> Outcome[None]:
        """Put what was typed on the worker's sheet, beside what they wrote on screen; the paper is done.

        Raises IncompleteError while nothing is typed in.
        """
        with self._store.write(actor.person_id) as work:
            paper, about = _waiting(work, actor, number)
            said = {key: answer for key, answer in (paper.answers or {}).items() if given(answer)}
            if not said:
                raise IncompleteError(EMPTY, {"answers": EMPTY})
            before = work.preparation.get(about.id)
            now = self._clock.now()
            work.preparation.store(about.id, {**(before.answers if before else {}), **said}, now)
            work.papers.close_sheet(number, now)
            work.audit("preparation sheet typed in", about.id, number)
        return Outcome(None, changed(Topic.RECORDS, Topic.SCHEDULE))

    def _form(self, work: Work, paper: Paper) -> Form:
        version = paper.form_id, paper.form_version
        text = work.forms.many((version,)).get(version)
        if text is None:
            message = f"The form of {paper.number} is missing, so it cannot be typed in here."
            raise NotFoundError(message)
        return self._catalog.form_from_json(text)


def _waiting(work: Work, actor: Actor, number: str) -> tuple[Paper, Person]:
    """Return a printed sheet and whose it is. Raises NotAllowedError, and StateError once it is typed in."""
    paper = work.papers.get(number)
    me, about = present(work, actor), work.people.get(paper.about_id)
    require(me.id == about.id or may_write(me, paper.kind, about), NOT_YOURS)
    if not paper.is_sheet or paper.typed_in_at is not None:
        raise StateError(TYPED_IN)
    return paper, about
