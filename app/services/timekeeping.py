"""Whether this PC’s clock can be right: asked at sign-in, and named when a signature is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.clock import CLOCKS_DIFFER, clock_fault, long_moment
from app.domain.errors import DocumentError, StateError

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.clock import Clock
    from app.domain.records import Record
    from app.storage.store import Store
    from app.storage.unit_of_work import Work


class TimekeepingService:
    """The clock beside the records."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def fault(self) -> str | None:
        """Return in words what is wrong with this PC’s clock, for whoever has just signed in; or None."""
        with self._store.read() as work:
            return clock_fault(self._clock.now(), newest(work), self._clock.zone())

    def require_plausible(self, work: Work, record: Record) -> None:
        """Raise StateError when a signature made now would be older than what it stands under.

        Older than the record itself, or than the day these records were begun. No mistake made with a clock
        that was ahead can lead here for good: a record that was written then is finished anew.
        """
        now, zone = self._clock.now(), self._clock.zone()
        begun = work.audit_log.first_at()
        if begun is not None and now < begun - CLOCKS_DIFFER:
            than = f"these records were begun on {long_moment(begun, zone)}"
        elif (last := work.signing.last_signed_at(record.id)) is not None and now < last:
            than = f"{record.number} was signed on {long_moment(last, zone)}"
        elif now < record.changed_at - CLOCKS_DIFFER:
            than = f"{record.number} was finished or signed on {long_moment(record.changed_at, zone)}"
        else:
            return
        message = (
            f"This PC thinks it is {long_moment(now, zone)}, but {than}. Nothing was signed, and the record "
            "is kept. Put the clock of this PC right, or ask IT to, and sign again. If the clock is right "
            "now, choose “Change something”, and finish the record again."
        )
        raise StateError(message)

    def before_the_newest(self, work: Work) -> str:
        """Return what stands in a signature that is dated before the newest record here, or nothing."""
        last = newest(work)
        if last is None or self._clock.now() >= last - CLOCKS_DIFFER:
            return ""
        return f"The newest record here was dated later: {long_moment(last, self._clock.zone())}."

    def named(self, error: DocumentError) -> DocumentError:
        """Return a refusal to sign that says what this PC thinks the time is, since that may be the cause."""
        now = long_moment(self._clock.now(), self._clock.zone())
        fault = self.fault() or (
            f"This PC thinks it is {now}. If that is wrong, put its clock right, or ask IT to, and sign "
            "again."
        )
        return DocumentError(f"{error} {fault}")


def newest(work: Work) -> dt.datetime | None:
    """Return when the newest record was kept; with none, when these records were begun."""
    return work.history.newest_at() or work.audit_log.first_at()
