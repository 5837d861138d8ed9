"""A person's own file holds what every table says it holds about them, lists all of it, and names nobody else."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Date, text

from app.domain.packs import Purpose
from app.domain.people import Profile, Role
from app.models.base import Base, Utc, declared
from app.services.packs.making import PackMade
from app.services.packs.own_sheets import SHEETS
from app.storage.gateways.tables import Row, Value, columns
from tests.services.test_packs import everything_in, story, text_of
from tests.team import Team, with_said

PERSONAL = tuple(name for name, holds in declared().items() if not holds.nobody)
PLAIN: dict[str, Value] = {"text": "x", "integer": 1, "boolean": 0, "bytes": b"x"}
WORDS = {
    "absence": "reason",
    "good_practice": "what",
    "concern": "what",
    "session": "reason",
    "action": "what",
    "training": "title",
    "thread": "skill",
    "requirement": "reason",
    "request": "words",
    "attachment": "name",
    "comment": "text",
    "improvement": "what",
    "paper": "number",
    "signature": "statement",
    "tag": "framework_id",
    "event": "action",
    "former_event": "action",
    "document": "sha256",
    "person": "reference",
    "record": "withdrawn_because",
}
"""A column of each table in which a planted word can be found again."""
VALUES: dict[str, Value] = {
    "kind": "supervision",
    "state": "planned",
    "part": "Witness",
    "linked": "action",
    "mark": "{}",
}
"""Values that are not free to choose."""
OWN: dict[str, Row] = {
    "session": {"record_id": None},
    "requirement": {"met_by_id": None},
    "paper": {"record_id": None},
    "action": {"record_id": None, "state": "open"},
    "improvement": {"done_on": None},
    "former_event": {"origin_id": "elsewhere"},
    "certificate": {"current": 0, "id": 9999},
    "concern": {"route": "practice", "held_back": ""},
    "request": {"kind": "access", "pauses": "[]"},
}
"""Values of one table that are not free to choose."""


def plant(team: Team) -> str:
    """Put a row about the worker into every personal table by hand; return the id of the record they hang on."""
    story(team)
    vault = team.house.vaults._vault
    again = Profile(name="Word-double", role=Role.WORKER)
    second = team.house.people.add(team.owner, again).value.person.id
    (record,) = (s for s in team.house.records.list(team.owner) if s.about_id == team.worker.person_id)
    with vault.write(team.owner.person_id) as work:
        work.tables.open_guards()
        work.tables.insert("origin", [{**plain("origin"), "id": "elsewhere"}])
        work.tables.insert("thread", [row_of("thread", team, record.id) | {"id": "planted"}])
        for table in PERSONAL:
            if table in {"person", "record", "secret", "document", "preparation", "thread", "event"}:
                continue
            row = row_of(table, team, record.id)
            if table == "upshot":  # what the supervision came to is there already
                work.session.execute(text("DELETE FROM upshot"))
            work.tables.insert(table, [row | {"double_id": second} if table == "double" else row])
        work.audit("Word-event", team.worker.person_id, "")
        work.tables.close_guards()
    team.house.preparing.store(
        team.worker, {next(iter(team.house.preparing.sheet(team.worker).form.keyed))[0]: "Word-preparation"}
    )
    return record.id


def plain(table: str) -> Row:
    """Return a row with some value in every column."""
    found: Row = {}
    for column, (kind, _) in columns()[table].items():
        sort = Base.metadata.tables[table].c[column].type
        value = PLAIN[kind]
        if isinstance(sort, Utc):
            value = "2026-11-24T14:00:00.000000+00:00"
        elif isinstance(sort, Date):
            value = "2026-11-24"
        found[column] = VALUES.get(column, value)
    return found


def row_of(table: str, team: Team, record_id: str) -> Row:
    """Return a row of a table about the worker, with a word to find it by."""
    holds, row = declared()[table], plain(table)
    for column in holds.about:
        row[column] = team.worker.person_id
    for column in holds.names:
        row[column] = team.other.person_id
    for column, other in holds.through.items():
        row[column] = {
            "record": record_id,
            "thread": "planted",
            "action": "planted-action",
        }[other]
    row |= OWN.get(table, {})
    if table == "action":
        row["about_id"] = team.other.person_id
    if "id" in row and isinstance(row["id"], str):
        row["id"] = f"planted-{table}"
    if table in WORDS:
        row[WORDS[table]] = f"Word-{table}"
    return row


def make(team: Team, to: Path) -> PackMade:
    plan = team.house.packs.plan(team.owner, Purpose.PERSON, person_id=team.worker.person_id)
    found = team.house.packs.look(team.owner, plan).undecided(plan)
    return team.house.packs.make(
        team.owner, plan.decided((one.word for one in found if one.colleague), ()), to
    ).value


def name_of(table: str) -> str:
    known = {"person": "Details", "preparation": "Preparation"}
    return known.get(table) or SHEETS.get(table, (table.replace("_", " ").capitalize(), ()))[0]


def test_something_of_every_personal_table_is_in_the_file_and_on_its_contents_page(
    team: Team, tmp_path: Path
) -> None:
    plant(team)
    made = make(team, tmp_path)
    data = json.loads((made.folder / "data" / "everything.json").read_text(encoding="utf-8"))
    pages, index = text_of(made.folder / "about-you.pdf"), text_of(made.folder / "index.pdf")
    missing = [table for table in PERSONAL if not data.get(name_of(table))]
    assert missing == []
    for table in PERSONAL:
        name = name_of(table)
        assert name in pages, table
        assert name in index, table
        path = made.folder / "data" / f"{name.lower().replace(' ', '-')}.csv"
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert len(rows) == len(data[name]) + 1, table
    for table in (*WORDS, "preparation"):
        if table not in {"person", "record", "document", "event"}:
            assert f"Word-{table}" in json.dumps(data[name_of(table)]), table
            assert f"Word-{table}" in pages.replace("\n", "").replace("\r", ""), table


def test_the_contents_page_says_how_much_there_is_of_each(team: Team, tmp_path: Path) -> None:
    story(team)
    made = make(team, tmp_path)
    data = json.loads((made.folder / "data" / "everything.json").read_text(encoding="utf-8"))
    listed = " ".join(text_of(made.folder / "about-you.pdf").split())
    for name, rows in data.items():
        assert f"{name} {len(rows) or 'nothing'} data/" in listed, name


def test_nobody_else_is_named_in_any_of_it(team: Team, tmp_path: Path) -> None:
    record_id = plant(team)
    with team.house.vaults._vault.write(team.owner.person_id) as work:
        work.tables.open_guards()
        kept = row_of("attachment", team, record_id) | {"id": "named-kept-file", "name": "Chipo at tea.png"}
        work.tables.insert("attachment", [kept])
        work.tables.close_guards()
    made = make(team, tmp_path)
    found = everything_in(made.folder)
    for name in ("Chipo", "Maple", "Priya", "Larch"):
        assert name not in found
    assert "[name removed]" in found


def test_it_says_why_it_is_kept_who_was_given_it_how_long_what_one_can_ask_for_and_who_made_it(
    team: Team, tmp_path: Path
) -> None:
    team.sign(team.write(team.deputy, team.worker, action="Offer two choices"))
    first = " ".join(text_of(make(team, tmp_path / "first").folder / "index.pdf").split())
    assert "no pack with a record about you has been given to anybody" in first
    team.house.retention.change_rule(team.owner, "supervision", 8, "Our insurer asks for eight years.")
    plan = team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=("cqc_saf_2023",), seed=7)
    team.house.packs.make(team.owner, with_said(replace(plan, recipient="The inspector")), tmp_path / "out")
    told = " ".join(text_of(make(team, tmp_path / "second").folder / "index.pdf").split())
    for words in (
        "Tue 24 Nov 2026 The inspector An inspection in full",
        "by Ruth Alder, registered manager",
        "1 sealed original and 0 extracts",
        "Supervision: 8 years. Our insurer asks for eight years.",
        "6 years. No law sets a time",
        "support, training, supervision and appraisal",
        "What is wrong can be corrected",
        "within 30 days that it has your complaint",
        "ico.org.uk, telephone 0303 123 1113",
    ):
        assert words in told, words
    assert "no pack with" not in told
    about = text_of(next((tmp_path / "second").rglob("about-you.pdf")))
    assert "Tue 8 Dec 2026" in " ".join(about.split())
    assert not re.search(r"\d{4}-\d\d-\d\d", about)


def test_what_is_not_finished_is_listed_and_not_told(team: Team, tmp_path: Path) -> None:
    team.sign(team.write(team.deputy, team.worker))
    draft = team.house.writing.start(
        team.deputy, team.house.records.list(team.owner)[0].kind, team.worker.person_id
    ).value
    made = make(team, tmp_path)
    data = json.loads((made.folder / "data" / "everything.json").read_text(encoding="utf-8"))
    assert f"{draft.record.number} v1" in {row["Number"] for row in data["Records"]}
    assert {"Draft"} <= {row["Where it stands"] for row in data["Records"]}
    assert not list(made.folder.rglob(f"*{draft.record.number}*"))
    assert "A record that is not finished is listed." in text_of(made.folder / "index.pdf").replace("\n", " ")


@pytest.mark.parametrize("length", [400, 5000])
def test_a_long_text_is_set_whole_and_never_cut(team: Team, tmp_path: Path, length: int) -> None:
    words = " ".join(f"w{n}" for n in range(length))
    key = next(iter(team.house.preparing.sheet(team.worker).form.keyed))[0]
    team.house.preparing.store(team.worker, {key: words})
    pages = text_of(make(team, tmp_path).folder / "about-you.pdf")
    assert set(words.split()) <= set(pages.split())
