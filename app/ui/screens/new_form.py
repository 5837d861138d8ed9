"""Begin a form of the service's own: its kind and title, and a table of questions from Word or Excel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import IncompleteError
from app.pages import new_form, places
from app.ui.kit.fields import Picker
from app.ui.kit.found_question import FoundQuestion
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, clear, field, line, row, words

if TYPE_CHECKING:
    from app.pages.new_form import Found, NewForm


class NewFormScreen(Screen):
    """Nothing is begun before it is asked for."""

    title = "Begin a form"

    def refresh(self) -> None:
        """Read what may be begun."""
        self.read(self._show, new_form.read)

    def _show(self, shown: NewForm) -> None:
        self._types = shown.types
        self._rows: list[FoundQuestion] = []
        with self.drawn_afresh():
            self._kind = Picker([(one.id, one.label) for one in shown.kinds])
            self._title = line("", "Such as: Night visit check")
            self.page.addWidget(field("What it is for", self._kind))
            self.page.addWidget(field("Title", self._title))
            paste = button("Paste a table of questions", self._paste)
            self.page.addWidget(words("Your paper form", "heading"))
            self.page.addWidget(words(new_form.HINT, "hint"))
            self.page.addWidget(row(paste, None))
            self._error = words("", "error")
            self._error.hide()
            self.page.addWidget(self._error)
            holder = QWidget()
            self._found = QVBoxLayout(holder)
            self._found.setContentsMargins(0, 0, 0, 0)
            self.page.addWidget(holder)
            self.page.addStretch(1)
        self._begin_button = button("Begin with nothing", self._begin, "primary")
        back = button("Back to forms", partial(self.context.go, places.Forms()))
        self.set_foot(back, None, self._begin_button)
        self._title.setFocus()

    def _paste(self) -> None:
        copied = QGuiApplication.clipboard().mimeData()
        try:
            found = new_form.found(copied.text(), copied.html() if copied.hasHtml() else "")
        except IncompleteError as error:
            self._tell(str(error))
            return
        self._tell("")
        self._show_found(found)

    def _show_found(self, found: tuple[Found, ...]) -> None:
        clear(self._found)
        self._rows = [FoundQuestion(number, one, self._types) for number, one in enumerate(found, 1)]
        for one in self._rows:
            self._found.addWidget(one)
        count = sum(one.type != new_form.PART for one in found)
        self._begin_button.setText("Begin with 1 question" if count == 1 else f"Begin with {count} questions")
        self._begin_button.setAccessibleName(self._begin_button.text())

    def _begin(self) -> None:
        title = self._title.text()
        if not title.strip():
            self._tell(new_form.NAME_FIRST)
            self._title.setFocus()
            return
        rows = tuple(one.value() for one in self._rows if one.wanted())
        self.context.send(self.context.go, new_form.begin, self._kind.value() or "", title, rows)

    def _tell(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
