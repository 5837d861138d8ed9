"""A plan with everything as it usually is, to be changed before a pack is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.services.packs.choosing import choose
from app.services.packs.privacy import look

if TYPE_CHECKING:
    from app.domain.packs import PackPlan
    from app.domain.people import Actor
    from app.services.packs.sources import Sources


def usual(sources: Sources, actor: Actor, draft: PackPlan) -> PackPlan:
    """Return a draft with every record that counts, and every word taken out that may be a name."""
    chosen = choose(sources, actor, draft)
    plan = replace(draft, records=tuple(candidate.record.id for candidate in chosen.counting))
    return replace(plan, hidden=tuple(found.word for found in look(sources, actor, plan).names))
