"""Note training: what it was, and everybody who did it, in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.needed import NEEDED
from app.pages import note_training, places
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.screen import Screen
from app.ui.kit.tick_table import TickTable
from app.ui.kit.widgets import button, field, line, row, words

if TYPE_CHECKING:
    from app.pages.note_training import NotePage
    from app.pages.places import Place
    from app.ui.context import Context

CHECK = "With a day, somebody has to watch it in practice by then. It stands on Due until it was seen."
LEAST_HEIGHT = 220


class NoteTrainingScreen(Screen):
    """One training, and who did it."""

    title = "Note training"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._place = places.NoteTraining()

    def come(self, place: Place) -> None:
        """Come from a person, a cell of the matrix, or anywhere."""
        if isinstance(place, places.NoteTraining):
            self._place = place
        super().come(place)

    def refresh(self) -> None:
        """Read what may be chosen."""
        self.read(self._show, note_training.read)

    def _show(self, page: NotePage) -> None:
        with self.drawn_afresh(of=self._place):
            self._title = line(placeholder="What it was called")
            chosen = self._place.subject
            known = {one.id for one in page.subjects}
            subjects = [(one.id, one.label) for one in page.subjects]
            self._subject = Picker(subjects, chosen if chosen in known else "")
            self._area = Picker([(one.id, one.label) for one in page.areas], "")
            self._done = DayField(page.today, page.today, sense=Sense.PAST)
            self._ends = DayField(page.today, None, "it has no end")
            self._check = DayField(page.today, None, "no check", Sense.PLAN)
            self._who = TickTable("Who did it", ("Who did it",))
            ticked = {self._place.person_id}
            people = sorted(page.people, key=lambda one: one.id not in ticked)
            self._who.offer([(one.id, (one.label,)) for one in people], ticked)
            self._who.setMinimumHeight(LEAST_HEIGHT)
            self.page.addWidget(row(field("Subject", self._subject), field("Training", self._title)))
            dates = row(field("Done on", self._done), field("Counts until", self._ends), None)
            self.page.addWidget(dates)
            about = field("Practice area", self._area)
            self.page.addWidget(row(about, field("Watch it in practice by", self._check), None))
            self.page.addWidget(words(CHECK, "hint"))
            self.page.addWidget(words(f"Who did it{NEEDED}", "label"))
            self.page.addWidget(self._who, 1)
        self.set_foot(button("Go back", self._back), None, button("Note it", self._note, "primary"))
        self._title.setFocus()

    def _note(self) -> None:
        typed = note_training.Typed(
            title=self._title.text(),
            subject=self._subject.value() or "",
            area=self._area.value() or "",
            done_on=self._done.value(),
            expires_on=self._ends.value(),
            check_by=self._check.value(),
        )
        self.context.send(self._noted, note_training.note, self._who.ticked(), typed)

    def _noted(self, said: str) -> None:
        self._back()
        self.context.said.emit(said)

    def _back(self) -> None:
        person, subject = self._place.person_id, self._place.subject
        self.context.go(places.Person(person_id=person) if person and not subject else places.Training())
