"""Making a pack: why, what, choose, privacy, make.

What was said so far is a frozen ``Wizard``; each step returns a new one. Every step but the
manager's three sentences comes filled in, and going back finds it as it was left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from secrets import randbelow
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.clock import long_date, months_later, today
from app.domain.errors import IncompleteError
from app.domain.packs import Names, PackPlan, Purpose, folded, originals_and_extracts
from app.pages import pack_front, places
from app.pages.pack_told import beyond_words, left_out_words
from app.pages.pieces import Option, Row, StepMark, held_on, people_options, step_marks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.domain.first_page import Said
    from app.domain.frameworks import Coverage
    from app.domain.people import Actor
    from app.pages import House
    from app.services.packs.choosing import Candidate
    from app.services.packs.privacy import FoundName

STEPS = ("Why", "What", "Choose", "Privacy", "Make")
PURPOSES = tuple(Option(one.value, one.label) for one in Purpose)
NAMES = tuple(Option(one.value, one.label) for one in Names)
MONTHS = 12
GAPS_SHOWN, PLACES_SHOWN, MOST_SHOWN = 4, 5, 60
SEED_BELOW = 1 << 30
WHOSE = "Choose whose file it is."
DAYS = "Choose a first and a last day, the first before the last."
FRAMEWORK = "Choose at least one framework."
RECORD = "Tick at least one record."
SENSITIVE = "What is sensitive: how people are, health, conduct"
LEAVE, KEEP = "leave", "keep"
WAYS = (
    Option(LEAVE, "Leave it out: an extract goes in, the sealed original stays here"),
    Option(KEEP, "Leave nothing out: every sealed original goes in whole"),
)
CHOOSE_WAY = (
    "Choose what becomes of the sensitive answers. Nothing is left out of a sealed original by itself."
)
SAFE_KEEPING = (
    "You get a folder and a ZIP, with a page on how to check them. Outside Alongside they are not encrypted: "
    "keep them safe."
)
READY = "Begin with index.pdf. The pack is written in the log of packs made."
COLLEAGUES = (
    "Ticked names are truly taken out; the record then goes in as an extract. Leave a name in where the "
    "person would be fine with it."
)
SUPPORTED = "Ticked words are truly taken out. Take the tick away where it is no name."
ORDINARY = " A word that is also an ordinary one is taken out only where you tick it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wizard:
    """What was said so far, and what there is to choose from.

    ``usual`` are the frameworks a pack shows, ``changes`` what the first page can tell of. ``left_out`` once
    somebody chose that sensitive answers stay here.
    """

    plan: PackPlan
    people: tuple[Option, ...]
    frameworks: tuple[Option, ...]
    usual: tuple[str, ...]
    changes: tuple[Option, ...] = ()
    left_out: bool = False

    @property
    def own_file(self) -> bool:
        """Whether it is one person's own file: there is no time or framework to choose then."""
        return self.plan.purpose is Purpose.PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What was said on the first step."""

    purpose: str
    person_id: str
    recipient: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What was said on the second step."""

    begin: dt.date | None
    end: dt.date | None
    frameworks: tuple[str, ...]
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The records there are to choose from, and what is missing. ``ticked`` are the ids that are in."""

    rows: tuple[Row, ...]
    ticked: frozenset[str]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordShown:
    """A word that may be a name, and whether it is taken out unless somebody says otherwise.

    ``usual`` is that where people go by codes: with full names nothing is taken out unless somebody chose it.
    """

    word: str
    told: str
    hidden: bool
    usual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What the pass over the records found.

    ``beyond`` are words that are too many to show; ``further`` those somebody added. ``left_out`` names
    sensitive answers, a line each; where a sealed original holds one, it ``asks`` what becomes of it.
    """

    heading: str
    hint: str
    words: tuple[WordShown, ...]
    beyond: tuple[WordShown, ...]
    beyond_told: str
    further: str
    sensitive: str
    asks: bool
    left_out: str
    files: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was said on the privacy step: the words to take out, and further ones with commas between.

    ``leave_out`` says what becomes of sensitive answers; it is None before somebody chose.
    """

    names: str
    leave_out: bool | None
    words: frozenset[str]
    further: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A pack that was made."""

    title: str
    folder: str
    zip: str
    files: str
    show: places.Packs


def steps(at: int) -> tuple[StepMark, ...]:
    """Return the way through the steps; ``at`` (from 0) is the one that is shown."""
    return step_marks(STEPS, at, {})


def counted(ticked: int, of: int) -> str:
    """Return how many records are in, in words."""
    return f"{ticked} of {of} records are in."


def begin(house: House, actor: Actor, purpose: Purpose, person_id: str) -> Wizard:
    """Return the wizard at its beginning: the last twelve months by the usual frameworks."""
    end = today(house.clock)
    with house.store.read():
        on = tuple(one.framework for one in house.frameworks.list(actor) if not one.off)
        usual, people = house.frameworks.usual(actor), house.people.list(actor)
        said, changes = pack_front.read(house, actor)
    plan = PackPlan(
        purpose=purpose,
        recipient="",
        why="",
        begin=months_later(end, -MONTHS),
        end=end,
        frameworks=usual,
        records=(),
        person_id=person_id,
        said=said,
    )
    return Wizard(
        plan=plan,
        people=people_options(people),
        frameworks=tuple(Option(one.id, one.name) for one in on),
        usual=usual,
        changes=changes,
    )


def said_why(wizard: Wizard, why: Why) -> Wizard:
    """Take the first step. Raises IncompleteError when nobody was chosen for a person's own file."""
    purpose, plan = Purpose(why.purpose), wizard.plan
    own = purpose is Purpose.PERSON
    if own and not why.person_id:
        raise IncompleteError(WHOSE, {"person": WHOSE})
    person_id = why.person_id if own else ""
    other = (purpose, person_id) != (plan.purpose, plan.person_id)
    plan = replace(
        plan,
        purpose=purpose,
        person_id=person_id,
        recipient=why.recipient.strip(),
        why=why.reason.strip(),
        sensitive=own or (plan.sensitive and not other),
        frameworks=() if own else plan.frameworks or wizard.usual,
        names=Names.FULL if own else plan.names,
    )
    return replace(wizard, plan=_anew(plan) if other else plan)


def said_what(wizard: Wizard, what: What) -> Wizard:
    """Take the second step. Raises IncompleteError without a time, a framework or one of the sentences."""
    if what.begin is None or what.end is None or what.begin > what.end:
        raise IncompleteError(DAYS, {"begin": DAYS})
    if not what.frameworks:
        raise IncompleteError(FRAMEWORK, {"frameworks": FRAMEWORK})
    what.said.check()
    plan = wizard.plan
    other = (what.begin, what.end, what.frameworks) != (plan.begin, plan.end, plan.frameworks)
    plan = replace(plan, begin=what.begin, end=what.end, frameworks=what.frameworks, said=what.said)
    return replace(wizard, plan=_anew(plan) if other else plan)


def read_choice(house: House, actor: Actor, wizard: Wizard) -> Choice:
    """Return the records there are to choose from. Raises NotAllowedError for those who make no packs."""
    plan, zone = wizard.plan, house.clock.zone()
    found = house.packs.choose(
        actor, plan.purpose, plan.begin, plan.end, plan.frameworks, plan.person_id or None
    )
    usual = frozenset(one.record.id for one in found.counting)
    return Choice(
        rows=tuple(_row(one, zone) for one in (*found.counting, *found.others)),
        ticked=frozenset(plan.records) or usual,
        gaps=tuple(_gaps(one) for one in found.coverage if one.gaps),
    )


def said_which(wizard: Wizard, records: Sequence[str]) -> Wizard:
    """Take the third step. Raises IncompleteError without a record; a person's own file may have none."""
    if not records and not wizard.own_file:
        raise IncompleteError(RECORD, {"records": RECORD})
    return replace(wizard, plan=replace(wizard.plan, records=tuple(records)))


def look(house: House, actor: Actor, wizard: Wizard) -> Outcome[Privacy]:
    """Look through the records for names. Nothing changes; it is long, so it runs beside the vault thread.

    An ordinary word that may be a name (Will, Rose) is shown, and taken out only where somebody said so.
    """
    plan, looked = wizard.plan, house.packs.look(actor, wizard.plan)
    every = tuple(_word(plan, found) for found in looked.names)
    known = {folded(found.word) for found in looked.names}
    shown, beyond = every[:MOST_SHOWN], every[MOST_SHOWN:]
    hint = COLLEAGUES if wizard.own_file else SUPPORTED
    if any(found.ordinary for found in looked.names):
        hint += ORDINARY
    privacy = Privacy(
        heading="Colleagues named in it"
        if wizard.own_file
        else "Words that may be names of people you support",
        hint=hint if every else "None were found.",
        words=shown,
        beyond=beyond,
        beyond_told=beyond_words(beyond),
        further=", ".join(word for word in plan.hidden if folded(word) not in known),
        **left_out_words(looked, plan, own_file=wizard.own_file),
    )
    return Outcome(privacy, changed())


def goes_by_codes(names: str) -> bool:
    """Whether people are told by codes or initials when they are named like this."""
    return Names(names) is not Names.FULL


def said_privacy(wizard: Wizard, privacy: Privacy, decided: Decided) -> Wizard:
    """Take the fourth step: what is taken out, and what was looked at and stays.

    Raises IncompleteError where a sealed original would give way to an extract unasked.
    """
    if decided.leave_out is None and asks_way(privacy, decided.names):
        raise IncompleteError(CHOOSE_WAY, {"sensitive": CHOOSE_WAY})
    hide = [one.word for one in privacy.words if one.word in decided.words]
    coded = wizard.own_file or goes_by_codes(decided.names)
    hide += [one.word for one in privacy.beyond if (one.usual if coded else one.hidden)]
    hide += [word.strip() for word in decided.further.split(",") if word.strip()]
    out = {folded(word) for word in hide}
    keep = (one.word for one in (*privacy.words, *privacy.beyond) if folded(one.word) not in out)
    plan = replace(
        wizard.plan,
        names=Names.FULL if wizard.own_file else Names(decided.names),
        sensitive=wizard.own_file or decided.leave_out is False,
        hidden=tuple(dict.fromkeys(hide)),
        kept=tuple(keep),
    )
    return replace(wizard, plan=plan, left_out=decided.leave_out is True)


def asks_way(privacy: Privacy, names: str) -> bool:
    """Whether somebody must choose what becomes of sensitive answers: with codes all goes in as extracts."""
    return privacy.asks and not goes_by_codes(names)


def sum_up(house: House, actor: Actor, wizard: Wizard) -> Outcome[tuple[tuple[str, str], ...]]:
    """Return what the pack will be, each fact by its name. Nothing changes; it is as long as ``look``."""
    plan, looked = wizard.plan, house.packs.look(actor, wizard.plan)
    chosen = () if wizard.own_file else (("Time", f"{long_date(plan.begin)} to {long_date(plan.end)}"),)
    named = () if wizard.own_file else (("Names", plan.names.label),)
    facts = (
        ("For", plan.recipient or plan.purpose.label),
        *chosen,
        ("Records", originals_and_extracts(looked.originals, looked.extracts)),
        *named,
        ("Taken out", ", ".join(plan.hidden) or "nothing"),
    )
    return Outcome(facts, changed())


def make(
    house: House, actor: Actor, wizard: Wizard, folder: Path, progress: Callable[[int, int], bool]
) -> Outcome[Ready]:
    """Make the pack in a folder, with codes drawn afresh. It may run beside the vault thread.

    Raises StoppedError when ``progress`` says so; nothing half-made stays.
    """
    outcome = house.packs.make(actor, replace(wizard.plan, seed=randbelow(SEED_BELOW)), folder, progress)
    pack = outcome.value
    ready = Ready(
        title=f"Pack {pack.made.number} is ready",
        folder=f"Folder: {pack.folder}",
        zip=f"ZIP: {pack.zip}",
        files=f"{pack.made.files} files",
        show=places.Packs(show=str(pack.folder)),
    )
    return Outcome(ready, outcome.changes)


def _anew(plan: PackPlan) -> PackPlan:
    """Return a plan of which records and words must be chosen again."""
    return replace(plan, records=(), hidden=(), kept=())


def _row(one: Candidate, zone: dt.tzinfo) -> Row:
    record = one.record
    called, day = f"{record.kind.label} {record.number}", held_on(record, zone)
    return Row(record.id, (called, day, record.about_name, record.led_by_name, "; ".join(one.codes) or "–"))


def _gaps(coverage: Coverage) -> str:
    gaps = coverage.gaps
    shown = "  ".join(f"{item.code} {item.title}: {gap}" for item, gap in gaps[:GAPS_SHOWN])
    more = f"  And {len(gaps) - GAPS_SHOWN} more." if len(gaps) > GAPS_SHOWN else ""
    return f"Gaps by {coverage.framework.name}: {shown}{more}"


def _word(plan: PackPlan, found: FoundName) -> WordShown:
    where = ", ".join(found.numbers[:PLACES_SHOWN]) + ("…" if len(found.numbers) > PLACES_SHOWN else "")
    times = "once" if found.times == 1 else f"{found.times} times"
    also = " – also an ordinary word" if found.ordinary else ""
    said, kept = ({folded(word) for word in words} for words in (plan.hidden, plan.kept))
    name = folded(found.word)
    usual = name in said or (name not in kept and not found.ordinary)
    coded = plan.purpose is Purpose.PERSON or plan.names is not Names.FULL
    told = f"{found.word} – {times}, in {where}{also}"
    return WordShown(word=found.word, told=told, hidden=usual if coded else name in said, usual=usual)
