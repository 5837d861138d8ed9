"""Say that two entries are one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.changes import Topic
from app.pages import double, places
from app.ui.kit.fields import Picker
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, field, row, words

if TYPE_CHECKING:
    from app.pages.double import DoublePage
    from app.pages.places import Place
    from app.ui.context import Context


class DoubleScreen(Screen):
    """Choose the other entry, see both, make them one."""

    title = "Here twice"
    topics = frozenset({Topic.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._place = places.Double(person_id="")

    def come(self, place: Place) -> None:
        """Come to somebody."""
        if isinstance(place, places.Double):
            self._place = place
        super().come(place)

    def refresh(self) -> None:
        """Read both."""
        self.read(self._show, double.read, self._place)

    def _show(self, page: DoublePage) -> None:
        self._shown = page
        self.show_title(page.title)
        with self.drawn_afresh():
            self.page.addWidget(words(page.intro))
            if page.others:
                options = [(one.id, one.label) for one in page.others]
                self._who = Picker(options, page.chosen or None, "choose the other entry")
                self._who.currentIndexChanged.connect(self._chosen)
                self.page.addWidget(row(field("The other entry of the same person", self._who), None))
            if page.rows:
                self._both(page)
            self.page.addStretch(1)
        self.set_foot(None, button("Back to the person", self._back))

    def _both(self, page: DoublePage) -> None:
        beside = QWidget()
        grid = QGridLayout(beside)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, cells in enumerate((double.HEADINGS, *page.rows)):
            for column, text in enumerate(cells):
                kind = "hint" if column == 0 else "body" if place else "label"
                grid.addWidget(words(text, kind), place, column)
        self.page.addWidget(card(beside))
        for told in page.told:
            self.page.addWidget(words(told))
        for why in page.against:
            self.page.addWidget(words(why, "error"))
        if not page.against:
            self.page.addWidget(row(button("They are one person", self._join, "primary"), None))

    def _chosen(self) -> None:
        self._place = places.Double(person_id=self._place.person_id, double_id=self._who.value() or "")
        self.refresh()

    def _join(self) -> None:
        if self.context.dialogs.confirm(self._shown.question, "Make them one"):
            self.context.send(self._joined, double.join, self._place)

    def _joined(self, done: tuple[str, Place]) -> None:
        said, place = done
        self.context.said.emit(said)
        self.context.go(place)

    def _back(self) -> None:
        self.context.go(self._shown.back)
