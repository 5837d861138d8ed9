"""The practice threads on a person's page: one skill over time, what is joined to it, what may belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.clock import short_date
from app.pages.pieces import Chip

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.domain.practice import Linked, Step, Thread
    from app.pages import House
    from app.services.threads import Line as ThreadOf


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of a thread as it is drawn: a symbol, and below it what it was, when and which."""

    symbol: str
    word: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may belong to a thread, asked as a question."""

    linked: Linked
    ref: str
    question: str
    tip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadCard:
    """A practice thread. ``told`` is all of it in words; ``suggested`` is for who may join things to it."""

    thread_id: str
    skill: str
    area: str
    closed: Chip | None
    steps: tuple[StepShown, ...]
    told: str
    tip: str
    suggested: tuple[Suggestion, ...]
    may_close: bool


def begin(house: House, actor: Actor, person_id: str, skill: str, area: str) -> Outcome[Thread]:
    """Begin a practice thread. Raises IncompleteError without a skill."""
    return house.practice.begin(actor, person_id, skill, area)


def join(house: House, actor: Actor, thread_id: str, linked: Linked, ref: str) -> Outcome[None]:
    """Join something to a thread."""
    return house.practice.link(actor, thread_id, linked, ref)


def close(house: House, actor: Actor, thread_id: str, *, closed: bool = True) -> Outcome[str]:
    """Close a thread, for the skill is there; or open it again. Returns what to say."""
    outcome = house.practice.close(actor, thread_id, closed=closed)
    said = "The skill is there" if closed else "Open again"
    return Outcome(f"{said}: {outcome.value.skill}", outcome.changes)


def print_out(house: House, actor: Actor, thread_id: str, to: To) -> Outcome[To]:
    """Write a thread as a PDF."""
    return Outcome(house.practice.thread_pdf(actor, thread_id, to), changed())


def shown(line: ThreadOf, areas: dict[str, str], now: dt.date, *, leads: bool) -> ThreadCard:
    """Return a thread as it is drawn; whoever ``leads`` practice with them is asked what belongs to it."""
    thread = line.thread
    there = f"there since {short_date(thread.closed_on, now)}" if thread.closed_on else ""
    steps = "; ".join(f"{short_date(s.on, now)} {s.word}: {s.text}" for s in line.steps)
    return ThreadCard(
        thread_id=thread.id,
        skill=thread.skill,
        area=areas.get(thread.area, ""),
        closed=Chip("✓", there, "in_date") if there else None,
        steps=tuple(StepShown(s.symbol, s.word, short_date(s.on, now), s.text) for s in line.steps),
        told=f"Thread {thread.skill}: {steps or 'nothing joined yet'}",
        tip="\n".join(f"{short_date(s.on, now)}  {s.word}: {s.text}" for s in line.steps),
        suggested=tuple(_suggestion(step, now) for step in line.suggested) if leads else (),
        may_close=leads and thread.closed_on is None,
    )


def _suggestion(step: Step, now: dt.date) -> Suggestion:
    question = f"Belongs here? {step.symbol} {short_date(step.on, now)} {step.word}: {step.text}"
    return Suggestion(step.linked, step.ref, question, f"Join it: {step.word} {step.text}")
