"""Everybody in the demo's story, hired one after another through the services."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.domain.kinds import Kind
from app.domain.people import Pathway, Profile, Role, Service

if TYPE_CHECKING:
    import random

    from app.domain.people import Actor
    from app.services.house import House

TWICE = frozenset([Kind.PROBATION_REVIEW])
"""What a second signer signs here: whether somebody stays is not for one alone to say."""
PRACTICE_LEADER_MINUTES = 240
"""Protected minutes a week of a practice leader in the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in the story: who they are, how they sign in, and the key they sign with.

    ``supervisor`` is a name, or empty for somebody whom nobody here supervises.
    """

    profile: Profile
    actor: Actor
    pin: str
    passphrase: str | None
    key: bytes
    supervisor: str
    nights: bool = False

    @property
    def id(self) -> str:
        """The person's id."""
        return self.actor.person_id

    @property
    def name(self) -> str:
        """The person's name."""
        return self.profile.name


def hire(
    house: House,
    bank: dict[str, Any],
    chance: random.Random,
    staff: int,
    begin: dt.datetime,
    until: dt.datetime,
) -> dict[str, Member]:
    """Set the service up and hire its leaders and ``staff`` workers; returned by name, the manager first."""
    cast: dict[str, Member] = {}
    for entry in _entries(bank["people"], chance, staff):
        profile = _profile(entry, begin, until)
        pin = "".join(chance.sample("0123456789", 6))
        words = bank["passphrase_words"]["words"]
        passphrase = " ".join(chance.sample(words, 4)) if profile.role.opens_vault else None
        supervisor = str(entry.get("supervisor", ""))
        if not cast:
            service = Service(name=bank["service"]["name"], demo=True)
            actor = house.vaults.set_up(service, profile, passphrase or "", pin).actor
        else:
            owner, boss = next(iter(cast.values())), cast.get(supervisor)
            added = house.people.add(
                owner.actor, replace(profile, supervisor_id=boss.id if boss else None)
            ).value
            actor = house.vaults.enrol(added.person.id, added.code, pin, passphrase)
        cast[profile.name] = Member(
            profile=profile,
            actor=actor,
            pin=pin,
            passphrase=passphrase,
            key=house.vaults.signing_key(actor.person_id, pin),
            supervisor=supervisor,
            nights=entry.get("shift") == "nights",
        )
    manager = next(iter(cast.values()))
    _name_the_manager_s_own(house, manager, cast)
    house.vaults.change_service(manager.actor, replace(house.vaults.service(), countersigned=TWICE))
    return cast


def _name_the_manager_s_own(house: House, manager: Member, cast: dict[str, Member]) -> None:
    """Say who supervises the registered manager, who was there before them."""
    nominated = cast.get(manager.supervisor)
    if nominated is not None:
        profile = replace(manager.profile, supervisor_id=nominated.id)
        house.people.change(manager.actor, manager.id, profile)


def _profile(entry: dict[str, Any], begin: dt.datetime, until: dt.datetime) -> Profile:
    role = Role(entry["role"])
    started = begin - dt.timedelta(days=round(float(entry.get("started_months_ago", 12)) * 30))
    if "started_days_ago" in entry:
        started = until - dt.timedelta(days=entry["started_days_ago"])
    return Profile(
        name=entry["name"],
        role=role,
        job_title=entry["job_title"],
        started_on=started.date(),
        protected_minutes=PRACTICE_LEADER_MINUTES if role is Role.PRACTICE_LEADER else 0,
        pathway=Pathway(entry["pathway"]) if entry.get("pathway") else None,
    )


def _entries(everybody: list[dict[str, Any]], chance: random.Random, staff: int) -> list[dict[str, Any]]:
    """Return the leaders and ``staff`` workers; names beyond the bank's are put together from its own."""
    leaders = [p for p in everybody if p["role"] != Role.WORKER]
    workers = [p for p in everybody if p["role"] == Role.WORKER]
    firsts, lasts = [p["name"].split()[0] for p in workers], [p["name"].split()[-1] for p in workers]
    taken = {p["name"] for p in everybody}
    extra = [f"{first} {last}" for last in lasts for first in firsts if f"{first} {last}" not in taken]
    while len(workers) < staff and extra:
        model = workers[len(workers) % len(lasts)]
        workers.append(model | {"name": extra.pop(chance.randrange(len(extra)))})
    return leaders + workers[:staff]
