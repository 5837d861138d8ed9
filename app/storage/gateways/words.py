"""Words the service added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.models.words import WordRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class WordsGateway:
    """Words the service added: ``spelling`` or ``not_a_name``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, kind: str) -> frozenset[str]:
        """Return the words of a kind."""
        return frozenset(self._session.scalars(select(WordRow.word).where(WordRow.kind == kind)))

    def add(self, word: str, kind: str) -> None:
        """Add a word."""
        self._session.merge(WordRow(word=word, kind=kind))
