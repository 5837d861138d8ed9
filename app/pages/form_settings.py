"""What can be set of whatever is chosen in a form, as it stands, with what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as spare
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain.form_draft import found
from app.domain.form_settled import NO_COLUMN_HAS
from app.domain.form_uses import is_audit
from app.domain.forms import AnsweredBy, FieldRole, FieldType, Step, Style, When
from app.domain.working_out import How, WorkOut
from app.pages.form_declared import Shape, declared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.form_faults import Fault
    from app.domain.forms import Form
    from app.pages.pieces import Option

NOT_OF_AUDIT = frozenset(
    {"worker_statement", "supervisor_statement", "managerial", "every_time", "criteria", "answered_by"}
    | {"sensitive", "critical", "role", "blind", "if_needed", "monthly"}
)
"""What is set of a form about a person, never of one that is asked of records."""
OF_WHOLE = (*NO_COLUMN_HAS, "answered_by")
"""What is set of a whole question, never of a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as it stands, with what is wrong with it. ``answers`` are further choices, by a name."""

    name: str
    label: str
    shape: Shape
    value: Any
    hint: str = ""
    choices: tuple[Option, ...] = ()
    answers: Mapping[str, tuple[Option, ...]] = spare(default_factory=dict)
    faults: tuple[str, ...] = ()


def settings(
    form: Form, place: str, told: Sequence[Fault] = (), areas: tuple[Option, ...] = ()
) -> tuple[Setting, ...]:
    """Return what can be set at a place of a form, each with its faults. ``areas`` are the practice areas."""
    item = found(form, place)
    here = [fault for fault in told if fault.place == place]
    return tuple(
        Setting(
            name=one.name,
            label=one.labels(item) or one.label,
            shape=one.shape,
            value=_plain(one.shape, getattr(item, one.name)),
            hint=one.hint,
            choices=areas if one.name == "areas" else one.choices(form, item),
            answers=one.answers(form, item),
            faults=tuple(fault.sentence for fault in here if fault.setting == one.name),
        )
        for one in declared(item)
        if one.asked(form, item)
        and not (place.count(".") > 1 and one.name in OF_WHOLE)
        and not (one.name in NOT_OF_AUDIT and is_audit(form))
    )


def value_of(name: str, value: Any) -> object:
    """Return a setting as the form keeps it, from what somebody chose or wrote."""
    kinds: Mapping[str, type[StrEnum]] = {
        "type": FieldType,
        "role": FieldRole,
        "answered_by": AnsweredBy,
        "step": Step,
        "style": Style,
    }
    if name == "when":
        return When(question=value[0], answers=tuple(value[1])) if value[0] else None
    if name == "works_out":
        return WorkOut(how=How(value[0]), of=tuple(value[1]), weight=value[2])
    if name not in kinds:
        return value
    return kinds[name](value) if value else None


def _plain(shape: Shape, value: object) -> object:
    if value is None and shape is Shape.CHOICE:
        return ""
    if shape is Shape.WHEN:
        return (value.question, value.answers) if isinstance(value, When) else ("", ())
    if shape is Shape.WORK_OUT:
        out = value if isinstance(value, WorkOut) else WorkOut(how=How.TOTAL, of=())
        return (out.how.value, out.of, out.weight)
    return value.value if isinstance(value, StrEnum) else value
