"""The practice part of the demo's story.

Coaching, observations, reflections, team sessions, training and one thread.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from app.demo.pen import usual
from app.demo.planning import Happening
from app.domain.actions import NewAction
from app.domain.content import Content
from app.domain.forms import FieldRole, FieldType
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.observation import items
from app.domain.people import Role
from app.domain.records import Audience
from app.domain.stopping import STOPS

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from app.demo.cast import Member
    from app.demo.pen import Pen
    from app.domain.answers import Answer
    from app.domain.forms import Form
    from app.services.house import House

SHARED, PARTLY, UNSEEN, TRIED = 0.4, 0.18, 0.1, 0.8
"""Shares: reflections shared, ratings "partly", items not seen, and what was agreed that gets done."""
WATCHED = (
    "observation",
    "active_support",
    "communication",
    "mealtime",
    "personal_care",
    "infection_control",
    "moving_and_handling",
    "spot_check",
)
MEDICINES = "medicines"
TEAM = 4
"""Workers who come to a team session."""
AHEAD_WEEKS = 4
"""Weeks of protected time planned ahead."""


def answered(form: Form, said: Mapping[FieldRole, Answer]) -> dict[str, Answer]:
    """Return what was said by the keys of the questions a form asks; what it does not ask is left out."""
    keys = {role: form.by_role(role) for role, answer in said.items() if answer}
    return {key: said[role] for role, key in keys.items() if key is not None}


class Practice:
    """Tells practice through the same services that people use."""

    def __init__(
        self,
        house: House,
        cast: Mapping[str, Member],
        bank: dict[str, Any],
        chance: random.Random,
        pen: Pen,
    ) -> None:
        self._house = house
        self._cast = cast
        self._bank = bank
        self._chance = chance
        self._pen = pen
        self._watched = list(bank["watched"])

    def tell(self, what: Happening, worker: Member, moment: dt.datetime) -> bool:
        """Tell it if it is about practice; returns whether it was."""
        telling = {
            Happening.COACHING: self._coaching,
            Happening.OBSERVATION: self._any_observation,
            Happening.MEDICINES: self._medicines,
            Happening.REFLECTION: self._reflection,
            Happening.PAIR: self._pair,
            Happening.SESSION: self._session,
        }.get(what)
        if telling is None:
            return False
        leaders = [m for m in self._cast.values() if m.profile.role is Role.PRACTICE_LEADER]
        leader = self._chance.choice(leaders) if leaders else self._cast[worker.supervisor]
        telling(leader, worker, moment)
        return True

    def _coaching(self, leader: Member, worker: Member, moment: dt.datetime) -> str:
        """Log coaching; the service seals it."""
        entry = self._chance.choice(self._bank["coaching"])
        draft = self._house.writing.start(leader.actor, Kind.COACHING, worker.id, moment).value
        answers = answered(
            draft.form,
            {
                FieldRole.ABOUT: tuple(entry["about"]),
                FieldRole.HOW: entry["how"],
                FieldRole.HAPPENED: entry["happened"],
                FieldRole.NOTICED: entry.get("noticed", ""),
            },
        )
        step = NewAction(
            id=new_id(),
            what=entry.get("next", ""),
            owner_id=worker.id,
            due_on=(moment + dt.timedelta(days=7)).date(),
        )
        actions = (step,) if step.what else ()
        minutes = self._chance.choice((5, 10, 10, 15, 20))
        self._pen.seal(leader, draft, Content(answers=answers, new_actions=actions, minutes=minutes))
        if step.what and self._chance.random() < TRIED:
            self._house.actions.done(worker.actor, step.id)
        return draft.record.id

    def _any_observation(self, leader: Member, worker: Member, moment: dt.datetime) -> None:
        self._observation(leader, worker, moment, self._chance.choice(WATCHED))

    def _medicines(self, leader: Member, worker: Member, moment: dt.datetime) -> None:
        self._observation(leader, worker, moment, MEDICINES)

    def _observation(
        self, leader: Member, worker: Member, moment: dt.datetime, form_id: str, *, again: bool = False
    ) -> str:
        """Watch practice and give feedback, to be watched ``again`` or not; the service seals it."""
        draft = self._house.writing.start(
            leader.actor, Kind.OBSERVATION, worker.id, moment, form_id=form_id
        ).value
        answers: dict[str, Answer] = self._rated(draft.form, again=again)
        notes: dict[str, str] = {}
        told = next(
            (e for e in self._watched if e["form"] == form_id and ("again_in_weeks" in e) == again), None
        )
        if told is not None:
            self._watched.remove(told)  # each is told once
            ratings = told.get("ratings", {})
            said = {key: tuple(one) if isinstance(one, list) else one for key, one in told["answers"].items()}
            answers = {**said, **{key: ratings.get(key, "yes") for key, _ in items(draft.form)}}
            notes = told.get("notes", {})
        next_on = (moment + dt.timedelta(weeks=6)).date() if again else None
        self._pen.seal(leader, draft, Content(answers=answers, notes=notes, minutes=25, next_on=next_on))
        return draft.record.id

    def _rated(self, form: Form, *, again: bool) -> dict[str, Answer]:
        answers: dict[str, Answer] = answered(form, dict.fromkeys(STOPS, "yes") | {FieldRole.SUPPORTED: "KM"})
        feedback = self._chance.choice(self._bank["observations"])
        answers |= {f"feedback.{key}": text for key, text in feedback.items()}
        for section in form.sections:
            for item in section.fields:
                key = f"{section.id}.{item.id}"
                if item.type is FieldType.SCALE:
                    roll = self._chance.random()
                    below = again if item.critical else roll < PARTLY
                    unseen = roll > 1 - UNSEEN and not item.critical
                    answers[key] = "partly" if below else "did_not_see" if unseen else "yes"
                elif item.mandatory:
                    answers.setdefault(key, usual(item, "As in the plan"))
        return answers

    def _reflection(self, _leader: Member, worker: Member, moment: dt.datetime) -> None:
        """Reflect; some share it with their supervisor, the rest stays private."""
        self._house.vaults.unlock(worker.id, worker.pin)
        usual = [{"form": Kind.REFLECTION.value, "answers": answers} for answers in self._bank["reflections"]]
        entry = self._chance.choice([*usual, *self._bank["guided_reflections"]])
        draft = self._house.writing.start(
            worker.actor, Kind.REFLECTION, worker.id, moment, form_id=entry["form"]
        ).value
        content = Content(answers=entry["answers"])
        self._house.writing.store(worker.actor, draft.record.id, content, draft.record.revision)
        if self._chance.random() < SHARED:
            self._house.sharing.share(worker.actor, draft.record.id, Audience.SUPERVISION)
            self._house.signing.seal_saved(worker.actor, at_once=True)
        self._house.vaults.sign_out()

    def _session(self, leader: Member, _worker: Member, moment: dt.datetime) -> None:
        """Hold a team reflection; each who came signs that they came."""
        group: Sequence[Member] = [m for m in self._cast.values() if m.profile.role is Role.WORKER][:TEAM]
        entry = self._chance.choice(self._bank["sessions"])
        draft = self._house.writing.start(leader.actor, Kind.REFLECTIVE_SESSION, leader.id, moment).value
        answers: dict[str, Answer] = {
            "learning.learned": entry["learned"],
            "safe.not_right": entry["not_right"],
        }
        answers |= answered(draft.form, {FieldRole.HAPPENED: entry["what"], FieldRole.NEXT: entry["change"]})
        came = tuple(member.id for member in group)
        content = Content(answers=answers, attendees=came, minutes=40, place="Lounge")
        self._pen.gather(leader, draft, content, group)

    def protect(self, until: dt.datetime) -> None:
        """Plan the weeks of protected time that come, as the rota has it."""
        for leader in (m for m in self._cast.values() if m.profile.role is Role.PRACTICE_LEADER):
            days = tuple(until.date() + dt.timedelta(weeks=week) for week in range(AHEAD_WEEKS))
            self._house.impact.plan(leader.actor, leader.id, days, leader.profile.protected_minutes)

    def _pair(self, leader: Member, worker: Member, moment: dt.datetime) -> None:
        """Let two people watch the same practice, each without the other's ratings."""
        pair_id = new_id()
        for observer in (leader, self._cast[worker.supervisor]):
            draft = self._house.writing.start(
                observer.actor, Kind.OBSERVATION, worker.id, moment, form_id="communication", pair_id=pair_id
            ).value
            self._pen.seal(observer, draft, Content(answers=self._rated(draft.form, again=False), minutes=25))
