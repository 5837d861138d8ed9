"""What practice leading came to, from records, noted time and figures that were typed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.forms import FieldRole
from app.domain.impact import (
    COUNTED,
    Did,
    Spent,
    checks,
    concerns,
    cost,
    days_of,
    minutes_by_area,
    protected,
    reach,
    repeats,
    typed_in,
)
from app.domain.kinds import PRACTICE, Kind
from app.domain.observation import result
from app.domain.people import Standing
from app.domain.records import FINISHED, UNSIGNED
from app.domain.upshots import DECIDES, Whole
from app.services.records.forms import answer_to
from app.services.records.gathering import written_with

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.forms import Form
    from app.domain.impact import Figure, TypedFigure
    from app.domain.records import Record
    from app.domain.upshots import Assessed
    from app.storage.unit_of_work import Work

LED = (*FINISHED, *UNSIGNED)
"""States of a record that somebody led to its end."""
LOT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose figures of which days. ``typed`` are the service's own; None where they are not to be seen."""

    begin: dt.date
    end: dt.date
    zone: dt.tzinfo
    leaders: frozenset[str]
    typed: tuple[TypedFigure, ...] | None


def figures_of(work: Work, catalog: Catalog, asked: Asked) -> tuple[Figure, ...]:
    """Return every figure there is for what was asked."""
    did = _did(work, catalog, asked)
    times = work.impact.times(asked.leaders, asked.begin, asked.end)
    days = days_of(times)
    labels = {area.id: area.label for area in catalog.leadership()}
    here = frozenset(
        one.id
        for one in work.people.all()
        if one.standing is not Standing.LEAVER and one.id not in asked.leaders
    )
    figures = (
        reach(did, here),
        minutes_by_area(did, (one for one in times if one.spent is Spent.WORK), labels),
        protected(days),
        repeats(did),
        checks(did, asked.begin, asked.end),
        concerns(did, asked.begin, asked.end),
    )
    if asked.typed is None:
        return figures
    spanned = tuple(one for one in asked.typed if one.begins_on <= asked.end and one.ends_on >= asked.begin)
    counted = (typed_in((*spanned, *_costs(asked.typed)), sort) for sort in COUNTED)
    return (*figures, *counted, cost(days, asked.typed))


def _costs(typed: tuple[TypedFigure, ...]) -> tuple[TypedFigure, ...]:
    return tuple(one for one in typed if one.sort.costs is None)


def _did(work: Work, catalog: Catalog, asked: Asked) -> tuple[Did, ...]:
    first = dt.datetime.combine(asked.begin, dt.time(), asked.zone)
    after = dt.datetime.combine(asked.end + dt.timedelta(days=1), dt.time(), asked.zone)
    found = [
        one.id
        for one in work.records.summaries(states=LED, begin=first, end=after, limit=None)
        if one.led_by_id in asked.leaders and one.kind in PRACTICE
    ]
    upshots = work.upshots.of(found)
    watched = [one for one in found if one not in upshots or upshots[one].upshot.whole is not Whole.STOPPED]
    return tuple(
        _one(record, form, upshots.get(record.id), asked.zone)
        for record, form in written_with(work, catalog, watched, LOT)
    )


def _one(record: Record, form: Form, assessed: Assessed | None, zone: dt.tzinfo) -> Did:
    upshot = assessed.upshot if assessed is not None else None
    watched = result(form, record.content) if record.kind is Kind.OBSERVATION else None
    decided = upshot is not None and upshot.is_check and upshot.whole in DECIDES
    return Did(
        on=record.held_at.astimezone(zone).date(),
        minutes=record.content.minutes or 0,
        people=frozenset({record.about_id, *record.content.attendees}) - {record.led_by_id},
        area=str(answer_to(form, record, FieldRole.LEADERSHIP)),
        concern=answer_to(form, record, FieldRole.NOTICED) == "concern",
        about_id=record.about_id,
        form_id=record.form_id,
        score=watched.points / watched.most if watched is not None and watched.most else None,
        met=(upshot.whole is Whole.MET) if decided and upshot is not None else None,
    )
