"""Records: their life, their content and the canonical document that is hashed, attached and signed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.actions import ActionAnswer, Answered, NewAction
from app.domain.errors import IncompleteError, TextError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.forms import Form
    from app.domain.kinds import Kind

Answer = str | tuple[str, ...]
"""An answer: text, or the chosen option ids of a MULTI field.

Dates are ISO text, durations minutes as text.
"""

MOST_CHARACTERS = 500_000
"""The most that one box may hold; about 80,000 words. Beyond it the text is refused whole, never cut."""


UNDO_SECONDS = 10
"""How long a saved record can be taken back; then the service seals it."""


class RecordState(StrEnum):
    """Life of a record.

    ``READY`` is finished and waits for its first signature, ``WAITING`` has at least one.

    ``SAVED`` is finished without signatures: the service seals it once its ten seconds of "Undo" are over.
    """

    DRAFT = "draft"
    SAVED = "saved"
    READY = "ready"
    WAITING = "waiting"
    SEALED = "sealed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Choice(StrEnum):
    """What the worker answers when asked to sign."""

    AGREE = "agree"
    AGREE_AND_ADD = "agree_and_add"
    DO_NOT_AGREE = "do_not_agree"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """The answer as the worker reads it."""
        return {
            Choice.AGREE: "I agree",
            Choice.AGREE_AND_ADD: "I agree, and want to add…",
            Choice.DO_NOT_AGREE: "I do not agree",
            Choice.DECLINED: "Declined to sign",
        }[self]

    @property
    def outcome(self) -> str:
        """The outcome of the sealed record in plain words."""
        return {
            Choice.AGREE: "Agreed",
            Choice.AGREE_AND_ADD: "Agreed with comments",
            Choice.DO_NOT_AGREE: "Not agreed",
            Choice.DECLINED: "Declined, witnessed",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The worker's answer and own words, given before the PDF is composed.

    A refusal needs a witness other than both.
    """

    choice: Choice
    words: str = ""
    witness_id: str | None = None


class Audience(StrEnum):
    """Who may read a reflection. Until it is shared it is sealed to its writer's own key."""

    PRIVATE = "private"
    PERSON = "person"
    SUPERVISION = "supervision"
    RECORD = "record"

    @property
    def label(self) -> str:
        """Who reads it, in plain words."""
        return {
            Audience.PRIVATE: "Only you",
            Audience.PERSON: "One person",
            Audience.SUPERVISION: "Your supervisor, for your next supervision",
            Audience.RECORD: "Those who may read your records",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPoint:
    """One line of the agenda; ``ref`` is the id it points at.

    ``source`` is ``worker``, ``action``, ``section``, ``supervisor``, ``carried``, ``due``, ``praise``,
    ``concern`` or a kind of record. A point that was not ``talked`` about comes up again next time, so that
    nothing is lost when a meeting ends early.
    """

    id: str
    text: str
    source: str
    ref: str = ""
    talked: bool = False


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
    in a group.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    sensitive: frozenset[str] = frozenset()
    agenda: tuple[AgendaPoint, ...] = ()
    old_actions: tuple[ActionAnswer, ...] = ()
    new_actions: tuple[NewAction, ...] = ()
    minutes: int | None = None
    place: str = ""
    next_on: dt.date | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    samples: tuple[Sample, ...] = ()
    attendees: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the content as canonical JSON text."""
        return canonical(self.as_dict()).decode()

    def as_dict(self) -> dict[str, object]:
        """Return plain values that JSON can hold."""
        return {
            "answers": {
                key: list(value) if isinstance(value, tuple) else value for key, value in self.answers.items()
            },
            "sensitive": sorted(self.sensitive),
            "agenda": [
                {"id": p.id, "text": p.text, "source": p.source, "ref": p.ref, "talked": p.talked}
                for p in self.agenda
            ],
            "old_actions": [
                {
                    "action_id": a.action_id,
                    "what": a.what,
                    "choice": a.choice.value if a.choice else None,
                    "note": a.note,
                    "due_on": a.due_on.isoformat() if a.due_on else None,
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
                }
                for a in self.new_actions
            ],
            "minutes": self.minutes,
            "place": self.place,
            "next_on": self.next_on.isoformat() if self.next_on else None,
            "notes": dict(self.notes),
            "samples": [
                {"second": s.second, "person": s.person, "codes": list(s.codes)} for s in self.samples
            ],
            "attendees": list(self.attendees),
        }

    @classmethod
    def from_json(cls, text: str) -> Content:
        """Read what ``to_json`` wrote."""
        raw = json.loads(text)

        def day(value: str | None) -> dt.date | None:
            return dt.date.fromisoformat(value) if value else None

        return cls(
            answers={
                key: tuple(value) if isinstance(value, list) else value
                for key, value in raw["answers"].items()
            },
            sensitive=frozenset(raw["sensitive"]),
            agenda=tuple(AgendaPoint(**point) for point in raw["agenda"]),
            old_actions=tuple(
                ActionAnswer(
                    action_id=a["action_id"],
                    what=a["what"],
                    choice=Answered(a["choice"]) if a["choice"] else None,
                    note=a["note"],
                    due_on=day(a["due_on"]),
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
                )
                for a in raw["new_actions"]
            ),
            minutes=raw["minutes"],
            place=raw["place"],
            next_on=day(raw["next_on"]),
            notes=raw.get("notes", {}),
            samples=tuple(
                Sample(second=s["second"], person=s["person"], codes=tuple(s["codes"]))
                for s in raw.get("samples", [])
            ),
            attendees=tuple(raw.get("attendees", [])),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record about one person, led by another.

    ``number`` such as ``S-0042`` never changes; ``version`` counts corrections from 1.

    ``held_at`` is when it happened, ``recorded_at`` when the draft was begun; both are aware UTC and both are
    kept. ``corrects_id`` is the record this one replaces, for ``reason``; ``corrected_by_id`` the one that
    replaced it. ``private`` is a reflection's content sealed to its writer's own key; while it is there,
    ``content`` is empty. ``pair_id`` joins two observations of one practice by two people; ``paper`` is the
    number of the blank form it was typed in from.
    """

    id: str
    number: str
    version: int
    kind: Kind
    form_id: str
    form_version: int
    about_id: str
    led_by_id: str
    state: RecordState
    held_at: dt.datetime
    recorded_at: dt.datetime
    changed_at: dt.datetime
    content: Content
    revision: int = 0
    response: Response | None = None
    sealed_at: dt.datetime | None = None
    corrects_id: str | None = None
    corrected_by_id: str | None = None
    reason: str = ""
    withdrawn_because: str = ""
    private: bytes | None = None
    audience: Audience | None = None
    pair_id: str | None = None
    paper: str = ""

    @property
    def title(self) -> str:
        """Kind and number, as people say it."""
        return f"{self.kind.label} {self.number}" + (f", version {self.version}" if self.version > 1 else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSummary:
    """A row of a list of records: no content."""

    id: str
    number: str
    version: int
    kind: Kind
    about_id: str
    about_name: str
    led_by_id: str
    led_by_name: str
    state: RecordState
    held_at: dt.datetime
    sealed_at: dt.datetime | None
    choice: Choice | None
    waiting_for: str = ""
    form_id: str = ""
    pair_id: str = ""
    minutes: int | None = None
    topics: tuple[str, ...] = ()
    audience: Audience | None = None
    readers: frozenset[str] = frozenset()

    @property
    def status(self) -> str:
        """What a person reads in the status column."""
        if self.state is RecordState.SEALED and self.choice:
            return self.choice.outcome
        if self.audience is Audience.PRIVATE:
            return "Only you"
        if self.state in {RecordState.READY, RecordState.WAITING} and self.waiting_for:
            return f"Waiting for {self.waiting_for}"
        return {
            RecordState.DRAFT: "Draft",
            RecordState.SAVED: "Saved",
            RecordState.READY: "Ready to sign",
            RecordState.WAITING: "Waiting",
            RecordState.SEALED: "Sealed",
            RecordState.CORRECTED: "Corrected",
            RecordState.WITHDRAWN: "Withdrawn",
        }[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A line somebody added to a record after it was saved.

    It never changes and everybody who reads the record reads it.
    """

    id: str
    record_id: str
    person_id: str
    name: str
    text: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Somebody who signed that they took part.

    ``proof`` is their signature (ECDSA P-256, SHA-256, DER as hex) over the content hash.
    """

    record_id: str
    person_id: str
    name: str
    signed_at: dt.datetime
    content_hash: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A scan or photo kept with a record. ``size`` is in bytes."""

    id: str
    record_id: str
    name: str
    type: str
    size: int
    sha256: str


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


def check_text(label: str, text: str) -> None:
    """Raise TextError when a text is too long to keep. The whole text is refused, never cut."""
    if len(text) > MOST_CHARACTERS:
        message = (
            f"“{label}” holds {len(text):,} characters; the most is {MOST_CHARACTERS:,}. "
            "What you typed is still in the box. Shorten it, or put the rest in another record."
        )
        raise TextError(message)


def missing(form: Form, content: Content) -> dict[str, str]:
    """Return each mandatory field without an answer, with the sentence to show under it."""
    found: dict[str, str] = {}
    for section in form.sections:
        for item in section.fields:
            key = f"{section.id}.{item.id}"
            answer = content.answers.get(key, "")
            if item.mandatory and not (answer.strip() if isinstance(answer, str) else answer):
                found[key] = f"Answer “{item.label}” – one sentence is enough."
    for answer_to in content.old_actions:
        if answer_to.choice is None:
            found[f"action.{answer_to.action_id}"] = f"Say what happened with “{answer_to.what}”."
        elif answer_to.choice is Answered.DROP and not answer_to.note.strip():
            found[f"action.{answer_to.action_id}"] = f"Say why “{answer_to.what}” is dropped."
    for action in content.new_actions:
        if action.what.strip() and not (action.owner_id and action.due_on):
            found[f"new_action.{action.id}"] = f"Say who will do “{action.what}” and by when."
    return found


def check_complete(form: Form, content: Content) -> None:
    """Raise IncompleteError naming every field that still needs an answer."""
    fields = missing(form, content)
    if fields:
        count = len(fields)
        things = "one thing" if count == 1 else f"{count} things"
        message = f"Before you read it back, {things} still need an answer. Your draft is saved."
        raise IncompleteError(message, fields)


def as_document(
    record: Record,
    *,
    form_title: str,
    service: str,
    people: Mapping[str, str],
    attachments: tuple[Attachment, ...] = (),
    attendance: tuple[Attendance, ...] = (),
    comments: tuple[Comment, ...] = (),
) -> dict[str, object]:
    """Return the document that is hashed, attached to the PDF as ``record.json`` and signed.

    ``people`` maps the ids used in the record to names, so that the file can be read without the vault.
    """
    return {
        "format": "alongside-record-1",
        "service": service,
        "id": record.id,
        "number": record.number,
        "version": record.version,
        "kind": record.kind.value,
        "form": {"id": record.form_id, "version": record.form_version, "title": form_title},
        "about": {"id": record.about_id, "name": people[record.about_id]},
        "led_by": {"id": record.led_by_id, "name": people[record.led_by_id]},
        "held_at": record.held_at.isoformat(),
        "recorded_at": record.recorded_at.isoformat(),
        "corrects": record.corrects_id,
        "reason": record.reason,
        "paper": record.paper,
        "content": record.content.as_dict(),
        "attachments": [{"name": a.name, "sha256": a.sha256, "size": a.size} for a in attachments],
        "attendance": [
            {
                "person": a.person_id,
                "at": a.signed_at.isoformat(),
                "content": a.content_hash,
                "proof": a.proof,
            }
            for a in attendance
        ],
        "comments": [{"person": c.person_id, "at": c.at.isoformat(), "text": c.text} for c in comments],
        "response": None
        if record.response is None
        else {
            "choice": record.response.choice.value,
            "words": record.response.words,
            "witness": record.response.witness_id,
        },
        "people": dict(people),
    }
