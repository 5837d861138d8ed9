"""The window: lock screen, first run, and the frame with menu, page and status line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from app.pages import door, places, shell
from app.ui.collector import Collector
from app.ui.kit.printing import KEYS, press_print
from app.ui.screens.first_run import FirstRunScreen
from app.ui.screens.lock import LockScreen
from app.ui.screens.reviewing import ReviewingScreen
from app.ui.shell.aside import Elsewhere
from app.ui.shell.behind import Copied, close_asked
from app.ui.shell.blank import Blank
from app.ui.shell.daily import Daily
from app.ui.shell.frame import Frame
from app.ui.shell.going import Going
from app.ui.shell.idle import Idle
from app.ui.shell.keys import bind
from app.ui.shell.looks import Looks
from app.ui.shell.sealer import Sealer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QShowEvent

    from app.domain.changes import Changes
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.places import Place
    from app.ui.context import Context

WORDS_MS = 400
"""Words are read once Today has been painted."""


class Window(QMainWindow):
    """One window for everything."""

    def __init__(self, app: QApplication, context: Context, look_file: Path, hint: tuple[str, ...]) -> None:
        super().__init__()
        self.setWindowTitle("Alongside")
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)
        self._app, self._context, self._looks = app, context, Looks(app, self, context, look_file)
        self._left_by: tuple[str, Place] | None = None
        self._asked = False
        self._stopped = ""
        context.dialogs.parent = self
        self._outer = QStackedWidget()
        self._lock = LockScreen(context, hint)
        self._blank = Blank()
        self._frame = frame = Frame(self.lock, context.resources)
        self._going = Going(frame, context)
        self._menu, self._saved = frame.menu, frame.saved
        self._problem, self._snackbar = frame.problem, frame.snackbar
        self._first_run = FirstRunScreen(context)
        self._reviewing = ReviewingScreen(context)
        for page in (self._lock, self._blank, self._frame, self._first_run, self._reviewing):
            self._outer.addWidget(page)
        self.setCentralWidget(self._outer)
        self._copied = Copied(self, app)
        self._idle, self._elsewhere = Idle(self, context.talking), Elsewhere(self, context)
        self._collector = Collector(self)
        self._words_timer = QTimer(self, singleShot=True)
        self._words_timer.timeout.connect(context.learn_words)
        self._sealer, self._daily = Sealer(self, context), Daily(self, context)
        self._connect()
        self._collector.begin()

    def begin(self, build: Callable[[], House]) -> Callable[[], None]:
        """Return the call that builds the services once the window stands."""
        return partial(self._context.begin, build, self._ready)

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show who can open the records while the services are still being loaded."""
        if names:
            self._lock.ask_passphrase(names)
            self._asked = True

    def tell_stopped(self, text: str) -> None:
        """Tell whoever signs in first that the program stopped last time."""
        self._stopped = text

    # --- building -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        context = self._context
        context.went.connect(self.go)
        context.left.connect(self._going.back)
        context.arrived.connect(self._going.arrived)
        context.said.connect(self._snackbar.say)
        context.undo_offered.connect(self._offer_undo)
        context.saved.connect(self._saved.setText)
        context.problem.connect(self._tell_problem)
        self._problem.again.connect(context.try_again)
        self._problem.elsewhere.connect(self._elsewhere.ask)
        for asked in (context.lock_asked, self._idle.over, self._app.commitDataRequest):
            asked.connect(self.lock)
        context.review_asked.connect(self._review)
        context.signed_in.connect(self._enter)
        context.private.connect(self._going.make_private)
        context.look_changed.connect(self._looks.choose)
        self._looks.said.connect(self._snackbar.say)
        self._looks.changed.connect(self._going.refresh)
        context.tasks.changed.connect(self._changed)
        for screen in (self._reviewing, self._first_run):
            screen.over.connect(self._ask_who)
        self._menu.chosen.connect(self.go)
        self._idle.warned.connect(self._snackbar.keep_saying)
        self._idle.stayed.connect(self._snackbar.forget)
        others: dict[str, Callable[[], None]] = {
            "Ctrl+L": self.lock,
            "F12": self._hide,
            "Esc": self._going.back,
            KEYS: partial(press_print, self._outer, self._snackbar.say),
            "Ctrl+=": self._looks.larger,
            "Ctrl++": self._looks.larger,
            "Ctrl+-": self._looks.smaller,
        }
        bind(self, self._going.by_key, others)
        self._app.focusWindowChanged.connect(self._idle.watch)
        self._blank.pressed.connect(self._ask_who)

    # --- who is here ----------------------------------------------------------------------------------------

    def _ready(self, _house: House) -> None:
        self._context.call(self._begin_with, shell.made)

    def _begin_with(self, made: bool) -> None:  # noqa: FBT001 - a page's answer
        if not made:
            self._outer.setCurrentWidget(self._first_run)
            self._first_run.enter()
        elif not self._asked:
            self._lock.enter()
        else:
            self._context.call(self._lock.show_backups, door.backups)

    def _enter(self, actor: Actor) -> None:
        self._context.set_actor(actor)
        self._context.try_again()  # before anything of theirs is read
        self._context.ask(self._entered, shell.enter)

    def _entered(self, frame: shell.Frame) -> None:
        self._reframed(frame)
        self._outer.setCurrentWidget(self._frame)
        self._going.make_private(private=False)
        left_by, self._left_by = self._left_by, None
        first = places.OwnKey() if frame.asks else places.Aside() if frame.aside else None
        if first is None and left_by is not None and left_by[0] == self._context.actor.person_id:
            self.go(left_by[1])
        else:
            self._going.forget()
            self.go(first or places.Today())
        self._sealer.after_coming_in()
        self._problem.tell_at_start(self._stopped, frame.warning)
        self._stopped = ""

    def _reframed(self, frame: shell.Frame) -> None:
        self._frame.show_for(frame)
        self._context.starts_here = frame.starts
        self._idle.begin(frame.minutes, frame.clock)
        self._words_timer.start(WORDS_MS)

    def lock(self) -> None:
        """Store what is typed and show the lock screen; nothing of a record stays on the screen."""
        if not self._context.anyone:
            return
        close_asked(self._app)
        self._going.leave()
        self._context.send(None, shell.leave)
        here = self._going.place
        self._left_by = (self._context.actor.person_id, here) if here is not None else None
        self._context.set_actor(None)
        self._going.shut()
        self._copied.forget()
        self._idle.stop()
        self._sealer.stop()
        self._ask_who()

    def _ask_who(self) -> None:
        self._outer.setCurrentWidget(self._lock)
        self._lock.enter()

    def _review(self, folder: Path, minutes: int) -> None:
        """Close the records, then show one pack to a reviewer."""
        self.lock()
        self._left_by = None
        self._context.call(None, shell.close)
        self._outer.setCurrentWidget(self._reviewing)
        self._reviewing.begin(folder, minutes)

    # --- going about ----------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Show a place."""
        self._going.go(place)

    def _changed(self, changes: Changes) -> None:
        if self._going.changed(changes):
            self._context.ask(self._reframed, shell.enter)

    def _hide(self) -> None:
        """Blank the screen at once; coming back needs a PIN."""
        self.lock()
        self._outer.setCurrentWidget(self._blank)
        self._blank.setFocus()

    def _tell_problem(self, text: str, code: str) -> None:
        page = self._outer.currentWidget()
        if not self._context.anyone and isinstance(page, FirstRunScreen | LockScreen):
            page.show_problem(text)
        elif self._context.anyone:
            self._problem.tell(text, code, self._elsewhere)

    def _offer_undo(self, text: str, take_back: Callable[[], None]) -> None:
        self._snackbar.offer_undo(text, take_back)
        self._sealer.after_undo()

    # --- Qt's own -------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Count what is used from the first moment."""
        super().showEvent(event)
        self._idle.watch(self.windowHandle())
        self.windowHandle().installEventFilter(self._blank)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Store what is typed, close the records, end the threads."""
        self._going.leave()
        if not self._elsewhere.may_close():
            event.ignore()
            return
        close_asked(self._app)
        for one in (self._idle, self._words_timer, self._sealer, self._daily):
            one.stop()
        if self._context.ready:
            self._context.call(None, shell.close)
        self._context.tasks.stop()
        self._collector.end()
        event.accept()
