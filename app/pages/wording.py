"""Help with words in any box: which are known here, adding one, and what may have been meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.changes import Outcome

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.domain.starting import Way
    from app.domain.words import Known
    from app.services.house import House


def known(house: House, actor: Actor) -> Known:
    """Return the words known here."""
    return house.words.known(actor)


def ways(house: House, actor: Actor) -> tuple[Way, ...]:
    """Return the ways to give feedback that are offered at questions."""
    del actor  # everybody may read them
    return house.practice.feedback_ways()


def add(house: House, actor: Actor, word: str, *, name: bool = False) -> Outcome[Known]:
    """Keep a word as right, or as no name, and return the words known from now on."""
    added = house.words.add(actor, word, name=name)
    return Outcome(house.words.known(actor), added.changes)


def meant(house: House, word: str) -> tuple[str, ...]:
    """Return what may have been meant. The first call takes about a second; it opens no records."""
    return house.words.suggest(word)
