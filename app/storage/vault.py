"""The vault: one encrypted file, opened by people's own secrets. This is its door."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import NotAllowedError, WrongSecretError
from app.domain.ids import new_id
from app.domain.names import name_key
from app.domain.people import Role, Standing
from app.domain.schedule import DueRules
from app.domain.signing_keys import Why
from app.models.service import ServiceRow
from app.storage import keyring, keys
from app.storage.backups.keeping import Backups
from app.storage.backups.rescue import Rescue
from app.storage.gateways.service import rules_json
from app.storage.health import Health
from app.storage.held import Held
from app.storage.in_step import InStep
from app.storage.restore import Restoring, new_ring, with_recovery
from app.storage.rotation import Rotation
from app.storage.secrets import Enrolling, OwnSecrets
from app.storage.service_keys import ServiceKeys
from app.storage.signing_keys import Origin
from app.storage.store import Transactions
from app.storage.waits import TriesFile
from app.storage.wiping import Wiping
from app.system.wipe import wipe

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.people import Person, Profile, Service
    from app.storage.authority import Authority
    from app.storage.keyring import Holder, Keyring
    from app.storage.keys import KdfCost
    from app.storage.unit_of_work import Work

TRIES_FILE = "tries.json"
FIRST = Origin(why=Why.FIRST, log="first keys made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A new vault's registered manager and the recovery key to print."""

    owner_id: str
    recovery_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """Who was let in by the recovery sheet, and the key for the new sheet."""

    person_id: str
    recovery_key: str


class Vault:
    """The records of one service in one folder."""

    def __init__(self, folder: Path, clock: Clock, authority: Authority, cost: KdfCost | None = None) -> None:
        self.held = Held(folder, clock, authority, cost)
        self.store = Transactions(self.held)
        self.in_step = InStep(self.held, self.store)
        self.rotation = Rotation(self.held, self.store)
        self.secrets = OwnSecrets(self.held, self.store)
        self.enrolling = Enrolling(self.held, self.store, self.rotation)
        self.service_keys = ServiceKeys(self.held, self.store)
        self.restoring = Restoring(self.held, self.store, self.secrets, self.service_keys)
        self.health = Health(self.held, self.store)
        self.backups = Backups(self.held, self.store)
        self.rescue = Rescue(self.held, self.backups)
        self.wiping = Wiping(self.held, self.store)

    @property
    def folder(self) -> Path:
        """The folder that holds the records."""
        return self.held.folder

    @property
    def exists(self) -> bool:
        """Whether a vault has been made in the folder."""
        return self.held.exists

    @property
    def is_open(self) -> bool:
        """Whether the vault key is known and the file is open."""
        return self.held.is_open

    @property
    def lost(self) -> str:
        """What happened to the records file while it was open, until it is opened again; or nothing."""
        return self.held.footing.lost

    def read(self) -> AbstractContextManager[Work]:
        """Let the caller read one consistent state; see ``Store``."""
        return self.store.read()

    def write(self, actor_id: str) -> AbstractContextManager[Work]:
        """Begin, let the caller change things, commit; see ``Store``."""
        return self.store.write(actor_id)

    def create(self, service: Service, owner: Profile, passphrase: str, pin: str) -> Created:
        """Make the vault and its registered manager. Nothing is in force until the key file is written.

        Raises WeakSecretError, VaultPlaceError, VaultInUseError or StorageFullError.
        """
        keys.check_passphrase(passphrase, owner.name)
        keys.check_pin(pin)
        key = os.urandom(keys.KEY_BYTES)
        ring, printed = new_ring(key)
        with self.held.fresh_file(ring, key):
            person = self._first(service, owner)
            self.secrets.settle(person, pin, passphrase, FIRST, fresh=True)
        return Created(owner_id=person.id, recovery_key=printed)

    def open(self, name: str, passphrase: str) -> str:
        """Open the vault with a passphrase and return who it is.

        Raises WrongSecretError, TooManyTriesError, NotAllowedError, VaultInUseError, VaultDamagedError,
        VaultNewerError or VaultMissingError.
        """
        ring, seal = keyring.load(self.folder)
        holders = tuple(h for h in ring.holders if name_key(h.name) == name_key(name))
        if not holders:
            message = (
                f"There is nobody called “{name}” who can open these records with a passphrase. Check "
                "the name and try again."
            )
            raise WrongSecretError(message)
        holder, secret = self._try(holders, passphrase)
        private = keys.envelope_key(secret)
        key = keys.open_envelope(bytes.fromhex(holder.envelope), private, ring.vault_id)
        self.held.open_file(ring, seal, key)
        try:
            self.in_step.settle(lambda newest: _same(newest, holder))
            self.rotation.finish(private)
            self.rotation.finish_removals(holder)
            self.enrolling.finish()
            self.secrets.hold_private(holder.person_id, secret)
            self.wiping.finish()
        except BaseException:
            self.close()
            raise
        finally:
            wipe(secret)
        return holder.person_id

    def open_with_recovery(self, printed: str, passphrase: str, pin: str) -> Recovered:
        """Open with the recovery sheet.

        The first registered manager gets new secrets, a new signing key and a new sheet. Everybody else's
        signing key is destroyed, and made anew when they sign in with their own PIN: the sheet signs for
        nobody. The old sheet opens nothing any more.
        """
        ring, seal = keyring.load(self.folder)
        secret = keys.recovery_secret(printed)
        envelope = keys.envelope_key(secret)
        if keys.public_bytes(envelope).hex() != ring.recovery_public:
            message = (
                "This recovery key belongs to other records or to an older sheet. Use the newest sheet "
                "for this service."
            )
            raise WrongSecretError(message)
        key = keys.open_envelope(bytes.fromhex(ring.recovery_envelope), envelope, ring.vault_id)
        self.held.open_file(ring, seal, key)
        try:
            self.in_step.settle(lambda newest: newest.recovery_public == ring.recovery_public)
            self.rotation.finish(envelope)
            with self.read() as work:
                owner = next(
                    p for p in work.people.all() if p.role is Role.OWNER and p.standing is not Standing.LEAVER
                )
            keys.check_passphrase(passphrase, owner.name)
            keys.check_pin(pin)
            printed_new, new_secret = keys.new_recovery_key()
            self.secrets.settle(owner, pin, passphrase, _recovered(owner))
            with self.write(owner.id) as work:
                self.enrolling.make_all_anew(work, owner.id)
            self.rotation.rotate(with_recovery(self.held.ring(), self.held.key, new_secret))
            wipe(new_secret)
        except BaseException:
            self.close()
            raise
        finally:
            wipe(secret)
        return Recovered(person_id=owner.id, recovery_key=printed_new)

    def new_sheet(self, person_id: str, passphrase: str) -> str:
        """Return the recovery key for a new sheet, for somebody who shows their own passphrase.

        The vault key changes with it: the old sheet opens nothing any more. Raises WrongSecretError or
        TooManyTriesError.
        """
        holder = self.held.ring().holder(person_id)
        if holder is None:
            message = (
                "Only somebody with a passphrase of their own can replace the sheet. Nothing was changed."
            )
            raise NotAllowedError(message)
        wipe(self._try((holder,), passphrase)[1])
        printed, secret = keys.new_recovery_key()
        self.rotation.rotate(with_recovery(self.held.ring(), self.held.key, secret))
        wipe(secret)
        return printed

    def people_with_passphrase(self) -> tuple[str, ...]:
        """Return the names of those who can open the vault, from the key file."""
        return tuple(holder.name for holder in keyring.load(self.folder)[0].holders)

    def close(self) -> None:
        """Write everything into the one file, forget the key and let go of the folder."""
        self.held.close()

    def _first(self, service: Service, owner: Profile) -> Person:
        """Write the service and its registered manager into an empty file."""
        owner_id, authority = new_id(), self.held.authority
        ca_key = authority.create()
        ca_certificate = authority.certificate(ca_key, service.name)
        with self.write(owner_id) as work:
            row = ServiceRow(
                id=1,
                name=service.name,
                logo=service.logo,
                demo=service.demo,
                lock_after_minutes=service.lock_after_minutes,
                starts=True,
                places="",
                care_values="",
                safeguarding="",
                speaking_up="",
                countersigned="",
                due_rules=rules_json(DueRules()),
                ca_key=ca_key,
                ca_certificate=ca_certificate,
                crl=authority.revocation_list(ca_key, ca_certificate),
            )
            work.session.add(row)
            work.people.add(owner_id, owner)
            work.audit("records set up", "service", service.name)
            return work.people.get(owner_id)

    def _try(self, holders: tuple[Holder, ...], passphrase: str) -> tuple[Holder, bytes]:
        """Return who of one name a passphrase is, and the secret it opens.

        Wrong tries are counted beside the key file, for each of that name.
        """
        waits, patience, first = TriesFile(self.folder / TRIES_FILE), self.held.patience, holders[0]
        counted = [waits.get(holder.person_id) for holder in holders]
        for holder, (_, until) in zip(holders, counted, strict=True):
            patience.refuse(holder.person_id, first.name, until)
        tries = max(tries for tries, _ in counted)
        found = _opened(holders, passphrase)
        if found is None:
            begun = [patience.begin(one.person_id, tries + 1) for one in holders]
            for one, until in zip(holders, begun, strict=True):
                waits.put(one.person_id, tries + 1, until)
            patience.refuse_try(first.person_id, first.name, "passphrase", tries + 1, begun[0])
        for one in holders if tries else ():
            waits.put(one.person_id, 0, None)
        return found


def _recovered(owner: Person) -> Origin:
    return Origin(why=Why.RECOVERY, log="recovery sheet used, new keys made", ordered_by_id=owner.id)


def _same(newest: Keyring, holder: Holder) -> bool:
    """Whether the newest key file still has somebody, with the passphrase of this entry."""
    now = newest.holder(holder.person_id)
    return now is not None and (now.slot, now.public) == (holder.slot, holder.public)


def _opened(holders: tuple[Holder, ...], passphrase: str) -> tuple[Holder, bytes] | None:
    """Return whose slot a passphrase opens, with the secret in it."""
    for holder in holders:
        with contextlib.suppress(WrongSecretError):
            return holder, keys.unlock(holder.slot, passphrase, f"passphrase {holder.person_id}")
    return None
