"""The activity log's chain: each event's hash covers the one before, so a missing or altered line shows."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
import hashlib
import re
from dataclasses import dataclass

from app.domain.content import canonical

GENESIS = "0" * 64
MARKS = re.compile(r"\b(?:[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b")
"""Hashes and ids in a line of the log."""


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

    @property
    def plainly(self) -> str:
        """The detail without hashes and ids, which say nothing to whoever reads about themself."""
        return " ".join(MARKS.sub("", self.detail).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events are wanted: of whom, of which kind, from one moment until before another. Empty is all.

    ``about`` limits them to these people and records; None is about anything. Each of the ``words`` stands in
    who did it, in what was done or in the detail.
    """

    actor_id: str = ""
    action: str = ""
    begin: dt.datetime | None = None
    end: dt.datetime | None = None
    about: frozenset[str] | None = None
    words: tuple[str, ...] = ()


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the activity log stands: how many lines it has, and the hash of the last, which stands for all.

    It goes into what people sign and what leaves the house. Nobody can write another past behind it.
    """

    lines: int = 0
    hash: str = GENESIS

    def as_dict(self) -> dict[str, object]:
        """Return plain values that JSON can hold."""
        return {"lines": self.lines, "hash": self.hash}

    @property
    def told(self) -> str:
        """Where the log stands, in words to print."""
        return (
            f"The activity log of the service has {self.lines} lines; the last has the SHA-256 {self.hash}."
        )

    def as_file(self) -> dict[str, bytes]:
        """Return it as a file to put inside a PDF that is no record."""
        return {"log.json": canonical({"log": self.as_dict()})}

    @classmethod
    def read(cls, raw: object) -> Head | None:
        """Read what ``as_dict`` wrote; None for anything else."""
        if not isinstance(raw, dict):
            return None
        lines, digest = raw.get("lines"), raw.get("hash")
        return cls(lines=lines, hash=digest) if isinstance(lines, int) and isinstance(digest, str) else None


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
