"""Quality of supervision: figures with their tables, records that look copied, and the monthly audit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import places, quality
from app.ui.kit.charts import charted
from app.ui.kit.fields import Picker
from app.ui.kit.lines import named
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, card, field, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from app.pages.quality import AuditLine, QualityPage
    from app.ui.context import Context

COPIES_HEIGHT = 180


class QualityScreen(Screen):
    """The figures and the list of audits."""

    title = "Quality of supervision"
    topics = frozenset({Topic.EVIDENCE})
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._led_by = ""

    def refresh(self) -> None:
        """Read the figures of the last twelve months."""
        self.read(self._show, quality.read, self._led_by)

    def _show(self, page: QualityPage) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(quality.INTRO, "hint"))
            if page.may_audit:
                self._show_audits(page)
            self._show_figures(page)
            if page.may_audit:
                self.page.addWidget(words("Copied from last time?", "heading"))
                self.page.addWidget(words(page.copied, "hint"))
            if page.copies:
                table = Table("Records that look copied", ("One", "Other", "Alike"))
                table.fill([(one.id, one.cells) for one in page.copies])
                table.opened.connect(self._open)
                table.setMinimumHeight(COPIES_HEIGHT)
                self.page.addWidget(table)
            self.page.addStretch(1)
        self.set_foot(button("Back to evidence", partial(self.context.go, places.Evidence())), None)

    def _show_audits(self, page: QualityPage) -> None:
        self.page.addWidget(words("The monthly audit", "heading"))
        self.page.addWidget(words(quality.AUDITS, "hint"))
        self._month = Picker([(one.id, one.label) for one in page.months])
        counts = [(one.id, one.label) for one in quality.COUNTS]
        self._count = Picker(counts, quality.USUAL_COUNT)
        self._form = Picker([(one.id, one.label) for one in page.forms])
        boxes = [field("Month", self._month), field("How many", self._count)]
        if len(page.forms) > 1:
            boxes.append(field("Form", self._form))
        self.page.addWidget(row(*boxes, None))
        self.page.addWidget(row(button("Draw records and begin", self._begin, "primary"), None))
        for audit in page.audits:
            self.page.addWidget(row(words(audit.told), self._end_of(audit)))

    def _end_of(self, audit: AuditLine) -> QPushButton:
        if audit.go_on is not None:
            go = partial(self.context.go, audit.go_on.place)
            return named(audit.go_on.label, go, tip=audit.go_on.tip)
        return print_button("Print", partial(self._print, audit), tip=f"Print: {audit.told}")

    def _show_figures(self, page: QualityPage) -> None:
        self.page.addWidget(words("Figures", "heading"))
        leaders = [(one.id, one.label) for one in page.leaders]
        self._leader = Picker(leaders, page.led_by or None, "Everybody’s supervision")
        self._leader.currentIndexChanged.connect(self._choose)
        self.page.addWidget(row(field("Led by", self._leader), None, words(page.counted, "label")))
        for chart in page.charts:
            self.page.addWidget(card(charted(chart, self.context)))

    def _choose(self, *_: object) -> None:
        self._led_by = self._leader.value() or ""
        self.refresh()

    def _begin(self) -> None:
        month, count = self._month.value() or "", self._count.value() or quality.USUAL_COUNT
        self.context.send(self.context.go, quality.begin, month, count, self._form.value() or "")

    def _print(self, audit: AuditLine) -> None:
        sealed = ("Save the sealed audit", audit.file_name, PDF)
        print_out(self.context, sealed, quality.export, audit.audit_id)

    def _open(self, record_id: str) -> None:
        self.context.go(places.Record(record_id=record_id))
