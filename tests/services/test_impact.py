"""A practice leader's time by day, and what their practice leading came to, from a real vault."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.forms import FieldRole
from app.domain.impact import TOOK, WORKS, Typed
from app.domain.kinds import Kind
from tests.team import Team, filled

JAN, DEC = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
DAY = dt.date(2026, 11, 3)


def coached(team: Team, area: str) -> None:
    begun = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value
    key = begun.form.by_role(FieldRole.LEADERSHIP)
    content = filled(begun.form, begun.record.content, "We laid the table together.")
    assert key is not None
    content = replace(content, answers={**content.answers, key: area}, minutes=25)
    team.house.writing.store(team.leader, begun.record.id, content, begun.record.revision)
    team.house.writing.save(team.leader, begun.record.id)


def test_time_is_planned_by_day_lost_with_a_reason_and_counted(team: Team, tmp_path: Path) -> None:
    impact, leader = team.house.impact, team.leader.person_id
    coached(team, "present")
    impact.plan(team.owner, leader, (DAY, DAY + dt.timedelta(days=7)), 120)
    with pytest.raises(IncompleteError):
        impact.lose(team.leader, leader, DAY, 30, "")
    with pytest.raises(IncompleteError, match="Plan it first"):
        impact.lose(team.leader, leader, DAY + dt.timedelta(days=1), 30, TOOK[0])
    impact.lose(team.leader, leader, DAY, 30, TOOK[0], "Two were ill")
    impact.log(team.leader, WORKS[0], "reflecting", 45, DAY)
    impact.type_in(team.owner, Typed.AGENCY, JAN, dt.date(2026, 1, 30), 12_050)
    report = impact.report(team.owner, JAN, DEC)
    values = {one.title: one for one in report.figures}
    assert values["Protected time"].value == "3 h 30 min given of 4 h 00 min planned (88 %)"
    assert (f"Taken by: {TOOK[0]}", "30 min") in values["Protected time"].rows
    assert dict(values["Minutes by area"].rows)["Being there and role-modelling"] == "25 min"
    assert dict(values["Minutes by area"].rows)["Reflecting together"] == "45 min"
    assert values["Reach"].value == "1 of 4 people, in 1 records"
    assert values["Agency hours"].value == "120.50, 01/01/2026 to 30/01/2026"
    document = pypdfium2.PdfDocument(impact.pdf(team.owner, JAN, DEC, tmp_path / "impact.pdf"))
    text = " ".join("".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()
    table = impact.csv(team.owner, JAN, DEC, tmp_path / "impact.csv").read_text("utf-8-sig")
    for one in report.figures:
        assert one.cannot in text
        assert one.title in table


def test_a_practice_leader_sees_their_own_figures_and_none_of_the_service(team: Team) -> None:
    team.house.impact.type_in(team.owner, Typed.SICK, JAN, DEC, 900)
    titles = {one.title for one in team.house.impact.report(team.leader, JAN, DEC).figures}
    assert "Protected time" in titles
    assert not titles & {sort.label for sort in Typed}
    for actor in (team.deputy, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.impact.report(actor, JAN, DEC)
    with pytest.raises(NotAllowedError):
        team.house.impact.typed(team.leader)


def test_what_was_noted_by_mistake_is_taken_off_again(team: Team) -> None:
    impact, leader = team.house.impact, team.leader.person_id
    (entry,) = impact.plan(team.leader, leader, (DAY,), 60).value
    assert [one.planned for one in impact.days(team.leader, leader, JAN, DEC)] == [60]
    with pytest.raises(NotAllowedError):
        impact.take_off(team.worker, entry.id)
    impact.take_off(team.leader, entry.id)
    assert impact.days(team.leader, leader, JAN, DEC) == ()
    figure = impact.type_in(team.owner, Typed.LEFT, JAN, DEC, 300).value
    impact.drop_figure(team.owner, figure.id)
    assert impact.typed(team.owner) == ()


def test_minutes_and_days_that_cannot_be_are_refused(team: Team) -> None:
    impact, leader = team.house.impact, team.leader.person_id
    with pytest.raises(IncompleteError, match="The last day is before the first"):
        impact.type_in(team.owner, Typed.SICK, DEC, JAN, 900)
    for minutes in (0, 24 * 60 + 1):
        with pytest.raises(IncompleteError, match="Type minutes between 1 and"):
            impact.plan(team.leader, leader, (DAY,), minutes)
    assert impact.typed(team.owner) == ()
    assert impact.days(team.leader, leader, JAN, DEC) == ()
