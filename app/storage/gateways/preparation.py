"""What workers note for their next supervision."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete

from app.domain.content import plain_answers, read_answer
from app.models.preparation import PreparationRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from app.domain.answers import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPreparation:
    """A worker's own sheet. Keys are ``section.field``."""

    answers: Mapping[str, Answer]
    changed_at: dt.datetime


class PreparationGateway:
    """One sheet a person."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, person_id: str) -> StoredPreparation | None:
        """Return a person's sheet for their next supervision, or None."""
        row = self._session.get(PreparationRow, person_id)
        if row is None:
            return None
        answers = {key: read_answer(raw) for key, raw in json.loads(row.answers).items()}
        return StoredPreparation(answers=answers, changed_at=row.changed_at)

    def store(self, person_id: str, answers: Mapping[str, Answer], at: dt.datetime) -> None:
        """Store a person's sheet."""
        kept = json.dumps(plain_answers(answers), ensure_ascii=False)
        self._session.merge(PreparationRow(person_id=person_id, answers=kept, changed_at=at))

    def use(self, person_id: str, keys: Collection[str]) -> None:
        """Take away what is on an agenda now; what was prepared for another meeting stays."""
        stored = self.get(person_id)
        left = {} if stored is None else {key: a for key, a in stored.answers.items() if key not in keys}
        if stored is not None and left:
            self.store(person_id, left, stored.changed_at)
        else:
            self._session.execute(delete(PreparationRow).where(PreparationRow.person_id == person_id))
