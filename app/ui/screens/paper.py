"""The paper bridge: print a blank form, and type in what was written on one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.changes import Topic
from app.domain.clock import long_date
from app.domain.kinds import Kind
from app.domain.people import Role
from app.ui.kit.fields import Picker
from app.ui.kit.person_box import PersonBox
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, clear, field, row, words

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.forms import Form
    from app.domain.people import Person
    from app.services.paper import Waiting

INTRO = (
    "Print a blank form with a number, write on it by hand, and type it in later. Until then Due shows "
    "that it is on paper."
)


class PaperScreen(Screen):
    """Print on the left of the day, type in at its end."""

    title = "Paper forms"
    topics = frozenset({Topic.SCHEDULE, Topic.RECORDS})

    def enter(self, **arguments: Any) -> None:
        """Show what can be printed and what waits."""
        del arguments
        clear(self.page)
        self.page.addWidget(words(INTRO))
        worker = self.context.actor.role is Role.WORKER
        kinds = [Kind.REFLECTION] if worker else list(Kind)
        self._kind = Picker(
            [(k.value, k.label) for k in kinds], kinds[0].value if worker else Kind.SUPERVISION.value
        )
        self._kind.currentIndexChanged.connect(self._chose)
        self._form = Picker([])
        self._form.setAccessibleName("Which form")
        self._who = PersonBox([])
        self.page.addWidget(
            row(field("Kind", self._kind), field("Form", self._form), field("About whom", self._who))
        )
        sheet = button("Print a preparation sheet", self._print_sheet)
        self.page.addWidget(row(button("Save the blank form to print", self._print, "primary"), sheet, None))
        self.page.addWidget(words("Written on paper, to be typed in", "heading"))
        self._list = card(words("Nothing waits.", "hint"))
        self.page.addWidget(self._list)
        self.page.addStretch(1)
        self._chose()
        self.refresh()

    def refresh(self) -> None:
        """Read what waits."""
        self.context.run(partial(self.context.house.paper.waiting, self.context.actor), self._show_waiting)

    def _chose(self, *_: object) -> None:
        kind, actor = Kind(self._kind.value() or "supervision"), self.context.actor
        self.context.run(partial(self.context.house.records.forms, actor, kind), self._show_forms)
        self.context.run(partial(self.context.house.people.colleagues, actor, kind), self._show_people)

    def _show_forms(self, forms: tuple[Form, ...]) -> None:
        self._form.clear()
        for form in forms:
            self._form.addItem(form.title, form.id)

    def _show_people(self, people: tuple[Person, ...]) -> None:
        kind = Kind(self._kind.value() or "supervision")
        self._who.setVisible(not _own(kind))
        self._who.offer([(p.id, p.name) for p in people])

    def _print(self) -> None:
        kind, form_id, person_id = (
            Kind(self._kind.value() or "supervision"),
            self._form.value() or "",
            self._who.value(),
        )
        person_id = self.context.actor.person_id if _own(kind) else person_id
        if not person_id:
            self.context.problem.emit("Choose about whom. Type three letters and press Enter.", "R-06")
            return
        path = self.context.dialogs.save_file(
            "Save the blank form", f"Blank {kind.label.lower()}.pdf", "PDF (*.pdf)"
        )
        if path is not None:
            blank = partial(
                self.context.house.paper.print_blank, self.context.actor, kind, form_id, person_id, path
            )
            self.context.run(blank, partial(self._printed, path))

    def _print_sheet(self) -> None:
        path = self.context.dialogs.save_file("Save the sheet", "Preparation sheet.pdf", "PDF (*.pdf)")
        if path is not None:
            person_id = self._who.value() or self.context.actor.person_id
            sheet = partial(self.context.house.paper.print_preparation, self.context.actor, person_id, path)
            self.context.run(sheet, partial(self._printed, path))

    def _printed(self, path: Path, _number: object) -> None:
        self.context.said.emit(f"Saved to {path}. Print it from there.")

    def _show_waiting(self, papers: tuple[Waiting, ...]) -> None:
        if not self.context.anyone:
            return
        layout = self._list.layout()
        if layout is None:
            return
        clear(layout)
        zone = self.context.house.clock.zone()
        for paper in papers:
            since = long_date(paper.printed_at.astimezone(zone).date())
            text = words(f"{paper.number}  {paper.title}, {paper.about_name} – on paper since {since}")
            layout.addWidget(
                row(
                    text,
                    None,
                    button("Type it in", partial(self._type_in, paper), tip=f"Type in {paper.number}"),
                )
            )
        if not papers:
            layout.addWidget(words("Nothing waits.", "hint"))

    def _type_in(self, paper: Waiting) -> None:
        self.context.write(paper.kind, person_id=paper.about_id, form_id=paper.form_id, paper=paper.number)


def _own(kind: Kind) -> bool:
    """Whether a kind is about whoever writes it: a reflection, or a group one leads."""
    return kind.row.own
