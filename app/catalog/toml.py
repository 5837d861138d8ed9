"""The one door for TOML: files of forms, frameworks and crosswalks.

The reader that comes with Python takes minutes and a gigabyte for a file of forty thousand letters that is
made for it. So a file is looked over first: how many headers and settings, how deep, how many dots in a name.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from app.domain.errors import CatalogError
from app.domain.limits import (
    TOML_BYTES,
    TOML_DEEP,
    TOML_DOTS,
    TOML_FAULTS,
    TOML_LETTERS,
    TOML_TABLES,
    TOML_VALUES,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXT = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+",
    re.DOTALL,
)
"""A text or a comment. What never ends is left, and the reader tells of it."""
HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
DOTTED = re.compile(rf"(?<![\w-])[\w-]++(?:[ \t]*\.[ \t]*[\w-]++){{{TOML_DOTS + 1}}}")
LONG = re.compile(rf"[\w+-]{{{TOML_LETTERS}}}")
BRACKET = re.compile(r"[\[\]{}]")
TOO_LARGE = "it is far larger than such a file is"
FAULT_LETTERS = 400
NAMED = "t"
"""What stands for a text while the rest is looked at: it may be a part of a name."""


class TomlError(Exception):
    """A file that is not read; the message says why, and goes into brackets."""


def read_toml(data: bytes) -> tuple[str, dict[str, Any]]:
    """Return a file's text and what it says. Raises TomlError."""
    if len(data) > TOML_BYTES:
        raise TomlError(TOO_LARGE)
    try:
        text = data.decode("utf-8-sig")
        if (why := _too_much(text)) is not None:
            raise TomlError(why)
        return text, tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # what is no UTF-8 and no TOML are both a ValueError
        raise TomlError(str(error)) from error


def _too_much(text: str) -> str | None:
    """Return what a file holds that no such file holds, or None."""
    bare = TEXT.sub(lambda found: "" if found[0][0] == "#" else NAMED, text)
    if len(HEADER.findall(bare)) > TOML_TABLES:
        return f"it has more than {TOML_TABLES:,} headers in square brackets"
    if bare.count("=") + bare.count(",") > TOML_VALUES:
        return f"it has more than {TOML_VALUES:,} settings"
    if LONG.search(bare):
        return "a number or a name in it is far too long"
    if DOTTED.search(bare):
        return f"a name in it has more than {TOML_DOTS} dots"
    deep = 0
    for one in BRACKET.findall(bare):
        deep += 1 if one in "[{" else -1
        if deep > TOML_DEEP:
            return f"its lists stand more than {TOML_DEEP} deep in one another"
    return None


def told(faults: Sequence[str]) -> str:
    """Return the faults of a file a line each, and that there are more where there are too many to read.

    A name or value that the file holds is told as far as somebody reads it.
    """
    more = ["And more: mend these first."] if len(faults) > TOML_FAULTS else []
    short = (one if len(one) <= FAULT_LETTERS else f"{one[:FAULT_LETTERS]}…" for one in faults[:TOML_FAULTS])
    return "\n".join([*short, *more])


def shipped_toml(path: Path) -> dict[str, Any]:
    """Return what a file that came with Alongside says. Raises CatalogError."""
    try:
        return read_toml(path.read_bytes())[1]
    except TomlError as error:
        message = f"{path.name} came with Alongside and cannot be read ({error}). Install it again."
        raise CatalogError(message) from error
