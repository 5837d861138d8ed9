"""Making the vault anew from what was taken out: with its old keys (recovery sheet) or new ones."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from app.domain.errors import NotAllowedError, WrongSecretError
from app.domain.ids import new_id
from app.domain.names import name_key
from app.domain.people import Role
from app.domain.signing_keys import Why
from app.storage import keyring, keys
from app.storage.gateways.tables import columns
from app.storage.keyring import Keyring
from app.storage.signing_keys import Origin
from app.system.wipe import wipe

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from app.domain.people import Person
    from app.storage.held import Held
    from app.storage.secrets import OwnSecrets
    from app.storage.service_keys import ServiceKeys
    from app.storage.store import Transactions
    from app.storage.unit_of_work import Work

TAKE_OUT = "take-out"
SECRET = "secret"  # noqa: S105 - a table's name


class Restoring:
    """What lets everything that was taken out come back."""

    def __init__(self, held: Held, store: Transactions, own: OwnSecrets, service_keys: ServiceKeys) -> None:
        self._held = held
        self._store = store
        self._own = own
        self._service_keys = service_keys

    @property
    def exists(self) -> bool:
        """Whether there are records in the folder, so that nothing can be made anew there."""
        return self._held.exists

    def sealed_keys(self) -> bytes:
        """Return everything that keeps secrets, sealed to the recovery sheet.

        That is the vault key, the key file, people's slots and the service's keys.
        """
        ring, hexed = self._held.ring(), self._held.key.hex()
        with self._store.read() as work:
            kept = {
                "vault_key": hexed,
                "keyring": asdict(ring),
                "service": self._service_keys.as_kept(work),
                "secrets": [
                    {k: v.hex() if isinstance(v, bytes) else v for k, v in one.items() if k != "signing_key"}
                    for one in work.tables.rows(SECRET)
                ],
            }
        text = json.dumps(kept)
        plain = text.encode()
        try:
            return keys.seal_private(plain, bytes.fromhex(ring.recovery_public), TAKE_OUT)
        finally:
            wipe(plain, text, hexed)

    def seals(self) -> Callable[[bytes, str], bytes]:
        """Return what seals bytes under a name, so that only the recovery sheet opens them."""
        public = bytes.fromhex(self._held.ring().recovery_public)
        return lambda data, name: keys.seal_private(data, public, f"{TAKE_OUT} {name}")

    def opens(self, printed: str) -> Callable[[bytes, str], bytes]:
        """Return what opens bytes that were sealed under a name, with a printed recovery key.

        Raises WrongSecretError, then or now.
        """
        envelope = keys.envelope_key(keys.recovery_secret(printed))
        return lambda sealed, name: _opened(sealed, envelope, f"{TAKE_OUT} {name}")

    def with_sheet(self, sealed: bytes, printed: str, fill: Callable[[Work], None]) -> None:
        """Make the vault anew with its old keys, opened by the recovery sheet.

        Every passphrase and PIN is as before. It is closed afterwards. Raises WrongSecretError.
        """
        envelope = keys.envelope_key(keys.recovery_secret(printed))
        opened = _opened(sealed, envelope, TAKE_OUT)
        kept = json.loads(opened)
        ring, key = keyring.from_raw(kept["keyring"]), bytes.fromhex(kept["vault_key"])
        wipe(opened, kept["vault_key"])
        shape = columns()[SECRET]
        with self._held.fresh_file(ring, key):
            with self._store.write("") as work:
                fill(work)
                self._service_keys.put_back(work, kept["service"])
                made = [
                    {k: bytes.fromhex(v) if shape[k][0] == "bytes" and v else v for k, v in one.items()}
                    for one in kept["secrets"]
                ]
                work.tables.insert(SECRET, [{**one, "signing_key": None} for one in made])
                for person in work.people.all():
                    work.certificates.retire(person.id)
                work.audit("every signing key stopped", "service", "because the recovery sheet was used")
            self._held.write_ring(replace(ring, file=self._held.ring().file))
        self._held.close()

    def with_new_keys(self, fill: Callable[[Work], None], name: str, passphrase: str, pin: str) -> str:
        """Make the vault anew with new keys for one registered manager and the service.

        Returns the new recovery key. It is closed afterwards. Raises WeakSecretError or NotAllowedError.
        """
        keys.check_passphrase(passphrase, name)
        keys.check_pin(pin)
        key = os.urandom(keys.KEY_BYTES)
        ring, printed = new_ring(key)
        with self._held.fresh_file(ring, key):
            with self._store.write("") as work:
                fill(work)
                self._service_keys.renew(work)
                people = work.people.all()
                work.tables.insert(SECRET, ({"person_id": person.id, "tries": 0} for person in people))
                for person in people:
                    work.certificates.retire(person.id)
                owner = _manager(people, name)
            log = "everything brought in, new keys made"
            origin = Origin(why=Why.RECOVERY, log=log, ordered_by_id=owner.id)
            self._own.settle(owner, pin, passphrase, origin, fresh=True)
        self._held.close()
        return printed


def _opened(sealed: bytes, envelope: X25519PrivateKey, name: str) -> bytes:
    try:
        return keys.open_private(sealed, envelope, name)
    except NotAllowedError as error:
        message = (
            "This recovery key does not open what was taken out. Nothing was brought in. Use the "
            "sheet that was newest on that day."
        )
        raise WrongSecretError(message) from error


def new_ring(key: bytes) -> tuple[Keyring, str]:
    """Return a new vault's key file, with no holder yet, and the recovery key to print."""
    vault_id = new_id()
    printed, recovery = keys.new_recovery_key()
    blank = Keyring(
        vault_id=vault_id,
        generation=0,
        file="",
        check=keys.check_value(key, vault_id),
        holders=(),
        recovery_public="",
        recovery_envelope="",
    )
    return with_recovery(blank, key, recovery), printed


def with_recovery(ring: Keyring, vault_key: bytes, secret: bytes) -> Keyring:
    """Return the key file with the vault key sealed to a recovery sheet's secret."""
    public = keys.public_bytes(keys.envelope_key(secret))
    return replace(
        ring,
        recovery_public=public.hex(),
        recovery_envelope=keys.seal_envelope(vault_key, public, ring.vault_id).hex(),
    )


def _manager(people: tuple[Person, ...], name: str) -> Person:
    managers = [p for p in people if p.role is Role.OWNER]
    for person in managers:
        if name_key(person.name) == name_key(name):
            return person
    message = (
        f"“{name}” is no registered manager in what was taken out. Nothing was brought in. It could "
        f"be: {', '.join(p.name for p in managers)}."
    )
    raise NotAllowedError(message)
