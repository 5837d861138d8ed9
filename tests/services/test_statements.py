"""What is read about many records takes few statements: a fixed number, and a few more for each hundred."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.registry import Catalog
from app.domain.kinds import Kind
from app.domain.packs import Names, PackPlan, Purpose
from app.models.base import declared
from app.system.resources import resource
from tests.bench.many import fill
from tests.counting import counting
from tests.team import Team, with_said

pytestmark = pytest.mark.no_cover

FEW, MANY = 60, 180
FRAMEWORKS = ("cqc_saf_2023", "regulations_2014")
BEGIN, END = dt.date(2025, 1, 1), dt.date(2026, 12, 31)
PERSONAL = sum(not holds.nobody for holds in declared().values())
"""The tables an own file is made from: each is read once for its plan and once for its words."""


def fill_up(team: Team, count: int, first: int = 0) -> None:
    """Put sealed records about both workers into the vault, until there are so many."""
    vault, catalog = team.house.vaults._vault, Catalog(resource("catalog"))
    with vault.write(team.owner.person_id) as work:
        for kind in (Kind.SUPERVISION, Kind.COACHING, Kind.OBSERVATION):
            form = catalog.form(kind)
            work.forms.keep(form.id, 1, catalog.form_to_json(form))
    fill(vault, [team.worker.person_id, team.other.person_id], team.deputy.person_id, count, first)


def plan_of(team: Team, purpose: Purpose, **changes: object) -> PackPlan:
    frameworks = () if purpose is Purpose.PERSON else FRAMEWORKS
    plan = team.house.packs.plan(
        team.owner, purpose, begin=BEGIN, end=END, frameworks=frameworks, person_id=team.worker.person_id
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def look(team: Team, _: Path) -> object:
    return team.house.packs.look(team.owner, plan_of(team, Purpose.INSPECTION))


def look_through_an_own_file(team: Team, _: Path) -> object:
    return team.house.packs.look(team.owner, plan_of(team, Purpose.PERSON))


def make_of_extracts(team: Team, to: Path) -> object:
    plan = plan_of(team, Purpose.INSPECTION, names=Names.CODE)
    return team.house.packs.make(team.owner, with_said(plan), to)


def make_an_own_file(team: Team, to: Path) -> object:
    return team.house.packs.make(team.owner, plan_of(team, Purpose.PERSON), to)


def choose(team: Team, _: Path) -> object:
    return team.house.packs.choose(team.owner, Purpose.INSPECTION, BEGIN, END, FRAMEWORKS)


def quality(team: Team, _: Path) -> object:
    return team.house.quality.figures(team.owner, BEGIN, END)


def coverage(team: Team, _: Path) -> object:
    return team.house.evidence.coverage(team.owner, FRAMEWORKS[0], BEGIN, END)


def charts(team: Team, _: Path) -> object:
    return team.house.charts.all(team.owner)


def lines(team: Team, _: Path) -> object:
    return team.house.practice.lines(team.owner, team.worker.person_id)


def matrix(team: Team, _: Path) -> object:
    return team.house.schedule.matrix(team.owner)


def repeats(team: Team, _: Path) -> object:
    return team.house.practice.repeats(team.owner, team.worker.person_id, "observation")


def area_coverage(team: Team, _: Path) -> object:
    return team.house.charts.coverage(team.owner, team.worker.person_id, days=900)


@pytest.mark.parametrize(
    ("ask", "fixed", "each_hundred"),
    [
        (look, 75, 15),
        (look_through_an_own_file, 64 + 2 * PERSONAL, 15),
        (make_of_extracts, 255, 80),
        (make_an_own_file, 220, 40),
        (choose, 33, 0),
        (quality, 10, 4),
        (coverage, 21, 0),
        (charts, 38, 0),
        (lines, 12, 0),
        (matrix, 20, 0),
        (repeats, 10, 2),
        (area_coverage, 12, 0),
    ],
)
def test_three_times_as_many_records_take_hardly_more_statements(
    team: Team,
    tmp_path: Path,
    ask: Callable[[Team, Path], object],
    fixed: int,
    each_hundred: int,
) -> None:
    fill_up(team, FEW)
    with counting() as few:
        ask(team, tmp_path / "few")
    fill_up(team, MANY, FEW)
    with counting() as many:
        ask(team, tmp_path / "many")
    assert len(few) <= fixed
    assert len(many) <= len(few) + each_hundred * (MANY - FEW) / 100
