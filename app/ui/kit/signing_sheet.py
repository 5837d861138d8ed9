"""The record as it will be sealed, and beside it what its signer confirms, their signature and their PIN."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.pages.sign import AS_SEALED, OWN_PIN
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.signature_pad import SignaturePad
from app.ui.kit.widgets import button, card, column, field, line, scrolled, words

if TYPE_CHECKING:
    from app.domain.signing import Mark
    from app.pages.sign import Signing
    from app.ui.context import Context

NARROWEST, WIDEST = 350, 450


class SigningSheet(QWidget):
    """One signature. ``signed`` is sent when somebody presses the button or Enter in the box for the PIN.

    ``ways`` are other buttons below.
    """

    signed = Signal()

    def __init__(self, context: Context, signing: Signing, pdf: bytes, *ways: QWidget) -> None:
        super().__init__()
        self._pad = SignaturePad(signing.name)
        self._pin = line(secret=True)
        self._pin.returnPressed.connect(self._ask)
        self._pdf = PdfView(context, AS_SEALED)
        hand = column(
            card(words("You confirm", "hint"), words(signing.statement, "big")),
            self._pad.widget,
            field(signing.pin, self._pin, OWN_PIN),
            button(signing.sign, self._ask, "primary"),
            *ways,
            None,
            spacing=12,
        )
        beside = scrolled(hand)
        beside.setMinimumWidth(NARROWEST)
        beside.setMaximumWidth(WIDEST)
        sheet = QHBoxLayout(self)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.setSpacing(20)
        sheet.addWidget(self._pdf, 1)
        sheet.addWidget(beside, 1)
        QTimer.singleShot(0, self._pdf, partial(self._pdf.show_pdf, pdf))

    def focus(self) -> None:
        """Put the cursor where a name is typed."""
        self._pad.focus()

    def mark(self) -> Mark:
        """Return what was drawn, or the name typed."""
        return self._pad.mark()

    def pin(self) -> str:
        """Return the PIN typed."""
        return self._pin.text()

    def again(self) -> None:
        """Take another try: the PIN typed is chosen, so that typing replaces it."""
        self.setEnabled(True)
        self._pin.selectAll()
        self._pin.setFocus()

    def _ask(self) -> None:
        self.setEnabled(False)  # one signature is asked for once
        self.signed.emit()
