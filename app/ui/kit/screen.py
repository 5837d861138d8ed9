"""What every screen is: a page with one title, words in a readable width and one main action."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui.kit.beside import GAP, Beside
from app.ui.kit.flow import flowing
from app.ui.kit.line_box import Refusal
from app.ui.kit.unsent import put_back, standing
from app.ui.kit.widgets import READING_WIDTH, clear, row, scrolled, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.domain.changes import Topic
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.places import Place
    from app.ui.context import Context

EDGE = 24
"""Pixels between a page and the edges of its place; the scroll bar stands in them."""
P = ParamSpec("P")
T = TypeVar("T")


class Screen(QWidget):
    """A place one can go to. ``topics`` are the changes after which it shows itself afresh.

    ``stays``: it stays behind the lock, emptied, for whoever comes back to where they were.
    """

    title = ""
    stays = False
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
        outer.setContentsMargins(EDGE, EDGE, 0, 16)
        outer.setSpacing(12)
        self.heading = words(self.title, "title")
        self._tools = flowing()
        self._head = Beside(self.heading, self._tools, self._room_for_tools)
        self._head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._head.setContentsMargins(0, 0, EDGE, 0)
        outer.addWidget(self._head)
        inside = QWidget()
        self.page = QVBoxLayout(inside)
        self.page.setContentsMargins(0, 0, EDGE, 0)
        self.page.setSpacing(12)
        if self.wide:
            outer.addWidget(inside, 1)
        else:
            self._scroll = scrolled(inside)
            self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_gutter)
            self._fit_text()
            outer.addWidget(self._scroll, 1)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(0, 0, EDGE, 0)
        outer.addLayout(self.foot)

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
        if number == self._reads:
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
        return self.heading.sizeHint().width() + self._tools.sizeHint().width() + GAP

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
        self._head.setObjectName("turn" if passed else "")
        self._head.setContentsMargins(*((12, 8, EDGE, 8) if passed else (0, 0, EDGE, 0)))
        for one in (self._head, self.heading):
            one.style().polish(one)

    def show_title(self, text: str) -> None:
        """Change the title."""
        self.heading.setText(text)
