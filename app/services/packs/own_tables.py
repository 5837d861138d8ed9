"""Every table that holds something about a person, as they may read it.

The tables themselves say whose their rows are, and all of them are walked: one that is new is in a person's
own file before anybody thinks of it, with its columns in plain words.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalog.frameworks import parse
from app.domain.actions import ActionStep
from app.domain.answers import all_texts, shown
from app.domain.clock import long_date, long_moment
from app.domain.content import read_answer
from app.domain.form_uses import PREPARED
from app.domain.frameworks import Framework
from app.domain.kinds import Kind
from app.domain.noticed import Route
from app.domain.people import Contract, Pathway, Role, Standing
from app.domain.requests import RequestKind
from app.domain.sessions import Why
from app.services.packs.own_sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from app.catalog.registry import Catalog
    from app.domain.forms import Field
    from app.storage.gateways.tables import Row, Value
    from app.storage.unit_of_work import Work

YOU, OTHER, PROGRAM = "you", "other work", "Alongside"
IN_FILE, WITH_DRAFT = "in “attachments”", "with its record, which is not finished"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NOT_SHOWN = frozenset({"id", "search_id", "content_hash", "proof", "origin_id"})
"""Columns that tell rows apart or check them, and tell a reader nothing."""
KINDS = {one.value: one.label for one in Kind}
LABELS = {
    ("person", "role"): {one.value: one.label for one in Role},
    ("person", "standing"): {one.value: one.label for one in Standing},
    ("person", "contract"): {one.value: one.label for one in Contract},
    ("person", "pathway"): {one.value: one.label for one in Pathway},
    ("action_change", "step"): {one.value: one.label for one in ActionStep},
    ("concern", "route"): {one.value: one.label for one in Route},
    ("session", "why"): {one.value: one.label for one in Why},
    ("request", "kind"): {one.value: one.label for one in RequestKind},
}
HEADINGS = {
    "at": "When",
    "der": "Certificate",
    "supervisor_id": "Supervisor",
    "started_on": "Started",
    "probation_ends_on": "Probation ends",
    "nights": "Works nights",
    "care_certificate": "Care Certificate",
    "pathway": "Pathway category",
    "protected_minutes": "Protected minutes a week",
    "sees_everyone": "May see everybody",
    "sha256": "SHA-256",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table as a person reads it. ``labelled``: its first column is ours, not what people wrote."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labelled: bool = False

    @property
    def path(self) -> str:
        """The sheet's CSV in the pack."""
        return f"data/{self.name.lower().replace(' ', '-')}.csv"


def person_sheets(
    work: Work, catalog: Catalog, person_id: str, zone: dt.tzinfo, records: Collection[str]
) -> tuple[Sheet, ...]:
    """Return every table that holds something about a person. ``records`` are those whose PDFs they get."""
    kept = work.tables.about(person_id)
    kept["concern"] = tuple(row for row in kept["concern"] if not row["held_back"])
    reader = _Reader(work, person_id, zone, kept, _frameworks(work, catalog))
    for row in kept.get("attachment", ()):
        row["where"] = IN_FILE if row["record_id"] in records else WITH_DRAFT
    found = []
    for table, rows in kept.items():
        if table == "person":
            found.append(reader.details(rows))
        elif table == "preparation":
            found.append(_preparation(rows, catalog))
        else:
            found.append(reader.sheet(table, rows))
    return tuple(found)


def _frameworks(work: Work, catalog: Catalog) -> dict[str, str]:
    """Return what each framework is called, with its version, by id; the service's own goes before ours."""
    own = (parse(f"{id_}.toml", text.encode()) for id_, _, text in work.frameworks.own())
    every = (*catalog.frameworks(), *(one for one in own if isinstance(one, Framework)))
    return {one.id: one.name for one in every}


class _Reader:
    """Turns rows into words: whoever and whatever an id stands for by its name."""

    def __init__(
        self,
        work: Work,
        person_id: str,
        zone: dt.tzinfo,
        kept: Mapping[str, tuple[Row, ...]],
        frameworks: Mapping[str, str],
    ) -> None:
        self._person_id, self._zone, self._shape = person_id, zone, work.tables.shape()
        self._people = {person.id: person.name for person in work.people.all()}
        mentioned = {
            str(value)
            for rows in kept.values()
            for row in rows
            for column, value in row.items()
            if column in {"record_id", "evidence_id", "met_by_id", "subject", "ref"} and value
        }
        own = {str(row["id"]) for row in kept.get("record", ())}
        records = work.records.brief(own | (mentioned - self._people.keys()))
        self._called = self._people | {record.id: record.number for record in records.values()}
        self._called |= frameworks
        for table, column in (("thread", "skill"), ("training", "title"), ("action", "what")):
            self._called |= {str(row["id"]): str(row[column]) for row in kept.get(table, ())}
        if kept.get("expectation_link"):
            self._called |= {one.id: one.newest.said.title for one in work.expectations.all()}
        for row in kept.get("record", ()):
            row["status"] = records[str(row["id"])].status
            row["number"] = f"{records[str(row['id'])].number} v{records[str(row['id'])].version}"
        for table in ("event", "former_event"):
            for row in kept.get(table, ()):
                row["subject"] = self._subject(str(row["subject"]), own)
                row["actor_id"] = self._people.get(str(row["actor_id"]), PROGRAM)

    def details(self, rows: tuple[Row, ...]) -> Sheet:
        """Return the person's own row, one line a column."""
        lines = [
            (_heading(column), self._cell("person", column, value))
            for row in rows
            for column, value in row.items()
            if column not in NOT_SHOWN
        ]
        return Sheet(name="Details", headings=("What", "Kept"), rows=tuple(lines), labelled=True)

    def sheet(self, table: str, rows: tuple[Row, ...]) -> Sheet:
        """Return a table as it is known, or else with every column."""
        every = tuple((_heading(name), name) for name in self._shape[table] if name not in NOT_SHOWN)
        name, shown = SHEETS.get(table, (table.replace("_", " ").capitalize(), every))
        return Sheet(
            name=name,
            headings=tuple(heading for heading, _ in shown),
            rows=tuple(
                tuple(self._cell(table, column, row.get(column)) for _, column in shown) for row in rows
            ),
        )

    def _subject(self, subject: str, own: set[str]) -> str:
        if subject == self._person_id:
            return YOU
        return self._called[subject] if subject in own else OTHER

    def _cell(self, table: str, column: str, value: Value) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, bytes):
            return base64.b64encode(value).decode()
        if self._shape[table].get(column, ("", False))[0] == "boolean":
            return "yes" if value else "no"
        return self._words(table, column, str(value))

    def _words(self, table: str, column: str, text: str) -> str:
        labels = LABELS.get((table, column), KINDS if column == "kind" else {})
        if text in labels:
            return labels[text]
        if column == "state":
            return text.replace("_", " ")
        if MOMENT.fullmatch(text):
            return long_moment(dt.datetime.fromisoformat(text), self._zone)
        if DAY.fullmatch(text):
            return long_date(dt.date.fromisoformat(text))
        return self._called.get(text, text)


def _preparation(rows: tuple[Row, ...], catalog: Catalog) -> Sheet:
    """Return the sheet for the next supervision by its questions."""
    questions = {key: field for kind in PREPARED for key, _, field in catalog.preparation(kind).keyed}
    return Sheet(
        name="Preparation",
        headings=("Question", "What was written"),
        labelled=True,
        rows=tuple(_answers(rows, questions)),
    )


def _answers(rows: tuple[Row, ...], questions: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for key, raw in json.loads(str(row["answers"])).items():
            answer, field = read_answer(raw), questions.get(key)
            text = shown(field, answer) if field else " ".join(all_texts(answer))
            if text.strip():
                yield field.label if field else key, text


def _heading(column: str) -> str:
    """Return a column's name in plain words: ``printed_by_id`` is ``Printed by``."""
    return HEADINGS.get(column, column.removesuffix("_id").removesuffix("_on").replace("_", " ").capitalize())
