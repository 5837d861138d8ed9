"""What packs are made from: the services and rules every part of the room asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_make_packs, require
from app.domain.records import RecordState
from app.services.present import present

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.services.competence import CompetenceService
    from app.services.evidence import EvidenceService
    from app.services.practice import PracticeService
    from app.services.schedule import ScheduleService
    from app.services.signing.sealing import ServiceSeal
    from app.services.training import TrainingService
    from app.services.words import WordsService
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

SEALED = (RecordState.SEALED, RecordState.CORRECTED, RecordState.WITHDRAWN)
CHUNK = 200
"""How many records are held at once, so that memory does not grow with a pack."""
REFUSED = "Only the registered manager, or a deputy who may see everybody, can make packs."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The store, the seal and the services a pack is put together from."""

    store: Store
    seal: ServiceSeal
    catalog: Catalog
    evidence: EvidenceService
    schedule: ScheduleService
    competence: CompetenceService
    training: TrainingService
    practice: PracticeService
    words: WordsService
    clock: Clock


def maker(work: Work, actor: Actor) -> Person:
    """Return who makes the pack as they stand now. Raises NotAllowedError."""
    me = present(work, actor)
    require(may_make_packs(me), REFUSED)
    return me
