"""What somebody has in hand when they leave, are away for long or change their role, and where it can go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """Why things change hands."""

    LEAVES = "leaves"
    AWAY = "away"
    HANDS_ON = "hands_on"

    @property
    def label(self) -> str:
        """The change in plain words."""
        return {
            Change.LEAVES: "They leave",
            Change.AWAY: "They are away",
            Change.HANDS_ON: "Others take over from them",
        }[self]


class Sort(StrEnum):
    """What sort of thing is in hand. The values begin its key."""

    SUPERVISEE = "supervisee"
    RECORD = "record"
    ABOUT = "about"
    SESSION = "session"
    LED_SESSION = "led_session"
    ACTION = "action"
    OWN_ACTION = "own_action"
    REQUIREMENT = "requirement"
    OWN_REQUIREMENT = "own_requirement"

    @property
    def label(self) -> str:
        """The heading over such things."""
        return {
            Sort.SUPERVISEE: "People they supervise",
            Sort.RECORD: "Records they have not finished",
            Sort.ABOUT: "Records about them that are not signed",
            Sort.SESSION: "Sessions planned with them",
            Sort.LED_SESSION: "Sessions they lead",
            Sort.ACTION: "Actions they do for others",
            Sort.OWN_ACTION: "Actions agreed with them",
            Sort.REQUIREMENT: "What they see to for others",
            Sort.OWN_REQUIREMENT: "What is asked of them",
        }[self]


STAY, DROP, CLOSE = "stay", "drop", "close"
"""What can become of a thing beside going to somebody, whose id is then the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing in hand.

    ``choices`` are (what becomes of it, in words), the first is what becomes of it unless somebody says so.
    """

    sort: Sort
    id: str
    what: str
    choices: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """Return what it is known by in an answer."""
        return f"{self.sort.value}:{self.id}"

    @property
    def usual(self) -> str:
        """Return what becomes of it unless somebody says otherwise."""
        return self.choices[0][0]
