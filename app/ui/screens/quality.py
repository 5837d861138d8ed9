"""Quality of supervision: figures with their tables, records that look copied, and the monthly audit."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.changes import Topic
from app.domain.clock import month_begin, today
from app.domain.people import Role
from app.domain.requests import months_later
from app.ui.kit.charts import charted
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Picker, Table, button, card, clear, field, row, words

if TYPE_CHECKING:
    from app.domain.people import Person
    from app.domain.quality import QualityAudit
    from app.domain.records import RecordSummary
    from app.services.quality_figures import Figures
    from app.ui.context import Context

MONTHS = 6


class QualityScreen(Screen):
    """The figures and the list of audits."""

    title = "Quality of supervision"
    topics = frozenset({Topic.EVIDENCE})
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._who = ""

    def refresh(self) -> None:
        """Read the figures of the last twelve months."""
        self.context.run(self._read, self._show)

    def _read(self) -> tuple[Figures, tuple[QualityAudit, ...], tuple[Person, ...]]:
        house, actor = self.context.house, self.context.actor
        end = today(house.clock)
        figures = house.quality.figures(actor, months_later(end, -12), end, self._who or None)
        return figures, house.quality.audits(actor), house.people.list(actor)

    def _show(self, answer: tuple[Figures, tuple[QualityAudit, ...], tuple[Person, ...]]) -> None:
        if not self.context.anyone:
            return
        figures, audits, people = answer
        now = today(self.context.house.clock)
        clear(self.page)
        self.page.addWidget(
            words(
                (
                    "About supervision itself, from the records of the last twelve months. Nobody who "
                    "works here is scored."
                ),
                "hint",
            )
        )
        self.page.addWidget(words("The monthly audit", "heading"))
        self.page.addWidget(
            words(
                (
                    "A few records are drawn by chance. You answer the same questions for each; then it "
                    "is sealed."
                ),
                "hint",
            )
        )
        self._month = Picker(
            [(day.isoformat(), f"{day:%B %Y}") for day in (month_begin(now, n) for n in range(MONTHS))]
        )
        self._count = Picker([(str(n), f"{n} records") for n in (3, 5, 8, 10)], "5")
        self.page.addWidget(row(field("Month", self._month), field("How many", self._count), None))
        self.page.addWidget(row(button("Draw records and begin", self._begin, "primary"), None))
        for audit in audits:
            state = f"✓ sealed {audit.sealed_at:%d/%m/%Y}" if audit.sealed_at else "○ not finished"
            parts: list[Any] = [
                words(f"{audit.month:%B %Y}, {len(audit.sample)} records, seed {audit.seed} – {state}")
            ]
            save = partial(self._save, audit.id, f"Audit {audit.month:%Y-%m}.pdf")
            go_on = partial(self.context.go, "quality_audit", audit_id=audit.id)
            parts.append(button("Save PDF…", save) if audit.sealed_at else button("Carry on", go_on))
            self.page.addWidget(row(*parts))
        self.page.addWidget(words("Figures", "heading"))
        leaders = [(p.id, p.name) for p in people if p.role is not Role.WORKER]
        self._leader = Picker(leaders, self._who or None, "Everybody’s supervision")
        self._leader.currentIndexChanged.connect(self._choose)
        self.page.addWidget(
            row(field("Led by", self._leader), None, words(f"{figures.records} sealed records", "label"))
        )
        for chart in figures.charts:
            self.page.addWidget(card(charted(chart, self.context)))
        self.page.addWidget(words("Copied from last time?", "heading"))
        if figures.copies:
            self.page.addWidget(
                words(
                    (
                        "The words of these records are nearly the same. There may be a good reason; "
                        "have a look."
                    ),
                    "hint",
                )
            )
            table = Table("Records that look copied", ("One", "Other", "Alike"))
            table.fill(
                [(c.one.id, (_called(c.one), _called(c.other), f"{c.alike} %")) for c in figures.copies[:50]]
            )
            table.opened.connect(self._open)
            table.setMinimumHeight(180)
            self.page.addWidget(table)
        else:
            self.page.addWidget(words("No two records have nearly the same words.", "hint"))
        self.page.addStretch(1)
        self.set_foot(button("Back to evidence", partial(self.context.go, "evidence")), None)

    def _choose(self, *_: object) -> None:
        self._who = self._leader.value() or ""
        self.refresh()

    def _begin(self) -> None:
        month = dt.date.fromisoformat(self._month.value() or "")
        begin = self.context.house.quality.begin_audit
        self.context.run(
            partial(begin, self.context.actor, month, int(self._count.value() or "5")), self._begun
        )

    def _begun(self, audit: QualityAudit) -> None:
        self.context.go("quality_audit", audit_id=audit.id)

    def _save(self, audit_id: str, name: str) -> None:
        path = self.context.dialogs.save_file("Save the sealed audit", name, "PDF (*.pdf)")
        if path is not None:
            self.context.run(
                partial(self.context.house.quality.audit_pdf, self.context.actor, audit_id, path),
                self.context.tell_saved,
            )

    def _open(self, record_id: str) -> None:
        self.context.go("record", record_id=record_id)


def _called(record: RecordSummary) -> str:
    return f"{record.kind.label} {record.number}, {record.held_at:%d/%m/%Y}"
