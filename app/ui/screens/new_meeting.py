"""Begin any kind of meeting: which kind, with whom, with which form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.pages import new_meeting, places
from app.ui.kit.fields import Choices, Picker
from app.ui.kit.person_box import PersonBox
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, clear, column, field, row

if TYPE_CHECKING:
    from app.pages.new_meeting import Choosing
    from app.pages.places import Place


class NewMeetingScreen(Screen):
    """Two questions and a button."""

    title = "Start a meeting"

    def come(self, place: Place) -> None:
        """Ask which kind first."""
        clear(self.page)
        self._kind: Choices | None = None
        self._person_id = place.person_id if isinstance(place, places.NewMeeting) else ""
        self.read(self._show, new_meeting.read, person_id=self._person_id)

    def _show(self, page: Choosing) -> None:
        if self._kind is None:
            kinds = [(one.id, one.label) for one in page.kinds]
            self._kind = Choices("What kind of meeting?", kinds, page.kind, upright=True)
            self._kind.chosen.connect(self._chose)
            self._rest = column()
            self.page.addWidget(field("What kind of meeting?", self._kind))
            self.page.addWidget(self._rest)
            self.page.addWidget(row(button("Start", self._start, "primary"), None))
            self.page.addStretch(1)
            if self._kind.buttons():
                self._kind.buttons()[0].setFocus()
        self._who = PersonBox([(one.id, one.label) for one in page.people], page.person_id)
        self._form = Picker([(one.id, one.label) for one in page.forms])
        self._show_rest(page)

    def _show_rest(self, page: Choosing) -> None:
        layout = self._rest.layout()
        if layout is None:
            return
        clear(layout)
        if page.asks_whom:
            layout.addWidget(field("With whom?", self._who, "Three letters and Enter."))
        if len(page.forms) > 1:
            layout.addWidget(field("With which form?", self._form))

    def _chose(self, kind: str) -> None:
        self.read(self._show, new_meeting.read, kind, self._who.value() or self._person_id)

    def _start(self) -> None:
        if self._kind is not None:
            form_id = self._form.value() or ""
            self.context.ask(
                self.context.go, new_meeting.place, self._kind.value(), self._who.value(), form_id
            )
