"""Evidence.

A framework against what was recorded, with its gaps in words, and the ways to packs, requests and quality.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHeaderView

from app.domain.changes import Topic
from app.domain.clock import today
from app.domain.frameworks import Status, told
from app.domain.people import Role
from app.domain.requests import months_later
from app.ui.kit.flow import flowing
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import DayField, Picker, Table, button, column, field, row, words

if TYPE_CHECKING:
    from app.domain.frameworks import Coverage
    from app.services.frameworks import Listed
    from app.ui.context import Context

WIDE_SCALE, KINDS = 115, 3
"""Above this text size in per cent the kinds of evidence are told on the item's own page only."""
SHOW = (("all", "Everything"), ("gaps", "Gaps only"))


class EvidenceScreen(Screen):
    """Coverage of one framework over a time."""

    title = "Evidence"
    topics = frozenset({Topic.EVIDENCE, Topic.RECORDS})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        end = today(context.house.clock)
        self._listed: tuple[Listed, ...] = ()
        self._framework = Picker(())
        self._begin, self._end = DayField(months_later(end, -12)), DayField(end)
        self._which = Picker(SHOW, "all")
        self._coverage: Coverage | None = None
        self._told, self._note = words("", "label"), words("", "hint")
        self._told.setWordWrap(True)
        self._table = Table(
            "What counts towards each item",
            ("Code", "Item", "Records", "Kinds of evidence", "Last", "About", "Gap"),
        )
        header = self._table.horizontalHeader()
        for place in (0, 2, 4, 5):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self._table.opened.connect(self._open)
        self._framework.currentIndexChanged.connect(self._read)
        self._which.currentIndexChanged.connect(self._fill)
        for day in (self._begin, self._end):
            day.dateChanged.connect(self._read)
        self._top = column()
        self.page.addWidget(self._top)
        framework = field("Framework", self._framework)
        framework.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
        self.page.addWidget(
            row(framework, field("From", self._begin), field("To", self._end), field("Show", self._which))
        )
        self.page.addWidget(self._told)
        self.page.addWidget(self._note)
        self.page.addWidget(self._table, 1)

    def enter(self, **arguments: Any) -> None:
        """Show a framework, the one shown before when none is named."""
        self._wanted = arguments.get("framework_id") or self._framework.value()
        self.refresh()

    def refresh(self) -> None:
        """Read which frameworks are used here."""
        self.context.run(
            partial(self.context.house.frameworks.list, self.context.actor), self._show_frameworks
        )

    def _show_frameworks(self, listed: tuple[Listed, ...]) -> None:
        if not self.context.anyone:
            return
        wanted = self._framework.value() or self._wanted
        self._listed = tuple(one for one in listed if not one.off)
        self._framework.blockSignals(True)  # noqa: FBT003 - Qt's own way
        self._framework.clear()
        for one in self._listed:
            self._framework.addItem(one.framework.name, one.framework.id)
        self._framework.setCurrentIndex(max(self._framework.findData(wanted), 0))
        self._framework.blockSignals(False)  # noqa: FBT003 - Qt's own way
        manager = self.context.actor.role is Role.OWNER
        go = partial
        ways = [
            button(
                "Make a pack…",
                go(self.context.go, "pack"),
                "primary",
                "A folder and a ZIP for an inspector (Ctrl+N, E)",
            )
        ]
        ways += (
            [
                button("Packs made", go(self.context.go, "packs")),
                button("Requests for data", go(self.context.go, "requests")),
            ]
            if manager
            else []
        )
        ways += [button("Quality of supervision", go(self.context.go, "quality"))] if manager else []
        ways.append(button("Frameworks…", go(self.context.go, "frameworks")))
        self.set_foot(flowing(button("Open this item", self._open_selected), *ways))
        self._read()

    def _read(self, *_: object) -> None:
        framework, begin, end = self._framework.value(), self._begin.value(), self._end.value()
        if framework and begin and end and self.context.anyone:
            self.context.run(
                partial(self.context.house.evidence.coverage, self.context.actor, framework, begin, end),
                self._show,
            )

    def _show(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._told.setText(told(coverage))
        roomy = self.context.look.scale <= WIDE_SCALE
        draft = (
            "This is a draft: its publisher may still change it."
            if coverage.framework.status is Status.DRAFT
            else ""
        )
        self._note.setText(draft or (coverage.framework.note if roomy else ""))
        self._note.setVisible(bool(self._note.text()))
        self._table.setColumnHidden(KINDS, not roomy)
        self._fill()

    def _fill(self, *_: object) -> None:
        coverage = self._coverage
        if coverage is None:
            return
        titles = {group.id: group.title for group in coverage.framework.groups}
        rows = []
        for one in coverage.covered:
            if self._which.value() == "gaps" and not one.gap:
                continue
            kinds = ", ".join(
                f"{c.title} {one.by_category[c.id]}" for c in coverage.categories if one.by_category.get(c.id)
            )
            count = (
                f"{len(one.seen)}"
                + (f" + {len(one.also)} mapped" if one.also else "")
                + (f" + {one.audits} audits" if one.audits else "")
            )
            group = titles.get(one.item.group, "")
            title = f"{group}: {one.item.title}" if group else one.item.title
            about = f"{one.people} people" if one.people != 1 else "1 person"
            cells = (
                one.item.code,
                title,
                count,
                kinds or "–",
                f"{one.last_on:%d/%m/%Y}" if one.last_on else "–",
                about,
                f"! {one.gap}" if one.gap else "✓",
            )
            rows.append((one.item.code, cells))
        self._table.fill(rows)

    def _open_selected(self) -> None:
        if self._table.selected():
            self._open(self._table.selected())

    def _open(self, code: str) -> None:
        if self._coverage is not None:
            c = self._coverage
            self.context.go("evidence_item", framework_id=c.framework.id, code=code, begin=c.begin, end=c.end)
