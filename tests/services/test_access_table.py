"""Every door with everybody is as the page of the docs says, and no door changes anything without a line in the log."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import AlongsideError, NotAllowedError
from app.domain.people import Role
from tests.services import command_table
from tests.services.access_table import (
    AWAY,
    BOTH,
    COLUMNS,
    GONE,
    KNOWS,
    MOST_TELLING,
    OTHER,
    OWN,
    READS,
    answer,
    asking,
    differing,
    kept,
    put,
    rows,
    undone,
)
from tests.services.test_every_door import call, nothing_written
from tests.services.world import Built, World

pytestmark = pytest.mark.no_cover

TYPED = "a pause in typing; that it was begun, finished or handed in is logged"
UNLOGGED = {
    "beginning.keep": TYPED,
    "expectation_drafts.store": TYPED,
    "packs.say": TYPED,
    "preparing.store": TYPED,
    "quality.answer": TYPED,
    "sheets_on_paper.store": TYPED,
    "writing.store": TYPED,
    "sessions.begun": "the record that is begun for the session is logged",
    "signing.compose": "the pages are set anew from what is kept; signing them is logged",
    "frameworks.take_out": "a file of the catalogue, with nothing of anybody in it",
    "own_forms.take_out": "a file of the catalogue, with nothing of anybody in it",
}
"""Doors that change or write something without a line, each with its reason."""
TELLING = {
    "expectation_links",
    "people",
    "schedule",
    "competence",
    "must",
    "calendars",
    "sessions",
    "absences",
    "training",
    "finding",
}
"""Services that know whether somebody is away."""
ELSEWHERE = {
    *("vaults.change_secret", "vaults.new_sheet", "own_keys.confirm", "confirming.confirm"),
    *("backups.make", "take_out.merge", "scoring.show_both", "deleting.ask", "deleting.confirm"),
    *("aside.seal", "aside.look", "aside.bring_back", "aside.forget"),
}
"""Doors that cannot open here: a PIN or a copy counts even when the rest is undone, half of what is scored is missing, and what is sealed to
somebody opens only for who signed in last."""


@pytest.fixture(scope="module")
def world(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return one world for all; what is done at a door is undone."""
    home = tmp_path_factory.mktemp("doors")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        made = built.copy(home)
        yield made
        made.house.vaults.close()


def test_everybody_gets_in_where_the_page_says_and_nowhere_else(world: World) -> None:
    found = rows(world, MOST_TELLING)
    assert differing(found, MOST_TELLING) == [], "review; python -m tests.services.access_table keeps them"
    assert {len(answers) for answers in kept().values()} == {len(COLUMNS) + 1}


def test_the_page_lets_nobody_read_what_is_not_theirs_to_read() -> None:
    names = ["for", *(f"{role} {stands}" for role, stands in COLUMNS)]
    strangers = {
        f"{role} {stands}"
        for role, stands in COLUMNS
        if stands == GONE
        or (role is Role.PRACTICE_LEADER and stands != OWN)
        or (role in {Role.WORKER, Role.DEPUTY, Role.TEAM_LEADER, Role.NOMINATED} and stands == OTHER)
    }
    told = {
        f"{door}: {name}"
        for door, answers in kept().items()
        for name, said in zip(names, answers, strict=True)
        if name in strangers and said in {READS, KNOWS, BOTH}
    }
    assert told == set()


def test_no_door_changes_or_gives_out_anything_without_a_line_in_the_log(world: World) -> None:
    silent, shut = set(), set()
    for door, values in asking(world).items():
        nothing_written(world)
        with undone(world) as work:
            link = work.session.connection().connection.driver_connection
            assert link is not None
            lines, changes = len(work.audit_log.events(None)), link.total_changes
            try:
                call(world, door, values)
            except (AlongsideError, RuntimeError):
                shut.add(door)
                continue
            work.session.flush()
            if len(work.audit_log.events(None)) == lines and (
                link.total_changes > changes or any((world.to / "out").iterdir())
            ):
                silent.add(door)
    assert silent == set(UNLOGGED)
    assert shut == ELSEWHERE


def test_who_may_not_know_it_is_told_nowhere_that_somebody_is_away(world: World) -> None:
    doors = {door: values for door, values in asking(world).items() if door.split(".")[0] in TELLING}
    told: dict[Role, set[str]] = {Role.OWNER: set(), Role.PRACTICE_LEADER: set()}
    for role, knows in told.items():
        with undone(world) as work:
            actor = put(world, work, role, AWAY)
            for door, values in doors.items():
                with undone(world):
                    if answer(world, door, values, actor) in {KNOWS, BOTH}:
                        knows.add(door)
    assert {"people.get", "schedule.matrix", "schedule.due"} <= told[Role.OWNER]
    assert told[Role.PRACTICE_LEADER] == set()


def test_every_command_tells_everybody_what_the_page_says_and_no_more(world: World) -> None:
    assert set(command_table.names()) == {*command_table.RUN, *command_table.APART}
    found = command_table.rows(world, command_table.MOST_TELLING)
    assert command_table.differing(found, command_table.MOST_TELLING) == [], "review; keep them anew"
    kept_answers = command_table.kept()
    assert kept_answers.keys() == command_table.RUN.keys()
    columns = command_table.COLUMNS
    away = {role: columns.index((role, AWAY)) for role in (Role.OWNER, Role.PRACTICE_LEADER)}
    told = {command: answers[away[Role.PRACTICE_LEADER]] for command, answers in kept_answers.items()}
    assert set(told.values()) == {"may", "–"}  # neither a word of the supervision nor that somebody is away
    assert kept_answers["due"][away[Role.OWNER]] == BOTH  # and the manager is told, so that this can be told


def test_everybody_reads_the_lines_about_themself_and_their_records_and_no_others(
    world: World, tmp_path: Path
) -> None:
    house, number = world.house, world.ids["number"]
    own = house.audit.own(world.worker)
    assert {"signed", "record sealed", "tagged"} <= {one.action for one in own}
    known = {one.id for one in house.records.list(world.worker)} | {world.worker.person_id}
    assert {one.subject for one in own} <= known
    assert number not in repr(house.audit.own(world.other))
    with pytest.raises(NotAllowedError):
        house.audit.own(world.left)
    with undone(world):
        own = house.audit.own(world.worker, None)
        saved = house.audit.own_csv(world.worker, tmp_path / "mine.csv").read_text(encoding="utf-8-sig")
        lines = list(csv.reader(saved.splitlines()))
        assert lines[0] == ["Number", "Day", "Time", "Who", "What", "Detail"]
        assert [line[4] for line in lines[1:]] == [one.action for one in own]
        assert not re.search(r"[0-9a-f]{32}", saved)
