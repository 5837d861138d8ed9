"""All services in one value, as bootstrap builds them and a screen or command receives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.clock import Clock
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
    from app.services.impact import ImpactService
    from app.services.moving import MovingService
    from app.services.must import MustService
    from app.services.noticed import NoticedService
    from app.services.own_forms import OwnFormsService
    from app.services.own_keys import OwnKeysService
    from app.services.packs.service import PacksService
    from app.services.paper import PaperService
    from app.services.people import PeopleService
    from app.services.practice import PracticeService
    from app.services.quality import QualityService
    from app.services.records.confirming import ConfirmingService
    from app.services.records.correcting import CorrectingService
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
    from app.services.signing.held_elsewhere import HeldElsewhereService
    from app.services.signing.left_behind import LeftBehindService
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
    from app.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Every service of one vault folder, and the store they share.

    Several services asked inside one ``store.read()`` see one moment; what several write inside one
    ``store.write()`` is kept or undone as a whole.
    """

    clock: Clock
    store: Store
    vaults: VaultService
    backups: BackupsService
    salvage: SalvageService
    people: PeopleService
    codes: CodesService
    own_keys: OwnKeysService
    absences: AbsencesService
    doubles: DoublesService
    standing_in: StandingInService
    writing: WritingService
    aside: AsideService
    records: RecordsService
    sharing: SharingService
    correcting: CorrectingService
    preparing: PreparingService
    sheets_on_paper: SheetsOnPaperService
    scans: ScansService
    confirming: ConfirmingService
    scoring: ScoringService
    signing: SigningService
    beginning: BeginningService
    left_behind: LeftBehindService
    held_elsewhere: HeldElsewhereService
    moving: MovingService
    timekeeping: TimekeepingService
    actions: ActionsService
    schedule: ScheduleService
    sessions: SessionsService
    calendars: CalendarsService
    practice: PracticeService
    training: TrainingService
    training_files: TrainingFilesService
    training_lists: TrainingListsService
    impact: ImpactService
    competence: CompetenceService
    competence_files: CompetenceFilesService
    must: MustService
    frameworks: FrameworksService
    noticed: NoticedService
    expectations: ExpectationsService
    expectation_drafts: ExpectationDraftsService
    expectation_links: ExpectationLinksService
    evidence: EvidenceService
    finding: FindingService
    due_files: DueFilesService
    bring_in: BringInService
    packs: PacksService
    quality: QualityService
    requests: RequestsService
    retention: RetentionService
    deleting: DeletingService
    words: WordsService
    own_forms: OwnFormsService
    charts: ChartsService
    paper: PaperService
    audit: AuditService
    take_out: TakeOutService
    transfer: TransferService
    checking: CheckingService
    doctor: DoctorService
