"""What keeps a form from being published is one set of rules: told at the question by the editor, at its line by a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.catalog.loader import form_file, parse_form
from app.catalog.registry import Catalog
from app.domain.errors import CatalogError
from app.domain.form_faults import faults
from app.domain.forms import Field, FieldRole, FieldType, Form, Option, Section, Step, When
from app.domain.kinds import Kind
from app.domain.working_out import How, WorkOut
from app.system.resources import resource

CATALOG = Catalog(resource("catalog"))
LEVELS = (Option(id="one", label="One", score=0), Option(id="two", label="Two", score=1))


def with_question(form: Form, item: Field) -> Form:
    part = form.sections[-1]
    return replace(form, sections=(*form.sections[:-1], replace(part, fields=(*part.fields, item))))


def asked(kind: FieldType, **settings: object) -> Field:
    bare = Field(id="extra", label="Something more?", type=kind)
    return replace(bare, **settings)  # type: ignore[arg-type] # settings of a question


def with_part(form: Form, part: Section) -> Form:
    return replace(form, sections=(*form.sections, part))


EXTRA = Section(id="extra", title="Extra", step=Step.TALK, fields=(asked(FieldType.LONG),))
FOLDED = replace(EXTRA, if_needed=True)
COLUMN = Field(id="cell", label="Cell", type=FieldType.SHORT)
BROKEN: dict[str, Callable[[Form], Form]] = {
    "the most less than the least": lambda f: with_question(f, asked(FieldType.NUMBER, least=5, most=2)),
    "a choice of nothing": lambda f: with_question(f, asked(FieldType.CHOICE)),
    "a table of nothing": lambda f: with_question(f, asked(FieldType.TABLE)),
    "a table in a table": lambda f: with_question(
        f, asked(FieldType.TABLE, columns=(replace(COLUMN, type=FieldType.TABLE, columns=(COLUMN,)),))
    ),
    "a row for a column": lambda f: with_question(
        f, asked(FieldType.TABLE, columns=(replace(COLUMN, id="row"),))
    ),
    "other twice": lambda f: with_question(
        f, asked(FieldType.CHOICE, other=True, options=(*LEVELS, Option(id="other", label="Other")))
    ),
    "less than no points": lambda f: with_question(
        f, asked(FieldType.SCALE, options=(replace(LEVELS[0], score=-1), LEVELS[1]))
    ),
    "hangs on nothing": lambda f: with_question(
        f, asked(FieldType.LONG, when=When(question="some.where", answers=("yes",)))
    ),
    "worked out of words": lambda f: with_question(
        f, asked(FieldType.WORKED_OUT, works_out=WorkOut(how=How.TOTAL, of=(f.keyed[0][0],)))
    ),
    "worked out of nothing": lambda f: with_question(
        f, asked(FieldType.WORKED_OUT, works_out=WorkOut(how=How.TOTAL, of=()))
    ),
    "a role twice": lambda f: with_question(
        with_question(f, asked(FieldType.LONG, role=FieldRole.WENT_WELL)),
        asked(FieldType.LONG, id="again", role=FieldRole.WENT_WELL),
    ),
    "folded, and must be answered": lambda f: with_part(
        f, replace(FOLDED, fields=(asked(FieldType.LONG, mandatory=True),))
    ),
    "folded, and asked every time": lambda f: with_part(f, replace(FOLDED, every_time=True)),
    "one question that takes turns": lambda f: with_part(f, replace(EXTRA, monthly=True)),
    "a style of a meeting": lambda f: replace(f, style=CATALOG.form(Kind.OBSERVATION).style),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_the_editor_tells_at_the_question_a_file_tells_at_its_line(what: str) -> None:
    form = BROKEN[what](CATALOG.form(Kind.SUPERVISION))
    told = [one for one in faults(form) if one.place or one.setting != "sections"]
    assert told
    file = form_file(form)
    with pytest.raises(CatalogError) as refused:
        parse_form("ours.toml", file)
    lines = str(refused.value).splitlines()
    assert len(lines) == len(told)
    for fault in told:
        numbers = [
            int(line.split("line ")[1].split(":")[0]) for line in lines if fault.sentence.rstrip(".") in line
        ]
        where = fault.place.rpartition(".")[2]
        text = file.decode().splitlines()
        assert any(where in "\n".join(text[max(number - 40, 0) : number + 1]) for number in numbers), fault


@pytest.mark.parametrize("form", CATALOG.all(), ids=lambda form: form.id)
def test_a_form_that_ships_breaks_no_rule(form: Form) -> None:
    assert faults(form) == ()


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (asked(FieldType.LONG, critical=True), "has no “critical”"),
        (asked(FieldType.YES_NO, unit="mg"), "has no “unit”"),
        (
            asked(FieldType.TABLE, columns=(replace(COLUMN, sensitive=True),)),
            "A column cannot be “sensitive”",
        ),
        (asked(FieldType.YES_NO, role=FieldRole.HAPPENED), "It asks what happened"),
    ],
)
def test_what_counts_for_nothing_is_kept_aside_in_a_draft_and_told_of_a_file(item: Field, said: str) -> None:
    form = with_question(CATALOG.form(Kind.SUPERVISION), item)
    assert faults(form) == ()
    with pytest.raises(CatalogError, match=said):
        parse_form("ours.toml", form_file(form))
