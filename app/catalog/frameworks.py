"""Reading framework and crosswalk files (TOML).

Every fault is named with its line, and nothing is taken from a file with a fault.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from app.catalog.toml import TomlError, read_toml, shipped_toml, told
from app.domain.errors import CatalogError
from app.domain.frameworks import Category, Crosswalk, Framework, Group, Item, Known, Status
from app.domain.limits import TOML_FAULTS

if TYPE_CHECKING:
    from pathlib import Path

ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
DAYS = ("published_on", "begins_on", "ends_on")
LONGEST, MOST_ITEMS, LONGEST_CODE = 2000, 1000, 30
FRAMEWORK_KEYS = frozenset(field.name for field in fields(Framework))
ITEM_KEYS = frozenset(field.name for field in fields(Item))
CROSSWALK_KEYS = frozenset({"id", "version", "title", "from", "to", "note", "maps"})
MEND = "Nothing was brought in. Mend the file and try again."
ITEM_HEADER = re.compile(r"^[ \t]*\[\[\s*items\s*]]", re.MULTILINE)


def read_framework(path: Path) -> Framework:
    """Return the framework in a file. Raises CatalogError."""
    found = parse(path.name, path.read_bytes())
    if isinstance(found, Framework):
        return found
    message = f"{path.name}: this is a crosswalk, not a framework. {MEND}"
    raise CatalogError(message)


def read_crosswalk(path: Path) -> Crosswalk:
    """Return the crosswalk in a file. Raises CatalogError."""
    found = parse(path.name, path.read_bytes())
    if isinstance(found, Crosswalk):
        return found
    message = f"{path.name}: this is a framework, not a crosswalk. {MEND}"
    raise CatalogError(message)


def read_categories(path: Path) -> tuple[Category, ...]:
    """Return the kinds of evidence."""
    raw = shipped_toml(path)
    return tuple(
        Category(id=one["id"], title=one["title"], counts=tuple(one["counts"])) for one in raw["categories"]
    )


def parse(name: str, data: bytes) -> Framework | Crosswalk:
    """Return what a file holds. Raises CatalogError with one line for each fault."""
    try:
        text, raw = read_toml(data)
    except TomlError as error:
        message = f"{name}: this file cannot be read ({error}). {MEND}"
        raise CatalogError(message) from error
    reader = _Reader(name, text)
    found = reader.crosswalk(raw) if "maps" in raw else reader.framework(raw)
    if reader.faults or found is None:
        message = f"{told(reader.faults)} {MEND}"
        raise CatalogError(message)
    return found


def framework_file(framework: Framework) -> bytes:
    """Return a framework as the bytes of a file that ``parse`` reads."""
    import tomli_w  # noqa: PLC0415 - only when a framework leaves

    head = {
        f.name: getattr(framework, f.name)
        for f in fields(Framework)
        if f.name not in {"items", "groups", "status", "dates"}
    }
    kept: dict[str, Any] = {key: value for key, value in head.items() if value not in (None, "", False)}
    kept["status"] = framework.status.value
    if framework.dates:
        kept["dates"] = {key: known.value for key, known in framework.dates}
    kept["groups"] = [{"id": group.id, "title": group.title} for group in framework.groups]
    items = [{f.name: getattr(item, f.name) for f in fields(Item)} for item in framework.items]
    kept["items"] = [
        {key: list(value) if isinstance(value, tuple) else value for key, value in item.items() if value}
        for item in items
    ]
    return tomli_w.dumps({key: value for key, value in kept.items() if value != []}).encode()


class _Reader:
    """Collects faults while it reads, each with its line."""

    def __init__(self, name: str, text: str) -> None:
        self.faults: list[str] = []
        self._name = name
        self._text = text
        self._starts = [match.start() for match in ITEM_HEADER.finditer(text)]

    def framework(self, raw: dict[str, Any]) -> Framework | None:
        """Return the framework, or note every fault."""
        self._strange(raw, FRAMEWORK_KEYS, "a framework", 0)
        head = {
            key: self._text_of(raw, key, needed=key in {"id", "version", "title"})
            for key in ("id", "version", "title")
        }
        if head["id"] and not ID.fullmatch(head["id"]):
            self._fault(
                0, "id", f"the id “{head['id'][:60]}” may hold small letters, digits and underscores only"
            )
        more = {key: self._text_of(raw, key) for key in ("publisher", "source", "licence", "note")}
        days = {key: self._day(raw, key) for key in DAYS}
        dates = self._dates(raw)
        status = raw.get("status", "final")
        if status not in set(Status):
            self._fault(0, "status", "status is “final” or “draft”")
            status = "final"
        groups = tuple(self._group(one) for one in self._tables(raw, "groups"))
        entries = self._tables(raw, "items")
        if not entries:
            self._fault(0, "items", "it has no items; each begins with a line [[items]]")
        if len(entries) > MOST_ITEMS:
            self._fault(0, "items", f"it has more than {MOST_ITEMS} items")
            entries = []
        items: list[Item] = []
        for place, entry in enumerate(entries):
            at = self._starts[place] if place < len(self._starts) else 0
            item = self._item(entry, at, {group.id for group in groups})
            if item.code and item.code in {one.code for one in items}:
                self._fault(at, "code", f"the code “{item.code}” stands twice")
            items.append(item)
        if self.faults:
            return None
        off = raw.get("off", False) is True
        values: dict[str, Any] = {**head, **more, **days}
        return Framework(
            **values, status=Status(status), groups=groups, items=tuple(items), off=off, dates=dates
        )

    def crosswalk(self, raw: dict[str, Any]) -> Crosswalk | None:
        """Return the crosswalk, or note every fault."""
        self._strange(raw, CROSSWALK_KEYS, "a crosswalk", 0)
        head = {
            key: self._text_of(raw, key, needed=key != "note")
            for key in ("id", "version", "title", "from", "to", "note")
        }
        maps: list[tuple[str, tuple[str, ...]]] = []
        same: list[tuple[str, str]] = []
        for entry in self._tables(raw, "maps"):
            targets = entry.get("to")
            if (
                not isinstance(entry.get("from"), str)
                or not isinstance(targets, list)
                or not all(isinstance(one, str) for one in targets)
            ):
                self._fault(0, "maps", 'each line of maps is { from = "S1", to = ["S1"] }')
                break
            alike = entry.get("same", [])
            if not isinstance(alike, list) or not set(map(str, alike)) <= set(targets):
                self._fault(0, "maps", "“same” names codes that are among those of “to”")
                break
            maps.append((entry["from"], tuple(targets)))
            same += [(entry["from"], target) for target in alike]
        if self.faults:
            return None
        return Crosswalk(
            id=head["id"],
            version=head["version"],
            title=head["title"],
            origin=head["from"],
            target=head["to"],
            note=head["note"],
            maps=tuple(maps),
            same=frozenset(same),
        )

    def _item(self, entry: dict[str, Any], at: int, groups: set[str]) -> Item:
        self._strange(entry, ITEM_KEYS, "an item", at)
        texts = {
            key: self._text_of(entry, key, at, needed=key in {"code", "title"})
            for key in ("code", "title", "group", "gist", "prompt")
        }
        if len(texts["code"]) > LONGEST_CODE:
            self._fault(at, "code", f"a code has {LONGEST_CODE} letters at most")
        if texts["group"] and texts["group"] not in groups:
            self._fault(at, "group", f"the group “{texts['group']}” is not among the groups")
        return Item(**texts, words=self._texts(entry, "words", at), counts=self._texts(entry, "counts", at))

    def _group(self, entry: dict[str, Any]) -> Group:
        return Group(
            id=self._text_of(entry, "id", needed=True), title=self._text_of(entry, "title", needed=True)
        )

    def _tables(self, raw: dict[str, Any], key: str) -> list[dict[str, Any]]:
        value = raw.get(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return value
        self._fault(0, key, f"{key} is a list of tables")
        return []

    def _texts(self, raw: dict[str, Any], key: str, at: int) -> tuple[str, ...]:
        value = raw.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) and 0 < len(one) <= LONGEST for one in value):
            return tuple(value)
        self._fault(at, key, f"{key} is a list of texts")
        return ()

    def _text_of(self, raw: dict[str, Any], key: str, at: int = 0, *, needed: bool = False) -> str:
        value = raw.get(key, "")
        if not isinstance(value, str):
            self._fault(at, key, f"{key} is a text between quotes")
            return ""
        if needed and not value.strip():
            self._fault(at, key, f"{key} is missing")
        if len(value) > LONGEST:
            self._fault(at, key, f"{key} is longer than {LONGEST} letters")
        return " ".join(value.split())

    def _day(self, raw: dict[str, Any], key: str) -> dt.date | None:
        value = raw.get(key)
        if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
            return value
        self._fault(0, key, f"{key} is a day written as 2026-03-24 without quotes")
        return None

    def _dates(self, raw: dict[str, Any]) -> tuple[tuple[str, Known], ...]:
        value = raw.get("dates", {})
        words = ", ".join(f"“{one}”" for one in Known)
        if isinstance(value, dict) and all(key in DAYS and one in set(Known) for key, one in value.items()):
            return tuple((key, Known(one)) for key, one in value.items())
        self._fault(0, "dates", f"dates says of each day where it comes from: {words}")
        return ()

    def _strange(self, raw: dict[str, Any], known: frozenset[str], what: str, at: int) -> None:
        for key in sorted(raw.keys() - known):
            self._fault(at, key, f"{what} has nothing called “{key[:60]}”")

    def _fault(self, at: int, key: str, text: str) -> None:
        """Note a fault with the line of the key within the part that begins at ``at``, or of that part."""
        if len(self.faults) > TOML_FAULTS:
            return
        ends = [start for start in self._starts if start > at]
        match = re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=", re.MULTILINE).search(
            self._text, at, ends[0] if ends else len(self._text)
        )
        line = self._text.count("\n", 0, match.start() if match else at) + 1
        self.faults.append(f"{self._name}, line {line}: {text}.")
