"""Going about: from place to place, back to where one came from, and what lies over or beside a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import places
from app.ui.shell.behind import forget, shut
from app.ui.shell.screens import make

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.pages.places import Place
    from app.ui.context import Context
    from app.ui.kit.screen import Screen
    from app.ui.shell.frame import Frame


class Going:
    """Where one is. ``place`` is None behind the lock; ``private``: the worker's turn, with nowhere to go."""

    def __init__(self, frame: Frame, context: Context) -> None:
        self._frame, self._context = frame, context
        self.screens: dict[type[Place], Screen] = {}
        self.place: Place | None = None
        self.private = False

    def go(self, place: Place) -> None:
        """Show a place; what was typed on the one before is stored first. Some are shown over it."""
        self._frame.over.close_it()
        if place.over:
            over = make(place, self._context)
            self._frame.over.open(over)
            over.come(place)
            return
        self.leave()
        self._frame.problem.hide()
        screen = self.screens.get(type(place))
        if screen is None:
            screen = self.screens[type(place)] = make(place, self._context)
            self._frame.stack.addWidget(screen)
        self.place = place
        self._frame.show_screen(screen, place)
        screen.setFocus()  # so that Tab goes on inside the page
        screen.come(place)

    def arrived(self, place: Place) -> None:
        """Note what one is at now, so that somebody who comes back after a lock comes back to it."""
        if self.place is not None and type(place) is type(self.place):
            self.place = place

    def by_key(self, place: type[Place]) -> None:
        """Go where a key leads, if it leads this person there now."""
        if not self._context.anyone or self.private or not place.shown_to(self._context.actor.role):
            return
        if place is places.Help and self.place is not None:
            self._help(self.place)
        else:
            self.go(place())

    def _help(self, place: Place) -> None:
        """Help with the page one is on, beside it; on a page of its own where there is no room."""
        if isinstance(place, places.Help) or not self._frame.help_with(place.helps):
            self.go(places.Help(topic=place.helps))

    def leave(self) -> None:
        """Let the screen store what was typed."""
        if self.place is not None and type(self.place) in self.screens:
            self.screens[type(self.place)].leave()

    def back(self) -> None:
        """Close what lies over or beside the page, or go to where one came from; lock on a worker's turn."""
        if not self._context.anyone or self.place is None or self._frame.close_beside():
            return
        if self.private:
            self._context.lock_asked.emit()
        elif not isinstance(self.place, places.Today):
            self.go((self.place.under or places.Today)())

    def changed(self, changes: Changes) -> bool:
        """Show the page afresh where it shows what changed; whether the frame around it did, too."""
        if self.place is None or not self._context.anyone:
            return False
        screen = self.screens.get(type(self.place))
        if screen is not None and changes.touches(*screen.topics):
            screen.refresh()
        return changes.touches(Topic.SERVICE)

    def refresh(self) -> None:
        """Show the page afresh: some of its colours were those of the look before."""
        if self.place is not None and self._context.anyone and type(self.place) in self.screens:
            self.screens[type(self.place)].refresh()

    def make_private(self, private: bool) -> None:  # noqa: FBT001 - Qt's signal
        """While it is the worker's turn, nothing of the supervisor's can be reached, nor taken back."""
        self.private = private
        if private:
            self._frame.snackbar.forget()

    def shut(self) -> None:
        """Take every word off the screens, behind the lock."""
        shut(self.screens, self._frame.stack)
        self._frame.quieten()

    def forget(self) -> None:
        """Let every screen go: somebody else is here."""
        forget(self.screens, self._frame.stack)
        self.place = None
