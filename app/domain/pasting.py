"""Text from elsewhere as plain text that reads the same: lists with marks, tables in rows, paragraphs kept.

From Word, Outlook, Teams and web pages it comes as HTML, from Notepad and terminals as plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from app.domain.letters import one_line_end

MOST_OF_IT = 0.9
"""HTML that holds fewer of the letters than the plain text was not understood."""
MOST_HTML = 1_000_000
"""More than this is read as plain text: somebody waits for it."""
MOST_PLAIN = 2_000_000
"""More than this is no box's to hold, and is not put in order before it is refused."""
MOST_UNCLOSED = 1_000
"""So many tags that nothing closes are no page: the reader would look for each of their ends to the end."""
BULLETS = "•◦▪▫‣⁃●○■□◆◇➢➤❖✓✔✗\u00b7\uf0b7\uf0a7\uf06f\uf0d8\uf076\uf0fc\uf0e0\uf0a8\uf02d"
MARK = re.compile(rf"^([ \t\u00a0]*)(?:([{BULLETS}])[ \t\u00a0]+|([o§*–-])(?:\t|[ \u00a0]{{3,}}))(?=\S)")
NUMBER = re.compile(
    r"^([ \t\u00a0]*)(\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)])(?:\t|[ \u00a0]{3,})[ \t\u00a0]*(?=\S)"
)
INDENT, MOST_DEEP = "  ", 8
COLUMN = " | "
BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "address",
        "figure",
        "figcaption",
        "main",
        "nav",
        "aside",
        "form",
        "fieldset",
        "table",
        "hr",
    ]
)
APART = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre"})
UNREAD = frozenset({"style", "script", "head", "title", "template", "xml"})
LONGEST_PICTURE = 12
"""A picture of so few letters, none of them plain, is an emoji; Teams sends them so."""


def pasted(plain: str, html: str = "") -> str:
    """Return what is pasted, from the plain text and, where there is one, the HTML that came with it."""
    if not html or not readable(html):
        return from_plain(plain)
    text = from_html(html)
    return text if _letters(text) >= MOST_OF_IT * _letters(plain) else from_plain(plain)


def readable(html: str) -> bool:
    """Whether a piece of HTML is read as such."""
    unclosed = (">" not in part for part in html.split("<")[1:]) if len(html) <= MOST_HTML else ()
    return len(html) <= MOST_HTML and sum(unclosed) <= MOST_UNCLOSED


def from_plain(text: str) -> str:
    """Return a plain text with its bullets and numbers in one form and its tables in readable rows."""
    if len(text) > MOST_PLAIN:
        return text
    return "\n".join(_line(line) for line in one_line_end(text).split("\n"))


def one_line(text: str) -> str:
    """Return a text for a box of one line: its lines one after the other."""
    return " ".join(part for line in from_plain(text).split("\n") if (part := line.strip()))


def from_html(html: str) -> str:
    """Return the words of a piece of HTML as plain text; nothing for what is none."""
    if not readable(html):
        return ""
    begin, end = html.find("<!--StartFragment-->"), html.rfind("<!--EndFragment-->")
    reader = _Reader()
    try:
        reader.feed(html[begin:end] if 0 <= begin < end else html)
        reader.close()
    except AssertionError:  # how Python's reader answers “<![x”
        return ""
    return reader.text()


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _line(line: str) -> str:
    """Return one line: a point of a list with its mark, a row of a table, or as it is."""
    for found, mark in ((MARK.match(line), "•"), (NUMBER.match(line), "")):
        if found is not None:
            deep = len(found[1].replace("\t", INDENT)) // len(INDENT)
            return f"{INDENT * min(deep, MOST_DEEP)}{mark or found[2]} {_cells(line[found.end() :])}"
    return _cells(line)


def _cells(line: str) -> str:
    if "\t" not in line:
        return line
    cells = [cell.strip() for cell in line.strip("\t").split("\t")]
    return COLUMN.join(cells) if len(cells) > 1 else cells[0]


@dataclass
class _List:
    ordered: bool
    number: int = 1
    kind: str = "1"


@dataclass
class _Row:
    cells: list[str] = field(default_factory=list)
    begin: int = 0


class _Reader(HTMLParser):
    """Writes lines while it reads tags. Unknown tags are read through; nothing in them is ever run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._lists: list[_List] = []
        self._rows: list[_Row] = []
        self._unread = self._pre = 0
        self._word_mark: str | None = None
        self._mark_spans = 0
        self._deep = 0
        self._prefix = ""
        self._word_paragraph = False

    def text(self) -> str:
        """Return what was read."""
        lines = [_line(line.rstrip(" \u00a0")).replace("\u00a0", " ") for line in self._lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    # --- tags -----------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a point, a cell."""
        given = {name: value or "" for name, value in attrs}
        if tag in UNREAD:
            self._unread += 1
        elif tag == "br":
            self._lines.append("")
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].begin = len(self._lines)
            self._lines.append("")
        elif tag == "tr":
            self._begin_line()
            self._rows.append(_Row())
        elif tag == "img":
            alt = given.get("alt", "")
            if len(alt) <= LONGEST_PICTURE and alt and not alt.isascii():
                self._write(alt)
        elif tag == "input" and given.get("type") == "checkbox":
            self._write("☑ " if "checked" in given else "☐ ")
        elif tag == "span":
            self._begin_span(given.get("style", ""))
        elif tag in BLOCKS:
            self._begin_block(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read a tag without an end as a tag."""
        self.handle_starttag(tag, attrs)
        if tag not in {"br", "img", "input", "hr"}:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a line, a point, a cell."""
        if tag in UNREAD:
            self._unread = max(self._unread - 1, 0)
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
            self._begin_line()
        elif tag in {"td", "th"} and self._rows:
            self._end_cell()
        elif tag == "tr" and self._rows:
            row = self._rows.pop()
            self._lines[-1] += COLUMN.join(row.cells).rstrip(" |")
            self._lines.append("")
        elif tag == "span":
            self._end_span()
        elif tag in BLOCKS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        """Write words."""
        if self._unread:
            return
        if self._word_mark is not None:
            self._word_mark += data
        elif self._pre:
            first, *more = one_line_end(data).split("\n")
            self._write(first)
            self._lines += more
        else:
            self._write(re.sub(r"[ \t\r\n\f\v]+", " ", data))

    def unknown_decl(self, data: str) -> None:
        """Read past what Word writes for itself."""

    # --- parts ----------------------------------------------------------------------------------------------

    def _write(self, words: str) -> None:
        line = self._lines[-1]
        if not line or line.endswith(" "):
            words = words.lstrip(" ")
        if words.strip(" ") and self._prefix:
            line, self._prefix = f"{line}{self._prefix}", ""
        self._lines[-1] = line + words

    def _begin_line(self) -> None:
        if self._lines[-1].strip(" "):
            self._lines.append("")

    def _blank_line(self) -> None:
        if any(line.strip() for line in self._lines[-2:]) and not self._rows:
            self._lines.append("")

    def _begin_block(self, tag: str, given: dict[str, str]) -> None:
        self._begin_line()
        style = given.get("style", "").replace(" ", "")
        self._word_paragraph = "mso" in given.get("class", "").casefold() or "margin-bottom:0" in style
        level = re.search(r"mso-list:.*?level(\d)", style)
        self._deep = int(level[1]) - 1 if level else 0
        if tag in APART:
            self._blank_line()
        if tag in {"ul", "ol"}:
            start = given.get("start", "1")
            kind = given.get("type", "1")
            self._lists.append(_List(tag == "ol", int(start[:6]) if start.isdecimal() else 1, kind))
        elif tag == "li":
            self._begin_point(given)
        elif tag == "pre":
            self._pre += 1

    def _begin_point(self, given: dict[str, str]) -> None:
        inside = self._lists[-1] if self._lists else _List(ordered=False)
        value = given.get("value", "")
        if value.isdecimal():
            inside.number = int(value[:6])
        mark = "•"
        if inside.ordered:
            lettered = inside.kind in {"a", "A"} and inside.number <= len("abcdefghijklmnopqrstuvwxyz")
            mark = f"{chr(ord(inside.kind) + inside.number - 1) if lettered else inside.number}."
            inside.number += 1
        self._prefix = f"{INDENT * min(max(len(self._lists) - 1, 0), MOST_DEEP)}{mark} "

    def _end_block(self, tag: str) -> None:
        self._prefix = ""
        if tag == "pre":
            self._pre = max(self._pre - 1, 0)
        if self._lines[-1].strip(" "):
            self._lines.append("")
        if tag in APART or (tag == "p" and not self._word_paragraph and not self._lists):
            self._blank_line()

    def _end_cell(self) -> None:
        row = self._rows[-1]
        parts = [_line(line).strip(" \u00a0") for line in self._lines[row.begin :]]
        row.cells.append(" ".join(part for part in parts if part))
        del self._lines[row.begin :]

    def _begin_span(self, style: str) -> None:
        if self._word_mark is not None:
            self._mark_spans += 1
        elif "mso-list:ignore" in style.casefold().replace(" ", ""):
            self._word_mark, self._mark_spans = "", 1

    def _end_span(self) -> None:
        if self._word_mark is None:
            return
        self._mark_spans -= 1
        if self._mark_spans == 0:
            mark = " ".join(self._word_mark.split())
            self._word_mark = None
            numbered = re.fullmatch(r"\(?(?:[\d.]{1,9}|[A-Za-z]|[ivxlIVXL]{1,6})[.)]?", mark) and mark != "o"
            self._prefix = f"{INDENT * min(self._deep, MOST_DEEP)}{mark if numbered else '•'} "
