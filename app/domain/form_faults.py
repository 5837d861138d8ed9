"""What a form still lacks before it can be published: a sentence for each fault, at the place it is in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.answers import ROW, YES_NO
from app.domain.asking import counts
from app.domain.facts import Fact, is_fact
from app.domain.form_settled import NO_COLUMN_HAS, settled, unused
from app.domain.form_uses import NAMES_OR_FILES, is_audit, is_sheet, steps_of
from app.domain.forms import FieldType, Step
from app.domain.kinds import Kind
from app.domain.occasions import dated
from app.domain.working_out import How

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.domain.forms import Field, FieldRole, Form, Section, When

STEPS = {
    Step.PREPARE: "Prepare",
    Step.TALK: "Talk",
    Step.AGREE: "Agree",
    Step.CONSENT: "Before you begin",
    Step.OBSERVE: "What you see",
    Step.FEEDBACK: "Feedback",
    Step.WRITE: "Write",
    Step.AUDIT: "Each record",
}
"""The steps in plain words."""
NEEDS = {
    "options": "Write the answers to choose from.",
    "columns": "Add what is asked in each: one thing at least.",
    "works_out": "Say what it is worked out of.",
}


HARMLESS = frozenset({"prompts"})
"""What may stand where it counts for nothing: opening words do no harm."""


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
    before: dict[str, Field] = {}
    for section in form.sections:
        found += _of_part(form, section)
        found += _of_when(section.id, section.when, before)
        if is_audit(form):
            found += _of_nobody(section.id, section.when)
        for field in section.fields:
            place = f"{section.id}.{field.id}"
            found += _of_question(place, field, asked)
            found += _of_files(form, place, field)
            if is_audit(form):
                found += _of_audit(place, field)
                found += _of_nobody(place, field.when)
            found += _of_when(place, field.when, before)
            found += _of_work(form, place, field)
            beside: dict[str, Field] = {}
            for column in field.columns:
                found += _of_column(f"{place}.{column.id}", column)
                found += _of_when(f"{place}.{column.id}", column.when, beside)
                beside[column.id] = column
            before[place] = field
    return tuple(found)


def strays(form: Form) -> Iterator[Fault]:
    """Yield what is set and counts for nothing.

    A draft keeps it aside, for somebody may go back to the kind of answer it is for; a file says it by
    mistake.
    """
    for key, _, field in form.keyed:
        yield from _unused(key, field)
        for column in field.columns:
            at = f"{key}.{column.id}"
            for name in NO_COLUMN_HAS:
                if getattr(column, name):
                    sentence = f"A column cannot be “{name}”. Set it on the whole question."
                    yield Fault(at, name, sentence)
            yield from _unused(at, column)


def _unused(place: str, field: Field) -> Iterator[Fault]:
    way = field.type.row.label
    for name, nothing in unused(field).items():
        if getattr(field, name) == nothing or name in HARMLESS:
            continue
        if name == "role" and field.role is not None:
            fit = " or ".join(f"“{one.row.label}”" for one in FieldType if one in field.role.asked.types)
            yield Fault(place, "type", f"It asks {field.role.question}, so it is answered as {fit}.")
        else:
            yield Fault(
                place, name, f"“{way}” has no “{name}”. Take it out, or choose another way to answer."
            )


def answers_to(field: Field) -> tuple[tuple[str, str], ...]:
    """Return the answers of a question that another may wait for, as (what is kept, what is read)."""
    if field.type is FieldType.YES_NO:
        return tuple(YES_NO.items()) if field.does_not_apply else tuple(YES_NO.items())[:2]
    options = tuple((option.id, option.label) for option in field.options)
    return (*options, ("other", "Other")) if field.other and options else options


def countable(form: Form) -> tuple[tuple[str, str], ...]:
    """Return what something can be worked out of: keys of questions and columns, with their words."""
    found = []
    for key, _, field in form.keyed:
        if counts(field):
            found.append((key, field.label))
        found += [(f"{key}.{one.id}", f"{field.label}: {one.label}") for one in field.columns if counts(one)]
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
    if section.step not in steps_of(form):
        known = ", ".join(STEPS[step] for step in steps_of(form))
        yield Fault(section.id, "step", f"Choose a step that this kind of form has: {known}.")
    if section.blind:
        yield from _of_blind(form, section)
    if section.if_needed:
        yield from _of_folded(section)
    if section.monthly and len(section.fields) == 1:
        yield Fault(section.id, "monthly", "With one question nothing takes turns. Add one, or turn it off.")
    if not section.fields:
        yield Fault(section.id, "fields", "This part asks nothing yet. Add a question, or take the part out.")


def _of_folded(section: Section) -> Iterator[Fault]:
    """Yield why a part cannot stay folded: somebody must answer in it, come what may."""
    if section.every_time:
        yield Fault(section.id, "if_needed", "It is asked every time, so it is always needed. Turn one off.")
    for one in section.fields:
        if one.mandatory and one.when is None:
            sentence = "It must be answered, so its part cannot stay folded. Turn one of the two off."
            yield Fault(f"{section.id}.{one.id}", "mandatory", sentence)


def _of_blind(form: Form, section: Section) -> Iterator[Fault]:
    """Yield why a part cannot be scored apart: it takes a meeting of two, and questions without rows."""
    kind = form.kind
    if not kind.is_meeting or kind.row.own or is_sheet(form) or is_audit(form):
        sentence = "Only a meeting of two can be scored apart. Take the tick away."
        yield Fault(section.id, "blind", sentence)
    elif any(one.type.has_entries or one.type in NAMES_OR_FILES for one in section.fields):
        sentence = "A table, a file, a name or an action cannot be scored apart. Move it to another part."
        yield Fault(section.id, "blind", sentence)


def _of_question(place: str, field: Field, asked: Counter[FieldRole]) -> Iterator[Fault]:
    if not field.label:
        yield Fault(place, "label", "Write the question.")
    yield from _of_settings(place, field)
    if field.role is not None and asked[field.role] > 1:
        yield Fault(
            place, "role", f"Two questions are set to ask {field.role.question}. Keep that for one of them."
        )


def _of_files(form: Form, place: str, field: Field) -> Iterator[Fault]:
    """Yield where a file is asked for that nothing could keep: files are kept with what others may read."""
    if is_sheet(form) or form.kind.row.private:
        what = "a preparation sheet" if is_sheet(form) else f"a private {form.kind.label.lower()}"
        for at, one in ((place, field), *((f"{place}.{one.id}", one) for one in field.columns)):
            if one.type is FieldType.FILES:
                yield Fault(at, "type", f"A file has no place in {what}. Choose another way of answering.")
            if one.type is FieldType.ACTION and is_sheet(form):
                yield Fault(at, "type", "Actions are agreed in the meeting itself. Choose another way.")
            if one.type is FieldType.CONFIRMED and is_sheet(form):
                yield Fault(at, "type", "Nobody can confirm with a PIN here. Choose another way.")


def _of_audit(place: str, field: Field) -> Iterator[Fault]:
    """Yield what an audit has no place for: it names nobody, and keeps no file of its own."""
    for at, one in ((place, field), *((f"{place}.{column.id}", column) for column in field.columns)):
        if one.type in NAMES_OR_FILES:
            why = "An audit names nobody and keeps no files"
            yield Fault(at, "type", f"{why}, so “{one.label}” has no place. Choose another way.")


def _of_nobody(place: str, when: When | None) -> Iterator[Fault]:
    """Yield what an audit cannot hang on: who the person is, for it is of records."""
    if when is not None and is_fact(when.question):
        yield Fault(
            place, "when", "An audit is of records, so nothing hangs on who somebody is. Choose again."
        )


def _of_settings(place: str, field: Field) -> Iterator[Fault]:
    """Yield what is wrong with the settings that only its kind of answer has."""
    for name in sorted(field.type.row.needs):
        if not getattr(field, name):
            yield Fault(place, name, NEEDS.get(name, f"Say something under “{name.replace('_', ' ')}”."))
    for name, word in (("options", "answers"), ("rows", "rows")):
        written = getattr(field, name)
        if not all(one.label.strip() for one in written):
            yield Fault(place, name, f"One of the {word} has no words yet. Write it, or take it out.")
        elif len({one.id for one in written}) < len(written):
            yield Fault(place, name, f"Two {word} cannot be told apart. Take one out and add it again.")
    if any(option.score is not None and option.score < 0 for option in field.options):
        yield Fault(place, "options", "Points are whole numbers from 0, or left empty.")
    if field.least is not None and field.most is not None and field.least > field.most:
        yield Fault(place, "most", "The most is less than the least. Change one of them.")
    if field.apart and field.columns and not dated(field):
        yield Fault(place, "apart", "Add a column for the date, so that each can have a day of its own.")
    if field.other and any(option.id == "other" for option in field.options):
        yield Fault(place, "other", "One of the answers is “other” already. Take it out, or leave this off.")


def _of_column(place: str, column: Field) -> Iterator[Fault]:
    if not column.label:
        yield Fault(place, "label", "Write what this column asks.")
    if column.id == ROW:
        yield Fault(
            place, "id", f"A column cannot have the id “{ROW}”, which names the rows. Choose another."
        )
    if not column.type.row.cell:
        yield Fault(place, "type", "A column cannot be answered so. Choose another way.")
    yield from _of_settings(place, column)


def _of_when(place: str, when: When | None, before: Mapping[str, Field]) -> Iterator[Fault]:
    if when is None:
        return
    if is_fact(when.question):
        yield from _of_fact(place, when)
        return
    question = before.get(when.question)
    if question is None:
        yield Fault(place, "when", "It hangs on a question that does not come before it. Choose another.")
    elif not set(when.answers) <= {one for one, _ in (*answers_to(question), *YES_NO.items())}:
        yield Fault(place, "when", f"It waits for an answer that “{question.label}” does not have.")


def _of_fact(place: str, when: When) -> Iterator[Fault]:
    known = {one for one, _ in Fact(when.question).choices} if when.question in set(Fact) else set()
    if not when.answers:
        yield Fault(place, "when", "Say for whom: choose or write at least one.")
    elif when.question not in set(Fact) or (known and not set(when.answers) <= known):
        yield Fault(place, "when", "It is for somebody whom nobody here can be. Choose again.")


def _of_work(form: Form, place: str, field: Field) -> Iterator[Fault]:
    out = field.works_out
    if out is None:
        return
    known = dict(countable(form))
    if not out.of:
        yield Fault(place, "works_out", NEEDS["works_out"])
    elif not set(out.of) <= set(known):
        yield Fault(place, "works_out", "One of the questions it is worked out of cannot be counted.")
    elif out.how is How.SHARE:
        for key in out.of:
            of = _asked_at(form, key)
            if of is not None and of.type is FieldType.NUMBER and not of.most:
                sentence = f"A share of “{of.label}” needs the most it can be. Set it there."
                yield Fault(place, "works_out", sentence)


def _asked_at(form: Form, key: str) -> Field | None:
    known = form.field(key)
    if known is not None:
        return known[1]
    table, _, column = key.rpartition(".")
    holder = form.field(table)
    return holder[1].column(column) if holder is not None else None
