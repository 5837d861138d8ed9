"""A day and a time of day to choose."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QDateTime, QTime
from PySide6.QtWidgets import QDateTimeEdit

from app.ui.kit.widgets import LOCALE


class MomentField(QDateTimeEdit):
    """A day and a time in the zone of the moment it begins with."""

    def __init__(self, begin: dt.datetime) -> None:
        super().__init__()
        self._zone = begin.tzinfo
        self.setLocale(LOCALE)
        self.setDisplayFormat("ddd d MMM yyyy, HH:mm")
        self.setCalendarPopup(True)
        self.setDateTime(
            QDateTime(QDate(begin.year, begin.month, begin.day), QTime(begin.hour, begin.minute))
        )

    def value(self) -> dt.datetime:
        """Return the moment in its zone, so that a day later is the same hour there."""
        day, time = self.date(), self.time()
        return dt.datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=self._zone)
