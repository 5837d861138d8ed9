"""Actions people agreed: mine, everybody's I may read, what became of them, and what shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_follow_up, may_lead_practice, may_see_person, require
from app.domain.actions import Action, ActionChange, ActionState, ActionStep, Wording
from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_date, today
from app.domain.days import check_plan
from app.domain.errors import IncompleteError, StateError
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.people import Role
from app.domain.practice import Purpose, Requirement
from app.domain.records import RecordState
from app.services.going_out import file_out
from app.services.present import present, told_apart
from app.services.records.reading import openable, reachable
from app.services.requirements import watching

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.domain.records import RecordSummary
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

CLOSED_DAYS = 92
"""How long a closed action stays on the list."""
LISTED = (
    "What", "Who does it", "From a record about", "By", "State", "Weeks late", "How we will know", "Record",
    "Who saw it, or why",
)  # fmt: skip
STEPS = ("When", "Action", "Step", "Who", "Why", "It said before", "Its day before")
NOT_YOURS = "Only the person who does this, or their supervisor, can say it is done."
NO_REASON = "Say why in a few words. Nothing was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """One action with what stands behind it.

    ``watching`` is what has to be seen before it is done, ``shows`` the records that could show it,
    newest first.
    """

    action: Action
    about: Person
    owner: Person
    history: tuple[ActionChange, ...]
    names: dict[str, str]
    watching: tuple[Requirement, ...]
    shows: tuple[RecordSummary, ...]
    readable: bool
    may_follow_up: bool
    may_drop: bool
    may_watch: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """The open actions somebody is to do, and the late ones of others they follow up, with who does each.

    Both are soonest first. The registered manager is told one by one of those that are late for
    ``tell_weeks``; 0 means of none.
    """

    mine: tuple[Action, ...] = ()
    late: tuple[tuple[Action, str], ...] = ()
    tell_weeks: int = 0


class ActionsService:
    """Following up what was agreed."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def mine(self, actor: Actor) -> tuple[Action, ...]:
        """Return the open actions that the actor is to do, soonest first."""
        with self._store.read() as work:
            return work.actions.open_owned(present(work, actor).id)

    def about(self, actor: Actor, person_id: str) -> tuple[Action, ...]:
        """Return every action agreed in records about a person."""
        with self._store.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(may_see_person(me, person), "You cannot see this person’s actions.")
            return reachable(work, me, work.actions.all_about(person_id))

    def all(self, actor: Actor) -> tuple[tuple[Action, ...], dict[str, tuple[ActionChange, ...]]]:
        """Return every open action the actor does or may read, and those closed lately, soonest first.

        And what happened to each, by action id.
        """
        since = self._clock.now() - dt.timedelta(days=CLOSED_DAYS)
        with self._store.read() as work:
            me = present(work, actor)
            found = work.actions.open_or_changed(since)
            own = {one.id for one in found if one.owner_id == me.id}
            read = {one.id for one in reachable(work, me, (one for one in found if one.id not in own))}
            shown = tuple(one for one in found if one.id in own | read)
            return shown, work.actions.history(one.id for one in shown)

    def pressing(self, actor: Actor) -> Pressing:
        """Return the open actions the actor is to do, and the late ones of others that they follow up."""
        now = today(self._clock)
        with self._store.read() as work:
            me = present(work, actor)
            found = work.actions.open_owned_or_late(me.id, now)
            mine = tuple(one for one in found if one.owner_id == me.id)
            late = [one for one in found if one.is_late(now) and me.id not in {one.owner_id, one.about_id}]
            if not late:
                return Pressing(mine=mine)
            people = told_apart(work)
            return Pressing(
                mine=mine,
                late=tuple((one, people[one.owner_id].name) for one in reachable(work, me, late)),
                tell_weeks=work.service.due_rules().tell_weeks if me.role is Role.OWNER else 0,
            )

    def view(self, actor: Actor, action_id: str) -> ActionView:
        """Return one action with its history and what could show that it is done."""
        with self._store.read() as work:
            me, action = present(work, actor), work.actions.get(action_id)
            reads = self._reads(work, me, action)
            require(reads or me.id == action.owner_id, "You cannot see this action.")
            about = work.people.get(action.about_id)
            names = {person.id: person.name for person in work.people.all()}
            return ActionView(
                action=action,
                about=about,
                owner=work.people.get(action.owner_id),
                history=work.actions.history((action_id,)).get(action_id, ()),
                names=names,
                watching=watching(work, action),
                shows=_shows(work, me, action),
                readable=reads and action.record_id is not None,
                may_follow_up=(follows := may_follow_up(me, action.owner_id, about, reads=reads)),
                may_drop=follows and me.id != about.id,
                may_watch=reads and may_lead_practice(me, about),
            )

    def done(
        self, actor: Actor, action_id: str, *, seen: str = "", evidence_id: str | None = None
    ) -> Outcome[Action]:
        """Mark an open action as done: who saw it and what, in words, and the record that shows it.

        It is still talked about at the next session when it was agreed in one. Raises StateError while it has
        to be watched first.
        """
        check_text("who saw it", seen)
        with self._store.write(actor.person_id) as work:
            me, action = present(work, actor), work.actions.get(action_id)
            self._require(work, me, action, ActionState.OPEN)
            waits = [one for one in watching(work, action) if one.met_by_id is None]
            if waits:
                day = long_date(waits[0].due_on)
                message = (
                    f"This has to be watched before it is done, by {day}. Watch it first; it is still open."
                )
                raise StateError(message)
            shown = {one.id for one in _shows(work, me, action)}
            require(evidence_id is None or evidence_id in shown, "That record cannot show this action.")
            met = next((one.met_by_id for one in watching(work, action)), None)
            after = replace(
                action, state=ActionState.DONE, reason="", seen=seen.strip(), evidence_id=evidence_id or met
            )
            return self._step(work, me, after, ActionStep.DONE, seen.strip())

    def drop(self, actor: Actor, action_id: str, reason: str) -> Outcome[Action]:
        """Say that an open action will not be done, and why. Not for somebody it was agreed for."""
        reason = _said(reason)
        with self._store.write(actor.person_id) as work:
            me, action = present(work, actor), work.actions.get(action_id)
            self._require(work, me, action, ActionState.OPEN)
            require(
                me.id != action.about_id, "An action is dropped by whoever leads you, at your next meeting."
            )
            for one in watching(work, action):
                if one.met_by_id is None:
                    work.practice.drop(one.id, "The action was dropped.")
            after = replace(action, state=ActionState.DROPPED, reason=reason)
            return self._step(work, me, after, ActionStep.DROPPED, reason)

    def reopen(self, actor: Actor, action_id: str, reason: str = "") -> Outcome[Action]:
        """Open a closed action again. Within ten seconds of one's own step no reason is asked."""
        with self._store.write(actor.person_id) as work:
            me, action = present(work, actor), work.actions.get(action_id)
            self._require(work, me, action, None)
            if action.state is ActionState.OPEN:
                return Outcome(action, changed())
            last = work.actions.history((action_id,)).get(action_id, ())[-1:]
            undone = any(one.by_id == me.id and one.undo_is_open(self._clock.now()) for one in last)
            after = replace(action, state=ActionState.OPEN, reason="", seen="", evidence_id=None)
            reason = "Taken back at once." if undone and not reason.strip() else _said(reason)
            return self._step(work, me, after, ActionStep.REOPENED, reason)

    def change(self, actor: Actor, action_id: str, wording: Wording, reason: str) -> Outcome[Action]:
        """Say an open action in other words, or for another day, and why. What it said before is kept."""
        reason = _said(reason)
        for label, text in (("what", wording.what), ("how we will know", wording.how_we_will_know)):
            check_text(label, text)
        if not wording.what.strip():
            message = "Say what will be done. Nothing was changed."
            raise IncompleteError(message, {"what": message})
        with self._store.write(actor.person_id) as work:
            me, action = present(work, actor), work.actions.get(action_id)
            self._require(work, me, action, ActionState.OPEN)
            if wording.due_on is not None and wording.due_on != action.due_on:
                check_plan(wording.due_on, today(self._clock))
            after = replace(
                action,
                what=wording.what.strip(),
                due_on=wording.due_on,
                how_we_will_know=wording.how_we_will_know.strip(),
            )
            return self._step(work, me, after, ActionStep.CHANGED, reason)

    def watch(self, actor: Actor, action_id: str, form_id: str, by: dt.date) -> Outcome[Requirement]:
        """Ask that practice is watched, with one form or any, before an open action can be done."""
        with self._store.write(actor.person_id) as work:
            me, action = present(work, actor), work.actions.get(action_id)
            about = work.people.get(action.about_id)
            require(
                may_lead_practice(me, about) and self._reads(work, me, action),
                "Only those who lead practice can ask for this.",
            )
            _require_open(action)
            check_plan(by, today(self._clock))
            wanted = Requirement(
                id=new_id(),
                person_id=about.id,
                kind=Kind.OBSERVATION,
                form_id=form_id,
                due_on=by,
                reason=f"to see “{action.what}” before it counts as done.",
                purpose=Purpose.ACTION,
                owner_id=me.id,
                asked_at=self._clock.now(),
                ref=action.id,
            )
            work.practice.add_requirement(wanted)
            work.audit("action to be watched", action.id, action.record_number)
        return Outcome(wanted, changed(Topic.ACTIONS, Topic.SCHEDULE))

    def workbook(self, actor: Actor, to: Path) -> Path:
        """Write every action the actor may read as an Excel workbook, with what happened to each."""
        from app.documents.sheet import Sheet, workbook  # noqa: PLC0415 - slow to load

        now, zone = today(self._clock), self._clock.zone()
        actions, history = self.all(actor)
        with self._store.write(actor.person_id) as work:
            names = {person.id: person.name for person in work.people.all()}
            work.audit("actions exported", "service", "Excel")
        listed = [
            [
                one.what,
                names[one.owner_id],
                names[one.about_id],
                one.due_on,
                one.state.label,
                one.weeks_late(now) or None,
                one.how_we_will_know,
                one.record_number,
                one.seen or one.reason,
            ]
            for one in actions
        ]
        steps = [
            [
                step.at.astimezone(zone).date(),
                one.what,
                step.step.label,
                names[step.by_id],
                step.reason,
                step.was.what if step.step is ActionStep.CHANGED else "",
                step.was.due_on,
            ]
            for one in actions
            for step in history.get(one.id, ())
        ]
        data = workbook(
            (
                Sheet(name="Actions", headings=LISTED, rows=listed),
                Sheet(name="What happened", headings=STEPS, rows=steps),
            )
        )
        return file_out(self._store, self._clock, actor.person_id, to, data)

    def _reads(self, work: Work, me: Person, action: Action) -> bool:
        return bool(reachable(work, me, (action,)))

    def _require(self, work: Work, me: Person, action: Action, state: ActionState | None) -> None:
        about = work.people.get(action.about_id)
        reads = self._reads(work, me, action)
        require(may_follow_up(me, action.owner_id, about, reads=reads), NOT_YOURS)
        if state is ActionState.OPEN:
            _require_open(action)

    def _step(self, work: Work, me: Person, after: Action, step: ActionStep, reason: str) -> Outcome[Action]:
        change = ActionChange(
            id=new_id(),
            action_id=after.id,
            step=step,
            by_id=me.id,
            at=self._clock.now(),
            was=Wording.of(work.actions.get(after.id)),
            reason=reason,
        )
        work.actions.change(after, change)
        work.audit(f"action {step.value.replace('_', ' ')}", after.id, after.record_number)
        return Outcome(after, changed(Topic.ACTIONS))


def _said(reason: str) -> str:
    check_text("why", reason)
    if not reason.strip():
        raise IncompleteError(NO_REASON, {"reason": NO_REASON})
    return reason.strip()


def _require_open(action: Action) -> None:
    if action.state is not ActionState.OPEN:
        message = f"This action is {action.state.label.lower()} already. Open it again first."
        raise StateError(message)


def _shows(work: Work, me: Person, action: Action) -> tuple[RecordSummary, ...]:
    """Return the sealed records held since an action was agreed that somebody may read, newest first."""
    agreed = work.records.brief({action.record_id}) if action.record_id else {}
    since = agreed[action.record_id].held_at if action.record_id in agreed else None
    if since is None:
        return ()
    held = work.records.summaries(
        about_id=action.about_id, states=(RecordState.SEALED,), begin=since, limit=None
    )
    return tuple(one for one in openable(work, me, held) if one.id != action.record_id)
