"""Today as plain values: what needs whom, in which words, and what may be done about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.actions import ActionState, NewAction
from app.domain.changes import Topic
from app.domain.kinds import Kind
from app.domain.people import Profile, Role
from app.domain.records import Choice, Response
from app.domain.sessions import Reason, SessionState
from app.pages import actions, places, sessions, today
from app.pages.pieces import Chip
from tests.counting import counting
from tests.team import Team, filled

MOST_STATEMENTS = 60


def at(day: int, hour: int = 9) -> dt.datetime:
    """Return a moment in December 2026."""
    return dt.datetime(2026, 12, day, hour, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("hours", "greeting"),
    [
        (-3, "Good morning, Ruth"),
        (-2, "Good afternoon, Ruth"),
        (2, "Good afternoon, Ruth"),
        (3, "Good evening, Ruth"),
    ],
)
def test_the_greeting_follows_the_part_of_the_day(team: Team, hours: int, greeting: str) -> None:
    team.clock.turn(hours=hours)
    assert today.read(team.house, team.owner).title == greeting


def test_a_worker_is_offered_reflecting_and_preparing_and_nothing_for_leaders(team: Team) -> None:
    page = today.read(team.house, team.worker)
    assert [verb.place for verb in page.verbs] == [places.Reflect()]
    assert [one.label for one in page.prepare] == ["Prepare for my supervision"]


def test_whoever_leads_is_offered_every_kind_of_record_each_with_its_keys(team: Team) -> None:
    verbs = today.read(team.house, team.leader).verbs
    assert [(verb.label, verb.tip) for verb in verbs] == [
        ("Log coaching", "Log coaching (Ctrl+N, C)"),
        ("Observe", "Observe (Ctrl+N, O)"),
        ("Start a meeting", "Start a meeting (Ctrl+N, S)"),
        ("Reflect", "Reflect (Ctrl+N, R)"),
        ("Log other work", "In two taps: what it was, and the area it served"),
    ]


def test_points_for_supervision_once_written_are_offered_to_be_changed(team: Team) -> None:
    form = team.house.preparing.sheet(team.worker).form
    key = f"{form.sections[0].id}.{form.sections[0].fields[0].id}"
    team.house.preparing.store(team.worker, {key: "My rota"})
    prepare = today.read(team.house, team.worker).prepare
    assert [one.label for one in prepare] == ["Change my points for supervision"]


def test_every_meeting_that_is_planned_and_has_a_sheet_is_named_until_it_is_begun(team: Team) -> None:
    house, worker = team.house, team.worker.person_id
    for days, kind in (
        (3, Kind.APPRAISAL),
        (5, Kind.RETURN_TO_WORK),
        (6, Kind.DEBRIEF),
        (40, Kind.PROBATION_REVIEW),
    ):
        today.plan(house, team.deputy, worker, kind, team.clock.now() + dt.timedelta(days=days))
    asked = today.read(house, team.worker).prepare
    assert [one.label for one in asked] == [
        "Prepare for my supervision",
        "Prepare for my appraisal",
        "Prepare for my return-to-work talk",
    ]
    assert asked[-1].place == places.Prepare(kind=Kind.RETURN_TO_WORK)
    (key, *_) = (key for key, _, _ in house.preparing.sheet(team.worker, Kind.RETURN_TO_WORK).form.keyed)
    house.preparing.store(team.worker, {key: "Good to be back"}, Kind.RETURN_TO_WORK)
    assert [one.label for one in today.read(house, team.worker).prepare] == [
        "Prepare for my supervision",
        "Prepare for my appraisal",
        "Change my points for return-to-work talk",
    ]


def test_the_registered_manager_has_nobody_to_prepare_for(team: Team) -> None:
    assert today.read(team.house, team.owner).prepare == ()


def test_drafts_wait_under_the_name_of_the_other_and_open_where_they_are_written(team: Team) -> None:
    draft = team.house.writing.start(team.owner, Kind.COACHING, team.worker.person_id).value.record
    own = team.house.writing.start(team.owner, Kind.REFLECTION, team.owner.person_id).value.record
    lines = {line.what: line.verb for line in today.read(team.house, team.owner).drafts}
    assert set(lines) == {"Coaching with Tomasz Birch, Tue 24 Nov", "Reflection, Tue 24 Nov"}
    coaching, reflection = lines["Coaching with Tomasz Birch, Tue 24 Nov"], lines["Reflection, Tue 24 Nov"]
    assert coaching is not None
    assert reflection is not None
    assert coaching.place == places.Coaching(record_id=draft.id)
    assert reflection.place == places.Reflect(record_id=own.id)


def test_a_record_waits_for_the_signature_of_whose_turn_it_is(team: Team) -> None:
    record = team.write(team.owner, team.other)
    team.house.signing.respond(team.owner, record.id, agreed())
    (line,) = today.read(team.house, team.other).to_sign
    assert line.what == f"Supervision {record.number} waits for your signature"
    assert line.detail == "Held Tue 24 Nov 2026"
    assert line.verb is not None
    assert line.verb.place == places.Sign(record_id=record.id)
    assert today.read(team.house, team.owner).to_sign == ()


def test_a_second_observer_is_asked_to_watch_the_same_practice(team: Team) -> None:
    record = team.house.writing.start(
        team.owner, Kind.OBSERVATION, team.worker.person_id, form_id="observation"
    ).value.record
    pair = team.house.writing.pair_up(team.owner, record.id).value
    (line,) = today.read(team.house, team.leader).to_watch
    assert line.what == "Ruth Alder asks you to watch the same practice of Tomasz Birch"
    assert line.verb is not None
    assert line.verb.place == places.Observe(
        person_id=team.worker.person_id, form_id="observation", pair_id=pair
    )
    assert today.read(team.house, team.owner).to_watch == ()


def test_what_is_late_comes_before_what_is_soon_and_can_be_planned_and_started(team: Team) -> None:
    team.clock.turn(weeks=8)
    page = today.read(team.house, team.owner)
    first = page.due[0]
    assert first.line.chip is not None
    assert (first.line.chip.symbol, first.line.chip.tone) == ("!", "late")
    assert first.line.detail == "No supervision is recorded yet"
    assert first.line.verb is not None
    assert first.line.verb.place == places.Meeting(person_id=first.person_id, kind=first.kind)
    assert first.question == f"When will you meet {first.line.what.split('’')[0]}?"
    assert page.needs_you


def test_a_medicines_check_is_started_with_its_own_form(team: Team) -> None:
    team.clock.turn(weeks=52)
    verbs = [one.line.verb for one in today.read(team.house, team.leader).due]
    starts = [verb.place for verb in verbs if verb is not None]
    assert places.Observe(person_id=team.worker.person_id, form_id="medicines") in starts


def test_a_few_due_dates_are_shown_and_the_page_due_holds_the_others(team: Team) -> None:
    for number in range(7):
        profile = Profile(name=f"Person {number}", role=Role.WORKER, supervisor_id=team.owner.person_id)
        team.house.people.add(team.owner, profile)
    team.clock.turn(weeks=7)
    page = today.read(team.house, team.owner)
    assert len(page.due) == today.MOST_DUE
    assert page.more_due is not None
    assert page.more_due.place == places.Due()
    count = sum(one.state in {"late", "soon"} for one in team.house.schedule.due(team.owner))
    assert page.more_due.label == f"{count - today.MOST_DUE} more on the page Due"


def test_a_planned_date_stands_beside_what_is_due(team: Team) -> None:
    team.clock.turn(weeks=7)
    moment = dt.datetime(2027, 1, 14, 23, 30, tzinfo=dt.UTC)
    said = today.plan(team.house, team.owner, team.other.person_id, Kind.SUPERVISION, moment)
    assert said.value == "Planned for Thu 14 Jan 2027."
    assert said.changes.topics == {Topic.SCHEDULE}
    (line,) = (one.line for one in today.read(team.house, team.owner).due if "Chipo" in one.line.what)
    assert line.detail.endswith("planned for Thu 14 Jan")


def test_planning_begins_at_two_tomorrow(team: Team) -> None:
    assert today.read(team.house, team.owner).plan_from == dt.datetime(2026, 11, 25, 14, tzinfo=dt.UTC)


def test_an_action_stands_here_with_its_day_until_it_is_done(team: Team) -> None:
    team.sign(team.write(team.owner, team.other, action="Offer two choices"))
    (action,) = today.read(team.house, team.other).actions
    assert action.line.chip == Chip("○", "in 14 days")
    team.clock.turn(days=16)
    (action,) = today.read(team.house, team.other).actions
    assert action.line.chip == Chip("!", "2 days late", "late")
    said = actions.done(team.house, team.other, action.action_id)
    assert said.value == "Done: Offer two choices"
    assert today.read(team.house, team.other).actions == ()
    (kept,) = team.house.actions.about(team.other, team.other.person_id)
    assert kept.state is ActionState.DONE


def test_an_action_more_than_a_fortnight_off_does_not_press(team: Team) -> None:
    draft = team.house.writing.start(team.owner, Kind.COACHING, team.other.person_id).value
    days = (dt.date(2026, 12, 8), dt.date(2026, 12, 9))
    actions = tuple(
        NewAction(id=str(day), what=f"By {day}", owner_id=team.other.person_id, due_on=day) for day in days
    )
    content = replace(filled(draft.form, draft.record.content, "We tried."), new_actions=actions)
    team.house.writing.store(team.owner, draft.record.id, content, draft.record.revision)
    team.house.writing.save(team.owner, draft.record.id)
    assert [one.line.what for one in today.read(team.house, team.other).actions] == ["By 2026-12-08"]


def test_a_session_is_started_or_missed_by_who_holds_it_and_only_seen_by_whose_it_is(team: Team) -> None:
    today.plan(team.house, team.owner, team.other.person_id, Kind.SUPERVISION, at(1))
    (held,) = today.read(team.house, team.owner).sessions
    (seen,) = today.read(team.house, team.other).sessions
    assert held.line.what == "Tue 1 Dec 09:00  Supervision, Chipo Maple"
    assert held.may_miss
    assert held.line.verb is not None
    assert held.line.verb.place == places.Meeting(person_id=team.other.person_id)
    assert seen.line.what == "Tue 1 Dec 09:00  Your supervision"
    assert not seen.may_miss
    assert seen.line.verb is None
    sessions.missed(team.house, team.owner, held.session_id, Reason(words="She was ill."))
    (kept,) = team.house.sessions.of(team.owner, team.other.person_id)
    assert kept.state is SessionState.MISSED
    assert today.read(team.house, team.owner).sessions == ()


def test_what_is_planned_today_stands_by_the_clock_and_apart_from_what_comes_after(team: Team) -> None:
    assert today.read(team.house, team.owner).told == "Tuesday 24 November"
    for hours in (2, 3, 26):
        moment = team.clock.now() + dt.timedelta(hours=hours)
        today.plan(team.house, team.owner, team.other.person_id, Kind.SUPERVISION, moment)
    page = today.read(team.house, team.owner)
    assert [(one.clock, one.line.what) for one in page.day] == [
        ("16:00", "Supervision, Chipo Maple"),
        ("17:00", "Supervision, Chipo Maple"),
    ]
    assert [one.line.what for one in page.sessions] == ["Wed 25 Nov 16:00  Supervision, Chipo Maple"]
    assert page.told == "Tuesday 24 November · 2 meetings today"


def test_those_past_their_date_are_counted_by_what_is_due(team: Team) -> None:
    assert today.read(team.house, team.owner).past == ()
    team.clock.turn(weeks=52)
    past = dict(today.read(team.house, team.owner).past)
    late = [one for one in team.house.schedule.due(team.owner) if one.state == "late"]
    people = sum(one.kind is Kind.SUPERVISION and one.person_id != team.owner.person_id for one in late)
    assert people > 1
    assert past["Supervision"] == f"{people} people"


def test_a_quiet_day_says_so(team: Team) -> None:
    page = today.read(team.house, team.worker)
    assert page.nothing is not None
    assert page.nothing.what == "Nothing needs you today."
    assert not page.needs_you


def test_a_manager_without_a_team_is_led_to_people(team: Team) -> None:
    for person in team.house.people.list(team.owner):
        if person.id != team.owner.person_id:
            team.house.people.make_leaver(team.owner, person.id)
    nothing = today.read(team.house, team.owner).nothing
    assert nothing is not None
    assert nothing.verb is not None
    assert nothing.verb.place == places.People()


def test_today_takes_one_transaction_and_as_many_statements_for_three_times_as_much(team: Team) -> None:
    people = iter((team.deputy, team.leader, team.worker, team.other))

    def after_more(number: int) -> int:
        for _ in range(number):
            about = next(people)
            team.sign(team.write(team.owner, about, action="Offer two choices"))
            team.write(team.owner, team.other)
            team.house.writing.start(team.owner, Kind.COACHING, about.person_id)
            today.plan(team.house, team.owner, about.person_id, Kind.SUPERVISION, at(1))
        with counting() as counted:
            page = today.read(team.house, team.owner)
        assert counted.transactions == 1
        assert page.sessions
        assert page.drafts
        return len(counted)

    few = after_more(1)
    assert after_more(2) == few
    assert few <= MOST_STATEMENTS


def agreed() -> Response:
    """Return the answer of somebody who agrees."""
    return Response(choice=Choice.AGREE)
