"""Letters as they are read: what stands for the marks that Word, Teams and web pages leave in copied text.

Records keep every letter as it was given. A PDF, a screen and the search show ``readable``.
"""

from __future__ import annotations

import unicodedata

UNSEEN = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f"
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0\x1f"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
"""Characters that say how others are joined, turned, drawn or broken. By the Unicode Standard (section 23)
they have no looks of their own, so nothing is shown; a soft hyphen only says where a word may be broken
(U+001F is Word's own).

The two that override the direction of others (U+202D, U+202E) are not among them: they are used to deceive,
so a mark shows where one stands."""
LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
INSTEAD = {
    "\t": "    ",
    "\x1e": "-",
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf06f": "○",
    "\uf0a8": "☐",
    "\uf071": "☐",
    "\uf0d8": "➢",
    "\uf076": "❖",
    "\uf0fc": "✓",
    "\uf0fb": "✗",
    "\uf0fe": "☑",
    "\uf0e0": "→",
    "\uf04a": "☺",
    "\uf02d": "–",
}
"""What stands for the bullets and ticks that Word takes from its Symbol and Wingdings fonts, and for
Word's own hyphen that does not break (U+001E)."""


def one_line_end(text: str) -> str:
    """Return a text with one sort of line end."""
    for end in LINE_ENDS:
        text = text.replace(end, "\n")
    return text


def readable(text: str) -> str:
    """Return a text as it is read.

    Line ends, spaces, tabs and bullets in one form, nothing for what has no looks, and a mark for what works
    on other letters or on machines instead of being read.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_read(letter) for letter in one_line_end(text) if letter not in UNSEEN)


def mark(letter: str) -> str:
    """Return the visible text that stands for a letter that cannot be shown: ``[U+1F600 GRINNING FACE]``."""
    name = unicodedata.name(letter, "")
    return f"[U+{ord(letter):04X}{' ' + name if name else ''}]"


def _read(letter: str) -> str:
    if letter in INSTEAD:
        return INSTEAD[letter]
    if letter in "\n\xa0":
        return letter
    match unicodedata.category(letter):
        case "Zs":
            return " "
        case "Cc" | "Cf" | "Cs" | "Co" | "Zl" | "Zp":
            return mark(letter)
        case _:
            return letter
