"""A try: its folders, and the journal in which a story writes what it is about to do and what it was told is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from app.bootstrap import build
from app.domain.errors import AlongsideError
from app.services.house import House
from app.storage.keys import FLOOR
from tests.faults import shim
from tests.faults.shim import Mode
from tests.team import TurnedClock

T = TypeVar("T")
Facts = Mapping[str, str | None]
"""What can be asked of the records after a start: words, states, people, keys; None is for what is not there."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The folders of one try. The journal stands outside of what can be cut off."""

    root: Path

    @property
    def vault(self) -> Path:
        """The records."""
        return self.root / "vault"

    @property
    def out(self) -> Path:
        """Where packs and the like go."""
        return self.root / "out"

    @property
    def journal(self) -> Path:
        """What the story told."""
        return self.root.with_name(f"{self.root.name}.journal")

    def house(self) -> House:
        """Return the services of the records here, as a start of the program does."""
        return build(self.vault, TurnedClock(), FLOOR)


@dataclass(slots=True)
class Fault:
    """What happens to a story, and at which call; ``log`` takes down every call."""

    mode: Mode = Mode.COUNT
    at: int = 0
    log: int = -1


@dataclass(slots=True)
class Telling:
    """What a story is given: its folders, ids it needs, and ``do`` for every step that is acknowledged."""

    stage: Stage
    ids: dict[str, Any]
    fault: Fault
    _lines: int = 0
    _file: int = field(default=-1)

    def begin(self) -> None:
        """Let the fault count from now on: what came before is only on the way there."""
        if shim.HERE in os.environ and self.fault.mode is not Mode.RECORD:
            shim.arm(self.stage.root, self.fault.mode, self.fault.at, self.fault.log)

    def do(self, facts: Facts, work: Callable[[], T]) -> T:
        """Do one step; told to be kept, the facts are so from then on.

        When there is no room, what the person is told is noted, room is made, and the step is tried again.
        """
        self._write("will", facts)
        try:
            done = work()
        except AlongsideError as error:
            self._write("said", {"": str(error)})
            if self.fault.mode not in {Mode.FULL, Mode.REFUSE}:
                raise
            shim.free()
            done = self._again(work)
        self._write("kept", facts)
        return done

    def start(self) -> None:
        """Be ready for ``begin``; a record of calls is whole from here on."""
        if shim.HERE in os.environ:
            shim.watch(self.stage.root)
            if self.fault.mode is Mode.RECORD:
                shim.arm(self.stage.root, Mode.RECORD, 0, self.fault.log)

    def tell(self, what: str, sentence: str) -> None:
        """Note a sentence."""
        self._write(what, {"": sentence})

    def end(self) -> None:
        """Note how many calls the whole story made."""
        if shim.HERE in os.environ:
            self._write("calls", {"": str(shim.calls())})
            shim.free()

    def _again(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except AlongsideError as error:
            self._write("stuck", {"": str(error)})
            raise

    def _write(self, what: str, facts: Facts) -> None:
        if self._file < 0:
            self._file = os.open(self.stage.journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(self._file, json.dumps([what, dict(facts)]).encode() + b"\n")
        self._lines += 1
        if shim.HERE in os.environ:
            shim.mark(self._lines)


@dataclass(slots=True)
class Journal:
    """What a story wrote, up to a line."""

    facts: list[tuple[str, dict[str, str | None]]]

    @classmethod
    def of(cls, stage: Stage, lines: int | None = None) -> Journal:
        """Read it; half a line at the end counts as none."""
        text = stage.journal.read_bytes() if stage.journal.exists() else b""
        whole = text[: text.rfind(b"\n") + 1].splitlines()[:lines]
        return cls([(one[0], one[1]) for one in map(json.loads, whole)])

    def allowed(self, before: Facts) -> dict[str, list[str | None]]:
        """Return by key what may be found: what was kept last, and whatever was begun after that."""
        found: dict[str, list[str | None]] = {key: [value] for key, value in before.items()}
        for what, facts in self.facts:
            for key, value in facts.items() if what in {"will", "kept"} else ():
                if what == "kept":
                    found[key] = [value]
                else:
                    found.setdefault(key, [None]).append(value)
        return found

    def keys(self) -> set[str]:
        """Return everything a story spoke of."""
        return {key for _, facts in self.facts for key in facts}

    def every(self, before: Facts) -> set[str | None]:
        """Return whatever anybody ever wrote or was about to."""
        return {
            *before.values(),
            *(v for what, facts in self.facts if what == "will" for v in facts.values()),
        }

    def told(self, what: str) -> list[str]:
        """Return the sentences of one kind."""
        return [str(facts[""]) for kind, facts in self.facts if kind == what]
