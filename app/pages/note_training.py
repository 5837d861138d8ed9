"""Noting training: what it was, when, how long it counts, and who did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import today
from app.domain.training import Course, subject_key
from app.domain.training_codes import SUBJECTS
from app.pages.pieces import Option, people_options

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Actor
    from app.pages import House

OWN_TITLE = Option("", "As it is called")
NO_AREA = Option("", "No area")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """What may be chosen: who did it, the subject it counts in, the practice area it is about."""

    people: tuple[Option, ...]
    subjects: tuple[Option, ...]
    areas: tuple[Option, ...]
    today: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Training as it was typed. Without ``done_on`` it was today; without ``expires_on`` it has no end."""

    title: str
    subject: str = ""
    area: str = ""
    done_on: dt.date | None = None
    expires_on: dt.date | None = None
    check_by: dt.date | None = None


def read(house: House, actor: Actor) -> NotePage:
    """Return what may be chosen by somebody. Subjects in use here come first, then the usual ones."""
    with house.store.read():
        people = house.training.people(actor)
        used = house.training.subjects(actor)
    known = {subject_key(one) for one in used}
    usual = sorted(one for one in SUBJECTS.values() if subject_key(one) not in known)
    return NotePage(
        people=people_options(people),
        subjects=(OWN_TITLE, *(Option(one, one) for one in (*used, *usual))),
        areas=(NO_AREA, *(Option(area.id, area.label) for area in house.practice.areas())),
        today=today(house.clock),
    )


def note(house: House, actor: Actor, people: tuple[str, ...], typed: Typed) -> Outcome[str]:
    """Note training for everybody who did it. Returns what to say. Raises IncompleteError."""
    course = Course(
        title=typed.title or typed.subject,
        subject=typed.subject,
        area=typed.area,
        done_on=typed.done_on or today(house.clock),
        expires_on=typed.expires_on,
        check_by=typed.check_by,
    )
    done = house.training.note(actor, people, course)
    count = len(done.value)
    whom = "one person" if count == 1 else f"{count} people"
    return Outcome(f"Noted for {whom}: {done.value[0].title}", done.changes)
