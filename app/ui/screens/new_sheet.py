"""A new recovery sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.needed import NEEDED
from app.pages import new_sheet, places
from app.ui.kit.printing import print_button, show_sheet
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, clear, field, line, row, words

if TYPE_CHECKING:
    from app.pages.door import Handed


class NewSheetScreen(Screen):
    """One's own passphrase, then the new key, shown once."""

    title = new_sheet.TITLE

    def refresh(self) -> None:
        """Ask for the passphrase."""
        with self.drawn_afresh():
            self.page.addWidget(words(new_sheet.WHY))
            self._passphrase = line(secret=True)
            self._passphrase.returnPressed.connect(self._make)
            self.page.addWidget(field(f"Your own passphrase{NEEDED}", self._passphrase, new_sheet.OWN))
            self.page.addStretch(1)
        verbs = (button("Go back", self._back), None, button("Make a new sheet", self._make, "primary"))
        self.set_foot(*verbs)
        self._passphrase.setFocus()

    def leave(self) -> None:
        """Forget the key that was shown."""
        clear(self.page)

    def _make(self) -> None:
        typed = self._passphrase.text()
        self._passphrase.clear()
        self.context.send(self._made, new_sheet.make, typed)

    def _made(self, made: Handed) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(new_sheet.MADE))
            self.page.addWidget(words(made.key, "heading"))
            save = print_button("Print the sheet", partial(self._print, made), "primary")
            self.page.addWidget(row(save, None))
            self.page.addStretch(1)
        self.set_foot(None, button("Done", self._back))

    def _print(self, made: Handed) -> None:
        show_sheet(self.context, made.sheet)

    def _back(self) -> None:
        self.context.go(places.SetUp())
