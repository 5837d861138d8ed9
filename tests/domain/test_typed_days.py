"""Days as people type them, on Wednesday 25 November 2026: what is understood, and why something is not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.almanac import FIRST_YEAR, Sense, full_date, typed_date
from app.domain.days import doubt, month_first, read_day, written_day
from app.domain.errors import DayError
from app.domain.moments import read_moment, read_time, typed_moment

TODAY = dt.date(2026, 11, 25)

# What is typed = the day that is meant, wherever it is asked for.
EVERYWHERE = """
3/2/19 = 2019-02-03
03/02/19 = 2019-02-03
3/2/2019 = 2019-02-03
03.02.2019 = 2019-02-03
3.2.2019 = 2019-02-03
3.2.19 = 2019-02-03
3-2-19 = 2019-02-03
03-02-2019 = 2019-02-03
3 2 19 = 2019-02-03
3 / 2 / 2019 = 2019-02-03
3. 2. 2019 = 2019-02-03
3/2-2019 = 2019-02-03
3–2–2019 = 2019-02-03
3⁄2⁄2019 = 2019-02-03
 3/2/2019  = 2019-02-03
3/2/'19 = 2019-02-03
3/2/2019 00:00 = 2019-02-03
3/2/2019 0:00:00 = 2019-02-03
03022019 = 2019-02-03
030219 = 2019-02-03
20190203 = 2019-02-03
31122025 = 2025-12-31
2019-02-03 = 2019-02-03
2019-2-3 = 2019-02-03
2019/02/03 = 2019-02-03
2019.02.03 = 2019-02-03
2019-02-03T10:30:00 = 2019-02-03
2019-02-03 10:30 = 2019-02-03
2019-02-03T10:30:00Z = 2019-02-03
2019-02-03T10:30:00.123+01:00 = 2019-02-03
3 Feb 2019 = 2019-02-03
3 Feb 19 = 2019-02-03
3 feb '19 = 2019-02-03
3 FEB 2019 = 2019-02-03
3 Feb. 2019 = 2019-02-03
3Feb2019 = 2019-02-03
3feb19 = 2019-02-03
3-Feb-2019 = 2019-02-03
3-Feb-19 = 2019-02-03
3/Feb/2019 = 2019-02-03
3.Feb.2019 = 2019-02-03
3rd Feb 2019 = 2019-02-03
3rd of Feb 2019 = 2019-02-03
3rd February 2019 = 2019-02-03
3rd of February, 2019 = 2019-02-03
the 3rd of February 2019 = 2019-02-03
3 February 2019 = 2019-02-03
Feb 3 2019 = 2019-02-03
Feb 3, 2019 = 2019-02-03
February 3rd 2019 = 2019-02-03
February 3rd, 2019 = 2019-02-03
2019 Feb 3 = 2019-02-03
2019-Feb-03 = 2019-02-03
Sun 3 Feb 2019 = 2019-02-03
Sunday 3 February 2019 = 2019-02-03
Sunday, 3 February 2019 = 2019-02-03
Sunday 3rd February 2019 = 2019-02-03
Sun 3/2/19 = 2019-02-03
Sun. 3/2/19 = 2019-02-03
3/2/19 Sunday = 2019-02-03
3 Febuary 2019 = 2019-02-03
3 Feburary 2019 = 2019-02-03
1 Janurary 2020 = 2020-01-01
12 Sept 2026 = 2026-09-12
12 Septemer 2026 = 2026-09-12
2 Ocotber 2026 = 2026-10-02
9 Agust 2026 = 2026-08-09
on 3/2/19 = 2019-02-03
by 3 Feb 2019 = 2019-02-03
from 3 Feb 2019 = 2019-02-03
29/2/2024 = 2024-02-29
29 Feb 2000 = 2000-02-29
31/1/2026 = 2026-01-31
1/1/1900 = 1900-01-01
1/1/00 = 2000-01-01
25/11/2026 = 2026-11-25
Wed 25 Nov 2026 = 2026-11-25
\u200e3/2/2019\u200f = 2019-02-03
3\u00a0Feb\u00a02019 = 2019-02-03
3/2/2\u200b019 = 2019-02-03
today = 2026-11-25
Today = 2026-11-25
TODAY = 2026-11-25
yesterday = 2026-11-24
yesteday = 2026-11-24
the day before yesterday = 2026-11-23
-1d = 2026-11-24
-1 = 2026-11-24
-1m = 2026-10-25
-1 month = 2026-10-25
-2w = 2026-11-11
- 2 weeks = 2026-11-11
-1y = 2025-11-25
-9 months = 2026-02-25
2 weeks ago = 2026-11-11
two weeks ago = 2026-11-11
2 wks ago = 2026-11-11
a week ago = 2026-11-18
a fortnight ago = 2026-11-11
a month ago = 2026-10-25
3 months ago = 2026-08-25
a year ago = 2025-11-25
10 days ago = 2026-11-15
3 days back = 2026-11-22
last Tue = 2026-11-24
last Tuesday = 2026-11-24
last Wednesday = 2026-11-18
last weds = 2026-11-18
last Thursday = 2026-11-19
last Sunday = 2026-11-22
past Friday = 2026-11-20
Friday last week = 2026-11-20
last week Friday = 2026-11-20
Monday this week = 2026-11-23
end of last month = 2026-10-31
start of last month = 2026-10-01
start of the month = 2026-11-01
beginning of the month = 2026-11-01
1st of this month = 2026-11-01
1st of last month = 2026-10-01
7th of this month = 2026-11-07
start of the year = 2026-01-01
end of last year = 2025-12-31
end of Feb 2026 = 2026-02-28
end of February 2024 = 2024-02-29
start of March 2026 = 2026-03-01
"""

# What is typed = the day where a plan is asked for = the day where something past is.
BOTH_WAYS = """
3 Feb = 2027-02-03 = 2026-02-03
3/2 = 2027-02-03 = 2026-02-03
3.2. = 2027-02-03 = 2026-02-03
03-02 = 2027-02-03 = 2026-02-03
Feb 3 = 2027-02-03 = 2026-02-03
3rd Feb = 2027-02-03 = 2026-02-03
February 3rd = 2027-02-03 = 2026-02-03
1 Dec = 2026-12-01 = 2025-12-01
24 Nov = 2027-11-24 = 2026-11-24
25 Nov = 2026-11-25 = 2026-11-25
26 Nov = 2026-11-26 = 2025-11-26
29 Feb = 2028-02-29 = 2024-02-29
29/2 = 2028-02-29 = 2024-02-29
Monday = 2026-11-30 = 2026-11-23
mon = 2026-11-30 = 2026-11-23
Tuesday = 2026-12-01 = 2026-11-24
tue = 2026-12-01 = 2026-11-24
Tues = 2026-12-01 = 2026-11-24
Wednesday = 2026-12-02 = 2026-11-18
weds = 2026-12-02 = 2026-11-18
Wendesday = 2026-12-02 = 2026-11-18
Thursday = 2026-11-26 = 2026-11-19
thur = 2026-11-26 = 2026-11-19
thurs = 2026-11-26 = 2026-11-19
Friday = 2026-11-27 = 2026-11-20
fri = 2026-11-27 = 2026-11-20
Fri. = 2026-11-27 = 2026-11-20
on Friday = 2026-11-27 = 2026-11-20
Saturday = 2026-11-28 = 2026-11-21
Sunday = 2026-11-29 = 2026-11-22
the 7th = 2026-12-07 = 2026-11-07
7th = 2026-12-07 = 2026-11-07
25th = 2026-11-25 = 2026-11-25
30th = 2026-11-30 = 2026-10-30
2 weeks = 2026-12-09 = 2026-11-11
a fortnight = 2026-12-09 = 2026-11-11
6 months = 2027-05-25 = 2026-05-25
Christmas Day = 2026-12-25 = 2025-12-25
Boxing Day = 2026-12-26 = 2025-12-26
New Year's Eve = 2026-12-31 = 2025-12-31
new years day = 2027-01-01 = 2026-01-01
end of Feb = 2027-02-28 = 2026-02-28
"""

# What is typed = the day; where something past is asked for, it is refused.
AHEAD = """
tomorrow = 2026-11-26
tomorow = 2026-11-26
tommorow = 2026-11-26
tmrw = 2026-11-26
the day after tomorrow = 2026-11-27
+2w = 2026-12-09
+2 w = 2026-12-09
+ 2 weeks = 2026-12-09
+1d = 2026-11-26
+3 days = 2026-11-28
+3 = 2026-11-28
+1m = 2026-12-25
+3 months = 2027-02-25
+1 year = 2027-11-25
+1f = 2026-12-09
in 2 weeks = 2026-12-09
in two weeks = 2026-12-09
in 2 weeks' time = 2026-12-09
in 2 weeks time = 2026-12-09
2 weeks' time = 2026-12-09
two weeks from now = 2026-12-09
in a week = 2026-12-02
in a fortnight = 2026-12-09
in a month = 2026-12-25
in 12 months = 2027-11-25
within 3 days = 2026-11-28
a week today = 2026-12-02
week today = 2026-12-02
today week = 2026-12-02
a week tomorrow = 2026-12-03
tomorrow fortnight = 2026-12-10
Friday week = 2026-12-04
a week on Friday = 2026-12-04
Friday fortnight = 2026-12-11
next Friday = 2026-12-04
next Mon = 2026-11-30
next Wednesday = 2026-12-02
this Friday = 2026-11-27
coming Friday = 2026-11-27
Monday next week = 2026-11-30
next week Monday = 2026-11-30
Friday of next week = 2026-12-04
end of month = 2026-11-30
end of the month = 2026-11-30
end of this month = 2026-11-30
month end = 2026-11-30
eom = 2026-11-30
last day of the month = 2026-11-30
end of next month = 2026-12-31
start of next month = 2026-12-01
1st of next month = 2026-12-01
31/12/2026 = 2026-12-31
31122026 = 2026-12-31
31 Dec 2026 = 2026-12-31
24.12.2026 = 2026-12-24
29/2/2028 = 2028-02-29
end of year = 2026-12-31
end of the year = 2026-12-31
"""

# What is typed = a part of the sentence that says why it is no day.
NOT_A_DAY = """
31 Feb = 31 Feb is not a day
31/2/2026 = 31 Feb is not a day
30 Feb 2024 = 30 Feb is not a day
29/2/2027 = 2027 has no leap day
31/4 = 31 Apr is not a day
31 June 2026 = 31 Jun is not a day
0/1/2026 = 0 Jan is not a day
32/1/2026 = 32 Jan is not a day
99/9/2026 = 99 Sep is not a day
1/0/2026 = no month 0
2/30/2019 = no month 30
12/25/2023 = no month 25
13/13 = no month 13
13/13/2026 = no month 13
2026-13-01 = no month 13
2026-02-30 = 30 Feb is not a day
991399 = no month 13
Feb 30 = 30 Feb is not a day
1/1/0001 = year 1 is too long ago
1/1/1899 = year 1899 is too long ago
1/1/2101 = year 2101 is too far ahead
1/1/9999 = year 9999 is too far ahead
1/2/3 = two or four digits
1/2/202 = two or four digits
1/2/20266 = two or four digits
3 Feb 2 = two or four digits
Wed 3 Feb 2026 = is a Tuesday, not a Wednesday
Fri 25/11/2026 = is a Wednesday, not a Friday
7 = “7” is not a day
0 = is not a day
- = is not a day
+ = is not a day
/ = is not a day
3/ = is not a day
/2/2026 = is not a day
3/2/2026/1 = is not a day
2026 = is not a day
soon = is not a day
asap = is not a day
n/a = is not a day
none = is not a day
next week = is not a day
next month = is not a day
January = Which day of January
Feb 2026 = Which day of February
may = Which day of May
3 Febtober = is not a day
45000 = is not a day
1e5 = is not a day
1/2/2026; DROP TABLE = is not a day
=TODAY() = is not a day
<b>3 Feb</b> = is not a day
3 Feb 2026 and 4 Feb 2026 = is not a day
3/2/2026 14:00 = without a time
Friday 2pm = without a time
5pm = without a time
٣/٢/٢٠١٩ = digits as 0 to 9
３/２/２０１９ = digits as 0 to 9
३/२/२०१९ = digits as 0 to 9
½ = digits as 0 to 9
²/3/2026 = digits as 0 to 9
+99999999999999999999y = too far away
-99999 months = too far away
+4000000 days = too far away
\u202e3/2/2019 = is not a day
3\x002\x002019 = is not a day
"""


def _rows(table: str) -> list[list[str]]:
    return [line.split(" = ") for line in table.strip("\n").split("\n")]


def test_two_hundred_typed_days_are_tried() -> None:
    tried = [row[0] for table in (EVERYWHERE, BOTH_WAYS, AHEAD, NOT_A_DAY) for row in _rows(table)]
    assert len(tried) > 270


@pytest.mark.parametrize(("typed", "meant"), _rows(EVERYWHERE))
@pytest.mark.parametrize("sense", Sense)
def test_a_day_that_has_been_is_understood_wherever_it_is_asked_for(
    typed: str, meant: str, sense: Sense
) -> None:
    assert read_day(typed, TODAY, sense).isoformat() == meant


@pytest.mark.parametrize(("typed", "ahead", "back"), _rows(BOTH_WAYS))
def test_what_leaves_the_year_open_goes_the_way_that_is_asked(typed: str, ahead: str, back: str) -> None:
    assert read_day(typed, TODAY, Sense.PLAN).isoformat() == ahead
    assert read_day(typed, TODAY, Sense.PAST).isoformat() == back


@pytest.mark.parametrize(("typed", "meant"), _rows(AHEAD))
def test_a_day_to_come_is_understood_in_a_plan_and_refused_for_what_has_been(typed: str, meant: str) -> None:
    assert read_day(typed, TODAY, Sense.PLAN).isoformat() == meant
    with pytest.raises(DayError, match="has not come yet"):
        read_day(typed, TODAY, Sense.PAST)


@pytest.mark.parametrize(("typed", "why"), _rows(NOT_A_DAY))
@pytest.mark.parametrize("sense", Sense)
def test_what_is_no_day_is_refused_with_the_reason(typed: str, why: str, sense: Sense) -> None:
    with pytest.raises(DayError) as refused:
        read_day(typed, TODAY, sense)
    assert why in str(refused.value)


@pytest.mark.parametrize("typed", ["x" * 10_000_000, "3" * 10_000_000, " " * 10_000_000 + "3/2/2019"])
def test_ten_million_letters_are_refused_at_once_and_not_repeated(typed: str) -> None:
    with pytest.raises(DayError) as refused:
        read_day(typed, TODAY)
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize(
    ("typed", "sense", "meant"),
    [
        ("3/2/62", Sense.PAST, 1962),
        ("3/2/26", Sense.PAST, 2026),
        ("24/12/26", Sense.PAST, 1926),
        ("3/2/27", Sense.PAST, 1927),
        ("3/2/27", Sense.PLAN, 2027),
        ("3/2/36", Sense.PLAN, 2036),
        ("3/2/98", Sense.START, 1998),
        ("3/2/27", Sense.START, 2027),
        ("3/2/55", Sense.ANY, 1955),
    ],
)
def test_a_year_of_two_digits_is_the_one_that_makes_sense(typed: str, sense: Sense, meant: int) -> None:
    assert read_day(typed, TODAY, sense).year == meant


@pytest.mark.parametrize(
    ("typed", "sense"),
    [("3/2/2090", s) for s in Sense] + [("1/1/2029", Sense.START), ("1/1/2037", Sense.PLAN)],
)
def test_a_day_too_far_ahead_is_told(typed: str, sense: Sense) -> None:
    with pytest.raises(DayError, match=r"years ahead|has not come"):
        read_day(typed, TODAY, sense)


def test_a_plan_in_the_past_is_asked_about_and_nothing_else() -> None:
    before = TODAY - dt.timedelta(days=1)
    assert doubt(before, TODAY, Sense.PLAN) == "Tue 24 Nov 2026 is in the past. Is that the day you mean?"
    assert doubt(TODAY, TODAY, Sense.PLAN) == ""
    assert doubt(before, TODAY, Sense.ANY) == ""


@given(st.dates(dt.date(FIRST_YEAR, 1, 1), TODAY), st.sampled_from(Sense))
def test_every_day_is_read_back_as_it_is_shown(day: dt.date, sense: Sense) -> None:
    for shown in (typed_date(day), full_date(day), day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d%m%Y}"):
        assert read_day(shown, TODAY, sense) == day


@given(st.text(max_size=40), st.sampled_from(Sense), st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)))
def test_whatever_is_typed_gives_a_day_or_a_reason(typed: str, sense: Sense, today: dt.date) -> None:
    try:
        assert read_day(typed, today, sense).year >= FIRST_YEAR
    except DayError as refused:
        assert str(refused).endswith((".", "?"))


@given(st.from_regex(r"[-+0-9/. ]{1,12}( ?(d|w|m|y|feb|fri|ago))?", fullmatch=True))
def test_digits_and_marks_give_a_day_or_a_reason(typed: str) -> None:
    for sense in Sense:
        try:
            read_day(typed, TODAY, sense)
        except DayError as refused:
            assert str(refused)


# --- files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["03/02/2024", "2024-02-03", "3 Feb 2024", "03.02.2024", "03022024"])
def test_a_file_gives_a_day_in_full(typed: str) -> None:
    assert written_day(typed) == dt.date(2024, 2, 3)


@pytest.mark.parametrize(
    "typed", ["3/2", "3 Feb", "Friday", "today", "+2w", "3/2/24", "31/2/2024", "12/25/2023"]
)
def test_a_file_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(DayError):
        written_day(typed)


def test_a_date_that_can_only_be_american_is_known() -> None:
    assert month_first("12/25/2023")
    assert month_first("2/13/24")
    assert not any(
        month_first(text) for text in ("25/12/2023", "3/2/2024", "2023-12-25", "13/13/2024", "", "x")
    )


# --- times --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", "14:30"),
        ("14.30", "14:30"),
        ("1430", "14:30"),
        ("9:05", "09:05"),
        ("0905", "09:05"),
        ("2pm", "14:00"),
        ("2 pm", "14:00"),
        ("2.30pm", "14:30"),
        ("2:30 p.m.", "14:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("12:15 am", "00:15"),
        ("noon", "12:00"),
        ("midday", "12:00"),
        ("midnight", "00:00"),
        ("at 14:30", "14:30"),
        ("14h30", "14:30"),
    ],
)
def test_a_time_of_day_is_understood(typed: str, meant: str) -> None:
    assert f"{read_time(typed):%H:%M}" == meant


@pytest.mark.parametrize("typed", ["", "25:00", "12:60", "13pm", "0am", "2", "half past", "١٤:٣٠", "x" * 99])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(DayError):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8/12/2026, 10:30", "8 Dec 2026, 10:30"),
        ("8/12/2026 10:30", "8 Dec 2026, 10:30"),
        ("08122026 1030", "8 Dec 2026, 10:30"),
        ("Tue 8 Dec 2026, 14:00", "8 Dec 2026, 14:00"),
        ("8 Dec at 2pm", "8 Dec 2026, 14:00"),
        ("8 Dec", "8 Dec 2026, 09:00"),
        ("8 Dec 2026", "8 Dec 2026, 09:00"),
        ("3 2 27", "3 Feb 2027, 09:00"),
        ("Friday 10:30", "27 Nov 2026, 10:30"),
        ("Friday, 2.30 pm", "27 Nov 2026, 14:30"),
        ("tomorrow noon", "26 Nov 2026, 12:00"),
        ("+2w 1400", "9 Dec 2026, 14:00"),
        ("in 2 weeks at 9:15", "9 Dec 2026, 09:15"),
    ],
)
def test_a_day_and_a_time_are_understood_and_a_day_alone_keeps_the_usual_time(typed: str, meant: str) -> None:
    assert typed_moment(*read_moment(typed, TODAY, dt.time(9))) == meant


@pytest.mark.parametrize("typed", ["", "10:30", "31 Feb 10:30", "8 Dec 25:00", "1/1/0001 10:00", "soon 2pm"])
def test_a_moment_that_cannot_be_read_is_refused(typed: str) -> None:
    with pytest.raises(DayError):
        read_moment(typed, TODAY, dt.time(9))
