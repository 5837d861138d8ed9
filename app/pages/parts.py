"""The parts of pages that are shown one at a time, as they are called."""

from __future__ import annotations

from enum import StrEnum


class SetUpPart(StrEnum):
    """What is set up, part by part, as it is called."""

    LOOK = "Look"
    PIN = "My PIN"
    BACKUPS = "Backups"
    SERVICE = "Service"
    RULES = "How often"
    SECOND = "Second signer"
    ROUTES = "Good practice and concerns"
    FORMS = "Forms and sheet"
    MOVING = "Take out, bring in"
    LOG = "Log and keeping"

    @property
    def also(self) -> str:
        """Other words that people look for it by."""
        return SOUGHT[self]

    @property
    def own(self) -> bool:
        """Whether it is everybody's own, and not the service's."""
        return self in {SetUpPart.LOOK, SetUpPart.PIN, SetUpPart.BACKUPS}


SOUGHT = {
    SetUpPart.LOOK: "dark light contrast colours theme text size larger smaller letters starting",
    SetUpPart.PIN: "change my new pin password passphrase secret forgotten",
    SetUpPart.BACKUPS: "copy usb stick restore lost put back",
    SetUpPart.SERVICE: "name logo home minutes lock idle places",
    SetUpPart.RULES: "due dates rules weeks months frequency supervision observation",
    SetUpPart.SECOND: "countersign signature manager signs too",
    SetUpPart.ROUTES: "values safeguarding whistleblowing speaking up route",
    SetUpPart.FORMS: "own forms questions recovery sheet",
    SetUpPart.MOVING: "merge move another service export everything import",
    SetUpPart.LOG: "activity log retention deleting doctor look the records over",
}
"""Other words that the parts of Set up are looked for by; every part has some."""


class PersonPart(StrEnum):
    """What there is of a person, part by part, as it is called."""

    PLAN = "Plan and actions"
    TIMELINE = "Timeline"
    ABLE = "Competence and training"
    THREADS = "Threads"
    DETAILS = "Details"

    @property
    def inner(self) -> bool:
        """Whether it is only for who may see more than a person's practice."""
        return self is PersonPart.DETAILS
