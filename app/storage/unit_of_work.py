"""One use case's transaction, with a gateway per noun. The audit event is written in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from app.domain.clock import today
from app.storage.gateways.actions import ActionsGateway
from app.storage.gateways.attachments import AttachmentsGateway
from app.storage.gateways.audit import AuditGateway
from app.storage.gateways.bound import BoundGateway
from app.storage.gateways.calendars import CalendarsGateway
from app.storage.gateways.erasing import ErasingGateway
from app.storage.gateways.expectations import ExpectationsGateway
from app.storage.gateways.forms import FormsGateway
from app.storage.gateways.frameworks import FrameworksGateway
from app.storage.gateways.going_out import GoingOutGateway
from app.storage.gateways.history import HistoryGateway
from app.storage.gateways.impact import ImpactGateway
from app.storage.gateways.noticed import NoticedGateway
from app.storage.gateways.packs import PacksGateway
from app.storage.gateways.pairs import PairsGateway
from app.storage.gateways.paper import PapersGateway
from app.storage.gateways.people import CertificatesGateway, PeopleGateway
from app.storage.gateways.practice import PracticeGateway
from app.storage.gateways.preparation import PreparationGateway
from app.storage.gateways.quality import QualityGateway
from app.storage.gateways.records import RecordsGateway
from app.storage.gateways.requests import RequestsGateway
from app.storage.gateways.retention import RetentionGateway
from app.storage.gateways.schedule import SessionsGateway
from app.storage.gateways.service import ServiceGateway
from app.storage.gateways.sharing import SharingGateway
from app.storage.gateways.signing import SigningGateway
from app.storage.gateways.signing_keys import SigningKeysGateway
from app.storage.gateways.standing_in import StandingInGateway
from app.storage.gateways.tables import TablesGateway
from app.storage.gateways.upshots import UpshotsGateway
from app.storage.gateways.words import WordsGateway
from app.storage.search import SearchGateway

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from app.domain.clock import Clock


T = TypeVar("T")
QUIET = frozenset({"opened the records", "signed in", "backup made", "backup rehearsed"})


class Work:
    """What a service works with between begin and commit. ``session`` is for the storage room only."""

    def __init__(self, session: Session, actor_id: str, clock: Clock) -> None:
        self.session = session
        self.people = PeopleGateway(session, today(clock))
        self.certificates = CertificatesGateway(session)
        self.standing_in = StandingInGateway(session)
        self.records = RecordsGateway(session)
        self.pairs = PairsGateway(session)
        self.sharing = SharingGateway(session)
        self.attachments = AttachmentsGateway(session)
        self.signing = SigningGateway(session)
        self.signing_keys = SigningKeysGateway(session)
        self.bound = BoundGateway(session)
        self.history = HistoryGateway(session)
        self.preparation = PreparationGateway(session)
        self.actions = ActionsGateway(session)
        self.sessions = SessionsGateway(session)
        self.calendars = CalendarsGateway(session)
        self.service = ServiceGateway(session)
        self.words = WordsGateway(session)
        self.practice = PracticeGateway(session)
        self.impact = ImpactGateway(session)
        self.noticed = NoticedGateway(session)
        self.expectations = ExpectationsGateway(session)
        self.upshots = UpshotsGateway(session)
        self.forms = FormsGateway(session)
        self.papers = PapersGateway(session)
        self.frameworks = FrameworksGateway(session)
        self.packs = PacksGateway(session)
        self.going_out = GoingOutGateway(session)
        self.requests = RequestsGateway(session)
        self.quality = QualityGateway(session)
        self.retention = RetentionGateway(session)
        self.erasing = ErasingGateway(session)
        self.tables = TablesGateway(session)
        self.search = SearchGateway(session)
        self.audit_log = AuditGateway(session)
        self.actor_id = actor_id
        self._clock = clock
        self._once: dict[str, object] = {}
        self._said: set[str] = set()
        self.afterwards: list[Callable[[], None]] = []
        """What is done to files once all of this is kept, and never when it is not."""

    @property
    def quiet(self) -> bool:
        """Whether nothing was done but coming in or making a backup: no further backup is needed for that."""
        return bool(self._said) and self._said <= QUIET

    def once(self, what: str, make: Callable[[], T]) -> T:
        """Return what is made from this moment: once in a read, and anew each time while things change."""
        if self.actor_id:
            return make()
        if what not in self._once:
            self._once[what] = make()
        return cast("T", self._once[what])

    def audit(self, action: str, subject: str, detail: str) -> None:
        """Write what is being done into the activity log. ``detail`` never holds what people wrote."""
        self._said.add(action)
        self.audit_log.add(self._clock.now(), self.actor_id, action, subject, detail)
