"""A plan with everything as it usually is, to be changed before a pack is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.packs import Purpose
from app.services.packs.choosing import choose
from app.services.packs.privacy import look

if TYPE_CHECKING:
    from app.domain.packs import PackPlan
    from app.domain.people import Actor
    from app.services.packs.sources import Sources


def usual(sources: Sources, actor: Actor, draft: PackPlan) -> PackPlan:
    """Return a draft with every record that counts.

    In a person's own file the names of colleagues are taken out, as far as they are no ordinary words too.
    Nothing else is, before somebody has decided on it.
    """
    chosen = choose(sources, actor, draft)
    plan = replace(draft, records=tuple(candidate.record.id for candidate in chosen.counting))
    if plan.purpose is not Purpose.PERSON:
        return plan
    names = look(sources, actor, plan).names
    return replace(plan, hidden=tuple(one.word for one in names if one.colleague and not one.ordinary))
