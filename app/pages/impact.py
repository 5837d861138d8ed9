"""Protected time by day, and what practice leading came to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.clock import long_date, months_later, today
from app.domain.errors import IncompleteError
from app.domain.impact import TOOK, WORKS, Spent, Typed, in_hours, plain
from app.domain.people import Role
from app.pages.pieces import Line, Option, Row, people_options

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.impact import Day, Figure, PracticeTime, TypedFigure
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.pages import House

INTRO = (
    "For a practice leader and the registered manager. Plan protected time day by day, and note what took it "
    "away. Nobody who works here is scored."
)
NOBODY = "No practice leader works here. Give somebody that role on their own page."
ONE_BY_ONE = "Time is planned for one practice leader at a time. Choose whose above. The figures are of all."
NO_DAYS = "Nothing is planned or noted yet."
MINUTES = "Type the minutes as a whole number, such as 90."
AMOUNT = "Type a number, such as 12 or 12.50."
NO_DAY = "Choose the day."
TOOK_OPTIONS = tuple(Option(one, one) for one in TOOK)
WORK_OPTIONS = tuple(Option(one, one) for one in WORKS)
SORTS = tuple(Option(one.value, one.label) for one in Typed)
WEEKS = tuple(Option(str(n), "this day only" if n == 1 else f"every week, {n} times") for n in (1, 4, 8, 13))
SPANS = tuple(Option(str(n), f"the last {n} months") for n in (3, 6, 12, 24))
USUAL_SPAN, AHEAD, TOGETHER = "12", 3, "together"
HUNDRED = 100
WORDS = {Spent.PLANNED: "Planned", Spent.LOST: "Lost", Spent.WORK: "Other practice work"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactPage:
    """Everything the page shows. ``of_id`` is whose time it is, or all leaders together, without days.

    ``areas`` log one's own work.

    ``typed`` is None where figures of the service are not for whoever asks.
    """

    leaders: tuple[Option, ...]
    of_id: str
    areas: tuple[Option, ...]
    together: bool
    days: tuple[Row, ...]
    told: str
    figures: tuple[tuple[Line, tuple[str, ...]], ...]
    typed: tuple[Row, ...] | None
    today: dt.date


def read(house: House, actor: Actor, of_id: str = "", months: str = USUAL_SPAN) -> ImpactPage:
    """Return the page. Raises NotAllowedError for all but practice leaders and the registered manager."""
    now = today(house.clock)
    with house.store.read():
        leaders = house.impact.leaders(actor)
        begin = months_later(now, -int(months))
        whose = people_options(leaders)
        if len(leaders) > 1:
            whose = (*whose, Option(TOGETHER, "All practice leaders together"))
        shown = next((one.id for one in whose if one.id == of_id), whose[0].id if whose else "")
        one = _one(shown)
        report = house.impact.report(actor, begin, now, one)
        days = house.impact.days(actor, one, begin, months_later(now, AHEAD)) if one else ()
        owner = actor.role is Role.OWNER
        typed = house.impact.typed(actor) if owner else None
    areas = house.impact.areas()
    return ImpactPage(
        leaders=whose,
        of_id=shown,
        areas=tuple(Option(one.id, one.label) for one in areas) if actor.role is Role.PRACTICE_LEADER else (),
        together=shown == TOGETHER,
        days=tuple(_row(entry, day, now) for day in reversed(days) for entry in day.entries),
        told=report.told,
        figures=tuple((_line(one), _more(one)) for one in report.figures),
        typed=None if typed is None else tuple(_typed(one) for one in reversed(typed)),
        today=now,
    )


def plan(
    house: House, actor: Actor, of_id: str, day: dt.date | None, minutes: str, weeks: str
) -> Outcome[tuple[PracticeTime, ...]]:
    """Plan protected time on a day, or on the same weekday for some weeks."""
    first = _day(day)
    days = tuple(first + dt.timedelta(weeks=week) for week in range(int(weeks)))
    return house.impact.plan(actor, of_id, days, _minutes(minutes))


def lose(
    house: House, actor: Actor, of_id: str, day: dt.date | None, minutes: str, why: str, words: str
) -> Outcome[tuple[PracticeTime, ...]]:
    """Note what took protected time away."""
    return house.impact.lose(actor, of_id, _day(day), _minutes(minutes), why, words)


def log(house: House, actor: Actor, what: str, area: str, minutes: str) -> Outcome[tuple[PracticeTime, ...]]:
    """Note other practice work of today."""
    return house.impact.log(actor, what, area, _minutes(minutes), today(house.clock))


def take_off(house: House, actor: Actor, time_id: str) -> Outcome[None]:
    """Take an entry off again."""
    return house.impact.take_off(actor, time_id)


def type_in(
    house: House, actor: Actor, sort: str, begin: dt.date | None, end: dt.date | None, amount: str, words: str
) -> Outcome[TypedFigure]:
    """Type in a figure of the service."""
    try:
        hundredths = int((Decimal(amount.strip().replace(",", "").removeprefix("£")) * HUNDRED).to_integral())
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise IncompleteError(AMOUNT, {"amount": AMOUNT}) from error
    return house.impact.type_in(actor, Typed(sort), _day(begin), _day(end), hundredths, words)


def drop_figure(house: House, actor: Actor, figure_id: str) -> Outcome[None]:
    """Take a typed figure off again."""
    return house.impact.drop_figure(actor, figure_id)


def to_pdf(house: House, actor: Actor, of_id: str, months: str, to: To) -> Outcome[To]:
    """Write the figures as a PDF."""
    now = today(house.clock)
    return Outcome(house.impact.pdf(actor, months_later(now, -int(months)), now, to, _one(of_id)), changed())


def to_csv(house: House, actor: Actor, of_id: str, months: str, to: Path) -> Outcome[Path]:
    """Write the figures as a CSV file."""
    now = today(house.clock)
    return Outcome(house.impact.csv(actor, months_later(now, -int(months)), now, to, _one(of_id)), changed())


def _one(of_id: str) -> str:
    """Return whose figures are meant: a practice leader, or nobody where it is all of them together."""
    return "" if of_id == TOGETHER else of_id


def _day(day: dt.date | None) -> dt.date:
    if day is None:
        raise IncompleteError(NO_DAY, {"day": NO_DAY})
    return day


def _minutes(text: str) -> int:
    if not (text.strip().isascii() and text.strip().isdigit()):
        raise IncompleteError(MINUTES, {"minutes": MINUTES})
    return int(text)


def _row(entry: PracticeTime, day: Day, now: dt.date) -> Row:
    more = " – ".join(part for part in (entry.what, entry.words) if part)
    left = f"{in_hours(day.given)} given" if day.planned and day.day <= now else ""
    return Row(entry.id, (long_date(entry.day), WORDS[entry.spent], in_hours(entry.minutes), more, left))


def _line(one: Figure) -> Line:
    return Line(one.title, one.value)


def _more(one: Figure) -> tuple[str, ...]:
    rows = tuple(f"{what}: {much}" for what, much in one.rows)
    return (*rows, f"How it is made: {one.how}", f"What it cannot show: {one.cannot}")


def _typed(one: TypedFigure) -> Row:
    span = f"{one.begins_on:%d/%m/%Y} to {one.ends_on:%d/%m/%Y}"
    return Row(one.id, (one.sort.label, span, plain(one.hundredths), one.words or "–"))
