"""Keep something of a record: good practice, or a concern. The one is as easy as the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.needed import NEEDED
from app.domain.noticed import Route, Said
from app.pages import noticed, places
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker, TextBox
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, field, line, row, words

if TYPE_CHECKING:
    from app.pages.noticed import NoticePage
    from app.pages.pieces import Option
    from app.pages.places import Place
    from app.ui.context import Context

WHY_BACK = "Only where telling would put somebody at risk. Say why; then they do not read it."


class NoticeScreen(Screen):
    """One of the two, from a record."""

    title = "Keep as good practice"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._record_id, self._concern = "", False

    def come(self, place: Place) -> None:
        """Come from a record."""
        if isinstance(place, places.Notice):
            self._record_id, self._concern = place.record_id, place.concern
        self.show_title("A concern" if self._concern else "Keep as good practice")
        super().come(place)

    def refresh(self) -> None:
        """Read what to ask."""
        self.read(self._show, noticed.keeping, self._record_id)

    def _show(self, page: NoticePage) -> None:
        with self.drawn_afresh(of=(self._record_id, self._concern)):
            self.page.addWidget(words(page.title, "hint"))
            self._area = Picker([(one.id, one.label) for one in page.areas], "")
            if self._concern:
                self._ask_concern(page)
            else:
                self._ask_good(page)
            self.page.addStretch(1)
        keep = button("Keep it", self._keep_concern if self._concern else self._keep_good, "primary")
        self.set_foot(button("Go back", self._back), None, keep)
        self._what.setFocus()

    def _ask_good(self, page: NoticePage) -> None:
        self._what = TextBox("", "For example: waited for an answer, and got a smile", lines=3)
        self.page.addWidget(field(f"What was done well?{NEEDED}", self._what))
        values: list[Option] = list(page.values)
        self._value = Picker([(one.id, one.label) for one in values] or [("", "No value")], "")
        parts = [field("Area", self._area)]
        if values:
            parts.append(field("Our value it shows", self._value))
        self.page.addWidget(row(*parts, None))
        asks = "You say" if page.own else f"{page.about} says"
        self.page.addWidget(words(f"{asks} whether the team may see it.", "hint"))

    def _ask_concern(self, page: NoticePage) -> None:
        self._routes = page.told
        self._what = TextBox("", "What you saw or heard, in plain words", lines=3)
        self.page.addWidget(field(f"What is the concern?{NEEDED}", self._what))
        self._route = Picker([(one.id, one.label) for one in page.routes], page.routes[0].id)
        self.page.addWidget(row(field("What kind", self._route), field("Area", self._area), None))
        self._whom = words("")
        self._elsewhere = card(
            words("Tell somebody by your service’s own way first. This page is only a note.", "label"),
            self._whom,
            kind="notice",
        )
        self.page.addWidget(self._elsewhere)
        self._told, self._told_on = line(), DayField(page.today, None)
        self.page.addWidget(row(field("Who was told", self._told), field("When", self._told_on)))
        self._next, self._by = line(), DayField(page.today, page.next_by, sense=Sense.PLAN)
        self.page.addWidget(
            row(field(f"What happens next{NEEDED}", self._next), field(f"By{NEEDED}", self._by))
        )
        self._back_because = line()
        if page.own:
            self.page.addWidget(words("You can read this later, and so can your managers.", "hint"))
        else:
            self.page.addWidget(words(f"{page.about} can read this.", "hint"))
            self.page.addWidget(field(f"Why {page.about} must not read it", self._back_because, WHY_BACK))
        self._route.currentIndexChanged.connect(self._point)
        self._point()

    def _point(self, *_: object) -> None:
        route = Route(self._route.value() or Route.PRACTICE.value)
        self._elsewhere.setVisible(route.goes_elsewhere)
        self._whom.setText(self._routes.get(route.value, ""))

    def _keep_good(self) -> None:
        what, area, value = self._what.toPlainText(), self._area.value() or "", self._value.value() or ""
        self.context.send(self._kept, noticed.praise, self._record_id, what, area, value)

    def _keep_concern(self) -> None:
        said = Said(
            what=self._what.toPlainText(),
            next_step=self._next.text(),
            next_by=self._by.value(),
            route=Route(self._route.value() or Route.PRACTICE.value),
            area=self._area.value() or "",
            told=self._told.text(),
            told_on=self._told_on.value(),
            held_back=self._back_because.text(),
        )
        self.context.send(self._kept, noticed.raise_concern, self._record_id, said)

    def _kept(self, said: str) -> None:
        self._back()
        self.context.said.emit(said)

    def _back(self) -> None:
        self.context.go(places.Record(record_id=self._record_id))
