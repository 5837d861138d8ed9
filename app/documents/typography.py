"""Fonts, text styles and what happens to a character no font can draw."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.domain.letters import mark, one_line_end, readable
from app.system.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

BODY, BOLD, ITALIC, SYMBOLS = "NotoSans", "NotoSans-Bold", "NotoSans-Italic", "DejaVuSans"
FILES = {
    BODY: "NotoSans-Regular",
    BOLD: "NotoSans-Bold",
    ITALIC: "NotoSans-Italic",
    "NotoSans-BoldItalic": "NotoSans-BoldItalic",
    SYMBOLS: "DejaVuSans",
}
INK, QUIET, LINE, TINT, ACCENT = (
    HexColor(0x17202B),
    HexColor(0x465261),
    HexColor(0xC5CED8),
    HexColor(0xEEF2F6),
    HexColor(0x14597F),
)
PIECE = 3000
"""Characters a paragraph holds at most.

Laying out one huge paragraph takes time that grows with its square.
"""


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Register the embedded fonts once."""
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{file}.ttf"))))
    pdfmetrics.registerFontFamily(
        BODY, normal=BODY, bold=BOLD, italic=ITALIC, boldItalic="NotoSans-BoldItalic"
    )


@lru_cache(maxsize=1)
def styles() -> dict[str, ParagraphStyle]:
    """Return the few text styles a record is set in. Sizes in points."""
    load_fonts()
    body = ParagraphStyle(
        "body", fontName=BODY, fontSize=10, leading=14.5, textColor=INK, allowWidows=0, allowOrphans=0
    )

    def like(name: str, **changes: Any) -> ParagraphStyle:
        return ParagraphStyle(name, parent=body, **changes)

    heading = like(
        "heading",
        fontName=BOLD,
        fontSize=13,
        leading=18,
        textColor=ACCENT,
        spaceBefore=14,
        spaceAfter=4,
        keepWithNext=1,
    )
    return {
        "body": body,
        "answer": like("answer", spaceAfter=0),
        "title": like("title", fontName=BOLD, fontSize=22, leading=28, textColor=INK, spaceAfter=2),
        "service": like("service", fontSize=10, textColor=QUIET),
        "heading": heading,
        "over": ParagraphStyle("over", parent=heading, keepWithNext=0),
        "over small": like("over small", fontName=BOLD, fontSize=10.5, leading=14, textColor=ACCENT),
        "question": like(
            "question",
            fontName=BOLD,
            fontSize=9.5,
            leading=13,
            textColor=QUIET,
            spaceBefore=6,
            spaceAfter=1,
            keepWithNext=1,
        ),
        "lead": like("lead", spaceAfter=4, keepWithNext=1),
        "small": like("small", fontSize=8.5, leading=12, textColor=QUIET),
        "tight": like("tight", fontSize=8.5, leading=10.5),
        "cell": like("cell", fontSize=9.5, leading=13),
        "head": like("head", fontName=BOLD, fontSize=8.5, leading=12, textColor=QUIET),
        "key": like("key", fontName=BODY, fontSize=9, leading=13, textColor=QUIET),
        "words": like("words", leftIndent=4 * mm, fontName=ITALIC),
        "wall": like("wall", fontSize=14, leading=20, leftIndent=8 * mm, firstLineIndent=-8 * mm),
        "big": like("big", fontName=BOLD, fontSize=16, leading=24, alignment=1),
    }


@lru_cache(maxsize=4096)
def _drawn(character: str) -> str:
    """Return the font a character is drawn in, or an empty text when none has it."""
    load_fonts()
    code = ord(character)
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return ""
    for name in (BODY, SYMBOLS):
        font: Any = pdfmetrics.getFont(name)
        if code in font.face.charToGlyph:
            return name
    return ""


def printable(text: str) -> str:
    """Return text as it will be printed: as it is read, with a mark for each letter that no font has."""
    return "".join(_shown(letter) for letter in readable(text))


def unprintable(text: str) -> tuple[str, ...]:
    """Return each different character that would be printed as a mark, in order of appearance."""
    return tuple(c for c in dict.fromkeys(one_line_end(text)) if mark(c) in printable(c))


def _shown(letter: str) -> str:
    """Return what is printed for a letter."""
    return letter if letter == "\n" or _drawn(letter) else mark(letter)


def markup(text: str) -> str:
    """Return printable text as paragraph markup: escaped, with symbols switched to the font that has them."""
    pieces: list[str] = []
    run, current = "", BODY
    for character in printable(text):
        font = _drawn(character) or BODY
        if font != current:
            pieces.append(_run(run, current))
            run, current = "", font
        run += character
    pieces.append(_run(run, current))
    return "".join(pieces)


def pieces(text: str) -> Iterator[str]:
    """Yield a text line by line, and a very long line in parts that end at a space where there is one."""
    for line in one_line_end(text).split("\n"):
        rest = line
        while len(rest) > PIECE:
            cut = rest.rfind(" ", PIECE // 2, PIECE)
            cut = cut + 1 if cut > 0 else PIECE
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _run(run: str, font: str) -> str:
    if not run:
        return ""
    return escape(run) if font == BODY else f'<font name="{font}">{escape(run)}</font>'
