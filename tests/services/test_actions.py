"""Actions that close: another day with a reason, who saw it, seen first, opened again, told when late for long."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.actions import Action, ActionState, ActionStep, Answered, NewAction, Wording
from app.domain.content import Content
from app.domain.errors import IncompleteError, NotAllowedError, StateError, TextError
from app.domain.kinds import Kind
from app.domain.people import Actor
from tests.team import Team, filled

SAID = Wording(what="Offer two cups at tea", due_on=dt.date(2026, 12, 20), how_we_will_know="He chooses")


def agreed(team: Team, what: str = "Offer two cups") -> Action:
    """Return an action of the worker's, due in a fortnight, from a sealed supervision with the deputy."""
    team.sign(team.write(team.deputy, team.worker, action=what))
    return team.house.actions.mine(team.worker)[-1]


def promised(team: Team) -> Action:
    """Return an action of the deputy's, agreed in the worker's supervision."""
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    new = NewAction(
        id="by-deputy",
        what="Ask for a second hoist",
        owner_id=team.deputy.person_id,
        due_on=dt.date(2026, 12, 8),
    )
    old = tuple(replace(one, choice=Answered.CARRY_ON) for one in draft.record.content.old_actions)
    content = replace(
        filled(draft.form, draft.record.content, "We talked."), new_actions=(new,), old_actions=old
    )
    team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
    team.sign(team.house.writing.finish(team.deputy, draft.record.id).value)
    return team.house.actions.mine(team.deputy)[0]


def steps(team: Team, action: Action, by: Actor | None = None) -> list[tuple[ActionStep, str]]:
    view = team.house.actions.view(by or team.deputy, action.id)
    return [(one.step, one.reason) for one in view.history]


def watched(team: Team, *, met: bool) -> str:
    """Watch the worker with the mealtime form, and seal it."""
    draft = team.house.writing.start(
        team.deputy, Kind.OBSERVATION, team.worker.person_id, form_id="mealtime"
    ).value
    answers = {"consent.worker_knows": "yes", "consent.person_agrees": "yes"}
    content = filled(draft.form, Content(answers=answers), "As in the plan")
    rated = {
        f"{section.id}.{item.id}": "yes" if met else "no"
        for section in draft.form.sections
        for item in section.fields
        if item.critical
    }
    content = replace(content, answers={**content.answers, **rated})
    team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
    team.house.writing.save(team.deputy, draft.record.id)
    team.house.signing.seal_saved(team.deputy, at_once=True)
    return draft.record.id


def _plain(value: object) -> object:
    return value.date() if isinstance(value, dt.datetime) else value


def test_another_day_and_other_words_keep_what_was_said_before_and_why(team: Team) -> None:
    action = agreed(team)
    team.house.actions.change(team.deputy, action.id, SAID, " She was on leave. ")
    after = team.house.actions.view(team.worker, action.id)
    assert Wording.of(after.action) == SAID
    (step,) = after.history
    assert (step.step, step.reason) == (ActionStep.CHANGED, "She was on leave.")
    assert step.was == Wording.of(action)
    assert after.names[step.by_id] == "Dee Rowan"


def test_a_change_without_a_reason_or_a_word_changes_nothing(team: Team) -> None:
    action = agreed(team)
    with pytest.raises(IncompleteError, match="Say why"):
        team.house.actions.change(team.deputy, action.id, SAID, "  ")
    with pytest.raises(IncompleteError, match="Say what"):
        team.house.actions.change(team.deputy, action.id, replace(SAID, what=" "), "Because")
    with pytest.raises(TextError):
        team.house.actions.change(team.deputy, action.id, replace(SAID, what="x" * 500_001), "Because")
    assert team.house.actions.mine(team.worker) == (action,)
    assert steps(team, action) == []


def test_what_somebody_else_promised_is_not_closed_by_whom_it_was_promised_to(team: Team) -> None:
    action = promised(team)
    assert action.id in {one.id for one in team.house.actions.all(team.worker)[0]}
    for door in (
        lambda: team.house.actions.done(team.worker, action.id),
        lambda: team.house.actions.drop(team.worker, action.id, "No"),
        lambda: team.house.actions.change(team.worker, action.id, SAID, "No"),
        lambda: team.house.actions.done(team.other, action.id),
        lambda: team.house.actions.view(team.leader, action.id),
    ):
        with pytest.raises(NotAllowedError):
            door()
    assert team.house.actions.done(team.deputy, action.id).value.state is ActionState.DONE


def test_a_worker_closes_their_own_action_and_drops_none(team: Team) -> None:
    action = agreed(team)
    with pytest.raises(NotAllowedError, match="dropped by whoever leads you"):
        team.house.actions.drop(team.worker, action.id, "No time")
    team.house.actions.done(team.worker, action.id, seen="Dee watched tea on Friday")
    view = team.house.actions.view(team.deputy, action.id)
    assert (view.action.state, view.action.seen) == (ActionState.DONE, "Dee watched tea on Friday")


def test_undo_needs_no_word_for_ten_seconds_and_afterwards_a_reason(team: Team) -> None:
    action = agreed(team)
    team.house.actions.done(team.worker, action.id)
    team.clock.turn(seconds=9)
    assert team.house.actions.reopen(team.worker, action.id).value.state is ActionState.OPEN
    team.house.actions.done(team.worker, action.id)
    team.clock.turn(seconds=11)
    with pytest.raises(IncompleteError, match="Say why"):
        team.house.actions.reopen(team.worker, action.id)
    team.house.actions.reopen(team.deputy, action.id, "It slipped again.")
    assert [one for one, _ in steps(team, action)] == [
        ActionStep.DONE,
        ActionStep.REOPENED,
        ActionStep.DONE,
        ActionStep.REOPENED,
    ]
    assert team.house.actions.mine(team.worker)[0].state is ActionState.OPEN


def test_the_undo_of_one_person_is_not_anothers(team: Team) -> None:
    action = agreed(team)
    team.house.actions.done(team.worker, action.id)
    with pytest.raises(IncompleteError, match="Say why"):
        team.house.actions.reopen(team.deputy, action.id)


def test_a_closed_action_is_closed_once(team: Team) -> None:
    action = agreed(team)
    team.house.actions.drop(team.deputy, action.id, "He moved to another home.")
    for door in (
        lambda: team.house.actions.done(team.deputy, action.id),
        lambda: team.house.actions.drop(team.deputy, action.id, "Again"),
        lambda: team.house.actions.change(team.deputy, action.id, SAID, "Again"),
        lambda: team.house.actions.watch(team.deputy, action.id, "", dt.date(2026, 12, 1)),
    ):
        with pytest.raises(StateError, match="dropped already"):
            door()
    assert steps(team, action) == [(ActionStep.DROPPED, "He moved to another home.")]


def test_only_a_record_held_since_that_one_may_read_shows_that_it_is_done(team: Team) -> None:
    action = agreed(team)
    with pytest.raises(NotAllowedError, match="cannot show this action"):
        team.house.actions.done(team.deputy, action.id, evidence_id=action.record_id)
    team.clock.turn(days=3)
    seen = watched(team, met=True)
    assert [one.id for one in team.house.actions.view(team.deputy, action.id).shows] == [seen]
    done = team.house.actions.done(team.deputy, action.id, evidence_id=seen).value
    assert done.evidence_id == seen
    team.clock.turn(days=1)
    assert team.house.actions.reopen(team.deputy, action.id, "Not twice").value.evidence_id is None


def test_what_must_be_seen_first_is_not_done_before_it_was_watched_and_met(team: Team) -> None:
    action = agreed(team)
    by = dt.date(2026, 12, 10)
    team.house.actions.watch(team.deputy, action.id, "mealtime", by)
    with pytest.raises(StateError, match="watched before it is done, by Thu 10 Dec 2026"):
        team.house.actions.done(team.worker, action.id)
    team.clock.turn(days=2)
    watched(team, met=False)
    with pytest.raises(StateError, match="watched before it is done"):
        team.house.actions.done(team.worker, action.id)
    team.clock.turn(days=2)
    seen = watched(team, met=True)
    done = team.house.actions.done(team.worker, action.id).value
    assert (done.state, done.evidence_id) == (ActionState.DONE, seen)


def test_a_meeting_cannot_call_done_what_must_be_seen_first(team: Team) -> None:
    action = agreed(team)
    team.house.actions.watch(team.deputy, action.id, "mealtime", dt.date(2026, 12, 10))
    team.clock.turn(days=7)
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    answers = tuple(replace(one, choice=Answered.DONE) for one in draft.record.content.old_actions)
    content = replace(filled(draft.form, draft.record.content, "We talked."), old_actions=answers)
    revision = team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision).value
    with pytest.raises(IncompleteError) as lacking:
        team.house.writing.finish(team.deputy, draft.record.id)
    assert "watch it first" in lacking.value.fields[f"action.{action.id}"]
    carried = tuple(replace(one, choice=Answered.CARRY_ON, note="Next week") for one in answers)
    team.house.writing.store(team.deputy, draft.record.id, replace(content, old_actions=carried), revision)
    team.sign(team.house.writing.finish(team.deputy, draft.record.id).value)
    assert steps(team, action) == [(ActionStep.CARRIED_ON, "Next week")]


def test_how_we_will_know_stands_beside_the_action_at_the_next_meeting(team: Team) -> None:
    action = agreed(team)
    team.house.actions.change(team.deputy, action.id, SAID, "Clearer")
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    (answer,) = draft.record.content.old_actions
    assert answer.told == "Offer two cups at tea. We will know: He chooses"
    kept = team.house.writing.draft(team.deputy, draft.record.id).record.content.old_actions
    assert kept == (answer,)


def test_late_ones_are_told_to_who_follows_them_up_and_to_nobody_else(team: Team) -> None:
    mine, theirs = agreed(team), promised(team)
    team.clock.turn(days=40)
    told = {
        name: {one.id for one, _ in team.house.actions.pressing(actor).late}
        for name, actor in (
            ("owner", team.owner),
            ("deputy", team.deputy),
            ("leader", team.leader),
            ("worker", team.worker),
        )
    }
    both = {mine.id, theirs.id}
    assert told == {"owner": both, "deputy": {mine.id}, "leader": set(), "worker": set()}


def test_how_long_late_is_counted_in_whole_weeks_and_told_by_the_rule(team: Team) -> None:
    action = agreed(team)
    due_on = action.due_on
    assert due_on is not None
    late = [(days, action.weeks_late(due_on + dt.timedelta(days=days))) for days in (0, 1, 7, 13, 14)]
    assert late == [(0, 0), (1, 0), (7, 1), (13, 1), (14, 2)]
    assert [action.passed_on(due_on + dt.timedelta(days=14), weeks) for weeks in (0, 1, 2, 3)] == [
        False,
        True,
        True,
        False,
    ]
    closed = replace(action, state=ActionState.DONE)
    assert not closed.passed_on(due_on + dt.timedelta(days=99), 1)


def test_the_rule_when_a_late_action_is_told_is_kept_and_bounded(team: Team) -> None:
    rules = team.house.schedule.rules(team.owner)
    assert rules.tell_weeks == 4
    team.house.schedule.change_rules(team.owner, replace(rules, tell_weeks=0))
    assert team.house.schedule.rules(team.owner).tell_weeks == 0
    for weeks in (-1, 53):
        with pytest.raises(IncompleteError, match="1 to 52 weeks"):
            team.house.schedule.change_rules(team.owner, replace(rules, tell_weeks=weeks))


def test_the_workbook_holds_dates_states_and_what_happened(team: Team, tmp_path: Path) -> None:
    action = agreed(team, "+44 7700 900123 is rung")
    team.house.actions.change(team.deputy, action.id, replace(SAID, what=action.what), "On leave")
    team.clock.turn(days=40)
    book = load_workbook(team.house.actions.workbook(team.deputy, tmp_path / "a.xlsx"))
    listed, happened = (
        [[_plain(cell.value) for cell in row] for row in book[name].iter_rows(min_row=2)]
        for name in ("Actions", "What happened")
    )
    assert listed[0][:6] == [
        "+44 7700 900123 is rung",
        "Tomasz Birch",
        "Tomasz Birch",
        dt.date(2026, 12, 20),
        "Open",
        2,
    ]
    assert happened[0][:5] == [
        dt.date(2026, 11, 24),
        action.what,
        "Changed",
        "Dee Rowan",
        "On leave",
    ]


def test_a_corrected_meeting_answers_an_action_once(team: Team) -> None:
    action = agreed(team)
    team.clock.turn(days=7)
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    answers = tuple(
        replace(one, choice=Answered.CARRY_ON, note="Next week") for one in draft.record.content.old_actions
    )
    content = replace(filled(draft.form, draft.record.content, "We talked."), old_actions=answers)
    team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
    first = team.sign(team.house.writing.finish(team.deputy, draft.record.id).value)
    again = team.house.correcting.correct(team.deputy, first.id, "A name was wrong.").value
    team.sign(team.house.writing.finish(team.deputy, again.record.id).value)
    assert steps(team, action) == [(ActionStep.CARRIED_ON, "Next week")]
