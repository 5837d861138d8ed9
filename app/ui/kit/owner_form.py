"""The registered manager at first run: name, job title, passphrase and PIN, each secret typed twice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.pages import first_run
from app.ui.kit.widgets import button, field, line, row, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.context import Context

SECRETS = ("passphrase", "again", "pin", "pin_again")
LONG = "12 letters or more. It opens the records once a day. Four random words are good."
DIGITS = "6 digits or more. You sign in and sign records with it."


class OwnerForm(QWidget):
    """``typed`` is what stood here before; ``done`` is called by Enter in the last box."""

    def __init__(self, context: Context, typed: dict[str, str], done: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        keys, typed = ("name", "job", *SECRETS), {"job": first_run.JOB, **typed}
        self._boxes = {key: line(typed.get(key, ""), secret=key in SECRETS) for key in keys}
        self._amiss = {key: words("", "error") for key in keys}
        self._suggestion = words("", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (
            self._ask("name", "Your name"),
            self._ask("job", "Your job title"),
            self._ask("passphrase", "Choose a passphrase", LONG),
            row(button("Suggest one", self._suggest, "quiet"), self._suggestion, None),
            self._ask("again", "The passphrase again"),
            self._ask("pin", "Choose a PIN", DIGITS),
            self._ask("pin_again", "The PIN again"),
        ):
            layout.addWidget(part)
        self._boxes["pin_again"].returnPressed.connect(done)
        self.setFocusProxy(self._boxes["name"])

    def typed(self) -> dict[str, str]:
        """Return what stands in each box."""
        return {key: box.text() for key, box in self._boxes.items()}

    def tell(self, error: Exception) -> bool:
        """Say at its box what is amiss, and put the cursor there; False when it is about no box here."""
        key = first_run.where(error)
        for other, label in self._amiss.items():
            label.setText(str(error) if other == key else "")
            label.setVisible(other == key)
        if key not in self._boxes:
            return False
        self._boxes[key].setAccessibleDescription(str(error))
        self._boxes[key].selectAll()
        self._boxes[key].setFocus()
        QTimer.singleShot(0, self, partial(self._bring_in_sight, self._amiss[key]))
        return True

    def _bring_in_sight(self, told: QWidget) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(told)

    def _ask(self, key: str, label: str, hint: str = "") -> QWidget:
        box, amiss = self._boxes[key], self._amiss[key]
        amiss.hide()
        box.textChanged.connect(amiss.hide)  # it is being put right
        asked = field(label, box, hint)
        below = asked.layout()
        if below is not None:
            below.addWidget(amiss)
        return asked

    def _suggest(self) -> None:
        self._context.call(self._suggested, first_run.suggest)

    def _suggested(self, passphrase: str) -> None:
        for key in ("passphrase", "again"):
            self._boxes[key].setText(passphrase)
        self._suggestion.setText(f"Write it down somewhere safe: {passphrase}")
