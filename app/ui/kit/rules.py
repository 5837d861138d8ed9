"""Changing the service's own policy: one line a rule."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages import rules as policy
from app.ui.kit.fields import Count, Picker
from app.ui.kit.widgets import button, clear, field, row, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.schedule import DueRules
    from app.pages.pieces import Option

LABEL_WIDTH = 240


class RulesEditor(QWidget):
    """The rules with their weeks and days of grace. With ``forms`` rules can be added too."""

    def __init__(self, rules: DueRules, forms: Sequence[Option] = ()) -> None:
        super().__init__()
        self._rules, self._forms = rules, tuple(forms)
        self._boxes: list[tuple[Count, Count]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._show(rules)

    def value(self) -> DueRules:
        """Return the rules as they are on the screen."""
        times = [(weeks.value(), grace.value()) for weeks, grace in self._boxes]
        return policy.timed(self._rules, times, self._tell.value())

    def _show(self, rules: DueRules) -> None:
        clear(self._layout)
        self._rules, self._boxes = rules, []
        for number, rule in enumerate(rules.rules):
            what = policy.told(rule, self._forms)
            weeks = _count(1, 520, rule.weeks, "every ", " weeks")
            grace = _count(0, 365, rule.grace_days, "", " days of grace")
            weeks.setAccessibleName(f"{what}, weeks between")
            grace.setAccessibleName(f"{what}, days of grace")
            self._boxes.append((weeks, grace))
            label = words(what, "label")
            label.setWordWrap(True)
            label.setMinimumWidth(LABEL_WIDTH)
            remove = button("Remove", partial(self._remove, number), "quiet", f"Remove the rule for {what}")
            self._layout.addWidget(row(label, None, weeks, grace, remove))
        self._tell = _count(0, 52, rules.tell_weeks, "after ", " weeks")
        self._tell.setSpecialValueText("never")
        self._tell.setAccessibleName(policy.TELL)
        told = words(policy.TELL, "label")
        told.setWordWrap(True)
        told.setMinimumWidth(LABEL_WIDTH)
        self._layout.addWidget(row(told, None, self._tell))
        if self._forms:
            self._layout.addWidget(self._adder())

    def _adder(self) -> QWidget:
        self._what, self._whom = _picker(policy.what(self._forms)), _picker(policy.WHOM, "everybody")
        self._stage, self._contract = _picker(policy.STAGES), _picker(policy.CONTRACTS, "any contract")
        self._nights = _picker(policy.SHIFTS)
        parts = [field("What", self._what), field("For", self._whom)]
        more = [field("Stage", self._stage), field("Contract", self._contract), field("Shifts", self._nights)]
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(words("Add a rule", "label"))
        layout.addWidget(row(*parts, None))
        layout.addWidget(row(*more, None))
        layout.addWidget(row(button("Add this rule", self._add), None))
        return holder

    def _add(self) -> None:
        wanted = policy.Wanted(
            what=self._what.value() or "",
            whom=self._whom.value() or "",
            stage=self._stage.value() or "",
            contract=self._contract.value() or "",
            nights=self._nights.value() or "",
        )
        self._show(policy.added(self.value(), wanted))

    def _remove(self, number: int) -> None:
        self._show(policy.without(self.value(), number))


def _picker(options: Sequence[Option], empty: str = "") -> Picker:
    return Picker([(one.id, one.label) for one in options], None, empty)


def _count(least: int, most: int, value: int, before: str, after: str) -> Count:
    box = Count((least, most), value, after, prefix=before)
    box.setMaximumWidth(190)
    return box
