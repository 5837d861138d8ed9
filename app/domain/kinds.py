"""Kinds of record: one frozen row each, and nothing about a kind is said anywhere else.

A new kind is a member here with its row, and a form in ``resources/catalog/forms`` with the same id.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from app.domain.forms import FieldRole, Step


class Sealing(StrEnum):
    """What closes a record.

    Both people sign, both may sign, those who came sign that they came, or the service seals it without a
    signature.
    """

    BOTH = "both"
    CHOICE = "choice"
    ATTENDANCE = "attendance"
    SERVICE = "service"


class Line(StrEnum):
    """Whose work it is: a practice leader leads practice; line management is the manager's and deputies'."""

    PRACTICE = "practice"
    MANAGERIAL = "managerial"


class WrittenOn(StrEnum):
    """The screen a kind is written on."""

    MEETING = "meeting"
    COACHING = "coaching"
    OBSERVE = "observe"
    REFLECT = "reflect"


MEETING = (Step.PREPARE, Step.TALK, Step.AGREE)
OBSERVING = (Step.CONSENT, Step.OBSERVE, Step.FEEDBACK)
WRITING = (Step.WRITE,)
HELD = "I held this meeting. This is my record of it."


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """Everything the program knows about a kind of record.

    ``letter`` begins its numbers. ``worker`` and ``leader`` are what the two are called in its PDF (no
    ``worker``: only who leads it is named); ``leader_confirms`` is what the leader signs. ``steps`` are the
    steps its form may have and ``needs`` the questions it cannot do without. ``symbol`` always stands with
    the word.

    ``on_agenda``: what was recorded comes up at the next meeting.
    ``prepared``: the worker's own preparation sheet goes into it. ``own``: it is about whoever writes it.
    ``private``: it begins as its writer's alone. ``paired``: two may watch the same, each blind to the other.
    ``due``: a rule can say how often. ``audited``: the quality of supervision looks at it. ``assessed``: what
    it came to, once sealed, decides what comes next.
    """

    label: str
    letter: str
    line: Line
    sealing: Sealing = Sealing.BOTH
    screen: WrittenOn = WrittenOn.MEETING
    worker: str = "Worker"
    leader: str = "Supervisor"
    leader_confirms: str = HELD
    steps: tuple[Step, ...] = MEETING
    needs: frozenset[FieldRole] = frozenset()
    symbol: str = "●"
    when: str = "When did you meet?"
    on_agenda: bool = False
    prepared: bool = False
    own: bool = False
    private: bool = False
    paired: bool = False
    due: bool = True
    audited: bool = False
    assessed: bool = False


class Kind(StrEnum):
    """Kinds of record, each with its row. The values are what is kept and never change."""

    _value_: str
    row: KindRow

    def __new__(cls, value: str, *row: KindRow) -> Self:
        """Return the kind with its row; a kind without one stops the program from starting."""
        made = str.__new__(cls, value)
        made._value_ = value
        (made.row,) = row
        return made

    COACHING = (
        "coaching",
        KindRow(
            label="Coaching",
            letter="C",
            line=Line.PRACTICE,
            sealing=Sealing.SERVICE,
            screen=WrittenOn.COACHING,
            leader="Coach",
            steps=WRITING,
            needs=frozenset({FieldRole.ABOUT, FieldRole.HOW, FieldRole.HAPPENED}),
            symbol="◆",
            when="When was it?",
            on_agenda=True,
        ),
    )
    OBSERVATION = (
        "observation",
        KindRow(
            label="Observation",
            letter="O",
            line=Line.PRACTICE,
            sealing=Sealing.CHOICE,
            screen=WrittenOn.OBSERVE,
            leader="Observer",
            leader_confirms="I watched this practice. This is my record of it.",
            steps=OBSERVING,
            symbol="◉",
            when="When did you watch?",
            on_agenda=True,
            paired=True,
            assessed=True,
        ),
    )
    REFLECTION = (
        "reflection",
        KindRow(
            label="Reflection",
            letter="R",
            line=Line.PRACTICE,
            sealing=Sealing.SERVICE,
            screen=WrittenOn.REFLECT,
            worker="",
            leader="Written by",
            steps=WRITING,
            symbol="◇",
            when="When was it?",
            on_agenda=True,
            own=True,
            private=True,
        ),
    )
    REFLECTIVE_SESSION = (
        "reflective_session",
        KindRow(
            label="Reflective session",
            letter="G",
            line=Line.PRACTICE,
            sealing=Sealing.ATTENDANCE,
            worker="",
            leader="Led by",
            own=True,
            due=False,
        ),
    )
    SUPERVISION = (
        "supervision",
        KindRow(label="Supervision", letter="S", line=Line.MANAGERIAL, prepared=True, audited=True),
    )
    PRACTICE_SUPERVISION = (
        "practice_supervision",
        KindRow(label="Practice supervision", letter="P", line=Line.PRACTICE, prepared=True, audited=True),
    )
    GROUP_SUPERVISION = (
        "group_supervision",
        KindRow(
            label="Group supervision",
            letter="T",
            line=Line.MANAGERIAL,
            sealing=Sealing.ATTENDANCE,
            worker="",
            leader="Led by",
            own=True,
            due=False,
        ),
    )
    PROBATION_REVIEW = (
        "probation_review",
        KindRow(label="Probation review", letter="B", line=Line.MANAGERIAL, prepared=True, audited=True),
    )
    APPRAISAL = (
        "appraisal",
        KindRow(label="Appraisal", letter="Y", line=Line.MANAGERIAL, prepared=True, audited=True),
    )
    RETURN_TO_WORK = (
        "return_to_work",
        KindRow(label="Return-to-work talk", letter="W", line=Line.MANAGERIAL, prepared=True, due=False),
    )
    AGREEMENT = (
        "agreement",
        KindRow(label="Supervision agreement", letter="A", line=Line.MANAGERIAL, due=False, assessed=True),
    )
    DEBRIEF = ("debrief", KindRow(label="Debrief", letter="D", line=Line.MANAGERIAL, due=False))
    SUPERVISION_OF_SUPERVISION = (
        "supervision_of_supervision",
        KindRow(label="Supervision of supervision", letter="V", line=Line.MANAGERIAL),
    )

    @property
    def label(self) -> str:
        """The kind in plain words."""
        return self.row.label

    @property
    def a_label(self) -> str:
        """The kind in a sentence: ``an appraisal``."""
        word = self.label.lower()
        return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"

    @property
    def letter(self) -> str:
        """The letter its record numbers begin with."""
        return self.row.letter

    @property
    def sealing(self) -> Sealing:
        """What closes a record of this kind."""
        return self.row.sealing

    @property
    def line(self) -> Line:
        """Whether it is practice or line management."""
        return self.row.line

    @property
    def is_practice(self) -> bool:
        """Whether a practice leader may lead it. Of line management they reach only their own records."""
        return self.row.line is Line.PRACTICE

    @property
    def screen(self) -> WrittenOn:
        """The screen it is written on."""
        return self.row.screen

    @property
    def is_meeting(self) -> bool:
        """Whether it is written in the steps of a meeting: prepare, talk, agree."""
        return self.row.screen is WrittenOn.MEETING

    @property
    def is_group(self) -> bool:
        """Whether several people take part and its content belongs to the group."""
        return self.row.sealing is Sealing.ATTENDANCE

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps its form may have, in order."""
        return self.row.steps

    @property
    def needs(self) -> frozenset[FieldRole]:
        """The questions its form cannot do without."""
        return self.row.needs

    @property
    def symbol(self) -> str:
        """The sign drawn beside its word."""
        return self.row.symbol


SUPERVISION = (Kind.SUPERVISION, Kind.PRACTICE_SUPERVISION)
"""What most who lead hold most often."""

PRACTICE = tuple(kind for kind in Kind if kind.is_practice and not kind.row.private)
"""What practice leaders do with others; what somebody writes for themself is not counted."""
