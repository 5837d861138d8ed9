"""Begin any kind of meeting: which kind, with whom, or type in one that was written on paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.kinds import Kind
from app.domain.people import Role
from app.ui.kit.person_box import PersonBox
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Choices, Picker, button, clear, field, row

if TYPE_CHECKING:
    from app.domain.forms import Form
    from app.domain.people import Person
    from app.ui.context import Context

MEETINGS = (Kind.SUPERVISION, *(kind for kind in Kind if kind.is_meeting and kind is not Kind.SUPERVISION))


class MeetingScreen(Screen):
    """Two questions and a button."""

    title = "Start a meeting"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._person_id: str | None = None

    def enter(self, **arguments: Any) -> None:
        """Ask which kind first."""
        self._person_id = arguments.get("person_id")
        clear(self.page)
        leader = self.context.actor.role is Role.PRACTICE_LEADER
        kinds = [k for k in reversed(MEETINGS) if k.is_practice] if leader else list(MEETINGS)
        self._kind = Choices(
            "What kind of meeting?", [(k.value, k.label) for k in kinds], kinds[0].value, upright=True
        )
        self._kind.chosen.connect(self._chose)
        self.page.addWidget(field("What kind of meeting?", self._kind))
        self._who = PersonBox([], None)
        self._who_field = field("With whom?", self._who, "Three letters and Enter.")
        self.page.addWidget(self._who_field)
        self._form = Picker([])
        self._form_field = field("With which form?", self._form)
        self._form_field.hide()
        self.page.addWidget(self._form_field)
        self.page.addWidget(row(button("Start", self._start, "primary"), None))
        self.page.addStretch(1)
        self._chose(kinds[0].value)
        self._kind.buttons()[0].setFocus()

    def _chose(self, value: str) -> None:
        kind = Kind(value)
        self._who_field.setVisible(not kind.is_group)
        self.context.run(
            partial(self.context.house.records.forms, self.context.actor, kind), self._offer_forms
        )
        if not kind.is_group:
            self.context.run(
                partial(self.context.house.people.colleagues, self.context.actor, kind), self._offer
            )

    def _offer(self, people: tuple[Person, ...]) -> None:
        chosen = self._who.value() or self._person_id
        fresh = PersonBox(
            [(p.id, p.name) for p in people], chosen if chosen in {p.id for p in people} else None
        )
        fresh.setAccessibleName("With whom?")
        layout = self._who_field.layout()
        if layout is not None:
            layout.replaceWidget(self._who, fresh)
            self._who.deleteLater()
            self._who = fresh

    def _offer_forms(self, forms: tuple[Form, ...]) -> None:
        self._form.clear()
        for form in forms:
            self._form.addItem(form.title, form.id)
        self._form_field.setVisible(len(forms) > 1)

    def _start(self) -> None:
        kind = Kind(self._kind.value())
        person_id = self.context.actor.person_id if kind.is_group else self._who.value()
        if not person_id:
            self.context.problem.emit("Choose with whom. Type three letters and press Enter.", "R-06")
            return
        self.context.go("supervision", person_id=person_id, kind=kind, form_id=self._form.value())
