"""Requests for one's own data, without a screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.packs import Purpose
from app.pages import places, requests
from app.pages.requests import Received, RequestLine, Step
from tests.counting import counting
from tests.team import Team

MONDAY = dt.date(2026, 11, 23)


def asked(team: Team, kind: str = "access") -> Received:
    return Received(kind=kind, person_id=team.worker.person_id, on=MONDAY, words="All of it, please.")


def only(team: Team) -> RequestLine:
    (line,) = requests.read(team.house, team.owner).lines
    return line


def test_only_the_manager_sees_who_asked(team: Team) -> None:
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            requests.read(team.house, actor)


def test_a_new_request_is_of_today_and_of_anybody_who_works_here(team: Team) -> None:
    page = requests.read(team.house, team.owner)
    assert page.lines == ()
    assert page.today == dt.date(2026, 11, 24)
    assert {one.label for one in page.people} >= {"Tomasz Birch", "Ruth Alder"}


def test_a_request_stands_in_the_log_with_the_way_to_the_file_of_who_asked(team: Team) -> None:
    requests.receive(team.house, team.owner, asked(team))
    line = only(team)
    assert line.row.cells == (
        "23/11/2026",
        "Tomasz Birch",
        "Asked for everything about them",
        "Due by 23/12/2026",
        "–",
    )
    assert line.file == places.Pack(purpose=Purpose.PERSON, person_id=team.worker.person_id)


@pytest.mark.parametrize("gap", [{"person_id": ""}, {"on": None}])
def test_a_request_without_a_person_or_a_day_is_not_written_down(team: Team, gap: dict[str, Any]) -> None:
    with pytest.raises(IncompleteError, match="Choose who asked, and the day"):
        requests.receive(team.house, team.owner, replace(asked(team), **gap))
    assert requests.read(team.house, team.owner).lines == ()


def test_each_step_changes_where_a_request_stands(team: Team) -> None:
    requests.receive(team.house, team.owner, asked(team))
    request_id = only(team).row.id
    for step, words, stands, waits in (
        (Step.PAUSE, "Which years?", "Paused", "Which years?"),
        (Step.RESUME, "", "Due by 23/12/2026", "Which years?"),
        (Step.LONGER, "Nine years of records.", "Due by 23/02/2027", "Which years?"),
        (Step.SENT, "Their whole file.", "Answered on 24/11/2026", "Which years?"),
    ):
        requests.take(team.house, team.owner, request_id, step, words)
        assert only(team).row.cells[3:] == (stands, waits)


def test_a_complaint_is_acknowledged_before_it_is_answered(team: Team) -> None:
    requests.receive(team.house, team.owner, asked(team, "complaint"))
    requests.take(team.house, team.owner, only(team).row.id, Step.ACKNOWLEDGE)
    assert only(team).row.cells[3] == "Acknowledged on 24/11/2026, not answered yet"


def test_a_step_that_asks_a_question_is_refused_without_an_answer(team: Team) -> None:
    requests.receive(team.house, team.owner, asked(team))
    for step in (one for one in Step if one.question):
        with pytest.raises(IncompleteError):
            requests.take(team.house, team.owner, only(team).row.id, step, " ")


def test_the_log_takes_as_many_statements_for_one_request_as_for_three(team: Team) -> None:
    requests.receive(team.house, team.owner, asked(team))
    with counting() as one:
        requests.read(team.house, team.owner)
    for _ in range(2):
        requests.receive(team.house, team.owner, asked(team))
    with counting() as three:
        requests.read(team.house, team.owner)
    assert len(three) == len(one)
    assert three.transactions == 1
