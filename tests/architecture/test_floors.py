"""The floors under what the tests reach: every room has one, none is lower than was promised, and one that is broken fails."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import floors

PROMISED = {"app/pages": 95, "app/services": 90, "app/ui/screens": 75}
APP = floors.ROOT / "app"


def report(to: Path, **taken: int) -> Path:
    """Write a report of files with a hundred branches each; ``taken`` of ``app_pages_x`` is of app/pages/x.py."""
    files = {
        f"{name.replace('_', '/')}.py": {"summary": {"covered_branches": count, "num_branches": 100}}
        for name, count in taken.items()
    }
    (to / "report.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    return to / "report.json"


def test_no_floor_is_under_what_was_promised() -> None:
    found = floors.floors()
    assert {room: found[room] for room in PROMISED if found[room] < PROMISED[room]} == {}


def test_every_room_has_a_floor() -> None:
    rooms = {
        path.relative_to(floors.ROOT).as_posix() for path in APP.iterdir() if (path / "__init__.py").exists()
    }
    assert rooms - set(floors.floors()) == set()


def test_a_file_counts_for_the_innermost_room_it_lies_in(tmp_path: Path) -> None:
    rooms = {"app/ui", "app/ui/screens", "app/pages"}
    found = floors.reached(
        report(tmp_path, app_ui_a=10, app_ui_screens_b=90, app_pages_c=50, app_pages_d=70), rooms
    )
    assert found == {"app/ui": 10, "app/ui/screens": 90, "app/pages": 60}


@pytest.mark.parametrize(("taken", "told"), [(94, 1), (95, 0), (96, 0)])
def test_a_room_under_its_floor_is_told(taken: int, told: int, tmp_path: Path) -> None:
    found = floors.reached(report(tmp_path, app_pages_a=taken), {"app/pages"})
    assert len(floors.faults(found, {"app/pages": 95})) == told


def test_the_tests_fail_where_a_room_is_under_its_floor(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "tests.floors", str(report(tmp_path, app_pages_a=1))]
    done = subprocess.run(run, check=False, capture_output=True, text=True, cwd=floors.ROOT)
    assert done.returncode == 1
    assert "app/pages: the tests reach 1.0 % of its branches" in done.stdout
