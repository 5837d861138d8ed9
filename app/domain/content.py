"""What people wrote in a record, and the one byte sequence for it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain.actions import ActionAnswer, Answered, NewAction
from app.domain.answers import entries
from app.domain.clock import long_date
from app.domain.errors import TextError
from app.domain.kinds import Kind

if TYPE_CHECKING:
    from app.domain.answers import Answer, Entry


class Source(StrEnum):
    """Where a point of the agenda came from, when it was not a record."""

    WORKER = "worker"
    ACTION = "action"
    SECTION = "section"
    SUPERVISOR = "supervisor"
    CARRIED = "carried"
    DUE = "due"
    PRAISE = "praise"
    CONCERN = "concern"

    @classmethod
    def read(cls, value: str) -> Source | Kind:
        """Return what a kept value says: a source of the agenda's own, or the kind of record it came from."""
        return next((one for one in cls if one.value == value), None) or Kind(value)


class Became(StrEnum):
    """What became of a point of the agenda. Of one without it nobody said anything."""

    TALKED = "talked"
    NEXT_TIME = "next_time"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The answer in plain words."""
        labels = {Became.TALKED: "Talked about", Became.NEXT_TIME: "Next time"}
        return labels.get(self, "Dropped because…")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPoint:
    """One line of the agenda; ``ref`` is the id it points at.

    ``source`` is the kind of record it came from, or what else brought it up. A point that was neither
    talked about nor dropped ``because`` comes up again next time under the same ``id``, so that nothing is
    lost when a meeting ends early.
    """

    id: str
    text: str
    source: Source | Kind
    ref: str = ""
    became: Became | None = None
    because: str = ""

    @property
    def settled(self) -> bool:
        """Whether it need not come up again."""
        return self.became in {Became.TALKED, Became.DROPPED}

    @property
    def told(self) -> str:
        """The point, and what became of it once somebody said so; what was talked about needs no word."""
        if self.became is Became.DROPPED:
            return f"{self.text} – dropped because: {self.because.strip()}"
        return f"{self.text} – next time" if self.became is Became.NEXT_TIME else self.text

    def as_dict(self) -> dict[str, object]:
        """Return plain values that JSON can hold; what older records do not have only where it is said."""
        plain = {"id": self.id, "text": self.text, "source": self.source.value, "ref": self.ref}
        later = self.became if self.became is not Became.TALKED else None
        return {
            **plain,
            "talked": self.became is Became.TALKED,
            **({"became": later.value} if later else {}),
            **({"because": self.because} if self.because else {}),
        }

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> AgendaPoint:
        """Read what ``as_dict`` wrote."""
        later = Became(raw["became"]) if "became" in raw else None
        return cls(
            id=raw["id"],
            text=raw["text"],
            source=Source.read(raw["source"]),
            ref=raw["ref"],
            became=Became.TALKED if raw.get("talked") else later,
            because=raw.get("because", ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One moment of a time sample.

    Seconds since it began, the code of the person supported, and what was happening at the beep.
    """

    second: int
    person: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything people wrote in a record.

    ``answers`` is keyed ``section.field``; ``sensitive`` holds section ids marked by hand.

    ``notes`` are keyed like answers and belong to an observation's items; ``attendees`` are the ids of those
    in a group. ``next_time`` is the time of the next meeting, as 14:30. ``held_typed`` is what was typed for
    when it was held and cannot be read; ``late_because`` why it was written down later.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    sensitive: frozenset[str] = frozenset()
    agenda: tuple[AgendaPoint, ...] = ()
    old_actions: tuple[ActionAnswer, ...] = ()
    new_actions: tuple[NewAction, ...] = ()
    minutes: int | None = None
    place: str = ""
    next_on: dt.date | None = None
    next_typed: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    samples: tuple[Sample, ...] = ()
    attendees: tuple[str, ...] = ()
    next_time: str = ""
    held_typed: str = ""
    late_because: str = ""

    @property
    def points(self) -> tuple[AgendaPoint, ...]:
        """The points of the agenda that say something of their own: not the form's sections, not blank."""
        return tuple(p for p in self.agenda if p.source is not Source.SECTION and p.text.strip())

    @property
    def next_told(self) -> str:
        """When the next meeting is, in words; nothing while that is not agreed."""
        if self.next_on is None:
            return ""
        return ", ".join(filter(None, (long_date(self.next_on), self.next_time)))

    @property
    def has_entries(self) -> bool:
        """Whether any answer is entries: rows of a table, columns of a grid, blocks."""
        return any(entries(answer) for answer in self.answers.values())

    def to_json(self) -> str:
        """Return the content as canonical JSON text."""
        return canonical(self.as_dict()).decode()

    def as_dict(self) -> dict[str, object]:
        """Return plain values that JSON can hold."""
        return {
            "answers": plain_answers(self.answers),
            "sensitive": sorted(self.sensitive),
            "agenda": [point.as_dict() for point in self.agenda],
            "old_actions": [
                {
                    "action_id": a.action_id,
                    "what": a.what,
                    "choice": a.choice.value if a.choice else None,
                    "note": a.note,
                    "due_on": a.due_on.isoformat() if a.due_on else None,
                    **({"how_we_will_know": a.how_we_will_know} if a.how_we_will_know else {}),
                }
                for a in self.old_actions
            ],
            "new_actions": [
                {
                    "id": a.id,
                    "what": a.what,
                    "owner_id": a.owner_id,
                    "due_on": a.due_on.isoformat() if a.due_on else None,
                    "how_we_will_know": a.how_we_will_know,
                    **({"due_typed": a.due_typed} if a.due_typed else {}),
                }
                for a in self.new_actions
            ],
            "minutes": self.minutes,
            "place": self.place,
            "next_on": self.next_on.isoformat() if self.next_on else None,
            **({"next_time": self.next_time} if self.next_time else {}),
            **({"next_typed": self.next_typed} if self.next_typed else {}),
            "notes": dict(self.notes),
            "samples": [
                {"second": s.second, "person": s.person, "codes": list(s.codes)} for s in self.samples
            ],
            "attendees": list(self.attendees),
            **({"held_typed": self.held_typed} if self.held_typed else {}),
            **({"late_because": self.late_because} if self.late_because else {}),
        }

    @classmethod
    def from_json(cls, text: str) -> Content:
        """Read what ``to_json`` wrote."""
        raw = json.loads(text)

        def day(value: str | None) -> dt.date | None:
            return dt.date.fromisoformat(value) if value else None

        return cls(
            answers={key: read_answer(value) for key, value in raw["answers"].items()},
            sensitive=frozenset(raw["sensitive"]),
            agenda=tuple(AgendaPoint.read(point) for point in raw["agenda"]),
            old_actions=tuple(
                ActionAnswer(
                    action_id=a["action_id"],
                    what=a["what"],
                    choice=Answered(a["choice"]) if a["choice"] else None,
                    note=a["note"],
                    due_on=day(a["due_on"]),
                    how_we_will_know=a.get("how_we_will_know", ""),
                )
                for a in raw["old_actions"]
            ),
            new_actions=tuple(
                NewAction(
                    id=a["id"],
                    what=a["what"],
                    owner_id=a["owner_id"],
                    due_on=day(a["due_on"]),
                    how_we_will_know=a["how_we_will_know"],
                    due_typed=a.get("due_typed", ""),
                )
                for a in raw["new_actions"]
            ),
            minutes=raw["minutes"],
            place=raw["place"],
            next_on=day(raw["next_on"]),
            next_time=raw.get("next_time", ""),
            next_typed=raw.get("next_typed", ""),
            notes=raw.get("notes", {}),
            samples=tuple(
                Sample(second=s["second"], person=s["person"], codes=tuple(s["codes"]))
                for s in raw.get("samples", [])
            ),
            attendees=tuple(raw.get("attendees", [])),
            held_typed=raw.get("held_typed", ""),
            late_because=raw.get("late_because", ""),
        )


def _plain(answer: Answer) -> object:
    if isinstance(answer, str):
        return answer
    return [_entry(one) if isinstance(one, Mapping) else one for one in answer]


def _entry(entry: Entry) -> dict[str, object]:
    return {column: list(cell) if isinstance(cell, tuple) else cell for column, cell in entry.items()}


def read_answer(raw: Any) -> Answer:
    """Return an answer from the plain values that JSON holds."""
    if not isinstance(raw, list):
        return str(raw)
    if all(isinstance(one, str) for one in raw):
        return tuple(raw)
    return tuple(
        {column: tuple(cell) if isinstance(cell, list) else cell for column, cell in one.items()}
        for one in raw
    )


def plain_answers(answers: Mapping[str, Answer]) -> dict[str, object]:
    """Return answers as plain values that JSON can hold."""
    return {key: _plain(value) for key, value in answers.items()}


def canonical(document: Mapping[str, object]) -> bytes:
    """Return the one byte sequence for a document: UTF-8, sorted keys, no spaces.

    Raises TextError on lone surrogates.
    """
    try:
        return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        message = (
            "Part of a text cannot be kept because a character in it is broken. Nothing is lost. Retype "
            "that part."
        )
        raise TextError(message) from error


def content_hash(document: bytes) -> str:
    """Return the SHA-256 of a canonical document as 64 hex digits."""
    return hashlib.sha256(document).hexdigest()
