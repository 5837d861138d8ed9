"""Requests for one's own data and complaints about it: what is due when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from app.domain.clock import today
from app.domain.errors import IncompleteError
from app.domain.packs import Purpose
from app.domain.requests import RequestKind
from app.pages import places
from app.pages.pieces import Option, Row, people_options

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.changes import Outcome
    from app.domain.people import Actor
    from app.domain.requests import Request
    from app.pages import House

INTRO = (
    "Anybody who works here may ask for everything kept about them, in writing or by word of mouth. They "
    "get it within one month, free. The clock stops while you wait for something you asked them. A "
    "complaint is acknowledged within 30 days, counted from the day after. A last day on a weekend or a bank "
    "holiday moves to the next working day."
)
NOBODY = "Nobody has asked yet."
CHOOSE = "Choose who asked, and the day. Nothing was written down yet."
KINDS = tuple(Option(kind.value, kind.label) for kind in RequestKind)


class Step(Enum):
    """What can be done with a request: the word on its button, and what is asked first."""

    ACKNOWLEDGE = ("Acknowledged", "")
    PAUSE = ("Pause, because…", "What do you wait for?")
    RESUME = ("Go on", "")
    LONGER = ("Takes longer, because…", "Why does it take longer? Tell the person too.")
    SENT = ("Sent…", "What was sent or answered?")

    def __init__(self, label: str, question: str) -> None:
        self.label = label
        self.question = question


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One request, and where the file of who asked is made."""

    row: Row
    file: places.Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsPage:
    """Everything the page shows. ``today`` is the day a new request was received unless another is given."""

    lines: tuple[RequestLine, ...]
    people: tuple[Option, ...]
    today: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request as it was written down."""

    kind: str
    person_id: str
    on: dt.date | None
    words: str


def read(house: House, actor: Actor) -> RequestsPage:
    """Return the log, newest first. Raises NotAllowedError for all but the manager."""
    now = today(house.clock)
    with house.store.read():
        requests, people = house.requests.list(actor), house.people.list(actor)
    return RequestsPage(
        lines=tuple(_line(one, now) for one in requests),
        people=people_options(people),
        today=now,
    )


def receive(house: House, actor: Actor, received: Received) -> Outcome[Request]:
    """Write down that somebody asked, or complained. Raises IncompleteError without a person or a day."""
    if not received.person_id or received.on is None:
        raise IncompleteError(CHOOSE, {"person": CHOOSE})
    kind = RequestKind(received.kind)
    return house.requests.receive(actor, kind, received.person_id, received.on, received.words)


def take(house: House, actor: Actor, request_id: str, step: Step, words: str = "") -> Outcome[Request]:
    """Do one step of a request. ``words`` answer the step's question."""
    requests = house.requests
    match step:
        case Step.ACKNOWLEDGE:
            return requests.acknowledge(actor, request_id)
        case Step.PAUSE:
            return requests.pause(actor, request_id, words)
        case Step.RESUME:
            return requests.resume(actor, request_id)
        case Step.LONGER:
            return requests.longer(actor, request_id, words)
        case Step.SENT:
            return requests.sent(actor, request_id, words)


def _line(one: Request, now: dt.date) -> RequestLine:
    waits = "; ".join(pause.why for pause in one.pauses) or "–"
    cells = (f"{one.received_on:%d/%m/%Y}", one.person_name, one.kind.label, one.status(now), waits)
    return RequestLine(
        row=Row(one.id, cells), file=places.Pack(purpose=Purpose.PERSON, person_id=one.person_id)
    )
