"""One item of a framework: what counts and why, what could, how the service sees itself, what it will do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people
from app.domain.changes import Outcome
from app.domain.errors import NotFoundError
from app.domain.frameworks import BEYOND, Level
from app.pages.pieces import Option, Row, held_on, people_options

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from app.domain.frameworks import Assessment, Covered, Framework, Improvement
    from app.domain.people import Actor
    from app.domain.records import RecordSummary
    from app.pages import House
    from app.pages.places import EvidenceItem

EMPTY = (
    "Nothing counts yet. Records count here once they are sealed; you can also say what a record counts for "
    "on its own page."
)
CHOOSE = "Nothing counts unless you say so. Choose one or more (Ctrl or Shift and click)."
LEVELS = tuple(Option(level.value, level.label) for level in Level)
USUAL_LEVEL = Level.GOOD.value
MIRROR = "What would it look like here?"
GONE = "This framework no longer has that item. Nothing was changed. Go back and choose another."


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A line of the action plan. ``done_id`` is there where it can be said to be done."""

    told: str
    done_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItemPage:
    """Everything the page shows.

    ``view`` is how the service sees itself, and whose word that is; both are empty before the first one.
    ``mirror`` is what the item could look like, level by level, and ``mirror_from`` whose words that are;
    both are empty where we have none. Only who ``may_change`` writes the view and the plan; ``me`` is theirs
    unless another is chosen.
    """

    title: str
    framework: str
    gist: str
    prompt: str
    gap: str
    counting: tuple[Row, ...]
    hints: tuple[Row, ...]
    view: str
    view_by: str
    mirror: tuple[tuple[str, str], ...]
    mirror_from: str
    plan: tuple[PlanLine, ...]
    may_change: bool
    people: tuple[Option, ...]
    me: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A line of the action plan as it was typed."""

    what: str
    owner_id: str
    due_on: dt.date | None


def read(house: House, actor: Actor, place: EvidenceItem) -> EvidenceItemPage:
    """Return an item over a time. Raises NotFoundError when its framework has it no longer."""
    zone = house.clock.zone()
    with house.store.read():
        coverage = house.evidence.coverage(actor, place.framework_id, place.begin, place.end)
        one = next((c for c in coverage.covered if c.item.code == place.code), None)
        if one is None:
            raise NotFoundError(GONE)
        hints = house.evidence.suggested(actor, place.framework_id, place.code)
        people, me = house.people.list(actor), house.people.get(actor, actor.person_id)
    manages = may_manage_people(me)
    view = one.assessment
    mirror, mirror_from = _mirror(house, coverage.framework, one.item.code)
    return EvidenceItemPage(
        title=f"{one.item.code} {one.item.title}",
        framework=coverage.framework.name,
        gist=one.item.gist,
        prompt=one.item.prompt,
        gap=BEYOND if one.beyond else f"! {one.gap}" if one.gap else "",
        counting=_counting(one, zone),
        hints=tuple(
            Row(record.id, (_called(record), held_on(record, zone), record.about_name, why))
            for record, why in hints
        ),
        view=f"{view.level.label}: {view.words}" if view is not None else "",
        view_by=f"{view.by_name}, {view.at.astimezone(zone):%d/%m/%Y}" if view is not None else "",
        mirror=mirror,
        mirror_from=mirror_from,
        plan=tuple(_planned(plan, manages=manages) for plan in one.plan),
        may_change=manages,
        people=people_options(people),
        me=actor.person_id,
    )


def count(
    house: House, actor: Actor, place: EvidenceItem, record_ids: Sequence[str], *, off: bool
) -> Outcome[int]:
    """Say that records count (``off``: do not count) towards the item. Returns how many; all or none."""
    return house.evidence.tag(actor, record_ids, place.framework_id, place.code, off=off)


def assess(house: House, actor: Actor, place: EvidenceItem, level: str, why: str) -> Outcome[Assessment]:
    """Keep how the service sees itself on the item. Raises IncompleteError without a reason."""
    return house.evidence.assess(actor, place.framework_id, place.code, Level(level), why)


def improve(house: House, actor: Actor, place: EvidenceItem, planned: Planned) -> Outcome[Improvement]:
    """Add a line to the action plan. Raises IncompleteError without words or a day."""
    what, owner, due = planned.what, planned.owner_id, planned.due_on
    return house.evidence.improve(actor, place.framework_id, place.code, what, owner, due)


def improved(
    house: House, actor: Actor, place: EvidenceItem, improvement_id: str, *, done: bool = True
) -> Outcome[str]:
    """Say that a line of the action plan is done, or open again. Returns what to say."""
    outcome = house.evidence.improved(actor, place.framework_id, improvement_id, done=done)
    return Outcome(f"{'Done' if done else 'Open again'}: {outcome.value.what}", outcome.changes)


def _mirror(house: House, framework: Framework, code: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return what an item could look like, each level with its words, and whose words they are."""
    mirror = house.evidence.mirror()
    look = mirror.of(framework, code)
    if look is None:
        return (), ""
    lines = tuple((level.label, text) for level, text in look.levels.items())
    return lines, f"{framework.cited(code)}. {mirror.note} For this item: {look.known}."


def _called(record: RecordSummary) -> str:
    return f"{record.kind.label} {record.number}"


def _counting(one: Covered, zone: dt.tzinfo) -> tuple[Row, ...]:
    return tuple(
        Row(
            seen.record.id,
            (
                _called(seen.record),
                held_on(seen.record, zone),
                seen.record.about_name,
                seen.record.led_by_name,
                seen.why,
            ),
        )
        for seen in (*one.seen, *one.also)
    )


def _planned(plan: Improvement, *, manages: bool) -> PlanLine:
    by = f"by {plan.due_on:%d/%m/%Y}" if plan.due_on else ""
    when = f"✓ done {plan.done_on:%d/%m/%Y}" if plan.done_on else by
    told = f"{plan.what} – {plan.owner_name}" + (f", {when}" if when else "")
    return PlanLine(told=told, done_id=plan.id if manages and plan.done_on is None else "")
