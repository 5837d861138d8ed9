"""Watching practice: consent first, one item a row rated by keys, then feedback.

Standing mode makes everything large.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from app.domain.almanac import Sense
from app.domain.drafting import put_answers
from app.domain.errors import IncompleteError
from app.domain.observation import last_second, note_moment, undo_moment
from app.pages import observe, places
from app.pages.observe import CONSENT, FEEDBACK, WATCH
from app.ui.context import Heard
from app.ui.kit.action_rows import ActionRows
from app.ui.kit.day_field import DayField
from app.ui.kit.lines import chip_label, verb_button
from app.ui.kit.rating import Meaning, Rating
from app.ui.kit.sampling import Sampling
from app.ui.kit.stop_notice import StopNotice
from app.ui.kit.watch_whom import WatchWhom
from app.ui.kit.widgets import button, clear, field, row, words
from app.ui.kit.writing import WritingScreen

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QPushButton

    from app.domain.content import Content
    from app.pages.observe import Choosing, Saved, Watching
    from app.pages.places import Place
    from app.pages.writing import Question
    from app.ui.context import Context

KEYS = "Arrows move · digits rate · N note · A action"
SECOND = "A colleague rates the same practice without seeing your ratings"


class ObserveScreen(WritingScreen):
    """Consent, watch, feedback, finish."""

    title = "Observe"
    page_width = 1100

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page: Watching | None = None
        self._step, self._last, self._standing = CONSENT, "", False
        self._ratings: list[Rating] = []
        self._sampling: Sampling | None = None
        self._place = places.Observe()

    def come(self, place: Place) -> None:
        """Choose whom and how to watch, or carry a draft on."""
        if not isinstance(place, places.Observe):
            return
        self._place = place
        if place.record_id:
            self.carry_on(self._show, observe.read, place.record_id)
        elif place.person_id and place.form_id:
            self._begin(place.person_id, place.form_id)
        else:
            self.shut()
            self.context.ask(partial(self._ask, self._opening), observe.choosing)

    def leave(self) -> None:
        """Keep what is typed, and beep no more."""
        if self._sampling is not None:
            self._sampling.stop()
        super().leave()

    def empty(self) -> None:
        """Take the page off the screen; a timer on it ends with it."""
        self._page, self._ratings, self._sampling = None, [], None
        super().empty()

    # --- whom and how ---------------------------------------------------------------------------------------

    def _ask(self, number: int, page: Choosing) -> None:
        if number != self._opening:
            return
        self.show_title(self.title)
        whom = WatchWhom(page, self._place.person_id)
        whom.begun.connect(self._begin)
        self.page.addWidget(whom)
        self.page.addStretch(1)
        whom.focus()

    def _begin(self, person_id: str, form_id: str) -> None:
        if person_id:
            place = self._place
            self.begin(self._show, observe.begin, person_id, form_id, place.pair_id, place.paper)
        else:
            self.tell_lacking(observe.whose_first())

    # --- steps ----------------------------------------------------------------------------------------------

    def _show(self, page: Watching) -> None:
        if self._last != page.sheet.record_id:
            self._last, self._step = page.sheet.record_id, CONSENT
        self._show_step(page)

    def _show_step(self, page: Watching) -> None:
        self._building = True
        clear(self.page)
        self._answers.clear()
        self._files = self._when = None
        self._page, self._ratings, self._sampling = page, [], None
        self.show_title(page.title)
        self.page.addWidget(words(page.steps(self._step), "label"))
        if page.intro and self._step == CONSENT:
            self.page.addWidget(words(page.intro, "hint"))
        (self._show_consent, self._show_watch, self._show_feedback)[self._step](page)
        self.page.addStretch(1)
        self._building = False

    def _go(self, by: int) -> None:
        self._store_now()
        if self._page is not None:
            self._step += by
            self._show_step(self._page)

    def _ask_all(self, questions: tuple[Question, ...]) -> None:
        for widget in self._answers.several(questions, self._content.answers):
            self.page.addWidget(widget)

    def _show_consent(self, page: Watching) -> None:
        self._stop = StopNotice()
        self.page.addWidget(self._stop)
        self._ask_all(page.consent)
        self._answers.focus_first()
        self._stop_or_go(page)

    def _stop_or_go(self, page: Watching) -> None:
        if self._stop.tell(observe.why_stopped(page, self.gather())):
            go_on = ("Next: Watch", partial(self._go, 1))
            onward = button(*(("Keep this note", self._save) if self._stop.why else go_on), "primary")
            expected = verb_button(page.sheet.expected, self.context)
            self.set_foot(button("Throw away", self.discard, "quiet"), expected, None, onward)

    def _typed(self, *_: object) -> None:
        super()._typed()
        if self._page is not None and self._step == CONSENT and not self._building:
            self._stop_or_go(self._page)

    def _back(self) -> QPushButton:
        return button("Back", partial(self._go, -1))

    # --- watching -------------------------------------------------------------------------------------------

    def _show_watch(self, page: Watching) -> None:
        if page.sampled:
            self._show_sampling(page)
        else:
            self._show_items(page)
        self._ask_all(page.others)
        onward = button("Finish and give feedback", partial(self._go, 1), "primary")
        self.set_foot(self._back(), None, onward)
        if self._sampling is not None:
            self._sampling.setFocus()
        for first in self._ratings[:1]:
            first.focus()

    def _show_items(self, page: Watching) -> None:
        standing = _standing(on=self._standing)
        standing.toggled.connect(self._stand)
        self._count = words(observe.counted(page, self._content), "hint")
        meaning = Meaning()
        self.page.addWidget(row(words(KEYS, "hint"), None, self._count, standing))
        for item in observe.asked_items(page, self._content):
            value = str(self._content.answers.get(item.key, ""))
            rating = Rating(item, value, self._content.notes.get(item.key, ""), standing=self._standing)
            rating.rated.connect(partial(self._rated, rating))
            rating.moved.connect(partial(self._move, rating))
            rating.acted.connect(partial(self._act, rating))
            rating.noted.connect(self._typed)
            rating.met.connect(meaning.tell)
            self._ratings.append(rating)
            self.page.addWidget(rating)
        self.page.addWidget(meaning)

    def _stand(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._standing = on
        self._go(0)

    def _rated(self, rating: Rating) -> None:
        """Say how far one is, and go on to the next item."""
        self._typed()
        if self._page is not None:
            self._content = self.gather()
            self._count.setText(observe.counted(self._page, self._content))
            if rating is not self._ratings[-1]:
                self._move(rating, 1)

    def _move(self, rating: Rating, by: int) -> None:
        place = self._ratings.index(rating) + by
        self._ratings[min(max(place, 0), len(self._ratings) - 1)].focus()

    def _act(self, rating: Rating) -> None:
        if self._page is not None:
            self._content, said = observe.add_about(self._page, self.gather(), rating.item)
            self.context.said.emit(said)
            self._store()

    def _show_sampling(self, page: Watching) -> None:
        person = self._content.samples[-1].person if self._content.samples else ""
        self._sampling = Sampling(page.codes, page.interval, person, last_second(self._content))
        self._sampling.noted.connect(self._note_moment)
        self._sampling.undone.connect(self._undo_moment)
        self._sampling.show_tally(observe.tally(page, self._content))
        self.page.addWidget(self._sampling)

    def _note_moment(self, second: int, person: str, codes: tuple[str, ...]) -> None:
        try:
            noted = note_moment(self.gather(), second, person, codes)
        except IncompleteError as error:
            self.tell_lacking(error)
            return
        if self._sampling is not None:
            self._sampling.accept()
        self._sampled(noted)

    def _undo_moment(self) -> None:
        self._sampled(undo_moment(self.gather()))

    def _sampled(self, content: Content) -> None:
        self._content = content
        self._store()
        if self._sampling is not None and self._page is not None:
            self._sampling.show_tally(observe.tally(self._page, content))

    # --- feedback -------------------------------------------------------------------------------------------

    def _show_feedback(self, page: Watching) -> None:
        found = observe.summary(page, self._content)
        if found.chip is not None:
            self.page.addWidget(row(chip_label(found.chip), words(found.words, "hint"), None))
        for sentence in found.critical:
            self.page.addWidget(words(sentence))
        self._ask_all(page.feedback)
        self._answers.focus_first()
        self._actions = ActionRows(self.context.today, observe.action_rows(page, self._content))
        self._actions.typed.connect(self._typed)
        self.page.addWidget(self._actions)
        self._again = _again(self.context.today, self._content)
        self._again.changed.connect(self._typed)
        self.page.addWidget(field("Watch this again by", self._again, "It shows on Due until it is done."))
        self._minutes = self.minutes_field(self._content.minutes or 0)
        self.page.addWidget(self.when_field(page.sheet))
        self.page.addWidget(field("How long", self._minutes))
        self.page.addWidget(self.scans())
        second = button("A second person watched too", self._second, "quiet", SECOND)
        self.page.addWidget(row(second, verb_button(page.sheet.expected, self.context, "quiet"), None))
        ends = button("Both sign it", self.finish), button("Finish", self._save, "primary")
        self.set_foot(self._back(), None, *ends)

    def gather(self) -> Content:
        """Return the content with what the page holds put in."""
        if self._page is None:
            return self._content
        content = self.put_when(put_answers(self._content, self._answers.values()))
        if self._step == WATCH and self._ratings:
            ratings = {one.item.key: one.value() for one in self._ratings}
            return observe.rated(content, ratings, {one.item.key: one.note() for one in self._ratings})
        if self._step == FEEDBACK:
            again = (self._again.quietly(), self._again.unread())
            return observe.fed_back(content, self._actions.value(), again, self._minutes.value())
        return content

    # --- ending ---------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if self._sheet is not None:
            self._store_now()
            heard = Heard(self._was_saved, self.tell_lacking)
            self.context.send(heard, observe.save, self._sheet.record_id)

    def _was_saved(self, saved: Saved) -> None:
        if self._sheet is not None and self._sheet.record_id == saved.record_id:
            self._sheet = None
            self.offer_undo(saved.said, saved.record_id)
            self.context.go(saved.place)

    def _second(self) -> None:
        if self._sheet is not None:
            self._store_now()
            self.context.send(self.context.said.emit, observe.pair_up, self._sheet.record_id)


def _standing(*, on: bool) -> QCheckBox:
    box = QCheckBox("Standing mode (large)")
    box.setAccessibleName("Standing mode: large targets")
    box.setChecked(on)
    return box


def _again(today: dt.date, content: Content) -> DayField:
    return DayField(today, content.next_on or content.next_typed, sense=Sense.PLAN)
