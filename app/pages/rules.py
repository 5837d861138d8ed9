"""The service's own policy as it is changed: a line a rule, and what a new one may say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.people import Contract, Role
from app.domain.schedule import DueRules, Rule, Stage, called, usual_weeks
from app.pages.pieces import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

TELL = "Tell the registered manager of an action that is late"
FORM = "form:"
"""What the id of a competency begins with among what a rule can ask for; a kind has its own."""
WHOM = tuple(Option(role.value, f"{role.label}s") for role in Role if role is not Role.NOMINATED)
"""For whom a rule can be: nobody here supervises the nominated individual."""
STAGES = tuple(Option(stage.value, stage.label) for stage in Stage)
CONTRACTS = tuple(Option(contract.value, contract.label) for contract in Contract)
SHIFTS = (Option("", "Day and night"), Option("no", "Day staff"), Option("yes", "Night staff"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A new rule as it was chosen, by ids. Empty ones mean everybody, any contract, day and night."""

    what: str
    whom: str = ""
    stage: str = Stage.ANY.value
    contract: str = ""
    nights: str = ""


def what(forms: Sequence[Option]) -> tuple[Option, ...]:
    """Return what a rule can ask for: kinds about somebody in particular, and competencies."""
    kinds = (Option(kind.value, kind.label) for kind in Kind if kind.row.due)
    return (*kinds, *(Option(f"{FORM}{one.id}", one.label) for one in forms))


def told(rule: Rule, forms: Sequence[Option]) -> str:
    """Return a rule in words: ``Supervision: workers, on probation``."""
    titles = {one.id: one.label for one in forms}
    return f"{titles.get(rule.form_id) or called(rule.kind, rule.form_id)}: {rule.whom}"


def timed(rules: DueRules, times: Sequence[tuple[int, int]], tell_weeks: int) -> DueRules:
    """Return the rules with their weeks and days of grace, in order, and when a late action is told."""
    pairs = zip(rules.rules, times, strict=True)
    timed_ones = tuple(replace(rule, weeks=w, grace_days=g) for rule, (w, g) in pairs)
    return replace(rules, rules=timed_ones, tell_weeks=tell_weeks)


def added(rules: DueRules, wanted: Wanted) -> DueRules:
    """Return the rules and a new one, with the usual weeks."""
    form_id = wanted.what.removeprefix(FORM) if wanted.what.startswith(FORM) else ""
    new = Rule(
        id=new_id(),
        kind=Kind.OBSERVATION if form_id else Kind(wanted.what),
        form_id=form_id,
        weeks=usual_weeks(form_id),
        stage=Stage(wanted.stage),
        roles=frozenset({Role(wanted.whom)}) if wanted.whom else frozenset(),
        contracts=frozenset({Contract(wanted.contract)}) if wanted.contract else frozenset(),
        nights={"yes": True, "no": False}.get(wanted.nights),
    )
    return replace(rules, rules=(*rules.rules, new))


def without(rules: DueRules, number: int) -> DueRules:
    """Return the rules but one, counted from 0."""
    return replace(rules, rules=(*rules.rules[:number], *rules.rules[number + 1 :]))
