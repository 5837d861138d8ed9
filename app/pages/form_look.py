"""How a form is asked on its screen: what the editor draws with that screen's own widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.form_draft import part_of, question_of
from app.domain.form_uses import is_audit, is_sheet
from app.domain.forms import FieldRole, Step, Style
from app.domain.kinds import WrittenOn
from app.pages.coaching import FRONT, about_label, areas_of
from app.pages.observe import USUAL_INTERVAL, codes_of, others_of, rows_of
from app.pages.writing import questions

if TYPE_CHECKING:
    from app.domain.content import Content
    from app.domain.forms import Form, Section
    from app.pages.coaching import Area
    from app.pages.observe import Code, Item
    from app.pages.writing import Question


class Way(StrEnum):
    """How a screen asks.

    A part of a meeting; the questions of a step below each other; a card; one question on a page; or the same
    of each record.
    """

    PART = "part"
    STEP = "step"
    CARD = "card"
    ONE = "one"
    RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What its screen shows of a form.

    ``areas`` are chips labelled ``about``, ``rows`` are rated, ``codes`` ticked at a beep, the rest is asked.
    ``chosen`` is the key of the question somebody is at.
    """

    way: Way
    section: Section
    content: Content
    chosen: str = ""
    about: str = ""
    areas: tuple[Area, ...] = ()
    questions: tuple[Question, ...] = ()
    rows: tuple[Item, ...] = ()
    codes: tuple[Code, ...] = ()
    interval: int = USUAL_INTERVAL


def look(form: Form, place: str, content: Content) -> Look | None:
    """Return how the screen asks what is chosen of a form; nothing while it has no part."""
    shown = _shown(form, place, content)
    return replace(shown, chosen=question_of(place)) if shown else None


def _shown(form: Form, place: str, content: Content) -> Look | None:
    first = next(iter(form.sections), None)
    section = next((one for one in form.sections if one.id == part_of(place)), first)
    if section is None:
        return None
    every = questions(form)
    if is_audit(form) or is_sheet(form):
        way = Way.RECORD if is_audit(form) else Way.CARD
        return Look(way=way, section=section, content=content, questions=every)
    if form.kind.screen is WrittenOn.COACHING:
        return _card(form, section, content)
    if form.kind.screen is WrittenOn.REFLECT:
        begins = next((one.key for one in every if one.key.startswith(f"{section.id}.")), "")
        chosen = tuple(one for one in every if one.key == (question_of(place) or begins))
        return Look(way=Way.ONE, section=section, content=content, questions=chosen)
    if form.kind.screen is WrittenOn.OBSERVE:
        return _observed(form, section, content)
    return Look(way=Way.PART, section=section, content=content)


def _card(form: Form, section: Section, content: Content) -> Look:
    """Return the card of coaching: the areas as chips, what is on its front, then the rest."""
    key = form.by_role(FieldRole.ABOUT)
    about = next((one.item for one in questions(form) if one.key == key), None)
    asked = [one for one in questions(form) if one.key != key]
    return Look(
        way=Way.CARD,
        section=section,
        content=content,
        about=about_label(about) if about else "",
        areas=areas_of(about, content.answers.get(key or "", ())) if about else (),
        questions=tuple(sorted(asked, key=lambda one: one.item.role not in FRONT)),
    )


def _observed(form: Form, section: Section, content: Content) -> Look:
    if section.step is not Step.OBSERVE:
        asked = questions(form, section.step)
        return Look(way=Way.STEP, section=section, content=content, questions=asked)
    sampled = form.style is Style.TIME_SAMPLE
    return Look(
        way=Way.STEP,
        section=section,
        content=content,
        questions=others_of(form),
        rows=() if sampled else rows_of(form),
        codes=codes_of(form) if sampled else (),
        interval=form.interval_seconds or USUAL_INTERVAL,
    )
