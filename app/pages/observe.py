"""Watching practice: consent first, one item a row rated by keys or a time sample, then feedback."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.actions import NewAction
from app.domain.asking import stopped
from app.domain.changes import Outcome
from app.domain.clock import today
from app.domain.drafting import add_action, agreed, put_answers, usual_due
from app.domain.errors import IncompleteError
from app.domain.forms import FieldRole, Step, Style
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.needed import titled
from app.domain.observation import digits, items, moments, percentages, result
from app.domain.stopping import KEPT
from app.pages.pieces import Chip, Option, StepMark, people_options, step_marks
from app.pages.places import Place, Record
from app.pages.writing import Question, Sheet, questions, sheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from app.domain.content import Content
    from app.domain.forms import Field, Form
    from app.domain.people import Actor
    from app.services.house import House
    from app.services.records.desk import Draft

STEPS = ("Before you begin", "Watch", "Feedback")
CONSENT, WATCH, FEEDBACK = range(3)
WHOSE_FIRST = "Choose whose practice you will watch first."
USUAL_MINUTES = 20
SHORTEST_INTERVAL, USUAL_INTERVAL, LONGEST_INTERVAL = 5, 60, 600
"""Seconds between two beeps of a time sample."""
PAIRED = (
    "Your colleague now finds it on their Today, without your ratings. You both see where you differ once "
    "both have finished."
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A form to watch with. ``tip`` says how it is used as well."""

    form_id: str
    title: str
    tip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """Whose practice may be watched, and with which forms."""

    people: tuple[Option, ...]
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of an item and the digit that chooses it."""

    id: str
    digit: int
    label: str
    name: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item to rate. ``meanings`` say what its levels look like in practice."""

    key: str
    label: str
    words: str
    levels: tuple[Level, ...]
    meanings: str

    def by_digit(self, digit: int) -> str | None:
        """Return the level a digit chooses, or None."""
        return next((level.id for level in self.levels if level.digit == digit), None)


@dataclass(frozen=True, slots=True)
class Code:
    """What can be happening at a beep, and the digit that ticks it."""

    id: str
    label: str
    words: str
    name: str
    digit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """An observation being written. ``codes`` are there in a time sample, ``items`` in any other.

    ``others`` are questions asked while watching that are no ratings; ``interval`` is seconds between beeps.
    """

    sheet: Sheet
    title: str
    intro: str
    consent: tuple[Question, ...]
    items: tuple[Item, ...]
    codes: tuple[Code, ...]
    sampled: bool
    others: tuple[Question, ...]
    feedback: tuple[Question, ...]
    interval: int
    usual_due: dt.date

    def steps(self, at: int, content: Content) -> tuple[StepMark, ...]:
        """Return the three steps, and how far each is."""
        far = "" if self.sampled else counted(self, content)
        return step_marks(STEPS, at, {WATCH: far, FEEDBACK: f"With {self.sheet.about.first_name}"})


@dataclass(frozen=True, slots=True)
class Summary:
    """What the ratings add up to, before feedback is given."""

    chip: Chip | None
    words: str
    critical: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What is said once it is saved, and where one goes."""

    record_id: str
    said: str
    place: Place


def choosing(house: House, actor: Actor) -> Choosing:
    """Return whose practice may be watched, and with which forms."""
    with house.store.read():
        people = house.people.colleagues(actor, Kind.OBSERVATION)
        forms = house.records.forms(actor, Kind.OBSERVATION)
    return Choosing(
        people=people_options(people),
        tiles=tuple(Tile(form.id, form.title, _tip(form)) for form in forms),
    )


def read(house: House, actor: Actor, record_id: str) -> Watching:
    """Return a draft."""
    return _page(house, house.writing.draft(actor, record_id))


def begin(
    house: House, actor: Actor, person_id: str, form_id: str, pair_id: str = "", paper: str = ""
) -> Outcome[Watching]:
    """Begin to watch somebody’s practice; ``pair_id`` joins a colleague who watched the same."""
    begun = house.writing.start(
        actor, Kind.OBSERVATION, person_id, form_id=form_id, pair_id=pair_id or None, paper=paper
    )
    return Outcome(_page(house, begun.value), begun.changes)


def whose_first() -> IncompleteError:
    """Return what is lacking while nobody is chosen."""
    return IncompleteError(WHOSE_FIRST, {"person": WHOSE_FIRST})


# --- before it begins ---------------------------------------------------------------------------------------


def why_stopped(page: Watching, content: Content) -> str:
    """Return why nothing is watched and what becomes of the note; nothing when it may go on."""
    why = stopped(page.sheet.form, content.answers)
    return f"{why} {KEPT}" if why else ""


# --- watching -----------------------------------------------------------------------------------------------


def rated(content: Content, ratings: Mapping[str, str], notes: Mapping[str, str]) -> Content:
    """Put in what is rated and noted on the page; a rating not given yet takes none away."""
    given = {key: level for key, level in ratings.items() if level}
    others = {key: note for key, note in content.notes.items() if key not in notes}
    written = {key: note for key, note in notes.items() if note.strip()}
    return replace(put_answers(content, given), notes=others | written)


def asked_items(page: Watching, content: Content) -> tuple[Item, ...]:
    """Return the items to rate, without those that are asked only in other cases."""
    there = {key for key, _ in items(page.sheet.form, content)}
    return tuple(item for item in page.items if item.key in there)


def counted(page: Watching, content: Content) -> str:
    """Say how far one is."""
    found = result(page.sheet.form, content)
    most = len(asked_items(page, content))
    return f"{found.rated + found.neutral} of {most} · {found.neutral} not seen"


def add_about(page: Watching, content: Content, item: Item) -> tuple[Content, str]:
    """Add an action about an item, to be finished on the feedback page; say so."""
    added = add_action(content, page.sheet.about.id, page.usual_due, f"{item.label}: ")
    return added, f"Action added for “{item.label}”. Finish it on the feedback page."


def tally(page: Watching, content: Content) -> str:
    """Say how often each thing was seen."""
    shares = percentages(content.samples, [code.id for code in page.codes])
    count = len(content.samples)
    lines = (f"{code.label}: {shares[code.id]:.0f} %" for code in page.codes)
    return f"{'1 moment' if count == 1 else f'{count} moments'} noted.  " + "  ·  ".join(lines)


# --- feedback -----------------------------------------------------------------------------------------------


def summary(page: Watching, content: Content) -> Summary:
    """Say what the ratings add up to."""
    found = result(page.sheet.form, content)
    chip = None
    if found.rated:
        chip = Chip("✓", found.word, "in_date") if found.met else Chip("○", found.word, "soon")
    return Summary(
        chip=chip,
        words=f"{found.rated} rated, {found.neutral} not seen or not applicable.",
        critical=found.critical,
    )


def action_rows(page: Watching, content: Content) -> tuple[NewAction, ...]:
    """Return the actions to show: those there are, and an empty one to be written."""
    spare = NewAction(id=new_id(), owner_id=page.sheet.about.id, due_on=page.usual_due)
    return (*content.new_actions, spare)


def fed_back(
    content: Content, actions: Sequence[NewAction], again: tuple[dt.date | None, str], lasted: int
) -> Content:
    """Put in what stands on the feedback page; an action that says nothing is none.

    ``again`` is the day it is watched again, and what was typed when that is no day.
    """
    on, typed = again
    kept = replace(content, new_actions=tuple(actions), next_on=on, next_typed=typed, minutes=lasted or None)
    return replace(kept, new_actions=agreed(kept))


def save(house: House, actor: Actor, record_id: str) -> Outcome[Saved]:
    """Save it. Raises IncompleteError while something needs an answer."""
    with house.store.write(actor.person_id):
        draft = house.writing.draft(actor, record_id)
        watched = not stopped(draft.form, draft.record.content.answers)
        saved = house.writing.save(actor, record_id)
    what = "Saved." if watched else "Kept as a note that nothing was watched."
    said = Saved(record_id, f"{what} {draft.about.first_name} can read it.", Record(record_id=record_id))
    return Outcome(said, saved.changes)


def pair_up(house: House, actor: Actor, record_id: str) -> Outcome[str]:
    """Let a colleague rate the same practice without seeing one's ratings; say so."""
    paired = house.writing.pair_up(actor, record_id)
    return Outcome(PAIRED, paired.changes)


# --- the page -----------------------------------------------------------------------------------------------


def _page(house: House, draft: Draft) -> Watching:
    form, written = draft.form, sheet(draft)
    if not draft.record.revision:  # until somebody says how long it took
        written = replace(written, content=replace(written.content, minutes=USUAL_MINUTES))
    sampled = form.style is Style.TIME_SAMPLE
    return Watching(
        sheet=written,
        title=f"{form.title} · {draft.about.name}",
        intro=form.intro,
        consent=questions(form, Step.CONSENT),
        items=rows_of(form),
        codes=codes_of(form),
        sampled=sampled,
        others=others_of(form),
        feedback=questions(form, Step.FEEDBACK),
        interval=form.interval_seconds or USUAL_INTERVAL,
        usual_due=usual_due(today(house.clock)),
    )


def rows_of(form: Form) -> tuple[Item, ...]:
    """Return what is rated while watching, a row each."""
    return tuple(_item(key, item) for key, item in items(form))


def codes_of(form: Form) -> tuple[Code, ...]:
    """Return what can be happening at a beep."""
    return tuple(
        Code(one.id, one.label, f"{number}  {one.label}", f"At the beep: {one.label}, key {number}", number)
        for number, one in enumerate(moments(form), 1)
    )


def others_of(form: Form) -> tuple[Question, ...]:
    """Return the questions asked while watching that are no rows."""
    sampled = form.style is Style.TIME_SAMPLE
    return tuple(
        one
        for one in questions(form, Step.OBSERVE)
        if not form.tabled(one.item) or (sampled and one.item.role is FieldRole.RATING)
    )


def _item(key: str, item: Field) -> Item:
    by_id = {level: digit for digit, level in digits(item).items()}
    levels = tuple(
        Level(
            option.id,
            by_id[option.id],
            f"{by_id[option.id]} {option.label}",
            f"{titled(item)}: {option.label}, key {by_id[option.id]}",
            option.meaning,
        )
        for option in item.options
        if option.id in by_id
    )
    told = (f"{o.label}: {o.meaning}" for o in item.options if o.meaning and o.score is not None)
    return Item(
        key=key,
        label=item.label,
        words=titled(item) + ("  · critical" if item.critical else ""),
        levels=levels,
        meanings="\n".join(told),
    )


def _tip(form: Form) -> str:
    plain = form.style is None or form.style is Style.ARRANGED
    return form.title if plain or form.style is None else f"{form.title} · {form.style.label}"
