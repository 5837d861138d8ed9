"""A form as it will look on paper and as a sealed PDF, filled in with made-up answers. Nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.documents.blank import Blank, render_blank
from app.documents.record import RecordDocument
from app.documents.render import render_record
from app.domain.made_up import made_up
from app.domain.people import Person, Role
from app.domain.records import Choice, Record, RecordState, Response

if TYPE_CHECKING:
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
