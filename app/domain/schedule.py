"""What is due when, by the service's own policy."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.clock import long_date
from app.domain.kinds import Kind
from app.domain.people import Contract, Person, Role, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.people import Absence
    from app.domain.practice import Purpose, Requirement


class Stage(StrEnum):
    """Where somebody is in their time here. Induction is the first twelve weeks."""

    ANY = "any"
    INDUCTION = "induction"
    PROBATION = "probation"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        """The stage in plain words."""
        return {
            Stage.ANY: "everybody",
            Stage.INDUCTION: "in induction",
            Stage.PROBATION: "on probation",
            Stage.CONFIRMED: "confirmed",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the policy.

    A kind of record (or one form of it) every so many weeks, for whom, with how many days of grace.

    Empty ``roles`` and ``contracts`` mean all of them; ``nights`` None means day and night staff alike. Of
    the rules that fit somebody, the one with the fewest weeks counts.
    """

    id: str
    kind: Kind
    weeks: int
    grace_days: int = 7
    form_id: str = ""
    stage: Stage = Stage.ANY
    roles: frozenset[Role] = frozenset()
    contracts: frozenset[Contract] = frozenset()
    nights: bool | None = None

    def fits(self, person: Person, stage: Stage) -> bool:
        """Whether the rule is about this person now."""
        return (
            self.stage in {Stage.ANY, stage}
            and (not self.roles or person.role in self.roles)
            and (not self.contracts or person.contract in self.contracts)
            and self.nights in {None, person.nights}
        )

    @property
    def whom(self) -> str:
        """For whom, in words: ``workers, on probation``."""
        parts = [f"{role.label.lower()}s" for role in sorted(self.roles)] + [
            f"{c.label.lower()} staff" for c in sorted(self.contracts)
        ]
        if self.nights is not None:
            parts.append("night staff" if self.nights else "day staff")
        if self.stage is not Stage.ANY:
            parts.append(self.stage.label)
        return ", ".join(parts) or "everybody"


def _rule(name: str, kind: Kind, weeks: int, **more: object) -> Rule:
    return Rule(id=name, kind=kind, weeks=weeks, **more)  # type: ignore[arg-type]


USUAL_TELL_WEEKS = 4
USUAL_RULES = (
    _rule("supervision-induction", Kind.SUPERVISION, 4, stage=Stage.INDUCTION),
    _rule("supervision-probation", Kind.SUPERVISION, 4, stage=Stage.PROBATION),
    _rule("supervision", Kind.SUPERVISION, 8, roles=frozenset({Role.WORKER})),
    _rule(
        "supervision-bank",
        Kind.SUPERVISION,
        12,
        roles=frozenset({Role.WORKER}),
        contracts=frozenset({Contract.BANK, Contract.AGENCY}),
    ),
    _rule("supervision-practice-leader", Kind.SUPERVISION, 6, roles=frozenset({Role.PRACTICE_LEADER})),
    _rule("supervision-team-leader", Kind.SUPERVISION, 6, roles=frozenset({Role.TEAM_LEADER})),
    _rule("supervision-deputy", Kind.SUPERVISION, 4, roles=frozenset({Role.DEPUTY})),
    _rule("supervision-registered-manager", Kind.SUPERVISION, 8, roles=frozenset({Role.OWNER})),
    _rule("observation", Kind.OBSERVATION, 13, roles=frozenset({Role.WORKER})),
    _rule("medicines", Kind.OBSERVATION, 52, form_id="medicines", roles=frozenset({Role.WORKER})),
    _rule("appraisal", Kind.APPRAISAL, 52, stage=Stage.CONFIRMED),
    _rule("probation-review", Kind.PROBATION_REVIEW, 13, stage=Stage.PROBATION),
)
"""What a service starts with: common settings in the sector, to be changed.

There is no legal number (Regulation 18 says "as necessary").
"""


def usual_weeks(form_id: str) -> int:
    """Return how many weeks a new rule begins with: a year for a competency, else eight."""
    return 52 if form_id else 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRules:
    """The service's own policy.

    An action that is late for ``tell_weeks`` is told to the registered manager; 0 means none is.
    """

    rules: tuple[Rule, ...] = USUAL_RULES
    tell_weeks: int = USUAL_TELL_WEEKS

    @property
    def columns(self) -> tuple[tuple[Kind, str], ...]:
        """Return what the matrix has columns for.

        Kinds, and single forms of a kind, in the order of the policy.
        """
        return tuple(dict.fromkeys((rule.kind, rule.form_id) for rule in self.rules))


class DueState(StrEnum):
    """How a due date stands."""

    LATE = "late"
    SOON = "soon"
    IN_DATE = "in_date"
    AWAY = "away"
    NOT_NEEDED = "not_needed"

    @property
    def symbol(self) -> str:
        """The symbol that always stands with the word."""
        return {
            DueState.LATE: "!",
            DueState.SOON: "~",
            DueState.IN_DATE: "✓",
            DueState.AWAY: "‖",
            DueState.NOT_NEEDED: "–",
        }[self]

    @property
    def word(self) -> str:
        """The state in plain words."""
        return {
            DueState.LATE: "late",
            DueState.SOON: "soon",
            DueState.IN_DATE: "in date",
            DueState.AWAY: "away",
            DueState.NOT_NEEDED: "not needed",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something is next due for a person.

    ``last_on`` is the date of the last sealed record, never hand-typed.

    ``why`` says in sentences how the date was worked out; ``paper_since`` is the day a blank form for it was
    printed and not yet typed in. ``purpose`` is what asks for it, where that is not the rule.
    """

    person_id: str
    name: str
    kind: Kind
    form_id: str
    last_on: dt.date | None
    due_on: dt.date | None
    state: DueState
    why: str = ""
    planned_on: dt.date | None = None
    paper_since: dt.date | None = None
    purpose: Purpose | None = None

    @property
    def mark(self) -> str:
        """How it stands, symbol and word together; what may not be done alone meanwhile says so."""
        stops = self.purpose.stops if self.purpose is not None else ""
        return f"✗ {stops}" if stops else f"{self.state.symbol} {self.state.word}"

    @property
    def what(self) -> str:
        """What is due, in words."""
        return called(self.kind, self.form_id)


def called(kind: Kind, form_id: str) -> str:
    """Return what a column of the policy is called: the form when it is about one, else the kind."""
    return form_id.replace("_", " ").capitalize() if form_id else kind.label


SOON_DAYS = 14
AGAIN_DAYS = 14
"""Within so many days a competency is watched again after an incident."""
SATURDAY = 5
INDUCTION_DAYS = 12 * 7


def stage_of(person: Person, today: dt.date) -> Stage:
    """Return where somebody is in their time here."""
    if person.started_on and (today - person.started_on).days < INDUCTION_DAYS:
        return Stage.INDUCTION
    if person.probation_ends_on and today <= person.probation_ends_on:
        return Stage.PROBATION
    return Stage.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What counts when it is worked out when something is next due for a person.

    ``last_on`` is the day of the last sealed record of it. Time away stops the clock; a requirement can only
    bring the day forward. ``begun_on`` is the day these records begin: what was on paper before is not held
    against anybody.
    """

    last_on: dt.date | None = None
    absences: tuple[Absence, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    begun_on: dt.date | None = None

    def wanted(self, column: tuple[Kind, str]) -> Requirement | None:
        """Return the first thing that is required of a column and not met yet, or None."""
        asked = (r for r in self.requirements if r.met_by_id is None and r.column == column)
        return min(asked, key=lambda r: r.due_on, default=None)


def rule_for(rules: DueRules, person: Person, column: tuple[Kind, str], today: dt.date) -> Rule | None:
    """Return the rule about a column that counts for somebody, or None.

    There is none for somebody at the head whom nobody supervises: the nominated individual, and a registered
    manager while no supervisor of theirs is named.
    """
    stage = stage_of(person, today)
    fitting = (r for r in rules.rules if (r.kind, r.form_id) == column and r.fits(person, stage))
    alone = person.role is Role.NOMINATED or (person.role is Role.OWNER and person.supervisor_id is None)
    return None if alone else min(fitting, key=lambda r: r.weeks, default=None)


def due(person: Person, column: tuple[Kind, str], rules: DueRules, today: dt.date, past: Past) -> Due:
    """Return when something is next due."""
    rule, wanted = rule_for(rules, person, column, today), past.wanted(column)
    none = Due(
        person_id=person.id,
        name=person.name,
        kind=column[0],
        form_id=column[1],
        last_on=past.last_on,
        due_on=None,
        state=DueState.NOT_NEEDED,
        why="No rule of the service asks for this.",
    )
    if person.standing is Standing.LEAVER or not (rule or wanted):
        return none
    if person.standing is Standing.AWAY:
        return replace(none, state=DueState.AWAY, why="The clock is stopped while they are away.")
    day, grace, why = _by_rule(rule, person, past, today)
    purpose = None
    if wanted is not None and (day is None or wanted.due_on <= day):
        day, grace, purpose = wanted.due_on, 0, wanted.purpose
        why += [f"It is needed by {long_date(wanted.due_on)}: {wanted.reason}"]
    return replace(none, state=state_on(day, today, grace), why=" ".join(why), due_on=day, purpose=purpose)


def state_on(day: dt.date | None, today: dt.date, grace: int = 0) -> DueState:
    """Return how a day stands, with so many days of grace; no day yet is soon."""
    if day is None:
        return DueState.SOON
    if today > day + dt.timedelta(days=grace):
        return DueState.LATE
    return DueState.SOON if (day - today).days <= SOON_DAYS else DueState.IN_DATE


def _by_rule(
    rule: Rule | None, person: Person, past: Past, today: dt.date
) -> tuple[dt.date | None, int, list[str]]:
    """Return the day by a rule, its days of grace, and how it was worked out."""
    if rule is None:
        return None, 0, []
    begun = (day for day in (person.started_on, past.begun_on) if day is not None)
    since = past.last_on or max(begun, default=None)
    every = f"The rule is every {rule.weeks} weeks ({rule.whom})."
    if since is None:
        return None, rule.grace_days, [every, "Nothing is sealed yet and no start date is known."]
    away = paused(past.absences, since, today)
    why = [
        every,
        f"The last sealed record is of {long_date(since)}."
        if past.last_on
        else f"Nothing is sealed here yet; it counts from {long_date(since)}.",
        *([f"{away} days away are added."] if away else []),
        f"Late from {rule.grace_days} days after that." if rule.grace_days else "There are no days of grace.",
    ]
    return since + dt.timedelta(weeks=rule.weeks, days=away), rule.grace_days, why


def paused(absences: Sequence[Absence], since: dt.date, today: dt.date) -> int:
    """Return how many days of absence lie between two days, each day counted once."""
    days: set[dt.date] = set()
    for absence in absences:
        day = max(absence.begins_on, since + dt.timedelta(days=1))
        last = min(absence.ends_on or today, today)
        while day <= last:
            days.add(day)
            day += dt.timedelta(days=1)
    return len(days)


def round_of(first: dt.datetime, count: int) -> tuple[dt.datetime, ...]:
    """Return the moments of a round: one a weekday at the same hour; one alone is when it is said."""
    if count == 1:
        return (first,)
    moments, day = list[dt.datetime](), first
    while len(moments) < count:
        if day.weekday() < SATURDAY:
            moments.append(day)
        day += dt.timedelta(days=1)
    return tuple(moments)
