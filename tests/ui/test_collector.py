"""Widgets are destroyed on the GUI thread, whichever thread made the garbage."""

from __future__ import annotations

import gc
import threading

from app.ui.shell.window import Window
from tests.ui.person import Person

MANY = 20000


class Ring:
    """Garbage that only the collector finds; it notes where it was found."""

    def __init__(self, found: list[str]) -> None:
        self.itself, self.found = self, found

    def __del__(self) -> None:
        self.found.append(threading.current_thread().name)


def test_what_the_vault_thread_leaves_behind_is_collected_on_the_gui_thread(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    found: list[str] = []

    def leave_behind() -> None:
        for _ in range(MANY):
            Ring(found)

    window._context.tasks.command(leave_behind)
    person.settle()
    person.bot.waitUntil(lambda: len(found) == MANY, timeout=5000)
    assert set(found) == {threading.main_thread().name}
    assert not gc.isenabled()
    window.close()
    assert gc.isenabled()
