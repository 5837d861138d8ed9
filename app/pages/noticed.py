"""Good practice and concerns: the lists side by side, keeping one from a record, and seeing to a concern."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.clock import days_away, long_date, today
from app.domain.kinds import Kind
from app.domain.noticed import Route
from app.pages import places
from app.pages.pieces import Chip, Line, Option, Verb
from app.pages.wanted import WantedLine

if TYPE_CHECKING:
    from app.domain.noticed import Concern, GoodPractice, Said
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.pages import House
    from app.services.noticed import Pressing

NO_GOOD = "Nothing is kept yet. Open any record and choose “Keep as good practice”."
NO_CONCERNS = "No concern is kept. Open any record and choose “A concern”."
ASK = "May the team see it, by name, on this page and on the sheet for the wall? You can think again later."
SHOWN, NOT_SHOWN = "Yes, show it", "No, not this one"
USUAL_DAYS = 14
NO_ROUTE = (
    "Your service has not written down here whom to tell. Ask the registered manager, and tell somebody now."
)
READS = "The person it is about can read this."
EVERYTHING = Option("", "Everything")
TAKE_BACK = "Take this back? It leaves the list for good; the activity log keeps that it was there."
KEPT_GOOD = "Kept. The team sees it once the person it is about says yes."
KEPT_CONCERN = "Kept. It waits on Due until it has an outcome."


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodLine:
    """One piece of good practice. ``ask``: the person signed in may say whether the team sees it."""

    good_id: str
    line: Line
    shown: bool | None
    ask: bool
    may_take_back: bool
    person_id: str
    area: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticedPage:
    """Both lists, and what the first is looked through by: person, area and value."""

    good: tuple[GoodLine, ...]
    concerns: tuple[Line, ...]
    people: tuple[Option, ...]
    areas: tuple[Option, ...]
    values: tuple[Option, ...]

    def wanted(self, person_id: str, area: str, value: str) -> tuple[GoodLine, ...]:
        """Return the good practice of a person, area and value; an empty one is any."""
        return tuple(
            one
            for one in self.good
            if person_id in {"", one.person_id} and area in {"", one.area} and value in {"", one.value}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """What is shown when something is kept from a record. ``about`` is who it is about; ``own``: oneself."""

    title: str
    about: str
    own: bool
    areas: tuple[Option, ...]
    values: tuple[Option, ...]
    routes: tuple[Option, ...]
    told: dict[str, str]
    today: dt.date
    next_by: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernPage:
    """One concern."""

    what: str
    chip: Chip
    facts: tuple[tuple[str, str], ...]
    so_far: tuple[str, ...]
    record: Verb | None
    may_close: bool
    may_reopen: bool
    next_step: str
    next_by: dt.date | None
    today: dt.date


def read(house: House, actor: Actor) -> NoticedPage:
    """Return what somebody may read of both."""
    now = today(house.clock)
    with house.store.read():
        found, labels = house.noticed.all(actor), _areas(house)
    names, zone = found.names, house.clock.zone()
    return NoticedPage(
        good=tuple(
            _good(one, actor, names, labels, zone, takes_back=one.id in found.to_take_back)
            for one in found.good
        ),
        concerns=tuple(concern_line(one, names, now) for one in sorted(found.concerns, key=_soonest)),
        people=(EVERYTHING, *_options({one.about_id for one in found.good}, names)),
        areas=(EVERYTHING, *_options({one.area for one in found.good if one.area}, labels)),
        values=(EVERYTHING, *_options({one.value for one in found.good if one.value}, {})),
    )


def keeping(house: House, actor: Actor, record_id: str) -> NoticePage:
    """Return what to ask when something is kept from a record."""
    now = today(house.clock)
    with house.store.write(actor.person_id):
        view, service = house.records.view(actor, record_id), house.vaults.service()
    ours = tuple(Option(one, one) for one in service.care_values.split("\n") if one)
    said = {Route.SAFEGUARDING: service.safeguarding, Route.SPEAKING_UP: service.speaking_up}
    return NoticePage(
        title=f"{view.record.title} · {view.about.name}",
        about=view.about.first_name,
        own=view.about.id == actor.person_id,
        areas=(Option("", "No area"), *(Option(id_, label) for id_, label in _areas(house).items())),
        values=(Option("", "No value"), *ours) if ours else (),
        routes=tuple(Option(one.value, one.label) for one in Route),
        told={one.value: text or NO_ROUTE for one, text in said.items()},
        today=now,
        next_by=now + dt.timedelta(days=USUAL_DAYS),
    )


def praise(house: House, actor: Actor, record_id: str, what: str, area: str, value: str) -> Outcome[str]:
    """Keep something as good practice. Returns what to say."""
    return Outcome(KEPT_GOOD, house.noticed.praise(actor, record_id, what, area, value).changes)


def raise_concern(house: House, actor: Actor, record_id: str, said: Said) -> Outcome[str]:
    """Keep a concern. Returns what to say."""
    return Outcome(KEPT_CONCERN, house.noticed.raise_concern(actor, record_id, said).changes)


def show(house: House, actor: Actor, good_id: str, *, agreed: bool) -> Outcome[str]:
    """Say whether the team may see something. Returns what to say."""
    changes = house.noticed.show(actor, good_id, agreed=agreed).changes
    return Outcome("The team can see it now." if agreed else "The team does not see it.", changes)


def wall_sheet(house: House, actor: Actor, to: To) -> Outcome[To]:
    """Write the sheet for the wall."""
    return Outcome(house.noticed.wall_sheet(actor, to), changed())


def read_concern(house: House, actor: Actor, concern_id: str) -> ConcernPage:
    """Return one concern."""
    now, zone = today(house.clock), house.clock.zone()
    with house.store.read():
        seen, labels = house.noticed.concern(actor, concern_id), _areas(house)
    kept, names = seen.concern, seen.names
    told = f"{kept.told}, {long_date(kept.told_on)}" if kept.told_on else kept.told
    raised = f"{names.get(kept.by_id, '–')}, {long_date(kept.at.astimezone(zone).date())}"
    facts = (
        ("About", names.get(kept.about_id, "–")),
        ("Raised by", raised),
        ("What kind", kept.route.label),
        ("Area", labels.get(kept.area, kept.area)),
        ("Who was told", told),
        ("Next step", kept.next_step),
        ("By", long_date(kept.next_by) if kept.next_by else ""),
        ("What came of it", kept.outcome),
        ("Why the person does not read it", kept.held_back),
    )
    where = places.Record(record_id=kept.record_id)
    return ConcernPage(
        what=kept.what,
        chip=_chip(kept, now),
        facts=tuple((label, text) for label, text in facts if text),
        so_far=tuple(kept.so_far.split("\n")) if kept.so_far else (),
        record=Verb(f"Read {kept.record_number}", where) if seen.reads_record else None,
        may_close=seen.sees_to and kept.open,
        may_reopen=seen.sees_to and not kept.open,
        next_step=kept.next_step,
        next_by=kept.next_by,
        today=now,
    )


def carry_on(
    house: House, actor: Actor, concern_id: str, next_step: str, next_by: dt.date | None, reason: str
) -> Outcome[str]:
    """Say another next step or day, and why. Returns what to say."""
    changes = house.noticed.carry_on(actor, concern_id, next_step, next_by, reason).changes
    return Outcome("Kept. What it said before is kept too.", changes)


def close(house: House, actor: Actor, concern_id: str, outcome: str) -> Outcome[str]:
    """Say what came of it. Returns what to say."""
    return Outcome("Closed, with what came of it.", house.noticed.close(actor, concern_id, outcome).changes)


def reopen(house: House, actor: Actor, concern_id: str, reason: str = "") -> Outcome[str]:
    """Open a closed concern again. Returns what to say."""
    changes = house.noticed.reopen(actor, concern_id, reason).changes
    return Outcome("Open again. What had come of it is kept.", changes)


def take_back(house: House, actor: Actor, good_id: str) -> Outcome[str]:
    """Take good practice off the list. Returns what to say."""
    return Outcome("Taken back.", house.noticed.take_back(actor, good_id).changes)


def about(house: House, actor: Actor, person_id: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return good practice and concerns about somebody, as far as the actor may read them."""
    now, zone = today(house.clock), house.clock.zone()
    with house.store.read():
        found, labels = house.noticed.all(actor, person_id), _areas(house)
    good = (_good(one, actor, found.names, labels, zone, takes_back=False).line for one in found.good)
    concerns = (concern_line(one, found.names, now) for one in sorted(found.concerns, key=_soonest))
    return tuple(good), tuple(concerns)


def concern_line(one: Concern, names: dict[str, str], now: dt.date) -> Line:
    """Return a concern as a line with its next step."""
    about = names.get(one.about_id, "–")
    back = " · Not read by them" if one.held_back else ""
    open_ = Verb("Open", places.Concern(concern_id=one.id), f"Open: {one.what}")
    then = f"Next: {one.next_step}" if one.open else f"What came of it: {one.outcome}"
    return Line(one.what, f"{about} · {one.record_number} · {then}{back}", _chip(one, now), open_)


def _chip(one: Concern, now: dt.date) -> Chip:
    if not one.open or one.next_by is None:
        return Chip("✓", "closed") if not one.open else Chip("○", "open")
    late = one.next_by < now
    return Chip("!" if late else "○", days_away(one.next_by, now), "late" if late else "neutral")


def _good(
    one: GoodPractice,
    actor: Actor,
    names: dict[str, str],
    labels: dict[str, str],
    zone: dt.tzinfo,
    *,
    takes_back: bool,
) -> GoodLine:
    mine = one.about_id == actor.person_id
    day = long_date(one.at.astimezone(zone).date())
    parts = (names.get(one.about_id, "–"), one.value, labels.get(one.area, one.area), day, one.record_number)
    chips = {
        True: Chip("✓", "shown to the team", "in_date"),
        False: Chip("–", "not shown"),
        None: Chip("○", "not answered yet"),
    }
    there = Verb("Read", places.Record(record_id=one.record_id), f"Read {one.record_number}")
    return GoodLine(
        good_id=one.id,
        line=Line(
            one.what,
            " · ".join(part for part in parts if part),
            chips[one.shown],
            there if one.record_id else None,
        ),
        shown=one.shown,
        ask=mine,
        may_take_back=takes_back,
        person_id=one.about_id,
        area=one.area,
        value=one.value,
    )


def _areas(house: House) -> dict[str, str]:
    return {one.id: one.label for one in house.practice.areas()}


def _options(ids: set[str], labels: dict[str, str]) -> tuple[Option, ...]:
    return tuple(sorted((Option(one, labels.get(one, one)) for one in ids), key=lambda one: one.label))


def _soonest(one: Concern) -> tuple[bool, dt.date]:
    return not one.open, one.next_by or dt.date.max


def asked(count: int) -> tuple[Line, ...]:
    """Return a line when something is kept about somebody and they have not said whether the team sees it."""
    if not count:
        return ()
    some = "Something you did well was kept" if count == 1 else f"{count} things you did well were kept"
    see = Verb("Read it", places.Noticed(), f"Read it: {some}")
    return (Line(some, "You say whether the team may see it", verb=see),)


def wanted(pressing: Pressing, actor: Actor, now: dt.date) -> tuple[WantedLine, ...]:
    """Return the next step of each open concern somebody sees to, as it stands on Due."""
    return tuple(_wanted(one, actor, pressing.names, now) for one in pressing.concerns)


def _wanted(one: Concern, actor: Actor, names: dict[str, str], now: dt.date) -> WantedLine:
    name, by, place = names.get(one.about_id, "–"), one.next_by or now, places.Concern(concern_id=one.id)
    line = concern_line(one, names, now)
    what = f"Next step in a concern: {one.next_step}"
    chip = line.chip if line.chip and line.chip.tone == "late" else Chip("○", days_away(by, now), "soon")
    return WantedLine(
        key=one.id,
        person_id=one.about_id,
        name=name,
        kind=Kind.SUPERVISION,
        form_id="",
        what=what,
        short="Concern",
        reason=one.what,
        by=by,
        owner=names.get(one.by_id, ""),
        line=Line(f"{name} – {what[0].lower()}{what[1:]}", f"By {long_date(by)}", chip, line.verb),
        pressing=(by - now).days <= USUAL_DAYS,
        mine=one.by_id == actor.person_id,
        stops=False,
        start=place,
        asked_id="",
        meets=False,
    )
