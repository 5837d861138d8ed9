"""Every form by kind: the service's own and those that came with Alongside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people
from app.domain.changes import Outcome, changed
from app.domain.form_uses import AUDIT, PREPARED, sheet_before, use_of
from app.domain.kinds import Kind
from app.pages.pieces import Chip
from app.pages.places import FormEditor, Place
from app.services.chosen_files import read_chosen
from app.services.own_forms import BIGGEST

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.people import Actor
    from app.services.house import House
    from app.services.own_forms import Listed

INTRO = "Copy a form, change the copy and publish it. Records keep the version they were written with."
LOOK_ONLY = "The registered manager changes forms. You can save one as a file."
SHEETS = tuple((sheet_before(kind), f"Before {kind.a_label}: the worker’s own sheet") for kind in PREPARED)
AUDIT_FORM = "The monthly audit of supervision"
CALLED = {**{use: "preparation sheet" for use, _ in SHEETS}, AUDIT: "audit"}
"""What the usual form is called where it is not that of a kind."""
UNTOUCHED = "Nothing was brought in."


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One form. Only one of the service's ``own`` is changed; every form can be copied."""

    form_id: str
    title: str
    about: str
    chip: Chip | None
    own: bool
    off: bool
    may_be_usual: bool
    may_switch: bool
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfForm:
    """The forms of one kind."""

    label: str
    forms: tuple[FormLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsPage:
    """Everything the list shows. Only who ``may_change`` copies, changes and brings in."""

    intro: str
    kinds: tuple[KindOfForm, ...]
    may_change: bool


def read(house: House, actor: Actor) -> FormsPage:
    """Return every form by kind, the service's own first."""
    with house.store.read():
        listed, me = house.own_forms.list(actor), house.people.get(actor, actor.person_id)
    may = may_manage_people(me)
    uses = [*((kind.value, kind.label) for kind in Kind), *SHEETS, (AUDIT, AUDIT_FORM)]
    kinds = []
    for use, label in uses:
        lines = tuple(_line(one) for one in listed if use_of(one.form) == use)
        if lines:
            kinds.append(KindOfForm(label=label, forms=lines))
    return FormsPage(intro=INTRO if may else LOOK_ONLY, kinds=tuple(kinds), may_change=may)


def _line(one: Listed) -> FormLine:
    form, count = one.form, len(one.form.keyed)
    asked = "1 question" if count == 1 else f"{count} questions"
    whose = "your own" if one.own else "came with Alongside"
    return FormLine(
        form_id=form.id,
        title=" ".join(form.title.split()) or "A form without a title",
        about=f"{whose} · version {form.version} · {asked}",
        chip=_chip(one),
        own=one.own,
        off=one.off,
        may_be_usual=one.published and not (one.usual or one.off),
        may_switch=one.published,
        file_name=f"{form.id}.toml",
    )


def _chip(one: Listed) -> Chip | None:
    if one.off:
        return Chip("–", "off")
    if one.draft:
        return Chip("○", "being changed", "soon")
    return Chip("✓", "the usual one", "in_date") if one.usual else None


def copy(house: House, actor: Actor, form_id: str, title: str) -> Outcome[Place]:
    """Copy a form and return where the copy is changed."""
    made = house.own_forms.copy(actor, form_id, f"{title} – ours")
    return Outcome(FormEditor(form_id=made.value.id), made.changes)


def bring_in(house: House, actor: Actor, path: Path) -> Outcome[Place]:
    """Bring in a form from a file somebody chose, and return where it is changed.

    Raises TextError when the file cannot be read and CatalogError with a line for each fault in it.
    """
    made = house.own_forms.bring_in(actor, read_chosen(path, BIGGEST, UNTOUCHED), path.name)
    return Outcome(FormEditor(form_id=made.value.id), made.changes)


def take_out(house: House, actor: Actor, form_id: str, to: Path) -> Outcome[str]:
    """Write a form as a file that another service can bring in. Returns what to say."""
    return Outcome(f"The form is in {house.own_forms.take_out(actor, form_id, to)}.", changed())


def make_usual(house: House, actor: Actor, form_id: str) -> Outcome[str]:
    """Let records of its kind be written with a form from now on. Returns what to say."""
    done = house.own_forms.make_usual(actor, form_id)
    kind = CALLED.get(use_of(done.value), done.value.kind.label.lower())
    said = f"“{done.value.title}” is the usual {kind} form now. Other forms can still be chosen."
    return Outcome(said, done.changes)


def switch(house: House, actor: Actor, form_id: str, title: str, *, off: bool) -> Outcome[str]:
    """Switch a form off or on. Records stay as they are. Returns what to say."""
    done = house.own_forms.switch(actor, form_id, off=off)
    said = "is switched off. Nobody is offered it now" if off else "is switched on. It can be chosen again"
    return Outcome(f"“{title}” {said}. Records stay as they are.", done.changes)
