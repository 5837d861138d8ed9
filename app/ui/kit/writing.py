"""What every screen that writes a record does: open a sheet, keep it as it is typed, never lose a word."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QTimer

from app.domain.asking import settled
from app.domain.content import Content
from app.domain.errors import IncompleteError
from app.pages import places, writing
from app.ui.context import Heard
from app.ui.kit.answers import Answers
from app.ui.kit.fields import Count
from app.ui.kit.held_field import HeldField
from app.ui.kit.kept_files import KeptFiles
from app.ui.kit.missing import Missing
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import clear

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.domain.changes import Outcome
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.places import Place
    from app.pages.writing import KeptFile, Sheet, Written
    from app.ui.context import Context
    from app.ui.kit.confirm_field import ConfirmField
    from app.ui.kit.question_fields import FilesField

P = ParamSpec("P")
W = TypeVar("W", bound="Written")
AUTOSAVE_MS = 400
LONGEST_MINUTES = 480


class WritingScreen(Screen):
    """A screen over one sheet. ``gather`` returns the content with what the widgets hold put in.

    What is typed is kept a moment after the last key, when a box is left, and before another screen, a lock
    or the end. Content and sheet belong to the GUI thread; the vault thread is handed frozen values.
    ``own``: the worker writes here themself.
    """

    stays = True
    own = False

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sheet: Sheet | None = None
        self._content = Content()
        self._sent: tuple[Content, dt.datetime | None] | None = None
        self._when: HeldField | None = None
        self._held_at: dt.datetime | None = None
        self._opening, self._building = 0, False
        self._files: KeptFiles | None = None
        self._answers = Answers(context, own=self.own)
        self._answers.typed.connect(self._typed)
        self._answers.left.connect(self._store_now)
        self._answers.file_wanted.connect(self._attach)
        self._answers.file_off.connect(self._detach_from)
        self._answers.confirm_wanted.connect(self._confirm)
        self._missing = Missing()
        self._missing.wanted.connect(self.go_to)
        self.notices.addWidget(self._missing)
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self._store_now)

    def leave(self) -> None:
        """Keep what is typed."""
        self._store_now()

    # --- opening --------------------------------------------------------------------------------------------

    def carry_on(
        self,
        show: Callable[[W], None],
        read: Callable[Concatenate[House, Actor, P], W],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Open a draft. Of several asked for, only the newest is shown."""
        self.shut()
        self.context.ask(partial(self._opened, self._opening, show), read, *args, **kwargs)

    def begin(
        self,
        show: Callable[[W], None],
        intent: Callable[Concatenate[House, Actor, P], Outcome[W]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Begin a draft, or carry on the one there is."""
        self.shut()
        self.context.send(partial(self._opened, self._opening, show), intent, *args, **kwargs)

    def empty(self) -> None:
        """Take the page off the screen, so that nothing can be typed that nobody keeps."""
        clear(self.page)
        self.set_foot()

    def shut(self) -> None:
        """Keep what is typed and take the draft off the screen."""
        super().shut()
        self._store_now()
        self._opening += 1
        self._sheet = None
        self._timer.stop()
        self._building, self._files, self._when = True, None, None
        self.empty()
        self._missing.tell("", {})
        self._answers.clear()
        self._building = False

    def _opened(self, number: int, show: Callable[[W], None], page: W) -> None:
        if number != self._opening:
            return
        self._sheet, self._content, self._held_at = page.sheet, page.sheet.content, page.sheet.when.at
        self._sent = (self._content, self._held_at)
        self.context.arrived.emit(places.writing(page.sheet.kind, record_id=page.sheet.record_id))
        self._building = True
        self._answers.names, self._answers.signers = page.sheet.names, page.sheet.signers
        self._answers.owners = page.sheet.owners
        self._answers.follow(page.sheet.form, page.sheet.content.answers)
        show(page)
        self._building = False

    # --- keeping --------------------------------------------------------------------------------------------

    def gather(self) -> Content:
        """Return the content with what the widgets hold put in."""
        return self._content

    def _typed(self, *_: object) -> None:
        if not self._building:
            self._timer.start()

    def _store_now(self) -> None:
        """Take what is typed into the content and keep it."""
        if self._sheet is not None and not self._building:
            self._content = settled(self._sheet.form, self.gather())
        self._store()

    def _store(self) -> None:
        self._timer.stop()
        if self._sheet is not None:
            self._missing.follow(self._sheet, self._content)
        now = (self._content, self._held_at)
        if self._sheet is None or not self.context.anyone or now == self._sent:
            return
        self._sent = now
        heard = Heard(self.context.saved.emit, partial(self._not_stored, self._sheet))
        self.context.keep(self._sheet.record_id, heard, writing.store, self._sheet.pen, *now)

    def _not_stored(self, sheet: Sheet, error: Exception) -> None:
        if self._sheet is not None and self._sheet.pen is sheet.pen:
            self._sent = None  # so that it is tried again
        self.context.saved.emit("Not saved yet")
        self.context.tell_problem(error)

    def take(self, content: Content) -> None:
        """Go on with a draft as it is kept."""
        self._content, self._sent = content, (content, self._held_at)

    # --- ending ---------------------------------------------------------------------------------------------

    def discard(self) -> None:
        """Throw the draft away, once somebody is sure."""
        sheet = self._sheet
        if sheet is not None and self.context.dialogs.confirm(
            "Throw this draft away? It cannot come back.", "Throw it away"
        ):
            self._sheet = None
            heard = Heard(self._discarded, partial(self._not_discarded, sheet))
            self.context.send(heard, writing.discard, sheet.record_id)

    def _discarded(self, _value: object) -> None:
        self.context.go(places.Today())

    def _not_discarded(self, sheet: Sheet, error: Exception) -> None:
        self._sheet = sheet
        self.context.tell_problem(error)

    def finish(self) -> None:
        """Finish the draft and go on to signing it."""
        if self._sheet is not None:
            self._store_now()
            self.context.send(Heard(self._to_sign, self.tell_lacking), writing.finish, self._sheet.record_id)

    def _to_sign(self, record_id: str) -> None:
        self._sheet = None
        self.context.go(places.Sign(record_id=record_id))

    def tell_lacking(self, error: Exception) -> None:
        """Say what still needs an answer, and go to the first of it."""
        if isinstance(error, IncompleteError) and error.fields:
            self._missing.tell(str(error), error.fields)
            self.go_to(next(iter(error.fields)))
        else:
            self.context.tell_problem(error)

    def go_to(self, key: str) -> None:
        """Put the cursor into the answer to a question, where it is on the page."""
        if self._answers.named(key) is not None:
            self._answers.focus(key)

    def offer_undo(self, said: str, record_id: str) -> None:
        """Say that it is saved and let it be taken back while it can be."""
        self.context.undo_offered.emit(said, partial(self._take_back, record_id))

    def _take_back(self, record_id: str) -> None:
        self.context.send(self._taken_back, writing.take_back, record_id)

    def _taken_back(self, place: Place) -> None:
        self.context.go(place)

    # --- pieces ---------------------------------------------------------------------------------------------

    def when_field(self, sheet: Sheet) -> QWidget:
        """Return a field for when it was held."""
        when = replace(sheet.when, at=self._held_at or sheet.when.at)
        self._when = HeldField(self.context.today, sheet.kind.row.when, when, self._content)
        self._when.changed.connect(self._typed)
        self._when.left.connect(self._store_now)
        return self._when

    def put_when(self, content: Content) -> Content:
        """Return a content with what stands in the field for when it was held put in, if it is there."""
        if self._when is None:
            return content
        self._held_at = self._when.at()
        return self._when.put_in(content)

    def minutes_field(self, value: int) -> Count:
        """Return a field for how long it took, in minutes; 0 is not noted."""
        box = Count((0, LONGEST_MINUTES), value, " minutes", step=5, none="not noted")
        box.setMaximumWidth(180)
        box.valueChanged.connect(self._typed)
        return box

    def scans(self) -> QWidget:
        """Return the scans and photos kept with the draft, and a way to add one."""
        self._files = KeptFiles(self._sheet.files if self._sheet is not None else ())
        self._files.wanted.connect(self._attach)
        self._files.off.connect(self._detach)
        return self._files

    def _confirm(self, field: ConfirmField) -> None:
        """Let somebody confirm a row of the draft with their own PIN."""
        if self._sheet is not None:
            who, at = field.asked, (self._sheet.record_id, field.item.id, field.row())
            field.asked = ("", "")
            self.context.send(field.confirmed, writing.confirm, *at, who)

    def _attach(self, field: FilesField | None = None) -> None:
        """Keep a file, and show it at the question that asked for it, where one did."""
        path = self.context.dialogs.open_file("Add a scan, photo or file", "Scans (*.pdf *.png *.jpg *.jpeg)")
        if path is not None and self._sheet is not None:
            added = partial(self._file_added, self._sheet.record_id, field)
            self.context.send(added, writing.attach, self._sheet.record_id, path)

    def _file_added(self, record_id: str, field: FilesField | None, files: tuple[KeptFile, ...]) -> None:
        if self._sheet is not None and self._sheet.record_id == record_id:
            before = {file.id for file in self._sheet.files}
            self._show_files(record_id, files)
            for file in files:
                if field is not None and file.id not in before:
                    field.add(file.kept)

    def _detach_from(self, kept: str) -> None:
        found = self._sheet.files if self._sheet is not None else ()
        for file in found:
            if file.kept == kept:
                self._detach(file.id)

    def _detach(self, file_id: str) -> None:
        if self._sheet is not None:
            record_id = self._sheet.record_id
            self.context.send(partial(self._show_files, record_id), writing.detach, record_id, file_id)

    def _show_files(self, record_id: str, files: tuple[KeptFile, ...]) -> None:
        if self._sheet is not None and self._sheet.record_id == record_id:
            self._sheet = replace(self._sheet, files=files)
            if self._files is not None:
                self._files.show_files(files)
