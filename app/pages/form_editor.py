"""Changing a form of the service's own: every edit gives the next page; what is written is kept by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain import form_draft as draft
from app.domain.changes import Outcome
from app.domain.clock import time_of_day
from app.domain.form_draft import Draft, History, part_of
from app.domain.form_faults import faults
from app.domain.form_settled import settled
from app.domain.made_up import made_up
from app.pages.form_look import look
from app.pages.form_outline import OutlineRow, What, dropped, outline
from app.pages.form_settings import Setting, settings, value_of
from app.pages.pieces import Option

if TYPE_CHECKING:
    from app.domain.content import Content
    from app.domain.form_faults import Fault
    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.pages.form_look import Look
    from app.services.house import House

HINT = "Alt with the arrow keys moves a line, Ctrl+D doubles it, Delete takes it out, Ctrl+Z takes it back."
UNNAMED = "A part without a title"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage:
    """A form being changed. ``history`` is the draft with all that can be undone; the rest shows it.

    ``told`` says which version this is. ``published`` is the newest published version, when there is one.
    """

    history: History
    told: str
    areas: tuple[Option, ...]
    title: str
    rows: tuple[OutlineRow, ...]
    settings: tuple[Setting, ...]
    faults: tuple[Fault, ...]
    publish: str

    @property
    def form(self) -> Form:
        """The form as it stands."""
        return self.history.now.form

    @property
    def place(self) -> str:
        """What is chosen in it."""
        return self.history.now.place

    @property
    def row(self) -> int:
        """The line of what is chosen."""
        lines = enumerate(self.rows)
        return next(n for n, one in lines if one.what is not What.STEP and one.place == self.place)

    @property
    def parts(self) -> tuple[Option, ...]:
        """The parts that the chosen question could go to."""
        mine = part_of(self.place)
        named = ((one.id, " ".join(one.title.split()) or UNNAMED) for one in self.form.sections)
        return tuple(Option(*one) for one in named if one[0] != mine) if self.place.count(".") == 1 else ()


def read(house: House, actor: Actor, form_id: str) -> EditorPage:
    """Return a form of the service's own to change.

    Raises StateError for one that came with Alongside, and NotAllowedError for all but the manager.
    """
    with house.store.read():
        form = house.own_forms.draft(actor, form_id)
        versions = house.own_forms.versions(actor, form_id)
        areas = tuple(Option(area.id, area.label) for area in house.practice.areas())
    told = f"Version {form.version}."
    if versions:
        told = (
            f"Version {versions[-1].version} is in use; this will be version {form.version}. "
            "Records keep the version they were written with."
        )
    return _page(History(Draft(form)), told, areas)


def _page(history: History, told: str, areas: tuple[Option, ...]) -> EditorPage:
    form, place = history.now.form, history.now.place
    wrong = faults(form)
    count = len(wrong)
    left = "1 thing left" if count == 1 else f"{count} things left"
    return EditorPage(
        history=history,
        told=told,
        areas=areas,
        title=f"Change: {' '.join(form.title.split()) or 'a form without a title'}",
        rows=outline(form, wrong),
        settings=settings(form, place, wrong, areas),
        faults=wrong,
        publish=f"Publish – {left}" if wrong else f"Publish version {form.version}",
    )


# --- edits: pure, and nothing is kept before ``store`` ------------------------------------------------------


def _then(page: EditorPage, history: History) -> EditorPage:
    return _page(history, page.told, page.areas)


def _edited(page: EditorPage, after: Draft) -> EditorPage:
    return _then(page, page.history.then(after))


def choose(page: EditorPage, place: str) -> EditorPage:
    """Choose the form, a part or a question."""
    return _edited(page, replace(page.history.now, place=place))


def put(page: EditorPage, name: str, value: object) -> EditorPage:
    """Set one setting of what is chosen."""
    after = draft.change(page.history.now, name, value_of(name, value))
    return _then(page, page.history.then(after, f"{page.place} {name}"))


def add_question(page: EditorPage) -> EditorPage:
    """Add a question after what is chosen; after a column, another column."""
    add = draft.add_column if page.place.count(".") > 1 else draft.add_questions
    return _edited(page, add(page.history.now))


def add_column(page: EditorPage) -> EditorPage:
    """Add a column to the chosen table, grid or block, after the chosen column."""
    return _edited(page, draft.add_column(page.history.now))


def add_part(page: EditorPage) -> EditorPage:
    """Add a part after the chosen one."""
    return _edited(page, draft.add_part(page.history.now))


def duplicate(page: EditorPage) -> EditorPage:
    """Put a copy after what is chosen."""
    return _edited(page, draft.duplicate(page.history.now))


def delete(page: EditorPage) -> EditorPage:
    """Take out what is chosen."""
    return _edited(page, draft.delete(page.history.now))


def move(page: EditorPage, by: int) -> EditorPage:
    """Move what is chosen up or down."""
    return _edited(page, draft.move(page.history.now, by))


def move_to(page: EditorPage, part: str) -> EditorPage:
    """Move the chosen question to the end of another part."""
    count = next(len(one.fields) for one in page.form.sections if one.id == part)
    return _edited(page, draft.put_question(page.history.now, part, count))


def drop(page: EditorPage, row: int, before: int) -> EditorPage:
    """Put a line before another, as it was dragged."""
    return _edited(page, dropped(page.history.now, page.rows, row, before))


def undo(page: EditorPage) -> EditorPage:
    """Take the last edit back."""
    return _then(page, page.history.undone())


def redo(page: EditorPage) -> EditorPage:
    """Take the undoing back."""
    return _then(page, page.history.redone())


# --- looking at it ------------------------------------------------------------------------------------------


def example(page: EditorPage) -> Content:
    """Return made-up answers to every question, so that the form can be seen filled in."""
    return made_up(settled(page.form))


def screen(page: EditorPage) -> Look | None:
    """Return how the screen asks what is chosen, filled in with made-up answers."""
    return look(settled(page.form), page.place, example(page))


def paper(house: House, actor: Actor, form: Form) -> bytes:
    """Return the form as a PDF to print and fill in by hand."""
    return house.own_forms.preview(actor, settled(form))


def sealed(house: House, actor: Actor, form: Form) -> bytes:
    """Return the form as the PDF of a record, filled in with made-up answers."""
    return house.own_forms.preview_filled(actor, settled(form))


# --- keeping ------------------------------------------------------------------------------------------------


def store(house: House, actor: Actor, form: Form) -> Outcome[str]:
    """Keep the draft and return the sentence that says so. Raises StateError for a form without a part."""
    kept = house.own_forms.store(actor, form)
    return Outcome(f"Draft saved {time_of_day(house.clock.now(), house.clock.zone())}", kept.changes)


def publish(house: House, actor: Actor, form: Form) -> Outcome[str]:
    """Keep the draft and publish it. Returns what to say. Raises IncompleteError naming what is missing."""
    with house.store.write(actor.person_id):
        house.own_forms.store(actor, form)
        done = house.own_forms.publish(actor, form.id)
    made = done.value
    usual = any(one.usual and one.form.id == made.id for one in house.own_forms.list(actor))
    used = "New records use it from now on." if usual else "New records can use it now."
    said = f"“{made.title}”, version {made.version}, is published. {used}"
    return Outcome(said, done.changes)


def discard(house: House, actor: Actor, form_id: str) -> Outcome[None]:
    """Throw the draft away; published versions stay."""
    return house.own_forms.discard(actor, form_id)
