"""Nobody's record is stranded: whoever leads it may leave in every state, and the registered manager carries it on."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from app.documents.verify import check
from app.domain.errors import IncompleteError, NotAllowedError, StateError
from app.domain.kinds import Kind
from app.domain.people import Profile, Role, Standing
from app.domain.records import Choice, Record, RecordState, Response
from app.domain.signing import Mark, Part, Verdict
from tests.services.test_practice_records import coach
from tests.storage.test_vault import vault_of
from tests.team import PINS, Team

WHY = "Dee works elsewhere now."


def in_state(team: Team, state: RecordState) -> Record:
    """Return a supervision by the deputy with the worker, in one of its states."""
    if state is RecordState.DRAFT:
        return team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value.record
    record = team.write(team.deputy, team.worker, action="Ask first")
    if state is RecordState.WAITING:
        team.house.signing.respond(team.deputy, record.id, Response(choice=Choice.AGREE))
        mark = Mark(typed="Tomasz Birch")
        pin = PINS["Tomasz Birch"]
        team.house.signing.sign(record.id, Part.WORKER, team.worker.person_id, pin, mark)
    if state is RecordState.SEALED:
        team.sign(record)
    return team.house.records.view(team.deputy, record.id).record


def dee_leaves(team: Team) -> None:
    team.house.people.make_leaver(team.owner, team.deputy.person_id)


@pytest.mark.parametrize("state", [RecordState.DRAFT, RecordState.READY, RecordState.WAITING])
def test_a_record_of_a_leader_who_left_is_handed_over_finished_and_signed_in_the_new_leaders_name(
    team: Team, state: RecordState
) -> None:
    record = in_state(team, state)
    dee_leaves(team)
    view = team.house.records.view(team.owner, record.id)
    assert [one.name for one in view.hands] == ["Ruth Alder"]
    handed = team.house.left_behind.hand_over(team.owner, record.id, team.owner.person_id, WHY).value
    assert (handed.state, handed.led_by_id) == (RecordState.DRAFT, team.owner.person_id)
    assert team.house.records.view(team.owner, record.id).signatures == ()
    if state is RecordState.DRAFT:
        from tests.team import filled  # noqa: PLC0415 - a draft has nothing in it yet

        draft = team.house.writing.draft(team.owner, record.id)
        content = filled(draft.form, draft.record.content, "Carried on.")
        team.house.writing.store(team.owner, record.id, content, draft.record.revision)
    sealed = team.sign(team.house.writing.finish(team.owner, record.id).value)
    assert sealed.state is RecordState.SEALED
    view = team.house.records.view(team.worker, record.id)
    assert view.comments[0].text == f"Begun by Dee Rowan, who has left. Handed over to Ruth Alder: {WHY}"
    assert [one.name for one in view.signatures] == ["Tomasz Birch", "Ruth Alder"]


@pytest.mark.parametrize("state", [RecordState.READY, RecordState.WAITING])
def test_a_record_nobody_can_sign_any_more_is_closed_with_a_reason_and_says_who_did_not_sign(
    team: Team, state: RecordState
) -> None:
    record = in_state(team, state)
    dee_leaves(team)
    closed = team.house.left_behind.close(team.owner, record.id, WHY).value
    assert closed.state is RecordState.SEALED
    view = team.house.records.view(team.worker, record.id)
    (line,) = view.comments
    if state is RecordState.READY:
        assert line.text == f"Closed without the signatures of Tomasz Birch and Dee Rowan: {WHY}"
    else:
        assert line.text.startswith(
            f"Closed without the signature of Dee Rowan: {WHY} Signed by Tomasz Birch on"
        )
        assert [one.name for one in view.attachments] == [f"{record.number} as signed.pdf"]
    assert [one.what for one in team.house.actions.about(team.owner, team.worker.person_id)] == ["Ask first"]
    with vault_of(team).read() as work:
        found = check(view.pdf or b"", "record.pdf", (work.certificates.authority()[0],))
    assert found.verdict is Verdict.UNCHANGED
    assert team.house.vaults.faults() == ()


def test_the_leader_closes_a_record_whose_worker_left_before_signing(team: Team) -> None:
    record = in_state(team, RecordState.READY)
    with pytest.raises(NotAllowedError):
        team.house.left_behind.close(team.deputy, record.id, "They left.")
    team.house.people.make_leaver(team.owner, team.worker.person_id)
    assert team.house.records.view(team.deputy, record.id).may_close
    closed = team.house.left_behind.close(team.deputy, record.id, "They left.").value
    assert closed.state is RecordState.SEALED


def test_a_sealed_record_is_corrected_by_the_registered_manager_as_themself(team: Team) -> None:
    record = in_state(team, RecordState.SEALED)
    with pytest.raises(NotAllowedError):
        team.house.correcting.correct(team.owner, record.id, "A wrong date.")
    dee_leaves(team)
    assert team.house.records.view(team.owner, record.id).may_correct
    draft = team.house.correcting.correct(team.owner, record.id, "A wrong date.").value.record
    new = team.sign(team.house.writing.finish(team.owner, draft.id).value)
    view = team.house.records.view(team.worker, new.id)
    assert view.led_by.name == "Ruth Alder"
    assert view.comments[0].text == (
        "Held by Dee Rowan, who has left. Corrected by Ruth Alder, registered manager."
    )
    assert team.house.records.view(team.worker, record.id).record.state is RecordState.CORRECTED


@pytest.mark.parametrize(
    "state", [RecordState.DRAFT, RecordState.READY, RecordState.WAITING, RecordState.SEALED]
)
def test_what_a_leader_left_behind_is_withdrawn_in_every_state(team: Team, state: RecordState) -> None:
    record = in_state(team, state)
    with pytest.raises(NotAllowedError):
        team.house.correcting.withdraw(team.owner, record.id, WHY)
    dee_leaves(team)
    withdrawn = team.house.correcting.withdraw(team.owner, record.id, WHY).value
    assert (withdrawn.state, withdrawn.withdrawn_because) == (RecordState.WITHDRAWN, WHY)
    with pytest.raises(StateError):
        team.house.correcting.withdraw(team.owner, record.id, WHY)


def test_a_coaching_draft_of_a_practice_leader_who_left_goes_to_whoever_leads_practice(team: Team) -> None:
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    team.house.people.make_leaver(team.owner, team.leader.person_id)
    view = team.house.records.view(team.owner, draft.id)
    assert [one.name for one in view.hands] == ["Dee Rowan", "Ruth Alder"]
    team.house.left_behind.hand_over(team.owner, draft.id, team.deputy.person_id, "Priya left.")
    assert draft.id in [one.id for one in team.house.records.drafts(team.deputy)]
    with pytest.raises(StateError, match="withdraw it with a reason"):
        team.house.writing.discard(team.deputy, draft.id)
    kept = team.house.correcting.withdraw(team.deputy, draft.id, "Never happened.").value
    assert kept.state is RecordState.WITHDRAWN


def test_a_saved_record_is_still_sealed_after_its_leader_left(team: Team) -> None:
    record = coach(team)
    team.house.people.make_leaver(team.owner, team.leader.person_id)
    handed = team.house.left_behind.hand_over(
        team.owner, record.id, team.owner.person_id, "Priya left."
    ).value
    assert handed.state is RecordState.DRAFT
    team.house.writing.save(team.owner, record.id)
    team.house.signing.seal_saved(team.owner, at_once=True)
    assert team.house.records.view(team.owner, record.id).record.state is RecordState.SEALED


@pytest.mark.parametrize("standing", [Standing.ACTIVE, Standing.AWAY])
def test_only_once_the_leader_is_not_there_and_only_the_registered_manager(
    team: Team, standing: Standing
) -> None:
    record = in_state(team, RecordState.READY)
    dee = team.house.people.get(team.owner, team.deputy.person_id)
    known = {one.name: getattr(dee, one.name) for one in fields(Profile)}
    team.house.people.change(team.owner, dee.id, Profile(**{**known, "standing": standing}))
    for actor in (team.deputy, team.leader, team.worker, team.other):
        with pytest.raises(NotAllowedError):
            team.house.left_behind.hand_over(actor, record.id, team.owner.person_id, WHY)
    if standing is Standing.ACTIVE:
        with pytest.raises(NotAllowedError):
            team.house.left_behind.hand_over(team.owner, record.id, team.owner.person_id, WHY)
        return
    team.house.left_behind.hand_over(team.owner, record.id, team.owner.person_id, WHY)
    (line,) = team.house.records.view(team.owner, record.id).comments
    assert line.text.startswith("Begun by Dee Rowan, who is away. Handed over to Ruth Alder")


def test_whoever_cannot_lead_it_gets_nothing_and_a_reason_is_needed(team: Team) -> None:
    record = in_state(team, RecordState.READY)
    dee_leaves(team)
    with pytest.raises(NotAllowedError, match="Priya Larch cannot lead this record"):
        team.house.left_behind.hand_over(team.owner, record.id, team.leader.person_id, WHY)
    with pytest.raises(IncompleteError):
        team.house.left_behind.hand_over(team.owner, record.id, team.owner.person_id, "  ")
    with pytest.raises(IncompleteError):
        team.house.left_behind.close(team.owner, record.id, "")


def test_a_private_reflection_of_somebody_who_left_stays_theirs(team: Team) -> None:
    team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    draft = team.house.writing.start(team.worker, Kind.REFLECTION, team.worker.person_id).value.record
    team.house.people.make_leaver(team.owner, team.worker.person_id)
    with pytest.raises(NotAllowedError):
        team.house.records.view(team.owner, draft.id)
    with pytest.raises(NotAllowedError):
        team.house.left_behind.hand_over(team.owner, draft.id, team.owner.person_id, WHY)


def test_what_is_about_the_registered_manager_themself_is_not_theirs_to_take_up(team: Team) -> None:
    second = team.house.people.add(team.owner, Profile(name="Ivy Thorn", role=Role.OWNER)).value.person
    by = replace(team.owner, person_id=second.id, name=second.name)
    record = team.write(by, team.owner)
    team.house.people.make_leaver(team.owner, second.id)
    with pytest.raises(NotAllowedError):
        team.house.left_behind.hand_over(team.owner, record.id, team.deputy.person_id, WHY)
