"""A practice leader's time day by day, and what practice leading came to, each figure with how it is made."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_DAY = 16 * 60
"""Minutes. More than this on one day is a slip of the keyboard."""
MONTH_DAYS = 30
"""Figures typed in for spans of different length are compared as if each were so many days long."""
NOT_SAID = "Not said"


class Spent(StrEnum):
    """What minutes of a day stand for. The values are what is kept."""

    PLANNED = "planned"
    LOST = "lost"
    WORK = "work"


TOOK = (
    "Covering a shift",
    "Somebody was off sick",
    "An emergency or incident",
    "An inspection or audit",
    "I was away",
    "Something else",
)
"""What takes protected time away, to choose from; more is said in words."""
WORKS = (
    "Team talk or handover",
    "Welcoming somebody new",
    "Preparing and planning",
    "Working with other professionals",
    "Family and friends of people",
    "Learning of my own",
)
"""Practice work that leaves no record of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTime:
    """Minutes of one day of somebody: planned, lost with what took them, or work with its area."""

    id: str
    person_id: str
    day: dt.date
    spent: Spent
    minutes: int
    what: str = ""
    area: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: minutes planned and lost, and what stands behind them."""

    day: dt.date
    planned: int
    lost: int
    entries: tuple[PracticeTime, ...]

    @property
    def given(self) -> int:
        """What was left of the plan; never less than nothing."""
        return max(self.planned - self.lost, 0)


def days_of(entries: Iterable[PracticeTime]) -> tuple[Day, ...]:
    """Return days with what was planned, lost and done, oldest first.

    More cannot be lost on a day than was planned for it.
    """
    by_day: dict[tuple[dt.date, str], list[PracticeTime]] = {}
    for one in entries:
        by_day.setdefault((one.day, one.person_id), []).append(one)
    days = []
    for (day, _), found in sorted(by_day.items()):
        planned = sum(one.minutes for one in found if one.spent is Spent.PLANNED)
        lost = sum(one.minutes for one in found if one.spent is Spent.LOST)
        days.append(Day(day=day, planned=planned, lost=min(lost, planned), entries=tuple(found)))
    return tuple(days)


class Typed(StrEnum):
    """A figure of the whole service that somebody types in. The values are what is kept."""

    LEFT = "left"
    AGENCY = "agency"
    SICK = "sick"
    COST_HOUR = "cost_hour"
    COST_LEFT = "cost_left"
    COST_AGENCY = "cost_agency"
    COST_SICK = "cost_sick"

    @property
    def label(self) -> str:
        """The figure in plain words."""
        return {
            Typed.LEFT: "People who left",
            Typed.AGENCY: "Agency hours",
            Typed.SICK: "Days off sick",
            Typed.COST_HOUR: "What an hour of protected time costs (£)",
            Typed.COST_LEFT: "What it costs when one person leaves (£)",
            Typed.COST_AGENCY: "What an agency hour costs more (£)",
            Typed.COST_SICK: "What a day off sick costs (£)",
        }[self]

    @property
    def costs(self) -> Typed | None:
        """The cost that goes with what is counted; None for a cost."""
        return {
            Typed.LEFT: Typed.COST_LEFT,
            Typed.AGENCY: Typed.COST_AGENCY,
            Typed.SICK: Typed.COST_SICK,
        }.get(self)


COUNTED = tuple(one for one in Typed if one.costs is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedFigure:
    """A figure typed in for a span of days, in hundredths: 12.50 is 1250. ``words`` say where it is from."""

    id: str
    sort: Typed
    begins_on: dt.date
    ends_on: dt.date
    hundredths: int
    words: str = ""

    @property
    def a_month(self) -> float:
        """The figure as if its span were thirty days long."""
        return self.hundredths / 100 * MONTH_DAYS / ((self.ends_on - self.begins_on).days + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the report: its value, more lines below it, how it is made and what it cannot show."""

    title: str
    value: str
    how: str
    cannot: str
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """One record that was led: on which day, for how long, of whom, and what it came to.

    ``score`` is the share of points of an observation with a form, ``met`` whether a check was met.
    """

    on: dt.date
    minutes: int
    people: frozenset[str]
    area: str = ""
    concern: bool = False
    about_id: str = ""
    form_id: str = ""
    score: float | None = None
    met: bool | None = None


def reach(did: Sequence[Did], here: frozenset[str]) -> Figure:
    """Return how many of those who work here were reached."""
    reached = here & {person for one in did for person in one.people}
    return Figure(
        title="Reach",
        value=f"{len(reached)} of {len(here)} people, in {len(did)} records",
        how=(
            "People who work here today and are in at least one finished record of coaching, observation or "
            "reflection that was led in this time."
        ),
        cannot="It cannot show whether they learnt from it, nor who was helped without a record.",
    )


def minutes_by_area(did: Sequence[Did], work: Iterable[PracticeTime], labels: dict[str, str]) -> Figure:
    """Return minutes by the areas of practice leadership, as they were answered."""
    counts: Counter[str] = Counter()
    for one in did:
        counts[labels.get(one.area, NOT_SAID)] += one.minutes
    for entry in work:
        counts[labels.get(entry.area, NOT_SAID)] += entry.minutes
    named = (*labels.values(), NOT_SAID)
    return Figure(
        title="Minutes by area",
        value=in_hours(sum(counts.values())),
        rows=tuple((name, in_hours(counts[name])) for name in named if counts[name] or name != NOT_SAID),
        how=(
            "Minutes written in finished records and in the list of other practice work, under the area that "
            "was chosen there. Where none was chosen it says so; nothing is guessed."
        ),
        cannot="It cannot show time nobody wrote down.",
    )


def protected(days: Sequence[Day]) -> Figure:
    """Return protected time planned, lost and given, and what took it."""
    planned, lost = sum(one.planned for one in days), sum(one.lost for one in days)
    took = Counter[str]()
    for one in days:
        for entry in one.entries:
            if entry.spent is Spent.LOST:
                took[entry.what] += entry.minutes
    share = f" ({round(100 * (planned - lost) / planned)} %)" if planned else ""
    return Figure(
        title="Protected time",
        value=f"{in_hours(planned - lost)} given of {in_hours(planned)} planned{share}",
        rows=(
            ("Planned", in_hours(planned)),
            ("Lost", in_hours(lost)),
            ("Given", in_hours(planned - lost)),
            *((f"Taken by: {why}", in_hours(minutes)) for why, minutes in took.most_common()),
        ),
        how=(
            "Minutes planned day by day, less the minutes noted as lost on the same day. What was noted "
            "beyond the plan of a day takes nothing more away."
        ),
        cannot="It cannot show losses nobody noted, nor how the time given was used.",
    )


def repeats(did: Sequence[Did]) -> Figure:
    """Return what changed from the first to the last observation of one person with one form."""
    seen: dict[tuple[str, str], list[Did]] = {}
    for one in sorted(did, key=lambda each: each.on):
        if one.score is not None:
            seen.setdefault((one.about_id, one.form_id), []).append(one)
    pairs = [
        ((found[0].score or 0), (found[-1].score or 0))
        for found in seen.values()
        if len({one.on for one in found}) > 1
    ]
    better = sum(last > first for first, last in pairs)
    worse = sum(last < first for first, last in pairs)
    rows = (("Better", str(better)), ("The same", str(len(pairs) - better - worse)), ("Worse", str(worse)))
    return Figure(
        title="Watched again",
        value=f"{better} of {len(pairs)} better than the first time"
        if pairs
        else "Nothing was watched twice",
        rows=rows if pairs else (),
        how=(
            "For each person and form watched on two days or more in this time: the share of points of the "
            "first observation against the last. Items not seen are left out of both."
        ),
        cannot=(
            "It cannot show why: another day, another observer or an easier moment change it too. "
            "What others watched is not in it. Few repeats prove little."
        ),
    )


def checks(did: Sequence[Did], begin: dt.date, end: dt.date) -> Figure:
    """Return checks met in the first and the second half of the time."""
    halves = _halves([one for one in did if one.met is not None], begin, end)
    told = tuple((name, f"{sum(one.met is True for one in part)} of {len(part)}") for name, part in halves)
    found = [one for _, part in halves for one in part]
    return Figure(
        title="Checks met",
        value=f"{sum(one.met is True for one in found)} of {len(found)}" if found else "No check was sealed",
        rows=told if found else (),
        how="Sealed spot checks and competency checks that were led, and how many of them were met.",
        cannot="It cannot show how somebody works when nobody watches.",
    )


def concerns(did: Sequence[Did], begin: dt.date, end: dt.date) -> Figure:
    """Return concerns kept from coaching in the first and the second half of the time."""
    found = [one for one in did if one.concern]
    halves = _halves(found, begin, end)
    parts = dict(_halves(list(did), begin, end))
    rows = tuple((name, f"{len(part)} in {len(parts[name])} records") for name, part in halves)
    return Figure(
        title="Concerns",
        value=str(len(found)),
        rows=rows,
        how="Finished records in which “a concern to talk about” was chosen.",
        cannot=(
            "It cannot show concerns nobody wrote down. Fewer can mean better practice or less openness: "
            "read it beside the number of records."
        ),
    )


def typed_in(figures: Sequence[TypedFigure], sort: Typed) -> Figure:
    """Return a figure typed in over its spans, with the change a month and its cost where it is known."""
    found = sorted((one for one in figures if one.sort is sort), key=lambda one: (one.begins_on, one.id))
    rows = [(_span(one), plain(one.hundredths)) for one in found]
    value = "Nothing typed in"
    if len(found) > 1:
        change = found[-1].a_month - found[0].a_month
        value = f"{change:+.1f} in thirty days, from the first span to the last"
        cost = cost_of(figures, sort.costs)
        if cost is not None:
            rows.append(("At the service’s own cost, in thirty days", money(change * cost)))
    elif found:
        value = f"{plain(found[0].hundredths)}, {_span(found[0])}"
    return Figure(
        title=sort.label,
        value=value,
        rows=tuple(rows),
        how=(
            "Typed in by the service with its days. Spans are compared as if each were thirty days long"
            + ("; costs are the service’s own." if sort.costs else ".")
        ),
        cannot="It cannot show that practice leading was the reason: pay, season and rota change it too.",
    )


def cost(days: Sequence[Day], figures: Sequence[TypedFigure]) -> Figure:
    """Return what the protected time that was given cost."""
    hour = cost_of(figures, Typed.COST_HOUR)
    hours = sum(one.given for one in days) / 60
    return Figure(
        title="What the time cost",
        value=money(hours * hour) if hour is not None else "No cost typed in",
        how="Hours of protected time given, times what an hour costs as typed in last.",
        cannot="It cannot show what would have been done instead.",
    )


def cost_of(figures: Sequence[TypedFigure], sort: Typed | None) -> float | None:
    """Return a cost in pounds, the one that holds latest; None when it was not typed in."""
    found = [one for one in figures if one.sort is sort]
    return max(found, key=lambda one: one.begins_on).hundredths / 100 if found else None


def in_hours(minutes: int) -> str:
    """Return minutes as people say them: ``2 h 05 min``."""
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min"  # noqa: PLR2004 - an hour


def money(pounds: float) -> str:
    """Return pounds, whole: ``−£1,250``."""
    return f"{'−' if round(pounds) < 0 else ''}£{abs(round(pounds)):,}"


def plain(hundredths: int) -> str:
    """Return a number without what it does not need: ``12``, ``12.50``."""
    return f"{hundredths // 100:,}" if hundredths % 100 == 0 else f"{hundredths / 100:,.2f}"


def _span(one: TypedFigure) -> str:
    return f"{one.begins_on:%d/%m/%Y} to {one.ends_on:%d/%m/%Y}"


def _halves(did: Sequence[Did], begin: dt.date, end: dt.date) -> tuple[tuple[str, list[Did]], ...]:
    middle = begin + (end - begin) / 2
    return (
        (f"To {middle:%d/%m/%Y}", [one for one in did if one.on <= middle]),
        ("After that", [one for one in did if one.on > middle]),
    )
