"""The store: where services read and write. One transaction a thread; whoever asks inside one joins it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.orm import Session

from app.domain.errors import VaultDamagedError
from app.storage import in_step
from app.storage.failures import plainly
from app.storage.unit_of_work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Engine

    from app.storage.held import Held


class Store(Protocol):
    """What a service needs of the records: one consistent state to read, or one transaction to write."""

    @property
    def is_open(self) -> bool:
        """Whether there is anything to read: somebody has given a passphrase since the program started."""

    def read(self) -> AbstractContextManager[Work]:
        """Let the caller read one consistent state. Inside a read or a write it reads what that one sees."""

    def write(self, actor_id: str) -> AbstractContextManager[Work]:
        """Begin, let the caller change things, commit; on any error change nothing.

        Inside a write it joins that one, and all of it is kept or nothing. Raises RuntimeError inside a read.
        """


class Secrets(Protocol):
    """The keys only a person's own PIN opens, and what is sealed with them."""

    def signing_key(self, person_id: str, pin: str) -> bytes:
        """Return a person's signing key (PKCS8 DER), opened with their own PIN.

        Raises WrongSecretError, TooManyTriesError or NotAllowedError.
        """

    def just_chose(self, person_id: str) -> bool:
        """Whether somebody chose their PIN with a code just now, and has not come back with it since."""

    def seal_private(self, work: Work, person_id: str, record_id: str, content: bytes) -> bytes:
        """Seal content so that only its writer can read it. Raises NotAllowedError."""

    def open_private(self, person_id: str, record_id: str, sealed: bytes) -> bytes:
        """Return what somebody keeps private, while they are signed in. Raises NotAllowedError."""

    def seal_own(self, person_id: str, content: bytes) -> bytes:
        """Seal content to whoever is signed in, without asking the records. Raises NotAllowedError."""

    def open_own(self, person_id: str, sealed: bytes) -> bytes:
        """Return what ``seal_own`` sealed to whoever is signed in. Raises NotAllowedError."""


class SealKeeper(Protocol):
    """Who holds the service's own sealing key."""

    def service_seal(self) -> tuple[bytes, bytes]:
        """Return the service's sealing key (PKCS8 DER) and certificate (DER)."""


class Enrolment(Protocol):
    """Letting people in and shutting them out."""

    def issue_code(self, work: Work, person_id: str) -> str:
        """Return a one-time code. The person's passphrase, PIN and signing key stop."""

    def rename(self, person_id: str, name: str) -> None:
        """Keep the key file's name for somebody in step with the records."""

    def remove_access(self, person_id: str) -> None:
        """Destroy a leaver's PIN, passphrase and signing key."""

    def shut_out(self, person_id: str) -> None:
        """Stop a passphrase."""


class _Current(threading.local):
    """The transaction this thread is in, if any."""

    work: Work | None = None
    writing: bool = False


class Transactions:
    """The store of one encrypted file."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._clock = held.clock
        self._current = _Current()

    @property
    def is_open(self) -> bool:
        """Whether somebody has given a passphrase since the program started."""
        return self._held.is_open

    @contextmanager
    def read(self) -> Iterator[Work]:
        """Let the caller read one consistent state; see ``Store``."""
        if self._current.work is not None:
            yield self._current.work
            return
        reading = self._held.opened().execution_options(sqlite_readonly=True)
        try:
            with (
                _shut_over_damage(reading),
                plainly(),
                Session(reading, autoflush=False) as session,
                session.begin(),
            ):
                work = Work(session, "", self._clock)
                with self._within(work, writing=False):
                    yield work
        except VaultDamagedError:
            self._held.footing.met_damage()
            raise

    @contextmanager
    def write(self, actor_id: str) -> Iterator[Work]:
        """Begin, let the caller change things, commit; see ``Store``."""
        outer = self._current.work
        if outer is None:
            engine = self._held.opened()
            with (
                self._held.footing.on(self._held.file(self._held.ring())),
                _shut_over_damage(engine),
                plainly(),
                Session(engine, expire_on_commit=False) as session,
                session.begin(),
            ):
                work = Work(session, actor_id, self._clock)
                with self._within(work, writing=True):
                    yield work
                noted = in_step.put(session, self._held)
            self._held.noted = noted
            self._held.changes += 0 if work.quiet else 1
            for do in work.afterwards:
                do()
        elif not self._current.writing:
            message = "something was to be written inside a read; begin with a write instead"
            raise RuntimeError(message)
        else:
            # a savepoint: a part that fails undoes itself even when whoever called it carries on
            before = len(outer.afterwards)
            try:
                with plainly(), outer.session.begin_nested():
                    work = outer if actor_id == outer.actor_id else Work(outer.session, actor_id, self._clock)
                    work.afterwards = outer.afterwards
                    with self._within(work, writing=True):
                        yield work
            except BaseException:
                del outer.afterwards[before:]
                raise

    def outside(self, what: str) -> None:
        """Raise RuntimeError inside a transaction: for work that must count even when that one is undone."""
        if self._current.work is not None:
            message = f"{what} inside a transaction; finish that first"
            raise RuntimeError(message)

    @contextmanager
    def _within(self, work: Work, *, writing: bool) -> Iterator[None]:
        before = self._current.work, self._current.writing
        self._current.work, self._current.writing = work, writing
        try:
            yield
        finally:
            self._current.work, self._current.writing = before


@contextmanager
def _shut_over_damage(engine: Engine) -> Iterator[None]:
    """Close every connection once damage was met: SQLCipher answers nothing more on the one that met it.

    What it gave as zeroed bytes raises no error of its own there, so the pool does not know.
    """
    try:
        yield
    except VaultDamagedError:
        engine.dispose()
        raise
