"""Work off the GUI thread: one thread for the vault, a few for pure work, results back where widgets live."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.changes import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    Then = Callable[[Any], None]
    Problem = Callable[[Exception], None]

T = TypeVar("T")
HANDS = 2
"""Threads for pure work: drawing pages, making packs, looking words up."""


class DroppedError(Exception):
    """What was asked for is not wanted any more; nobody is told."""


class Tasks(QObject):
    """Runs what a screen asks for: on the vault thread in the order asked, or pure work beside it."""

    changed = Signal(object)
    failed = Signal(object)
    _done = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._vault = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        self._pool = ThreadPoolExecutor(max_workers=HANDS, thread_name_prefix="work")
        self._waiting = 0
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether anything is running or waiting."""
        return self._waiting > 0

    def command(
        self, use_case: Callable[[], T], then: Then | None = None, problem: Problem | None = None
    ) -> Future[T]:
        """Run a use case on the vault thread.

        Calls ``then(value)`` on the GUI thread, or ``problem(error)``; an Outcome tells what changed.
        """
        return self._submit(self._vault, use_case, then, problem)

    def work(
        self, pure: Callable[[], T], then: Then | None = None, problem: Problem | None = None
    ) -> Future[T]:
        """Run work that no auto-save should wait for beside the vault thread; answers as ``command`` does."""
        return self._submit(self._pool, pure, then, problem)

    def wait(self) -> None:
        """Wait until everything asked of the vault so far is done; its answers come later, as ever."""
        self._vault.submit(int).result()

    def stop(self) -> None:
        """Finish what is under way and end the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._vault.shutdown(wait=True)

    def _submit(
        self, where: ThreadPoolExecutor, call: Callable[[], T], then: Then | None, problem: Problem | None
    ) -> Future[T]:
        self._waiting += 1
        future = where.submit(call)
        future.add_done_callback(partial(self._finished, then, problem))
        return future

    def _finished(self, then: Then | None, problem: Problem | None, future: Future[Any]) -> None:
        self._done.emit(then, problem, future)

    def _deliver(self, then: Then | None, problem: Problem | None, future: Future[Any]) -> None:
        self._waiting -= 1
        if future.cancelled():
            return
        error = future.exception()
        if isinstance(error, DroppedError):
            return
        if isinstance(error, Exception):
            (problem or self.failed.emit)(error)
            return
        value = future.result()
        changes = None
        if isinstance(value, Outcome):
            changes, value = value.changes, value.value
        if then is not None:
            then(value)
        if changes is not None and changes.topics:
            self.changed.emit(changes)
