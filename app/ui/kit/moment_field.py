"""A day and a time of day to type, as in ``Friday 10:30``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.days import doubt
from app.domain.moments import full_moment, read_moment, typed_moment
from app.ui.kit.day_field import WrittenField

if TYPE_CHECKING:
    from app.ui.kit.dialogs import Dialogs

WIDEST = "30 Nov 2026, 10:30 MM"


class MomentField(WrittenField[dt.datetime]):
    """A day and time in the zone of the moment it begins with; a day alone keeps the time.

    ``typed`` stands in it instead of that moment; ``sense`` says whether it is planned or has been.
    """

    def __init__(
        self, today: dt.date, begin: dt.datetime, typed: str | None = None, sense: Sense = Sense.PLAN
    ) -> None:
        self._zone, self._usual, self._sense = begin.tzinfo, begin.time().replace(tzinfo=None), sense
        text = typed_moment(begin.date(), self._usual) if typed is None else typed
        super().__init__(today, text, "no day yet")
        room = self.fontMetrics().horizontalAdvance(WIDEST)
        self.line.setMinimumWidth(room)
        self.line.setMaximumWidth(2 * room)
        self.line.setPlaceholderText("Friday 10:30")

    def sure(self, dialogs: Dialogs) -> dt.datetime | None:
        """Return the moment, once somebody is sure of one in the past; else None, with the cursor here.

        Raises DayError when it cannot be read.
        """
        moment = self.value()
        if moment is None or (self.doubt() and not dialogs.confirm(self.doubt(), "Yes, plan it")):
            self.line.setFocus()
            return None
        return moment

    def _read(self, text: str) -> dt.datetime:
        return self._at(*read_moment(text, self._today, self._usual, self._sense))

    def _at(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, self._zone)

    def _in_words(self, value: dt.datetime) -> str:
        return full_moment(value.date(), value.time())

    def _as_typed(self, value: dt.datetime) -> str:
        return typed_moment(value.date(), value.time())

    def _on(self, day: dt.date) -> dt.datetime:
        value = self.quietly()
        return self._at(day, value.time() if value is not None else self._usual)

    def _day_of(self, value: dt.datetime) -> dt.date:
        return value.date()

    def _doubt(self, value: dt.datetime) -> str:
        return doubt(value.date(), self._today, self._sense)
