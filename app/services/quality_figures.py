"""Figures of supervision from what was written and when. Never a score of a worker."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from app.domain.actions import ActionState
from app.domain.answers import chosen, prose
from app.domain.charts import Chart
from app.domain.clock import month_begin, today
from app.domain.forms import AnsweredBy, FieldRole
from app.domain.kinds import Kind
from app.domain.noticed import Concern, GoodPractice
from app.domain.quality import near_identical, shares, words
from app.domain.records import RecordState
from app.domain.sessions import SessionState
from app.services.records.gathering import written_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.catalog.registry import Catalog
    from app.domain.actions import Action
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.quality import Function
    from app.domain.records import Record, RecordSummary
    from app.domain.sessions import Session
    from app.storage.unit_of_work import Work

KINDS = tuple(kind for kind in Kind if kind.row.audited)
CHUNK, AGAIN, WEEK, FORTNIGHT, MOST_THEMES = 200, 3, 7, 14, 8


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


class Span:
    """A time from a first to a last day, both included."""

    def __init__(self, begin: dt.date, end: dt.date, clock: Clock) -> None:
        self.begin, self.end, self.zone, self.now = begin, end, clock.zone(), today(clock)
        self.first = dt.datetime.combine(begin, dt.time(), self.zone)
        self.after = dt.datetime.combine(end + dt.timedelta(days=1), dt.time(), self.zone)

    def months(self) -> list[str]:
        """Return the months of the time, such as ``Nov 26``, oldest first."""
        found, day = [], self.begin.replace(day=1)
        while day <= self.end:
            found.append(f"{day:%b %y}")
            day = month_begin(day, -1)
        return found

    def month_of(self, moment: dt.datetime) -> str:
        """Return the month a moment lies in, as ``months`` names it."""
        return f"{moment.astimezone(self.zone):%b %y}"


@dataclass(frozen=True, slots=True)
class _Wrote:
    """Words counted: by section, and the worker's and the others' by month; and each record's own words."""

    by_section: Counter[str] = field(default_factory=Counter)
    voices: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    texts: dict[str, str] = field(default_factory=dict)
    decided: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, record: Record, form: Form, month: str) -> None:
        """Count one record."""
        texts, voice = [], self.voices[month]
        answers = record.content.answers
        for key, section, question in form.keyed:
            if key not in answers:
                continue
            text = prose(question, answers[key])
            count = words(text)
            self.by_section[section.id] += count
            voice[question.answered_by is not AnsweredBy.WORKER] += count
            texts.append(text)
        self.texts[record.id] = "\n".join(texts)
        self._decision(record, form)
        voice[0] += words(record.response.words) if record.response else 0

    def _decision(self, record: Record, form: Form) -> None:
        """Count what a record decided, beside everything else it could have."""
        for key, item in form.all_by_role(FieldRole.DECISION):
            counts = self.decided.setdefault(form.title, Counter())
            counts.update({option.label: 0 for option in item.options})
            option = chosen(item, record.content.answers.get(key, ""))
            counts.update([option.label] if option is not None else [])


def figures_of(work: Work, catalog: Catalog, span: Span, supervisor_id: str | None) -> Figures:
    """Return the figures of a time, of the whole service or of what one supervisor led."""
    sealed = work.records.summaries(
        states=(RecordState.SEALED,), begin=span.first, end=span.after, limit=None
    )
    found = [one for one in sealed if one.kind in KINDS and supervisor_id in {None, one.led_by_id}]
    wrote = _Wrote()
    for record, form in written_with(work, catalog, (one.id for one in found), CHUNK):
        wrote.add(record, form, span.month_of(record.held_at))
    people = {one.about_id for one in found}
    sessions = [
        session
        for session in work.sessions.between(span.first, span.after)
        if session.kind in KINDS and (supervisor_id is None or session.person_id in people)
    ]
    actions = [
        (action, at)
        for action, at in work.actions.due_between(span.begin, span.end)
        if supervisor_id is None or action.about_id in people
    ]
    charts = (
        _functions(wrote.by_section, catalog.functions()),
        _voices(wrote.voices, span),
        _sessions(sessions, span),
        _days(found),
        _actions(actions, span),
        _noticed(work, span, people if supervisor_id else None),
        _decisions(wrote.decided),
        _themes([one for one in sealed if one.about_id in people], catalog),
    )
    by_id = {one.id: one for one in found}
    copies = tuple(
        Copy(one=by_id[one], other=by_id[other], alike=alike)
        for one, other, alike in near_identical(wrote.texts)
    )
    return Figures(charts=charts, copies=copies, records=len(found))


def _noticed(work: Work, span: Span, people: set[str] | None) -> Chart:
    kept: tuple[GoodPractice | Concern, ...] = (*work.noticed.good_practice(), *work.noticed.concerns())
    counts = Counter(
        (span.month_of(one.at), isinstance(one, GoodPractice))
        for one in kept
        if span.first <= one.at < span.after and (people is None or one.about_id in people)
    )
    return Chart(
        title="Good practice and concerns",
        intro="Kept from records by month, side by side. Few concerns may only mean that few are raised.",
        series=("Good practice", "Concerns"),
        rows=tuple((month, (counts[month, True], counts[month, False])) for month in span.months()),
    )


def _functions(written: Counter[str], functions: Sequence[Function]) -> Chart:
    share = shares(written, functions)
    return Chart(
        title="What supervision goes to",
        intro=(
            "Estimated from how many words stand under each heading. A good supervision has some of "
            "each over time."
        ),
        series=("Share of words",),
        rows=tuple((one.title, (share[one.id],)) for one in functions),
        unit=" %",
        most=100,
    )


def _decisions(decided: Mapping[str, Counter[str]]) -> Chart:
    return Chart(
        title="Decisions",
        intro="What was decided at the end of a meeting that ends in a decision, such as a probation review.",
        series=("Records",),
        rows=tuple(
            (f"{title}: {label}", (count,))
            for title, counts in sorted(decided.items())
            for label, count in counts.items()
        ),
    )


def _themes(records: Sequence[RecordSummary], catalog: Catalog) -> Chart:
    """Count, for each practice area, the people with whom it came up in three or more records."""
    labels = {area.id: area.label for area in catalog.areas()}
    times = Counter((one.about_id, topic) for one in records for topic in one.topics)
    again = Counter(topic for (_, topic), count in times.items() if count >= AGAIN)
    return Chart(
        title="Themes that come up again",
        intro=(
            "With how many people a practice area came up in three records or more. It may need "
            "another way, for the whole team."
        ),
        series=("People",),
        rows=tuple((labels.get(topic, topic), (count,)) for topic, count in again.most_common(MOST_THEMES)),
    )


def _voices(voices: Mapping[str, list[int]], span: Span) -> Chart:
    counted = ((month, voices.get(month, [0, 0])) for month in span.months())
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


def _sessions(sessions: list[Session], span: Span) -> Chart:
    states = (SessionState.HELD, SessionState.MOVED, SessionState.MISSED)
    counts = Counter((span.month_of(s.planned_at), s.state) for s in sessions)
    reasons = Counter(s.listed or s.reason for s in sessions if s.state in states[1:] and s.because)
    told = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common(4))
    return Chart(
        title="Held, moved and missed",
        intro=f"Planned sessions by month. Reasons: {told}." if told else "Planned sessions by month.",
        series=("Held", "Moved", "Missed"),
        rows=tuple((month, tuple(counts[month, state] for state in states)) for month in span.months()),
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


def _actions(actions: list[tuple[Action, dt.datetime]], span: Span) -> Chart:
    done = [(a, at) for a, at in actions if a.state is ActionState.DONE]
    in_time = sum(a.due_on is not None and at.astimezone(span.zone).date() <= a.due_on for a, at in done)
    late = sum(a.is_late(span.now) for a, _ in actions)
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
