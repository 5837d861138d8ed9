"""The register as a page: people by what is checked, who may do something today, and the files of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from app.domain.errors import NotAllowedError
from app.domain.people import Actor
from app.pages import competence, person
from app.pages.competence import Cell, RegisterPage
from tests.counting import counting
from tests.services.test_failed_checks import SIX, seal
from tests.services.test_what_must_happen import delegate
from tests.team import Team

TODAY = dt.date(2026, 11, 24)
MOST_STATEMENTS = 20


def look(team: Team, actor: Actor | None = None) -> RegisterPage:
    return competence.read(team.house, actor or team.owner)


def text_of(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(" ".join(pages).split())


def cell(page: RegisterPage, form_id: str, name: str = "Tomasz Birch") -> Cell:
    row = next(one for one in page.rows if one.name == name)
    return next(one for one in row.cells if one.form_id == form_id)


def test_nobody_is_assessed_before_anything_is_sealed(team: Team) -> None:
    page = look(team)
    assert {one.text for row in page.rows for one in row.cells} == {"– not assessed"}
    assert [one.label for one in page.checked] == [
        "Delegated healthcare task",
        "Infection prevention",
        "Medicines competence",
        "Moving and handling",
        "Supporting a meal",
    ]


def test_each_state_is_said_in_a_word_with_its_day(team: Team) -> None:
    seal(team, {}, form_id="mealtime")
    seal(team, SIX)
    delegate(team, "2027-02-01")
    team.house.schedule.incident(
        team.deputy, team.worker.person_id, "infection_control", dt.date(2026, 12, 1), "gloves left on"
    )
    page = look(team)
    assert {one.form_id: (one.text, one.tone) for one in page.rows[-1].cells} == {
        "delegated_healthcare": ("◐ only Tube feed · Pump A2 · for AB until Mon 1 Feb 2027", "soon"),
        "infection_control": ("✗ suspended after an incident, check by Tue 1 Dec", "late"),
        "medicines": ("✗ not yet, check by Tue 8 Dec", "late"),
        "moving_and_handling": ("– not assessed", "neutral"),
        "mealtime": ("✓ until Wed 24 Nov 2027", "in_date"),
    }
    told = cell(page, "medicines").explained
    assert told.startswith(
        "Tomasz Birch, Medicines competence: The check O-0002 of Tue 24 Nov 2026 was not met."
    )
    assert "Knows what to do after an error" in told
    assert "gloves left on" in cell(page, "infection_control").explained
    assert "gloves" not in cell(look(team, team.leader), "infection_control").explained
    team.clock.turn(days=400)
    later = look(team)
    assert cell(later, "mealtime").text == "! ran out Wed 24 Nov 2027"
    assert cell(later, "medicines").text == "✗ not yet, check by Tue 8 Dec 2026 (386 days late)"


def test_who_may_do_it_today_comes_first_with_until_and_why_not(team: Team) -> None:
    seal(team, {})
    page = look(team)
    first, *others = page.may_do("medicines", "", "")
    assert (first.name, first.text, first.why) == ("Tomasz Birch", "✓ Yes", "✓ until Tue 23 Nov 2027")
    assert {(one.text, one.why) for one in others} == {
        ("✗ Not alone", "– not assessed. No sealed check stands behind this.")
    }
    team.house.schedule.incident(team.deputy, team.worker.person_id, "medicines", TODAY, "a missed dose")
    line = next(one for one in look(team).may_do("medicines", "", "") if one.name == "Tomasz Birch")
    assert (line.may, line.text, line.tone) == (False, "✗ Not alone", "late")
    assert "After an incident it is asked for again: a missed dose." in line.why


def test_it_is_shown_for_one_team_and_for_part_of_a_name(team: Team) -> None:
    page = look(team)
    (dee,) = (one.id for one in page.teams if one.label == "Dee Rowan’s team")
    assert [one.name for one in page.wanted(dee, "")] == ["Priya Larch", "Tomasz Birch"]
    assert [one.name for one in page.wanted("", "map")] == ["Chipo Maple"]
    assert [one.name for one in page.may_do("medicines", dee, "tom")] == ["Tomasz Birch"]


def test_a_worker_has_no_register_and_reads_their_own_on_their_page(team: Team) -> None:
    with pytest.raises(NotAllowedError):
        look(team, team.worker)
    seal(team, SIX)
    page = person.read(team.house, team.worker, team.worker.person_id)
    (line,) = page.competence
    assert (line.what, line.chip and line.chip.tone) == ("Medicines competence", "late")
    assert [one.what for one in page.must] == ["Not yet met, to be checked again: Medicines competence"]


def test_the_register_leaves_as_a_workbook_with_its_dates(team: Team, tmp_path: Path) -> None:
    seal(team, {})
    book = load_workbook(competence.to_excel(team.house, team.owner, tmp_path / "r.xlsx").value)
    rows = [row for row in book["Line by line"].iter_rows(values_only=True) if row[2] == "competent"]
    ((name, what, _, until, *_),) = rows
    assert (name, what) == ("Tomasz Birch", "Medicines competence")
    assert isinstance(until, dt.datetime)
    assert until.date() == dt.date(2027, 11, 23)


def test_it_is_printed_and_there_is_a_blank_sheet_for_the_wall(team: Team, tmp_path: Path) -> None:
    seal(team, {})
    printed = text_of(competence.to_print(team.house, team.owner, tmp_path / "r.pdf").value.read_bytes())
    assert "Register of competence on Tue 24 Nov 2026" in printed
    assert "until Tue 23 Nov" in printed
    blank = text_of(competence.wall_sheet(team.house, team.owner, tmp_path / "w.pdf").value.read_bytes())
    assert "Tomasz Birch" in blank
    assert "until" not in blank


def test_the_register_takes_one_transaction_and_few_statements_for_any_number_of_checks(team: Team) -> None:
    seal(team, {})
    with counting() as few:
        look(team)
    for _ in range(3):
        seal(team, SIX)
        seal(team, {}, form_id="mealtime")
    with counting() as many:
        look(team)
    assert (many.transactions, len(many)) == (1, len(few))
    assert len(few) <= MOST_STATEMENTS
