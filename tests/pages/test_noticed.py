"""The pages of good practice and concerns: who is asked, what waits on Due, where a concern goes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from app.domain.noticed import Route, Said
from app.domain.people import Actor
from app.pages import due, due_lines, noticed, person, places, record, set_up, today
from tests.team import Team

SAID = Said(what="The plan was not read", next_step="Read it together", next_by=dt.date(2026, 12, 8))


def sealed(team: Team) -> str:
    return team.sign(team.write(team.deputy, team.worker)).id


def test_both_are_as_near_on_any_finished_record_and_the_worker_is_asked_on_today(team: Team) -> None:
    record_id = sealed(team)
    ways = record.read(team.house, team.worker, record_id).notice
    assert [(one.label, one.place) for one in ways] == [
        ("Keep as good practice…", places.Notice(record_id=record_id)),
        ("A concern…", places.Notice(record_id=record_id, concern=True)),
    ]
    noticed.praise(team.house, team.deputy, record_id, "He waited", "choice", "Dignity")
    (asked,) = today.read(team.house, team.worker).own
    assert (asked.what, asked.verb and asked.verb.place) == (
        "Something you did well was kept",
        places.Noticed(),
    )
    (line,) = noticed.read(team.house, team.worker).good
    assert line.ask
    noticed.show(team.house, team.worker, line.good_id, agreed=True)
    assert today.read(team.house, team.worker).own == ()
    page = noticed.read(team.house, team.other)
    assert [(one.line.what, one.ask, one.line.verb) for one in page.good] == [("He waited", False, None)]
    assert page.good[0].line.detail.startswith("Tomasz Birch · Dignity")
    assert page.wanted(team.worker.person_id, "choice", "Dignity") == page.good
    assert page.wanted("", "", "Respect") == ()


def test_a_concern_stands_on_due_and_today_of_those_who_see_to_it_until_it_has_an_outcome(team: Team) -> None:
    noticed.raise_concern(team.house, team.deputy, sealed(team), SAID)
    (kept,) = team.house.noticed.all(team.owner).concerns
    place = places.Concern(concern_id=kept.id)

    def stands() -> list[bool]:
        return [
            place in [cell.start for _, cell in due_lines.read(team.house, team.owner).rows],
            place in [cell.start for row in due.read(team.house, team.owner).rows for cell in row.cells],
            place in [one.verb.place for one in today.read(team.house, team.deputy).own if one.verb],
        ]

    assert stands() == [True, True, True]
    assert today.read(team.house, team.worker).own == ()
    team.clock.turn(days=30)
    page = noticed.read_concern(team.house, team.owner, kept.id)
    assert (page.chip.symbol, page.chip.tone, page.may_close) == ("!", "late", True)
    noticed.close(team.house, team.owner, kept.id, "Read, and seen at tea")
    assert stands() == [False, False, False]


def test_the_services_own_routes_stand_where_a_concern_is_raised(team: Team) -> None:
    record_id = sealed(team)
    asked = noticed.keeping(team.house, team.deputy, record_id)
    assert asked.told[Route.SAFEGUARDING.value] == noticed.NO_ROUTE
    set_up.save_routes(team.house, team.owner, "Dignity\n Dignity \nRespect", "Ring Ruth", "Ring the owner")
    asked = noticed.keeping(team.house, team.deputy, record_id)
    assert asked.told == {"safeguarding": "Ring Ruth", "speaking_up": "Ring the owner"}
    assert [one.label for one in asked.values] == ["No value", "Dignity", "Respect"]
    said = replace(SAID, route=Route.SAFEGUARDING, told="Ruth", told_on=dt.date(2026, 11, 24))
    noticed.raise_concern(team.house, team.deputy, record_id, said)
    (line,) = noticed.read(team.house, team.worker).concerns
    assert "Read it together" in line.detail


def test_both_stand_on_the_persons_page_as_far_as_one_may_read_them(team: Team) -> None:
    record_id = sealed(team)
    noticed.praise(team.house, team.deputy, record_id, "He waited", "choice", "Dignity")
    noticed.raise_concern(team.house, team.deputy, record_id, SAID)
    noticed.raise_concern(
        team.house, team.deputy, record_id, replace(SAID, what="Zebra", held_back="Somebody is at risk")
    )

    def stands(actor: Actor) -> tuple[list[str], list[str]]:
        page = person.read(team.house, actor, team.worker.person_id)
        return [one.what for one in page.good], sorted(one.what for one in page.concerns)

    assert stands(team.owner) == (["He waited"], ["The plan was not read", "Zebra"])
    assert stands(team.worker) == (["He waited"], ["The plan was not read"])
    assert stands(team.leader) == ([], [])


def test_a_closed_concern_offers_to_be_opened_again_and_a_slip_to_be_taken_back(team: Team) -> None:
    record_id = sealed(team)
    noticed.praise(team.house, team.deputy, record_id, "He waited", "", "")
    noticed.raise_concern(team.house, team.deputy, record_id, SAID)
    (kept,) = team.house.noticed.all(team.owner).concerns
    assert not noticed.read_concern(team.house, team.owner, kept.id).may_reopen
    noticed.close(team.house, team.owner, kept.id, "Read")
    assert noticed.read_concern(team.house, team.owner, kept.id).may_reopen
    assert not noticed.read_concern(team.house, team.worker, kept.id).may_reopen
    said = noticed.reopen(team.house, team.owner, kept.id).value
    assert said == "Open again. What had come of it is kept."
    assert noticed.read_concern(team.house, team.owner, kept.id).may_close
    assert [one.may_take_back for one in noticed.read(team.house, team.worker).good] == [False]
    (line,) = noticed.read(team.house, team.deputy).good
    assert line.may_take_back
    noticed.take_back(team.house, team.deputy, line.good_id)
    assert noticed.read(team.house, team.deputy).good == ()
