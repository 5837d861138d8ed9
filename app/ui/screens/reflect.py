"""Guided reflection: one question a page. Only its writer can read it until they share it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.domain.kinds import Kind
from app.domain.records import Audience
from app.ui.kit.drafting import WritingScreen
from app.ui.kit.flow import FlowLayout
from app.ui.kit.person_box import PersonBox
from app.ui.kit.widgets import Choices, button, card, clear, field, row, words

if TYPE_CHECKING:
    from app.domain.forms import Form
    from app.domain.people import Person
    from app.domain.records import Record
    from app.services.records.desk import Draft
    from app.ui.context import Context

PRIVATE_NOTE = (
    "Only you can read this. It is locked with your own key, so not even the registered manager can open it. "
    "If your PIN is ever reset, what is still private is lost; share what you want to keep."
)


class ReflectScreen(WritingScreen):
    """Choose a way, answer a question a page, then keep it or share it."""

    title = "Reflect"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page_number = 0
        self._last = ""

    def enter(self, **arguments: Any) -> None:
        """Choose a way to reflect, or carry a draft on."""
        house, actor = self.context.house, self.context.actor
        if "record_id" in arguments:
            self.open_draft(partial(house.writing.draft, actor, str(arguments["record_id"])))
        elif arguments.get("paper"):
            self._begin(str(arguments["form_id"]), str(arguments["paper"]))
        else:
            self._draft = None
            self.context.run(partial(house.records.forms, actor, Kind.REFLECTION), self._ask_form)

    def _ask_form(self, forms: tuple[Form, ...]) -> None:
        clear(self.page)
        self.set_foot()
        self.show_title("Reflect")
        self.page.addWidget(words(PRIVATE_NOTE, "hint"))
        for number, form in enumerate(forms):
            questions = sum(len(section.fields) for section in form.sections)
            count = "1 question" if questions == 1 else f"{questions} questions"
            begin = button(
                "Begin",
                partial(self._begin, form.id),
                "secondary" if number else "primary",
                f"Begin {form.title}",
            )
            begin.setAccessibleName(f"Begin {form.title}")
            self.page.addWidget(card(row(words(form.title, "label"), words(count, "hint"), None, begin)))
            if not number:
                begin.setFocus()
        self.page.addStretch(1)

    def _begin(self, form_id: str, paper: str = "") -> None:
        actor = self.context.actor
        self.open_draft(
            partial(
                self.context.house.writing.start,
                actor,
                Kind.REFLECTION,
                actor.person_id,
                form_id=form_id,
                paper=paper,
            )
        )

    def show_draft(self, draft: Draft) -> None:
        """Show the question one was at."""
        if self._last != draft.record.id:
            self._last, self._page_number = draft.record.id, 0
        self._questions = [(f"{s.id}.{f.id}", f) for s in draft.form.sections for f in s.fields]
        self._show_question()

    def _show_question(self) -> None:
        if self._draft is None:
            return
        self._building = True
        clear(self.page)
        self._answers.clear()
        count = len(self._questions)
        self.show_title(f"Reflect · {self._draft.form.title}")
        dots = words("  ".join("●" if n == self._page_number else "○" for n in range(count + 1)), "hint")
        place = (
            f"Question {self._page_number + 1} of {count}" if self._page_number < count else "Keep or share"
        )
        dots.setAccessibleName(place)
        self.page.addWidget(row(dots, words(place, "hint"), None, words("Only you can see this", "hint")))
        if self._page_number < count:
            key, item = self._questions[self._page_number]
            self.page.addWidget(
                self._answers.field(key, item, self._content.answers.get(key, ""), label=item.label, lines=8)
            )
            back = button("Back", self._back)
            back.setVisible(self._page_number > 0)
            enough = button("Enough for now – keep the draft", self._enough)
            onward = button("Next", self._next, "primary", "Next (Ctrl+Return)")
            onward.setShortcut("Ctrl+Return")
            self.set_foot(back, None, enough, onward)
            self._answers.widget(key).setFocus()
        else:
            self._show_end()
        self.page.addStretch(1)
        self._building = False

    def _show_end(self) -> None:
        options = [
            (
                a.value,
                "Keep it private" if a is Audience.PRIVATE else f"Share: {a.label[0].lower()}{a.label[1:]}",
            )
            for a in Audience
        ]
        self._choice = Choices("Who may read it", options, Audience.PRIVATE.value, upright=True)
        self._choice.chosen.connect(self._chose)
        self.page.addWidget(
            field(
                "Who may read it?",
                self._choice,
                "Shared, it stays as it is and becomes a record. Private, you can go on writing.",
            )
        )
        self._reader_holder = QWidget()
        FlowLayout(self._reader_holder)
        self._reader: PersonBox | None = None
        self.page.addWidget(self._reader_holder)
        back, throw = button("Back", self._back), button("Throw away", self.discard, "quiet")
        self.set_foot(back, throw, None, button("Done", self._done, "primary"))
        self._choice.buttons()[0].setFocus()

    def _chose(self, value: str) -> None:
        if value == Audience.PERSON.value and self._reader is None:
            self.context.run(
                partial(self.context.house.people.readers, self.context.actor), self._show_readers
            )

    def _show_readers(self, people: tuple[Person, ...]) -> None:
        self._reader = PersonBox([(p.id, p.name) for p in people])
        self._reader.setMinimumWidth(320)
        layout = self._reader_holder.layout()
        if layout is not None:
            layout.addWidget(field("Who?", self._reader, "Three letters and Enter."))
        self._reader.setFocus()

    def gather(self) -> None:
        """Take the answer on the page into the content."""
        if self._draft is not None and not self._building:
            self._content = replace(self._content, answers=self._answers.merged(self._content.answers))

    def _next(self) -> None:
        self._store_now()
        self._page_number += 1
        self._show_question()

    def _back(self) -> None:
        self._store_now()
        self._page_number -= 1
        self._show_question()

    def _enough(self) -> None:
        self._store_now()
        self.context.said.emit("Kept. It waits for you on Today; only you can open it.")
        self.context.go("today")

    def _done(self) -> None:
        if self._draft is None:
            return
        self._store_now()
        audience = Audience(self._choice.value() or Audience.PRIVATE.value)
        if audience is Audience.PRIVATE:
            self._enough()
            return
        reader = self._reader.value() if self._reader is not None and audience is Audience.PERSON else None
        share = partial(
            self.context.house.sharing.share,
            self.context.actor,
            self._draft.record.id,
            audience,
            reader or None,
        )
        self.context.run(share, self._shared, self.tell_missing)

    def _shared(self, record: Record) -> None:
        self._draft = None
        self.context.run(partial(self.context.house.signing.seal_saved, self.context.actor, at_once=True))
        self.context.said.emit("Shared. It stays as it is now.")
        self.context.go("record", record_id=record.id)
