"""What a table is, the table says; taking out, bringing in and a person's own file only ask."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.ids import new_id
from app.models.base import Base, Holds, declared
from app.storage.gateways.tables import Row, columns, primary_key
from app.storage.unit_of_work import Work
from app.storage.whole import Merge, leaving
from tests.storage.test_vault import vault_of
from tests.team import Team

MODELS = Path(__file__).resolve().parents[2] / "app" / "models"
MOMENT, DAY = "2026-11-24T14:00:00.000000+00:00", "2026-11-24"


def test_a_table_that_says_nothing_of_itself_is_refused() -> None:
    with pytest.raises(TypeError, match="says nothing"):

        class SilentRow(Base):
            __tablename__ = "silent"
            id: Mapped[str] = mapped_column(primary_key=True)

    assert "silent" not in Base.metadata.tables


def test_a_table_says_whose_it_is_or_why_it_is_nobody_s() -> None:
    with pytest.raises(ValueError, match="about nobody"):
        Holds()
    with pytest.raises(ValueError, match="about nobody"):
        Holds(about=("person_id",), nobody="both")


def test_every_table_is_known_to_whoever_asks_for_one() -> None:
    written = {
        name
        for path in MODELS.glob("*.py")
        for name in re.findall(r'__tablename__ = "(\w+)"', path.read_text(encoding="utf-8"))
    }
    ask = "import json; from app.models.words import WordRow as W; print(json.dumps([*W.metadata.tables]))"
    known = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    assert set(json.loads(known)) == written == set(declared())


@pytest.mark.parametrize("name", sorted(declared()))
def test_what_a_table_says_of_itself_is_so(name: str) -> None:
    holds, table = declared()[name], Base.metadata.tables[name]
    said = {*holds.about, *holds.through, *holds.names, *holds.keys, *holds.secret, *holds.files}
    assert said | {*holds.follows, *holds.resets} <= set(table.columns.keys())
    people = {key.parent.name for key in table.foreign_keys if key.column.table.name == "person"}
    assert people <= {*holds.about, *holds.names}, "a column names a person and the table does not say whose"
    assert set(holds.through.values()) <= set(declared())
    for column in holds.files:
        assert isinstance(table.c[column].type, LargeBinary)
    for of in holds.follows.values():
        other, column = of.split(".")
        assert declared()[other].anew == column
    if holds.anew:
        assert holds.keys, "what else tells the rows apart, when their names may differ?"


def test_every_table_leaves_or_says_why_it_stays() -> None:
    stays = {name for name, holds in declared().items() if holds.stays}
    assert stays == {"begun_answer", "going_out", "key_file", "secret", "upshot"}
    assert set(leaving()) == set(columns()) - stays
    kept = {name: holds.secret for name, holds in declared().items() if holds.secret and not holds.stays}
    assert kept == {"service": ("ca_key", "seal_key")}
    for name, shape in leaving().items():
        assert set(shape.columns) == set(columns()[name]) - set(declared()[name].secret)


def blank(table: str, **values: str | int | bytes | None) -> Row:
    """Return a row with something in every column."""
    row: Row = {}
    for column in Base.metadata.tables[table].columns:
        kind, empty = columns()[table][column.name]
        if empty:
            row[column.name] = None
        elif kind in {"integer", "boolean"}:
            row[column.name] = 0
        elif kind == "bytes":
            row[column.name] = b""
        else:
            at = column.name.endswith("_at") or column.name == "at"
            row[column.name] = MOMENT if at else DAY if column.name.endswith("_on") else new_id()
    return {**row, **values}


def planted(work: Work, table: str, somebody: str, **values: str | int | bytes | None) -> Row:
    """Write a row, and the rows it needs; whatever is not said is about somebody else."""
    for key in Base.metadata.tables[table].foreign_keys:
        column, other = key.parent.name, key.column.table.name
        if column not in values and other == "person":
            values[column] = somebody
        elif column not in values:
            values[column] = planted(work, other, somebody)[key.column.name]
    row = blank(table, **values)
    work.tables.insert(table, [row])
    return row


def ways() -> Iterator[tuple[str, str]]:
    """Yield each table and each column by which one of its rows may be about a person."""
    for name, holds in declared().items():
        for column in (*holds.about, *holds.through):
            yield name, column


@pytest.mark.parametrize(("name", "column"), sorted(set(ways())))
def test_a_person_s_own_file_finds_what_any_table_holds_about_them(
    team: Team, name: str, column: str
) -> None:
    holds, me, somebody = declared()[name], new_id(), team.other.person_id
    with vault_of(team).write("") as work:
        if (name, column) != ("person", "id"):
            planted(work, "person", somebody, id=me)
        value = me
        if column in holds.through and column not in holds.about:
            other = holds.through[column]
            about = declared()[other].about[0]
            value = str(planted(work, other, somebody, **{about: me})[primary_key(other)[0]])
        row = planted(work, name, somebody, **{column: value})
        left_out = {*holds.secret, *holds.files}
        shown = {key: row[key] for key in columns()[name] if key not in left_out}
        assert work.tables.about(me)[name] == (shown,)


def test_a_person_s_own_file_has_a_place_for_every_table_about_people(team: Team) -> None:
    with vault_of(team).read() as work:
        found = work.tables.about(new_id())
        held = work.tables.about(team.worker.person_id)
    assert {name for name, holds in declared().items() if not holds.nobody} == set(found)
    assert not any(found.values())
    assert held["person"][0]["name"] == "Tomasz Birch"
    assert not any("pin_slot" in row or "signing_key" in row for row in held["secret"])


def source_of(work: Work, tables: dict[str, list[Row]]) -> Callable[[str], Iterator[Row]]:
    ours = next(iter(work.tables.rows("service")))
    tables = {"service": [ours], **tables}
    return lambda name: iter(tables.get(name, []))


def merged(work: Work, team: Team, tables: dict[str, list[Row]]) -> Merge:
    merge = Merge(work=work, source=source_of(work, tables), at=team.clock.now())
    merge.run()
    return merge


def test_a_paper_form_whose_number_is_taken_comes_in_under_another_and_its_record_follows(
    team: Team,
) -> None:
    worker, lead = team.worker.person_id, team.deputy.person_id
    ours = blank("paper", number="PAP-0001", about_id=worker, printed_by_id=lead)
    paper = blank("paper", number="PAP-0001", about_id=team.other.person_id, printed_by_id=lead)
    record = blank(
        "record", about_id=worker, led_by_id=lead, paper="PAP-0001", state="draft", number="S-0009"
    )
    came = {"paper": [paper], "record": [record]}
    with vault_of(team).write(team.owner.person_id) as work:
        work.tables.insert("paper", [ours])
        first = merged(work, team, came)
        assert [row["number"] for row in work.tables.rows("paper")] == ["PAP-0001", "PAP-0001/2"]
        assert [row["paper"] for row in work.tables.rows("record")] == ["PAP-0001/2"]
        again = merged(work, team, came)
        assert (first.rows["paper"], first.rows["record"]) == (1, 1)
        assert (again.rows["paper"], again.rows["record"], again.skipped) == (0, 0, 2)


def test_packs_of_two_services_keep_apart_and_never_come_in_twice(team: Team) -> None:
    def pack(number: int) -> Row:
        return blank("pack", number=number, made_by_id=team.owner.person_id, sha256=new_id())

    came = {"pack": [pack(1), pack(2), pack(7)]}
    with vault_of(team).write(team.owner.person_id) as work:
        work.tables.insert("pack", [pack(1), pack(2)])
        assert merged(work, team, came).rows["pack"] == 3
        kept = {row["sha256"]: row["number"] for row in work.tables.rows("pack")}
        assert sorted(int(number or 0) for number in kept.values()) == [1, 2, 3, 4, 7]
        assert kept[came["pack"][2]["sha256"]] == 7
        assert merged(work, team, came).rows["pack"] == 0


def test_a_form_that_says_other_things_comes_in_under_another_name_wherever_it_is_named(
    team: Team,
) -> None:
    worker, lead = team.worker.person_id, team.deputy.person_id
    links: Row = {"about_id": worker, "led_by_id": lead, "form_id": "ours", "form_version": 1}
    came = {
        "form": [blank("form", id="ours", version=1, text='{"theirs": 1}')],
        "own_form": [blank("own_form", id="ours", version=2, text='{"theirs": 2}')],
        "record": [blank("record", number="S-0009", version=1, state="draft", **links)],
        "requirement": [blank("requirement", person_id=worker, form_id="ours")],
        "paper": [blank("paper", about_id=worker, printed_by_id=lead, form_id="ours")],
    }
    with vault_of(team).write(team.owner.person_id) as work:
        work.tables.insert("own_form", [blank("own_form", id="ours", version=2, text='{"ours": 2}')])
        merged(work, team, came)
        named = {
            table: [
                row["id" if table in {"form", "own_form"} else "form_id"] for row in work.tables.rows(table)
            ]
            for table in came
        }
        assert named == {
            "form": ["ours_2"],
            "own_form": ["ours", "ours_2"],
            "record": ["ours_2"],
            "requirement": ["ours_2"],
            "paper": ["ours_2"],
        }
        again = merged(work, team, came)
        assert {again.rows[table] for table in came} == {0}


def test_another_version_of_the_same_form_comes_in_under_its_own_name(team: Team) -> None:
    with vault_of(team).write(team.owner.person_id) as work:
        work.tables.insert("form", [blank("form", id="theirs", version=1, text="one")])
        came = {"form": [blank("form", id="theirs", version=v, text=t) for v, t in ((1, "one"), (2, "two"))]}
        assert merged(work, team, came).rows["form"] == 1
        assert [(row["id"], row["version"]) for row in work.tables.rows("form")] == [
            ("theirs", 1),
            ("theirs", 2),
        ]


def test_a_newer_version_of_a_record_that_came_in_before_joins_it_under_its_number_here(team: Team) -> None:
    links: Row = {"about_id": team.worker.person_id, "led_by_id": team.deputy.person_id, "state": "draft"}
    with vault_of(team).write(team.owner.person_id) as work:
        work.tables.insert("record", [blank("record", number="S-0001", version=1, **links)])
        first = blank("record", number="S-0001", version=1, **links)
        merged(work, team, {"record": [first]})
        second = blank("record", number="S-0001", version=2, corrects_id=first["id"], **links)
        done = merged(work, team, {"record": [first, second]})
        assert done.renumbered == {"S-0001": "S-0001/2"}
        numbers = [(row["number"], row["version"]) for row in work.tables.rows("record")]
        assert numbers == [("S-0001", 1), ("S-0001/2", 1), ("S-0001/2", 2)]


def test_an_older_certificate_comes_in_once_and_signs_nothing_here(team: Team) -> None:
    with vault_of(team).write(team.owner.person_id) as work:
        own = work.certificates.own(team.worker.person_id)
        theirs = blank("certificate", id=1, person_id=team.worker.person_id, der=b"theirs", current=1)
        same = blank("certificate", id=2, person_id=team.worker.person_id, der=own, current=1)
        done = merged(work, team, {"certificate": [theirs, same]})
        assert (done.rows["certificate"], done.skipped) == (1, 1)
        assert merged(work, team, {"certificate": [theirs, same]}).rows["certificate"] == 0
        assert work.certificates.own(team.worker.person_id) == own


def test_whoever_comes_in_gets_a_place_for_a_pin(team: Team) -> None:
    person = blank("person", role="worker", standing="active", contract="permanent")
    with vault_of(team).write(team.owner.person_id) as work:
        merged(work, team, {"person": [person]})
        assert [row["tries"] for row in work.tables.rows("secret") if row["person_id"] == person["id"]] == [0]
