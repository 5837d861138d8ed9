"""One person: what to do next, their timeline, actions and details."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.pages import person, places, threads, trained
from app.pages.parts import PersonPart
from app.ui.kit.action_done import actions_listed
from app.ui.kit.charts import charted
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.lines import (
    chip_label,
    line_card,
    line_row,
    lines_listed,
    listed,
    named,
    tool_button,
    verb_button,
)
from app.ui.kit.parts import Parts
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF
from app.ui.kit.screen import Screen
from app.ui.kit.thread_line import ThreadLine
from app.ui.kit.undo import with_undo
from app.ui.kit.unsent import emptied
from app.ui.kit.widgets import Table, button, card, field, line, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QWidget

    from app.pages.person import PersonPage
    from app.pages.pieces import Line
    from app.pages.places import Place
    from app.pages.threads import ThreadCard
    from app.ui.context import Context

NO_THREADS = "None yet. A thread joins training, coaching, observation and actions about one skill."
OFF = "Why does it not count? A few words are enough: noted twice, or for somebody else."
RESET = (
    "Reset this PIN? The old one stops at once, and a one-time code is shown to hand over. Records already "
    "signed stay signed."
)
BACK = (
    "Have they come back? Their old records are theirs again. They get a one-time code, and with it a new "
    "PIN and a new key to sign with."
)


class PersonScreen(Screen):
    """A person's page."""

    title = "Person"
    topics = frozenset(
        {
            Topic.PEOPLE,
            Topic.RECORDS,
            Topic.ACTIONS,
            Topic.SCHEDULE,
            Topic.THREADS,
            Topic.NOTICED,
            Topic.RETENTION,
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._person_id = ""
        self._part = ""
        self._code = ""

    def come(self, place: Place) -> None:
        """Show a person."""
        if isinstance(place, places.Person):
            same = place.person_id == self._person_id
            self._part = place.part or (self._part if same else "")
            self._person_id, self._code = place.person_id, place.code
        self.refresh()

    def leave(self) -> None:
        """Forget a code that was shown."""
        self._code = ""

    def refresh(self) -> None:
        """Read the page."""
        self.read(self._show, person.read, self._person_id)

    def _show(self, page: PersonPage) -> None:
        self.show_title(page.title)
        self.set_tools(*self._verbs(page))
        with self.drawn_afresh(of=self._person_id):
            self.page.addWidget(words(page.job))
            if self._code:
                notice = card(words(page.hand_over), words(self._code, "title"), kind="notice")
                self.page.addWidget(notice)
            for held in page.held:
                self.page.addWidget(line_card(held))
            self._parts = Parts([one for one in PersonPart if page.details or not one.inner], self._part)
            self._parts.chosen.connect(self._remember)
            self.page.addWidget(self._parts)
            self._show_lines(PersonPart.PLAN, "What must happen by a day", page.must)
            self._show_actions(page)
            if page.coverage is not None:
                self._parts.put(PersonPart.PLAN, card(charted(page.coverage, self.context)))
            self._show_timeline(page)
            self._show_lines(PersonPart.TIMELINE, "Good practice", page.good)
            self._show_lines(PersonPart.TIMELINE, "Concerns", page.concerns)
            self._show_lines(PersonPart.ABLE, "What they may do", page.competence)
            self._show_training(page)
            self._show_threads(page)
            if page.details:
                self._show_details(page)
            self.page.addStretch(1)

    def _remember(self, part: str) -> None:
        self._part = part

    def _verbs(self, page: PersonPage) -> list[QPushButton]:
        kinds = ("primary", *("secondary" for _ in page.verbs[1:]))
        return [tool_button(verb, self.context, kind) for verb, kind in zip(page.verbs, kinds, strict=False)]

    def _show_lines(self, part: PersonPart, title: str, lines: tuple[Line, ...]) -> None:
        if lines:
            self._parts.put(part, words(title, "heading"), lines_listed(lines, self.context))

    def _show_training(self, page: PersonPage) -> None:
        if not page.trained and page.note is None:
            return
        self._parts.put(PersonPart.ABLE, words("Training", "heading"))
        rows = []
        for one in page.trained:
            ends = [verb_button(one.line.verb, self.context)] if one.line.verb is not None else []
            if one.off_id:
                off = partial(self._take_off, one.off_id)
                ends.insert(0, named("Take off…", off, "quiet", f"Take off: {one.line.what}"))
            rows.append(line_row(one.line, *ends))
        if rows:
            self._parts.put(PersonPart.ABLE, listed(*rows))
        if page.trained_before:
            self._parts.put(PersonPart.ABLE, words(page.trained_before, "hint"))
        if page.note is not None:
            self._parts.put(PersonPart.ABLE, row(verb_button(page.note, self.context), None))

    def _take_off(self, training_id: str) -> None:
        reason = self.context.dialogs.ask_text(OFF)
        if reason is not None:
            self.context.send(self.context.said.emit, trained.take_training_off, training_id, reason)

    def _show_actions(self, page: PersonPage) -> None:
        self._parts.put(PersonPart.PLAN, words("Open actions", "heading"))
        if page.actions:
            self._parts.put(PersonPart.PLAN, actions_listed(page.actions, self.context))
        if not page.actions:
            self._parts.put(PersonPart.PLAN, words("No open actions.", "hint"))

    # --- practice threads -----------------------------------------------------------------------------------

    def _show_threads(self, page: PersonPage) -> None:
        for one in page.threads:
            self._parts.put(PersonPart.THREADS, self._thread(one))
        if not page.threads:
            self._parts.put(PersonPart.THREADS, words(NO_THREADS, "hint"))
        if page.may_begin:
            self._show_beginning(page)

    def _thread(self, one: ThreadCard) -> QWidget:
        closed = chip_label(one.closed) if one.closed is not None else None
        head = row(words(one.skill, "label"), words(one.area, "hint"), None, *([closed] if closed else []))
        parts = [head, ThreadLine(one)]
        for found in one.suggested:
            join = partial(self.context.send, None, threads.join, one.thread_id, found.linked, found.ref)
            parts.append(row(words(found.question, "hint"), None, named("Join it", join, "quiet", found.tip)))
        save = partial(self._print_thread, one.thread_id)
        ends: list[QWidget | None] = [
            None,
            print_button("Print", save, "quiet", f"Print: {one.skill}"),
        ]
        if one.may_close:
            said = with_undo(self.context, threads.close, one.thread_id, closed=False)
            close = partial(self.context.send, said, threads.close, one.thread_id)
            tip = f"The skill is there: {one.skill}"
            ends.insert(0, named("The skill is there", close, "quiet", tip))
        parts.append(row(*ends))
        return card(*parts)

    def _show_beginning(self, page: PersonPage) -> None:
        self._skill = line(placeholder="For example: offering a real choice at meals")
        self._area = Picker([(area.id, area.label) for area in page.areas])
        self._parts.put(PersonPart.THREADS, field("A skill to follow", self._skill))
        self._parts.put(
            PersonPart.THREADS, row(field("About", self._area), button("Begin a thread", self._begin_thread))
        )

    def _print_thread(self, thread_id: str) -> None:
        file = ("Save as PDF", "Practice thread.pdf", PDF)
        print_out(self.context, file, threads.print_out, thread_id)

    def _begin_thread(self) -> None:
        area = self._area.value() or ""
        self.context.send(
            emptied(self, self._skill), threads.begin, self._person_id, self._skill.text(), area
        )

    # --- timeline and details -------------------------------------------------------------------------------

    def _show_timeline(self, page: PersonPage) -> None:
        self._parts.put(PersonPart.TIMELINE, words("Timeline", "heading"))
        table = Table(f"Timeline of {page.title}", ("Date", "What", "Led by", "Status"))
        table.fill([(one.id, one.cells) for one in page.timeline])
        table.opened.connect(self._open_record)
        table.setMinimumHeight(240)
        self._parts.put(PersonPart.TIMELINE, table)

    def _show_details(self, page: PersonPage) -> None:
        facts = (row(words(name, "hint"), None, words(value, "label")) for name, value in page.details)
        self._parts.put(PersonPart.DETAILS, card(*facts))
        for one in page.away:
            ends = [verb_button(one.change, self.context, "quiet")] if one.change is not None else []
            self._parts.put(PersonPart.DETAILS, row(words(f"Away: {one.text}"), None, *ends))
        if page.manage:
            change, *others = (verb_button(verb, self.context) for verb in page.manage)
            secrets = [button("Reset PIN…", self._reset)] if page.may_reset else []
            self._parts.put(PersonPart.DETAILS, flowing(change, *secrets, *others))
        if page.may_come_back:
            self._starts = DayField(self.context.today, self.context.today, sense=Sense.START)
            back = row(
                field("Starts again on", self._starts), button("They come back…", self._come_back), None
            )
            self._parts.put(PersonPart.DETAILS, card(words(BACK), back))

    def _open_record(self, record_id: str) -> None:
        if record_id:
            self.context.go(places.Record(record_id=record_id))

    def _reset(self) -> None:
        if self.context.dialogs.confirm(RESET, "Reset the PIN"):
            self.context.send(self._was_reset, person.reset, self._person_id)

    def _was_reset(self, code: str) -> None:
        self._code = code

    def _come_back(self) -> None:
        self.context.send(self.context.go, person.come_back, self._person_id, self._starts.value())
