"""A mirror for self-assessment: what an item of a framework could look like, in our own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.frameworks import Framework, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one item looks like at some levels; ``known`` says how near that is to the publisher's text."""

    known: str
    levels: Mapping[Level, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """What each item of one version of a framework looks like, by its code."""

    framework: str
    version: str
    note: str
    items: Mapping[str, Look] = field(default_factory=dict)

    def of(self, framework: Framework, code: str) -> Look | None:
        """Return what an item looks like; None for another framework, or another version of it."""
        same = (framework.id, framework.version) == (self.framework, self.version)
        return self.items.get(code) if same else None
