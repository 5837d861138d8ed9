"""Running stories under faults: each try in a process of its own, which a fault may end at any call."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from app.domain.errors import AlongsideError
from app.domain.kinds import Kind
from app.domain.people import Profile, Role, Service
from app.services.present import actor_for
from app.services.records.scans import as_kept
from app.storage import keys
from app.system.wipe import copied
from tests.faults.cuts import Disk, calls_of, wiped
from tests.faults.looking import OWNER, PLANTED, Found, facts_now, look
from tests.faults.shim import Mode
from tests.faults.stories import OTHERS, OTHERS_MANAGER, Story, newest_backup
from tests.faults.telling import Facts, Fault, Journal, Stage, Telling
from tests.scans import picture
from tests.team import PASSPHRASE, PINS, Team, TurnedClock, filled, settle

BACKUP = "a backup"
WITNESS = Path(__file__).parents[1] / "storage" / "vault_0010"


HEAVY = (
    "app.documents.render",
    "app.documents.sign",
    "app.documents.verify",
    "app.documents.recovery",
    "app.documents.report",
    "app.documents.manifest",
    "app.documents.inside",
    "app.documents.opening",
    "app.documents.marks",
    "app.documents.photo",
    "alembic.command",
    "app.storage.migrate",
)


def apart(work: Callable[[], Any], *, kill_after: float = 0) -> Any:
    """Do something in a process that forks from this one; return what it returns, None when it was killed.

    With ``kill_after`` it is killed after so many seconds.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        code = 1
        try:
            with os.fdopen(writing, "wb") as out:
                pickle.dump(work(), out)
            code = 0
        except BaseException:  # noqa: BLE001 - nothing of a try may come back into this process
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    if kill_after:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as back:
        data = back.read()
    os.waitpid(child, 0)
    with contextlib.suppress(EOFError, pickle.UnpicklingError):
        return pickle.loads(data)
    return None


@dataclass(slots=True)
class Row:
    """The counts of one story under one fault."""

    tried: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    shut: int = 0
    said: dict[str, int] = field(default_factory=dict)

    def add(self, found: Found, acknowledged: int, what: str) -> None:
        """Count a try."""
        self.tried += 1
        self.acknowledged += acknowledged
        self.shut += found.shut
        for kind in ("lost", "wrong", "left", "raw"):
            getattr(self, kind).extend(f"{what}: {one}" for one in getattr(found, kind))
        for sentence in found.said:
            self.said[sentence] = self.said.get(sentence, 0) + 1


class Matrix:
    """Everything a run needs: where stories begin, made once, and a folder for tries."""

    def __init__(self, home: Path, seed: int, template: Path | None, stories: Iterable[str]) -> None:
        self.home = home
        self.random = Random(seed)
        self.rows: dict[tuple[str, str], Row] = {}
        self.ids: dict[str, Any] = {}
        self._stories = frozenset(stories)
        self._facts: dict[str, Facts] = {}
        self._tries = 0
        self._calls: dict[str, int] = {}
        stretched = lru_cache(4096)(keys._stretch)  # what is typed stretches to the same; only once
        keys._stretch = lambda *typed: copied(stretched(*typed))
        for one in HEAVY:
            import_module(one)  # once here, not in every try
        home.mkdir(parents=True, exist_ok=True)
        os.environ["XDG_DATA_HOME"] = str(home / "data")
        self._begin(template)

    # --- where stories begin --------------------------------------------------------------------------------

    def _begin(self, template: Path | None) -> None:
        for name in ("empty", "team", "old", "others"):
            (self.home / name).mkdir()
        team = Stage(self.home / "team")
        if template is not None:
            shutil.copytree(template, team.vault)
        else:
            settle(team.house())
        self.ids |= self._lived_in(team)
        if "merge" in self._stories:
            self.ids |= self._others()
        shutil.copytree(WITNESS, self.home / "old" / "vault")
        self._facts["empty"] = {}

    def _lived_in(self, stage: Stage) -> dict[str, Any]:
        """Let the team have a sealed record, a draft, a backup and a recovery sheet; return what is needed."""
        house = stage.house()
        owner = house.vaults.open(OWNER, PASSPHRASE)
        people = {one.name: actor_for(one) for one in house.people.list(owner)}
        deputy, worker = people["Dee Rowan"], people["Tomasz Birch"]
        team = Team(
            house=house, clock=TurnedClock(), owner=owner, deputy=deputy,
            leader=people["Priya Larch"], worker=worker, other=people["Chipo Maple"],
        )  # fmt: skip
        sheet = house.vaults.new_sheet(owner, PASSPHRASE).recovery_key
        sealed = team.sign(team.write(deputy, worker, words=f"{PLANTED} sealed"))
        draft = house.writing.start(deputy, Kind.SUPERVISION, worker.person_id).value
        content = filled(draft.form, draft.record.content, f"{PLANTED} draft")
        house.writing.store(deputy, draft.record.id, content, draft.record.revision)
        if "bringing back" in self._stories:
            house.take_out.take_out(owner, self.home / "taken")
        house.backups.make(owner)
        facts = facts_now(house, owner, stage.out)
        house.vaults.close()
        stays = {key: value for key, value in facts.items() if not key.startswith(("backup:", "out:"))}
        pictures = {f"picture {name}": picture() for name in ("one", "two")}
        return {
            "sealed": sealed.id, "draft": draft.record.id, "leader": team.leader.person_id,
            "owner": owner.person_id, "sheet": sheet, "taken": self.home / "taken", "taken_facts": stays,
            "backup_facts": stays, **pictures,
            **{f"kept {name}": as_kept(pictures[f"picture {name}"])[0] for name in ("one", "two")},
        }  # fmt: skip

    def _others(self) -> dict[str, Any]:
        """Let another service take everything out."""
        stage = Stage(self.home / "others")
        house = stage.house()
        who = Profile(name=OTHERS_MANAGER, role=Role.OWNER)
        owner = house.vaults.set_up(Service(name=OTHERS), who, PASSPHRASE, PINS[OWNER]).actor
        profile = Profile(name="Nell Sorrel", role=Role.WORKER, supervisor_id=owner.person_id)
        worker = house.people.add(owner, profile).value.person
        draft = house.writing.start(owner, Kind.SUPERVISION, worker.id).value
        content = filled(draft.form, draft.record.content, f"{PLANTED} elsewhere")
        house.writing.store(owner, draft.record.id, content, draft.record.revision)
        house.take_out.take_out(owner, stage.out / "taken")
        house.vaults.close()
        # without the recovery sheet of where it comes from, a draft comes empty
        words = {f"words:{draft.record.id}": "{}", f"state:{draft.record.id}": "draft"}
        return {"others": stage.out / "taken", "others_facts": words}

    def before(self, story: Story) -> Facts:
        """Return everything that is so before a story begins."""
        if story.begins not in self._facts:
            self._facts[story.begins] = self._facts_of(story.begins)
        return self._facts[story.begins]

    def _facts_of(self, begins: str) -> Facts:
        """Ask once, in this process: what is typed is stretched here, and known to every process after."""
        stage = self._copy(begins)
        house = stage.house()
        owner = house.vaults.open(OWNER, PASSPHRASE)
        facts = facts_now(house, owner, stage.out) | {"passphrase": PASSPHRASE}
        facts |= {f"opens:{name}": "yes" for name in house.vaults.passphrase_names()}
        for one in house.people.list(owner):
            if one.name in PINS and begins == "team":
                house.vaults.unlock(one.id, PINS[one.name])
                facts[f"pin:{one.id}"] = PINS[one.name]
        house.vaults.close()
        shutil.rmtree(stage.root)
        return facts

    def _copy(self, begins: str) -> Stage:
        self._tries += 1
        stage = Stage(self.home / "try" / str(self._tries))
        shutil.copytree(self.home / begins, stage.root)
        for name in ("out", "tmp", "stick"):
            (stage.root / name).mkdir(exist_ok=True)
        return stage

    def _clear(self) -> None:
        shutil.rmtree(self.home / "try", ignore_errors=True)

    # --- tries ----------------------------------------------------------------------------------------------

    def calls(self, story: Story) -> int:
        """Return how many calls that change a file a story makes when nothing happens to it."""
        if story.name not in self._calls:
            stage = self._copy(story.begins)
            self._play(story, stage, Fault())
            told = Journal.of(stage).told("calls")
            if not told:
                message = f"“{story.name}” does not come to its end by itself"
                raise AssertionError(message)
            self._calls[story.name] = int(told[0])
            self._clear()
        return self._calls[story.name]

    def kill(self, story: Story, times: int) -> None:
        """Kill a story at calls chosen at random, and now and then at a moment of its own."""
        every = self.calls(story)
        for number in range(times):
            at = self.random.randint(1, every)
            wait = self.random.uniform(0.01, 1.0) if number % 5 == 4 else 0
            fault = Fault() if wait else Fault(Mode.KILL, at)
            self._try(story, "killed", fault, f"call {at}" if not wait else f"{wait:.3f} s", wait)

    def fill(self, story: Story, times: int, mode: Mode = Mode.FULL) -> None:
        """Let there be no room from one call on, or one call be refused, until the step is tried again."""
        called = "no room" if mode is Mode.FULL else "refused once"
        every = self.calls(story)
        for at in self._some(every, times):
            self._try(story, called, Fault(mode, at), f"call {at}")

    def cut(self, story: Story, times: int, *, deaf: bool = False) -> None:
        """Take down every call of a story once, and cut the power after calls chosen at random."""
        stage = self._copy(story.begins)
        log, disk = self.home / "calls", Disk.at(stage.root)
        with log.open("wb") as file:
            self._play(story, stage, Fault(Mode.RECORD, log=file.fileno()))
        calls = tuple(calls_of(log))
        kept = stage.journal.read_bytes()
        after = sorted(self.random.choices(range(1, len(calls) + 1), k=times))
        done = 0
        for at in after:
            for call in calls[done:at]:
                disk.take(call, deaf=deaf)
            done = at
            wiped(stage.root)
            disk.after_a_cut(stage.root, self.random)
            stage.journal.write_bytes(kept)
            self.judge(story, "deaf disk" if deaf else "power cut", stage, f"call {at}", disk.marks)
        self._clear()

    def flip(self, story: Story, times: int) -> None:
        """Turn one byte over in what is left when the program is killed: records, keys, journal."""
        stage = self._copy(story.begins)
        self._play(story, stage, Fault())
        left = self.home / "left"
        shutil.rmtree(left, ignore_errors=True)
        shutil.copytree(stage.root, left)
        files: dict[str, list[Path]] = {}
        for one in sorted((left / "vault").rglob("*")):
            files.setdefault(_kind(one), []).append(one)
        for kind in ("", BACKUP):
            files.pop(kind)
        for number in range(times):
            source = self.random.choice(files[sorted(files)[number % len(files)]])
            path = stage.root / source.relative_to(left)
            shutil.rmtree(stage.root, ignore_errors=True)
            shutil.copytree(left, stage.root)
            what = f"{path.relative_to(stage.vault)} byte {self._turned(path)}"
            self.judge(story, f"flip in {_kind(path)}", stage, what, flipped=True)
        self._clear()

    def flip_backups(self, story: Story, times: int) -> None:
        """Turn one byte over in a backup that is then put back: it is refused in words, or all of it is whole."""
        self.before(story)
        for _ in range(times):
            stage = self._copy(story.begins)
            path = self.random.choice(sorted(newest_backup(stage).iterdir()))
            what = f"{path.relative_to(stage.vault)} byte {self._turned(path)}"
            self._play(story, stage, Fault())
            self.judge(story, f"flip in {BACKUP}", stage, what)
            self._clear()

    def _turned(self, path: Path) -> int:
        """Turn one byte of a file over; return which."""
        data, at = bytearray(path.read_bytes()), self.random.randrange(path.stat().st_size)
        data[at] ^= self.random.randint(1, 255)
        path.write_bytes(data)
        return at

    def _some(self, every: int, times: int) -> list[int]:
        return sorted(self.random.sample(range(1, every + 1), min(times, every)))

    def _try(self, story: Story, called: str, fault: Fault, what: str, wait: float = 0) -> None:
        stage = self._copy(story.begins)
        self._play(story, stage, fault, wait)
        self.judge(story, called, stage, what)
        self._clear()

    def _play(self, story: Story, stage: Stage, fault: Fault, wait: float = 0) -> None:
        def play() -> None:
            os.environ["TMPDIR"] = str(stage.root / "tmp")
            tempfile.tempdir = None
            t = Telling(stage, self.ids, fault)
            t.start()
            try:
                story.happens(t)
                t.end()
            except AlongsideError:
                pass
            except Exception as error:  # noqa: BLE001 - the person would see our own bug's sentence
                t.tell("raw", f"{type(error).__name__}: {error}")

        apart(play, kill_after=wait)

    def judge(
        self, story: Story, called: str, stage: Stage, what: str, lines: int | None = None, *,
        flipped: bool = False,
    ) -> Found:  # fmt: skip
        """Start again after a fault and count what is found."""
        journal = Journal.of(stage, lines)
        before = self.before(story)
        seen: Found | None = apart(lambda: look(stage, before, journal, flipped=flipped))
        found = seen if seen is not None else Found(raw=["the next start ended by itself"])
        kept = sum(1 for kind, facts in journal.facts if kind == "kept" and facts)
        found.said = [one.replace(str(stage.root), "…") for one in found.said]
        self.rows.setdefault((story.name, called), Row()).add(found, kept, what)
        return found


def _kind(path: Path) -> str:
    """Return what a file of the records is, or nothing for one that may be lost."""
    if path.parent.name.startswith("backup "):
        return BACKUP
    if path.suffix == ".db":
        return "the records"
    if path.name.endswith(".db-wal"):
        return "the journal"
    return "the key file" if path.name.startswith("keyring") else ""
