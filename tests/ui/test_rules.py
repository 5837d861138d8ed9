"""Changing how often what is due, in the real window."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox

from app.domain.kinds import Kind
from app.pages import places
from app.pages.parts import SetUpPart
from app.ui.kit.rules import RulesEditor
from app.ui.shell.window import Window
from tests.ui.person import Person

Home = tuple[Person, Window]


def test_a_rule_is_changed_taken_out_and_added_and_nothing_is_kept_until_it_is_saved(at_home: Home) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    before = house.schedule.rules(actor)
    window.go(places.SetUp(SetUpPart.RULES))
    person.settle()
    editor = next(w for w in window.findChildren(RulesEditor) if w.isVisible())
    weeks = next(b for b in editor.findChildren(QSpinBox) if b.accessibleName().endswith("weeks between"))
    weeks.setValue(weeks.value() + 1)
    second = [b for b in editor.findChildren(QPushButton) if b.text() == "Remove"][1]
    second.click()
    person.settle()
    pickers = {b.accessibleName(): b for b in editor.findChildren(QComboBox) if b.isVisible()}
    pickers["What"].setCurrentIndex(pickers["What"].findText("Appraisal"))
    pickers["For"].setCurrentIndex(pickers["For"].findText("Workers"))
    person.press("Add this rule")
    assert person.says("Appraisal: workers")
    assert house.schedule.rules(actor) == before
    person.press("Save how often")
    after = house.schedule.rules(actor)
    assert after.rules[0].weeks == before.rules[0].weeks + 1
    assert [rule.id for rule in after.rules[1:-1]] == [rule.id for rule in before.rules[2:]]
    assert (after.rules[-1].kind, after.rules[-1].weeks) == (Kind.APPRAISAL, 8)
