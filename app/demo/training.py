"""The training everybody in the demo's story did, some of it long ago."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from app.domain.clock import today
from app.domain.people import Role
from app.domain.training import Course

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from app.demo.cast import Member
    from app.services.house import House

MONTH = 30
ONE_IN = 12
"""One in so many has not done a subject yet, and one in so many let it run out."""


def train(house: House, bank: Mapping[str, Any], chance: random.Random, cast: Mapping[str, Member]) -> None:
    """Note the usual subjects for everybody whom the manager leads; each has its own day, some has no end."""
    (owner, *others), now = cast.values(), today(house.clock)
    team = [one for one in others if one.profile.role is not Role.NOMINATED]
    for entry in bank["courses"]:
        months = int(entry["months"])
        by_age: dict[int, list[str]] = {}
        for member in team:
            fate = chance.randrange(ONE_IN)
            if fate:
                age = (months or 36) * MONTH + 9 if fate == 1 else chance.randrange(1, 10) * MONTH
                by_age.setdefault(age, []).append(member.id)
        for age, people in by_age.items():
            done_on = now - dt.timedelta(days=age)
            ends = done_on + dt.timedelta(days=months * MONTH) if months else None
            course = Course(title=entry["title"], subject=entry["subject"], done_on=done_on, expires_on=ends)
            house.training.note(owner.actor, people, course)
