"""Random valid forms of every kind, and random answers to whatever they ask."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from app.domain.answers import OTHER, ROW, Answer, Cell, Entry
from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Form, Option, Section, Step, Style, When
from app.domain.kinds import Kind
from app.domain.working_out import How, WorkOut

SHEET = (Step.PREPARE,)
LEVELS = (
    Option(id="no", label="Not yet", score=0, meaning="Gives from memory."),
    Option(id="yes", label="Met", score=1),
    Option(id="unseen", label="Did not see"),
)


def question(chance: Random, kind: FieldType, number: int, cells: tuple[FieldType, ...] = ()) -> Field:
    """Return a random question of a type; ``cells`` are the types its columns may have, if it is no column."""
    takes = kind.row.takes
    return Field(
        id=f"q{number}",
        label=f"Question {number} {kind.value}",
        type=kind,
        answered_by=chance.choice(list(AnsweredBy)),
        mandatory=kind not in {FieldType.FILES, FieldType.CONFIRMED, FieldType.ACTION}
        and chance.random() < 0.3,
        sensitive=bool(cells) and chance.random() < 0.1,
        options=LEVELS if "options" in takes else (),
        other="other" in takes and chance.random() < 0.5,
        does_not_apply="does_not_apply" in takes and chance.random() < 0.5,
        unit="tablets" if "unit" in takes else "",
        least=0 if "unit" in takes else None,
        most=99 if "unit" in takes else None,
        entry=chance.choice(("", "Case")) if "entry" in takes else "",
        rows=LEVELS[:2] if "rows" in takes and chance.random() < 0.4 else (),
        columns=columns(chance, cells) if "columns" in takes else (),
    )


def columns(chance: Random, cells: tuple[FieldType, ...]) -> tuple[Field, ...]:
    """Return a column of every type; the last one is asked in an entry only after a yes or no before it."""
    made = [question(chance, one, place) for place, one in enumerate(cells)]
    hangs = next(one.id for one in made if one.type is FieldType.YES_NO)
    made[-1] = replace(made[-1], when=When(question=hangs, answers=(chance.choice(("yes", "no")),)))
    return tuple(made)


def needed(kind: Kind) -> tuple[Field, ...]:
    """Return the questions that a form of a kind cannot do without."""
    made = []
    for role in FieldRole:
        if role in kind.needs or (kind is Kind.OBSERVATION and role is FieldRole.RATING):
            way = next(one for one in FieldType if one in role.asked.types)
            options = LEVELS if "options" in way.row.takes else ()
            made.append(Field(id=f"for_{role.value}", label=role.value, type=way, role=role, options=options))
    return tuple(made)


def random_form(chance: Random, kind: Kind, name: str, *, steps: tuple[Step, ...] = ()) -> Form:
    """Return a form of a kind with every way of answering in every step it has, or in some of them."""
    number, sections = 0, []
    keeps = not kind.row.private and steps != SHEET
    known = [one for one in FieldType if keeps or one is not FieldType.FILES]
    known = [one for one in known if steps != SHEET or one not in {FieldType.CONFIRMED, FieldType.ACTION}]
    cells = tuple(one for one in known if one.row.cell)
    for step in steps or kind.steps:
        ways = [one for one in known if one is not FieldType.WORKED_OUT]
        chance.shuffle(ways)
        fields = []
        for way in ways:
            number += 1
            fields.append(question(chance, way, number, cells))
        table = next(one for one in fields if one.type is FieldType.TABLE)
        count = next(column for column in table.columns if column.type is FieldType.NUMBER)
        works_out = WorkOut(
            how=chance.choice([How.TOTAL, How.AVERAGE, How.LOWEST, How.SHARE]),
            of=(f"{step.value}.{table.id}.{count.id}",),
        )
        fields.append(
            Field(id=f"out_{step.value}", label="Out", type=FieldType.WORKED_OUT, works_out=works_out)
        )
        hangs = next(one for one in fields if one.type is FieldType.YES_NO)
        when = When(question=f"{step.value}.{hangs.id}", answers=("yes",))
        extra = Field(id=f"only_{step.value}", label="Only then", type=FieldType.SHORT, when=when)
        own = step in {Step.WRITE, Step.OBSERVE} and needed(kind)
        sections.append(
            Section(
                id=step.value,
                title=f"Part {step.value}",
                step=step,
                fields=(*fields, extra, *(own or ())),
            )
        )
    return Form(
        id=name,
        version=1,
        kind=kind,
        title=f"Random {name}",
        sections=tuple(sections),
        style=chance.choice((Style.ARRANGED, Style.SPOT_CHECK, Style.COMPETENCY))
        if kind is Kind.OBSERVATION
        else None,
    )


def random_sheet(chance: Random, name: str) -> Form:
    """Return a worker's own sheet with every way of answering."""
    form = random_form(chance, Kind.SUPERVISION, name, steps=SHEET)
    (part,) = form.sections
    asked = tuple(replace(field, answered_by=AnsweredBy.WORKER) for field in part.fields)
    return replace(form, sections=(replace(part, fields=asked),))


def said(chance: Random, item: Field, kept: str = "") -> Answer:
    """Return a random answer that a question can have; ``kept`` is the file that goes with it, if any."""
    if item.type.has_entries:
        rows = [{ROW: row.id} for row in item.rows] or [{} for _ in range(chance.randint(1, 7))]
        return tuple(entry(chance, item, row, kept) for row in rows)
    return cell(chance, item, kept)


def entry(chance: Random, item: Field, row: Entry, kept: str = "") -> Entry:
    """Return a random entry."""
    told = ((column.id, cell(chance, column, kept)) for column in item.columns)
    return {**row, **{id_: one for id_, one in told if one}}


def cell(chance: Random, item: Field, kept: str = "") -> Cell:
    """Return a random answer to a question without entries."""
    option = chance.choice(item.options).id if item.options else ""
    own = f"{OTHER}somebody else" if item.other and chance.random() < 0.5 else option
    found: dict[FieldType, Cell] = {
        FieldType.CHOICE: own,
        FieldType.SCALE: option,
        FieldType.MULTI: tuple(dict.fromkeys((option, own))),
        FieldType.YES_NO: chance.choice(("yes", "no")),
        FieldType.DATE: "2026-02-03",
        FieldType.TIME: "07:15",
        FieldType.PERIOD: "22:00/06:30",
        FieldType.DURATION: str(chance.randint(1, 90)),
        FieldType.NUMBER: str(chance.randint(0, 99)),
        FieldType.INITIALS: "TB",
        FieldType.MARK: (option, "TB", "2026-02-03"),
        FieldType.FILES: (kept,) if kept else (),
        FieldType.CONFIRMED: (),
        FieldType.ACTION: (),
    }
    return found.get(item.type, "Zażółć “ŵ” ✓ 🙂")
