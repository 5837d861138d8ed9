"""Log coaching in under a minute: who, about what, how, a sentence, what next. Ctrl+Enter saves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.domain.almanac import Sense
from app.domain.needed import NEEDED
from app.pages import coaching, places
from app.ui.context import Heard
from app.ui.kit.area_chips import AreaChips
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Count, TextBox
from app.ui.kit.flow import FlowLayout, flowing
from app.ui.kit.lines import verb_button
from app.ui.kit.person_box import PersonBox
from app.ui.kit.widgets import button, card, column, field, line, on_enter, row, tell_needed, words
from app.ui.kit.writing import WritingScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject

    from app.domain.content import Content
    from app.pages.coaching import Asked, Card, Saved, Who
    from app.pages.places import Place
    from app.ui.context import Context

TITLE = "Log coaching"
MORE, LESS = "More (place, praise or concern, coaching model, a scan)", "Less"


class CoachingScreen(WritingScreen):
    """One page, one card."""

    title = TITLE
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._card: Card | None = None
        self._areas: list[tuple[str, QCheckBox]] = []
        self._more_open = self._more_digits = False

    def come(self, place: Place) -> None:
        """Choose who, carry a draft on, or begin with somebody."""
        if not isinstance(place, places.Coaching):
            return
        if place.record_id:
            self.carry_on(self._show_card, coaching.read, place.record_id)
        elif place.person_id:
            self.begin(self._show_card, coaching.begin, place.person_id, place.form_id, place.paper)
        else:
            self._ask_who()

    def empty(self) -> None:
        """Take the page off the screen."""
        self._card, self._areas = None, []
        super().empty()

    # --- who ------------------------------------------------------------------------------------------------

    def _ask_who(self) -> None:
        self.shut()
        self.context.arrived.emit(places.Coaching())
        self.show_title(TITLE)
        self._who = PersonBox([])
        self._who.setMaximumWidth(420)
        self._who.chosen.connect(self._begin_with)
        self.page.addWidget(field("Who did you coach?", self._who, "Three letters and Enter."))
        self._tiles = QWidget()
        self._flow = FlowLayout(self._tiles)
        self._nobody = words("", "hint")
        self._nobody.hide()
        self.page.addWidget(self._tiles)
        self.page.addWidget(self._nobody)
        self.page.addStretch(1)
        self._who.setFocus()
        self.context.ask(partial(self._offer, self._opening), coaching.who)

    def _offer(self, number: int, who: Who) -> None:
        if number == self._opening:
            self._nobody.setText(who.nobody)
            self._nobody.setVisible(bool(who.nobody))
            for one in who.tiles:
                pick = partial(self._begin_with, one.id)
                self._flow.addWidget(button(one.label, pick, "tile", f"Coaching with {one.label}"))
            self._who.offer([(one.id, one.label) for one in who.people])

    def _begin_with(self, person_id: str) -> None:
        self.begin(self._show_card, coaching.begin, person_id)

    # --- the card -------------------------------------------------------------------------------------------

    def _show_card(self, page: Card) -> None:
        self._card = page
        self.show_title(page.title)
        if page.areas:
            areas = self._make_areas(page)
            self.page.addWidget(field(page.about, areas))
            if page.about.endswith(NEEDED):
                tell_needed(areas)
        for asked in page.front:
            self.page.addWidget(self._question(asked, asked.item.label))
        self._more_digits = False
        if page.words is not None:
            self._answers.watch(page.words, self)
        self._next = line(page.step, "It becomes an action, and a point for supervision")
        self._next.textChanged.connect(self._typed)
        self._next_day = DayField(self.context.today, page.step_typed or page.step_by, sense=Sense.PLAN)
        self._next_day.changed.connect(self._typed)
        self._next_day.setAccessibleName("By when they try it")
        next_step = row(self._next, self._next_day)
        self.page.addWidget(field("What will they try next?", next_step, named=self._next))
        self._minutes = self.minutes_field(page.minutes)
        long = field("How long", self._minutes)
        self.page.addWidget(row(long, self.when_field(page.sheet), spacing=24))
        self._more_open = self._more_open or page.more_open
        self._more_button = button(LESS if self._more_open else MORE, self._toggle_more, "quiet")
        self._more = column(*self._more_fields(page), spacing=12)
        if not self._more_open:
            self._more.hide()
        self.page.addWidget(
            flowing(self._more_button, verb_button(page.sheet.expected, self.context, "quiet"))
        )
        self.page.addWidget(self._more)
        self.page.addStretch(1)
        another = button("Save and add another", partial(self._save, another=True))
        save = button("Save", self._save, "primary", "Save (Ctrl+Return)")
        self.set_foot(button("Throw away", self.discard, "quiet"), None, another, save)
        on_enter(self._next, self._save)
        if page.words is not None and page.begin_in_words:
            self._answers.focus(page.words)
        else:
            self._areas[0][1].setFocus()

    def _question(self, asked: Asked, label: str | None = None) -> QWidget:
        answer = self._content.answers.get(asked.key, "")
        return self._answers.field(asked.key, asked.item, answer, label=label, flat=label is not None)

    def _make_areas(self, page: Card) -> QWidget:
        """The practice areas as chips that digits choose: 1 to 9 anywhere but in a box for words."""
        chips = AreaChips(page.areas)
        chips.pressed.connect(self._digit)
        chips.toggled.connect(self._typed)
        self._areas = chips.boxes
        return chips

    def _digit(self, number: int) -> None:
        chosen = self._card.digit(number) if self._card is not None else None
        box = next((box for area, box in self._areas if area == chosen), None)
        if self._card is not None and box is not None:
            box.toggle()
            if self._card.words is not None:
                self._answers.focus(self._card.words)
                self._more_digits = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A digit right after one that chose is one more choice, though the cursor is in the words by now."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._more_digits:
            if event.text().isdigit() and not event.isAutoRepeat():
                self._digit(int(event.text()))
                return True
            self._more_digits = event.isAutoRepeat()
        elif event.type() in {QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress}:
            self._more_digits = False
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A digit outside a box for words chooses what it was about."""
        if event.isAutoRepeat():
            return
        in_words = isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit | Count)
        if self._card is not None and self._card.areas and event.text().isdigit() and not in_words:
            self._digit(int(event.text()))
            return
        super().keyPressEvent(event)

    def _more_fields(self, page: Card) -> list[QWidget]:
        self._place = line(page.sheet.content.place, "For example: kitchen")
        self._place.textChanged.connect(self._typed)
        made = [field("Where", self._place)]
        rest = [box for area, box in zip(page.areas, self._boxes(), strict=True) if not area.front]
        if rest:
            made.insert(0, column(words("About something else", "label"), flowing(*rest)))
        for asked in page.more:
            made.append(self._question(asked))
            if asked.stages is not None:
                stages = words("", "hint")
                stages.hide()
                made.append(stages)
                self._answers.on_choice(asked.key, partial(self._show_stages, stages, asked.stages))
        made.append(self.scans())
        return made

    def _boxes(self) -> list[QCheckBox]:
        return [box for _, box in self._areas]

    def _show_stages(self, shown: QLabel, stages: Mapping[str, str], model: str) -> None:
        shown.setText(stages.get(model, ""))
        shown.show()

    def _toggle_more(self) -> None:
        self._more_open = not self._more_open
        self._more.setVisible(self._more_open)
        self._more_button.setText(LESS if self._more_open else MORE)

    def gather(self) -> Content:
        """Return the content with what stands on the card put in."""
        if self._card is None:
            return self._content
        said = coaching.Said(
            areas=tuple(area for area, box in self._areas if box.isChecked()),
            answers=self._answers.values(),
            step=self._next.text(),
            step_by=self._next_day.quietly(),
            step_typed=self._next_day.unread(),
            minutes=self._minutes.value(),
            place=self._place.text(),
        )
        return self.put_when(coaching.written(self._card, self._content, said))

    # --- saving ---------------------------------------------------------------------------------------------

    def _save(self, *, another: bool = False) -> None:
        if self._sheet is not None:
            self._store_now()
            heard = Heard(partial(self._was_saved, another), self.tell_lacking)
            self.context.send(heard, coaching.save, self._sheet.record_id)

    def _was_saved(self, another: bool, saved: Saved) -> None:  # noqa: FBT001 - a callback's value
        if self._sheet is None or self._sheet.record_id != saved.record_id:
            return  # saved twice, or somebody has gone on
        self._sheet = None
        self.offer_undo(saved.said, saved.record_id)
        if another:
            self._ask_who()
            return
        self.shut()
        self.context.arrived.emit(places.Coaching())
        self.show_title("Saved")
        self.page.addWidget(words(saved.sentence, "big"))
        self._line = TextBox("", saved.placeholder, lines=2)
        self._pin = line(secret=True)
        self._pin.setMaximumWidth(220)
        add_line = partial(self._add_line, saved)
        self._pin.returnPressed.connect(add_line)
        own = field(saved.line, self._line)
        pin = field(saved.pin, self._pin, "So that it is theirs. Nobody else knows it.")
        self.page.addWidget(card(own, pin, row(button(saved.add, add_line), None)))
        done = button("Done", partial(self.context.go, places.Today()), "primary")
        self.page.addWidget(row(done, button("Log another", self._ask_who), None))
        self.page.addStretch(1)
        done.setFocus()

    def _add_line(self, saved: Saved) -> None:
        said = partial(self._line_added, self._line)
        self.context.send(said, coaching.add_line, saved, self._pin.text(), self._line.toPlainText())

    def _line_added(self, box: TextBox, said: str) -> None:
        if box is self._line:
            self._line.clear()
            self._pin.clear()
        self.context.said.emit(said)
