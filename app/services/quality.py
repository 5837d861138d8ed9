"""Quality of supervision from the service's own data, and the registered manager's monthly audit.

Never a score of a worker.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.access import may_manage_people, require
from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_moment, month_begin
from app.domain.content import content_hash
from app.domain.errors import IncompleteError, NotFoundError, StateError
from app.domain.ids import new_id
from app.domain.quality import QualityAudit, draw
from app.domain.records import RecordState
from app.services.present import present
from app.services.quality_figures import KINDS, Span, figures_of
from app.system.atomic import write_out

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.documents.blocks import Block
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.domain.quality import QualityGuide
    from app.domain.records import RecordSummary
    from app.services.quality_figures import Figures
    from app.services.signing.sealing import ServiceSeal
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

REFUSED = "Only the registered manager looks at the quality of supervision."


class QualityService:
    """Looking at supervision itself."""

    def __init__(self, store: Store, seal: ServiceSeal, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._seal = seal
        self._catalog = catalog
        self._clock = clock

    def guide(self) -> QualityGuide:
        """Return how quality is looked at."""
        return self._catalog.quality()

    def figures(
        self, actor: Actor, begin: dt.date, end: dt.date, supervisor_id: str | None = None
    ) -> Figures:
        """Return the figures of a time, of the whole service or of what one supervisor led."""
        with self._store.read() as work:
            self._manager(work, actor)
            return figures_of(work, self._catalog, Span(begin, end, self._clock), supervisor_id)

    # --- the monthly audit
    # -----------------------------------------------------------------------------------------

    def audits(self, actor: Actor) -> tuple[QualityAudit, ...]:
        """Return every audit, newest first."""
        with self._store.read() as work:
            self._manager(work, actor)
            return work.quality.audits()

    def begin_audit(
        self, actor: Actor, month: dt.date, count: int = 5, seed: int | None = None
    ) -> Outcome[QualityAudit]:
        """Draw sealed records of a month by chance; the seed is kept, so that the draw can be repeated."""
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
            made = QualityAudit(
                id=new_id(),
                month=first,
                seed=drawn,
                sample=draw(ids, drawn, count),
                answers={},
                words="",
                by_name=actor.name,
                at=self._clock.now(),
            )
            work.quality.add(made, actor.person_id)
            work.audit(
                "quality audit begun",
                "service",
                f"{first.isoformat()} seed {drawn}, {len(made.sample)} of {len(ids)} records",
            )
        return Outcome(made, changed(Topic.EVIDENCE))

    def sample(self, actor: Actor, audit_id: str) -> tuple[RecordSummary, ...]:
        """Return the records an audit drew."""
        with self._store.read() as work:
            self._manager(work, actor)
            found = work.records.brief(set(work.quality.get(audit_id).sample))
            return tuple(found[one] for one in work.quality.get(audit_id).sample if one in found)

    def answer(
        self, actor: Actor, audit_id: str, answers: Mapping[str, Mapping[str, str]], words_: str = ""
    ) -> Outcome[QualityAudit]:
        """Store what was found so far. A sealed audit never changes."""
        check_text("What was found", words_)
        known, allowed = {q.id for q in self.guide().questions}, {one for one, _ in self.guide().answers}
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            audit = work.quality.get(audit_id)
            if audit.sealed_at is not None:
                message = "This audit is sealed, so it is not changed any more. Begin a new one."
                raise StateError(message)
            strange = [
                a
                for given in answers.values()
                for question, a in given.items()
                if question not in known or a not in allowed
            ]
            if strange or not set(answers) <= set(audit.sample):
                message = "An answer does not belong to this audit, so nothing was kept. Open it again."
                raise NotFoundError(message)
            audit = replace(
                audit,
                answers={record: dict(found) for record, found in answers.items()},
                words=words_.strip(),
            )
            work.quality.answer(audit)
        return Outcome(audit, changed())

    def seal_audit(self, actor: Actor, audit_id: str) -> Outcome[QualityAudit]:
        """Seal an audit as a PDF that counts as evidence. It names records by number and nobody by name."""
        from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

        guide, now, zone = self.guide(), self._clock.now(), self._clock.zone()
        with self._store.read() as work:
            self._manager(work, actor)
            audit, service = work.quality.get(audit_id), work.service.get()
            numbers = {one: s.number for one, s in work.records.brief(set(audit.sample)).items()}
        if audit.sealed_at is not None:
            message = "This audit is sealed already."
            raise StateError(message)
        if missing := audit.missing(guide):
            message = f"{missing} answers are still missing. What you answered is kept."
            raise IncompleteError(message, {"answers": message})
        blocks = _audit_blocks(audit, guide, numbers, long_moment(now, zone))
        pdf = self._seal.sealed(
            render_report(service, f"Audit of supervision, {audit.month:%B %Y}", blocks, now, seal=True),
            now,
            zone,
        )
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            work.quality.seal(audit_id, pdf, content_hash(pdf), now)
            work.audit("quality audit sealed", "service", content_hash(pdf))
        return Outcome(replace(audit, sealed_at=now, sha256=content_hash(pdf)), changed(Topic.EVIDENCE))

    def audit_pdf(self, actor: Actor, audit_id: str, to: Path) -> Path:
        """Write a sealed audit's PDF to the file somebody chose."""
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            pdf = work.quality.pdf(audit_id)
            work.audit("quality audit exported", "service", audit_id)
        return write_out(to, pdf)

    def _manager(self, work: Work, actor: Actor) -> None:
        require(may_manage_people(present(work, actor)), REFUSED)


def _audit_blocks(
    audit: QualityAudit, guide: QualityGuide, numbers: Mapping[str, str], finished: str
) -> tuple[Block, ...]:
    """Return what an audit says: records by their numbers, nobody by name."""
    titles = dict(guide.answers)
    rows = []
    for question in guide.questions:
        given = Counter(audit.answers[record][question.id] for record in audit.sample)
        counted = sum(given[one] for one in ("yes", "partly", "no"))
        share = f"{round(100 * given['yes'] / counted)} % yes" if counted else "–"
        told = ", ".join(f"{number} {titles[one].lower()}" for one, number in sorted(given.items()))
        rows.append((question.text, told, share))
    each = tuple(
        (numbers.get(record, ""), *(titles[audit.answers[record][q.id]] for q in guide.questions))
        for record in audit.sample
    )
    return (
        Words(
            text=(
                f"Records of {audit.month:%B %Y}, drawn by chance with the seed {audit.seed}; the "
                "same seed draws them again."
            )
        ),
        Words(
            text=(
                f"Looked at by the registered manager and finished on {finished}. It "
                "looks at records, never at a worker."
            )
        ),
        Heading(text="What was found"),
        Grid(headings=("Question", "Answers", "Share"), rows=tuple(rows), shares=(0.56, 0.28, 0.16)),
        Heading(text="Record by record"),
        Words(text="; ".join(f"{n}. {q.text}" for n, q in enumerate(guide.questions, 1)), style="small"),
        Grid(
            headings=("Record", *(str(n) for n in range(1, len(guide.questions) + 1))),
            rows=each,
            shares=(0.14, *[0.86 / len(guide.questions)] * len(guide.questions)),
        ),
        *((Heading(text="In the manager’s words"), Words(text=audit.words)) if audit.words else ()),
    )
