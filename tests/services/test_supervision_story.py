"""The main job: a supervision is written, read back, signed by two people and sealed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.actions import ActionState, Answered
from app.domain.answers import MOST_CHARACTERS
from app.domain.errors import IncompleteError, NotAllowedError, StateError, TextError, WrongSecretError
from app.domain.kinds import Kind
from app.domain.records import Choice, RecordState, Response
from app.domain.signing import Mark, Part, Verdict
from tests.team import PINS, Team


def test_a_supervision_is_sealed_once_the_worker_and_then_the_supervisor_have_signed(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    assert record.state is RecordState.READY
    sealed = team.sign(record)
    assert sealed.state is RecordState.SEALED
    view = team.house.records.view(team.worker, record.id)
    assert [s.part for s in view.signatures] == [Part.WORKER, Part.SUPERVISOR]
    assert view.pdf is not None
    assert view.pdf.startswith(b"%PDF-")


def test_the_supervisor_cannot_sign_before_the_worker(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    team.house.signing.respond(team.deputy, record.id, Response(choice=Choice.AGREE))
    with pytest.raises(NotAllowedError):
        team.house.signing.sign(
            record.id, Part.SUPERVISOR, team.deputy.person_id, PINS["Dee Rowan"], Mark(typed="Dee Rowan")
        )


def test_nobody_signs_for_somebody_else(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    team.house.signing.respond(team.deputy, record.id, Response(choice=Choice.AGREE))
    with pytest.raises(NotAllowedError):
        team.house.signing.sign(
            record.id, Part.WORKER, team.deputy.person_id, PINS["Dee Rowan"], Mark(typed="Tomasz Birch")
        )
    with pytest.raises(WrongSecretError):
        team.house.signing.sign(
            record.id, Part.WORKER, team.worker.person_id, PINS["Dee Rowan"], Mark(typed="Tomasz Birch")
        )


def test_changing_a_record_after_the_first_signature_removes_that_signature_and_logs_it(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    team.house.signing.respond(team.deputy, record.id, Response(choice=Choice.AGREE))
    team.house.signing.sign(
        record.id, Part.WORKER, team.worker.person_id, PINS["Tomasz Birch"], Mark(typed="Tomasz Birch")
    )
    draft = team.house.writing.reopen(team.deputy, record.id).value
    assert draft.record.state is RecordState.DRAFT
    assert draft.record.response is None
    team.house.writing.finish(team.deputy, record.id)
    view = team.house.records.view(team.deputy, record.id)
    assert view.signatures == ()
    assert view.pdf is None
    assert any(e.action.startswith("signature removed") for e in team.house.audit.events(team.owner))


def test_a_sealed_record_is_only_corrected_by_a_new_version_that_both_sign(team: Team) -> None:
    old = team.sign(team.write(team.deputy, team.worker))
    with pytest.raises(StateError):
        team.house.writing.store(team.deputy, old.id, old.content, old.revision)
    with pytest.raises(StateError):
        team.house.writing.reopen(team.deputy, old.id)
    new = team.house.correcting.correct(
        team.deputy, old.id, "The date of the training was wrong."
    ).value.record
    assert (new.number, new.version, new.corrects_id) == (old.number, 2, old.id)
    team.house.writing.finish(team.deputy, new.id)
    sealed = team.sign(new)
    first = team.house.records.view(team.worker, old.id)
    assert first.record.state is RecordState.CORRECTED
    assert first.record.corrected_by_id == sealed.id
    assert first.record.content == old.content
    assert [v.version for v in first.versions] == [1, 2]


def test_a_worker_who_declines_is_witnessed_by_somebody_else(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    declined = Response(
        choice=Choice.DECLINED, words="Wants to think about it.", witness_id=team.deputy.person_id
    )
    with pytest.raises(NotAllowedError):
        team.house.signing.respond(team.deputy, record.id, declined)
    sealed = team.sign(record, replace(declined, witness_id=team.other.person_id))
    assert sealed.state is RecordState.SEALED
    assert [s.part for s in team.house.records.view(team.worker, record.id).signatures] == [
        Part.WITNESS,
        Part.SUPERVISOR,
    ]


def test_not_agreeing_needs_words_and_still_seals_the_record(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    with pytest.raises(IncompleteError):
        team.house.signing.respond(team.deputy, record.id, Response(choice=Choice.DO_NOT_AGREE, words="  "))
    team.sign(record, Response(choice=Choice.DO_NOT_AGREE, words="I was not late on the 3rd."))
    (summary,) = team.house.records.list(team.worker)
    assert summary.status == "Not agreed"


def test_an_absent_worker_finds_the_record_waiting_and_the_supervisor_signs_after(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    assert [s.id for s in team.house.records.to_sign(team.worker)] == [record.id]
    assert team.house.records.to_sign(team.deputy) == ()
    team.house.signing.respond(team.worker, record.id, Response(choice=Choice.AGREE))
    team.house.signing.sign(
        record.id, Part.WORKER, team.worker.person_id, PINS["Tomasz Birch"], Mark(typed="Tomasz Birch")
    )
    assert [s.id for s in team.house.records.to_sign(team.deputy)] == [record.id]


def test_actions_agreed_at_one_session_must_be_answered_at_the_next(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, action="Offer two choices at tea"))
    (action,) = team.house.actions.mine(team.worker)
    assert action.state is ActionState.OPEN
    team.clock.turn(weeks=8)
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    (asked,) = draft.record.content.old_actions
    assert asked.what == "Offer two choices at tea"
    with pytest.raises(IncompleteError) as refused:
        team.house.writing.finish(team.deputy, draft.record.id)
    assert f"action.{action.id}" in refused.value.fields
    team.house.writing.discard(team.deputy, draft.record.id)
    second = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    from tests.team import filled  # noqa: PLC0415

    content = filled(second.form, second.record.content, "Went well.")
    content = replace(content, old_actions=(replace(asked, choice=Answered.DONE),))
    team.house.writing.store(team.deputy, second.record.id, content, second.record.revision)
    team.sign(team.house.writing.finish(team.deputy, second.record.id).value)
    assert team.house.actions.mine(team.worker) == ()


def test_the_worker_s_own_points_come_up_on_the_agenda(team: Team) -> None:
    sheet = team.house.preparing.sheet(team.worker)
    key = f"{sheet.form.sections[0].id}.{sheet.form.sections[0].fields[0].id}"
    team.house.preparing.store(team.worker, {key: "Nights are hard at the moment"})
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    assert any("Nights are hard" in point.text for point in draft.record.content.agenda)
    assert team.house.preparing.sheet(team.worker).answers == {}


def test_a_text_too_long_to_keep_is_refused_whole_and_the_stored_draft_stays(team: Team) -> None:
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    key = next(f"{s.id}.{f.id}" for s in draft.form.sections for f in s.fields if f.type.value == "long")
    good = replace(draft.record.content, answers={key: "kept"})
    revision = team.house.writing.store(team.deputy, draft.record.id, good, draft.record.revision).value
    with pytest.raises(TextError):
        team.house.writing.store(
            team.deputy, draft.record.id, replace(good, answers={key: "x" * (MOST_CHARACTERS + 1)}), revision
        )
    assert team.house.writing.draft(team.deputy, draft.record.id).record.content.answers[key] == "kept"


def test_an_older_copy_of_a_draft_never_overwrites_a_newer_one(team: Team) -> None:
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    team.house.writing.store(
        team.deputy, draft.record.id, replace(draft.record.content, place="Office"), draft.record.revision
    )
    with pytest.raises(StateError):
        team.house.writing.store(team.deputy, draft.record.id, draft.record.content, draft.record.revision)


def test_exported_records_check_as_unchanged_and_a_flipped_byte_is_noticed(
    team: Team, tmp_path: object
) -> None:
    from pathlib import Path  # noqa: PLC0415

    team.sign(team.write(team.deputy, team.worker))
    (file,) = team.house.transfer.export(team.owner, Path(str(tmp_path)) / "out")
    assert team.house.checking.check(file).verdict is Verdict.UNCHANGED
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert team.house.checking.check(file).verdict in {Verdict.CHANGED, Verdict.NOT_CHECKED}


def test_a_witness_reads_what_they_saw_declined_and_nobody_else_who_may_not_open_it_does(team: Team) -> None:
    house = team.house
    record = team.write(team.owner, team.worker)
    with pytest.raises(NotAllowedError):
        house.signing.ask(team.leader, record.id)
    declined = Response(choice=Choice.DECLINED, witness_id=team.leader.person_id)
    house.signing.respond(team.owner, record.id, declined)
    assert house.signing.ask(team.leader, record.id).part is Part.WITNESS
    assert house.signing.ask(team.owner, record.id).part is Part.WITNESS
    with pytest.raises(NotAllowedError):
        house.signing.ask(team.other, record.id)
