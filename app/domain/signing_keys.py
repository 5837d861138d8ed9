"""Signing keys: since when there is one, why, whether it is confirmed, and what that means for a signature.

Whoever ordered a new PIN could have sat in for the person it is for. Nothing can rule that out on one shared
PC, so a key made anew says so for ever, and counts as its owner's once somebody else saw them confirm it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.clock import CLOCKS_DIFFER, long_date
from app.domain.people import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.people import Person

CODE_LASTS = dt.timedelta(hours=72)
"""How long a one-time code counts: over a weekend, and no longer."""
RUN_OUT = (
    "This code has run out: it counts for 72 hours. Nothing was changed. Ask the registered manager for a "
    "new one."
)
CLOCK_BACK = (
    "The PC’s clock was set back since this code was made, so it counts no more. Nothing was changed. Set "
    "the clock right, then ask the registered manager for a new code."
)
NOT_CONFIRMED = "not yet confirmed"
FIRST_KEY = "First key"


class Why(StrEnum):
    """Why there is a key."""

    FIRST = "first"
    RESET = "reset"
    RECOVERY = "recovery"


class Mine(StrEnum):
    """What somebody says when they are asked whether it was them who chose."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A key, by the SHA-256 of its public half. Names are those of the day.

    ``ordered_by`` gave out the code or used the sheet; it is empty for who set the records up.
    ``sat_before`` was signed in on the PC just before. ``answered_with`` is the key of whoever answered.
    """

    id: str
    person_id: str
    made_at: dt.datetime
    why: Why
    ordered_by_id: str | None = None
    ordered_by: str = ""
    sat_before: str = ""
    answer: Mine | None = None
    answered_with: str = ""
    confirmed_at: dt.datetime | None = None
    witness: str = ""

    def shown(self, zone: dt.tzinfo) -> str:
        """Return what stands in a signature's box: nothing of a first key."""
        return "" if self.why is Why.FIRST else f"{told(self.said(zone))}."

    @property
    def waits(self) -> bool:
        """Whether it was made anew and nobody else has seen its owner confirm it."""
        return self.why is not Why.FIRST and self.confirmed_at is None

    @property
    def denied(self) -> bool:
        """Whether its owner said that it is not theirs."""
        return self.answer is Mine.NO

    def said(self, zone: dt.tzinfo) -> tuple[str, ...]:
        """Return what its certificate says of it, for a stranger to read; each part fits 64 letters."""
        made = long_date(self.made_at.astimezone(zone).date())
        if self.why is Why.FIRST:
            by = (f"code given out by {self.ordered_by}",) if self.ordered_by else ()
            return (f"{FIRST_KEY}, made on {made}", *by)
        how: tuple[str, ...] = {
            Why.RESET: (f"Key made on {made} after a reset", f"ordered by {self.ordered_by}"),
            Why.RECOVERY: (f"Key made on {made} after the recovery sheet", f"used by {self.ordered_by}"),
        }[self.why]
        how = how if self.ordered_by else how[:1]
        if self.confirmed_at is None:
            return (*how, NOT_CONFIRMED)
        seen = long_date(self.confirmed_at.astimezone(zone).date())
        return (*how, f"confirmed on {seen}", f"witness {self.witness}")


def told(said: Iterable[str]) -> str:
    """Return what a certificate says of its key as one line; empty for one that says nothing."""
    return ", ".join(said)


def made_anew(said: tuple[str, ...]) -> bool:
    """Whether a certificate says that its key took the place of another."""
    return bool(said) and not said[0].startswith(FIRST_KEY)


def run_out(
    made_at: dt.datetime | None, now: dt.datetime, newest: dt.datetime | None, waited: float = 0.0
) -> str:
    """Return why a one-time code counts no more; nothing while it counts.

    ``newest`` is the latest moment written down since it was made, ``waited`` the seconds the program has run
    since: a clock that was set back wins no time, and one that was wrong before the code was made costs none.
    How long the program was closed nobody knows, so a clock that was set back meanwhile ends the code.
    A code from before this was written down has run out.
    """
    if made_at is not None and now < made_at - CLOCKS_DIFFER:
        return CLOCK_BACK
    over = made_at is None or max(now, newest or now) - made_at > CODE_LASTS
    if over or waited > CODE_LASTS.total_seconds():
        return RUN_OUT
    return CLOCK_BACK if newest is not None and now < newest - CLOCKS_DIFFER else ""


def behind(key: SigningKey, current: Mapping[str, SigningKey]) -> frozenset[str]:
    """Return who could have sat in for the owner of a key, by id.

    Whoever ordered it; and while that one's own key is not confirmed, whoever ordered that one, and so on.
    ``current`` are the keys people hold now.
    """
    found: set[str] = set()
    one: SigningKey | None = key
    while one is not None and one.confirmed_at is None:
        by = one.ordered_by_id
        if by is None or by in found:
            break
        found.add(by)
        one = current.get(by)
    return frozenset(found - {key.person_id})


def fault(key: SigningKey, name: str, parties: Iterable[str], current: Mapping[str, SigningKey]) -> str:
    """Return why a record cannot be signed with a key, or nothing. ``parties`` are all who sign it."""
    if key.denied:
        return (
            f"{name} said that this PIN was not chosen by them, so it signs nothing. The registered manager "
            "gives out a new one-time code, and a second person is there when it is used."
        )
    if key.waits and behind(key, current) & set(parties):
        return (
            f"{name} has a new PIN since {long_date(key.made_at.date())}, and it was {key.ordered_by} who "
            f"ordered that. Somebody else has to see that it is {name}’s own first: {name} signs in, chooses "
            "“Confirm my PIN” on Today, and a colleague types their PIN as witness. Nothing was signed, and "
            "the record waits."
        )
    return ""


def witnesses(
    person: Person, key: SigningKey, everybody: Iterable[Person], current: Mapping[str, SigningKey]
) -> tuple[Person, ...]:
    """Return who can witness that somebody confirms their key: people of another line.

    Not the person, not who ordered the key or is behind it, not who supervises the person or stands in
    there, and nobody whose own PIN is new after a reset. Those whom the orderer supervises only where nobody
    else is.
    """
    ordered = behind(key, current)
    out = {person.id, person.supervisor_id, *person.stand_ins, *ordered}
    able = tuple(
        one
        for one in everybody
        if one.id not in out
        and one.secret_set
        and one.standing is Standing.ACTIVE
        and not _untried(current.get(one.id))
    )
    return tuple(one for one in able if one.supervisor_id not in ordered) or able


def _untried(key: SigningKey | None) -> bool:
    return key is not None and (key.denied or (key.waits and key.why is Why.RESET))


def asked(keys: Iterable[SigningKey], current_id: str) -> tuple[SigningKey, ...]:
    """Return the keys about which somebody is asked “was that you?”.

    ``current_id`` is the key in use. An answer given with another key does not count: it could be the one
    that is not theirs.
    """
    return tuple(
        one
        for one in keys
        if one.confirmed_at is None
        and one.answered_with != current_id
        and (one.why is not Why.FIRST or one.id != current_id)
    )
