"""What a record counts for as plain values: by default, by somebody's word, perhaps by its own."""

from __future__ import annotations

import pytest

from app.domain.errors import NotAllowedError
from app.pages import counting, places
from tests.team import Team

WORDS = "We talked about the medicine round and a missed tablet."


def refs(page: counting.CountingPage, *, hints: bool = False) -> set[str]:
    """Return what a record counts for, or what it might."""
    return {item.ref for one in page.towards for item in (one.hints if hints else one.items)}


def test_it_says_what_a_record_counts_for_and_why(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    page = counting.read(team.house, team.deputy, record.id)
    items = [item for one in page.towards for item in one.items]
    assert items
    assert all(item.words.startswith("✓ ") and item.tip.startswith("It does not count for") for item in items)
    assert {item.why for item in items} == {
        "Counts by default: supervision",
        "Counts by default: asked and answered in supervision",
    }
    assert page.back == places.Record(record_id=record.id)
    assert refs(page) < {one.id for one in page.others}


def test_a_hint_counts_once_somebody_says_so_and_no_more_once_it_is_taken_off(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker, words=WORDS))
    hint = min(refs(counting.read(team.house, team.deputy, record.id), hints=True))
    assert counting.count(team.house, team.deputy, record.id, hint).value == 1
    page = counting.read(team.house, team.deputy, record.id)
    assert hint in refs(page)
    assert hint not in refs(page, hints=True)
    counting.take_off(team.house, team.deputy, record.id, hint)
    assert hint not in refs(counting.read(team.house, team.deputy, record.id))


def test_a_worker_reads_what_their_record_counts_for_and_says_nothing(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker, words=WORDS))
    page = counting.read(team.house, team.worker, record.id)
    assert not page.may_say
    assert refs(page)
    assert refs(page, hints=True) == set()
    with pytest.raises(NotAllowedError):
        counting.count(team.house, team.worker, record.id, page.others[0].id)


def test_what_may_not_be_read_is_not_told(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    with pytest.raises(NotAllowedError):
        counting.read(team.house, team.other, record.id)
