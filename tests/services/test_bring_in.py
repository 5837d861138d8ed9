"""Bringing in people: every way a staff file comes, sensitive columns never read, nothing written before the last step."""

from __future__ import annotations

import io
import zipfile

import pytest
from sqlalchemy import text

from app.domain.errors import NotAllowedError, TextError
from app.domain.people import Actor, Contract, Pathway, Profile, Role, Standing
from app.domain.staff_list import What
from app.services.bring_in import Preview
from tests.storage.test_vault import vault_of
from tests.team import Team

HEAD = (
    "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,POSTCODE,DOB,GENDER,ETHNICITY,NATIONALITY,DISABLED,CARECERT,L2CARECERT,"
    "STARTDATE,EMPLSTATUS,DAYSSICK,SALARY,MAINJOBROLE,MAINJRDESC,CWPCATEGORY,QUALACH01,QUALACH01NOTES"
)
SIAN = 'HOME1,W-014,UNCHECKED,"O\'Neill, Siân",QQ123456C,LS1 2RP,01/02/1990,2,31,826,1,1,1;2025,03/02/2024,1,12,21000,52,,2,,'
LEADER = "HOME1,W-002,unchecked,PL-ASH,Admin,,Admin,,,,,1,,17/06/2019,3,,,45,Team lead,5,,"


def read(team: Team, data: bytes, name: str = "staff.csv") -> Preview:
    return team.house.bring_in.read(team.owner, data, name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_the_staff_file_is_read_by_heading_in_any_encoding(team: Team, encoding: str, ending: str) -> None:
    preview = read(team, ending.join([HEAD, SIAN, LEADER]).encode(encoding))
    first, second = (p.entry for p in preview.proposals)
    assert preview.staff.asc_wds
    assert (first.name, first.reference, first.location, first.job_role) == (
        "Siân O'Neill",
        "W-014",
        "HOME1",
        "Support worker",
    )
    assert (first.contract, first.pathway, first.care_certificate) == (
        Contract.PERMANENT,
        Pathway.CARE_OR_SUPPORT_WORKER,
        "completed",
    )
    assert (second.name, second.role, second.contract, second.job_title) == (
        "PL-ASH",
        Role.PRACTICE_LEADER,
        Contract.BANK,
        "Team lead",
    )


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_lower_case_headings_are_found(team: Team, delimiter: str) -> None:
    rows = [["start date", " Name ", "Job title"], ["03/02/2024", "Ewa Sorrel", "Care worker"]]
    preview = read(team, "\n".join(delimiter.join(row) for row in rows).encode())
    assert [(p.what, p.entry.name, p.entry.job_title) for p in preview.proposals] == [
        (What.NEW, "Ewa Sorrel", "Care worker")
    ]


def test_sensitive_columns_are_dropped_unread_and_named(team: Team) -> None:
    preview = read(team, f"{HEAD}\n{SIAN}".encode())
    assert {"NINUMBER", "DOB", "ETHNICITY", "DISABLED", "DAYSSICK", "SALARY", "POSTCODE"} <= set(
        preview.staff.ignored
    )
    assert "QQ123456C" not in repr(preview)
    assert "21000" not in repr(preview)
    team.house.bring_in.apply(team.owner, preview)
    with vault_of(team).read() as work:
        assert "QQ123456C" not in repr(work.session.execute(text("SELECT * FROM person")).fetchall())


def test_nothing_is_written_before_the_last_step_and_a_second_time_updates(team: Team) -> None:
    before = len(team.house.people.list(team.owner))
    preview = read(team, f"{HEAD}\n{SIAN}\n{LEADER}".encode())
    assert len(team.house.people.list(team.owner)) == before
    done = team.house.bring_in.apply(team.owner, preview).value
    assert [name for name, _ in done.codes] == ["Siân O'Neill", "PL-ASH"]
    again = read(team, "\n".join([HEAD, SIAN.replace("52,,2", "8,,2"), LEADER]).encode())
    assert [p.what for p in again.proposals] == [What.UPDATE, What.UNCHANGED]
    team.house.bring_in.apply(team.owner, again)
    assert len(team.house.people.list(team.owner)) == before + 2
    assert (
        next(p.job_role for p in team.house.people.list(team.owner) if p.reference == "W-014")
        == "Care worker"
    )


def test_a_renamed_person_is_still_found_by_reference(team: Team) -> None:
    team.house.bring_in.apply(team.owner, read(team, f"{HEAD}\n{LEADER}".encode()))
    preview = read(team, "\n".join([HEAD, LEADER.replace("PL-ASH", "Asha Rowan")]).encode())
    assert [(p.what, p.person.name if p.person else "") for p in preview.proposals] == [
        (What.UNCHANGED, "PL-ASH")
    ]


def test_delete_proposes_a_leaver_and_only_a_tick_marks_them(team: Team) -> None:
    team.house.bring_in.apply(team.owner, read(team, f"{HEAD}\n{LEADER}".encode()))
    preview = read(team, "\n".join([HEAD, LEADER.replace("unchecked", "DELETE")]).encode())
    (proposal,) = preview.proposals
    assert proposal.what is What.LEAVER
    assert proposal.person is not None
    team.house.bring_in.apply(team.owner, preview)
    assert team.house.people.get(team.owner, proposal.person.id).standing is Standing.ACTIVE
    team.house.bring_in.apply(team.owner, preview, [proposal.person.id])
    assert team.house.people.get(team.owner, proposal.person.id).standing is Standing.LEAVER


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (SIAN.replace("W-014", "R" * 50), "50 characters"),
        (SIAN.replace('"O\'Neill, Siân"', ""), "no name"),
        (SIAN.replace('"O\'Neill, Siân"', "=cmd|' /C calc'!A0"), "not a name"),
        (SIAN.replace("03/02/2024", "31/02/2024"), "31 Feb is not a day"),
        (SIAN.replace("UNCHECKED", "MAYBE"), "not known"),
        (SIAN.replace(",1,12,21000,52", ",6,12,21000,52"), "contract"),
        (SIAN.replace("21000,52", "21000,77"), "job role"),
    ],
)
def test_every_problem_is_told_by_row_and_the_row_waits_to_be_mended(
    team: Team, row: str, problem: str
) -> None:
    (proposal,) = read(team, f"{HEAD}\n{row}".encode()).proposals
    assert proposal.what is What.SKIP
    assert problem in " ".join(proposal.entry.problems)
    assert proposal.entry.row.number == 2


def test_two_rows_of_one_person_are_told(team: Team) -> None:
    preview = read(team, f"{HEAD}\n{SIAN}\n{SIAN}".encode())
    assert [p.what for p in preview.proposals] == [What.NEW, What.SKIP]
    other = read(
        team, "\n".join([HEAD, SIAN, SIAN.replace("HOME1", "HOME2").replace("Siân", "Sian")]).encode()
    )
    assert [p.what for p in other.proposals] == [What.NEW, What.NEW]


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (210 * 1024 * 1024))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"name\x00,x",
        b"PK\x03\x04 broken",
        b"no,useful,columns\n1,2,3",
        b"name\n" + b"x" * 10_000,
        b"name\n" + b"a\n" * 6000,
        _bomb(),
    ],
    ids=["empty", "blank", "nul", "broken workbook", "no names", "long cell", "many rows", "bomb"],
)
def test_a_hostile_file_is_refused_with_a_sentence_and_nothing_is_written(team: Team, data: bytes) -> None:
    before = len(team.house.people.list(team.owner))
    with pytest.raises(TextError, match="Nothing was brought in"):
        read(team, data)
    assert len(team.house.people.list(team.owner)) == before


def test_an_excel_workbook_is_read_and_a_formula_is_text(team: Team) -> None:
    import datetime as dt  # noqa: PLC0415

    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    assert book.active is not None
    book.active.append(["Name", "Start date", "Line manager"])
    book.active.append(["Ewa Sorrel", dt.datetime(2024, 2, 3), "Dee Rowan"])  # noqa: DTZ001
    buffer = io.BytesIO()
    book.save(buffer)
    preview = read(team, buffer.getvalue(), "staff.xlsx")
    assert [(p.entry.name, p.entry.started_on) for p in preview.proposals] == [
        ("Ewa Sorrel", dt.date(2024, 2, 3))
    ]
    team.house.bring_in.apply(team.owner, preview)
    ewa = next(p for p in team.house.people.list(team.owner) if p.name == "Ewa Sorrel")
    assert ewa.supervisor_id == team.deputy.person_id


def test_only_the_registered_manager_brings_in_people(team: Team) -> None:
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.bring_in.read(actor, b"name\nEwa Sorrel", "x.csv")


def test_a_list_that_is_cut_off_brings_in_nobody_whose_code_was_never_shown(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = read(team, b"Name,Job\nNia Sorrel,Support worker\nWill Sorrel,Support worker\n")
    before, add, seen = team.house.people.list(team.owner), team.house.people.add, list[str]()

    def cut(actor: Actor, profile: Profile) -> object:
        if seen:
            raise KeyboardInterrupt
        seen.append(profile.name)
        return add(actor, profile)

    monkeypatch.setattr(team.house.people, "add", cut)
    with pytest.raises(KeyboardInterrupt):
        team.house.bring_in.apply(team.owner, preview)
    assert seen
    assert team.house.people.list(team.owner) == before
