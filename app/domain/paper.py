"""Blank forms on paper, each with a number until it is typed in."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.kinds import Kind  # noqa: TC001 - see above

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.answers import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A blank form that was printed with a number. ``record_id`` is the record it was typed into, or None.

    ``answers`` are what was typed in so far from a worker's own sheet, which becomes no record: None for any
    other form. ``typed_in_at`` is when that was finished.
    """

    number: str
    kind: Kind
    form_id: str
    form_version: int
    about_id: str
    printed_by_id: str
    printed_at: dt.datetime
    record_id: str | None = None
    answers: Mapping[str, Answer] | None = None
    typed_in_at: dt.datetime | None = None

    @property
    def is_sheet(self) -> bool:
        """Whether it is a worker's own sheet before a meeting."""
        return self.answers is not None
