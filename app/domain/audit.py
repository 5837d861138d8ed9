"""The activity log's chain: each event's hash covers the one before, so a missing or altered line shows."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
import hashlib
from dataclasses import dataclass

from app.domain.content import canonical

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the activity log.

    ``detail`` never holds what people wrote, only ids, numbers and reasons.
    """

    sequence: int
    at: dt.datetime
    actor_id: str
    actor_name: str
    action: str
    subject: str
    detail: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events are wanted: of whom, of which kind, from one moment until before another. Empty is all."""

    actor_id: str = ""
    action: str = ""
    begin: dt.datetime | None = None
    end: dt.datetime | None = None


EVERYTHING = Wanted()


def link(previous: str, at: dt.datetime, actor_id: str, action: str, subject: str, detail: str) -> str:
    """Return the hash of an event, hex SHA-256 over its fields and the hash before it."""
    body = canonical(
        {
            "previous": previous,
            "at": at.isoformat(),
            "actor": actor_id,
            "action": action,
            "subject": subject,
            "detail": detail,
        }
    )
    return hashlib.sha256(body).hexdigest()
