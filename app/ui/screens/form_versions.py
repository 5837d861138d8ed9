"""The versions of a form and what changed from each to the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import form_versions, places
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, words

if TYPE_CHECKING:
    from app.pages.form_versions import VersionsPage
    from app.pages.places import Place
    from app.ui.context import Context


class FormVersionsScreen(Screen):
    """Read only."""

    title = "Versions"
    topics = frozenset({Topic.FORMS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._form_id = ""

    def come(self, place: Place) -> None:
        """Come to the versions of a form."""
        assert isinstance(place, places.FormVersions)  # noqa: S101 - the register leads here with nothing else
        self._form_id = place.form_id
        self.refresh()

    def refresh(self) -> None:
        """Read them."""
        if self._form_id:
            self.read(self._show, form_versions.read, self._form_id)

    def _show(self, shown: VersionsPage) -> None:
        self.show_title(shown.title)
        with self.drawn_afresh():
            self.page.addWidget(words(shown.kept))
            for one in shown.lines:
                changes = [words(f"• {change}") for change in one.changes]
                self.page.addWidget(card(words(one.title, "label"), words(one.about, "hint"), *changes))
            self.page.addStretch(1)
        self.set_foot(button("Back to forms", partial(self.context.go, places.Forms())), None)
