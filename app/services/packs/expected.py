"""What the service expects, a page in a pack: each standard in use, and how often it was watched.

Where names are replaced it says the area and the version of a page, and none of its words: a pack is
made again later too, and a page agreed since was not looked through for names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.clock import long_date
from app.domain.expectations import Went
from app.domain.packs import Names
from app.services.expectation_links import watched

if TYPE_CHECKING:
    import datetime as dt

    from app.catalog.registry import Catalog
    from app.documents.blocks import Block
    from app.domain.expectations import Standing
    from app.domain.packs import PackPlan
    from app.domain.people import Person
    from app.services.packs.parts import IndexParts
    from app.storage.unit_of_work import Work

INTRO = (
    "Pages of the service’s own: what is seen when it is done well, and what is not seen. Each was agreed "
    "by a manager. Watched counts finished records of the time above. As expected counts those "
    "in which everything rated of it was fully seen: what was watched, not how well anybody works."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A page in use, its area in words, and what was watched of it in the time of a pack."""

    standing: Standing
    area: str
    records: int
    people: int
    as_expected: int
    rated: int


def expected_in(
    work: Work, catalog: Catalog, me: Person, when: tuple[dt.datetime, dt.datetime]
) -> tuple[Counted, ...]:
    """Return the pages in use, and what was watched of each from one moment until before another."""
    areas = {one.id: one.label for one in catalog.areas()}
    found = []
    for standing in work.expectations.all():
        if standing.used:
            seen = watched(work, catalog, me, standing.newest, when)
            found.append(
                Counted(
                    standing=standing,
                    area=areas.get(standing.newest.said.area, ""),
                    records=len(seen),
                    people=len({one.record.about_id for one in seen}),
                    as_expected=sum(one.went is Went.AS_EXPECTED for one in seen),
                    rated=sum(one.went is not Went.UNRATED for one in seen),
                )
            )
    return tuple(found)


def page_texts(work: Work, plan: PackPlan) -> tuple[str, ...]:
    """Return every word of the pages in a pack that may name a person."""
    if plan.names is not Names.FULL:
        return ()
    return tuple(one.newest.said.title for one in work.expectations.all() if one.used)


def expected_blocks(parts: IndexParts) -> list[Block]:
    """Return the page; nothing where no page is in use."""
    if not parts.expected:
        return []
    rows = tuple(_row(parts, one) for one in parts.expected)
    headings = ("What is expected", "Version", "Agreed", "Again by", "Watched", "As expected")
    return [
        Heading(text="What the service expects", page=True),
        Words(text=INTRO),
        Grid(headings=headings, rows=rows, shares=(0.3, 0.09, 0.16, 0.16, 0.16, 0.13)),
    ]


def _row(parts: IndexParts, one: Counted) -> tuple[str, ...]:
    page, again = one.standing.newest, one.standing.review_on
    title = parts.say(page.said.title) if parts.plan.names is Names.FULL else one.area or "A standard"
    agreed = long_date(page.agreed_at.astimezone(parts.zone).date()) if page.agreed_at else ""
    whose = "1 person" if one.people == 1 else f"{one.people} people"
    return (
        title,
        str(page.version),
        agreed,
        long_date(again) if again else "",
        f"{one.records} × · {whose}" if one.records else "not in this time",
        f"{one.as_expected} of {one.rated}" if one.rated else "",
    )
