"""A supervision of the registered manager's that was held elsewhere: its signed file is checked, kept and counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import AlongsideError, IncompleteError, NotAllowedError, StateError
from app.domain.kinds import Kind
from app.domain.people import Profile, Role
from app.domain.profiles import profile_of
from app.domain.records import RecordState
from app.domain.schedule import DueState
from app.domain.signing import Verdict
from app.pages import held_elsewhere, person, places, today
from tests.services.test_codes import words_of
from tests.services.world import Built
from tests.team import Team

HELD = dt.date(2026, 11, 20)


@pytest.fixture
def signed(built: Built) -> Path:
    """Return a supervision that Kit Hazel of another service and Ruth Alder signed there."""
    return built.others / "elsewhere.pdf"


@pytest.fixture
def headed(team: Team) -> Team:
    """Return the team once it is said who supervises the registered manager."""
    above = team.house.people.add(team.owner, Profile(name="Kit Hazel", role=Role.NOMINATED)).value.person
    before = profile_of(team.house.people.get(team.owner, team.owner.person_id))
    team.house.people.change(team.owner, team.owner.person_id, replace(before, supervisor_id=above.id))
    return team


def test_a_signed_file_from_elsewhere_is_kept_with_what_its_check_said_and_counts_as_held(
    headed: Team, signed: Path
) -> None:
    house, owner = headed.house, headed.owner
    headed.clock.turn(days=90)
    (line,) = (one for one in today.read(house, owner).own if one.what == "Your own supervision")
    assert line.verb is not None
    assert line.verb.place == places.HeldElsewhere(person_id=owner.person_id)
    looked = held_elsewhere.look(house, owner, owner.person_id, signed)
    assert (looked.fault, looked.note, looked.found.chip.word) == ("", "", "Unchanged, signer unknown")
    held_on = dt.date(2027, 2, 15)
    place = held_elsewhere.bring_in(house, owner, owner.person_id, signed, held_on).value
    assert isinstance(place, places.Record)
    view = house.records.view(owner, place.record_id)
    assert view.record.state is RecordState.SEALED
    assert view.record.held_at.date() == held_on
    answers = view.record.content.answers
    assert "Kit Hazel, Brook House" in str(answers["elsewhere.signed_by"])
    assert "this PC does not know the service “Brook House”" in str(answers["elsewhere.check"])
    assert answers["elsewhere.brought_in"] == "Ruth Alder"
    (file,) = view.attachments
    with house.store.read() as work:
        assert work.attachments.get(file.id)[1] == signed.read_bytes()
    (due,) = (one for one in house.schedule.due(owner, Kind.SUPERVISION) if one.person_id == owner.person_id)
    assert (due.last_on, due.state) == (held_on, DueState.IN_DATE)
    assert not [one for one in today.read(house, owner).own if one.what == "Your own supervision"]


def test_its_own_pdf_says_where_the_signatures_are_and_is_sealed_by_the_service(
    headed: Team, signed: Path, tmp_path: Path
) -> None:
    house, owner = headed.house, headed.owner
    record = house.held_elsewhere.bring_in(owner, owner.person_id, signed, HELD).value
    house.transfer.export_one(owner, record.id, tmp_path / "own.pdf")
    words = words_of(tmp_path / "own.pdf")
    assert "held and signed outside these records" in words
    assert "saved by the person who led it" not in words
    assert house.checking.check(tmp_path / "own.pdf").verdict is Verdict.UNCHANGED


def test_a_file_that_cannot_stand_for_a_supervision_is_refused_before_and_when_it_is_brought_in(
    headed: Team, signed: Path, tmp_path: Path
) -> None:
    house, owner = headed.house, headed.owner
    own = headed.sign(headed.write(headed.deputy, headed.worker))
    changed, plain, here = (tmp_path / f"{name}.pdf" for name in ("changed", "plain", "here"))
    changed.write_bytes(signed.read_bytes().replace(b"/Title", b"/Titel", 1))
    house.paper.print_blank(owner, Kind.SUPERVISION, "supervision", headed.worker.person_id, plain)
    house.transfer.export_one(owner, own.id, here)
    for path, why in (
        (changed, "changed|damaged"),
        (plain, "Nobody has signed this PDF"),
        (here, f"here already, as {own.number}"),
        (tmp_path / "none.pdf", "cannot be opened"),
    ):
        with pytest.raises(StateError, match=why) as raised:
            house.held_elsewhere.bring_in(owner, owner.person_id, path, HELD)
        assert str(raised.value) == house.held_elsewhere.look(owner, owner.person_id, path).fault
    record = house.held_elsewhere.bring_in(owner, owner.person_id, signed, HELD).value
    house.transfer.export_one(owner, record.id, tmp_path / "seal.pdf")
    assert "Nobody but Ruth Alder signed" in (
        house.held_elsewhere.look(owner, owner.person_id, tmp_path / "seal.pdf").fault
    )
    with pytest.raises(StateError, match="here already, as S-"):
        house.held_elsewhere.bring_in(owner, owner.person_id, signed, HELD)
    assert len(house.records.list(owner, about_id=owner.person_id)) == 1


@pytest.mark.parametrize("day", [None, dt.date(2026, 11, 25)])
def test_it_was_held_on_a_day_that_is_over(headed: Team, signed: Path, day: dt.date | None) -> None:
    with pytest.raises(IncompleteError, match="today or before"):
        headed.house.held_elsewhere.bring_in(headed.owner, headed.owner.person_id, signed, day)


def test_a_file_that_one_of_the_two_did_not_sign_says_so(headed: Team, signed: Path) -> None:
    house, owner = headed.house, headed.owner
    before = profile_of(house.people.get(owner, owner.person_id))
    above = house.people.get(owner, before.supervisor_id or "")
    house.people.change(owner, above.id, replace(profile_of(above), name="Helen Yew"))
    looked = house.held_elsewhere.look(owner, owner.person_id, signed)
    assert (looked.fault, looked.note) == ("", "Helen Yew is not among those who signed it.")
    house.people.change(owner, owner.person_id, replace(before, name="Rhoda Ash"))
    looked = house.held_elsewhere.look(owner, owner.person_id, signed)
    assert (looked.fault, looked.note) == ("", "Rhoda Ash and Helen Yew are not among those who signed it.")
    record = house.held_elsewhere.bring_in(owner, owner.person_id, signed, HELD).value
    assert str(record.content.answers["elsewhere.check"]).endswith(looked.note)


def test_nobody_else_brings_it_in_and_first_it_is_said_who_supervises(team: Team, signed: Path) -> None:
    owner = team.owner.person_id
    assert "Say first who supervises Ruth" in held_elsewhere.read(team.house, team.owner, owner).lacks
    with pytest.raises(StateError, match="Say first who supervises Ruth"):
        team.house.held_elsewhere.look(team.owner, owner, signed)
    for who in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.held_elsewhere.bring_in(who, owner, signed, HELD)
        with pytest.raises(AlongsideError):
            held_elsewhere.read(team.house, who, owner)
    with pytest.raises(NotAllowedError):
        team.house.held_elsewhere.look(team.owner, team.worker.person_id, signed)
    for about, there in ((owner, True), (team.worker.person_id, False)):
        offered = [one.label for one in person.read(team.house, team.owner, about).manage]
        assert ("Supervision held elsewhere…" in offered) is there


def test_no_form_of_a_supervision_is_offered_for_it(team: Team) -> None:
    forms = team.house.records.forms(team.owner, Kind.SUPERVISION)
    assert "held_elsewhere" not in {form.id for form in forms}
