"""Work off the GUI thread: one thread for the vault, results back where the widgets live."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.changes import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable


class Tasks(QObject):
    """Runs use cases one after the other on the vault thread."""

    changed = Signal(object)
    failed = Signal(object)
    _done = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        self._waiting = 0
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a use case is running or waiting."""
        return self._waiting > 0

    def command(
        self,
        use_case: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        problem: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a use case; call ``then(value)`` on the GUI thread, or ``problem(error)``.

        An Outcome also tells what changed.
        """
        self._waiting += 1
        self._pool.submit(use_case).add_done_callback(partial(self._finished, then, problem))

    def stop(self) -> None:
        """Finish what is under way and end the thread."""
        self._pool.shutdown(wait=True)

    def _finished(self, then: object, problem: object, future: Future[Any]) -> None:
        self._done.emit(then, problem, future)

    def _deliver(
        self,
        then: Callable[[Any], None] | None,
        problem: Callable[[Exception], None] | None,
        future: Future[Any],
    ) -> None:
        self._waiting -= 1
        error = future.exception()
        if isinstance(error, Exception):
            (problem or self.failed.emit)(error)
            return
        value = future.result()
        if isinstance(value, Outcome):
            changes, value = value.changes, value.value
        else:
            changes = None
        if then is not None:
            then(value)
        if changes is not None and changes.topics:
            self.changed.emit(changes)
