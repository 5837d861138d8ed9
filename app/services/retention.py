"""Keeping: how long what is kept about somebody stays after they have left, and what stops its deletion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, may_see_details, require
from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_date, today
from app.domain.errors import IncompleteError, NotFoundError, StateError
from app.domain.ids import new_id
from app.domain.people import Standing
from app.domain.retention import LEAST_YEARS, MOST_YEARS, SORTS, Hold, Rule, is_left_name, kept
from app.services.present import present

if TYPE_CHECKING:
    import datetime as dt

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.domain.retention import Kept
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

MANAGER_ONLY = "Only the registered manager says how long things are kept."


class RetentionService:
    """Rules, legal holds and what may go now. It deletes nothing."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    # --- rules ----------------------------------------------------------------------------------------------

    def rules(self, actor: Actor) -> tuple[Rule, ...]:
        """Return how long each kind of thing is kept, and where that comes from."""
        with self._store.read() as work:
            self._manager(work, actor)
            return tuple(rules_of(work, self._catalog).values())

    def change_rule(self, actor: Actor, sort: str, years: int, reason: str) -> Outcome[Rule]:
        """Keep a kind of thing longer or shorter from now on, with a reason."""
        reason = _reason("Why is it kept so long?", reason)
        if sort not in SORTS or not LEAST_YEARS <= years <= MOST_YEARS:
            message = f"Choose what it is for, and {LEAST_YEARS} to {MOST_YEARS} years. Nothing was changed."
            raise IncompleteError(message, {"years": message})
        made = Rule(sort=sort, years=years, source=reason, changed=True)
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            before = rules_of(work, self._catalog)[sort].years
            work.retention.change_rule(new_id(), made, actor.person_id, self._clock.now())
            work.audit("rule for keeping changed", "service", f"{sort}: {before} to {years} years")
        return Outcome(made, changed(Topic.RETENTION))

    # --- what stops deletion --------------------------------------------------------------------------------

    def hold(
        self, actor: Actor, person_id: str, reason: str, asked_by: str, number: str = ""
    ) -> Outcome[Hold]:
        """Put a legal hold on everything about a person, or on one record with all its versions."""
        reason = _reason("Say why it is held.", reason)
        asked_by = _reason("Say who asked for it: a court, the council, an insurer, yourself.", asked_by)
        return self._keep(actor, (person_id, number), None, reason, asked_by)

    def keep_longer(
        self, actor: Actor, person_id: str, until: dt.date, reason: str, number: str = ""
    ) -> Outcome[Hold]:
        """Keep everything about a person, or one record, until a later day."""
        reason = _reason("Say why it is kept longer.", reason)
        if until <= today(self._clock):
            message = "Choose a day that lies ahead. Nothing was changed."
            raise IncompleteError(message, {"until": message})
        return self._keep(actor, (person_id, number), until, reason, "")

    def lift(self, actor: Actor, hold_id: str, because: str) -> Outcome[Hold]:
        """Lift a hold, with a reason: what it stopped may go again when its time is over."""
        because = _reason("Say why it is lifted.", because)
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            found = next((one for one in work.retention.holds() if one.id == hold_id), None)
            if found is None:
                message = "There is no such hold."
                raise NotFoundError(message)
            if found.lifted_at is not None:
                message = "This was lifted before. Nothing was changed."
                raise StateError(message)
            now = self._clock.now()
            work.retention.lift(hold_id, actor.person_id, because, now)
            what = "legal hold lifted" if found.until is None else "no longer kept longer"
            work.audit(what, found.person_id, found.number)
            lifted = replace(found, lifted_at=now, lifted_by_id=actor.person_id, lifted_because=because)
        return Outcome(lifted, changed(Topic.RETENTION))

    def holds(self, actor: Actor) -> tuple[Hold, ...]:
        """Return everything that stops deletion now, the newest first."""
        with self._store.read() as work:
            self._manager(work, actor)
            return self._stopping(work)

    def holds_on(self, actor: Actor, person_id: str, number: str = "") -> tuple[Hold, ...]:
        """Return what stops deletion of somebody's records, or of one of them; nothing to who may not see it.

        Whoever sees somebody's details sees that it is so. Why, and who asked for it, is told to the
        registered manager only.
        """
        with self._store.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            if not may_see_details(me, person):
                return ()
            found = (
                one
                for one in self._stopping(work)
                if one.person_id == person.id and (not number or one.number in {"", number})
            )
            if may_manage_people(me):
                return tuple(found)
            return tuple(replace(one, reason="", asked_by="") for one in found)

    # --- what may go ----------------------------------------------------------------------------------------

    def review(self, actor: Actor) -> tuple[Kept, ...]:
        """Return everybody of whom something may go now, by name."""
        on = today(self._clock)
        return tuple(one for one in self.everybody(actor) if one.going(on))

    def everybody(self, actor: Actor) -> tuple[Kept, ...]:
        """Return everybody who has left, with when what is kept about them may go."""
        with self._store.read() as work:
            self._manager(work, actor)
            return kept_of(work, self._catalog, today(self._clock))

    def of(self, actor: Actor, person_id: str) -> Kept:
        """Return when what is kept about somebody who has left may go."""
        with self._store.read() as work:
            self._manager(work, actor)
            return one_of(work, self._catalog, today(self._clock), work.people.get(person_id))

    def _keep(
        self, actor: Actor, what: tuple[str, str], until: dt.date | None, reason: str, asked_by: str
    ) -> Outcome[Hold]:
        (person_id, number), now = what, self._clock.now()
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            person, number = work.people.get(person_id), number.strip().upper()
            if number and not work.records.summaries(about_id=person.id, number=number, limit=1):
                message = f"{person.name} has no record {number}. Nothing was changed."
                raise NotFoundError(message)
            made = Hold(
                id=new_id(),
                person_id=person.id,
                number=number,
                until=until,
                reason=reason,
                asked_by=asked_by,
                by_id=actor.person_id,
                at=now,
            )
            work.retention.keep_hold(made)
            told = "legal hold" if until is None else f"kept until {long_date(until)}"
            work.audit(told if until is None else "kept longer", person.id, f"{number} {told}".strip())
        return Outcome(made, changed(Topic.RETENTION))

    def _stopping(self, work: Work) -> tuple[Hold, ...]:
        on = today(self._clock)
        return tuple(one for one in work.retention.holds() if one.stops(on))

    def _manager(self, work: Work, actor: Actor) -> None:
        require(may_manage_people(present(work, actor)), MANAGER_ONLY)


def rules_of(work: Work, catalog: Catalog) -> dict[str, Rule]:
    """Return the rule of each kind of thing: the service's own where it changed it."""
    return {**catalog.retention(), **{one.sort: one for one in work.retention.changed_rules()}}


def kept_of(work: Work, catalog: Catalog, on: dt.date) -> tuple[Kept, ...]:
    """Return everybody who has left and is not deleted, by name, with what is kept about them."""
    gone = [one for one in work.people.all() if one.standing is Standing.LEAVER and not is_left_name(one)]
    items, left, holds = work.retention.items(), work.retention.left(), work.retention.holds()
    rules = rules_of(work, catalog)
    return tuple(kept(one, items, left, holds, rules, on) for one in gone)


def one_of(work: Work, catalog: Catalog, on: dt.date, person: Person) -> Kept:
    """Return what is kept about one person. Raises StateError for somebody who works here."""
    found = next((one for one in kept_of(work, catalog, on) if one.person.id == person.id), None)
    if found is None:
        message = (
            f"{person.name} works here, so nothing about them may be deleted."
            if person.standing is not Standing.LEAVER
            else "What was kept here was deleted. The log of deletions says when, and who confirmed it."
        )
        raise StateError(message)
    return found


def _reason(asked: str, said: str) -> str:
    check_text("The reason", said)
    if not said.strip():
        message = f"{asked} Nothing was changed."
        raise IncompleteError(message, {"reason": message})
    return said.strip()
