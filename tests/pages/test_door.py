"""The door as plain values: who is there, and every way in."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import IncompleteError, WrongSecretError
from app.domain.people import Profile, Role
from app.pages import door
from tests.team import PASSPHRASE, PINS, Team


def tile_of(team: Team, name: str) -> door.Tile:
    """Return somebody's tile."""
    return next(one for one in door.read(team.house).tiles if one.whole == name)


def add(team: Team, name: str, role: Role = Role.WORKER) -> str:
    """Add somebody and return their one-time code."""
    return team.house.people.add(team.owner, Profile(name=name, role=role)).value.code


def test_while_the_records_are_closed_only_those_with_a_passphrase_are_named(team: Team) -> None:
    team.house.vaults.close()
    there = door.read(team.house)
    assert (there.open, there.tiles) == (False, ())
    assert sorted(there.names) == ["Dee Rowan", "Priya Larch", "Ruth Alder"]


def test_everybody_who_works_here_has_a_tile_while_the_records_are_open(team: Team) -> None:
    team.house.people.make_leaver(team.owner, team.other.person_id)
    there = door.read(team.house)
    assert (there.open, there.names) == (True, ())
    assert {one.shown for one in there.tiles} == {"Ruth A", "Dee R", "Priya L", "Tomasz B"}


def test_three_sarahs_are_told_apart_and_found_by_surname(team: Team) -> None:
    for name in ("Sarah Smith", "Sarah Shah", "Sarah Singh"):
        add(team, name)
    tiles = door.read(team.house).tiles
    assert {one.shown for one in door.found(tiles, "sarah")} == {"Sarah Sm", "Sarah Sh", "Sarah Si"}
    assert [one.whole for one in door.found(tiles, "MITH")] == ["Sarah Smith"]
    assert door.found(tiles, "nobody") == ()


def test_no_more_tiles_are_shown_than_somebody_reads_and_typing_finds_the_rest(team: Team) -> None:
    for number in range(door.MOST_TILES):
        add(team, f"Zed Zebra{number}")
    tiles = door.read(team.house).tiles
    assert len(door.found(tiles, "")) == door.MOST_TILES
    last = f"Zebra{door.MOST_TILES - 1}"
    assert [one.whole for one in door.found(tiles, last)] == [f"Zed {last}"]


def test_a_passphrase_opens_the_records_and_a_wrong_one_does_not(team: Team) -> None:
    team.house.vaults.close()
    with pytest.raises(WrongSecretError):
        door.open_records(team.house, "Ruth Alder", "quite another one")
    assert door.open_records(team.house, "Ruth Alder", PASSPHRASE) == team.owner


def test_a_pin_signs_in_and_somebody_elses_does_not(team: Team) -> None:
    with pytest.raises(WrongSecretError):
        door.sign_in(team.house, team.worker.person_id, PINS["Ruth Alder"])
    assert door.sign_in(team.house, team.worker.person_id, PINS["Tomasz Birch"]) == team.worker


def test_a_worker_chooses_a_pin_with_a_code_and_needs_no_passphrase(team: Team) -> None:
    code = add(team, "Amira Hazel")
    tile = tile_of(team, "Amira Hazel")
    assert (tile.needs_code, tile.opens) == (True, False)
    actor = door.choose(team.house, tile, door.Chosen(code=code, pin="574920", again="574920"))
    assert actor.name == "Amira Hazel"
    assert not tile_of(team, "Amira Hazel").needs_code


def test_a_deputy_chooses_a_passphrase_that_opens_the_records(team: Team) -> None:
    code, passphrase = add(team, "Una Oak", Role.DEPUTY), "kettle orchard violet stone"
    tile = tile_of(team, "Una Oak")
    assert tile.opens
    door.choose(team.house, tile, door.Chosen(code=code, pin="574920", again="574920", passphrase=passphrase))
    team.house.vaults.close()
    assert door.open_records(team.house, "Una Oak", passphrase).name == "Una Oak"


def test_two_pins_that_differ_are_told_before_the_code_is_used(team: Team) -> None:
    code = add(team, "Amira Hazel")
    tile = tile_of(team, "Amira Hazel")
    with pytest.raises(IncompleteError, match="two PINs are not the same"):
        door.choose(team.house, tile, door.Chosen(code=code, pin="574920", again="574921"))
    door.choose(team.house, tile, door.Chosen(code=code, pin="574920", again="574920"))


def test_the_recovery_sheet_opens_the_records_once_and_a_new_one_is_handed_over(tmp_path: Path) -> None:
    from app.bootstrap import build  # noqa: PLC0415
    from app.pages import first_run  # noqa: PLC0415
    from app.storage.keys import FLOOR  # noqa: PLC0415
    from tests.team import TurnedClock  # noqa: PLC0415

    house = build(tmp_path / "vault", TurnedClock(), FLOOR)
    written = first_run.Written(
        service="Beech",
        logo=b"",
        name="Ines Alder",
        job="",
        passphrase=PASSPHRASE,
        again=PASSPHRASE,
        pin="402817",
        pin_again="402817",
    )
    first = first_run.make(house, written)
    house.vaults.close()
    second = door.recover(house, first.key, "kettle orchard violet stone", "574920")
    assert second.actor == first.actor
    assert second.key != first.key
    assert door.save_sheet(house, second.sheet, tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    house.vaults.close()
    with pytest.raises(WrongSecretError):
        door.recover(house, first.key, "kettle orchard violet stone", "574920")
    house.vaults.close()
