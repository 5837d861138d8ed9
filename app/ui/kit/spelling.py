"""Quiet help with words in a box: unknown words are underlined, and a possible name is asked about once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QSyntaxHighlighter, QTextCharFormat, QTextCursor

from app.domain.words import WORD, initial, misspelt, possible_names
from app.pages import wording
from app.ui.kit.fields import TextBox, prompted
from app.ui.kit.widgets import button, column, row, words

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from app.ui.context import Context

ASK_MS = 900
"""Somebody is still writing the word until then."""


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

    ``notice`` is the line below it, hidden until there is something to ask.
    """

    def __init__(self, box: TextBox, context: Context) -> None:
        super().__init__(box)
        self._box, self._context = box, context
        self._underline = _Underline(box, context)
        self._asked: set[str] = set()
        self._name = ""
        self._question = words("", "hint")
        self._change = button("", self._put_initial, "quiet")
        self._fine = button("It is not a name", self._not_a_name, "quiet", "Never ask about this word again")
        self.notice: QWidget = column(row(self._question, None, self._change, self._fine), spacing=0)
        self.notice.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._look)
        box.textChanged.connect(self._timer.start)
        box.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        box.customContextMenuRequested.connect(self._menu)
        context.words_changed.connect(self._again)

    def _look(self) -> None:
        known = self._context.known
        if known is None or self.notice.isVisible():
            return
        name = next(
            (one for one in possible_names(self._box.toPlainText(), known) if one not in self._asked), ""
        )
        if name:
            self._asked.add(name)
            self._name = name
            self._question.setText(f"Is “{name}” somebody you support? Use initials or a code instead.")
            self._change.setText(f"Change to {initial(name)}")
            self._change.setAccessibleName(f"Change {name} to {initial(name)}")
            self.notice.show()

    def _put_initial(self) -> None:
        cursor = QTextCursor(self._box.document())
        cursor.beginEditBlock()
        text = self._box.toPlainText()
        for match in reversed(
            [m for m in WORD.finditer(text) if m[0].replace("’", "'").removesuffix("'s") == self._name]
        ):
            cursor.setPosition(match.start())
            cursor.setPosition(match.start() + len(self._name), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(initial(self._name))
        cursor.endEditBlock()
        self._close()

    def _not_a_name(self) -> None:
        self._context.add_word(self._name, name=True)
        self._close()

    def _close(self) -> None:
        self.notice.hide()
        self._box.setFocus()
        self._look()

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


def helped(box: TextBox, prompts: tuple[str, ...], context: Context) -> QWidget:
    """Return a box with "Need a start?", spelling and the name guard below it."""
    return column(prompted(box, prompts), WordHelp(box, context).notice, spacing=2)
