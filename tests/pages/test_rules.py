"""Changing the service's policy: what a rule can ask for, its words, and a new one."""

from __future__ import annotations

import pytest

from app.domain.kinds import Kind
from app.domain.people import Contract, Role
from app.domain.schedule import DueRules, Stage
from app.pages import rules
from app.pages.pieces import Option
from app.pages.rules import Wanted

MEDICINES = Option("medicines", "Medicines support")


def test_a_rule_asks_for_every_kind_that_can_be_due_and_for_competencies() -> None:
    offered = {one.id: one.label for one in rules.what((MEDICINES,))}
    assert offered["form:medicines"] == "Medicines support"
    assert {one for one in offered if not one.startswith("form:")} == {k.value for k in Kind if k.row.due}


def test_nobody_makes_a_rule_for_the_registered_manager() -> None:
    assert [one.label for one in rules.WHOM] == [
        "Registered managers",
        "Deputy managers",
        "Team leaders",
        "Practice leaders",
        "Workers",
    ]


def test_a_rule_is_told_with_the_title_of_its_form() -> None:
    policy = DueRules()
    medicines = next(rule for rule in policy.rules if rule.form_id == "medicines")
    assert rules.told(medicines, (MEDICINES,)) == "Medicines support: workers"
    assert rules.told(medicines, ()) == "Medicines: workers"
    assert rules.told(policy.rules[0], ()) == "Supervision: in induction"


def test_weeks_and_grace_are_changed_in_order_and_nothing_else() -> None:
    policy = DueRules(rules=DueRules().rules[:2])
    changed = rules.timed(policy, [(6, 3), (7, 0)], 6)
    assert [(rule.weeks, rule.grace_days) for rule in changed.rules] == [(6, 3), (7, 0)]
    assert [rule.id for rule in changed.rules] == [rule.id for rule in policy.rules]
    with pytest.raises(ValueError, match="shorter"):
        rules.timed(policy, [(6, 3)], 6)


def test_a_new_rule_is_for_everybody_unless_something_is_chosen() -> None:
    plain = rules.added(DueRules(rules=()), Wanted(what="appraisal")).rules[0]
    assert (plain.kind, plain.form_id, plain.weeks, plain.stage) == (Kind.APPRAISAL, "", 8, Stage.ANY)
    assert (plain.roles, plain.contracts, plain.nights) == (frozenset(), frozenset(), None)
    wanted = Wanted(what="form:medicines", whom="worker", stage="probation", contract="bank", nights="yes")
    full = rules.added(DueRules(rules=(plain,)), wanted).rules[1]
    assert (full.kind, full.form_id, full.weeks) == (Kind.OBSERVATION, "medicines", 52)
    assert (full.stage, full.roles) == (Stage.PROBATION, frozenset({Role.WORKER}))
    assert (full.contracts, full.nights) == (frozenset({Contract.BANK}), True)
    days = rules.added(DueRules(rules=()), Wanted(what="supervision", nights="no")).rules[0]
    assert days.nights is False


def test_a_rule_is_taken_out_and_the_others_stay() -> None:
    policy = DueRules()
    less = rules.without(policy, 1)
    assert [rule.id for rule in less.rules] == [r.id for n, r in enumerate(policy.rules) if n != 1]
