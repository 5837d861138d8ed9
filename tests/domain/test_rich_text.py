"""A clipboard that holds rich text alone is read as text that reads the same, and never half."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.pasting import pasted
from app.domain.rich_text import MOST_RICH, from_rich_text

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Calibri;}{\f1\fnil\fcharset2 Symbol;}}"
    r"{\colortbl;\red255\green0\blue0;}{\*\generator Riched20;}{\info{\author Somebody Else}}\viewkind4\uc1 "
)


def read(body: str) -> str:
    return from_rich_text((HEAD + body + "}").encode("latin-1"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (r"\pard One line.\par Another.\par", "One line.\nAnother."),
        (r"caf\'e9 and \ldblquote smart\rdblquote  \endash  it\rquote s", "café and “smart” – it’s"),
        (r"\u321?ucja \u8364?5 \u-10179?\u-8704?", "Łucja €5 😀"),
        (r"{\uc2\u960 xx}pi", "πpi"),
        (r"\b bold\b0  and \i slanted\i0 .", "bold and slanted."),
        (r"a \{brace\} and a \\ stroke", r"a {brace} and a \ stroke"),
        (r"{\pntext\f1\'B7\tab}First\par{\pntext\f1\'B7\tab}Second\par", "·\tFirst\n·\tSecond"),
        (r"{\*\pn\pnlvlblt{\pntxtb\'B7}}{\listtext\u8226?\tab}Third", "•\tThird"),
        (r"\trowd\cellx1 Name\cell When\cell\row\trowd Cup\cell Noon\cell\row", "Name\tWhen\t\nCup\tNoon\t"),
        (r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt the page}}', "the page"),
        (r"seen {\v hidden} seen", "seen  seen"),
        (r"{\pict\pngblip 89504e47}after {\object\objdata 0102}it", "after it"),
        (r"no\~break soft\-hyphen non\_break", "no\u00a0break soft\u00adhyphen non-break"),
        ("over\r\ntwo lines", "overtwo lines"),
        (r"\bin5 ab{}cend", "end"),
        (r"", ""),
    ],
)
def test_what_is_read_is_what_is_seen(body: str, said: str) -> None:
    assert read(body) == said


def test_a_list_reads_as_a_list_once_it_is_pasted() -> None:
    said = read(r"{\pntext\f1\'B7\tab}First\par{\pntext\f1\'B7\tab}Second\par")
    assert pasted(said) == "• First\n• Second"


def test_another_code_page_is_read_as_it_was_written() -> None:
    body = r"{\rtf1\ansi\ansicpg1250 \'a3ucja}"
    assert from_rich_text(body.encode()) == "Łucja"
    assert from_rich_text(rb"{\rtf1\ansicpg99999 caf\'e9}") == "café"


@pytest.mark.parametrize(
    "data", [b"", b"plain", b"<html>", b"{\\rtx", b"\xff\xfe", b"{\\rtf1 " + b"a" * MOST_RICH]
)
def test_what_is_no_rich_text_or_too_long_gives_nothing(data: bytes) -> None:
    assert from_rich_text(data) == ""


@given(st.binary(max_size=300))
def test_no_bytes_at_all_stop_the_reader(data: bytes) -> None:
    assert isinstance(from_rich_text(b"{\\rtf1 " + data), str)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_every_letter_comes_through(text: str) -> None:
    coded = text.encode("utf-16-le")
    units = [int.from_bytes(coded[n : n + 2], "little") for n in range(0, len(coded), 2)]
    assert read("".join(f"\\u{unit - 65536 if unit > 32767 else unit}?" for unit in units)) == text
