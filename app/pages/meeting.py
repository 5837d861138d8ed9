"""Writing a meeting: Prepare, Talk, Agree, Read back. The fifth step, signing, is a page of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.actions import Answered
from app.domain.answers import shown
from app.domain.asking import asked, finished
from app.domain.changes import Outcome
from app.domain.clock import long_date, long_moment, today
from app.domain.completing import OLD_ACTION, POINT, missing
from app.domain.content import Became
from app.domain.drafting import add_action as added
from app.domain.drafting import agreed, answered, usual_due
from app.domain.forms import FieldType, Step
from app.domain.self_score import beside
from app.domain.tied import with_tied
from app.pages.pieces import Option, Reached, StepMark, people_options, step_marks
from app.pages.writing import Sheet, sheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from app.domain.actions import ActionAnswer, NewAction
    from app.domain.content import Content
    from app.domain.forms import Section
    from app.domain.kinds import Kind
    from app.domain.people import Actor
    from app.services.house import House
    from app.services.records.desk import Draft

PREPARE, TALK, AGREE, READ_BACK = range(4)
WHERE = {Step.PREPARE: PREPARE, Step.TALK: TALK, Step.AGREE: AGREE}
STEPS = {PREPARE: "Prepare", TALK: "Talk", AGREE: "Agree", READ_BACK: "Read back"}
SIGN = "Sign"
INVITATION = "this is what will stand in the record. Read it together. “Back” changes anything."
SAID = {Reached.DONE: "answered", Reached.HERE: "begun", Reached.AHEAD: "not begun"}
"""How far a part is, as it is said of it."""
EVERY_TIME = "every time"
UNSAID = ""
IF_NOT = ((UNSAID, "Comes up again"), *((one.value, one.label) for one in (Became.NEXT_TIME, Became.DROPPED)))
"""What else became of a point that was not talked about."""
FROM_LAST_TIME = "Actions from last time"
WHAT_CAME = "Each one gets an answer. What did the person notice?"
TALKING = "Keep the screen open for 15 minutes, untouched"
STAYS_OPEN = "The screen stays open for 15 minutes while you talk."
BUILDS_ITSELF = (
    "It builds itself from open actions and what the worker brought. Add what you want to talk about."
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A point of the agenda to tick once it was talked about."""

    id: str
    text: str
    became: Became | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A part of what is read back: a heading, and lines of (what was asked, what was said)."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Where something stands that still needs an answer."""

    step: int
    section_id: str = ""


def answer_old(content: Content, old: tuple[ActionAnswer, ...]) -> Content:
    """Put in what became of the actions from last time."""
    return replace(content, old_actions=old)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What stands on the page Agree."""

    attendees: tuple[str, ...]
    new: tuple[NewAction, ...]
    place: str
    minutes: int
    next_on: dt.date | None
    next_time: str = ""
    next_typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting being written.

    ``owners`` may do what is agreed; ``group`` may take part, and is empty for a meeting of two.
    ``before`` is last time’s answer to a question, by its key.
    """

    sheet: Sheet
    title: str
    readers: str
    since: tuple[str, ...]
    owners: tuple[Option, ...]
    group: tuple[Option, ...]
    invitation: str
    usual_due: dt.date
    before: Mapping[str, str]
    read_with: str

    def titled(self, held_at: dt.datetime | None) -> str:
        """Return the title with the day it was held."""
        when = replace(self.sheet.when, at=held_at or self.sheet.when.at)
        return f"{self.title} · {long_date(when.local.date())}" if when.said else self.title

    def steps(self, at: int, content: Content) -> tuple[StepMark, ...]:
        """Return the steps from Prepare to Sign, and how far each is."""
        there = {section.id for _, section, _ in asked(self.sheet.form, content.answers)}
        parts = [
            one
            for one in self.sections(TALK)
            if one.id in there and (not one.if_needed or answered(content, one))
        ]
        done = sum(answered(content, one) for one in parts)
        notes = {
            PREPARE: _counted(len(content.points), "point"),
            TALK: f"{done} of {_counted(len(parts), 'part')}",
            AGREE: _counted(len(agreed(content)), "action"),
            READ_BACK: self.read_with,
        }
        return step_marks([*STEPS.values(), SIGN], at, notes)

    def onward(self, at: int) -> str:
        """Return what the button says that leads on."""
        return f"Next: {STEPS[at + 1]}" if at + 1 in STEPS else "Go on to signing"

    def sections(self, at: int) -> tuple[Section, ...]:
        """Return the parts of the form that are answered at a step."""
        return tuple(one for one in self.sheet.form.sections if WHERE.get(one.step) == at)


def read(house: House, actor: Actor, record_id: str) -> Meeting:
    """Return a draft."""
    return _page(house, house.writing.draft(actor, record_id))


def begin(
    house: House, actor: Actor, kind: Kind, person_id: str, form_id: str = "", paper: str = ""
) -> Outcome[Meeting]:
    """Begin a meeting with somebody, or with a group of one’s own; or carry on the draft there is."""
    about = actor.person_id if kind.is_group else person_id
    begun = house.writing.start(actor, kind, about, form_id=form_id or None, paper=paper)
    return Outcome(_page(house, begun.value), begun.changes)


# --- talk ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RailLine:
    """A part of the conversation: its name, how far it is, a few words, and whether packs leave it out."""

    title: str
    reached: Reached
    note: str = ""
    sensitive: bool = False

    @property
    def spoken(self) -> str:
        """Return the line as a sentence."""
        hidden = "left out of packs" if self.sensitive else ""
        return ", ".join(filter(None, (self.title, SAID[self.reached], self.note, hidden)))


def _line_of_actions(content: Content) -> RailLine:
    """Return the actions from last time as a line of the rail."""
    open_ = sum(one.choice is None for one in content.old_actions)
    return _rail_line(FROM_LAST_TIME, open_, begun=open_ < len(content.old_actions))


def rail(page: Meeting, content: Content) -> tuple[RailLine, ...]:
    """Return the parts one talks through as lines, in order: first the actions from last time."""
    needed = missing(page.sheet.form, content)
    parts = tuple(_part(one, needed, content) for one in in_order(page.sections(TALK)))
    return (_line_of_actions(content), *parts) if content.old_actions else parts


def _part(section: Section, lacking_: Mapping[str, str], content: Content) -> RailLine:
    open_ = sum(f"{section.id}.{one.id}" in lacking_ for one in section.fields)
    sensitive = section.sensitive or section.id in content.sensitive
    line = _rail_line(section.title, open_, begun=answered(content, section), sensitive=sensitive)
    return replace(line, note=EVERY_TIME) if section.every_time and not open_ else line


def _rail_line(title: str, open_: int, *, begun: bool, sensitive: bool = False) -> RailLine:
    reached = Reached.HERE if open_ and begun else Reached.DONE if begun else Reached.AHEAD
    return RailLine(title, reached, f"{open_} to answer" if open_ else "", sensitive)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def in_order(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the parts as they are talked through: what is only there if needed comes last."""
    return tuple(sorted(sections, key=lambda one: one.if_needed))


def more(count: int) -> str:
    """Return the words of the button behind which lie the parts that are there if needed."""
    return "1 more part, if needed" if count == 1 else f"{count} more parts, if needed"


def ticks(content: Content) -> tuple[Tick, ...]:
    """Return the points of the agenda to tick."""
    return tuple(Tick(p.id, p.text, p.became, p.because) for p in content.points)


def note_key(section: Section) -> str | None:
    """Return the question that takes a line of praise or concern: the first for free words, or None."""
    return next((f"{section.id}.{f.id}" for f in section.fields if f.type is FieldType.LONG), None)


# --- agree --------------------------------------------------------------------------------------------------


def add_action(page: Meeting, content: Content) -> Content:
    """Add an action of the worker’s, due after the usual time."""
    return added(content, page.sheet.about.id, page.usual_due)


def put_agreed(content: Content, said: Agreed) -> Content:
    """Put in what stands on the page Agree."""
    return replace(
        content,
        attendees=said.attendees,
        new_actions=said.new,
        place=said.place,
        minutes=said.minutes or None,
        next_on=said.next_on,
        next_time=said.next_time,
        next_typed=said.next_typed,
    )


# --- read back ----------------------------------------------------------------------------------------------


def read_back(page: Meeting, content: Content, held_at: dt.datetime | None = None) -> tuple[Told, ...]:
    """Return what will stand in the record, in the form’s order.

    What was not answered is left out, and what was answered before another answer made it needless.
    """
    content = with_tied(page.sheet.form, finished(page.sheet.form, content))
    told = [
        Told("This meeting", _lines(_facts(page, content, held_at))),
        Told(FROM_LAST_TIME, _lines(("", _answer(one)) for one in content.old_actions)),
        Told("Agenda", tuple(("", point.told) for point in content.points)),
    ]
    told += [
        Told(
            _headed(section, content),
            _lines(_said(page, content, section)),
        )
        for section in page.sheet.form.sections
    ]
    names = {one.id: one.label for one in page.owners}
    told.append(Told("What we agreed", _lines(("", _action(one, names)) for one in agreed(content))))
    return tuple(one for one in told if one.lines)


def _said(page: Meeting, content: Content, section: Section) -> Iterable[tuple[str, str]]:
    """Yield what was said in a part; where it was scored apart, the person’s own answer first."""
    mine = beside(page.sheet.form, content.answers)
    for one in section.fields:
        key = f"{section.id}.{one.id}"
        if mine.get(key):
            yield f"{one.label} – {page.sheet.about.first_name}’s own", mine[key]
        yield one.label, shown(one, content.answers.get(key, ""))


def where(page: Meeting, key: str) -> Lacking:
    """Return where something stands that still needs an answer."""
    if key.startswith((POINT, OLD_ACTION)):
        return Lacking(TALK)
    found = page.sheet.form.field(key)
    if found is None:
        return Lacking(AGREE)
    section = found[0]
    return Lacking(WHERE.get(section.step, TALK), section.id)


def _lines(lines: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((asked, said) for asked, said in lines if said)


def _facts(page: Meeting, content: Content, held_at: dt.datetime | None) -> Iterable[tuple[str, str]]:
    came = {one.id: one.label for one in page.group}
    when = replace(page.sheet.when, at=held_at or page.sheet.when.at)
    yield "When", long_moment(when.at, when.zone) if when.said else ""
    yield "Why it is written down later", content.late_because if when.why(when.at) else ""
    yield "Where", content.place.strip()
    yield "How long", f"{content.minutes} minutes" if content.minutes else ""
    yield "Who took part", ", ".join(came[one] for one in content.attendees if one in came)
    yield "Next meeting", content.next_told


def _headed(section: Section, content: Content) -> str:
    return section.title + (" · sensitive" if section.sensitive or section.id in content.sensitive else "")


def _answer(answer: ActionAnswer) -> str:
    choice = answer.choice.label if answer.choice else "not answered yet"
    when = f", by {long_date(answer.due_on)}" if answer.due_on and answer.choice is Answered.CARRY_ON else ""
    return f"{answer.told} – {choice}{when} {answer.note}".rstrip()


def _action(action: NewAction, names: Mapping[str, str]) -> str:
    when = f", by {long_date(action.due_on)}" if action.due_on else ""
    return f"{action.what} – {names.get(action.owner_id, '')}{when}. {action.how_we_will_know}".rstrip()


def _before(draft: Draft) -> dict[str, str]:
    """Return what stands beside each question that was answered last time."""
    if draft.before is None:
        return {}
    day = long_date(draft.before.held_on)
    return {key: f"Last time, {day}: {said}" for key, said in draft.before.answers.items()}


def _page(house: House, draft: Draft) -> Meeting:
    kind, about = draft.record.kind, draft.about
    with_whom = "" if kind.is_group else f" with {about.name}"
    readers = "Everybody who takes part" if kind.is_group else about.first_name
    hearer = "Everybody" if kind.is_group else about.first_name
    people = (about, draft.led_by, *draft.people)
    return Meeting(
        sheet=sheet(draft),
        title=f"{kind.label}{with_whom}",
        readers=f"{readers} can read everything written here.",
        since=draft.since,
        owners=people_options({p.id: p for p in people}.values()),
        group=people_options(draft.people) if kind.is_group else (),
        invitation=f"{hearer}, {INVITATION}",
        usual_due=usual_due(today(house.clock)),
        before=_before(draft),
        read_with="Together" if kind.is_group else f"With {about.first_name}",
    )
