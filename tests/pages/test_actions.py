"""The list of actions and one of them: how each stands, what is offered to whom, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.changes import Topic
from app.domain.errors import IncompleteError, NotAllowedError
from app.pages import action, actions, find, places, today
from app.pages.action import Changed
from app.pages.pieces import Chip
from tests.services.test_actions import agreed, promised, watched
from tests.team import Team

SAID = Changed(
    what="Offer two cups at tea", due_on=dt.date(2026, 12, 20), how_we_will_know="He chooses", reason="Leave"
)


def test_the_list_says_how_each_stands_and_the_last_word_on_it(team: Team) -> None:
    one = agreed(team)
    action.change(team.house, team.deputy, one.id, SAID)
    team.clock.turn(days=40)
    page = actions.read(team.house, team.deputy)
    assert page.count == "1 open, 1 late"
    (row,) = page.wanted("late", "tomasz")
    assert row.row.words == (
        "2 weeks late, Sun 20 Dec 2026",
        "Offer two cups at tea. We will know: He chooses",
        "Tomasz Birch",
        "S-0001",
        "Leave",
    )
    assert page.wanted("late", "chipo") == ()
    assert page.wanted("closed", "") == ()
    assert page.wanted("open", "CUPS") == (row,)


def test_what_was_closed_stays_on_the_list_for_three_months(team: Team) -> None:
    one = agreed(team)
    assert actions.done(team.house, team.worker, one.id).value == "Done: Offer two cups"
    (row,) = actions.read(team.house, team.worker).wanted("closed", "")
    assert row.row.words[0] == "done"
    team.clock.turn(days=93)
    assert actions.read(team.house, team.worker).rows == ()


def test_done_can_be_taken_back_and_says_so(team: Team) -> None:
    one = agreed(team)
    actions.done(team.house, team.worker, one.id)
    outcome = actions.take_back(team.house, team.worker, one.id)
    assert outcome.value == "Open again: Offer two cups"
    assert outcome.changes.touches(Topic.ACTIONS)
    assert len(today.read(team.house, team.worker).actions) == 1


def test_the_page_of_an_action_tells_it_whole_and_offers_each_what_they_may(team: Team) -> None:
    one = agreed(team)
    mine, theirs = (action.read(team.house, who, one.id) for who in (team.worker, team.deputy))
    assert mine.facts == (
        ("Who does it", "Tomasz Birch"),
        ("By", "Tue 8 Dec 2026"),
        ("How we will know", "Seen at tea"),
        ("Agreed in", "S-0001, about Tomasz Birch"),
    )
    assert (mine.may_close, mine.may_drop, mine.may_watch) == (True, False, False)
    assert (theirs.may_close, theirs.may_drop, theirs.may_watch) == (True, True, True)
    assert mine.record is not None
    assert mine.record.place == places.Record(record_id=one.record_id or "")
    with pytest.raises(NotAllowedError):
        action.read(team.house, team.other, one.id)


def test_whom_something_was_promised_to_reads_it_and_is_offered_nothing(team: Team) -> None:
    one = promised(team)
    page = action.read(team.house, team.worker, one.id)
    assert (page.may_close, page.may_drop, page.may_watch) == (False, False, False)


def test_the_history_says_who_when_why_and_what_it_said_before(team: Team) -> None:
    one = agreed(team)
    action.change(team.house, team.deputy, one.id, SAID)
    action.drop(team.house, team.deputy, one.id, "He moved.")
    action.reopen(team.house, team.deputy, one.id, "He is back.")
    lines = action.read(team.house, team.worker, one.id).history
    assert [(line.what, line.detail) for line in lines] == [
        ("Opened again – Dee Rowan, Tue 24 Nov 2026, 14:00", "He is back."),
        ("Dropped – Dee Rowan, Tue 24 Nov 2026, 14:00", "He moved."),
        (
            "Changed – Dee Rowan, Tue 24 Nov 2026, 14:00",
            "Leave · Before: Offer two cups, by Tue 8 Dec 2026",
        ),
    ]


def test_what_has_to_be_seen_first_is_said_until_it_was(team: Team) -> None:
    one = agreed(team)
    with pytest.raises(IncompleteError, match="Choose the day"):
        action.watch(team.house, team.deputy, one.id, "", None)
    action.watch(team.house, team.deputy, one.id, "mealtime", dt.date(2026, 12, 10))
    page = action.read(team.house, team.deputy, one.id)
    assert page.waits == "It has to be watched before it is done, by Thu 10 Dec 2026."
    assert not page.may_watch
    team.clock.turn(days=1)
    seen = watched(team, met=True)
    page = action.read(team.house, team.deputy, one.id)
    assert page.waits == ""
    assert [option.id for option in page.shows] == [seen]
    said = action.done(team.house, team.deputy, one.id, "Dee saw two cups", "")
    assert said.value == "Done: Offer two cups"
    page = action.read(team.house, team.deputy, one.id)
    assert page.chip == Chip("✓", "done")
    assert ("Who saw it", "Dee saw two cups") in page.facts
    assert page.evidence is not None
    assert page.evidence.place == places.Record(record_id=seen)


def test_why_it_was_dropped_stands_on_its_page(team: Team) -> None:
    one = agreed(team)
    action.drop(team.house, team.deputy, one.id, "He moved.")
    page = action.read(team.house, team.worker, one.id)
    assert ("Dropped because", "He moved.") in page.facts
    assert page.chip == Chip("–", "dropped")
    assert not page.may_drop


def test_the_registered_manager_is_told_of_what_is_late_for_long_and_of_how_many_more(team: Team) -> None:
    one = agreed(team)
    team.clock.turn(days=15)
    (line,) = today.read(team.house, team.owner).late
    assert line.what == "1 action is late among those you follow up"
    assert line.verb is not None
    assert line.verb.place == places.Actions(show="late")
    team.clock.turn(days=27)
    (line,) = today.read(team.house, team.owner).late
    assert (line.what, line.detail, line.chip) == (
        "Offer two cups",
        "Tomasz Birch · S-0001",
        Chip("!", "4 weeks late", "late"),
    )
    assert line.verb is not None
    assert line.verb.place == places.Action(action_id=one.id)
    (line,) = today.read(team.house, team.deputy).late
    assert line.what == "1 action is late among those you follow up"
    assert today.read(team.house, team.leader).late == ()
    rules = team.house.schedule.rules(team.owner)
    team.house.schedule.change_rules(team.owner, replace(rules, tell_weeks=0))
    (line,) = today.read(team.house, team.owner).late
    assert line.what == "1 action is late among those you follow up"


def test_an_action_found_by_its_words_opens_its_own_page(team: Team) -> None:
    one = agreed(team)
    lines = find.read(team.house, team.worker, "cups").lines
    assert places.Action(action_id=one.id) in {line.does for line in lines}


def test_the_workbook_is_written_where_it_was_asked_for(team: Team, tmp_path: Path) -> None:
    agreed(team)
    assert actions.to_excel(team.house, team.deputy, tmp_path / "a.xlsx").value.read_bytes()[:2] == b"PK"
