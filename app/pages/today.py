"""Today: what needs me, what to carry on with, what comes next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.actions import late_for
from app.domain.changes import Outcome
from app.domain.clock import (
    long_date,
    part_of_day,
    short_date,
    time_of_day,
    today,
    tomorrow_at_two,
)
from app.domain.form_uses import PREPARED
from app.domain.kinds import Kind
from app.domain.people import Role
from app.domain.schedule import DueState
from app.domain.sessions import Plan
from app.pages import expectations, noticed, own_key, places
from app.pages import sessions as became
from app.pages.actions import LATE
from app.pages.backups import for_today
from app.pages.keeping import for_today as to_confirm
from app.pages.pieces import ActionLine, Chip, Line, Verb, action_line
from app.pages.pressing import DueLine, due_line, more, must_line, own_due_line, past
from app.pages.wanted import wanted_line

if TYPE_CHECKING:
    from app.domain.actions import Action
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.domain.records import RecordSummary
    from app.domain.schedule import Due
    from app.domain.sessions import Session
    from app.pages import House
    from app.pages.sessions import AskedLine
    from app.pages.wanted import WantedLine
    from app.services.actions import Pressing
    from app.services.competence import Wanted
    from app.services.sessions import Open

PRESSING = frozenset({DueState.LATE, DueState.SOON})
MOST_WANTED = 6
"""What must happen by a day shown here before what is due; what may not be done alone comes first."""
MOST_DUE = 4
"""Due dates shown here one by one; all are counted, and are on the page Due."""
MOST_LATE = 4
"""Late actions named one by one; the others are counted."""
MOST_TRAINED = 3
"""Training of others that runs out named here one by one; the others are counted."""
ACTION_DAYS = 14
"""An action is shown when its day is at most so many days off, or when it has none."""
LOG = Verb("Log other work", places.Impact(), "In two taps: what it was, and the area it served")
VERBS = (places.Coaching(), places.Observe(), places.NewMeeting(), places.Reflect())


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A planned session. Only who holds it is offered to start it, or to say why it was missed.

    ``clock`` is when it is, on the day itself; empty on another, which the line names.
    """

    session_id: str
    line: Line
    may_miss: bool
    clock: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """Everything Today shows.

    ``own`` is what must happen with whoever is signed in, ``trained`` training of others that runs out.
    ``backups`` is how old the newest are, for those who can do something about it.

    ``day`` is what is planned today, ``sessions`` what is after it. ``past`` counts people past their date by
    what is due.

    ``plan_from`` is where planning a date begins, in the local zone.
    """

    title: str
    told: str
    verbs: tuple[Verb, ...]
    prepare: tuple[Verb, ...]
    drafts: tuple[Line, ...]
    to_sign: tuple[Line, ...]
    to_watch: tuple[Line, ...]
    own: tuple[Line, ...]
    due: tuple[DueLine, ...]
    more_due: Verb | None
    trained: tuple[Line, ...]
    actions: tuple[ActionLine, ...]
    asked: tuple[AskedLine, ...]
    late: tuple[Line, ...]
    day: tuple[SessionLine, ...]
    sessions: tuple[SessionLine, ...]
    past: tuple[tuple[str, str], ...]
    nothing: Line | None
    backups: tuple[str, ...]
    plan_from: dt.datetime

    @property
    def needs_you(self) -> bool:
        """Whether anything waits for the person signed in."""
        waiting = self.to_sign or self.to_watch or self.asked or self.own or self.due
        return bool(waiting or self.trained or self.actions or self.late)


def read(house: House, actor: Actor) -> TodayPage:
    """Return Today for somebody, all of one moment."""
    clock = house.clock
    with house.store.read():
        due, safe = house.schedule.due(actor), for_today(house, actor)
        must, kept = house.competence.wanted(actor), house.noticed.pressing(actor)
        drafts, pages = house.records.drafts(actor), house.expectations.waiting(actor)
        to_sign, to_watch = house.records.to_sign(actor), house.records.to_watch(actor)
        to_score, actions = house.scoring.waiting(actor), house.actions.pressing(actor)
        planned = house.sessions.open(actor)
        prepare = _prepare(house, actor, _sheets(actor, due, planned))
        own = own_key.lines(house.own_keys.pressing(actor), clock.zone()) + _instead(house, actor)
        own += to_confirm(house, actor)
    now = today(clock)
    wanted = _pressing(must, actor, now)
    own += noticed.asked(kept.unanswered)
    own += [one.line for one in noticed.wanted(kept, actor, now) if one.pressing]
    own += expectations.asked(pages, actor, now)
    own += [one.line for one in wanted if one.start is None and one.person_id == actor.person_id]
    others = [must_line(one) for one in wanted if one.start is not None and one.meets]
    soon = [one for one in due if one.state in PRESSING and one.purpose is None]
    own += [own_due_line(one, actor, now) for one in soon if one.person_id == actor.person_id]
    theirs = (due_line(one, now) for one in soon if one.person_id != actor.person_id)
    pressing = [*others[:MOST_WANTED], *theirs, *others[MOST_WANTED:]]
    near = _near(actions, now)
    waits = to_sign or to_watch or to_score or planned.asked or own or wanted
    coming = [_session(session, person, actor, clock) for session, person in planned.coming]
    busy = bool(drafts or waits or planned.coming or pressing or near or actions.late)
    return TodayPage(
        title=f"Good {part_of_day(clock.now(), clock.zone())}, {actor.name.split()[0]}",
        told=_told(now, sum(bool(one.clock) for one in coming)),
        verbs=_verbs(actor),
        prepare=prepare,
        drafts=tuple(_draft(one, actor, clock) for one in drafts),
        to_sign=(*(_to_sign(one, actor, clock) for one in to_sign), *map(_to_score, to_score)),
        to_watch=tuple(_to_watch(one) for one in to_watch),
        own=(*own, *safe.lines),
        due=tuple(pressing[: MOST_DUE + min(len(others), MOST_WANTED)]),
        more_due=more(len(pressing) - MOST_DUE - min(len(others), MOST_WANTED)),
        trained=_trained(wanted),
        actions=tuple(action_line(one, now, f"From {one.record_number}") for one in near),
        asked=tuple(became.asked(session, person, actor, clock) for session, person in planned.asked),
        day=tuple(one for one in coming if one.clock),
        sessions=tuple(one for one in coming if not one.clock),
        past=past(one for one in soon if one.person_id != actor.person_id),
        late=_late(actions, now),
        nothing=None if busy else _nothing(actor, anybody=bool(due)),
        backups=safe.told,
        plan_from=tomorrow_at_two(clock),
    )


def _near(actions: Pressing, now: dt.date) -> list[Action]:
    """Return one's own actions that are due soon, or have no day."""
    until = now + dt.timedelta(days=ACTION_DAYS)
    return [one for one in actions.mine if one.due_on is None or one.due_on <= until]


def _verbs(actor: Actor) -> tuple[Verb, ...]:
    shown = (place for place in VERBS if place.shown_to(actor.role))
    log = (LOG,) if actor.role is Role.PRACTICE_LEADER else ()
    return (*(Verb(place.do, place, f"{place.do} (Ctrl+N, {place.new})") for place in shown), *log)


def already(house: House, actor: Actor, person_id: str, kind: Kind, at: dt.datetime) -> str:
    """Return what is planned already about then, with the question that follows; nothing where it is free."""
    plan = Plan(person_id=person_id, at=at.astimezone(house.clock.zone()), kind=kind)
    return became.all_the_same(house.sessions.clashes(actor, (plan,)))


def plan(house: House, actor: Actor, person_id: str, kind: Kind, at: dt.datetime) -> Outcome[str]:
    """Plan a session at an aware moment. Returns what to say."""
    outcome = house.sessions.plan(actor, person_id, at.astimezone(dt.UTC), kind)
    day = outcome.value.planned_at.astimezone(house.clock.zone()).date()
    return Outcome(f"Planned for {long_date(day)}.", outcome.changes)


def _late(pressing: Pressing, now: dt.date) -> tuple[Line, ...]:
    """Return the actions that are late for long, for the registered manager, and how many others are late."""
    long = [(one, who) for one, who in pressing.late if one.passed_on(now, pressing.tell_weeks)][:MOST_LATE]
    lines = [
        Line(
            one.what,
            f"{who} · {one.record_number}",
            Chip("!", late_for(one.weeks_late(now)), "late"),
            Verb("Open", places.Action(action_id=one.id), f"Open {one.what}"),
        )
        for one, who in long
    ]
    others = len(pressing.late) - len(long)
    if others:
        more = " more" if long else ""
        some = f"1{more} action is late" if others == 1 else f"{others}{more} actions are late"
        see = Verb("See them", places.Actions(show=LATE.id), "See them: the actions that are late")
        lines.append(Line(f"{some} among those you follow up", verb=see))
    return tuple(lines)


def _sheets(actor: Actor, due: tuple[Due, ...], planned: Open) -> tuple[Kind, ...]:
    """Return the meetings before which somebody is asked for a sheet of their own.

    Supervision for all who are supervised here, and every other that is planned with them soon.
    """
    coming = {session.kind for session, person in planned.coming if person.id == actor.person_id}
    supervised = _supervised(actor, due)
    return tuple(kind for kind in PREPARED if kind in coming or (supervised and kind is Kind.SUPERVISION))


def _prepare(house: House, actor: Actor, sheets: tuple[Kind, ...]) -> tuple[Verb, ...]:
    """Return the ways to some sheets, and whether each was begun."""
    begun = house.preparing.begun(actor, sheets)
    words = {True: "Change my points for", False: "Prepare for my"}
    return tuple(
        Verb(f"{words[kind in begun]} {kind.label.lower()}", places.Prepare(kind=kind)) for kind in sheets
    )


def _draft(one: RecordSummary, actor: Actor, clock: Clock) -> Line:
    whom = "" if one.about_id == actor.person_id else f" with {one.about_name}"
    day = short_date(one.held_at.astimezone(clock.zone()).date(), today(clock))
    what = f"{one.kind.label}{whom}, {day}"
    return Line(
        what, "Draft, saved", verb=Verb("Open", places.writing(one.kind, record_id=one.id), f"Open {what}")
    )


def _to_sign(one: RecordSummary, actor: Actor, clock: Clock) -> Line:
    held = long_date(one.held_at.astimezone(clock.zone()).date())
    others = one.kind.is_group and one.waiting_for_id != actor.person_id
    waits = ": sign that you took part" if others else " waits for your signature"
    return Line(
        f"{one.kind.label} {one.number}{waits}",
        f"Held {held}",
        verb=Verb("Read and sign", places.Sign(record_id=one.id), f"Read and sign {one.number}"),
    )


def _to_score(one: RecordSummary) -> Line:
    what = one.kind.label.lower()
    return Line(
        f"Score yourself before your {what}",
        f"{one.led_by_name} scores it too. You see each other’s once both are in",
        verb=Verb("Score myself", places.Prepare(record_id=one.id), f"Score myself before my {what}"),
    )


def _to_watch(one: RecordSummary) -> Line:
    place = places.Observe(person_id=one.about_id, form_id=one.form_id, pair_id=one.pair_id)
    return Line(
        f"{one.led_by_name} asks you to watch the same practice of {one.about_name}",
        "You rate it without seeing their ratings",
        verb=Verb("Watch", place, f"Watch {one.about_name}"),
    )


def _supervised(actor: Actor, due: tuple[Due, ...]) -> bool:
    """Whether somebody has a supervision to prepare for: at the head only those for whom one is due here."""
    heads = {Role.NOMINATED, Role.OWNER}
    return actor.role not in heads or any(one.person_id == actor.person_id for one in due)


def _instead(house: House, actor: Actor) -> list[Line]:
    """Return for whom somebody stands in, and until when."""
    return [
        Line(
            f"You stand in for {name}",
            f"Until {long_date(one.ends_on)}",
            verb=Verb("See the team", places.People(), f"See the team of {name}, for whom you stand in"),
        )
        for one, name in house.standing_in.mine(actor)
    ]


def _pressing(must: tuple[Wanted, ...], actor: Actor, now: dt.date) -> list[WantedLine]:
    """Return what must happen soon: what may not be done alone first, then what somebody sees to themself."""
    lines = [line for one in must if (line := wanted_line(one, actor, now)).pressing]
    return sorted(lines, key=lambda one: (not one.stops, not one.mine))


def _trained(wanted: list[WantedLine]) -> tuple[Line, ...]:
    """Return training of others that ran out or soon does, the soonest, and how many more."""
    ending = [one for one in wanted if one.start is not None and not one.meets]
    others = len(ending) - MOST_TRAINED
    lines = [one.line for one in ending[:MOST_TRAINED]]
    if others > 0:
        some = "1 more training ran out" if others == 1 else f"{others} more trainings ran out"
        see = Verb("See them", places.Training(), "See them: training that ran out or soon does")
        lines.append(Line(f"{some} or soon will", verb=see))
    return tuple(lines)


def _session(session: Session, person: Person, actor: Actor, clock: Clock) -> SessionLine:
    own = person.id == actor.person_id
    what = session.kind.label
    whose = f"Your {what.lower()}" if own else f"{what}, {person.name}"
    at = session.planned_at.astimezone(clock.zone())
    here, when = at.date() == today(clock), time_of_day(at, clock.zone())
    start = Verb(
        "Start",
        places.writing(session.kind, person_id=person.id),
        f"Start {what.lower()} with {person.name}",
    )
    return SessionLine(
        session_id=session.id,
        line=Line(
            whose if here else f"{short_date(at.date(), today(clock))} {when}  {whose}",
            verb=None if own else start,
        ),
        may_miss=not own,
        clock=when if here else "",
    )


def _told(now: dt.date, planned: int) -> str:
    """Return the day, and how much is planned on it."""
    meetings = f" · {planned} {'meeting' if planned == 1 else 'meetings'} today" if planned else ""
    return f"{now:%A} {now.day} {now:%B}{meetings}"


def _nothing(actor: Actor, *, anybody: bool) -> Line:
    if actor.role in {Role.OWNER, Role.DEPUTY} and not anybody:
        text = "Nothing here yet. Add the team, and this page shows whose supervision is next."
        return Line(text, verb=Verb("Go to People", places.People()))
    return Line("Nothing needs you today.")
