"""Names for files that any system accepts, whatever words they are made of."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 120
"""The most letters of a name with its ending: paths on Windows end at 260."""
MOST_BYTES = 200
"""The most UTF-8 bytes: names on Linux end at 255, and one being written is a little longer."""
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(\.|$)")
"""Names of devices, which Windows opens instead of a file; ``COM¹`` is ``COM1`` to it."""
APART, SIGNS = frozenset("/\\:|"), frozenset(" .,’'()[]-–_&+@#$!=")
ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def safe_name(text: str, longest: int = LONGEST) -> str:
    """Return a text as (part of) a file name: no path, no sign a system forbids, no device's name.

    A number such as ``A/C-0001`` keeps its parts apart: ``A-C-0001``. Empty when nothing is left.
    """
    plain = "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text))
    plain = _cut(" ".join(plain.split()).strip(". "), longest, MOST_BYTES)
    return _cut(f"_{plain}", longest, MOST_BYTES) if RESERVED.match(plain) else plain


def safe_file_name(name: str, otherwise: str = "file") -> str:
    """Return a whole file name that is safe to suggest, with its ending.

    ``otherwise`` stands before the ending when no letter is left.
    """
    found = ENDING.search(name)
    ending = found[0] if found else ""
    stem = safe_name(name.removesuffix(ending), LONGEST - len(ending)) or otherwise
    return f"{stem}{ending}"


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return safe file names of which no two are the same to a system that does not tell A from a."""
    taken, found = set[str](), list[str]()
    for name in names:
        ending = found_ending[0] if (found_ending := ENDING.search(name)) else ""
        stem, one, number = name.removesuffix(ending), name, 1
        while one.casefold() in taken:
            number += 1
            one = f"{stem} ({number}){ending}"
        taken.add(one.casefold())
        found.append(one)
    return tuple(found)


def _letter(letter: str) -> str:
    if letter in APART:
        return "-"
    if letter.isspace():
        return " "
    kept = letter in SIGNS or unicodedata.category(letter)[0] in "LMN"
    return letter if kept else ""


def _cut(text: str, letters: int, most_bytes: int) -> str:
    short = text[:letters].encode("utf-8", "ignore")[:most_bytes].decode("utf-8", "ignore")
    return short.strip(". ")
