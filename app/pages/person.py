"""One person: what to do next, their actions, practice threads, timeline and details."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import (
    LEADS_PRACTICE,
    SUPERVISES,
    may_bring_in_held,
    may_lead_practice,
    may_see_details,
    may_supervise,
)
from app.domain.actions import ActionState
from app.domain.changes import Outcome
from app.domain.clock import long_date, today
from app.domain.kinds import Kind
from app.domain.moving import Change
from app.domain.packs import Purpose
from app.domain.people import Role, Standing
from app.domain.profiles import profile_of
from app.domain.retention import is_left_name
from app.domain.sessions import SessionState
from app.pages import competence, noticed, places, threads
from app.pages.keeping import held_lines
from app.pages.pieces import ActionLine, Line, Option, Row, Verb, action_line
from app.pages.trained import trained, trained_before
from app.pages.wanted import wanted_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.domain.charts import Chart
    from app.domain.people import Absence, Actor, Person, Stay
    from app.domain.records import RecordSummary
    from app.domain.sessions import Session
    from app.pages import House
    from app.pages.places import Place
    from app.pages.threads import ThreadCard
    from app.pages.trained import TrainingLine
    from app.pages.wanted import WantedLine


NOTE = "Note training…"
HAND_OVER = "Give this one-time code to {}. With it they choose their own PIN at the lock screen."
ONLY_NOW = "It is shown only now."
NOBODY_YET = "nobody yet – name the nominated individual, so that your own supervision has its dates too"


@dataclass(frozen=True, slots=True)
class Away:
    """Time away in words, and where it is changed by who may."""

    text: str
    change: Verb | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Everything a person's page shows.

    ``may_begin``: threads are begun here; ``note`` is where training is noted. ``details`` are facts by name,
    for who may see them; ``manage`` leads on from them; a PIN is reset only where ``may_reset`` is. ``away``
    is time away, the newest first; ``may_come_back``: they left, and whoever asks may take them back.
    ``held`` is what may not be deleted, whatever its age.
    """

    person_id: str
    title: str
    job: str
    hand_over: str
    held: tuple[Line, ...]
    verbs: tuple[Verb, ...]
    must: tuple[Line, ...]
    competence: tuple[Line, ...]
    trained: tuple[TrainingLine, ...]
    trained_before: str
    actions: tuple[ActionLine, ...]
    threads: tuple[ThreadCard, ...]
    coverage: Chart | None
    good: tuple[Line, ...]
    concerns: tuple[Line, ...]
    may_begin: bool
    areas: tuple[Option, ...]
    note: Verb | None
    timeline: tuple[Row, ...]
    details: tuple[tuple[str, str], ...]
    manage: tuple[Verb, ...]
    may_reset: bool
    away: tuple[Away, ...]
    may_come_back: bool


def read(house: House, actor: Actor, person_id: str) -> PersonPage:
    """Return a person's page, all of one moment. Raises NotAllowedError when the actor may not see them."""
    now = today(house.clock)
    with house.store.read():
        person = house.people.get(actor, person_id)
        person_id, own = person.id, person.id == actor.person_id  # the way to a second entry leads here too
        held = held_lines(house.retention.holds_on(actor, person_id))
        seen = {one.id: one for one in house.people.list(actor)}
        me = seen[actor.person_id]
        above = house.people.above(actor) if own else seen.get(person.supervisor_id or "")
        records = house.records.list(actor, with_id=person_id)
        actions, sessions = house.actions.about(actor, person_id), house.sessions.of(actor, person_id)
        lines = house.practice.lines(actor, person_id)
        must, stood = house.competence.wanted(actor, person_id), house.competence.of(actor, person_id)
        effects = house.training.of(actor, person_id)
        coverage = house.charts.coverage(actor, person_id)
        sees = may_see_details(me, person)
        good, concerns = noticed.about(house, actor, person_id)
        absences = house.absences.of(actor, person_id) if sees else ()
        stays = house.people.stays(actor, person_id) if sees else ()
    areas = {area.id: area.label for area in house.practice.areas()}
    leads = not own and actor.role in LEADS_PRACTICE and person.role is not Role.NOMINATED
    here = person.standing is not Standing.LEAVER
    manages = actor.role is Role.OWNER and here
    return PersonPage(
        person_id=person_id,
        title=person.name,
        job=_post(person, _supervisor(above, person, seen) or (NOBODY_YET if manages and own else "–")),
        held=held,
        hand_over=f"{HAND_OVER.format(person.first_name)} {ONLY_NOW}",
        verbs=_verbs(me, person) if here and not own else (),
        must=tuple(_must(wanted_line(one, actor, now)) for one in must),
        competence=competence.lines(stood, actor, person_id, now),
        trained=trained(effects, now, leads=leads and here),
        trained_before=trained_before(effects),
        actions=tuple(action_line(one, now) for one in actions if one.state is ActionState.OPEN),
        threads=tuple(threads.shown(one, areas, now, leads=leads) for one in lines),
        coverage=coverage if coverage.rows else None,
        good=good,
        concerns=concerns,
        may_begin=leads and here,
        areas=tuple(Option(key, label) for key, label in areas.items()),
        note=Verb(NOTE, places.NoteTraining(person_id=person_id)) if leads and here else None,
        timeline=_timeline(records, sessions, house.clock.zone()),
        details=(*_details(person), *_before(person, stays)) if sees else (),
        manage=_leads_on(me, person),
        may_reset=manages and not own,
        away=tuple(_away(one, manages=manages) for one in absences),
        may_come_back=actor.role is Role.OWNER and not here and not is_left_name(person),
    )


def reset(house: House, actor: Actor, person_id: str) -> Outcome[str]:
    """Stop a PIN. Returns the one-time code to hand over."""
    return house.people.reset(actor, person_id)


def come_back(house: House, actor: Actor, person_id: str, starts_on: dt.date | None) -> Outcome[Place]:
    """Take somebody back who had left, from a day on. Returns their page with the code to hand over."""
    person = house.people.get(actor, person_id)
    again = replace(
        profile_of(person),
        supervisor_id=actor.person_id,
        started_on=starts_on or today(house.clock),
        probation_ends_on=None,
    )
    done = house.people.come_back(actor, person_id, again)
    return Outcome(places.Person(person_id=person_id, code=done.value.code), done.changes)


def _supervisor(above: Person | None, person: Person, seen: Mapping[str, Person]) -> str:
    """Return who supervises somebody and who stands in today, as far as they may be seen; or nothing."""
    instead = [seen[one].name for one in person.stand_ins if one in seen]
    if above is None:
        return ""
    return f"{above.name} ({' and '.join(instead)} standing in)" if instead else above.name


def _must(one: WantedLine) -> Line:
    """Return what must happen without a name: it stands on the page of whom it is about."""
    return replace(one.line, what=one.what)


def _post(person: Person, supervisor: str) -> str:
    """Return what somebody is here and, but for the nominated individual, who supervises them."""
    return person.post if person.role is Role.NOMINATED else f"{person.post} · supervisor: {supervisor}"


def _verbs(me: Person, person: Person) -> tuple[Verb, ...]:
    practice: tuple[Verb, ...] = (
        Verb("Log coaching", places.Coaching(person_id=person.id)),
        Verb("Observe", places.Observe(person_id=person.id)),
    )
    if not may_lead_practice(me, person):
        practice = ()
    if not may_supervise(me, person):
        meeting = places.writing(Kind.PRACTICE_SUPERVISION, person_id=person.id)
        return (*practice, Verb("Practice supervision", meeting)) if practice else ()
    start = Verb("Start supervision", places.writing(Kind.SUPERVISION, person_id=person.id))
    return (start, *practice, Verb("Another kind of meeting…", places.NewMeeting(person_id=person.id)))


def _timeline(
    records: tuple[RecordSummary, ...], sessions: tuple[Session, ...], zone: dt.tzinfo
) -> tuple[Row, ...]:
    """Return records and what became of planned sessions, newest first. A held session is its record."""
    entries = [
        (one.held_at, one.id, f"{one.kind.label} {one.number} v{one.version}", one.led_by_name, one.status)
        for one in records
    ]
    entries += [
        (one.planned_at, "", f"{one.kind.label}, planned", "", _became(one))
        for one in sessions
        if one.state is not SessionState.HELD
    ]
    entries.sort(key=lambda entry: entry[0], reverse=True)
    return tuple(Row(ref, (long_date(at.astimezone(zone).date()), *rest)) for at, ref, *rest in entries)


def _became(session: Session) -> str:
    return f"{session.state.label}: {session.because}" if session.because else session.state.label


def _details(person: Person) -> tuple[tuple[str, str], ...]:
    until = f" until {long_date(person.away_until)}" if person.away_until else ""
    return (
        ("Role in the app", person.role.label),
        ("Care Workforce Pathway", person.pathway.label if person.pathway else "–"),
        ("Started", _day(person.started_on)),
        ("Probation ends", _day(person.probation_ends_on)),
        ("Standing", f"{person.standing.label}{until}"),
        ("Own PIN", "chosen" if person.secret_set else "not chosen yet"),
    )


def _before(person: Person, stays: tuple[Stay, ...]) -> tuple[tuple[str, str], ...]:
    """Return what somebody was called before, and when they worked here before."""
    formerly = (("Formerly", ", ".join(person.former_names)),) if person.former_names else ()
    told = (f"{_day(one.begun_on)} to {long_date(one.ended_on)}" for one in stays)
    return (*formerly, *(("Worked here", words) for words in told))


def _day(day: dt.date | None) -> str:
    return long_date(day) if day else "–"


def _away(absence: Absence, *, manages: bool) -> Away:
    until = f"to {long_date(absence.ends_on)}" if absence.ends_on else "and not back yet"
    reason = f" · {absence.reason}" if absence.reason else ""
    place = places.Moving(person_id=absence.person_id, change=Change.AWAY.value, absence_id=absence.id)
    tip = f"Change the time away from {long_date(absence.begins_on)}"
    change = Verb("Change", place, tip) if manages else None
    return Away(f"{long_date(absence.begins_on)} {until}{reason}", change)


def _leads_on(me: Person, person: Person) -> tuple[Verb, ...]:
    """Return what can be done with somebody: all of it for the registered manager."""
    if me.role is not Role.OWNER:
        return _elsewhere(me, person)
    left = person.standing is Standing.LEAVER
    return (*(_left(person) if left else _manage(person, own=me.id == person.id)), *_elsewhere(me, person))


def _elsewhere(me: Person, person: Person) -> tuple[Verb, ...]:
    """Return the way to bring in a supervision of the registered manager's that was held elsewhere."""
    place = places.HeldElsewhere(person_id=person.id)
    tip = "Bring in its signed PDF: it is checked, kept, and counts"
    return (Verb("Supervision held elsewhere…", place, tip),) if may_bring_in_held(me, person) else ()


def _left(person: Person) -> tuple[Verb, ...]:
    """What can be done with somebody who has left: what they had in hand, a second entry, their own file."""
    hands = Verb("What they had in hand…", places.Moving(person_id=person.id))
    return (hands, *_manage(person, own=True)[-3:])


def _manage(person: Person, *, own: bool) -> tuple[Verb, ...]:
    away = places.Moving(person_id=person.id, change=Change.AWAY.value)
    instead = Verb(
        "Who stands in…",
        places.StandingIn(person_id=person.id),
        "While they are away, for the people they lead",
    )
    leaves = Verb("Leaves or hands on…", places.Moving(person_id=person.id), "And where all in hand goes")
    return (
        Verb("Change details", places.PersonForm(person_id=person.id)),
        Verb("Time away…", away, "Past, now or planned"),
        *((instead,) if person.role in SUPERVISES else ()),
        *(() if own else (leaves,)),
        Verb("Here twice…", places.Double(person_id=person.id), "Two entries of one person become one"),
        Verb(
            "Everything about them…",
            places.Pack(purpose=Purpose.PERSON, person_id=person.id),
            "Their own file, when they ask what is kept about them",
        ),
        Verb(
            "Keeping and holds…",
            places.KeepingOf(person_id=person.id),
            "Until when it is kept, and what holds it",
        ),
    )
