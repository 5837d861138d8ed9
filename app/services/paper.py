"""The paper bridge: print a blank form with a number, type it in later against that number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_write, require
from app.domain.actions import told
from app.domain.changes import Outcome, Topic, changed
from app.domain.facts import of_person
from app.domain.kinds import Kind
from app.domain.paper import Paper
from app.services.going_out import one_out
from app.services.present import present
from app.services.records.facts import facts_of
from app.services.records.forms import chosen, sheet_of
from app.services.records.reading import reachable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.catalog.registry import Catalog
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.on_paper import To
    from app.domain.people import Actor, Person
    from app.storage.store import Store
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A blank form that was printed and not typed in yet."""

    number: str
    kind: Kind
    form_id: str
    title: str
    about_id: str
    about_name: str
    printed_at: dt.datetime
    is_sheet: bool = False


class PaperService:
    """Printing blank forms and knowing which ones are still out there."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def print_blank(self, actor: Actor, kind: Kind, form_id: str, about_id: str, to: To) -> Outcome[str]:
        """Write a blank form as a PDF and return its number.

        Until it is typed in, the matrix shows that it is on paper.
        """
        from app.documents.blank import Blank, render_blank  # noqa: PLC0415 - the PDF library is slow to load

        out = one_out(self._store, self._clock, actor.person_id, to)
        with out as put, self._store.write(actor.person_id) as work:
            me, about = present(work, actor), work.people.get(about_id)
            require(
                may_write(me, kind, about),
                f"Only those who could write this about {about.first_name} can print it.",
            )
            form = chosen(work, self._catalog, kind, form_id or None)
            facts = facts_of(work, self._catalog, self._clock, form, about)
            number = self._numbered(work, kind, form, about_id, me)
            work.audit("blank form printed", about_id, f"{number} {form.id}")
            blank = Blank(
                number=number,
                form=of_person(form, facts),
                service=work.service.get(),
                about_name=about.name,
                leader_name=me.name,
                actions=_from_last_time(work, kind, about, me),
            )
            put(render_blank(blank))  # inside, so that a number is used up only when the paper is there
        return Outcome(number, changed(Topic.SCHEDULE))

    def print_preparation(
        self, actor: Actor, about_id: str, to: To, kind: Kind = Kind.SUPERVISION
    ) -> Outcome[str]:
        """Write the worker's preparation sheet as a PDF to fill in by hand, and return its number."""
        from app.documents.blank import Blank, render_blank  # noqa: PLC0415 - see print_blank

        out = one_out(self._store, self._clock, actor.person_id, to)
        with out as put, self._store.write(actor.person_id) as work:
            me, about = present(work, actor), work.people.get(about_id)
            require(
                me.id == about_id or may_write(me, kind, about),
                "You cannot print this person’s sheet.",
            )
            form = sheet_of(work, self._catalog, kind)
            facts = facts_of(work, self._catalog, self._clock, form, about)
            work.forms.keep(form.id, form.version, self._catalog.form_to_json(form))
            number = self._numbered(work, kind, form, about_id, me, answers={})
            work.audit("preparation sheet printed", about_id, number)
            blank = Blank(
                number=number,
                form=of_person(form, facts),
                service=work.service.get(),
                about_name=about.name,
                leader_name="–",
            )
            put(render_blank(blank))  # see print_blank
        return Outcome(number, changed(Topic.SCHEDULE))

    def _numbered(
        self,
        work: Work,
        kind: Kind,
        form: Form,
        about_id: str,
        me: Person,
        *,
        answers: Mapping[str, Answer] | None = None,
    ) -> str:
        """Note that a form went to paper, and return its number. A sheet has ``answers``, none so far."""
        number = work.papers.next_number()
        paper = Paper(
            number=number,
            kind=kind,
            form_id=form.id,
            form_version=form.version,
            about_id=about_id,
            printed_by_id=me.id,
            printed_at=self._clock.now(),
            answers=answers,
        )
        work.papers.add(paper)
        return number

    def waiting(self, actor: Actor) -> tuple[Waiting, ...]:
        """Return the blank forms the actor could type in, the oldest first: their own sheets too."""
        with self._store.read() as work:
            me, titles = present(work, actor), self._titles(work)
            found = []
            for paper in work.papers.waiting():
                about = work.people.get(paper.about_id)
                if may_write(me, paper.kind, about) or (paper.is_sheet and me.id == about.id):
                    found.append(
                        Waiting(
                            number=paper.number,
                            kind=paper.kind,
                            form_id=paper.form_id,
                            title=titles.get(paper.form_id, paper.kind.label),
                            about_id=about.id,
                            about_name=about.name,
                            printed_at=paper.printed_at,
                            is_sheet=paper.is_sheet,
                        )
                    )
            return tuple(found)

    def _titles(self, work: Work) -> dict[str, str]:
        """Return the title of every form by its id, of those switched off too: a paper may still be out."""
        own = (self._catalog.form_from_json(text) for _, version, text, _ in work.forms.all() if version)
        return {form.id: form.title for form in (*self._catalog.all(), *own)}


def _from_last_time(work: Work, kind: Kind, about: Person, me: Person) -> tuple[str, ...]:
    """Return the open actions that a meeting of two begins with, as far as whoever leads it may know them."""
    if not kind.is_meeting or kind.is_group:
        return ()
    found = reachable(work, me, work.actions.open_about(about.id))
    return tuple(told(one.what, one.how_we_will_know) for one in found)
