"""Good practice and concerns in a pack, a page each.

Where names are replaced it says when, who by their code, and how it stands, in no words of anybody's: a pack
is made again later too, and what was written since was not looked through for names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.packs import Names
from app.services.records.noticed import Noticed, noticed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.documents.blocks import Block
    from app.domain.noticed import Concern, Kept
    from app.domain.packs import PackPlan
    from app.domain.people import Person
    from app.services.packs.parts import IndexParts
    from app.storage.unit_of_work import Work

GOOD = "Kept from records by those who saw it. It stands here once the person it is about said yes."
CONCERNS = "What was raised from records, who was told, what comes next and what came of it."


def noticed_in(work: Work, me: Person, plan: PackPlan, zone: dt.tzinfo) -> Noticed:
    """Return what goes into a pack: of its time, good practice people said yes to, concerns not kept back."""

    def within(one: Kept) -> bool:
        return plan.begin <= one.at.astimezone(zone).date() <= plan.end

    found = noticed(work, me)
    return Noticed(
        good=tuple(one for one in found.good if within(one) and one.shown),
        concerns=tuple(one for one in found.concerns if within(one) and not one.held_back),
    )


def kept_texts(work: Work, me: Person, plan: PackPlan, zone: dt.tzinfo) -> tuple[str, ...]:
    """Return every word of it that may name a person."""
    if plan.names is not Names.FULL:
        return ()
    found = noticed_in(work, me, plan, zone)
    return (
        *(f"{one.what} {one.value}" for one in found.good),
        *(
            text
            for one in found.concerns
            for text in (one.what, one.told, one.next_step, one.so_far, one.outcome)
        ),
    )


def noticed_blocks(parts: IndexParts) -> list[Block]:
    """Return the two pages; nothing where nothing was kept in the time."""
    kept, say = parts.noticed, _saying(parts)
    if kept is None or not (kept.good or kept.concerns):
        return []
    good = tuple(
        (_day(parts, one), parts.calls.get(one.about_id, ""), say(one.what), say(one.value))
        for one in kept.good
    )
    concerns = tuple(
        (
            _day(parts, one),
            parts.calls.get(one.about_id, ""),
            say(one.what),
            _told(parts, one),
            _stands(parts, one),
        )
        for one in kept.concerns
    )
    return [
        Heading(text="Good practice", page=True),
        Words(text=GOOD),
        Grid(headings=("When", "Who", "What", "Value"), rows=good, shares=(0.12, 0.2, 0.48, 0.2))
        if good
        else Words(text="None."),
        Heading(text="Concerns", page=True),
        Words(text=CONCERNS),
        Grid(
            headings=("When", "About", "What", "Who was told", "What comes next, or came of it"),
            rows=concerns,
            shares=(0.1, 0.16, 0.3, 0.18, 0.26),
        )
        if concerns
        else Words(text="None."),
    ]


def _saying(parts: IndexParts) -> Callable[[str], str]:
    return parts.say if parts.plan.names is Names.FULL else lambda _: ""


def _day(parts: IndexParts, one: Kept) -> str:
    return f"{one.at.astimezone(parts.zone):%d/%m/%y}"


def _told(parts: IndexParts, one: Concern) -> str:
    on = f", {one.told_on:%d/%m/%y}" if one.told_on else ""
    return f"{one.route.label}. {_saying(parts)(one.told)}{on}".strip()


def _stands(parts: IndexParts, one: Concern) -> str:
    if not one.open:
        return f"✓ closed {_saying(parts)(one.outcome)}"
    by = f", by {one.next_by:%d/%m/%y}" if one.next_by else ""
    return f"○ open {_saying(parts)(one.next_step)}{by}"
