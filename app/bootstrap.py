"""The only file that knows the whole house: it builds every part and hands each what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.catalog.registry import Catalog
from app.documents.certificates import CertificateAuthority
from app.domain.clock import Clock, SystemClock
from app.services.absences import AbsencesService
from app.services.actions import ActionsService
from app.services.aside import AsideService
from app.services.audit import AuditService
from app.services.backups import BackupsService
from app.services.bring_in import BringInService
from app.services.calendars import CalendarsService
from app.services.charts import ChartsService
from app.services.checking import CheckingService
from app.services.codes import CodesService
from app.services.competence import CompetenceService
from app.services.competence_files import CompetenceFilesService
from app.services.deleting import DeletingService
from app.services.doctor.service import DoctorService
from app.services.doubles import DoublesService
from app.services.due_files import DueFilesService
from app.services.evidence import EvidenceService
from app.services.expectation_drafts import ExpectationDraftsService
from app.services.expectation_links import ExpectationLinksService
from app.services.expectations import ExpectationsService
from app.services.finding import FindingService
from app.services.frameworks import FrameworksService
from app.services.house import House
from app.services.impact import ImpactService
from app.services.moving import MovingService
from app.services.must import MustService
from app.services.noticed import NoticedService
from app.services.own_forms import OwnFormsService
from app.services.own_keys import OwnKeysService
from app.services.packs.service import PacksService
from app.services.packs.sources import Sources
from app.services.paper import PaperService
from app.services.people import PeopleService
from app.services.practice import PracticeService
from app.services.quality import QualityService
from app.services.records.confirming import ConfirmingService
from app.services.records.correcting import CorrectingService
from app.services.records.desk import Desk
from app.services.records.lists import RecordsService
from app.services.records.preparing import PreparingService
from app.services.records.scans import ScansService
from app.services.records.scoring import ScoringService
from app.services.records.sharing import SharingService
from app.services.records.sheets_on_paper import SheetsOnPaperService
from app.services.records.writing import WritingService
from app.services.requests import RequestsService
from app.services.retention import RetentionService
from app.services.salvage import SalvageService
from app.services.schedule import ScheduleService
from app.services.sessions import SessionsService
from app.services.signing.beginning import BeginningService
from app.services.signing.by_service import SealingByService
from app.services.signing.held_elsewhere import HeldElsewhereService
from app.services.signing.left_behind import LeftBehindService
from app.services.signing.sealing import ServiceSeal
from app.services.signing.service import SigningService
from app.services.standing_in import StandingInService
from app.services.take_out.service import TakeOutService
from app.services.timekeeping import TimekeepingService
from app.services.training import TrainingService
from app.services.training_files import TrainingFilesService
from app.services.training_lists import TrainingListsService
from app.services.transfer import TransferService
from app.services.vaults import VaultService
from app.services.words import WordsService
from app.storage.keys import FLOOR, KdfCost
from app.storage.vault import Vault
from app.system.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.store import Store


def _ground(
    folder: Path, clock: Clock | None, kdf: KdfCost | None
) -> tuple[Clock, Vault, Store, ServiceSeal, Catalog]:
    """Return what everything stands on."""
    clock = clock or SystemClock()
    vault = Vault(folder, clock, CertificateAuthority(), kdf)
    seal = ServiceSeal(vault.store, vault.service_keys)
    return clock, vault, vault.store, seal, Catalog(resource("catalog"))


def _signing(
    vault: Vault, seal: ServiceSeal, catalog: Catalog, clock: Clock
) -> tuple[Desk, TimekeepingService, SigningService, LeftBehindService, HeldElsewhereService]:
    """Return the desk and the clock's keeper, who lets people sign, and who closes what nobody signs here."""
    store, desk = vault.store, Desk(vault.secrets, catalog, clock)
    timekeeping = TimekeepingService(store, clock)
    by_service = SealingByService(store, seal, catalog, timekeeping, clock)
    signing = SigningService(store, vault.secrets, by_service, catalog, timekeeping, clock)
    elsewhere = HeldElsewhereService(store, desk, CheckingService(store), by_service, catalog, clock)
    return desk, timekeeping, signing, LeftBehindService(store, desk, by_service, clock), elsewhere


def build(folder: Path, clock: Clock | None = None, kdf: KdfCost | None = None) -> House:
    """Return every service of the vault in ``folder``. Nothing is opened or written yet."""
    clock, vault, store, seal, catalog = _ground(folder, clock, kdf)
    people, schedule = PeopleService(store, vault.enrolling, clock), ScheduleService(store, catalog, clock)
    sessions, frameworks = SessionsService(store, clock), FrameworksService(store, catalog, clock)
    evidence, backups = EvidenceService(store, catalog, frameworks, clock), BackupsService(vault, clock)
    practice, words = PracticeService(store, catalog, clock), WordsService(store)
    competence, training = CompetenceService(store, catalog, clock), TrainingService(store, clock)
    noticed, expectations = NoticedService(store, catalog, clock), ExpectationsService(store, clock)
    must, vaults = MustService(competence, noticed, expectations, clock), VaultService(vault, catalog, clock)
    desk, timekeeping, signing, left_behind, elsewhere = _signing(vault, seal, catalog, clock)
    sources = Sources(
        store=store, seal=seal, catalog=catalog, clock=clock, evidence=evidence,
        schedule=schedule, competence=competence, training=training, practice=practice, words=words,
    )  # fmt: skip
    return House(
        store=store, vaults=vaults, people=people, backups=backups, salvage=SalvageService(vault),
        doctor=DoctorService(store, vaults, CheckingService(store), clock), absences=AbsencesService(store),
        codes=CodesService(store, vault.enrolling, clock), preparing=PreparingService(store, catalog, clock),
        own_keys=OwnKeysService(store, vault.secrets, clock), records=RecordsService(store, desk, catalog),
        writing=WritingService(store, desk, vault.secrets, catalog, clock),
        aside=AsideService(store, vault.secrets, WritingService(store, desk, vault.secrets, catalog, clock)),
        sharing=SharingService(store, desk, vault.secrets, catalog, clock),
        correcting=CorrectingService(store, desk, catalog, clock), scans=ScansService(store, desk, clock),
        sheets_on_paper=SheetsOnPaperService(store, catalog, clock),
        confirming=ConfirmingService(store, desk, vault.secrets, catalog, clock),
        scoring=ScoringService(store, desk, catalog, clock), beginning=BeginningService(store, vault.secrets),
        signing=signing, left_behind=left_behind, held_elsewhere=elsewhere,
        moving=MovingService(store, vault.enrolling, left_behind, clock), timekeeping=timekeeping,
        actions=ActionsService(store, clock), schedule=schedule, sessions=sessions, clock=clock,
        calendars=CalendarsService(store, schedule, sessions, must, clock), practice=practice, must=must,
        impact=ImpactService(store, catalog, clock), training=training, evidence=evidence,
        training_files=TrainingFilesService(store, training, clock),
        training_lists=TrainingListsService(store, training, clock),
        competence=competence, competence_files=CompetenceFilesService(store, competence, clock),
        frameworks=frameworks, noticed=noticed, expectations=expectations,
        expectation_drafts=ExpectationDraftsService(store, clock),
        expectation_links=ExpectationLinksService(store, catalog, clock),
        quality=QualityService(store, seal, catalog, clock),
        doubles=DoublesService(store, vault.enrolling, catalog, clock),
        standing_in=StandingInService(store, clock), requests=RequestsService(store, clock),
        finding=FindingService(store, frameworks), retention=RetentionService(store, catalog, clock),
        deleting=DeletingService(store, vault.secrets, vault.wiping, vault.backups, catalog, clock),
        words=words, packs=PacksService(sources), own_forms=OwnFormsService(store, catalog, clock),
        charts=ChartsService(store, practice, clock), paper=PaperService(store, catalog, clock),
        bring_in=BringInService(store, people, clock), audit=AuditService(store, clock),
        due_files=DueFilesService(store, schedule, must, clock),
        take_out=TakeOutService(store, vault.restoring, seal, catalog, clock, backups, vault.wiping),
        transfer=TransferService(store, clock), checking=CheckingService(store),
    )  # fmt: skip


def build_made_up(folder: Path, clock: Clock | None = None) -> House:
    """Return the services of records that are made up: their PINs need not resist guessing, only be quick."""
    return build(folder, clock, FLOOR)
