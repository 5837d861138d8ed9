"""Keeping what is kept about a person: nothing is asked for, held or confirmed with half of what it takes."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.errors import IncompleteError
from app.pages import keeping, keeping_of
from tests.team import Team


def test_nothing_is_kept_longer_without_a_day_nor_deleted_without_a_pin(team: Team) -> None:
    house, owner, worker = team.house, team.owner, team.worker.person_id
    with pytest.raises(IncompleteError, match="Choose the day"):
        keeping_of.keep_longer(house, owner, worker, "", None, "Asked by their family")
    with pytest.raises(IncompleteError, match="Type your own PIN first"):
        keeping_of.ask(house, owner, worker, "")
    with pytest.raises(IncompleteError, match="Type your own PIN first"):
        keeping.confirm(house, owner, "any", "")
    assert keeping.for_today(house, team.worker) == ()


def test_a_hold_and_a_day_to_keep_until_are_told_on_the_page_of_the_person(team: Team) -> None:
    house, owner, worker = team.house, team.owner, team.worker.person_id
    record = team.sign(team.write(team.deputy, team.worker))
    keeping_of.hold(house, owner, worker, record.number, "A claim", "Their solicitor")
    keeping_of.keep_longer(house, owner, worker, "", dt.date(2040, 1, 1), "Asked by their family")
    told = [one.line for one in keeping_of.read(house, owner, worker).held]
    assert any(record.number in line.what + line.detail for line in told)
    assert any("2040" in line.what + line.detail for line in told)
