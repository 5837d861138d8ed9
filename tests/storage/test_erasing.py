"""What is about somebody goes out of every table, by what the table says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from app.domain.retention import Going
from app.models.base import Base, declared
from app.storage.gateways.tables import Row, columns, primary_key
from app.storage.unit_of_work import Work
from tests.storage.test_vault import vault_of
from tests.team import Team

WORD, PERSON, RECORD, NOW = "planted", "somebody", "their-record", "2020-01-01T00:00:00.000000+00:00"
PERSONAL = sorted(name for name, holds in declared().items() if not holds.nobody)


@contextmanager
def with_planted(team: Team) -> Iterator[Work]:
    """Plant a row in every table with rows about people, let the caller erase, and keep nothing of it."""
    work = vault_of(team).write("x")
    with suppress(_UndoError), work as found:
        found.tables.open_guards()
        for name in PERSONAL:
            found.tables.insert(name, [planted(name)])
        yield found
        raise _UndoError


class _UndoError(Exception):
    """Nothing of it is kept."""


TIMES = {"Utc": NOW, "Date": "2020-01-01"}


def planted(name: str) -> Row:
    """Return a row of a table about somebody, with a word in every text it has."""
    holds, table = declared()[name], Base.metadata.tables[name]
    row: Row = {}
    for column, (kind, _) in columns()[name].items():
        moment = TIMES.get(type(table.c[column].type).__name__)
        plain: dict[str, str | bytes] = {"text": WORD, "bytes": WORD.encode()}
        row[column] = moment or plain.get(kind, 7_000_007)
    row |= dict.fromkeys(holds.about, PERSON)
    row |= {column: RECORD if other == "record" else WORD for column, other in holds.through.items()}
    if holds.words_of:
        row[holds.words_of] = RECORD
    if name == "record":
        row["id"] = RECORD
    return row


def told(rows: list[Row]) -> set[str]:
    return {column for row in rows for column, value in row.items() if value in (WORD, WORD.encode())}


def test_no_table_keeps_a_word_about_somebody_who_was_deleted(team: Team) -> None:
    going = Going(records=frozenset({RECORD}), people=frozenset({PERSON}), name="nobody")
    stayed: dict[str, set[str]] = {}
    with with_planted(team) as work:
        work.erasing.erase(going)
        assert work.erasing.left(going) == {}
        for name in PERSONAL:
            key = primary_key(name)[0]
            mine: list[Any] = [one for one in work.tables.rows(name) if planted(name)[key] == one[key]]
            if not declared()[name].lasts and told(mine):
                stayed[name] = told(mine)
    assert stayed == {
        "paper": {"number", "kind", "form_id", "printed_by_id"}
    }  # that a sheet was printed, and no answer on it


def test_a_record_that_goes_alone_takes_what_was_written_down_from_it_along(team: Team) -> None:
    going = Going(records=frozenset({RECORD}))
    with with_planted(team) as work:
        counts = work.erasing.erase(going)
        assert {name for name, count in counts.items() if count} >= {
            *("record", "document", "signature", "attachment", "comment", "share", "attendance", "upshot"),
            *("action", "action_change", "good_practice", "concern", "tag", "begun_answer", "paper"),
        }
        assert {name for name in ("person", "training", "absence", "session") if counts.get(name)} == set()


@pytest.mark.parametrize("name", [name for name, holds in declared().items() if holds.blank or holds.lasts])
def test_what_a_table_says_of_what_stays_is_so(name: str) -> None:
    holds, table = declared()[name], Base.metadata.tables[name]
    assert set(holds.blank) <= set(table.columns.keys())
    assert not (holds.blank and holds.lasts)
    assert not holds.nobody
