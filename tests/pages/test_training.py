"""The training matrix as a page, training on Today and Due, and the files of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from app.domain.errors import StateError
from app.domain.training import Course
from app.pages import due, due_lines, note_training, person, places, today, training
from app.pages import trained as trained_page
from app.pages.note_training import Typed
from app.pages.training import Sought
from tests.counting import counting
from tests.team import Team

TODAY = dt.date(2026, 11, 24)
OUT, SOON, LATER = dt.date(2026, 11, 1), dt.date(2026, 12, 20), dt.date(2028, 1, 1)
YEAR_AGO = dt.date(2025, 11, 1)


def trained(team: Team) -> None:
    """Fire safety ran out for the worker; moving people runs out soon for the other, and lasts for the deputy."""
    for who, title, until in (
        (team.worker, "Fire safety", OUT),
        (team.other, "Moving people", SOON),
        (team.deputy, "Moving people", LATER),
    ):
        course = Course(title=title, done_on=YEAR_AGO, expires_on=until)
        team.house.training.note(team.owner, (who.person_id,), course)


def text_of(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(" ".join(pages).split())


def test_each_cell_says_how_it_stands_in_symbol_word_and_day(team: Team) -> None:
    trained(team)
    page = training.read(team.house, team.owner)
    shown = page.shown(Sought())
    assert shown.headings == ("Person", "Fire safety", "Moving people")
    rows = {row.name: [(cell.text, cell.tone) for cell in row.cells] for row in shown.rows}
    assert rows["Tomasz Birch"] == [("! ran out 1 Nov 2026", "late"), ("– not done", "neutral")]
    assert rows["Chipo Maple"][1] == ("~ runs out 20 Dec 2026", "soon")
    assert rows["Dee Rowan"][1] == ("✓ until 1 Jan 2028", "in_date")
    cell = next(row for row in shown.rows if row.name == "Tomasz Birch").cells[0]
    assert cell.explained.startswith("Tomasz Birch, Fire safety: “Fire safety” on Sat 1 Nov 2025.")
    assert cell.note == places.NoteTraining(person_id=team.worker.person_id, subject="Fire safety")


def test_the_matrix_is_narrowed_by_subject_state_team_and_name_and_says_so(team: Team) -> None:
    trained(team)
    page = training.read(team.house, team.owner)
    out = page.shown(Sought(state="out"))
    assert [row.name for row in out.rows] == ["Tomasz Birch"]
    assert out.said == "Shown: ! Ran out. 1 of 5 people."
    moving = page.shown(Sought(subject="Moving people", state="not_done", part="larch"))
    assert (moving.headings, [row.name for row in moving.rows]) == (
        ("Person", "Moving people"),
        ["Priya Larch"],
    )
    assert moving.said == "Shown: Moving people · – Not done · “larch”. 1 of 5 people."
    (dee,) = (one.id for one in page.teams if one.label == "Dee Rowan’s team")
    team_of_dee = page.shown(Sought(team=dee))
    assert [row.name for row in team_of_dee.rows] == ["Priya Larch", "Tomasz Birch"]
    assert page.shown(Sought()).said == ""


def test_an_empty_matrix_says_so(team: Team) -> None:
    assert training.read(team.house, team.owner).shown(Sought()).said == training.EMPTY


def test_training_that_ran_out_stands_on_today_of_the_worker_and_of_whoever_sees_to_it(team: Team) -> None:
    trained(team)
    (own,) = today.read(team.house, team.worker).own
    assert (own.what, own.chip and own.chip.word) == ("You – training runs out: Fire safety", "23 days late")
    assert own.verb is None
    (theirs,) = today.read(team.house, team.deputy).trained
    assert theirs.what == "Tomasz Birch – training runs out: Fire safety"
    assert theirs.verb is not None
    assert theirs.verb.label == "Note it"
    assert theirs.verb.place == places.NoteTraining(person_id=team.worker.person_id, subject="Fire safety")


def test_today_names_the_first_few_and_counts_the_others(team: Team) -> None:
    for number in range(6):
        course = Course(title=f"Course {number}", done_on=YEAR_AGO, expires_on=OUT)
        team.house.training.note(team.owner, (team.worker.person_id,), course)
    *named, more = today.read(team.house, team.deputy).trained
    assert len(named) == 3
    assert more.what == "3 more trainings ran out or soon will"
    assert more.verb is not None
    assert more.verb.place == places.Training()


def test_on_due_training_stands_beside_and_nobody_plans_a_meeting_for_it(team: Team) -> None:
    trained(team)
    row = next(one for one in due.read(team.house, team.owner).rows if one.name == "Tomasz Birch")
    cell = row.cells[-1]
    assert cell.text == "! Fire safety: 23 days late"
    assert due.question((cell,), several=False).fault == due.NO_MEETING
    with pytest.raises(StateError, match="Nobody meets"):
        due.start_several(team.house, team.owner, (cell,))
    lines = due_lines.read(team.house, team.owner).wanted("Tomasz", "all")
    (told,) = (line for line, _ in lines if "Fire safety" in line.what)
    assert told.what == "Training runs out: Fire safety"


def test_on_a_person_s_page_what_counts_is_listed_and_what_was_before_is_one_sentence(team: Team) -> None:
    trained(team)
    about = (team.worker.person_id,)
    note_training.note(team.house, team.leader, about, Typed(title="Fire safety", expires_on=LATER))
    note_training.note(team.house, team.leader, about, Typed(title="Hoist day", subject="Moving people"))
    page = person.read(team.house, team.leader, team.worker.person_id)
    told = [(one.line.what, one.line.detail, one.line.chip and one.line.chip.word) for one in page.trained]
    assert sorted(told, key=str) == [
        ("Fire safety", "Done Tue 24 Nov 2026 · counts until Sat 1 Jan 2028", "in date"),
        ("Hoist day (Moving people)", "Done Tue 24 Nov 2026", None),
    ]
    assert page.trained_before == "Done before: Fire safety (Sat 1 Nov 2025)."
    assert page.note is not None
    (off, *_) = (one.off_id for one in page.trained if one.line.what == "Fire safety")
    said = trained_page.take_training_off(team.house, team.leader, off, "Noted twice").value
    assert said == "Taken off: Fire safety. The reason is kept."
    page = person.read(team.house, team.leader, team.worker.person_id)
    assert [one.line.chip and one.line.chip.word for one in page.trained if one.off_id] == [None, "ran out"]


def test_a_training_without_a_name_of_its_own_is_called_by_its_subject(team: Team) -> None:
    said = note_training.note(
        team.house, team.deputy, (team.worker.person_id,), Typed(title="", subject="Autism")
    )
    assert said.value == "Noted for one person: Autism"
    page = note_training.read(team.house, team.deputy)
    assert "Dee Rowan" not in {one.label for one in page.people}
    assert [one.id for one in page.subjects[:2]] == ["", "Autism"]
    assert len({one.id for one in page.subjects}) == len(page.subjects)


def test_the_matrix_leaves_as_a_workbook_with_real_dates(team: Team, tmp_path: Path) -> None:
    trained(team)
    book = load_workbook(training.to_excel(team.house, team.owner, tmp_path / "t.xlsx").value)
    assert [cell.value for cell in book["Training"][1]] == ["Person", "Fire safety", "Moving people"]
    rows = list(book["Line by line"].iter_rows(values_only=True))
    (out,) = (row for row in rows if row[2] == "Ran out")
    assert out[:2] == ("Tomasz Birch", "Fire safety")
    assert [day.date() for day in out[3:5] if isinstance(day, dt.datetime)] == [OUT, YEAR_AGO]


def test_it_is_printed_whole_with_any_number_of_subjects_and_blank_for_the_wall(
    team: Team, tmp_path: Path
) -> None:
    trained(team)
    for number in range(9):
        course = Course(title=f"Course {number}", done_on=YEAR_AGO)
        team.house.training.note(team.owner, (team.worker.person_id,), course)
    printed = text_of(training.to_print(team.house, team.owner, tmp_path / "t.pdf").value.read_bytes())
    assert "Training on Tue 24 Nov 2026" in printed
    assert "ran out 1 Nov" in printed
    assert all(word in printed for word in ("Course 8", "Moving people"))
    blank = text_of(training.wall_sheet(team.house, team.owner, tmp_path / "w.pdf").value.read_bytes())
    assert "Tomasz Birch" in blank
    assert "ran out" not in blank
    assert "Course 8" in blank


def test_the_matrix_takes_one_transaction_and_few_statements_for_any_number_of_trainings(team: Team) -> None:
    trained(team)
    with counting() as few:
        training.read(team.house, team.owner)
    trained(team)
    with counting() as many:
        training.read(team.house, team.owner)
    assert (many.transactions, len(many)) == (1, len(few))
    assert len(few) <= 12
