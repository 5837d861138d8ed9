"""The settings of a form file, each read as what it has to be; a fault knows its line."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from app.domain.forms import Field, Option

if TYPE_CHECKING:
    from collections.abc import Callable

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
P = TypeVar("P", Field, Option)
ID = re.compile(r"[a-z][a-z0-9_]*")
SECTION_HEADER = re.compile(r"^[ \t]*\[\[\s*sections\s*]]", re.MULTILINE)


class FaultError(Exception):
    """One fault in a file, with its line."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


class Settings:
    """The settings of one file.

    It remembers where the part being read begins, and where its section ends, so that a fault has a line.
    """

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self.faults: list[tuple[int, str]] = []
        self._headers = [header.start() for header in SECTION_HEADER.finditer(text)]
        self._at, self._end = 0, self._headers[0] if self._headers else len(text)

    def tried(self, read: Callable[[], T]) -> T | None:
        """Return what was read, or note its fault in ``faults`` and go on."""
        try:
            return read()
        except FaultError as fault:
            self.faults.append((fault.line, str(fault)))
            return None

    def each(
        self, entries: list[dict[str, Any]], read: Callable[[dict[str, Any], set[str]], P]
    ) -> tuple[P, ...]:
        """Return what the entries of a list say, questions or options.

        An entry with a fault is noted and left out.
        """
        made: list[P] = []
        for entry in entries:
            self.enter(entry.get("id"))
            one = self.tried(partial(read, entry, {part.id for part in made}))
            if one is not None:
                made.append(one)
        return tuple(made)

    def id(self, raw: dict[str, Any]) -> str:
        """Return the id. It is small letters, digits and underscores, with a letter first."""
        id_ = self.text(raw, "id")
        if not ID.fullmatch(id_):
            self.fail(
                raw, "id", f"the id “{id_}” is not small letters, digits and underscores, with a letter first"
            )
        return id_

    def new_id(self, raw: dict[str, Any], taken: set[str], what: str) -> str:
        """Return an id that none of its neighbours has."""
        id_ = self.id(raw)
        if id_ in taken:
            self.fail(raw, "id", f"there are two of the {what} “{id_}”")
        return id_

    def version(self, raw: dict[str, Any]) -> int:
        """Return the version, a whole number from 1."""
        value = raw.get("version")
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.fail(raw, "version", "the version is a whole number from 1")
        return value

    def count(self, raw: dict[str, Any], key: str) -> int | None:
        """Return a whole number from 1, or None where none is set."""
        value = raw.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            self.fail(raw, key, f"“{key}” is a whole number from 1")
        return value

    def number(self, raw: dict[str, Any], key: str) -> float | None:
        """Return a number, or None where none is set."""
        value = raw.get(key)
        if value is not None and (not isinstance(value, int | float) or isinstance(value, bool)):
            self.fail(raw, key, f"“{key}” is a number{_of(raw, key)}")
        return value

    def choice(self, kind: type[E], raw: dict[str, Any], key: str) -> E:
        """Return one of the words of an enum."""
        value = self.text(raw, key)
        try:
            return kind(value)
        except ValueError:
            self.fail(raw, key, f"{key} is “{value}”; it is one of {', '.join(kind)}")

    def text(self, raw: dict[str, Any], key: str, default: str | None = None) -> str:
        """Return a text; without a default it has to be there and say something."""
        value = raw.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fail(raw, key, f"“{key}” is missing or is not text{_of(raw, key)}")
        return value

    def texts(self, raw: dict[str, Any], key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where none is set."""
        value = raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            self.fail(raw, key, f"“{key}” is a list of texts{_of(raw, key)}")
        return tuple(value)

    def flag(self, raw: dict[str, Any], key: str) -> bool:
        """Return true or false; false where nothing is set."""
        value = raw.get(key, False)
        if not isinstance(value, bool):
            self.fail(raw, key, f"“{key}” is true or false{_of(raw, key)}")
        return value

    def tables(self, raw: dict[str, Any], key: str, *, needed: bool) -> list[dict[str, Any]]:
        """Return a list of tables."""
        value = raw.get(key, [])
        if (
            not isinstance(value, list)
            or not all(isinstance(entry, dict) for entry in value)
            or (needed and not value)
        ):
            self.fail(raw, key, f"“{key}” is missing, empty or not a list{_of(raw, key)}")
        return value

    def known(self, raw: dict[str, Any], keys: frozenset[str], where: str) -> None:
        """Refuse a key that is no setting of this part."""
        for key in raw:
            if key not in keys:
                self.fail(raw, key, f"“{key}” is not a setting of {where}")

    def enter_top(self) -> None:
        """Go back to what stands before the first section."""
        self._at, self._end = 0, self._headers[0] if self._headers else len(self._text)

    def enter_section(self, place: int) -> None:
        """Go to the section at a place in the list."""
        if place < len(self._headers):
            self._at, self._end = self._headers[place], [*self._headers, len(self._text)][place + 1]
        else:  # the sections are one inline list, and the search goes on from where it is
            self._end = len(self._text)

    def enter(self, id_: object) -> None:
        """Go to the part with an id, within the section."""
        said = re.compile(rf"""(?<![\w-])id\s*=\s*["']{re.escape(str(id_))}["']""").search(
            self._text, self._at, self._end
        )
        if said:
            self._at = said.end()

    def fail(self, raw: dict[str, Any], key: str, fault: str) -> NoReturn:
        """Name the line that sets the key in the part being read.

        When nothing sets it, the line of the part's id.
        """
        begin = self._text.rfind("\n", 0, self._at) + 1
        sets = (
            re.compile(rf"(?<![\w-]){re.escape(key)}\s*=").search(self._text, begin, self._end)
            if key in raw
            else None
        )
        line = self._text.count("\n", 0, sets.start() if sets else begin) + 1
        raise FaultError(line, f"{self._name}, line {line}: {fault}.")


def _of(raw: dict[str, Any], key: str) -> str:
    return f" in “{raw['id']}”" if "id" in raw and key != "id" else ""
