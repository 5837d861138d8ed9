"""Which questions of a form are asked (“if this, also that”), and what is worked out of their answers."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from app.domain.answers import OTHER, by_cell, chosen, entries, given, texts
from app.domain.facts import facts_in, fits, is_fact
from app.domain.forms import FieldType
from app.domain.monthly import in_turn
from app.domain.stopping import STOPS, why_stopped, without_watching
from app.domain.times import lasted
from app.domain.working_out import How

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from app.domain.answers import Answer, Cell, Entry
    from app.domain.content import Content
    from app.domain.forms import Field, Form, Section, When
    from app.domain.working_out import WorkOut

COUNTED = frozenset({FieldType.NUMBER, FieldType.DURATION, FieldType.PERIOD, FieldType.YES_NO})
TWO = Decimal("0.01")
NUMBER = re.compile(r"[+-]?(\d{1,12}(\.\d{0,6})?|\.\d{1,6})", re.ASCII)


def asked(form: Form, answers: Mapping[str, Answer]) -> Iterator[tuple[str, Section, Field]]:
    """Yield key, section and question of each that is asked, in order.

    A question that hangs on one that is not asked itself is not asked either. What is asked of some people
    only hangs on the facts among the answers. Once it is stopped that somebody is watched, what would have
    been seen is not asked.
    """
    there = _asked(form, answers)
    if not any(form.by_role(role) for role in STOPS):
        return there
    every = tuple(there)
    return without_watching(every, answers) if why_stopped(every, answers) else iter(every)


def stopped(form: Form, answers: Mapping[str, Answer]) -> str:
    """Return why nothing is watched, in a sentence; nothing when it may go on."""
    return why_stopped(_asked(form, answers), answers)


def _asked(form: Form, answers: Mapping[str, Answer]) -> Iterator[tuple[str, Section, Field]]:
    seen = facts_in(answers)
    for section in form.sections:
        if not _holds(section.when, seen):
            continue
        for field in in_turn(section, seen):
            if _holds(field.when, seen):
                key = f"{section.id}.{field.id}"
                seen[key] = answers.get(key, "")
                yield key, section, field


def asked_columns(field: Field, entry: Entry) -> Iterator[Field]:
    """Yield the columns that are asked in an entry, in order: “if this cell is yes, also that one”."""
    seen: dict[str, Answer] = {}
    for column in field.columns:
        if _holds(column.when, seen):
            seen[column.id] = entry.get(column.id, "")
            yield column


def only_asked(field: Field, answer: Answer) -> Answer:
    """Return an answer without the cells that are not asked in their entry; without entries, as it is."""
    if not any(column.when for column in field.columns):
        return answer
    trimmed = []
    for entry in entries(answer):
        gone = {one.id for one in field.columns} - {one.id for one in asked_columns(field, entry)}
        trimmed.append({id_: cell for id_, cell in entry.items() if id_ not in gone})
    return tuple(trimmed)


def settled(form: Form, content: Content) -> Content:
    """Return a content with what is worked out put in; what is typed stays, asked or not."""
    outs = {key: field.works_out for key, _, field in form.keyed if field.works_out is not None}
    if not outs:
        return content
    answers = {key: answer for key, answer in content.answers.items() if key not in outs}
    live = {key: only_asked(field, answers[key]) for key, _, field in asked(form, answers) if key in answers}
    found = {key: worked_out(form, live, out) for key, out in outs.items()}
    return replace(content, answers=answers | {key: text for key, text in found.items() if text})


def finished(form: Form, content: Content) -> Content:
    """Return a content as it is kept once it is finished: only what was asked, and what is worked out."""
    content = settled(form, content)
    there = {key: field for key, _, field in asked(form, content.answers)}
    gone = {key for key, _, _ in form.keyed} - set(there)
    halted = bool(stopped(form, content.answers))  # what was noted beside a rating is kept, the rating is not
    return replace(
        content,
        samples=() if halted else content.samples,
        minutes=None if halted else content.minutes,
        answers={
            key: only_asked(there[key], answer) if key in there else answer
            for key, answer in content.answers.items()
            if key not in gone
        },
        notes={key: note for key, note in content.notes.items() if halted or key not in gone},
    )


def with_files(form: Form, content: Content, kept: Collection[str]) -> Content:
    """Return a content whose answers name only files that are still kept."""

    def still(field: Field, cell: Cell) -> Cell:
        return tuple(one for one in texts(cell) if one in kept) if field.type is FieldType.FILES else cell

    fields = {key: field for key, _, field in form.keyed}
    answers = {
        key: by_cell(fields[key], answer, still) if key in fields else answer
        for key, answer in content.answers.items()
    }
    return replace(content, answers={key: answer for key, answer in answers.items() if answer != ()})


def worked_out(form: Form, answers: Mapping[str, Answer], out: WorkOut) -> str:
    """Return what is worked out with how: “9 = 4 + 5”, “75 % = 3 of 4”. Nothing while nothing is there.

    What does not apply or was not seen counts in no way.
    """
    found = [one for key in out.of for one in _values(form, answers, key, out.weight)]
    if not found:
        return ""
    numbers = [value for value, _, _, _ in found]
    if out.how is How.LOWEST:
        lowest = min(found, key=lambda one: one[0])
        return f"{lowest[2]} (lowest of {len(found)})" if len(found) > 1 else lowest[2]
    if out.how is How.SHARE:
        have, most = sum(numbers, Decimal()), sum((most for _, most, _, _ in found), Decimal())
        return f"{round(100 * have / most)} % = {_said(have)} of {_said(most)}" if most else ""
    if out.how is How.AVERAGE:
        total = sum(numbers, Decimal())
        average = (total / len(numbers)).quantize(TWO)
        return f"{_said(average)} = {_said(total)} ÷ {len(numbers)}"
    if out.weight:
        total = sum((value * weight for value, _, _, weight in found), Decimal())
        return f"{_said(total)} = " + " + ".join(f"{_said(v)} × {_said(w)}" for v, _, _, w in found)
    total = sum(numbers, Decimal())
    return (
        f"{_said(total)} = " + " + ".join(_said(one) for one in numbers) if len(numbers) > 1 else _said(total)
    )


def counts(field: Field) -> bool:
    """Whether something can be worked out of a question: of its points, its number or its minutes."""
    return field.type in COUNTED or any(option.score is not None for option in field.options)


def number_of(text: str) -> Decimal | None:
    """Return the number a text says; None when it is none. A comma between thousands is let through.

    Up to twelve digits and six after the point: more is a slip of the hand, and could not be added up.
    """
    text = text.strip().replace(",", "")
    return Decimal(text) if NUMBER.fullmatch(text) else None


def _holds(when: When | None, seen: Mapping[str, Answer]) -> bool:
    if when is None:
        return True
    answer = seen.get(when.question, "")
    if is_fact(when.question):
        return fits(when, answer)
    if not when.answers:
        return given(answer)
    said = {answer} if isinstance(answer, str) else set(texts(answer))
    return any(one in when.answers or (one.startswith(OTHER) and "other" in when.answers) for one in said)


_Value = tuple[Decimal, Decimal, str, Decimal]
"""A value, the most it could be, how it is said, and its weight."""


def _values(form: Form, answers: Mapping[str, Answer], key: str, weight: str) -> Iterator[_Value]:
    known = form.field(key)
    if known is not None:
        one = _value(known[1], answers.get(key, ""))
        if one is not None:
            yield (*one, Decimal(1))
        return
    table, _, id_ = key.rpartition(".")
    known = form.field(table)
    column = known[1].column(id_) if known is not None else None
    if known is None or column is None:
        return
    weighs = known[1].column(weight) if weight else None
    for entry in entries(answers.get(table, ())):
        one = _value(column, entry.get(id_, ""))
        by = _value(weighs, entry.get(weight, "")) if weighs is not None else None
        if one is not None and (not weight or by is not None):
            yield (*one, by[0] if by is not None else Decimal(1))


def _value(field: Field, answer: Answer) -> tuple[Decimal, Decimal, str] | None:
    """Return what an answer counts, the most it could, and how it is said; None when it does not count."""
    text = answer if isinstance(answer, str) else ""
    if field.options:
        option = chosen(field, answer)
        scores = [one.score for one in field.options if one.score is not None]
        if option is None or option.score is None:
            return None
        return Decimal(option.score), Decimal(max(scores)), option.label
    if field.type is FieldType.YES_NO:
        return (Decimal(text == "yes"), Decimal(1), text.capitalize()) if text in {"yes", "no"} else None
    minutes = lasted(text) if field.type is FieldType.PERIOD else None
    found = number_of(text) if field.type in {FieldType.NUMBER, FieldType.DURATION} else minutes
    if found is None:
        return None
    unit = field.unit if field.type is FieldType.NUMBER else "minutes"
    return Decimal(found), Decimal(str(field.most or 0)), f"{_said(Decimal(found))} {unit}".strip()


def _said(number: Decimal | int) -> str:
    text = f"{Decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
