"""Growing waits after wrong tries, so that nobody at the keyboard can guess for long."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import math
from typing import TYPE_CHECKING, Any, NoReturn

from app.domain.errors import TooManyTriesError, WrongSecretError
from app.system.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.clock import Clock

TRIES, FIRST_WAIT, LONGEST_WAIT = 5, 30, 15 * 60
"""Wrong tries before a wait; the first wait in seconds, doubled with each further one up to the longest."""
MOST_COUNTED = 1000
IN_MINUTES = 120
"""From how many seconds on a wait is told in minutes."""


def wait_after(tries: int, now: dt.datetime) -> dt.datetime | None:
    """Return until when to wait after so many wrong tries, or None."""
    if tries < TRIES:
        return None
    doublings = min(tries - TRIES, LONGEST_WAIT.bit_length())
    return now + dt.timedelta(seconds=min(FIRST_WAIT * 2**doublings, LONGEST_WAIT))


class Patience:
    """Lets waits end by the time that goes by, whatever becomes of the clock, once they were seen here.

    What is kept is a moment of the clock. Seen for the first time it counts for no more than the longest
    wait: a clock set back makes nobody wait longer, and a moment that somebody planted ends too.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ends: dict[tuple[str, dt.datetime], float] = {}
        self._codes: dict[str, float] = {}

    def code_made(self, person_id: str) -> None:
        """Note that somebody's one-time code was made now."""
        self._codes[person_id] = self._clock.elapsed()

    def since_code(self, person_id: str) -> float:
        """Return the seconds since somebody's code was made; none where that was in another sitting."""
        now = self._clock.elapsed()
        return now - self._codes.get(person_id, now)

    def begin(self, person_id: str, tries: int) -> dt.datetime | None:
        """Return until when somebody waits after so many wrong tries, or None; it counts from now."""
        until = wait_after(tries, self._clock.now())
        self.left(person_id, until)
        return until

    def left(self, person_id: str, until: dt.datetime | None) -> int:
        """Return how many seconds of a wait are left, 0 when it is over."""
        if until is None:
            return 0
        elapsed, mark = self._clock.elapsed(), (person_id, until)
        if mark not in self._ends:
            shown = (until - self._clock.now()).total_seconds()
            self._ends[mark] = elapsed + min(max(shown, 0), LONGEST_WAIT)
        return max(math.ceil(self._ends[mark] - elapsed), 0)

    def refuse(self, person_id: str, name: str, until: dt.datetime | None) -> None:
        """Raise TooManyTriesError while somebody still has to wait."""
        left = self.left(person_id, until)
        if left:
            words = f"{left} seconds" if left < IN_MINUTES else f"{left // 60} minutes"
            message = f"Too many wrong tries for {name}. Wait {words} and try again. Nothing is lost."
            raise TooManyTriesError(message, left)

    def refuse_try(
        self, person_id: str, name: str, what: str, tries: int, until: dt.datetime | None
    ) -> NoReturn:
        """Tell somebody that what they typed is wrong: how many tries are left, or how long to wait.

        Raises WrongSecretError or TooManyTriesError.
        """
        self.refuse(person_id, name, until)
        left = TRIES - tries
        more = "1 try" if left == 1 else f"{left} tries"
        message = (
            f"That {what} doesn’t match {name}. Try again. {more} left before a {FIRST_WAIT}-second wait."
        )
        raise WrongSecretError(message)


class TriesFile:
    """Wrong passphrase tries, kept beside the key file because the vault is still closed then.

    A file that is damaged or cannot be written never keeps the right passphrase out.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, person_id: str) -> tuple[int, dt.datetime | None]:
        """Return a person's wrong tries and until when they must wait."""
        try:
            tries, until = self._all()[person_id]
            moment = None if until is None else dt.datetime.fromisoformat(until)
            counted = min(max(int(tries), 0), MOST_COUNTED)
        except (KeyError, TypeError, ValueError, OverflowError):
            return 0, None
        return (counted, moment) if moment is None or moment.tzinfo is not None else (0, None)

    def put(self, person_id: str, tries: int, until: dt.datetime | None) -> None:
        """Keep a person's wrong tries."""
        rows = self._all() | {person_id: (tries, until.isoformat() if until else None)}
        with contextlib.suppress(OSError):
            write_atomic(self._path, json.dumps(rows).encode())

    def _all(self) -> dict[str, Any]:
        try:
            rows = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return rows if isinstance(rows, dict) else {}
