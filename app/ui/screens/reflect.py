"""Guided reflection: one question a page. Only its writer can read it until they share it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.drafting import put_answers
from app.domain.records import Audience
from app.pages import places, reflect
from app.ui.context import Heard
from app.ui.kit.fields import Choices
from app.ui.kit.person_box import PersonBox
from app.ui.kit.widgets import button, card, clear, field, row, words
from app.ui.kit.writing import WritingScreen

if TYPE_CHECKING:
    from app.domain.content import Content
    from app.pages.pieces import Option
    from app.pages.places import Place
    from app.pages.reflect import Ended, Reflection, Ways
    from app.ui.context import Context


class ReflectScreen(WritingScreen):
    """Choose a way, answer a question a page, then keep it or share it."""

    title = "Reflect"
    own = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page: Reflection | None = None
        self._now: Reflection | None = None
        self._number = 0
        self._last = ""

    def come(self, place: Place) -> None:
        """Choose a way to reflect, or carry a draft on."""
        if not isinstance(place, places.Reflect):
            return
        if place.record_id:
            self.carry_on(self._show, reflect.read, place.record_id)
        elif place.form_id:
            self._begin(place.form_id, place.paper)
        else:
            self.shut()
            self.context.ask(partial(self._offer, self._opening), reflect.ways)

    def empty(self) -> None:
        """Take the page off the screen."""
        self._page = self._now = None
        super().empty()

    def _offer(self, number: int, page: Ways) -> None:
        if number != self._opening:
            return
        self.show_title(self.title)
        self.page.addWidget(words(page.note, "hint"))
        for place, way in enumerate(page.ways):
            begin = button("Begin", partial(self._begin, way.form_id), "secondary" if place else "primary")
            begin.setAccessibleName(f"Begin {way.title}")
            begin.setToolTip(begin.accessibleName())
            self.page.addWidget(card(row(words(way.title, "label"), words(way.count, "hint"), None, begin)))
            if not place:
                begin.setFocus()
        self.page.addStretch(1)

    def _begin(self, form_id: str, paper: str = "") -> None:
        self.begin(self._show, reflect.begin, form_id, paper)

    # --- questions ------------------------------------------------------------------------------------------

    def _show(self, page: Reflection) -> None:
        """Show the question one was at."""
        self._page = page
        if self._last != page.sheet.record_id:
            self._last, self._number = page.sheet.record_id, 0
        self._show_page(page)

    def _show_page(self, whole: Reflection) -> None:
        """Show where one is, among the questions that are asked as things stand."""
        self._building = True
        page = self._now = whole.now(self._content)
        self._number = min(self._number, page.end)
        clear(self.page)
        self._answers.clear()
        self._when = None
        self.show_title(page.title)
        stop = page.stop(self._number)
        dots = words(stop.dots, "hint")
        dots.setAccessibleName(stop.words)
        mine = words("Only you can see this", "hint")
        self.page.addWidget(row(dots, words(stop.words, "hint"), None, mine))
        if self._number < page.end:
            self._show_question(page)
        else:
            self._show_end(page)
        self.page.addStretch(1)
        self._building = False

    def _show_question(self, page: Reflection) -> None:
        one = page.questions[self._number]
        answer = self._content.answers.get(one.key, "")
        self.page.addWidget(self._answers.field(one.key, one.item, answer, label=one.item.label, lines=8))
        back = button("Back", partial(self._turn, -1))
        if self._number == 0:
            back.hide()
        enough = button("Enough for now – keep the draft", self._enough)
        onward = button("Next", partial(self._turn, 1), "primary", "Next (Ctrl+Return)")
        onward.setShortcut("Ctrl+Return")
        self.set_foot(back, None, enough, onward)
        self._answers.focus(one.key)

    def _show_end(self, page: Reflection) -> None:
        self.page.addWidget(self.when_field(page.sheet))
        options = [(one.id, one.label) for one in page.audiences]
        self._choice = Choices("Who may read it", options, options[0][0], upright=True)
        self._choice.chosen.connect(self._chose)
        hint = "Shared, it stays as it is and becomes a record. Private, you can go on writing."
        self.page.addWidget(field("Who may read it?", self._choice, hint))
        self._reader = PersonBox([])
        self._reader.setMinimumWidth(320)
        self._reader_field = field("Who?", self._reader, "Three letters and Enter.")
        self._reader_field.hide()
        self.page.addWidget(self._reader_field)
        back, throw = button("Back", partial(self._turn, -1)), button("Throw away", self.discard, "quiet")
        self.set_foot(back, throw, None, button("Done", self._done, "primary"))
        self._choice.buttons()[0].setFocus()

    def _chose(self, audience: str) -> None:
        one_person = audience == Audience.PERSON.value
        self._reader_field.setVisible(one_person)
        if one_person:
            self.context.ask(partial(self._show_readers, self._reader), reflect.readers)

    def _show_readers(self, box: PersonBox, people: tuple[Option, ...]) -> None:
        if box is self._reader and self._now is not None and self._number == self._now.end:
            box.offer([(one.id, one.label) for one in people])
            box.setFocus()

    def gather(self) -> Content:
        """Return the content with the answer on the page put in."""
        return self.put_when(put_answers(self._content, self._answers.values()))

    def _turn(self, by: int) -> None:
        self._store_now()
        if self._page is not None:
            self._number = min(max(self._number + by, 0), self._page.now(self._content).end)
            self._show_page(self._page)

    # --- ending ---------------------------------------------------------------------------------------------

    def _enough(self) -> None:
        self._store_now()
        self._ended(reflect.enough())

    def _done(self) -> None:
        if self._sheet is not None:
            self._store_now()
            audience, reader = self._choice.value(), self._reader.value()
            heard = Heard(self._ended, self.tell_lacking)
            self.context.send(heard, reflect.end, self._sheet.record_id, audience, reader)

    def _ended(self, ended: Ended) -> None:
        if ended.closed:
            self._sheet = None
        self.context.said.emit(ended.said)
        self.context.go(ended.place)
