"""Blank forms on paper, each with a number until it is typed in."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass

from app.domain.kinds import Kind  # noqa: TC001 - see above


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A blank form that was printed with a number. ``record_id`` is the record it was typed into, or None."""

    number: str
    kind: Kind
    form_id: str
    form_version: int
    about_id: str
    printed_by_id: str
    printed_at: dt.datetime
    record_id: str | None = None
