"""A check that was not met counts as done nowhere; what is corrected or withdrawn counts no more."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.domain.kinds import Kind
from app.domain.practice import Purpose, Requirement
from app.domain.records import Record, RecordState
from app.domain.schedule import Due, DueState
from app.domain.training import Course
from app.domain.upshots import Whole
from tests.services.test_practice_records import observe
from tests.storage.test_vault import vault_of
from tests.team import Team, filled

SIX = dict.fromkeys(("right_person", "right_medicine", "consent", "refusal", "signs", "error"), "not_yet")
"""Every critical item of the medicines check, not met."""


def seal(team: Team, ratings: dict[str, str], *, form_id: str = "medicines") -> Record:
    """Watch the worker, a minute after whatever was last, and let the service seal it."""
    team.clock.turn(minutes=1)
    record = observe(team, ratings, form_id=form_id)
    team.house.signing.seal_saved(team.leader, at_once=True)
    return record


def cell(team: Team, form_id: str) -> Due:
    cells = team.house.schedule.due(team.owner, Kind.OBSERVATION)
    return next(c for c in cells if c.person_id == team.worker.person_id and c.form_id == form_id)


def open_ones(team: Team) -> tuple[Requirement, ...]:
    with vault_of(team).read() as work:
        return work.practice.requirements(team.worker.person_id)


def correct(team: Team, record: Record, ratings: dict[str, str]) -> None:
    """Correct an observation with other ratings, and let the service seal it."""
    draft = team.house.correcting.correct(team.leader, record.id, "Rated the wrong line").value
    content = filled(draft.form, draft.record.content, "You waited for the answer.")
    seen = next(s for s in draft.form.sections if s.step == "observe")
    answers = {**content.answers, **{f"{seen.id}.{f.id}": ratings.get(f.id, "yes") for f in seen.fields}}
    team.house.writing.store(
        team.leader, draft.record.id, replace(content, answers=answers), draft.record.revision
    )
    team.house.writing.save(team.leader, draft.record.id)
    team.house.signing.seal_saved(team.leader, at_once=True)


def test_six_unmet_critical_items_are_no_tick_for_a_year(team: Team) -> None:
    seal(team, SIX)
    found = cell(team, "medicines")
    assert found.last_on is None
    assert found.state is DueState.SOON
    assert found.due_on == dt.date(2026, 12, 8)
    assert "was not met" in found.why
    assert "Makes sure it is the right person" in found.why
    team.clock.turn(days=15)
    assert cell(team, "medicines").state is DueState.LATE


def test_nor_does_it_count_as_practice_watched(team: Team) -> None:
    seal(team, SIX)
    assert cell(team, "").last_on is None
    seal(team, {})
    assert cell(team, "").last_on == dt.date(2026, 11, 24)


def test_a_check_that_was_met_before_no_longer_counts_after_one_that_was_not(team: Team) -> None:
    seal(team, {})
    assert cell(team, "medicines").state is DueState.IN_DATE
    team.clock.turn(days=30)
    seal(team, {"signs": "partly"})
    found = cell(team, "medicines")
    assert (found.state, found.due_on) == (DueState.SOON, dt.date(2027, 1, 7))


def test_a_failed_check_does_not_meet_an_incident_a_training_check_or_a_re_observation(team: Team) -> None:
    worker, now = team.worker.person_id, dt.date(2026, 11, 24)
    team.house.schedule.incident(team.deputy, worker, "medicines", now, "a missed dose")
    course = Course(title="Safer medicines", area="medicines", done_on=now, check_by=now)
    team.house.training.note(team.leader, (worker,), course)
    assert {one.purpose for one in open_ones(team)} == {Purpose.INCIDENT, Purpose.TRAINING}
    seal(team, SIX)
    seal(team, {"refusal": "did_not_see"})
    assert {one.purpose for one in open_ones(team)} == {Purpose.INCIDENT, Purpose.TRAINING, Purpose.UNSEEN}
    met = seal(team, {})
    assert open_ones(team) == ()
    with vault_of(team).read() as work:
        assert {one.met_by_id for one in work.practice.asked(worker)} == {met.id}


def test_a_spot_check_does_not_clear_dysphagia(team: Team) -> None:
    worker = team.worker.person_id
    done_on, by = dt.date(2026, 11, 2), dt.date(2026, 12, 20)
    course = Course(title="Dysphagia", area="mealtimes", done_on=done_on, check_by=by)
    team.house.training.note(team.leader, (worker,), course)
    seal(team, {}, form_id="spot_check")
    assert [one.purpose for one in open_ones(team)] == [Purpose.TRAINING]
    seal(team, {}, form_id="mealtime")
    assert open_ones(team) == ()


def test_what_a_withdrawn_check_had_met_is_open_again(team: Team) -> None:
    now = dt.date(2026, 11, 24)
    team.house.schedule.incident(team.deputy, team.worker.person_id, "medicines", now, "a missed dose")
    met = seal(team, {})
    assert open_ones(team) == ()
    team.house.correcting.withdraw(team.leader, met.id, "It was another person")
    assert [one.purpose for one in open_ones(team)] == [Purpose.INCIDENT]
    assert cell(team, "medicines").last_on is None


@pytest.mark.parametrize(("first", "second"), [({}, SIX), (SIX, {})])
def test_only_the_corrected_version_counts(team: Team, first: dict[str, str], second: dict[str, str]) -> None:
    now = dt.date(2026, 11, 24)
    team.house.schedule.incident(team.deputy, team.worker.person_id, "medicines", now, "a missed dose")
    record = seal(team, first)
    assert bool(open_ones(team)) is bool(first)
    correct(team, record, second)
    assert bool(open_ones(team)) is bool(second)
    assert (cell(team, "medicines").last_on is None) is bool(second)


def test_what_an_older_program_sealed_is_read_at_the_next_sign_in_and_until_then_counts_for_nothing(
    team: Team,
) -> None:
    failed, met = seal(team, SIX), seal(team, {}, form_id="mealtime")
    with vault_of(team).write("x") as work:
        work.session.execute(text("UPDATE upshot SET whole = '', is_check = 1, months = NULL, unmet = ''"))
    assert cell(team, "").last_on is None
    team.house.vaults.unlock(team.deputy.person_id, "731946")
    with vault_of(team).read() as work:
        found = work.upshots.of((failed.id, met.id))
        assert work.upshots.unread() == ()
    assert [found[one.id].upshot.whole for one in (failed, met)] == [Whole.NOT_YET, Whole.MET]
    assert found[met.id].upshot.months == 12
    assert team.house.records.view(team.leader, failed.id).record.state is RecordState.SEALED
