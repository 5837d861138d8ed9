"""Requests for one's own data and complaints about how data was handled: when an answer is due.

UK GDPR Art. 12(3): one month from the day it came, two more when complex. Data (Use and Access) Act 2025:
the clock stops while the service waits for what it asked the person; from 19 June 2026 a complaint is
acknowledged within 30 days, counted from the day after it came. A last day on a weekend or a bank holiday
moves to the next working day (ICO: time limits of the right of access, and its guidance on complaints of
12 February 2026).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.bank_holidays import working_day
from app.domain.clock import months_later

COMPLAINT_DAYS = 30
"""Of days after the one it came on."""


class RequestKind(StrEnum):
    """What was asked."""

    ACCESS = "access"
    COMPLAINT = "complaint"

    @property
    def label(self) -> str:
        """The kind in plain words."""
        return {
            RequestKind.ACCESS: "Asked for everything about them",
            RequestKind.COMPLAINT: "Complaint about their data",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time the clock stood still. No end means it still does."""

    begins_on: dt.date
    ends_on: dt.date | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request or complaint, from the day it was received.

    ``longer`` adds two months to a complex request, with a reason given.
    """

    id: str
    kind: RequestKind
    person_id: str
    person_name: str
    received_on: dt.date
    words: str = ""
    longer: bool = False
    pauses: tuple[Pause, ...] = ()
    acknowledged_on: dt.date | None = None
    sent_on: dt.date | None = None
    outcome: str = ""

    @property
    def paused(self) -> bool:
        """Whether the clock stands still now."""
        return any(pause.ends_on is None for pause in self.pauses)

    def due_on(self, today: dt.date) -> dt.date:
        """Return the day by which an answer (to a complaint: the acknowledgement) is due.

        Paused days are added. It is always a working day.
        """
        if self.kind is RequestKind.COMPLAINT:
            return working_day(self.received_on + dt.timedelta(days=COMPLAINT_DAYS))
        days = {
            pause.begins_on + dt.timedelta(days=n)
            for pause in self.pauses
            for n in range(((pause.ends_on or max(today, pause.begins_on)) - pause.begins_on).days)
        }
        month = months_later(self.received_on, 3 if self.longer else 1)
        return working_day(month + dt.timedelta(days=len(days)))

    def status(self, today: dt.date) -> str:
        """Return where it stands, in words."""
        if self.sent_on is not None:
            return f"Answered on {self.sent_on:%d/%m/%Y}"
        if self.kind is RequestKind.COMPLAINT and self.acknowledged_on is not None:
            return f"Acknowledged on {self.acknowledged_on:%d/%m/%Y}, not answered yet"
        if self.paused:
            return "Paused"
        due = self.due_on(today)
        return f"Late since {due:%d/%m/%Y}" if due < today else f"Due by {due:%d/%m/%Y}"
