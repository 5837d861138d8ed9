"""What Word, Teams and web pages leave in copied words: nothing of it may stand as a mark in a sealed record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.typography import markup, pieces, printable, unprintable
from app.domain.letters import UNSEEN

COPIED = "Went\u200b well. \uf0b7\tBreakfast\u000bTea\u200e and \ufefflunch\u2060."


def test_words_copied_from_word_print_as_they_looked() -> None:
    assert printable(COPIED) == "Went well. •    Breakfast\nTea and lunch."
    assert unprintable(COPIED) == ()
    assert list(pieces(COPIED)) == ["Went\u200b well. \uf0b7\tBreakfast", "Tea\u200e and \ufefflunch\u2060."]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_sort_of_line_end_begins_a_new_line(end: str) -> None:
    assert printable(f"one{end}two") == "one\ntwo"
    assert list(pieces(f"one{end}two")) == ["one", "two"]


@pytest.mark.parametrize("tick", ["\uf0b7", "\uf0a7", "\uf06f", "\uf0d8", "\uf076", "\uf0fc", "\uf0e0"])
def test_a_bullet_of_word_is_printed_as_a_bullet(tick: str) -> None:
    assert "U+" not in printable(tick)
    assert printable(tick).strip()


def test_a_character_with_looks_that_no_font_has_is_printed_as_a_mark_with_its_number() -> None:
    assert printable("\U0001f600") == "[U+1F600 GRINNING FACE]"
    assert unprintable("a\U0001f600b\U0001f600") == ("\U0001f600",)
    assert printable("\x07") == "[U+0007]"


def test_what_turns_words_round_to_deceive_is_shown_as_a_mark() -> None:
    assert printable("bad\u202egood") == "bad[U+202E RIGHT-TO-LEFT OVERRIDE]good"


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_what_has_looks_is_never_lost(text: str) -> None:
    """Every character is printed, is named by a mark, ends a line or has no looks."""
    shown = printable(text)
    assert not UNSEEN & set(shown)
    for character in text:
        if character.isalnum():
            assert character in shown or f"U+{ord(character):04X}" in shown
    assert markup(text) is not None
