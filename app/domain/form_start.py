"""A form begun from nothing: only what a record of its kind cannot do without is there already."""

from __future__ import annotations

from dataclasses import replace

from app.domain.form_uses import is_sheet, steps_of
from app.domain.forms import Field, FieldType, Form, Section, Step


def begun(usual: Form, title: str, sections: tuple[Section, ...] = ()) -> Form:
    """Return a new form of the kind of the ``usual`` one, with parts that are there already.

    What its kind cannot do without is taken from the usual form where the parts do not ask it.
    """
    bare = Form(
        id=usual.id,
        version=1,
        kind=usual.kind,
        title=title,
        sections=sections,
        style=usual.style,
        worker_statement=usual.worker_statement,
        supervisor_statement=usual.supervisor_statement,
    )
    needed = _needed(usual, bare)
    if needed or sections:
        return replace(bare, sections=(*needed, *sections))
    step = main_step(usual)
    asked = Field(id="question_1", label="", type=FieldType.LONG)
    return replace(bare, sections=(Section(id="part_1", title="", step=step, fields=(asked,)),))


def main_step(form: Form) -> Step:
    """Return the step in which most is asked: talking, watching, writing."""
    steps = steps_of(form)
    return steps[len(steps) // 2] if not is_sheet(form) else Step.PREPARE


def _needed(usual: Form, bare: Form) -> tuple[Section, ...]:
    lacks = [key for key in (usual.by_role(role) for role in bare.lacks) if key is not None]
    taken = {section.id for section in bare.sections}
    parts = []
    for section in usual.sections:
        kept = tuple(field for field in section.fields if f"{section.id}.{field.id}" in lacks)
        if kept:
            id_ = f"{section.id}_needed" if section.id in taken else section.id
            parts.append(Section(id=id_, title=section.title, step=section.step, fields=kept))
    return tuple(parts)
