"""The first page of a pack: what the manager says there, in three sentences, and which change it tells."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.answers import check_text
from app.domain.errors import IncompleteError

LONGEST = 240
"""Letters of a sentence: three of them and everything else stand on one page."""
QUESTIONS = {
    "set_out": "What did you set out to change?",
    "came": "What has changed, and how do you know?",
    "not_right": "What is still not right?",
}
ASKED = "Say in a sentence of your own: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the manager says on the first page. ``thread_id`` is the change it tells, empty: none is told."""

    set_out: str = ""
    came: str = ""
    not_right: str = ""
    thread_id: str = ""

    @property
    def sentences(self) -> tuple[tuple[str, str], ...]:
        """Return each question with what was said."""
        return tuple((question, getattr(self, name)) for name, question in QUESTIONS.items())

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what was said, that may name somebody."""
        return tuple(text for _, text in self.sentences if text.strip())

    def check(self) -> None:
        """Raise IncompleteError for a sentence that is missing or too long for the page."""
        found = {}
        for name, question in QUESTIONS.items():
            text = getattr(self, name)
            check_text(question, text)
            if not text.strip():
                found[name] = f"{ASKED}{question[0].lower()}{question[1:]}"
            elif len(text) > LONGEST:
                found[name] = f"{question} Keep it to {LONGEST} letters: it is {len(text)} now."
        if found:
            raise IncompleteError(" ".join(found.values()), found)


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def told(self) -> str:
        """The same in words; nothing to count is said as that."""
        if not self.of:
            return "nothing to count"
        return f"{self.count} of {self.of} ({round(100 * self.count / self.of)} %)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the four figures: what is counted, and how.

    ``before`` is the same a year before; None where these records do not reach back so far.
    """

    title: str
    now: Share
    before: Share | None
    how: str
