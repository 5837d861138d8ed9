"""Looking the whole vault over: is everything still what was sealed, and is anything missing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.domain.audit import Head
from app.domain.errors import AlongsideError, StoppedError
from app.domain.findings import Finding, Looked, Matter
from app.domain.signing import Verdict
from app.services.doctor.against import LOG, hold_against
from app.services.doctor.deletions import vouched
from app.services.doctor.log import gone, read_lines, unanchored
from app.services.doctor.records import SOME, Found, ground_of, look, misnamed
from app.services.present import present
from app.services.trusted import of_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.services.checking import CheckingService
    from app.services.doctor.against import Witness
    from app.services.doctor.log import Lines
    from app.services.doctor.records import Ground
    from app.services.vaults import VaultService
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

REFUSED = "Only the registered manager can look the records over."
MADE_TOGETHER = 5.0
"""Seconds between a certificate and the line that says it was made: one transaction."""


class DoctorService:
    """Finds and names what was changed or is missing. It changes nothing."""

    def __init__(self, store: Store, vaults: VaultService, checking: CheckingService, clock: Clock) -> None:
        self._store = store
        self._checking = checking
        self._vaults = vaults
        self._clock = clock

    def look(self, actor: Actor, progress: Callable[[int, int], bool] | None = None) -> Looked:
        """Look everything over: file, keys, log, every sealed record with its PDF, people, packs, audits.

        One record that cannot be read does not stop the others. Raises StoppedError when progress says so.
        """
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), REFUSED)
        findings = [Finding(matter=Matter.VAULT, sentence=one) for one in self._vaults.faults()]
        found, zone = Found(), self._clock.zone()
        try:
            with self._store.read() as work:
                ground, brief = ground_of(work, of_records(self._store)), work.records.identities()
                lines = ground.lines
                self._records(work, ground, tuple(brief), found, progress)
                deleted = vouched(work, lines, found)
                found.findings += gone(lines, brief, deleted.records, zone)
                lines.named |= deleted.people
                found.findings += misnamed(found, lines, work)
                found.findings += _certificates(work, lines)
                found.findings += _packs(work, lines)
                found.findings += _audits(work, ground, found)
                found.findings += unanchored(lines, found.signed_over)
        except AlongsideError as error:
            if isinstance(error, StoppedError):
                raise
            findings.append(Finding(matter=Matter.VAULT, sentence=str(error)))
            lines = None
        return Looked(
            findings=tuple(dict.fromkeys((*findings, *found.findings))),
            log=lines.head if lines else None,
            records=found.records,
            before=found.before,
            unchecked=tuple(found.unchecked),
        )

    def against(self, actor: Actor, paths: tuple[Path, ...]) -> tuple[Witness, ...]:
        """Hold the records against old packs and PDFs that left the house, one after the other."""
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), REFUSED)
            lines = read_lines(work)
            return tuple(hold_against(work, self._checking, lines, path) for path in paths)

    def _records(
        self,
        work: Work,
        ground: Ground,
        ids: tuple[str, ...],
        found: Found,
        progress: Callable[[int, int], bool] | None,
    ) -> None:
        for start in range(0, len(ids), SOME):
            look(work, ground, ids[start : start + SOME], found)
            if progress is not None and not progress(min(start + SOME, len(ids)), len(ids)):
                message = "Looking the records over was stopped. Nothing was changed."
                raise StoppedError(message)


def _certificates(work: Work, lines: Lines) -> Iterator[Finding]:
    """Yield whose certificate, the one they sign with, appeared without a line that says it was made."""
    names = {person.id: person.name for person in work.people.all()}
    for one in work.certificates.every():
        made = lines.keys_made.get(one.person_id, [])
        if one.current and not any(abs((at - one.made_at).total_seconds()) < MADE_TOGETHER for at in made):
            told = f"The certificate of {names.get(one.person_id, 'somebody')} was replaced from outside."
            yield Finding(matter=Matter.PERSON, sentence=told)


def _packs(work: Work, lines: Lines) -> Iterator[Finding]:
    """Yield packs whose lines are missing from the disclosure log, or are not as they were made."""
    made = work.packs.all()
    numbers = {one.number for one in made}
    for number in sorted(set(range(1, max(numbers, default=0) + 1)) - numbers):
        if not lines.brought:
            yield Finding(matter=Matter.LOG, sentence=f"Pack {number} is missing from the disclosure log.")
    for one in made:
        digest = hashlib.sha256(one.manifest.encode()).hexdigest()
        if digest != one.sha256 or (not lines.brought and digest not in lines.packs):
            told = f"What the disclosure log says of pack {one.number} was changed."
            yield Finding(matter=Matter.LOG, sentence=told)
    known = {one.sha256 for one in made}
    for digest, pack in lines.packs.items():
        if digest not in known:
            told = f"Pack {pack} was made, but the disclosure log no longer lists it."
            yield Finding(matter=Matter.LOG, sentence=told)


def _audits(work: Work, ground: Ground, found: Found) -> Iterator[Finding]:
    """Yield audits whose sealed PDF is missing or was changed."""
    from app.documents.inside import inside  # noqa: PLC0415 - the PDF library is slow to load
    from app.documents.verify import check  # noqa: PLC0415 - as above

    sealed = [audit for audit in work.quality.audits() if audit.sealed_at is not None]
    pdfs = work.quality.pdfs(audit.id for audit in sealed)
    for audit in sealed:
        name, pdf = f"The audit of {audit.month:%B %Y}", pdfs.get(audit.id)
        if pdf is None:
            yield Finding(
                matter=Matter.RECORD, sentence=f"The PDF of {name[:1].lower()}{name[1:]} is missing."
            )
            continue
        anchor = Head.read((inside(pdf, LOG) or {}).get("log"))
        if anchor is not None:
            found.signed_over.append((f"{name[:1].lower()}{name[1:]}", anchor))
        checked = check(pdf, name, ground.certificates)
        if checked.verdict is Verdict.NOT_CHECKED:
            found.unchecked.append(f"{name} could not be checked: {checked.sentence}")
        elif checked.verdict is Verdict.CHANGED or not checked.known:
            yield Finding(matter=Matter.RECORD, sentence=f"{name} was changed after it was sealed.")
