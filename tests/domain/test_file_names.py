"""A file name never leads elsewhere and never asks a device."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.file_names import LONGEST, MOST_BYTES, RESERVED, distinct, safe_file_name, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A/C-0001", "A-C-0001"),
        ("S-0001/2", "S-0001-2"),
        ("Zoë O’Neill", "Zoë O’Neill"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("NUL", "_NUL"),
        ("com1.pdf", "_com1.pdf"),
        ("COM¹", "_COM¹"),
        ("aux .txt", "_aux .txt"),
        ("CONIN$", "_CONIN$"),
        ("...", ""),
        ("ends with a dot. ", "ends with a dot"),
        ("two\tlines\nand\x07a bell", "two lines anda bell"),
        ("right\u202eto left", "rightto left"),
        ('a<b>c"d?f*g', "abcdfg"),
        ("e\u0301", "é"),
    ],
)
def test_a_name_keeps_its_words_and_loses_what_systems_forbid(text: str, name: str) -> None:
    assert safe_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("S/7.pdf", "S-7.pdf"),
        ("CON.toml", "_CON.toml"),
        ("???.png", "file.png"),
        ("", "file"),
        (".pdf", "file.pdf"),
        ("Version 2.0 of it.docx", "Version 2.0 of it.docx"),
    ],
)
def test_a_suggestion_keeps_its_ending(text: str, name: str) -> None:
    assert safe_file_name(text) == name


def test_a_long_suggestion_loses_its_middle_and_not_its_ending() -> None:
    name = safe_file_name("ŵ" * 300 + ".pdf")
    assert name.endswith("ŵ.pdf")
    assert len(name) <= LONGEST


@given(st.text(max_size=300))
def test_no_text_leads_out_of_its_folder(text: str) -> None:
    for name in (safe_name(text), safe_file_name(text)):
        assert not set(name) & set('/\\:*?"<>|\0\n')
        assert len(name) <= LONGEST
        assert len(name.encode()) <= MOST_BYTES + 12
        assert name == name.strip(". ")
        assert name not in {".", ".."}
        assert not RESERVED.match(name)
    assert safe_name(safe_name(text)) == safe_name(text)


def test_names_that_differ_only_in_what_was_forbidden_stay_two_files() -> None:
    assert distinct(["A-1 v1.pdf", "a-1 v1.pdf", "B.pdf"]) == ("A-1 v1.pdf", "a-1 v1 (2).pdf", "B.pdf")


@given(st.lists(st.sampled_from(["a.pdf", "A.pdf", "a (2).pdf", "b"]), max_size=8))
def test_distinct_names_are_as_many_as_were_asked_for(names: list[str]) -> None:
    assert len({name.casefold() for name in distinct(names)}) == len(names)
