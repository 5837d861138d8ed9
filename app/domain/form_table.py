"""A table of questions copied from Word or Excel, read into questions with a guess at how each is answered.

One row is one question. A header that names a column is taken at its word; columns that only a header
speaks for, with nothing below, are levels to tick, as on most checklists.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from app.domain.forms import Field, FieldType, Option, Section
from app.domain.letters import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.forms import Step

Row = list[str]
NUMBERED = re.compile(r"^\s*(?:(?:\d{1,2}|[a-z])(?:\.\d{1,2})*[.)]|[•▪○☐❖➢·*–-])\s+", re.IGNORECASE)
NUMBER = re.compile(r"\d{1,3}[.)]?")
RANGE = re.compile(r"(\d)\s*(?:-|–|to)\s*(\d{1,2})")
SPLIT = re.compile(r"\s*(?:[/;|\n]|,(?!\d))\s*")
ASKED = re.compile(
    r"(?:did|do|does|is|are|has|have|had|was|were|can|could|will|would|should)\b.*\?",
    re.IGNORECASE | re.DOTALL,
)
ALL = re.compile(r"(?:tick|choose|select|circle)\s+(?:all|any|some)\b", re.IGNORECASE)
QUESTIONS = {"question", "questions", "item", "items", "standard", "criteria", "area", "topic", "what"}
NOTES = {"comment", "comments", "note", "notes", "evidence", "action", "actions", "answer", "response"}
TYPES, OPTIONS = {"type", "answer type", "how answered"}, {"options", "choices", "levels"}
MUST, NUMBERS = {"must", "required"}, {"no", "no.", "number", "#", "ref"}
KNOWN = QUESTIONS | NOTES | TYPES | OPTIONS | MUST
YES = frozenset({"y", "yes", "x", "✓", "required", "must"})
AWAY = frozenset({"n/a", "na", "not applicable", "does not apply"})
MOST_HEAD, MOST_ROWS, FEWEST = 40, 500, 2
SAID: dict[str, FieldType] = {
    "date": FieldType.DATE,
    "dd/mm/yyyy": FieldType.DATE,
    "time": FieldType.TIME,
    "minutes": FieldType.DURATION,
    "mins": FieldType.DURATION,
    "number": FieldType.NUMBER,
    "how many": FieldType.NUMBER,
    "text": FieldType.LONG,
    "comment": FieldType.LONG,
    "comments": FieldType.LONG,
    "name": FieldType.SHORT,
    "initials": FieldType.INITIALS,
    "signature": FieldType.INITIALS,
    "photo": FieldType.FILES,
    "file": FieldType.FILES,
}


@dataclass(frozen=True, slots=True)
class Guess:
    """A row as it is read: a question with the answer guessed for it, or the title of a part."""

    words: str
    type: FieldType = FieldType.LONG
    options: tuple[str, ...] = ()
    must: bool = False
    part: bool = False


def guesses(plain: str, html: str = "") -> tuple[Guess, ...]:
    """Return what a copied table asks, from its HTML when there is a table in it, else from its text."""
    rows = _html_rows(html) or _text_rows(plain)
    rows = [row for row in rows[:MOST_ROWS] if any(row)]
    if not rows:
        return ()
    head = _head(rows)
    columns = [word.casefold().rstrip(":") for word in rows[0]] if head else []
    levels = tuple(_levels(rows, columns))
    return tuple(one for row in rows[head:] if (one := _guess(row, columns, levels)) is not None)


def sections(made: Iterable[Guess], step: Step, title: str) -> tuple[Section, ...]:
    """Return the parts of a form that asks what a table asks; ``title`` is for what comes before any."""
    parts: list[Section] = []
    for guess in made:
        if guess.part or not parts:
            words = guess.words if guess.part else title
            parts.append(Section(id=f"part_{len(parts) + 1}", title=words, step=step, fields=()))
        if not guess.part:
            number = sum(len(part.fields) for part in parts) + 1
            part = parts[-1]
            parts[-1] = replace(part, fields=(*part.fields, part.implied(_field(guess, number))))
    return tuple(part for part in parts if part.fields)


def _field(guess: Guess, number: int) -> Field:
    scored = guess.type is FieldType.SCALE
    options = []
    for place, label in enumerate(guess.options):
        away = label.casefold() in AWAY
        score = None if away or not scored else place
        options.append(Option(id=f"answer_{place + 1}", label=label, score=score))
    asked = Field(id=f"question_{number}", label=guess.words, type=guess.type, mandatory=guess.must)
    if "options" in guess.type.row.takes:
        return replace(asked, options=tuple(options))
    away = guess.type is FieldType.YES_NO and any(label.casefold() in AWAY for label in guess.options)
    return replace(asked, does_not_apply=away)


# --- rows ---------------------------------------------------------------------------------------------------


class _Tables(HTMLParser):
    """Collects the rows of every table. A cell across several columns is alone in its row: a title."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._cell: list[str] | None = None
        self._quiet = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"style", "script"}:
            self._quiet += 1
        elif tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self._cell = []
        elif tag in {"br", "p", "li", "div"} and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "script"}:
            self._quiet -= 1
        elif tag in {"td", "th"} and self._cell is not None:
            self.rows[-1].append(_clean("".join(self._cell)))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._quiet:
            self._cell.append(re.sub(r"\s+", " ", data))


def _html_rows(html: str) -> list[Row]:
    if "<t" not in html.casefold():
        return []
    tables = _Tables()
    tables.feed(html)
    tables.close()
    return tables.rows


def _text_rows(text: str) -> list[Row]:
    """Return the rows of text with tabs between cells; a cell in quotation marks may hold line ends."""
    if "\t" not in text:
        return [[_clean(line)] for line in text.splitlines()]
    return [[_clean(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter="\t")]


def _clean(text: str) -> str:
    lines = (" ".join(readable(line).split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


# --- what a row means ---------------------------------------------------------------------------------------


def _head(rows: Sequence[Row]) -> int:
    """Return 1 when the first row says what the columns are, else 0."""
    first, below = [word.casefold().rstrip(":") for word in rows[0]], rows[1:]
    if (
        not below
        or sum(map(bool, first)) < FEWEST
        or any(len(word) > MOST_HEAD or "\n" in word for word in first)
    ):
        return 0
    if first[0] in NUMBERS or any(word in KNOWN for word in first):
        return 1
    spoken = [n for n, word in enumerate(first) if word and n]
    silent = all(not cell for row in below for n, cell in enumerate(row) if n in spoken)
    return int(len(spoken) >= FEWEST - (not first[0]) and silent)


def _levels(rows: Sequence[Row], columns: Sequence[str]) -> Iterable[str]:
    """Yield the words of the columns that have nothing below them and are not for notes."""
    for n, word in enumerate(columns):
        empty = all(not row[n] for row in rows[1:] if n < len(row))
        if n and word and word not in KNOWN and empty:
            yield rows[0][n]


def _guess(row: Row, columns: Sequence[str], levels: tuple[str, ...]) -> Guess | None:
    named = {word: cell for word, cell in zip(columns, row, strict=False) if word}
    at = next((n for n, word in enumerate(columns) if word in QUESTIONS), None)
    if at is None:
        at = next((n for n, cell in enumerate(row) if cell and not NUMBER.fullmatch(cell)), 0)
    words = row[at] if at < len(row) else ""
    if not words:
        return None
    must = words.endswith("*") or any(named.get(word, "").casefold() in YES for word in MUST)
    words = " ".join(NUMBERED.sub("", words).rstrip("*").split())
    others = [cell for n, cell in enumerate(row) if n > at and cell]
    if (len(row) == 1 and columns) or _is_title(words, others, len(row)):
        return Guess(words.rstrip(":").capitalize() if words.isupper() else words.rstrip(":"), part=True)
    if levels:
        return replace(_of_levels(words, levels), must=must)
    said = next((named[word] for word in TYPES if named.get(word)), "")
    options = next((named[word] for word in OPTIONS if named.get(word)), "")
    return replace(_typed(words, said, options or ("" if said else " ".join(others))), must=must)


def _is_title(words: str, others: Sequence[str], width: int) -> bool:
    if others or words.endswith("?"):
        return False
    section = re.match(r"(?:section|part)\s+[\da-z]\b", words, re.IGNORECASE) is not None
    return section or (words.isupper() and (width == 1 or len(words) > FEWEST))


def _of_levels(words: str, levels: tuple[str, ...]) -> Guess:
    plain = {level.casefold() for level in levels} - AWAY
    if plain == {"yes", "no"}:
        return Guess(words, FieldType.YES_NO, levels)
    return Guess(words, FieldType.SCALE if len(plain) > 1 else FieldType.MULTI, levels)


def _typed(words: str, said: str, hint: str) -> Guess:
    """Return the question with the kind of answer that its hint, or else its own words, speak for."""
    kind, choices = _kind(said) or _kind(hint), _choices(hint)
    numbers = RANGE.fullmatch(hint.strip())
    if kind is not None:
        return Guess(words, kind, choices if "options" in kind.row.takes else ())
    if numbers and int(numbers[1]) < int(numbers[2]):
        levels = range(int(numbers[1]), int(numbers[2]) + 1)
        return Guess(words, FieldType.SCALE, tuple(map(str, levels)))
    plain = {choice.casefold() for choice in choices} - AWAY
    if plain and plain <= {"yes", "no", "y", "n"}:
        return Guess(words, FieldType.YES_NO, choices)
    if len(choices) > 1:
        return Guess(words, FieldType.MULTI if ALL.match(hint) else FieldType.CHOICE, choices)
    return Guess(words, _spoken_for(words))


def _spoken_for(words: str) -> FieldType:
    lower = words.casefold()
    if re.search(r"\bdate\b", lower):
        return FieldType.DATE
    if re.search(r"\b(?:minutes|how long)\b", lower):
        return FieldType.DURATION
    if lower.startswith("how many"):
        return FieldType.NUMBER
    return FieldType.YES_NO if ASKED.fullmatch(words) else FieldType.LONG


def _kind(text: str) -> FieldType | None:
    word = text.casefold().strip(" _.…:")
    named = (one for one in FieldType if word in {one.row.label.casefold(), one.value})
    return SAID.get(word) or next(named, None)


def _choices(hint: str) -> tuple[str, ...]:
    """Return the answers a hint lists, or nothing when it is no list."""
    bare = re.sub(r"^(?:please\s+)?(?:tick|choose|select|circle)\b[^:\n]*:", "", hint, flags=re.IGNORECASE)
    bare = re.sub(r"\bn\s*/\s*a\b", "Does not apply", bare, flags=re.IGNORECASE)
    pieces = SPLIT.split(bare.replace("☐", "\n").replace("□", "\n"))
    found = (NUMBERED.sub("", one).strip(" _.…") for one in pieces)
    kept = tuple(dict.fromkeys(one for one in found if one))
    return kept if len(kept) > 1 and all(len(one) <= MOST_HEAD for one in kept) else ()
