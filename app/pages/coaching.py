"""Log coaching in under a minute: who, about what, how, a sentence, what next."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from collections.abc import Mapping  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.actions import NewAction
from app.domain.changes import Outcome
from app.domain.clock import today
from app.domain.drafting import put_answers, try_by
from app.domain.forms import FieldRole
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.needed import titled
from app.pages.pieces import Option, people_options
from app.pages.writing import Sheet, sheet

if TYPE_CHECKING:
    from app.domain.answers import Answer
    from app.domain.content import Content
    from app.domain.forms import Field
    from app.domain.people import Actor
    from app.services.house import House
    from app.services.records.desk import Draft

DIGITS = 9
"""Practice areas that a digit chooses."""
TILES = 12
"""Colleagues shown to be picked without typing a name."""
USUAL_MINUTES = 10
NOBODY = "There is nobody to coach yet. The registered manager adds people on the page People."
FRONT = (FieldRole.HOW, FieldRole.HAPPENED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Whom one may coach: ``people`` to find by name, ``tiles`` to pick at once, or why there is nobody."""

    people: tuple[Option, ...]
    tiles: tuple[Option, ...]
    nobody: str


@dataclass(frozen=True, slots=True)
class Area:
    """A practice area to tick. ``front`` ones are on the card, the others under More."""

    id: str
    label: str
    name: str
    chosen: bool
    front: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of the form on the card. ``stages`` says what the stages of each coaching model ask."""

    key: str
    item: Field
    stages: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The card. ``about`` is the label of the practice areas.

    ``front`` are the questions on it and ``more`` those that can be left out; ``more_open`` when one of them
    cannot. ``words`` is the box for what happened; ``begin_in_words`` says whether the cursor begins there.
    """

    sheet: Sheet
    title: str
    about: str
    areas: tuple[Area, ...]
    front: tuple[Asked, ...]
    more: tuple[Asked, ...]
    more_open: bool
    words: str | None
    begin_in_words: bool
    step_id: str
    step: str
    step_by: dt.date | None
    step_typed: str
    minutes: int

    def digit(self, number: int) -> str | None:
        """Return the practice area that a digit chooses, or None."""
        return self.areas[number - 1].id if 1 <= number <= min(DIGITS, len(self.areas)) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What stands on the card. ``answers`` are those of its questions by key."""

    areas: tuple[str, ...]
    answers: Mapping[str, Answer]
    step: str
    step_by: dt.date | None
    minutes: int
    place: str
    step_typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What is said once it is saved, and where the worker beside the screen may add a line."""

    record_id: str
    person_id: str
    said: str
    sentence: str
    line: str
    placeholder: str
    pin: str
    add: str


def who(house: House, actor: Actor) -> Who:
    """Return whom the actor may coach."""
    people = people_options(house.people.colleagues(actor, Kind.COACHING))
    return Who(people=people, tiles=people[:TILES], nobody="" if people else NOBODY)


def read(house: House, actor: Actor, record_id: str) -> Card:
    """Return the card of a draft."""
    with house.store.read():
        return _card(house, house.writing.draft(actor, record_id))


def begin(house: House, actor: Actor, person_id: str, form_id: str = "", paper: str = "") -> Outcome[Card]:
    """Begin to log coaching with somebody, or carry on the draft there is."""
    with house.store.write(actor.person_id):
        begun = house.writing.start(actor, Kind.COACHING, person_id, form_id=form_id or None, paper=paper)
        return Outcome(_card(house, begun.value), begun.changes)


def written(card: Card, content: Content, said: Said) -> Content:
    """Return a content with what stands on the card put in. Actions the card does not show are kept."""
    about = card.sheet.form.by_role(FieldRole.ABOUT)
    step = NewAction(
        id=card.step_id,
        what=said.step,
        owner_id=card.sheet.about.id,
        due_on=said.step_by,
        due_typed=said.step_typed,
    )
    others = tuple(a for a in content.new_actions if a.id != card.step_id)
    return replace(
        put_answers(content, dict(said.answers) | ({about: said.areas} if about else {})),
        new_actions=(step, *others) if said.step.strip() else others,
        minutes=said.minutes or None,
        place=said.place,
    )


def save(house: House, actor: Actor, record_id: str) -> Outcome[Saved]:
    """Save it. Raises IncompleteError while something needs an answer."""
    with house.store.write(actor.person_id):
        about = house.writing.draft(actor, record_id).about
        saved = house.writing.save(actor, record_id)
    first = about.first_name
    page = Saved(
        record_id=record_id,
        person_id=about.id,
        said=f"Saved for {first}.",
        sentence=f"{saved.value.title} about {about.name} is saved. {first} can read it.",
        line=f"{first} may add a line",
        placeholder=f"{first}, in your own words",
        pin=f"{first}’s PIN",
        add=f"Add {first}’s line",
    )
    return Outcome(page, saved.changes)


def add_line(house: House, actor: Actor, saved: Saved, pin: str, text: str) -> Outcome[str]:
    """Add the worker's own line, with their own PIN, while the actor is signed in."""
    del actor  # the worker says it, and shows it with their PIN
    added = house.sharing.comment_here(saved.record_id, saved.person_id, pin, text)
    return Outcome(f"{added.value.name.split()[0]}’s line is added.", added.changes)


def _card(house: House, draft: Draft) -> Card:
    form, content = draft.form, draft.record.content
    stages = {one.id: one.label for one in house.practice.coaching_models()}
    asked = {
        key: Asked(key=key, item=item, stages=stages if item.role is FieldRole.MODEL else None)
        for key, _, item in form.keyed
    }
    about = asked.pop(form.by_role(FieldRole.ABOUT) or "", None)
    front = tuple(asked.pop(key) for role in FRONT if (key := form.by_role(role)) is not None)
    areas = areas_of(about.item, content.answers.get(about.key, ())) if about else ()
    main = form.by_role(FieldRole.HAPPENED)
    step = next(iter(content.new_actions), None)
    return Card(
        sheet=sheet(draft),
        title=f"Coaching with {draft.about.name}",
        about=about_label(about.item) if about else "",
        areas=areas,
        front=front,
        more=tuple(asked.values()),
        more_open=main is None or any(one.item.mandatory for one in asked.values()),
        words=main,
        begin_in_words=not areas or any(area.chosen for area in areas),
        step_id=step.id if step else new_id(),
        step=step.what if step else "",
        step_by=step.due_on if step else try_by(today(house.clock)),
        step_typed=step.due_typed if step else "",
        minutes=content.minutes or (0 if draft.record.revision else USUAL_MINUTES),
    )


def about_label(item: Field) -> str:
    """Return the label of the practice areas."""
    return titled(item, "About")


def areas_of(item: Field, chosen: Answer) -> tuple[Area, ...]:
    """Return the practice areas that a question asks for, each with the digit that chooses it."""
    made = []
    for number, option in enumerate(item.options, 1):
        keyed = number <= DIGITS
        label = f"{number}  {option.label}" if keyed else option.label
        name = f"About {option.label}" + (f", key {number}" if keyed else "")
        made.append(Area(option.id, label, name, option.id in chosen, keyed or option.id in chosen))
    return tuple(made)
