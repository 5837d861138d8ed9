"""My page as plain values: one's own supervisor, what waits, what is planned, one's dates and records."""

from __future__ import annotations

import datetime as dt

from app.domain.kinds import Kind
from app.domain.people import Role
from app.pages import my_page, places
from app.pages.places import Place
from tests.counting import counting
from tests.team import Team

LATER = dt.datetime(2026, 12, 1, 14, tzinfo=dt.UTC)
MOST_STATEMENTS = 143


def test_a_worker_reads_who_supervises_them_what_is_planned_and_when_it_is_due(team: Team) -> None:
    team.house.sessions.plan(team.deputy, team.worker.person_id, LATER)
    signed = team.sign(team.write(team.deputy, team.worker, action="Two choices at tea"))
    page = my_page.read(team.house, team.worker)
    assert page.name == "Tomasz Birch"
    assert page.supervisor.startswith("Dee Rowan, ")
    assert page.supervisor.endswith(", supervises you.")
    assert [(one.what, one.detail, one.chip and one.chip.word) for one in page.planned] == [
        ("Supervision", "Tue 1 Dec 14:00", "in 7 days")
    ]
    (date,) = (one for one in page.dates if one.what == "Supervision")
    assert date.detail.startswith("Last one Tue 24 Nov 2026 · next by ")
    assert [one.line.what for one in page.actions] == ["Two choices at tea"]
    assert [one.id for one in page.records] == [signed.id]
    assert ("Role in the app", "Worker") in page.details


def test_what_waits_for_a_signature_waits_on_ones_own_page(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    page = my_page.read(team.house, team.worker)
    assert [one.what for one in page.waits] == [f"Supervision {record.number} waits for your signature"]
    assert page.waits[0].verb is not None
    assert page.waits[0].verb.place == places.Sign(record_id=record.id)


def test_without_a_supervisor_it_says_whom_to_ask(team: Team) -> None:
    assert my_page.read(team.house, team.owner).supervisor == my_page.NOBODY


def test_ones_own_dates_are_those_the_supervisor_sees_in_the_matrix(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    (row,) = (
        one for one in team.house.schedule.matrix(team.deputy).rows if one.person.id == team.worker.person_id
    )
    theirs = {(cell.kind, cell.form_id, cell.due_on, cell.state) for cell in row.cells}
    mine = {(one.kind, one.form_id, one.due_on, one.state) for one in team.house.schedule.own(team.worker)}
    assert Kind.SUPERVISION in {kind for kind, *_ in mine}
    assert mine <= theirs


def test_it_stands_in_the_menu_of_everybody_whom_somebody_here_supervises(team: Team) -> None:
    shown = {role for role in Role if places.MyPage.shown_to(role)}
    assert shown == frozenset(Role) - {Role.NOMINATED}
    assert places.MyPage.menu
    assert places.MyPage.keys not in {one.keys for one in Place.every if one is not places.MyPage}


def test_ones_own_page_is_read_in_a_bounded_number_of_statements(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    with counting() as few:
        my_page.read(team.house, team.worker)
    for _ in range(3):
        team.sign(team.write(team.deputy, team.worker))
    with counting() as many:
        my_page.read(team.house, team.worker)
    assert len(many) <= len(few) + 2
    assert len(many) <= MOST_STATEMENTS
