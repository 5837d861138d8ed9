"""A new PIN is told to whoever it is for, asked about, and confirmed beside a colleague."""

from __future__ import annotations

import pytest

from app.domain.errors import IncompleteError
from app.pages import door, new_sheet, own_key, places, shell, today
from tests.team import PASSPHRASE, PINS, Team


def test_somebody_is_told_who_ordered_their_new_pin_and_who_sat_there_and_confirms_it(team: Team) -> None:
    assert not shell.enter(team.house, team.other).asks
    team.reset(team.other)
    assert shell.enter(team.house, team.other).asks
    line = today.read(team.house, team.other).own[0]
    assert line.what == "A new PIN was chosen for you. Was that you?"
    assert line.verb is not None
    assert line.verb.place == places.OwnKey()
    page = own_key.read(team.house, team.other)
    assert page.lines[0].detail == (
        "After a reset ordered by Ruth Alder. Ruth Alder was signed in here just before."
    )
    for one in page.lines:
        assert one.asks
        own_key.answer(team.house, team.other, one.id, mine=True)
    assert not shell.enter(team.house, team.other).asks
    assert today.read(team.house, team.other).own[0].what == "Your new PIN is not yet confirmed"
    page, pin, witness = own_key.read(team.house, team.other), PINS["Chipo Maple"], team.worker.person_id
    assert witness in [one.id for one in page.witnesses]
    with pytest.raises(IncompleteError, match="Choose who is there"):
        own_key.confirm(team.house, team.other, pin, "", "")
    own_key.confirm(team.house, team.other, pin, witness, PINS["Tomasz Birch"])
    after = own_key.read(team.house, team.other)
    assert (after.confirm, after.lines[0].chip.word) == ("", "confirmed")
    assert "Your new PIN is not yet confirmed" not in [
        one.what for one in today.read(team.house, team.other).own
    ]


def test_a_no_is_told_to_the_manager_on_today_and_the_way_on_to_whoever_said_it(team: Team) -> None:
    team.reset(team.other)
    own_key.answer(team.house, team.other, own_key.read(team.house, team.other).lines[0].id, mine=False)
    told = [one.what for one in today.read(team.house, team.owner).own]
    assert "Chipo Maple says a PIN in their name is not theirs" in told
    assert own_key.read(team.house, team.other).lines[0].chip.word == "not yours"
    for one in own_key.read(team.house, team.other).lines:
        if one.asks:
            own_key.answer(team.house, team.other, one.id, mine=True)
    assert "This PIN is not yours and signs nothing" in [
        one.what for one in today.read(team.house, team.other).own
    ]


def test_a_new_recovery_sheet_is_made_with_one_s_own_passphrase_and_the_old_one_opens_nothing(
    team: Team,
) -> None:
    with pytest.raises(IncompleteError, match="Type your own passphrase first"):
        new_sheet.make(team.house, team.owner, "")
    made = new_sheet.make(team.house, team.owner, PASSPHRASE).value
    assert made.sheet.startswith(b"%PDF-")
    team.house.vaults.close()
    assert door.recover(team.house, made.key, PASSPHRASE, "402817").actor.name == "Ruth Alder"
