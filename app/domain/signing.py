"""Signing: who signs in which order, what each confirms, and the words a checked PDF is described with."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.records import Choice, Response

if TYPE_CHECKING:
    from app.domain.kinds import Kind


READ = "I have read this record"


class Part(StrEnum):
    """The part somebody signs in. The values are the names of the PDF's signature fields."""

    WORKER = "Worker"
    WITNESS = "Witness"
    SUPERVISOR = "Supervisor"
    COUNTERSIGNER = "Countersigner"
    SERVICE = "Service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a signature looks: a typed name, or strokes drawn in a box of ``width`` × ``height`` (points.

    X right, y down).
    """

    typed: str = ""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    width: float = 0.0
    height: float = 0.0

    @property
    def blank(self) -> bool:
        """Whether there is nothing a person would call a signature (fewer than 8 points and no name)."""
        return not self.typed.strip() and sum(len(stroke) for stroke in self.strokes) < 8  # noqa: PLR2004 - see docstring


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One person's signature on one record. ``fingerprint`` is the SHA-256 of their certificate, hex."""

    record_id: str
    part: Part
    person_id: str
    name: str
    role: str
    statement: str
    signed_at: dt.datetime
    mark: Mark
    fingerprint: str


def order(kind: Kind, response: Response | None) -> tuple[Part, ...]:
    """Return who signs, first to last.

    The worker is first; when they decline, a witness signs in their place.

    A group signs that it came, each by themself, and its leader signs the record. A second signer comes last.
    """
    if kind.is_group:
        return (Part.SUPERVISOR,)
    first = Part.WITNESS if response is not None and response.choice is Choice.DECLINED else Part.WORKER
    second = response is not None and response.countersigner_id is not None
    return (first, Part.SUPERVISOR, *((Part.COUNTERSIGNER,) if second else ()))


def next_part(kind: Kind, response: Response | None, signed: tuple[Part, ...]) -> Part | None:
    """Return who signs next, or None when everybody has."""
    return next((part for part in order(kind, response) if part not in signed), None)


def statement(
    part: Part, kind: Kind, response: Response | None, worker_name: str, said: tuple[str, str] = ("", "")
) -> str:
    """Return the sentence a signer confirms, as printed by their signature.

    ``said`` is what the form lets the worker and who led it sign; else the usual words stand.
    """
    worker, supervisor = said
    if part is Part.SERVICE:
        return "Sealed by the service so that any later change can be seen. It is not a person’s signature."
    if part is Part.SUPERVISOR:
        return supervisor.strip() or kind.row.leader_confirms
    if part is Part.COUNTERSIGNER:
        return "I have read this record and sign it as the second signer."
    if part is Part.WITNESS:
        return f"I saw that {worker_name} was offered this record to read and sign, and declined."
    own = "My own words are part of it."
    theirs = worker.strip().rstrip(".")
    begun = f"{READ} and" if theirs in {"", READ} else f"{theirs}."
    return {
        Choice.AGREE: f"{begun} I agree with it.",
        Choice.AGREE_AND_ADD: f"{begun} I agree with it. {own}",
        Choice.DO_NOT_AGREE: f"{begun} I do not agree with it. {own}",
        Choice.DECLINED: "",
    }[response.choice if response else Choice.AGREE]


class Verdict(StrEnum):
    """What checking found, and there are no others.

    A fault of the program, the PC or what it remembers is never ``CHANGED``: then it could not be checked.
    """

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NOT_CHECKED = "could_not_be_checked"


def exit_code(verdict: Verdict, *, known: bool) -> int:
    """Return what ``alongside verify`` ends with.

    0 unchanged and every signer known, 1 changed, 2 could not be checked, 3 unchanged but a signer unknown.
    """
    if verdict is Verdict.UNCHANGED:
        return 0 if known else 3
    return 1 if verdict is Verdict.CHANGED else 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSignature:
    """One signature found in a checked PDF.

    ``signed_at`` is what the signing PC's clock said (UTC), or None. ``fault`` says what is not as it was
    signed, empty when all is. ``fingerprint`` is the SHA-256 of the signer's certificate, hex. ``key`` is
    what its certificate says of where the key comes from; nothing where it was made before this was written
    down. ``anew``: the key took the place of another.
    """

    part: str
    name: str
    service: str
    signed_at: dt.datetime | None
    known: bool
    fault: str = ""
    fingerprint: str = ""
    key: str = ""
    anew: bool = False

    @property
    def intact(self) -> bool:
        """Whether what was signed is as it was."""
        return not self.fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What checking one file found: a verdict, one plain sentence, and every signature.

    ``notes`` are sentences about this PC and not about the file: a remembered certificate that was left out.
    """

    file: str
    verdict: Verdict
    sentence: str
    signatures: tuple[CheckedSignature, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether every signer belongs to a service that is known here."""
        return all(one.known for one in self.signatures)

    @property
    def exit_code(self) -> int:
        """What ``alongside verify`` ends with for this file."""
        return exit_code(self.verdict, known=self.known)
