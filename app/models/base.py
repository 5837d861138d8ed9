"""What every table shares: names for constraints, and times that are always UTC."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import Dialect, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[dt.datetime]):
    """An aware UTC instant, kept as ISO text so that it sorts and reads alike everywhere."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn an instant into text. Raises ValueError for one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant needs a zone"
            raise ValueError(message)
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn text into an instant."""
        return dt.datetime.fromisoformat(value) if value is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """What a table says of itself: taking out, bringing in and a person's own file walk these.

    ``about``: columns that name the person a row is about. ``through``: columns that name a row of another
    table; this one is about the same people. ``nobody``: why no row is about a person, where none is.
    ``names``: columns that name people a row is not about, such as who made it.

    ``keys``: the columns that tell rows apart, where these are not the primary key. ``files``: columns that
    are a file of their own, and the folder each goes into. ``secret``: columns that never leave in the open.
    ``stays``: why the table does not leave as rows at all.

    ``stands``: why rows stay as they are when two entries of one person are made one; all others move.
    When what is about a person is deleted, rows go with the record or row they are ``through``, else with
    whom the first of ``about`` names. ``words_of`` is a column that names the record their words were taken
    from: they go with that too. ``lasts`` says why rows outlive the person. ``blank`` are the values a row is
    left with, where it has to stay for other people's to point at.

    In a merge: ``apart`` says why rows never come in beside ours. ``anew`` is the column that gets another
    value where ours has it already; ``follows`` names, for a column, the ``table.column`` whose new values it
    takes over; ``resets`` are values that a row begins with here.
    """

    about: tuple[str, ...] = ()
    through: dict[str, str] = field(default_factory=dict)
    nobody: str = ""
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    secret: tuple[str, ...] = ()
    stays: str = ""
    stands: str = ""
    words_of: str = ""
    lasts: str = ""
    blank: dict[str, str | int | None] = field(default_factory=dict)
    apart: str = ""
    anew: str = ""
    follows: dict[str, str] = field(default_factory=dict)
    resets: dict[str, str | int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise ValueError for a table that does not say whose it is."""
        if bool(self.about or self.through) == bool(self.nobody):
            message = "a table says whom its rows are about, or why they are about nobody"
            raise ValueError(message)


class Base(DeclarativeBase):
    """Every table's base. A table says what it holds, or it is no table."""

    holds: ClassVar[Holds]
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {dt.datetime: Utc(), str: Text()}  # noqa: RUF012 - SQLAlchemy reads it from the class

    def __init_subclass__(cls, **named: Any) -> None:
        """Raise TypeError for a table that says nothing of itself."""
        if not isinstance(cls.__dict__.get("holds"), Holds):
            message = f"{cls.__name__} says nothing of what it holds"
            raise TypeError(message)
        super().__init_subclass__(**named)


def declared() -> dict[str, Holds]:
    """Return what each table says of itself, by the table's name, in an order foreign keys allow."""
    said = {str(mapper.local_table): mapper.class_.holds for mapper in Base.registry.mappers}
    return {table.name: said[table.name] for table in Base.metadata.sorted_tables}
