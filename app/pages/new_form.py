"""Begin a form: which kind, what it is called, from nothing or from a table of questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.errors import IncompleteError
from app.domain.form_start import begun, main_step
from app.domain.form_table import Guess, guesses, sections
from app.domain.form_uses import AUDIT, PREPARED, sheet_before, use_of
from app.domain.forms import FieldType
from app.domain.kinds import Kind
from app.pages.pieces import Option
from app.pages.places import FormEditor, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.services.house import House

HINT = (
    "Copy the table in Word or Excel, one row a question, then press the button. You see each question and "
    "how it will be answered before anything is begun."
)
NAME_FIRST = "Give the form a title, such as “Night visit check”."
NOTHING_COPIED = "No questions were found in what was copied. Copy a table or a list, one question a row."
SHEETS = tuple((sheet_before(kind), f"Preparation sheet for {kind.a_label}") for kind in PREPARED)
AUDIT_LABEL = "Monthly audit of supervision"
QUESTIONS = "Questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewForm:
    """What may be begun, and how a question can be answered."""

    kinds: tuple[Option, ...]
    types: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a copied table: its words, how it is answered (``part``: a title), its choices a line each."""

    words: str
    type: str
    choices: str


PART = "part"
"""What a row is that is no question: the title of a part."""


def read(house: House, actor: Actor) -> NewForm:
    """Return what may be begun. Raises NotAllowedError for all but the registered manager."""
    house.own_forms.may_change(actor)
    kinds = (*((kind.value, kind.label) for kind in Kind), *SHEETS, (AUDIT, AUDIT_LABEL))
    cells = ((one.value, one.row.label) for one in FieldType if one.row.cell)
    types = ((PART, "The title of a part"), *cells)
    return NewForm(kinds=tuple(Option(*one) for one in kinds), types=tuple(Option(*one) for one in types))


def found(plain: str, html: str = "") -> tuple[Found, ...]:
    """Return what is in a copied table. Raises IncompleteError when there is nothing."""
    made = guesses(plain, html)
    if not made:
        raise IncompleteError(NOTHING_COPIED, {"table": NOTHING_COPIED})
    return tuple(
        Found(one.words, PART if one.part else one.type.value, "\n".join(one.options)) for one in made
    )


def begin(house: House, actor: Actor, kind: str, title: str, rows: Sequence[Found] = ()) -> Outcome[Place]:
    """Begin a form and return where it is changed. Raises IncompleteError while it has no title."""
    if not title.strip():
        raise IncompleteError(NAME_FIRST, {"title": NAME_FIRST})
    usual = _usual(house, actor, kind)
    parts = sections((_guess(row) for row in rows if row.words.strip()), main_step(usual), QUESTIONS)
    made = house.own_forms.begin(actor, begun(usual, title, parts))
    return Outcome(FormEditor(form_id=made.value.id), made.changes)


def _usual(house: House, actor: Actor, kind: str) -> Form:
    return next(one.form for one in house.own_forms.list(actor) if use_of(one.form) == kind and one.usual)


def _guess(row: Found) -> Guess:
    words = " ".join(row.words.split())
    if row.type == PART:
        return Guess(words, part=True)
    choices = tuple(one.strip() for one in row.choices.split("\n") if one.strip())
    return Guess(words, FieldType(row.type), choices)
