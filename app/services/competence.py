"""The register of competence, and what must happen by a day: who may do what, and what somebody sees to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import (
    SUPERVISES,
    may_lead_practice,
    may_see_details,
    may_see_person,
    may_supervise,
    require,
)
from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import IncompleteError
from app.domain.kinds import Kind
from app.domain.people import Role, Standing
from app.domain.requirements import near
from app.domain.schedule import DueState, called, state_on
from app.services.known import everybody, known_of
from app.services.matrix import in_sight
from app.services.present import as_seen, present
from app.services.records.forms import offered

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.competence import Competence
    from app.domain.people import Actor, Person
    from app.domain.practice import Requirement
    from app.domain.requirements import Known
    from app.storage.store import Store
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A thing that is checked: the id of its form, and its title."""

    form_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A person's row of the register: for each thing how they stand, several times where it is delegated."""

    person: Person
    cells: tuple[tuple[Competence, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Who stands how in everything that is checked, on a day."""

    columns: tuple[Checked, ...]
    rows: tuple[Row, ...]
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something that must happen by a day: whose it is, what, and who sees to it.

    ``mine``: the person who asks is the one it is about, sees to it, or supervises them.
    """

    requirement: Requirement
    person: Person
    owner: str
    what: str
    state: DueState
    mine: bool

    @property
    def key(self) -> str:
        """What tells it from every other, today and tomorrow."""
        asked = self.requirement
        about = (asked.purpose.value, asked.person_id, asked.form_id or "any", asked.ref or "any")
        return asked.id or "-".join(about)

    @property
    def title(self) -> str:
        """What must happen, in words: ``Not yet met, to be checked again: Medicines competence``."""
        label = self.requirement.purpose.label
        return f"{label}: {self.what}" if self.requirement.form_id or self.requirement.subject else label

    @property
    def mark(self) -> str:
        """How it stands, symbol and word together."""
        stops = self.requirement.purpose.stops
        return f"✗ {stops}" if stops else f"{self.state.symbol} {self.state.word}"


class CompetenceService:
    """Knowing who may do what, and what has to be looked at again."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def register(self, actor: Actor) -> Register:
        """Return how everybody the actor leads stands in everything that is checked here."""
        with self._store.read() as work:
            me, known = present(work, actor), everybody(work, self._clock).known
            require(me.role.opens_vault, "The register is for those who lead practice here.")
            seen = [one for one in known.values() if in_sight(me, one.person)]
            columns, _ = self._columns(work, seen)
        return Register(
            columns=columns,
            rows=tuple(
                Row(
                    person=as_seen(me, one.person),
                    cells=tuple(self._cell(me, one, column) for column in columns),
                )
                for one in seen
            ),
            on=today(self._clock),
        )

    def of(self, actor: Actor, person_id: str) -> tuple[tuple[Checked, tuple[Competence, ...]], ...]:
        """Return how one person stands in everything that is checked here."""
        with self._store.read() as work:
            me, known = present(work, actor), known_of(work, self._clock, person_id)
            require(may_see_person(me, known.person), "You cannot see this person’s competence.")
            columns, _ = self._columns(work, (known,))
        return tuple((column, self._cell(me, known, column)) for column in columns)

    def wanted(self, actor: Actor, person_id: str | None = None) -> tuple[Wanted, ...]:
        """Return what must happen by a day, the soonest first: of everybody in sight, or of one person."""
        with self._store.read() as work:
            me, known = present(work, actor), everybody(work, self._clock).known
            _, titles = self._columns(work, known.values())
        names = {one.person.id: one.person.name for one in known.values()}
        managers = [one.person for one in known.values() if one.person.role in {Role.OWNER, Role.DEPUTY}]
        found = [
            self._wanted(me, one.person, requirement, titles, names)
            for one in known.values()
            if person_id in {None, one.person.id}
            for requirement in _with_owner(one.wanted(), one.person, known, managers)
            if near(requirement, one.today) and _may_know(me, one.person, requirement)
        ]
        return tuple(sorted(found, key=lambda one: (one.requirement.due_on, one.person.name)))

    def drop(self, actor: Actor, requirement_id: str, because: str) -> Outcome[None]:
        """Say why something that was asked for need not happen any more."""
        sentence = "Say why it is not needed any more – a few words are enough."
        if not because.strip():
            raise IncompleteError(sentence, {"reason": sentence})
        check_text("reason", because)
        with self._store.write(actor.person_id) as work:
            me, wanted = present(work, actor), work.practice.requirement(requirement_id)
            person = work.people.get(wanted.person_id)
            allowed = may_supervise(me, person) or (
                wanted.owner_id == me.id and may_lead_practice(me, person) and not wanted.purpose.stops
            )
            require(allowed, f"Only {person.first_name}’s supervisor or the registered manager can say so.")
            work.practice.drop(requirement_id, because.strip())
            work.audit("no longer required", wanted.person_id, wanted.purpose.value)
        return Outcome(None, changed(Topic.SCHEDULE))

    def _cell(self, me: Person, known: Known, column: Checked) -> tuple[Competence, ...]:
        """Return how somebody stands; why there was an incident is for those who may see it."""
        found = known.competences(column.form_id)
        if me.id == known.person.id or may_see_details(me, known.person):
            return found
        return tuple(
            replace(one, incident=replace(one.incident, reason="") if one.incident else None) for one in found
        )

    def _columns(self, work: Work, known: Iterable[Known]) -> tuple[tuple[Checked, ...], dict[str, str]]:
        """Return what is checked, and the titles of all observations.

        Checked is what is offered for it, and what somebody was checked with.
        """
        forms = {form.id: form for form in offered(work, self._catalog, Kind.OBSERVATION)}
        checks = {form.id: form.title for form in forms.values() if form.is_competency}
        last = {
            one.form_id: one.upshot.record_id
            for those in known
            for one in those.assessed
            if one.kind is Kind.OBSERVATION and one.upshot.months and one.form_id not in forms
        }
        kept = work.forms.titles(tuple(last.values()))
        checks |= {
            form_id: kept.get(record_id, "") or called(Kind.OBSERVATION, form_id)
            for form_id, record_id in last.items()
        }
        columns = (Checked(form_id=form_id, title=title) for form_id, title in checks.items())
        titles = {form.id: form.title for form in forms.values()} | checks
        return tuple(sorted(columns, key=lambda one: one.title)), titles

    def _wanted(
        self,
        me: Person,
        person: Person,
        requirement: Requirement,
        titles: dict[str, str],
        names: dict[str, str],
    ) -> Wanted:
        own, owner = me.id == person.id, requirement.owner_id or ""
        plain = own or me.id == owner or may_see_details(me, person)
        form_id = requirement.form_id
        return Wanted(
            requirement=requirement if plain else replace(requirement, reason=""),
            person=as_seen(me, person),
            owner=names.get(owner, ""),
            what=requirement.subject or titles.get(form_id) or called(requirement.kind, form_id),
            state=DueState.AWAY
            if as_seen(me, person).standing is Standing.AWAY
            else state_on(requirement.due_on, today(self._clock)),
            mine=own or me.id in {owner, person.supervisor_id, *person.stand_ins},
        )


def _may_know(me: Person, person: Person, requirement: Requirement) -> bool:
    """Whether somebody may know that something must happen: whose it is, who sees to it, who leads them."""
    if me.id in {person.id, requirement.owner_id}:
        return True
    return in_sight(me, person) and (requirement.kind.is_practice or me.role in SUPERVISES)


def _with_owner(
    wanted: Iterable[Requirement], person: Person, known: dict[str, Known], managers: list[Person]
) -> Iterable[Requirement]:
    """Yield what must happen with somebody who is here to see to it: never a leaver, never themself."""
    here = {id_ for id_, one in known.items() if one.person.standing is not Standing.LEAVER}
    others = [person.supervisor_id, *(one.id for one in managers)]
    for one in wanted:
        able = (id_ for id_ in (one.owner_id, *others) if id_ in here and id_ != person.id)
        yield replace(one, owner_id=next(able, None))
