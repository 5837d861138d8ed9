"""What a form may know of the person it is about: read where the form asks for it, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.clock import today
from app.domain.facts import Fact, known, wanted
from app.domain.forms import Style
from app.domain.kinds import Kind
from app.domain.observation import result
from app.domain.records import RecordState
from app.domain.requests import months_later
from app.services.records.forms import forms_of

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.people import Person
    from app.storage.unit_of_work import Work


def facts_of(work: Work, catalog: Catalog, clock: Clock, form: Form, person: Person) -> dict[str, Answer]:
    """Return what a form asks of a person, as they are now."""
    holds = _holds(work, catalog, clock, person) if Fact.HOLDS in wanted(form) else ()
    return known(form, person, holds)


def _holds(work: Work, catalog: Catalog, clock: Clock, person: Person) -> tuple[str, ...]:
    """Return the titles of the competencies somebody holds: met when last watched, and still lasting."""
    sealed = (RecordState.SEALED,)
    newest = work.records.summaries(about_id=person.id, kind=Kind.OBSERVATION, states=sealed, limit=None)
    first: dict[str, str] = {}
    for summary in newest:
        first.setdefault(summary.form_id, summary.id)
    records = tuple(work.records.many(first.values()).values())
    forms, now, found = forms_of(work, catalog, records), today(clock), []
    for record in records:
        watched = forms[record.form_id, record.form_version]
        held = record.held_at.astimezone(clock.zone()).date()
        months = watched.validity_months
        lasts = months is None or months_later(held, months) >= now
        if watched.style is Style.COMPETENCY and lasts and result(watched, record.content).met:
            found.append(watched.title)
    return tuple(found)
