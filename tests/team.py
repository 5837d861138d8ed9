"""A real vault with a small team, made once per test at the floor key cost, under a clock the test moves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.actions import NewAction
from app.domain.answers import Answer
from app.domain.content import Content
from app.domain.first_page import Said
from app.domain.forms import Field, FieldType, Form
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.people import Actor, Profile, Role, Service
from app.domain.records import Choice, Record, Response
from app.domain.signing import Mark, Part
from app.domain.stopping import STOPS

if TYPE_CHECKING:
    from app.domain.packs import PackPlan
    from app.services.house import House
    from app.services.vaults import SetUp

TEAM = (
    ("Dee Rowan", Role.DEPUTY, "Ruth Alder"),
    ("Priya Larch", Role.PRACTICE_LEADER, "Dee Rowan"),
    ("Tomasz Birch", Role.WORKER, "Dee Rowan"),
    ("Chipo Maple", Role.WORKER, "Ruth Alder"),
)
PASSPHRASE = "lantern meadow copper saddle"
PINS = {
    "Ruth Alder": "402817",
    "Dee Rowan": "731946",
    "Priya Larch": "518203",
    "Tomasz Birch": "290471",
    "Chipo Maple": "864025",
}


@dataclass
class TurnedClock:
    """A clock that stands still until the test turns it."""

    moment: dt.datetime = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)
    set_by: dt.timedelta = dt.timedelta()

    def now(self) -> dt.datetime:
        """Return the clock's instant."""
        return self.moment

    def elapsed(self) -> float:
        """Return the seconds that have gone by, which no setting of the clock changes."""
        return (self.moment - self.set_by).timestamp()

    def zone(self) -> dt.tzinfo:
        """Return a fixed zone, so that dates do not depend on the machine."""
        return dt.UTC

    def set(self, **by: float) -> None:
        """Set the clock wrong, forward or back: no time goes by."""
        self.moment += dt.timedelta(**by)
        self.set_by += dt.timedelta(**by)

    def turn(self, **by: float) -> None:
        """Turn the clock forward."""
        self.moment += dt.timedelta(**by)


SAID = Said(
    set_out="Fewer choices made for people at meals.",
    came="People choose at most meals; we watched again and saw it.",
    not_right="Nights are watched too seldom.",
)


def with_said(plan: PackPlan) -> PackPlan:
    """Return a plan of a pack with what the manager says on its first page."""
    return replace(plan, said=SAID)


@dataclass
class Team:
    """A house with a registered manager, a deputy, a practice leader and two workers."""

    house: House
    clock: TurnedClock
    owner: Actor
    deputy: Actor
    leader: Actor
    worker: Actor
    other: Actor

    def write(
        self, by: Actor, about: Actor, *, words: str = "We talked about breakfast choices.", action: str = ""
    ) -> Record:
        """Write and finish a supervision, answering what must be answered."""
        draft = self.house.writing.start(by, Kind.SUPERVISION, about.person_id).value
        content = filled(draft.form, draft.record.content, words)
        if action:
            new = NewAction(
                id=new_id(),
                what=action,
                owner_id=about.person_id,
                due_on=dt.date(2026, 12, 8),
                how_we_will_know="Seen at tea",
            )
            content = replace(content, new_actions=(new,))
        self.house.writing.store(by, draft.record.id, content, draft.record.revision)
        return self.house.writing.finish(by, draft.record.id).value

    def sign(self, record: Record, response: Response | None = None) -> Record:
        """Have the worker (or witness) and the supervisor sign."""
        response = response or Response(choice=Choice.AGREE)
        supervisor = self.by_id(record.led_by_id)
        self.house.signing.respond(supervisor, record.id, response)
        part = Part.WITNESS if response.witness_id else Part.WORKER
        first = self.by_id(response.witness_id or record.about_id)
        self.house.signing.sign(record.id, part, first.person_id, PINS[first.name], Mark(typed=first.name))
        turn = self.house.signing.sign(
            record.id,
            Part.SUPERVISOR,
            supervisor.person_id,
            PINS[supervisor.name],
            Mark(typed=supervisor.name),
        )
        return turn.value.record

    def reset(self, person: Actor, by: Actor | None = None) -> Actor:
        """Order a new PIN, choose the same again with its code, and come back with it; return who it is for."""
        code = self.house.people.reset(by or self.owner, person.person_id).value
        opens = f"{PASSPHRASE} {person.name}" if person.role.opens_vault else None
        self.house.vaults.enrol(person.person_id, code, PINS[person.name], opens)
        return self.house.vaults.unlock(person.person_id, PINS[person.name])

    def by_id(self, person_id: str) -> Actor:
        """Return the team member with this id."""
        return next(
            a
            for a in (self.owner, self.deputy, self.leader, self.worker, self.other)
            if a.person_id == person_id
        )


def settle(house: House) -> SetUp:
    """Set the service up with the team, each with a PIN of their own; the house is closed afterwards."""
    done = house.vaults.set_up(
        Service(name="Oakview House"),
        Profile(name="Ruth Alder", role=Role.OWNER),
        PASSPHRASE,
        PINS["Ruth Alder"],
    )
    ids = {"": None, "Ruth Alder": done.actor.person_id}
    for name, role, supervisor in TEAM:
        added = house.people.add(
            done.actor, Profile(name=name, role=role, supervisor_id=ids[supervisor])
        ).value
        house.vaults.enrol(
            added.person.id, added.code, PINS[name], f"{PASSPHRASE} {name}" if role.opens_vault else None
        )
        ids[name] = added.person.id
    house.vaults.close()
    return done


def filled(form: Form, content: Content, words: str) -> Content:
    """Answer every mandatory field, and put the words into every long one."""
    answers: dict[str, Answer] = dict(content.answers)
    for section in form.sections:
        for field in section.fields:
            key = f"{section.id}.{field.id}"
            if field.type is FieldType.LONG:
                answers[key] = words
            elif field.mandatory:
                answers[key] = needed(field)
    return replace(content, answers=answers)


def needed(field: Field) -> Answer:
    """Return an answer to a field that must be answered and asks for no words."""
    if field.type.has_entries:
        days = (f"2026-11-{day:02}" for day in range(1, int(field.least or 1) + 1))
        return tuple({column.id: day for column in field.columns if column.mandatory} for day in days)
    if field.type is FieldType.MULTI:
        return (field.options[0].id,)
    return field.options[0].id if field.options else "yes" if field.role in STOPS else "no"
