"""Help inside the app, without the internet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages import places
from app.ui.kit.help_pages import HelpPages
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button

if TYPE_CHECKING:
    from app.pages.places import Place
    from app.ui.context import Context


class HelpScreen(Screen):
    """Short topics to read."""

    title = "Help"
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._reader = HelpPages(context.resources)
        self.page.addWidget(self._reader, 1)
        self.set_tools(button("Three records to mark", partial(context.go, places.Worked())))

    def come(self, place: Place) -> None:
        """Show a topic, or the list of them."""
        self._reader.open(place.topic if isinstance(place, places.Help) else "")
        self._reader.setFocus()
