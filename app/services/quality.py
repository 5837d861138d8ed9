"""Quality of supervision from the service's own data, and the registered manager's monthly audit.

Never a score of a worker.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any

from app.documents.blocks import Grid, Heading, Words
from app.domain.access import may_manage_people, require
from app.domain.actions import ActionState
from app.domain.answers import check_text, prose
from app.domain.changes import Outcome, Topic, changed
from app.domain.charts import Chart
from app.domain.clock import long_moment, month_begin, today
from app.domain.content import content_hash
from app.domain.errors import IncompleteError, NotFoundError, StateError
from app.domain.forms import AnsweredBy
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.quality import QualityAudit, draw, near_identical, shares, words
from app.domain.records import RecordState
from app.domain.schedule import SessionState
from app.services.present import present
from app.services.records.forms import form_of
from app.system.atomic import write_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.domain.quality import QualityGuide
    from app.domain.records import Record, RecordSummary
    from app.services.signing.sealing import ServiceSeal
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

KINDS = tuple(kind for kind in Kind if kind.row.audited)
CHUNK, AGAIN, WEEK, FORTNIGHT = 200, 3, 7, 14
REFUSED = "Only the registered manager looks at the quality of supervision."


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two records whose words are nearly the same, and how alike they are in per cent."""

    one: RecordSummary
    other: RecordSummary
    alike: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the records say about supervision in a time.

    Charts, each with its table, and records that look copied.
    """

    charts: tuple[Chart, ...]
    copies: tuple[Copy, ...]
    records: int


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
        zone, guide = self._clock.zone(), self.guide()
        first = dt.datetime.combine(begin, dt.time(), zone)
        after = dt.datetime.combine(end + dt.timedelta(days=1), dt.time(), zone)
        with self._store.read() as work:
            self._manager(work, actor)
            found = [
                s
                for kind in KINDS
                for s in work.records.summaries(
                    kind=kind,
                    led_by_id=supervisor_id,
                    states=(RecordState.SEALED,),
                    begin=first,
                    end=after,
                    limit=None,
                )
            ]
            written: Counter[str] = Counter()
            voices: dict[str, list[int]] = defaultdict(lambda: [0, 0])
            texts: dict[str, str] = {}
            for record, form in self._read(work, found):
                worker, other = 0, 0
                for key, section, field in form.keyed:
                    text = prose(field, record.content.answers.get(key, ""))
                    count = words(text)
                    written[section.id] += count
                    worker += count if field.answered_by is AnsweredBy.WORKER else 0
                    other += count if field.answered_by is not AnsweredBy.WORKER else 0
                    texts[record.id] = f"{texts.get(record.id, '')}\n{text}"
                worker += words(record.response.words) if record.response else 0
                month = f"{record.held_at.astimezone(zone):%b %y}"
                voices[month][0] += worker
                voices[month][1] += other
            people = {s.about_id for s in found}
            sessions = [
                s
                for s in work.sessions.between(first, after)
                if s.kind in KINDS and (supervisor_id is None or s.person_id in people)
            ]
            actions = [
                (a, at)
                for a, at in work.actions.due_between(begin, end)
                if supervisor_id is None or a.about_id in people
            ]
            charts = (
                self._functions(written, guide),
                _voices(voices, month_names(begin, end)),
                _sessions(sessions, month_names(begin, end), zone),
                _days(found),
                _actions(actions, zone, today(self._clock)),
                self._themes(work, people, first, after),
            )
        by_id = {s.id: s for s in found}
        copies = tuple(
            Copy(one=by_id[one], other=by_id[other], alike=alike)
            for one, other, alike in near_identical(texts)
        )
        return Figures(charts=charts, copies=copies, records=len(found))

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
        blocks = (
            Words(
                text=(
                    f"Records of {audit.month:%B %Y}, drawn by chance with the seed {audit.seed}; the "
                    "same seed draws them again."
                )
            ),
            Words(
                text=(
                    f"Looked at by the registered manager and finished on {long_moment(now, zone)}. It "
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

    # --- reading
    # ---------------------------------------------------------------------------------------------------

    def _read(self, work: Work, found: list[RecordSummary]) -> Iterator[tuple[Record, Form]]:
        for one in found:
            record = work.records.get(one.id)
            yield (
                record,
                form_of(work, self._catalog, record),
            )
            work.session.expunge_all()

    def _functions(self, written: Counter[str], guide: QualityGuide) -> Chart:
        share = shares(written, guide.functions)
        return Chart(
            title="What supervision goes to",
            intro=(
                "Estimated from how many words stand under each heading. A good supervision has some of "
                "each over time."
            ),
            series=("Share of words",),
            rows=tuple((one.title, (share[one.id],)) for one in guide.functions),
            unit=" %",
            most=100,
        )

    def _themes(self, work: Work, people: set[str], begin: dt.datetime, after: dt.datetime) -> Chart:
        """Count, for each practice area, the people with whom it came up in three or more records."""
        labels = {area.id: area.label for area in self._catalog.areas()}
        times: Counter[tuple[str, str]] = Counter()
        for s in work.records.summaries(states=(RecordState.SEALED,), begin=begin, end=after, limit=None):
            if s.about_id in people:
                times.update((s.about_id, topic) for topic in s.topics)
        again = Counter(topic for (_, topic), count in times.items() if count >= AGAIN)
        return Chart(
            title="Themes that come up again",
            intro=(
                "With how many people a practice area came up in three records or more. It may need "
                "another way, for the whole team."
            ),
            series=("People",),
            rows=tuple((labels.get(topic, topic), (count,)) for topic, count in again.most_common(8)),
        )

    def _manager(self, work: Work, actor: Actor) -> None:
        require(may_manage_people(present(work, actor)), REFUSED)


def month_names(begin: dt.date, end: dt.date) -> list[str]:
    """Return the months of a time, such as ``Nov 26``, oldest first."""
    found, day = [], begin.replace(day=1)
    while day <= end:
        found.append(f"{day:%b %y}")
        day = month_begin(day, -1)
    return found


def _voices(voices: Mapping[str, list[int]], months: list[str]) -> Chart:
    counted = ((month, voices.get(month, [0, 0])) for month in months)
    rows = tuple(
        (month, (round(100 * own / (own + other)) if own + other else None,))
        for month, (own, other) in counted
    )
    intro = (
        "Of every hundred words, how many are the worker’s own: their points, their answers and what "
        "they added before signing."
    )
    return Chart(
        title="The worker’s words", intro=intro, series=("Worker’s share",), rows=rows, unit=" %", most=100
    )


def _sessions(sessions: list[Any], months: list[str], zone: dt.tzinfo) -> Chart:
    states = (SessionState.HELD, SessionState.MOVED, SessionState.MISSED)
    counts = Counter((f"{s.planned_at.astimezone(zone):%b %y}", s.state) for s in sessions)
    reasons = Counter(s.reason for s in sessions if s.state in states[1:] and s.reason)
    told = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common(4))
    return Chart(
        title="Held, moved and missed",
        intro=f"Planned sessions by month. Reasons: {told}." if told else "Planned sessions by month.",
        series=("Held", "Moved", "Missed"),
        rows=tuple((month, tuple(counts[month, state] for state in states)) for month in months),
    )


def _days(found: list[RecordSummary]) -> Chart:
    days = [max((s.sealed_at - s.held_at).days, 0) for s in found if s.sealed_at is not None]
    bins = (
        ("Same day", sum(d == 0 for d in days)),
        ("1 to 7 days", sum(0 < d <= WEEK for d in days)),
        ("8 to 14 days", sum(WEEK < d <= FORTNIGHT for d in days)),
        ("Longer", sum(d > FORTNIGHT for d in days)),
    )
    intro = (
        (
            f"From the meeting to the last signature. The middle is {median(days):.0f} days, the longest "
            f"{max(days)}."
        )
        if days
        else "Nothing sealed yet."
    )
    return Chart(
        title="Days to sign",
        intro=intro,
        series=("Records",),
        rows=tuple((label, (count,)) for label, count in bins),
    )


def _actions(actions: list[tuple[Any, dt.datetime]], zone: dt.tzinfo, now: dt.date) -> Chart:
    done = [(a, at) for a, at in actions if a.state is ActionState.DONE]
    in_time = sum(a.due_on is not None and at.astimezone(zone).date() <= a.due_on for a, at in done)
    late = sum(a.is_late(now) for a, _ in actions)
    dropped = sum(a.state is ActionState.DROPPED for a, _ in actions)
    rows = (
        ("By their day", (in_time,)),
        ("Later", (len(done) - in_time,)),
        ("Still open, late", (late,)),
        ("Dropped, with a reason", (dropped,)),
    )
    share = f" {round(100 * in_time / len(done))} % of those done were done by their day." if done else ""
    return Chart(
        title="Actions", intro=f"Actions that fell due in this time.{share}", series=("Actions",), rows=rows
    )
