"""When what is kept about somebody may go: rules, leaving, holds, and what others took part in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.backups import Backup, ages_out
from app.domain.clock import months_later
from app.domain.kinds import Kind
from app.domain.people import Person, Role, Standing
from app.domain.retention import REST, SORTS, Hold, Item, Kept, Rule, initials, kept

LEFT, LATER = dt.date(2020, 2, 29), dt.date(2021, 6, 1)
GONE = Person(id="gone", name="Sam Elm", role=Role.WORKER, standing=Standing.LEAVER)
RULES = {sort: Rule(sort=sort, years=6, source="") for sort in SORTS}
MEETING = Item(id="1", number="S-0001", version=1, kind=Kind.SUPERVISION, about_id="gone")
AGAIN = replace(MEETING, id="2", version=2)
COACHING = replace(MEETING, id="3", number="C-0001", kind=Kind.COACHING)
GROUP = replace(MEETING, id="4", number="G-0001", kind=Kind.GROUP_SUPERVISION, took_part=frozenset({"other"}))
HOLD = Hold(
    id="h", person_id="gone", number="", until=None, reason="a claim", asked_by="x", by_id="m",
    at=dt.datetime(2021, 1, 1, tzinfo=dt.UTC),
)  # fmt: skip
DAY = dt.date(2026, 3, 1)


def of(
    *items: Item, holds: tuple[Hold, ...] = (), left: dict[str, dt.date] | None = None, on: dt.date = DAY
) -> Kept:
    return kept(GONE, items, {"gone": LEFT} if left is None else left, holds, RULES, on)


def going(found: Kept, on: dt.date = DAY) -> dict[str, set[str]]:
    return {part.sort: {one.id for one in part.records} for part in found.going(on)}


def test_a_year_without_29_february_ends_on_the_28th() -> None:
    assert months_later(LEFT, 12 * 6) == dt.date(2026, 2, 28)
    assert months_later(LEFT, 12 * 4) == dt.date(2024, 2, 29)


@pytest.mark.parametrize(("on", "goes"), [(dt.date(2026, 2, 28), set()), (DAY, {"supervision", REST})])
def test_it_is_kept_to_the_last_day_of_six_years_and_may_go_on_the_next(on: dt.date, goes: set[str]) -> None:
    assert set(going(of(MEETING, AGAIN, on=on), on)) == goes


def test_nothing_goes_where_nobody_knows_when_somebody_left() -> None:
    assert going(of(MEETING, left={})) == {}


def test_everything_else_goes_no_sooner_than_the_last_record() -> None:
    longer = {**RULES, "coaching": Rule(sort="coaching", years=8, source="")}
    found = kept(GONE, (MEETING, COACHING), {"gone": LEFT}, (), longer, DAY)
    assert going(found) == {"supervision": {"1"}}
    (rest,) = (part for part in found.parts if part.sort == REST)
    assert (rest.after, rest.until) == ("Coaching", dt.date(2028, 2, 29))


def test_a_hold_on_a_record_keeps_all_its_versions_and_the_page_of_its_person() -> None:
    found = of(MEETING, AGAIN, COACHING, holds=(replace(HOLD, number="S-0001"),))
    assert going(found) == {"coaching": {"3"}}


def test_a_hold_on_a_person_keeps_everything_until_it_is_lifted() -> None:
    assert going(of(MEETING, holds=(HOLD,))) == {}
    lifted = replace(HOLD, lifted_at=HOLD.at)
    assert going(of(MEETING, holds=(lifted,))) == {"supervision": {"1"}, REST: set()}


def test_what_is_kept_longer_may_go_after_its_day() -> None:
    longer = replace(HOLD, until=dt.date(2026, 12, 31))
    assert going(of(MEETING, holds=(longer,))) == {}
    after = dt.date(2027, 1, 1)
    assert set(going(of(MEETING, holds=(longer,), on=after), after)) == {"supervision", REST}


def test_a_group_stays_until_everybody_who_took_part_has_left_as_long_ago() -> None:
    assert going(of(GROUP)) == {REST: set()}
    both = {"gone": LEFT, "other": LATER}
    assert going(of(GROUP, left=both)) == {REST: set()}
    after = dt.date(2027, 6, 2)
    assert going(of(GROUP, left=both, on=after), after)["group_supervision"] == {"4"}


def test_initials_are_all_that_is_told_of_a_name() -> None:
    assert initials("Sam Peter Elm") == "S.P.E."


def test_the_day_on_which_a_backup_goes_is_the_day_on_which_it_is_let_go() -> None:
    from app.domain.backups import DAY as A_DAY  # noqa: PLC0415
    from app.domain.backups import superfluous  # noqa: PLC0415

    now = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
    first = Backup(
        name="first", number=1, made_at=now, why="", service="", records=0, people=0, events=0, head=""
    )
    said = ages_out([first], now)["first"]
    assert said is not None
    there, at = [first], now
    while first in there:
        at += A_DAY
        there.append(replace(first, name=str(at), number=there[-1].number + 1, made_at=at))
        there = [one for one in there if one not in superfluous(there, at)]
    assert at.date() == said


def test_a_backup_whose_time_cannot_be_so_never_goes_by_itself() -> None:
    now = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
    ahead = now + dt.timedelta(days=40_000)
    odd = Backup(
        name="odd", number=1, made_at=ahead, why="", service="", records=0, people=0, events=0, head=""
    )
    assert ages_out([odd], now) == {"odd": None}
