"""Words the records could not take: what is in a file elsewhere, and bringing it back in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from app.pages import aside, places
from app.ui.kit.lines import chip_label
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, row, words

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from app.pages.aside import AsidePage, Words

HIGH = 160
"""Of a box with words in it; longer ones scroll."""


class AsideScreen(Screen):
    """One file at a time."""

    title = aside.TITLE

    def refresh(self) -> None:
        """Read the file that is known on this PC."""
        self.read(self._show, aside.read)

    def _show(self, page: AsidePage) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(page.intro))
            if page.path is not None:
                self.page.addWidget(words(str(page.path), "hint"))
            for one in page.words:
                self.page.addWidget(_card(one))
            self.page.addStretch(1)
        verbs: list[QWidget | None] = [
            button("Back to Today", partial(self.context.go, places.Today()), "quiet"),
            button("Choose a file…", self._choose),
        ]
        if page.path is not None and page.words:
            verbs.append(button("I do not need them", partial(self._forget, page.path), "quiet"))
        if page.path is not None and page.may_bring:
            bring = button("Bring them back in", partial(self._bring, page.path), "primary")
            verbs += [None, bring]
        self.set_foot(*verbs)

    def _choose(self) -> None:
        path = self.context.dialogs.open_file("Words you kept somewhere else", aside.KINDS)
        if path is not None:
            self.read(self._show, aside.read, path)

    def _bring(self, path: Path) -> None:
        self.context.send(self._show, aside.bring_back, path)

    def _forget(self, path: Path) -> None:
        if self.context.dialogs.confirm(aside.SURE, "Do not offer them again"):
            self.context.send(self._forgotten, aside.forget, path)

    def _forgotten(self, _value: object) -> None:
        self.context.go(places.Today())


def _card(one: Words) -> QWidget:
    text = QPlainTextEdit(one.text)
    text.setReadOnly(True)
    text.setMaximumHeight(HIGH)
    text.setAccessibleName(f"{one.what}, {one.when}")
    return card(row(words(f"{one.what}, {one.when}", "label"), None, chip_label(one.chip)), text)
