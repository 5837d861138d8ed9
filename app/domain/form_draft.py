"""A form being changed. Every edit is a function that gives another draft; nothing is changed in place.

A place is text: nothing for the form itself, ``part`` for a part of it, ``part.question`` for a question
and ``part.question.column`` for a column of a table, a grid or a block.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.domain.form_uses import steps_of
from app.domain.forms import Field, FieldRole, FieldType, Form, Section, Step, When

if TYPE_CHECKING:
    from collections.abc import Iterable

BY_PLACE = frozenset({FieldRole.RATING, FieldRole.MOMENT})
"""What a question is for because it is watched; elsewhere it is not."""

POINTS = frozenset({FieldType.SCALE, FieldType.YES_NO, FieldType.MARK})
"""How a point of a list is answered: the next one is most often answered in the same way."""

NEW = Field(id="", label="", type=FieldType.LONG)
NEW_COLUMN = Field(id="", label="", type=FieldType.SHORT)


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it is being changed, and the place that is chosen in it."""

    form: Form
    place: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """A draft with what it was before and what was undone. ``about`` joins keys typed in a row into one."""

    now: Draft
    past: tuple[Draft, ...] = ()
    future: tuple[Draft, ...] = ()
    about: str = ""

    def then(self, draft: Draft, about: str = "") -> History:
        """Go on with a draft. Choosing another place is nothing to undo."""
        if draft.form == self.now.form:
            return replace(self, now=draft, about="")
        if about and about == self.about:
            return replace(self, now=draft, future=())
        return History(draft, (*self.past, self.now), about=about)

    def undone(self) -> History:
        """Go back by one edit."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.now, *self.future))

    def redone(self) -> History:
        """Take the last undoing back."""
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.now), self.future[1:])


# --- finding ------------------------------------------------------------------------------------------------


def part_of(place: str) -> str:
    """Return the id of the part a place is in; nothing for the form itself."""
    return place.partition(".")[0]


def question_of(place: str) -> str:
    """Return the place of the question a place is in; nothing for a part or the form itself."""
    return ".".join(place.split(".")[:2]) if "." in place else ""


def found(form: Form, place: str) -> Form | Section | Field:
    """Return what stands at a place. Raises KeyError when nothing does."""
    at: Form | Section | Field = form
    for name in place.split(".") if place else ():
        inside: tuple[Section, ...] | tuple[Field, ...] = (
            at.sections if isinstance(at, Form) else at.fields if isinstance(at, Section) else at.columns
        )
        one = next((one for one in inside if one.id == name), None)
        if one is None:
            raise KeyError(place)
        at = one
    return at


# --- changing what is there ---------------------------------------------------------------------------------


def change(draft: Draft, name: str, value: Any) -> Draft:
    """Set one setting of what is chosen. Trying another kind of answer keeps what was written for it."""
    item = found(draft.form, draft.place)
    if isinstance(item, Form):
        return replace(draft, form=replace(item, **{name: value}))
    if isinstance(item, Section):
        changed = replace(item, **{name: value})
        if name == "step":
            kept = tuple(_placed(changed, field, item.step) for field in item.fields)
            changed = replace(changed, fields=kept)
        return replace(draft, form=_with_part(draft.form, changed))
    section, changed_field = _section(draft.form, draft.place), replace(item, **{name: value})
    if question_of(draft.place) == draft.place:
        changed_field = _placed(section, changed_field, section.step)
    return replace(draft, form=_put_back(draft.form, draft.place, changed_field))


def _placed(section: Section, field: Field, before: Step) -> Field:
    """Return a question with the role its place gives it, and without the one another place gave it."""
    role = field.role
    watched = Step.OBSERVE in {before, section.step}
    if role in BY_PLACE and watched and (field.type not in role.asked.types or section.step is not before):
        field = replace(field, role=None)
    return section.implied(field)


# --- adding, moving, taking out -----------------------------------------------------------------------------


def add_part(draft: Draft) -> Draft:
    """Add a part after the chosen one, in the same step, with one question to write."""
    sections = list(draft.form.sections)
    place = _index(draft.form, part_of(draft.place), len(sections) - 1)
    step = sections[place].step if sections else steps_of(draft.form)[0]
    part = Section(id=_fresh("part", _ids(draft.form)), title="", step=step, fields=())
    question = Field(id=_fresh("question", _ids(draft.form)), label="", type=FieldType.LONG)
    sections.insert(place + 1, replace(part, fields=(question,)))
    return Draft(_with(draft.form, sections), part.id)


def add_questions(draft: Draft, *questions: Field) -> Draft:
    """Add questions after the chosen one or at the end of the part; one to write when none is given.

    That one is answered as the point it comes after: points to watch mostly have the same levels.
    """
    form = draft.form
    part = part_of(draft.place) or (form.sections[-1].id if form.sections else "")
    if not part:
        return add_part(draft)
    section = _section(form, part)
    ids = _ids(form)
    asked = [field.id for field in section.fields]
    at = asked.index(draft.place.split(".")[1]) + 1 if "." in draft.place else len(asked)
    if not questions and at and not section.fields[at - 1].label.strip():
        return replace(draft, place=f"{part}.{asked[at - 1]}")  # one that has no words yet is there to write
    made = []
    for one in questions or (_to_write(section.fields[:at], NEW),):
        fresh = replace(one, id=_fresh("question", ids))
        ids.add(fresh.id)
        made.append(section.implied(fresh))
    kept = (*section.fields[:at], *made, *section.fields[at:])
    return Draft(_with_part(form, replace(section, fields=kept)), f"{part}.{made[0].id}")


def _to_write(before: tuple[Field, ...], new: Field) -> Field:
    last = before[-1] if before else None
    if last is None or last.type not in POINTS:
        return new
    levels = tuple(replace(one, meaning="") for one in last.options)  # a meaning is of its own point alone
    return replace(new, type=last.type, options=levels, does_not_apply=last.does_not_apply)


def add_column(draft: Draft, *copied: Field) -> Draft:
    """Add a column to the chosen question, after the chosen column; one to write when none is given.

    That one is answered as the point it comes after, as a question is.
    """
    place = question_of(draft.place)
    question = found(draft.form, place)
    if not isinstance(question, Field) or not place:
        return draft
    ids = [one.id for one in question.columns]
    at = ids.index(draft.place.split(".")[2]) + 1 if draft.place != place else len(ids)
    made = copied[0] if copied else _to_write(question.columns[:at], NEW_COLUMN)
    column = replace(made, id=_fresh("column", ids))
    columns = (*question.columns[:at], column, *question.columns[at:])
    form = _put_back(draft.form, place, replace(question, columns=columns))
    return Draft(form, f"{place}.{column.id}")


def duplicate(draft: Draft) -> Draft:
    """Put a copy of what is chosen after it. What a form asks only once, the copy does not ask."""
    item, ids = found(draft.form, draft.place), _ids(draft.form)
    if isinstance(item, Form):
        return draft
    if isinstance(item, Section):
        copy = replace(item, id=_fresh("part", ids), fields=tuple(_once(field) for field in item.fields))
        for field in item.fields:
            copy = _repointed(copy, f"{item.id}.{field.id}", f"{copy.id}.{field.id}")
        sections = list(draft.form.sections)
        sections.insert(_index(draft.form, item.id) + 1, copy)
        return Draft(_with(draft.form, sections), copy.id)
    return add_questions(draft, _once(item)) if _asks(draft.place) else add_column(draft, item)


def delete(draft: Draft) -> Draft:
    """Take out what is chosen and choose what comes next. The last part of a form stays."""
    item, form = found(draft.form, draft.place), draft.form
    if isinstance(item, Form) or (isinstance(item, Section) and len(form.sections) == 1):
        return draft
    if isinstance(item, Section):
        at = _index(form, item.id)
        left = [section for section in form.sections if section.id != item.id]
        return Draft(_with(form, left), left[min(at, len(left) - 1)].id)
    above = draft.place.rpartition(".")[0]
    holder = found(form, above)
    siblings = _inside(holder)
    at, kept = siblings.index(item), tuple(one for one in siblings if one.id != item.id)
    place = f"{above}.{kept[min(at, len(kept) - 1)].id}" if kept else above
    return Draft(_put_back(form, above, _holding(holder, kept)), place)


def move(draft: Draft, by: int) -> Draft:
    """Move what is chosen up (-1) or down (1): a question into the next part, a part into the next step."""
    item, form = found(draft.form, draft.place), draft.form
    if isinstance(item, Form):
        return draft
    if isinstance(item, Section):
        return _move_part(draft, item, by)
    if not _asks(draft.place):
        return put_column(draft, _sibling(form, draft.place) + by)
    section = _section(form, draft.place)
    at, part_at = section.fields.index(item) + by, _index(form, section.id)
    if 0 <= at < len(section.fields):
        return put_question(draft, section.id, at)
    if not 0 <= part_at + by < len(form.sections):
        return draft
    other = form.sections[part_at + by]
    return put_question(draft, other.id, len(other.fields) if by < 0 else 0)


def _move_part(draft: Draft, part: Section, by: int) -> Draft:
    form, steps = draft.form, steps_of(draft.form)
    at = _index(form, part.id)
    beside = form.sections[at + by] if 0 <= at + by < len(form.sections) else None
    if beside is not None and beside.step is part.step:
        return put_part(draft, at + by, part.step)
    if part.step not in steps:
        return draft
    step = steps.index(part.step) + by
    return change(draft, "step", steps[step]) if 0 <= step < len(steps) else draft


def put_question(draft: Draft, part: str, at: int) -> Draft:
    """Put the chosen question into a part; ``at`` counts the questions there without it."""
    form, section = draft.form, _section(draft.form, draft.place)
    item = found(form, draft.place)
    if not isinstance(item, Field) or not _asks(draft.place):
        return draft
    left = _with_part(form, replace(section, fields=tuple(f for f in section.fields if f.id != item.id)))
    target = _section(left, part)
    if any(field.id == item.id for field in target.fields):
        item = replace(item, id=_fresh("question", _ids(form)))
    item = _placed(target, item, section.step)
    kept = (*target.fields[:at], item, *target.fields[at:])
    put, place = _with_part(left, replace(target, fields=kept)), f"{part}.{item.id}"
    return Draft(_with(put, (_repointed(one, draft.place, place) for one in put.sections)), place)


def put_column(draft: Draft, at: int) -> Draft:
    """Put the chosen column among those of its question; ``at`` counts the columns without it."""
    above = question_of(draft.place)
    question, item = found(draft.form, above), found(draft.form, draft.place)
    if (
        above == draft.place
        or not isinstance(question, Field)
        or not isinstance(item, Field)
        or not 0 <= at < len(question.columns)
    ):
        return draft
    others = [one for one in question.columns if one.id != item.id]
    others.insert(at, item)
    return replace(draft, form=_put_back(draft.form, above, replace(question, columns=tuple(others))))


def put_part(draft: Draft, at: int, step: Step) -> Draft:
    """Put the chosen part among the others, in a step; ``at`` counts the parts without it."""
    part = _section(draft.form, draft.place)
    others = [section for section in draft.form.sections if section.id != part.id]
    others.insert(at, part)
    return change(Draft(_with(draft.form, others), part.id), "step", step)


# --- the small work -----------------------------------------------------------------------------------------


def _section(form: Form, place: str) -> Section:
    section = found(form, part_of(place))
    if not isinstance(section, Section):
        raise KeyError(place)
    return section


def _index(form: Form, part: str, default: int = -1) -> int:
    return next((number for number, one in enumerate(form.sections) if one.id == part), default)


def _with(form: Form, sections: Iterable[Section]) -> Form:
    return replace(form, sections=tuple(sections))


def _with_part(form: Form, part: Section) -> Form:
    return _with(form, (part if one.id == part.id else one for one in form.sections))


def _put_back(form: Form, place: str, item: Section | Field) -> Form:
    """Return the form with what stands at a place replaced."""
    if isinstance(item, Section):
        return _with_part(form, item)
    above = place.rpartition(".")[0]
    holder = found(form, above)
    inside = tuple(item if one.id == item.id else one for one in _inside(holder))
    return _put_back(form, above, _holding(holder, inside))


def _inside(holder: Form | Section | Field) -> tuple[Field, ...]:
    if isinstance(holder, Section):
        return holder.fields
    return holder.columns if isinstance(holder, Field) else ()


def _holding(holder: Form | Section | Field, inside: tuple[Field, ...]) -> Section | Field:
    if isinstance(holder, Section):
        return replace(holder, fields=inside)
    if isinstance(holder, Field):
        return replace(holder, columns=inside)
    message = "a form holds parts"
    raise TypeError(message)


def _repointed(section: Section, old: str, new: str) -> Section:
    """Return a part in which whatever hangs on a question, or is worked out of it, follows its new key."""

    def follow(key: str) -> str:
        return new + key.removeprefix(old) if key == old or key.startswith(f"{old}.") else key

    def when(said: When | None) -> When | None:
        return replace(said, question=follow(said.question)) if said is not None else None

    asked = []
    for field in section.fields:
        out = field.works_out
        out = replace(out, of=tuple(map(follow, out.of))) if out is not None else None
        asked.append(replace(field, when=when(field.when), works_out=out))
    return replace(section, when=when(section.when), fields=tuple(asked))


def _asks(place: str) -> bool:
    """Whether a place is a question, not a column of one."""
    return place.count(".") == 1


def _sibling(form: Form, place: str) -> int:
    question = found(form, question_of(place))
    ids = [one.id for one in question.columns] if isinstance(question, Field) else []
    return ids.index(place.split(".")[2])


def _once(field: Field) -> Field:
    return replace(field, role=None) if field.role is not None and not field.role.many else field


def _ids(form: Form) -> set[str]:
    return {section.id for section in form.sections} | {f.id for s in form.sections for f in s.fields}


def _fresh(stem: str, taken: Iterable[str]) -> str:
    """Return an id that nothing in the form has: ``question_7``."""
    numbers = [0, *(int(n) for name in taken if (n := name.removeprefix(f"{stem}_")).isdecimal())]
    return f"{stem}_{max(numbers) + 1}"
