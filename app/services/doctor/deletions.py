"""What was deleted, as the doctor reads it: a record that is gone is missing unless two signed for it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.audit import Head
from app.domain.findings import Finding, Matter
from app.domain.retention import confirmed
from app.storage.keys import key_id, proven

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.retention import Deletion
    from app.services.doctor.log import Lines
    from app.services.doctor.records import Found
    from app.storage.unit_of_work import Work


@dataclass(kw_only=True)
class Vouched:
    """The numbers of the records that two people signed away, by id, and of whom everything else went."""

    records: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)


def vouched(work: Work, lines: Lines, found: Found) -> Vouched:
    """Return what the log of deletions vouches for; a line of it that does not hold is a finding.

    It holds when both signed it with keys of their own, each with a certificate that is kept here, and when
    the activity log says so with the hash of what they signed.
    """
    made, whose = Vouched(), _owners(work, lines)
    here = {one.id: one for one in work.retention.deletions() if one.confirmed_at is not None}
    for one in here.values():
        faults = tuple(_faults(one, lines, whose))
        found.findings += (Finding(matter=Matter.LOG, sentence=words) for words in faults)
        if faults:
            continue
        body = json.loads(one.statement)
        made.records |= {str(record[0]): str(record[1]) for record in body["records"]}
        made.people |= {str(body["person"])} if body["rest"] else set()
        anchor = Head.read(body["log"])
        if anchor is not None and not lines.brought:
            found.signed_over.append((f"the deletion {one.name}", anchor))
    for missing in sorted(lines.deleted.keys() - here.keys()):
        digest = lines.deleted[missing]
        told = (
            f"The activity log tells of a deletion ({digest[:12]}) that the log of deletions no longer has."
        )
        found.findings.append(Finding(matter=Matter.LOG, sentence=told))
    return made


def _owners(work: Work, lines: Lines) -> dict[str, str]:
    """Return whose each signing key is or was, by what tells it apart."""
    return {key_id(one.der): lines.who(one.person_id) for one in work.certificates.every()}


def _faults(one: Deletion, lines: Lines, whose: dict[str, str]) -> Iterator[str]:
    digest = hashlib.sha256(one.statement.encode()).hexdigest()
    said = lines.deleted.get(one.id)
    if said is None or said != digest:
        yield f"No line of the activity log says that {one.name} was deleted as the log of deletions has it."
    if not _signed(one, digest):
        yield f"{one.name} is not signed by the two people who are said to have asked for and confirmed it."
        return
    asker, confirmer = (whose.get(key_id(bytes.fromhex(der))) for der in (one.asker, one.confirmer))
    if asker is None or confirmer is None or asker == confirmer:
        yield f"{one.name} was not signed by two people of this service."
    elif (asker, confirmer) != (lines.who(one.asked_by_id), lines.who(one.confirmed_by_id or "")):
        yield f"{one.name} was signed by others than the log of deletions says."


def _signed(one: Deletion, digest: str) -> bool:
    if one.confirmed_at is None:
        return False
    try:
        body = json.loads(one.statement)
        ask = proven(bytes.fromhex(one.asker), one.statement.encode(), bytes.fromhex(one.ask))
        second = confirmed(digest, one.confirmed_at)
        own = (body["deletion"], body["person"]) == (one.id, one.person_id)
        return own and ask and proven(bytes.fromhex(one.confirmer), second, bytes.fromhex(one.confirmation))
    except (ValueError, KeyError, TypeError):
        return False
