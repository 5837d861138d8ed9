"""Due dates: the policy, time away, months, and the files that leave: Excel, PDF and calendar."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.documents.sheet import Sheet, workbook
from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.people import Absence, Contract, Person, Profile, Role, Standing
from app.domain.schedule import USUAL_RULES, DueRules, DueState, Past, Rule, Stage, due, paused
from app.domain.sessions import Plan, SessionState
from tests.team import Team

TODAY = dt.date(2026, 11, 24)
WORKER = Person(id="w", name="Tomasz Birch", role=Role.WORKER, started_on=dt.date(2020, 1, 6))
SUPERVISION = (Kind.SUPERVISION, "")


def test_the_shortest_rule_that_fits_counts() -> None:
    rules = DueRules()
    confirmed = due(WORKER, SUPERVISION, rules, TODAY, Past(last_on=dt.date(2026, 11, 3)))
    assert confirmed.due_on == dt.date(2026, 12, 29)
    probation = due(
        replace(WORKER, probation_ends_on=dt.date(2027, 1, 1)),
        SUPERVISION,
        rules,
        TODAY,
        Past(last_on=dt.date(2026, 11, 3)),
    )
    assert probation.due_on == dt.date(2026, 12, 1)
    bank = DueRules(
        rules=(Rule(id="b", kind=Kind.SUPERVISION, weeks=12, contracts=frozenset({Contract.BANK})),)
    )
    assert due(WORKER, SUPERVISION, bank, TODAY, Past()).state is DueState.NOT_NEEDED
    nights = DueRules(rules=(Rule(id="n", kind=Kind.SUPERVISION, weeks=6, nights=True),))
    assert due(
        replace(WORKER, nights=True), SUPERVISION, nights, TODAY, Past(last_on=dt.date(2026, 11, 3))
    ).due_on == dt.date(2026, 12, 15)


def test_grace_days_keep_a_date_from_being_late_until_they_are_over() -> None:
    rules = DueRules(
        rules=(Rule(id="r", kind=Kind.SUPERVISION, weeks=2, grace_days=3, stage=Stage.CONFIRMED),)
    )
    assert (
        due(WORKER, SUPERVISION, rules, TODAY, Past(last_on=TODAY - dt.timedelta(days=17))).state
        is DueState.SOON
    )
    assert (
        due(WORKER, SUPERVISION, rules, TODAY, Past(last_on=TODAY - dt.timedelta(days=18))).state
        is DueState.LATE
    )


def test_time_away_stops_the_clock_and_each_day_counts_once() -> None:
    away = [
        Absence(id=str(n), person_id="w", begins_on=b, ends_on=e)
        for n, (b, e) in enumerate(
            [(dt.date(2026, 11, 5), dt.date(2026, 11, 9)), (dt.date(2026, 11, 8), dt.date(2026, 11, 10))]
        )
    ]
    assert paused(away, dt.date(2026, 11, 3), TODAY) == 6
    cell = due(
        WORKER, SUPERVISION, DueRules(), TODAY, Past(last_on=dt.date(2026, 11, 3), absences=tuple(away))
    )
    assert cell.due_on == dt.date(2027, 1, 4)
    assert "6 days away are added" in cell.why


def test_what_was_on_paper_before_these_records_is_not_held_against_anybody() -> None:
    assert (
        due(WORKER, SUPERVISION, DueRules(), TODAY, Past(begun_on=dt.date(2026, 11, 20))).state
        is DueState.IN_DATE
    )


def test_going_away_and_coming_back_is_noted_by_itself(team: Team) -> None:
    from dataclasses import fields  # noqa: PLC0415

    from tests.storage.test_vault import vault_of  # noqa: PLC0415

    worker = team.house.people.get(team.owner, team.worker.person_id)
    profile = Profile(**{f.name: getattr(worker, f.name) for f in fields(Profile)})
    team.house.people.change(team.owner, worker.id, replace(profile, standing=Standing.AWAY))
    team.clock.turn(days=10)
    team.house.people.change(team.owner, worker.id, profile)
    with vault_of(team).read() as work:
        (absence,) = work.people.absences(worker.id)
    assert absence.ends_on == absence.begins_on + dt.timedelta(days=9), (
        "the day of coming back is no day away"
    )


def test_a_moved_session_keeps_its_old_time_with_the_reason(team: Team) -> None:
    at = dt.datetime(2026, 11, 26, 14, tzinfo=dt.UTC)
    session = team.house.sessions.plan(team.deputy, team.worker.person_id, at).value
    with pytest.raises(IncompleteError):
        team.house.sessions.move(team.deputy, session.id, at, " ")
    team.house.sessions.move(team.deputy, session.id, at + dt.timedelta(days=5), "nights were short of staff")
    states = [(s.state, s.reason) for s in team.house.sessions.of(team.deputy, team.worker.person_id)]
    assert states == [(SessionState.MOVED, "nights were short of staff"), (SessionState.PLANNED, "")]
    _, rows = team.house.schedule.months(team.deputy, 2)
    marks = [m.state for row in rows for month in row.months for m in month]
    assert SessionState.MOVED in marks


def test_a_round_is_planned_for_all_or_for_nobody(team: Team) -> None:
    at = dt.datetime(2026, 12, 1, 14, tzinfo=dt.UTC)
    both = tuple(Plan(person_id=one.person_id, at=at) for one in (team.worker, team.other))
    with pytest.raises(NotAllowedError):
        team.house.sessions.plan_all(team.deputy, both)
    assert team.house.sessions.of(team.deputy, team.worker.person_id) == ()
    assert len(team.house.sessions.plan_all(team.owner, both).value) == 2


def test_a_held_session_of_another_kind_does_not_count(team: Team) -> None:
    at = team.clock.now() - dt.timedelta(hours=1)
    team.house.sessions.plan(team.deputy, team.worker.person_id, at, Kind.APPRAISAL)
    team.sign(team.write(team.deputy, team.worker))
    assert [s.state for s in team.house.sessions.of(team.deputy, team.worker.person_id)] == [
        SessionState.PLANNED
    ]


def test_the_calendar_file_follows_rfc_5545_and_holds_an_alarm_for_each_entry(
    team: Team, tmp_path: Path
) -> None:
    team.house.sessions.plan(team.deputy, team.worker.person_id, dt.datetime(2026, 11, 26, 14, tzinfo=dt.UTC))
    raw = team.house.calendars.file(team.deputy, tmp_path / "due.ics").read_bytes()
    assert b"\r\n" in raw
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    text = raw.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == text.count("BEGIN:VALARM") >= 1
    assert "DTSTART:20261126T140000Z" in text
    uids = re.findall(r"UID:(.+)\r", text)
    assert len(uids) == len(set(uids))
    assert team.house.calendars.file(team.deputy, tmp_path / "again.ics").read_bytes() == raw


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+44 7700 900123", "@Sam", "-Lee", "\tTab", "'quoted"])
def test_a_text_is_the_same_text_in_excel_whatever_it_begins_with(text: str) -> None:
    data = workbook((Sheet(name="One", headings=("What",), rows=((text,),)),))
    cell = load_workbook(io.BytesIO(data))["One"]["A2"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_in_excel_how_it_stands_and_its_day_are_two_columns_and_the_day_is_a_date(
    team: Team, tmp_path: Path
) -> None:
    rules = replace(USUAL_RULES[2], weeks=8, id="usual")
    team.house.schedule.change_rules(team.owner, DueRules(rules=(rules,)))
    team.sign(team.write(team.deputy, team.worker))
    sheet = load_workbook(team.house.due_files.workbook(team.owner, tmp_path / "due.xlsx"))["Who is due"]
    headings = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "Tomasz Birch")
    stands, day = (row[headings.index(name)] for name in ("Supervision", "Supervision: due"))
    assert stands.value == "✓ in date"
    assert day.is_date
    assert day.value.date() == dt.date(2027, 1, 19)


def test_every_sheet_in_excel_is_a_table_with_a_filter_and_keeps_its_headings_on_screen_and_paper(
    team: Team, tmp_path: Path
) -> None:
    book = load_workbook(team.house.due_files.workbook(team.owner, tmp_path / "due.xlsx"))
    for sheet in book.worksheets:
        (table,) = sheet.tables.values()
        assert table.autoFilter is not None
        assert table.ref == sheet.dimensions
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]


def test_two_forms_of_one_title_make_no_damaged_table() -> None:
    data = workbook((Sheet(name="Two", headings=("Meals", "meals", "Meals"), rows=()),))
    names = [cell.value for cell in load_workbook(io.BytesIO(data)).active[1]]
    assert names == ["Meals", "meals (2)", "Meals (3)"]


def test_the_printed_list_holds_each_person(team: Team, tmp_path: Path) -> None:
    import pypdfium2 as pdfium  # noqa: PLC0415

    path = team.house.due_files.pdf(team.owner, tmp_path / "due.pdf")
    document = pdfium.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Tomasz Birch" in text
    assert "in date" in text


def test_a_practice_leaders_files_hold_nothing_managerial(team: Team, tmp_path: Path) -> None:
    team.house.sessions.plan(team.deputy, team.worker.person_id, dt.datetime(2026, 11, 26, 14, tzinfo=dt.UTC))
    text = team.house.calendars.file(team.leader, tmp_path / "x.ics").read_text()
    assert "Supervision" not in text.replace("Practice supervision", "")
