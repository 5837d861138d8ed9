"""Why a session was moved or missed: a short list, a few words, and the new day when it is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages import sessions
from app.ui.kit.fields import Picker
from app.ui.kit.moment_field import MomentField
from app.ui.kit.widgets import button, card, field, line, row

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.domain.sessions import Reason
    from app.ui.context import Context

    Missed = Callable[[Reason], object]
    Moved = Callable[[dt.datetime, Reason], object]


class ReasonCard(QWidget):
    """Asks for the reason, and for a new moment when ``begin`` is one to begin with."""

    def __init__(
        self,
        context: Context,
        back: Callable[[], object],
        *,
        missed: Missed | None = None,
        moved: Moved | None = None,
        begin: dt.datetime | None = None,
    ) -> None:
        super().__init__()
        self._context, self._missed, self._moved = context, missed, moved
        self._why = Picker([(one.id, one.label) for one in sessions.REASONS], empty="Choose")
        self._words = line("", sessions.WORDS)
        self._when = MomentField(context.today, begin) if begin is not None else None
        question = sessions.WHY_MISSED if self._when is None else sessions.WHY_MOVED
        parts = [field("Move it to", self._when)] if self._when is not None else []
        done = button("Keep this" if self._when is None else "Save the new time", self._done, "primary")
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
            if self._missed is not None:
                self._missed(reason)
        elif (chosen := self._when.sure(self._context.dialogs)) is not None and self._moved is not None:
            self._moved(chosen, reason)
