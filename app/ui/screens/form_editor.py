"""Change a form of the service's own: its parts and questions, what is set of each, and how it will look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.pages import form_editor as page
from app.pages import places
from app.ui.context import Heard
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.form_outline import FormOutline
from app.ui.kit.form_preview import PAPER, SCREEN, FormPreview
from app.ui.kit.form_settings import FormSettings
from app.ui.kit.more import more
from app.ui.kit.screen import Screen
from app.ui.kit.setting_boxes import narrow
from app.ui.kit.widgets import button, card, clear, column, field, scrolled, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from app.domain.forms import Form
    from app.pages.form_editor import EditorPage
    from app.pages.places import Place
    from app.ui.context import Context

STORE_MS, LOOK_MS = 400, 700
WIDE_LETTERS = 118
"""Below this many letters across there is room for the questions or the look of them, not for both."""
COLUMNS = "columns"
THROW = "Throw this draft away? Published versions stay."


class FormEditorScreen(Screen):
    """Nothing is kept of a form that is not on the screen as a whole, or that nobody changed."""

    title = "Change a form"
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: EditorPage | None = None
        self._kept: Form | None = None
        self._looking = False
        self._store_timer, self._look_timer = QTimer(self), QTimer(self)
        for timer, wait, action in (
            (self._store_timer, STORE_MS, self._store),
            (self._look_timer, LOOK_MS, self._draw_look),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(action)

    # --- coming and going -----------------------------------------------------------------------------------

    def come(self, place: Place) -> None:
        """Open a form."""
        assert isinstance(place, places.FormEditor)  # noqa: S101 - the register leads here with nothing else
        self._close()
        self.read(self._open, page.read, place.form_id)

    def leave(self) -> None:
        """Keep what was changed."""
        self._store()

    def _close(self) -> None:
        self._store()
        self._shown = self._kept = None
        self._look_timer.stop()
        clear(self.page)
        self.set_foot()
        self.show_title(self.title)

    def _open(self, opened: EditorPage) -> None:
        self._outline, self._settings = FormOutline(), FormSettings()
        self._preview = FormPreview(self.context)
        self._told = words(opened.told, "hint")
        self._undo = button("Undo", partial(self._edit, page.undo), "quiet", "Take the last change back")
        self._publish = button("Publish", self._asked_to_publish, "primary")
        self._to = QWidget()
        self._body = self._make_body()
        self.page.addWidget(self._told)
        self.page.addWidget(self._body, 1)
        self._look_button = button("Look at it", self._swap, tip="See the form as people will see it")
        self.set_foot(
            button("Back to forms", partial(self.context.go, places.Forms())),
            None,
            self._look_button,
            self._publish,
        )
        self._connect()
        self._kept = opened.form
        self._show(opened)
        self._arrange()
        self._outline.setFocus()

    def _make_body(self) -> QWidget:
        question = button(
            "+ Question", partial(self._edit, page.add_question), "quiet", "Add a question here"
        )
        section = button("+ Part", partial(self._edit, page.add_part), "quiet", "Add a part after this one")
        left = column(self._outline, flowing(question, section, self._undo, self._make_more()))
        self._move_to = column(spacing=0)
        middle = card(scrolled(column(self._settings, self._move_to, None, spacing=14)))
        self._right = card(self._preview)
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self._middle = middle
        for part, share in ((left, 4), (middle, 5), (self._right, 6)):
            layout.addWidget(part, share)
        return body

    def _make_more(self) -> QPushButton:
        actions: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Move up\tAlt+Up", partial(self._move, -1)),
            ("Move down\tAlt+Down", partial(self._move, 1)),
            ("Double\tCtrl+D", partial(self._edit, page.duplicate)),
            ("Take out\tDel", self._take_out),
            ("Redo\tCtrl+Y", partial(self._edit, page.redo)),
            ("Throw the draft away…", self._discard),
        )
        return more("More to do with the form", actions, page.HINT)

    def _connect(self) -> None:
        self._outline.chosen.connect(self._choose)
        self._outline.moved.connect(self._move)
        self._outline.dropped.connect(self._drop)
        self._outline.doubled.connect(partial(self._edit, page.duplicate))
        self._outline.taken_out.connect(self._take_out)
        self._outline.taken_back.connect(partial(self._edit, page.undo))
        self._outline.redone.connect(partial(self._edit, page.redo))
        self._settings.changed.connect(self._put)
        self._preview.looked.connect(self._draw_look)

    # --- showing --------------------------------------------------------------------------------------------

    def _show(self, shown: EditorPage) -> None:
        self._shown = shown
        self.show_title(shown.title)
        self._outline.show_rows(shown.rows, shown.row)
        self._settings.show_settings(shown.place, shown.settings)
        self._undo.setEnabled(bool(shown.history.past))
        self._publish.setText(shown.publish)
        self._publish.setAccessibleName(shown.publish)
        self._show_parts(shown)
        self._look_timer.start()
        if shown.form != self._kept:
            self._store_timer.start()

    def _show_parts(self, shown: EditorPage) -> None:
        layout = self._move_to.layout()
        if layout is None:
            return
        clear(layout)
        if shown.parts:
            parts = [(one.id, one.label) for one in shown.parts]
            picker = narrow(Picker(parts, empty="stays where it is"))
            picker.activated.connect(partial(self._go_to_part, picker))
            layout.addWidget(field("Move it to another part", picker))

    def _draw_look(self, *_: object) -> None:
        shown = self._shown
        if shown is None or not self._right.isVisible():
            return
        if self._preview.look == SCREEN:
            self._preview.show_screen(page.screen(shown))
            return
        drawn = page.paper if self._preview.look == PAPER else page.sealed
        self.read(self._preview.show_pdf, drawn, shown.form)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the look beside the questions where there is room for both."""
        super().resizeEvent(event)
        if self._shown is not None:
            self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= WIDE_LETTERS * self.fontMetrics().averageCharWidth()
        self._look_button.setVisible(not wide)
        self._look_button.setText("Back to the questions" if self._looking else "Look at it")
        self._right.setVisible(wide or self._looking)
        self._middle.setVisible(wide or not self._looking)
        self._draw_look()

    def _swap(self) -> None:
        self._looking = not self._looking
        self._arrange()

    # --- changing -------------------------------------------------------------------------------------------

    def _edit(self, edit: Callable[[EditorPage], EditorPage]) -> None:
        if self._shown is None:
            return
        before = self._shown
        self._show(edit(before))
        if edit in {page.add_question, page.add_part, page.add_column}:
            self._settings.focus("")

    def _choose(self, place: str) -> None:
        self._edit(partial(page.choose, place=place))

    def _put(self, name: str, value: object) -> None:
        if name == COLUMNS:
            self._edit(page.add_column)
        else:
            self._edit(partial(page.put, name=name, value=value))

    def _move(self, by: int) -> None:
        self._edit(partial(page.move, by=by))

    def _drop(self, row: int, before: int) -> None:
        self._edit(partial(page.drop, row=row, before=before))

    def _go_to_part(self, picker: Picker, _row: int) -> None:
        part = picker.value()
        if part is not None:
            self._edit(partial(page.move_to, part=part))

    def _take_out(self) -> None:
        if self._shown is None:
            return
        before = self._shown
        self._edit(page.delete)
        if self._shown.form != before.form:
            said = f"“{before.rows[before.row].words}” is taken out."
            self.context.undo_offered.emit(said, partial(self._take_back, self._shown.form))

    def _take_back(self, after: Form) -> None:
        """Put back what was taken out, while nothing else was changed since."""
        if self._shown is not None and self._shown.form == after:
            self._edit(page.undo)

    # --- keeping --------------------------------------------------------------------------------------------

    def _store(self) -> None:
        self._store_timer.stop()
        shown = self._shown
        if shown is None or not self.context.anyone or shown.form == self._kept:
            return
        before, self._kept = self._kept, shown.form
        heard = Heard(self.context.saved.emit, partial(self._not_stored, before))
        self.context.keep(f"form {shown.form.id}", heard, page.store, shown.form)

    def _not_stored(self, before: Form | None, error: Exception) -> None:
        if self._shown is not None:
            self._kept = before  # so that it is tried again
        self.context.saved.emit("Not saved yet")
        self.context.tell_problem(error)

    def _asked_to_publish(self) -> None:
        shown = self._shown
        if shown is None:
            return
        self._store()
        if shown.faults:
            first = shown.faults[0]
            self._choose(first.place)
            self._settings.focus(first.setting)
            self.context.said.emit(first.sentence)
            return
        self.context.send(self._published, page.publish, shown.form)

    def _published(self, said: str) -> None:
        self._shown = None
        self.context.said.emit(said)
        self.context.go(places.Forms())

    def _discard(self) -> None:
        shown = self._shown
        if shown is not None and self.context.dialogs.confirm(THROW, "Throw it away"):
            self._shown = None
            self.context.send(self._discarded, page.discard, shown.form.id)

    def _discarded(self, _value: object) -> None:
        self.context.go(places.Forms())
