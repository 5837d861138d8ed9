"""The words of a piece of rich text (RTF), where that is all there is on the clipboard.

Only words, line ends, tabs and the marks of lists are read (RTF specification 1.9.1). Pictures, fonts, fields
and whatever else it holds are read over, and nothing in it is ever run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

BEGINS = "{\\rtf"
MOST_RICH = 4_000_000
"""More than this is not read: somebody waits for it."""
PIECE = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    r"|(?P<brace>[{}])|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
LINES = frozenset({"par", "line", "row", "nestrow", "page", "sect"})
LETTERS = {
    "tab": "\t",
    "cell": "\t",
    "nestcell": "\t",
    "bullet": "•",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
}
SIGNS = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\n": "\n", "\r": "\n"}
UNREAD = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf"}
    | {
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "footnote",
        "annotation",
        "fldinst",
        "datafield",
        "themedata",
    }
    | {
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "xmlnstbl",
        "latentstyles",
        "datastore",
        "bkmkstart",
    }
    | {
        "bkmkend",
        "nonesttables",
        "filetbl",
        "revtbl",
        "wgrffmtfilter",
        "colorschememapping",
        "mmathPr",
        "shpinst",
    }
)
"""Groups that hold no words of the text."""


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a pair of braces: read over, hidden, and how many letters stand after ``u``."""

    unread: bool = False
    hidden: bool = False
    after: int = 1


def from_rich_text(data: bytes) -> str:
    """Return the words of rich text; nothing for what is none, or too long to wait for."""
    text = data.decode("latin-1").strip("\0 \r\n")
    if not text.startswith(BEGINS) or len(text) > MOST_RICH:
        return ""
    return _Reader().read(text).strip("\n")


class _Reader:
    def __init__(self) -> None:
        self._out: list[str] = []
        self._groups = [_Group()]
        self._page = "cp1252"
        self._skip = 0
        self._bytes = bytearray()

    def read(self, text: str) -> str:
        """Return the words, read from front to back; what is broken ends them."""
        place, fresh = 0, False
        while match := PIECE.match(text, place):
            place = match.end()
            if match["hex"]:
                self._byte(int(match["hex"], 16))
                fresh = False
                continue
            self._flush()
            if match["brace"]:
                self._brace(match["brace"])
                fresh = match["brace"] == "{"
                continue
            if match["word"]:
                if match["word"] == "bin":
                    place += max(int(match["number"] or 0), 0)
                else:
                    self._word(match["word"], match["number"], fresh=fresh)
            elif match["sign"]:
                self._sign(match["sign"])
                fresh = fresh and match["sign"] == "*"
                continue
            elif match["text"]:
                self._say(match["text"])
            fresh = False
        self._flush()
        said = "".join(self._out).encode("utf-16-le", "surrogatepass")  # an emoji comes in two halves
        return said.decode("utf-16-le", errors="replace")

    def _brace(self, brace: str) -> None:
        self._skip = 0
        if brace == "{":
            self._groups.append(self._groups[-1])
        elif len(self._groups) > 1:
            self._groups.pop()

    def _word(self, word: str, number: str | None, *, fresh: bool) -> None:
        group, value = self._groups[-1], int(number or 0)
        if word in UNREAD and fresh:
            self._groups[-1] = replace(group, unread=True)
        elif word in {"listtext", "pntext"}:
            self._groups[-1] = replace(group, unread=len(self._groups) > 1 and self._groups[-2].unread)
        elif word == "u":
            self._say(chr(value % 65536))
            self._skip = group.after
        elif word == "uc":
            self._groups[-1] = replace(group, after=max(value, 0))
        elif word == "v":
            self._groups[-1] = replace(group, hidden=number != "0")
        elif word == "ansicpg":
            self._page = f"cp{value}"
        elif word in LINES:
            self._say("\n")
        elif word in LETTERS:
            self._say(LETTERS[word])

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._groups[-1] = replace(self._groups[-1], unread=True)
        else:
            self._say(SIGNS.get(sign, sign if sign in "\\{}" else ""))

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(byte)

    def _flush(self) -> None:
        if self._bytes:
            said, self._bytes = bytes(self._bytes), bytearray()
            try:
                self._say(said.decode(self._page, errors="replace"))
            except LookupError:
                self._say(said.decode("cp1252", errors="replace"))

    def _say(self, text: str) -> None:
        group = self._groups[-1]
        if self._skip and text not in LETTERS.values() and text != "\n":
            text, self._skip = text[self._skip :], max(self._skip - len(text), 0)
        if not group.unread and not group.hidden:
            self._out.append(text)
