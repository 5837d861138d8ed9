"""A person's page as plain values: who sees what of whom, and what may be done from there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.answers import Answer
from app.domain.changes import Topic
from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.packs import Purpose
from app.domain.people import Actor, Profile, Role, Standing
from app.domain.practice import Linked
from app.pages import actions, note_training, person, places, threads
from app.pages.note_training import Typed
from app.pages.pieces import Chip
from tests.counting import counting
from tests.team import Team

MOST_STATEMENTS = 80


def look(team: Team, actor: Actor, about: Actor) -> person.PersonPage:
    """Return somebody's page as another sees it."""
    return person.read(team.house, actor, about.person_id)


def test_a_supervisor_is_led_to_supervision_first(team: Team) -> None:
    page = look(team, team.owner, team.other)
    assert (page.title, page.job) == ("Chipo Maple", "Worker · supervisor: Ruth Alder")
    assert [verb.label for verb in page.verbs] == [
        "Start supervision",
        "Log coaching",
        "Observe",
        "Another kind of meeting…",
    ]
    assert page.verbs[0].place == places.Meeting(person_id=team.other.person_id, kind=Kind.SUPERVISION)


def test_a_practice_leader_is_led_to_practice_only(team: Team) -> None:
    verbs = look(team, team.leader, team.worker).verbs
    assert [verb.label for verb in verbs] == ["Log coaching", "Observe", "Practice supervision"]


def test_on_ones_own_page_there_is_nothing_to_start_and_nothing_to_manage(team: Team) -> None:
    page = look(team, team.worker, team.worker)
    assert page.verbs == ()
    assert page.manage == ()
    assert not page.may_begin
    assert not page.may_reset
    assert ("Own PIN", "chosen") in page.details


def test_a_worker_cannot_open_a_colleagues_page(team: Team) -> None:
    with pytest.raises(NotAllowedError):
        look(team, team.worker, team.other)


def test_a_practice_leader_sees_no_details_of_a_colleague(team: Team) -> None:
    assert look(team, team.leader, team.worker).details == ()


def test_details_say_what_is_known_and_the_manager_is_led_on_from_them(team: Team) -> None:
    profile = Profile(
        name="Ewa Sorrel",
        role=Role.WORKER,
        job_title="Senior",
        started_on=dt.date(2026, 1, 5),
        standing=Standing.AWAY,
        away_until=dt.date(2026, 12, 1),
    )
    added = team.house.people.add(team.owner, profile).value
    page = person.read(team.house, team.owner, added.person.id)
    assert page.job == "Senior · supervisor: –"
    assert ("Started", "Mon 5 Jan 2026") in page.details
    assert ("Standing", "Away until Tue 1 Dec 2026") in page.details
    assert ("Own PIN", "not chosen yet") in page.details
    assert [verb.place for verb in page.manage] == [
        places.PersonForm(person_id=added.person.id),
        places.Moving(person_id=added.person.id, change="away"),
        places.Moving(person_id=added.person.id),
        places.Double(person_id=added.person.id),
        places.Pack(purpose=Purpose.PERSON, person_id=added.person.id),
        places.KeepingOf(person_id=added.person.id),
    ]
    assert page.may_reset
    assert page.hand_over.startswith("Give this one-time code to Ewa.")


def test_the_managers_own_page_offers_no_reset(team: Team) -> None:
    page = look(team, team.owner, team.owner)
    assert page.manage
    assert not page.may_reset


def test_nothing_is_started_or_changed_about_somebody_who_has_left(team: Team) -> None:
    team.house.people.make_leaver(team.owner, team.other.person_id)
    page = look(team, team.owner, team.other)
    assert page.verbs == ()
    assert [verb.place for verb in page.manage] == [
        places.Moving(person_id=team.other.person_id),
        places.Double(person_id=team.other.person_id),
        places.Pack(purpose=Purpose.PERSON, person_id=team.other.person_id),
        places.KeepingOf(person_id=team.other.person_id),
    ]
    assert not page.may_begin


def test_a_reset_gives_a_code_to_hand_over(team: Team) -> None:
    outcome = person.reset(team.house, team.owner, team.other.person_id)
    assert outcome.value
    assert outcome.changes.touches(Topic.PEOPLE)


def test_open_actions_stand_with_their_day_until_they_are_done(team: Team) -> None:
    team.sign(team.write(team.owner, team.other, action="Offer two choices"))
    (action,) = look(team, team.owner, team.other).actions
    assert (action.line.what, action.line.chip) == ("Offer two choices", Chip("○", "in 14 days"))
    assert actions.done(team.house, team.owner, action.action_id).value == "Done: Offer two choices"
    assert look(team, team.owner, team.other).actions == ()


def test_the_timeline_holds_records_and_missed_sessions_newest_first(team: Team) -> None:
    record = team.sign(team.write(team.owner, team.other))
    planned = dt.datetime(2026, 12, 1, 23, 30, tzinfo=dt.UTC)
    session = team.house.sessions.plan(team.owner, team.other.person_id, planned).value
    team.house.sessions.missed(team.owner, session.id, "Short of staff")
    team.house.sessions.plan(team.owner, team.other.person_id, planned + dt.timedelta(days=1))
    rows = look(team, team.owner, team.other).timeline
    assert [(one.id, *one.cells) for one in rows] == [
        ("", "Wed 2 Dec 2026", "Supervision, planned", "", "Planned"),
        ("", "Tue 1 Dec 2026", "Supervision, planned", "", "Missed: Short of staff"),
        (record.id, "Tue 24 Nov 2026", f"Supervision {record.number} v1", "Ruth Alder", "Agreed"),
    ]


def test_a_thread_grows_from_training_until_the_skill_is_there(team: Team, tmp_path: Path) -> None:
    about = team.worker.person_id
    area = look(team, team.leader, team.worker).areas[0]
    typed = Typed(title="Choices at meals", area=area.id)
    said = note_training.note(team.house, team.leader, (about,), typed).value
    assert said == "Noted for one person: Choices at meals"
    threads.begin(team.house, team.leader, about, "Offering a choice", area.id)
    (card,) = look(team, team.leader, team.worker).threads
    assert (card.skill, card.area, card.closed) == ("Offering a choice", area.label, None)
    assert card.told == "Thread Offering a choice: nothing joined yet"
    (found,) = card.suggested
    assert found.linked is Linked.TRAINING
    assert found.question == "Belongs here? □ Tue 24 Nov Training: Choices at meals"
    threads.join(team.house, team.leader, card.thread_id, found.linked, found.ref)
    (card,) = look(team, team.leader, team.worker).threads
    assert card.told == "Thread Offering a choice: Tue 24 Nov Training: Choices at meals"
    assert card.steps == (threads.StepShown("□", "Training", "Tue 24 Nov", "Choices at meals"),)
    assert card.may_close
    threads.close(team.house, team.leader, card.thread_id)
    (card,) = look(team, team.leader, team.worker).threads
    assert card.closed == Chip("✓", "there since Tue 24 Nov", "in_date")
    assert not card.may_close
    outcome = threads.print_out(team.house, team.leader, card.thread_id, tmp_path / "thread.pdf")
    assert outcome.value.read_bytes().startswith(b"%PDF-")


def test_the_worker_sees_their_thread_and_is_not_asked_to_join_anything(team: Team) -> None:
    area = look(team, team.leader, team.worker).areas[0].id
    typed = Typed(title="Meals", area=area, done_on=dt.date(2026, 11, 2))
    note_training.note(team.house, team.leader, (team.worker.person_id,), typed)
    threads.begin(team.house, team.leader, team.worker.person_id, "Offering a choice", area)
    (card,) = look(team, team.worker, team.worker).threads
    assert card.suggested == ()
    assert not card.may_close


def test_a_thread_needs_a_skill(team: Team) -> None:
    with pytest.raises(IncompleteError, match="which skill"):
        threads.begin(team.house, team.leader, team.worker.person_id, " ", "choice")


def test_coverage_is_shown_once_there_is_something_to_show(team: Team) -> None:
    assert look(team, team.leader, team.worker).coverage is None
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value
    answers: dict[str, Answer] = {
        "log.about": ("choice",),
        "log.happened": "We tried it.",
        "log.how": "beside",
    }
    content = replace(draft.record.content, answers=answers)
    team.house.writing.store(team.leader, draft.record.id, content, draft.record.revision)
    team.house.writing.save(team.leader, draft.record.id)
    coverage = look(team, team.leader, team.worker).coverage
    assert coverage is not None
    assert coverage.rows[0][1] == (1, 0)


def test_a_persons_page_takes_one_transaction_and_as_many_statements_for_three_times_as_much(
    team: Team,
) -> None:
    area = look(team, team.leader, team.other).areas[0].id

    def after_more(number: int) -> int:
        for count in range(number):
            team.sign(team.write(team.owner, team.other))
            team.write(team.owner, team.other)
            threads.begin(team.house, team.owner, team.other.person_id, f"Skill {count}", area)
            typed = Typed(title="Meals", area=area)
            note_training.note(team.house, team.owner, (team.other.person_id,), typed)
            (*_, card) = look(team, team.owner, team.other).threads
            found = card.suggested[0]
            threads.join(team.house, team.owner, card.thread_id, found.linked, found.ref)
            at = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
            team.house.sessions.plan(team.owner, team.other.person_id, at)
        with counting() as counted:
            page = look(team, team.owner, team.other)
        assert counted.transactions == 1
        assert page.threads
        return len(counted)

    few = after_more(1)
    assert after_more(2) == few
    assert few <= MOST_STATEMENTS
