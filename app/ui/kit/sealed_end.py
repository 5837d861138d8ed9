"""The end of signing: the sealed PDF, and beside it a copy, what was agreed and the next date."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.pages import sign
from app.ui.kit.lines import line_row, listed, padded, verb_button
from app.ui.kit.moment_field import MomentField
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.planning import plan_surely
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF, save_as
from app.ui.kit.widgets import button, column, field, row, scrolled

if TYPE_CHECKING:
    from app.pages.sealed import Next, Sealed
    from app.ui.context import Context

NARROWEST, WIDEST = 400, 560


class SealedEnd(QWidget):
    """``planned``: the next date stands."""

    planned = Signal()

    def __init__(self, context: Context, sealed: Sealed, pdf: bytes | None, record_id: str) -> None:
        super().__init__()
        self._context = context
        asked = ("Save a copy of the sealed PDF", sealed.copy_name, PDF)
        copy = button("Save a copy…", partial(save_as, context, asked, sign.save_copy, record_id))
        paper = partial(print_out, context, asked, sign.save_copy, record_id)
        rows = [line_row(sealed.copy, print_button("Print", paper), copy)]
        if sealed.next is not None:
            rows += self._next(sealed.next)
        if sealed.agreed is not None and sealed.agreed.verb is not None:
            rows.append(line_row(sealed.agreed, verb_button(sealed.agreed.verb, context, "quiet")))
        beside = scrolled(column(listed(*rows), None))
        beside.setMinimumWidth(NARROWEST)
        beside.setMaximumWidth(WIDEST)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        if pdf is not None:
            view = PdfView(context, "The sealed record")
            layout.addWidget(view, 1)
            QTimer.singleShot(0, view, partial(view.show_pdf, pdf))
        layout.addWidget(beside, 1)

    def _next(self, coming: Next) -> list[QWidget]:
        if coming.plan_from is None:
            return [line_row(coming.line)]
        when = MomentField(self._context.today, coming.plan_from)
        plan = button("Plan it", partial(self._plan, coming, when))
        return [column(line_row(coming.line), padded(row(field("When?", when), plan, None)), spacing=0)]

    def _plan(self, coming: Next, when: MomentField) -> None:
        if (chosen := when.sure(self._context.dialogs)) is not None:
            plan_surely(self._context, (coming.person_id, coming.kind, chosen), self._planned)

    def _planned(self, said: str) -> None:
        self._context.said.emit(said)
        self.planned.emit()
