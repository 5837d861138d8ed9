"""Why a session was moved or missed: a short list, a few words, and the new day when it is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages import sessions
from app.ui.kit.fields import Picker
from app.ui.kit.moment_field import MomentField
from app.ui.kit.widgets import button, card, field, line, row, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.domain.sessions import Reason
    from app.ui.context import Context

    Given = Callable[[Reason], object]
    Moved = Callable[[dt.datetime, Reason], object]


class ReasonCard(QWidget):
    """Asks for the reason, and for a new moment when ``begin`` is one to begin with.

    ``told`` says where it moves when that is chosen already; then only the reason is given.
    """

    def __init__(
        self,
        context: Context,
        back: Callable[[], object],
        *,
        given: Given | None = None,
        moved: Moved | None = None,
        begin: dt.datetime | None = None,
        told: str = "",
    ) -> None:
        super().__init__()
        self._context, self._given, self._moved = context, given, moved
        self._why = Picker([(one.id, one.label) for one in sessions.REASONS], empty="Choose")
        self._words = line("", sessions.WORDS)
        self._when = MomentField(context.today, begin) if begin is not None else None
        moves = self._when is not None or bool(told)
        question = sessions.WHY_MOVED if moves else sessions.WHY_MISSED
        parts: list[QWidget] = [words(told, "label")] if told else []
        parts += [field("Move it to", self._when)] if self._when is not None else []
        done = button("Save the new time" if moves else "Keep this", self._done, "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            card(
                *parts,
                row(field(question, self._why), field("In words", self._words)),
                row(done, button("Go back", back), None),
            )
        )
        self.setFocusProxy(self._when or self._why)

    def _done(self) -> None:
        reason = sessions.reason(self._why.value() or "", self._words.text())
        if self._when is None:
            if self._given is not None:
                self._given(reason)
        elif (chosen := self._when.sure(self._context.dialogs)) is not None and self._moved is not None:
            self._moved(chosen, reason)
