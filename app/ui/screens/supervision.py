"""Writing a supervision: Prepare, Talk, Agree, Read back. Everything typed is stored as it is typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.actions import ActionAnswer, Answered, NewAction
from app.domain.answers import shown
from app.domain.clock import long_date, today
from app.domain.content import AgendaPoint, Source
from app.domain.errors import IncompleteError
from app.domain.forms import FieldType, Step
from app.domain.kinds import Kind
from app.ui.kit.drafting import WritingScreen
from app.ui.kit.widgets import (
    READING_WIDTH,
    Choices,
    DayField,
    Picker,
    TextBox,
    button,
    card,
    column,
    field,
    line,
    row,
    scrolled,
    words,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSpinBox

    from app.domain.forms import Section
    from app.domain.records import Record
    from app.services.records.desk import Draft
    from app.ui.context import Context

USUAL_DAYS = 14
"""Days until a new action is due, until somebody chooses otherwise."""
LONGEST_POINT = 36
NOTED = {"praise": "Praise", "concern": "Concern"}
STEPS = ("Prepare", "Talk", "Agree", "Read back")


class SupervisionScreen(WritingScreen):
    """One draft, four steps; the fifth, signing, is a screen of its own."""

    title = "Supervision"
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._step = 0
        self._last = ""
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

    # --- coming and going
    # ----------------------------------------------------------------------------------------------

    def enter(self, **arguments: Any) -> None:
        """Open a draft, begin one, or come back after a lock."""
        writing, actor = self.context.house.writing, self.context.actor
        if "record_id" in arguments:
            self.open_draft(partial(writing.draft, actor, str(arguments["record_id"])))
        else:
            kind = arguments.get("kind", Kind.SUPERVISION)
            person_id = actor.person_id if kind.is_group else str(arguments["person_id"])
            start = partial(
                writing.start,
                actor,
                kind,
                person_id,
                form_id=arguments.get("form_id"),
                paper=str(arguments.get("paper", "")),
            )
            self.open_draft(start)

    def show_draft(self, draft: Draft) -> None:
        """Show the step one was on."""
        again = self._last == draft.record.id
        self._last = draft.record.id
        kind = draft.record.kind
        on = draft.record.held_at.astimezone(self.context.house.clock.zone()).date()
        with_whom = "" if kind.is_group else f" with {draft.about.name}"
        self.show_title(f"{kind.label}{with_whom} · {long_date(on)}")
        self._show_step(self._step if again else 0)

    def _show_step(self, step: int) -> None:
        if self._draft is None:
            return
        self._step = step
        names = STEPS if self._draft.record.kind.row.agenda else ("", "Write", "Agree", "Read back")
        if not names[step]:
            self._step = step = 1
        marks = [
            f"{'●' if n == step else '✓' if n < step else '○'} {name}"
            for n, name in enumerate((*names, "Sign"))
            if name
        ]
        self._steps.setText("     ".join(marks))
        self._steps.setAccessibleName(f"Step {step + 1} of 5: {STEPS[step]}")
        readers = (
            "Everybody who takes part" if self._draft.record.kind.is_group else self._draft.about.first_name
        )
        self._note.setText(f"{readers} can read everything written here.")
        self._back.setVisible(step > 0)
        self._next.setText(("Next: Talk", "Next: Agree", "Next: Read back", "Go on to signing")[step])
        self._next.setAccessibleName(self._next.text())
        self._building = True  # an old page that loses focus must not speak for the new content
        while (old := self._body.widget(0)) is not None:
            self._body.removeWidget(old)
            old.deleteLater()
        self._answers.clear()
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
        self.gather()
        self._store()
        self._show_step(self._step - 1)

    def _step_on(self) -> None:
        self.gather()
        self._store()
        if self._step < len(STEPS) - 1:
            self._show_step(self._step + 1)
        elif self._draft is not None:
            finish = partial(self.context.house.writing.finish, self.context.actor, self._draft.record.id)
            self.context.run(finish, self._finished, self._incomplete)

    def _finished(self, record: Record) -> None:
        self._draft = None
        self.context.go("sign", record_id=record.id)

    def _incomplete(self, error: Exception) -> None:
        if not isinstance(error, IncompleteError):
            self.context.tell_problem(error)
            return
        self.tell_missing(error)
        first = next(iter(error.fields))
        self._show_step(2 if first.startswith(("action.", "new_action.", "closing")) else 1)
        section = first.split(".")[0]
        if self._step == 1 and hasattr(self, "_sections") and section in self._sections:
            self._agenda.setCurrentRow(self._sections.index(section))

    # --- 1 prepare
    # -----------------------------------------------------------------------------------------------------

    def _prepare(self, draft: Draft) -> QWidget:
        page = QWidget()
        page.setMaximumWidth(READING_WIDTH)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(
            card(words("Since last time", "heading"), *(words(f"• {text}") for text in draft.since))
        )
        layout.addWidget(words("Agenda", "heading"))
        layout.addWidget(
            words(
                (
                    "It builds itself from open actions and what the worker brought. Add what you want "
                    "to talk about."
                ),
                "hint",
            )
        )
        layout.addWidget(self._agenda_list())
        self._new_point = line(placeholder="For example: the new handover sheet")
        self._new_point.returnPressed.connect(self._add_point)
        layout.addWidget(field("Add a point", self._new_point))
        layout.addWidget(row(button("Add it", self._add_point), None))
        for section in draft.form.sections:
            if section.step is Step.PREPARE:
                layout.addWidget(self._section(section))
        layout.addStretch(1)
        return scrolled(page)

    def _agenda_list(self) -> QWidget:
        self._points = QListWidget()
        self._points.setAccessibleName(
            "Agenda. Control with the arrow keys moves a point, Delete takes it off"
        )
        self._points.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self._points.setWordWrap(True)
        for point in self._content.agenda:
            if point.source is not Source.SECTION:
                item = QListWidgetItem(point.text)
                item.setData(Qt.ItemDataRole.UserRole, point.id)
                self._points.addItem(item)
        self._points.setFixedHeight(min(12, max(2, self._points.count())) * 38 + 8)
        self._points.model().rowsMoved.connect(self._moved)
        for keys, action in (
            ("Ctrl+Up", partial(self._shift, -1)),
            ("Ctrl+Down", partial(self._shift, 1)),
            ("Del", self._take_off),
        ):
            QShortcut(QKeySequence(keys), self._points, action, context=Qt.ShortcutContext.WidgetShortcut)
        up, down = (
            button("Up", partial(self._shift, -1), "quiet"),
            button("Down", partial(self._shift, 1), "quiet"),
        )
        off = button("Take off", self._take_off, "quiet", "Take the chosen point off the agenda")
        return column(self._points, row(up, down, off, None), spacing=4)

    def _shift(self, by: int) -> None:
        place = self._points.currentRow()
        if 0 <= place < self._points.count() and 0 <= place + by < self._points.count():
            self._points.insertItem(place + by, self._points.takeItem(place))
            self._points.setCurrentRow(place + by)
            self._moved()

    def _take_off(self) -> None:
        item = self._points.currentItem()
        if item is not None:
            self._remove_point(str(item.data(Qt.ItemDataRole.UserRole)))

    def _moved(self, *_: object) -> None:
        order = [
            str(self._points.item(n).data(Qt.ItemDataRole.UserRole)) for n in range(self._points.count())
        ]
        by_id = {point.id: point for point in self._content.agenda}
        sections = [p for p in self._content.agenda if p.source is Source.SECTION]
        self._content = replace(self._content, agenda=(*(by_id[one] for one in order), *sections))
        self._store()

    def _add_point(self) -> None:
        text = self._new_point.text().strip()
        if text:
            from app.domain.ids import new_id  # noqa: PLC0415 - only when a row is added

            self.gather()
            point = AgendaPoint(id=new_id(), text=text, source=Source.SUPERVISOR)
            self._content = replace(self._content, agenda=(*self._content.agenda, point))
            self._store()
            self._show_step(0)
            self._new_point.setFocus()

    def _remove_point(self, point_id: str) -> None:
        self.gather()
        self._content = replace(
            self._content, agenda=tuple(p for p in self._content.agenda if p.id != point_id)
        )
        self._store()
        self._show_step(0)

    # --- 2 talk
    # --------------------------------------------------------------------------------------------------------

    def _talk(self, draft: Draft) -> QWidget:
        sections = [s for s in draft.form.sections if s.step is Step.TALK]
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
        self._talked: dict[str, QCheckBox] = {}
        for point in self._content.agenda:
            if point.source is not Source.SECTION:
                tick = QCheckBox(
                    point.text if len(point.text) <= LONGEST_POINT else point.text[: LONGEST_POINT - 2] + " …"
                )
                tick.setToolTip(point.text)
                tick.setAccessibleName(f"Talked about: {point.text}")
                tick.setChecked(point.talked)
                tick.toggled.connect(self._typed)
                self._talked[point.id] = tick
        praise = button(
            "+ Praise", partial(self._begin_note, "praise"), "quiet", "Put praise into the part you are on"
        )
        concern = button(
            "+ Concern",
            partial(self._begin_note, "concern"),
            "quiet",
            "Put a concern into the part you are on",
        )
        action = button(
            "+ Action", self._add_action, "quiet", "Add an action; you finish it on the page Agree"
        )
        hint = words("Tick what you talked about. The rest comes up again next time.", "hint")
        agenda = scrolled(column(*self._talked.values(), None, spacing=2))
        left = (
            column(self._agenda, words("Agenda", "label"), hint, agenda)
            if self._talked
            else column(self._agenda)
        )
        left.setMaximumWidth(320)
        right = column(pages, row(action, praise, concern, None), spacing=4)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        return splitter

    def _begin_note(self, what: str) -> None:
        """Begin a line of praise or concern in the first box of the part one is on."""
        place = max(self._agenda.currentRow(), 0)
        section = (
            next(s for s in self._draft.form.sections if s.id == self._sections[place])
            if self._draft is not None
            else None
        )
        item = (
            next((f for f in section.fields if f.type is FieldType.LONG), None)
            if section is not None
            else None
        )
        if section is not None and item is not None:
            box = self._answers.widget(f"{section.id}.{item.id}")
            before = box.toPlainText().rstrip()
            box.setPlainText(f"{before}\n{NOTED[what]}: " if before else f"{NOTED[what]}: ")
            box.moveCursor(QTextCursor.MoveOperation.End)
            box.setFocus()

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
            key = f"{section.id}.{item.id}"
            parts.append(self._answers.field(key, item, self._content.answers.get(key, "")))
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

    # --- 3 agree
    # -------------------------------------------------------------------------------------------------------

    def _agree(self, draft: Draft) -> QWidget:
        page = QWidget()
        page.setMaximumWidth(READING_WIDTH + 120)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        self._old: list[tuple[ActionAnswer, Choices, Any]] = []
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
            self._old.append((answer, choices, note))
            layout.addWidget(card(words(answer.what, "label"), choices, note))
        layout.addWidget(words("What we agree now", "heading"))
        self._actions: list[tuple[str, TextBox, Picker, DayField, Any]] = []
        people = [(draft.about.id, draft.about.name), (draft.led_by.id, draft.led_by.name)]
        people += [(p.id, p.name) for p in draft.people if p.id not in {draft.about.id, draft.led_by.id}]
        for number, action in enumerate(self._content.new_actions, 1):
            layout.addWidget(self._action_row(number, action, people))
        layout.addWidget(row(button("Add an action", self._add_action), None))
        for section in draft.form.sections:
            if section.step is Step.AGREE:
                layout.addWidget(self._section(section))
        self._here: dict[str, QCheckBox] = {}
        if draft.record.kind.is_group:
            layout.addWidget(words("Who takes part", "heading"))
            layout.addWidget(
                words(
                    (
                        "Each of them signs with their own PIN that they were here. The content belongs "
                        "to the group."
                    ),
                    "hint",
                )
            )
            for person in draft.people:
                tick = QCheckBox(person.name)
                tick.setAccessibleName(f"Takes part: {person.name}")
                tick.setChecked(person.id in self._content.attendees)
                tick.toggled.connect(self._typed)
                self._here[person.id] = tick
                layout.addWidget(tick)
        layout.addWidget(self.scans(draft))
        layout.addWidget(words("About this meeting", "heading"))
        self._place_box = line(self._content.place, "For example: small office")
        self._minutes_box = self._minutes_field()
        self._next_box = DayField(self._content.next_on)
        self._place_box.textChanged.connect(self._typed)
        self._next_box.dateChanged.connect(self._typed)
        layout.addWidget(
            row(
                field("Where", self._place_box),
                field("How long", self._minutes_box),
                field("Next meeting", self._next_box),
            )
        )
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
        remove = button(
            "Take this action out",
            partial(self._remove_action, action.id),
            "quiet",
            f"Take action {number} out",
        )
        return card(
            field(f"Action {number}: what", what),
            row(field("Who", who), field("By when", when)),
            field("How will we know?", know),
            row(None, remove),
        )

    def _add_action(self) -> None:
        from app.domain.ids import new_id  # noqa: PLC0415 - only when a row is added

        self.gather()
        owner = self._draft.about.id if self._draft else ""
        due_on = today(self.context.house.clock) + dt.timedelta(days=USUAL_DAYS)
        self._content = replace(
            self._content,
            new_actions=(
                *self._content.new_actions,
                NewAction(id=new_id(), owner_id=owner, due_on=due_on),
            ),
        )
        self._show_step(2)
        self._actions[-1][1].setFocus()

    def _remove_action(self, action_id: str) -> None:
        self.gather()
        self._content = replace(
            self._content, new_actions=tuple(a for a in self._content.new_actions if a.id != action_id)
        )
        self._store()
        self._show_step(2)

    # --- 4 read back
    # ---------------------------------------------------------------------------------------------------

    def _read_back(self, draft: Draft) -> QWidget:
        page = QWidget()
        page.setMaximumWidth(READING_WIDTH)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(
            words(
                (
                    f"{draft.about.first_name}, this is what will stand in the record. Read it together. "
                    "“Back” changes anything."
                ),
                "big",
            )
        )
        for section in draft.form.sections:
            texts = [
                (item.label, shown(item, self._content.answers.get(f"{section.id}.{item.id}", "")))
                for item in section.fields
            ]
            texts = [(label, text) for label, text in texts if text]
            if texts:
                layout.addWidget(words(section.title, "heading"))
                for label, text in texts:
                    layout.addWidget(words(label, "hint"))
                    layout.addWidget(words(text, "big"))
        if self._content.old_actions:
            layout.addWidget(words("Actions from last time", "heading"))
            for answer in self._content.old_actions:
                layout.addWidget(
                    words(
                        (
                            f"{answer.what} – "
                            f"{answer.choice.label if answer.choice else 'not answered yet'} "
                            f"{answer.note}"
                        ),
                        "big",
                    )
                )
        agreed = [a for a in self._content.new_actions if a.what.strip()]
        if agreed:
            layout.addWidget(words("What we agreed", "heading"))
            names = {p.id: p.name for p in draft.people}
            for action in agreed:
                when = f", by {long_date(action.due_on)}" if action.due_on else ""
                layout.addWidget(
                    words(
                        f"{action.what} – {names.get(action.owner_id, '')}{when}. {action.how_we_will_know}",
                        "big",
                    )
                )
        layout.addStretch(1)
        return scrolled(page)

    # --- storing
    # -------------------------------------------------------------------------------------------------------

    def gather(self) -> None:
        """Take what the widgets hold into the content."""
        if self._draft is None or self._building:
            return
        answers = self._answers.merged(self._content.answers)
        marked = {name for name, tick in self._ticks.items() if tick.isChecked()}
        sensitive = frozenset((self._content.sensitive - set(self._ticks)) | marked)
        self._content = replace(self._content, answers=answers, sensitive=sensitive)
        if self._step == STEPS.index("Talk") and self._talked:
            ticks = self._talked
            points = tuple(
                replace(p, talked=ticks[p.id].isChecked()) if p.id in ticks else p
                for p in self._content.agenda
            )
            self._content = replace(self._content, agenda=points)
        if self._step == STEPS.index("Agree") and hasattr(self, "_place_box"):
            self._gather_agreed()

    def _gather_agreed(self) -> None:
        old = tuple(
            replace(answer, choice=Answered(choices.value()) if choices.value() else None, note=note.text())
            for answer, choices, note in self._old
        )
        new = tuple(
            NewAction(
                id=row_id,
                what=what.toPlainText(),
                owner_id=who.value() or "",
                due_on=when.value(),
                how_we_will_know=know.text(),
            )
            for row_id, what, who, when, know in self._actions
        )
        self._content = replace(
            self._content,
            attendees=tuple(person for person, tick in self._here.items() if tick.isChecked()),
            old_actions=old,
            new_actions=new,
            place=self._place_box.text(),
            minutes=self._minutes_box.value() or None,
            next_on=self._next_box.value(),
        )
