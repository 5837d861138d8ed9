"""The short form of the fault matrix; ``python3 dev.py faults`` is the long one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import shim
from tests.faults.soak import soak
from tests.team import TurnedClock

SHORT = (
    ("--story=typing", "--story=exporting PDFs"),
    ("--kills=4", "--full=2", "--cuts=4", "--flips=4", "--seed=7", "--json"),
)

MEMORY, OBJECTS = 4 * 1024 * 1024, 2000
"""Bytes and objects by which two days may differ: statements are remembered, a hundred for each table."""


@pytest.mark.no_cover
@pytest.mark.skipif(bool(shim.why_not()), reason=shim.why_not() or "it can be run")
def test_a_kill_a_power_cut_a_full_disk_and_a_flipped_byte_cost_nothing_that_was_kept(template: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *SHORT[0], *SHORT[1], f"--template={template}"],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    faults = {row["fault"] for row in rows if row["tried"]}
    assert {
        "killed",
        "no room",
        "refused once",
        "power cut",
        "flip in the records",
        "flip in the journal",
        "flip in a backup",
    } <= faults
    deaf = next(row for row in rows if row["fault"] == "deaf disk")
    assert deaf["lost"], "the model of a power cut notices a disk that takes no notice of flushes"
    assert any(row["acknowledged"] for row in rows if row["fault"] in {"killed", "power cut"})


@pytest.mark.no_cover
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says by itself what a program holds")
def test_a_working_day_leaves_nothing_open_and_no_more_in_memory_than_the_day_before(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(template, tmp_path / "vault")
    first, *others = soak(tmp_path / "vault", TurnedClock(), 4, 1)
    assert {one.handles for one in others} == {first.handles}
    assert others[-1].memory - others[0].memory < MEMORY
    assert others[-1].objects - others[0].objects < OBJECTS
