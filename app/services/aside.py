"""Words that the records could not take, kept somewhere else and brought back in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.aside import NOT_OURS, Aside, Goes
from app.domain.changes import Outcome, Topic, changed
from app.domain.errors import NotAllowedError, NotFoundError, TextError
from app.domain.limits import MANIFEST_BYTES
from app.domain.records import RecordState
from app.services.chosen_files import read_chosen
from app.services.present import present
from app.system import kept_aside
from app.system.atomic import write_out
from app.system.json_text import read_json

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.people import Actor
    from app.domain.records import Record
    from app.services.records.writing import WritingService
    from app.storage.store import Secrets, Store
    from app.storage.unit_of_work import Work

FORMAT = 1
SAFE = "Nothing was changed."
OTHERS = (
    "There are no words of yours in this file. Nothing was changed. Whoever typed them opens it, signed in "
    "with their own PIN."
)
Sealed = tuple[str, bytes]
"""Whose words, and the words sealed to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Words of one's own in a file, and what can become of them."""

    words: Aside
    goes: Goes


class AsideService:
    """Each person's own words alone: they are sealed to the key that only their PIN opens."""

    def __init__(self, store: Store, secrets: Secrets, writing: WritingService) -> None:
        self._store = store
        self._secrets = secrets
        self._writing = writing

    def seal(self, actor: Actor, words: Aside) -> bytes:
        """Return somebody's words sealed to themself. Nothing of the records is asked: they may be gone.

        Raises NotAllowedError when they are not signed in any more.
        """
        return self._secrets.seal_own(actor.person_id, words.to_bytes())

    def keep(self, to: Path, sealed: tuple[Sealed, ...]) -> Path:
        """Write sealed words into a file somebody chose, and remember on this PC where.

        Raises StorageFullError.
        """
        body = {
            "alongside": "words kept aside",
            "format": FORMAT,
            "words": [{"for": person_id, "sealed": one.hex()} for person_id, one in sealed],
        }
        write_out(to, json.dumps(body).encode())
        kept_aside.note(to.absolute())
        return to

    def waiting(self, actor: Actor) -> tuple[Path, ...]:
        """Return the files noted on this PC in which words of somebody wait that are not in the records."""
        with self._store.read() as work:
            present(work, actor)
        waits = []
        for path in kept_aside.noted():
            try:
                found = self.look(actor, path)
            except (TextError, NotAllowedError):  # away, of somebody else, or of a PIN that was reset since
                continue
            if any(one.goes is not Goes.THERE for one in found):
                waits.append(path)
            else:
                kept_aside.forget(path)
        return tuple(waits)

    def look(self, actor: Actor, path: Path) -> tuple[Found, ...]:
        """Return one's own words in a file, and what can become of each.

        Raises TextError or NotAllowedError.
        """
        sealed = _sealed_for(actor, path)
        mine = [Aside.read(self._secrets.open_own(actor.person_id, one)) for one in sealed]
        with self._store.read() as work:
            present(work, actor)
            return tuple(Found(words=one, goes=one.goes(self._own(work, actor, one))) for one in mine)

    def bring_back(self, actor: Actor, path: Path) -> Outcome[tuple[Found, ...]]:
        """Put one's own words back into the drafts they belong to; return what became of all in the file.

        What was written since is not written over.
        """
        done = list[Found]()
        with self._store.write(actor.person_id) as work:
            for found in self.look(actor, path):
                one, record = found.words, self._own(work, actor, found.words)
                if found.goes is Goes.BACK and record is not None and one.content is not None:
                    self._writing.store(actor, record.id, one.content, record.revision, held_at=one.held_at)
                    work.audit("words brought back in", record.id, record.number)
                done.append(found)
        if all(one.goes is not Goes.COPY for one in done):
            kept_aside.forget(path.absolute())
        return Outcome(tuple(done), changed(Topic.RECORDS))

    def forget(self, actor: Actor, path: Path) -> Outcome[None]:
        """Offer a file with words of one's own no longer. It stays where it is."""
        with self._store.write(actor.person_id) as work:
            self.look(actor, path)
            work.audit("words kept elsewhere not wanted", "service", "")
        kept_aside.forget(path.absolute())
        return Outcome(None, changed())

    def _own(self, work: Work, actor: Actor, words: Aside) -> Record | None:
        """Return the record that somebody's words belong to, if it is there and theirs to write."""
        if not words.record_id:
            return None
        try:
            record = work.records.get(words.record_id)
            if record.state is RecordState.DRAFT:
                return self._writing.draft(actor, record.id).record  # what is private is opened there
        except (NotFoundError, NotAllowedError):
            return None
        return record if record.led_by_id == actor.person_id else None


def _sealed_for(actor: Actor, path: Path) -> tuple[bytes, ...]:
    data = read_chosen(path, MANIFEST_BYTES, SAFE)
    try:
        raw = read_json(data)
        if raw["alongside"] != "words kept aside" or raw["format"] > FORMAT:
            raise ValueError
        mine = tuple(bytes.fromhex(one["sealed"]) for one in raw["words"] if one["for"] == actor.person_id)
    except (ValueError, KeyError, TypeError) as error:
        raise TextError(NOT_OURS) from error
    if not mine:
        raise NotAllowedError(OTHERS)
    return mine
