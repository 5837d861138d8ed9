"""Behind the lock there is no word of a record: in no widget, not for a screen reader, not to paste, not to undo."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableWidget,
    QTextEdit,
    QWidget,
)

from app.pages import places
from tests.ui.person import LivedIn
from tests.ui.test_writing import about

PLANTED = "zwetschgenblau"
SPOKEN = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)


def texts(widget: QWidget) -> Iterator[str]:
    """Yield everything a widget holds in words."""
    yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QLineEdit):
        yield widget.text()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QListWidget):
        yield from (widget.item(at).text() for at in range(widget.count()))
    if isinstance(widget, QTableWidget):
        cells = (widget.item(y, x) for y in range(widget.rowCount()) for x in range(widget.columnCount()))
        yield from (one.text() for one in cells if one is not None)
    text = getattr(widget, "text", None)
    if callable(text) and not isinstance(widget, QLabel | QLineEdit):
        yield str(text())


def spoken(one: QAccessibleInterface | None) -> Iterator[str]:
    """Yield what a screen reader is told of something and all that is in it."""
    if one is None or not one.isValid():
        return
    yield from (one.text(kind) for kind in SPOKEN)
    for at in range(one.childCount()):
        yield from spoken(one.child(at))


def everything() -> str:
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    seen = [text for widget in QApplication.allWidgets() for text in texts(widget)]
    for window in QApplication.topLevelWidgets():
        seen += spoken(QAccessible.queryAccessibleInterface(window))
    return "\n".join((*seen, QApplication.clipboard().text()))


def test_no_word_is_left_in_any_widget_for_a_screen_reader_on_the_clipboard_or_to_undo(
    lived_in: LivedIn,
) -> None:
    before = frozenset(QApplication.allWidgets())  # of windows of other tests
    person, window = lived_in.person, lived_in.window
    lived_in.go(places.Coaching(person_id=about(window, "Tomasz Birch")))
    person.type("What happened?", f"They chose the {PLANTED} cup.")
    person.settle()
    boxes = [one for one in window.findChildren(QPlainTextEdit) if PLANTED in one.toPlainText()]
    boxes[0].selectAll()
    boxes[0].copy()
    for place in (places.Today(), places.Records(), places.Find(), places.People()):
        lived_in.go(place)
    seen = everything()
    assert PLANTED in seen
    assert "S-0001" in seen
    window.lock()
    person.settle()
    left = everything()
    assert PLANTED not in left
    assert "S-0001" not in left
    now = [one for one in QApplication.allWidgets() if isinstance(one, QPlainTextEdit | QTextEdit)]
    assert not [one for one in now if one not in before]
