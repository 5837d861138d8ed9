"""The worker's own points before a supervision."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.domain.kinds import Kind
from app.pages import places, prepare
from app.ui.context import Heard
from app.ui.kit.answers import Answers
from app.ui.kit.fields import Picker
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, field, row, words
from app.ui.kit.writing import AUTOSAVE_MS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QPushButton

    from app.domain.answers import Answer
    from app.pages.prepare import Preparing
    from app.ui.context import Context


ALONE = "Score yourself"


class PrepareScreen(Screen):
    """Five short questions, kept as they are typed."""

    title = "Before your supervision"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._answers = Answers(context, own=True)
        self._answers.typed.connect(self._typed)
        self._answers.left.connect(self._store)
        self._sent: Mapping[str, Answer] | None = None
        self._record_id = self._paper = ""
        self._kind = Kind.SUPERVISION
        self._shown: Preparing | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._store)

    def come(self, place: places.Place) -> None:
        """Open the sheet, or what is scored alone before a meeting."""
        assert isinstance(place, places.Prepare)  # noqa: S101 - the register leads here with nothing else
        self._record_id, self._kind, self._paper = place.record_id, place.kind, place.paper
        self.refresh()

    def refresh(self) -> None:
        """Read the sheet."""
        self.read(self._show, prepare.read, self._record_id, self._kind, self._paper)

    def leave(self) -> None:
        """Keep what is typed."""
        self._store()

    def _show(self, page: Preparing) -> None:
        self._store()
        self._shown = page
        self.show_title(ALONE if page.record_id else page.form.title)
        self._answers.follow(page.form, page.answers)
        with self.drawn_afresh():
            if page.kinds:
                which = Picker([(one.id, one.label) for one in page.kinds], page.kind.value)
                which.currentIndexChanged.connect(partial(self._choose, which))
                self.page.addWidget(field("For which meeting?", which))
            self.page.addWidget(words(page.intro))
            for key, _, item in page.form.keyed if not page.handed_in else ():
                answer = page.answers.get(key, "")
                self.page.addWidget(self._answers.field(key, item, answer, label=item.label))
            ends = self._ends(page)
            done = button("Done", partial(self.context.go, places.Today()), "" if ends else "primary")
            self.page.addWidget(row(None, done, *ends))
            self.page.addStretch(1)
        self._sent = self._answers.values()
        self._answers.focus_first()

    def _ends(self, page: Preparing) -> list[QPushButton]:
        """Return what finishes a sheet for good, where anything does."""
        if page.paper:
            return [button("It is all typed in", self._finish_paper, "primary")]
        alone = page.record_id and not page.handed_in
        return [button("Hand it in", self._hand_in, "primary")] if alone else []

    def _choose(self, which: Picker, _place: int) -> None:
        """Go to the sheet before another meeting; what was typed on this one is kept first."""
        self._store()
        self.context.go(places.Prepare(kind=Kind(which.value() or self._kind)))

    def _typed(self) -> None:
        self._timer.start()

    def _store(self) -> None:
        self._timer.stop()
        answers = self._answers.values()
        shown = self._shown
        if shown is not None and answers and answers != self._sent and self.context.anyone:
            self._sent = answers
            heard = Heard(self.context.saved.emit, self._not_stored)
            kept = (answers, shown.record_id, shown.kind, shown.paper)
            self.context.keep(f"sheet {kept[1:]}", heard, prepare.store, *kept)

    def _hand_in(self) -> None:
        self._store()
        self.context.send(self._handed_in, prepare.hand_in, self._record_id)

    def _finish_paper(self) -> None:
        self._store()
        self.context.send(self._handed_in, prepare.typed_in, self._paper)

    def _handed_in(self, said: str) -> None:
        self._answers.clear()  # nothing more is kept of it
        self.context.saved.emit(said)
        self.context.go(places.Today())

    def _not_stored(self, error: Exception) -> None:
        self._sent = None  # so that it is tried again
        self.context.saved.emit("Not saved yet")
        self.context.tell_problem(error)
