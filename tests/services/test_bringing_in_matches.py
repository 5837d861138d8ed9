"""Bringing in people does what was shown: the plan of every row is carried out as it stands, or says why not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.people import Person, Profile, Role, Standing
from app.domain.staff_list import SOMEBODY_ELSE, What
from app.services.bring_in import BroughtIn, Preview
from tests.team import Team

ASC = "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,STARTDATE,EMPLSTATUS,MAINJOBROLE"
WRITTEN = {What.NEW, What.UPDATE, What.BACK}


def read(team: Team, text: str, encoding: str = "utf-8") -> Preview:
    return team.house.bring_in.read(team.owner, text.encode(encoding), "staff.csv")


def bring(team: Team, preview: Preview) -> BroughtIn:
    return team.house.bring_in.apply(team.owner, preview).value


def called(team: Team, name: str) -> list[Person]:
    return [one for one in team.house.people.list(team.owner) if one.name == name]


def notes(preview: Preview) -> list[tuple[What, str]]:
    return [
        (one.what, " ".join((*one.entry.problems, one.question, *one.changes)).strip())
        for one in preview.proposals
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{ASC}\nH,W1,NEW,Sarah Smith,01/02/2024,1,8\nH,W2,NEW,Sarah Smith,01/03/2024,1,8",
        'Name,Line manager\nAnn Teal,Bo Sky\nBo Sky,"Fox, Cy"\nCy Fox,Ruth Alder',
        "Name,Staff no\nAnn Teal,7\nBo Sky,7",
        "First name,Surname,Reports to\nAnn,Teal,Nobody Known\nBo,Sky,nobody",
        "Name,Line manager\nAnn Teal,Bo Sky\nBo Sky,Ann Teal",
        "Name,Line manager\nAnn Teal,Ann Teal",
        "Name,Start date,Line manager\nBo Sky,31/02/2024,\nAnn Teal,,Bo Sky\nCy Fox,,Ann Teal",
        "Name\nDee Rowan\nTomasz Birch",
        "Name,Line manager\nTomasz Birch,New Deputy\nNew Deputy,",
    ],
    ids=[
        "two of one name",
        "managers in any order",
        "one reference twice",
        "an unknown manager",
        "a circle",
        "themself",
        "a manager who waits",
        "nothing new",
        "a new manager of somebody here",
    ],
)
def test_what_is_shown_is_what_happens_and_a_second_look_has_nothing_left_to_do(
    team: Team, text: str
) -> None:
    shown = read(team, text)
    done = bring(team, shown)
    assert done.failed == ()
    assert len(done.codes) == shown.count(What.NEW)
    assert len(done.updated) == shown.count(What.UPDATE)
    expected = [What.UNCHANGED if one.what in WRITTEN else one.what for one in shown.proposals]
    assert [one.what for one in read(team, text).proposals] == expected
    stopped = [one.entry.problems for one in shown.proposals if one.what is What.SKIP]
    assert all(stopped)


def test_two_people_of_one_name_and_two_references_are_two(team: Team) -> None:
    text = f"{ASC}\nH,W1,NEW,Sarah Smith,01/02/2024,1,8\nH,W2,NEW,Sarah Smith,01/03/2024,1,8"
    bring(team, read(team, text))
    assert sorted(one.reference for one in called(team, "Sarah Smith")) == ["W1", "W2"]
    assert [one.what for one in read(team, text).proposals] == [What.UNCHANGED, What.UNCHANGED]


def test_managers_are_found_once_everybody_is_known_in_any_order(team: Team) -> None:
    bring(team, read(team, 'Name,Line manager\nAnn Teal,Bo Sky\nBo Sky,"Fox, Cy"\nCy Fox,Ruth Alder'))
    by_id = {one.id: one.name for one in team.house.people.list(team.owner)}
    supervisors = {
        name: by_id[called(team, name)[0].supervisor_id or ""] for name in ("Ann Teal", "Bo Sky", "Cy Fox")
    }
    assert supervisors == {"Ann Teal": "Bo Sky", "Bo Sky": "Cy Fox", "Cy Fox": "Ruth Alder"}


def test_an_unknown_manager_is_the_rows_problem_and_never_whoever_brings_in(team: Team) -> None:
    shown = read(team, "Name,Line manager\nAnn Teal,Nobody Known\nBo Sky,nobody\nCy Fox,")
    (what, told), *_ = notes(shown)
    assert what is What.SKIP
    assert told.startswith("Nobody here or on the list is called “Nobody Known”.")
    bring(team, shown)
    assert called(team, "Ann Teal") == []
    assert called(team, "Bo Sky")[0].supervisor_id is None
    assert called(team, "Cy Fox")[0].supervisor_id == team.owner.person_id


def test_a_manager_of_a_name_that_two_have_is_told_by_reference(team: Team) -> None:
    bring(team, read(team, "Name,Staff no\nSarah Smith,1\nSarah Smith,2"))
    shown = read(
        team,
        'Name,Line manager\nAnn Teal,Sarah Smith\nBo Sky,Sarah Smith · 2\nCy Fox,"Smith, Sarah"\nDi Oak,1',
    )
    assert [what for what, _ in notes(shown)] == [What.SKIP, What.NEW, What.SKIP, What.NEW]
    assert "Sarah Smith · 1 and Sarah Smith · 2" in notes(shown)[0][1]
    bring(team, shown)
    references = {one.id: one.reference for one in called(team, "Sarah Smith")}
    assert references[called(team, "Bo Sky")[0].supervisor_id or ""] == "2"
    assert references[called(team, "Di Oak")[0].supervisor_id or ""] == "1"


def test_a_row_waits_for_the_manager_who_is_not_ready(team: Team) -> None:
    shown = read(team, "Name,Start date,Line manager\nBo Sky,31/02/2024,\nAnn Teal,,Bo Sky\nCy Fox,,Ann Teal")
    assert [what for what, _ in notes(shown)] == [What.SKIP, What.SKIP, What.SKIP]
    assert "Row 2 is their supervisor and is not ready yet." in notes(shown)[1][1]
    assert "Row 3 is their supervisor and is not ready yet." in notes(shown)[2][1]


def test_a_changed_reference_or_workplace_in_the_file_changes_the_person(team: Team) -> None:
    bring(team, read(team, f"{ASC}\nH,W1,NEW,Sarah Smith,01/02/2024,1,8"))
    head = ASC.replace("UNIQUEWORKERID,", "UNIQUEWORKERID,CHGUNIQUEWRKID,TRANSFERSTAFFRECORD,")
    text = f"{head}\nH,W1,W9,H2,UPDATE,Sarah Smith,01/02/2024,1,8"
    shown = read(team, text)
    assert notes(shown) == [(What.UPDATE, "Reference: W1 → W9 Location: H → H2")]
    bring(team, shown)
    (sarah,) = called(team, "Sarah Smith")
    assert (sarah.reference, sarah.location) == ("W9", "H2")
    assert [one.what for one in read(team, text).proposals] == [What.UNCHANGED]


@pytest.mark.parametrize(
    ("listed", "question", "kept"),
    [
        (
            "H,14,UNCHECKED,Sarah Smith",
            "has the staff reference 0014 here, and 14 on the list",
            ("H", "0014"),
        ),
        ("H,W9,UNCHECKED,Sarah Smith", "has the staff reference 0014 here, and W9 on the list", ("H", "W9")),
        ("H2,0014,UNCHECKED,Sarah Smith", "has the workplace H here, and H2 on the list", ("H2", "0014")),
    ],
    ids=["lost zeros", "another reference", "another workplace"],
)
def test_whether_it_is_the_same_person_is_asked(
    team: Team, listed: str, question: str, kept: tuple[str, str]
) -> None:
    bring(team, read(team, f"{ASC}\nH,0014,NEW,Sarah Smith,01/02/2024,1,8"))
    shown = read(team, f"{ASC}\n{listed},01/02/2024,1,8")
    ((what, told),) = notes(shown)
    assert what is What.ASK
    assert told == f"Sarah Smith {question}. Is it the same person?"
    assert bring(team, shown).codes == ()
    (row,) = shown.staff.rows
    person = shown.proposals[0].person
    assert person is not None
    same = team.house.bring_in.look(team.owner, replace(shown.staff, rows=(replace(row, answer=person.id),)))
    bring(team, same)
    (sarah,) = called(team, "Sarah Smith")
    assert (sarah.location, sarah.reference) == kept


def test_somebody_else_of_the_same_name_comes_as_a_second_person(team: Team) -> None:
    bring(team, read(team, f"{ASC}\nH,W1,NEW,Sarah Smith,01/02/2024,1,8"))
    shown = read(team, f"{ASC}\nH,W2,NEW,Sarah Smith,01/02/2025,1,8")
    (row,) = shown.staff.rows
    other = replace(shown.staff, rows=(replace(row, answer=SOMEBODY_ELSE),))
    bring(team, team.house.bring_in.look(team.owner, other))
    assert sorted(one.reference for one in called(team, "Sarah Smith")) == ["W1", "W2"]


def test_a_second_person_of_one_name_is_not_asked_about_when_the_first_is_on_the_list_too(team: Team) -> None:
    bring(team, read(team, f"{ASC}\nH,W1,NEW,Sarah Smith,01/02/2024,1,8"))
    text = f"{ASC}\nH,W2,NEW,Sarah Smith,01/02/2025,1,8\nH,W1,UNCHECKED,Sarah Smith,01/02/2024,1,8"
    assert [one.what for one in read(team, text).proposals] == [What.NEW, What.UNCHANGED]


def test_a_leaver_on_the_list_comes_back_once_that_is_said(team: Team) -> None:
    text = f"{ASC}\nH,W1,NEW,Sarah Smith,01/02/2024,1,8"
    bring(team, read(team, text))
    (sarah,) = called(team, "Sarah Smith")
    team.house.people.make_leaver(team.owner, sarah.id)
    again = text.replace("01/02/2024", "01/09/2026")
    shown = read(team, again)
    assert notes(shown) == [(What.ASK, "Sarah Smith has left. Have they come back?")]
    assert bring(team, shown).codes == ()
    (row,) = shown.staff.rows
    back = team.house.bring_in.look(team.owner, replace(shown.staff, rows=(replace(row, answer=sarah.id),)))
    assert [one.what for one in back.proposals] == [What.BACK]
    done = bring(team, back)
    assert (len(done.codes), done.back, done.failed) == (1, 1, ())
    (now,) = called(team, "Sarah Smith")
    assert (now.id, now.standing, now.started_on) == (sarah.id, Standing.ACTIVE, dt.date(2026, 9, 1))
    assert [one.what for one in read(team, again).proposals] == [What.UNCHANGED]


@pytest.mark.parametrize(
    "typed", ["O'Neill, Siân", "O’Neill, Sia\u0302n", "siân  o`neill", "SIÂN O\u02bcNEILL"]
)
def test_a_name_typed_another_way_is_the_same_name(team: Team, typed: str) -> None:
    team.house.people.add(team.owner, Profile(name="Siân O'Neill", role=Role.WORKER))
    assert [one.what for one in read(team, f'Name\n"{typed}"').proposals] == [What.UNCHANGED]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5 May 2024", dt.date(2024, 5, 5)),
        ("05/05/24", dt.date(2024, 5, 5)),
        ("5-May-24", dt.date(2024, 5, 5)),
        ("5.5.98", dt.date(1998, 5, 5)),
        ("2024-05-05", dt.date(2024, 5, 5)),
        ("1 Sep 26", dt.date(2026, 9, 1)),
    ],
)
def test_a_start_date_is_read_in_the_ways_it_is_written(team: Team, typed: str, day: dt.date) -> None:
    (one,) = read(team, f"Name,Start date\nAnn Teal,{typed}").proposals
    assert (one.entry.started_on, one.entry.problems) == (day, ())


def test_a_date_without_its_year_is_the_rows_problem(team: Team) -> None:
    (one,) = read(team, "Name,Start date\nAnn Teal,5 May").proposals
    assert "Which year?" in " ".join(one.entry.problems)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_unicode_text_from_excel_is_read(team: Team, encoding: str) -> None:
    shown = read(team, "Name\tStart date\r\nZoë Ash\t05/05/2024\r\n", encoding)
    assert [one.entry.name for one in shown.proposals] == ["Zoë Ash"]


def test_a_title_above_the_headings_and_empty_rows_do_not_shift_the_row_numbers(team: Team) -> None:
    text = "Staff of Oakview,,\n,,\nEmployee name,Start date (dd/mm/yyyy),Payroll No.\nAnn Teal,05/05/24,007\n,,\nBo Sky,31/02/2024,8\n"
    shown = read(team, text)
    assert [(one.entry.row.number, one.entry.name, one.entry.reference) for one in shown.proposals] == [
        (4, "Ann Teal", "007"),
        (6, "Bo Sky", "8"),
    ]


def test_a_plain_list_says_who_left_in_its_own_words(team: Team) -> None:
    shown = read(team, "Name,Status\nTomasz Birch,Left\nChipo Maple,Active\nRuth Alder,Left")
    assert [one.what for one in shown.proposals] == [What.LEAVER, What.UNCHANGED, What.SKIP]
    assert "Nobody can mark themself as having left." in notes(shown)[2][1]


def test_a_mark_between_cells_that_the_file_names_itself_is_used(team: Team) -> None:
    shown = read(team, "sep=|\nName|Job title\nAnn Teal|Care worker, nights")
    assert [(one.entry.name, one.entry.job_title) for one in shown.proposals] == [
        ("Ann Teal", "Care worker, nights")
    ]
