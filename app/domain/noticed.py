"""What was noticed in a record: good practice to keep, and concerns to see to."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from enum import StrEnum

from app.domain.answers import check_text
from app.domain.errors import IncompleteError
from app.domain.records import UNDO_SECONDS

NOT_KEPT = "Nothing was kept; what you typed is still here."


class Route(StrEnum):
    """Where a concern goes. The values are what is kept."""

    PRACTICE = "practice"
    SAFEGUARDING = "safeguarding"
    SPEAKING_UP = "speaking_up"

    @property
    def label(self) -> str:
        """The same in plain words."""
        return {
            Route.PRACTICE: "A matter of practice",
            Route.SAFEGUARDING: "Safeguarding",
            Route.SPEAKING_UP: "Speaking up (whistleblowing)",
        }[self]

    @property
    def goes_elsewhere(self) -> bool:
        """Whether it never lives here only: somebody is told by the service's own route first."""
        return self is not Route.PRACTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was kept from a record about somebody: by whom, when, and what of it."""

    id: str
    about_id: str
    by_id: str
    record_id: str
    record_number: str
    at: dt.datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodPractice(Kept):
    """Something done well, from a record about somebody.

    ``area`` is a practice area id, ``value`` one of the service's own values, both may be empty. ``shown``
    is what the person it is about said to showing it to the team: None before they answered.
    """

    area: str = ""
    value: str = ""
    shown: bool | None = None

    def check(self) -> None:
        """Raise IncompleteError without words, TextError for too many."""
        _need("what", self.what, "Say in a few words what was done well.")
        check_text("What was done well", self.what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern(Kept):
    """Something to see to, from a record about somebody.

    ``told`` is who was told and ``told_on`` when. It is open until it has an ``outcome``. ``so_far`` holds
    earlier next steps, a line each. ``held_back`` says why the person it is about does not read it: only
    where telling would put somebody at risk.
    """

    route: Route = Route.PRACTICE
    area: str = ""
    told: str = ""
    told_on: dt.date | None = None
    next_step: str = ""
    next_by: dt.date | None = None
    so_far: str = ""
    outcome: str = ""
    closed_at: dt.datetime | None = None
    held_back: str = ""

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.closed_at is None

    def undo_is_open(self, now: dt.datetime) -> bool:
        """Whether it was closed so lately that it can be opened again without a word."""
        return self.closed_at is not None and 0 <= (now - self.closed_at).total_seconds() < UNDO_SECONDS

    def check(self) -> None:
        """Raise IncompleteError for what is missing, TextError for too many words."""
        _need("what", self.what, "Say in a few words what the concern is.")
        if self.route.goes_elsewhere and not (self.told.strip() and self.told_on):
            _need(
                "told",
                "",
                f"{self.route.label}: tell somebody by the service’s own route first. Say whom, and when.",
            )
        _need("next_step", self.next_step, "Say what happens next.")
        if self.next_by is None:
            _need("next_by", "", "Say by when the next step is done.")
        for label, text in (("What", self.what), ("Who was told", self.told), ("Next step", self.next_step)):
            check_text(label, text)
        check_text("Why the worker does not read it", self.held_back)


def _need(name: str, text: str, sentence: str) -> None:
    if not text.strip():
        message = f"{sentence} {NOT_KEPT}"
        raise IncompleteError(message, {name: sentence})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says of a concern as they raise it."""

    what: str
    next_step: str
    next_by: dt.date | None
    route: Route = Route.PRACTICE
    area: str = ""
    told: str = ""
    told_on: dt.date | None = None
    held_back: str = ""
