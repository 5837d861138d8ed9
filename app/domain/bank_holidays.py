"""The bank holidays of England, as days, and the first working day from a day on.

Worked out by the rules of the Banking and Financial Dealings Act 1971 and the substitute days usual since;
2025 and 2026 agree with two public lists that name gov.uk, second hand. To be held against
gov.uk/bank-holidays once a year. After the last of them only weekends are known.
"""

from __future__ import annotations

import datetime as dt

DAYS = {
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}
"""Month and day of each, by year."""
ENGLAND = frozenset(
    dt.date.fromisoformat(f"{year}-{day}") for year, days in DAYS.items() for day in days.split()
)
SATURDAY = 5


def working_day(day: dt.date) -> dt.date:
    """Return a day, or the next working day where it falls on a weekend or a bank holiday."""
    while day.weekday() >= SATURDAY or day in ENGLAND:
        day += dt.timedelta(days=1)
    return day
