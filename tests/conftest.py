"""Fixtures for every layer: a real vault, made once per run and copied per test, under a clock the test turns."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import build
from app.domain.people import Profile, Role, Service
from app.services.present import actor_for
from app.storage.keys import FLOOR
from tests.team import PASSPHRASE, PINS, TEAM, Team, TurnedClock


@pytest.fixture(scope="session", autouse=True)
def _own_logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the log of the programs that tests start out of this PC's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed vault folder with the team in it, made once per run."""
    home = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        house = build(home / "vault", TurnedClock(), FLOOR)
        owner = house.vaults.set_up(
            Service(name="Oakview House"),
            Profile(name="Ruth Alder", role=Role.OWNER),
            PASSPHRASE,
            PINS["Ruth Alder"],
        ).actor
        ids = {"": None, "Ruth Alder": owner.person_id}
        for name, role, supervisor in TEAM:
            added = house.people.add(
                owner, Profile(name=name, role=role, supervisor_id=ids[supervisor])
            ).value
            house.vaults.enrol(
                added.person.id, added.code, PINS[name], f"{PASSPHRASE} {name}" if role.opens_vault else None
            )
            ids[name] = added.person.id
        house.vaults.close()
    return home / "vault"


@pytest.fixture
def team(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    """Return the team in a vault of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(template, tmp_path / "vault")
    clock = TurnedClock()
    house = build(tmp_path / "vault", clock, FLOOR)
    owner = house.vaults.open("Ruth Alder", PASSPHRASE)
    people = {person.name: actor_for(person) for person in house.people.list(owner)}
    yield Team(
        house=house,
        clock=clock,
        owner=owner,
        deputy=people["Dee Rowan"],
        leader=people["Priya Larch"],
        worker=people["Tomasz Birch"],
        other=people["Chipo Maple"],
    )
    house.vaults.close()
