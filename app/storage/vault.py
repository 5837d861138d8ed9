"""The vault: one encrypted file, opened by people's own secrets, changed one transaction at a time."""

from __future__ import annotations

import contextlib
import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.domain.errors import (
    AlongsideError,
    NotAllowedError,
    StateError,
    TooManyTriesError,
    VaultDamagedError,
    VaultPlaceError,
    WrongSecretError,
)
from app.domain.people import Standing
from app.domain.schedule import DueRules
from app.models.evidence import OriginRow
from app.models.people import SecretRow
from app.models.service import ServiceRow
from app.storage import engine, keyring, keys, migrate
from app.storage.failures import on_disk, plainly
from app.storage.gateways.service import rules_json
from app.storage.ids import new_id
from app.storage.keyring import Holder, Keyring
from app.storage.migrations.guards import GUARDS
from app.storage.store import Transactions
from app.storage.waits import FIRST_WAIT, TRIES, TriesFile, seconds_left, wait_after
from app.system.atomic import clear_leftovers, remove
from app.system.folder_lock import FolderLock

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from sqlalchemy import Engine

    from app.domain.clock import Clock
    from app.domain.people import Person, Profile, Service
    from app.storage.authority import Authority
    from app.storage.keyring import Slot
    from app.storage.keys import KdfCost
    from app.storage.unit_of_work import Work

TRIES_FILE = "tries.json"
TAKE_OUT = "take-out"
SECRET_BYTES = frozenset({"signing_key", "private_public"})
MOST_TOLD = 20


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
        self.folder = folder
        self._clock = clock
        self._authority = authority
        self._cost = cost
        self._lock = FolderLock(folder)
        self._engine: Engine | None = None
        self._key = b""
        self._ring: Keyring | None = None
        self._own: tuple[str, X25519PrivateKey] | None = None
        self.store = Transactions(self._opened, clock)

    @property
    def exists(self) -> bool:
        """Whether a vault has been made in the folder."""
        return keyring.exists(self.folder)

    @property
    def is_open(self) -> bool:
        """Whether the vault key is known and the file is open."""
        return self._engine is not None

    # --- making, opening, closing
    # ---------------------------------------------------------------------------------

    def create(self, service: Service, owner: Profile, passphrase: str, pin: str) -> Created:
        """Make the vault and its registered manager. Nothing is in force until the key file is written."""
        keys.check_passphrase(passphrase, owner.name)
        keys.check_pin(pin)
        self._make_folder()
        self._lock.acquire()
        try:
            if self.exists:
                message = (
                    f"There are already records in “{self.folder}”. Nothing was changed. Open them, or "
                    "choose another folder."
                )
                raise VaultPlaceError(message)
            with on_disk():
                return self._create(service, owner, passphrase, pin)
        except BaseException:
            self.close()
            raise

    def open(self, name: str, passphrase: str) -> str:
        """Open the vault with a passphrase and return who it is.

        Raises WrongSecretError, TooManyTriesError, NotAllowedError, VaultInUseError, VaultDamagedError,
        VaultNewerError or VaultMissingError.
        """
        ring, seal = keyring.load(self.folder)
        holder = next((h for h in ring.holders if h.name.casefold() == name.strip().casefold()), None)
        if holder is None:
            message = (
                f"There is nobody called “{name}” who can open these records with a passphrase. Check "
                "the name and try again."
            )
            raise WrongSecretError(message)
        waits = TriesFile(self.folder / TRIES_FILE)
        tries, until = waits.get(holder.person_id)
        self._refuse_while_waiting(until, holder.name)
        try:
            secret = keys.unlock(holder.slot, passphrase, f"passphrase {holder.person_id}")
        except WrongSecretError:
            waits.put(holder.person_id, tries + 1, wait_after(tries + 1, self._clock.now()))
            self._refuse(holder.name, "passphrase", tries + 1)
        if tries:
            waits.put(holder.person_id, 0, None)
        private = keys.envelope_key(secret)
        self._open_file(
            ring, seal, keys.open_envelope(bytes.fromhex(holder.envelope), private, ring.vault_id)
        )
        try:
            self._finish_rotation(private)
            self._finish_removals(holder)
            self._hold_private(holder.person_id, secret)
        except BaseException:
            self.close()
            raise
        return holder.person_id

    def open_with_recovery(self, printed: str, passphrase: str, pin: str) -> Recovered:
        """Open with the recovery sheet.

        The first registered manager gets new secrets, a new signing key and a new sheet.
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
        self._open_file(
            ring, seal, keys.open_envelope(bytes.fromhex(ring.recovery_envelope), envelope, ring.vault_id)
        )
        try:
            self._finish_rotation(envelope)
            with self.read() as work:
                owner = next(
                    p for p in work.people.all() if p.role.value == "owner" and p.standing.value != "leaver"
                )
            keys.check_passphrase(passphrase, owner.name)
            keys.check_pin(pin)
            printed_new, new_secret = keys.new_recovery_key()
            self._settle(owner, pin, passphrase, "recovery sheet used, new keys made")
            self._write_ring(_with_recovery(self._held_ring(), self._key, new_secret))
        except BaseException:
            self.close()
            raise
        return Recovered(person_id=owner.id, recovery_key=printed_new)

    def people_with_passphrase(self) -> tuple[str, ...]:
        """Return the names of those who can open the vault, from the key file."""
        return tuple(holder.name for holder in keyring.load(self.folder)[0].holders)

    def close(self) -> None:
        """Write everything into the one file, forget the key and let go of the folder."""
        if self._engine is not None:
            with (
                contextlib.suppress(Exception),
                self._engine.connect() as connection,
            ):  # a close has nobody left to tell
                raw: Any = connection.connection.dbapi_connection
                raw.execute("PRAGMA optimize")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._engine.dispose()
        self._engine, self._key, self._ring, self._own = None, b"", None, None
        self._lock.release()

    # --- taking everything out, bringing it back
    # --------------------------------------------------------------------

    def sealed_keys(self) -> bytes:
        """Return everything that keeps secrets (vault key, key file, people's slots, the service's keys), sealed to the recovery sheet."""
        ring = self._held_ring()
        with self.read() as work:
            row = work.session.query(ServiceRow).one()
            kept = {
                "vault_key": self._key.hex(),
                "keyring": asdict(ring),
                "service": {
                    "ca_key": row.ca_key.hex(),
                    "seal_key": row.seal_key.hex() if row.seal_key else None,
                },
                "secrets": [
                    {k: v.hex() if isinstance(v, bytes) else v for k, v in one.items()}
                    for one in work.tables.rows("secret")
                ],
            }
        return keys.seal_private(json.dumps(kept).encode(), bytes.fromhex(ring.recovery_public), TAKE_OUT)

    def restore_with_sheet(self, sealed: bytes, printed: str, fill: Callable[[Work], None]) -> None:
        """Make the vault anew with its old keys, opened by the recovery sheet.

        Every passphrase and PIN is as before. Then close it.
        """
        envelope = keys.envelope_key(keys.recovery_secret(printed))
        try:
            kept = json.loads(keys.open_private(sealed, envelope, TAKE_OUT))
        except NotAllowedError as error:
            message = (
                "This recovery key does not open what was taken out. Nothing was brought in. Use the "
                "sheet that was newest on that day."
            )
            raise WrongSecretError(message) from error
        ring, key = keyring.from_raw(kept["keyring"]), bytes.fromhex(kept["vault_key"])

        def with_secrets(work: Work) -> None:
            fill(work)
            row = work.session.query(ServiceRow).one()
            row.ca_key = bytes.fromhex(kept["service"]["ca_key"])
            row.seal_key = bytes.fromhex(kept["service"]["seal_key"]) if kept["service"]["seal_key"] else None
            made = [
                {k: bytes.fromhex(v) if k in SECRET_BYTES and v else v for k, v in one.items()}
                for one in kept["secrets"]
            ]
            work.tables.insert("secret", made)

        with self._fresh(ring, key):
            with self.write("") as work:
                with_secrets(work)
            self._write_ring(ring)

    def restore_with_new_keys(
        self, fill: Callable[[Work], None], name: str, passphrase: str, pin: str
    ) -> str:
        """Make the vault anew with new keys for one registered manager and the service.

        Returns the new recovery key; then close it.
        """
        keys.check_passphrase(passphrase, name)
        keys.check_pin(pin)
        key, vault_id = os.urandom(keys.KEY_BYTES), new_id()
        printed, recovery = keys.new_recovery_key()
        blank = Keyring(
            vault_id=vault_id,
            generation=0,
            file=self._free_name(),
            check=keys.check_value(key, vault_id),
            holders=(),
            recovery_public="",
            recovery_envelope="",
        )
        with self._fresh(_with_recovery(blank, key, recovery), key):
            with self.write("") as work:
                fill(work)
                row = work.session.query(ServiceRow).one()
                old = OriginRow(
                    id=new_id(),
                    name=row.name,
                    brought_in_at=self._clock.now(),
                    ca_certificate=row.ca_certificate,
                    crl=row.crl,
                )
                work.session.add(old)
                row.ca_key = self._authority.create()
                row.ca_certificate = self._authority.certificate(row.ca_key, row.name)
                row.crl = self._authority.revocation_list(row.ca_key, row.ca_certificate)
                row.seal_key, row.seal_certificate = None, None
                people = work.people.all()
                work.tables.insert("secret", ({"person_id": person.id, "tries": 0} for person in people))
                for person in people:
                    work.certificates.retire(person.id)
                owner = next(
                    (
                        p
                        for p in people
                        if p.role.value == "owner" and p.name.casefold() == name.strip().casefold()
                    ),
                    None,
                )
                if owner is None:
                    told = ", ".join(p.name for p in people if p.role.value == "owner")
                    message = (
                        f"“{name}” is no registered manager in what was taken out. Nothing was brought "
                        f"in. It could be: {told}."
                    )
                    raise NotAllowedError(message)
            self._settle(owner, pin, passphrase, "everything brought in, new keys made")
        return printed

    @contextmanager
    def _fresh(self, ring: Keyring, key: bytes) -> Iterator[None]:
        """Make an empty file under new keys, let the caller fill it, and close it.

        On any error nothing of it is left.
        """
        self._make_folder()
        self._lock.acquire()
        try:
            if self.exists:
                message = (
                    f"There are already records in “{self.folder}”. Nothing was changed. Open them, or "
                    "choose another folder."
                )
                raise VaultPlaceError(message)
            self._ring, self._key = replace(ring, file=self._free_name()), key
            path = self._file(self._ring)
            try:
                with on_disk():
                    migrate.upgrade(path, key)
                    self._engine = engine.engine(path, key)
                    yield
            except BaseException:
                self.close()
                for left in (path, *path.parent.glob(f"{path.name}-*")):
                    remove(left)
                raise
        finally:
            self.close()

    # --- transactions
    # ----------------------------------------------------------------------------------------------

    def write(self, actor_id: str) -> AbstractContextManager[Work]:
        """Begin, let the caller change things, commit; see ``Store``."""
        return self.store.write(actor_id)

    def read(self) -> AbstractContextManager[Work]:
        """Let the caller read one consistent state; see ``Store``."""
        return self.store.read()

    # --- people's own secrets
    # --------------------------------------------------------------------------------------

    def unlock(self, person_id: str, pin: str) -> None:
        """Check a PIN. Raises WrongSecretError or TooManyTriesError; the waits are kept in the vault."""
        self._hold_private(person_id, self._secret(person_id, pin))

    def sign_out(self) -> None:
        """Forget the key of whoever was signed in.

        What they keep private cannot be read until they come back.
        """
        self._own = None

    def seal_private(self, work: Work, person_id: str, record_id: str, content: bytes) -> bytes:
        """Seal content so that only its writer can read it, even with the vault open."""
        public = _secret_row(work, person_id).private_public
        if public is None:
            message = (
                "Lock and sign in once with your PIN, so that what you write can be kept private. "
                "Nothing is lost."
            )
            raise NotAllowedError(message)
        return keys.seal_private(content, public, record_id)

    def open_private(self, person_id: str, record_id: str, sealed: bytes) -> bytes:
        """Return what somebody keeps private. Only they can, while they are signed in.

        Raises NotAllowedError.
        """
        if self._own is None or self._own[0] != person_id:
            message = "Only the person who wrote this can open it, signed in with their own PIN."
            raise NotAllowedError(message)
        return keys.open_private(sealed, self._own[1], record_id)

    def service_seal(self) -> tuple[bytes, bytes]:
        """Return the service's own sealing key (PKCS8 DER) and certificate (DER), made when first needed.

        It signs for no person.
        """
        with self.read() as work:
            row = work.session.query(ServiceRow).one()
            if row.seal_key is not None and row.seal_certificate is not None:
                return row.seal_key, row.seal_certificate
        key = self._authority.create()
        with self.write("") as work:
            row = work.session.query(ServiceRow).one()
            row.seal_key = key
            row.seal_certificate = self._authority.issue(
                row.ca_key, row.ca_certificate, f"{row.name} seal", "Service seal", key
            )
            work.audit("service seal made", "service", "")
            return key, row.seal_certificate

    def signing_key(self, person_id: str, pin: str) -> bytes:
        """Return a person's signing key (PKCS8 DER), opened with their own PIN."""
        secret = self._secret(person_id, pin)
        with self.read() as work:
            wrapped = _secret_row(work, person_id).signing_key
        if wrapped is None:
            message = (
                "This person has no signing key now. Nothing was signed. The registered manager can "
                "reset their PIN."
            )
            raise NotAllowedError(message)
        return keys.unwrap_signing_key(secret, wrapped, person_id)

    def issue_code(self, work: Work, person_id: str) -> str:
        """Return a one-time code.

        The person's passphrase stops at once, their PIN and signing key with the caller's transaction.
        """
        code = keys.new_code()
        row = _secret_row(work, person_id)
        row.code_slot = _slot_json(
            keys.lock(os.urandom(keys.KEY_BYTES), _plain_code(code), keys.FLOOR, f"code {person_id}")
        )
        row.pin_slot, row.signing_key, row.private_public, row.tries, row.wait_until = (
            None,
            None,
            None,
            0,
            None,
        )
        work.certificates.retire(person_id)
        if self._held_ring().holder(person_id) is not None:
            self._write_ring(self._held_ring().without(person_id))
        return code

    def choose_secret(self, person_id: str, code: str, pin: str, passphrase: str | None) -> None:
        """Let a person with a one-time code choose their own PIN and passphrase.

        Only now is their key made.
        """
        with self.read() as work:
            person = work.people.get(person_id)
            slot = _secret_row(work, person_id).code_slot
        keys.check_pin(pin)
        if person.role.opens_vault:
            keys.check_passphrase(passphrase or "", person.name)
        if slot is None:
            message = f"{person.name} already has a PIN. If it is lost, the registered manager can reset it."
            raise StateError(message)
        self._try(person, slot, _plain_code(code), f"code {person_id}", "code")
        self._settle(
            person, pin, passphrase if person.role.opens_vault else None, "one-time code used, new keys made"
        )

    def change_secret(self, person_id: str, old_pin: str, new_pin: str, new_passphrase: str | None) -> None:
        """Change a person's own PIN and, if given, passphrase. Their signing key stays."""
        secret = self._secret(person_id, old_pin)
        keys.check_pin(new_pin)
        with self.write(person_id) as work:
            person = work.people.get(person_id)
            if new_passphrase is not None:
                keys.check_passphrase(new_passphrase, person.name)
            _secret_row(work, person_id).pin_slot = _slot_json(
                keys.lock(secret, new_pin, self._slot_cost(), f"pin {person_id}")
            )
            work.audit("own PIN changed", person_id, "")
        if new_passphrase is not None and person.role.opens_vault:
            self._write_ring(self._with_holder(person, secret, new_passphrase))

    def rename(self, person_id: str, name: str) -> None:
        """Keep the key file's name for somebody in step with the records."""
        holder = self._held_ring().holder(person_id)
        if holder is not None and holder.name != name:
            ring = self._held_ring()
            self._write_ring(
                replace(
                    ring, holders=tuple(replace(h, name=name) if h is holder else h for h in ring.holders)
                )
            )

    def remove_access(self, person_id: str) -> None:
        """Destroy a leaver's PIN, passphrase and signing key."""
        with self.write(person_id) as work:
            row = _secret_row(work, person_id)
            row.pin_slot, row.code_slot, row.signing_key, row.private_public = None, None, None, None
            work.certificates.retire(person_id)
        self.shut_out(person_id)

    def shut_out(self, person_id: str) -> None:
        """Stop a passphrase: the vault is copied to a new key that this person was never given."""
        if self._held_ring().holder(person_id) is None:
            return
        self._rotate(self._held_ring().without(person_id))

    # --- health
    # ----------------------------------------------------------------------------------------------------

    def check(self) -> tuple[str, ...]:
        """Return each fault of file, keys and activity log as a sentence; nothing when all is well."""
        ring, found, people = self._held_ring(), list[str](), set[str]()
        try:
            with plainly():
                faults = engine.faults(self._file(ring), self._key)
                found += [f"The records file is damaged: {fault}." for fault in faults[:MOST_TOLD]]
                if len(faults) > MOST_TOLD:
                    found.append(f"The records file is damaged in {len(faults) - MOST_TOLD} more places.")
                missing = sorted(GUARDS.keys() - migrate.guards(self._file(ring), self._key))
                found += [
                    f"The guard “{name}” over sealed records is missing or was changed." for name in missing
                ]
            with self.read() as work:
                broken = work.audit_log.verify()
                found += [
                    f"The activity log of “{name}”, brought in earlier, was changed at entry {at}."
                    for name, at in work.audit_log.former_faults()
                ]
                people = {person.id for person in work.people.all()}
            if broken is not None:
                found.append(f"The activity log was changed from outside at entry {broken}.")
            found += [
                f"The key file names {h.name}, who is not in the records."
                for h in ring.holders
                if h.person_id not in people
            ]
        except VaultDamagedError as error:
            found.append(str(error))
        return (*found, *keyring.faults(self.folder, self._key))

    # --- inside
    # ----------------------------------------------------------------------------------------------------

    def _create(self, service: Service, owner: Profile, passphrase: str, pin: str) -> Created:
        owner_id, self._key = new_id(), os.urandom(keys.KEY_BYTES)
        vault_id = new_id()
        printed, recovery = keys.new_recovery_key()
        blank = Keyring(
            vault_id=vault_id,
            generation=0,
            file=self._free_name(),
            check=keys.check_value(self._key, vault_id),
            holders=(),
            recovery_public="",
            recovery_envelope="",
        )
        self._ring = _with_recovery(blank, self._key, recovery)
        path = self._file(self._ring)
        migrate.upgrade(path, self._key)
        self._engine = engine.engine(path, self._key)
        ca_key = self._authority.create()
        ca_certificate = self._authority.certificate(ca_key, service.name)
        with self.write(owner_id) as work:
            row = ServiceRow(
                id=1,
                name=service.name,
                logo=service.logo,
                demo=service.demo,
                lock_after_minutes=service.lock_after_minutes,
                due_rules=rules_json(DueRules()),
                ca_key=ca_key,
                ca_certificate=ca_certificate,
                crl=self._authority.revocation_list(ca_key, ca_certificate),
            )
            work.session.add(row)
            work.people.add(owner_id, owner)
            work.audit("records set up", "service", service.name)
            person = work.people.get(owner_id)
        self._settle(person, pin, passphrase, "first keys made")
        return Created(owner_id=owner_id, recovery_key=printed)

    def _open_file(self, ring: Keyring, seal: str, key: bytes) -> None:
        if keys.check_value(key, ring.vault_id) != ring.check:
            message = (
                "The key file does not belong to these records. Nothing was changed. Restore the whole "
                "folder from one back-up."
            )
            raise VaultDamagedError(message)
        keyring.check_seal(ring, seal, key)
        if self.is_open:
            return
        self._lock.acquire()
        try:
            clear_leftovers(self.folder)
            path = self._file(ring)
            if not path.exists():
                message = (
                    f"The records file “{ring.file}” is missing. The key file is safe. Restore the "
                    "folder from a back-up."
                )
                raise VaultDamagedError(message)
            self._ring, self._key = ring, key
            with on_disk():
                if migrate.needed(path, key):
                    self._migrate(ring)
                self._engine = engine.engine(self._file(self._held_ring()), key)
                with self._engine.connect():
                    pass
        except BaseException:
            self.close()
            raise

    def _migrate(self, ring: Keyring) -> None:
        """Bring a copy up to date and let it take over.

        The file from before stays as a back-up until the vault key changes.
        """
        fresh = replace(ring, file=_next_file(ring.file))
        target = self._file(fresh)
        self._burn(fresh.file)
        engine.copy(self._file(ring), self._key, target, self._key)
        migrate.upgrade(target, self._key)
        self._write_ring(fresh)

    def _rotate(self, ring: Keyring) -> None:
        """Copy the vault to a new key that only the holders in ``ring`` are given.

        Writing the key file decides.
        """
        self.store.outside("the vault key was to be changed")  # the copy holds what is committed
        old, old_key, new_key = self._held_ring(), self._key, os.urandom(keys.KEY_BYTES)
        fresh = replace(
            ring,
            file=_next_file(old.file),
            check=keys.check_value(new_key, ring.vault_id),
            holders=tuple(
                replace(h, envelope=keys.seal_envelope(new_key, bytes.fromhex(h.public), ring.vault_id).hex())
                for h in ring.holders
            ),
            recovery_envelope=keys.seal_envelope(
                new_key, bytes.fromhex(ring.recovery_public), ring.vault_id
            ).hex(),
        )
        opened = self._opened()
        with on_disk():
            self._burn(fresh.file)
            engine.copy(self._file(old), old_key, self._file(fresh), new_key)
        self._take_over(fresh, new_key)
        opened.dispose()
        self._key, self._engine = new_key, engine.engine(self._file(fresh), new_key)
        with on_disk():
            self._burn_everything_under(old_key)
        keyring.copy(self.folder)

    def _finish_rotation(self, private: X25519PrivateKey) -> None:
        """Burn what a removal left when the program was cut off after the new key took over, and bring the key file's copy up to date."""
        lagging, ring = keyring.before(self.folder), self._held_ring()
        if lagging is None:
            return
        before = lagging[0]
        if before.vault_id == ring.vault_id and before.check != ring.check:
            public = keys.public_bytes(private).hex()
            sealed = {h.public: h.envelope for h in before.holders} | {
                before.recovery_public: before.recovery_envelope
            }
            if public in sealed:
                try:
                    self._burn_everything_under(
                        keys.open_envelope(bytes.fromhex(sealed[public]), private, ring.vault_id)
                    )
                except OSError:  # a file in use elsewhere; the next opening tries again
                    return
        keyring.copy(self.folder)

    def _finish_removals(self, opener: Holder) -> None:
        """Shut out those who may no longer open the vault, in case the program was cut off while removing them."""
        with self.read() as work:
            allowed = {
                p.id for p in work.people.all() if p.role.opens_vault and p.standing is not Standing.LEAVER
            }
        if opener.person_id not in allowed:
            message = (
                f"{opener.name} may no longer open these records. Nothing was changed. Ask the "
                "registered manager."
            )
            raise NotAllowedError(message)
        ring = self._held_ring()
        holders = tuple(h for h in ring.holders if h.person_id in allowed)
        if len(holders) < len(ring.holders):
            try:
                self._rotate(replace(ring, holders=holders))
            except (
                AlongsideError
            ):  # opening to read must not need room to write; the next opening tries again
                if not self.is_open:
                    raise

    def _burn(self, file: str) -> None:
        for path in self.folder.glob(f"{file}*"):
            remove(path)

    def _burn_everything_under(self, key: bytes) -> None:
        """Remove every file that opens with a key that no longer counts.

        Files of other records are left alone.
        """
        for path in self.folder.glob("vault-*.db"):
            with contextlib.suppress(sqlcipher.DatabaseError):
                engine.connect(path, key).close()
                self._burn(path.name)

    def _settle(self, person: Person, pin: str, passphrase: str | None, why: str) -> None:
        """Give a person a new secret, a new signing key and certificate, and a place in the key file if they open the vault."""
        secret = os.urandom(keys.KEY_BYTES)
        key = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        pin_slot = _slot_json(keys.lock(secret, pin, self._slot_cost(), f"pin {person.id}"))
        if passphrase is not None:
            self._write_ring(self._with_holder(person, secret, passphrase))
        with self.write(person.id) as work:
            row = _secret_row(work, person.id)
            row.pin_slot, row.code_slot, row.tries, row.wait_until = pin_slot, None, 0, None
            row.signing_key = keys.wrap_signing_key(secret, key, person.id)
            service = work.session.query(ServiceRow).one()
            role = person.job_title or person.role.label
            work.certificates.add(
                person.id,
                self._authority.issue(service.ca_key, service.ca_certificate, person.name, role, key),
                self._clock.now(),
            )
            work.audit(why, person.id, "")
        self._hold_private(person.id, secret)

    def _hold_private(self, person_id: str, secret: bytes) -> None:
        key = keys.private_key(secret)
        self._own, public = (person_id, key), keys.public_bytes(key)
        with self.read() as work:
            known = _secret_row(work, person_id).private_public
        if known != public:
            with self.write(person_id) as work:
                _secret_row(work, person_id).private_public = public

    def _secret(self, person_id: str, pin: str) -> bytes:
        with self.read() as work:
            person = work.people.get(person_id)
            slot = _secret_row(work, person_id).pin_slot
        if slot is None:
            message = (
                f"{person.name} has no PIN now. Use the one-time code from the registered manager to "
                "choose one."
            )
            raise WrongSecretError(message)
        return self._try(person, slot, pin, f"pin {person_id}", "PIN")

    def _try(self, person: Person, slot: str, typed: str, bound_to: str, what: str) -> bytes:
        self.store.outside(f"a {what} was to be tried")  # a wrong try counts, whatever becomes of the rest
        with self.read() as work:
            row = _secret_row(work, person.id)
            tries, until = row.tries, row.wait_until
        self._refuse_while_waiting(until, person.name)
        try:
            secret = keys.unlock(_slot(slot), typed, bound_to)
        except WrongSecretError:
            with self.write(person.id) as work:
                row = _secret_row(work, person.id)
                row.tries, row.wait_until = tries + 1, wait_after(tries + 1, self._clock.now())
                if tries + 1 >= TRIES:
                    work.audit(f"wrong {what} {tries + 1} times", person.id, "")
            self._refuse(person.name, what, tries + 1)
        if tries:
            with self.write(person.id) as work:
                row = _secret_row(work, person.id)
                row.tries, row.wait_until = 0, None
        return secret

    def _refuse(self, name: str, what: str, tries: int) -> NoReturn:
        left = TRIES - tries
        if left <= 0:
            self._refuse_while_waiting(wait_after(tries, self._clock.now()), name)
        more = "1 try" if left == 1 else f"{left} tries"
        message = (
            f"That {what} doesn’t match {name}. Try again. {more} left before a {FIRST_WAIT}-second wait."
        )
        raise WrongSecretError(message)

    def _refuse_while_waiting(self, until: dt.datetime | None, name: str) -> None:
        left = seconds_left(until, self._clock.now())
        if left:
            words = f"{left} seconds" if left < 120 else f"{left // 60} minutes"  # noqa: PLR2004 - two minutes
            message = f"Too many wrong tries for {name}. Wait {words} and try again. Nothing is lost."
            raise TooManyTriesError(message, left)

    def _with_holder(self, person: Person, secret: bytes, passphrase: str) -> Keyring:
        ring = self._held_ring()
        public = keys.public_bytes(keys.envelope_key(secret))
        holder = Holder(
            person_id=person.id,
            name=person.name,
            slot=keys.lock(secret, passphrase, self._slot_cost(), f"passphrase {person.id}"),
            public=public.hex(),
            envelope=keys.seal_envelope(self._key, public, ring.vault_id).hex(),
        )
        return replace(ring, holders=(*ring.without(person.id).holders, holder))

    def _write_ring(self, ring: Keyring) -> None:
        self._take_over(ring, self._key)
        keyring.copy(self.folder)

    def _take_over(self, ring: Keyring, key: bytes) -> None:
        """Write the key file.

        Should it be unsure after a fault which one is in force, close, so that the next opening reads it.
        """
        fresh = replace(ring, generation=ring.generation + 1)
        try:
            with on_disk():
                keyring.store(self.folder, fresh, key)
        except BaseException:
            if self._ring is None or not self._in_force(self._ring):
                self.close()
            raise
        self._ring = fresh

    def _in_force(self, ring: Keyring) -> bool:
        try:
            return keyring.load(self.folder)[0] == ring
        except AlongsideError:
            return False

    def _slot_cost(self) -> KdfCost:
        if self._cost is None:
            self._cost = keys.calibrated()
        return self._cost

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = (
                f"The folder “{self.folder}” cannot be made. Nothing was written. Choose another folder "
                "or ask IT for the right to write there."
            )
            raise VaultPlaceError(message) from error

    def _free_name(self) -> str:
        """Return a file name that no records have, not even some whose key file was lost."""
        taken = [_number(path.name) for path in self.folder.glob("vault-*.db*")]
        return f"vault-{max(taken, default=0) + 1}.db"

    def _file(self, ring: Keyring) -> Path:
        return self.folder / os.path.basename(ring.file)  # noqa: PTH119 - a key file must not name a file elsewhere

    def _opened(self) -> Engine:
        if self._engine is None:
            message = "The records are closed. Somebody with a passphrase opens them first."
            raise NotAllowedError(message)
        return self._engine

    def _held_ring(self) -> Keyring:
        if self._ring is None:
            message = "The records are closed. Somebody with a passphrase opens them first."
            raise NotAllowedError(message)
        return self._ring


def _with_recovery(ring: Keyring, vault_key: bytes, secret: bytes) -> Keyring:
    public = keys.public_bytes(keys.envelope_key(secret))
    return replace(
        ring,
        recovery_public=public.hex(),
        recovery_envelope=keys.seal_envelope(vault_key, public, ring.vault_id).hex(),
    )


def _secret_row(work: Work, person_id: str) -> SecretRow:
    row = work.session.get(SecretRow, person_id)
    if row is None:
        message = "This person has no place for a PIN; the records are damaged. Restore a back-up."
        raise VaultDamagedError(message)
    return row


def _slot_json(slot: Slot) -> str:
    return json.dumps(asdict(slot))


def _slot(text: str) -> Slot:
    return keyring.Slot(**json.loads(text))


def _plain_code(code: str) -> str:
    return "".join(code.upper().split()).replace("-", "")


def _next_file(name: str) -> str:
    return f"vault-{_number(name) + 1}.db"


def _number(name: str) -> int:
    return int("".join(c for c in name.split(".", maxsplit=1)[0] if c.isdecimal()) or "0")
