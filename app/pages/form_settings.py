"""What can be set of a form, of a part of it and of a question: declared once, drawn from the declarations.

A setting that nobody declared here is offered all the same, in the shape its value has.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from dataclasses import field as spare
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain.form_draft import found, in_force
from app.domain.form_faults import STEPS
from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Form, Section, Step, Style
from app.domain.kinds import Kind, Line, Sealing
from app.pages.pieces import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from app.domain.form_faults import Fault

OURS = frozenset({"id", "version", "kind", "sections", "fields"})
"""What nobody sets by hand."""
TRIGGERS = (Option("incident", "an incident"),)
CRITERIA = tuple(Option(f"L5-2.2.{n}", f"L5-2.2.{n}") for n in range(1, 9))
NO_ROLE = Option("", "Nothing: people read it, Alongside does not")
LEVELS_HINT = (
    "A sentence says what each looks like. Points count from 0; leave them out where it does not count."
)


LEFT_OUT = "It is left out of evidence packs."


class Shape(StrEnum):
    """How a setting is asked."""

    LINE = "line"
    WORDS = "words"
    LIST = "list"
    TICK = "tick"
    CHOICE = "choice"
    NUMBER = "number"
    TICKS = "ticks"
    LEVELS = "levels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as it stands, with what is wrong with it."""

    name: str
    label: str
    shape: Shape
    value: Any
    hint: str = ""
    choices: tuple[Option, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declared:
    """A setting of a noun. ``choices`` and ``asked`` are worked out from the form and what is chosen."""

    name: str
    label: str
    shape: Shape
    hint: str = ""
    choices: Callable[[Form, Any], tuple[Option, ...]] = lambda _form, _item: ()
    asked: Callable[[Form, Any], bool] = lambda _form, _item: True
    labels: Callable[[Any], str] = spare(default=lambda _item: "")


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
            faults=tuple(fault.sentence for fault in here if fault.setting == one.name),
        )
        for one in _declared(item)
        if one.asked(form, item)
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
    if name not in kinds:
        return value
    return kinds[name](value) if value else None


def step_name(step: Step) -> str:
    """Return a step in plain words."""
    return STEPS[step]


def _plain(shape: Shape, value: object) -> object:
    if value is None and shape is Shape.CHOICE:
        return ""
    return value.value if isinstance(value, StrEnum) else value


def _declared(item: Form | Section | Field) -> Iterator[_Declared]:
    known = OF_FORM if isinstance(item, Form) else OF_PART if isinstance(item, Section) else OF_QUESTION
    yield from known
    for one in fields(item):
        if one.name not in OURS and one.name not in {declared.name for declared in known}:
            shape = _shape(getattr(item, one.name))
            if shape is not None:
                label = one.name.replace("_", " ").capitalize()
                yield _Declared(name=one.name, label=label, shape=shape, asked=_kept(one.name))


def _shape(value: object) -> Shape | None:
    if isinstance(value, bool):
        return Shape.TICK
    if value is None or isinstance(value, int):
        return Shape.NUMBER
    if isinstance(value, StrEnum):
        return None
    if isinstance(value, tuple):
        return Shape.LIST if all(isinstance(one, str) for one in value) else None
    return Shape.WORDS if isinstance(value, str) else None


def _kept(name: str) -> Callable[[Form, Any], bool]:
    def asked(_form: Form, item: Any) -> bool:
        return not isinstance(item, Field) or in_force(name, item.type)

    return asked


def _signed(form: Form, _item: object) -> bool:
    return form.kind.sealing in {Sealing.BOTH, Sealing.CHOICE}


def _observed(form: Form, _item: object) -> bool:
    return form.kind is Kind.OBSERVATION


def _lasting(form: Form, _item: object) -> bool:
    return form.style is Style.COMPETENCY


def _sampled(form: Form, _item: object) -> bool:
    return form.style is Style.TIME_SAMPLE


def _types(_form: Form, _item: object) -> tuple[Option, ...]:
    return tuple(Option(one.value, one.row.label) for one in FieldType)


def _roles(_form: Form, item: Field) -> tuple[Option, ...]:
    fit = (one for one in FieldRole if item.type in one.asked.types or one is item.role)
    return (NO_ROLE, *(Option(one.value, one.question.capitalize()) for one in fit))


def _uses(form: Form, item: Field) -> bool:
    return len(_roles(form, item)) > 1


def _steps(form: Form, item: Section) -> tuple[Option, ...]:
    known = form.kind.steps if item.step in form.kind.steps else (item.step, *form.kind.steps)
    return tuple(Option(step.value, step_name(step)) for step in known)


def _who(_form: Form, _item: object) -> tuple[Option, ...]:
    words = {AnsweredBy.WORKER: "The worker", AnsweredBy.SUPERVISOR: "Who leads it", AnsweredBy.BOTH: "Both"}
    return tuple(Option(one.value, words[one]) for one in AnsweredBy)


def _styles(_form: Form, _item: object) -> tuple[Option, ...]:
    return tuple(Option(one.value, one.label) for one in Style)


def _listed(*choices: Option) -> Callable[[Form, Any], tuple[Option, ...]]:
    return lambda _form, _item: choices


OF_FORM = (
    _Declared(name="title", label="Title", shape=Shape.WORDS),
    _Declared(name="intro", label="Words at the top", shape=Shape.WORDS),
    _Declared(name="style", label="How it is watched", shape=Shape.CHOICE, choices=_styles, asked=_observed),
    _Declared(
        name="validity_months",
        label="How many months it lasts",
        shape=Shape.NUMBER,
        hint="Left empty, it does not end.",
        asked=_lasting,
    ),
    _Declared(
        name="again_after",
        label="What makes it due again early",
        shape=Shape.TICKS,
        choices=_listed(*TRIGGERS),
        asked=_lasting,
    ),
    _Declared(name="interval_seconds", label="Seconds between two beeps", shape=Shape.NUMBER, asked=_sampled),
    _Declared(name="areas", label="Areas it counts towards", shape=Shape.TICKS, asked=_observed),
    _Declared(name="worker_statement", label="What the worker signs", shape=Shape.WORDS, asked=_signed),
    _Declared(
        name="supervisor_statement",
        label="What the person who leads it signs",
        shape=Shape.WORDS,
        asked=_signed,
    ),
)
OF_PART = (
    _Declared(name="title", label="Title of this part", shape=Shape.WORDS),
    _Declared(
        name="step",
        label="When it is answered",
        shape=Shape.CHOICE,
        choices=_steps,
        asked=lambda form, item: len(_steps(form, item)) > 1,
    ),
    _Declared(name="intro", label="Words at the top of this part", shape=Shape.WORDS),
    _Declared(name="sensitive", label="Sensitive", shape=Shape.TICK, hint=LEFT_OUT),
    _Declared(
        name="managerial",
        label="Line management",
        shape=Shape.TICK,
        hint="A practice leader never sees it.",
        asked=lambda form, _item: form.kind.line is Line.MANAGERIAL,
    ),
    _Declared(
        name="every_time",
        label="Asked every time",
        shape=Shape.TICK,
        asked=lambda form, _item: form.kind.is_meeting,
    ),
    _Declared(
        name="criteria",
        label="Level 5 diploma, supervising others",
        shape=Shape.TICKS,
        choices=_listed(*CRITERIA),
    ),
)
OF_QUESTION = (
    _Declared(name="label", label="Question", shape=Shape.WORDS),
    _Declared(name="type", label="How it is answered", shape=Shape.CHOICE, choices=_types),
    _Declared(
        name="options",
        label="Answers to choose from",
        labels=lambda item: "Levels" if item.type is FieldType.SCALE else "",
        shape=Shape.LEVELS,
        hint=LEVELS_HINT,
        asked=_kept("options"),
    ),
    _Declared(name="mandatory", label="Must be answered", shape=Shape.TICK),
    _Declared(
        name="critical",
        label="Decides the whole",
        shape=Shape.TICK,
        hint="Not fully met here means not yet, whatever the rest says.",
        asked=_kept("critical"),
    ),
    _Declared(name="sensitive", label="Sensitive", shape=Shape.TICK, hint=LEFT_OUT),
    _Declared(name="answered_by", label="Who answers", shape=Shape.CHOICE, choices=_who),
    _Declared(name="hint", label="A hint below the question", shape=Shape.WORDS),
    _Declared(
        name="prompts",
        label="Opening words",
        shape=Shape.LIST,
        hint="One a line. They are offered under “Need a start?”.",
        asked=_kept("prompts"),
    ),
    _Declared(
        name="role", label="What Alongside uses it for", shape=Shape.CHOICE, choices=_roles, asked=_uses
    ),
)
