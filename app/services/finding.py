"""Finding records by what is written in them, and people, actions and records by a few letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import Reach, may_read, may_see_person
from app.domain.records import RecordState, RecordSummary
from app.services.indexing import written
from app.services.present import present
from app.storage.search import fold

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.forms import Kind
    from app.domain.people import Actor
    from app.storage.vault import Vault

MOST = 50
AROUND = 34
"""Letters shown on each side of a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found. ``snippet`` is text around the first hit; ``marks`` are (begin, end) places in it to highlight."""

    summary: RecordSummary
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One line of Find: what it is, what it is called and where it leads (``place`` and the id there)."""

    sort: str
    label: str
    place: str
    ref: str


class FindingService:
    """Search as you type."""

    def __init__(self, vault: Vault, catalog: Catalog) -> None:
        self._vault = vault
        self._catalog = catalog

    def search(self, actor: Actor, words: str, *, kind: Kind | None = None, about_id: str | None = None, limit: int = MOST) -> tuple[Hit, ...]:
        """Return the newest records the actor may read that hold every word; the last word may be unfinished."""
        with self._vault.read() as work:
            me = present(work, actor)
            ids = work.search.find(me, words, kind=kind, about_id=about_id, limit=limit)
            people = {person.id: person for person in work.people.all()}
            hits = []
            for summary in work.records.summaries(ids=ids, limit=None):
                if may_read(me, Reach.of(summary, people[summary.about_id], summary.readers)):
                    record = work.records.get(summary.id)
                    form = self._catalog.form_from_json(work.records.form(record.form_id, record.form_version) or "")
                    texts = (*written(record, form), *(c.text for c in work.records.comments(summary.id)))
                    hits.append(Hit(summary, *_snippet(texts, words)))
            return tuple(hits)

    def anything(self, actor: Actor, words: str) -> tuple[Found, ...]:
        """Return people, open actions and records that match a few letters; people first."""
        wanted = fold(words).split()
        if not wanted:
            return ()
        with self._vault.read() as work:
            me = present(work, actor)
            people = work.people.all()
            found = [
                Found(sort="Person", label=p.name, place="person", ref=p.id)
                for p in people
                if may_see_person(me, p) and all(word in fold(p.name) for word in wanted)
            ]
            mine = work.actions.open_owned(me.id)
            found += [
                Found(sort="Action", label=action.what, place="person", ref=action.about_id)
                for action in mine
                if all(word in fold(action.what) for word in wanted)
            ]
            by_id = {person.id: person for person in people}
            numbers = [s for s in work.records.summaries(limit=None) if fold(words).strip() == s.number.casefold()] if "-" in words else []
            for summary in (*numbers, *work.records.summaries(ids=work.search.find(me, words, limit=8), limit=None)):
                readable = may_read(me, Reach.of(summary, by_id[summary.about_id], summary.readers))
                if readable and (summary.state is not RecordState.DRAFT or summary.led_by_id == me.id):
                    label = f"{summary.kind.label} {summary.number}, {summary.about_name}"
                    found.append(Found(sort="Record", label=label, place="record", ref=summary.id))
        return tuple(dict.fromkeys(found))[:12]


def _snippet(texts: tuple[str, ...], words: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return text around the first hit and the places of all hits in it. Letters are folded one by one, so that places stay true."""
    wanted = [word for word in re.findall(r"\w+", fold(words)) if word]
    for text in texts:
        folded = [fold(letter) or letter for letter in text]
        places = [index for index, letter in enumerate(folded) for _ in letter]
        plain = "".join(folded)
        hit = re.search(rf"\b(?:{'|'.join(map(re.escape, wanted))})", plain) if wanted else None
        if hit is None:
            continue
        begin = max(0, places[hit.start()] - AROUND)
        end = min(len(text), places[hit.end() - 1] + 1 + AROUND)
        shown = ("… " if begin else "") + text[begin:end].replace("\n", " ") + (" …" if end < len(text) else "")
        shift = (2 if begin else 0) - begin
        marks = []
        for one in re.finditer(rf"\b(?:{'|'.join(map(re.escape, wanted))})\w*", plain):
            first, last = places[one.start()], places[one.end() - 1] + 1
            if begin <= first and last <= end:
                marks.append((first + shift, last + shift))
        return shown, tuple(marks)
    return (texts[0][: 2 * AROUND] if texts else ""), ()
