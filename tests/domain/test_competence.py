"""The register: person and competence, from sealed records only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.domain.competence import Competence, Ground, State, meets
from app.domain.kinds import Kind
from app.domain.practice import Purpose, Requirement
from app.domain.upshots import Assessed, Scope, Upshot, Whole

TODAY = dt.date(2026, 11, 24)
FEED_A = Scope(task="Tube feed", equipment="Pump A2", supported="AB")
FEED_B = Scope(task="Tube feed", equipment="Pump A2", supported="CD")


def no_rule(_: dt.date) -> dt.date | None:
    return None


def at(days_ago: int) -> dt.datetime:
    return dt.datetime.combine(TODAY - dt.timedelta(days=days_ago), dt.time(10), dt.UTC)


def check(
    days_ago: int, whole: Whole = Whole.MET, *, name: str = "", pair: str = "", **more: Any
) -> Assessed:
    """Return a sealed check of so many days ago; ``more`` is said of its upshot."""
    upshot = Upshot(
        record_id=name or f"r{days_ago}",
        whole=whole,
        is_check=True,
        months=12,
        unmet=("Checks the dose",) if whole is Whole.NOT_YET else (),
    )
    return Assessed(
        upshot=replace(upshot, **more),
        person_id="w",
        led_by_id="o",
        kind=Kind.OBSERVATION,
        form_id="medicines",
        number="O-0001",
        held_at=at(days_ago),
        topics=("medicines",),
        pair_id=pair,
    )


def asked(
    purpose: Purpose = Purpose.INCIDENT, *, days_ago: int = 0, due_in: int = 14, **more: Any
) -> Requirement:
    """Return something that was required so many days ago."""
    plain = Requirement(
        id="q",
        person_id="w",
        kind=Kind.OBSERVATION,
        form_id="medicines",
        due_on=TODAY + dt.timedelta(days=due_in),
        reason="a missed dose",
        purpose=purpose,
        asked_at=at(days_ago),
    )
    return replace(plain, **more)


def stands(
    *assessed: Assessed,
    wanted: tuple[Requirement, ...] = (),
    by_rule: Callable[[dt.date], dt.date | None] = no_rule,
    today: dt.date = TODAY,
) -> tuple[Competence, ...]:
    return Ground(
        person_id="w",
        form_id="medicines",
        assessed=assessed,
        asked=wanted,
        by_rule=by_rule,
        today=today,
        zone=dt.UTC,
    ).competences()


def state(*assessed: Assessed, wanted: tuple[Requirement, ...] = ()) -> State:
    (one,) = stands(*assessed, wanted=wanted)
    return one.state


def test_nobody_is_competent_without_a_sealed_check() -> None:
    (one,) = stands()
    assert (one.state, one.until, one.by, one.decided) == (State.NOT_ASSESSED, None, None, None)


def test_a_met_check_lasts_as_long_as_its_form_says() -> None:
    (one,) = stands(check(10))
    assert (one.state, one.until, one.by) == (State.COMPETENT, dt.date(2027, 11, 14), None)


@pytest.mark.parametrize(("day", "expected"), [(14, State.COMPETENT), (15, State.ENDED)])
def test_it_lasts_through_its_last_day_and_has_run_out_the_day_after(day: int, expected: State) -> None:
    (one,) = stands(check(10), today=dt.date(2027, 11, day))
    assert one.state is expected
    assert one.state.may is (expected is State.COMPETENT)


def test_the_earliest_of_form_rule_and_the_day_the_nurse_set_counts() -> None:
    rule = dt.timedelta(weeks=26)
    (by_rule,) = stands(check(10), by_rule=lambda held: held + rule)
    assert (by_rule.until, by_rule.reviewed) == (dt.date(2026, 11, 14) + rule, False)
    nurse = dt.date(2027, 1, 5)
    (set_,) = stands(check(10, review_on=nurse), by_rule=lambda held: held + rule)
    assert (set_.until, set_.reviewed) == (nurse, True)


def test_a_check_that_was_not_met_takes_the_place_of_one_that_was() -> None:
    (one,) = stands(check(100), check(3, Whole.NOT_YET))
    assert (one.state, one.unmet) == (State.NOT_YET, ("Checks the dose",))
    assert one.by == TODAY - dt.timedelta(days=3) + dt.timedelta(days=14)
    assert state(check(1), check(3, Whole.NOT_YET)) is State.COMPETENT


def test_the_day_agreed_for_checking_again_counts_before_a_fortnight() -> None:
    again = asked(Purpose.AGAIN, ref="r3", due_in=40)
    (one,) = stands(check(3, Whole.NOT_YET), wanted=(again,))
    assert one.by == TODAY + dt.timedelta(days=40)


def test_a_check_in_which_something_critical_was_not_seen_counts_neither_way() -> None:
    assert state(check(3, Whole.UNSEEN)) is State.NOT_YET
    (one,) = stands(check(100), check(3, Whole.UNSEEN))
    assert (one.state, one.decided and one.decided.upshot.record_id) == (State.COMPETENT, "r100")
    assert state(check(3, Whole.UNSEEN), check(9, Whole.NOT_YET)) is State.NOT_YET


def test_what_is_not_known_yet_never_counts() -> None:
    assert state(check(3, Whole.UNREAD)) is State.NOT_YET


def test_of_two_who_watched_the_same_the_one_who_saw_a_gap_decides() -> None:
    met, gap = check(3, name="a", pair="p"), check(4, Whole.NOT_YET, name="b", pair="p")
    assert state(met, gap) is State.NOT_YET
    assert state(gap, met) is State.NOT_YET
    assert state(met, gap, check(1, name="c")) is State.COMPETENT


def test_an_incident_suspends_until_a_check_after_it_is_met() -> None:
    (one,) = stands(check(100), wanted=(asked(days_ago=5),))
    assert (one.state, one.by) == (State.SUSPENDED, TODAY + dt.timedelta(days=14))
    assert not one.state.may
    met = asked(days_ago=5, met_by_id="r1")
    assert state(check(100), check(1), wanted=(met,)) is State.COMPETENT
    assert state(check(100), check(1, Whole.UNSEEN), wanted=(asked(days_ago=5),)) is State.SUSPENDED
    assert state(check(100), check(1, Whole.NOT_YET), wanted=(asked(days_ago=5),)) is State.NOT_YET
    assert state(wanted=(asked(),)) is State.SUSPENDED
    assert state(check(100), wanted=(asked(dropped_because="another person"),)) is State.COMPETENT


def test_an_incident_in_a_delegated_task_stops_each_until_it_is_answered_for_itself() -> None:
    answered = asked(days_ago=5, met_by_id="now")
    found = stands(
        check(50, scope=FEED_A),
        check(40, scope=FEED_B),
        check(1, name="now", scope=FEED_B),
        wanted=(answered,),
    )
    assert {one.scope.supported: one.state for one in found} == {
        "AB": State.SUSPENDED,
        "CD": State.RESTRICTED,
    }


def test_a_delegated_task_is_restricted_and_one_does_not_stand_for_another() -> None:
    found = stands(check(50, scope=FEED_A), check(3, Whole.NOT_YET, scope=FEED_B))
    assert {one.scope.supported: one.state for one in found} == {"AB": State.RESTRICTED, "CD": State.NOT_YET}


def test_every_state_says_itself_in_a_word_and_a_symbol() -> None:
    assert [(one.symbol, one.word) for one in State] == [
        ("–", "not assessed"),
        ("✗", "not yet"),
        ("✗", "suspended after an incident"),
        ("!", "ran out"),
        ("✓", "competent"),
        ("◐", "restricted"),
    ]
    assert [one for one in State if one.may] == [State.COMPETENT, State.RESTRICTED]


# --- what meets what was required


@pytest.mark.parametrize("whole", [one for one in Whole if one is not Whole.MET])
def test_only_a_check_that_was_met_meets_what_was_required(whole: Whole) -> None:
    wanted = asked(days_ago=5, form_id="", area="medicines")
    assert meets(wanted, check(1), None)
    assert not meets(wanted, check(1, whole), None)
    assert meets(asked(days_ago=5), check(1, whole), None) is (whole is Whole.WATCHED)


def test_what_was_held_before_it_was_required_does_not_meet_it() -> None:
    assert not meets(asked(days_ago=5), check(6), None)
    assert meets(asked(days_ago=5), check(4), None)


def test_it_has_to_be_the_right_form_and_the_right_area() -> None:
    assert not meets(asked(days_ago=5, form_id="mealtime"), check(1), None)
    dysphagia = asked(Purpose.TRAINING, days_ago=5, form_id="", area="mealtimes")
    assert not meets(dysphagia, replace(check(1), topics=("safeguarding",)), None)
    assert meets(dysphagia, replace(check(1), topics=("safeguarding", "mealtimes")), None)


def test_two_who_watched_the_same_do_not_answer_each_other() -> None:
    again, first = asked(Purpose.AGAIN, days_ago=3, ref="a"), check(3, Whole.NOT_YET, name="a", pair="p")
    assert not meets(again, check(3, name="b", pair="p"), first)
    assert not meets(again, first, first)
    assert meets(again, check(2, name="c"), first)


def test_one_delegated_task_does_not_answer_for_another() -> None:
    again, first = asked(Purpose.AGAIN, days_ago=3, ref="a"), check(3, Whole.NOT_YET, name="a", scope=FEED_A)
    assert not meets(again, check(1, scope=FEED_B), first)
    assert meets(again, check(1, scope=FEED_A), first)
