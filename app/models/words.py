"""Words the service added."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class WordRow(Base):
    """A word the service added: right in spelling, or not a name."""

    __tablename__ = "word"
    holds = Holds(nobody="words of the spelling and privacy lists")

    word: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
