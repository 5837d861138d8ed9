"""What the service expects to see: a page for each, drafted by who leads practice and agreed by a manager."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from app.domain.answers import check_text
from app.domain.errors import IncompleteError

if TYPE_CHECKING:
    from app.domain.observation import Result

DRAFT = 0
"""The version of a page that is being written."""
NOT_AGREED = "It was not handed in; what you typed is still here."


class Went(Enum):
    """How what a page says was seen in a record, as far as it was rated."""

    AS_EXPECTED = "as we expect"
    PARTLY = "partly"
    NOT_YET = "not yet"
    NOT_ALL = "not all was seen"
    UNRATED = "nothing rated"

    @classmethod
    def of(cls, found: Result, *, asked: bool) -> Went:
        """Return how the ratings went; ``asked``: they are those of the questions the page is about.

        Where the form does not ask about it, the observation itself says whether it was met.
        """
        if found.met is None:
            return cls.NOT_ALL if found.rated else cls.UNRATED
        if not found.met:
            return cls.NOT_YET
        return cls.PARTLY if asked and found.points < found.most else cls.AS_EXPECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a page says. ``well`` and ``unseen`` are a line each thing; so is ``training``.

    ``items`` are questions of forms as ``form:question``, ``frameworks`` items of frameworks as
    ``framework:code``. ``owner_id`` looks after it and looks at it again by ``review_on``.
    """

    title: str = ""
    well: str = ""
    unseen: str = ""
    area: str = ""
    items: tuple[str, ...] = ()
    training: str = ""
    frameworks: tuple[str, ...] = ()
    owner_id: str | None = None
    review_on: dt.date | None = None

    def check(self) -> None:
        """Raise TextError for more words than can be kept."""
        for label, text in (
            ("The title", self.title),
            ("What you see", self.well),
            ("What you do not see", self.unseen),
            ("Training", self.training),
        ):
            check_text(label, text)

    def check_whole(self, now: dt.date) -> None:
        """Raise IncompleteError for what an agreed page needs and this one lacks."""
        needs = (
            (self.title.strip(), "title", "Say in a few words what is expected."),
            (self.well.strip(), "well", "Say what you see when it is done well."),
            (self.unseen.strip(), "unseen", "Say what you do not see then."),
            (self.owner_id, "owner", "Say who looks after this page."),
            (self.review_on is not None and self.review_on > now, "review_on", REVIEW),
        )
        lacking = {name: sentence for there, name, sentence in needs if not there}
        if lacking:
            message = f"{next(iter(lacking.values()))} {NOT_AGREED}"
            raise IncompleteError(message, lacking)

    def questions_of(self, form_id: str) -> frozenset[str]:
        """Return the keys of the questions of a form that this is about."""
        pairs = (one.split(":", 1) for one in self.items)
        return frozenset(key for form, key in pairs if form == form_id)

    @property
    def forms(self) -> frozenset[str]:
        """The ids of the forms some of whose questions this is about."""
        return frozenset(one.split(":", 1)[0] for one in self.items)


REVIEW = "Say by which day somebody looks at it again. It is a day to come."


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One version of a page; version 0 is being written.

    ``asked_at`` is when a draft was handed in to be agreed; ``note`` is why a manager gave it back.
    ``picture`` says whether there is one.
    """

    id: str
    version: int
    said: Said
    by_id: str
    at: dt.datetime
    picture: bool = False
    asked_at: dt.datetime | None = None
    note: str = ""
    agreed_by_id: str | None = None
    agreed_at: dt.datetime | None = None

    @property
    def draft(self) -> bool:
        """Whether it is being written still."""
        return self.version == DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody looked at a page again: it holds until ``next_on``, or it is not used any more."""

    id: str
    expectation_id: str
    version: int
    by_id: str
    at: dt.datetime
    words: str
    next_on: dt.date | None

    @property
    def ends(self) -> bool:
        """Whether the page is not used any more."""
        return self.next_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Somebody's word that a record is about what a page says; the version in use then."""

    record_id: str
    expectation_id: str
    version: int
    by_id: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A page as it stands: its newest agreed version, its draft, and every look at it, the newest first."""

    id: str
    agreed: Expectation | None
    draft: Expectation | None
    looks: tuple[Look, ...] = ()

    @property
    def newest(self) -> Expectation:
        """The version in use, or the draft of one that was never agreed."""
        found = self.agreed or self.draft
        if found is None:
            message = "a page has a version"
            raise ValueError(message)
        return found

    @property
    def used(self) -> bool:
        """Whether the team goes by it: it is agreed, and nobody has taken it out of use since."""
        return self.agreed is not None and not self._last_ends

    @property
    def _last_ends(self) -> bool:
        last = self._since_agreed
        return last is not None and last.ends

    @property
    def _since_agreed(self) -> Look | None:
        version = self.agreed.version if self.agreed else DRAFT
        return next((one for one in self.looks if one.version == version), None)

    @property
    def review_on(self) -> dt.date | None:
        """The day by which somebody looks at it again; none for what is not used."""
        if self.agreed is None or self._last_ends:
            return None
        last = self._since_agreed
        return last.next_on if last is not None else self.agreed.said.review_on
