"""Fixtures for every layer: a real vault, made once per run and copied per test, under a clock the test turns."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import pytest
from filelock import FileLock

from app.bootstrap import build, build_made_up
from app.demo.making import make_demo
from app.demo.people import DemoPerson
from app.services.present import actor_for
from app.storage import keys
from app.storage.keys import FLOOR
from tests.team import PASSPHRASE, Team, TurnedClock, settle


@pytest.fixture(scope="session", autouse=True)
def _own_logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the log of the programs that tests start out of this PC's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _stretched_once() -> Iterator[None]:
    """Remember what a PIN and a salt stretch to: the same always, and a third of a second each time.

    Nothing is made cheaper: every vault keeps its real slots. Only copies of one vault are not paid for again.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_stretch", lru_cache(4096)(keys._stretch))
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed vault folder with the team in it, made once per run."""
    home = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        settle(build(home / "vault", TurnedClock(), FLOOR))
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


@dataclass(frozen=True)
class Demo:
    """A closed demo vault and who can sign in to it."""

    folder: Path
    people: tuple[DemoPerson, ...]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Return the demo, made once per run whatever the number of workers. Nobody writes in it: see ``demo``."""
    home = tmp_path_factory.getbasetemp()
    home = (home.parent if os.environ.get("PYTEST_XDIST_WORKER") else home) / "demo"
    home.mkdir(exist_ok=True)
    with FileLock(home / "lock"), pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        names = home / "people.json"
        if not names.exists():
            people = make_demo(home / "vault", build_made_up, staff=6, months=4, seed=5)
            names.write_text(json.dumps([asdict(person) for person in people]), encoding="utf-8")
        raw = json.loads(names.read_text(encoding="utf-8"))
    return Demo(folder=home / "vault", people=tuple(DemoPerson(**one) for one in raw))


@pytest.fixture
def demo(told: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Demo:
    """Return a copy of the demo of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(told.folder, tmp_path / "demo")
    return Demo(folder=tmp_path / "demo", people=told.people)
