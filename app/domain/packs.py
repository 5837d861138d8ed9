"""Evidence packs: what goes in, in whose names, and how names are taken out of what people wrote."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import unicodedata
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.answers import by_cell, mapped
from app.domain.first_page import NOTHING_SAID, Said
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.answers import Cell
    from app.domain.forms import Field, Form
    from app.domain.people import Person
    from app.domain.records import Record

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
COLLEAGUE, SUPPORTED, REMOVED = "a-colleague", "a-person-we-support", "[name removed]"


class Purpose(StrEnum):
    """What a pack is for."""

    INSPECTION = "inspection"
    COMMISSIONER = "commissioner"
    AUDIT = "audit"
    PERSON = "person"

    @property
    def label(self) -> str:
        """The purpose in plain words."""
        return {
            Purpose.INSPECTION: "An inspection",
            Purpose.COMMISSIONER: "A commissioner",
            Purpose.AUDIT: "Our own audit",
            Purpose.PERSON: "One person’s own file",
        }[self]


class Names(StrEnum):
    """How people are named in a pack."""

    FULL = "full"
    ROLE = "role"
    CODE = "code"

    @property
    def label(self) -> str:
        """The choice in plain words."""
        return {
            Names.FULL: "Full names, with the signed originals",
            Names.ROLE: "Role and initials, as extracts",
            Names.CODE: "Codes only, as extracts",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPlan:
    """Everything that decides what is in a pack.

    The same plan of the same records makes the same files, but for dates and signatures.

    ``records`` are record ids, newest first; ``hidden`` are words that are taken out wherever they stand
    (names of people supported, and in a person's own file those of others); ``kept`` are words that were
    looked at and stay; ``seed`` draws the codes, so that they differ between packs. ``said`` stands on the
    first page; ``words`` stood there before three sentences were asked for.
    """

    purpose: Purpose
    recipient: str
    why: str
    begin: dt.date
    end: dt.date
    frameworks: tuple[str, ...]
    records: tuple[str, ...]
    names: Names = Names.FULL
    sensitive: bool = False
    hidden: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    words: str = ""
    person_id: str = ""
    seed: int = 0
    said: Said = NOTHING_SAID

    def decided(self, hide: Iterable[str], keep: Iterable[str]) -> PackPlan:
        """Return the plan with some words taken out and some that stay, whatever it said of them before."""
        hide, keep = tuple(hide), tuple(keep)
        out, stay = {folded(word) for word in hide}, {folded(word) for word in keep}
        hidden = (*(w for w in self.hidden if folded(w) not in stay | out), *hide)
        kept = (*(w for w in self.kept if folded(w) not in stay | out), *keep)
        return replace(self, hidden=tuple(dict.fromkeys(hidden)), kept=tuple(dict.fromkeys(kept)))

    def to_json(self) -> str:
        """Return the plan as text to keep."""
        kept = {name: getattr(self, name) for name in self.__slots__}
        kept |= {"begin": self.begin.isoformat(), "end": self.end.isoformat(), "said": asdict(self.said)}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> PackPlan:
        """Read what ``to_json`` wrote, also before there were words that are ``kept`` or ``said``."""
        raw = json.loads(text)
        if (
            "kept" not in raw
        ):  # a hidden word was then taken out whatever its case, which small letters ask for
            raw["hidden"] = [word.lower() for word in raw["hidden"]]
        lists = {name: tuple(raw.get(name, ())) for name in ("frameworks", "records", "hidden", "kept")}
        said = Said(**raw.get("said", {}))
        days = {name: dt.date.fromisoformat(raw[name]) for name in ("begin", "end")}
        return cls(
            **{
                **raw,
                **lists,
                **days,
                "purpose": Purpose(raw["purpose"]),
                "names": Names(raw["names"]),
                "said": said,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One line of the disclosure log. ``manifest`` is the manifest's JSON, ``sha256`` its hash."""

    number: int
    made_at: dt.datetime
    made_by: str
    purpose: Purpose
    plan: PackPlan
    files: int
    manifest: str
    sha256: str


UNLIKE = "not as it was sealed"
"""Why a record stays out of a pack whose rows are not what its signed PDF holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something of a record that is not in the pack, and why."""

    number: str
    what: str
    why: str


def some(count: int, thing: str) -> str:
    """Return a count with its thing: ``1 person``, ``3 people``, ``1 record``, ``0 records``."""
    return f"{count} {thing}" if count == 1 else f"{count} {'people' if thing == 'person' else thing + 's'}"


def originals_and_extracts(originals: int, extracts: int) -> str:
    """Return how many records a pack holds of each sort, in words."""
    return f"{some(originals, 'sealed original')} and {some(extracts, 'extract')}"


def folded(word: str) -> str:
    """Return a word without accents and case, and without a possessive ``’s``."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.removesuffix("'s").removesuffix("'")


def codes(people: Iterable[Person], names: Names, seed: int) -> dict[str, str]:
    """Return what each person is called in a pack, by id: role, initials and a number, or a number alone.

    The numbers differ between packs.
    """
    chosen = sorted(people, key=lambda person: person.id)
    numbers = random.Random(seed).sample(range(10, 10 + max(90, len(chosen) * 3)), len(chosen))
    if names is Names.CODE:
        return {person.id: f"Person-{number}" for person, number in zip(chosen, numbers, strict=True)}
    return {
        person.id: f"{person.role.label.replace(' ', '-')}-{_initials(person.name)}-{number}"
        for person, number in zip(chosen, numbers, strict=True)
    }


def _initials(name: str) -> str:
    return "".join(part[0].upper() for part in WORD.findall(name)) or "X"


class Mask:
    """Puts a code in the place of every name, in whatever people wrote.

    A name is found whatever its accents and case, also in its parts; a part that is an ordinary word ("will",
    "rose") only when it has a capital. A part that several people share is told as a colleague.
    """

    def __init__(
        self,
        named: Mapping[str, str],
        hidden: Iterable[str] = (),
        *,
        ordinary: frozenset[str] = frozenset(),
        instead: str = SUPPORTED,
    ) -> None:
        """``named`` maps a full name to its code.

        ``hidden`` are further words to take out, shown as ``instead``. One that is an ordinary word too and
        was given with a capital (Will, Hoover) is taken out only where it has one.
        """
        self._parts: dict[str, str] = {}
        for name, code in named.items():
            for part in _parts(name):
                known = self._parts.get(part)
                self._parts[part] = code if known in {None, code} else COLLEAGUE
        self._whole = {
            tuple(folded(part) for part in WORD.findall(name)): code for name, code in named.items()
        }
        self._codes = frozenset(named.values())
        phrases = [phrase for phrase in hidden if len(WORD.findall(phrase)) > 1]
        self._parts |= {folded(word): instead for word in hidden if len(WORD.findall(word)) == 1}
        self._whole |= {tuple(folded(part) for part in WORD.findall(phrase)): instead for phrase in phrases}
        self._always = frozenset(folded(word) for word in hidden if not word[:1].isupper())
        self._ordinary = ordinary
        self._longest = max((len(words) for words in self._whole), default=1)

    def text(self, text: str) -> str:
        """Return a text with every name replaced."""
        if not self._parts and not self._whole:
            return text
        words = list(WORD.finditer(text))
        pieces, at, place = [], 0, 0
        while place < len(words):
            length, code = self._found(words, place)
            if code:
                begin, end = words[place].start(), words[place + length - 1].end()
                possessive = (
                    words[place + length - 1][0][-2:]
                    if words[place + length - 1][0][-2:] in {"'s", "’s"}
                    else ""
                )
                pieces += [text[at:begin], code, possessive]
                at = end
            place += length
        return "".join(pieces) + text[at:]

    def names(self, text: str) -> tuple[str, ...]:
        """Return the names that stand in a text, as they are written, each once."""
        if not self._parts and not self._whole:
            return ()
        words = list(WORD.finditer(text))
        found, place = list[str](), 0
        while place < len(words):
            length, code = self._found(words, place)
            if code:
                written = text[words[place].start() : words[place + length - 1].end()]
                found += [written] if written not in found else []
            place += length
        return tuple(found)

    def _found(self, words: list[re.Match[str]], place: int) -> tuple[int, str]:
        for length in range(min(self._longest, len(words) - place), 1, -1):
            code = self._whole.get(tuple(folded(word[0]) for word in words[place : place + length]))
            if code:
                return length, code
        word = words[place][0]
        plain = folded(word)
        code = self._parts.get(plain) or next(
            (self._parts[part] for part in plain.split("-") if part in self._parts and len(part) > 2),  # noqa: PLR2004 - a short part is a word like any other
            "",
        )
        if code and plain not in self._always and plain in self._ordinary and not word[0].isupper():
            return 1, ""
        return 1, code or ""


def _parts(name: str) -> list[str]:
    """Return the parts of a name by which somebody can be known; single letters are initials and stay."""
    found = [folded(part) for part in WORD.findall(name)]
    found += [piece for part in found if "-" in part for piece in part.split("-")]
    return [part for part in found if len(part) > 1]


def without_sensitive(record: Record, sensitive: Iterable[str]) -> Record:
    """Return a record without the answers and notes whose keys are given."""
    gone = frozenset(sensitive)
    content = record.content
    answers = {key: value for key, value in content.answers.items() if key not in gone}
    notes = {key: value for key, value in content.notes.items() if key not in gone}
    return replace(record, content=replace(content, answers=answers, notes=notes))


def without_initials(record: Record, form: Form) -> Record:
    """Return a record without the initials in it: in a pack with codes they would tell who it was."""
    fields = {key: field for key, _, field in form.keyed}
    answers = {
        key: by_cell(fields[key], answer, _bare_cell) if key in fields else answer
        for key, answer in record.content.answers.items()
    }
    return replace(record, content=replace(record.content, answers=answers))


DAY = 2
"""Where a confirmation keeps its day."""


def _bare_cell(field: Field, cell: Cell) -> Cell:
    if field.type is FieldType.INITIALS:
        return ""
    if field.type is FieldType.CONFIRMED and isinstance(cell, tuple):
        return tuple("" if place != DAY else part for place, part in enumerate(cell))
    if field.type is FieldType.MARK and isinstance(cell, tuple):
        return tuple("" if place == 1 else part for place, part in enumerate(cell))
    return cell


def masked(record: Record, mask: Mask) -> Record:
    """Return a record with every name in what people wrote replaced."""
    content, say = record.content, mask.text
    answers = {key: mapped(value, say) for key, value in content.answers.items()}
    content = replace(
        content,
        answers=answers,
        notes={key: say(value) for key, value in content.notes.items()},
        agenda=tuple(
            replace(point, text=say(point.text), because=say(point.because)) for point in content.agenda
        ),
        old_actions=tuple(
            replace(one, what=say(one.what), note=say(one.note), how_we_will_know=say(one.how_we_will_know))
            for one in content.old_actions
        ),
        new_actions=tuple(
            replace(one, what=say(one.what), how_we_will_know=say(one.how_we_will_know))
            for one in content.new_actions
        ),
        place=say(content.place),
        late_because=say(content.late_because),
        samples=tuple(replace(sample, person=say(sample.person)) for sample in content.samples),
    )
    response = replace(record.response, words=say(record.response.words)) if record.response else None
    return replace(
        record,
        content=content,
        response=response,
        reason=say(record.reason),
        withdrawn_because=say(record.withdrawn_because),
    )
