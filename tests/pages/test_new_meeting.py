"""Choosing a kind of meeting, with whom and with which form."""

from __future__ import annotations

import pytest

from app.domain.errors import IncompleteError
from app.domain.kinds import Kind
from app.pages import new_meeting, places
from tests.team import Team


def test_a_manager_is_offered_every_kind_of_meeting_and_supervision_first(team: Team) -> None:
    page = new_meeting.read(team.house, team.owner)
    assert (page.kind, page.asks_whom) == ("supervision", True)
    assert {one.id for one in page.kinds} == {kind.value for kind in Kind if kind.is_meeting}
    assert page.kinds[0].id == "supervision"
    assert {one.label for one in page.people} == {"Dee Rowan", "Priya Larch", "Tomasz Birch", "Chipo Maple"}


def test_a_practice_leader_is_offered_practice_only(team: Team) -> None:
    kinds = new_meeting.meetings(team.leader)
    assert kinds == (Kind.PRACTICE_SUPERVISION, Kind.REFLECTIVE_SESSION)
    assert new_meeting.read(team.house, team.leader).kind == "practice_supervision"


def test_somebody_who_leads_no_meeting_is_offered_none_and_nobody(team: Team) -> None:
    page = new_meeting.read(team.house, team.worker)
    assert (page.kinds, page.people) == ((), ())


def test_a_deputy_finds_those_they_supervise(team: Team) -> None:
    page = new_meeting.read(team.house, team.deputy, "supervision", team.worker.person_id)
    assert [one.label for one in page.people] == ["Priya Larch", "Tomasz Birch"]
    assert page.person_id == team.worker.person_id
    assert new_meeting.read(team.house, team.deputy, "supervision", team.other.person_id).person_id == ""


def test_a_group_asks_for_nobody_and_is_written_by_its_host(team: Team) -> None:
    page = new_meeting.read(team.house, team.owner, "group_supervision")
    assert (page.asks_whom, page.people) == (False, ())
    where = new_meeting.place(team.house, team.owner, "group_supervision", "")
    assert where == places.writing(Kind.GROUP_SUPERVISION, person_id=team.owner.person_id)


def test_every_form_of_a_kind_is_offered(team: Team) -> None:
    page = new_meeting.read(team.house, team.owner, "reflective_session")
    forms = team.house.records.forms(team.owner, Kind.REFLECTIVE_SESSION)
    assert [(one.id, one.label) for one in page.forms] == [(form.id, form.title) for form in forms]


def test_a_meeting_with_one_person_begins_once_it_is_said_with_whom(team: Team) -> None:
    with pytest.raises(IncompleteError, match="Choose with whom"):
        new_meeting.place(team.house, team.owner, "supervision", "")
    where = new_meeting.place(team.house, team.owner, "appraisal", team.other.person_id, "appraisal")
    assert where == places.writing(Kind.APPRAISAL, person_id=team.other.person_id, form_id="appraisal")
