"""One item of a framework.

What counts and why, what could, how the service sees itself, and what it will do.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.changes import Topic
from app.domain.frameworks import Level
from app.domain.people import Role
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import (
    Choices,
    DayField,
    Picker,
    Table,
    TextBox,
    button,
    card,
    clear,
    field,
    line,
    row,
    words,
)

if TYPE_CHECKING:
    from app.domain.frameworks import Coverage, Covered
    from app.domain.people import Person
    from app.domain.records import RecordSummary
    from app.ui.context import Context

EMPTY = (
    "Nothing counts yet. Records count here once they are sealed; you can also say what a record counts "
    "for on its own page."
)
Hints = tuple[tuple["RecordSummary", str], ...]


class EvidenceItemScreen(Screen):
    """One item: what counts and why, what could, how the service sees itself, and what it will do."""

    title = "Evidence"
    topics = frozenset({Topic.EVIDENCE})
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._where: dict[str, Any] = {}

    def enter(self, **arguments: Any) -> None:
        """Show an item."""
        self._where = arguments or self._where
        self.refresh()

    def refresh(self) -> None:
        """Read the item."""
        self.context.run(self._read, self._show)

    def _read(self) -> tuple[Coverage, Hints, tuple[Person, ...]]:
        house, actor, w = self.context.house, self.context.actor, self._where
        coverage = house.evidence.coverage(actor, w["framework_id"], w["begin"], w["end"])
        suggested = house.evidence.suggested(actor, w["framework_id"], w["code"])
        return coverage, suggested, house.people.list(actor)

    def _show(self, answer: tuple[Coverage, Hints, tuple[Person, ...]]) -> None:
        if not self.context.anyone:
            return
        coverage, suggested, people = answer
        one = next(c for c in coverage.covered if c.item.code == self._where["code"])
        clear(self.page)
        self.show_title(f"{one.item.code} {one.item.title}")
        self.page.addWidget(words(coverage.framework.name, "hint"))
        self.page.addWidget(words(one.item.gist))
        if one.item.prompt:
            self.page.addWidget(words(one.item.prompt, "big"))
        if one.gap:
            self.page.addWidget(card(words(f"! {one.gap}"), kind="notice"))
        self._show_counting(one)
        self._show_suggested(suggested)
        self._show_view(one)
        self._show_plan(one, people)
        self.page.addStretch(1)
        self.set_foot(button("Back to evidence", partial(self.context.go, "evidence")), None)

    def _show_counting(self, one: Covered) -> None:
        zone = self.context.house.clock.zone()
        self.page.addWidget(words("What counts", "heading"))
        self._table = Table(
            "What counts towards this", ("Record", "Held", "About", "Led by", "Why it counts")
        )
        rows = [
            (seen.record.id, (f"{seen.record.kind.label} {seen.record.number}", f"{seen.record.held_at.astimezone(zone):%d/%m/%Y}",
                              seen.record.about_name, seen.record.led_by_name, seen.why))
            for seen in (*one.seen, *one.also)
        ]  # fmt: skip
        self._table.fill(rows)
        self._table.setMinimumHeight(220)
        self._table.opened.connect(self._open_record)
        self.page.addWidget(self._table if rows else words(EMPTY, "hint"))
        if rows:
            self.page.addWidget(
                row(
                    button("Open", self._open_selected),
                    button("It does not count", partial(self._tag, off=True)),
                    None,
                )
            )

    def _show_suggested(self, suggested: Hints) -> None:
        zone = self.context.house.clock.zone()
        if suggested:
            self.page.addWidget(words("May count, because of their words", "heading"))
            self.page.addWidget(
                words(
                    "Nothing counts unless you say so. Choose one or more (Ctrl or Shift and click).", "hint"
                )
            )
            self._hints = Table("Records that may count", ("Record", "Held", "About", "Why it is suggested"))
            self._hints.setSelectionMode(Table.SelectionMode.ExtendedSelection)
            self._hints.fill(
                [
                    (
                        s.id,
                        (
                            f"{s.kind.label} {s.number}",
                            f"{s.held_at.astimezone(zone):%d/%m/%Y}",
                            s.about_name,
                            why,
                        ),
                    )
                    for s, why in suggested
                ]
            )
            self._hints.setMinimumHeight(180)
            self.page.addWidget(self._hints)
            self.page.addWidget(row(button("Count those chosen", self._count), None))

    def _show_view(self, one: Covered) -> None:
        zone, manager = self.context.house.clock.zone(), self.context.actor.role is Role.OWNER
        self.page.addWidget(words("How we see ourselves", "heading"))
        if one.assessment is not None:
            a = one.assessment
            self.page.addWidget(
                card(
                    words(f"{a.level.label}: {a.words}"),
                    words(f"{a.by_name}, {a.at.astimezone(zone):%d/%m/%Y}", "hint"),
                )
            )
        if manager:
            self._level = Choices(
                "How we see ourselves", [(level.value, level.label) for level in Level], Level.GOOD.value
            )
            self._why = TextBox("", lines=2)
            self.page.addWidget(self._level)
            self.page.addWidget(field("Why", self._why))
            self.page.addWidget(row(button("Keep this view", self._assess), None))

    def _show_plan(self, one: Covered, people: tuple[Person, ...]) -> None:
        manager = self.context.actor.role is Role.OWNER
        self.page.addWidget(words("What we will do", "heading"))
        for plan in one.plan:
            done = (
                f"✓ done {plan.done_on:%d/%m/%Y}"
                if plan.done_on
                else f"by {plan.due_on:%d/%m/%Y}"
                if plan.due_on
                else ""
            )
            finish = (
                button("Done", partial(self._improved, plan.id)) if manager and not plan.done_on else None
            )
            parts = [words(f"{plan.what} – {plan.owner_name}, {done}")] + ([finish] if finish else [])
            self.page.addWidget(row(*parts))
        if manager:
            self._what, self._by = line(), DayField()
            self._owner = Picker([(p.id, p.name) for p in people], self.context.actor.person_id)
            what = field("What", self._what)
            what.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
            self.page.addWidget(row(what, field("Who", self._owner), field("By when", self._by)))
            self.page.addWidget(row(button("Add to the plan", self._improve), None))

    def _tag(self, *, off: bool) -> None:
        if self._table.selected():
            self._say_tag([self._table.selected()], off=off)

    def _count(self) -> None:
        chosen = [str(index.data(0x0100)) for index in self._hints.selectionModel().selectedRows()]
        if chosen:
            self._say_tag(chosen, off=False)

    def _say_tag(self, ids: list[str], *, off: bool) -> None:
        w = self._where
        self.context.run(
            partial(
                self.context.house.evidence.tag,
                self.context.actor,
                ids,
                w["framework_id"],
                w["code"],
                off=off,
            )
        )

    def _assess(self) -> None:
        w = self._where
        assess = self.context.house.evidence.assess
        self.context.run(
            partial(
                assess,
                self.context.actor,
                w["framework_id"],
                w["code"],
                Level(self._level.value()),
                self._why.toPlainText(),
            )
        )

    def _improve(self) -> None:
        w = self._where
        improve = self.context.house.evidence.improve
        owner = self._owner.value() or ""
        self.context.run(
            partial(
                improve,
                self.context.actor,
                w["framework_id"],
                w["code"],
                self._what.text(),
                owner,
                self._by.value(),
            )
        )

    def _improved(self, improvement_id: str) -> None:
        self.context.run(
            partial(
                self.context.house.evidence.improved,
                self.context.actor,
                self._where["framework_id"],
                improvement_id,
            )
        )

    def _open_selected(self) -> None:
        if self._table.selected():
            self._open_record(self._table.selected())

    def _open_record(self, record_id: str) -> None:
        self.context.go("record", record_id=record_id)
