"""A form as it will look on paper and as a sealed PDF, filled in with made-up answers. Nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.documents.blank import Blank, render_blank
from app.documents.record import RecordDocument
from app.documents.render import render_record
from app.documents.report import render_report
from app.domain.clock import long_moment
from app.domain.form_uses import is_audit
from app.domain.made_up import made_up
from app.domain.people import Person, Role
from app.domain.quality import QualityAudit
from app.domain.records import Choice, Record, RecordState, Response
from app.services.quality_paper import audit_blocks

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.people import Service

NUMBER = "EXAMPLE"
WORKER = Person(id="example", name="Tomasz Example", role=Role.WORKER)


def blank(form: Form, service: Service, me: Person) -> bytes:
    """Return the form as a PDF to fill in by hand."""
    return render_blank(
        Blank(number="PREVIEW", form=form, service=service, about_name="…", leader_name=me.name)
    )


def filled(form: Form, service: Service, me: Person, clock: Clock) -> bytes:
    """Return the form as the PDF of a record about somebody made up. Nobody signed it."""
    now = clock.now()
    if is_audit(form):
        return _audited(form, service, me, now, clock.zone())
    record = Record(
        id="example",
        number=NUMBER,
        version=1,
        kind=form.kind,
        form_id=form.id,
        form_version=form.version,
        about_id=WORKER.id,
        led_by_id=me.id,
        state=RecordState.READY,
        held_at=now,
        recorded_at=now,
        changed_at=now,
        content=made_up(form),
        response=None if form.kind.is_group else Response(choice=Choice.AGREE),
    )
    return render_record(
        RecordDocument(
            record=record,
            form=form,
            service=service,
            about=WORKER,
            led_by=me,
            witness=None,
            corrects=None,
            people={WORKER.id: WORKER.name, me.id: me.name},
            zone=clock.zone(),
            app_version=__version__,
            parts=(),
            canonical=b"{}",
            content_hash="",
        )
    )


def _audited(form: Form, service: Service, me: Person, now: dt.datetime, zone: dt.tzinfo) -> bytes:
    """Return the form as the PDF of an audit of two records that are made up."""
    given, numbers = made_up(form).answers, {"one": "S-0001", "two": "S-0002"}
    audit = QualityAudit(
        id="example",
        month=now.date().replace(day=1),
        seed=1,
        sample=tuple(numbers),
        answers=dict.fromkeys(numbers, given),
        words="",
        by_name=me.name,
        at=now,
        form_id=form.id,
        form_version=form.version,
    )
    return render_report(
        service, f"{form.title}, {now:%B %Y}", audit_blocks(audit, form, numbers, long_moment(now, zone)), now
    )
