"""What a screen may use: services, who is signed in, tasks, navigation and words to the person."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AlongsideError
from app.domain.forms import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.people import Actor
    from app.domain.words import Known
    from app.services.house import House
    from app.ui.kit.dialogs import Dialogs
    from app.ui.tasks import Tasks
    from app.ui.theme.style import Look


WRITERS = {Kind.COACHING: "coaching", Kind.OBSERVATION: "observe", Kind.REFLECTION: "reflect"}


class Context(QObject):
    """Handed to every screen by the window."""

    went = Signal(str, object)  # as an object, because Qt would turn a dict of enums into plain text
    said = Signal(str)
    undo_offered = Signal(str, object)  # words, and the call that takes it back
    saved = Signal(str)
    problem = Signal(str, str)
    lock_asked = Signal()
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
        self._house: House | None = None
        self._actor: Actor | None = None
        self.known: Known | None = None
        tasks.failed.connect(self.tell_problem)

    @property
    def house(self) -> House:
        """The services."""
        if self._house is None:
            message = "the services are not ready yet"
            raise RuntimeError(message)
        return self._house

    @property
    def ready(self) -> bool:
        """Whether the services are built."""
        return self._house is not None

    def set_house(self, house: House) -> None:
        """Take the services once they are built."""
        self._house = house

    @property
    def actor(self) -> Actor:
        """Who is signed in."""
        if self._actor is None:
            message = "nobody is signed in"
            raise RuntimeError(message)
        return self._actor

    @property
    def anyone(self) -> bool:
        """Whether somebody is signed in."""
        return self._actor is not None

    def set_actor(self, actor: Actor | None) -> None:
        """Note who is signed in."""
        self._actor = actor

    def run(
        self,
        use_case: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        problem: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a use case on the vault thread."""
        self.tasks.command(use_case, then, problem)

    def learn_words(self) -> None:
        """Read the words known here, so that boxes can underline the others."""
        if self.anyone:
            self.run(partial(self.house.words.known, self.actor), self._learnt)

    def add_word(self, word: str, *_: object, name: bool = False) -> None:
        """Keep a word as right, or as no name."""
        if self.anyone:
            self.run(partial(self.house.words.add, self.actor, word, name=name), self._added)

    def _learnt(self, known: Known) -> None:
        self.known = known
        self.words_changed.emit()

    def _added(self, _value: object) -> None:
        self.learn_words()

    def go(self, place: str, **arguments: Any) -> None:
        """Show another screen."""
        self.went.emit(place, arguments)

    def write(self, kind: Kind, **arguments: Any) -> None:
        """Show the screen that writes a kind of record; every kind without one of its own is a meeting."""
        self.go(WRITERS.get(kind, "supervision"), kind=kind, **arguments)

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
            "Something went wrong. What was saved is safe. Try again; if it happens twice, lock and "
            "start Alongside again."
        )
        self.problem.emit(words, f"X-{type(error).__name__}")
