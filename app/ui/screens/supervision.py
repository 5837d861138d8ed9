"""Writing a supervision: Prepare, Talk, Agree, Read back. Everything typed is stored as it is typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QListWidget, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.actions import ActionAnswer, Answered, NewAction
from app.domain.clock import long_date, time_of_day, today
from app.domain.errors import IncompleteError
from app.domain.forms import FieldType, Kind
from app.domain.records import AgendaPoint, Content
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import READING_WIDTH, Choices, DayField, Picker, TextBox, button, card, column, field, line, row, scrolled, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSpinBox

    from app.domain.forms import Field, Section
    from app.domain.records import Answer, Record
    from app.services.recording import Draft
    from app.ui.context import Context

AUTOSAVE_MS = 400
USUAL_DAYS = 14
"""Days until a new action is due, until somebody chooses otherwise."""
STEPS = ("Prepare", "Talk", "Agree", "Read back")
YES_NO = (("yes", "Yes"), ("no", "No"))


class SupervisionScreen(Screen):
    """One draft, four steps; the fifth, signing, is a screen of its own."""

    title = "Supervision"
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._draft: Draft | None = None
        self._content = Content()
        self._revision = 0
        self._stored = Content()
        self._step = 0
        self._building = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._store_now)
        self._steps = words("", "label")
        self._body = QStackedWidget()
        self.page.addWidget(self._steps)
        self.page.addWidget(self._body, 1)
        self._note = words("", "hint")
        self._note.setWordWrap(False)
        self._back = button("Back", self._step_back)
        self._next = button("Next", self._step_on, "primary", "Next (Ctrl+Return)")
        self._next.setShortcut("Ctrl+Return")
        self.foot.addWidget(row(self._note, None, self._back, self._next))

    # --- coming and going ----------------------------------------------------------------------------------------------

    def enter(self, **arguments: Any) -> None:
        """Open a draft, begin one, or come back after a lock."""
        recording, actor = self.context.house.recording, self.context.actor
        if "record_id" in arguments:
            self._open(partial(recording.draft, actor, str(arguments["record_id"])))
        else:
            self._open(partial(recording.start, actor, arguments.get("kind", Kind.SUPERVISION), str(arguments["person_id"])))

    def leave(self) -> None:
        """Store what is typed."""
        self._gather()
        self._store()

    def _open(self, use_case: Any) -> None:
        self.context.run(use_case, self._show)

    def _show(self, draft: Draft) -> None:
        again = self._draft is not None and self._draft.record.id == draft.record.id
        self._draft, self._content, self._stored = draft, draft.record.content, draft.record.content
        self._revision = draft.record.revision
        kind = draft.record.kind.label
        on = draft.record.held_at.astimezone(self.context.house.clock.zone()).date()
        self.show_title(f"{kind} with {draft.about.name} · {long_date(on)}")
        self._show_step(self._step if again else 0)

    def _show_step(self, step: int) -> None:
        if self._draft is None:
            return
        self._step = step
        names = STEPS if self._draft.record.kind is Kind.SUPERVISION else ("", "Write", "Agree", "Read back")
        if not names[step]:
            self._step = step = 1
        marks = [f"{'●' if n == step else '✓' if n < step else '○'} {name}" for n, name in enumerate((*names, "Sign")) if name]
        self._steps.setText("     ".join(marks))
        self._steps.setAccessibleName(f"Step {step + 1} of 5: {STEPS[step]}")
        self._note.setText(f"{self._draft.about.first_name} can read everything written here.")
        self._back.setVisible(step > 0)
        self._next.setText(("Next: Talk", "Next: Agree", "Next: Read back", "Go on to signing")[step])
        self._next.setAccessibleName(self._next.text())
        self._building = True  # an old page that loses focus must not speak for the new content
        while (old := self._body.widget(0)) is not None:
            self._body.removeWidget(old)
            old.deleteLater()
        self._inputs: dict[str, Any] = {}
        self._ticks: dict[str, QCheckBox] = {}
        page = (self._prepare, self._talk, self._agree, self._read_back)[step](self._draft)
        self._body.addWidget(page)
        self._building = False
        self._focus_first(page)

    def _focus_first(self, page: QWidget) -> None:
        for widget in page.findChildren(QWidget):
            if isinstance(widget, TextBox | QListWidget):
                widget.setFocus()
                return
        self._next.setFocus()

    def _step_back(self) -> None:
        self._gather()
        self._store()
        self._show_step(self._step - 1)

    def _step_on(self) -> None:
        self._gather()
        self._store()
        if self._step < len(STEPS) - 1:
            self._show_step(self._step + 1)
        elif self._draft is not None:
            finish = partial(self.context.house.recording.finish, self.context.actor, self._draft.record.id)
            self.context.run(finish, self._finished, self._incomplete)

    def _finished(self, record: Record) -> None:
        self._draft = None
        self.context.go("sign", record_id=record.id)

    def _incomplete(self, error: Exception) -> None:
        if not isinstance(error, IncompleteError):
            self.context.tell_problem(error)
            return
        lines = "\n".join(f"• {sentence}" for sentence in error.fields.values())
        self.context.problem.emit(f"{error}\n{lines}", error.code)
        first = next(iter(error.fields))
        self._show_step(2 if first.startswith(("action.", "new_action.", "closing")) else 1)
        section = first.split(".")[0]
        if self._step == 1 and hasattr(self, "_sections") and section in self._sections:
            self._agenda.setCurrentRow(self._sections.index(section))

    # --- 1 prepare -----------------------------------------------------------------------------------------------------

    def _prepare(self, draft: Draft) -> QWidget:
        page = QWidget()
        page.setMaximumWidth(READING_WIDTH)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(card(words("Since last time", "heading"), *(words(f"• {text}") for text in draft.since)))
        layout.addWidget(words("Agenda", "heading"))
        layout.addWidget(words("It builds itself from open actions and what the worker brought. Add what you want to talk about.", "hint"))
        for point in self._content.agenda:
            if point.source != "section":
                remove = button("Take off", partial(self._remove_point, point.id), "quiet", f"Take “{point.text}” off the agenda")
                layout.addWidget(row(words(f"• {point.text}"), None, remove))
        self._new_point = line(placeholder="For example: the new handover sheet")
        self._new_point.returnPressed.connect(self._add_point)
        layout.addWidget(field("Add a point", self._new_point))
        layout.addWidget(row(button("Add it", self._add_point), None))
        for section in draft.form.sections:
            if section.step == "prepare":
                layout.addWidget(self._section(section))
        layout.addStretch(1)
        return scrolled(page)

    def _add_point(self) -> None:
        text = self._new_point.text().strip()
        if text:
            from app.ui.kit.ids import new_row_id  # noqa: PLC0415 - only when a row is added

            self._gather()
            point = AgendaPoint(id=new_row_id(), text=text, source="supervisor")
            self._content = replace(self._content, agenda=(*self._content.agenda, point))
            self._store()
            self._show_step(0)
            self._new_point.setFocus()

    def _remove_point(self, point_id: str) -> None:
        self._gather()
        self._content = replace(self._content, agenda=tuple(p for p in self._content.agenda if p.id != point_id))
        self._store()
        self._show_step(0)

    # --- 2 talk --------------------------------------------------------------------------------------------------------

    def _talk(self, draft: Draft) -> QWidget:
        sections = [s for s in draft.form.sections if s.step == "talk"]
        self._sections = [s.id for s in sections]
        self._agenda = QListWidget()
        self._agenda.setAccessibleName("Parts of the conversation")
        self._agenda.setMaximumWidth(320)
        self._agenda.setMinimumWidth(220)
        self._agenda.setWordWrap(True)
        self._agenda.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pages = QStackedWidget()
        for section in sections:
            self._agenda.addItem(self._section_label(section))
            holder = QWidget()
            holder.setMaximumWidth(READING_WIDTH)
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(12, 0, 8, 0)
            layout.addWidget(self._section(section))
            layout.addStretch(1)
            pages.addWidget(scrolled(holder))
        self._agenda.currentRowChanged.connect(pages.setCurrentIndex)
        self._agenda.setCurrentRow(0)
        points = [words(f"• {p.text}") for p in self._content.agenda if p.source != "section"]
        left = column(self._agenda, words("Agenda", "label"), *points) if points else column(self._agenda)
        left.setMaximumWidth(320)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(pages)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        return splitter

    def _section_label(self, section: Section) -> str:
        keys = [f"{section.id}.{f.id}" for f in section.fields]
        answered = any(self._content.answers.get(key) for key in keys)
        asked = " · asked every time" if section.every_time else ""
        return f"{'✓' if answered else '○'} {section.title}{asked}"

    def _section(self, section: Section) -> QWidget:
        parts: list[QWidget] = [words(section.title, "heading")]
        if section.intro:
            parts.append(words(section.intro, "hint"))
        for item in section.fields:
            parts.append(self._field(section, item))
        if not section.sensitive:
            tick = QCheckBox("Sensitive – leave out of evidence packs")
            tick.setAccessibleName(f"{section.title}: sensitive, leave out of evidence packs")
            tick.setChecked(section.id in self._content.sensitive)
            tick.toggled.connect(self._typed)
            self._ticks[section.id] = tick
            parts.append(tick)
        else:
            parts.append(words("Sensitive: left out of evidence packs.", "hint"))
        return column(*parts, spacing=12)

    def _field(self, section: Section, item: Field) -> QWidget:
        key = f"{section.id}.{item.id}"
        value = self._content.answers.get(key, "")
        label = item.label + (" (must be answered)" if item.mandatory else "")
        if item.type is FieldType.MULTI:
            boxes = []
            for option in item.options:
                box = QCheckBox(option.label)
                box.setAccessibleName(f"{item.label}: {option.label}")
                box.setChecked(isinstance(value, tuple) and option.id in value)
                box.toggled.connect(self._typed)
                boxes.append((option.id, box))
            self._inputs[key] = boxes
            return column(words(label, "label"), *(box for _, box in boxes), spacing=2)
        if item.type in {FieldType.YES_NO, FieldType.CHOICE, FieldType.SCALE}:
            options = YES_NO if item.type is FieldType.YES_NO else tuple((o.id, o.label) for o in item.options)
            choices = Choices(item.label, options, str(value), upright=item.type is not FieldType.YES_NO)
            choices.chosen.connect(self._typed)
            self._inputs[key] = choices
            return field(label, choices, item.hint)
        if item.type is FieldType.DATE:
            day = DayField(dt.date.fromisoformat(str(value)) if value else None)
            day.dateChanged.connect(self._typed)
            self._inputs[key] = day
            return field(label, day, item.hint)
        if item.type in {FieldType.SHORT, FieldType.DURATION}:
            short = line(str(value), "minutes" if item.type is FieldType.DURATION else "")
            short.textChanged.connect(self._typed)
            self._inputs[key] = short
            return field(label, short, item.hint)
        long = TextBox(str(value), placeholder=" · ".join(item.prompts))
        long.textChanged.connect(self._typed)
        long.left.connect(self._store_now)
        long.refused.connect(self._refused_paste)
        self._inputs[key] = long
        return field(label, long, item.hint)

    def _refused_paste(self, sentence: str) -> None:
        self.context.problem.emit(sentence, "R-07")

    # --- 3 agree -------------------------------------------------------------------------------------------------------

    def _agree(self, draft: Draft) -> QWidget:
        page = QWidget()
        page.setMaximumWidth(READING_WIDTH + 120)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        self._answers: list[tuple[ActionAnswer, Choices, Any]] = []
        if self._content.old_actions:
            layout.addWidget(words("Actions from last time", "heading"))
            layout.addWidget(words("Each one gets an answer.", "hint"))
        for answer in self._content.old_actions:
            options = [(a.value, a.label) for a in Answered]
            choices = Choices(answer.what, options, answer.choice.value if answer.choice else "")
            note = line(answer.note, "A note, or why it is dropped")
            note.setAccessibleName(f"Note on {answer.what}")
            choices.chosen.connect(self._typed)
            note.textChanged.connect(self._typed)
            self._answers.append((answer, choices, note))
            layout.addWidget(card(words(answer.what, "label"), choices, note))
        layout.addWidget(words("What we agree now", "heading"))
        self._actions: list[tuple[str, TextBox, Picker, DayField, Any]] = []
        people = [(draft.about.id, draft.about.name), (draft.led_by.id, draft.led_by.name)]
        people += [(p.id, p.name) for p in draft.people if p.id not in {draft.about.id, draft.led_by.id}]
        for number, action in enumerate(self._content.new_actions, 1):
            layout.addWidget(self._action_row(number, action, people))
        layout.addWidget(row(button("Add an action", self._add_action), None))
        for section in draft.form.sections:
            if section.step == "agree":
                layout.addWidget(self._section(section))
        layout.addWidget(words("About this meeting", "heading"))
        self._place_box = line(self._content.place, "For example: small office")
        self._minutes_box = self._minutes_field()
        self._next_box = DayField(self._content.next_on)
        self._place_box.textChanged.connect(self._typed)
        self._next_box.dateChanged.connect(self._typed)
        layout.addWidget(row(field("Where", self._place_box), field("How long", self._minutes_box), field("Next meeting", self._next_box)))
        layout.addStretch(1)
        return scrolled(page)

    def _minutes_field(self) -> QSpinBox:
        from PySide6.QtWidgets import QSpinBox  # noqa: PLC0415 - one field of one step

        box = QSpinBox()
        box.setRange(0, 480)
        box.setSingleStep(5)
        box.setSuffix(" minutes")
        box.setSpecialValueText("not noted")
        box.setValue(self._content.minutes or 0)
        box.valueChanged.connect(self._typed)
        return box

    def _action_row(self, number: int, action: NewAction, people: list[tuple[str, str]]) -> QWidget:
        what = TextBox(action.what, "What will be done?", lines=2)
        who = Picker(people, action.owner_id or None)
        when = DayField(action.due_on)
        know = line(action.how_we_will_know, "For example: seen at tea")
        what.textChanged.connect(self._typed)
        what.left.connect(self._store_now)
        who.currentIndexChanged.connect(self._typed)
        when.dateChanged.connect(self._typed)
        know.textChanged.connect(self._typed)
        self._actions.append((action.id, what, who, when, know))
        remove = button("Take this action out", partial(self._remove_action, action.id), "quiet", f"Take action {number} out")
        return card(
            field(f"Action {number}: what", what), row(field("Who", who), field("By when", when)), field("How will we know?", know), row(None, remove)
        )

    def _add_action(self) -> None:
        from app.ui.kit.ids import new_row_id  # noqa: PLC0415 - only when a row is added

        self._gather()
        owner = self._draft.about.id if self._draft else ""
        due_on = today(self.context.house.clock) + dt.timedelta(days=USUAL_DAYS)
        self._content = replace(self._content, new_actions=(*self._content.new_actions, NewAction(id=new_row_id(), owner_id=owner, due_on=due_on)))
        self._show_step(2)
        self._actions[-1][1].setFocus()

    def _remove_action(self, action_id: str) -> None:
        self._gather()
        self._content = replace(self._content, new_actions=tuple(a for a in self._content.new_actions if a.id != action_id))
        self._store()
        self._show_step(2)

    # --- 4 read back ---------------------------------------------------------------------------------------------------

    def _read_back(self, draft: Draft) -> QWidget:
        page = QWidget()
        page.setMaximumWidth(READING_WIDTH)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(words(f"{draft.about.first_name}, this is what will stand in the record. Read it together. “Back” changes anything.", "big"))
        for section in draft.form.sections:
            texts = [(item.label, _shown(item, self._content.answers.get(f"{section.id}.{item.id}", ""))) for item in section.fields]
            texts = [(label, text) for label, text in texts if text]
            if texts:
                layout.addWidget(words(section.title, "heading"))
                for label, text in texts:
                    layout.addWidget(words(label, "hint"))
                    layout.addWidget(words(text, "big"))
        if self._content.old_actions:
            layout.addWidget(words("Actions from last time", "heading"))
            for answer in self._content.old_actions:
                layout.addWidget(words(f"{answer.what} – {answer.choice.label if answer.choice else 'not answered yet'} {answer.note}", "big"))
        agreed = [a for a in self._content.new_actions if a.what.strip()]
        if agreed:
            layout.addWidget(words("What we agreed", "heading"))
            names = {p.id: p.name for p in draft.people}
            for action in agreed:
                when = f", by {long_date(action.due_on)}" if action.due_on else ""
                layout.addWidget(words(f"{action.what} – {names.get(action.owner_id, '')}{when}. {action.how_we_will_know}", "big"))
        layout.addStretch(1)
        return scrolled(page)

    # --- storing -------------------------------------------------------------------------------------------------------

    def _typed(self, *_: object) -> None:
        self._timer.start()

    def _store_now(self) -> None:
        self._gather()
        self._store()

    def _gather(self) -> None:
        """Take what the widgets hold into the content."""
        if self._draft is None or self._building:
            return
        answers = dict(self._content.answers)
        for key, widget in self._inputs.items():
            value = _value(widget)
            if value:
                answers[key] = value
            else:
                answers.pop(key, None)
        marked = {name for name, tick in self._ticks.items() if tick.isChecked()}
        sensitive = frozenset((self._content.sensitive - set(self._ticks)) | marked)
        self._content = replace(self._content, answers=answers, sensitive=sensitive)
        if self._step == STEPS.index("Agree") and hasattr(self, "_place_box"):
            self._gather_agreed()

    def _gather_agreed(self) -> None:
        old = tuple(
            replace(answer, choice=Answered(choices.value()) if choices.value() else None, note=note.text())
            for answer, choices, note in self._answers
        )
        new = tuple(
            NewAction(id=row_id, what=what.toPlainText(), owner_id=who.value() or "", due_on=when.value(), how_we_will_know=know.text())
            for row_id, what, who, when, know in self._actions
        )
        self._content = replace(
            self._content,
            old_actions=old,
            new_actions=new,
            place=self._place_box.text(),
            minutes=self._minutes_box.value() or None,
            next_on=self._next_box.value(),
        )

    def _store(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
        if self._draft is None or not self.context.anyone:
            return
        if self._content == self._stored:
            return
        content, record_id = self._content, self._draft.record.id
        use_case = partial(self._store_newest, self.context.actor, record_id, content)
        self.context.run(use_case, partial(self._was_stored, content), self._not_stored)

    def _store_newest(self, actor: Any, record_id: str, content: Content) -> Any:
        outcome = self.context.house.recording.store(actor, record_id, content, self._revision)
        self._revision = outcome.value  # kept here, so that the next store in the queue knows the revision before it
        return outcome

    def _was_stored(self, content: Content, _revision: int) -> None:
        self._stored = content
        clock = self.context.house.clock
        self.context.saved.emit(f"Draft saved {time_of_day(clock.now(), clock.zone())}")

    def _not_stored(self, error: Exception) -> None:
        self.context.saved.emit("Not saved yet")
        self.context.tell_problem(error)


def _value(widget: Any) -> Answer:
    if isinstance(widget, list):
        return tuple(option for option, box in widget if box.isChecked())
    if isinstance(widget, TextBox):
        return widget.toPlainText()
    if isinstance(widget, Choices):
        return widget.value()
    if isinstance(widget, DayField):
        day = widget.value()
        return day.isoformat() if day else ""
    return str(widget.text())


def _shown(item: Field, answer: Answer) -> str:
    labels = {option.id: option.label for option in item.options} | ({"yes": "Yes", "no": "No"} if item.type is FieldType.YES_NO else {})
    if isinstance(answer, tuple):
        return ", ".join(labels.get(value, value) for value in answer)
    return labels.get(answer, answer)
