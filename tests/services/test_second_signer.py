"""Where the service asks for it a second signer signs last; the record is sealed only then, and its PDF says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError, StateError
from app.domain.kinds import Kind
from app.domain.people import Actor, Role
from app.domain.records import Choice, Record, RecordState, Response
from app.domain.signing import Mark, Part, Verdict
from app.pages import set_up, sign, today
from tests.services.test_codes import words_of
from tests.services.test_roles import PIN, joins, supervised_by
from tests.team import PINS, Team


@pytest.fixture
def asked(team: Team) -> Team:
    """Return the team once its service asks for a second signer of supervision."""
    set_up.save_second(team.house, team.owner, (Kind.SUPERVISION.value,))
    return team


def signed_by_both(team: Team, record: Record, by: Actor, pin: str) -> Record:
    """Let the worker agree, and the two people of a record sign it."""
    team.house.signing.respond(by, record.id, Response(choice=Choice.AGREE))
    about = team.house.people.get(team.owner, record.about_id)
    for part, who, own in ((Part.WORKER, about.id, PINS[about.name]), (Part.SUPERVISOR, by.person_id, pin)):
        made = team.house.signing.sign(record.id, part, who, own, Mark(typed="signed"))
    return made.value.record


def test_the_second_signer_signs_last_and_seals_and_the_pdf_is_whole_only_then(
    asked: Team, tmp_path: Path
) -> None:
    house, deputy, owner = asked.house, asked.deputy, asked.owner
    record = signed_by_both(
        asked, asked.write(deputy, asked.worker, action="Two cups"), deputy, PINS["Dee Rowan"]
    )
    assert record.state is RecordState.WAITING
    assert house.actions.about(owner, asked.worker.person_id) == ()
    assert [line.what for line in today.read(house, owner).to_sign] == [
        f"Supervision {record.number} waits for your signature"
    ]
    assert today.read(house, deputy).to_sign == ()
    with house.store.read() as work:
        document = work.signing.document(record.id)
    assert document is not None
    (tmp_path / "half.pdf").write_bytes(document.pdf)
    half = house.checking.check(tmp_path / "half.pdf")
    assert half.verdict is Verdict.CHANGED
    assert "signature of the countersigner is missing" in half.sentence
    page = sign.read(house, owner, record.id)
    assert page.signing is not None
    assert page.own
    assert page.signing.statement == "I have read this record and sign it as the second signer."
    after = sign.sign(
        house, owner, record.id, page.signing, PINS["Ruth Alder"], Mark(typed="Ruth Alder")
    ).value
    assert after.sealed is not None
    assert "is signed by both, and by a second signer" in after.sealed.words
    assert [one.what for one in house.actions.about(owner, asked.worker.person_id)] == ["Two cups"]
    house.transfer.export_one(deputy, record.id, tmp_path / "whole.pdf")
    whole = house.checking.check(tmp_path / "whole.pdf")
    assert whole.verdict is Verdict.UNCHANGED
    assert [(one.part, one.name) for one in whole.signatures] == [
        ("Worker", "Tomasz Birch"),
        ("Supervisor", "Dee Rowan"),
        ("Countersigner", "Ruth Alder"),
    ]
    assert "Countersigner: Ruth Alder – I have read this record" in words_of(tmp_path / "whole.pdf")


def test_whoever_supervises_the_supervisor_is_asked_first_and_reads_what_they_sign(asked: Team) -> None:
    house = asked.house
    grace = joins(asked, "Grace Sorbus", Role.TEAM_LEADER, asked.deputy.person_id)
    supervised_by(asked, asked.other, grace)
    record = signed_by_both(asked, asked.write(grace, asked.other), grace, PIN)
    assert [one.id for one in house.records.to_sign(asked.deputy)] == [record.id]
    assert house.records.to_sign(asked.owner) == ()
    for wrong, pin in ((asked.owner, PINS["Ruth Alder"]), (grace, PIN)):
        with pytest.raises(NotAllowedError):
            house.signing.sign(record.id, Part.COUNTERSIGNER, wrong.person_id, pin, Mark(typed="Not me"))
    done = house.signing.sign(
        record.id, Part.COUNTERSIGNER, asked.deputy.person_id, PINS["Dee Rowan"], Mark(typed="Dee Rowan")
    ).value
    assert done.record.state is RecordState.SEALED
    assert house.records.view(asked.deputy, record.id).pdf is not None
    assert [one.part for one in house.records.view(asked.deputy, record.id).signatures] == [
        Part.WORKER,
        Part.SUPERVISOR,
        Part.COUNTERSIGNER,
    ]
    with pytest.raises(NotAllowedError):
        house.records.view(asked.leader, record.id)


def test_nobody_signs_second_what_the_manager_led_nor_a_kind_that_is_not_asked_for(asked: Team) -> None:
    record = asked.sign(asked.write(asked.owner, asked.worker))
    assert record.state is RecordState.SEALED
    set_up.save_second(asked.house, asked.owner, ())
    again = asked.sign(asked.write(asked.deputy, asked.worker))
    assert again.state is RecordState.SEALED


def test_going_back_to_writing_asks_the_rule_again(asked: Team) -> None:
    house, deputy = asked.house, asked.deputy
    record = signed_by_both(asked, asked.write(deputy, asked.worker), deputy, PINS["Dee Rowan"])
    house.writing.reopen(deputy, record.id)
    set_up.save_second(house, asked.owner, ())
    assert asked.sign(house.writing.finish(deputy, record.id).value).state is RecordState.SEALED


def test_a_worker_who_declines_is_witnessed_and_the_second_signer_still_signs(asked: Team) -> None:
    house, deputy = asked.house, asked.deputy
    record = asked.write(deputy, asked.worker)
    declined = Response(choice=Choice.DECLINED, words="No.", witness_id=asked.other.person_id)
    given = replace(declined, countersigner_id=asked.leader.person_id)
    assert asked.sign(record, given).state is RecordState.WAITING, "the rule says who, not whoever asks"
    with pytest.raises(NotAllowedError):
        house.signing.sign(
            record.id, Part.COUNTERSIGNER, asked.leader.person_id, PINS["Priya Larch"], Mark(typed="Me")
        )
    done = house.signing.sign(
        record.id, Part.COUNTERSIGNER, asked.owner.person_id, PINS["Ruth Alder"], Mark(typed="Ruth Alder")
    ).value
    assert done.record.state is RecordState.SEALED
    with pytest.raises(StateError):
        house.signing.sign(
            record.id, Part.COUNTERSIGNER, asked.owner.person_id, PINS["Ruth Alder"], Mark(typed="Again")
        )


def test_only_the_manager_says_what_a_second_signer_signs(asked: Team) -> None:
    for who in (asked.deputy, asked.leader, asked.worker):
        with pytest.raises(NotAllowedError):
            set_up.save_second(asked.house, who, ())
    page = set_up.read(asked.house, asked.owner)
    assert page.managed is not None
    assert [one.label for one, asked_for in page.managed.second if asked_for] == ["Supervision"]
    assert "Reflection" not in {one.label for one, _ in page.managed.second}
