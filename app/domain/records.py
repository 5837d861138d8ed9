"""Records: their life, their content and the canonical document that is hashed, attached and signed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.domain.content import Content
    from app.domain.kinds import Kind

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


OPEN = frozenset({RecordState.DRAFT, RecordState.SAVED, RecordState.READY, RecordState.WAITING})
"""Not closed for good yet."""
FINISHED = (RecordState.SAVED, RecordState.SEALED)
"""Finished, and waiting for nobody."""
UNSIGNED = frozenset({RecordState.READY, RecordState.WAITING})
"""Finished, and a signature is still missing."""


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

    A refusal needs a witness other than both. ``countersigner_id`` is who signs last, where the rule of the
    service asks for a second signer.
    """

    choice: Choice
    words: str = ""
    witness_id: str | None = None
    countersigner_id: str | None = None


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

    def undo_is_over(self, now: dt.datetime) -> bool:
        """Whether what was saved can no longer be taken back, or the clock was set back since."""
        return not 0 <= (now - self.changed_at).total_seconds() < UNDO_SECONDS

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
    waiting_for_id: str = ""
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

    ``people`` maps ids to names, so that it is read without the vault. Its schema: ``record.schema.json``.
    """
    return {
        "format": "alongside-record-2" if record.content.has_entries else "alongside-record-1",
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
        "response": None if record.response is None else _answer(record.response),
        "people": dict(people),
    }


def _answer(response: Response) -> dict[str, object]:
    """Return an answer as it is signed. A second signer stands in it only where there is one."""
    second = {"countersigner": response.countersigner_id} if response.countersigner_id else {}
    said = {"choice": response.choice.value, "words": response.words, "witness": response.witness_id}
    return {**said, **second}
