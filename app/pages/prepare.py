"""The worker's own points before a supervision."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import time_of_day

if TYPE_CHECKING:
    from app.domain.answers import Answer
    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.services.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparing:
    """The sheet and what is answered so far."""

    intro: str
    form: Form
    answers: Mapping[str, Answer]


def read(house: House, actor: Actor) -> Preparing:
    """Return the actor's own sheet."""
    sheet = house.preparing.sheet(actor)
    return Preparing(
        intro=sheet.form.intro,
        form=sheet.form,
        answers=sheet.answers,
    )


def store(house: House, actor: Actor, answers: Mapping[str, Answer]) -> Outcome[str]:
    """Keep what is typed and return the sentence that says so."""
    kept = house.preparing.store(actor, answers)
    return Outcome(f"Saved {time_of_day(house.clock.now(), house.clock.zone())}", kept.changes)
