"""What one record counts for: by default, by somebody's word, or perhaps because of its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.changes import Topic
from app.domain.people import Role
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Picker, button, card, clear, field, row, words

if TYPE_CHECKING:
    from app.domain.frameworks import Framework, Item, Suggestion
    from app.ui.context import Context

Counts = tuple[tuple["Framework", tuple[tuple["Item", str], ...]], ...]
Hints = tuple[tuple["Framework", tuple["Suggestion", ...]], ...]


class CountingScreen(Screen):
    """Tags of a record."""

    title = "What this record counts for"
    topics = frozenset({Topic.EVIDENCE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._record_id = ""

    def enter(self, **arguments: Any) -> None:
        """Show a record's tags."""
        self._record_id = str(arguments.get("record_id") or self._record_id)
        self.refresh()

    def refresh(self) -> None:
        """Read them."""
        self.context.run(self._read, self._show)

    def _read(self) -> tuple[Counts, Hints]:
        evidence, actor = self.context.house.evidence, self.context.actor
        return evidence.counts(actor, self._record_id), evidence.suggestions(actor, self._record_id)

    def _show(self, answer: tuple[Counts, Hints]) -> None:
        if not self.context.anyone:
            return
        counts, hints = answer
        may = self.context.actor.role is not Role.WORKER
        suggested = {framework.id: found for framework, found in hints}
        clear(self.page)
        for framework, items in counts:
            more = suggested.get(framework.id, ())
            if not items and not more:
                continue
            self.page.addWidget(words(framework.name, "heading"))
            for item, why in items:
                off = button(
                    "Take off",
                    partial(self._tag, framework.id, item.code, off=True),
                    "quiet",
                    f"It does not count for {item.code}",
                )
                self.page.addWidget(
                    row(words(f"✓ {item.code} {item.title}"), words(why, "hint"), *([off] if may else []))
                )
            for hint in more if may else ():
                add = button(
                    "It counts",
                    partial(self._tag, framework.id, hint.item.code),
                    "quiet",
                    f"Count it for {hint.item.code}",
                )
                self.page.addWidget(
                    row(words(f"? {hint.item.code} {hint.item.title}"), words(hint.why, "hint"), add)
                )
        if may:
            self._all = [
                (f"{framework.id}|{item.code}", f"{item.code} {item.title} – {framework.title}")
                for framework, _ in counts
                for item in framework.items
            ]
            self._choice = Picker(self._all)
            self._choice.setMaximumWidth(560)
            self.page.addWidget(
                card(
                    field("It counts for something else", self._choice),
                    row(button("Add it", self._add), None),
                )
            )
        self.page.addStretch(1)
        self.set_foot(
            button("Back to the record", partial(self.context.go, "record", record_id=self._record_id)), None
        )

    def _add(self) -> None:
        framework_id, _, code = (self._choice.value() or "|").partition("|")
        if code:
            self._tag(framework_id, code)

    def _tag(self, framework_id: str, code: str, *, off: bool = False) -> None:
        self.context.run(
            partial(
                self.context.house.evidence.tag,
                self.context.actor,
                [self._record_id],
                framework_id,
                code,
                off=off,
            )
        )
