"""Requests for one's own data and complaints about it: what is due when, and what became of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.changes import Topic
from app.domain.clock import today
from app.domain.requests import RequestKind
from app.ui.kit.flow import flowing
from app.ui.kit.person_box import PersonBox
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import DayField, Picker, Table, TextBox, button, card, clear, field, row, words

if TYPE_CHECKING:
    from app.domain.people import Person
    from app.domain.requests import Request

INTRO = (
    "Anybody who works here may ask for everything kept about them, in writing or by word of mouth. They get it within one month, free. "
    "The clock stops while you wait for something you asked them. A complaint is acknowledged within 30 days."
)


class RequestsScreen(Screen):
    """The log and the steps of one request."""

    title = "Requests for data"
    topics = frozenset({Topic.EVIDENCE})
    page_width = 1000

    def refresh(self) -> None:
        """Read the log."""
        self.context.run(self._read, self._show)

    def _read(self) -> tuple[tuple[Request, ...], tuple[Person, ...]]:
        house, actor = self.context.house, self.context.actor
        return house.requests.list(actor), house.people.list(actor)

    def _show(self, answer: tuple[tuple[Request, ...], tuple[Person, ...]]) -> None:
        if not self.context.anyone:
            return
        requests, people = answer
        now = today(self.context.house.clock)
        self._requests = {one.id: one for one in requests}
        clear(self.page)
        self.page.addWidget(words(INTRO, "hint"))
        self._table = Table(
            "Requests and complaints", ("Received", "Who", "What", "Where it stands", "Paused")
        )
        self._table.fill(
            [
                (
                    r.id,
                    (
                        f"{r.received_on:%d/%m/%Y}",
                        r.person_name,
                        r.kind.label,
                        r.status(now),
                        "; ".join(p.why for p in r.pauses) or "–",
                    ),
                )
                for r in requests
            ]
        )
        self._table.setMinimumHeight(200)
        self.page.addWidget(self._table if requests else words("Nobody has asked yet.", "label"))
        if requests:
            steps = [
                button("Make their file…", self._file, "primary"),
                button("Acknowledged", partial(self._do, "acknowledge")),
            ]
            steps += [
                button("Pause, because…", partial(self._ask, "pause", "What do you wait for?")),
                button("Go on", partial(self._do, "resume")),
            ]
            steps.append(
                button(
                    "Takes longer, because…",
                    partial(self._ask, "longer", "Why does it take longer? Tell the person too."),
                )
            )
            steps.append(button("Sent…", partial(self._ask, "sent", "What was sent or answered?")))
            self.page.addWidget(flowing(*steps))
        self.page.addWidget(words("Somebody asked, or complained", "heading"))
        self._who = PersonBox([(p.id, p.name) for p in people])
        self._kind = Picker([(kind.value, kind.label) for kind in RequestKind])
        self._on = DayField(now)
        self._words = TextBox("", lines=2)
        who = field("Who", self._who)
        who.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
        self.page.addWidget(
            card(
                row(who, field("What", self._kind), field("Received on", self._on)),
                field("In their words", self._words),
            )
        )
        self.page.addWidget(row(button("Write it down", self._receive), None))
        self.page.addStretch(1)
        self.set_foot(button("Back to evidence", partial(self.context.go, "evidence")), None)

    def _receive(self) -> None:
        on = self._on.value()
        if not self._who.value() or on is None:
            self.context.said.emit("Choose who asked, and the day.")
            return
        kind = RequestKind(self._kind.value() or "access")
        self.context.run(
            partial(
                self.context.house.requests.receive,
                self.context.actor,
                kind,
                self._who.value(),
                on,
                self._words.toPlainText(),
            )
        )

    def _do(self, step: str, *more: Any) -> None:
        if self._table.selected():
            self.context.run(
                partial(
                    getattr(self.context.house.requests, step),
                    self.context.actor,
                    self._table.selected(),
                    *more,
                )
            )

    def _ask(self, step: str, question: str) -> None:
        answer = self.context.dialogs.ask_text(question)
        if answer is not None:
            self._do(step, answer)

    def _file(self) -> None:
        one = self._requests.get(self._table.selected())
        if one is not None:
            self.context.go("pack", purpose="person", person_id=one.person_id)
