"""Forms as data: sections and fields, who answers them and what may be left out of an evidence pack."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as spare
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Self

from app.domain.working_out import WorkOut  # noqa: TC001 - read at run time by what tells a form's shape

if TYPE_CHECKING:
    from app.domain.kinds import Kind


class Step(StrEnum):
    """Where a section is answered. Meetings, observations, audits and everything else have their own."""

    PREPARE = "prepare"
    TALK = "talk"
    AGREE = "agree"
    CONSENT = "consent"
    OBSERVE = "observe"
    FEEDBACK = "feedback"
    WRITE = "write"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class TypeRow:
    """What a way of answering is.

    ``label`` names it in plain words. ``takes`` are the settings of a question that mean something for it,
    beside those that every question has; ``needs`` those it cannot do without. ``cell`` says whether it may
    be a column of a table, a grid or a block.
    """

    label: str
    takes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    cell: bool = True


def _takes(*names: str) -> frozenset[str]:
    return frozenset(names)


ENTRIES = _takes("columns", "rows", "entry", "least", "most", "apart")


class FieldType(StrEnum):
    """How a question is answered. The values are what is kept and never change.

    Answers are text, except of several options, of a mark and of files (a tuple of texts) and of a table, a
    grid or blocks (a tuple of entries: each column's answer by its id).
    """

    _value_: str
    row: TypeRow

    def __new__(cls, value: str, *row: TypeRow) -> Self:
        """Return the type with its row; a type without one stops the program from starting."""
        made = str.__new__(cls, value)
        made._value_ = value
        (made.row,) = row
        return made

    SHORT = "short", TypeRow("Words, one line", _takes("prompts"))
    LONG = "long", TypeRow("Words, several lines", _takes("prompts"))
    YES_NO = "yes_no", TypeRow("Yes or no", _takes("does_not_apply"))
    CHOICE = "choice", TypeRow("One of several", _takes("options", "other"), _takes("options"))
    MULTI = "multi", TypeRow("Some of several", _takes("options", "other"), _takes("options"))
    SCALE = "scale", TypeRow("Levels", _takes("options", "critical"), _takes("options"))
    DATE = "date", TypeRow("A date")
    TIME = "time", TypeRow("A time of day")
    DURATION = "duration", TypeRow("Minutes")
    PERIOD = "period", TypeRow("From one time to another")
    NUMBER = "number", TypeRow("A number", _takes("unit", "least", "most"))
    PERSON = "person", TypeRow("A person or a code")
    INITIALS = "initials", TypeRow("Initials")
    CONFIRMED = "confirmed", TypeRow("Confirmed with somebody’s own PIN")
    ACTION = "action", TypeRow("An action: what, who, by when")
    MARK = "mark", TypeRow("A level with initials and date", _takes("options"), _takes("options"))
    FILES = "files", TypeRow("A photo or file")
    TABLE = "table", TypeRow("A table", ENTRIES, _takes("columns"), cell=False)
    GRID = "grid", TypeRow("A grid: what is looked at down the side", ENTRIES, _takes("columns"), cell=False)
    BLOCKS = "blocks", TypeRow("The same questions several times", ENTRIES, _takes("columns"), cell=False)
    WORKED_OUT = "worked_out", TypeRow("Worked out", _takes("works_out"), _takes("works_out"), cell=False)

    @property
    def is_words(self) -> bool:
        """Whether it is answered in one's own words."""
        return self in {FieldType.SHORT, FieldType.LONG}

    @property
    def has_entries(self) -> bool:
        """Whether it is answered by entries: the rows of a table, the columns of a grid, blocks."""
        return "columns" in self.row.takes


@dataclass(frozen=True, slots=True)
class Asked:
    """What a role asks, in plain words, and how that may be answered."""

    question: str
    types: frozenset[FieldType]


WORDS = frozenset({FieldType.LONG, FieldType.SHORT})
CHOICE = frozenset({FieldType.CHOICE})
SEVERAL = frozenset({FieldType.MULTI})
YES_OR_NO = frozenset({FieldType.YES_NO, FieldType.CHOICE})


class FieldRole(StrEnum):
    """What a question is for, whatever its id and its words: the program asks a form by role, never by key.

    A form has one question of a role, and as many ratings and moments as it likes.
    """

    _value_: str
    asked: Asked

    def __new__(cls, value: str, *asked: Asked) -> Self:
        """Return the role with what it asks."""
        made = str.__new__(cls, value)
        made._value_ = value
        (made.asked,) = asked
        return made

    ABOUT = "about", Asked("what it was about", SEVERAL)
    HOW = "how", Asked("how it was done", CHOICE)
    HAPPENED = "happened", Asked("what happened", WORDS)
    NEXT = "next", Asked("what to try next", WORDS)
    NOTICED = "noticed", Asked("what to keep for the next supervision", CHOICE)
    LEADERSHIP = "leadership", Asked("which part of practice leadership it was", CHOICE)
    MODEL = "model", Asked("which coaching model was used", CHOICE)
    AIM = "aim", Asked("which aim of theirs it serves", WORDS)
    PLACE = "place", Asked("where it was", WORDS)
    KNOWS = "knows", Asked("whether the worker knows that they are watched", YES_OR_NO)
    COMFORTABLE = "comfortable", Asked("whether the person is comfortable with being watched", YES_OR_NO)
    SIGNED_OFF = "signed_off", Asked("whether a professional has signed the task off", YES_OR_NO)
    ASSESSOR = "assessor", Asked("whether whoever watches may assess this themself", YES_OR_NO)
    SUPPORTED = "supported", Asked("who was supported", WORDS | {FieldType.PERSON})
    TASK = "task", Asked("which task it is for", WORDS)
    EQUIPMENT = "equipment", Asked("which equipment it is for", WORDS)
    REVIEW = "review", Asked("when it is looked at again", frozenset({FieldType.DATE}))
    RATING = "rating", Asked("how well something was done", frozenset({FieldType.SCALE}))
    MOMENT = "moment", Asked("what is happening at each beep", SEVERAL)
    WENT_WELL = "went_well", Asked("what went well", WORDS)
    SPEAKING_UP = "speaking_up", Asked("whether somebody can speak up", YES_OR_NO | WORDS)
    WELLBEING = "wellbeing", Asked("how somebody is", WORDS)
    FEEDBACK = "feedback", Asked("what others said", WORDS)
    DECISION = "decision", Asked("what was decided", CHOICE)
    OWN_WORDS = "own_words", Asked("what the worker says in their own words", WORDS)

    @property
    def question(self) -> str:
        """What it asks, in plain words: “what happened”."""
        return self.asked.question

    @property
    def many(self) -> bool:
        """Whether a form may have several questions of this role."""
        return self in {FieldRole.RATING, FieldRole.MOMENT}


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


ADDED = {"added": True}
"""Marks a setting that came after forms were kept; at its usual value it is not written down.

So the text of a form that does not use it is still the same, letter by letter.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """“If this, also that”: asked when an earlier question has one of some answers.

    ``question`` is its key, ``section.field``; ``answers`` are option ids, ``yes`` or ``no``. Without any, it
    is asked once the question is answered at all.
    """

    question: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. ``prompts`` are starters offered, never inserted unasked.

    A ``critical`` scale not fully met makes the whole "not yet". ``role`` is what the program asks it for.

    ``unit``, ``least`` and ``most`` are a number's; of entries, ``least`` and ``most`` say how many there
    are. ``other`` lets somebody name an option that is not there, ``does_not_apply`` say that a yes-or-no
    question does not apply. ``columns`` are the questions of each entry, ``rows`` the entries that are there
    from the start, ``entry`` what one is called (“Case”). ``when`` says that it is asked only sometimes; a
    column’s names an earlier column of the same entry by its id. ``apart`` says that entries are occasions:
    each has a day of its own, and ``least`` counts the days.
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
    role: FieldRole | None = None
    unit: str = spare(default="", metadata=ADDED)
    least: float | None = spare(default=None, metadata=ADDED)
    most: float | None = spare(default=None, metadata=ADDED)
    other: bool = spare(default=False, metadata=ADDED)
    does_not_apply: bool = spare(default=False, metadata=ADDED)
    columns: tuple[Field, ...] = spare(default=(), metadata=ADDED)
    rows: tuple[Option, ...] = spare(default=(), metadata=ADDED)
    entry: str = spare(default="", metadata=ADDED)
    when: When | None = spare(default=None, metadata=ADDED)
    works_out: WorkOut | None = spare(default=None, metadata=ADDED)
    apart: bool = spare(default=False, metadata=ADDED)

    def column(self, id_: str) -> Field | None:
        """Return the column with an id, or None."""
        return next((one for one in self.columns if one.id == id_), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of fields. ``step`` is where it is answered; a kind's row says which steps it has.

    ``criteria`` names the "supervising others" criteria of the Level 5 areas that the section serves:
    ``L5-2.2.1`` to ``L5-2.2.8``. ``managerial`` sections hold line management and are never shown to a
    practice leader. ``when`` says that the whole part is asked only sometimes. A
    ``blind`` part is scored by the person and by the leader, apart from each other until both are in. A part
    ``if_needed`` stays folded until there is something to say. A ``monthly`` part asks one of its questions
    each month, in turn.
    """

    id: str
    title: str
    step: Step
    fields: tuple[Field, ...]
    intro: str = ""
    sensitive: bool = False
    managerial: bool = False
    every_time: bool = False
    criteria: tuple[str, ...] = ()
    when: When | None = spare(default=None, metadata=ADDED)
    blind: bool = spare(default=False, metadata=ADDED)
    if_needed: bool = spare(default=False, metadata=ADDED)
    monthly: bool = spare(default=False, metadata=ADDED)

    def implied(self, field: Field) -> Field:
        """Return one of its questions with the role that its place gives it.

        What is watched is a rating, or what can be happening at a beep, without anybody saying so.
        """
        place = {FieldType.SCALE: FieldRole.RATING, FieldType.MULTI: FieldRole.MOMENT}
        if self.step is not Step.OBSERVE or field.role is not None or field.type not in place:
            return field
        return replace(field, role=place[field.type])


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

    @property
    def needs(self) -> frozenset[FieldRole]:
        """The questions an observation of this style cannot do without."""
        return frozenset({FieldRole.MOMENT if self is Style.TIME_SAMPLE else FieldRole.RATING})


@dataclass(frozen=True, kw_only=True)  # without slots, so that its questions are put in order once
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

    @property
    def is_competency(self) -> bool:
        """Whether it says for how long somebody may do something."""
        return self.style is Style.COMPETENCY or self.validity_months is not None

    def field(self, key: str) -> tuple[Section, Field] | None:
        """Return the section and field that ``section.field`` names, or None."""
        return next(((section, field) for one, section, field in self.keyed if one == key), None)

    @cached_property
    def keyed(self) -> tuple[tuple[str, Section, Field], ...]:
        """Every question with its key, ``section.field``, and its section, in order."""
        return tuple((f"{s.id}.{f.id}", s, f) for s in self.sections for f in s.fields)

    def by_role(self, role: FieldRole) -> str | None:
        """Return the key (``section.field``) of the question with a role, or None."""
        return next((key for key, _, field in self.keyed if field.role is role), None)

    def all_by_role(self, role: FieldRole) -> tuple[tuple[str, Field], ...]:
        """Return every question with a role and its key, in order."""
        return tuple((key, field) for key, _, field in self.keyed if field.role is role)

    def tabled(self, item: Field) -> bool:
        """Whether a question is asked and shown with those of its role: a rating, a moment at the beep.

        What can happen at a beep is asked at a beep, so in other observations it is a question like any.
        """
        if item.role is FieldRole.MOMENT:
            return self.style is Style.TIME_SAMPLE
        return item.role is FieldRole.RATING

    @property
    def lacks(self) -> tuple[FieldRole, ...]:
        """The roles that no question has, though its kind or style needs them; in the order of roles."""
        needs = self.kind.needs | (self.style.needs if self.style else frozenset())
        return tuple(role for role in FieldRole if role in needs and self.by_role(role) is None)
