"""Records and key file, each knowing how far the other was, so that an older one put back is noticed.

The records keep the newest key file whole; the key file keeps where the activity log stood when the records
were last closed. A key file may be ahead of what the records know (it is written first), never behind.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.domain.errors import VaultDamagedError
from app.models.key_file import KeyFileRow
from app.storage import keyring
from app.storage.gateways.audit import AuditGateway

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.audit import Head
    from app.storage.held import Held
    from app.storage.keyring import Keyring
    from app.storage.store import Transactions

DEAD = (
    "The key file beside these records is from an earlier day, and what you typed no longer opens them. "
    "Nothing was changed. Somebody whose passphrase is the same as then, or the newest recovery sheet, opens "
    "them and puts the newest key file back; else ask IT to restore the newest backup."
)
KEYS = "older key file put back"
KEYS_TOLD = (
    "The key file beside the records was from an earlier day. Nothing that no longer counts was opened with "
    "it. The newest key file was put back. Ask IT who put the older one there."
)
RECORDS = "older records put back"
RECORDS_TOLD = (
    "The records are older than they were, or lines were taken from the end of the activity log: when they "
    "were last closed it had {} lines, and it no longer holds the last of them. What was written since is "
    "missing here. Restore the newest backup; it keeps these records too."
)


class InStep:
    """Holds the key file and the records against each other when they are opened."""

    def __init__(self, held: Held, store: Transactions) -> None:
        self._held = held
        self._store = store

    def settle(self, counts: Callable[[Keyring], bool]) -> None:
        """Look whether an older key file or older records were put back.

        ``counts`` says of the newest key file whether it still knows what was typed. Raises VaultDamagedError
        when it does not.
        """
        held, ring = self._held, self._held.ring()
        with self._store.read() as work:
            known = _known(work.session)
            short = behind(held, work.audit_log)
        if known is not None and _older(ring, known):
            if known.check != ring.check or not counts(known):
                raise VaultDamagedError(DEAD)
            held.write_ring(replace(known, file=ring.file))
            held.noticed[KEYS] = KEYS_TOLD
        elif not keyring.first_in_force(held.folder, ring):
            held.write_ring(ring)
            held.noticed[KEYS] = KEYS_TOLD
        if short is not None:
            held.noticed[RECORDS] = RECORDS_TOLD.format(short.lines)
        held.noted = known.generation if known is not None else 0
        held.stood, held.in_step = keyring.stood(held.folder, held.key), True


def behind(held: Held, log: AuditGateway) -> Head | None:
    """Return where the log stood when the records were last closed, if it does not reach there any more."""
    stood = keyring.stood(held.folder, held.key)
    return None if stood is None or log.holds(stood) else stood


def put(session: Session, held: Held) -> int:
    """Write down the key file in force where the records do not know it; return its generation."""
    ring = held.ring()
    if ring.generation != held.noted:
        session.merge(KeyFileRow(id=1, generation=ring.generation, ring=json.dumps(asdict(ring))))
        session.flush()
    return ring.generation


def part(held: Held) -> None:
    """Let each know how far the other is before they are closed. Raises OSError and the database's errors."""
    if not held.in_step or held.footing.lost:
        return
    with Session(held.opened()) as session, session.begin():
        held.noted, head = put(session, held), AuditGateway(session).head()
    if head != held.stood and keyring.first_in_force(held.folder, held.ring()):
        keyring.store(held.folder, held.ring(), held.key, head)
        keyring.copy_unless_owed(held.folder)


def _known(session: Session) -> Keyring | None:
    row = session.get(KeyFileRow, 1)
    return None if row is None else keyring.from_raw(json.loads(row.ring))


def _older(ring: Keyring, known: Keyring) -> bool:
    """Whether a key file is not the newest that the records know of, nor one that came after it."""
    return ring.generation < known.generation or (ring.generation == known.generation and ring != known)
