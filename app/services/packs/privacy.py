"""Names and what is sensitive: what a pack shows of each, and which words somebody must decide on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.packs import REMOVED, SUPPORTED, LeftOut, Mask, Names, Purpose, codes, folded
from app.domain.words import possible_names
from app.services.packs.expected import page_texts
from app.services.packs.noticed import kept_texts
from app.services.packs.own_tables import person_sheets
from app.services.packs.sources import CHUNK, SEALED, maker
from app.services.records.gathering import gather
from app.services.records.indexing import written
from app.services.records.reading import openable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from app.domain.forms import Form
    from app.domain.packs import PackPlan
    from app.domain.people import Actor, Person
    from app.domain.records import Record
    from app.domain.words import Known
    from app.services.packs.sources import Sources
    from app.services.records.gathering import Gathered
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundName:
    """A word that may be somebody's name: somebody must say whether it is taken out.

    How often it stands there, in which records, and whether it is a colleague's. ``ordinary`` says that it
    is also a word like any other, such as Will or Young.
    """

    word: str
    times: int
    numbers: tuple[str, ...]
    colleague: bool = False
    ordinary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the privacy pass found: names to decide on, and what is left out of which record."""

    names: tuple[FoundName, ...]
    left_out: tuple[LeftOut, ...]
    originals: int
    extracts: int

    def undecided(self, plan: PackPlan) -> tuple[FoundName, ...]:
        """Return the words of which a plan says neither that they are taken out nor that they stay."""
        decided = {folded(word) for word in (*plan.hidden, *plan.kept)}
        return tuple(found for found in self.names if folded(found.word) not in decided)


class _Found:
    """Words that may be names, counted as they are found."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()
        self._where: dict[str, dict[str, None]] = {}
        self._colleagues: set[str] = set()

    def add(self, words: Iterable[str], place: str, *, colleague: bool) -> None:
        for word in words:
            self._times[word] += 1
            self._where.setdefault(word, {})[place] = None
            if colleague:
                self._colleagues.add(word)

    def names(self, known: Known) -> tuple[FoundName, ...]:
        """Return every word found: those that are no ordinary words first, the most frequent first."""
        return tuple(
            FoundName(
                word=word,
                times=times,
                numbers=tuple(self._where[word]),
                colleague=word in self._colleagues,
                ordinary=word.casefold() in known.plain,
            )
            for word, times in sorted(
                self._times.items(), key=lambda one: (one[0].casefold() in known.plain, -one[1])
            )
        )


def look(sources: Sources, actor: Actor, plan: PackPlan) -> Looked:
    """Look through a plan's records for names to decide on, and say what will be left out.

    The vault is held for one chunk of records at a time.
    """
    known, found, own = sources.words.known(actor), _Found(), plan.purpose is Purpose.PERSON
    left, extracts = list[LeftOut](), 0
    with sources.store.read() as work:
        maker(work, actor)
        people = work.people.all()
        colleagues = Mask(_colleagues(work, plan, people), ordinary=known.plain)
        sheets = (
            person_sheets(work, sources.catalog, plan.person_id, sources.clock.zone(), set(plan.records))
            if own
            else ()
        )
        kept = () if own else kept_texts(work, maker(work, actor), plan, sources.clock.zone())
        pages = () if own else page_texts(work, plan)
    for text in kept:
        found.add(possible_names(text, known), "good practice and concerns", colleague=False)
    for text in plan.said.texts:
        found.add(possible_names(text, known), "your own sentences", colleague=False)
    for text in pages:
        found.add(possible_names(text, known), "what the service expects", colleague=False)
    mask, names = mask_of(people, plan, known.plain), {person.id: person.name for person in people}
    for one in records_of(sources, actor, plan):
        record, shown = one.record, texts(one, names)
        for text in shown:
            words = colleagues.names(text) if own else possible_names(text, known)
            found.add(words, record.number, colleague=own)
        gone = left_out_of(plan, one)
        left += [LeftOut(number=record.number, what=label, why="sensitive") for label in gone.values()]
        left += [LeftOut(number=record.number, what=a.name, why="kept file") for a in one.attachments]
        extracts += bool(why_extract(plan, record, gone, mask, shown))
    for sheet in sheets:
        for cell in (cell for row in sheet.rows for cell in row[int(sheet.labelled) :]):
            found.add(colleagues.names(cell), sheet.name.lower(), colleague=True)
    return Looked(
        names=found.names(known),
        left_out=tuple(left),
        originals=len(plan.records) - extracts,
        extracts=extracts,
    )


def records_of(sources: Sources, actor: Actor, plan: PackPlan) -> Iterator[Gathered]:
    """Yield each record of a plan the maker may read, with what stands beside it; a few are read at once."""
    for start in range(0, len(plan.records), CHUNK):
        some = plan.records[start : start + CHUNK]
        with sources.store.read() as work:
            me = maker(work, actor)
            readable = {one.id for one in openable(work, me, work.records.brief(set(some)).values())}
            found = work.records.many(readable)
            gathered = gather(work, sources.catalog, (found[one] for one in some if one in found))
        yield from gathered


def left_out_of(plan: PackPlan, one: Gathered) -> dict[str, str]:
    """Return the label of what a plan leaves out of a record because it is sensitive, by its key."""
    return {} if plan.sensitive else sensitive(one.record, one.form)


def why_extract(
    plan: PackPlan, record: Record, gone: Mapping[str, str], mask: Mask, shown: tuple[str, ...]
) -> str:
    """Return why a record goes in as an extract; empty when its sealed original does."""
    reasons = []
    if record.state not in SEALED:
        reasons.append("It is not finished and not sealed.")
    if plan.names is not Names.FULL:
        reasons.append("Names are replaced in this pack.")
    elif any(mask.names(text) for text in shown):
        reasons.append("Names were taken out.")
    if gone:
        reasons.append("Sensitive parts were left out.")
    return " ".join(reasons)


def mask_of(people: tuple[Person, ...], plan: PackPlan, ordinary: frozenset[str]) -> Mask:
    """Return what takes names out of the texts of a pack."""
    named = {} if plan.names is Names.FULL else _by_name(people, codes(people, plan.names, plan.seed))
    return Mask(
        named,
        plan.hidden,
        ordinary=ordinary,
        instead=REMOVED if plan.purpose is Purpose.PERSON else SUPPORTED,
    )


def sensitive(record: Record, form: Form) -> dict[str, str]:
    """Return the label of each answered field that is sensitive, by its key."""
    found = {}
    for section in form.sections:
        whole = section.sensitive or section.id in record.content.sensitive
        for field in section.fields:
            key = f"{section.id}.{field.id}"
            if (whole or field.sensitive) and (
                record.content.answers.get(key) or record.content.notes.get(key)
            ):
                found[key] = f"{section.title}: {field.label}"
    return found


def texts(one: Gathered, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return everything a record's sealed PDF and the data in it hold that may be or name a person."""
    content = one.record.content
    return (
        *written(one.record, one.form),
        *(f"{action.note} {action.how_we_will_know}" for action in content.old_actions),
        content.late_because,
        *(action.how_we_will_know for action in content.new_actions),
        *(sample.person for sample in content.samples),
        *(names[person] for person in sorted(one.people)),
        *(comment.text for comment in one.comments),
        *(kept.name for kept in one.attachments),
    )


def _colleagues(work: Work, plan: PackPlan, people: tuple[Person, ...]) -> dict[str, str]:
    """Return the colleagues whose names a person's own file asks about.

    Not the person, not who supervises them or led a record about them.
    """
    if plan.purpose is not Purpose.PERSON:
        return {}
    person = work.people.get(plan.person_id)
    known = {
        person.id,
        person.supervisor_id,
        *(s.led_by_id for s in work.records.summaries(about_id=person.id, limit=None)),
    }
    return {p.name: REMOVED for p in people if p.id not in known}


def _by_name(people: tuple[Person, ...], calls: Mapping[str, str]) -> dict[str, str]:
    """Return codes by name; two people of one name get the code of the first."""
    found: dict[str, str] = {}
    for person in people:
        found.setdefault(person.name, calls[person.id])
    return found
