"""A file name never leads elsewhere and never asks a device."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.file_names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A/C-0001", "A-C-0001"),
        ("S-0001/2", "S-0001-2"),
        ("Zoë O’Neill", "Zoë O’Neill"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("NUL", "_NUL"),
        ("com1.pdf", "_com1.pdf"),
        ("...", ""),
        ('a<b>c"d|e?f*g', "abcdefg"),
    ],
)
def test_a_name_keeps_its_words_and_loses_what_systems_forbid(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=300))
def test_no_text_leads_out_of_its_folder(text: str) -> None:
    name = safe_name(text)
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert len(name) <= LONGEST + 1
    assert name == name.strip(". ")
    assert name not in {".", ".."}
