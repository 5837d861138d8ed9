"""New one-time codes for those who have no PIN yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.pages import codes, places
from app.ui.kit.code_list import code_list
from app.ui.kit.screen import Screen
from app.ui.kit.tick_table import TickTable
from app.ui.kit.widgets import button, clear, words

if TYPE_CHECKING:
    from app.pages.codes import Codes, CodesPage
    from app.pages.places import Place


class CodesScreen(Screen):
    """Choose people, then hand over their codes."""

    title = "One-time codes"

    def come(self, place: Place) -> None:
        """Ask who has no PIN yet."""
        del place
        self.read(self._show, codes.read)

    def leave(self) -> None:
        """Forget the codes that were shown."""
        clear(self.page)

    def _show(self, page: CodesPage) -> None:
        back = button("Go back", self._back)
        with self.drawn_afresh():
            if not page.rows:
                self.page.addWidget(words(codes.NOBODY))
                self.page.addStretch(1)
                self.set_foot(back)
                return
            self.page.addWidget(words(codes.INTRO))
            self._table = TickTable("People without a PIN", codes.HEADINGS)
            self._table.offer([(one.id, one.cells) for one in page.rows], [one.id for one in page.rows])
            self.page.addWidget(self._table, 1)
        self.set_foot(back, None, button("Make new codes", self._renew, "primary"))
        self._table.setFocus()

    def _renew(self) -> None:
        self.context.send(self._made, codes.renew, self._table.ticked())

    def _made(self, made: Codes) -> None:
        with self.drawn_afresh():
            self.page.addWidget(code_list(self.context, made, codes.HAND_OVER))
            self.page.addStretch(1)
        self.set_foot(None, button("Done", self._back, "primary"))

    def _back(self) -> None:
        self.context.go(places.People())
