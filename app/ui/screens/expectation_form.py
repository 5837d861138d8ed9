"""Writing a page of what we expect. What is typed is kept a moment after the last key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.domain.almanac import Sense
from app.domain.expectations import Said
from app.domain.needed import NEEDED
from app.pages import expectation_form, places
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker, TextBox
from app.ui.kit.photo import photo
from app.ui.kit.screen import Screen
from app.ui.kit.several import Several
from app.ui.kit.widgets import button, card, clear, column, field, line, row, words
from app.ui.kit.writing import AUTOSAVE_MS

if TYPE_CHECKING:
    from app.pages.expectation_form import FormPage
    from app.pages.places import Place
    from app.ui.context import Context

PICTURES = "Pictures (*.png *.jpg *.jpeg)"


class ExpectationFormScreen(Screen):
    """One draft."""

    title = "What we expect"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page: FormPage | None = None
        self._sent: Said | None = None
        self._openings = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._store)

    def come(self, place: Place) -> None:
        """Begin a page, or go on with one."""
        self._page = None
        self._openings += 1
        if isinstance(place, places.ExpectationForm):
            show = partial(self._show, self._openings)
            self.context.send(show, expectation_form.begin, place.expectation_id)

    def leave(self) -> None:
        """Keep what is typed."""
        self._store()

    def _show(self, number: int, page: FormPage) -> None:
        if number != self._openings:
            return
        if page.elsewhere is not None:
            self.context.go(page.elsewhere)
            return
        self.context.arrived.emit(places.ExpectationForm(page.expectation_id))
        self.show_title(page.heading)
        said = page.said
        with self.drawn_afresh(of=page.expectation_id):
            if page.note:
                self.page.addWidget(card(words(f"Given back. {page.note}"), kind="notice"))
            self._title = line(said.title, "For example: choice at meals")
            self._well, self._unseen = TextBox(said.well, lines=4), TextBox(said.unseen, lines=3)
            self._area = Picker([(one.id, one.label) for one in page.areas], said.area)
            self._owner = Picker([(one.id, one.label) for one in page.owners], said.owner_id, "nobody yet")
            self._day = DayField(page.today, said.review_on or page.usual_day, sense=Sense.PLAN)
            self._questions = Several("A question", page.questions, said.items)
            self._frameworks = Several("An item", page.frameworks, said.frameworks)
            self._training = TextBox(said.training, lines=2)
            hints = expectation_form.HINTS
            self.page.addWidget(field(f"What is expected, in a few words{NEEDED}", self._title))
            self.page.addWidget(field(f"When it is done well, you see{NEEDED}", self._well, hints["well"]))
            self.page.addWidget(field(f"You do not see{NEEDED}", self._unseen, hints["unseen"]))
            self._picture = column(spacing=4)
            self.page.addWidget(self._picture)
            self._show_picture(page.picture)
            self.page.addWidget(
                row(field("Area", self._area), field(f"Who looks after it{NEEDED}", self._owner), None)
            )
            self.page.addWidget(field(f"Look at it again by{NEEDED}", self._day))
            self.page.addWidget(words("What goes with it", "heading"))
            self.page.addWidget(field("Questions of observation forms that ask about it", self._questions))
            self.page.addWidget(field("Training for it", self._training, "A line for each."))
            self.page.addWidget(field("What it shows of frameworks", self._frameworks))
            self.page.addStretch(1)
        self._page, self._sent = page, self._said()
        for changed in (
            self._title.textChanged, self._well.textChanged, self._unseen.textChanged, self._day.changed,
            self._training.textChanged, self._area.currentIndexChanged, self._owner.currentIndexChanged,
            self._questions.changed, self._frameworks.changed,
        ):  # fmt: skip
            changed.connect(self._typed)
        throw = button("Throw away", self._discard, "quiet")
        hand_in = button("Hand it in to be agreed", self._hand_in, "primary")
        self.set_foot(throw, None, button("Go on later", self._later), hand_in)
        self._title.setFocus()

    def _show_picture(self, data: bytes) -> None:
        layout = self._picture.layout()
        if layout is None:
            return
        clear(layout)
        layout.addWidget(words("Picture", "label"))
        if data:
            layout.addWidget(photo(data, "The picture on this page"))
        add = button("Another picture…" if data else "Add a picture…", self._choose)
        ends = [button("Take the picture off", self._take_off, "quiet")] if data else []
        layout.addWidget(row(add, *ends, None))

    # --- keeping --------------------------------------------------------------------------------------------

    def _said(self) -> Said:
        return Said(
            title=self._title.text().strip(),
            well=self._well.toPlainText(),
            unseen=self._unseen.toPlainText(),
            area=self._area.value() or "",
            items=self._questions.value(),
            training=self._training.toPlainText(),
            frameworks=self._frameworks.value(),
            owner_id=self._owner.value(),
            review_on=self._day.quietly(),
        )

    def _typed(self, *_: object) -> None:
        self._timer.start()

    def _store(self) -> None:
        self._timer.stop()
        if self._page is None or not self.context.anyone:
            return
        said = self._said()
        if said != self._sent:
            self._sent = said
            store = expectation_form.store
            self.context.send(self.context.saved.emit, store, self._page.expectation_id, said)

    def _choose(self) -> None:
        path = self.context.dialogs.open_file("Choose a picture", PICTURES)
        if path is not None and self._page is not None:
            self.context.send(
                self._show_picture, expectation_form.put_picture, self._page.expectation_id, path
            )

    def _take_off(self) -> None:
        if self._page is not None:
            off = expectation_form.take_picture_off
            self.context.send(self._show_picture, off, self._page.expectation_id)

    # --- ending ---------------------------------------------------------------------------------------------

    def _later(self) -> None:
        self.context.go(places.Expectations())

    def _hand_in(self) -> None:
        if self._page is not None:
            self._day.value()
            self._store()
            hand_in = expectation_form.hand_in
            self.context.send(self._handed_in, hand_in, self._page.expectation_id, self._said())

    def _handed_in(self, there: Place) -> None:
        self._page = None
        self.context.go(there)
        self.context.said.emit("Handed in. A manager finds it on Today.")

    def _discard(self) -> None:
        sure = self.context.dialogs.confirm("Throw this draft away? It cannot come back.", "Throw it away")
        if self._page is not None and sure:
            page, self._page = self._page, None
            self.context.send(self._thrown_away, expectation_form.discard, page.expectation_id)

    def _thrown_away(self, said: str) -> None:
        self._later()
        self.context.said.emit(said)
