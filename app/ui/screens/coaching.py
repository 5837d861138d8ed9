"""Log coaching in under a minute: who, about what, how, a sentence, what next. Ctrl+Enter saves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from app.domain.actions import NewAction
from app.domain.clock import short_date, time_of_day, today
from app.domain.content import Content
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.ui.kit.flow import FlowLayout, flowing
from app.ui.kit.person_box import PersonBox
from app.ui.kit.spelling import helped
from app.ui.kit.widgets import (
    Choices,
    DayField,
    TextBox,
    button,
    card,
    clear,
    column,
    field,
    line,
    row,
    words,
)
from app.ui.kit.writing import WritingScreen

if TYPE_CHECKING:
    from app.domain.forms import Field
    from app.domain.people import Person
    from app.domain.records import Comment, Record
    from app.services.records.desk import Draft
    from app.ui.context import Context

NEXT_DAYS = 7
"""Days until what somebody tries next is due, until another day is chosen."""
DIGITS, TILES = 9, 12
MORE, LESS = "More (place, praise or concern, coaching model, a scan)", "Less"


class CoachingScreen(WritingScreen):
    """One page, one card."""

    title = "Log coaching"
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._saved: Record | None = None
        self._more_open = False

    def enter(self, **arguments: Any) -> None:
        """Choose who, carry a draft on, or begin with somebody."""
        house, actor = self.context.house, self.context.actor
        self._saved = None
        if "record_id" in arguments:
            self.open_draft(partial(house.writing.draft, actor, str(arguments["record_id"])))
        elif "person_id" in arguments:
            self._begin(str(arguments["person_id"]), str(arguments.get("paper", "")))
        else:
            self._draft = None
            self._ask_who()
            self.context.run(partial(house.people.colleagues, actor, Kind.COACHING), self._offer)

    def _begin(self, person_id: str, paper: str = "") -> None:
        self.open_draft(
            partial(
                self.context.house.writing.start, self.context.actor, Kind.COACHING, person_id, paper=paper
            )
        )

    # --- who ------------------------------------------------------------------------------------------------
    # -----------

    def _ask_who(self) -> None:
        self._building = True
        clear(self.page)
        self.set_foot()
        self.show_title("Log coaching")
        self._who = PersonBox([])
        self._who.setMaximumWidth(420)
        self._who.chosen.connect(self._begin)
        self.page.addWidget(field("Who did you coach?", self._who, "Three letters and Enter."))
        self._tiles = QWidget()
        self._flow = FlowLayout(self._tiles)
        self._nobody = words(
            "There is nobody to coach yet. The registered manager adds people on the page People.", "hint"
        )
        self._nobody.hide()
        self.page.addWidget(self._tiles)
        self.page.addWidget(self._nobody)
        self.page.addStretch(1)
        self._building = False
        self._who.setFocus()

    def _offer(self, people: tuple[Person, ...]) -> None:
        if self._draft is None and self.context.anyone:
            self._nobody.setVisible(not people)
            for person in people[:TILES]:
                self._flow.addWidget(
                    button(
                        person.name, partial(self._begin, person.id), "tile", f"Coaching with {person.name}"
                    )
                )
            self._who.offer([(p.id, p.name) for p in people])

    # --- the card
    # ------------------------------------------------------------------------------------------------------

    def show_draft(self, draft: Draft) -> None:
        """Show the card."""
        self._building = True
        clear(self.page)
        self._answers.clear()
        self.show_title(f"Coaching with {draft.about.name}")
        fields = {f.id: f for f in draft.form.sections[0].fields}
        content = self._content
        self._happened = TextBox(
            str(content.answers.get("log.happened", "")),
            "A sentence is enough. Use initials or a code for people you support.",
            lines=3,
        )
        self._happened.textChanged.connect(self._typed)
        self._happened.left.connect(self._store_now)
        self._happened.refused.connect(self._refused_paste)
        self._next = line(
            content.new_actions[0].what if content.new_actions else "",
            "It becomes an action, and a point for supervision",
        )
        self._next.textChanged.connect(self._typed)
        now = today(self.context.house.clock)
        self._next_day = DayField(
            content.new_actions[0].due_on if content.new_actions else now + dt.timedelta(days=NEXT_DAYS)
        )
        self._next_day.dateChanged.connect(self._typed)
        self._next_day.setAccessibleName("By when they try it")
        self._how = Choices(
            "How", [(o.id, o.label) for o in fields["how"].options], str(content.answers.get("log.how", ""))
        )
        self._how.chosen.connect(self._typed)
        self._minutes = _spin(content.minutes or 10)
        self._minutes.valueChanged.connect(self._typed)
        what = fields["happened"]
        self.page.addWidget(field("About", self._about(fields["about"])))
        self.page.addWidget(field("How", self._how))
        self.page.addWidget(
            field(what.label, helped(self._happened, what.prompts, self.context), named=self._happened)
        )
        self.page.addWidget(
            field("What will they try next?", row(self._next, self._next_day), named=self._next)
        )
        held = draft.record.held_at.astimezone(self.context.house.clock.zone())
        when = words(
            f"{short_date(held.date())} {time_of_day(held, self.context.house.clock.zone())}", "hint"
        )
        self.page.addWidget(
            row(field("How long", self._minutes), column(words("When", "label"), when), None, spacing=24)
        )
        self._more = column(*self._more_fields(draft, fields), spacing=12)
        self._more.setVisible(self._more_open)
        self._more_button = button(
            "Less" if self._more_open else "More (place, praise or concern, coaching model, a scan)",
            self._toggle_more,
            "quiet",
        )
        self.page.addWidget(row(self._more_button, None))
        self.page.addWidget(self._more)
        another = button("Save and add another", partial(self._save, another=True))
        save = button("Save", self._save, "primary", "Save (Ctrl+Return)")
        throw = button("Throw away", self.discard, "quiet")
        self.set_foot(throw, None, another, save)
        self.page.addStretch(1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self._happened, self._save, context=Qt.ShortcutContext.WindowShortcut
            )
        self._building = False
        (self._happened if content.answers.get("log.about") else self._areas[0][1]).setFocus()

    def _about(self, item: Field) -> QWidget:
        """The practice areas as chips that digits choose: 1 to 9 anywhere but in a box for words."""
        holder = _Digits(self._digit)
        flow = FlowLayout(holder, 6)
        chosen = self._content.answers.get("log.about", ())
        self._areas: list[tuple[str, QCheckBox]] = []
        for number, option in enumerate(item.options, 1):
            box = QCheckBox(f"{number}  {option.label}" if number <= DIGITS else option.label)
            box.setAccessibleName(f"About {option.label}" + (f", key {number}" if number <= DIGITS else ""))
            box.setChecked(option.id in chosen)
            box.toggled.connect(self._typed)
            self._areas.append((option.id, box))
            if number <= DIGITS or box.isChecked():
                flow.addWidget(box)
        return holder

    def _digit(self, number: int) -> None:
        if 1 <= number <= min(DIGITS, len(self._areas)):
            self._areas[number - 1][1].toggle()
            self._happened.setFocus()

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """A digit outside a box for words chooses what it was about."""
        if (
            self._draft is not None
            and event.text().isdigit()
            and not isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit | QSpinBox)
        ):
            self._digit(int(event.text()))
            return
        super().keyPressEvent(event)

    def _more_fields(self, draft: Draft, fields: dict[str, Field]) -> list[QWidget]:
        self._place = line(self._content.place, "For example: kitchen")
        self._place.textChanged.connect(self._typed)
        rest = [box for _, box in self._areas[DIGITS:] if box.parentWidget() is None]
        made = [column(words("About something else", "label"), flowing(*rest)), field("Where", self._place)]
        for name in ("noticed", "leadership", "model", "aim"):
            key = f"log.{name}"
            made.append(self._answers.field(key, fields[name], self._content.answers.get(key, "")))
            if name == "model":
                self._stages = words("", "hint")
                self._stages.hide()
                made.append(self._stages)
                self._answers.widget(key).chosen.connect(self._show_stages)
        made.append(self.scans(draft))
        return made

    def _show_stages(self, model: str) -> None:
        self._stages.setText(
            next((one.label for one in self.context.house.practice.coaching_models() if one.id == model), "")
        )
        self._stages.show()

    def _toggle_more(self) -> None:
        self._more_open = not self._more_open
        self._more.setVisible(self._more_open)
        self._more_button.setText(LESS if self._more_open else MORE)

    def gather(self) -> None:
        """Take what the card holds into the content."""
        if self._draft is None or self._building:
            return
        answers = self._answers.merged(self._content.answers)
        answers["log.about"] = tuple(area for area, box in self._areas if box.isChecked())
        answers["log.how"], answers["log.happened"] = self._how.value(), self._happened.toPlainText()
        before = self._content.new_actions[0].id if self._content.new_actions else new_id()
        step = NewAction(
            id=before, what=self._next.text(), owner_id=self._draft.about.id, due_on=self._next_day.value()
        )
        self._content = replace(
            self._content,
            answers={key: value for key, value in answers.items() if value},
            new_actions=(step,) if step.what.strip() else (),
            minutes=self._minutes.value() or None,
            place=self._place.text(),
        )

    # --- saving
    # --------------------------------------------------------------------------------------------------------

    def _save(self, *, another: bool = False) -> None:
        if self._draft is None or self._building:
            return
        self._store_now()
        save = partial(self.context.house.writing.save, self.context.actor, self._draft.record.id)
        self.context.run(save, partial(self._was_saved, self._draft.about, another), self.tell_missing)

    def _was_saved(self, about: Person, another: bool, record: Record) -> None:  # noqa: FBT001 - a callback's value
        self._draft, self._saved, self._content = None, record, Content()
        self.context.undo_offered.emit(f"Saved for {about.first_name}.", partial(self._undo, record.id))
        if another:
            self.enter()
            return
        self._building = True
        clear(self.page)
        self.set_foot()
        self.show_title("Saved")
        self.page.addWidget(
            words(f"{record.title} about {about.name} is saved. {about.first_name} can read it.", "big")
        )
        self._line = TextBox("", f"{about.first_name}, in your own words", lines=2)
        self._pin = line(secret=True)
        self._pin.setMaximumWidth(220)
        self._pin.returnPressed.connect(partial(self._add_line, record.id, about))
        add = button(f"Add {about.first_name}’s line", partial(self._add_line, record.id, about))
        self.page.addWidget(
            card(
                field(f"{about.first_name} may add a line", self._line),
                field(f"{about.first_name}’s PIN", self._pin, "So that it is theirs. Nobody else knows it."),
                row(add, None),
            )
        )
        done = button("Done", partial(self.context.go, "today"), "primary")
        self.page.addWidget(row(done, button("Log another", self.enter), None))
        self.page.addStretch(1)
        self._building = False
        done.setFocus()

    def _add_line(self, record_id: str, about: Person) -> None:
        say = partial(
            self.context.house.sharing.comment_here,
            record_id,
            about.id,
            self._pin.text(),
            self._line.toPlainText(),
        )
        self.context.run(say, partial(self._line_added, about))

    def _line_added(self, about: Person, _comment: Comment) -> None:
        self._line.clear()
        self._pin.clear()
        self.context.said.emit(f"{about.first_name}’s line is added.")

    def _undo(self, record_id: str) -> None:
        self.context.run(
            partial(self.context.house.writing.take_back, self.context.actor, record_id), self._taken_back
        )

    def _taken_back(self, draft: Draft) -> None:
        self.context.go("coaching", record_id=draft.record.id)


class _Digits(QWidget):
    """Passes digits pressed on a chip to the page."""

    def __init__(self, chosen: Any) -> None:
        super().__init__()
        self._chosen = chosen

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Choose by digit."""
        if event.text().isdigit():
            self._chosen(int(event.text()))
        else:
            super().keyPressEvent(event)


def _spin(value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, 480)
    box.setSingleStep(5)
    box.setSuffix(" minutes")
    box.setSpecialValueText("not noted")
    box.setValue(value)
    box.setMaximumWidth(180)
    return box
