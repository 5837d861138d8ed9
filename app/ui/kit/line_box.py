"""A box of one line. A paste is taken whole or not at all, and lines become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QClipboard, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.domain.answers import MOST_CHARACTERS, MOST_IN_LINE
from app.domain.pasting import from_html, one_line, pasted
from app.domain.rich_text import from_rich_text

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent, QMouseEvent


RICH = ("text/rtf", "application/rtf", 'application/x-qt-windows-mime;value="Rich Text Format"')
"""What rich text is called on a clipboard: by the standard, by others, and by Windows."""
NOT_WORDS = "What you copied holds no words that can stand here. Nothing was changed. Copy it as plain text."
NOT_HERE = "What you copied cannot stand in this box. Nothing was changed."


class Refusal(QEvent):
    """Travels from a box to its screen with the sentence that says why something was not taken."""

    KIND = QEvent.Type(QEvent.registerEventType())

    def __init__(self, sentence: str) -> None:
        super().__init__(Refusal.KIND)
        self.sentence = sentence


def refuse(box: QWidget, sentence: str) -> None:
    """Say why a box did not take something: on its screen, and to a screen reader."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(box, sentence))
    above: QWidget | None = box
    refusal = Refusal(sentence)
    refusal.ignore()
    while above is not None and not refusal.isAccepted():
        QApplication.sendEvent(above, refusal)
        above = above.parentWidget()


def too_long(most: int) -> str:
    """Return the sentence for a paste that a box cannot hold."""
    return (
        f"That text is too long to paste here: the most is {most:,} characters in one box. Nothing was "
        "changed. Paste a part of it."
    )


def plain_words(source: QMimeData) -> str:
    """Return what is on the clipboard as plain text that reads the same."""
    plain = source.text() if source.hasText() else ""
    html = source.html() if source.hasHtml() else ""
    if not plain and not html:
        kinds = (kind for kind in RICH if source.hasFormat(kind))
        rich = next((source.data(kind).data() for kind in kinds), b"")
        return pasted(from_rich_text(bytes(rich)))
    return pasted(plain, html) if plain or not html else from_html(html)


def holds_something(source: QMimeData) -> bool:
    """Whether something is on the clipboard that is no plain text, such as a picture or a file."""
    return bool(source.formats()) and not source.hasText()


class Held:
    """Tells the keys that were pressed in a box from those held down since another widget had the cursor.

    A digit that chooses an option and moves the cursor on would else be written again and again.
    """

    def __init__(self) -> None:
        self._last = 0

    def ours(self, event: QKeyEvent) -> bool:
        """Whether a key is for the box: it was pressed there, however long it is held."""
        if not event.isAutoRepeat():
            self._last = event.key()
        return event.key() == self._last


class LineBox(QLineEdit):
    """A box for one line of words."""

    def __init__(self, value: str = "") -> None:
        super().__init__()
        self._held = Held()
        self.setMaxLength(MOST_CHARACTERS)  # Qt's own limit would cut without a word
        self.setText(value)

    def paste(self) -> None:
        """Paste what is on the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, source: QMimeData) -> None:
        """Take what was copied: whole and on one line, or not at all."""
        if self.isReadOnly():
            return
        secret = self.echoMode() is not QLineEdit.EchoMode.Normal
        text = source.text().strip("\r\n") if secret else one_line(plain_words(source))
        if len(self.text()) - len(self.selectedText()) + len(text) > MOST_IN_LINE:
            refuse(self, too_long(MOST_IN_LINE))
        elif not text.strip() and holds_something(source):
            refuse(self, NOT_WORDS)
        elif text:
            before, chosen = self.text(), self.selectedText()
            self.insert(text)
            if self.text() == before and chosen != text:
                refuse(self, NOT_HERE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Paste in our way."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif self._held.ours(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Let the menu paste in our way too."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take words dropped from elsewhere in our way."""
        if event.source() is self:
            super().dropEvent(event)
            return
        self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        self.take(event.mimeData())
        event.acceptProposedAction()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the selection of Linux in our way."""
        clipboard = QGuiApplication.clipboard()
        if event.button() is Qt.MouseButton.MiddleButton and clipboard.supportsSelection():
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self.take(clipboard.mimeData(QClipboard.Mode.Selection))
        else:
            super().mouseReleaseEvent(event)
