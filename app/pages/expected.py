"""Which pages of what we expect a record is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.records import RecordState
from app.pages import places
from app.pages.expectations import titled
from app.pages.pieces import Line, Verb

if TYPE_CHECKING:
    from app.domain.expectations import Standing
    from app.domain.people import Actor
    from app.pages import House

INTRO = "Join it to a page, and that page says that this happened, with whom and when."
TIP = "Read what we expect, and join this to it"
OTHERS = "It could be about one of these"
ASKS = "The form asks about it, so it counts by itself"
NOTHING = "No page is agreed yet. Those who lead practice write one under Records, What we expect."


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A page, its id, and whether it can be joined, or taken off again."""

    line: Line
    id: str
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedPage:
    """The pages a record is about, those that could be joined, and the way back."""

    title: str
    joined: tuple[PageLine, ...]
    others: tuple[PageLine, ...]
    back: Verb


def way(record_id: str) -> Verb:
    """Return the way there from a record."""
    return Verb("What we expect…", places.Expected(record_id=record_id), TIP)


def read(house: House, actor: Actor, record_id: str) -> ExpectedPage:
    """Return them."""
    with house.store.read():
        about = house.expectation_links.of_record(actor, record_id)
    record = about.record
    draft = record.state is RecordState.DRAFT and record.led_by_id == actor.person_id
    there = places.writing(record.kind, record_id=record_id) if draft else places.Record(record_id=record_id)
    return ExpectedPage(
        title=f"{record.kind.label} {record.number} · {record.about_name}",
        joined=(
            *(_line(one, may=about.may_link) for one in about.linked),
            *(_line(one, ASKS) for one in about.asked),
        ),
        others=tuple(_line(one, may=True) for one in about.others) if about.may_link else (),
        back=Verb("Back to writing" if draft else "Back to the record", there),
    )


def join(house: House, actor: Actor, record_id: str, expectation_id: str) -> Outcome[str]:
    """Say that the record is about a page. Returns what to say."""
    changes = house.expectation_links.link(actor, record_id, expectation_id).changes
    return Outcome("Joined. The page says so now.", changes)


def take_off(house: House, actor: Actor, record_id: str, expectation_id: str) -> Outcome[str]:
    """Take the record off a page. Returns what to say."""
    return Outcome("Taken off.", house.expectation_links.unlink(actor, record_id, expectation_id).changes)


def _line(one: Standing, more: str = "", *, may: bool = False) -> PageLine:
    title = titled(one.newest)
    seen = "; ".join(part.strip() for part in one.newest.said.well.split("\n") if part.strip())
    detail = f"When it is done well: {seen}" + (f"\n{more}" if more else "")
    read = Verb("Read", places.Expectation(expectation_id=one.id), f"Read: {title}")
    return PageLine(line=Line(title, detail, verb=read), id=one.id, may=may)
