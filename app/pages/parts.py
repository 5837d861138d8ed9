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
    def own(self) -> bool:
        """Whether it is everybody's own, and not the service's."""
        return self in {SetUpPart.LOOK, SetUpPart.PIN, SetUpPart.BACKUPS}


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
