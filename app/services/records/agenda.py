"""The agenda that builds itself: what the worker brought, what was agreed, and everything since last time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_see_details
from app.domain.actions import ActionAnswer, told
from app.domain.agenda import left_over, noted
from app.domain.answers import all_texts, shown
from app.domain.clock import long_date, short_date, today
from app.domain.content import AgendaPoint, Content, Source
from app.domain.form_uses import PREPARED
from app.domain.forms import FieldRole, Step
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.records import FINISHED, Audience, RecordState
from app.domain.schedule import DueState, Past, called, due, state_on
from app.domain.sessions import SessionState
from app.domain.training import Stand, newest, stand
from app.domain.upshots import Whole, upshot_of
from app.services.known import known_of, trained
from app.services.records.forms import answer_to, sheet_of
from app.services.records.gathering import written_with
from app.services.records.noticed import for_agenda
from app.services.records.reading import openable, reachable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from app.catalog.registry import Catalog
    from app.domain.actions import Action
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.forms import Field, Form
    from app.domain.people import Person
    from app.domain.records import Record, RecordSummary
    from app.domain.requirements import Known
    from app.storage.unit_of_work import Work

MOST_OF_A_KIND = 60
LINE = 120
"""The most letters of a line of an agenda."""
RESULT = {Whole.MET: " – met", Whole.NOT_YET: " – not yet", Whole.UNSEEN: " – not yet complete"}
"""What an observation came to, behind its point."""
NOTICED = {Source.PRAISE: "Praise", Source.CONCERN: "Concern"}
TALKED_THROUGH = (RecordState.READY, RecordState.WAITING, RecordState.SEALED)
"""States of a meeting in which what became of its points is said."""
ONE_TO_ONE = tuple(kind for kind in Kind if kind.is_meeting and not kind.is_group)


def first_content(
    work: Work, catalog: Catalog, clock: Clock, form: Form, about: Person, leader: Person
) -> Content:
    """Return what a new record begins with.

    For a one-to-one meeting its agenda, the worker's own points and the open actions; for a group what its
    last session left over.
    """
    if not form.kind.is_meeting:
        return Content()
    if form.kind.is_group:
        return Content(
            attendees=(leader.id,),
            agenda=(*left_over(_held(work, (form.kind,), about, leader)), *_sections(form)),
        )
    actions = reachable(work, leader, work.actions.open_about(about.id))
    brought = _brought(work, catalog, about.id, form.kind) if form.kind.row.prepared else []
    points = [_point(Source.WORKER, f"{about.first_name} asked: {text}", key) for key, _, _, text in brought]
    if actions:
        points.insert(
            0,
            _point(
                Source.ACTION,
                "Last time: 1 action" if len(actions) == 1 else f"Last time: {len(actions)} actions",
            ),
        )
    points += left_over(_held(work, ONE_TO_ONE, about, leader))
    points += _Happened(work, catalog, clock, about, leader).points(form.kind)
    points += _due(work, about, leader, clock, form.kind)
    points += _trained(work, about, clock, work.history.last_sealed(about.id, form.kind))
    points += _sections(form)
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


def prepared_keys(work: Work, catalog: Catalog, person_id: str, kind: Kind) -> tuple[str, ...]:
    """Return the keys of what a worker prepared for a kind of meeting.

    What stands on no sheet any more was written for a supervision.
    """
    stored = work.preparation.get(person_id)
    if stored is None:
        return ()
    sheet = sheet_of(work, catalog, kind)
    others = [sheet_of(work, catalog, one) for one in PREPARED if one is not kind]
    spare = kind is Kind.SUPERVISION
    return tuple(
        key
        for key in stored.answers
        if sheet.field(key) or (spare and not any(other.field(key) for other in others))
    )


def _brought(
    work: Work, catalog: Catalog, person_id: str, kind: Kind
) -> list[tuple[str, Field | None, Answer, str]]:
    """Return what a worker prepared: its key, what was asked, the answer, and how it is read."""
    stored = work.preparation.get(person_id)
    if stored is None:
        return []
    sheet, found = sheet_of(work, catalog, kind), []
    for key in prepared_keys(work, catalog, person_id, kind):
        kept = stored.answers[key]
        answer = kept.strip() if isinstance(kept, str) else kept
        known = sheet.field(key)
        text = shown(known[1], answer) if known else " ".join(all_texts(answer))
        if text.strip():
            found.append((key, known[1] if known else None, answer, text))
    return found


def _sections(form: Form) -> list[AgendaPoint]:
    return [_point(Source.SECTION, one.title, one.id) for one in form.sections if one.step is Step.TALK]


def _held(work: Work, kinds: Iterable[Kind], about: Person, leader: Person) -> list[Content]:
    """Return what stands in the newest meeting of each kind that its leader may read, the newest first."""
    newest = [
        one
        for kind in kinds
        for one in work.records.summaries(about_id=about.id, kind=kind, states=TALKED_THROUGH, limit=1)
    ]
    readable = sorted(openable(work, leader, newest), key=lambda one: one.held_at, reverse=True)
    records = work.records.many([one.id for one in readable])
    return [records[one.id].content for one in readable]


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
        readers = {summary.id: summary.readers for summary in self._since(kind, last)}
        for record, form in written_with(self.work, self.catalog, readers, MOST_OF_A_KIND):
            noticed = self._noticed(record, form)
            first = [*noticed, *first]
            coached += record.kind is Kind.COACHING and not noticed
            if not (noticed and record.kind is Kind.COACHING):
                later += self._told(record, form, readers[record.id])
        if coached:
            later.append(_point(Kind.COACHING, f"Coaching since last time: {coached}"))
        return [*self._kept(last), *first, *later]

    def _kept(self, last: dt.datetime | None) -> list[AgendaPoint]:
        """Return what was kept from any record as good practice or as a concern."""
        kept, now = for_agenda(self.work, self.leader, self.about.id, last), today(self.clock)
        good = [
            _point(Source.PRAISE, f"Good practice: {_first_words(one.what)}", one.record_id)
            for one in kept.good
        ]
        concerns = []
        for one in kept.concerns:
            by = f", next step by {short_date(one.next_by, now)}" if one.open and one.next_by else ""
            concerns.append(_point(Source.CONCERN, f"Concern{by}: {_first_words(one.what)}", one.record_id))
        return good + concerns

    def _since(self, meeting: Kind, last: dt.datetime | None) -> Iterator[RecordSummary]:
        """Yield what happened or was sealed after the last meeting, kind by kind."""
        for kind in (one for one in Kind if one.row.on_agenda or (one in ONE_TO_ONE and one is not meeting)):
            found = self.work.records.summaries(
                about_id=self.about.id, kind=kind, states=FINISHED, limit=MOST_OF_A_KIND
            )
            for one in openable(self.work, self.leader, found):
                late = one.sealed_at is not None and last is not None and one.sealed_at > last
                if last is None or one.held_at > last or late:
                    yield one

    def _noticed(self, record: Record, form: Form) -> list[AgendaPoint]:
        """Return the praise and the concerns a record holds: what it was kept for, and lines in its words."""
        found = [(Source(one.value), said) for one, said in noted(form, record.content)]
        kept_for = answer_to(form, record, FieldRole.NOTICED)
        if source := next((one for one in NOTICED if one.value == kept_for), None):
            found.insert(0, (source, str(answer_to(form, record, FieldRole.HAPPENED))))
        return [
            _point(one, f"{NOTICED[one]}, {self._day(record)}: {_first_words(said)}", record.id)
            for one, said in found
        ]

    def _told(self, record: Record, form: Form, readers: frozenset[str]) -> list[AgendaPoint]:
        day = self._day(record)
        if record.kind is Kind.COACHING:
            tries = [one.what.strip() for one in record.content.new_actions if one.what.strip()]
            return [
                _point(record.kind, f"To try since coaching on {day}: {text}", record.id) for text in tries
            ]
        if record.kind in ONE_TO_ONE:
            return []
        if not record.kind.row.private:
            came_to = RESULT.get(upshot_of(form, record.id, record.content).whole, "")
            text = f"{form.title} on {day} ({record.number}){came_to}{self._expected(record)}"
            return [_point(record.kind, text, record.id)]
        if record.audience in {Audience.SUPERVISION, Audience.RECORD} or self.leader.id in readers:
            return [_point(record.kind, f"{self.about.first_name} shared a reflection of {day}", record.id)]
        return []

    def _expected(self, record: Record) -> str:
        """Name the pages of what we expect that a record is about, by its form or by somebody's word."""
        linked = {one.expectation_id for one in self.work.expectations.links_of(record.id)}
        titles = [
            f"“{one.newest.said.title}”"
            for one in self.work.expectations.all()
            if one.used and (one.id in linked or record.form_id in one.newest.said.forms)
        ]
        return f" – what we expect: {', '.join(titles)}" if titles else ""

    def _day(self, record: Record) -> str:
        return short_date(record.held_at.astimezone(self.clock.zone()).date(), today(self.clock))


def _trained(work: Work, about: Person, clock: Clock, last: dt.datetime | None) -> list[AgendaPoint]:
    """Return training done since last time, and training that runs out soon or has run out."""
    now, since = today(clock), last.astimezone(clock.zone()).date() if last else None
    found = []
    for one in newest(trained(work, about.id)).values():
        if stand(one, now) in {Stand.SOON, Stand.OUT} and one.expires_on is not None:
            until = f"Training runs out on {long_date(one.expires_on)}: {one.title}"
            found.append(_point(Source.DUE, _first_words(until), one.id))
        elif since is None or one.done_on > since:
            done = f"Training on {short_date(one.done_on, now)}: {one.title}"
            found.append(_point(Source.DUE, _first_words(done), one.id))
    return found


def _due(work: Work, about: Person, leader: Person, clock: Clock, meeting: Kind) -> list[AgendaPoint]:
    known, now, zone = known_of(work, clock, about.id), today(clock), clock.zone()
    columns = [
        c
        for c in known.rules.columns
        if c[0] is not meeting and (c[0].is_practice or may_see_details(leader, about))
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
        if soon and not one.subject and (plainly or one.kind.is_practice):
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
