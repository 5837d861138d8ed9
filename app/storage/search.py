"""The search index.

Words of finished records, folded so that "lucja" finds "Łucja", with who may find them beside.

Rows are numbered by the moment a record was held, so that the newest come first whatever the words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Unpack

from sqlalchemy import Integer, column, select, text, update

from app.domain.access import SUPERVISED, SUPERVISES
from app.domain.letters import UNSEEN, readable
from app.domain.people import Person, Role
from app.domain.records import Audience
from app.models.people import PersonRow
from app.models.records import RecordRow
from app.storage.gateways.records import Wanted, conditions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.domain.records import Record

LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
WORD = re.compile(r"\w+")
MOST_WORDS, ALL = 12, -1
ODD = UNSEEN | frozenset(map(chr, range(0xE000, 0xF900)))
ODD_IN_JSON = ("\\u001e", "\\u001f")
"""What an older program took for the end of a word, and how JSON holds Word's own hyphens."""
MADE = 1
"""How the index is made: 1 leaves letters out that have no looks."""


def cuts_words(said: str) -> bool:
    """Whether a text, as JSON holds it, has letters that an older program took for the end of a word."""
    return not ODD.isdisjoint(said) or any(one in said for one in ODD_IN_JSON)


def fold(words: str) -> str:
    """Return text in small letters without marks, with letters that have no base letter spelt out."""
    spread = unicodedata.normalize("NFKD", readable(words).casefold().translate(LETTERS))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


class SearchGateway:
    """Finding records by what is written in them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, record: Record, words: str, readers: frozenset[str]) -> None:
        """Index a record, in place of what was indexed before."""
        row = self._session.get_one(RecordRow, record.id)
        if row.search_id is None:
            number = round(record.held_at.timestamp() * 1_000_000)
            while self._session.scalar(select(RecordRow.id).where(RecordRow.search_id == number)) is not None:
                number += 1
            self._session.execute(update(RecordRow).where(RecordRow.id == record.id).values(search_id=number))
        else:
            number = row.search_id
            self._session.execute(text("DELETE FROM search WHERE rowid = :id"), {"id": number})
        who = [
            f"a{_token(record.about_id)}",
            f"l{_token(record.led_by_id)}",
            *(f"r{_token(person)}" for person in readers),
        ]
        who.append(f"k{record.kind.value.replace('_', '')}")
        who.append(record.kind.line.value)
        if not record.kind.row.private or record.audience is Audience.RECORD:
            who.append("open")
        self._session.execute(
            text("INSERT INTO search (rowid, text, who) VALUES (:id, :text, :who)"),
            {"id": number, "text": fold(words), "who": " ".join(who)},
        )
        self._session.expire(row)

    def is_older(self) -> bool:
        """Whether an older program may have made some of the index."""
        return int(self._session.execute(text("PRAGMA user_version")).scalar_one()) < MADE

    def older(self) -> tuple[str, ...]:
        """Return the indexed records in which something is written that has no looks."""
        rows = self._session.execute(
            text(
                "SELECT id, content || coalesce(response, '') || coalesce("
                "(SELECT group_concat(text, '') FROM comment WHERE record_id = record.id), '') "
                "FROM record WHERE search_id IS NOT NULL"
            )
        )
        return tuple(record_id for record_id, said in rows if cuts_words(said))

    def made_anew(self) -> None:
        """Say that the whole index is as it is made now."""
        self._session.execute(text(f"PRAGMA user_version = {MADE}"))

    def drop(self, record_id: str) -> None:
        """Take a record out of the index."""
        row = self._session.get_one(RecordRow, record_id)
        if row.search_id is not None:
            self._session.execute(text("DELETE FROM search WHERE rowid = :id"), {"id": row.search_id})
            self._session.execute(update(RecordRow).where(RecordRow.id == record_id).values(search_id=None))
            self._session.expire(row)

    def find(
        self, actor: Person, words: str, *, limit: int = 50, **wanted: Unpack[Wanted]
    ) -> tuple[str, ...]:
        """Return the ids of the newest records that hold every word and that the actor may read.

        The last word may be unfinished. They fit all that is ``wanted`` besides.

        Words between double quotes must stand together. Whatever is typed is taken as words, never as an
        instruction.
        """
        match = _match(words)
        if not match:
            return ()
        besides = tuple(conditions(wanted))
        hits = (
            text("SELECT rowid AS hit FROM search WHERE search MATCH :query ORDER BY rowid DESC LIMIT :most")
            .bindparams(query=f"({match}) AND ({self._allowed(actor)})", most=ALL if besides else limit)
            .columns(column("hit", Integer))
            .subquery("hits")
        )
        rows = select(RecordRow.id).join(hits, RecordRow.search_id == hits.c.hit).where(*besides)
        return tuple(self._session.scalars(rows.order_by(hits.c.hit.desc()).limit(limit)))

    def _allowed(self, actor: Person) -> str:
        """Return what the access table says as a query over the column ``who``.

        The service asks the table itself once more.
        """
        me = _token(actor.id)
        mine = f"(who : (a{me} OR r{me}) OR who : l{me} NOT (who : managerial OR who : kreflection))"
        if actor.role is Role.OWNER or (actor.role is Role.DEPUTY and actor.sees_everyone):
            return f"(who : open OR {mine})"
        if actor.role in SUPERVISES:
            mine = f"(who : (a{me} OR r{me}) OR who : l{me} NOT who : kreflection)"
            team = self._session.scalars(
                select(PersonRow.id).where(
                    PersonRow.supervisor_id == actor.id, PersonRow.role.in_(SUPERVISED[actor.role])
                )
            ).all()
            if team:
                return (
                    f"({mine} OR (who : open AND who : "
                    f"({' OR '.join(f'a{_token(person)}' for person in team)})))"
                )
        return mine


def _match(words: str) -> str:
    parts: list[str] = []
    for number, piece in enumerate(fold(words).split('"')):
        found = WORD.findall(piece)[:MOST_WORDS]
        if number % 2 and found:
            parts.append(f'text : "{" ".join(found)}"')
        else:
            parts += [f'text : "{word}"' for word in found]
    if parts and not words.rstrip().endswith('"'):
        parts[-1] += " *"
    return " AND ".join(parts[:MOST_WORDS])


def _token(person_id: str) -> str:
    return person_id.replace("-", "")
