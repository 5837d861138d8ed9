"""The worker's own points before a supervision."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import time_of_day
from app.pages.writing import Question, questions

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.services.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparing:
    """A few short questions and what is answered so far."""

    intro: str
    questions: tuple[Question, ...]
    answers: Mapping[str, str]


def read(house: House, actor: Actor) -> Preparing:
    """Return the actor's own sheet."""
    sheet = house.preparing.sheet(actor)
    return Preparing(
        intro=sheet.form.intro,
        questions=questions(sheet.form),
        answers={one.key: sheet.answers.get(one.key, "") for one in questions(sheet.form)},
    )


def store(house: House, actor: Actor, answers: Mapping[str, str]) -> Outcome[str]:
    """Keep what is typed and return the sentence that says so."""
    kept = house.preparing.store(actor, answers)
    return Outcome(f"Saved {time_of_day(house.clock.now(), house.clock.zone())}", kept.changes)
