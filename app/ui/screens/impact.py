"""Protected time by day, and what practice leading came to, each figure with what it cannot show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.pages import impact, places
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import CSV, PDF, save_as
from app.ui.kit.screen import Screen
from app.ui.kit.unsent import emptied
from app.ui.kit.widgets import Table, button, card, field, line, row, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.changes import Outcome
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.impact import ImpactPage
    from app.pages.pieces import Option
    from app.ui.kit.line_box import LineBox

    Save = Callable[[House, Actor, str, str, Path], Outcome[Path]]

DAYS = ("Day", "What", "How long", "More", "Left of the plan")
TYPED = ("Figure", "Days", "How much", "Where from")
TABLE_HEIGHT, NARROW = 200, 110


class ImpactScreen(Screen):
    """A practice leader's time, and the report."""

    title = "Protected time and impact"
    topics = frozenset({Topic.IMPACT, Topic.RECORDS, Topic.PEOPLE})
    page_width = 1000
    _of, _months = "", impact.USUAL_SPAN

    def refresh(self) -> None:
        """Read the time and the figures."""
        self.read(self._show, impact.read, self._of, self._months)

    def _show(self, page: ImpactPage) -> None:
        self._of = page.of_id
        with self.drawn_afresh(of=self.title):
            self.page.addWidget(words(impact.INTRO, "hint"))
            if page.areas:
                self._show_logging(page)
            if page.leaders:
                self._show_leader(page)
            else:
                self.page.addWidget(words(impact.NOBODY))
            if page.leaders and not page.together:
                self._show_time(page)
            self._show_figures(page)
            if page.typed is not None:
                self._show_typing(page)
            self.page.addStretch(1)
        shown = (self._of, self._months)
        report = ("Save the report", "Impact.pdf", PDF)
        figures = ("Save the report", "Impact.csv", CSV)
        saves = (
            print_button("Print", partial(print_out, self.context, report, impact.to_pdf, *shown)),
            button("Save as CSV…", partial(save_as, self.context, figures, impact.to_csv, *shown)),
        )
        back = button("Back to evidence", partial(self.context.go, places.Evidence()))
        self.set_foot(flowing(*saves, back))

    def _show_leader(self, page: ImpactPage) -> None:
        self.page.addWidget(words("Protected time by day", "heading"))
        self._leader = _picker(page.leaders, page.of_id)
        self._leader.currentIndexChanged.connect(self._choose)
        self.page.addWidget(row(field("Whose time", self._leader), None))
        if page.together:
            self.page.addWidget(words(impact.ONE_BY_ONE, "hint"))

    def _show_time(self, page: ImpactPage) -> None:
        self._day = DayField(page.today, page.today)
        self._minutes, self._weeks = _short("60"), _picker(impact.WEEKS)
        plan = button("Plan this time", self._plan, "primary")
        self._lost_day = DayField(page.today, page.today)
        self._lost, self._why, self._words = _short("60"), _picker(impact.TOOK_OPTIONS), line()
        lose = button("Note what was lost", self._lose)
        self.page.addWidget(
            card(
                row(
                    field("Day", self._day),
                    field("Minutes", self._minutes),
                    field("Again", self._weeks),
                    None,
                ),
                row(plan, None),
            )
        )
        self.page.addWidget(
            card(
                row(field("Day it was lost", self._lost_day), field("Minutes lost", self._lost), None),
                row(field("What took it", self._why), field("In your words", self._words), None),
                row(lose, None),
            )
        )
        if not page.days:
            self.page.addWidget(words(impact.NO_DAYS, "label"))
            return
        self._days = Table("Days", DAYS)
        self._days.fill([(one.id, one.cells) for one in page.days])
        self._days.setMinimumHeight(TABLE_HEIGHT)
        self.page.addWidget(self._days)
        self.page.addWidget(row(button("Take the chosen line off", self._take_off), None))

    def _show_logging(self, page: ImpactPage) -> None:
        self.page.addWidget(words("Other practice work today", "heading"))
        self._what, self._worked = _picker(impact.WORK_OPTIONS), _short("30")
        areas = (
            button(one.label, partial(self._log, one.id), "secondary", f"Log it as {one.label}")
            for one in page.areas
        )
        self.page.addWidget(
            card(
                row(field("What you did", self._what), field("Minutes of it", self._worked), None),
                words("Press the area it served, and it is logged.", "hint"),
                flowing(*areas),
            )
        )

    def _show_figures(self, page: ImpactPage) -> None:
        self.page.addWidget(words("What practice leading came to", "heading"))
        self._span = _picker(impact.SPANS, self._months)
        self._span.currentIndexChanged.connect(self._choose)
        self.page.addWidget(row(field("Time", self._span), None))
        self.page.addWidget(words(page.told, "hint"))
        for one, more in page.figures:
            told = (words(text, "hint") for text in more)
            self.page.addWidget(card(words(one.what, "label"), words(one.detail, "heading"), *told))

    def _show_typing(self, page: ImpactPage) -> None:
        self.page.addWidget(words("Figures of the service", "heading"))
        self._sort, self._amount, self._from = _picker(impact.SORTS), _short(""), line()
        self._begin = DayField(page.today, None, sense=Sense.PAST)
        self._end = DayField(page.today, None, sense=Sense.PAST)
        spans = (field("First day", self._begin), field("Last day", self._end))
        self.page.addWidget(
            card(
                row(field("Figure", self._sort), field("How much", self._amount), None),
                row(*spans, field("Where the figure is from", self._from), None),
                row(button("Keep this figure", self._type_in), None),
            )
        )
        if page.typed:
            self._typed = Table("Figures typed in", TYPED)
            self._typed.fill([(one.id, one.cells) for one in page.typed])
            self._typed.setMinimumHeight(TABLE_HEIGHT)
            self.page.addWidget(self._typed)
            self.page.addWidget(row(button("Take the chosen figure off", self._drop), None))

    def _choose(self, *_: object) -> None:
        self._of = self._leader.value() or "" if hasattr(self, "_leader") else ""
        self._months = self._span.value() or impact.USUAL_SPAN
        self.refresh()

    def _plan(self) -> None:
        weeks, day = self._weeks.value() or "1", self._day.value()
        self.context.send(None, impact.plan, self._of, day, self._minutes.text(), weeks)

    def _lose(self) -> None:
        why, day, said = self._why.value() or "", self._lost_day.value(), self._words.text()
        then = emptied(self, self._words)
        self.context.send(then, impact.lose, self._of, day, self._lost.text(), why, said)

    def _log(self, area: str) -> None:
        self.context.send(None, impact.log, self._what.value() or "", area, self._worked.text())

    def _take_off(self) -> None:
        if self._days.selected():
            self.context.send(None, impact.take_off, self._days.selected())

    def _type_in(self) -> None:
        figure = (self._sort.value() or "", self._begin.value(), self._end.value(), self._amount.text())
        self.context.send(emptied(self, self._amount, self._from), impact.type_in, *figure, self._from.text())

    def _drop(self) -> None:
        if self._typed.selected():
            self.context.send(None, impact.drop_figure, self._typed.selected())


def _picker(options: tuple[Option, ...], value: str | None = None) -> Picker:
    return Picker([(one.id, one.label) for one in options], value)


def _short(text: str) -> LineBox:
    box = line(text)
    box.setMaximumWidth(NARROW)
    return box
