"""What a screen may use: pages and intents for whoever is signed in, navigation, and words to the person."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AlongsideError, StorageFullError, VaultInUseError, VaultMovedError
from app.pages import shell, wording
from app.ui.held_back import HeldBack, Mine, Typed
from app.ui.kept_tables import KeptTables
from app.ui.tasks import DroppedError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from app.domain.changes import Outcome
    from app.domain.people import Actor
    from app.domain.starting import Way
    from app.domain.words import Known
    from app.pages import House
    from app.pages.places import Place
    from app.ui.kit.dialogs import Dialogs
    from app.ui.tasks import Tasks
    from app.ui.theme.style import Look

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody signed in, and whether they have gone: what they asked to read is dropped."""

    actor: Actor
    left: Event = field(default_factory=Event)


@dataclass(frozen=True, slots=True)
class Heard:
    """Who hears the answer when the screen wants to hear of a fault itself."""

    then: Callable[[Any], None] | None
    problem: Callable[[Exception], None]


class Context(QObject):
    """Handed to every screen by the window.

    A page or an intent is a function of ``app.pages``; house and person are put before what the screen gives.
    ``ask`` reads, ``send`` changes, ``keep`` keeps what is typed, ``make`` is long work beside the vault
    thread; ``call`` and ``draw`` are the same for what needs nobody signed in.
    """

    went, left = Signal(object), Signal()  # to a Place; back to where one came from
    arrived = Signal(object)  # the Place one is at now, when it became another on the same screen
    said = Signal(str)
    undo_offered = Signal(str, object)  # words, and the call that takes it back
    saved = Signal(str)
    problem = Signal(str, str)
    lock_asked = Signal()
    talking = Signal()  # two people look at each other, not at the screen
    signed_in = Signal(object)
    private = Signal(bool)
    look_changed = Signal(object)
    words_changed = Signal()
    review_asked = Signal(object, int)  # a pack's folder, minutes

    def __init__(self, tasks: Tasks, resources: Path, dialogs: Dialogs, look: Look) -> None:
        super().__init__()
        self.tasks = tasks
        self.resources = resources
        self.dialogs = dialogs
        self.look = look
        self._built: Future[House] | None = None
        self._seat: Seat | None = None
        self.held_back, self.tables = HeldBack(), KeptTables()
        self.known: Known | None = None
        self.ways: tuple[Way, ...] = ()
        self.starts_here = True
        tasks.failed.connect(self.tell_problem)

    # --- the services ---------------------------------------------------------------------------------------

    def begin(self, build: Callable[[], House], then: Callable[[House], None]) -> None:
        """Build the services on the vault thread; what is asked for meanwhile waits for them there."""
        self._built = self.tasks.command(build, then)

    @property
    def ready(self) -> bool:
        """Whether the services are built."""
        return self._built is not None and self._built.done() and self._built.exception() is None

    @property
    def house(self) -> House:
        """The services."""
        if self._built is None:
            message = "the services are not ready yet"
            raise RuntimeError(message)
        return self._built.result()

    @property
    def today(self) -> dt.date:
        """The day it is here, by the clock of the services."""
        return shell.day(self.house)

    # --- who is here ----------------------------------------------------------------------------------------

    @property
    def actor(self) -> Actor:
        """Who is signed in."""
        return self._sitting().actor

    @property
    def anyone(self) -> bool:
        """Whether somebody is signed in."""
        return self._seat is not None

    def set_actor(self, actor: Actor | None) -> None:
        """Note who is signed in; what the one before asked to read is dropped."""
        if self._seat is not None:
            self._seat.left.set()
        self._seat = Seat(actor) if actor is not None else None

    def _sitting(self) -> Seat:
        if self._seat is None:
            message = "nobody is signed in"
            raise RuntimeError(message)
        return self._seat

    # --- asking and sending ---------------------------------------------------------------------------------

    def ask(
        self,
        then: Callable[[T], None] | Heard,
        read: Callable[Concatenate[House, Actor, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Read a page for whoever is signed in now. Once they have gone it is neither read nor shown."""
        seat = self._sitting()
        use_case = partial(self._wanted, seat, lambda house, actor: read(house, actor, *args, **kwargs))
        self.tasks.command(use_case, *self._heard(then, seat))

    def send(
        self,
        then: Callable[[T], None] | Heard | None,
        intent: Callable[Concatenate[House, Actor, P], Outcome[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Carry out an intent of whoever is signed in now, even when they have gone before its turn comes."""
        seat = self._sitting()
        use_case = partial(self._theirs, seat, lambda house, actor: intent(house, actor, *args, **kwargs))
        self.tasks.command(use_case, *self._heard(then, seat))

    def keep(
        self,
        what: str,
        heard: Heard,
        intent: Callable[Concatenate[House, Actor, P], Outcome[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Keep what somebody is typing; ``what`` tells it from what else they type.

        When the disk does not take it, it is held in memory, whoever sits down meanwhile, until it is kept:
        with the next try of it, with *Try again*, or when they come back.
        """
        mine = Mine(self.actor.person_id, what, self._sitting())
        self._keep(mine, heard, Typed(intent, args, kwargs))

    def _keep(self, mine: Mine, heard: Heard, typed: Typed) -> None:
        seat = self._sitting()

        def use_case() -> Outcome[Any]:
            try:  # on the vault thread, so that whoever waits for that thread knows what is held
                done = self._theirs(seat, typed.keep)
            except (StorageFullError, VaultMovedError, VaultInUseError):
                sealed = self._theirs(seat, typed.seal)
                self.held_back.hold(mine, partial(self._keep, mine, heard, typed), sealed)
                raise
            self.held_back.forget(mine)
            return done

        self.tasks.command(use_case, partial(self._tell, seat, heard), partial(self._tell_fault, seat, heard))

    def try_again(self) -> None:
        """Try to keep what is held in memory of whoever is signed in."""
        self.held_back.try_again(self.actor.person_id)

    def make(
        self,
        then: Callable[[T], None] | Heard | None,
        intent: Callable[Concatenate[House, Actor, P], Outcome[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Carry out a long intent beside the vault thread, so that no auto-save waits for it."""
        seat = self._sitting()
        use_case = partial(self._theirs, seat, lambda house, actor: intent(house, actor, *args, **kwargs))
        self.tasks.work(use_case, *self._heard(then, seat))

    def call(
        self,
        then: Callable[[T], None] | Heard | None,
        read: Callable[Concatenate[House, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Ask for what needs nobody to be signed in: the doors."""
        use_case = partial(self._anybody, lambda house: read(house, *args, **kwargs))
        self.tasks.command(use_case, *self._heard(then, self._seat))

    def draw(
        self,
        then: Callable[[T], None] | Heard,
        pure: Callable[Concatenate[House, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do pure work beside the vault thread: it opens no records."""
        use_case = partial(self._anybody, lambda house: pure(house, *args, **kwargs))
        self.tasks.work(use_case, *self._heard(then, self._seat))

    def _wanted(self, seat: Seat, read: Callable[[House, Actor], T]) -> T:
        if seat.left.is_set():
            raise DroppedError
        return read(self.house, seat.actor)

    def _theirs(self, seat: Seat, intent: Callable[[House, Actor], T]) -> T:
        return intent(self.house, seat.actor)

    def _anybody(self, read: Callable[[House], T]) -> T:
        return read(self.house)

    def _heard(
        self, then: Callable[[Any], None] | Heard | None, seat: Seat | None
    ) -> tuple[Callable[[Any], None], Callable[[Exception], None]]:
        heard = then if isinstance(then, Heard) else Heard(then, self.tell_problem)
        return partial(self._tell, seat, heard), partial(self._tell_fault, seat, heard)

    def _tell(self, seat: Seat | None, heard: Heard, value: object) -> None:
        if heard.then is not None and not (seat is not None and seat.left.is_set()):
            heard.then(value)

    def _tell_fault(self, seat: Seat | None, heard: Heard, error: Exception) -> None:
        gone = seat is not None and seat.left.is_set()
        (self.tell_problem if gone else heard.problem)(error)

    # --- words ----------------------------------------------------------------------------------------------

    def learn_words(self) -> None:
        """Read the words known here, so that boxes can underline the others."""
        if self.anyone:
            self.ask(self._learnt, wording.known)
            self.ask(self._learnt_ways, wording.ways)

    def add_word(self, word: str, *_: object, name: bool = False) -> None:
        """Keep a word as right, or as no name."""
        if self.anyone:
            self.send(self._learnt, wording.add, word, name=name)

    @property
    def offers_starts(self) -> bool:
        """Whether words for starting are offered: by the service, and to whoever sits at this PC."""
        return self.starts_here and self.look.starts

    def _learnt_ways(self, ways: tuple[Way, ...]) -> None:
        self.ways = ways

    def _learnt(self, known: Known) -> None:
        self.known = known
        self.words_changed.emit()

    # --- going about ----------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Show another place."""
        self.went.emit(place)

    def tell_saved(self, path: object) -> None:
        """Say where something was taken out to, and that it is safe no longer."""
        self.said.emit(f"Saved to {path}. Outside Alongside it is no longer encrypted; keep it safe.")

    def tell_problem(self, error: Exception) -> None:
        """Show a fault in plain words; our own bugs are logged and told as such."""
        if isinstance(error, AlongsideError):
            self.problem.emit(str(error), error.code)
            return
        logging.getLogger("alongside").error("unexpected fault", exc_info=error)
        words = (
            "Something went wrong. What was saved is safe. Try again; if it happens twice, lock and start "
            "Alongside again. Where it happened is noted for IT, with no word of a record: see Help, For IT."
        )
        self.problem.emit(words, f"X-{type(error).__name__}")
