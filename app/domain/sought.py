"""Which records somebody looks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.records import FINISHED, UNSIGNED, RecordState

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.kinds import Kind


class Stage(StrEnum):
    """How far a record has come, as people ask for it."""

    FINISHED = "finished"
    UNSIGNED = "unsigned"
    DRAFT = "draft"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The stage in plain words."""
        return {
            Stage.FINISHED: "finished",
            Stage.UNSIGNED: "waiting for a signature",
            Stage.DRAFT: "still a draft",
            Stage.CORRECTED: "replaced by a correction",
            Stage.WITHDRAWN: "withdrawn",
        }[self]

    @property
    def states(self) -> tuple[RecordState, ...]:
        """The states of a record that are meant."""
        return {
            Stage.FINISHED: FINISHED,
            Stage.UNSIGNED: tuple(UNSIGNED),
            Stage.DRAFT: (RecordState.DRAFT,),
            Stage.CORRECTED: (RecordState.CORRECTED,),
            Stage.WITHDRAWN: (RecordState.WITHDRAWN,),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a record must be like. What is left out does not matter.

    ``begin`` and ``end``: held from the one until before the other. ``framework_id``: it counts towards any
    item of that framework, which only a sealed record does.
    """

    kind: Kind | None = None
    about_id: str | None = None
    stage: Stage | None = None
    begin: dt.datetime | None = None
    end: dt.datetime | None = None
    area: str = ""
    framework_id: str = ""


ANYTHING = Sought()
