"""Writing a page of what we expect, or a new version of one."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Changes, Outcome
from app.domain.clock import months_later, today
from app.pages.expectation import USUAL_MONTHS, framework_items, questions
from app.pages.expectations import place_of
from app.pages.pieces import Option, people_options
from app.services.chosen_files import read_chosen
from app.services.expectation_drafts import SAME_PICTURE
from app.services.records.scans import as_kept

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.expectations import Expectation, Said
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.places import Place

BIGGEST_PICTURE = 4_000_000
HINTS = {
    "well": "What somebody beside you could see or hear. A line for each thing.",
    "unseen": "What would tell you that it is not like that. A line for each thing.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A draft, and what there is to choose from.

    ``elsewhere`` is where it is gone on with once it is handed in.
    """

    expectation_id: str
    heading: str
    said: Said
    note: str
    picture: bytes
    areas: tuple[Option, ...]
    owners: tuple[Option, ...]
    questions: tuple[Option, ...]
    frameworks: tuple[Option, ...]
    today: dt.date
    usual_day: dt.date
    elsewhere: Place | None


def begin(house: House, actor: Actor, expectation_id: str = "") -> Outcome[FormPage]:
    """Begin a page or a new version of one, or go on with what is being written."""
    with house.store.write(actor.person_id):
        begun = house.expectation_drafts.begin(actor, expectation_id)
        return Outcome(_page(house, actor, begun.value), begun.changes)


def store(house: House, actor: Actor, expectation_id: str, said: Said) -> Outcome[str]:
    """Keep what is written. Returns what to say of it."""
    return Outcome("Saved", house.expectation_drafts.store(actor, expectation_id, said).changes)


def put_picture(house: House, actor: Actor, expectation_id: str, path: Path) -> Outcome[bytes]:
    """Put a picture on the page. Returns it. Raises TextError for what is none."""
    data = read_chosen(path, BIGGEST_PICTURE, SAME_PICTURE)
    done = house.expectation_drafts.put_picture(actor, expectation_id, path.name, data)
    return Outcome(as_kept(data)[0], done.changes)


def take_picture_off(house: House, actor: Actor, expectation_id: str) -> Outcome[bytes]:
    """Take the picture off the page. Returns what is left of it: nothing."""
    return Outcome(b"", house.expectation_drafts.put_picture(actor, expectation_id, "", b"").changes)


def discard(house: House, actor: Actor, expectation_id: str) -> Outcome[str]:
    """Throw the draft away. Returns what to say."""
    return Outcome("Thrown away.", house.expectation_drafts.discard(actor, expectation_id).changes)


def hand_in(house: House, actor: Actor, expectation_id: str, said: Said) -> Outcome[Place]:
    """Hand the page in as it stands. Returns where it is agreed to. Raises IncompleteError."""
    with house.store.write(actor.person_id):
        house.expectation_drafts.store(actor, expectation_id, said)
        done = house.expectation_drafts.hand_in(actor, expectation_id)
    return Outcome(place_of(done.value), Changes(done.changes.topics))


def _page(house: House, actor: Actor, draft: Expectation) -> FormPage:
    picture = house.expectations.picture(actor, draft.id, draft.version) if draft.picture else b""
    before = house.expectations.open(actor, draft.id).standing.agreed
    now = today(house.clock)
    return FormPage(
        expectation_id=draft.id,
        heading=f"Version {before.version + 1} of “{before.said.title}”" if before else "A new page",
        said=draft.said,
        note=draft.note,
        picture=picture,
        areas=(Option("", "No area"), *(Option(one.id, one.label) for one in house.practice.areas())),
        owners=people_options(house.expectations.owners(actor)),
        questions=tuple(Option(key, label) for key, label in questions(house, actor).items()),
        frameworks=tuple(Option(key, label) for key, label in framework_items(house, actor).items()),
        today=now,
        usual_day=months_later(now, USUAL_MONTHS),
        elsewhere=place_of(draft) if draft.asked_at is not None else None,
    )
