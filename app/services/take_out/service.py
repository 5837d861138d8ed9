"""Taking everything out, bringing it back, and bringing another service's records in beside one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import __version__
from app.domain.access import may_manage_people, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.content import canonical
from app.domain.errors import StateError, TextError
from app.domain.going_out import TAKE_OUT
from app.services.deleting import erase_again
from app.services.going_out import going_out
from app.services.present import present
from app.services.records.indexing import index
from app.services.take_out.as_sealed import LIST, altered, refuse
from app.services.take_out.own_words import Sealing, own_words
from app.services.take_out.reading import FORMAT, KEYS, MANIFEST, SIGNATURE, WRONG, TakenOut
from app.services.take_out.writing import README, Writer
from app.services.trusted import of_records
from app.storage.migrate import HEAD
from app.storage.whole import Merge, fill, leaving
from app.system.atomic import whole_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.services.backups import BackupsService
    from app.services.deleting import Wiper
    from app.services.signing.sealing import ServiceSeal
    from app.services.take_out.own_words import OwnWords
    from app.storage.restore import Restoring
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

TAKES_OUT = "Only the registered manager can take everything out."


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What came in.

    Rows by table, rows that were here already, and record numbers that were changed as (old, new).

    ``recovery_key`` is the key of a new recovery sheet when new keys were made. ``altered`` names each record
    that had been changed after it was sealed already when it was taken out. ``closed`` counts the drafts,
    sheets and reflections that stayed sealed in the folder, because only its recovery sheet opens them.
    """

    service: str
    rows: dict[str, int]
    skipped: int = 0
    renumbered: tuple[tuple[str, str], ...] = ()
    recovery_key: str = ""
    altered: tuple[str, ...] = ()
    closed: int = 0

    @property
    def told_closed(self) -> str:
        """What to say of what stayed closed; nothing where all came in."""
        many = (
            "One draft, sheet or reflection"
            if self.closed == 1
            else f"{self.closed} drafts, sheets or reflections"
        )
        stayed = (
            f"{many} stayed sealed in the folder: only its recovery sheet brings them back, in a new place."
        )
        return stayed if self.closed else ""


class TakeOutService:
    """The exit, always open."""

    def __init__(
        self,
        store: Store,
        restoring: Restoring,
        seal: ServiceSeal,
        catalog: Catalog,
        clock: Clock,
        backups: BackupsService,
        wiper: Wiper,
    ) -> None:
        self._wiper = wiper
        self._backups = backups
        self._store = store
        self._restoring = restoring
        self._seal = seal
        self._catalog = catalog
        self._clock = clock

    def exists(self) -> bool:
        """Whether there are records here already, so that bringing in means adding to them."""
        return self._restoring.exists

    def beforehand(self, actor: Actor) -> OwnWords:
        """Return whose drafts, preparation and reflections a folder taken out now would hold sealed."""
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), TAKES_OUT)
            return own_words(work)

    def take_out(self, actor: Actor, to: Path, progress: Callable[[int, int], bool] | None = None) -> Path:
        """Write everything to a new folder. Records that are not as they were sealed leave named as such.

        A take-out that is stopped or killed leaves nothing under its name.
        """
        from app.documents.manifest import as_pem, sign_manifest  # noqa: PLC0415 - the signature library is slow to load

        identity = self._seal.identity()
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), TAKES_OUT)
            if to.exists():
                message = (
                    f"There is already something called “{to.name}” there. Nothing was written. Choose a new "
                    "name."
                )
                raise StateError(message)
            work.audit("everything taken out", "service", "")
            service = work.service.get()
        noted = going_out(self._store, self._clock, actor.person_id, TAKE_OUT, to)
        with noted, whole_folder(to) as hidden, self._store.read() as work:
            tables = tuple(leaving())
            of = sum(work.tables.count(name) for name in tables)
            writer = Writer(hidden, of, progress)
            sealing = Sealing(work, writer, self._restoring.seals())
            counts = {name: sealing.write(work, name) for name in tables}
            writer.file(KEYS, self._restoring.sealed_keys())
            writer.file("service-certificate.pem", as_pem(identity.ca_certificate))
            found = altered(work, work.records.identities())
            if found:
                writer.file(LIST, "\n".join((*found, "")).encode())
            day = self._clock.now().astimezone(self._clock.zone()).date().isoformat()
            writer.file("README.txt", README.format(service=service.name, day=day).encode())
            manifest = canonical(
                {
                    "format": FORMAT,
                    "service": service.name,
                    "made_at": self._clock.now().isoformat(),
                    "made_with": f"Alongside {__version__}",
                    "shape": HEAD,
                    "log": work.audit_log.head().as_dict(),
                    "not_as_sealed": found,
                    "rows": counts,
                    "sealed": dict(sealing.apart),
                    "files": sorted(writer.files, key=lambda one: str(one["path"])),
                }
            )
            (hidden / MANIFEST).write_bytes(manifest + b"\n")
            (hidden / SIGNATURE).write_bytes(sign_manifest(manifest + b"\n", identity))
        return to

    def altered(self, folder: Path) -> tuple[str, ...]:
        """Return the records that were not as they were sealed when a folder was taken out, each named."""
        return TakenOut(folder).altered()

    def faults(self, folder: Path) -> tuple[str, ...]:
        """Return everything that is not as it was taken out, each with the file's name.

        Nothing when all is whole.
        """
        return TakenOut(folder).faults()

    def restore(
        self, folder: Path, *, name: str = "", passphrase: str = "", pin: str = "", recovery: str = ""
    ) -> BroughtIn:
        """Make the records anew where there are none, exactly as they were.

        With the recovery key every PIN and passphrase works as before. Without it one registered manager gets
        new ones and everybody else a code.
        """
        taken = TakenOut(folder, self._restoring.opens(recovery) if recovery else None)
        manifest = taken.whole()
        counts: dict[str, int] = {}
        found: list[str] = []

        def bring(work: Work) -> None:
            counts.update(fill(work, taken.rows))
            for table in manifest["rows"]:
                if counts.get(table) != (count := taken.expected(table, manifest)):
                    message = f"“{table}” holds {counts.get(table)} rows, not {count}. {WRONG}"
                    raise TextError(message)
            for record in work.records.brief({str(row["id"]) for row in taken.rows("record")}):
                index(work, self._catalog, record)
            found.extend(altered(work, work.records.identities()))

        printed = ""
        if recovery:
            self._restoring.with_sheet(taken.keys(), recovery, bring)
        else:
            printed = self._restoring.with_new_keys(bring, name, passphrase, pin)
        return BroughtIn(
            service=str(manifest["service"]),
            rows=counts,
            recovery_key=printed,
            altered=tuple(found),
            closed=taken.closed(),
        )

    def merge(self, actor: Actor, folder: Path, *, recovery: str = "") -> Outcome[BroughtIn]:
        """Bring another service's folder in beside what is here; with their recovery key all of it.

        What is here stays; numbers that clash get a second part. A backup is made first. Raises TextError
        naming each record of theirs that is not as it was sealed; then nothing comes in.
        """
        taken = TakenOut(folder, self._restoring.opens(recovery) if recovery else None)
        with self._store.read() as work:
            self._may_merge(work, actor)
        manifest = taken.whole()
        self._backups.before("another service came in")
        with self._store.write(actor.person_id) as work:
            self._may_merge(work, actor)
            merged = Merge(work=work, source=taken.rows, at=self._clock.now())
            merged.run()
            erase_again(work)
            came = work.records.brief(set(merged.records))
            refuse(altered(work, came, of_records(self._store)))
            for record_id in came:
                index(work, self._catalog, record_id)
            detail = f"{manifest['service']}: {sum(merged.rows.values())} rows"
            work.audit("another service brought in", "service", detail)
            deleted = bool(work.retention.gone_numbers())
        if deleted:
            self._wiper.wipe()
        done = BroughtIn(
            service=str(manifest["service"]),
            rows=merged.rows,
            skipped=merged.skipped,
            renumbered=tuple(sorted(merged.renumbered.items())),
            closed=taken.closed(),
        )
        return Outcome(done, changed(*Topic))

    def _may_merge(self, work: Work, actor: Actor) -> None:
        require(
            may_manage_people(present(work, actor)),
            "Only the registered manager can bring another service’s records in.",
        )
