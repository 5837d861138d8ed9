"""One monthly audit: the records drawn, with the same questions for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.errors import NotFoundError
from app.pages import places
from app.pages.pieces import Option, Verb, record_called

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.people import Actor
    from app.pages import House

GONE = "That audit is not there. Nothing was changed. Go back and open it from the list."
KEPT = "Saved"
SEALED = "The audit is sealed. It counts as evidence of how the service checks itself."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question about one record. ``name`` tells it from the same question about another record."""

    record_id: str
    question_id: str
    text: str
    name: str
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One record that was drawn, the way to it and what is asked about it."""

    called: str
    open: Verb
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAuditPage:
    """Everything the page shows."""

    title: str
    told: str
    answers: tuple[Option, ...]
    records: tuple[Drawn, ...]
    words: str


def read(house: House, actor: Actor, audit_id: str) -> QualityAuditPage:
    """Return an audit with its records. Raises NotFoundError, and NotAllowedError for all but the manager."""
    guide, zone = house.quality.guide(), house.clock.zone()
    with house.store.read():
        audit = next((one for one in house.quality.audits(actor) if one.id == audit_id), None)
        if audit is None:
            raise NotFoundError(GONE)
        sample = house.quality.sample(actor, audit_id)
    return QualityAuditPage(
        title=f"Audit of supervision, {audit.month:%B %Y}",
        told=f"{len(sample)} records drawn by chance with the seed {audit.seed}. What you answer is kept as "
        "you go.",
        answers=tuple(Option(*answer) for answer in guide.answers),
        records=tuple(
            Drawn(
                called=record_called(record, zone),
                open=Verb("Read it", places.Record(record_id=record.id), f"Read it: {record.number}"),
                asked=tuple(
                    Asked(
                        record_id=record.id,
                        question_id=question.id,
                        text=question.text,
                        name=f"{record.number}: {question.text}",
                        given=audit.answers.get(record.id, {}).get(question.id, ""),
                    )
                    for question in guide.questions
                ),
            )
            for record in sample
        ),
        words=audit.words,
    )


def answer(
    house: House, actor: Actor, audit_id: str, answers: Mapping[str, Mapping[str, str]], words: str
) -> Outcome[str]:
    """Keep what was found so far (record id → question id → answer id). Returns what to say."""
    return Outcome(KEPT, house.quality.answer(actor, audit_id, answers, words).changes)


def seal(
    house: House, actor: Actor, audit_id: str, answers: Mapping[str, Mapping[str, str]], words: str
) -> Outcome[str]:
    """Keep what was found and seal it. Returns what to say.

    Raises IncompleteError while answers are missing; those given are kept first, in a transaction of their
    own, so that they stay.
    """
    house.quality.answer(actor, audit_id, answers, words)
    return Outcome(SEALED, house.quality.seal_audit(actor, audit_id).changes)
