"""One part of a form on a page: its questions, and whether it is sensitive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.answers import shown
from app.domain.drafting import answered
from app.domain.self_score import are_shown, is_in, own_half
from app.ui.kit.widgets import button, row, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.content import Content
    from app.domain.forms import Section
    from app.ui.kit.answers import Answers

APART = (
    "Scored apart: the person scores this alone too, on their own Today. Neither of you sees the other’s "
    "until both are in; then neither changes."
)


class LastTime(QWidget):
    """Last time's answer to a question, seen once it is asked for."""

    def __init__(self, label: str, said: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._open = button("Last time", self._turn, "quiet", "See what was said here last time")
        self._open.setAccessibleName(f"{label}: see what was said last time")
        self._said = words(said, "hint")
        self._said.hide()
        layout.addWidget(row(self._open, None))
        layout.addWidget(self._said)

    def _turn(self) -> None:
        self._said.setHidden(not self._said.isHidden())
        self._open.setText("Last time" if self._said.isHidden() else "Hide last time")


class SectionPart(QWidget):
    """The answers live in ``Answers``; only the mark of the part is its own. ``marked`` follows it."""

    marked = Signal()

    def __init__(
        self,
        section: Section,
        content: Content,
        answers: Answers,
        before: Mapping[str, str] | None = None,
        *,
        folds: bool = True,
    ) -> None:
        super().__init__()
        self.section = section
        self.keys = frozenset(f"{section.id}.{item.id}" for item in section.fields)
        self._answers = answers
        answers.asked.connect(self._look)
        layout = self._inside(folded=folds and section.if_needed and not answered(content, section))
        layout.addWidget(words(section.title, "heading"))
        if section.intro:
            layout.addWidget(words(section.intro, "hint"))
        for item in section.fields:
            key = f"{section.id}.{item.id}"
            last = (before or {}).get(key, "").partition(": ")[2]
            made = answers.field(key, item, content.answers.get(key, ""), last=last)
            layout.addWidget(made)
            if before and key in before:
                layout.addWidget(LastTime(item.label, before[key]))
            if section.blind and are_shown(content.answers):
                made.setEnabled(False)  # both are in, so neither changes
                own = own_half(content.answers).get(key, "")
                layout.addWidget(words(f"Their own: {shown(item, own) or '–'}", "label"))
        if section.blind and not are_shown(content.answers):
            self._apart(layout, there=is_in(content.answers))
        if not self.is_asked:
            self.hide()  # shown, it would be a window of its own until it has a place
        self._tick: QCheckBox | None = None
        if section.sensitive:
            layout.addWidget(words("Sensitive: left out of evidence packs.", "hint"))
            return
        self._tick = QCheckBox("Sensitive – not in packs")
        self._tick.setAccessibleName(f"{section.title}: sensitive, leave out of evidence packs")
        self._tick.setChecked(section.id in content.sensitive)
        self._tick.toggled.connect(self._toggled)
        layout.addWidget(self._tick)

    def _inside(self, *, folded: bool) -> QVBoxLayout:
        """Return where the part is laid out: folded, behind a button that says what it is."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._body = QWidget()
        self._open = row(button(f"If needed: {self.section.title}", self._unfold, "quiet"), None)
        outer.addWidget(self._open)
        outer.addWidget(self._body)
        (self._body if folded else self._open).hide()
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        return layout

    def _unfold(self) -> None:
        self._open.hide()
        self._body.show()
        key = next(f"{self.section.id}.{item.id}" for item in self.section.fields)
        self._answers.focus(key)

    def answered(self, content: Content) -> bool:
        """Whether anything in it is answered."""
        return answered(content, self.section)

    def _apart(self, layout: QVBoxLayout, *, there: bool) -> None:
        """Say that the part is scored apart and how far the other is, and let both be shown."""
        told = "✓ Theirs is handed in." if there else "○ Theirs is not handed in yet."
        layout.addWidget(words(f"{APART}\n{told}", "hint"))
        both = button("Show both", self._answers.both_wanted.emit)
        both.setAccessibleName(f"{self.section.title}: show both")
        layout.addWidget(row(both, None))

    @property
    def is_asked(self) -> bool:
        """Whether any of its questions is asked now."""
        return self._answers.is_asked(self.keys)

    def _look(self, _asked: object = None) -> None:
        self.setHidden(not self.is_asked)

    def marks(self) -> dict[str, bool]:
        """Return the mark of the part, by its id; nothing when it always is sensitive."""
        return {} if self._tick is None else {self.section.id: self._tick.isChecked()}

    def _toggled(self, _on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.marked.emit()
