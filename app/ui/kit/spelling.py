"""Quiet help with words in a box: unknown words are underlined, and possible names are told beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QSyntaxHighlighter, QTextCharFormat, QTextCursor

from app.domain.words import WORD, misspelt
from app.pages import wording
from app.ui.kit.name_guard import NameGuard
from app.ui.kit.starting import starting
from app.ui.kit.widgets import column

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from app.domain.forms import Field
    from app.ui.context import Context
    from app.ui.kit.fields import TextBox


class _Underline(QSyntaxHighlighter):
    """Underlines words that are not known, paragraph by paragraph."""

    def __init__(self, box: TextBox, context: Context) -> None:
        super().__init__(box.document())
        self._box, self._context = box, context
        self._format = QTextCharFormat()
        self._format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        self._format.setUnderlineColor(box.palette().link().color())

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Look at one paragraph."""
        if self._context.known is not None:
            for begin, end in misspelt(text, self._context.known):
                self.setFormat(begin, end - begin, self._format)


class WordHelp(QObject):
    """Spelling and the name guard for one box.

    ``notice`` stands below it, hidden until there is something to tell.
    """

    def __init__(self, box: TextBox, context: Context) -> None:
        super().__init__(box)
        self._box, self._context = box, context
        self._underline = _Underline(box, context)
        self._guard = NameGuard(box, context)
        self.notice: QWidget = self._guard
        box.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        box.customContextMenuRequested.connect(self._menu)
        context.words_changed.connect(self._again)

    def _again(self) -> None:
        self._underline.rehighlight()

    def _menu(self, place: QPoint) -> None:
        cursor = self._box.cursorForPosition(place)
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        word, known = cursor.selectedText(), self._context.known
        menu = self._box.createStandardContextMenu()
        if known is not None and WORD.fullmatch(word) and not known.spells(word):
            first = menu.actions()[0]
            add = QAction(f"Add “{word}”", menu)
            add.triggered.connect(partial(self._context.add_word, word))
            meant = QAction("What may be meant…", menu)
            meant.triggered.connect(partial(self._suggest, cursor, word))
            menu.insertActions(first, [meant, add])
            menu.insertSeparator(first)
        menu.popup(self._box.mapToGlobal(place))

    def _suggest(self, cursor: QTextCursor, word: str, *_: object) -> None:
        self._context.draw(partial(self._offer, cursor), wording.meant, word)

    def _offer(self, cursor: QTextCursor, suggestions: tuple[str, ...]) -> None:
        menu = self._box.createStandardContextMenu()
        menu.clear()
        for text in suggestions:
            menu.addAction(text, partial(cursor.insertText, text))
        if not suggestions:
            menu.addAction("Nothing like it is known").setEnabled(False)
        menu.popup(self._box.mapToGlobal(self._box.cursorRect(cursor).bottomLeft()))


def helped(box: TextBox, item: Field, context: Context) -> QWidget:
    """Return a box with "Need a start?", spelling and the name guard below it."""
    return column(starting(box, item, context), WordHelp(box, context).notice, spacing=2)
