"""Quality of supervision: plain functions over what was written. Never a score of a worker."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.asking import finished
from app.domain.completing import missing
from app.domain.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.domain.answers import Answer
    from app.domain.forms import Form

SHINGLE, ALIKE, FEWEST_WORDS = 5, 0.8, 12
"""Two texts are nearly the same when four fifths of their runs of five words are shared.

Shorter texts are often alike by chance.
"""
COMMON = 50
"""A run of words in more texts than this is a set phrase of the form, not a copy."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One thing supervision is for, and the sections of forms that serve it."""

    id: str
    title: str
    sections: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAudit:
    """A month's audit.

    The records drawn with a seed, and what was found in each (record id → key → answer), as the version of
    the form asks it that it was begun with.
    """

    id: str
    month: dt.date
    seed: int
    sample: tuple[str, ...]
    answers: Mapping[str, Mapping[str, Answer]]
    words: str
    by_name: str
    at: dt.datetime
    form_id: str
    form_version: int
    sealed_at: dt.datetime | None = None
    sha256: str = ""

    def found(self, form: Form, record: str) -> Content:
        """Return what was found in a record, with what is worked out of it."""
        return finished(form, Content(answers=self.answers.get(record, {})))

    def missing(self, form: Form) -> tuple[str, ...]:
        """Return a sentence for each answer that is still missing or cannot be what was asked."""
        return tuple(
            sentence
            for record in self.sample
            for sentence in missing(form, self.found(form, record)).values()
        )


def words(text: str) -> int:
    """Return how many words a text has."""
    return len(WORD.findall(text))


def shares(written: Mapping[str, int], functions: Sequence[Function]) -> dict[str, int]:
    """Return the share of words by function in whole per cent, from words by section.

    Sections of no function count for none.
    """
    counts = {
        one.id: sum(count for section, count in written.items() if section in one.sections)
        for one in functions
    }
    whole = sum(counts.values())
    return {name: round(100 * count / whole) if whole else 0 for name, count in counts.items()}


def near_identical(texts: Mapping[str, str]) -> tuple[tuple[str, str, int], ...]:
    """Return pairs of texts that are nearly the same, the most alike first, each with how alike in per cent.

    Only texts that share a run of five words are compared, so the work grows with what is shared, not with
    the square of the texts.
    """
    runs: dict[str, frozenset[tuple[str, ...]]] = {}
    where: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, text in texts.items():
        found = [word.casefold() for word in WORD.findall(text)]
        if len(found) >= FEWEST_WORDS:
            runs[name] = frozenset(tuple(found[n : n + SHINGLE]) for n in range(len(found) - SHINGLE + 1))
            for run in runs[name]:
                where[run].append(name)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for names in where.values():
        if 1 < len(names) <= COMMON:
            for place, one in enumerate(names):
                for other in names[place + 1 :]:
                    shared[one, other] += 1
    pairs = []
    for (one, other), count in shared.items():
        alike = count / (len(runs[one]) + len(runs[other]) - count)
        if alike >= ALIKE:
            pairs.append((one, other, round(100 * alike)))
    return tuple(sorted(pairs, key=lambda pair: (-pair[2], pair[:2])))


def draw(ids: Iterable[str], seed: int, count: int) -> tuple[str, ...]:
    """Return a sample that the same seed draws again, whatever the order of the ids."""
    known = sorted(ids)
    return tuple(random.Random(seed).sample(known, min(count, len(known))))
