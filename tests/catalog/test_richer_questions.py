"""Form files whose questions are tables, grids, blocks, asked only sometimes, or worked out."""

from __future__ import annotations

import pytest

from app.catalog.loader import form_file, parse_form
from app.catalog.registry import Catalog
from app.domain.errors import CatalogError
from app.domain.forms import FieldType, When
from app.domain.working_out import How
from app.system.resources import resource

RICH = """
id = "own"
version = 1
kind = "supervision"
title = "Own"

[[sections]]
id = "first"
title = "First"
step = "talk"
fields = [
  { id = "medicines", label = "Medicines?", type = "yes_no", does_not_apply = true },
  { id = "level", label = "Level", type = "choice", other = true, options = [
    { id = "two", label = "Two", score = 2 }, { id = "three", label = "Three", score = 3 } ] },
  { id = "stock", label = "Stock", type = "number", unit = "tablets", least = 0, most = 12.5 },
]

[[sections]]
id = "second"
title = "Second"
step = "agree"
when = { question = "first.level", answers = ["three", "other"] }
fields = [
  { id = "cases", label = "Cases", type = "blocks", entry = "Case", least = 1, most = 9, columns = [
    { id = "who", label = "Who", type = "person", mandatory = true },
    { id = "hours", label = "Hours", type = "number" } ] },
  { id = "grid", label = "Grid", type = "grid", columns = [
    { id = "safe", label = "Safe", type = "mark", options = [ { id = "yes", label = "Yes", score = 1 } ] } ], rows = [ { id = "bath", label = "Bath" } ] },
  { id = "why", label = "Why?", type = "short", when = { question = "first.medicines" } },
  { id = "sum", label = "Sum", type = "worked_out", works_out = { how = "total", of = ["second.cases.hours", "first.stock"] } },
]
"""


def test_everything_a_question_can_say_is_read_from_a_file_and_written_back() -> None:
    form = parse_form("own.toml", RICH.encode())
    second = form.sections[1]
    assert second.when == When(question="first.level", answers=("three", "other"))
    cases, grid, why, out = second.fields
    assert (cases.type, cases.entry, cases.least, cases.most) == (FieldType.BLOCKS, "Case", 1, 9)
    assert [column.mandatory for column in cases.columns] == [True, False]
    assert grid.rows[0].label == "Bath"
    assert why.when == When(question="first.medicines")
    assert out.works_out is not None
    assert (out.works_out.how, out.works_out.of[0]) == (How.TOTAL, "second.cases.hours")
    assert parse_form("own.toml", form_file(form)) == form
    catalog = Catalog(resource("catalog"))
    assert catalog.form_from_json(catalog.form_to_json(form)) == form


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('type = "person"', 'type = "table"', "Add what is asked in each: one thing at least"),
        (
            'type = "person", mandatory = true',
            'type = "worked_out", works_out = { how = "total", of = ["first.stock"] }',
            "A column cannot be answered so",
        ),
        ('id = "who"', 'id = "row"', "cannot have the id “row”"),
        ("mandatory = true", "sensitive = true", "A column cannot be “sensitive”"),
        ('unit = "tablets", least = 0', 'unit = "tablets", least = 20', "less than the least"),
        ('type = "number", unit', 'type = "short", unit', "“Words, one line” has no “least”"),
        ("least = 0", 'least = "0"', "“least” is a number"),
        ("least = 1,", "least = 1.5,", "“least” is a whole number from 1"),
        (
            'question = "first.level"',
            'question = "second.why"',
            "hangs on a question that does not come before it",
        ),
        (
            'answers = ["three", "other"]',
            'answers = ["four"]',
            "waits for an answer that “Level” does not have",
        ),
        (
            "mandatory = true }",
            'mandatory = true, when = { question = "hours" } }',
            "hangs on a question that does not come before it",
        ),
        (
            'question = "first.medicines"',
            'question = "second.sum"',
            "hangs on a question that does not come before it",
        ),
        ('how = "total"', 'how = "guess"', "how is “guess”"),
        ('of = ["second.cases.hours", "first.stock"]', "of = []", "Say what it is worked out of"),
        ('"first.stock"]', '"second.cases.who"]', "cannot be counted"),
        (
            'how = "total", of = ["second.cases.hours", "first.stock"]',
            'how = "share", of = ["second.cases.hours"]',
            "needs the most",
        ),
        ('when = { question = "first.medicines" }', 'when = "yes"', "“when” is a table of settings"),
        (
            'question = "first.medicines" }',
            'question = "first.medicines", on = "x" }',
            "“on” is not a setting",
        ),
        ('{ id = "two", label = "Two"', '{ id = "other", label = "Two"', "is “other” already"),
    ],
)
def test_a_fault_in_a_richer_question_is_named_at_its_line(before: str, after: str, fault: str) -> None:
    assert before in RICH
    text = RICH.replace(before, after, 1)
    with pytest.raises(CatalogError) as told:
        parse_form("own.toml", text.encode())
    assert fault in str(told.value)
    line = next(
        number for number, one in enumerate(text.splitlines(), 1) if after.split(",", maxsplit=1)[0] in one
    )
    found = int(str(told.value).split("line ")[1].split(":")[0])
    assert abs(found - line) <= 2, str(told.value)


def test_every_way_of_answering_says_what_it_takes_and_needs() -> None:
    for kind in FieldType:
        assert kind.row.label
        assert kind.row.needs <= kind.row.takes
