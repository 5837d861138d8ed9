"""Writing a meeting: Prepare, Talk, Agree, Read back. Everything typed is kept as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QStackedWidget, QVBoxLayout, QWidget

from app.domain import drafting
from app.pages import meeting, places, writing
from app.pages.meeting import AGREE, PREPARE
from app.ui.context import Heard
from app.ui.kit.agenda_list import AgendaList
from app.ui.kit.agreeing import Agreeing
from app.ui.kit.fields import TextBox
from app.ui.kit.lines import verb_button
from app.ui.kit.section import SectionPart
from app.ui.kit.talking import Talking
from app.ui.kit.widgets import READING_WIDTH, button, card, column, field, line, row, scrolled, words
from app.ui.kit.writing import WritingScreen
from app.ui.theme.style import text_scale

if TYPE_CHECKING:
    from app.domain.content import Content
    from app.pages.meeting import Meeting
    from app.pages.places import Place
    from app.ui.context import Context


class MeetingScreen(WritingScreen):
    """One draft, four steps; the fifth, signing, is a screen of its own."""

    title = "Meeting"
    wide = alone = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._answers.both_wanted.connect(self._show_both)
        self._page: Meeting | None = None
        self._step = PREPARE
        self._last = ""
        self._parts: list[SectionPart] = []
        self._points: AgendaList | None = None
        self._talking: Talking | None = None
        self._agreeing: Agreeing | None = None
        self.stepper.chosen.connect(self._step_to)
        self._body = QStackedWidget()
        self.page.addWidget(self._body, 1)
        self._note = words("", "hint")
        talking = button("We are talking", self._we_are_talking, "quiet", meeting.TALKING)
        self._back = button("Back", self._step_back)
        self._next = button("Next", self._step_on, "primary", "Next (Ctrl+Return)")
        self._next.setShortcut("Ctrl+Return")
        self.foot.addWidget(row(self._note, talking, self._back, self._next))

    # --- coming and going -----------------------------------------------------------------------------------

    def come(self, place: Place) -> None:
        """Open a draft, begin one, or come back after a lock."""
        if not isinstance(place, places.Meeting):
            return
        if place.record_id:
            self.carry_on(self._show, meeting.read, place.record_id)
        else:
            asked = (place.kind, place.person_id, place.form_id, place.paper)
            self.begin(self._show, meeting.begin, *asked)

    def empty(self) -> None:
        """Take the page of the step off the screen."""
        while (old := self._body.widget(0)) is not None:
            self._body.removeWidget(old)
            old.deleteLater()
        self._parts, self._points, self._talking, self._agreeing, self._files = [], None, None, None, None
        self._when = None

    def _show(self, page: Meeting) -> None:
        """Show the step one was on."""
        self._page = page
        if self._last != page.sheet.record_id:
            self._step = PREPARE
        self._last = page.sheet.record_id
        self._note.setText(page.readers)
        self._show_step(page, self._step)

    def _show_step(self, page: Meeting, step: int) -> None:
        self._step = step
        self.show_title(page.titled(self._held_at))
        self.set_steps(page.steps(step, self._content))
        self._back.setVisible(step > PREPARE)
        self._next.setText(page.onward(step))
        self._next.setAccessibleName(page.onward(step))
        self._building = True  # an old page that loses focus must not speak for the new content
        self.empty()
        self._answers.clear()
        made = (self._prepare, self._talk, self._agree, self._read_back)[step](page)
        self._body.addWidget(made)
        self._building = False
        inputs = (w for w in made.findChildren(QWidget) if isinstance(w, TextBox | QListWidget))
        next(inputs, self._next).setFocus()

    def _step_back(self) -> None:
        self._step_to(self._step - 1)

    def _step_to(self, step: int) -> None:
        """Go back to a step that is done."""
        if self._page is not None and PREPARE <= step < self._step:
            self._store_now()
            self._show_step(self._page, step)

    def _step_on(self) -> None:
        if self._page is None or self._sheet is None:
            return
        self._store_now()
        if self._step + 1 in meeting.STEPS:
            self._show_step(self._page, self._step + 1)
        else:
            heard = Heard(self._to_sign, self.tell_lacking)
            self.context.send(heard, writing.finish, self._sheet.record_id)

    def _we_are_talking(self) -> None:
        """Keep the screen open while nobody touches it."""
        self.context.talking.emit()
        self.context.said.emit(meeting.STAYS_OPEN)

    def go_to(self, key: str) -> None:
        """Go to the step and the part where a question stands, and to its answer."""
        if self._page is not None:
            at = meeting.where(self._page, key)
            if at.step != self._step:
                self._store_now()
                self._show_step(self._page, at.step)
            if self._talking is not None:
                self._talking.go_to(at.section_id)
        super().go_to(key)

    # --- 1 prepare ------------------------------------------------------------------------------------------

    def _prepare(self, page: Meeting) -> QWidget:
        holder, layout = _sheet_of_paper()
        if page.since:
            since = (words(f"• {text}") for text in page.since)
            layout.addWidget(card(words("Since last time", "heading"), *since))
        layout.addWidget(words("Agenda", "heading"))
        layout.addWidget(words(meeting.BUILDS_ITSELF, "hint"))
        self._points = AgendaList(self._content.points)
        self._points.shifted.connect(self._shift_point)
        self._points.ordered.connect(self._order_points)
        self._points.taken_off.connect(self._drop_point)
        layout.addWidget(self._points)
        self._new_point = line(placeholder="For example: the new handover sheet")
        self._new_point.returnPressed.connect(self._add_point)
        layout.addWidget(field("Add a point", self._new_point))
        expected = verb_button(page.sheet.expected, self.context, "quiet")
        layout.addWidget(row(button("Add it", self._add_point), None, expected))
        for section in page.sections(PREPARE):
            part = SectionPart(section, self._content, self._answers, page.before)
            part.marked.connect(self._typed)
            self._parts.append(part)
            layout.addWidget(part)
        layout.addStretch(1)
        return scrolled(holder)

    def _add_point(self) -> None:
        self._change_points(drafting.add_point(self.gather(), self._new_point.text()))
        self._new_point.clear()
        self._new_point.setFocus()

    def _shift_point(self, point_id: str, by: int) -> None:
        self._change_points(drafting.shift_point(self.gather(), point_id, by), point_id)

    def _order_points(self, ids: list[str]) -> None:
        self._content = drafting.order_points(self.gather(), ids)
        self._store()

    def _drop_point(self, point_id: str) -> None:
        self._change_points(drafting.drop_point(self.gather(), point_id))

    def _change_points(self, content: Content, chosen: str = "") -> None:
        self._content = content
        self._store()
        if self._points is not None:
            self._points.show_points(content.points, chosen)

    # --- 2 talk, 3 agree ------------------------------------------------------------------------------------

    def _talk(self, page: Meeting) -> QWidget:
        self._talking = Talking(page, self._content, self._answers)
        self._talking.typed.connect(self._typed)
        self._talking.action_wanted.connect(self._add_action)
        self._parts = self._talking.parts
        return self._talking

    def _agree(self, page: Meeting) -> QWidget:
        files = column(self.scans(), row(verb_button(page.sheet.expected, self.context, "quiet"), None))
        more = (files, self.when_field(page.sheet), self.minutes_field(self._content.minutes or 0))
        self._agreeing = Agreeing(page, self._content, self._answers, more)
        self._agreeing.typed.connect(self._typed)
        self._agreeing.left.connect(self._store_now)
        self._agreeing.action_wanted.connect(self._add_action)
        self._agreeing.removed.connect(self._drop_action)
        self._parts = self._agreeing.parts
        return scrolled(self._agreeing)

    def _add_action(self) -> None:
        if self._page is not None:
            self._content = meeting.add_action(self._page, self.gather())
            self._store()
            self._show_step(self._page, AGREE)
            if self._agreeing is not None:
                self._agreeing.focus_new()

    def _drop_action(self, action_id: str) -> None:
        if self._page is not None:
            self._content = drafting.drop_action(self.gather(), action_id)
            self._store()
            self._show_step(self._page, AGREE)

    def _show_both(self) -> None:
        """Show what both scored apart."""
        if self._sheet is not None:
            self._store_now()
            self.context.send(self._both_shown, writing.show_both, self._sheet.record_id)

    def _both_shown(self, content: Content) -> None:
        if self._page is not None:
            self.take(content)
            self._show_step(self._page, self._step)

    # --- 4 read back ----------------------------------------------------------------------------------------

    def _read_back(self, page: Meeting) -> QWidget:
        holder, layout = _sheet_of_paper()
        layout.setSpacing(8)
        layout.addWidget(words(page.invitation, "big"))
        for told in meeting.read_back(page, self._content, self._held_at):
            layout.addWidget(words(told.heading, "heading"))
            for asked, said in told.lines:
                if asked:
                    layout.addWidget(words(asked, "hint"))
                layout.addWidget(words(said, "big"))
        layout.addStretch(1)
        return scrolled(holder)

    # --- keeping --------------------------------------------------------------------------------------------

    def _store(self) -> None:
        """Keep what is typed, and show how far each part and step is now."""
        super()._store()
        if self._page is not None and not self._building:
            self.set_steps(self._page.steps(self._step, self._content))
            if self._talking is not None:
                self._talking.show_lines(meeting.rail(self._page, self._content))

    def gather(self) -> Content:
        """Return the content with what the page of this step holds put in."""
        content = drafting.put_answers(self._content, self._answers.values())
        marks = {section: on for part in self._parts for section, on in part.marks().items()}
        content = drafting.mark_sensitive(content, marks)
        if self._talking is not None:
            if self._talking.old is not None:
                content = meeting.answer_old(content, self._talking.old.value())
            content = drafting.answer_points(content, self._talking.became())
        if self._agreeing is not None:
            content = meeting.put_agreed(content, self._agreeing.said())
        return self.put_when(content)


def _sheet_of_paper() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    holder.setMaximumWidth(round(READING_WIDTH * text_scale()))
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 8, 0)
    return holder, layout
