"""Watching practice: consent first, one item a row rated by keys, then feedback.

Standing mode makes everything large.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QRadioButton, QSpinBox, QWidget

from app.domain.actions import NewAction
from app.domain.clock import today
from app.domain.content import Sample
from app.domain.forms import Step, Style
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.observation import items, moments, percentages, result
from app.ui.kit.drafting import WritingScreen
from app.ui.kit.flow import FlowLayout
from app.ui.kit.person_box import PersonBox
from app.ui.kit.widgets import DayField, button, card, chip, clear, field, line, row, words

if TYPE_CHECKING:
    from app.domain.forms import Field, Form
    from app.domain.people import Person
    from app.domain.records import Record
    from app.services.records.desk import Draft
    from app.ui.context import Context

STANDING_PX = 60
RATING_PX = 44
STEPS = ("Before you begin", "Watch", "Feedback")


class ObserveScreen(WritingScreen):
    """Consent, watch, feedback, finish."""

    title = "Observe"
    page_width = 1100

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._step = 0
        self._last = ""
        self._standing = False
        self._forms: tuple[Form, ...] = ()
        self._about: str | None = None
        self._pair: str | None = None
        self._form_id: str | None = None
        self._beep = QTimer(self)
        self._beep.timeout.connect(self._beeped)
        self._since = QElapsedTimer()

    def enter(self, **arguments: Any) -> None:
        """Choose whom and how to watch, or carry a draft on."""
        house, actor = self.context.house, self.context.actor
        if "record_id" in arguments:
            self.open_draft(partial(house.writing.draft, actor, str(arguments["record_id"])))
            return
        self._draft = None
        self._about, self._pair = arguments.get("person_id"), arguments.get("pair_id")
        self._form_id, self._paper = arguments.get("form_id"), str(arguments.get("paper", ""))
        if self._about and self._form_id:
            self._begin(self._form_id)
        else:
            self.context.run(partial(house.records.forms, actor, Kind.OBSERVATION), self._take_forms)

    def leave(self) -> None:
        """Stop the timer and store what is there."""
        self._beep.stop()
        super().leave()

    def _take_forms(self, forms: tuple[Form, ...]) -> None:
        self._forms = forms
        self.context.run(
            partial(self.context.house.people.colleagues, self.context.actor, Kind.OBSERVATION), self._ask
        )

    def _ask(self, people: tuple[Person, ...]) -> None:
        clear(self.page)
        self.set_foot()
        self.show_title("Observe")
        self._who = PersonBox([(p.id, p.name) for p in people], self._about)
        self._who.setMaximumWidth(420)
        self._who.chosen.connect(self._chose)
        self.page.addWidget(field("Whose practice will you watch?", self._who, "Three letters and Enter."))
        self.page.addWidget(words("With which form?", "label"))
        tiles = QWidget()
        flow = FlowLayout(tiles)
        for form in self._forms:
            style = (
                f" · {form.style.label}" if form.style not in {None, Style.ARRANGED} and form.style else ""
            )
            flow.addWidget(button(form.title, partial(self._begin, form.id), "tile", f"{form.title}{style}"))
        self.page.addWidget(tiles)
        self.page.addStretch(1)
        self._first_tile = tiles.findChildren(QWidget)[0] if self._forms else None
        (self._first_tile if self._about and self._first_tile is not None else self._who).setFocus()

    def _chose(self, person_id: str) -> None:
        self._about = person_id
        if self._first_tile is not None:
            self._first_tile.setFocus()

    def _begin(self, form_id: str) -> None:
        if not self._about:
            self.context.problem.emit("Choose whose practice you will watch first.", "R-06")
            return
        start = self.context.house.writing.start
        self.open_draft(
            partial(
                start,
                self.context.actor,
                Kind.OBSERVATION,
                self._about,
                form_id=form_id,
                pair_id=self._pair,
                paper=self._paper,
            )
        )

    # --- steps ----------------------------------------------------------------------------------------------
    # -----------

    def show_draft(self, draft: Draft) -> None:
        """Show the step one was at."""
        if self._last != draft.record.id:
            self._last, self._step = draft.record.id, 0
        self._show_step(self._step)

    def _show_step(self, step: int) -> None:
        if self._draft is None:
            return
        self._beep.stop()
        self._building, self._step = True, step
        clear(self.page)
        self._answers.clear()
        self.show_title(f"{self._draft.form.title} · {self._draft.about.name}")
        marks = "     ".join(
            f"{'●' if n == step else '✓' if n < step else '○'} {name}" for n, name in enumerate(STEPS)
        )
        self.page.addWidget(words(marks, "label"))
        if self._draft.form.intro and step == 0:
            self.page.addWidget(words(self._draft.form.intro, "hint"))
        (self._consent, self._watch, self._feedback)[step](self._draft)
        self.page.addStretch(1)
        self._building = False

    def _go(self, by: int) -> None:
        self._store_now()
        self._show_step(self._step + by)

    def _fields(self, draft: Draft, step: Step) -> None:
        for section in draft.form.sections:
            if section.step is step:
                for item in section.fields:
                    key = f"{section.id}.{item.id}"
                    self.page.addWidget(self._answers.field(key, item, self._content.answers.get(key, "")))

    def _consent(self, draft: Draft) -> None:
        self._fields(draft, Step.CONSENT)
        self._answers.focus_first()
        throw = button("Throw away", self.discard, "quiet")
        self.set_foot(throw, None, button("Next: Watch", partial(self._go, 1), "primary"))

    # --- watching
    # ------------------------------------------------------------------------------------------------------

    def _watch(self, draft: Draft) -> None:
        if draft.form.style is Style.TIME_SAMPLE:
            self._sampling(draft)
            return
        standing = QCheckBox("Standing mode (large)")
        standing.setAccessibleName("Standing mode: large targets")
        standing.setChecked(self._standing)
        standing.toggled.connect(self._stand)
        self._count = words("", "hint")
        self._meaning = words("", "body")
        self.page.addWidget(
            row(words("Arrows move · digits rate · N note · A action", "hint"), None, self._count, standing)
        )
        self._rows: list[_Item] = []
        for key, item in items(draft.form):
            rating = _Item(
                self,
                key,
                item,
                str(self._content.answers.get(key, "")),
                self._content.notes.get(key, ""),
                standing=self._standing,
            )
            self._rows.append(rating)
            self.page.addWidget(rating)
        self.page.addWidget(card(self._meaning, kind="notice"))
        self.set_foot(
            button("Back", partial(self._go, -1)),
            None,
            button("Finish and give feedback", partial(self._go, 1), "primary"),
        )
        self.recount()
        if self._rows:
            self._rows[0].focus()

    def _stand(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._standing = on
        self._store_now()
        self._show_step(1)

    def rated(self, item: _Item) -> None:
        """Go on to the next item once one is rated."""
        self._typed()
        self.recount()
        place = self._rows.index(item)
        if place + 1 < len(self._rows):
            self._rows[place + 1].focus()

    def moved(self, item: _Item, by: int) -> None:
        """Go up or down."""
        place = min(max(self._rows.index(item) + by, 0), len(self._rows) - 1)
        self._rows[place].focus()

    def explain(self, text: str) -> None:
        """Say what the levels of the item in hand look like."""
        self._meaning.setText(text)

    def noted(self, *_: object) -> None:
        """Store a note as it is typed."""
        self._typed()

    def act(self, item: _Item) -> None:
        """Add an action about an item; it is finished on the feedback page."""
        self.gather()
        if self._draft is not None:
            what = f"{item.field.label}: "
            action = NewAction(id=new_id(), what=what, owner_id=self._draft.about.id, due_on=None)
            self._content = replace(self._content, new_actions=(*self._content.new_actions, action))
            self.context.said.emit(f"Action added for “{item.field.label}”. Finish it on the feedback page.")
            self._store()

    def recount(self) -> None:
        """Say how far one is."""
        if self._draft is not None:
            self.gather()
            found = result(self._draft.form, self._content)
            self._count.setText(
                f"{found.rated + found.neutral} of {len(self._rows)} · {found.neutral} not seen"
            )

    # --- time sample
    # ---------------------------------------------------------------------------------------------------

    def _sampling(self, draft: Draft) -> None:
        codes = moments(draft.form)
        self._interval = QSpinBox()
        self._interval.setRange(5, 600)
        self._interval.setSuffix(" seconds")
        self._interval.setValue(draft.form.interval_seconds or 60)
        self._person_code = line(
            self._content.samples[-1].person if self._content.samples else "", "Initials or a code"
        )
        self._person_code.setMaximumWidth(220)
        self._timer_button = button("Start the timer", self._toggle_timer, "primary")
        self._next_beep = words("The timer is not running.", "big")
        self.page.addWidget(
            row(
                field("A beep every", self._interval),
                field("Who (code only)", self._person_code),
                None,
                spacing=24,
            )
        )
        self.page.addWidget(row(self._timer_button, self._next_beep))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        self._chosen_codes: list[tuple[str, QCheckBox]] = []
        for number, code in enumerate(codes, 1):
            box = QCheckBox(f"{number}  {code.label}")
            box.setAccessibleName(f"At the beep: {code.label}, key {number}")
            box.setMinimumHeight(STANDING_PX)
            grid.addWidget(box, (number - 1) // 2, (number - 1) % 2)
            self._chosen_codes.append((code.id, box))
            QShortcut(
                QKeySequence(str(number)), holder, box.toggle, context=Qt.ShortcutContext.WindowShortcut
            )
        self.page.addWidget(holder)
        record = button("Note this moment", self._note_moment, "primary", "Note this moment (Ctrl+Return)")
        record.setShortcut("Ctrl+Return")
        self.page.addWidget(row(record, button("Undo the last one", self._undo_moment), None))
        self._tally = words("", "body")
        self.page.addWidget(self._tally)
        self.set_foot(
            button("Back", partial(self._go, -1)),
            None,
            button("Finish and give feedback", partial(self._go, 1), "primary"),
        )
        self._show_tally()

    def _toggle_timer(self) -> None:
        if self._beep.isActive():
            self._beep.stop()
            self._timer_button.setText("Start the timer")
            self._next_beep.setText("The timer is not running.")
        else:
            self._since.start()
            self._beep.start(self._interval.value() * 1000)
            self._timer_button.setText("Stop the timer")
            self._next_beep.setText(f"A beep every {self._interval.value()} seconds.")

    def _beeped(self) -> None:
        QApplication.beep()
        self._next_beep.setText("Now: what is happening at this moment?")
        self._chosen_codes[0][1].setFocus()

    def _note_moment(self) -> None:
        codes = tuple(code for code, box in self._chosen_codes if box.isChecked())
        person = self._person_code.text().strip()
        if not person or not codes:
            self.context.problem.emit(
                "Write the code of the person and choose what is happening. Nothing was noted yet.", "R-06"
            )
            return
        second = int(self._since.elapsed() // 1000) if self._since.isValid() else 0
        self._content = replace(
            self._content, samples=(*self._content.samples, Sample(second=second, person=person, codes=codes))
        )
        for _, box in self._chosen_codes:
            box.setChecked(False)
        self._store()
        self._show_tally()

    def _undo_moment(self) -> None:
        self._content = replace(self._content, samples=self._content.samples[:-1])
        self._store()
        self._show_tally()

    def _show_tally(self) -> None:
        shares = percentages(self._content.samples, [code for code, _ in self._chosen_codes])
        lines = [f"{box.text().split('  ', 1)[1]}: {shares[code]:.0f} %" for code, box in self._chosen_codes]
        self._tally.setText(f"{len(self._content.samples)} moments noted.  " + "  ·  ".join(lines))

    # --- feedback
    # ------------------------------------------------------------------------------------------------------

    def _feedback(self, draft: Draft) -> None:
        found = result(draft.form, self._content)
        if found.met is not None:
            tone = ("✓", "in_date") if found.met else ("○", "soon")
            self.page.addWidget(
                row(
                    chip(tone[0], found.word, tone[1]),
                    words(f"{found.rated} rated, {found.neutral} not seen or not applicable.", "hint"),
                    None,
                )
            )
        if found.critical_unmet:
            self.page.addWidget(words("Critical and not yet met: " + "; ".join(found.critical_unmet) + "."))
        self._fields(draft, Step.FEEDBACK)
        self._answers.focus_first()
        self._actions: list[tuple[NewAction, Any, DayField]] = []
        for number, action in enumerate(
            (*self._content.new_actions, NewAction(id=new_id(), owner_id=draft.about.id)), 1
        ):
            what, by = line(action.what, "What will be tried or done?"), DayField(action.due_on)
            by.setAccessibleName(f"Action {number}: by when")
            what.textChanged.connect(self._typed)
            by.dateChanged.connect(self._typed)
            self._actions.append((action, what, by))
            self.page.addWidget(field(f"Action {number}", row(what, by), named=what))
        self._again = DayField(self._content.next_on)
        self._again.dateChanged.connect(self._typed)
        self.page.addWidget(field("Watch this again by", self._again, "It shows on Due until it is done."))
        self._minutes = QSpinBox()
        self._minutes.setRange(0, 480)
        self._minutes.setSingleStep(5)
        self._minutes.setSuffix(" minutes")
        self._minutes.setSpecialValueText("not noted")
        self._minutes.setMaximumWidth(180)
        self._minutes.setValue(self._content.minutes or 20)
        self._minutes.valueChanged.connect(self._typed)
        self.page.addWidget(field("How long", self._minutes))
        self.page.addWidget(self.scans(draft))
        both = button("Both sign it", self._sign)
        second = button(
            "A second person watched too",
            self._second,
            "quiet",
            "A colleague rates the same practice without seeing your ratings",
        )
        self.page.addWidget(row(second, None))
        self.set_foot(
            button("Back", partial(self._go, -1)), None, both, button("Finish", self._finish, "primary")
        )

    def gather(self) -> None:
        """Take what the page holds into the content."""
        if self._draft is None or self._building:
            return
        answers = self._answers.merged(self._content.answers)
        if self._step == 1 and self._draft.form.style is not Style.TIME_SAMPLE:
            answers |= {one.key: one.value() for one in self._rows if one.value()}
            notes = {one.key: one.note() for one in self._rows if one.note().strip()}
            self._content = replace(self._content, notes=notes)
        if self._step == 2:  # noqa: PLR2004 - the feedback page
            now = today(self.context.house.clock)
            actions = tuple(
                replace(action, what=what.text(), due_on=by.value() or (now if what.text().strip() else None))
                for action, what, by in self._actions
            )
            kept = tuple(a for a in actions if a.what.strip())
            self._content = replace(
                self._content,
                new_actions=kept,
                next_on=self._again.value(),
                minutes=self._minutes.value() or None,
            )
        self._content = replace(self._content, answers=answers)

    def _finish(self) -> None:
        if self._draft is not None:
            self._store_now()
            self.context.run(
                partial(self.context.house.writing.save, self.context.actor, self._draft.record.id),
                self._finished,
                self.tell_missing,
            )

    def _finished(self, record: Record) -> None:
        about = self._draft.about if self._draft is not None else None
        self._draft = None
        first = about.first_name if about else ""
        self.context.undo_offered.emit(f"Saved. {first} can read it.", partial(self._undo, record.id))
        self.context.go("record", record_id=record.id)

    def _undo(self, record_id: str) -> None:
        self.context.run(
            partial(self.context.house.writing.take_back, self.context.actor, record_id), self._taken_back
        )

    def _taken_back(self, draft: Draft) -> None:
        self.context.go("observe", record_id=draft.record.id)

    def _sign(self) -> None:
        if self._draft is not None:
            self._store_now()
            finish = partial(self.context.house.writing.finish, self.context.actor, self._draft.record.id)
            self.context.run(finish, self._to_sign, self.tell_missing)

    def _to_sign(self, record: Record) -> None:
        self._draft = None
        self.context.go("sign", record_id=record.id)

    def _second(self) -> None:
        if self._draft is not None:
            self._store_now()
            pair = partial(self.context.house.writing.pair_up, self.context.actor, self._draft.record.id)
            self.context.run(pair, self._paired)

    def _paired(self, _value: object) -> None:
        self.context.said.emit(
            "Your colleague now finds it on their Today, without your ratings. You both see where "
            "you differ once both have finished."
        )


class _Item(QWidget):
    """One item: its words, its levels as radio buttons, a note. Digits rate, arrows move."""

    def __init__(
        self, screen: ObserveScreen, key: str, item: Field, value: str, note: str, *, standing: bool
    ) -> None:
        super().__init__()
        self.key, self.field, self._screen = key, item, screen
        label = words(item.label + ("  · critical" if item.critical else ""), "big" if standing else "body")
        label.setMinimumWidth(220)
        self._radios: list[tuple[str, QRadioButton]] = []
        levels = QWidget()
        flow = FlowLayout(levels, 4)
        for option in item.options:
            digit = self._digit_of(option.id)
            radio = _Level(self, f"{digit} {option.label}")
            radio.setAccessibleName(f"{item.label}: {option.label}, key {digit}")
            radio.setAccessibleDescription(option.meaning)
            radio.setToolTip(option.meaning)
            radio.setMinimumHeight(STANDING_PX if standing else RATING_PX)
            radio.setChecked(option.id == value)
            radio.clicked.connect(self._rated)
            self._radios.append((option.id, radio))
            flow.addWidget(radio)
        self._note = line(note, "Note")
        self._note.setAccessibleName(f"Note on {item.label}")
        self._note.setVisible(bool(note))
        self._note.textChanged.connect(screen.noted)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(label, 0, 0)
        layout.addWidget(levels, 0, 1)
        layout.addWidget(self._note, 1, 0, 1, 2)
        layout.setColumnStretch(0, 3)
        layout.setColumnStretch(1, 5)

    def value(self) -> str:
        """Return the chosen level's id, or an empty text."""
        return next((option for option, radio in self._radios if radio.isChecked()), "")

    def note(self) -> str:
        """Return the note."""
        return self._note.text()

    def focus(self) -> None:
        """Put the cursor on the item."""
        chosen = next((radio for _, radio in self._radios if radio.isChecked()), self._radios[0][1])
        chosen.setFocus()

    def explain(self) -> None:
        """Show what each level means here."""
        lines = [
            f"{option.label}: {option.meaning}"
            for option in self.field.options
            if option.meaning and option.score is not None
        ]
        self._screen.explain("\n".join(lines))

    def press(self, key: int, text: str) -> bool:
        """Answer a key pressed on the item; return whether it was one of ours."""
        if text.isdigit():
            found = next(
                (radio for option, radio in self._radios if self._digit_of(option) == int(text)), None
            )
            if found is not None:
                found.setChecked(True)
                self._rated()
            return found is not None
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._screen.moved(self, -1 if key == Qt.Key.Key_Up else 1)
            return True
        if text.casefold() == "n":
            self._note.setVisible(True)
            self._note.setFocus()
            return True
        if text.casefold() == "a":
            self._screen.act(self)
            return True
        return False

    def _rated(self, *_: object) -> None:
        self._screen.rated(self)

    def _digit_of(self, option_id: str) -> int:
        """Levels are 1, 2, 3 in order; "did not see" is 0 and "does not apply" 9."""
        if option_id == "did_not_see":
            return 0
        if option_id == "not_applicable":
            return 9
        return [o.id for o in self.field.options].index(option_id) + 1


class _Level(QRadioButton):
    def __init__(self, item: _Item, text: str) -> None:
        super().__init__(text)
        self._item = item

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Pass our keys to the item."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not self._item.press(
            event.key(), event.text()
        ):
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Say what the levels mean."""
        super().focusInEvent(event)
        self._item.explain()
