"""Backups: how old they are, where they go, trying one out, and putting one back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.domain.changes import Topic
from app.pages import backups, places
from app.ui.context import Heard
from app.ui.kit.lines import line_card, named
from app.ui.kit.progress import Progress
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, field, line, row, words

if TYPE_CHECKING:
    from pathlib import Path

    from app.pages.backups import BackupLine, BackupsPage
    from app.ui.context import Context


class BackupsScreen(Screen):
    """One column: how they stand, where they go, and all of them."""

    title = "Backups"
    topics = frozenset({Topic.BACKUPS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._progress: Progress | None = None
        self._page: BackupsPage | None = None
        self._putting: Path | None = None  # the backup that is about to be put back
        self._all = False
        back = button("Back to set up", partial(context.go, places.SetUp()))
        self.foot.addWidget(row(back, None))

    def refresh(self) -> None:
        """Read how they stand, unless something is being made: its progress stands here."""
        if self._progress is None:
            self.read(self._show, backups.read)

    def leave(self) -> None:
        """Stop what is being made: nothing half-made stays."""
        self._putting = None
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def _show(self, page: BackupsPage) -> None:
        self._page = page
        with self.drawn_afresh(of=self.title):
            for told in page.told:
                self.page.addWidget(words(told))
            if page.problem:
                self.page.addWidget(card(words(page.problem), kind="notice"))
            self.page.addWidget(words(page.tried, "hint"))
            self.page.addWidget(words(backups.NOTE, "hint"))
            self._make = button(
                "Make a backup now", partial(self._long, "Making a backup", backups.make), "primary"
            )
            tried = button(
                "Try the newest out", partial(self._long, "Trying the backup out", backups.rehearse)
            )
            tried.setEnabled(page.any)
            self.page.addWidget(row(self._make, tried, None))
            self._places(page)
            self._list(page)
            self.page.addStretch(1)

    # --- where they go --------------------------------------------------------------------------------------

    def _places(self, page: BackupsPage) -> None:
        self.page.addWidget(words("Where they go", "heading"))
        self.page.addWidget(words(f"On this PC: {page.here}", "hint"))
        if page.second:
            self.page.addWidget(words(f"Second place: {page.second}"))
        if page.second_told:
            self.page.addWidget(words(page.second_told))
        if page.manages:
            verbs = [
                button(
                    "Choose another second place…" if page.second else "Choose a second place…", self._choose
                )
            ]
            verbs += [button("No second place", self._no_second, "quiet")] if page.second else []
            self.page.addWidget(row(*verbs, None))

    def _choose(self) -> None:
        folder = self.context.dialogs.choose_folder("Where shall backups go too?")
        if folder is not None:
            self.context.send(self.context.said.emit, backups.choose_place, folder)

    def _no_second(self) -> None:
        self.context.send(self.context.said.emit, backups.choose_place, None)

    # --- all of them ----------------------------------------------------------------------------------------

    def _list(self, page: BackupsPage) -> None:
        self.page.addWidget(words("All backups", "heading"))
        if not page.listed:
            self.page.addWidget(words("There is none yet. Make the first one now.", "hint"))
        for one in page.listed if self._all else page.listed[: backups.SHOWN]:
            self._line(one, page)
        if len(page.listed) > backups.SHOWN and not self._all:
            self.page.addWidget(row(button(f"Show all {len(page.listed)}", self._show_all, "quiet"), None))

    def _show_all(self) -> None:
        self._all = True
        self._redraw()

    def _line(self, one: BackupLine, page: BackupsPage) -> None:
        put_back = partial(self._ask_secret, one.folder)
        verbs = (
            [named("Put back…", put_back, tip=f"Put back the backup of {one.line.what}")]
            if page.manages
            else []
        )
        self.page.addWidget(line_card(one.line, *verbs))
        if self._putting == one.folder:
            self._secret = line(secret=True)
            put = button("Put this backup back", self._put_back, "primary")
            keep = button("Keep the records as they are", self._keep)
            self._asking = card(
                words(backups.RESTORE), field(backups.SECRET, self._secret), row(put, keep, None)
            )
            self.page.addWidget(self._asking)

    def _ask_secret(self, folder: Path) -> None:
        self._putting = folder
        self._redraw()
        self._secret.setFocus()
        QTimer.singleShot(0, self, self._bring_in_sight)

    def _bring_in_sight(self) -> None:
        if self._scroll is not None and self._putting is not None:
            self._scroll.ensureWidgetVisible(self._asking)

    def _keep(self) -> None:
        self._putting = None
        self._redraw()

    def _put_back(self) -> None:
        folder, secret = self._putting, self._secret.text()
        if folder is not None:
            progress = self._begin("Putting the backup back")
            heard = Heard(self._was_put_back, self._not_done)
            self.context.send(heard, backups.restore, folder, secret, progress.step)

    def _was_put_back(self, said: str) -> None:
        self._progress, self._putting = None, None
        del said  # the records are closed; the lock screen tells what was put back, and where the others are
        self.context.lock_asked.emit()

    # --- long work ------------------------------------------------------------------------------------------

    def _long(self, what: str, intent: object) -> None:
        progress = self._begin(what)
        self.context.make(Heard(self._done, self._not_done), intent, progress.step)  # type: ignore[arg-type]

    def _begin(self, what: str) -> Progress:
        self._make.setEnabled(False)
        self._progress = progress = Progress(what)
        self.page.insertWidget(0, progress)
        return progress

    def _done(self, said: str) -> None:
        self._progress = None
        self.refresh()
        self.context.said.emit(said)

    def _not_done(self, error: Exception) -> None:
        self._progress = None
        self.refresh()
        self.context.tell_problem(error)

    def _redraw(self) -> None:
        if self._page is not None:
            self._show(self._page)
