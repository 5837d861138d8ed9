"""Sealing a record with the service's own seal: what nobody signs, and what nobody can sign any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.content import content_hash
from app.domain.errors import DocumentError
from app.domain.signing import Part
from app.services.signing.closing import close
from app.services.signing.composing import document_of
from app.services.signing.turns import unchanged

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.domain.records import Record
    from app.services.signing.sealing import ServiceSeal
    from app.services.timekeeping import TimekeepingService
    from app.storage.store import Store


class SealingByService:
    """Seals in the service's name."""

    def __init__(
        self,
        store: Store,
        seal: ServiceSeal,
        catalog: Catalog,
        timekeeping: TimekeepingService,
        clock: Clock,
    ) -> None:
        self._store = store
        self._service_seal = seal
        self._catalog = catalog
        self._timekeeping = timekeeping
        self._clock = clock

    def seal(self, actor: Actor, record: Record) -> None:
        """Seal a record as it stands, unless it was taken back meanwhile. Raises DocumentError."""
        from app.documents.render import render_record  # noqa: PLC0415 - the PDF library is slow to load

        now = self._clock.now()
        with self._store.read() as work:
            document = document_of(work, self._catalog, self._clock, record, (Part.SERVICE,))
        drawn, zone = render_record(document), self._clock.zone()
        try:
            pdf = self._service_seal.sealed(drawn, now, zone, record.kind)
        except DocumentError as error:
            raise self._timekeeping.named(error) from error
        with self._store.write(actor.person_id) as work:
            if work.records.get(record.id).state is not record.state:
                return
            unchanged(work, record)
            work.signing.drop_document(record.id)
            work.signing.store_document(record.id, pdf, content_hash(pdf), 1)
            close(work, self._catalog, record, now, self._clock.zone())
