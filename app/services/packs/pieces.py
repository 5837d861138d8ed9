"""The records of a pack: each as its sealed original, or as an extract that stands in for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.documents.record import Extract
from app.domain.packs import UNLIKE, LeftOut, Names, masked, without_initials, without_sensitive
from app.services.packs.privacy import left_out_of, texts, why_extract
from app.services.packs.sources import SEALED, maker
from app.services.records.gathering import gather
from app.services.records.reading import openable
from app.services.signing.composing import documents_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.documents.record import RecordDocument
    from app.domain.packs import Mask, PackPlan
    from app.domain.people import Person
    from app.domain.records import RecordSummary
    from app.services.packs.ground import Ground, Order
    from app.services.packs.sources import Sources
    from app.services.records.gathering import Gathered

NOT_SEALED = "not sealed yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A record as it goes in: ``pdf`` is its sealed original, or ``document`` what an extract is made of.

    ``original`` is the original's SHA-256; ``gone`` is the label of each answer that is left out, by its key.
    """

    summary: RecordSummary
    form_title: str
    original: str
    why: str
    gone: Mapping[str, str]
    pdf: bytes = b""
    document: RecordDocument | None = None

    def extract(self, mask: Mask) -> RecordDocument | None:
        """Return the document with names replaced and sensitive parts left out, marked as an extract."""
        document = self.document
        if document is None:
            return None

        def hide(person: Person) -> Person:
            return replace(person, name=mask.text(person.name), job_title=mask.text(person.job_title))

        kept = (f"the kept file “{mask.text(a.name)}”" for a in document.attachments)
        return replace(
            document,
            record=masked(without_sensitive(document.record, self.gone), mask),
            about=hide(document.about),
            led_by=hide(document.led_by),
            witness=hide(document.witness) if document.witness else None,
            countersigner=hide(document.countersigner) if document.countersigner else None,
            people={one: mask.text(name) for one, name in document.people.items()},
            comments=tuple(
                replace(c, name=mask.text(c.name), text=mask.text(c.text)) for c in document.comments
            ),
            canonical=b"",
            extract=Extract(
                why=self.why,
                original=self.original or NOT_SEALED,
                left_out=(*self.gone.values(), *kept),
            ),
        )


def read_pieces(
    sources: Sources, order: Order, ground: Ground, some: tuple[str, ...]
) -> tuple[list[LeftOut], list[Piece]]:
    """Return some records of a plan, as far as the maker may read them now.

    Those that are not as they were sealed come first: they stay out, by name, and stop no other.

    Read in two short transactions with the looking for names between them, when the vault is free.
    """
    plan = order.plan
    with sources.store.read() as work:
        me = maker(work, order.actor)
        brief = work.records.brief(set(some))
        known = {one.id: one for one in openable(work, me, brief.values())}
        sealed = tuple(one for one in known if known[one].state in SEALED)
        digests, titles = work.signing.digests(sealed), work.forms.titles(some)
        unlike = ground.leaving.changed(work, tuple(known))  # what is open may have been sealed before
        known = {one: summary for one, summary in known.items() if one not in unlike}
        looked_at = [one for one in some if one in known and not (_as_it_is(plan) and one in digests)]
        records = work.records.many(looked_at)
        gathered = {one.record.id: one for one in gather(work, sources.catalog, records.values())}
    judged = {one: _judged(plan, gathered[one], ground) for one in gathered}
    extracts = {one for one in known if one not in digests or (one in judged and judged[one][0])}
    with sources.store.read() as work:
        maker(work, order.actor)
        composed = documents_of(work, sources.clock, (gathered[one] for one in extracts))
        documents = {document.record.id: _coded(plan, document) for document in composed}
        pdfs = work.signing.documents(one for one in known if one not in extracts)
    left = [
        LeftOut(number=brief[one].number, what=ground.mask.text(words), why=UNLIKE)
        for one, words in unlike.items()
    ]
    return left, [
        Piece(
            summary=known[one],
            form_title=titles.get(one, ""),
            original=digests.get(one, ""),
            why=judged[one][0] if one in judged else "",
            gone=judged[one][1] if one in judged else {},
            pdf=pdfs[one].pdf if one in pdfs else b"",
            document=documents.get(one),
        )
        for one in some
        if one in known
    ]


def _coded(plan: PackPlan, document: RecordDocument) -> RecordDocument:
    """Return a document without initials and job titles, which may be somebody’s alone, for codes."""
    if plan.names is not Names.CODE:
        return document
    witness, second = document.witness, document.countersigner
    return replace(
        document,
        record=without_initials(document.record, document.form),
        about=replace(document.about, job_title=""),
        led_by=replace(document.led_by, job_title=""),
        witness=replace(witness, job_title="") if witness else None,
        countersigner=replace(second, job_title="") if second else None,
    )


def _as_it_is(plan: PackPlan) -> bool:
    """Whether nothing is taken out of anything, so that sealed records need not be looked through."""
    return plan.names is Names.FULL and plan.sensitive and not plan.hidden


def _judged(plan: PackPlan, one: Gathered, ground: Ground) -> tuple[str, dict[str, str]]:
    """Return why a record goes in as an extract, if it does, and what is left out of it."""
    gone = left_out_of(plan, one)
    return why_extract(plan, one.record, gone, ground.mask, texts(one, ground.names)), gone
