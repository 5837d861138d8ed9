"""The window: lock screen, first run, and the frame with menu, page and status line."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit.widgets import button, card, row, words
from app.ui.screens.first_run import FirstRunScreen
from app.ui.screens.lock import LockScreen
from app.ui.screens.reviewing import ReviewingScreen
from app.ui.shell import places
from app.ui.theme.style import SCALES, Look, apply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.changes import Changes
    from app.domain.people import Actor, Service
    from app.services.house import House
    from app.ui.context import Context
    from app.ui.kit.screen import Screen

SNACK_MS = 6000
UNDO_MS = 10_000
WORDS_MS = 400
"""Words are read once Today has been painted."""
SEAL_MS = 10_500
"""A saved record is sealed just after its ten seconds of Undo."""
WARN_SECONDS = 15
WAKEFUL = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class Window(QMainWindow):
    """One window for everything."""

    def __init__(self, app: QApplication, context: Context, look_file: Path, hint: tuple[str, ...]) -> None:
        super().__init__()
        self.setWindowTitle("Alongside")
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)
        self._app = app
        self._context = context
        self._look_file = look_file
        self._screens: dict[str, Screen] = {}
        self._place = ""
        self._left_by: tuple[str, str, dict[str, Any]] | None = None
        self._arguments: dict[str, Any] = {}
        self._private = False
        self._asked = False
        context.dialogs.parent = self
        self._lock = LockScreen(context, hint)
        self._first_run: FirstRunScreen | None = None
        self._blank = QWidget()
        self._blank.setAccessibleName("Screen hidden. Press any key.")
        self._blank.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._outer = QStackedWidget()
        self._outer.addWidget(self._lock)
        self._outer.addWidget(self._blank)
        self._outer.addWidget(self._make_shell())
        self._reviewing = ReviewingScreen(context)
        self._reviewing.over.connect(self._review_over)
        self._outer.addWidget(self._reviewing)
        self.setCentralWidget(self._outer)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._warn_idle)
        self._final = QTimer(self)
        self._final.setSingleShot(True)
        self._final.timeout.connect(self.lock)
        self._clock = 0
        self._asleep = QTimer(self)
        self._asleep.setInterval(5000)
        self._asleep.timeout.connect(self._notice_sleep)
        self._minutes = 5
        self._connect()

    def begin(self, build: Callable[[], House]) -> Callable[[], None]:
        """Return the call that builds the services once the window stands."""
        return partial(self._context.run, partial(self._build, build), self._ready)

    def _build(self, build: Callable[[], House]) -> House:
        house = build()
        self._context.set_house(
            house
        )  # here, so that a passphrase typed meanwhile finds it when its turn comes
        return house

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show who can open the records while the services are still being loaded."""
        if names:
            self._lock.ask_passphrase(names)
            self._asked = True

    # --- building
    # --------------------------------------------------------------------------------------------------

    def _make_shell(self) -> QWidget:
        shell = QWidget()
        outer = QVBoxLayout(shell)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._demo = QFrame()
        self._demo.setObjectName("demo")
        demo_row = QHBoxLayout(self._demo)
        demo_row.setContentsMargins(16, 4, 16, 4)
        demo_row.addWidget(
            words(
                "DEMO  ▨▨▨  Everybody and everything here is made up. Do not type about real people.", "body"
            )
        )
        outer.addWidget(self._demo)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._make_sidebar())
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._problem_words = words("", "body")
        self._problem_code = words("", "hint")
        close = button("Close this message", self._hide_problem, "quiet")
        self._problem = card(
            row(self._problem_words, spacing=12), row(self._problem_code, None, close), kind="problem"
        )
        self._problem.hide()
        self._snack_words = words("", "body")
        self._undo_button = button("Undo", self._undo, tip="Take it back (Ctrl+Z outside a box)")
        self._undo_button.hide()
        self._snack = card(row(self._snack_words, None, self._undo_button), kind="notice")
        self._snack.hide()
        right.addWidget(self._problem)
        right.addWidget(self._stack, 1)
        right.addWidget(self._snack)
        middle.addLayout(right, 1)
        outer.addLayout(middle, 1)
        outer.addWidget(self._make_status())
        return shell

    def _make_sidebar(self) -> QFrame:
        self._sidebar = QFrame()
        self._sidebar.setObjectName("sidebar")
        layout = QVBoxLayout(self._sidebar)
        layout.setContentsMargins(12, 20, 12, 16)
        layout.setSpacing(4)
        self._service_name = words("", "heading")
        layout.addWidget(self._service_name)
        layout.addSpacing(12)
        self._menu: dict[str, QPushButton] = {}
        for place, label, keys in places.MENU:
            entry = button(label, partial(self._context.go, place), "place", f"{label} ({keys})")
            entry.setCheckable(True)
            self._menu[place] = entry
            layout.addWidget(entry)
            QShortcut(QKeySequence(keys), self, partial(self._go_by_key, place))
        layout.addStretch(1)
        layout.addWidget(button("Lock now", self.lock, "secondary", "Lock now (Ctrl+L)"))
        self._sidebar.setMinimumWidth(190)
        self._sidebar.setMaximumWidth(260)
        return self._sidebar

    def _make_status(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("statusbar")
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(16, 4, 16, 4)
        self._saved = words("", "status")
        self._who = words("", "status")
        for label in (self._saved, self._who):
            label.setWordWrap(False)
        layout.addWidget(self._saved)
        layout.addStretch(1)
        layout.addWidget(self._who)
        return bar

    def _connect(self) -> None:
        context = self._context
        context.went.connect(self.go)
        context.said.connect(self._say)
        context.undo_offered.connect(self._offer_undo)
        context.saved.connect(self._saved.setText)
        context.problem.connect(self._show_problem)
        context.lock_asked.connect(self.lock)
        context.review_asked.connect(self._review)
        context.signed_in.connect(self._enter)
        context.private.connect(self._make_private)
        context.look_changed.connect(self._set_look)
        context.tasks.changed.connect(self._changed)
        self._snack_timer = QTimer(self)
        self._snack_timer.setSingleShot(True)
        self._snack_timer.timeout.connect(self._snack.hide)
        self._take_back: Callable[[], None] | None = None
        self._words_timer = QTimer(self)
        self._words_timer.setSingleShot(True)
        self._words_timer.timeout.connect(self._context.learn_words)
        self._seal_timer = QTimer(self)
        self._seal_timer.setSingleShot(True)
        self._seal_timer.timeout.connect(self._seal_saved)
        for keys, action in (
            ("Ctrl+L", self.lock),
            ("F12", self._hide),
            ("Ctrl+N, C", partial(self._go_new, "coaching")),
            ("Ctrl+N, O", partial(self._go_new, "observe")),
            ("Ctrl+N, R", partial(self._go_new, "reflect")),
            ("Ctrl+N, S", partial(self._go_new, "meeting")),
            ("Ctrl+N, E", partial(self._go_new, "pack")),
            ("Esc", self._escape),
            ("Ctrl+=", partial(self._step_size, 1)),
            ("Ctrl++", partial(self._step_size, 1)),
            ("Ctrl+-", partial(self._step_size, -1)),
        ):
            QShortcut(QKeySequence(keys), self, action)
        self._app.installEventFilter(self)
        self._app.commitDataRequest.connect(self.lock)

    # --- who is here
    # -----------------------------------------------------------------------------------------------

    def _ready(self, house: House) -> None:
        self._context.run(house.vaults.exists, self._begin_with)

    def _begin_with(self, exists: bool) -> None:  # noqa: FBT001 - a service's answer
        if exists:
            if not self._asked:
                self._lock.enter()
            return
        self._first_run = FirstRunScreen(self._context)
        self._outer.addWidget(self._first_run)
        self._outer.setCurrentWidget(self._first_run)
        self._first_run.enter()

    def _enter(self, actor: Actor) -> None:
        self._context.set_actor(actor)
        self._context.run(self._context.house.vaults.service, self._entered)

    def _entered(self, service: Service) -> None:
        actor = self._context.actor
        self._minutes = service.lock_after_minutes
        self._service_name.setText(service.name)
        self._demo.setVisible(service.demo)
        self._saved.setText("Nothing leaves this PC")
        self._who.setText(f"{actor.name} · {actor.role.label}")
        for place, entry in self._menu.items():
            entry.setVisible(places.may_go(place, actor.role))
        self._outer.setCurrentIndex(2)
        self._make_private(private=False)
        self._awake()
        if self._left_by and self._left_by[0] == actor.person_id:
            self.go(self._left_by[1], self._left_by[2])
        else:
            self._forget_screens()
            self.go("today", {})
        self._left_by = None
        self._words_timer.start(WORDS_MS)
        self._seal_timer.start(1000)  # what a power cut left saved but not sealed

    def lock(self) -> None:
        """Store what is typed and show the lock screen; nothing of a record stays on the screen."""
        if not self._context.anyone:
            return
        modal = self._app.activeModalWidget()
        if modal is not None:
            modal.close()
        self._leave()
        self._context.run(partial(self._seal_and_sign_out, self._context.house, self._context.actor))
        self._left_by = (
            (self._context.actor.person_id, self._place, self._arguments) if not self._private else None
        )
        self._context.set_actor(None)
        self._idle.stop()
        self._final.stop()
        self._hide_problem()
        self._snack.hide()
        self._outer.setCurrentWidget(self._lock)
        self._lock.enter()

    def _review(self, folder: Path, minutes: int) -> None:
        """Close the records, then show one pack to a reviewer."""
        self.lock()
        self._left_by = None
        self._context.run(self._context.house.vaults.close)
        self._outer.setCurrentWidget(self._reviewing)
        self._reviewing.begin(folder, minutes)

    def _review_over(self) -> None:
        self._outer.setCurrentWidget(self._lock)
        self._lock.enter()

    # --- going about
    # -----------------------------------------------------------------------------------------------

    def go(self, place: str, arguments: dict[str, Any]) -> None:
        """Show a screen; what was typed on the one before is stored first."""
        self._leave()
        self._hide_problem()
        screen = self._screens.get(place)
        if screen is None:
            screen = places.make(place, self._context)
            self._screens[place] = screen
            self._stack.addWidget(screen)
        self._place, self._arguments = place, arguments
        mine = places.BELONGS.get(place, place)
        for name, entry in self._menu.items():
            entry.setChecked(name == mine)
        self._stack.setCurrentWidget(screen)
        screen.setFocus()  # so that Tab goes on inside the page
        screen.enter(**arguments)

    def _go_by_key(self, place: str) -> None:
        if self._context.anyone and not self._private and self._menu[place].isVisibleTo(self):
            self.go(place, {})

    def _go_new(self, place: str) -> None:
        if self._context.anyone and not self._private and places.may_go(place, self._context.actor.role):
            self.go(place, {})

    def _leave(self) -> None:
        if self._place in self._screens:
            self._screens[self._place].leave()

    def _forget_screens(self) -> None:
        for screen in self._screens.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()
        self._place = ""

    def _changed(self, changes: Changes) -> None:
        screen = self._screens.get(self._place)
        if screen is not None and self._context.anyone and changes.touches(*screen.topics):
            screen.refresh()

    def _make_private(self, private: bool) -> None:  # noqa: FBT001 - Qt's signal
        """While it is the worker's turn, nothing of the supervisor's can be reached."""
        self._private = private
        self._sidebar.setVisible(not private)

    def _escape(self) -> None:
        if not self._context.anyone:
            return
        if self._private:
            self.lock()
        elif self._place != "today":
            self.go(
                places.BELONGS.get(self._place, "today") if self._place in places.BELONGS else "today", {}
            )

    def _hide(self) -> None:
        """Blank the screen at once; coming back needs a PIN."""
        if self._context.anyone:
            self.lock()
        self._outer.setCurrentWidget(self._blank)
        self._blank.setFocus()

    # --- telling
    # ---------------------------------------------------------------------------------------------------

    def _show_problem(self, text: str, code: str) -> None:
        if not self._context.anyone:
            screen = self._outer.currentWidget()
            if isinstance(screen, FirstRunScreen | LockScreen):
                screen.show_problem(text)
            return
        self._problem_words.setText(text)
        self._problem_code.setText(f"For IT: {code}")
        self._problem.setAccessibleName(text)
        self._problem.show()

    def _hide_problem(self) -> None:
        self._problem.hide()

    def _say(self, text: str) -> None:
        self._undo_button.hide()
        self._snack_words.setText(text)
        self._snack.show()
        self._snack_timer.start(SNACK_MS)

    def _offer_undo(self, text: str, take_back: Callable[[], None]) -> None:
        self._say(text)
        self._take_back = take_back
        self._undo_button.show()
        self._snack_timer.start(UNDO_MS)
        self._seal_timer.start(SEAL_MS)

    def _undo(self) -> None:
        take_back, self._take_back = self._take_back, None
        self._snack.hide()
        self._seal_timer.stop()
        if take_back is not None and self._context.anyone:
            take_back()

    def _seal_saved(self) -> None:
        if self._context.anyone:
            self._context.run(partial(self._context.house.signing.seal_saved, self._context.actor))

    @staticmethod
    def _seal_and_sign_out(house: House, actor: Actor) -> None:
        try:
            house.signing.seal_saved(actor, at_once=True)
        finally:
            house.vaults.sign_out()

    # --- look
    # ------------------------------------------------------------------------------------------------------

    def _set_look(self, look: Look) -> None:
        self._context.look = look
        apply(self._app, self._context.resources, look)
        try:
            self._look_file.parent.mkdir(parents=True, exist_ok=True)
            self._look_file.write_text(
                json.dumps({"theme": look.theme, "scale": look.scale}), encoding="utf-8"
            )
        except OSError:
            self._say("The look is changed until Alongside closes; it could not be kept on this PC.")

    def _step_size(self, step: int) -> None:
        look = self._context.look
        place = min(max(SCALES.index(look.scale) + step, 0), len(SCALES) - 1) if look.scale in SCALES else 1
        self._set_look(Look(theme=look.theme, scale=SCALES[place]))

    # --- idle
    # ------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Any key or mouse use keeps the screen open."""
        if event.type() in WAKEFUL:
            if self._outer.currentWidget() is self._blank:
                if event.type() in {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress}:
                    self._outer.setCurrentWidget(self._lock)
                    self._lock.enter()
                    return True
            elif self._context.anyone:
                self._awake()
        return super().eventFilter(watched, event)

    def _awake(self) -> None:
        if self._final.isActive():
            self._final.stop()
            self._snack.hide()
        self._idle.start(self._minutes * 60_000 - WARN_SECONDS * 1000)
        if not self._asleep.isActive():
            self._asleep.start()

    def _warn_idle(self) -> None:
        self._say(f"Locking in {WARN_SECONDS} seconds – move the mouse to stay.")
        self._snack_timer.stop()
        self._final.start(WARN_SECONDS * 1000)

    def _notice_sleep(self) -> None:
        """Lock when the PC slept: a five-second tick that comes far too late means that it did."""
        now = int(self._context.house.clock.now().timestamp())
        if self._clock and now - self._clock > 60:  # noqa: PLR2004 - a minute for a five-second tick
            self.lock()
        self._clock = now

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Store what is typed, close the records, end the thread."""
        self._leave()
        for timer in (self._asleep, self._words_timer, self._seal_timer, self._idle, self._final):
            timer.stop()
        tasks = self._context.tasks
        if self._context.ready:
            tasks.command(self._context.house.vaults.close)
        tasks.stop()
        event.accept()
