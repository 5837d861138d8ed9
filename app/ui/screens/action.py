"""One action: how it stands, what happened to it, what shows it; done, dropped, changed, watched first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.domain.needed import NEEDED
from app.pages import action, actions, places
from app.pages.action import Changed
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker, TextBox
from app.ui.kit.lines import chip_label, line_card, verb_button
from app.ui.kit.screen import Screen
from app.ui.kit.undo import with_undo
from app.ui.kit.unsent import emptied
from app.ui.kit.widgets import button, card, field, line, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.pages.action import ActionPage
    from app.pages.places import Place
    from app.ui.context import Context

TITLE = "Action"
DROP = "Why will it not be done? A few words are enough."
REOPEN = "Why is it open again? A few words are enough."
WATCH_HINT = "Then it cannot be called done before somebody has watched it and it was met."


class ActionScreen(Screen):
    """One action."""

    title = TITLE
    topics = frozenset({Topic.ACTIONS, Topic.RECORDS, Topic.SCHEDULE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._action_id = ""

    def come(self, place: Place) -> None:
        """Come to one."""
        if isinstance(place, places.Action):
            self._action_id = place.action_id
        super().come(place)

    def refresh(self) -> None:
        """Read it."""
        self.read(self._show, action.read, self._action_id)

    def _show(self, page: ActionPage) -> None:
        with self.drawn_afresh(of=page.action_id):
            self.page.addWidget(row(words(page.what, "heading"), None, chip_label(page.chip)))
            for label, text in page.facts:
                self.page.addWidget(words(f"{label}: {text}"))
            ways = [verb_button(one, self.context) for one in (page.record, page.evidence) if one is not None]
            if ways:
                self.page.addWidget(row(*ways, None))
            if page.waits:
                self.page.addWidget(row(chip_label(action.WAITS), words(page.waits), None))
            if page.open and page.may_close:
                self._show_closing(page)
                self._show_changing(page)
            if page.may_watch:
                self._show_watching(page)
            self._show_history(page)
            self.page.addStretch(1)
        self.set_foot(*self._ends(page), None, button("Back to the list", self._back))

    def _show_closing(self, page: ActionPage) -> None:
        if page.waits:
            return
        self._seen = TextBox("", lines=2)
        self._shows = Picker([(one.id, one.label) for one in page.shows], None, "none")
        parts = [field(action.SEEN, self._seen)]
        if page.shows:
            parts.append(field("A record that shows it", self._shows))
        self.page.addWidget(words("Is it done?", "heading"))
        self.page.addWidget(card(*parts, row(button("It is done", self._done, "primary"), None)))

    def _show_changing(self, page: ActionPage) -> None:
        self._what = line(page.wording.what)
        self._due = DayField(page.today, page.wording.due_on, sense=Sense.PLAN)
        self._know = line(page.wording.how_we_will_know)
        self._why = line(placeholder="For example: she was on leave")
        self.page.addWidget(words("Another day, or other words", "heading"))
        self.page.addWidget(
            card(
                field("What will be done", self._what),
                row(field("By", self._due), field("How we will know", self._know)),
                field(f"Why it changes{NEEDED}", self._why),
                words("What it said before is kept, and so is why.", "hint"),
                row(button("Keep the change", self._change), None),
            )
        )

    def _show_watching(self, page: ActionPage) -> None:
        self._form = Picker([(one.id, one.label) for one in page.forms])
        self._by = DayField(page.today, page.watch_by, sense=Sense.PLAN)
        self.page.addWidget(words("See it first", "heading"))
        self.page.addWidget(
            card(
                words(WATCH_HINT, "hint"),
                row(field("What is watched with", self._form), field(f"By{NEEDED}", self._by)),
                row(button("Ask to see it first", self._watch), None),
            )
        )

    def _show_history(self, page: ActionPage) -> None:
        if page.history:
            self.page.addWidget(words("What happened", "heading"))
        for one in page.history:
            self.page.addWidget(line_card(one))

    def _ends(self, page: ActionPage) -> list[QWidget]:
        if page.may_drop:
            return [button("Drop it, because…", self._drop)]
        if not page.open and page.may_close:
            return [button("Open it again, because…", self._reopen)]
        return []

    # --- doing ----------------------------------------------------------------------------------------------

    def _done(self) -> None:
        said = with_undo(self.context, actions.take_back, self._action_id)
        self.context.send(
            said, action.done, self._action_id, self._seen.toPlainText(), self._shows.value() or None
        )

    def _change(self) -> None:
        said = Changed(
            what=self._what.text(),
            due_on=self._due.value(),
            how_we_will_know=self._know.text(),
            reason=self._why.text(),
        )
        self.context.send(emptied(self, self._why), action.change, self._action_id, said)

    def _watch(self) -> None:
        self.context.send(None, action.watch, self._action_id, self._form.value() or "", self._by.value())

    def _drop(self) -> None:
        reason = self.context.dialogs.ask_text(DROP)
        if reason is not None:
            self.context.send(None, action.drop, self._action_id, reason)

    def _reopen(self) -> None:
        reason = self.context.dialogs.ask_text(REOPEN)
        if reason is not None:
            self.context.send(None, action.reopen, self._action_id, reason)

    def _back(self) -> None:
        self.context.go(places.Actions())
