"""The demo tells the story it promises, all of it really signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import build, build_made_up
from app.demo.making import make_demo
from app.domain.kinds import Kind
from app.domain.records import Choice, RecordState
from app.domain.schedule import SessionState
from app.storage.keys import FLOOR


def test_the_demo_holds_missed_declined_disagreed_and_corrected_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    people = make_demo(tmp_path / "vault", build_made_up, staff=7, months=6, seed=3)
    house = build(tmp_path / "vault", kdf=FLOOR)
    owner = house.vaults.open(people[0].name, people[0].passphrase or "")
    records = house.records.list(owner, kind=Kind.SUPERVISION)
    sealed = [r for r in records if r.state is RecordState.SEALED]
    assert len([p for p in people if p.role == "worker"]) == 7
    assert [r.choice for r in sealed].count(Choice.DECLINED) == 1
    assert [r.choice for r in sealed].count(Choice.DO_NOT_AGREE) == 1
    assert [r.state for r in records].count(RecordState.CORRECTED) == 1
    sessions = [
        s
        for p in house.people.list(owner)
        for s in (house.schedule.sessions(owner, p.id) if p.id != owner.person_id else ())
    ]
    missed = [s for s in sessions if s.state is SessionState.MISSED]
    assert len(missed) == 3
    assert all(s.reason for s in missed)
    assert house.vaults.service().demo
    assert house.audit.broken_at(owner) is None
    house.vaults.close()
