"""The one door for Excel workbooks: the words of the first sheet, read tag by tag with a limit on all of it.

Only four parts are opened: which sheets there are, the texts they share, which numbers are dates, and the
first sheet. A workbook that declares anything of its own (a document type, with entities) is refused. Nothing
is run.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from app.domain.limits import BOOK_MARKS, BOOK_PARTS, BOOK_UNPACKED, CELL_LETTERS, LIST_COLUMNS, LIST_ROWS
from app.system.packed import packed, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.system.packed import Packed

    Cell = str | dt.date | dt.time | dt.timedelta | float

TOO_MUCH = "holds far more than any list of staff"
DECLARES = "holds declarations of its own, as no list of staff does"
BROKEN = "is not an Excel workbook that can be read"
LETTERS = 26
FIRST_OWN_FORMAT = 164
"""Number formats from here on are written down in the workbook (ECMA-376, 18.8.30)."""


@dataclass
class Budget:
    """What may still be read of a workbook."""

    bytes: int = BOOK_UNPACKED
    marks: int = BOOK_MARKS


def first_sheet(data: bytes) -> list[list[Cell]]:
    """Return the rows of a workbook's first sheet, as they are numbered there; no more than a list may have.

    Raises PackedError, in words that follow the file's name.
    """
    with packed(data, BOOK_PARTS) as book:
        try:
            return _Workbook(book).rows()
        except (expat.ExpatError, ValueError, KeyError, IndexError, OverflowError, TypeError) as error:
            refuse(BROKEN, error)


class _Workbook:
    def __init__(self, book: Packed) -> None:
        self._book = book
        self._left = Budget()

    def rows(self) -> list[list[Cell]]:
        home = _Home()
        start = self._main()
        self._read(start, home)
        targets = self._relations(start)
        sheets = [targets[one] for one in home.sheets if "sheet" in targets[one]]
        of_a_sort = {posixpath.basename(path): path for path in targets.values()}
        texts, looks = _Texts(), _Looks()
        for reader, name in ((texts, "sharedStrings.xml"), (looks, "styles.xml")):
            if of_a_sort.get(name) in self._book.names:
                self._read(of_a_sort[name], reader)
        found = _Sheet(texts.found, looks.dates(), date1904=home.date1904)
        self._read(sheets[0], found)
        return found.rows

    def _main(self) -> str:
        """Return the name of the part that lists the sheets."""
        names = self._book.names
        return "xl/workbook.xml" if "xl/workbook.xml" in names else min(filter(_is_book, names))

    def _relations(self, start: str) -> dict[str, str]:
        folder, name = posixpath.split(start)
        found = _Relations()
        self._read(f"{folder}/_rels/{name}.rels", found)
        return {
            one: target.removeprefix("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
            for one, target in found.targets.items()
        }

    def _read(self, name: str, part: _Part) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def begin(tag: str, given: dict[str, str]) -> None:
            self._left.marks -= 1
            if self._left.marks < 0:
                refuse(TOO_MUCH)
            part.begin(tag.rpartition(" ")[2], given)

        def end(tag: str) -> None:
            part.end(tag.rpartition(" ")[2])

        def declared(*_: object) -> None:
            refuse(DECLARES)

        parser.StartElementHandler, parser.EndElementHandler = begin, end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = part.words, declared
        for block in self._book.blocks(name, self._left.bytes):
            self._left.bytes -= len(block)
            parser.Parse(block, False)  # noqa: FBT003 - its own way to say that more comes
            if part.enough:
                return
        parser.Parse(b"", True)  # noqa: FBT003


def _is_book(name: str) -> bool:
    return posixpath.basename(name).startswith("workbook") and name.endswith(".xml")


class _Part:
    """One part, tag by tag. ``enough``: nothing further is wanted of it."""

    enough = False

    def begin(self, tag: str, given: Mapping[str, str]) -> None:
        """Read the beginning of a tag."""

    def words(self, words: str) -> None:
        """Read words."""

    def end(self, tag: str) -> None:
        """Read the end of a tag."""


class _Home(_Part):
    """Which sheets there are, in order, by their name inside, and the year that days are counted from."""

    def __init__(self) -> None:
        self.sheets: list[str] = []
        self.date1904 = False

    def begin(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "sheet":
            self.sheets += [value for key, value in given.items() if key.endswith(" id")]
        elif tag == "workbookPr":
            self.date1904 = given.get("date1904") in {"1", "true"}


class _Relations(_Part):
    """Which file stands behind which name."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def begin(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "Relationship" and given.get("TargetMode") != "External":
            self.targets[given["Id"]] = given["Target"]


@dataclass
class _Texts(_Part):
    """The texts that cells share."""

    found: list[str] = field(default_factory=list)
    _now: list[str] = field(default_factory=list)
    _in_text: bool = False
    _aside: int = 0

    def begin(self, tag: str, given: Mapping[str, str]) -> None:  # noqa: ARG002 - what every part is told
        if tag == "si":
            self._now = []
        elif tag == "rPh":  # how it is spoken, in Japanese
            self._aside += 1
        self._in_text = tag == "t" and not self._aside

    def words(self, words: str) -> None:
        if self._in_text:
            self._now.append(words)

    def end(self, tag: str) -> None:
        self._in_text = False
        if tag == "rPh":
            self._aside -= 1
        elif tag == "si":
            self.found.append("".join(self._now)[: CELL_LETTERS + 1])


@dataclass
class _Looks(_Part):
    """How numbers are shown: which of them are dates."""

    formats: dict[int, str] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    _in_cells: bool = False

    def begin(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self.used.append(int(given.get("numFmtId", "0")))
        elif tag == "numFmt":
            self.formats[int(given["numFmtId"])] = given.get("formatCode", "")[:200]

    def end(self, tag: str) -> None:
        self._in_cells = self._in_cells and tag != "cellXfs"

    def dates(self) -> dict[int, bool]:
        """Return the styles whose numbers are dates, each with whether it is a span of time."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format  # noqa: PLC0415

        known = {**BUILTIN_FORMATS, **self.formats}
        said = {number: known.get(number, "General") for number in set(self.used)}
        dates = {one: bool(is_timedelta_format(text)) for one, text in said.items() if is_date_format(text)}
        return {place: dates[number] for place, number in enumerate(self.used) if number in dates}


class _Sheet(_Part):
    """The cells of a sheet, by row and column."""

    def __init__(self, texts: list[str], dates: dict[int, bool], *, date1904: bool) -> None:
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH  # noqa: PLC0415 - slow to load

        self.rows: list[list[Cell]] = []
        self._texts, self._dates = texts, dates
        self._epoch = MAC_EPOCH if date1904 else WINDOWS_EPOCH
        self._row = self._column = 0
        self._sort, self._style = "n", 0
        self._now: list[str] = []
        self._reads: bool = False

    def begin(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "row":
            self._row = int(float(given["r"])) if "r" in given else self._row + 1
            self._column = 0
        elif tag == "c":
            self._column = _column(given["r"]) if "r" in given else self._column + 1
            self._sort, self._style, self._now = given.get("t", "n"), int(given.get("s", "0")), []
        self._reads = tag == "v" or (tag == "t" and self._sort == "inlineStr")

    def words(self, words: str) -> None:
        if self._reads:
            self._now.append(words)

    def end(self, tag: str) -> None:
        self._reads = False
        if tag == "c" and self._now:
            self._put("".join(self._now))
        elif tag == "sheetData":
            self.enough = True

    def _put(self, said: str) -> None:
        if self._column > LIST_COLUMNS or len(said) > CELL_LETTERS:
            refuse("holds a cell or a row that is far too long")
        if not 1 <= self._row <= LIST_ROWS:
            refuse(f"holds more than {LIST_ROWS:,} rows")
        while len(self.rows) < self._row:
            self.rows.append([])
        row = self.rows[self._row - 1]
        row += [""] * (self._column - len(row))
        row[self._column - 1] = self._value(said)

    def _value(self, said: str) -> Cell:
        from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 - slow to load

        if self._sort != "n":
            return self._word(said)
        number = float(said) if set(said) & set(".eE") else int(said)
        if self._style not in self._dates:
            return number
        try:
            found: dt.date = from_excel(number, self._epoch, timedelta=self._dates[self._style])
        except (OverflowError, ValueError):
            return "#VALUE!"
        return found

    def _word(self, said: str) -> Cell:
        """Return what a cell says that is no number."""
        from openpyxl.utils.datetime import from_ISO8601  # noqa: PLC0415 - slow to load

        if self._sort == "s":
            return self._texts[int(said)]
        if self._sort == "b":
            return str(said not in {"0", "false"})
        if self._sort == "d":
            found: Cell = from_ISO8601(said)
            return found
        return said


def _column(place: str) -> int:
    """Return the number of a cell's column, 1 for ``A7``. Raises ValueError."""
    number = 0
    for letter in place.rstrip("0123456789"):
        value = ord(letter.upper()) - ord("A") + 1
        if not 1 <= value <= LETTERS or number > LIST_COLUMNS:
            refuse("holds a cell or a row that is far too long")
        number = number * LETTERS + value
    if not number:
        raise ValueError(place)
    return number
