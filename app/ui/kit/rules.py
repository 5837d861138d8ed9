"""Changing the service's own policy: one line a rule."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.people import Contract, Role
from app.domain.schedule import DueRules, Rule, Stage, called, usual_weeks
from app.ui.kit.fields import Picker
from app.ui.kit.widgets import button, clear, field, row, words

if TYPE_CHECKING:
    from collections.abc import Sequence

DUE_KINDS = tuple(k for k in Kind if k.row.due)
"""Kinds a rule can ask for; a group's record is about nobody in particular."""
NIGHTS = (("", "Day and night"), ("no", "Day staff"), ("yes", "Night staff"))


class RulesEditor(QWidget):
    """The rules with their weeks and days of grace.

    With ``forms`` (id, title) competencies can be added too.
    """

    def __init__(self, rules: DueRules, forms: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._rules = list(rules.rules)
        self._forms = tuple(forms)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._show()

    def value(self) -> DueRules:
        """Return the rules as they are on the screen."""
        return DueRules(
            rules=tuple(
                replace(rule, weeks=weeks.value(), grace_days=grace.value())
                for rule, (weeks, grace) in zip(self._rules, self._boxes, strict=True)
            )
        )

    def _show(self) -> None:
        clear(self._layout)
        self._boxes: list[tuple[QSpinBox, QSpinBox]] = []
        titles = dict(self._forms)
        for number, rule in enumerate(self._rules):
            what = f"{titles.get(rule.form_id) or called(rule.kind, rule.form_id)}: {rule.whom}"
            weeks, grace = (
                _count(1, 520, rule.weeks, "every ", " weeks"),
                _count(0, 365, rule.grace_days, "", " days of grace"),
            )
            weeks.setAccessibleName(f"{what}, weeks between")
            grace.setAccessibleName(f"{what}, days of grace")
            self._boxes.append((weeks, grace))
            label = words(what, "label")
            label.setWordWrap(True)
            label.setMinimumWidth(240)
            remove = button("Remove", partial(self._remove, number), "quiet", f"Remove the rule for {what}")
            self._layout.addWidget(row(label, None, weeks, grace, remove))
        if self._forms:
            self._layout.addWidget(self._adder())

    def _adder(self) -> QWidget:
        kinds = [(k.value, k.label) for k in DUE_KINDS] + [
            (f"form:{form_id}", title) for form_id, title in self._forms
        ]
        self._what = Picker(kinds)
        self._whom = Picker(
            [(r.value, f"{r.label}s") for r in Role if r is not Role.OWNER], None, "everybody"
        )
        self._stage = Picker([(s.value, s.label) for s in Stage])
        self._contract = Picker([(c.value, c.label) for c in Contract], None, "any contract")
        self._nights = Picker(NIGHTS)
        parts = [field("What", self._what), field("For", self._whom), field("Stage", self._stage)]
        more = [
            field("Contract", self._contract),
            field("Shifts", self._nights),
            button("Add this rule", self._add),
        ]
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(words("Add a rule", "label"))
        layout.addWidget(row(*parts, None))
        layout.addWidget(row(*more, None))
        return holder

    def _add(self) -> None:
        self._rules = list(self.value().rules)
        what, whom, contract = self._what.value() or "", self._whom.value(), self._contract.value()
        form_id = what.removeprefix("form:") if what.startswith("form:") else ""
        self._rules.append(
            Rule(
                id=new_id(),
                kind=Kind.OBSERVATION if form_id else Kind(what),
                form_id=form_id,
                weeks=usual_weeks(form_id),
                stage=Stage(self._stage.value() or "any"),
                roles=frozenset({Role(whom)}) if whom else frozenset(),
                contracts=frozenset({Contract(contract)}) if contract else frozenset(),
                nights={"yes": True, "no": False}.get(self._nights.value() or ""),
            )
        )
        self._show()

    def _remove(self, number: int) -> None:
        self._rules = list(self.value().rules)
        del self._rules[number]
        self._show()


def _count(least: int, most: int, value: int, before: str, after: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setPrefix(before)
    box.setSuffix(after)
    box.setMaximumWidth(190)
    return box
