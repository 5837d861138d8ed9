"""Words for starting: ways to give feedback, stage by stage, offered at the questions they help with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.forms import FieldRole

OPEN = "…"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a way, with one question or the beginning of a sentence."""

    title: str
    prompt: str

    @property
    def told(self) -> str:
        """The stage as it is offered: ``Impact: The person looked, thought and pointed.``."""
        return f"{self.title}: {self.prompt}"

    @property
    def opening(self) -> str:
        """What is put in: the beginning of a sentence, or the name of the stage where it asks a question."""
        return self.prompt.strip(OPEN).strip() if OPEN in self.prompt else f"{self.title}:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to give feedback. ``check`` is a list to hold feedback against; nothing of it is put in.

    ``helps`` are the roles of the questions at which it is offered; ``poor`` and ``better`` are one thing
    said badly and well.
    """

    id: str
    title: str
    use: str
    stages: tuple[Stage, ...]
    helps: frozenset[FieldRole]
    poor: str
    better: str
    check: bool = False

    @property
    def beside(self) -> str:
        """The poor line and the better one, to read while one writes."""
        return f"Less help: “{self.poor}”\nMore help: “{self.better}”"

    @property
    def outline(self) -> str:
        """Every stage by name, a line each, to write after."""
        return "\n".join(f"{stage.title}: " for stage in self.stages)


def ways_for(role: FieldRole | None, ways: Iterable[Way]) -> tuple[Way, ...]:
    """Return the ways that help with a question."""
    return tuple(way for way in ways if role is not None and role in way.helps)
