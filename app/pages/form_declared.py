"""The settings of a form, of a part of it and of a question: each declared once, with when it is asked.

A setting that nobody declared here is offered all the same, in the shape its value has.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from dataclasses import field as spare
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain.criteria import CRITERIA, STANDS_IN
from app.domain.facts import Fact
from app.domain.form_faults import STEPS, answers_to, countable
from app.domain.form_settled import in_force
from app.domain.form_uses import is_audit, steps_of
from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Form, Section, Step, Style
from app.domain.kinds import Kind, Line, Sealing
from app.domain.working_out import How
from app.pages.pieces import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

OURS = frozenset({"id", "version", "kind", "sections", "fields"})
"""What nobody sets by hand."""
TRIGGERS = (Option("incident", "an incident"),)
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
    ROWS = "rows"
    COLUMNS = "columns"
    WHEN = "when"
    WORK_OUT = "work_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A setting of a noun. ``choices`` and ``asked`` are worked out from the form and what is chosen."""

    name: str
    label: str
    shape: Shape
    hint: str = ""
    choices: Callable[[Form, Any], tuple[Option, ...]] = lambda _form, _item: ()
    asked: Callable[[Form, Any], bool] = lambda _form, _item: True
    labels: Callable[[Any], str] = spare(default=lambda _item: "")
    answers: Callable[[Form, Any], Mapping[str, tuple[Option, ...]]] = lambda _form, _item: {}


def declared(item: Form | Section | Field) -> Iterator[Declared]:
    """Yield the settings that something has, those that nobody declared last."""
    known = OF_FORM if isinstance(item, Form) else OF_PART if isinstance(item, Section) else OF_QUESTION
    yield from known
    for one in fields(item):
        if one.name not in OURS and one.name not in {said.name for said in known}:
            shape = _shape(getattr(item, one.name))
            if shape is not None:
                label = one.name.replace("_", " ").capitalize()
                yield Declared(name=one.name, label=label, shape=shape, asked=_kept(one.name))


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


def step_name(step: Step) -> str:
    """Return a step in plain words."""
    return STEPS[step]


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


def _types(form: Form, item: Field) -> tuple[Option, ...]:
    column = _column(form, item)
    return tuple(Option(one.value, one.row.label) for one in FieldType if one.row.cell or not column)


def _earlier(form: Form, item: Section | Field) -> list[tuple[str, Field]]:
    """Return the questions that come before a part or a question."""
    found: list[tuple[str, Field]] = []
    for section in form.sections:
        if section is item:
            return found
        for field in section.fields:
            if field is item:
                return found
            if any(item is column for column in field.columns):
                return _beside(field, item)
            found.append((f"{section.id}.{field.id}", field))
    return found


def _beside(field: Field, item: Section | Field) -> list[tuple[str, Field]]:
    """Return the columns that come before a column: it may hang on what is said in the same entry."""
    ids = [one is item for one in field.columns]
    return [(one.id, one) for one in field.columns[: ids.index(True)]]


def _column(form: Form, item: Section | Field) -> bool:
    return any(item is column for _, _, field in form.keyed for column in field.columns)


def _hangs(form: Form, item: Section | Field) -> tuple[Option, ...]:
    found = tuple(Option(key, _words(field)) for key, field in _earlier(form, item))
    facts = () if _column(form, item) or is_audit(form) else Fact
    return (Option("", "Always"), *(Option(fact.value, fact.label) for fact in facts), *found)


def _waits(form: Form, item: Section | Field) -> Mapping[str, tuple[Option, ...]]:
    facts = {fact.value: tuple(Option(*one) for one in fact.choices) for fact in Fact}
    return facts | {key: tuple(Option(*one) for one in answers_to(f)) for key, f in _earlier(form, item)}


def _counted(form: Form, _item: Field) -> tuple[Option, ...]:
    return tuple(Option(*one) for one in countable(form))


def _ways(form: Form, _item: Field) -> Mapping[str, tuple[Option, ...]]:
    columns = (one for _, _, field in form.keyed for one in field.columns)
    weights = {one.id: one.label for one in columns if one.type is FieldType.NUMBER}
    return {
        "how": tuple(Option(how.value, how.label.capitalize()) for how in How),
        "weight": (Option("", "Each counts the same"), *(Option(*one) for one in weights.items())),
    }


def _words(field: Field) -> str:
    return " ".join(field.label.split()) or "A question without words"


def _roles(_form: Form, item: Field) -> tuple[Option, ...]:
    fit = (one for one in FieldRole if item.type in one.asked.types or one is item.role)
    return (NO_ROLE, *(Option(one.value, one.question.capitalize()) for one in fit))


def _uses(form: Form, item: Field) -> bool:
    return len(_roles(form, item)) > 1


def _steps(form: Form, item: Section) -> tuple[Option, ...]:
    steps = steps_of(form)
    known = steps if item.step in steps else (item.step, *steps)
    return tuple(Option(step.value, step_name(step)) for step in known)


def _who(_form: Form, _item: object) -> tuple[Option, ...]:
    words = {AnsweredBy.WORKER: "The worker", AnsweredBy.SUPERVISOR: "Who leads it", AnsweredBy.BOTH: "Both"}
    return tuple(Option(one.value, words[one]) for one in AnsweredBy)


def _styles(_form: Form, _item: object) -> tuple[Option, ...]:
    return tuple(Option(one.value, one.label) for one in Style)


def _listed(*choices: Option) -> Callable[[Form, Any], tuple[Option, ...]]:
    return lambda _form, _item: choices


WHEN = Declared(
    name="when",
    label="Asked only if",
    shape=Shape.WHEN,
    hint="Choose an earlier question and the answers that make this one needed, or for whom it is.",
    choices=_hangs,
    answers=_waits,
)
OF_FORM = (
    Declared(name="title", label="Title", shape=Shape.WORDS),
    Declared(name="intro", label="Words at the top", shape=Shape.WORDS),
    Declared(name="style", label="How it is watched", shape=Shape.CHOICE, choices=_styles, asked=_observed),
    Declared(
        name="validity_months",
        label="How many months it lasts",
        shape=Shape.NUMBER,
        hint="Left empty, it does not end.",
        asked=_lasting,
    ),
    Declared(
        name="again_after",
        label="What makes it due again early",
        shape=Shape.TICKS,
        choices=_listed(*TRIGGERS),
        asked=_lasting,
    ),
    Declared(name="interval_seconds", label="Seconds between two beeps", shape=Shape.NUMBER, asked=_sampled),
    Declared(name="areas", label="Areas it counts towards", shape=Shape.TICKS, asked=_observed),
    Declared(name="worker_statement", label="What the worker signs", shape=Shape.WORDS, asked=_signed),
    Declared(
        name="supervisor_statement",
        label="What the person who leads it signs",
        shape=Shape.WORDS,
        asked=_signed,
    ),
)
OF_PART = (
    Declared(name="title", label="Title of this part", shape=Shape.WORDS),
    Declared(
        name="step",
        label="When it is answered",
        shape=Shape.CHOICE,
        choices=_steps,
        asked=lambda form, item: len(_steps(form, item)) > 1,
    ),
    Declared(name="intro", label="Words at the top of this part", shape=Shape.WORDS),
    Declared(name="sensitive", label="Sensitive", shape=Shape.TICK, hint=LEFT_OUT),
    Declared(
        name="managerial",
        label="Line management",
        shape=Shape.TICK,
        hint="A practice leader never sees it.",
        asked=lambda form, _item: form.kind.line is Line.MANAGERIAL,
    ),
    Declared(
        name="blind",
        label="Scored apart",
        shape=Shape.TICK,
        hint="The person scores alone, on their own sheet. Neither sees the other’s until both are in.",
        asked=lambda form, _item: form.kind.is_meeting and not form.kind.row.own,
    ),
    Declared(
        name="every_time",
        label="Asked every time",
        shape=Shape.TICK,
        asked=lambda form, _item: form.kind.is_meeting,
    ),
    Declared(
        name="if_needed",
        label="Only if needed",
        shape=Shape.TICK,
        hint="Folded until there is something to say; on paper it comes last.",
    ),
    Declared(
        name="monthly",
        label="One question each month",
        shape=Shape.TICK,
        hint="Its questions take turns, month by month. The calendar decides whose turn it is.",
        asked=lambda form, _item: form.kind.is_meeting,
    ),
    Declared(
        name="criteria",
        label="What this part counts towards",
        shape=Shape.TICKS,
        choices=_listed(*(Option(*one) for one in CRITERIA.items())),
        hint=f"Level 5 diploma, {STANDS_IN} supervising others. It helps a manager to show what they do.",
    ),
    WHEN,
)
OF_QUESTION = (
    Declared(name="label", label="Question", shape=Shape.WORDS),
    Declared(name="type", label="How it is answered", shape=Shape.CHOICE, choices=_types),
    Declared(
        name="options",
        label="Answers to choose from",
        labels=lambda item: "Levels" if item.type is FieldType.SCALE else "",
        shape=Shape.LEVELS,
        hint=LEVELS_HINT,
        asked=_kept("options"),
    ),
    Declared(name="other", label="“Other, namely” can be answered", shape=Shape.TICK, asked=_kept("other")),
    Declared(
        name="does_not_apply",
        label="“Does not apply” can be answered",
        shape=Shape.TICK,
        asked=_kept("does_not_apply"),
    ),
    Declared(
        name="unit", label="Unit", shape=Shape.WORDS, hint="Such as hours, mg or °C.", asked=_kept("unit")
    ),
    Declared(
        name="columns",
        label="What is asked in each",
        shape=Shape.COLUMNS,
        hint="They stand in the list on the left, below this question.",
        asked=_kept("columns"),
    ),
    Declared(
        name="rows",
        label="Rows that are there from the start",
        shape=Shape.ROWS,
        hint="Leave them out where people add as many as they need.",
        asked=_kept("rows"),
    ),
    Declared(
        name="entry",
        label="What one of them is called",
        shape=Shape.WORDS,
        hint="Such as Case, Task or Visit.",
        asked=_kept("entry"),
    ),
    Declared(
        name="least",
        label="Least",
        labels=lambda item: "Fewest" if item.type.has_entries else "",
        shape=Shape.NUMBER,
        asked=_kept("least"),
    ),
    Declared(
        name="apart",
        label="Each on a day of its own",
        shape=Shape.TICK,
        hint="Filled in over several days. How many are still needed is said while it is written.",
        asked=_kept("apart"),
    ),
    Declared(name="most", label="Most", shape=Shape.NUMBER, asked=_kept("most")),
    Declared(
        name="works_out",
        label="Worked out of",
        shape=Shape.WORK_OUT,
        hint="Alongside works it out and shows how. Nobody types it.",
        choices=_counted,
        answers=_ways,
        asked=_kept("works_out"),
    ),
    Declared(
        name="mandatory",
        label="Must be answered",
        shape=Shape.TICK,
        asked=lambda _form, item: item.type is not FieldType.WORKED_OUT,
    ),
    Declared(
        name="critical",
        label="Decides the whole",
        shape=Shape.TICK,
        hint="Not fully met here means not yet, whatever the rest says.",
        asked=_kept("critical"),
    ),
    Declared(name="sensitive", label="Sensitive", shape=Shape.TICK, hint=LEFT_OUT),
    Declared(name="answered_by", label="Who answers", shape=Shape.CHOICE, choices=_who),
    Declared(name="hint", label="A hint below the question", shape=Shape.WORDS),
    Declared(
        name="prompts",
        label="Opening words",
        shape=Shape.LIST,
        hint="One a line. They are offered under “Need a start?”.",
        asked=_kept("prompts"),
    ),
    Declared(
        name="role", label="What Alongside uses it for", shape=Shape.CHOICE, choices=_roles, asked=_uses
    ),
    WHEN,
)
