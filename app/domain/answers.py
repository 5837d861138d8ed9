"""Answers: what they may hold, and the one way in which people read them.

A screen, the page read back, the PDF, the search and a pack all show an answer with ``shown``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.domain.clock import long_date
from app.domain.errors import TextError
from app.domain.forms import FieldType
from app.domain.times import lasted, period_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.forms import Field, Form, Option, Section

Cell = str | tuple[str, ...]
"""What is said in one cell of an entry: as an answer, but never entries again."""
Entry = Mapping[str, Cell]
"""One row of a table, one column of a grid or one block: the answers by the ids of the columns.

An entry that the form names from the start says which one it is under ``ROW``.
"""
Answer = Cell | tuple[Entry, ...]
"""An answer: text; the chosen option ids, the parts of a mark or the kept files; or entries.

Dates are ISO text, times ``HH:MM``, periods two times with a stroke between, durations minutes as text,
numbers as they are typed. An option that the form does not have is kept as ``other:`` and its words. A mark
is its level, initials and day. A confirmation is initials, name, day, whose it is, and its proof. An action
is what, whose, their name, the day, and its id. A kept file is its SHA-256, a space and its name.
"""

ROW = "row"
"""Where an entry keeps which of the form's own rows it is; no column has this id."""
OTHER = "other:"
"""How an answer begins that names an option of one's own."""
MOST_DIGITS = 9
MOST_CHARACTERS = 500_000
"""The most that one box may hold; about 80,000 words. Beyond it the text is refused whole, never cut."""


MOST_IN_LINE = 2_000
"""The most that is pasted into a box of one line; more is hard to find again there."""

YES_NO = {"yes": "Yes", "no": "No", "na": "Does not apply"}
"""The answers to a yes-or-no question; the last one where the form lets it, and in older records."""


def shown(field: Field, answer: Answer) -> str:
    """Return an answer as people read it; nothing for no answer.

    Options by their labels, days as people write them, lengths with their unit, entries a line each. What is
    no answer of the question (its options have changed, or it came from elsewhere) is shown as it is kept.
    """
    if field.type.has_entries:
        return "\n".join(_line(field, entry, number) for number, entry in enumerate(entries(answer), 1))
    if isinstance(answer, tuple):
        return _several(field, texts(answer))
    return SAID.get(field.type, _label)(field, answer.strip())


def texts(answer: Answer) -> tuple[str, ...]:
    """Return what an answer holds when it is several texts: option ids, the parts of a mark, kept files."""
    return tuple(one for one in answer if isinstance(one, str)) if isinstance(answer, tuple) else ()


def entries(answer: Answer) -> tuple[Entry, ...]:
    """Return the entries of an answer in which something is said."""
    if not isinstance(answer, tuple):
        return ()
    return tuple(one for one in answer if isinstance(one, Mapping) and said(one))


def said(entry: Entry) -> bool:
    """Whether anything is said in an entry, apart from which row it is."""
    return any(given(cell) for column, cell in entry.items() if column != ROW)


def is_minutes(text: str) -> bool:
    """Whether a text is a number of minutes that can be read; a day has 1,440."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


def minutes_said(minutes: int) -> str:
    """Return a length in words."""
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def row_name(field: Field, entry: Entry, number: int) -> str:
    """Return what an entry is called: the form's own name for it, or what one is called and its number."""
    row = entry.get(ROW, "")
    named = next((one.label for one in field.rows if one.id == row), "")
    return named or (f"{field.entry} {number}" if field.entry else str(number))


def cells(field: Field, entry: Entry) -> tuple[tuple[Field, str], ...]:
    """Return each column with what is said in it, as people read it; empty where nothing is."""
    return tuple((column, shown(column, entry.get(column.id, ""))) for column in field.columns)


def all_texts(answer: Answer) -> Iterator[str]:
    """Yield every text an answer is made of."""
    if isinstance(answer, str):
        yield answer
        return
    for one in answer:
        if isinstance(one, str):
            yield one
        else:
            for cell in one.values():
                yield from all_texts(cell)


def mapped(answer: Answer, change: Callable[[str], str]) -> Answer:
    """Return an answer with every text in it changed; which of the form's own rows an entry is stays."""
    if isinstance(answer, str):
        return change(answer)
    if not entries(answer):
        return tuple(change(one) for one in texts(answer))
    return tuple(
        {column: cell if column == ROW else _changed(cell, change) for column, cell in entry.items()}
        for entry in entries(answer)
    )


def by_cell(field: Field, answer: Answer, change: Callable[[Field, Cell], Cell]) -> Answer:
    """Return an answer with each cell changed for its column; without entries, changed for its question."""
    if not field.type.has_entries:
        return change(field, answer if isinstance(answer, str) else texts(answer))
    columns = {column.id: column for column in field.columns}
    return tuple(
        {id_: change(columns[id_], cell) if id_ in columns else cell for id_, cell in entry.items()}
        for entry in entries(answer)
    )


def given(answer: Answer) -> bool:
    """Whether anything was answered: an option, an entry, or more than space."""
    if isinstance(answer, str):
        return bool(answer.strip())
    return any(one.strip() if isinstance(one, str) else said(one) for one in answer)


def prose(field: Field, answer: Answer) -> str:
    """Return what somebody wrote in their own words; nothing for options, days and lengths.

    Of entries, what is written in their columns for words, a line each.
    """
    if field.type.has_entries:
        wordy = [column for column in field.columns if column.type.is_words]
        written = (prose(column, entry.get(column.id, "")) for entry in entries(answer) for column in wordy)
        return "\n".join(text for text in written if text.strip())
    return answer if isinstance(answer, str) and field.type.is_words else ""


def chosen(field: Field, answer: Answer) -> Option | None:
    """Return the one option that was chosen, or None. Of a mark, its level."""
    if field.type is FieldType.MARK:
        answer = next(iter(texts(answer)), "")
    return next((option for option in field.options if option.id == answer), None)


def answered(form: Form, answers: Mapping[str, Answer]) -> Iterator[tuple[str, Section, Field, str]]:
    """Yield key, section, question and shown answer of every question that was answered, in order."""
    for key, section, field in form.keyed:
        text = shown(field, answers.get(key, ""))
        if text:
            yield key, section, field, text


def kept_file(sha256: str, name: str) -> str:
    """Return what an answer holds of a kept file."""
    return f"{sha256} {name}"


def file_name(kept: str) -> str:
    """Return the name of a kept file as an answer holds it."""
    return kept.partition(" ")[2] or kept


def _changed(cell: Cell, change: Callable[[str], str]) -> Cell:
    return change(cell) if isinstance(cell, str) else tuple(change(one) for one in cell)


def _several(field: Field, parts: tuple[str, ...]) -> str:
    if field.type is FieldType.MARK:
        level, initials, day = (*parts, "", "", "")[:3]
        return " · ".join(one for one in (_label(field, level), initials.strip(), _day(day)) if one)
    if field.type is FieldType.CONFIRMED:
        initials, name, day = (*parts, "", "", "")[:3]
        return " · ".join(one for one in (initials.strip(), name.strip(), _day(day)) if one)
    if field.type is FieldType.ACTION:
        what, _, who, due = (*(one.strip() for one in parts), "", "", "", "")[:4]
        by = f"by {_day(due)}" if due else ""
        return " – ".join(one for one in (what, ", ".join(one for one in (who, by) if one)) if one)
    if field.type is FieldType.FILES:
        return ", ".join(file_name(one) for one in parts if one.strip())
    return ", ".join(_label(field, one) for one in parts if one.strip())


def _line(field: Field, entry: Entry, number: int) -> str:
    told = (f"{column.label}: {text}" for column, text in cells(field, entry) if text)
    return f"{row_name(field, entry, number)} – " + "; ".join(told)


def _label(field: Field, value: str) -> str:
    if field.other and value.startswith(OTHER):
        return f"Other: {value.removeprefix(OTHER).strip()}"
    return next((option.label for option in field.options if option.id == value), value)


def _day(text: str) -> str:
    try:
        return long_date(dt.date.fromisoformat(text))
    except ValueError:
        return text


def _period(_field: Field, text: str) -> str:
    begin, end = period_of(text)
    minutes = lasted(text)
    return text.strip("/ ") if minutes is None else f"{begin} to {end} ({minutes_said(minutes)})"


SAID: Mapping[FieldType, Callable[[Field, str], str]] = {
    FieldType.YES_NO: lambda _, text: YES_NO.get(text, text),
    FieldType.DURATION: lambda _, text: minutes_said(int(text)) if is_minutes(text) else text,
    FieldType.DATE: lambda _, text: _day(text),
    FieldType.PERIOD: _period,
    FieldType.NUMBER: lambda field, text: f"{text} {field.unit}".strip() if text else "",
}
"""How a text that is kept is said, where it is said otherwise."""


def check_text(label: str, text: str) -> None:
    """Raise TextError when a text is too long to keep. The whole text is refused, never cut."""
    if len(text) > MOST_CHARACTERS:
        message = (
            f"“{label}” holds {len(text):,} characters; the most is {MOST_CHARACTERS:,}. "
            "What you typed is still in the box. Shorten it, or put the rest in another record."
        )
        raise TextError(message)
