"""What every screen is: a page with one title, words in a readable width and one main action."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.kit.beside import GAP, Beside
from app.ui.kit.flow import flowing
from app.ui.kit.line_box import Refusal
from app.ui.kit.stepper import Stepper
from app.ui.kit.unsent import put_back, standing
from app.ui.kit.widgets import READING_WIDTH, button, clear, row, scrolled, words
from app.ui.theme.icons import drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.domain.changes import Topic
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.pieces import StepMark
    from app.pages.places import Place
    from app.ui.context import Context

EDGE = 24
"""Pixels between a page and the edges of its place; the scroll bar stands in them."""
LEAVE_TIP = "Back to where you came from; what is typed is kept (Esc)"
P = ParamSpec("P")
T = TypeVar("T")


class Screen(QWidget):
    """A place one can go to. ``topics`` are the changes after which it shows itself afresh.

    ``stays``: it stays behind the lock, emptied, for whoever comes back to where they were. ``alone``: it is
    for work with somebody and takes the whole window, so that no other name is seen; Leave and Lock are its
    own then. ``bare``: it is shown over a page, without a title or edges of its own.
    """

    title = ""
    stays = alone = bare = False
    topics: frozenset[Topic] = frozenset()
    wide = False
    page_width = READING_WIDTH

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.context = context
        self._reads = 0
        self._page_of: object = None
        self._page_said: dict[str, object] = {}
        self._scroll: QScrollArea | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.heading = words(self.title, "heading" if self.alone else "title")
        self.heading.setWordWrap(False)
        self._leave: QPushButton | None = None
        self._tools = flowing()
        named: QWidget = self.heading
        if self.alone:
            self._leave = drawn(button("Leave", self._go_back, "quiet", LEAVE_TIP), "leave")
            named = row(self._leave, self.heading, None, spacing=16)
        self._head = Beside(named, self._tools, self._room_for_tools)
        self._head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._set_head("")
        outer.addWidget(self._head)
        self.stepper = Stepper()
        self._way = _way(self.stepper)
        outer.addWidget(self._way)
        self.notices = QVBoxLayout()
        self.notices.setContentsMargins(EDGE, 0, EDGE, 0)
        outer.addLayout(self.notices)
        middle = QVBoxLayout()
        middle.setContentsMargins(*((0, 0, 0, 0) if self.bare else (EDGE, 12, 0, 12 if self.alone else 0)))
        self._head.setHidden(self.bare)
        outer.addLayout(middle, 1)
        inside = QWidget()
        self.page = QVBoxLayout(inside)
        self.page.setContentsMargins(0, 0, 0 if self.bare else EDGE, 0)
        self.page.setSpacing(12)
        if self.wide:
            middle.addWidget(inside, 1)
        else:
            self._scroll = scrolled(inside)
            self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_gutter)
            self._fit_text()
            middle.addWidget(self._scroll, 1)
        self.foot = QVBoxLayout()
        if self.alone:
            outer.addWidget(self._foot_bar())
        else:
            self.foot.setContentsMargins(*((0, 0, 0, 0) if self.bare else (EDGE, 12, EDGE, 16)))
            outer.addLayout(self.foot)

    def _foot_bar(self) -> QFrame:
        """Return the bar at the foot of a screen that stands alone: Lock, what is kept, and its actions."""
        bar, holder = QFrame(), QWidget()
        bar.setObjectName("bar")
        lock = drawn(button("Lock", self.context.lock_asked.emit, "secondary", "Lock now (Ctrl+L)"), "lock")
        saved = words("", "status")
        self.context.saved.connect(saved.setText)
        holder.setLayout(self.foot)
        self.foot.setContentsMargins(0, 0, 0, 0)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(EDGE, 11, EDGE, 11)
        layout.setSpacing(12)
        layout.addWidget(lock)
        layout.addWidget(saved, 1)
        layout.addWidget(holder, 3)
        return bar

    def _go_back(self) -> None:
        self.context.left.emit()

    def come(self, place: Place) -> None:
        """Come to this screen."""
        del place
        self.refresh()

    def refresh(self) -> None:
        """Show what is true now."""

    def leave(self) -> None:
        """Store anything typed; called before another screen, a lock or the end."""

    def shut(self) -> None:
        """Take every word off the screen, behind the lock. Only asked of a screen that stays."""
        self.show_title(self.title)

    def read(
        self,
        show: Callable[[T], None],
        page: Callable[Concatenate[House, Actor, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Read this screen's page and show it. Of several asked for, only the newest is shown."""
        self._reads += 1
        self.context.ask(partial(self._newest, self._reads, show), page, *args, **kwargs)

    def _newest(self, number: int, show: Callable[[T], None], page: T) -> None:
        if isValid(self) and number == self._reads:  # what lay over a page may be gone by now
            show(page)

    @contextmanager
    def drawn_afresh(self, of: object = None) -> Iterator[None]:
        """Empty the page, let the caller fill it, and come back to where the person was: scroll and focus.

        With ``of`` what they typed and have not sent stays too, as long as the page is of the same thing.
        """
        before = standing(self) if of is not None and of == self._page_of else {}
        place = self._scroll.verticalScrollBar().value() if self._scroll is not None else 0
        focused = self.focusWidget()
        name = focused.accessibleName() if focused is not None and self.isAncestorOf(focused) else ""
        clear(self.page)
        yield
        drawn, self._page_said, self._page_of = self._page_said, standing(self), of
        put_back(self, drawn, before)
        if name:
            same = (w for w in self.findChildren(QWidget) if w.accessibleName() == name and w.isEnabled())
            found = next(same, None)
            if found is not None:
                found.setFocus()
        if self._scroll is not None and place:
            QTimer.singleShot(0, self, partial(self._scroll.verticalScrollBar().setValue, place))

    def set_tools(self, *widgets: QWidget) -> None:
        """Put what one does on this page beside its title, or below it where there is no room."""
        layout = self._tools.layout()
        if layout is not None:
            clear(layout)
            for widget in widgets:
                layout.addWidget(widget)
        self._tools.setVisible(bool(widgets))

    def _room_for_tools(self) -> int:
        """Return the width from which on title and tools stand in one line."""
        leave = self._leave.sizeHint().width() + 2 * EDGE if self._leave is not None else 0
        return leave + self.heading.sizeHint().width() + self._tools.sizeHint().width() + GAP

    def set_steps(self, marks: Sequence[StepMark]) -> None:
        """Show how far one is on this page's way, below its title; without any there is none."""
        self.stepper.show_steps(marks)
        self._way.setVisible(bool(marks))

    def set_foot(self, *widgets: QWidget | None) -> None:
        """Put the page's own actions where they are always in sight; None is a stretch."""
        clear(self.foot)
        if widgets:
            self.foot.addWidget(row(*widgets))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Keep as many words on a line when the text grows."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_text()

    def _keep_gutter(self, least: int, most: int) -> None:
        """Let the scroll bar stand in the page's own edge, so that nothing moves when it comes."""
        bar = self._scroll.verticalScrollBar().sizeHint().width() if self._scroll and most > least else 0
        self.page.setContentsMargins(0, 0, EDGE - bar, 0)

    def _fit_text(self) -> None:
        """Let the page be as wide as lines are read well, at the size of the text."""
        page = self._scroll.widget() if self._scroll is not None else None
        if page is not None:
            page.setMaximumWidth(self.page_width * self.context.look.scale // 100)

    def event(self, event: QEvent) -> bool:
        """Say why a box on this screen did not take something."""
        if isinstance(event, Refusal):
            self.context.problem.emit(event.sentence, "R-07")
            event.accept()
            return True
        return super().event(event)

    def mark_turn(self, *, passed: bool) -> None:
        """Show by the ground under the title that the keyboard was passed to somebody else."""
        self._set_head("turn" if passed else "")
        if self._leave is not None:
            self._leave.setVisible(not passed)
        for one in (self._head, self.heading):
            one.style().polish(one)

    def _set_head(self, name: str) -> None:
        """Set what the ground under the title is, and the room around it."""
        self._head.setObjectName(name or ("head" if self.alone else ""))
        self._head.setContentsMargins(EDGE, *((11, EDGE, 11) if self.alone else (EDGE, EDGE, 0)))

    def show_title(self, text: str) -> None:
        """Change the title."""
        self.heading.setText(text)


def _way(stepper: Stepper) -> QFrame:
    """Return the band that shows how far one is; hidden until there are steps."""
    band = QFrame()
    band.setObjectName("head")
    layout = QVBoxLayout(band)
    layout.setContentsMargins(EDGE, 6, EDGE, 6)
    layout.addWidget(stepper)
    band.hide()
    return band
