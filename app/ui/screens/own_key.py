"""Was that you? One's own PINs, and confirming a new one beside a colleague."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.domain.needed import NEEDED
from app.pages import own_key, places
from app.ui.kit.fields import Picker
from app.ui.kit.lines import chip_label
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, field, line, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from app.pages.own_key import KeyLine, OwnKeyPage


class OwnKeyScreen(Screen):
    """Each PIN chosen in one's name, and the question whether it was oneself."""

    title = own_key.TITLE
    topics = frozenset({Topic.PEOPLE})

    def refresh(self) -> None:
        """Read it."""
        self.read(self._show, own_key.read)

    def _show(self, page: OwnKeyPage) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(page.intro))
            if page.confirm:
                self._confirming(page)
            for one in page.lines:
                self._line(one)
            self.page.addStretch(1)
        self.set_foot(None, button("Back to Today", partial(self.context.go, places.Today())))

    def _line(self, one: KeyLine) -> None:
        parts = [row(words(one.what, "label"), None, chip_label(one.chip)), words(one.detail)]
        if one.asks:
            parts.append(words("Was that you?", "heading"))
        verbs: list[QPushButton] = []
        if one.asks:
            verbs.append(self._verb("Yes, that was me", one, mine=True))
        if one.may_deny:
            verbs.append(self._verb("No, that was not me", one, mine=False))
            if one.asks:
                parts.append(words(own_key.NO_THEN, "hint"))
        self.page.addWidget(card(*parts, *([row(*verbs, None)] if verbs else [])))

    def _verb(self, text: str, one: KeyLine, *, mine: bool) -> QPushButton:
        made = button(text, partial(self._answer, one.id, mine=mine))
        made.setAccessibleName(f"{text}: {one.what}")
        return made

    def _answer(self, key_id: str, *, mine: bool) -> None:
        self.context.send(self.context.said.emit, own_key.answer, key_id, mine=mine)

    def _confirming(self, page: OwnKeyPage) -> None:
        self.page.addWidget(words("Confirm my PIN", "heading"))
        self.page.addWidget(words(page.confirm))
        self.page.addWidget(words(page.why, "hint"))
        if not page.witnesses:
            return
        self._who = Picker([("", "choose somebody"), *((one.id, one.label) for one in page.witnesses)])
        self._own, self._theirs = line(secret=True), line(secret=True)
        self.page.addWidget(field(f"Who is there with you{NEEDED}", self._who))
        self.page.addWidget(field(f"Your own PIN{NEEDED}", self._own))
        self.page.addWidget(field(f"The witness’s PIN{NEEDED}", self._theirs))
        self.page.addWidget(row(button("Confirm", self._confirm, "primary"), None))

    def _confirm(self) -> None:
        pins = self._own.text(), self._theirs.text()
        self._own.clear()
        self._theirs.clear()
        said = self.context.said.emit
        self.context.send(said, own_key.confirm, pins[0], self._who.value() or "", pins[1])
