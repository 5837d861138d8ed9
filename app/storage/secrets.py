"""People's own secrets: what a PIN, a passphrase or a one-time code opens, and nobody else can."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from app.domain.clock import long_moment
from app.domain.errors import NotAllowedError, StateError, VaultDamagedError, WrongSecretError
from app.domain.people import Standing
from app.domain.signing_keys import CODE_LASTS, Why, run_out
from app.models.people import PersonRow, SecretRow
from app.storage import keys
from app.storage.keyring import Holder
from app.storage.signing_keys import KeyMaking, Origin
from app.storage.waits import TRIES
from app.system.wipe import wipe

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from app.domain.people import Person
    from app.storage.held import Held
    from app.storage.keyring import Keyring
    from app.storage.keys import Slot
    from app.storage.rotation import Rotation
    from app.storage.store import Transactions
    from app.storage.unit_of_work import Work


CODE_MADE = "one-time code made"
ASIDE = "typed and kept aside"


class OwnSecrets:
    """Each person's own: their PIN, passphrase, signing key and what they keep private."""

    def __init__(self, held: Held, store: Transactions) -> None:
        self._held = held
        self._store = store
        self._making = KeyMaking(held)

    def unlock(self, person_id: str, pin: str) -> None:
        """Check a PIN. Raises WrongSecretError or TooManyTriesError; the waits are kept in the vault."""
        secret = self._secret(person_id, pin)
        try:
            self.hold_private(person_id, secret)
        finally:
            wipe(secret)
        self._held.just_chose = ""

    def just_chose(self, person_id: str) -> bool:
        """Whether somebody chose their PIN with a code just now, and has not come back with it since."""
        return self._held.just_chose == person_id

    def sign_out(self) -> None:
        """Forget the key of whoever was signed in.

        What they keep private cannot be read until they come back.
        """
        self._held.own, self._held.just_chose = None, ""

    def seal_private(self, work: Work, person_id: str, record_id: str, content: bytes) -> bytes:
        """Seal content so that only its writer can read it, even with the vault open."""
        public = secret_row(work, person_id).private_public
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
        return keys.open_private(sealed, self._own_key(person_id), record_id)

    def _own_key(self, person_id: str) -> X25519PrivateKey:
        own = self._held.own
        if own is None or own[0] != person_id:
            message = "Only the person who wrote this can open it, signed in with their own PIN."
            raise NotAllowedError(message)
        return own[1]

    def seal_own(self, person_id: str, content: bytes) -> bytes:
        """Seal content to whoever is signed in, without asking the records. Raises NotAllowedError."""
        return keys.seal_private(content, keys.public_bytes(self._own_key(person_id)), ASIDE)

    def open_own(self, person_id: str, sealed: bytes) -> bytes:
        """Return what ``seal_own`` sealed to whoever is signed in. Raises NotAllowedError."""
        return keys.open_private(sealed, self._own_key(person_id), ASIDE)

    def signing_key(self, person_id: str, pin: str) -> bytes:
        """Return a person's signing key (PKCS8 DER), opened with their own PIN, for the caller to wipe.

        After a change of name or job, or once the key is confirmed, their certificate is made anew for it.
        The old one stays, so that what they signed under it still checks.
        """
        secret = self._secret(person_id, pin)
        with self._store.write(person_id) as work:
            row = secret_row(work, person_id)
            if row.signing_key is None:
                self._make_anew(work, row, secret)
            key = keys.unwrap_signing_key(secret, row.signing_key or b"", person_id)
            why = self._making.keep_named(work, work.people.get(person_id), key)
            if why:
                work.audit(why, person_id, "")
        wipe(secret)
        return key

    def choose(self, person_id: str, code: str, pin: str, passphrase: str | None) -> None:
        """Let a person with a one-time code choose their own PIN and passphrase.

        Only now is their key made.
        """
        with self._store.read() as work:
            person, row = work.people.get(person_id), secret_row(work, person_id)
            slot, by, made_at = row.code_slot, row.ordered_by_id, row.ordered_at
            why = Why.RESET if work.certificates.ever(person_id) else Why.FIRST
            newest = work.audit_log.newest_since(CODE_MADE, person_id)
            waited = self._held.patience.since_code(person_id)
            over = run_out(made_at, self._held.clock.now(), newest, waited)
        keys.check_pin(pin)
        if person.role.opens_vault:
            keys.check_passphrase(passphrase or "", person.name)
        if slot is None:
            with contextlib.suppress(WrongSecretError):  # chosen a moment ago, and what came after it failed
                self.unlock(person_id, pin)
                return
            message = f"{person.name} already has a PIN. If it is lost, the registered manager can reset it."
            raise StateError(message)
        if over:
            raise StateError(over)
        self._try(person, slot, plain_code(code), f"code {person_id}", "code")
        own = passphrase if person.role.opens_vault else None
        origin = Origin(why=why, log="one-time code used, new keys made", ordered_by_id=by)
        self.settle(person, pin, own, origin)
        self._held.just_chose = person_id

    def change(self, person_id: str, old_pin: str, new_pin: str, new_passphrase: str | None) -> None:
        """Change a person's own PIN and, if given, passphrase. Their signing key stays."""
        secret = self._secret(person_id, old_pin)
        keys.check_pin(new_pin)
        with self._store.read() as work:
            person = work.people.get(person_id)
        if new_passphrase is not None:
            keys.check_passphrase(new_passphrase, person.name)
        if new_passphrase is not None and person.role.opens_vault:
            # first: should the rest fail, the old PIN still lets them try again
            self._held.write_ring(self._with_holder(person, secret, new_passphrase))
        with self._store.write(person_id) as work:
            secret_row(work, person_id).pin_slot = slot_json(
                keys.lock(secret, new_pin, self._held.slot_cost(), f"pin {person_id}")
            )
            work.audit("own PIN changed", person_id, "")
        wipe(secret)

    def settle(
        self, person: Person, pin: str, passphrase: str | None, origin: Origin, *, fresh: bool = False
    ) -> None:
        """Give a person a new secret, a new signing key and its certificate.

        With a passphrase they have a place in the key file too. In ``fresh`` records that is written last: it
        puts them in force, so whoever it names can sign in.
        """
        held, secret = self._held, os.urandom(keys.KEY_BYTES)
        pin_slot = slot_json(keys.lock(secret, pin, held.slot_cost(), f"pin {person.id}"))
        ring = self._with_holder(person, secret, passphrase) if passphrase is not None else None
        if ring is not None and not fresh:
            held.write_ring(ring)
        with self._store.write(person.id) as work:
            row = secret_row(work, person.id)
            row.pin_slot, row.code_slot, row.tries, row.wait_until = pin_slot, None, 0, None
            row.ordered_at, row.ordered_by_id = None, None
            made = self._making.make(work, person, origin)
            row.signing_key = keys.wrap_signing_key(secret, made, person.id)
            wipe(made)
        self.hold_private(person.id, secret)
        wipe(secret)
        if ring is not None and fresh:
            held.write_ring(ring)

    def hold_private(self, person_id: str, secret: bytes) -> None:
        """Hold the key to what a person keeps private while they are signed in."""
        key = keys.private_key(secret)
        self._held.own, public = (person_id, key), keys.public_bytes(key)
        with self._store.read() as work:
            row = secret_row(work, person_id)
            known, stopped = row.private_public, row.pin_slot is not None and row.signing_key is None
        if known != public or stopped:
            with self._store.write(person_id) as work:
                row = secret_row(work, person_id)
                row.private_public = public
                if stopped:
                    self._make_anew(work, row, secret)

    def _make_anew(self, work: Work, row: SecretRow, secret: bytes) -> None:
        """Make a new signing key for somebody whose own was stopped because the recovery sheet was used."""
        log = "signing key made anew after the recovery sheet was used"
        origin = Origin(why=Why.RECOVERY, log=log, ordered_by_id=row.ordered_by_id)
        key = self._making.make(work, work.people.get(row.person_id), origin)
        row.signing_key, row.ordered_by_id = keys.wrap_signing_key(secret, key, row.person_id), None
        wipe(key)

    def _secret(self, person_id: str, pin: str) -> bytes:
        with self._store.read() as work:
            person = work.people.get(person_id)
            slot = secret_row(work, person_id).pin_slot
        if slot is None:
            message = (
                f"{person.name} has no PIN now. Use the one-time code from the registered manager to "
                "choose one."
            )
            raise WrongSecretError(message)
        return self._try(person, slot, pin, f"pin {person_id}", "PIN")

    def _try(self, person: Person, slot: str, typed: str, bound_to: str, what: str) -> bytes:
        # a wrong try counts, whatever becomes of the rest
        self._store.outside(f"a {what} was to be tried")
        patience = self._held.patience
        with self._store.read() as work:
            row = secret_row(work, person.id)
            tries, until = row.tries, row.wait_until
        patience.refuse(person.id, person.name, until)
        try:
            secret = keys.unlock(_slot(slot), typed, bound_to)
        except WrongSecretError:
            with self._store.write(person.id) as work:
                row = secret_row(work, person.id)
                row.tries, row.wait_until = tries + 1, patience.begin(person.id, tries + 1)
                until = row.wait_until
                if tries + 1 >= TRIES:
                    work.audit(f"wrong {what} {tries + 1} times", person.id, "")
            patience.refuse_try(person.id, person.name, what, tries + 1, until)
        if tries:
            with self._store.write(person.id) as work:
                row = secret_row(work, person.id)
                row.tries, row.wait_until = 0, None
        return secret

    def _with_holder(self, person: Person, secret: bytes, passphrase: str) -> Keyring:
        ring = self._held.ring()
        public = keys.public_bytes(keys.envelope_key(secret))
        holder = Holder(
            person_id=person.id,
            name=person.name,
            slot=keys.lock(secret, passphrase, self._held.slot_cost(), f"passphrase {person.id}"),
            public=public.hex(),
            envelope=keys.seal_envelope(self._held.key, public, ring.vault_id).hex(),
        )
        return replace(ring, holders=(*ring.without(person.id).holders, holder))


class Enrolling:
    """Letting people in with a one-time code, and shutting them out."""

    def __init__(self, held: Held, store: Transactions, rotation: Rotation) -> None:
        self._held = held
        self._store = store
        self._rotation = rotation

    def issue_code(self, work: Work, person_id: str) -> str:
        """Return a one-time code.

        Their PIN and signing key stop with the caller's transaction, their passphrase once that is kept.
        """
        code = keys.new_code()
        row = secret_row(work, person_id)
        row.code_slot = slot_json(
            keys.lock(os.urandom(keys.KEY_BYTES), plain_code(code), keys.FLOOR, f"code {person_id}")
        )
        row.pin_slot, row.signing_key, row.private_public = None, None, None
        row.tries, row.wait_until = 0, None
        now = self._held.clock.now()
        self._held.patience.code_made(person_id)
        row.ordered_at, row.ordered_by_id = now, work.actor_id or None
        until = long_moment(now + CODE_LASTS, self._held.clock.zone())
        work.audit(CODE_MADE, person_id, f"for {work.people.get(person_id).name}, until {until}")
        work.certificates.retire(person_id)
        work.afterwards.append(lambda: self._stop_passphrase(person_id))
        return code

    def _stop_passphrase(self, person_id: str) -> None:
        if self._held.ring().holder(person_id) is not None:
            self._held.write_ring(self._held.ring().without(person_id))

    def make_all_anew(self, work: Work, by_id: str) -> None:
        """Destroy every signing key but that of who used the recovery sheet.

        Each is made anew once its owner signs in with their own PIN, and says why.
        """
        for person in work.people.all():
            row = secret_row(work, person.id)
            if person.id != by_id and row.signing_key is not None:
                row.signing_key, row.ordered_by_id = None, by_id
                work.certificates.retire(person.id)
        work.audit("every signing key stopped", "service", "because the recovery sheet was used")

    def rename(self, person_id: str, name: str) -> None:
        """Keep the key file's name for somebody in step with the records."""
        ring = self._held.ring()
        holder = ring.holder(person_id)
        if holder is not None and holder.name != name:
            holders = tuple(replace(h, name=name) if h is holder else h for h in ring.holders)
            self._held.write_ring(replace(ring, holders=holders))

    def remove_access(self, person_id: str) -> None:
        """Destroy a leaver's PIN, passphrase and signing key."""
        with self._store.write(person_id) as work:
            row = secret_row(work, person_id)
            row.pin_slot, row.code_slot, row.signing_key, row.private_public = None, None, None, None
            work.certificates.retire(person_id)
        self.shut_out(person_id)

    def finish(self) -> None:
        """Destroy what a leaver still has, in case their removal was cut off."""
        held = (SecretRow.pin_slot, SecretRow.code_slot, SecretRow.signing_key)
        kept = select(SecretRow.person_id).where(or_(*(one.is_not(None) for one in held)))
        left = kept.join(PersonRow, PersonRow.id == SecretRow.person_id)
        left = left.where(PersonRow.standing == Standing.LEAVER.value)
        with self._store.read() as work:
            ids = tuple(work.session.scalars(left))
        for person_id in ids:
            self.remove_access(person_id)

    def shut_out(self, person_id: str) -> None:
        """Stop a passphrase: the vault is copied to a new key that this person was never given."""
        self._rotation.shut_out(person_id)


def secret_row(work: Work, person_id: str) -> SecretRow:
    """Return a person's row of secrets. Raises VaultDamagedError."""
    row = work.session.get(SecretRow, person_id)
    if row is None:
        message = "This person has no place for a PIN; the records are damaged. Restore a backup."
        raise VaultDamagedError(message)
    return row


def slot_json(slot: Slot) -> str:
    """Return a key slot as text to keep."""
    return json.dumps(asdict(slot))


def plain_code(code: str) -> str:
    """Return a one-time code as it is checked, however it was typed."""
    return "".join(code.upper().split()).replace("-", "")


def _slot(text: str) -> Slot:
    return keys.Slot(**json.loads(text))
