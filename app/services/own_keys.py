"""One's own signing key: where it comes from, whether it was oneself who chose it, and confirming it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import HEADS, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_moment
from app.domain.errors import NotAllowedError, StateError
from app.domain.signing_keys import Mine, asked, told, witnesses
from app.services.present import present
from app.storage.keys import prove
from app.system.wipe import wipe

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.domain.signing_keys import SigningKey
    from app.storage.store import Secrets, Store
    from app.storage.unit_of_work import Work

ALREADY = "This PIN does not have to be confirmed. Nothing was changed."
NO_WITNESS = (
    "The witness is somebody of another line: not who ordered the new PIN, not your supervisor, and with a "
    "PIN of their own that is not new. Nothing was changed."
)
NOT_NOW = "This is asked when you next sign in with your PIN. Nothing was changed."
SAID_NO = (
    "You said that this PIN was not chosen by you. That stays, and it signs nothing. Nothing was changed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Somebody's keys, oldest first. ``current`` is the one in use, None when it is older than all of them.

    ``asked`` are those they are asked about; ``witnesses`` who could see them confirm the one in use.
    """

    current: SigningKey | None
    keys: tuple[SigningKey, ...]
    asked: tuple[SigningKey, ...]
    witnesses: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """What is to be said of new PINs: of one's own, and, at the head, of those that are not their owners'."""

    own: Own | None = None
    denied: tuple[tuple[SigningKey, Person], ...] = ()


class OwnKeysService:
    """A new key is never silent, and counts as its owner's once somebody else saw that it is."""

    def __init__(self, store: Store, secrets: Secrets, clock: Clock) -> None:
        self._store = store
        self._secrets = secrets
        self._clock = clock

    def pressing(self, actor: Actor) -> Pressing:
        """Return what there is to say of new PINs; one question to the records where there is none."""
        with self._store.read() as work:
            me, waiting = present(work, actor), {one.person_id for one in work.signing_keys.waiting()}
            if not waiting:
                return Pressing()
            own = self.mine(actor) if me.id in waiting else None
            return Pressing(own=own, denied=self.denied(actor))

    def mine(self, actor: Actor) -> Own:
        """Return one's own keys."""
        with self._store.read() as work:
            me, held = present(work, actor), work.signing_keys.current()
            current, every = held.get(me.id), work.signing_keys.of(me.id)
            able = () if current is None else witnesses(me, current, work.people.all(), held)
            waits = current is not None and current.waits and not current.denied
            return Own(
                current=current,
                keys=every,
                asked=self._asked(me, every, current),
                witnesses=able if waits else (),
            )

    def _asked(
        self, me: Person, every: tuple[SigningKey, ...], current: SigningKey | None
    ) -> tuple[SigningKey, ...]:
        """Return what is asked; of a PIN that was chosen in this sitting only once its owner comes back."""
        found = asked(every, current.id if current is not None else "")
        return tuple(one for one in found if one != current or not self._secrets.just_chose(me.id))

    def answer(self, actor: Actor, key_id: str, *, mine: bool) -> Outcome[SigningKey]:
        """Say whether it was oneself who chose a PIN. What was said to be somebody else's stays so."""
        with self._store.write(actor.person_id) as work:
            me = present(work, actor)
            key = _own(work, me, key_id)
            if key.denied:
                raise StateError(SAID_NO)
            current = work.signing_keys.current().get(me.id)
            require(not mine or key != current or not self._secrets.just_chose(me.id), NOT_NOW)
            said = Mine.YES if mine else Mine.NO
            work.signing_keys.answer(key.id, said, self._clock.now(), current.id if current else "")
            whose = "said that a PIN was chosen by them" if mine else "said that a PIN was not chosen by them"
            work.audit(whose, me.id, told(key.said(self._clock.zone())))
            return Outcome(_own(work, me, key_id), changed(Topic.PEOPLE))

    def confirm(self, actor: Actor, pin: str, witness_id: str, witness_pin: str) -> Outcome[SigningKey]:
        """Confirm one's own new key beside somebody of another line; each types their own PIN.

        Raises WrongSecretError, NotAllowedError for who cannot be the witness, and StateError.
        """
        own = self.mine(actor)
        if own.current is None or not own.current.waits:
            raise NotAllowedError(ALREADY)
        if own.current.denied:
            raise StateError(SAID_NO)
        require(witness_id in {one.id for one in own.witnesses}, NO_WITNESS)
        wipe(self._secrets.signing_key(actor.person_id, pin))
        key, now = self._secrets.signing_key(witness_id, witness_pin), self._clock.now()
        proof = prove(key, f"confirmed {own.current.id} {now.isoformat()}".encode()).hex()
        wipe(key)
        with self._store.write(actor.person_id) as work:
            me, witness = present(work, actor), work.people.get(witness_id)
            current = work.signing_keys.current().get(me.id)
            require(current == own.current, ALREADY)
            made = work.signing_keys.confirm(own.current, witness, now, proof)
            work.signing_keys.answer(made.id, Mine.YES, now, made.id)
            moment = long_moment(made.made_at, self._clock.zone())
            work.audit("new PIN confirmed", me.id, f"chosen {moment}; witness {witness.name}")
            return Outcome(made, changed(Topic.PEOPLE))

    def denied(self, actor: Actor) -> tuple[tuple[SigningKey, Person], ...]:
        """Return the keys whose owners said they are not theirs, with whom: for those at the head only.

        Until the owner has a key that somebody else saw them confirm.
        """
        with self._store.read() as work:
            me = present(work, actor)
            if me.role not in HEADS:
                return ()
            held = work.signing_keys.current()
            return tuple(
                (key, work.people.get(key.person_id))
                for key in work.signing_keys.denied()
                if (now := held.get(key.person_id)) is None or now.id == key.id or now.waits
            )


def _own(work: Work, me: Person, key_id: str) -> SigningKey:
    found = next((one for one in work.signing_keys.of(me.id) if one.id == key_id), None)
    if found is None:
        message = "There is no such PIN of yours. Nothing was changed."
        raise NotAllowedError(message)
    return found
