"""The record as it will be sealed, and beside it what its signer confirms, their signature and their PIN."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.pages.sign import AS_SEALED, OWN_PIN
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.signature_pad import SignaturePad
from app.ui.kit.widgets import card, column, field, line, scrolled, words

if TYPE_CHECKING:
    from app.domain.signing import Mark
    from app.pages.sign import Signing
    from app.ui.context import Context

NARROWEST, WIDEST = 350, 450


class SigningSheet(QWidget):
    """One signature. ``signed`` is sent by ``ask``: the screen's button, and Enter in the box for the PIN."""

    signed = Signal()

    def __init__(self, context: Context, signing: Signing, pdf: bytes) -> None:
        super().__init__()
        self._pad = SignaturePad(signing.name)
        self._pin = line(secret=True)
        self._pin.returnPressed.connect(self.ask)
        self._pdf = PdfView(context, AS_SEALED)
        said = [words(signing.yours)] if signing.yours else []
        hand = column(
            card(words("You confirm", "hint"), words(signing.statement, "big"), *said),
            self._pad.widget,
            field(signing.pin, self._pin, OWN_PIN),
            None,
            spacing=12,
        )
        self._beside = scrolled(hand)
        self._beside.setMinimumWidth(NARROWEST)
        self._beside.setMaximumWidth(WIDEST)
        sheet = QHBoxLayout(self)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.setSpacing(20)
        sheet.addWidget(column(words(AS_SEALED, "hint"), self._pdf), 1)
        sheet.addWidget(self._beside, 1)
        QTimer.singleShot(0, self._pdf, partial(self._pdf.show_pdf, pdf))

    def ask(self) -> None:
        """Ask for the signature; once, until there is an answer."""
        if self.isEnabled():
            self.setEnabled(False)
            self.signed.emit()

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
        in_sight = partial(self._beside.ensureWidgetVisible, self._pin)
        QTimer.singleShot(0, self._pin, in_sight)  # once what went wrong has taken its room above
