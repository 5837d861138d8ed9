"""A form as a list of lines: the form itself, its steps, its parts and their questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.form_draft import Draft, part_of, put_column, put_part, put_question, question_of
from app.domain.form_uses import steps_of
from app.pages.form_declared import step_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.form_faults import Fault
    from app.domain.forms import Field, Form, Section, Step

UNNAMED = {
    "part": "A part without a title",
    "question": "A question without words",
    "column": "A column without words",
}


class What(StrEnum):
    """What a line stands for."""

    FORM = "form"
    STEP = "step"
    PART = "part"
    QUESTION = "question"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A line. ``place`` is where it leads; a step leads nowhere. ``faults`` says how many things it lacks."""

    what: What
    place: str
    words: str
    detail: str
    faults: int = 0

    @property
    def said(self) -> str:
        """The line in one sentence, for a screen reader."""
        lacks = f", {self.faults} to mend" if self.faults else ""
        return f"{self.words}, {self.detail}{lacks}" if self.detail else f"{self.words}{lacks}"


def outline(form: Form, told: Sequence[Fault] = ()) -> tuple[OutlineRow, ...]:
    """Return the lines of a form, with how many faults each has."""
    rows = [
        OutlineRow(
            What.FORM, "", form.title.strip() or "A form without a title", "The form", _count(told, "")
        )
    ]
    step: Step | None = None
    for section in form.sections:
        if section.step is not step and len(steps_of(form)) > 1:
            rows.append(OutlineRow(What.STEP, "", step_name(section.step), ""))
        step = section.step
        rows.append(_part(section, told))
        for field in section.fields:
            place = f"{section.id}.{field.id}"
            rows.append(_question(What.QUESTION, place, field, told))
            if field.type.has_entries:
                rows += [_question(What.COLUMN, f"{place}.{one.id}", one, told) for one in field.columns]
    return tuple(rows)


def dropped(draft: Draft, rows: Sequence[OutlineRow], row: int, before: int) -> Draft:
    """Return the draft with the line ``row`` put before the line ``before``; past the end is last.

    A part takes its questions along and takes the step it is put into.
    """
    moved = rows[row]
    if moved.what in {What.FORM, What.STEP} or before in {row, row + 1}:
        return draft
    draft = replace(draft, place=moved.place)
    if moved.what is What.COLUMN:
        mine = [one for one in rows[:before] if one.what is What.COLUMN and one != moved]
        return put_column(draft, sum(question_of(one.place) == question_of(moved.place) for one in mine))
    above = [one for one in rows[:before] if one.what in {What.PART, What.QUESTION}]
    sections = draft.form.sections
    if moved.what is What.QUESTION:
        part = part_of(above[-1].place) if above else sections[0].id
        at = sum(part_of(one.place) == part and one.what is What.QUESTION and one != moved for one in above)
        return put_question(draft, part, at)
    if part_of(above[-1].place if above else "") == moved.place and not _steps_away(rows, row, before):
        return draft
    ids = [section.id for section in sections if section.id != moved.place]
    begun = [part_of(one.place) for one in above if part_of(one.place) != moved.place]
    at = ids.index(begun[-1]) + 1 if begun else 0
    steps = [one.words for one in rows[:before] if one.what is What.STEP]
    step = next((s.step for s in sections if steps and step_name(s.step) == steps[-1]), sections[0].step)
    return put_part(draft, at, step)


def _steps_away(rows: Sequence[OutlineRow], row: int, before: int) -> bool:
    low, high = sorted((row, before))
    return any(one.what is What.STEP for one in rows[low:high])


def _part(section: Section, told: Sequence[Fault]) -> OutlineRow:
    count = len(section.fields)
    detail = "1 question" if count == 1 else f"{count} questions"
    words = section.title.strip() or UNNAMED["part"]
    return OutlineRow(What.PART, section.id, words, detail, _count(told, section.id))


def _question(what: What, place: str, field: Field, told: Sequence[Fault]) -> OutlineRow:
    marks = [field.type.row.label]
    marks += [
        word
        for on, word in (
            (field.mandatory, "must be answered"),
            (field.critical, "decides the whole"),
            (field.sensitive, "sensitive"),
        )
        if on
    ]
    words = " ".join(field.label.split()) or UNNAMED[what.value]
    return OutlineRow(what, place, words, " · ".join(marks), _count(told, place))


def _count(told: Sequence[Fault], place: str) -> int:
    return sum(fault.place == place for fault in told)
