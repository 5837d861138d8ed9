"""Quality of supervision from the service's own data, and the registered manager's monthly audit.

Never a score of a worker.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, may_see_quality, require
from app.domain.answers import all_texts, check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_moment, month_begin
from app.domain.content import Content, content_hash
from app.domain.drafting import put_answers
from app.domain.errors import IncompleteError, NotFoundError, StateError
from app.domain.ids import new_id
from app.domain.on_paper import way
from app.domain.quality import QualityAudit, draw
from app.domain.records import RecordState
from app.services.going_out import file_out
from app.services.present import present
from app.services.quality_figures import KINDS, Span, figures_of
from app.services.quality_paper import audit_blocks
from app.services.records.forms import audits_of
from app.services.worked_paper import worked_blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.catalog.registry import Catalog
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.domain.records import RecordSummary
    from app.domain.worked import Worked
    from app.services.quality_figures import Figures
    from app.services.signing.sealing import ServiceSeal
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

REFUSED = (
    "Only the registered manager, and the nominated individual for its figures, look at the quality of "
    "supervision."
)


class QualityService:
    """Looking at supervision itself."""

    def __init__(self, store: Store, seal: ServiceSeal, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._seal = seal
        self._catalog = catalog
        self._clock = clock

    def forms(self, actor: Actor) -> tuple[Form, ...]:
        """Return the forms that an audit may be made with, the usual one here first."""
        with self._store.read() as work:
            self._manager(work, actor)
            return audits_of(work, self._catalog)

    def figures(
        self, actor: Actor, begin: dt.date, end: dt.date, supervisor_id: str | None = None
    ) -> Figures:
        """Return the figures of a time, of the whole service or of what one supervisor led.

        Which records look copied is told only to who may read them all.
        """
        with self._store.read() as work:
            me = present(work, actor)
            require(may_see_quality(me), REFUSED)
            found = figures_of(work, self._catalog, Span(begin, end, self._clock), supervisor_id)
            return found if may_manage_people(me) else replace(found, copies=())

    # --- the monthly audit
    # -----------------------------------------------------------------------------------------

    def audits(self, actor: Actor) -> tuple[QualityAudit, ...]:
        """Return every audit, newest first."""
        with self._store.read() as work:
            self._manager(work, actor)
            return work.quality.audits()

    def begin_audit(
        self, actor: Actor, month: dt.date, count: int = 5, seed: int | None = None, form_id: str = ""
    ) -> Outcome[QualityAudit]:
        """Draw sealed records of a month by chance; the seed is kept, so that the draw can be repeated.

        They are looked at with a form, else with the usual one. Raises NotFoundError when it is gone.
        """
        zone, first = self._clock.zone(), month.replace(day=1)
        begin, after = (dt.datetime.combine(day, dt.time(), zone) for day in (first, month_begin(first, -1)))
        drawn = random.SystemRandom().randrange(1 << 30) if seed is None else seed
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            ids = [
                s.id
                for kind in KINDS
                for s in work.records.summaries(
                    kind=kind, states=(RecordState.SEALED,), begin=begin, end=after, limit=None
                )
            ]
            if not ids:
                message = (
                    f"No supervision was sealed in {first:%B %Y}, so there is nothing to draw from. "
                    "Choose another month."
                )
                raise StateError(message)
            form = self._chosen(work, form_id)
            work.forms.keep(form.id, form.version, self._catalog.form_to_json(form))
            made = QualityAudit(
                id=new_id(),
                month=first,
                seed=drawn,
                sample=draw(ids, drawn, count),
                answers={},
                words="",
                by_name=actor.name,
                at=self._clock.now(),
                form_id=form.id,
                form_version=form.version,
            )
            work.quality.add(made, actor.person_id)
            work.audit(
                "quality audit begun",
                "service",
                f"{first.isoformat()} seed {drawn}, {len(made.sample)} of {len(ids)} records, "
                f"form {form.id} version {form.version}",
            )
        return Outcome(made, changed(Topic.EVIDENCE))

    def sample(self, actor: Actor, audit_id: str) -> tuple[RecordSummary, ...]:
        """Return the records an audit drew."""
        with self._store.read() as work:
            self._manager(work, actor)
            found = work.records.brief(set(work.quality.get(audit_id).sample))
            return tuple(found[one] for one in work.quality.get(audit_id).sample if one in found)

    def form(self, actor: Actor, audit_id: str) -> Form:
        """Return the version of a form that an audit was begun with."""
        with self._store.read() as work:
            self._manager(work, actor)
            return self._form(work, work.quality.get(audit_id))

    def answer(
        self, actor: Actor, audit_id: str, answers: Mapping[str, Mapping[str, Answer]], words_: str = ""
    ) -> Outcome[QualityAudit]:
        """Store what was found so far. A sealed audit never changes."""
        said = (one for found in answers.values() for one in found.values())
        for text in (words_, *(text for one in said for text in all_texts(one))):
            check_text("What was found", text)
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            audit = work.quality.get(audit_id)
            if audit.sealed_at is not None:
                message = "This audit is sealed, so it is not changed any more. Begin a new one."
                raise StateError(message)
            form = self._form(work, audit)
            keys = {key for found in answers.values() for key in found}
            if any(form.field(key) is None for key in keys) or not set(answers) <= set(audit.sample):
                message = "An answer does not belong to this audit, so nothing was kept. Open it again."
                raise NotFoundError(message)
            audit = replace(
                audit,
                answers={
                    record: dict(put_answers(Content(), found).answers) for record, found in answers.items()
                },
                words=words_.strip(),
            )
            work.quality.answer(audit)
        return Outcome(audit, changed())

    def seal_audit(self, actor: Actor, audit_id: str) -> Outcome[QualityAudit]:
        """Seal an audit as a PDF that counts as evidence. It names records by number and nobody by name."""
        from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

        now, zone = self._clock.now(), self._clock.zone()
        with self._store.read() as work:
            self._manager(work, actor)
            audit, service, log = work.quality.get(audit_id), work.service.get(), work.audit_log.head()
            form = self._form(work, audit)
            numbers = {one: s.number for one, s in work.records.brief(set(audit.sample)).items()}
        if audit.sealed_at is not None:
            message = "This audit is sealed already."
            raise StateError(message)
        if missing := audit.missing(form):
            count = len(missing)
            left = "1 answer is" if count == 1 else f"{count} answers are"
            message = f"{left} still missing. What you answered is kept. {missing[0]}"
            raise IncompleteError(message, {"answers": message})
        blocks = audit_blocks(audit, form, numbers, long_moment(now, zone))
        pdf = self._seal.sealed(
            render_report(
                service,
                f"{form.title}, {audit.month:%B %Y}",
                blocks,
                now,
                seal=True,
                attachments=log.as_file(),
            ),
            now,
            zone,
        )
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            work.quality.seal(audit_id, pdf, content_hash(pdf), now)
            work.audit("quality audit sealed", "service", content_hash(pdf))
        return Outcome(replace(audit, sealed_at=now, sha256=content_hash(pdf)), changed(Topic.EVIDENCE))

    def audit_pdf(self, actor: Actor, audit_id: str, to: To) -> To:
        """Write a sealed audit's PDF to the file somebody chose."""
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            pdf = work.quality.pdf(audit_id)
            work.audit(f"quality audit {way(to)}", "service", audit_id)
        return file_out(self._store, self._clock, actor.person_id, to, pdf)

    def audit_paper(self, actor: Actor, audit_id: str, to: To) -> To:
        """Write the form of an audit as a PDF to fill in by hand, a sheet for each record that was drawn."""
        from app.documents.blank import Blank, render_blank  # noqa: PLC0415 - the PDF library is slow to load

        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            audit, me = work.quality.get(audit_id), present(work, actor)
            numbers = sorted(one.number for one in work.records.brief(set(audit.sample)).values())
            blank = Blank(
                number=f"{audit.month:%B %Y}",
                form=self._form(work, audit),
                service=work.service.get(),
                about_name=", ".join(numbers),
                leader_name=me.name,
            )
            work.audit("quality audit printed", "service", audit_id)
        return file_out(self._store, self._clock, actor.person_id, to, render_blank(blank))

    def worked(self) -> tuple[Worked, Form]:
        """Return the worked records, and the audit that came with Alongside, which they are marked with."""
        return self._catalog.worked(), self._catalog.audits()[0]

    def worked_paper(self, actor: Actor, to: To) -> To:
        """Write the worked records as a PDF to mark by hand. Everybody may: they are about nobody."""
        from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

        with self._store.write(actor.person_id) as work:
            present(work, actor)
            service = work.service.get()
            work.audit("worked records printed", "service", "")
        blocks = worked_blocks(*self.worked())
        pdf = render_report(service, "Three records to mark", blocks, self._clock.now())
        return file_out(self._store, self._clock, actor.person_id, to, pdf)

    def _chosen(self, work: Work, form_id: str) -> Form:
        offered = audits_of(work, self._catalog)
        found = next((one for one in offered if one.id == form_id or not form_id), None)
        if found is None:
            message = "This form is not used for audits any more. Choose another."
            raise NotFoundError(message)
        return found

    def _form(self, work: Work, audit: QualityAudit) -> Form:
        """Return the form an audit was begun with; the oldest were begun with the one that came with us."""
        text = work.forms.kept(audit.form_id, audit.form_version)
        return self._catalog.form_from_json(text) if text is not None else self._catalog.audits()[0]

    def _manager(self, work: Work, actor: Actor) -> None:
        require(may_manage_people(present(work, actor)), REFUSED)
