"""A made-up service with months of records, all really signed and sealed, from a fixed seed."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from app.domain.actions import Answered, NewAction
from app.domain.clock import LONDON
from app.domain.demo import DemoPerson
from app.domain.forms import AnsweredBy, FieldType, Section
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.people import Pathway, Profile, Role, Service, Standing
from app.domain.records import Choice, Response
from app.domain.signing import Mark, Part
from app.services.demo_practice import Player, PracticeStory, spread

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.content import Content
    from app.domain.people import Actor
    from app.services.house import House
    from app.services.records.desk import Draft

PREPARED, ADDED, OWN_ACTION = 0.5, 0.25, 0.7
"""Shares of supervisions prepared for, of those agreed with words added, and of actions that are the worker's."""
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
PRACTICE_EVENTS = frozenset(
    {"coaching", "observation", "medicines", "reflection", "thread", "pair", "session"}
)
WEEKS_BETWEEN = 8
"""Weeks between the demo's supervisions; the default due rule for confirmed care staff."""


@dataclass(slots=True)
class StoryClock:
    """A clock the story moves forward, so that the demo's records carry believable times."""

    moment: dt.datetime

    def now(self) -> dt.datetime:
        """Return the story's present instant."""
        return self.moment

    def zone(self) -> dt.tzinfo:
        """Return England's zone, as people here would read the times."""
        return LONDON

    def to(self, moment: dt.datetime) -> None:
        """Move to a later instant; the story never goes back."""
        self.moment = max(self.moment, moment)


@dataclass(slots=True)
class _Cast:
    id: str
    profile: Profile
    pin: str
    passphrase: str | None
    actor: Actor | None = None
    key: bytes = b""
    supervisor: str = ""
    told: list[str] = field(default_factory=list)


class DemoService:
    """Writes the demo story through the same services that people use."""

    def __init__(
        self, house: House, keys: Callable[[str, str], bytes], clock: StoryClock, bank: Path, seed: int
    ) -> None:
        self._house = house
        self._keys = keys
        self._clock = clock
        self._bank: dict[str, Any] = tomllib.loads(bank.read_text(encoding="utf-8"))
        self._random = random.Random(seed)
        self._cast: dict[str, _Cast] = {}
        self._turns: dict[str, int] = {}
        self._owner: Actor | None = None
        self._story = PracticeStory(house, self._bank, self._random)

    def make(
        self,
        *,
        staff: int,
        months: int,
        until: dt.datetime,
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[DemoPerson, ...]:
        """Make the vault: ``staff`` workers, ``months`` months of supervision up to ``until``.

        Returns who can sign in.
        """
        begin = until - dt.timedelta(days=round(months * 30.44))
        self._clock.to(begin - dt.timedelta(days=14))
        self._hire(staff, begin)
        plan = self._plan(begin, until)
        for done, (moment, name, event) in enumerate(plan):
            self._clock.to(moment)
            self._tell(name, event, moment)
            if progress is not None:
                progress(done + 1, len(plan))
        self._clock.to(until - dt.timedelta(hours=1))
        self._today(until)
        return tuple(
            DemoPerson(name=c.profile.name, role=c.profile.role.value, passphrase=c.passphrase, pin=c.pin)
            for c in self._cast.values()
        )

    def _hire(self, staff: int, begin: dt.datetime) -> None:
        people = self._people(staff)
        for entry in people:
            role = Role(entry["role"])
            started = (
                begin - dt.timedelta(days=round(float(entry.get("started_months_ago", 12)) * 30))
            ).date()
            profile = Profile(
                name=entry["name"],
                role=role,
                job_title=entry["job_title"],
                started_on=started,
                protected_minutes=240 if role is Role.PRACTICE_LEADER else 0,
                pathway=Pathway(entry["pathway"]) if entry.get("pathway") else None,
            )
            cast = _Cast(
                id="",
                profile=profile,
                pin=self._pin(),
                passphrase=self._passphrase() if role.opens_vault else None,
            )
            cast.supervisor = entry.get("supervisor", "")
            if self._owner is None:
                made = self._house.vaults.set_up(
                    Service(name=self._bank["service"]["name"], demo=True),
                    profile,
                    cast.passphrase or "",
                    cast.pin,
                )
                self._owner = cast.actor = made.actor
                cast.id = made.actor.person_id
            else:
                boss = self._cast.get(cast.supervisor)
                added = self._house.people.add(
                    self._owner, replace(profile, supervisor_id=boss.id if boss else None)
                ).value
                cast.id = added.person.id
                cast.actor = self._house.vaults.enrol(cast.id, added.code, cast.pin, cast.passphrase)
            cast.key = self._keys(cast.id, cast.pin)
            self._cast[profile.name] = cast

    def _people(self, staff: int) -> list[dict[str, Any]]:
        everybody: list[dict[str, Any]] = self._bank["people"]
        leaders = [p for p in everybody if p["role"] != "worker"]
        workers = [p for p in everybody if p["role"] == "worker"]
        firsts, lasts = [p["name"].split()[0] for p in workers], [p["name"].split()[-1] for p in workers]
        taken = {p["name"] for p in everybody}
        extra = [f"{first} {last}" for last in lasts for first in firsts if f"{first} {last}" not in taken]
        while len(workers) < staff and extra:
            model = workers[len(workers) % len(lasts)]
            workers.append(model | {"name": extra.pop(self._random.randrange(len(extra)))})
        return leaders + workers[:staff]

    def _plan(self, begin: dt.datetime, until: dt.datetime) -> list[tuple[dt.datetime, str, str]]:
        workers = [name for name, cast in self._cast.items() if cast.supervisor]
        plan: list[tuple[dt.datetime, str, str]] = []
        for place, name in enumerate(workers):
            first = begin + dt.timedelta(days=2 + (place * 5) % 50)
            plan.append((self._meeting(first - dt.timedelta(days=1)), name, "agreement"))
            moment = first
            if (until - begin).days > 330:  # noqa: PLR2004 - nearly a year of records has an appraisal in it
                plan.append((self._meeting(begin + dt.timedelta(days=318 + place)), name, "appraisal"))
            while moment < until - dt.timedelta(days=2):
                plan.append((self._meeting(moment), name, "supervision"))
                moment += dt.timedelta(weeks=WEEKS_BETWEEN, days=self._random.randint(-4, 3))
        plan += self._practice_plan(workers, begin, until)
        plan.sort()
        sessions = [index for index, (_, _, event) in enumerate(plan) if event == "supervision"]
        middle = sessions[len(sessions) // 6 :] or sessions
        special = ["missed", "missed", "missed", "declined", "not_agreed", "corrected"]
        for event, index in zip(
            special, self._random.sample(middle, min(len(special), len(middle))), strict=False
        ):
            plan[index] = (plan[index][0], plan[index][1], event)
        return plan

    def _practice_plan(
        self, workers: list[str], begin: dt.datetime, until: dt.datetime
    ) -> list[tuple[dt.datetime, str, str]]:
        months = max((until - begin).days // 30, 1)
        last = until - dt.timedelta(days=3)
        plan = []
        for place, name in enumerate(workers):
            if self._cast[name].profile.role is not Role.WORKER:
                continue
            own = begin + dt.timedelta(days=3 + (place * 7) % 28)
            plan += [(moment, name, "coaching") for moment in spread(own, last, round(months * 0.55))]
            plan += [(moment, name, "observation") for moment in spread(own, last, max(1, months // 7))]
            plan += [(moment, name, "reflection") for moment in spread(own, last, max(1, months // 9))]
            plan.append((own + (last - own) * 0.7, name, "medicines"))
        if workers:
            worker = next((n for n in workers if self._cast[n].profile.role is Role.WORKER), workers[0])
            plan += [
                (begin + (last - begin) * 0.6, worker, "thread"),
                (begin + (last - begin) * 0.5, worker, "pair"),
            ]
            plan += [(moment, worker, "session") for moment in spread(begin, last, max(1, months // 5))]
        return plan

    def _practise(self, name: str, event: str, moment: dt.datetime) -> None:
        worker = self._player(name)
        leaders = [c for c in self._cast.values() if c.profile.role is Role.PRACTICE_LEADER]
        lead = self._random.choice(leaders) if leaders else self._cast[self._cast[name].supervisor]
        leader = self._player(lead.profile.name)
        if event == "coaching":
            self._story.coaching(leader, worker, moment)
        elif event in {"observation", "medicines"}:
            form = "medicines" if event == "medicines" else self._random.choice(WATCHED)
            self._story.observation(leader, worker, moment, form)
        elif event == "reflection":
            self._story.reflection(worker, moment)
        elif event == "thread":
            self._story.thread(leader, worker, moment)
        elif event == "pair":
            boss = self._player(self._cast[name].supervisor)
            self._story.pair(leader, boss, worker, moment)
        else:
            group = [
                self._player(c.profile.name) for c in self._cast.values() if c.profile.role is Role.WORKER
            ][:4]
            self._story.session(leader, lead.key, group, moment)

    def _player(self, name: str) -> Player:
        cast = self._cast[name]
        return Player(id=cast.id, name=name, pin=cast.pin, actor=_actor(cast))

    def _meeting(self, moment: dt.datetime) -> dt.datetime:
        day = moment - dt.timedelta(days=max(0, moment.weekday() - 4))
        return day.replace(
            hour=self._random.choice((9, 10, 11, 13, 14, 15)),
            minute=self._random.choice((0, 15, 30, 45)),
            second=0,
            microsecond=0,
        )

    def _tell(self, name: str, event: str, moment: dt.datetime) -> None:
        moment = self._clock.now()
        if event in PRACTICE_EVENTS:
            self._practise(name, event, moment)
            return
        worker = self._cast[name]
        lead = self._cast[worker.supervisor]
        if event == "missed":
            session = self._house.schedule.plan(_actor(lead), worker.id, moment).value
            self._house.schedule.missed(
                _actor(lead), session.id, self._next("missed", self._bank["texts"]["missed"])
            )
            return
        kind = {"agreement": Kind.AGREEMENT, "appraisal": Kind.APPRAISAL}.get(event, Kind.SUPERVISION)
        if kind is Kind.SUPERVISION:
            self._house.schedule.plan(_actor(lead), worker.id, moment)
            if self._random.random() < PREPARED:
                self._house.preparing.store(
                    _actor(worker),
                    {_first_key(self._house, worker): self._next("points", self._bank["texts"]["points"])},
                )
        response = self._response(event, worker, lead)
        record_id = self._write(lead, worker, kind, moment)
        self._sign(record_id, lead, worker, response, moment)
        if event == "corrected":
            self._clock.to(moment + dt.timedelta(days=1))
            draft = self._house.correcting.correct(
                _actor(lead), record_id, self._bank["texts"]["correction"]
            ).value
            self._house.writing.finish(_actor(lead), draft.record.id)
            self._sign(draft.record.id, lead, worker, Response(choice=Choice.AGREE), self._clock.now())

    def _response(self, event: str, worker: _Cast, lead: _Cast) -> Response:
        texts = self._bank["texts"]
        if event == "declined":
            witness = next(
                c for c in self._cast.values() if c.id not in {worker.id, lead.id} and c.passphrase
            )
            return Response(choice=Choice.DECLINED, words=texts["declined"], witness_id=witness.id)
        if event == "not_agreed":
            return Response(choice=Choice.DO_NOT_AGREE, words=texts["not_agreed"])
        if event == "supervision" and self._random.random() < ADDED:
            return Response(choice=Choice.AGREE_AND_ADD, words=self._next("add", texts["add"]))
        return Response(choice=Choice.AGREE)

    def _write(self, lead: _Cast, worker: _Cast, kind: Kind, moment: dt.datetime) -> str:
        draft = self._house.writing.start(_actor(lead), kind, worker.id, moment).value
        content = self._content(draft, worker, lead, moment)
        self._clock.to(moment + dt.timedelta(minutes=content.minutes or 30))
        self._house.writing.store(_actor(lead), draft.record.id, content, draft.record.revision)
        self._house.writing.finish(_actor(lead), draft.record.id)
        return draft.record.id

    def _content(self, draft: Draft, worker: _Cast, lead: _Cast, moment: dt.datetime) -> Content:
        answers = dict(draft.record.content.answers)
        for section in draft.form.sections:
            answers |= self._answers(section)
        content = replace(
            draft.record.content,
            answers=answers,
            minutes=self._random.choice((35, 40, 45, 50, 60)),
            place="Office, door closed",
        )
        if draft.form.kind is not Kind.SUPERVISION:
            return content
        old = tuple(
            replace(
                a,
                choice=choice,
                due_on=(moment + dt.timedelta(weeks=4)).date() if choice is Answered.CARRY_ON else a.due_on,
            )
            for a in content.old_actions
            for choice in [
                self._random.choice((Answered.DONE, Answered.DONE, Answered.DONE, Answered.CARRY_ON))
            ]
        )
        new = tuple(
            NewAction(
                id=new_id(),
                what=action["what"],
                owner_id=worker.id if self._random.random() < OWN_ACTION else lead.id,
                due_on=(moment + dt.timedelta(days=self._random.choice((7, 14, 21, 28)))).date(),
                how_we_will_know=action["how"],
            )
            for action in (
                self._next("actions", self._bank["actions"]) for _ in range(self._random.choice((1, 1, 2)))
            )
        )
        next_on = (moment + dt.timedelta(weeks=WEEKS_BETWEEN)).date()
        return replace(content, old_actions=old, new_actions=new, next_on=next_on)

    def _answers(self, section: Section) -> dict[str, str | tuple[str, ...]]:
        found: dict[str, str | tuple[str, ...]] = {}
        for item in section.fields:
            key = f"{section.id}.{item.id}"
            variants = self._bank["answers"].get(key)
            if variants:
                text = self._next(key, variants)
                found[key] = tuple(text) if isinstance(text, list) else str(text)
            elif item.mandatory:
                found[key] = _plain_answer(item.type, tuple(o.id for o in item.options), item.answered_by)
        return found

    def _sign(
        self, record_id: str, lead: _Cast, worker: _Cast, response: Response, moment: dt.datetime
    ) -> None:
        self._clock.to(moment + dt.timedelta(minutes=55))
        self._house.signing.respond(_actor(lead), record_id, response)
        first, part = (worker, Part.WORKER)
        if response.witness_id is not None:
            first, part = next(c for c in self._cast.values() if c.id == response.witness_id), Part.WITNESS
        self._house.signing.sign_with_key(record_id, part, first.id, first.key, _mark(first.profile.name))
        self._clock.to(moment + dt.timedelta(minutes=58))
        self._house.signing.sign_with_key(
            record_id, Part.SUPERVISOR, lead.id, lead.key, _mark(lead.profile.name)
        )

    def _today(self, until: dt.datetime) -> None:
        """Leave work in hand: a draft, a record waiting for its worker, planned sessions, one person away."""
        workers = [c for c in self._cast.values() if c.supervisor and c.profile.role is Role.WORKER]
        for place, worker in enumerate(workers[:3]):
            lead = self._cast[worker.supervisor]
            at = (until + dt.timedelta(days=2 + 3 * place)).replace(
                hour=14, minute=0, second=0, microsecond=0
            )
            self._house.schedule.plan(_actor(lead), worker.id, at)
        if len(workers) > 5:  # noqa: PLR2004 - a small demo has nobody to spare
            lead = self._cast[workers[3].supervisor]
            record_id = self._write(lead, workers[3], Kind.SUPERVISION, self._clock.now())
            self._house.signing.respond(_actor(lead), record_id, Response(choice=Choice.AGREE))
            lead = self._cast[workers[4].supervisor]
            self._house.writing.start(_actor(lead), Kind.SUPERVISION, workers[4].id, self._clock.now())
            away = workers[5]
            person = self._house.people.get(_actor_of(self._owner), away.id)
            self._house.people.change(
                _actor_of(self._owner),
                away.id,
                replace(
                    away.profile,
                    supervisor_id=person.supervisor_id,
                    standing=Standing.AWAY,
                    away_until=(until + dt.timedelta(days=41)).date(),
                ),
            )

    def _next(self, key: str, variants: Any) -> Any:
        turn = self._turns.setdefault(key, self._random.randrange(len(variants)))
        self._turns[key] = turn + 1
        return variants[turn % len(variants)]

    def _pin(self) -> str:
        return "".join(self._random.sample("0123456789", 6))

    def _passphrase(self) -> str:
        return " ".join(self._random.sample(self._bank["passphrase_words"]["words"], 4))


def _actor(cast: _Cast) -> Actor:
    return _actor_of(cast.actor)


def _actor_of(actor: Actor | None) -> Actor:
    if actor is None:
        message = "The demo’s cast has not been hired yet."
        raise RuntimeError(message)
    return actor


def _first_key(house: House, worker: _Cast) -> str:
    form = house.preparing.sheet(_actor(worker)).form
    return f"{form.sections[0].id}.{form.sections[0].fields[0].id}"


def _plain_answer(
    kind: FieldType, options: tuple[str, ...], answered_by: AnsweredBy
) -> str | tuple[str, ...]:
    if kind is FieldType.MULTI:
        return options[:1]
    if kind in {FieldType.CHOICE, FieldType.SCALE} and options:
        return options[0]
    if kind is FieldType.YES_NO:
        return "no"
    return "Nothing to add today." if answered_by is AnsweredBy.WORKER else "Talked through; nothing further."


def _mark(name: str) -> Mark:
    return Mark(typed=name)
