"""Names taken out of what people wrote, days by which an answer is due, texts that look copied, draws that can be repeated."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import months_later
from app.domain.packs import COLLEAGUE, REMOVED, Mask, Names, codes, folded
from app.domain.people import Person, Role
from app.domain.quality import draw, near_identical
from app.domain.requests import Pause, Request, RequestKind

PEOPLE = ("Siân O’Neill", "Tomasz Birch-Ash", "Grace Hope", "Amira Hassan", "Amira Yew")
ORDINARY = frozenset({"grace", "hope", "yew", "ash", "birch"})
day = dt.date.fromisoformat


def team() -> list[Person]:
    return [Person(id=f"p{n}", name=name, role=Role.WORKER) for n, name in enumerate(PEOPLE)]


@pytest.mark.parametrize(
    "text",
    [
        "Siân came early.",
        "SIAN’s notes and sian again",
        "We asked O'Neill.",
        "Birch-Ash and Birch",
        "Grace helped. Hope too.",
        "Amira Hassan, Hassan’s plan",
        "tomasz birch-ash",
    ],
)
def test_no_part_of_a_name_is_left_whatever_its_accents_and_case(text: str) -> None:
    mask = Mask({name: f"Code-{n}" for n, name in enumerate(PEOPLE)}, ordinary=ORDINARY)
    left = {folded(word.strip(".,")) for word in mask.text(text).split()}
    assert left.isdisjoint(
        {"sian", "o'neill", "tomasz", "birch-ash", "birch", "grace", "hope", "amira", "hassan"}
    )


def test_an_ordinary_word_stays_when_it_has_no_capital_and_a_shared_first_name_is_told_as_a_colleague() -> (
    None
):
    mask = Mask({name: f"Code-{n}" for n, name in enumerate(PEOPLE)}, ordinary=ORDINARY)
    assert mask.text("We hope that Hope comes.") == "We hope that Code-2 comes."
    assert mask.text("Amira said so; Amira Yew did not.") == f"{COLLEAGUE} said so; Code-4 did not."


def test_words_somebody_chose_are_taken_out_in_any_case_and_phrases_as_a_whole() -> None:
    mask = Mask({}, ("Maureen", "Den Cook"), instead=REMOVED)
    assert mask.text("maureen met Den Cook and Den.") == f"{REMOVED} met {REMOVED} and Den."


@given(st.text(max_size=60))
def test_a_text_without_names_stays_as_it_is(text: str) -> None:
    assert Mask({"Zzyzx Qqwert": "X"}).text(text) == text or {"zzyzx", "qqwert"} & set(folded(text).split())


@given(st.integers(0, 10**6), st.sampled_from([Names.ROLE, Names.CODE]))
def test_codes_are_the_same_for_one_seed_and_no_two_people_share_one(seed: int, names: Names) -> None:
    first = codes(team(), names, seed)
    assert first == codes(reversed(team()), names, seed)
    assert len(set(first.values())) == len(PEOPLE)


def test_codes_differ_between_packs() -> None:
    assert len({tuple(codes(team(), Names.ROLE, seed).values()) for seed in range(20)}) == 20


def asked(received: str, kind: RequestKind = RequestKind.ACCESS, **more: Any) -> Request:
    received_on = day(received)
    return Request(id="r", kind=kind, person_id="p", person_name="P", received_on=received_on, **more)


def test_a_request_is_due_a_month_later_two_more_when_complex_and_paused_days_are_added() -> None:
    assert asked("2026-01-31").due_on(day("2026-02-01")) == day("2026-03-02")
    assert asked("2026-01-31", longer=True).due_on(day("2026-02-01")) == day("2026-04-30")
    pause = Pause(begins_on=day("2026-02-03"), ends_on=day("2026-02-08"), why="who they are")
    assert asked("2026-01-31", pauses=(pause,)).due_on(day("2026-02-20")) == day("2026-03-05")
    assert asked("2026-06-19", kind=RequestKind.COMPLAINT).due_on(day("2026-06-20")) == day("2026-07-20")
    assert months_later(day("2024-02-29"), -12) == day("2023-02-28")


def test_only_texts_that_share_nearly_all_their_words_are_called_alike() -> None:
    base = "We talked about how breakfast goes and what Kofi could try next week with the new picture cards on the table"
    other = "Something else entirely was said about rotas and nights and holidays and so on today"
    assert near_identical({"a": base, "b": f"{base} again", "c": other, "d": "short text"}) == (
        ("a", "b", 94),
    )
    assert near_identical({"d": "short text", "e": "short text"}) == ()


@given(
    st.lists(st.text("abc", min_size=1, max_size=4), unique=True, max_size=30),
    st.integers(0, 99),
    st.integers(0, 8),
)
def test_a_draw_with_one_seed_is_the_same_whatever_the_order(ids: list[str], seed: int, count: int) -> None:
    drawn = draw(ids, seed, count)
    assert drawn == draw(reversed(ids), seed, count)
    assert len(drawn) == min(count, len(ids))
    assert set(drawn) <= set(ids)
