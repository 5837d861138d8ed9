"""First run as plain values: what is asked, what is refused, and what is there at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import build
from app.domain.errors import AlongsideError, IncompleteError
from app.domain.limits import LOGO_BYTES
from app.domain.people import Role
from app.pages import House, door, first_run
from app.storage.keys import FLOOR
from tests.scans import picture
from tests.team import PASSPHRASE, Team, TurnedClock

WRITTEN = first_run.Written(
    service="Beech Lodge",
    logo=b"",
    name=" Ines  Alder ",
    job=" Manager ",
    passphrase=PASSPHRASE,
    again=PASSPHRASE,
    pin="402817",
    pin_again="402817",
)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Return a house without records."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    empty = build(tmp_path / "vault", TurnedClock(), FLOOR)
    yield empty
    empty.vaults.close()


def test_a_pdf_is_no_logo(house: House, tmp_path: Path) -> None:
    from tests.scans import pdf  # noqa: PLC0415

    (tmp_path / "logo.pdf").write_bytes(pdf())
    with pytest.raises(IncompleteError, match="That is a PDF, not a picture"):
        first_run.read_logo(house, tmp_path / "logo.pdf")


def test_it_says_where_the_records_will_be_and_what_speaks_against_it(house: House, tmp_path: Path) -> None:
    start = first_run.read(house)
    assert start == first_run.Start(folder=str(tmp_path / "vault"), problem="", warning="")


def test_a_service_needs_a_name(house: House) -> None:
    assert first_run.name_service(house, "  Beech   Lodge ") == "Beech Lodge"
    with pytest.raises(IncompleteError, match="name of the service"):
        first_run.name_service(house, "  ")


def test_a_logo_is_refused_when_it_is_too_large_or_cannot_be_read(house: House, tmp_path: Path) -> None:
    small, large = tmp_path / "small.png", tmp_path / "large.png"
    small.write_bytes(picture())
    large.write_bytes(b"x" * (LOGO_BYTES + 1))
    assert first_run.read_logo(house, small) == first_run.Logo("small.png", small.read_bytes())
    with pytest.raises(IncompleteError, match="larger than 2 MB"):
        first_run.read_logo(house, large)
    with pytest.raises(IncompleteError, match="is no longer there"):
        first_run.read_logo(house, tmp_path / "gone.png")


def test_a_suggested_passphrase_is_long_enough_and_another_each_time(house: House) -> None:
    one, two = first_run.suggest(house), first_run.suggest(house)
    assert one != two
    made = first_run.make(house, replace(WRITTEN, passphrase=one, again=one))
    house.vaults.close()
    assert door.open_records(house, "Ines Alder", one) == made.actor


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (replace(WRITTEN, name=" "), "Write your name"),
        (replace(WRITTEN, again="another"), "two passphrases are not the same"),
        (replace(WRITTEN, pin_again="402818"), "two PINs are not the same"),
        (replace(WRITTEN, pin="1", pin_again="1"), "PIN"),
    ],
)
def test_nothing_is_made_until_name_passphrase_and_pin_will_do(
    house: House, written: first_run.Written, said: str
) -> None:
    with pytest.raises(AlongsideError, match=said):
        first_run.make(house, written)
    assert not house.vaults.exists()


@pytest.mark.parametrize(
    ("written", "box"),
    [
        (replace(WRITTEN, name=" "), "name"),
        (replace(WRITTEN, again="another"), "again"),
        (replace(WRITTEN, passphrase="short", again="short"), "passphrase"),
        (replace(WRITTEN, pin="111111", pin_again="111111"), "pin"),
        (replace(WRITTEN, pin_again="402818"), "pin_again"),
    ],
)
def test_what_is_amiss_is_told_at_its_box(house: House, written: first_run.Written, box: str) -> None:
    with pytest.raises(AlongsideError) as error:
        first_run.make(house, written)
    assert first_run.where(error.value) == box
    assert first_run.where(OSError()) == ""


def test_the_registered_manager_is_handed_a_key_and_its_sheet(house: House) -> None:
    made = first_run.make(house, WRITTEN)
    assert (made.actor.name, made.actor.role) == ("Ines Alder", Role.OWNER)
    assert made.key
    assert made.sheet.startswith(b"%PDF-")
    first_run.put_away(house, made.actor)
    assert house.vaults.service().name == "Beech Lodge"
    assert house.people.get(made.actor, made.actor.person_id).job_title == "Manager"


def test_a_person_a_line_is_added_once_as_a_worker_of_whoever_adds_them(team: Team) -> None:
    text = "Amira  Hazel, Support worker, nights\n\n, \namira hazel\nTomasz Birch\nUna Oak"
    codes = first_run.add_people(team.house, team.owner, text)
    assert [one.name for one in codes] == ["Amira Hazel", "Una Oak"]
    assert all(one.code for one in codes)
    amira = next(one for one in team.house.people.list(team.owner) if one.name == "Amira Hazel")
    assert (amira.role, amira.supervisor_id) == (Role.WORKER, team.owner.person_id)
    assert amira.job_title == "Support worker, nights"
    assert first_run.add_people(team.house, team.owner, text) == ()


def test_nobody_is_added_when_one_line_cannot_be(team: Team) -> None:
    before = team.house.people.list(team.owner)
    with pytest.raises(AlongsideError):
        first_run.add_people(team.house, team.owner, "Una Oak\n" + "x" * 200)
    assert team.house.people.list(team.owner) == before


def test_finishing_keeps_the_rules_and_lets_the_manager_in(team: Team) -> None:
    assert first_run.finish(team.house, team.owner, first_run.RULES) == team.owner
    assert team.house.schedule.rules(team.owner) == first_run.RULES


def test_the_nominated_individual_is_named_at_the_beginning_and_supervises_whoever_named_them(
    house: House,
) -> None:
    actor = first_run.make(house, WRITTEN).actor
    (code,) = first_run.add_people(house, actor, "", "  Nell   Rowan ")
    assert code.name == "Nell Rowan"
    named = next(one for one in house.people.list(actor) if one.name == "Nell Rowan")
    assert named.role is Role.NOMINATED
    assert house.people.get(actor, actor.person_id).supervisor_id == named.id
