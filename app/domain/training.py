"""Training: what somebody did in a subject, how long it lasts, and how it stands on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.almanac import typed_date
from app.domain.answers import check_text
from app.domain.clock import long_date
from app.domain.errors import IncompleteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SOON_DAYS = 56
"""Training that runs out is named so many days before, in time to find a place on a course."""


class Stand(StrEnum):
    """How somebody stands in a subject."""

    IN_DATE = "in_date"
    SOON = "soon"
    OUT = "out"
    NOT_DONE = "not_done"

    @property
    def symbol(self) -> str:
        """The symbol that always stands with the word."""
        return {Stand.IN_DATE: "✓", Stand.SOON: "~", Stand.OUT: "!", Stand.NOT_DONE: "–"}[self]

    @property
    def label(self) -> str:
        """The same in plain words."""
        return {
            Stand.IN_DATE: "In date",
            Stand.SOON: "Runs out soon",
            Stand.OUT: "Ran out",
            Stand.NOT_DONE: "Not done",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Training somebody did. It lasts to ``expires_on``, where it ends.

    ``subject`` is what it counts as in the matrix; without one it is the title. When ``check_by`` is set,
    practice must have been watched by then (an implementation check). One that was noted by mistake is
    taken off and keeps why.
    """

    id: str
    person_id: str
    title: str
    area: str
    done_on: dt.date
    check_by: dt.date | None = None
    expires_on: dt.date | None = None
    subject: str = ""
    off_because: str = ""

    @property
    def about(self) -> str:
        """Its subject in words."""
        return self.subject or self.title

    @property
    def key(self) -> str:
        """What is the same for every training in its subject."""
        return subject_key(self.about)

    @property
    def course(self) -> Course:
        """The same without whose it is."""
        return Course(
            title=self.title,
            done_on=self.done_on,
            subject=self.subject,
            area=self.area,
            expires_on=self.expires_on,
            check_by=self.check_by,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Training as it was typed or read from a list, before it is anybody's."""

    title: str
    done_on: dt.date
    subject: str = ""
    area: str = ""
    expires_on: dt.date | None = None
    check_by: dt.date | None = None


def subject_key(subject: str) -> str:
    """Return what is the same for one subject, however it was typed: blanks and the size of letters."""
    return " ".join(subject.replace("&", " and ").casefold().split())


def newest(trainings: Iterable[Training]) -> dict[str, Training]:
    """Return the training that counts in each subject, by its key: the one done last.

    Of several done on one day it is the one that lasts longest.
    """
    found: dict[str, Training] = {}
    for one in sorted(trainings, key=lambda one: (one.done_on, one.expires_on or dt.date.max)):
        found[one.key] = one
    return found


def stand(one: Training | None, today: dt.date) -> Stand:
    """Return how somebody stands who did this, or nothing, in a subject. The last day still counts."""
    if one is None:
        return Stand.NOT_DONE
    if one.expires_on is None:
        return Stand.IN_DATE
    if one.expires_on < today:
        return Stand.OUT
    return Stand.SOON if (one.expires_on - today).days <= SOON_DAYS else Stand.IN_DATE


def stands(one: Training | None, today: dt.date) -> str:
    """Return the same in a cell: symbol, word and day."""
    state = stand(one, today)
    if one is None:
        return f"{state.symbol} not done"
    if one.expires_on is None:
        return f"{state.symbol} done {typed_date(one.done_on)}"
    word = {Stand.IN_DATE: "until", Stand.SOON: "runs out", Stand.OUT: "ran out"}[state]
    return f"{state.symbol} {word} {typed_date(one.expires_on)}"


def faults(course: Course, today: dt.date) -> Mapping[str, str]:
    """Return what is wrong with a training, by field, each in a sentence. Raises TextError for too much."""
    found = {}
    if not course.title.strip():
        found["title"] = "Write what the training was called."
    if course.done_on > today:
        found["done_on"] = f"{long_date(course.done_on)} has not come yet. Note training once it is done."
    if course.expires_on is not None and course.expires_on <= course.done_on:
        found["expires_on"] = "It runs out after the day it was done. Mend one of the two dates."
    for name, text in (("training", course.title), ("subject", course.subject)):
        check_text(name, text)
    return found


def checked(course: Course, today: dt.date) -> Course:
    """Return a training tidied. Raises IncompleteError with what is wrong."""
    wrong = faults(course, today)
    if wrong:
        raise IncompleteError(" ".join(wrong.values()), dict(wrong))
    return Course(
        title=" ".join(course.title.split()),
        subject=" ".join(course.subject.split()),
        done_on=course.done_on,
        area=course.area,
        expires_on=course.expires_on,
        check_by=course.check_by,
    )
