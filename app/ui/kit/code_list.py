"""One-time codes to hand over, with a button that prints them as slips."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages import codes
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF
from app.ui.kit.widgets import card, column, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.pages.codes import Codes
    from app.ui.context import Context


def code_list(context: Context, made: Codes, told: str) -> QWidget:
    """Return the codes, each with whose it is."""
    lines = (row(words(name), None, words(code, "label")) for name, code in made)
    asked = ("Save the slips", codes.FILE, PDF)
    slips = print_button(
        "Print the slips",
        partial(print_out, context, asked, codes.slips, made),
        tip="One slip a person, to cut apart",
    )
    return column(words(told), card(*lines), row(slips, None))
