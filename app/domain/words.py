"""Words in what people write: which are not known, and which might be the name of somebody supported."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_END = frozenset(".!?…:\n•–")
LONGEST_CHECKED = 20_000
"""A longer paragraph is not checked while somebody types in it."""


@dataclass(frozen=True, slots=True)
class Known:
    """Every word the service knows.

    ``plain`` are words in small letters; ``capitals`` may begin with a capital anywhere.
    """

    plain: frozenset[str]
    capitals: frozenset[str]

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
    return tuple((m.start(), m.end()) for m in WORD.finditer(text) if not known.spells(m[0]))


def possible_names(text: str, known: Known) -> tuple[str, ...]:
    """Return words that might be a person's name, each once.

    A capital inside a sentence, or at its start an unknown word.

    Initials and codes such as ``AB`` or ``KM-02`` never are.
    """
    found: list[str] = []
    for match in WORD.finditer(text[:LONGEST_CHECKED]):
        word = match[0].replace("’", "'").removesuffix("'s")
        if (
            len(word) < 2  # noqa: PLR2004
            or not word[0].isupper()
            or word.isupper()
            or word in known.capitals
            or word in found
        ):
            continue
        before = text[: match.start()].rstrip(" \t\"'“‘(")
        begins = not before or before[-1] in SENTENCE_END
        if not begins or not known.spells(word.casefold()):
            found.append(word)
    return tuple(found)


def initial(name: str) -> str:
    """Return what may stand in the place of a name."""
    return f"{name[0].upper()}."
