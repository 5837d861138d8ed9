"""All records the person signed in may read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.domain.clock import long_date
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, field, line, row, words

if TYPE_CHECKING:
    from app.domain.records import RecordSummary
    from app.ui.context import Context


class RecordsScreen(Screen):
    """The list of records."""

    title = "Records"
    topics = frozenset({Topic.RECORDS})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._records: tuple[RecordSummary, ...] = ()
        self._filter = line(placeholder="Name, number, kind or status")
        self._filter.setMaximumWidth(320)
        self._filter.textChanged.connect(self._fill)
        self._table = Table("Records", ("Date held", "About", "Kind", "Number", "Led by", "Status"))
        self._table.opened.connect(self._open)
        self._empty = words("", "hint")
        self.page.addWidget(field("Find a record", self._filter))
        self.page.addWidget(self._empty)
        self.page.addWidget(self._table, 1)
        self.foot.addWidget(row(button("Open", self._open_selected, "primary"), None))

    def enter(self, **arguments: object) -> None:
        """Come with the cursor in the box that finds."""
        super().enter(**arguments)
        self._filter.setFocus()

    def refresh(self) -> None:
        """Read the records."""
        self.context.run(partial(self.context.house.recording.list, self.context.actor), self._show)

    def _show(self, records: tuple[RecordSummary, ...]) -> None:
        self._records = records
        self._fill(self._filter.text())

    def _fill(self, text: str) -> None:
        zone = self.context.house.clock.zone()
        wanted = text.casefold().split()
        rows = []
        for r in self._records:
            cells = (
                long_date(r.held_at.astimezone(zone).date()),
                r.about_name,
                r.kind.label,
                r.number + (f" v{r.version}" if r.version > 1 else ""),
                r.led_by_name,
                r.status,
            )
            joined = " ".join(cells).casefold()
            if all(word in joined for word in wanted):
                rows.append((r.id, cells))
        self._empty.setVisible(not rows)
        self._empty.setText(f"Nothing found for “{text}”." if text else "No records yet. Start a supervision from Today or a person’s page.")
        self._table.fill(rows)

    def _open_selected(self) -> None:
        if self._table.selected():
            self._open(self._table.selected())

    def _open(self, record_id: str) -> None:
        self.context.go("record", record_id=record_id)
