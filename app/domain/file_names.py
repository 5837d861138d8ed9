"""Names for files that any system accepts, whatever words they are made of."""

from __future__ import annotations

import re

LONGEST = 120
"""The most letters of a name without its ending: paths on Windows end at 260."""
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(text: str, longest: int = LONGEST) -> str:
    """Return a text as (part of) a file name: no path, no sign a system forbids, no device's name.

    A number such as ``A/C-0001`` keeps its parts apart: ``A-C-0001``. Empty when nothing is left.
    """
    apart = re.sub(r"[/\\:]", "-", text)
    plain = re.sub(r"[^\w .’()-]", "", apart)[:longest].strip(". ")
    return f"_{plain}" if RESERVED.match(plain) else plain
