"""The short form of the fault matrix; ``python3 dev.py faults`` is the long one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import shim

SHORT = (
    ("--story=typing", "--story=exporting PDFs"),
    ("--kills=4", "--full=2", "--cuts=4", "--flips=4", "--seed=7", "--json"),
)


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
