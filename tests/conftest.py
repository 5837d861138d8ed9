"""Fixtures for every layer: a real vault, made once per run and copied per test, under a clock the test turns."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import atexit
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from app.bootstrap import build, build_made_up
from app.demo.making import make_demo
from app.demo.people import DemoPerson
from app.services.present import actor_for
from app.storage import keys
from app.storage.keys import FLOOR
from app.system.wipe import copied
from tests import tracing
from tests.services.world import Built, made
from tests.team import PASSPHRASE, Team, TurnedClock, settle

settings.register_profile("alongside", deadline=None)  # how fast a PC is, is the benchmark's to say
settings.load_profile("alongside")


@pytest.fixture(scope="session", autouse=True)
def _own_logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the log of the programs that tests start out of this PC's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


tracing.leave_out()
_stretched = lru_cache(4096)(keys._stretch)
keys._stretch = lambda *typed: copied(_stretched(*typed))  # whoever asked wipes what they got
"""What a PIN and a salt stretch to is remembered: the same always, and a third of a second each time.

Nothing is made cheaper: every vault keeps its real slots. Only copies of one vault are not paid for again.
"""


@cache
def _template() -> Path:
    """Return a closed vault folder with the team in it, made once a process and whatever forks from it."""
    home = Path(tempfile.mkdtemp(prefix="alongside-team-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        settle(build(home / "vault", TurnedClock(), FLOOR))
    return home / "vault"


@pytest.fixture(scope="session")
def template() -> Path:
    """Return a closed vault folder with the team in it."""
    return _template()


@contextmanager
def opened(template: Path, home: Path, patch: pytest.MonkeyPatch) -> Iterator[Team]:
    """Open a copy of the team's vault in a folder, on a PC of its own."""
    patch.setenv("XDG_DATA_HOME", str(home / "data"))
    shutil.copytree(template, home / "vault")
    clock = TurnedClock()
    house = build(home / "vault", clock, FLOOR)
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


@pytest.fixture
def team(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    """Return the team in a vault of the test's own."""
    with opened(template, tmp_path, monkeypatch) as team:
        yield team


@dataclass(frozen=True)
class Demo:
    """A closed demo vault and who can sign in to it."""

    folder: Path
    people: tuple[DemoPerson, ...]


def shared(tmp_path_factory: pytest.TempPathFactory, name: str) -> Path:
    """Return a folder that all workers of a run share."""
    home = tmp_path_factory.getbasetemp()
    home = (home.parent if os.environ.get("PYTEST_XDIST_WORKER") else home) / name
    home.mkdir(exist_ok=True)
    return home


def _told(tmp_path_factory: pytest.TempPathFactory, name: str, staff: int, months: int) -> Demo:
    """Return a demo, made once per run whatever the number of workers."""
    home = shared(tmp_path_factory, name)
    with FileLock(home / "lock"), pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        names = home / "people.json"
        if not names.exists():
            people = make_demo(home / "vault", build_made_up, staff=staff, months=months, seed=5)
            names.write_text(json.dumps([asdict(person) for person in people]), encoding="utf-8")
        raw = json.loads(names.read_text(encoding="utf-8"))
    return Demo(folder=home / "vault", people=tuple(DemoPerson(**one) for one in raw))


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Return the demo. Nobody writes in it: see ``demo``."""
    return _told(tmp_path_factory, "demo", 6, 4)


@pytest.fixture(scope="session")
def told_in_short(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Return a demo of few people and weeks. Nobody writes in it."""
    return _told(tmp_path_factory, "short-demo", 3, 2)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a service in which there is one of everything. Nobody writes in it: see ``Built.copy``."""
    home = shared(tmp_path_factory, "world")
    with FileLock(home / "lock"), pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        names = home / "ids.json"
        if not names.exists():
            names.write_text(json.dumps(made(home).ids), encoding="utf-8")
        ids = json.loads(names.read_text(encoding="utf-8"))
    return Built(folder=home / "vault", others=home / "others", ids=ids)


@pytest.fixture
def demo(told: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Demo:
    """Return a copy of the demo of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(told.folder, tmp_path / "demo")
    return Demo(folder=tmp_path / "demo", people=told.people)
