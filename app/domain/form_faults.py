"""What a form still lacks before it can be published: a sentence for each fault, at the place it is in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.form_draft import settled
from app.domain.forms import Step
from app.domain.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.forms import Field, FieldRole, Form, Section

STEPS = {
    Step.PREPARE: "Prepare",
    Step.TALK: "Talk",
    Step.AGREE: "Agree",
    Step.CONSENT: "Before you begin",
    Step.OBSERVE: "What you see",
    Step.FEEDBACK: "Feedback",
    Step.WRITE: "Write",
}
"""The steps in plain words."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place of a form, and the setting that mends it."""

    place: str
    setting: str
    sentence: str


def faults(form: Form) -> tuple[Fault, ...]:
    """Return everything that keeps a form from being published, in the order in which it is read."""
    form = settled(form)
    asked = Counter(f.role for _, _, f in form.keyed if f.role is not None and not f.role.many)
    found = list(_of_form(form))
    for section in form.sections:
        found += _of_part(form, section)
        for field in section.fields:
            found += _of_question(f"{section.id}.{field.id}", field, asked)
    return tuple(found)


def lacking(form: Form, role: FieldRole) -> str:
    """Return the sentence about a question that a form cannot do without."""
    return (
        f"No question asks {role.question}. A record of the kind {form.kind.label.lower()} cannot do "
        "without. Choose the question that does, and say so under “What Alongside uses it for”."
    )


def _of_form(form: Form) -> Iterator[Fault]:
    if not form.title:
        yield Fault("", "title", "Give the form a title.")
    if not form.sections:
        yield Fault("", "sections", "A form needs a part with a question.")
    if (form.kind is Kind.OBSERVATION) != (form.style is not None):
        yield Fault("", "style", "Say how it is watched. Only an observation has a style.")
    for name, what in (("validity_months", "How long it lasts"), ("interval_seconds", "The interval")):
        number = getattr(form, name)
        if number is not None and number < 1:
            yield Fault("", name, f"{what} is a whole number from 1, or left empty.")
    if form.sections:
        for role in form.lacks:
            yield Fault("", "sections", lacking(form, role))


def _of_part(form: Form, section: Section) -> Iterator[Fault]:
    if not section.title:
        yield Fault(section.id, "title", "Give this part a title.")
    if section.step not in form.kind.steps:
        known = ", ".join(STEPS[step] for step in form.kind.steps)
        yield Fault(section.id, "step", f"Choose a step that this kind of form has: {known}.")
    if not section.fields:
        yield Fault(section.id, "fields", "This part asks nothing yet. Add a question, or take the part out.")


def _of_question(place: str, field: Field, asked: Counter[FieldRole]) -> Iterator[Fault]:
    if not field.label:
        yield Fault(place, "label", "Write the question.")
    if "options" in field.type.row.needs:
        if not field.options:
            yield Fault(place, "options", "Write the answers to choose from.")
        elif not all(option.label.strip() for option in field.options):
            yield Fault(place, "options", "One of the answers has no words yet. Write it, or take it out.")
        elif max(Counter(option.id for option in field.options).values()) > 1:
            yield Fault(place, "options", "Two answers cannot be told apart. Take one out and add it again.")
        if any(option.score is not None and option.score < 0 for option in field.options):
            yield Fault(place, "options", "Points are whole numbers from 0, or left empty.")
    if field.role is not None and asked[field.role] > 1:
        yield Fault(
            place, "role", f"Two questions are set to ask {field.role.question}. Keep that for one of them."
        )
