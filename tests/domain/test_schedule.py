"""When something is due, to the day, and when an action is late."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.actions import Action, ActionState, Answered, NewAction
from app.domain.kinds import Kind
from app.domain.people import Absence, Contract, Person, Role, Standing
from app.domain.practice import Requirement
from app.domain.records import Record, RecordState
from app.domain.schedule import (
    AGAIN_DAYS,
    INDUCTION_DAYS,
    SOON_DAYS,
    USUAL_RULES,
    Due,
    DueRules,
    DueState,
    Past,
    Rule,
    Stage,
    called,
    due,
    paused,
    round_of,
    stage_of,
    usual_weeks,
)
from app.domain.sessions import SessionState

TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)
WORKER = Person(id="w", name="Tomasz Birch", role=Role.WORKER, started_on=dt.date(2020, 1, 6))
SUPERVISION = (Kind.SUPERVISION, "")
EVERY_8 = DueRules(rules=(Rule(id="r", kind=Kind.SUPERVISION, weeks=8, grace_days=7),))
ACTION = Action(
    id="a",
    about_id="w",
    owner_id="w",
    what="Offer two cups",
    due_on=TODAY,
    how_we_will_know="",
    state=ActionState.OPEN,
    record_id="r",
    record_number="S-0001",
)


def cell(last: dt.date | None, today: dt.date = TODAY, rules: DueRules = EVERY_8) -> Due:
    """Return when supervision is due for the worker."""
    return due(WORKER, SUPERVISION, rules, today, Past(last_on=last))


# --- actions


@pytest.mark.parametrize(
    ("due_on", "state", "late"),
    [
        (TODAY - DAY, ActionState.OPEN, True),
        (TODAY, ActionState.OPEN, False),
        (TODAY + DAY, ActionState.OPEN, False),
        (None, ActionState.OPEN, False),
        (TODAY - DAY, ActionState.DONE, False),
        (TODAY - DAY, ActionState.DROPPED, False),
    ],
)
def test_an_open_action_is_late_from_the_day_after_its_day(
    due_on: dt.date | None, state: ActionState, *, late: bool
) -> None:
    assert replace(ACTION, due_on=due_on, state=state).is_late(TODAY) is late


def test_an_agreed_action_is_open_belongs_to_its_owner_and_comes_from_its_record() -> None:
    moment = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    from app.domain.content import Content  # noqa: PLC0415 - only here

    record = Record(
        id="r",
        number="S-0007",
        version=1,
        kind=Kind.SUPERVISION,
        form_id="f",
        form_version=1,
        about_id="w",
        led_by_id="d",
        state=RecordState.SEALED,
        held_at=moment,
        recorded_at=moment,
        changed_at=moment,
        content=Content(),
    )
    new = NewAction(id="n", what=" Tea ", owner_id="o", due_on=TODAY, how_we_will_know=" seen ")
    assert Action.agreed(new, record) == Action(
        id="n",
        about_id="w",
        owner_id="o",
        what="Tea",
        due_on=TODAY,
        how_we_will_know="seen",
        state=ActionState.OPEN,
        record_id="r",
        record_number="S-0007",
    )


def test_states_and_answers_of_actions_have_words() -> None:
    assert [state.label for state in ActionState] == ["Open", "Done", "Dropped"]
    assert [answer.label for answer in Answered] == ["Done", "Carry on", "Drop, because…"]


# --- stages


@pytest.mark.parametrize(
    ("days_here", "stage"),
    [
        (0, Stage.INDUCTION),
        (INDUCTION_DAYS - 1, Stage.INDUCTION),
        (INDUCTION_DAYS, Stage.CONFIRMED),
        (900, Stage.CONFIRMED),
    ],
)
def test_induction_lasts_twelve_weeks(days_here: int, stage: Stage) -> None:
    assert INDUCTION_DAYS == 84
    assert stage_of(replace(WORKER, started_on=TODAY - days_here * DAY), TODAY) is stage


@pytest.mark.parametrize(
    ("ends", "stage"),
    [(TODAY - DAY, Stage.CONFIRMED), (TODAY, Stage.PROBATION), (TODAY + DAY, Stage.PROBATION)],
)
def test_probation_lasts_to_its_last_day(ends: dt.date, stage: Stage) -> None:
    assert stage_of(replace(WORKER, probation_ends_on=ends), TODAY) is stage


def test_induction_comes_before_probation_and_nobody_without_days_is_in_either() -> None:
    fresh = replace(WORKER, started_on=TODAY, probation_ends_on=TODAY + 90 * DAY)
    assert stage_of(fresh, TODAY) is Stage.INDUCTION
    assert stage_of(replace(WORKER, started_on=None), TODAY) is Stage.CONFIRMED


# --- due


@pytest.mark.parametrize(
    ("days_ago", "state"),
    [
        (56 + 8, DueState.LATE),
        (56 + 7, DueState.SOON),
        (56, DueState.SOON),
        (56 - SOON_DAYS, DueState.SOON),
        (56 - SOON_DAYS - 1, DueState.IN_DATE),
        (0, DueState.IN_DATE),
    ],
)
def test_a_date_is_soon_two_weeks_before_and_late_after_its_grace(days_ago: int, state: DueState) -> None:
    assert SOON_DAYS == 14
    found = cell(TODAY - days_ago * DAY)
    assert found.state is state
    assert found.due_on == TODAY + (56 - days_ago) * DAY
    assert found.last_on == TODAY - days_ago * DAY


def test_without_grace_it_is_late_on_the_next_day() -> None:
    none = DueRules(rules=(replace(EVERY_8.rules[0], grace_days=0),))
    assert cell(TODAY - 56 * DAY, rules=none).state is DueState.SOON
    assert cell(TODAY - 57 * DAY, rules=none).state is DueState.LATE
    assert "There are no days of grace." in cell(TODAY, rules=none).why
    assert "Late from 7 days after that." in cell(TODAY).why


def test_of_the_rules_that_fit_the_shortest_counts() -> None:
    rules = DueRules(rules=(EVERY_8.rules[0], replace(EVERY_8.rules[0], id="s", weeks=4)))
    assert cell(TODAY, rules=rules).due_on == TODAY + 28 * DAY


@pytest.mark.parametrize(
    ("rule", "person", "fits"),
    [
        ({}, {}, True),
        ({"stage": Stage.CONFIRMED}, {}, True),
        ({"stage": Stage.PROBATION}, {}, False),
        ({"roles": frozenset({Role.WORKER})}, {}, True),
        ({"roles": frozenset({Role.DEPUTY})}, {}, False),
        ({"contracts": frozenset({Contract.BANK})}, {}, False),
        ({"contracts": frozenset({Contract.BANK})}, {"contract": Contract.BANK}, True),
        ({"nights": True}, {}, False),
        ({"nights": True}, {"nights": True}, True),
        ({"nights": False}, {}, True),
        ({"nights": False}, {"nights": True}, False),
    ],
)
def test_a_rule_fits_by_stage_role_contract_and_shift(
    rule: dict[str, object], person: dict[str, object], *, fits: bool
) -> None:
    one = replace(EVERY_8.rules[0], **rule)  # type: ignore[arg-type]
    who = replace(WORKER, **person)  # type: ignore[arg-type]
    found = due(who, SUPERVISION, DueRules(rules=(one,)), TODAY, Past(last_on=TODAY))
    assert (found.state is not DueState.NOT_NEEDED) is fits


def test_a_rule_of_another_kind_or_form_says_nothing() -> None:
    assert due(WORKER, (Kind.APPRAISAL, ""), EVERY_8, TODAY, Past()).state is DueState.NOT_NEEDED
    assert due(WORKER, (Kind.SUPERVISION, "medicines"), EVERY_8, TODAY, Past()).state is DueState.NOT_NEEDED


def test_the_registered_manager_and_leavers_are_due_for_nothing() -> None:
    for person in (replace(WORKER, role=Role.OWNER), replace(WORKER, standing=Standing.LEAVER)):
        found = due(person, SUPERVISION, EVERY_8, TODAY, Past(last_on=dt.date(2020, 1, 1)))
        assert (found.state, found.due_on) == (DueState.NOT_NEEDED, None)
        assert found.why == "No rule of the service asks for this."


def test_while_somebody_is_away_their_clock_is_stopped() -> None:
    found = due(replace(WORKER, standing=Standing.AWAY), SUPERVISION, EVERY_8, TODAY, Past())
    assert (found.state, found.due_on) == (DueState.AWAY, None)
    assert found.why == "The clock is stopped while they are away."


def test_a_due_date_says_whose_it_is_and_of_what() -> None:
    rules = DueRules(rules=(Rule(id="m", kind=Kind.OBSERVATION, form_id="medicines", weeks=52),))
    found = due(WORKER, (Kind.OBSERVATION, "medicines"), rules, TODAY, Past(last_on=TODAY))
    assert (found.person_id, found.name, found.kind, found.form_id, found.last_on) == (
        "w",
        "Tomasz Birch",
        Kind.OBSERVATION,
        "medicines",
        TODAY,
    )


def test_how_a_day_was_worked_out_is_said_in_sentences() -> None:
    assert cell(TODAY).why == (
        "The rule is every 8 weeks (everybody). The last sealed record is of Tue 24 Nov 2026. "
        "Late from 7 days after that."
    )
    needed = Past(last_on=TODAY, requirements=(requirement(TODAY),))
    strict = DueRules(rules=(Rule(id="r", kind=Kind.SUPERVISION, weeks=8, grace_days=0),))
    assert due(WORKER, SUPERVISION, strict, TODAY, needed).why == (
        "The rule is every 8 weeks (everybody). The last sealed record is of Tue 24 Nov 2026. "
        "There are no days of grace. It is needed by Tue 24 Nov 2026: after an incident."
    )


def test_a_new_rule_begins_with_a_year_for_a_competency_and_eight_weeks_else() -> None:
    assert (usual_weeks("medicines"), usual_weeks("")) == (52, 8)


def test_it_counts_from_the_last_record_else_from_the_later_of_start_and_first_day() -> None:
    began = dt.date(2026, 11, 20)

    def after(**past: dt.date) -> dt.date | None:
        return due(WORKER, SUPERVISION, EVERY_8, TODAY, Past(**past)).due_on  # type: ignore[arg-type]

    assert after(last_on=dt.date(2026, 11, 3), begun_on=began) == dt.date(2026, 11, 3) + 56 * DAY
    assert after(begun_on=began) == began + 56 * DAY
    assert after(begun_on=dt.date(2019, 1, 1)) == dt.date(2020, 1, 6) + 56 * DAY
    assert (
        "it counts from Fri 20 Nov 2026" in due(WORKER, SUPERVISION, EVERY_8, TODAY, Past(begun_on=began)).why
    )
    assert "The last sealed record is of Tue 24 Nov 2026." in cell(TODAY).why


def test_where_no_day_is_known_it_is_soon_and_says_why() -> None:
    found = due(replace(WORKER, started_on=None), SUPERVISION, EVERY_8, TODAY, Past())
    assert (found.state, found.due_on) == (DueState.SOON, None)
    assert found.why.endswith(" Nothing is sealed yet and no start date is known.")


def requirement(due_on: dt.date, **more: object) -> Requirement:
    """Return something that is required by a day."""
    base = Requirement(
        id="q", person_id="w", kind=Kind.SUPERVISION, form_id="", due_on=due_on, reason="after an incident."
    )
    return replace(base, **more)  # type: ignore[arg-type]


def test_a_requirement_only_brings_the_day_forward_and_has_no_grace() -> None:
    def found(*needed: Requirement, today: dt.date = TODAY) -> Due:
        return due(WORKER, SUPERVISION, EVERY_8, today, Past(last_on=TODAY, requirements=needed))

    rule = TODAY + 56 * DAY
    earlier = found(requirement(rule - DAY))
    assert earlier.due_on == rule - DAY
    assert "after an incident." in earlier.why
    assert "after an incident." in found(requirement(rule)).why
    assert found(requirement(rule + DAY)).due_on == rule
    assert "after an incident." not in found(requirement(rule + DAY)).why
    assert found(requirement(rule), requirement(TODAY)).due_on == TODAY
    assert found(requirement(TODAY)).state is DueState.SOON
    assert found(requirement(TODAY), today=TODAY + DAY).state is DueState.LATE


def test_a_requirement_that_is_met_or_of_another_column_is_not_counted() -> None:
    for other in (
        requirement(TODAY, met_by_id="record"),
        requirement(TODAY, kind=Kind.OBSERVATION),
        requirement(TODAY, form_id="medicines"),
    ):
        found = due(WORKER, SUPERVISION, EVERY_8, TODAY, Past(last_on=TODAY, requirements=(other,)))
        assert found.due_on == TODAY + 56 * DAY


def test_a_requirement_counts_without_any_rule_and_for_the_registered_manager_too() -> None:
    none, needed = DueRules(rules=()), Past(requirements=(requirement(TODAY + 30 * DAY),))
    for person in (WORKER, replace(WORKER, role=Role.OWNER)):
        found = due(person, SUPERVISION, none, TODAY, needed)
        assert (found.due_on, found.state) == (TODAY + 30 * DAY, DueState.IN_DATE)


def absence(begins: int, ends: int | None) -> Absence:
    """Return time away between two days of November 2026."""
    day = dt.date(2026, 11, 1)
    return Absence(
        id=f"{begins}", person_id="w", begins_on=day + (begins - 1) * DAY,
        ends_on=None if ends is None else day + (ends - 1) * DAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("absences", "days"),
    [
        ([], 0),
        ([absence(5, 9)], 5),
        ([absence(5, 5)], 1),
        ([absence(5, 9), absence(8, 10)], 6),
        ([absence(1, 4)], 1),
        ([absence(1, 3)], 0),
        ([absence(3, 4)], 1),
        ([absence(20, None)], 5),
        ([absence(20, 30)], 5),
        ([absence(24, 30)], 1),
        ([absence(25, 30)], 0),
    ],
)
def test_days_away_after_the_last_record_and_up_to_today_are_counted_once(
    absences: list[Absence], days: int
) -> None:
    since = dt.date(2026, 11, 3)
    assert paused(absences, since, TODAY) == days
    found = due(WORKER, SUPERVISION, EVERY_8, TODAY, Past(last_on=since, absences=tuple(absences)))
    assert found.due_on == since + (56 + days) * DAY
    assert (f"{days} days away are added." in found.why) is bool(days)


@given(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.integers(0, 200))
def test_time_away_never_brings_a_day_forward(since: dt.date, days: int) -> None:
    away = (Absence(id="a", person_id="w", begins_on=since, ends_on=since + days * DAY),)
    today = dt.date(2027, 1, 1)
    plain = due(WORKER, SUPERVISION, EVERY_8, today, Past(last_on=since)).due_on
    later = due(WORKER, SUPERVISION, EVERY_8, today, Past(last_on=since, absences=away)).due_on
    assert plain is not None
    assert later is not None
    assert later >= plain


# --- words and rounds


def test_every_state_has_a_word_and_a_symbol_of_its_own() -> None:
    assert [(state.symbol, state.word) for state in DueState] == [
        ("!", "late"),
        ("~", "soon"),
        ("✓", "in date"),
        ("‖", "away"),
        ("–", "not needed"),
    ]
    assert [state.label for state in SessionState] == ["Planned", "Held", "Moved", "Missed"]
    assert [s.label for s in Stage] == ["everybody", "in induction", "on probation", "confirmed"]


def test_a_column_is_called_by_its_form_or_its_kind() -> None:
    assert called(Kind.OBSERVATION, "moving_and_handling") == "Moving and handling"
    assert called(Kind.SUPERVISION, "") == "Supervision"
    assert cell(TODAY).what == "Supervision"


def test_a_rule_says_for_whom() -> None:
    rule = EVERY_8.rules[0]
    assert rule.whom == "everybody"
    fine = replace(
        rule,
        roles=frozenset({Role.WORKER, Role.DEPUTY}),
        contracts=frozenset({Contract.BANK}),
        nights=True,
        stage=Stage.PROBATION,
    )
    assert fine.whom == "deputy managers, workers, bank staff, night staff, on probation"
    assert replace(rule, nights=False).whom == "day staff"


def test_the_usual_policy_is_the_one_services_begin_with() -> None:
    assert [(rule.id, rule.weeks, rule.grace_days) for rule in USUAL_RULES] == [
        ("supervision-induction", 4, 7),
        ("supervision-probation", 4, 7),
        ("supervision", 8, 7),
        ("supervision-bank", 12, 7),
        ("supervision-practice-leader", 6, 7),
        ("supervision-team-leader", 6, 7),
        ("supervision-deputy", 4, 7),
        ("supervision-registered-manager", 8, 7),
        ("observation", 13, 7),
        ("medicines", 52, 7),
        ("appraisal", 52, 7),
        ("probation-review", 13, 7),
    ]
    assert DueRules().columns == (
        (Kind.SUPERVISION, ""),
        (Kind.OBSERVATION, ""),
        (Kind.OBSERVATION, "medicines"),
        (Kind.APPRAISAL, ""),
        (Kind.PROBATION_REVIEW, ""),
    )
    assert AGAIN_DAYS == 14


def test_a_round_is_one_a_weekday_at_the_same_hour_and_one_alone_is_when_it_is_said() -> None:
    friday = dt.datetime(2026, 11, 27, 10, 30, tzinfo=dt.UTC)
    assert [f"{one:%a %d %H:%M}" for one in round_of(friday, 3)] == [
        "Fri 27 10:30",
        "Mon 30 10:30",
        "Tue 01 10:30",
    ]
    saturday = friday + DAY
    assert round_of(saturday, 1) == (saturday,)
    assert f"{round_of(saturday, 2)[0]:%a}" == "Mon"
