"""Spelling and the name guard: British words, care words, the names of staff, and what the service added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.changes import Outcome, changed
from app.domain.errors import TextError
from app.domain.words import WORD, Known
from app.services.present import present
from app.system.resources import resource

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.storage.store import Store

SPELLING, NOT_A_NAME = "spelling", "not_a_name"
MOST_SUGGESTIONS = 5


class WordsService:
    """What is known about words here. Nothing of what is checked leaves the screen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shipped: Known | None = None
        self._dictionary: Any = None

    def known(self, actor: Actor) -> Known:
        """Return every word known here."""
        if self._shipped is None:
            english = resource("words", "en_GB.dic").read_text(encoding="utf-8").split("\n")[1:]
            care, capitals, medicines, given = (
                resource("words", name).read_text(encoding="utf-8").split()
                for name in ("care.txt", "capitals.txt", "medicines.txt", "given.txt")
            )
            small = frozenset(word for word in english if word and not word[0].isupper())
            self._shipped = Known(
                plain=small | frozenset(word.casefold() for word in (*care, *medicines)),
                capitals=frozenset((*capitals, *medicines, "I", "I'm", "I've", "I'll", "I'd")),
                given=frozenset(given),
            )
        shipped = self._shipped
        with self._store.read() as work:
            present(work, actor)
            staff = {part for person in work.people.all() for part in WORD.findall(person.name)}
            own, allowed = work.words.all(SPELLING), work.words.all(NOT_A_NAME)
            here = work.service.get()
            places = [here.name, *(person.location for person in work.people.all())]
            service = {word for place in places for word in WORD.findall(place)}
        return Known(
            plain=shipped.plain | own,
            capitals=shipped.capitals
            | staff
            | service
            | allowed
            | {word for word in own if word[0].isupper()},
            given=shipped.given,
            places=tuple(here.places.split("\n")) if here.places else (),
        )

    def add(self, actor: Actor, word: str, *, name: bool = False) -> Outcome[None]:
        """Keep a word as right in spelling, or as no name of a person. Both hold for the whole service."""
        if not WORD.fullmatch(word) or len(word) > 60:  # noqa: PLR2004 - no word is that long
            message = "That is not one word, so it was not added."
            raise TextError(message)
        with self._store.write(actor.person_id) as work:
            present(work, actor)
            work.words.add(word, NOT_A_NAME if name else SPELLING)
            work.audit("word added", "service", "")
        return Outcome(None, changed())

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return words that may have been meant. The first call takes about a second."""
        if self._dictionary is None:
            self._dictionary = _dictionary()
        found: list[str] = []
        for suggestion in self._dictionary.suggest(word):
            found.append(str(suggestion))
            if len(found) == MOST_SUGGESTIONS:
                break
        return tuple(found)


def _dictionary() -> Any:
    """Return the dictionary that knows what may have been meant.

    Its own way of opening files leaves them open, so it is read here.
    """
    from spylls.hunspell.dictionary import Dictionary  # noqa: PLC0415 - slow to load
    from spylls.hunspell.readers import FileReader, read_aff, read_dic  # noqa: PLC0415 - see above

    class Reader(FileReader):
        def reset_io(self, obj: Any) -> None:
            before = getattr(self, "io", None)
            super().reset_io(obj)
            if before is not None:
                before.close()

    path = resource("words", "en_GB.dic")
    rules, words = (
        Reader(str(path.with_suffix(".aff")), encoding="UTF-8"),
        Reader(str(path), encoding="UTF-8"),
    )
    try:
        aff, context = read_aff(rules)
        return Dictionary(aff, read_dic(words, aff=aff, context=context))
    finally:
        rules.io.close()
        words.io.close()
