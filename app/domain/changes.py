"""What a use case changed, so that a screen refreshes only what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Topic(StrEnum):
    """Things a screen can show."""

    SERVICE = "service"
    PEOPLE = "people"
    RECORDS = "records"
    ACTIONS = "actions"
    SCHEDULE = "schedule"
    THREADS = "threads"
    FORMS = "forms"
    EVIDENCE = "evidence"
    IMPACT = "impact"
    NOTICED = "noticed"
    EXPECTATIONS = "expectations"
    BACKUPS = "backups"
    RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class Changes:
    """The topics one use case touched."""

    topics: frozenset[Topic] = frozenset()

    def touches(self, *topics: Topic) -> bool:
        """Whether any of the topics was touched."""
        return not self.topics.isdisjoint(topics)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a writing use case returns: the value, and what changed."""

    value: T
    changes: Changes


def changed(*topics: Topic) -> Changes:
    """Return Changes for the topics."""
    return Changes(frozenset(topics))
