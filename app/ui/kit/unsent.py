"""What somebody typed or chose on a page and has not sent, so that drawing it afresh does not lose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.kit.fields import Choices, Picker, TextBox
from app.ui.kit.line_box import LineBox
from app.ui.kit.person_box import PersonBox

if TYPE_CHECKING:
    from collections.abc import Callable

    Unsent = dict[str, object]


def standing(page: QWidget) -> Unsent:
    """Return what stands in every box of a page that has a name; never a PIN or a passphrase."""
    return {box.accessibleName(): _value(box) for box in _boxes(page)}


def put_back(page: QWidget, drawn: Unsent, before: Unsent) -> None:
    """Put back what somebody changed since a page was ``drawn``, unless it says something else by now."""
    for box in _boxes(page):
        name = box.accessibleName()
        if name in before and before[name] != drawn.get(name) and _value(box) == drawn.get(name):
            _put(box, before[name])


def emptied(page: QWidget, *boxes: QWidget) -> Callable[[object], None]:
    """Return what empties boxes, or those drawn in their place, once what was typed in them is kept."""
    names = {box.accessibleName() for box in boxes}

    def empty(_kept: object) -> None:
        for box in _boxes(page):
            if box.accessibleName() in names:
                _put(box, "")

    return empty


def _boxes(page: QWidget) -> list[QWidget]:
    kinds = (TextBox, Choices, Picker, PersonBox)
    return [
        one
        for one in page.findChildren(QWidget)
        if one.accessibleName() and (isinstance(one, kinds) or (type(one) is LineBox and not _secret(one)))
    ]


def _secret(box: QLineEdit) -> bool:
    return box.echoMode() is not QLineEdit.EchoMode.Normal


def _value(box: QWidget) -> object:
    if isinstance(box, TextBox):
        return box.toPlainText()
    if isinstance(box, PersonBox | Choices | Picker):
        return box.value()
    return box.text() if isinstance(box, QLineEdit) else None


def _put(box: QWidget, value: object) -> None:
    if isinstance(box, TextBox):
        box.setPlainText(str(value))
    elif isinstance(box, PersonBox):
        box.choose(str(value))
    elif isinstance(box, Choices):
        for radio in box.buttons():
            if box.value() != value:
                radio.setChecked(True)
    elif isinstance(box, Picker):
        box.setCurrentIndex(max(box.findData(value), 0))
    elif isinstance(box, QLineEdit):
        box.setText(str(value))
