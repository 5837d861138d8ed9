"""One page of what we expect: what it says, who was watched on it, and what may be done with it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.clock import long_date, months_later, today
from app.domain.errors import NotFoundError
from app.domain.expectations import Went
from app.domain.kinds import Kind
from app.domain.observation import items
from app.pages import places
from app.pages.expectations import titled
from app.pages.pieces import Chip, Line, Verb, held_on

if TYPE_CHECKING:
    from app.domain.expectations import Expectation, Look, Standing
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.pages import House
    from app.services.expectation_links import Watch, Watched
    from app.services.expectations import Opened

USUAL_MONTHS = 12
SYMBOLS = {Went.AS_EXPECTED: "✓", Went.PARTLY: "○", Went.NOT_YET: "○", Went.NOT_ALL: "○", Went.UNRATED: "–"}
TONES = {Went.AS_EXPECTED: "in_date", Went.NOT_YET: "soon", Went.NOT_ALL: "soon"}
WELL, UNSEEN = "When it is done well, you see", "You do not see"
WATCHED = "Who was watched on this"
NOBODY = "Nothing you can read is about this yet."
OLDER = "Older records are not shown here."
GONE = "This version is not here. Go back to the list."


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationPage:
    """Everything the page shows.

    ``facts`` are labels with their words. ``watched`` says whose practice, when and how it went; ``not_yet``
    of whom nothing can be read. What may be done with it stands in ``may_…``.
    """

    title: str
    chip: Chip
    well: tuple[str, ...]
    unseen: tuple[str, ...]
    picture: bytes
    facts: tuple[tuple[str, str], ...]
    note: str
    watched: tuple[Line, ...]
    not_yet: str
    more: bool
    versions: tuple[Verb, ...]
    history: tuple[str, ...]
    change: Verb | None
    may_agree: bool
    may_take_back: bool
    may_look: bool
    file_name: str
    today: dt.date
    next_on: dt.date


def read(house: House, actor: Actor, expectation_id: str, version: int | None = None) -> ExpectationPage:
    """Return a page: the version in use, its draft (0), or an older one. Raises NotFoundError."""
    now, zone = today(house.clock), house.clock.zone()
    with house.store.read():
        opened = house.expectations.open(actor, expectation_id)
        page = _version(opened, version)
        picture = house.expectations.picture(actor, page.id, page.version) if page.picture else b""
        facts = _facts(house, actor, page, opened)
        watched = None if page.draft else house.expectation_links.watched(actor, expectation_id)
    standing, mine = opened.standing, actor.person_id == page.said.owner_id
    newest = standing.agreed is not None and page.version == standing.agreed.version
    in_use = newest and standing.used
    return ExpectationPage(
        title=titled(page),
        chip=_chip(standing, page, now),
        well=_lines(page.said.well),
        unseen=_lines(page.said.unseen),
        picture=picture,
        facts=facts,
        note=page.note,
        watched=tuple(_watch(one, zone) for one in watched.seen) if watched else (),
        not_yet=_not_yet(watched),
        more=watched is not None and watched.more,
        versions=tuple(_verb(one) for one in opened.versions if one.version != page.version),
        history=tuple(_looked(one, opened.names, zone) for one in standing.looks),
        change=_change(standing) if opened.writes and newest else None,
        may_agree=page.draft and page.asked_at is not None and opened.agrees,
        may_take_back=page.draft and page.asked_at is not None and opened.writes,
        may_look=in_use and (mine or opened.agrees),
        file_name=f"{titled(page)[:60]}.pdf" if in_use else "",
        today=now,
        next_on=months_later(now, USUAL_MONTHS),
    )


def agree(house: House, actor: Actor, expectation_id: str) -> Outcome[str]:
    """Agree to a draft. Returns what to say."""
    done = house.expectation_drafts.agree(actor, expectation_id)
    return Outcome(f"Agreed. Everybody here can read version {done.value.version} now.", done.changes)


def give_back(house: House, actor: Actor, expectation_id: str, why: str) -> Outcome[str]:
    """Give a draft back. Returns what to say."""
    changes = house.expectation_drafts.give_back(actor, expectation_id, why).changes
    return Outcome("Given back, with what you said.", changes)


def take_back(house: House, actor: Actor, expectation_id: str) -> Outcome[str]:
    """Take a draft back that was handed in. Returns what to say."""
    changes = house.expectation_drafts.take_back(actor, expectation_id).changes
    return Outcome("It can be written on again.", changes)


def look_again(
    house: House, actor: Actor, expectation_id: str, words: str, next_on: dt.date | None
) -> Outcome[str]:
    """Say that a page still holds. Returns what to say."""
    changes = house.expectations.look_again(actor, expectation_id, words, next_on).changes
    return Outcome("Kept. It stands on Due again for that day.", changes)


def end(house: House, actor: Actor, expectation_id: str, why: str) -> Outcome[str]:
    """Take a page out of use. Returns what to say."""
    changes = house.expectations.end(actor, expectation_id, why).changes
    return Outcome("It is not used any more. What it said is kept.", changes)


def wall_sheet(house: House, actor: Actor, expectation_id: str, to: To) -> Outcome[To]:
    """Write the sheet for the wall."""
    return Outcome(house.expectations.wall_sheet(actor, expectation_id, to), changed())


def questions(house: House, actor: Actor) -> dict[str, str]:
    """Return every question of the observation forms by ``form:question``, as it is called on lists."""
    return {
        f"{form.id}:{key}": f"{form.title}: {item.label}"
        for form in house.records.forms(actor, Kind.OBSERVATION)
        for key, item in items(form)
    }


def framework_items(house: House, actor: Actor) -> dict[str, str]:
    """Return every item of the frameworks in use by ``framework:code``, as it is called on lists."""
    return {
        f"{one.framework.id}:{item.code}": f"{one.framework.cited(item.code)} {item.title}"
        for one in house.frameworks.list(actor)
        if not one.off
        for item in one.framework.items
    }


def _version(opened: Opened, version: int | None) -> Expectation:
    standing = opened.standing
    there = {one.version: one for one in opened.versions}
    if standing.draft is not None:
        there[standing.draft.version] = standing.draft
    wanted = standing.newest.version if version is None else version
    if wanted not in there:
        raise NotFoundError(GONE)
    return there[wanted]


def _facts(house: House, actor: Actor, page: Expectation, opened: Opened) -> tuple[tuple[str, str], ...]:
    said, zone = page.said, house.clock.zone()
    areas = {one.id: one.label for one in house.practice.areas()}
    agreed = ""
    if page.agreed_at is not None:
        by = opened.names.get(page.agreed_by_id or "", "–")
        agreed = f"{by}, {long_date(page.agreed_at.astimezone(zone).date())}"
    newest = opened.standing.agreed == page
    review = opened.standing.review_on if newest else said.review_on
    found = (
        ("Area", areas.get(said.area, "")),
        ("Looked after by", opened.names.get(said.owner_id or "", "–")),
        ("Written by", opened.names.get(page.by_id, "–")),
        ("Agreed by", agreed),
        ("To be looked at again by", long_date(review) if review else ""),
        ("Questions of forms that ask about it", _listed(said.items, questions(house, actor))),
        ("Training for it", "\n".join(_lines(said.training))),
        ("What it shows of frameworks", _listed(said.frameworks, framework_items(house, actor))),
    )
    return tuple((label, text) for label, text in found if text)


def _listed(chosen: tuple[str, ...], labels: dict[str, str]) -> str:
    return "\n".join(labels[one] for one in chosen if one in labels)


def _chip(standing: Standing, page: Expectation, now: dt.date) -> Chip:
    if page.draft:
        return Chip("○", "waits to be agreed", "soon") if page.asked_at else Chip("…", "being written")
    if standing.agreed != page:
        return Chip("–", f"version {page.version}, replaced since")
    if not standing.used:
        return Chip("–", "not used any more")
    late = standing.review_on is not None and standing.review_on < now
    if late:
        return Chip("!", f"version {page.version}, to be looked at again", "late")
    return Chip("✓", f"version {page.version}, agreed", "in_date")


def _watch(one: Watch, zone: dt.tzinfo) -> Line:
    record = one.record
    word = one.went.value
    if one.went is Went.UNRATED and record.kind is not Kind.OBSERVATION:
        word = record.kind.label.lower()
    detail = [f"{held_on(record, zone)} · {record.number}, led by {record.led_by_name}"]
    detail += [f"{label}: {level}" for label, level in one.ratings]
    there = Verb("Read", places.Record(record_id=record.id), f"Read {record.number}")
    return Line(
        record.about_name,
        "\n".join(detail),
        Chip(SYMBOLS[one.went], word, TONES.get(one.went, "neutral")),
        there,
    )


def _not_yet(watched: Watched | None) -> str:
    if watched is None or not watched.not_yet:
        return ""
    names = ", ".join(one.name for one in watched.not_yet)
    return f"As far as you can read, nothing about this yet of: {names}."


def _verb(one: Expectation) -> Verb:
    place = places.Expectation(expectation_id=one.id, version=one.version)
    return Verb(f"Read version {one.version}", place)


def _change(standing: Standing) -> Verb:
    if standing.draft is not None and standing.draft.asked_at is not None:
        return Verb("Read the new version", places.Expectation(expectation_id=standing.id, version=0))
    label = "Change it…" if standing.draft is None else "Go on with the new version…"
    return Verb(label, places.ExpectationForm(expectation_id=standing.id))


def _looked(one: Look, names: dict[str, str], zone: dt.tzinfo) -> str:
    day, by = long_date(one.at.astimezone(zone).date()), names.get(one.by_id, "–")
    then = f"Again by {long_date(one.next_on)}." if one.next_on else "Not used any more."
    return f"{day}, {by}, version {one.version}: {one.words} {then}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split("\n") if one.strip())
