"""The practice part of the demo's story.

Coaching, observations, reflections, a team session, training and one thread.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.actions import NewAction
from app.domain.content import Content
from app.domain.forms import FieldType
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.observation import items
from app.domain.practice import Linked
from app.domain.records import Audience
from app.domain.signing import Mark, Part

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from app.domain.people import Actor
    from app.services.house import House

SHARED, PARTLY, UNSEEN = 0.4, 0.18, 0.1
"""Shares: reflections that are shared, ratings that are "partly", items that were not seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Somebody in the story: who they are and the PIN they sign with."""

    id: str
    name: str
    pin: str
    actor: Actor


class PracticeStory:
    """Tells practice through the same services that people use."""

    def __init__(self, house: House, bank: dict[str, Any], chance: random.Random) -> None:
        self._house = house
        self._bank = bank
        self._random = chance
        self._watched = list(bank["watched"])

    def coaching(self, leader: Player, worker: Player, moment: dt.datetime) -> str:
        """Log coaching; the service seals it."""
        entry = self._random.choice(self._bank["coaching"])
        draft = self._house.writing.start(leader.actor, Kind.COACHING, worker.id, moment).value
        answers = {
            "log.about": tuple(entry["about"]),
            "log.how": entry["how"],
            "log.happened": entry["happened"],
        }
        answers |= {"log.noticed": entry["noticed"]} if entry.get("noticed") else {}
        step = NewAction(
            id=new_id(),
            what=entry.get("next", ""),
            owner_id=worker.id,
            due_on=(moment + dt.timedelta(days=7)).date(),
        )
        actions = (step,) if step.what else ()
        content = Content(
            answers=answers, new_actions=actions, minutes=self._random.choice((5, 10, 10, 15, 20))
        )
        self._house.writing.store(leader.actor, draft.record.id, content, draft.record.revision)
        self._house.writing.save(leader.actor, draft.record.id)
        self._house.signing.seal_saved(leader.actor, at_once=True)
        if step.what and self._random.random() < 0.8:  # noqa: PLR2004 - most of what is agreed gets done
            self._house.actions.done(worker.actor, step.id)
        return draft.record.id

    def observation(
        self,
        leader: Player,
        worker: Player,
        moment: dt.datetime,
        form_id: str,
        *,
        again: bool = False,
        pair_id: str | None = None,
    ) -> str:
        """Watch practice and give feedback; the service seals it."""
        draft = self._house.writing.start(
            leader.actor, Kind.OBSERVATION, worker.id, moment, form_id=form_id, pair_id=pair_id
        ).value
        words = self._random.choice(self._bank["observations"])
        answers: dict[str, Any] = {
            "consent.worker_knows": "yes",
            "consent.person_fine": "yes",
            "consent.person": "KM",
        }
        answers |= {f"feedback.{key}": text for key, text in words.items()}
        for section in draft.form.sections:
            for item in section.fields:
                key = f"{section.id}.{item.id}"
                if item.type is FieldType.SCALE:
                    roll = self._random.random()
                    below = again if item.critical else roll < PARTLY
                    answers[key] = "partly" if below else "did_not_see" if roll > 1 - UNSEEN else "yes"
                elif item.mandatory:
                    answers.setdefault(key, "As in the plan")
        told = (
            next(
                (e for e in self._watched if e["form"] == form_id and ("again_in_weeks" in e) == again), None
            )
            if pair_id is None
            else None
        )
        if told is not None:
            self._watched.remove(told)  # each is told once
            answers = {
                **told["answers"],
                **{key: told.get("ratings", {}).get(key, "yes") for key, _ in items(draft.form)},
            }
        notes = told.get("notes", {}) if told is not None else {}
        content = Content(
            answers=answers,
            notes=notes,
            minutes=25,
            next_on=(moment + dt.timedelta(weeks=6)).date() if again else None,
        )
        self._house.writing.store(leader.actor, draft.record.id, content, draft.record.revision)
        self._house.writing.save(leader.actor, draft.record.id)
        self._house.signing.seal_saved(leader.actor, at_once=True)
        return draft.record.id

    def reflection(self, worker: Player, moment: dt.datetime) -> None:
        """Reflect; some share it with their supervisor, the rest stays private."""
        self._house.vaults.unlock(worker.id, worker.pin)
        usual = [{"form": Kind.REFLECTION.value, "answers": answers} for answers in self._bank["reflections"]]
        entry = self._random.choice([*usual, *self._bank["guided_reflections"]])
        draft = self._house.writing.start(
            worker.actor, Kind.REFLECTION, worker.id, moment, form_id=entry["form"]
        ).value
        content = Content(answers=entry["answers"])
        self._house.writing.store(worker.actor, draft.record.id, content, draft.record.revision)
        if self._random.random() < SHARED:
            self._house.sharing.share(worker.actor, draft.record.id, Audience.SUPERVISION)
            self._house.signing.seal_saved(worker.actor, at_once=True)
        self._house.vaults.sign_out()

    def session(self, leader: Player, key: bytes, group: Sequence[Player], moment: dt.datetime) -> None:
        """Hold a team reflection; each who came signs that they came."""
        entry = self._random.choice(self._bank["sessions"])
        draft = self._house.writing.start(leader.actor, Kind.REFLECTIVE_SESSION, leader.id, moment).value
        answers = {
            "event.what": entry["what"],
            "learning.learned": entry["learned"],
            "change.change": entry["change"],
        }
        content = Content(answers=answers, attendees=tuple(p.id for p in group), minutes=40, place="Lounge")
        self._house.writing.store(leader.actor, draft.record.id, content, draft.record.revision)
        self._house.writing.finish(leader.actor, draft.record.id)
        for player in group:
            self._house.signing.attend(draft.record.id, player.id, player.pin)
        self._house.signing.compose(leader.actor, draft.record.id)
        self._house.signing.sign_with_key(
            draft.record.id, Part.SUPERVISOR, leader.id, key, Mark(typed=leader.name)
        )

    def thread(self, leader: Player, worker: Player, moment: dt.datetime) -> None:
        """Training, coaching, watching and watching again, joined as one line about one skill."""
        training = self._bank["training"][0]
        done = self._house.practice.trained(
            leader.actor, worker.id, training["title"], training["area"], moment.date(), None
        ).value
        thread = self._house.practice.begin(
            leader.actor, worker.id, "Offering a real choice at meals", training["area"]
        ).value
        records = [
            self.coaching(leader, worker, moment + dt.timedelta(hours=1)),
            self.observation(leader, worker, moment, "mealtime", again=True),
        ]
        records.append(self.observation(leader, worker, moment + dt.timedelta(hours=3), "mealtime"))
        self._house.practice.link(leader.actor, thread.id, Linked.TRAINING, done.id)
        for record_id in records:
            self._house.practice.link(leader.actor, thread.id, Linked.RECORD, record_id)

    def pair(self, first: Player, second: Player, worker: Player, moment: dt.datetime) -> None:
        """Let two people watch the same practice, each without the other's ratings."""
        pair_id = new_id()
        self.observation(first, worker, moment, "communication", pair_id=pair_id)
        self.observation(second, worker, moment, "communication", pair_id=pair_id)


def spread(begin: dt.datetime, until: dt.datetime, count: int) -> tuple[dt.datetime, ...]:
    """Return ``count`` moments spread evenly over a time, on weekdays at half past one."""
    gap = (until - begin) / max(count, 1)
    days = (begin + gap * (n + 0.5) for n in range(count))
    weekdays = (day - dt.timedelta(days=max(0, day.weekday() - 4)) for day in days)
    return tuple(day.replace(hour=13, minute=30, second=0, microsecond=0) for day in weekdays)
