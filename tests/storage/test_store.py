"""Transactions join: a page reads one moment, an intent is kept whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable

import pytest

from app.domain.errors import NotAllowedError, VaultDamagedError, WrongSecretError
from tests.storage.test_vault import vault_of
from tests.team import PINS, Team


def logged(team: Team) -> list[tuple[str, str]]:
    with vault_of(team).store.read() as work:
        return [(event.action, event.actor_id) for event in work.audit_log.events(10)]


def test_a_read_inside_a_read_sees_the_same_moment(team: Team) -> None:
    store = vault_of(team).store

    def rename() -> None:
        with store.write(team.owner.person_id) as work:
            work.audit("changed meanwhile", "service", "")

    with store.read() as outer:
        before = len(list(outer.audit_log.events(1000)))
        other = threading.Thread(target=rename)
        other.start()
        other.join()
        with store.read() as inner:
            assert inner is outer
            assert len(list(inner.audit_log.events(1000))) == before
    assert logged(team)[0] == ("changed meanwhile", team.owner.person_id)


def test_a_read_inside_a_write_sees_what_was_written(team: Team) -> None:
    store = vault_of(team).store
    with store.write(team.owner.person_id) as work:
        work.audit("half way", "service", "")
        with store.read() as inner:
            assert inner is work
            assert inner.audit_log.events(1)[0].action == "half way"


def test_writes_inside_a_write_are_kept_or_undone_together(team: Team) -> None:
    store, before = vault_of(team).store, logged(team)

    def two_then_fail() -> None:
        with store.write(team.owner.person_id):
            with store.write(team.owner.person_id) as work:
                work.audit("first", "service", "")
            with store.write(team.owner.person_id) as work:
                work.audit("second", "service", "")
            message = "the intent fails after both"
            raise ValueError(message)

    with pytest.raises(ValueError, match="after both"):
        two_then_fail()
    assert logged(team) == before


def test_a_part_that_fails_is_undone_even_when_the_whole_carries_on(team: Team) -> None:
    store = vault_of(team).store

    def fail(person_id: str) -> None:
        with store.write(person_id) as work:
            work.audit("undone", "service", "")
            message = "this part fails"
            raise ValueError(message)

    with store.write(team.owner.person_id) as work:
        work.audit("kept before", "service", "")
        with pytest.raises(ValueError, match="part fails"):
            fail(team.owner.person_id)
        work.audit("kept after", "service", "")
    assert [action for action, _ in logged(team)[:2]] == ["kept after", "kept before"]


def test_a_write_inside_another_person_s_write_is_logged_under_the_one_who_did_it(team: Team) -> None:
    store = vault_of(team).store
    with store.write(team.owner.person_id) as work:
        with store.write(team.worker.person_id) as inner:
            inner.audit("by the worker", "service", "")
        work.audit("by the owner", "service", "")
    assert logged(team)[:2] == [
        ("by the owner", team.owner.person_id),
        ("by the worker", team.worker.person_id),
    ]


def test_a_write_inside_a_read_is_refused(team: Team) -> None:
    store = vault_of(team).store
    with store.read(), pytest.raises(RuntimeError, match="inside a read"), store.write(team.owner.person_id):
        pass
    with store.write(team.owner.person_id) as work:  # and the thread is free again
        work.audit("after a refusal", "service", "")


def test_another_thread_has_a_transaction_of_its_own(team: Team) -> None:
    store, seen = vault_of(team).store, list[bool]()
    with store.read() as outer:

        def look() -> None:
            with store.read() as work:
                seen.append(work is outer)

        other = threading.Thread(target=look)
        other.start()
        other.join()
    assert seen == [False]


def test_a_wrong_pin_counts_because_it_is_never_tried_inside_a_transaction(team: Team) -> None:
    vault, person = vault_of(team), team.worker.person_id
    with vault.write(team.owner.person_id), pytest.raises(RuntimeError, match="PIN"):
        vault.secrets.signing_key(person, "000000")
    with pytest.raises(WrongSecretError, match="4 tries left"):
        vault.secrets.signing_key(person, "000000")
    assert vault.secrets.signing_key(person, PINS["Tomasz Birch"])


def test_a_closed_vault_says_so(team: Team) -> None:
    vault = vault_of(team)
    vault.close()
    with pytest.raises(NotAllowedError, match="closed"), vault.read():
        pass


@pytest.mark.parametrize("read", [json.loads, dt.datetime.fromisoformat])
def test_bytes_that_came_back_zeroed_are_damage_and_a_bug_of_ours_is_not(
    team: Team, read: Callable[[str], object]
) -> None:
    with (
        pytest.raises(VaultDamagedError, match="Part of the records file is damaged"),
        team.house.store.read(),
    ):
        read('["a\0"]')
    with pytest.raises(ValueError, match=r"isoformat|Expecting") as bug, team.house.store.read():
        read("neither")
    assert not isinstance(bug.value, VaultDamagedError)
