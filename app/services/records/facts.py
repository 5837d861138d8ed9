"""What a form may know of the person it is about: read where the form asks for it, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.clock import today
from app.domain.facts import Fact, known, wanted
from app.domain.monthly import month_of
from app.services.known import known_of
from app.services.records.forms import forms_of

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.people import Person
    from app.storage.unit_of_work import Work


def facts_of(work: Work, catalog: Catalog, clock: Clock, form: Form, person: Person) -> dict[str, Answer]:
    """Return what a form asks of a person, as they are now, and which month it is."""
    holds = _holds(work, catalog, clock, person) if Fact.HOLDS in wanted(form) else ()
    return {**known(form, person, holds), **month_of(form, today(clock))}


def _holds(work: Work, catalog: Catalog, clock: Clock, person: Person) -> tuple[str, ...]:
    """Return the titles of the competencies somebody holds, as the register says."""
    here = known_of(work, clock, person.id)
    lasting = (
        one.decided.upshot.record_id
        for form_id in dict.fromkeys(one.form_id for one in here.assessed)
        for one in here.competences(form_id)
        if one.state.may and one.decided is not None
    )
    forms = forms_of(work, catalog, work.records.many(lasting).values())
    return tuple(dict.fromkeys(form.title for form in forms.values() if form.is_competency))
