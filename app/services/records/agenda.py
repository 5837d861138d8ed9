"""The agenda that builds itself: what the worker brought, what was agreed, and everything since last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import may_see_details
from app.domain.actions import ActionAnswer
from app.domain.clock import long_date, short_date, today
from app.domain.forms import Step
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.records import AgendaPoint, Audience, Content, RecordState
from app.domain.schedule import DueState, SessionState, due
from app.services.records.reading import openable, reachable

if TYPE_CHECKING:
    from app.domain.actions import Action
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.people import Person
    from app.domain.records import Record
    from app.storage.unit_of_work import Work

FINISHED = (RecordState.SAVED, RecordState.SEALED)
NOTICED = {"praise": "Praise", "concern": "Concern"}
DROPPED_FROM_AGENDA = {"section", "action"}


def first_content(work: Work, form: Form, about: Person, leader: Person, clock: Clock) -> Content:
    """Return what a new record begins with.

    For a one-to-one meeting its agenda, the worker's own points and the open actions.
    """
    if not form.kind.row.agenda:
        return Content(attendees=(leader.id,) if form.kind.is_group else ())
    actions = reachable(work, leader, work.actions.open_about(about.id))
    brought = _brought(work, about.id) if form.kind.row.prepared else []
    points = [_point("worker", f"{about.first_name} asked: {text}", key) for key, text in brought]
    if actions:
        points.insert(
            0,
            _point(
                "action", "Last time: 1 action" if len(actions) == 1 else f"Last time: {len(actions)} actions"
            ),
        )
    points += _carried(work, form.kind, about)
    points += _since(work, form.kind, about, leader, clock)
    points += _due(work, about, leader, clock)
    points += [
        _point("section", section.title, section.id) for section in form.sections if section.step is Step.TALK
    ]
    return Content(
        answers={key: text for key, text in brought if form.field(key) is not None},
        agenda=tuple(points),
        old_actions=tuple(ActionAnswer(action_id=a.id, what=a.what, due_on=a.due_on) for a in actions),
    )


def since_last(work: Work, kind: Kind, about: Person, leader: Person, clock: Clock) -> tuple[str, ...]:
    """Return in sentences what happened since the last supervision, for the side of the page, as far as its leader may know it."""
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
                f"{long_date(session.planned_at.astimezone(zone).date())}: {session.reason}"
            )
    return (
        *lines,
        *(_action_line(action) for action in reachable(work, leader, work.actions.open_about(about.id))),
    )


def _point(source: str, text: str, ref: str = "") -> AgendaPoint:
    return AgendaPoint(id=new_id(), text=text, source=source, ref=ref)


def _brought(work: Work, person_id: str) -> list[tuple[str, str]]:
    stored = work.preparation.get(person_id)
    return [(key, text.strip()) for key, text in stored.answers.items() if text.strip()] if stored else []


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
        _point("carried", p.text if p.source == "carried" else f"Left over: {p.text}", p.ref) for p in left
    ]


def _since(work: Work, kind: Kind, about: Person, leader: Person, clock: Clock) -> list[AgendaPoint]:
    """Coaching, observations and shared reflections since the last meeting of this kind, as far as its leader may read them."""
    last = work.history.last_sealed(about.id, kind)
    zone, points, coached = clock.zone(), list[AgendaPoint](), 0
    for which in (kind for kind in Kind if kind.row.on_agenda):
        for summary in openable(
            work, leader, work.records.summaries(about_id=about.id, kind=which, states=FINISHED, limit=60)
        ):
            if (
                last is not None
                and summary.held_at <= last
                and (summary.sealed_at is None or summary.sealed_at <= last)
            ):
                continue
            record = work.records.get(summary.id)
            day = short_date(record.held_at.astimezone(zone).date())
            noticed = str(record.content.answers.get("log.noticed", ""))
            if noticed in NOTICED:
                points.insert(
                    0, _point(noticed, f"{NOTICED[noticed]}, {day}: {_first_words(record)}", record.id)
                )
            elif which is Kind.COACHING:
                coached += 1
                next_steps = [a.what.strip() for a in record.content.new_actions if a.what.strip()]
                points += [
                    _point(which.value, f"To try since coaching on {day}: {text}", record.id)
                    for text in next_steps
                ]
            elif which is Kind.OBSERVATION:
                points.append(_point(which.value, f"Observation on {day} ({record.number})", record.id))
            elif record.audience in {Audience.SUPERVISION, Audience.RECORD} or leader.id in summary.readers:
                points.append(
                    _point(which.value, f"{about.first_name} shared a reflection of {day}", record.id)
                )
    if coached:
        points.append(_point(Kind.COACHING.value, f"Coaching since last time: {coached}"))
    return points


def _due(work: Work, about: Person, leader: Person, clock: Clock) -> list[AgendaPoint]:
    now, rules, zone = today(clock), work.service.due_rules(), clock.zone()
    columns = [
        c
        for c in rules.columns
        if c[0] is not Kind.SUPERVISION and (c[0].is_practice or may_see_details(leader, about))
    ]
    last, first = work.history.last_by_column(columns, person_id=about.id), work.audit_log.first_at()
    absences, requirements = work.people.absences(about.id), work.practice.requirements(about.id)
    begun_on = first.astimezone(zone).date() if first else None
    found = []
    for column in columns:
        held = last.get((about.id, *column))
        one = due(
            about,
            column,
            held.astimezone(zone).date() if held else None,
            rules,
            now,
            absences=absences,
            requirements=requirements,
            begun_on=begun_on,
        )
        if one.due_on is not None and one.state in {DueState.LATE, DueState.SOON}:
            found.append(_point("due", f"Due by {long_date(one.due_on)}: {one.what}", column[0].value))
    return found


def _first_words(record: Record) -> str:
    text = str(record.content.answers.get("log.happened", "")).strip()
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + " …"  # noqa: PLR2004 - a line of an agenda


def _action_line(action: Action) -> str:
    by = f", by {long_date(action.due_on)}" if action.due_on else ""
    return f"Open action from {action.record_number}: {action.what}{by}"
