"""The worker's own points before a meeting."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import time_of_day
from app.domain.form_uses import PREPARED
from app.domain.kinds import Kind
from app.pages.pieces import Option

if TYPE_CHECKING:
    from app.domain.answers import Answer
    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.services.house import House


ALONE = (
    "Score this on your own. {} scores it too, and neither of you sees the other’s until both are in. Hand "
    "it in when you are done; then it stays as it is."
)
ON_PAPER = (
    "Type in what stands on {}, the sheet of {}. It is kept as you type. When all of it is here, choose "
    "“It is all typed in”: then it comes up at the meeting like a sheet written on screen."
)
HANDED = "You have handed this in. You see both, side by side, when you read the record."


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparing:
    """The sheet and what is answered so far. ``kinds`` are the meetings one may prepare for.

    ``paper`` is the number of the printed sheet that is typed in; empty on screen.
    """

    intro: str
    form: Form
    answers: Mapping[str, Answer]
    kinds: tuple[Option, ...] = ()
    kind: Kind = Kind.SUPERVISION
    record_id: str = ""
    handed_in: bool = False
    paper: str = ""


def read(
    house: House, actor: Actor, record_id: str = "", kind: Kind = Kind.SUPERVISION, paper: str = ""
) -> Preparing:
    """Return the actor's own sheet; with a record, what they score alone before that meeting.

    With ``paper`` the printed sheet of that number, to be typed in.
    """
    if paper:
        typed, about = house.sheets_on_paper.open(actor, paper)
        return Preparing(
            intro=ON_PAPER.format(paper, about.name), form=typed.form, answers=typed.answers, paper=paper
        )
    if record_id:
        half = house.scoring.half(actor, record_id)
        return Preparing(
            intro=HANDED if half.handed_in else ALONE.format(half.record.led_by_name.split()[0]),
            form=half.form,
            answers=half.answers,
            record_id=record_id,
            handed_in=half.handed_in,
        )
    sheet = house.preparing.sheet(actor, kind)
    return Preparing(
        intro=sheet.form.intro,
        form=sheet.form,
        answers=sheet.answers,
        kinds=tuple(Option(one.value, one.label) for one in PREPARED),
        kind=kind,
    )


def store(
    house: House,
    actor: Actor,
    answers: Mapping[str, Answer],
    record_id: str = "",
    kind: Kind = Kind.SUPERVISION,
    paper: str = "",
) -> Outcome[str]:
    """Keep what is typed and return the sentence that says so."""
    if paper:
        kept = house.sheets_on_paper.store(actor, paper, answers)
    elif record_id:
        kept = house.scoring.store(actor, record_id, answers)
    else:
        kept = house.preparing.store(actor, answers, kind)
    return Outcome(f"Saved {time_of_day(house.clock.now(), house.clock.zone())}", kept.changes)


def typed_in(house: House, actor: Actor, paper: str) -> Outcome[str]:
    """Finish typing in a printed sheet and return what to say. Raises IncompleteError without a word."""
    done = house.sheets_on_paper.finish(actor, paper)
    return Outcome(f"{paper} is typed in. Now shred it, or file it.", done.changes)


def hand_in(house: House, actor: Actor, record_id: str) -> Outcome[str]:
    """Hand one’s own scores in and return what to say. Raises IncompleteError while one is missing."""
    done = house.scoring.hand_in(actor, record_id)
    return Outcome("Handed in. It stays as it is now.", done.changes)
