"""Words in what people write: which are not known, and which might be the name of somebody supported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_END = frozenset(".!?…:\n•–—")
QUOTES = frozenset("\"“‘'([")
LIST_MARK = re.compile(r"\s*(?:[-*•▪◦–]|\(?\w{1,3}[.)])?\s*")
TITLES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Auntie", "Aunty", "Uncle"})
PARTICLES = frozenset(
    {"van", "von", "de", "der", "den", "del", "di", "da", "dos", "la", "le", "bin", "al", "el"}
)
PLACES = frozenset(
    {"House", "Home", "Court", "Lodge", "Road", "Street", "Lane", "Avenue", "Crescent", "Hospital"}
    | {"Infirmary", "Surgery", "Clinic", "Centre", "Room", "Lounge", "Unit", "Wing", "Floor", "Gardens"}
    | {"School", "College", "University", "Mosque", "Temple", "Cafe", "Café", "Villa", "Cottage", "Pharmacy"}
    | {"Chemist", "Library", "Station", "Beach", "Gym", "Theatre", "Cinema", "Museum", "Hotel", "Council"}
    | {"Trust", "Plan", "Policy", "Form", "Chart", "Team", "Assessment", "Record", "Course", "Group"}
)
"""What the last word of a name is when it names a place or a thing: “Oakview House”, “Care Plan”."""
PLACES_OR_PEOPLE = frozenset(
    {"Ward", "Hill", "Hall", "Park", "Green", "Drive", "Close", "Way", "View", "Grange", "Manor", "Farm"}
    | {"Church", "Chapel", "Square", "Market", "Pool", "Garden", "Shop", "Day", "Week", "Act"}
)
"""Last words of places that are surnames too: “Elm Park” is a place, “Sarah Park” is not."""
DOES = frozenset(
    [
        "ate",
        "asked",
        "asks",
        "ate",
        "came",
        "can",
        "chose",
        "did",
        "does",
        "drank",
        "enjoyed",
        "enjoys",
        "felt",
        "gave",
        "goes",
        "got",
        "had",
        "has",
        "helped",
        "is",
        "knew",
        "laughed",
        "likes",
        "liked",
        "looked",
        "loves",
        "made",
        "needed",
        "needs",
        "needs",
        "said",
        "sat",
        "says",
        "seemed",
        "showed",
        "slept",
        "smiled",
        "spoke",
        "stood",
        "thanked",
        "thinks",
        "told",
        "took",
        "tried",
        "turned",
        "walked",
        "wanted",
        "wants",
        "was",
        "wants",
        "went",
        "woke",
        "wrote",
    ]
)
"""What a name that begins a sentence is often followed by."""
LONGEST_CHECKED = 20_000
"""A longer paragraph is not checked while somebody types in it."""


@dataclass(frozen=True, slots=True)
class Known:
    """Every word the service knows.

    ``plain`` are words in small letters; ``capitals`` may begin with a capital anywhere. ``given`` are first
    names that are words as well, in small letters: “Rose”. ``places`` are whole names of houses and rooms.
    """

    plain: frozenset[str]
    capitals: frozenset[str]
    given: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()

    def spells(self, word: str) -> bool:
        """Whether a word is spelt as some known word; initials, codes and single letters always are."""
        if len(word) == 1 or word.isupper():
            return True
        word = word.replace("’", "'")
        stem = word[:-2] if word.endswith("'s") else word.removesuffix("'")
        return any(
            form in self.plain or form in self.capitals
            for form in (word, stem, word.casefold(), stem.casefold())
        ) or ("-" in word and all(self.spells(part) for part in word.split("-") if part))


def misspelt(text: str, known: Known) -> tuple[tuple[int, int], ...]:
    """Return the places (begin, end) of words that are not known."""
    if len(text) > LONGEST_CHECKED:
        return ()
    there = [match.span() for match in _places(known).finditer(text)] if known.places else []
    return tuple(
        (m.start(), m.end())
        for m in WORD.finditer(text)
        if not known.spells(m[0]) and not any(begin <= m.start() < end for begin, end in there)
    )


def possible_names(text: str, known: Known) -> tuple[str, ...]:
    """Return words that might be a person's name, each once: the parts of whole names, one by one.

    An ordinary word never is, wherever it has a capital, unless it is a first name too. Initials and codes
    such as ``AB`` or ``KM-02`` never are. Of a place only what is no word at all is asked about.
    """
    found: dict[str, None] = {}
    for run in _runs(_without_places(text[:LONGEST_CHECKED], known), known):
        words = [_bare(one[0]) for one in run]
        place = _is_a_place(words, known)
        for word in words:
            plain = known.spells(word.casefold()) or word in PLACES
            if word not in TITLES and word not in PARTICLES and not (place and plain):
                found[word] = None
    return tuple(found)


def names_in(text: str, known: Known) -> tuple[str, ...]:
    """Return what might be names of people, each once: whole names first (“Sarah Jones”), then single ones.

    Words that begin a sentence, days, months, medicines and places are none. Initials and codes never are.
    """
    whole: dict[str, None] = {}
    single: dict[str, None] = {}
    for run in _runs(_without_places(text[:LONGEST_CHECKED], known), known):
        words = [_bare(one[0]) for one in run]
        parts = [word for word in words if word not in TITLES]
        if parts and not _is_a_place(words, known):
            name = " ".join(words)
            (whole if len(words) > 1 else single)[name] = None
    return (*whole, *single)


def initial(name: str) -> str:
    """Return what may stand in the place of a name: ``S.``, or ``SJ`` for “Sarah Jones”."""
    letters = [part[0].upper() for part in name.split() if part not in TITLES and part[0].isupper()]
    return "".join(letters) if len(letters) > 1 else f"{letters[0]}."


def _places(known: Known) -> re.Pattern[str]:
    """Return what finds a place of the service, the longest name first."""
    longest = sorted(known.places, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def _without_places(text: str, known: Known) -> str:
    """Return a text of the same length in which the places of the service have no capitals."""
    if not known.places:
        return text
    return _places(known).sub(lambda match: "".join(map(_low, match[0])), text)


def _low(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else "x"


def _runs(text: str, known: Known) -> Iterator[list[re.Match[str]]]:
    """Yield the words that stand together as one name might: side by side, each with a capital."""
    run: list[re.Match[str]] = []
    waiting: list[re.Match[str]] = []
    for match in WORD.finditer(text):
        last = (waiting or run)[-1] if run else None
        beside = last is not None and text[last.end() : match.start()] == " " and not _owns(last[0])
        if run and beside and match[0] in PARTICLES:
            waiting.append(match)
            continue
        if _may_be_named(text, match, known, within=bool(run) and beside):
            if not (run and beside):
                if run:
                    yield run
                run, waiting = [], []
            run += [*waiting, match]
            waiting = []
            continue
        if run:
            yield run
        run, waiting = [], []
    if run:
        yield run


def _may_be_named(text: str, match: re.Match[str], known: Known, *, within: bool) -> bool:
    word = _bare(match[0])
    if word in TITLES:
        return True
    if len(word) < 2 or not word[0].isupper() or word.isupper() or word in known.capitals:  # noqa: PLR2004
        return False
    small = word.casefold()
    if within or not known.spells(small):
        return True
    if small not in known.given:
        return False  # an ordinary word, whatever it begins or stands in
    if not _begins(text, match.start()):
        return True
    return _owns(match[0]) or _surname_follows(text, match.end(), known) or _does(text, match.end())


def _is_a_place(words: list[str], known: Known) -> bool:
    first, last = words[0], words[-1]
    plainly = first not in TITLES and first.casefold() not in known.given and known.spells(first.casefold())
    return last in PLACES or (last in PLACES_OR_PEOPLE and plainly)


def _surname_follows(text: str, end: int, known: Known) -> bool:
    """Whether a word with a capital follows that may be a surname."""
    after = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    word = after[0] if after is not None else ""
    return len(word) > 1 and word[0].isupper() and word not in known.capitals


def _does(text: str, end: int) -> bool:
    """Whether a word follows that says what somebody does: “Rose was”, not “Rose garden”."""
    after = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    return after is not None and after[0] in DOES


def _begins(text: str, place: int) -> bool:
    """Whether a sentence, a line, a point of a list or a quotation begins at a place."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    if LIST_MARK.fullmatch(line):
        return True
    before = text[:place].rstrip(" \t")
    dash = before.endswith(" -") and before != text[:place]
    return not before or dash or before[-1] in SENTENCE_END or before[-1] in QUOTES


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


def _owns(word: str) -> bool:
    return word.endswith(("'s", "’s"))
