"""One monthly audit: the records drawn, with the same questions for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.errors import NotFoundError
from app.pages import places
from app.pages.pieces import Verb, record_called
from app.pages.writing import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.answers import Answer
    from app.domain.forms import Form
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.pages import House

GONE = "That audit is not there. Nothing was changed. Go back and open it from the list."
KEPT = "Saved"
SEALED = "The audit is sealed. It counts as evidence of how the service checks itself."


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One record that was drawn, the way to it and what was found in it so far."""

    record_id: str
    number: str
    called: str
    open: Verb
    found: Mapping[str, Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAuditPage:
    """Everything the page shows. The same is asked of each record: what the form asks."""

    title: str
    told: str
    form: Form
    questions: tuple[Question, ...]
    records: tuple[Drawn, ...]
    words: str


def read(house: House, actor: Actor, audit_id: str) -> QualityAuditPage:
    """Return an audit with its records. Raises NotFoundError, and NotAllowedError for all but the manager."""
    zone = house.clock.zone()
    with house.store.read():
        audit = next((one for one in house.quality.audits(actor) if one.id == audit_id), None)
        if audit is None:
            raise NotFoundError(GONE)
        sample, form = house.quality.sample(actor, audit_id), house.quality.form(actor, audit_id)
    drawn = "1 record" if len(sample) == 1 else f"{len(sample)} records"
    return QualityAuditPage(
        title=f"{form.title}, {audit.month:%B %Y}",
        told=f"{drawn} drawn by chance with the seed {audit.seed}. What you answer is kept as you go.",
        form=form,
        questions=tuple(Question(key, item, section.title) for key, section, item in form.keyed),
        records=tuple(
            Drawn(
                record_id=record.id,
                number=record.number,
                called=record_called(record, zone),
                open=Verb("Read it", places.Record(record_id=record.id), f"Read it: {record.number}"),
                found=audit.found(form, record.id).answers,
            )
            for record in sample
        ),
        words=audit.words,
    )


def answer(
    house: House, actor: Actor, audit_id: str, answers: Mapping[str, Mapping[str, Answer]], words: str
) -> Outcome[str]:
    """Keep what was found so far (record id → key of the question → answer). Returns what to say."""
    return Outcome(KEPT, house.quality.answer(actor, audit_id, answers, words).changes)


def seal(
    house: House, actor: Actor, audit_id: str, answers: Mapping[str, Mapping[str, Answer]], words: str
) -> Outcome[str]:
    """Keep what was found and seal it. Returns what to say.

    Raises IncompleteError while answers are missing; those given are kept first, in a transaction of their
    own, so that they stay.
    """
    house.quality.answer(actor, audit_id, answers, words)
    return Outcome(SEALED, house.quality.seal_audit(actor, audit_id).changes)


def paper(house: House, actor: Actor, audit_id: str, to: To) -> Outcome[str]:
    """Write the audit's form to a file, to be filled in by hand. Returns what to say."""
    house.quality.audit_paper(actor, audit_id, to)
    return Outcome(f"Saved to {to}. Print it once for each record.", changed())
