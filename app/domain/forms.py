"""Forms as data: sections and fields, who answers them and what may be left out of an evidence pack."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sealing(StrEnum):
    """What closes a record.

    Both people sign, both may sign, those who came sign that they came, or the service seals it without a
    signature.
    """

    BOTH = "both"
    CHOICE = "choice"
    ATTENDANCE = "attendance"
    SERVICE = "service"


class Kind(StrEnum):
    """Kinds of record."""

    COACHING = "coaching"
    OBSERVATION = "observation"
    REFLECTION = "reflection"
    REFLECTIVE_SESSION = "reflective_session"
    SUPERVISION = "supervision"
    PRACTICE_SUPERVISION = "practice_supervision"
    GROUP_SUPERVISION = "group_supervision"
    PROBATION_REVIEW = "probation_review"
    APPRAISAL = "appraisal"
    AGREEMENT = "agreement"
    DEBRIEF = "debrief"
    SUPERVISION_OF_SUPERVISION = "supervision_of_supervision"

    @property
    def label(self) -> str:
        """The kind in plain words."""
        return (
            "Supervision agreement" if self is Kind.AGREEMENT else self.value.replace("_", " ").capitalize()
        )

    @property
    def letter(self) -> str:
        """The letter its record numbers begin with."""
        return LETTERS[self]

    @property
    def sealing(self) -> Sealing:
        """What closes a record of this kind."""
        return SEALING.get(self, Sealing.BOTH)

    @property
    def is_meeting(self) -> bool:
        """Whether it is written in the steps of a meeting: prepare, talk, agree."""
        return self not in {Kind.COACHING, Kind.OBSERVATION, Kind.REFLECTION}

    @property
    def is_group(self) -> bool:
        """Whether several people take part and its content belongs to the group."""
        return self.sealing is Sealing.ATTENDANCE


LETTERS = {
    Kind.COACHING: "C",
    Kind.OBSERVATION: "O",
    Kind.REFLECTION: "R",
    Kind.REFLECTIVE_SESSION: "G",
    Kind.SUPERVISION: "S",
    Kind.PRACTICE_SUPERVISION: "P",
    Kind.GROUP_SUPERVISION: "T",
    Kind.PROBATION_REVIEW: "B",
    Kind.APPRAISAL: "Y",
    Kind.AGREEMENT: "A",
    Kind.DEBRIEF: "D",
    Kind.SUPERVISION_OF_SUPERVISION: "V",
}
SEALING = {
    Kind.COACHING: Sealing.SERVICE,
    Kind.OBSERVATION: Sealing.CHOICE,
    Kind.REFLECTION: Sealing.SERVICE,
    Kind.REFLECTIVE_SESSION: Sealing.ATTENDANCE,
    Kind.GROUP_SUPERVISION: Sealing.ATTENDANCE,
}


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
    """One choice, or one anchored level of a scale (``meaning`` says what it looks like in practice).

    ``score`` counts a level from 0 up; None is neutral: not seen, or not applicable. A neutral answer never
    counts as zero.
    """

    id: str
    label: str
    meaning: str = ""
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. ``prompts`` are starters offered, never inserted unasked.

    A ``critical`` scale not fully met makes the whole "not yet".
    """

    id: str
    label: str
    type: FieldType
    answered_by: AnsweredBy = AnsweredBy.BOTH
    mandatory: bool = False
    sensitive: bool = False
    critical: bool = False
    hint: str = ""
    prompts: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of fields. ``step`` is where it is answered.

    Meetings have ``prepare``, ``talk`` and ``agree``; observations ``consent``, ``observe`` and ``feedback``;
    everything else ``write``.

    ``criteria`` names the "supervising others" criteria of the Level 5 areas that the section serves:
    ``L5-2.2.1`` to ``L5-2.2.8``. ``managerial`` sections hold line management and are never shown to a
    practice leader.
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


class Style(StrEnum):
    """How an observation is made.

    A competency lasts for a time; a time sample is coded at the beep of an interval timer.
    """

    ARRANGED = "arranged"
    SPOT_CHECK = "spot_check"
    COMPETENCY = "competency"
    TIME_SAMPLE = "time_sample"

    @property
    def label(self) -> str:
        """The style in plain words."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A published form.

    A version never changes once published; every record keeps the version it was written with.

    ``style`` is set on observations only. ``validity_months`` is how long a competency lasts, and
    ``again_after`` names what makes it due again early (``incident``). ``interval_seconds`` is the usual
    interval of a time sample. ``areas`` are practice areas it is about.
    """

    id: str
    version: int
    kind: Kind
    title: str
    sections: tuple[Section, ...]
    intro: str = ""
    worker_statement: str = ""
    supervisor_statement: str = ""
    style: Style | None = None
    validity_months: int | None = None
    again_after: tuple[str, ...] = ()
    interval_seconds: int | None = None
    areas: tuple[str, ...] = ()

    def field(self, key: str) -> tuple[Section, Field] | None:
        """Return the section and field that ``section.field`` names, or None."""
        for section in self.sections:
            for field in section.fields:
                if f"{section.id}.{field.id}" == key:
                    return section, field
        return None
