"""Finding records by what is written in them, and people, actions and records by a few letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from app.catalog.topics import read_topics
from app.domain.access import may_lead_practice, may_see_details, may_see_person, may_supervise
from app.domain.answers import all_texts
from app.domain.frameworks import counting
from app.domain.records import RecordState
from app.domain.sought import ANYTHING
from app.services.present import present
from app.services.records.reading import openable
from app.storage.search import fold
from app.system.resources import resource

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.catalog.topics import Topic
    from app.domain.content import Content
    from app.domain.people import Actor, Person
    from app.domain.records import RecordSummary
    from app.domain.sought import Sought
    from app.services.frameworks import FrameworksService
    from app.storage.gateways.records import Wanted
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

MOST, PAGE = 50, 500
MOST_COUNTED = 5000
"""How many of the newest hits are looked at for what counts towards a framework."""
AROUND = 34
"""Letters shown on each side of a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found.

    ``snippet`` is text around the first hit; ``marks`` are (begin, end) places in it to highlight.
    """

    summary: RecordSummary
    snippet: str
    marks: tuple[tuple[int, int], ...]


class Sort(StrEnum):
    """What was found."""

    PERSON = "Person"
    ACTION = "Action"
    RECORD = "Record"
    EXPECTATION = "What we expect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found: what it is, what it is called, its id, and more about it.

    ``post`` is a person's, and whether the actor has them ``supervised`` or ``led``; ``due_on`` is an
    action's; ``summary`` a record's, with the ``words`` around what was found in it.
    """

    sort: Sort
    label: str
    ref: str
    post: str = ""
    supervised: bool = False
    led: bool = False
    due_on: dt.date | None = None
    summary: RecordSummary | None = None
    words: str = ""


class FindingService:
    """Search as you type."""

    def __init__(self, store: Store, frameworks: FrameworksService) -> None:
        self._store = store
        self._frameworks = frameworks

    def newest(self, actor: Actor, sought: Sought = ANYTHING, limit: int = PAGE) -> tuple[RecordSummary, ...]:
        """Return the newest records the actor may read that are as they are sought."""
        with self._store.read() as work:
            me, counts = present(work, actor), self._counting(work, sought)
            found: list[RecordSummary] = []
            offset, more = 0, True
            while more and len(found) < limit:
                rows = work.records.summaries(limit=PAGE, offset=offset, **_wanted(sought))
                found += (one for one in openable(work, me, rows) if counts(one))
                offset, more = offset + PAGE, len(rows) == PAGE
            return tuple(found[:limit])

    def search(
        self, actor: Actor, words: str, sought: Sought = ANYTHING, limit: int = MOST
    ) -> tuple[Hit, ...]:
        """Return the newest records the actor may read that hold every word and are as they are sought.

        The last word may be unfinished.
        """
        with self._store.read() as work:
            me, counts = present(work, actor), self._counting(work, sought)
            most = MOST_COUNTED if sought.framework_id else limit
            found = work.records.brief(set(work.search.find(me, words, limit=most, **_wanted(sought))))
            wanted = _pattern(words)
            by_day = sorted(found.values(), key=_newest, reverse=True)
            readable = tuple(one for one in openable(work, me, by_day) if counts(one))[:limit]
            ids = tuple(one.id for one in readable)
            contents, comments = work.records.contents(ids), work.sharing.comments_of(ids)
            return tuple(
                Hit(
                    s,
                    *_snippet(
                        (*_texts(contents.get(s.id)), *(c.text for c in comments.get(s.id, ()))), wanted
                    ),
                )
                for s in readable
            )

    def _counting(self, work: Work, sought: Sought) -> Callable[[RecordSummary], bool]:
        if not sought.framework_id:
            return lambda _: True
        framework = self._frameworks.find(work, sought.framework_id)
        return counting(framework, work.frameworks.tags(framework_id=framework.id), work.upshots.said())

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics of help."""
        return read_topics(resource("help"))

    def anything(self, actor: Actor, words: str) -> tuple[Found, ...]:
        """Return people, open actions and records that match a few letters; people first."""
        wanted = fold(words).split()
        if not wanted:
            return ()
        with self._store.read() as work:
            me = present(work, actor)
            people = work.people.all()
            found = [
                Found(
                    sort=Sort.PERSON,
                    label=p.name,
                    ref=p.id,
                    post=p.post,
                    supervised=may_supervise(me, p),
                    led=may_lead_practice(me, p),
                )
                for p in people
                if may_see_person(me, p) and all(word in fold(_names(me, p)) for word in wanted)
            ]
            mine = work.actions.open_owned(me.id)
            found += [
                Found(sort=Sort.ACTION, label=action.what, ref=action.id, due_on=action.due_on)
                for action in mine
                if all(word in fold(action.what) for word in wanted)
            ]
            found += [
                Found(sort=Sort.EXPECTATION, label=one.newest.said.title, ref=one.id)
                for one in work.expectations.all()
                if one.used and all(word in fold(one.newest.said.title) for word in wanted)
            ]
            numbers = work.records.summaries(number=words.strip().upper()) if "-" in words else ()
            hits = work.records.summaries(ids=work.search.find(me, words, limit=8), limit=None)
            records = openable(work, me, (*numbers, *hits))
            contents, pattern = work.records.contents(tuple(one.id for one in records)), _pattern(words)
            for one in records:
                label = f"{one.kind.label} {one.number}, {one.about_name}"
                said, marks = _snippet(_texts(contents.get(one.id)), pattern)
                found.append(
                    Found(sort=Sort.RECORD, label=label, ref=one.id, summary=one, words=said if marks else "")
                )
        return tuple(dict.fromkeys(found))[:12]


def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds words that begin with those that are looked for, in folded text."""
    return re.compile(
        "|".join(rf"\b{re.escape(word)}\w*" for word in re.findall(r"\w+", fold(words))) or "$^"
    )


def _wanted(sought: Sought) -> Wanted:
    """Return what the rows of those records are like."""
    states = sought.stage.states if sought.stage is not None else tuple(RecordState)
    if sought.framework_id:
        states = tuple({RecordState.SEALED}.intersection(states))
    return {
        "kind": sought.kind,
        "with_id": sought.about_id,
        "states": states if len(states) < len(RecordState) else None,
        "begin": sought.begin,
        "end": sought.end,
        "area": sought.area,
    }


def _newest(record: RecordSummary) -> tuple[dt.datetime, str, int]:
    return record.held_at, record.number, record.version


def _names(me: Person, person: Person) -> str:
    """Return what somebody is found by: their name, and their former ones for who may see their details."""
    return " ".join((person.name, *(person.former_names if may_see_details(me, person) else ())))


def _texts(content: Content | None) -> tuple[str, ...]:
    """Return what people wrote in a record, for the line below a hit."""
    if content is None:
        return ()
    answers = (text for answer in content.answers.values() for text in all_texts(answer))
    actions = tuple(action.what for action in content.new_actions)
    return (
        *answers,
        *content.notes.values(),
        *actions,
        *(p.text for p in content.points),
    )


def _snippet(texts: tuple[str, ...], wanted: re.Pattern[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return text around the first hit and the places of all hits in it, as it was written."""
    for text in texts:
        plain = fold(text)
        hit = wanted.search(plain)
        if hit is None:
            continue
        same = len(plain) == len(text)  # else some letters fold to two, and each is looked up
        places = (
            range(len(text))
            if same
            else [index for index, letter in enumerate(text) for _ in fold(letter) or letter]
        )
        begin = max(0, places[hit.start()] - AROUND)
        end = min(len(text), places[hit.end() - 1] + 1 + 3 * AROUND)
        shown = (
            ("… " if begin else "") + text[begin:end].replace("\n", " ") + (" …" if end < len(text) else "")
        )
        shift = (2 if begin else 0) - begin
        spans = ((places[one.start()], places[one.end() - 1] + 1) for one in wanted.finditer(plain))
        return shown, tuple(
            (first + shift, last + shift) for first, last in spans if begin <= first and last <= end
        )
    return (texts[0][: 4 * AROUND] if texts else ""), ()
