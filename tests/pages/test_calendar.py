"""The calendar of meetings as plain values: a month, moving by a gesture, print, slips, and planning ahead."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest

from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.domain.planning import Every
from app.domain.sessions import Reason, SessionState, Why
from app.pages import calendar, plan_ahead, sessions
from app.pages.calendar import Day
from app.pages.plan_ahead import Wanted
from tests.counting import counting
from tests.team import Team

AT = dt.datetime(2026, 12, 8, 14, tzinfo=dt.UTC)
UNTIL = dt.date(2027, 11, 24)


def days(team: Team, actor: Actor, month: dt.date | None = None) -> dict[dt.date, Day]:
    page = calendar.read(team.house, actor, month)
    return {day.day: day for week in page.weeks for day in week}


def text_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    return pages


def test_a_month_is_whole_weeks_from_monday_with_today_marked(team: Team) -> None:
    page = calendar.read(team.house, team.owner, None)
    assert (page.title, page.month) == ("November 2026", dt.date(2026, 11, 1))
    assert (page.before, page.after) == (dt.date(2026, 10, 1), dt.date(2026, 12, 1))
    assert {len(week) for week in page.weeks} == {7}
    assert all(week[0].day.weekday() == 0 for week in page.weeks)
    assert [day.day for week in page.weeks for day in week if day.today] == [dt.date(2026, 11, 24)]
    assert page.weeks[0][0].label == "26 Oct"


def test_a_month_tells_what_is_planned_held_moved_and_missed_to_who_may_know(team: Team) -> None:
    session = team.house.sessions.plan(team.deputy, team.worker.person_id, AT).value
    (shown,) = days(team, team.owner, dt.date(2026, 12, 25))[dt.date(2026, 12, 8)].sessions
    assert (shown.text, shown.movable) == ("○ 14:00 Tomasz · S", True)
    assert shown.told == "14:00 Supervision, Tomasz Birch, planned"
    (own,) = days(team, team.worker, AT.date())[AT.date()].sessions
    assert (own.text, own.movable) == ("○ 14:00 Supervision · S", False)
    assert days(team, team.leader, AT.date())[AT.date()].sessions == ()
    sessions.missed(team.house, team.deputy, session.id, Reason(Why.SICK))
    (missed,) = days(team, team.owner, AT.date())[AT.date()].sessions
    assert (missed.text, missed.tone, missed.movable) == ("✗ 14:00 Tomasz · S", "late", False)
    assert missed.told.endswith("missed: Off sick")


def test_a_meeting_is_moved_to_a_day_at_its_own_time_and_told_what_is_there_already(team: Team) -> None:
    session = team.house.sessions.plan(team.deputy, team.worker.person_id, AT).value
    moving = calendar.moving(team.house, team.deputy, session.id, dt.date(2026, 12, 10))
    assert moving.question == "Supervision moves to Thu 10 Dec 2026, 14:00."
    there = dt.datetime(2026, 12, 10, 14, 30, tzinfo=dt.UTC)
    team.house.sessions.plan(team.deputy, team.worker.person_id, there, Kind.APPRAISAL)
    moving = calendar.moving(team.house, team.deputy, session.id, dt.date(2026, 12, 10))
    assert moving.question.endswith("Tomasz has appraisal at 14:30 that day.")
    sessions.moved(team.house, team.deputy, session.id, moving.to, Reason(Why.LEAVE))
    states = [s.state for s in team.house.sessions.of(team.deputy, team.worker.person_id)]
    assert states.count(SessionState.MOVED) == 1


def test_a_year_is_booked_ahead_for_several_people_and_kinds_at_their_own_times(team: Team) -> None:
    lines = (
        Wanted(team.worker.person_id, "supervision", AT, Every.EIGHT_WEEKS.value),
        Wanted(
            team.other.person_id,
            "practice_supervision",
            AT + dt.timedelta(days=1, hours=2),
            Every.MONTH.value,
            team.leader.person_id,
        ),
    )
    looked = plan_ahead.look(team.house, team.owner, lines, UNTIL)
    assert len(looked.plans) == 7 + 12
    assert looked.told == "19 sessions. Nothing else is planned about then."
    assert looked.rows[0] == ("Tue 8 Dec 2026, 14:00", "Supervision", "Tomasz Birch", "–")
    said = plan_ahead.plan(team.house, team.owner, looked.plans)
    assert said.value == "19 sessions are planned."
    again = plan_ahead.look(team.house, team.owner, lines, UNTIL)
    assert again.told == "19 sessions. 19 of them have something planned about then."
    assert again.rows[0][3] == "! Tomasz has supervision at 14:00 that day."
    months = [calendar.read(team.house, team.owner, dt.date(2027, month, 1)) for month in range(1, 12)]
    counted = sum(len(day.sessions) for page in months for week in page.weeks for day in week if day.inside)
    assert counted == 19 - 2


def test_a_line_for_everybody_is_one_a_weekday(team: Team) -> None:
    page = plan_ahead.read(team.house, team.owner)
    assert [line.first.weekday() for line in page.team if line.first] == [2, 3, 4, 0]
    assert [line.person_id for line in page.team] == [one.id for one in page.people]
    assert page.until == dt.date(2027, 11, 24)
    assert page.leaders[0].id == ""


def test_what_is_not_whole_or_too_much_is_told_in_a_sentence(team: Team) -> None:
    with pytest.raises(IncompleteError, match="Choose with whom"):
        plan_ahead.look(team.house, team.owner, (Wanted(kind="supervision", first=AT),), UNTIL)
    line = Wanted(team.worker.person_id, "supervision", AT, Every.WEEK.value)
    with pytest.raises(IncompleteError, match="Choose an earlier last day"):
        plan_ahead.look(team.house, team.owner, (line,) * 20, dt.date(2030, 1, 1))


def test_nobody_plans_or_looks_into_the_plans_of_people_who_are_not_theirs(team: Team) -> None:
    line = Wanted(team.other.person_id, "supervision", AT)
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            plan_ahead.look(team.house, actor, (line,), UNTIL)


def test_a_practice_leader_plans_practice_and_learns_nothing_managerial(team: Team) -> None:
    page = plan_ahead.read(team.house, team.leader)
    assert {one.id for one in page.kinds} == {"coaching", "observation", "practice_supervision"}
    team.house.sessions.plan(team.deputy, team.worker.person_id, AT)
    line = Wanted(team.worker.person_id, "coaching", AT)
    looked = plan_ahead.look(team.house, team.leader, (line,), UNTIL)
    assert looked.rows[0][3] == "! Tomasz has something else at 14:00 that day."


def test_a_month_and_reminder_slips_are_printed_a_page_a_person(team: Team, tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError, match="who leads meetings"):
        calendar.reminders(team.house, team.worker, tmp_path / "none.pdf")
    with pytest.raises(IncompleteError, match="nobody to remind"):
        calendar.reminders(team.house, team.owner, tmp_path / "none.pdf")
    team.house.sessions.plan(team.deputy, team.worker.person_id, AT)
    team.house.sessions.plan(team.owner, team.other.person_id, AT + dt.timedelta(days=1))
    month = calendar.to_print(team.house, team.owner, dt.date(2026, 12, 1), tmp_path / "month.pdf").value
    (page,) = text_of(month)
    assert "December 2026" in page
    assert "14:00 Supervision, Tomasz Birch" in page
    slips = text_of(calendar.reminders(team.house, team.owner, tmp_path / "slips.pdf").value)
    assert len(slips) == 2
    assert "Chipo Maple" in slips[0]
    assert "Tomasz" not in slips[0]
    assert "Tue 8 Dec 2026, 14:00" in slips[1]
    assert "Dee Rowan" in slips[1]


def test_a_month_takes_as_many_statements_however_much_is_planned(team: Team) -> None:
    def after(count: int) -> int:
        for number in range(count):
            at = AT + dt.timedelta(hours=number)
            team.house.sessions.plan(team.owner, team.worker.person_id, at, Kind.APPRAISAL)
        with counting() as counted:
            calendar.read(team.house, team.owner, AT.date())
        assert counted.transactions == 1
        return len(counted)

    few = after(2)
    assert after(20) == few <= 8
