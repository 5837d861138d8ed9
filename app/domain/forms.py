"""Forms as data: sections and fields, who answers them and what may be left out of an evidence pack."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of record."""

    AGREEMENT = "agreement"
    SUPERVISION = "supervision"

    @property
    def label(self) -> str:
        """The kind in plain words."""
        return {Kind.AGREEMENT: "Supervision agreement", Kind.SUPERVISION: "Supervision"}[self]


class FieldType(StrEnum):
    """How a field is answered. Answers are text, except ``MULTI``: a tuple of option ids."""

    SHORT = "short"
    LONG = "long"
    CHOICE = "choice"
    MULTI = "multi"
    SCALE = "scale"
    YES_NO = "yes_no"
    DATE = "date"
    DURATION = "duration"


class AnsweredBy(StrEnum):
    """Who writes the answer."""

    WORKER = "worker"
    SUPERVISOR = "supervisor"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice, or one anchored level of a scale (``meaning`` says what it looks like in practice)."""

    id: str
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. ``prompts`` are starters offered, never inserted unasked."""

    id: str
    label: str
    type: FieldType
    answered_by: AnsweredBy = AnsweredBy.BOTH
    mandatory: bool = False
    sensitive: bool = False
    hint: str = ""
    prompts: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of fields. ``step`` is where it is answered: ``prepare``, ``talk`` or ``agree``.

    ``criteria`` names the "supervising others" criteria of the Level 5 areas that the section serves: ``L5-2.2.1`` to ``L5-2.2.8``.
    ``managerial`` sections hold line management and are never shown to a practice leader.
    """

    id: str
    title: str
    step: str
    fields: tuple[Field, ...]
    intro: str = ""
    sensitive: bool = False
    managerial: bool = False
    every_time: bool = False
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A published form. A version never changes once published; every record keeps the version it was written with."""

    id: str
    version: int
    kind: Kind
    title: str
    sections: tuple[Section, ...]
    intro: str = ""
    worker_statement: str = ""
    supervisor_statement: str = ""

    def field(self, key: str) -> tuple[Section, Field] | None:
        """Return the section and field that ``section.field`` names, or None."""
        for section in self.sections:
            for field in section.fields:
                if f"{section.id}.{field.id}" == key:
                    return section, field
        return None
