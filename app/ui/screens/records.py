"""All records the person signed in may read.

A list, search as you type with the words that were found, and choices of which records are meant.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.pages import places, records
from app.pages.records import Chosen
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.grid import grid
from app.ui.kit.row_acts import offer
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, column, field, line, row, scrolled, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.pages.places import Place
    from app.pages.records import Choices, RecordsPage
    from app.ui.context import Context

MORE = "By person, state, day, practice area and framework"


class RecordsScreen(Screen):
    """The list of records."""

    title = "Records"
    topics = frozenset({Topic.RECORDS})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._to_save: tuple[str, ...] = ()
        self._filters = _Filters(context.today, self.refresh)
        self._table = grid(context, "Records", "records")
        self._table.opened.connect(self._open)
        self._told = words("", "hint")
        self._more = button("More choices", self._turn, "quiet", MORE)
        every = button("Show all", self._filters.clear, "quiet", "Every record you may read")
        self._pile = QStackedWidget()
        self._pile.addWidget(self._table)
        self._pile.addWidget(scrolled(self._filters.rest))
        self.page.addWidget(self._filters)
        self.page.addWidget(row(self._told, self._more, every))
        self.page.addWidget(self._pile, 1)
        self._save_all = button("Save their PDFs…", self._save, tip="Every sealed record of this list")
        opening = button("Open", self._open_selected, "primary")
        offer(self._table, (opening, self._save_all))
        self.foot.addWidget(
            flowing(
                opening,
                self._save_all,
                button("Good practice and concerns…", partial(context.go, places.Noticed())),
                button("What we expect…", partial(context.go, places.Expectations())),
                button("Paper forms…", partial(context.go, places.Paper())),
            )
        )

    def come(self, place: Place) -> None:
        """Come with the cursor in the box that finds."""
        if isinstance(place, places.Records) and place.about_id:
            self._filters.only_about(place.about_id)
        self.refresh()
        self._filters.words.setFocus()

    def refresh(self) -> None:
        """Read the records."""
        self.read(self._show, records.read, self._filters.chosen())

    def _show(self, page: RecordsPage) -> None:
        self._filters.offer(page.choices)
        self._table.put(page.columns, page.lines)
        self._told.setText(page.told)
        self._to_save = page.to_save
        self._save_all.setEnabled(bool(page.to_save))

    def _turn(self) -> None:
        """Turn from the list to the other choices, and back."""
        choosing = self._pile.currentIndex() == 0
        self._pile.setCurrentIndex(int(choosing))
        self._more.setText("Back to the list" if choosing else "More choices")
        self._more.setAccessibleName(self._more.text())

    def _save(self) -> None:
        folder = self.context.dialogs.choose_folder("Where to save the PDFs")
        if folder is not None:
            self.context.make(self.context.tell_saved, records.save, self._to_save, folder)

    def _open_selected(self) -> None:
        if self._table.current():
            self._open(self._table.current())

    def _open(self, record_id: str) -> None:
        self.context.go(places.Record(record_id=record_id))


class _Filters(QWidget):
    """What is looked for: words and a kind; ``rest`` asks about whom, how far, when, and about what."""

    def __init__(self, today: dt.date, changed: Callable[[], None]) -> None:
        super().__init__()
        self._told, self._busy = changed, False
        self.words = line(placeholder="Words in the record, a name, a number")
        self.words.setFixedWidth(380)
        self.words.textChanged.connect(self._tell)
        self._kind, self._about, self._stage = self._picker(), self._picker(), self._picker()
        self._area, self._framework = self._picker(), self._picker()
        self._begin, self._end = self._day(today), self._day(today)
        self.rest = column(
            row(field("About", self._about), field("State", self._stage), None),
            row(field("Held on or after", self._begin), field("Held on or before", self._end), None),
            row(field("Practice area", self._area), field("Counts towards", self._framework), None),
            None,
            spacing=16,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(row(field("Find a record", self.words), field("Kind", self._kind), None))

    def chosen(self) -> Chosen:
        """Return what is looked for; a day that cannot be read says so at its box, and chooses nothing."""
        return Chosen(
            typed=self.words.text(),
            kind=self._kind.value() or "",
            about_id=self._about.value() or "",
            stage=self._stage.value() or "",
            begin=self._begin.quietly(),
            end=self._end.quietly(),
            area=self._area.value() or "",
            framework_id=self._framework.value() or "",
        )

    def offer(self, choices: Choices) -> None:
        """Offer what can be chosen; what is chosen stays."""
        offered = (choices.kinds, choices.people, choices.stages, choices.areas, choices.frameworks)
        for picker, options in zip(self._pickers(), offered, strict=True):
            picker.offer([(one.id, one.label) for one in options])

    def only_about(self, person_id: str) -> None:
        """Choose one person, and nothing else."""
        self._empty()
        self._busy = True
        self._about.offer([("", ""), (person_id, "")])  # named once the page is read
        self._about.setCurrentIndex(1)
        self._busy = False

    def _picker(self) -> Picker:
        made = Picker([])
        made.setMaximumWidth(260)
        made.currentIndexChanged.connect(self._tell)
        return made

    def _pickers(self) -> tuple[Picker, ...]:
        return (self._kind, self._about, self._stage, self._area, self._framework)

    def _day(self, today: dt.date) -> DayField:
        made = DayField(today, None, "any day", Sense.PAST)
        made.left.connect(self._tell)
        return made

    def _tell(self, *_: object) -> None:
        if not self._busy:
            self._told()

    def clear(self) -> None:
        """Choose everything again."""
        self._empty()
        self._told()

    def _empty(self) -> None:
        self._busy = True
        self.words.clear()
        for picker in self._pickers():
            picker.setCurrentIndex(0)
        for day in (self._begin, self._end):
            day.put(None)
        self._busy = False
