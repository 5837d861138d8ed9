"""What one record counts for: by default, by somebody's word, or perhaps because of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import LEADS_PRACTICE
from app.pages import places
from app.pages.pieces import Option

if TYPE_CHECKING:
    from app.domain.changes import Outcome
    from app.domain.frameworks import Framework, Item
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One item the record counts for, or might: ``ref`` is what is sent, ``tip`` what its button does."""

    ref: str
    words: str
    why: str
    tip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Towards:
    """One framework: what the record counts for in it, and what its words hint at."""

    name: str
    items: tuple[Counted, ...]
    hints: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingPage:
    """What a record counts for. Without ``may_say`` it is only read; ``others`` are all items there are."""

    towards: tuple[Towards, ...]
    may_say: bool
    others: tuple[Option, ...]
    back: Place


def read(house: House, actor: Actor, record_id: str) -> CountingPage:
    """Return what a record counts for. Raises NotAllowedError when it may not be read."""
    may = actor.role in LEADS_PRACTICE
    with house.store.read():
        counts = house.evidence.counts(actor, record_id)
        hints = house.evidence.suggestions(actor, record_id) if may else ()
    by_id = {framework.id: found for framework, found in hints}
    towards = (
        Towards(
            name=framework.name,
            items=tuple(_counted(framework, item, f"✓ {item.code} {item.title}", why) for item, why in items),
            hints=tuple(_hinted(framework, one.item, one.why) for one in by_id.get(framework.id, ())),
        )
        for framework, items in counts
    )
    return CountingPage(
        towards=tuple(one for one in towards if one.items or one.hints),
        may_say=may,
        others=tuple(
            Option(_ref(framework, item), f"{framework.cited(item.code)} {item.title}")
            for framework, _ in counts
            for item in framework.items
        ),
        back=places.Record(record_id=record_id),
    )


def count(house: House, actor: Actor, record_id: str, ref: str) -> Outcome[int]:
    """Say that the record counts for an item."""
    framework_id, _, code = ref.partition("|")
    return house.evidence.tag(actor, [record_id], framework_id, code)


def take_off(house: House, actor: Actor, record_id: str, ref: str) -> Outcome[int]:
    """Say that the record does not count for an item."""
    framework_id, _, code = ref.partition("|")
    return house.evidence.tag(actor, [record_id], framework_id, code, off=True)


def _ref(framework: Framework, item: Item) -> str:
    return f"{framework.id}|{item.code}"


def _counted(framework: Framework, item: Item, words: str, why: str) -> Counted:
    return Counted(
        ref=_ref(framework, item),
        words=words,
        why=why,
        tip=f"It does not count for {framework.cited(item.code)}",
    )


def _hinted(framework: Framework, item: Item, why: str) -> Counted:
    words = f"? {item.code} {item.title}"
    return Counted(
        ref=_ref(framework, item), words=words, why=why, tip=f"Count it for {framework.cited(item.code)}"
    )
