"""What we expect: the list of pages, and what of them waits for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.clock import days_away, long_date, today
from app.domain.kinds import Kind
from app.pages import places
from app.pages.pieces import Chip, Line, Option, Verb
from app.pages.wanted import WantedLine

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.expectations import Expectation, Standing
    from app.domain.people import Actor
    from app.pages import House
    from app.services.expectations import Waiting

INTRO = "A page for each standard: what you see when it is done well, and what you do not see."
NOTHING = "Nothing is agreed yet. Those who lead practice write a page, and a manager agrees to it."
USUAL_DAYS = 14
"""So many days before its day a page stands on Today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """One page in use, and its practice area."""

    line: Line
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationsPage:
    """Every page in use; for those who lead practice also what is being written and what was ended."""

    used: tuple[PageLine, ...]
    drafts: tuple[Line, ...]
    ended: tuple[Line, ...]
    areas: tuple[Option, ...]
    writes: bool

    def wanted(self, area: str) -> tuple[Line, ...]:
        """Return the pages in use of an area; an empty one is any."""
        return tuple(one.line for one in self.used if area in {"", one.area})


def read(house: House, actor: Actor) -> ExpectationsPage:
    """Return the list as somebody may read it."""
    now = today(house.clock)
    with house.store.read():
        library = house.expectations.all(actor)
    labels = {one.id: one.label for one in house.practice.areas()}
    there = {one.agreed.said.area for one in library.pages if one.used and one.agreed}
    return ExpectationsPage(
        used=tuple(
            PageLine(line=_used(one, library.names, labels, now), area=one.newest.said.area)
            for one in library.pages
            if one.used
        ),
        drafts=tuple(draft_line(one.draft, library.names) for one in library.pages if one.draft is not None),
        ended=tuple(_ended(one) for one in library.pages if one.agreed is not None and not one.used),
        areas=(Option("", "Every area"), *(Option(id_, labels[id_]) for id_ in labels if id_ in there)),
        writes=library.writes,
    )


def wanted(waiting: Waiting, actor: Actor, now: dt.date) -> tuple[WantedLine, ...]:
    """Return each page to be looked at again by a day, as it stands on Due."""
    return tuple(_wanted(one, actor, waiting.names, now) for one in waiting.reviews)


def asked(waiting: Waiting, actor: Actor, now: dt.date) -> tuple[Line, ...]:
    """Return what of the pages stands on Today of somebody.

    What they agree to, what came back to them, and what they look at again; what others are late with too,
    for those who manage.
    """
    reviews = [one for one in wanted(waiting, actor, now) if one.pressing and (one.mine or one.by < now)]
    return (
        *(_to_agree(one, waiting.names) for one in waiting.to_agree),
        *(_given_back(one) for one in waiting.given_back),
        *(one.line for one in reviews),
    )


def place_of(draft: Expectation) -> places.Place:
    """Return where a draft is gone on with: where it is agreed to once it is handed in."""
    if draft.asked_at is not None:
        return places.Expectation(expectation_id=draft.id, version=draft.version)
    return places.ExpectationForm(expectation_id=draft.id)


def draft_line(draft: Expectation, names: dict[str, str]) -> Line:
    """Return a draft as a line."""
    title = titled(draft)
    chip = Chip("○", "waits to be agreed", "soon") if draft.asked_at else Chip("…", "being written")
    verb = Verb("Read", place_of(draft), f"Read: {title}") if draft.asked_at else None
    return Line(
        title,
        f"Written by {names.get(draft.by_id, '–')}" + (f" · Given back. {draft.note}" if draft.note else ""),
        chip,
        verb or Verb("Go on", place_of(draft), f"Go on: {title}"),
    )


def titled(page: Expectation) -> str:
    """Return what a page is called; a draft without a title is called that."""
    return page.said.title.strip() or "A page without a title yet"


def _used(one: Standing, names: dict[str, str], labels: dict[str, str], now: dt.date) -> Line:
    page, by = one.newest, one.review_on or now
    owner = names.get(page.said.owner_id or "", "–")
    parts = (labels.get(page.said.area, ""), f"Version {page.version}", f"{owner} looks after it")
    late = Chip("!", f"look again: {days_away(by, now)}", "late")
    return Line(
        titled(page),
        " · ".join(part for part in parts if part),
        late if by < now else Chip("✓", f"agreed, until {long_date(by)}", "in_date"),
        Verb("Open", places.Expectation(expectation_id=one.id), f"Open: {titled(page)}"),
    )


def _ended(one: Standing) -> Line:
    why = next((look.words for look in one.looks if look.ends), "")
    place = places.Expectation(expectation_id=one.id)
    return Line(
        titled(one.newest),
        why,
        Chip("–", "not used any more"),
        Verb("Open", place, f"Open: {titled(one.newest)}"),
    )


def _to_agree(draft: Expectation, names: dict[str, str]) -> Line:
    title = titled(draft)
    return Line(
        f"“{title}” waits for you to agree",
        f"A page of what we expect, written by {names.get(draft.by_id, '–')}",
        verb=Verb("Read", place_of(draft), f"Read: {title}"),
    )


def _given_back(draft: Expectation) -> Line:
    title = titled(draft)
    return Line(
        f"“{title}” came back to you", draft.note, verb=Verb("Go on", place_of(draft), f"Go on: {title}")
    )


def _wanted(one: Standing, actor: Actor, names: dict[str, str], now: dt.date) -> WantedLine:
    page, by = one.newest, one.review_on or now
    owner_id = page.said.owner_id or ""
    title, owner = titled(page), names.get(owner_id, "–")
    place = places.Expectation(expectation_id=one.id)
    tone = "late" if by < now else "soon"
    return WantedLine(
        key=one.id,
        person_id=owner_id,
        name=owner,
        kind=Kind.SUPERVISION,
        form_id="",
        what=f"Look again at what we expect: {title}",
        short="A page of what we expect",
        reason="It holds until then",
        by=by,
        owner=owner,
        line=Line(
            f"Look again at “{title}”",
            f"A page of what we expect · by {long_date(by)} · {owner} looks after it",
            Chip("!" if by < now else "○", days_away(by, now), tone),
            Verb("Open", place, f"Open: {title}"),
        ),
        pressing=(by - now).days <= USUAL_DAYS,
        mine=owner_id == actor.person_id,
        stops=False,
        start=place,
        asked_id="",
        meets=False,
    )
