"""Opening and closing the records: first run, sign in, unlock, recovery and the service's own details."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import Clock, today
from app.domain.errors import AlongsideError, VaultPlaceError, WeakSecretError
from app.domain.people import Actor, Standing, short_names
from app.services.going_out import Told, clear, file_out
from app.services.present import actor_for, present
from app.services.records.indexing import find_older, read_older
from app.storage.keys import check_pin
from app.system.known_services import remember
from app.system.resources import resource
from app.system.volume import check_place, warn_place

if TYPE_CHECKING:
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.domain.people import Profile, Service
    from app.storage.vault import Vault

PASSPHRASE_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What first run and recovery hand over once.

    Who is signed in, the new recovery key and its sheet as a PDF.
    """

    actor: Actor
    recovery_key: str
    recovery_sheet_pdf: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One name on the lock screen. ``needs_code`` is true until the person has chosen their own secret.

    No two short names are the same; the whole name is there to be searched.
    """

    person_id: str
    short_name: str
    name: str
    needs_code: bool
    opens_vault: bool


SHEET = "Only the registered manager can replace the recovery sheet."


class VaultService:
    """The door to the records."""

    def __init__(self, vault: Vault, catalog: Catalog, clock: Clock) -> None:
        self._vault = vault
        self._catalog = catalog
        self._clock = clock
        self.noticed: tuple[str, ...] = ()
        """What was put back from an earlier day, noticed when the records were opened, in sentences."""
        self.cleared = Told()
        """What was cut off before the records were opened, and what became of it."""

    @property
    def folder(self) -> Path:
        """The folder that holds the records."""
        return self._vault.folder

    def exists(self) -> bool:
        """Whether records have been set up in this folder."""
        return self._vault.exists

    def is_open(self) -> bool:
        """Whether somebody has given a passphrase since the program started."""
        return self._vault.is_open

    def lost(self) -> str:
        """Return what happened to the records file while it was open, or nothing."""
        return self._vault.lost

    def cut_off(self) -> bool:
        """Whether an earlier first set-up was cut off here; nothing of it is left."""
        return self._vault.held.cut_off

    def place_problem(self) -> str | None:
        """Return why records cannot be kept in this folder, or None."""
        try:
            check_place(self._vault.folder)
        except VaultPlaceError as error:
            return str(error)
        return None

    def cloud_warning(self) -> str | None:
        """Return a sentence when the folder is copied to a cloud service, or None."""
        return warn_place(self._vault.folder)

    def service(self) -> Service:
        """Return the service's details. The records must be open."""
        with self._vault.read() as work:
            return work.service.get()

    def set_up(self, service: Service, owner: Profile, passphrase: str, pin: str) -> SetUp:
        """Make the vault with its registered manager. The recovery key is told here and never again."""
        check_place(self._vault.folder)
        created = self._vault.create(service, owner, passphrase, pin)
        return self._handed_over(created.owner_id, created.recovery_key)

    def recover(self, recovery_key: str, passphrase: str, pin: str) -> SetUp:
        """Open with the recovery sheet.

        The registered manager gets new secrets, and a new sheet replaces the old.
        """
        recovered = self._vault.open_with_recovery(recovery_key, passphrase, pin)
        self._tell_noticed(recovered.person_id)
        return self._handed_over(recovered.person_id, recovered.recovery_key)

    def new_sheet(self, actor: Actor, passphrase: str) -> SetUp:
        """Replace a recovery sheet that was lost: the old one opens nothing any more.

        For the registered manager, with their own passphrase. Raises WrongSecretError or TooManyTriesError.
        """
        with self._vault.read() as work:
            require(may_manage_people(present(work, actor)), SHEET)
        with self._vault.write(actor.person_id) as work:
            work.audit("new recovery sheet ordered", "service", "")
        key = self._vault.new_sheet(actor.person_id, passphrase)
        # the old one opens nothing any more, so the new one is handed over whatever else fails
        with contextlib.suppress(AlongsideError), self._vault.write(actor.person_id) as work:
            work.audit("new recovery sheet made", "service", "the old one opens nothing any more")
        return self._handed_over(actor.person_id, key)

    def confirm_sheet(self, actor: Actor) -> None:
        """Note that the recovery sheet was printed and put away."""
        with self._vault.write(actor.person_id) as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager can say that the recovery sheet was put away.",
            )
            work.audit("recovery sheet put away", "service", "")

    def save_sheet(self, sheet: bytes, to: Path) -> Path:
        """Write a recovery sheet where somebody chose, whatever becomes of the records.

        Raises StorageFullError.
        """
        return file_out(self._vault.store, self._clock, "", to, sheet, surely=True)

    def passphrase_names(self) -> tuple[str, ...]:
        """Return the names of the people who can open the records with a passphrase."""
        return tuple(dict.fromkeys(self._vault.people_with_passphrase()))

    def open(self, name: str, passphrase: str) -> Actor:
        """Open the records for the day. Raises WrongSecretError, TooManyTriesError or a vault fault."""
        check_place(self._vault.folder)
        person_id = self._vault.open(name, passphrase)
        put_back = bool(self._vault.backups.notes.restored)
        actor = self._signed_in(person_id, "opened the records")
        cleared = clear(self._vault.store, self._clock, person_id, put_back=put_back)
        self.cleared.add((*self._vault.held.take_cleared(), *cleared))
        return actor

    def unlock(self, person_id: str, pin: str) -> Actor:
        """Sign in with a PIN while the records are open."""
        self._vault.secrets.unlock(person_id, pin)
        return self._signed_in(person_id, "signed in")

    def enrol(self, person_id: str, code: str, pin: str, passphrase: str | None) -> Actor:
        """Choose one's own PIN (and passphrase) with a one-time code.

        A new signing key is made at this moment.
        """
        self._vault.secrets.choose(person_id, code, pin, passphrase)
        return self._signed_in(person_id, "chose their own PIN")

    def change_secret(self, actor: Actor, old_pin: str, new_pin: str, new_passphrase: str | None) -> None:
        """Change one's own PIN and, if given, passphrase. The signing key stays the same."""
        self._vault.secrets.change(actor.person_id, old_pin, new_pin, new_passphrase)

    def tiles(self) -> tuple[Tile, ...]:
        """Return the people who may sign in, for the lock screen."""
        with self._vault.read() as work:
            here = [person for person in work.people.all() if person.standing is not Standing.LEAVER]
        short = short_names(here)
        return tuple(
            Tile(
                person_id=person.id,
                short_name=short[person.id],
                name=person.name,
                needs_code=not person.secret_set,
                opens_vault=person.role.opens_vault,
            )
            for person in here
        )

    def change_service(self, actor: Actor, service: Service) -> Outcome[Service]:
        """Change the service's name, logo, lock time, words for starting or places."""
        with self._vault.write(actor.person_id) as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager can change the service’s details.",
            )
            before = work.service.get()
            work.service.store(service)
            work.audit("service details changed", "service", service.name)
            if service.starts != before.starts:
                done = "switched on" if service.starts else "switched off"
                work.audit(f"words for starting {done}", "service", "")
        return Outcome(service, changed(Topic.SERVICE))

    def suggest_passphrase(self) -> str:
        """Return a new random passphrase of plain words."""
        words = resource("words", "passphrase.txt").read_text(encoding="utf-8").split()
        return " ".join(secrets.choice(words) for _ in range(PASSPHRASE_WORDS))

    def suggest_pin(self) -> str:
        """Return a new random PIN that is not easy to guess."""
        while True:
            pin = f"{secrets.randbelow(1_000_000):06d}"
            with contextlib.suppress(WeakSecretError):
                check_pin(pin)
                return pin

    def signing_key(self, person_id: str, pin: str) -> bytes:
        """Open a person's signing key with their own PIN (the demo story signs for its made-up cast)."""
        return self._vault.secrets.signing_key(person_id, pin)

    def faults(self) -> tuple[str, ...]:
        """Check vault, keys and activity log; return each fault as a sentence, none when all is well."""
        return tuple(dict.fromkeys((*self.noticed, *self._vault.health.faults())))

    def sign_out(self) -> None:
        """Forget the key of whoever was signed in; the records stay open for the next person.

        Not when their file is gone: then they are closed, and ``lost`` says what happened.
        """
        self._vault.secrets.sign_out()
        if self._vault.lost:
            self._vault.close()

    def close(self) -> None:
        """Close the records and let go of the folder."""
        self._vault.close()

    def _signed_in(self, person_id: str, did: str) -> Actor:
        with self._vault.write(person_id) as work:
            person = work.people.get(person_id)
            require(
                person.standing is not Standing.LEAVER,
                f"{person.name} has left the service and can no longer sign in.",
            )
            work.audit(did, person_id, "")
            restored = self._vault.backups.notes.restored
            if restored:
                work.audit("backup restored", "service", restored)
            read_older(work, self._catalog)
            find_older(work, self._catalog)
            remember(work.certificates.authority()[0])
        if restored:
            self._vault.backups.note(restored="")
        self._tell_noticed(person_id)
        return actor_for(person)

    def _tell_noticed(self, person_id: str) -> None:
        """Write into the log what opening noticed, and keep it to be read."""
        noticed = self._vault.held.noticed
        if noticed:
            with self._vault.write(person_id) as work:
                for line in noticed:
                    work.audit(line, "service", "")
            self.noticed += tuple(noticed.values())
            noticed.clear()

    def _handed_over(self, person_id: str, recovery_key: str) -> SetUp:
        from app.documents.recovery import render_recovery_sheet  # noqa: PLC0415 - the PDF library is slow to load

        with self._vault.read() as work:
            person, service = work.people.get(person_id), work.service.get()
            remember(work.certificates.authority()[0])
        sheet = render_recovery_sheet(service, person.name, recovery_key, today(self._clock))
        return SetUp(actor=actor_for(person), recovery_key=recovery_key, recovery_sheet_pdf=sheet)
