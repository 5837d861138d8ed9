"""Watching practice: consent first, one item a row rated by keys, then feedback.

Standing mode makes everything large.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.almanac import Sense
from app.domain.drafting import put_answers
from app.domain.errors import IncompleteError
from app.domain.observation import last_second, note_moment, undo_moment
from app.pages import observe, places
from app.pages.observe import CONSENT, FEEDBACK, WATCH
from app.ui.context import Heard
from app.ui.kit.action_rows import ActionRows
from app.ui.kit.beside import Beside
from app.ui.kit.day_field import DayField
from app.ui.kit.lines import chip_label, verb_button
from app.ui.kit.rating import Meaning
from app.ui.kit.rating_rows import RatingRows
from app.ui.kit.sampling import Sampling
from app.ui.kit.screen import EDGE
from app.ui.kit.stop_notice import StopNotice
from app.ui.kit.watch_whom import WatchWhom
from app.ui.kit.widgets import READING_WIDTH, button, clear, field, row, scrolled, words
from app.ui.kit.writing import WritingScreen
from app.ui.theme.style import text_scale

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.content import Content
    from app.pages.observe import Choosing, Item, Saved, Watching
    from app.pages.places import Place
    from app.pages.writing import Question
    from app.ui.context import Context

KEYS = "Arrows move · digits rate · N note · A action"
WIDE_PX = 1180
"""From this width on, in pixels at 100 %, what the levels look like stands beside the items."""
SECOND = "A colleague rates the same practice without seeing your ratings"


class ObserveScreen(WritingScreen):
    """Consent, watch, feedback, finish."""

    title = "Observe"
    alone = wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page: Watching | None = None
        self._step, self._last, self._standing = CONSENT, "", False
        self._rows: RatingRows | None = None
        self._sampling: Sampling | None = None
        self._place = places.Observe()
        self.stepper.chosen.connect(self._step_to)
        self._body = QVBoxLayout()

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
        self._page, self._rows, self._sampling = None, None, None
        super().empty()

    # --- whom and how ---------------------------------------------------------------------------------------

    def _ask(self, number: int, page: Choosing) -> None:
        if number != self._opening:
            return
        self.show_title(self.title)
        whom = WatchWhom(page, self._place.person_id)
        whom.begun.connect(self._begin)
        self._on_paper(READING_WIDTH)
        self._body.addWidget(whom)
        self._body.addStretch(1)
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
        self._page, self._rows, self._sampling = page, None, None
        self.show_title(page.title)
        self.set_steps(page.steps(self._step, self._content))
        meaning = Meaning() if self._step == WATCH and page.items else None
        self._on_paper(WIDE_PX if self._step == WATCH else READING_WIDTH, meaning)
        if page.intro and self._step == CONSENT:
            self._body.addWidget(words(page.intro, "hint"))
        if meaning is not None:
            self._show_items(page, meaning)
        (self._show_consent, self._show_watch, self._show_feedback)[self._step](page)
        self._body.addStretch(1)
        self._building = False

    def _on_paper(self, width: int, side: QWidget | None = None) -> None:
        """Begin a sheet that scrolls, as wide as is read well; ``side`` stays in sight beside it or below."""
        holder = QWidget()
        holder.setMaximumWidth(width * self.context.look.scale // 100)
        self._body = QVBoxLayout(holder)
        self._body.setContentsMargins(6, 0, 12, 6)
        self._body.setSpacing(12)
        sheet = scrolled(holder)
        self.page.addWidget(Beside(sheet, side, _room) if side is not None else sheet, 1)

    def _step_to(self, step: int) -> None:
        self._store_now()
        if self._page is not None:
            self._step = step
            self._show_step(self._page)

    def _ask_all(self, questions: tuple[Question, ...]) -> None:
        for widget in self._answers.several(questions, self._content.answers):
            self._body.addWidget(widget)

    def _show_consent(self, page: Watching) -> None:
        self._stop = StopNotice()
        self._body.addWidget(self._stop)
        self._ask_all(page.consent)
        self._answers.focus_first()
        self._stop_or_go(page)

    def _stop_or_go(self, page: Watching) -> None:
        if self._stop.tell(observe.why_stopped(page, self.gather())):
            go_on = ("Next: Watch", partial(self._step_to, self._step + 1))
            onward = button(*(("Keep this note", self._save) if self._stop.why else go_on), "primary")
            expected = verb_button(page.sheet.expected, self.context)
            self.set_foot(button("Throw away", self.discard, "quiet"), expected, None, onward)

    def _typed(self, *_: object) -> None:
        super()._typed()
        if self._page is not None and self._step == CONSENT and not self._building:
            self._stop_or_go(self._page)

    # --- watching -------------------------------------------------------------------------------------------

    def _show_watch(self, page: Watching) -> None:
        if page.sampled:
            self._show_sampling(page)
        self._ask_all(page.others)
        onward = button("Finish and give feedback", partial(self._step_to, self._step + 1), "primary")
        self.set_foot(button("Back", partial(self._step_to, self._step - 1)), None, onward)
        if self._sampling is not None:
            self._sampling.setFocus()
        if self._rows is not None:
            self._rows.focus_first()

    def _stand(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._standing = on
        self._step_to(self._step)

    def _show_items(self, page: Watching, meaning: Meaning) -> None:
        standing = _standing(on=self._standing)
        standing.toggled.connect(self._stand)
        self._body.addWidget(row(words(KEYS, "hint"), None, standing))
        asked, notes = observe.asked_items(page, self._content), self._content.notes
        self._rows = RatingRows(asked, self._content.answers, notes, standing=self._standing)
        self._rows.rated.connect(self._rated)
        self._rows.noted.connect(self._typed)
        self._rows.acted.connect(self._act)
        self._rows.met.connect(meaning.tell)
        self._body.addWidget(self._rows)

    def _rated(self) -> None:
        """Say how far one is."""
        self._typed()
        if self._page is not None:
            self._content = self.gather()
            self.set_steps(self._page.steps(self._step, self._content))

    def _act(self, item: Item) -> None:
        if self._page is not None:
            self._content, said = observe.add_about(self._page, self.gather(), item)
            self.context.said.emit(said)
            self._store()

    def _show_sampling(self, page: Watching) -> None:
        person = self._content.samples[-1].person if self._content.samples else ""
        self._sampling = Sampling(page.codes, page.interval, person, last_second(self._content))
        self._sampling.noted.connect(self._note_moment)
        self._sampling.undone.connect(self._undo_moment)
        self._sampling.show_tally(observe.tally(page, self._content))
        self._body.addWidget(self._sampling)

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
            self._body.addWidget(row(chip_label(found.chip), words(found.words, "hint"), None))
        for sentence in found.critical:
            self._body.addWidget(words(sentence))
        self._ask_all(page.feedback)
        self._answers.focus_first()
        self._actions = ActionRows(self.context.today, observe.action_rows(page, self._content))
        self._actions.typed.connect(self._typed)
        self._body.addWidget(self._actions)
        self._again = _again(self.context.today, self._content)
        self._again.changed.connect(self._typed)
        self._body.addWidget(field("Watch this again by", self._again, "It shows on Due until it is done."))
        self._minutes = self.minutes_field(self._content.minutes or 0)
        self._body.addWidget(self.when_field(page.sheet))
        self._body.addWidget(field("How long", self._minutes))
        self._body.addWidget(self.scans())
        second = button("A second person watched too", self._second, "quiet", SECOND)
        self._body.addWidget(row(second, verb_button(page.sheet.expected, self.context, "quiet"), None))
        ends = button("Both sign it", self.finish), button("Finish", self._save, "primary")
        self.set_foot(button("Back", partial(self._step_to, self._step - 1)), None, *ends)

    def gather(self) -> Content:
        """Return the content with what the page holds put in."""
        if self._page is None:
            return self._content
        content = self.put_when(put_answers(self._content, self._answers.values()))
        if self._step == WATCH and self._rows is not None:
            return observe.rated(content, self._rows.values(), self._rows.notes())
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


def _room() -> int:
    return round(WIDE_PX * text_scale()) - 2 * EDGE


def _standing(*, on: bool) -> QCheckBox:
    box = QCheckBox("Standing mode (large)")
    box.setAccessibleName("Standing mode: large targets")
    box.setChecked(on)
    return box


def _again(today: dt.date, content: Content) -> DayField:
    return DayField(today, content.next_on or content.next_typed, sense=Sense.PLAN)
