"""Words the records could not take: kept outside of them, sealed to whoever typed them, until they can."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.answers import all_texts
from app.domain.content import Content, canonical
from app.domain.errors import TextError
from app.domain.records import RecordState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.answers import Answer
    from app.domain.records import Record

ENDING = ".alongside-words"
NOT_OURS = "This is no file of words that Alongside kept. Nothing was changed. Choose the right file."


class Goes(StrEnum):
    """What can become of words that were kept elsewhere."""

    THERE = "there"
    BACK = "back"
    COPY = "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """One thing somebody typed: what it is, its texts in order, and when.

    Of a draft also which, with everything that was answered (``content``) and when it was held.
    """

    what: str
    texts: tuple[str, ...]
    at: dt.datetime
    record_id: str = ""
    content: Content | None = None
    held_at: dt.datetime | None = None

    def goes(self, record: Record | None) -> Goes:
        """Return what becomes of it, given the record as it is now.

        What was written since in the records is never written over: then the words are there to copy.
        """
        if record is None or self.content is None:
            return Goes.COPY
        if set(self.texts) <= set(of_content(record.content)):
            return Goes.THERE
        unchanged = record.state is RecordState.DRAFT and record.changed_at <= self.at
        return Goes.BACK if unchanged else Goes.COPY

    def to_bytes(self) -> bytes:
        """Return it as it is sealed."""
        return canonical(
            {
                "what": self.what,
                "texts": list(self.texts),
                "at": self.at.isoformat(),
                "record": self.record_id,
                "content": self.content.to_json() if self.content is not None else "",
                "held_at": self.held_at.isoformat() if self.held_at is not None else "",
            }
        )

    @classmethod
    def read(cls, sealed: bytes) -> Aside:
        """Read what ``to_bytes`` wrote. Raises TextError."""
        try:
            raw = json.loads(sealed)
            return cls(
                what=raw["what"],
                texts=tuple(raw["texts"]),
                at=dt.datetime.fromisoformat(raw["at"]),
                record_id=raw["record"],
                content=Content.from_json(raw["content"]) if raw["content"] else None,
                held_at=dt.datetime.fromisoformat(raw["held_at"]) if raw["held_at"] else None,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise TextError(NOT_OURS) from error


def of_content(content: Content) -> tuple[str, ...]:
    """Return everything somebody wrote in a record, as texts to copy."""
    return (
        *of_answers(content.answers),
        *(point.told for point in content.points),
        *(one.note for one in content.old_actions if one.note.strip()),
        *(one.what for one in content.new_actions if one.what.strip()),
        *(note for note in content.notes.values() if note.strip()),
    )


def of_answers(answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the texts of answers."""
    return tuple(text for answer in answers.values() for text in all_texts(answer) if text.strip())
