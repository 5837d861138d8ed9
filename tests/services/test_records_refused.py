"""What cannot be done with a record is refused in words, and what was there stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.actions import ActionAnswer, ActionState, Answered, NewAction
from app.domain.content import Content, Sample
from app.domain.errors import IncompleteError, NotAllowedError, StateError, TextError
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.domain.records import Audience, Choice, Record, RecordState, Response
from app.domain.sessions import SessionState
from app.domain.signing import Mark, Part
from app.services.records.gathering import written_with
from tests.services.test_practice_records import coach, observe, reflect
from tests.storage.test_vault import vault_of
from tests.team import PINS, Team, filled


def state(team: Team, record: Record) -> RecordState:
    """Return how a record stands now."""
    with vault_of(team).read() as work:
        return work.records.get(record.id).state


def finished(team: Team, kind: Kind, by: Actor, **more: object) -> Record:
    """Write a record of a kind about the worker (a group's about its host) and finish it."""
    about = by if kind.is_group else team.worker
    draft = team.house.writing.start(by, kind, about.person_id).value
    content = replace(filled(draft.form, draft.record.content, "We talked."), **more)  # type: ignore[arg-type]
    team.house.writing.store(by, draft.record.id, content, draft.record.revision)
    return team.house.writing.finish(by, draft.record.id).value


# --- writing


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (Kind.SUPERVISION, "Tomasz’s supervisor or the registered manager"),
        (Kind.COACHING, "somebody who leads practice here"),
    ],
)
def test_who_may_start_a_record_is_told_to_whom_may_not(team: Team, kind: Kind, who: str) -> None:
    with pytest.raises(NotAllowedError, match=f"Only {who} can start this"):
        team.house.writing.start(team.other, kind, team.worker.person_id)


def test_starting_again_carries_the_same_draft_on_but_another_form_or_a_pair_is_another_draft(
    team: Team,
) -> None:
    def start(form_id: str, pair_id: str | None = None) -> str:
        worker = team.worker.person_id
        draft = team.house.writing.start(
            team.leader, Kind.OBSERVATION, worker, form_id=form_id, pair_id=pair_id
        )
        return draft.value.record.id

    first = start("medicines")
    assert start("medicines") == first
    assert start("mealtime") != first
    assert start("medicines", pair_id=new_id()) != first


def test_a_finished_record_is_not_typed_into(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    with pytest.raises(StateError, match="Choose “Change something” first"):
        team.house.writing.store(team.deputy, record.id, Content(), record.revision)


def test_an_answer_of_another_form_is_not_kept(team: Team) -> None:
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    with pytest.raises(StateError, match="does not belong to this form"):
        team.house.writing.store(
            team.leader, draft.id, Content(answers={"nobody.asked": "x"}), draft.revision
        )


@pytest.mark.parametrize(
    "content",
    [
        Content(place="x" * 500_001),
        Content(notes={"k": "x" * 500_001}),
        Content(samples=(Sample(second=1, person="x" * 500_001, codes=()),)),
        Content(new_actions=(NewAction(id="n", how_we_will_know="x" * 500_001),)),
    ],
    ids=["place", "note", "sample", "action"],
)
def test_a_text_too_long_is_refused_wherever_it_stands(team: Team, content: Content) -> None:
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    with pytest.raises(TextError, match="the most is 500,000"):
        team.house.writing.store(team.leader, draft.id, content, draft.revision)


def test_what_is_saved_is_not_finished_and_what_is_signed_is_not_saved(team: Team) -> None:
    coaching = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    with pytest.raises(StateError, match="is saved, not signed"):
        team.house.writing.finish(team.leader, coaching.id)
    meeting = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value.record
    with pytest.raises(StateError, match="not finished this way"):
        team.house.writing.save(team.deputy, meeting.id)
    private = reflect(team)
    with pytest.raises(StateError, match="not finished this way"):
        team.house.writing.save(team.worker, private.id)


def test_finishing_or_saving_twice_changes_nothing(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    again = team.house.writing.finish(team.deputy, record.id)
    assert again.value == record
    assert not again.changes.topics
    saved = coach(team)
    twice = team.house.writing.save(team.leader, saved.id)
    assert twice.value == saved
    assert not twice.changes.topics


def test_a_draft_is_thrown_away_and_nothing_else_is(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    with pytest.raises(StateError, match="This record is kept"):
        team.house.writing.discard(team.deputy, record.id)
    team.house.writing.reopen(team.deputy, record.id)
    team.house.writing.discard(team.deputy, record.id)
    assert team.house.records.list(team.deputy) == ()


def test_a_sealed_record_is_not_opened_again_and_a_draft_stays_one(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    with pytest.raises(StateError, match="Choose “Correct”"):
        team.house.writing.reopen(team.deputy, record.id)
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    assert team.house.writing.reopen(team.leader, draft.id).value.record.state is RecordState.DRAFT


def test_a_second_observer_is_asked_for_while_it_is_a_draft(team: Team) -> None:
    observed = observe(team, {})
    with pytest.raises(StateError, match="while the observation is a draft"):
        team.house.writing.pair_up(team.leader, observed.id)
    coaching = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    with pytest.raises(StateError, match="while the observation is a draft"):
        team.house.writing.pair_up(team.leader, coaching.id)
    draft = team.house.writing.start(team.leader, Kind.OBSERVATION, team.worker.person_id).value.record
    pair = team.house.writing.pair_up(team.leader, draft.id).value
    assert team.house.writing.pair_up(team.leader, draft.id).value == pair
    assert [s.id for s in team.house.records.to_watch(team.deputy)] == [draft.id]
    assert team.house.records.to_watch(team.leader) == ()


def test_drafts_are_listed_for_their_writer_alone(team: Team) -> None:
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    assert [s.id for s in team.house.records.drafts(team.leader)] == [draft.id]
    assert team.house.records.drafts(team.deputy) == ()
    assert team.house.records.list(team.owner) == ()


def test_a_record_waits_for_the_one_who_signs_next(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    assert [s.id for s in team.house.records.to_sign(team.worker)] == [record.id]
    assert team.house.records.to_sign(team.deputy) == ()
    team.house.signing.respond(team.deputy, record.id, Response(choice=Choice.AGREE))
    team.house.signing.sign(
        record.id, Part.WORKER, team.worker.person_id, PINS["Tomasz Birch"], Mark(typed="T")
    )
    assert team.house.records.to_sign(team.worker) == ()
    assert [s.id for s in team.house.records.to_sign(team.deputy)] == [record.id]


def test_a_short_list_is_read_on_until_it_is_full_of_what_may_be_read(team: Team) -> None:
    for _ in range(3):
        coach(team)
        team.clock.turn(minutes=1)
    assert len(team.house.finding.newest(team.worker, limit=2)) == 2
    assert len(team.house.finding.newest(team.worker, limit=9)) == 3
    assert team.house.finding.newest(team.other, limit=2) == ()


def test_records_are_read_with_their_forms_a_few_at_a_time(team: Team) -> None:
    ids = [coach(team, f"Number {n}").id for n in range(5)]
    with vault_of(team).read() as work:
        catalog = team.house.records._catalog
        found = list(written_with(work, catalog, [*ids, "gone", ids[0]], 2))
    assert [record.id for record, _ in found] == ids
    assert {form.id for _, form in found} == {"coaching"}


# --- preparing


def test_a_preparation_sheet_keeps_its_own_questions_only(team: Team) -> None:
    sheet = team.house.preparing.sheet(team.worker)
    key = sheet.form.keyed[0][0]
    team.house.preparing.store(team.worker, {key: "The rota"})
    assert team.house.preparing.sheet(team.worker).answers == {key: "The rota"}
    with pytest.raises(StateError, match="does not belong to this sheet"):
        team.house.preparing.store(team.worker, {"nobody.asked": "x"})
    with pytest.raises(TextError):
        team.house.preparing.store(team.worker, {key: "x" * 500_001})
    assert team.house.preparing.sheet(team.worker).answers == {key: "The rota"}
    assert team.house.preparing.sheet(team.other).answers == {}


# --- sharing


def test_only_the_writer_shares_and_only_once(team: Team) -> None:
    record = reflect(team)
    with pytest.raises(NotAllowedError, match="Only the person who wrote this"):
        team.house.sharing.share(team.owner, record.id, Audience.RECORD)
    with pytest.raises(StateError, match="Nothing was changed"):
        team.house.sharing.share(team.worker, record.id, Audience.PRIVATE)
    team.house.sharing.share(team.worker, record.id, Audience.RECORD)
    with pytest.raises(StateError, match="already shared"):
        team.house.sharing.share(team.worker, record.id, Audience.RECORD)


def test_sharing_needs_somebody_to_share_with_who_works_here(team: Team) -> None:
    record = reflect(team)
    with pytest.raises(IncompleteError, match="Choose who may read it") as told:
        team.house.sharing.share(team.worker, record.id, Audience.PERSON)
    assert set(told.value.fields) == {"person"}
    team.house.people.make_leaver(team.owner, team.other.person_id)
    with pytest.raises(NotAllowedError, match="That person has left"):
        team.house.sharing.share(team.worker, record.id, Audience.PERSON, team.other.person_id)
    assert state(team, record) is RecordState.DRAFT
    with vault_of(team).read() as work:
        assert work.records.get(record.id).audience is Audience.PRIVATE


def test_a_reflection_with_nothing_in_it_is_not_shared(team: Team) -> None:
    team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    empty = team.house.writing.start(team.worker, Kind.REFLECTION, team.worker.person_id).value.record
    with pytest.raises(StateError, match="nothing is written in it yet"):
        team.house.sharing.share(team.worker, empty.id, Audience.RECORD)
    half = reflect(team, "  ")
    with pytest.raises(IncompleteError):
        team.house.sharing.share(team.worker, half.id, Audience.RECORD)


def test_a_line_needs_words_a_finished_record_and_somebody_who_may_read_it(team: Team) -> None:
    record, sharing = coach(team), team.house.sharing
    with pytest.raises(IncompleteError, match="Write your line first"):
        sharing.comment(team.worker, record.id, "  ")
    with pytest.raises(NotAllowedError, match="You cannot read this record"):
        sharing.comment(team.other, record.id, "Hello")
    assert sharing.comment(team.worker, record.id, " It helped. ").value.text == "It helped."
    draft = team.house.writing.start(team.deputy, Kind.COACHING, team.worker.person_id).value.record
    with pytest.raises(StateError, match="still being written"):
        sharing.comment(team.deputy, draft.id, "Hello")


# --- correcting


@pytest.mark.parametrize("sealed", [False, True])
def test_only_what_is_sealed_is_corrected_or_withdrawn(team: Team, *, sealed: bool) -> None:
    record = team.write(team.deputy, team.worker)
    correcting = team.house.correcting
    if sealed:
        team.sign(record)
        with pytest.raises(IncompleteError, match="Say why it is withdrawn"):
            correcting.withdraw(team.deputy, record.id, " \n ")
        with pytest.raises(NotAllowedError):
            correcting.withdraw(team.worker, record.id, "Mine")
        withdrawn = correcting.withdraw(team.deputy, record.id, " Another \n person was meant. ").value
        assert (withdrawn.state, withdrawn.withdrawn_because) == (
            RecordState.WITHDRAWN,
            "Another person was meant.",
        )
        assert [s.status for s in team.house.records.list(team.worker)] == ["Withdrawn"]
    with pytest.raises(StateError, match="Only a sealed record"):
        correcting.withdraw(team.deputy, record.id, "Why not")
    with pytest.raises(StateError, match="Only a sealed record"):
        correcting.correct(team.deputy, record.id, "Why not")


def test_a_correction_that_was_begun_is_carried_on(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    first = team.house.correcting.correct(team.deputy, record.id, "The day was wrong.").value.record
    again = team.house.correcting.correct(team.deputy, record.id, "Once more.").value.record
    assert (again.id, again.reason, again.version) == (first.id, "The day was wrong.", 2)
    with pytest.raises(IncompleteError, match="Say why it is corrected"):
        team.house.correcting.correct(team.deputy, record.id, "")


# --- signing


@pytest.mark.parametrize("choice", [Choice.AGREE_AND_ADD, Choice.DO_NOT_AGREE])
def test_words_of_one_s_own_are_asked_for_where_they_are_promised(team: Team, choice: Choice) -> None:
    record = team.write(team.deputy, team.worker)
    with pytest.raises(IncompleteError, match="Write your own words first"):
        team.house.signing.respond(team.deputy, record.id, Response(choice=choice, words="  "))


def test_declining_needs_a_witness_who_is_neither_of_the_two_and_has_a_pin(team: Team) -> None:
    record, signing = team.write(team.deputy, team.worker), team.house.signing
    with pytest.raises(IncompleteError, match="Choose who saw"):
        signing.respond(team.deputy, record.id, Response(choice=Choice.DECLINED))
    for wrong in (team.worker, team.deputy):
        with pytest.raises(NotAllowedError, match="A witness is somebody else"):
            signing.respond(
                team.deputy, record.id, Response(choice=Choice.DECLINED, witness_id=wrong.person_id)
            )
    witnesses = {person.id for person in signing.witnesses(team.deputy, record.id)}
    assert witnesses == {team.owner.person_id, team.leader.person_id, team.other.person_id}
    with pytest.raises(NotAllowedError, match="Only the two people"):
        signing.witnesses(team.other, record.id)


def test_a_leaver_is_no_witness_and_signs_nothing(team: Team) -> None:
    record, signing = team.write(team.deputy, team.worker), team.house.signing
    declined = Response(choice=Choice.DECLINED, witness_id=team.other.person_id)
    signing.respond(team.deputy, record.id, declined)
    team.house.people.make_leaver(team.owner, team.other.person_id)
    with pytest.raises(NotAllowedError, match="has left, so they can no longer sign"):
        signing.sign(record.id, Part.WITNESS, team.other.person_id, PINS["Chipo Maple"], Mark(typed="Chipo"))
    with pytest.raises(NotAllowedError, match="A witness is somebody else"):
        signing.respond(team.deputy, record.id, declined)


def test_an_answer_stands_once_somebody_has_signed(team: Team) -> None:
    record, signing = team.write(team.deputy, team.worker), team.house.signing
    signing.respond(team.deputy, record.id, Response(choice=Choice.AGREE))
    signing.sign(record.id, Part.WORKER, team.worker.person_id, PINS["Tomasz Birch"], Mark(typed="T"))
    with pytest.raises(StateError, match="somebody has signed"):
        signing.respond(team.deputy, record.id, Response(choice=Choice.DO_NOT_AGREE, words="No."))


def test_nothing_is_signed_before_the_answer_without_a_mark_or_once_it_is_sealed(team: Team) -> None:
    record, signing = team.write(team.deputy, team.worker), team.house.signing
    args = (record.id, Part.WORKER, team.worker.person_id, PINS["Tomasz Birch"])
    with pytest.raises(IncompleteError, match="Draw your signature"):
        signing.sign(*args, Mark())
    with pytest.raises(StateError, match="answer comes first"):
        signing.sign(*args, Mark(typed="T"))
    team.sign(record)
    with pytest.raises(StateError, match="not waiting for a signature"):
        signing.sign(*args, Mark(typed="T"))


def test_a_record_that_changed_while_its_pdf_was_signed_is_not_signed(team: Team) -> None:
    record, signing = team.write(team.deputy, team.worker), team.house.signing
    signing.respond(team.deputy, record.id, Response(choice=Choice.AGREE))
    key = team.house.vaults.signing_key(team.worker.person_id, PINS["Tomasz Birch"])
    with vault_of(team).read() as work:
        from app.services.signing.turns import ready_to_sign  # noqa: PLC0415 - only here

        ready = ready_to_sign(
            work, team.house.records._catalog, record.id, Part.WORKER, team.worker.person_id
        )
    signing.respond(team.deputy, record.id, Response(choice=Choice.DO_NOT_AGREE, words="No."))
    made = signing.sign_with_key(record.id, Part.WORKER, team.worker.person_id, key, Mark(typed="T")).value
    assert made.part is Part.SUPERVISOR
    with (
        vault_of(team).write(team.worker.person_id) as work,
        pytest.raises((StateError, NotAllowedError)),
    ):
        signing._keep(work, ready, team.house.records.view(team.deputy, record.id).signatures[0], b"%PDF-")


def test_a_group_s_pdf_is_made_by_its_leader_once_somebody_has_signed_that_they_came(team: Team) -> None:
    signing = team.house.signing
    record = finished(team, Kind.GROUP_SUPERVISION, team.deputy, attendees=(team.worker.person_id,))
    with pytest.raises(IncompleteError, match="Nobody has signed"):
        signing.compose(team.deputy, record.id)
    with pytest.raises(NotAllowedError, match="Only the person who led"):
        signing.compose(team.owner, record.id)
    with pytest.raises(NotAllowedError, match="not on the list"):
        signing.attend(record.id, team.other.person_id, PINS["Chipo Maple"])
    for _ in range(2):
        turn = signing.attend(record.id, team.worker.person_id, PINS["Tomasz Birch"]).value
        assert [one.name for one in turn.attendance] == ["Tomasz Birch"]
    with pytest.raises(StateError, match="answer comes first"):
        signing.sign(record.id, Part.SUPERVISOR, team.deputy.person_id, PINS["Dee Rowan"], Mark(typed="D"))
    meeting = team.write(team.deputy, team.worker)
    with pytest.raises(StateError, match="not a group session"):
        signing.compose(team.deputy, meeting.id)


# --- what sealing sets off


def test_sealing_answers_old_actions_and_each_answer_as_it_was_given(team: Team) -> None:
    new = tuple(
        NewAction(id=new_id(), what=what, owner_id=team.worker.person_id, due_on=dt.date(2026, 12, 8))
        for what in ("Cups", "Rota", "Hoist")
    )
    team.sign(finished(team, Kind.SUPERVISION, team.deputy, new_actions=new))
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    later = dt.date(2027, 1, 12)
    given = {
        "Cups": (Answered.DONE, "", None),
        "Rota": (Answered.CARRY_ON, "Nearly", later),
        "Hoist": (Answered.DROP, "It was sold", None),
    }
    answers = tuple(
        ActionAnswer(
            action_id=old.action_id,
            what=old.what,
            choice=given[old.what][0],
            note=given[old.what][1],
            due_on=given[old.what][2],
        )
        for old in draft.record.content.old_actions
    )
    content = replace(filled(draft.form, draft.record.content, "We talked."), old_actions=answers)
    team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
    team.sign(team.house.writing.finish(team.deputy, draft.record.id).value)
    found = {one.what: one for one in team.house.actions.about(team.deputy, team.worker.person_id)}
    assert {what: one.state for what, one in found.items()} == {
        "Cups": ActionState.DONE,
        "Rota": ActionState.OPEN,
        "Hoist": ActionState.DROPPED,
    }
    assert (found["Rota"].due_on, found["Hoist"].reason) == (later, "It was sold")


@pytest.mark.parametrize(
    ("form_id", "why"), [("medicines", "not seen yet in"), ("time_sample", "to be watched again after")]
)
def test_sealing_an_observation_with_a_next_day_asks_for_another_and_a_correction_asks_no_more(
    team: Team, form_id: str, why: str
) -> None:
    worker = team.worker.person_id
    draft = team.house.writing.start(team.leader, Kind.OBSERVATION, worker, form_id=form_id).value
    content = replace(filled(draft.form, draft.record.content, "Watched."), next_on=team.clock.now().date())
    team.house.writing.store(team.leader, draft.record.id, content, draft.record.revision)
    team.house.writing.save(team.leader, draft.record.id)
    team.house.signing.seal_saved(team.leader, at_once=True)
    with vault_of(team).read() as work:
        asked = [r.reason for r in work.practice.requirements(worker)]
    (reason,) = asked
    assert reason.startswith(f"{why} {draft.record.number}")
    again = team.house.correcting.correct(team.leader, draft.record.id, "A word was wrong.").value
    team.house.writing.save(team.leader, again.record.id)
    team.house.signing.seal_saved(team.leader, at_once=True)
    with vault_of(team).read() as work:
        assert len(work.practice.requirements(worker)) == 1


def test_sealing_marks_what_was_planned_by_that_day_as_held_and_leaves_later_plans(team: Team) -> None:
    worker, now = team.worker.person_id, team.clock.now()
    soon = team.house.sessions.plan(team.deputy, worker, now + dt.timedelta(hours=1)).value
    later = team.house.sessions.plan(team.deputy, worker, now + dt.timedelta(days=30)).value
    record = team.sign(team.write(team.deputy, team.worker))
    with vault_of(team).read() as work:
        kept = {one.id: (one.state, one.record_id) for one in work.sessions.for_person(worker)}
    assert kept[soon.id] == (SessionState.HELD, record.id)
    assert kept[later.id] == (SessionState.PLANNED, None)
