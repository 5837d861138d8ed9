"""The agenda that builds itself: what the worker brought, what was agreed, and everything since last time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_see_details
from app.domain.actions import ActionAnswer, told
from app.domain.answers import all_texts, shown
from app.domain.clock import long_date, short_date, today
from app.domain.content import AgendaPoint, Content, Source
from app.domain.forms import FieldRole, Step
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.records import Audience, RecordState
from app.domain.schedule import DueState, Past, called, due, state_on
from app.domain.sessions import SessionState
from app.services.known import known_of
from app.services.records.forms import answer_to, form_of, sheet_of
from app.services.records.reading import openable, reachable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from app.catalog.registry import Catalog
    from app.domain.actions import Action
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.forms import Field, Form
    from app.domain.people import Person
    from app.domain.records import Record, RecordSummary
    from app.domain.requirements import Known
    from app.storage.unit_of_work import Work

FINISHED = (RecordState.SAVED, RecordState.SEALED)
MOST_OF_A_KIND = 60
LINE = 120
"""The most letters of a line of an agenda."""
NOTICED = {Source.PRAISE: "Praise", Source.CONCERN: "Concern"}
DROPPED_FROM_AGENDA = {Source.SECTION, Source.ACTION}


def first_content(
    work: Work, catalog: Catalog, clock: Clock, form: Form, about: Person, leader: Person
) -> Content:
    """Return what a new record begins with.

    For a one-to-one meeting its agenda, the worker's own points and the open actions.
    """
    if not form.kind.row.agenda:
        return Content(attendees=(leader.id,) if form.kind.is_group else ())
    actions = reachable(work, leader, work.actions.open_about(about.id))
    brought = _brought(work, catalog, about.id) if form.kind.row.prepared else []
    points = [_point(Source.WORKER, f"{about.first_name} asked: {text}", key) for key, _, _, text in brought]
    if actions:
        points.insert(
            0,
            _point(
                Source.ACTION,
                "Last time: 1 action" if len(actions) == 1 else f"Last time: {len(actions)} actions",
            ),
        )
    points += _carried(work, form.kind, about)
    points += _Happened(work, catalog, clock, about, leader).points(form.kind)
    points += _due(work, about, leader, clock)
    points += [
        _point(Source.SECTION, section.title, section.id)
        for section in form.sections
        if section.step is Step.TALK
    ]
    asked = {key: field.type for key, _, field in form.keyed}
    answers = {
        key: answer
        for key, item, answer, _ in brought
        if key in asked and (item is None or asked[key] is item.type)
    }
    return Content(
        answers=answers,
        agenda=tuple(points),
        old_actions=tuple(
            ActionAnswer(action_id=a.id, what=a.what, due_on=a.due_on, how_we_will_know=a.how_we_will_know)
            for a in actions
        ),
    )


def since_last(work: Work, kind: Kind, about: Person, leader: Person, clock: Clock) -> tuple[str, ...]:
    """Return in sentences what happened since the last supervision, as far as its leader may know it."""
    zone, manages = clock.zone(), may_see_details(leader, about)
    which = (
        Kind.SUPERVISION if manages and kind is not Kind.PRACTICE_SUPERVISION else Kind.PRACTICE_SUPERVISION
    )
    last, word = work.history.last_sealed(about.id, which), which.label.lower()
    lines = [
        f"Last {word}: {long_date(last.astimezone(zone).date())}" if last else f"No {word} is recorded yet"
    ]
    if manages and work.history.last_sealed(about.id, Kind.AGREEMENT) is None:
        lines.append("No supervision agreement is signed yet")
    for session in work.sessions.for_person(about.id):
        known = manages or session.kind.is_practice
        if (
            known
            and session.state in {SessionState.MISSED, SessionState.MOVED}
            and (last is None or session.planned_at > last)
        ):
            lines.append(
                f"{session.state.label} from "
                f"{long_date(session.planned_at.astimezone(zone).date())}: {session.because}"
            )
    return (
        *lines,
        *(_action_line(action) for action in reachable(work, leader, work.actions.open_about(about.id))),
    )


def _point(source: Source | Kind, text: str, ref: str = "") -> AgendaPoint:
    return AgendaPoint(id=new_id(), text=text, source=source, ref=ref)


def _brought(work: Work, catalog: Catalog, person_id: str) -> list[tuple[str, Field | None, Answer, str]]:
    """Return what a worker prepared: its key, what was asked, the answer, and how it is read."""
    stored = work.preparation.get(person_id)
    if stored is None:
        return []
    sheet, found = sheet_of(work, catalog), []
    for key, kept in stored.answers.items():
        answer = kept.strip() if isinstance(kept, str) else kept
        known = sheet.field(key)
        text = shown(known[1], answer) if known else " ".join(all_texts(answer))
        if text.strip():
            found.append((key, known[1] if known else None, answer, text))
    return found


def _carried(work: Work, kind: Kind, about: Person) -> list[AgendaPoint]:
    """Points of the last meeting that were not talked about."""
    newest = work.records.summaries(about_id=about.id, kind=kind, states=(RecordState.SEALED,), limit=1)
    if not newest:
        return []
    agenda = work.records.get(newest[0].id).content.agenda
    if not any(point.talked for point in agenda):
        return []  # nobody ticked anything off, so nothing is known to be left over
    left = [p for p in agenda if not p.talked and p.source not in DROPPED_FROM_AGENDA]
    return [
        _point(Source.CARRIED, p.text if p.source is Source.CARRIED else f"Left over: {p.text}", p.ref)
        for p in left
    ]


@dataclass(frozen=True, slots=True)
class _Happened:
    """What was recorded about a person since their last meeting, as far as its leader may read it."""

    work: Work
    catalog: Catalog
    clock: Clock
    about: Person
    leader: Person

    def points(self, kind: Kind) -> list[AgendaPoint]:
        """Return praise and concerns first, then coaching, observations and shared reflections."""
        last = self.work.history.last_sealed(self.about.id, kind)
        first, later = list[AgendaPoint](), list[AgendaPoint]()
        coached = 0
        for summary in self._since(last):
            record = self.work.records.get(summary.id)
            noticed = self._noticed(record)
            first = [*noticed, *first]
            coached += record.kind is Kind.COACHING and not noticed
            later += [] if noticed else self._told(record, summary.readers)
        if coached:
            later.append(_point(Kind.COACHING, f"Coaching since last time: {coached}"))
        return first + later

    def _since(self, last: dt.datetime | None) -> Iterator[RecordSummary]:
        """Yield what happened or was sealed after the last meeting, kind by kind."""
        for kind in (kind for kind in Kind if kind.row.on_agenda):
            found = self.work.records.summaries(
                about_id=self.about.id, kind=kind, states=FINISHED, limit=MOST_OF_A_KIND
            )
            for one in openable(self.work, self.leader, found):
                late = one.sealed_at is not None and last is not None and one.sealed_at > last
                if last is None or one.held_at > last or late:
                    yield one

    def _noticed(self, record: Record) -> list[AgendaPoint]:
        """Return the point for what was kept for the next supervision, if anything was."""
        form = form_of(self.work, self.catalog, record)
        noticed = answer_to(form, record, FieldRole.NOTICED)
        source = next((one for one in NOTICED if one.value == noticed), None)
        if source is None:
            return []
        happened = _first_words(str(answer_to(form, record, FieldRole.HAPPENED)))
        return [_point(source, f"{NOTICED[source]}, {self._day(record)}: {happened}", record.id)]

    def _told(self, record: Record, readers: frozenset[str]) -> list[AgendaPoint]:
        day = self._day(record)
        if record.kind is Kind.COACHING:
            tries = [one.what.strip() for one in record.content.new_actions if one.what.strip()]
            return [
                _point(record.kind, f"To try since coaching on {day}: {text}", record.id) for text in tries
            ]
        if not record.kind.row.private:
            return [_point(record.kind, f"{record.kind.label} on {day} ({record.number})", record.id)]
        if record.audience in {Audience.SUPERVISION, Audience.RECORD} or self.leader.id in readers:
            return [_point(record.kind, f"{self.about.first_name} shared a reflection of {day}", record.id)]
        return []

    def _day(self, record: Record) -> str:
        return short_date(record.held_at.astimezone(self.clock.zone()).date(), today(self.clock))


def _due(work: Work, about: Person, leader: Person, clock: Clock) -> list[AgendaPoint]:
    known, now, zone = known_of(work, clock, about.id), today(clock), clock.zone()
    columns = [
        c
        for c in known.rules.columns
        if c[0] is not Kind.SUPERVISION and (c[0].is_practice or may_see_details(leader, about))
    ]
    last = work.history.last_by_column(columns, person_id=about.id)
    whole = Past(absences=known.absences, requirements=known.wanted(), begun_on=known.begun_on)
    found = []
    for column in columns:
        held = last.get((about.id, *column))
        past = replace(whole, last_on=held.astimezone(zone).date() if held else None)
        one = due(about, column, known.rules, now, past)
        if one.due_on is not None and one.purpose is None and one.state in {DueState.LATE, DueState.SOON}:
            found.append(_point(Source.DUE, f"Due by {long_date(one.due_on)}: {one.what}", column[0].value))
    return found + _must(known, leader)


def _must(known: Known, leader: Person) -> list[AgendaPoint]:
    """Return what must happen by a day, as far as whoever leads the meeting may know it."""
    plainly, found = may_see_details(leader, known.person), []
    for one in known.wanted():
        soon = bool(one.purpose.stops) or state_on(one.due_on, known.today) in {DueState.LATE, DueState.SOON}
        if soon and (plainly or one.kind.is_practice):
            about = f" – {called(one.kind, one.form_id).lower()}" if one.form_id else ""
            why = f": {one.reason}" if plainly else ""
            text = f"{one.purpose.label}{about}, by {long_date(one.due_on)}{why}"
            found.append(_point(Source.DUE, _first_words(text), one.id or one.ref))
    return found


def _first_words(text: str) -> str:
    text = text.strip()
    return text if len(text) <= LINE else text[: LINE - 3].rsplit(" ", 1)[0] + " …"


def _action_line(action: Action) -> str:
    by = f", by {long_date(action.due_on)}" if action.due_on else ""
    return f"Open action from {action.record_number}{by}: {told(action.what, action.how_we_will_know)}"
