"""The questions of a form as fields on a page, and their answers back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel

from app.domain.asking import asked, settled
from app.domain.content import Content
from app.domain.drafting import begin_line, put_answers
from app.domain.forms import FieldType
from app.domain.needed import needed, titled
from app.domain.nudges import nudge
from app.ui.kit.entries import EntriesField
from app.ui.kit.fields import Choices, TextBox
from app.ui.kit.inputs import SIMPLE, Input, Place
from app.ui.kit.nudge import Nudge
from app.ui.kit.question_fields import Maker, Ticks
from app.ui.kit.widgets import column, field, tell_needed, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from app.domain.answers import Answer
    from app.domain.drafting import Noted
    from app.domain.forms import Field, Form
    from app.pages.writing import Question
    from app.ui.context import Context


SIDE_BY_SIDE = 60
"""Letters that the choices of a question may have to lie side by side."""


class Answers(Maker):
    """Builds fields and reads them. ``asked`` tells which questions are asked now, by their keys.

    A question that hangs on another hides while it is not asked; what was typed in it is kept. ``about`` is
    said with every question to a screen reader, where a page asks the same of several things. ``own``: the
    worker writes here themself.
    """

    asked = Signal(object)

    def __init__(self, context: Context, about: str = "", *, own: bool = False) -> None:
        super().__init__(context)
        self._about, self._own = about, own
        self._inputs: dict[str, Input] = {}
        self._holders: dict[str, QWidget] = {}
        self._headings: list[tuple[QLabel, frozenset[str]]] = []
        self._form: Form | None = None
        self._before: Mapping[str, Answer] = {}
        self._asked: frozenset[str] = frozenset()
        self.typed.connect(self._look)

    def follow(self, form: Form, answers: Mapping[str, Answer]) -> None:
        """Begin a page of a form. ``answers`` are those given so far, on this page and others."""
        self._form, self._before = form, dict(answers)
        self.clear()
        self._asked = self._asked_now()

    def clear(self) -> None:
        """Forget the fields of the page before."""
        self._inputs, self._holders, self._headings = {}, {}, []

    def is_asked(self, keys: frozenset[str]) -> bool:
        """Whether any of some questions is asked now."""
        return self._form is None or bool(keys & self._asked)

    def focus(self, key: str) -> None:
        """Put the cursor into a field of the page."""
        found = self._inputs[key].named
        if isinstance(found, Choices):
            found.buttons()[0].setFocus()
        else:
            found.setFocus()

    def focus_first(self) -> None:
        """Put the cursor into the first field of the page."""
        if self._inputs:
            self.focus(next(iter(self._inputs)))

    def named(self, key: str) -> QWidget | None:
        """Return what a question of the page is answered in."""
        return self._inputs[key].named if key in self._inputs else None

    def watch(self, key: str, watcher: QObject) -> None:
        """Let somebody see the keys of a field before it does."""
        self._inputs[key].named.installEventFilter(watcher)

    def begin_line(self, key: str, noted: Noted) -> None:
        """Begin a line of praise or concern in a box."""
        box = self.named(key)
        if isinstance(box, TextBox):
            box.rewrite(begin_line(box.toPlainText(), noted))
            box.moveCursor(QTextCursor.MoveOperation.End)
            box.setFocus()

    def on_choice(self, key: str, chosen: Callable[[str], None]) -> None:
        """Tell which option of a field is chosen, each time one is."""
        found = self._inputs[key].named
        if isinstance(found, Choices):
            found.chosen.connect(chosen)

    def values(self) -> dict[str, Answer]:
        """Return the answer of every field on the page, empty ones too."""
        return {key: one.value() for key, one in self._inputs.items()}

    def field(
        self,
        key: str,
        item: Field,
        value: Answer,
        *,
        label: str | None = None,
        lines: int = 3,
        flat: bool = False,
        last: str = "",
    ) -> QWidget:
        """Return a field with its label above, holding a value; ``flat`` choices lie side by side.

        ``last`` is what was said to it last time.
        """
        label = titled(item, label or "")
        told = f"{self._about}: {item.label}" if self._about else item.label
        made = self._make(replace(item, label=told), value, Place(name=told, lines=lines, flat=flat))
        self._inputs[key] = made
        if isinstance(made.named, Ticks | EntriesField):
            hint = (words(item.hint, "hint"),) if item.hint else ()
            made.named.setAccessibleName(label)
            holder = column(words(label, "label"), *hint, made.widget, spacing=2)
        else:
            holder = field(label, made.widget, item.hint, named=made.named)
        if self._about:
            made.named.setAccessibleName(f"{self._about}: {label}")
        if needed(item):
            tell_needed(made.widget)
        if isinstance(made.named, TextBox) and self.context.offers_starts:
            holder = column(holder, Nudge(made.named, partial(self._nudge, key, last)), spacing=2)
        self._holders[key] = holder
        if self._form is not None and key not in self._asked:
            holder.hide()
        return holder

    def _nudge(self, key: str, last: str, text: str) -> str:
        if self._form is None:
            return ""
        return nudge(self._form, key, text, {**self._before, **self.values()}, last=last, own=self._own)

    def several(
        self, questions: Sequence[Question], answers: Mapping[str, Answer], *, flat: bool = False
    ) -> Iterator[QWidget]:
        """Yield the fields of some questions; those of several parts with a heading for each.

        With ``flat``, choices that are short lie side by side.
        """
        several, part = len({one.part for one in questions}) > 1, ""
        for one in questions:
            if several and one.part != part:
                part = one.part
                keys = frozenset(other.key for other in questions if other.part == one.part)
                yield self._heading(one.part, keys)
            short = flat and sum(len(option.label) for option in one.item.options) <= SIDE_BY_SIDE
            yield self.field(one.key, one.item, answers.get(one.key, ""), flat=short)

    def _heading(self, text: str, keys: frozenset[str]) -> QLabel:
        """Return the heading of a part; it hides while none of its questions is asked."""
        made = words(text, "heading")
        self._headings.append((made, keys))
        if not self.is_asked(keys):
            made.hide()
        return made

    def _make(self, item: Field, value: Answer, place: Place) -> Input:
        if not item.type.has_entries:
            return SIMPLE[item.type](item, value, self, place)
        made = EntriesField(item, value, self)
        made.changed.connect(self.tell)
        return Input(made, made, made.value)

    # --- what is asked, and what is worked out --------------------------------------------------------------

    def _asked_now(self) -> frozenset[str]:
        if self._form is None:
            return frozenset()
        return frozenset(key for key, _, _ in asked(self._form, self._before))

    def _look(self) -> None:
        """Show what is asked now and what it adds up to."""
        form = self._form
        if form is None:
            return
        self._before = {**self._before, **self.values()}
        now = self._asked_now()
        if now != self._asked:
            self._asked = now
            for key, holder in self._holders.items():
                holder.setVisible(key in now)
            for made, keys in self._headings:
                made.setVisible(bool(keys & now))
            self.asked.emit(now)
        if any(item.type is FieldType.WORKED_OUT for _, _, item in form.keyed):
            found = settled(form, put_answers(Content(), self._before)).answers
            for key, one in self._inputs.items():
                if isinstance(one.named, QLabel):
                    one.named.setText(str(found.get(key, "")) or "–")
