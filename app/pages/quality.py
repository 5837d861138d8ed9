"""The quality of supervision: the monthly audits, figures with their tables, and records that look copied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people
from app.domain.changes import Outcome, changed
from app.domain.clock import month_begin, months_later, today
from app.domain.people import Role
from app.pages import places
from app.pages.pieces import Option, Row, Verb, people_options, record_called

if TYPE_CHECKING:
    from app.domain.charts import Chart
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.domain.quality import QualityAudit
    from app.pages import House

INTRO = (
    "About supervision itself, from the records of the last twelve months. Nobody who works here is scored."
)
AUDITS = "A few records are drawn by chance. You answer the same questions for each; then it is sealed."
MONTHS, FIGURES_MONTHS, MOST_COPIES = 6, 12, 50
COUNTS = tuple(Option(str(number), f"{number} records") for number in (3, 5, 8, 10))
USUAL_COUNT = "5"
ALIKE = "The words of these records are nearly the same. There may be a good reason; have a look."
NONE_ALIKE = "No two records have nearly the same words."


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """An audit on the list: one that is open leads on, of a sealed one there is a PDF to save."""

    audit_id: str
    told: str
    go_on: Verb | None
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityPage:
    """Everything the page shows. ``led_by`` is whose supervision the figures are of; empty is everybody's."""

    months: tuple[Option, ...]
    forms: tuple[Option, ...]
    audits: tuple[AuditLine, ...]
    may_audit: bool
    leaders: tuple[Option, ...]
    led_by: str
    counted: str
    charts: tuple[Chart, ...]
    copies: tuple[Row, ...]
    copied: str


def read(house: House, actor: Actor, led_by: str = "") -> QualityPage:
    """Return the figures of the last twelve months, and the audits for the registered manager.

    Raises NotAllowedError for all but them and the nominated individual.
    """
    now, zone = today(house.clock), house.clock.zone()
    with house.store.read():
        figures = house.quality.figures(actor, months_later(now, -FIGURES_MONTHS), now, led_by or None)
        people = house.people.list(actor)
        may_audit = may_manage_people(house.people.get(actor, actor.person_id))
        forms = house.quality.forms(actor) if may_audit else ()
        audits = house.quality.audits(actor) if may_audit else ()
    months = (month_begin(now, back) for back in range(MONTHS))
    return QualityPage(
        months=tuple(Option(month.isoformat(), f"{month:%B %Y}") for month in months),
        forms=tuple(Option(one.id, one.title) for one in forms),
        may_audit=may_audit,
        audits=tuple(_line(audit, zone) for audit in audits),
        leaders=people_options(one for one in people if one.role is not Role.WORKER),
        led_by=led_by,
        counted=f"{figures.records} sealed records",
        charts=figures.charts,
        copies=tuple(
            Row(
                copy.one.id,
                (record_called(copy.one, zone), record_called(copy.other, zone), f"{copy.alike} %"),
            )
            for copy in figures.copies[:MOST_COPIES]
        ),
        copied=ALIKE if figures.copies else NONE_ALIKE,
    )


def begin(
    house: House, actor: Actor, month: str, count: str, form_id: str = ""
) -> Outcome[places.QualityAudit]:
    """Draw records of a month (``2026-11-01``) by chance, to be looked at with a form, else the usual one.

    Returns where they are looked at.
    """
    drawn = house.quality.begin_audit(actor, dt.date.fromisoformat(month), int(count), form_id=form_id)
    return Outcome(places.QualityAudit(audit_id=drawn.value.id), drawn.changes)


def export(house: House, actor: Actor, audit_id: str, to: To) -> Outcome[To]:
    """Write a sealed audit's PDF to the file somebody chose."""
    return Outcome(house.quality.audit_pdf(actor, audit_id, to), changed())


def _line(audit: QualityAudit, zone: dt.tzinfo) -> AuditLine:
    sealed = audit.sealed_at is not None
    state = f"✓ sealed {audit.sealed_at.astimezone(zone):%d/%m/%Y}" if audit.sealed_at else "○ not finished"
    month, place = f"{audit.month:%B %Y}", places.QualityAudit(audit_id=audit.id)
    return AuditLine(
        audit_id=audit.id,
        told=f"{month}, {len(audit.sample)} records, seed {audit.seed} – {state}",
        go_on=None if sealed else Verb("Carry on", place, f"Carry on with {month}, seed {audit.seed}"),
        file_name=f"Audit {audit.month:%Y-%m}.pdf" if sealed else "",
    )
