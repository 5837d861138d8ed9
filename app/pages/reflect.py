"""Guided reflection: one question a page. Only its writer can read it until they share it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.asking import asked
from app.domain.changes import Changes, Outcome
from app.domain.kinds import Kind
from app.domain.records import Audience
from app.pages.pieces import Option, people_options
from app.pages.places import Place, Record, Today
from app.pages.writing import Question, Sheet, questions, sheet

if TYPE_CHECKING:
    from app.domain.content import Content
    from app.domain.people import Actor
    from app.services.house import House
    from app.services.records.desk import Draft

PRIVATE_NOTE = (
    "Only you can read this. It is locked with your own key, so not even the registered manager can open it. "
    "If your PIN is ever reset, what is still private is lost; share what you want to keep."
)
KEPT = "Kept. It waits for you on Today; only you can open it."
SHARED = "Shared. It stays as it is now."


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reflect. ``count`` says how many questions it asks."""

    form_id: str
    title: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ways there are, the usual one first."""

    note: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where one is: a dot for every question and for the end, and the same in words."""

    dots: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """A reflection being written. ``audiences`` are who may read it at the end, first of all nobody."""

    sheet: Sheet
    title: str
    questions: tuple[Question, ...]
    audiences: tuple[Option, ...]

    @property
    def end(self) -> int:
        """The number of the page after the last question, counted from 0."""
        return len(self.questions)

    def now(self, content: Content) -> Reflection:
        """Return the page with the questions that are asked as things stand."""
        there = {key for key, _, _ in asked(self.sheet.form, content.answers)}
        return replace(self, questions=tuple(one for one in self.questions if one.key in there))

    def stop(self, number: int) -> Stop:
        """Return where page ``number`` is, counted from 0."""
        dots = "  ".join("●" if n == number else "○" for n in range(self.end + 1))
        return Stop(dots, f"Question {number + 1} of {self.end}" if number < self.end else "Keep or share")


@dataclass(frozen=True, slots=True)
class Ended:
    """What is said at the end, and where one goes. ``closed`` when it can no longer be written on."""

    said: str
    place: Place
    closed: bool = False


def ways(house: House, actor: Actor) -> Ways:
    """Return the ways to reflect."""
    made = []
    for form in house.records.forms(actor, Kind.REFLECTION):
        count = len(form.keyed)
        made.append(Way(form.id, form.title, "1 question" if count == 1 else f"{count} questions"))
    return Ways(note=PRIVATE_NOTE, ways=tuple(made))


def read(house: House, actor: Actor, record_id: str) -> Reflection:
    """Return a draft of one's own."""
    return _page(house.writing.draft(actor, record_id))


def begin(house: House, actor: Actor, form_id: str, paper: str = "") -> Outcome[Reflection]:
    """Begin a reflection about oneself, or carry on the draft there is."""
    begun = house.writing.start(actor, Kind.REFLECTION, actor.person_id, form_id=form_id or None, paper=paper)
    return Outcome(_page(begun.value), begun.changes)


def readers(house: House, actor: Actor) -> tuple[Option, ...]:
    """Return the colleagues with whom it may be shared."""
    return people_options(house.people.readers(actor))


def enough() -> Ended:
    """Return what is said when somebody stops for now; the draft is kept as it is typed."""
    return Ended(KEPT, Today())


def end(house: House, actor: Actor, record_id: str, audience: str, person_id: str = "") -> Outcome[Ended]:
    """Keep it private, or share it as it is now; then the service seals it, and nothing else, at once.

    Raises IncompleteError while something needs an answer or nobody is chosen.
    """
    chosen = Audience(audience or Audience.PRIVATE)
    if chosen is Audience.PRIVATE:
        return Outcome(enough(), Changes())
    reader = person_id if chosen is Audience.PERSON else ""
    with house.store.write(actor.person_id):
        shared = house.sharing.share(actor, record_id, chosen, reader or None)
        sealed = house.signing.seal_own(actor, record_id)
    topics = shared.changes.topics | sealed.changes.topics
    return Outcome(Ended(SHARED, Record(record_id=record_id), closed=True), Changes(topics))


def _page(draft: Draft) -> Reflection:
    return Reflection(
        sheet=sheet(draft),
        title=f"Reflect · {draft.form.title}",
        questions=questions(draft.form),
        audiences=tuple(Option(one.value, _offered(one)) for one in Audience),
    )


def _offered(audience: Audience) -> str:
    if audience is Audience.PRIVATE:
        return "Keep it private"
    return f"Share: {audience.label[0].lower()}{audience.label[1:]}"
