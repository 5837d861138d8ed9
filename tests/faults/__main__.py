"""``python -m tests.faults``: the fault matrix with its counts as a table; ``--help`` says what can be asked."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tests.faults import shim

if TYPE_CHECKING:
    from tests.faults.matrix import Row

    Rows = dict[tuple[str, str], Row]

COUNTED = ("lost", "wrong", "left", "raw")
DEAF = "deaf disk"
LINE = "{:22} {:20} {:>6} {:>6} {:>5} {:>5} {:>5} {:>5} {:>5}\n"
ABOUT = """
tried    how often      kept   steps that were told to be kept before the fault
lost     kept, and not there at the next start        wrong  words or files that nobody wrote
left     half-made or readable where nothing may be   raw    faults without a plain sentence
shut     the records did not open, and said why
The deaf disk takes no notice of flushes: it has to lose something, or the power cuts prove nothing.
"""


def main() -> int:
    """Run it; 1 when something was found."""
    asked = _asked(sys.argv[1:])
    if shim.why_not():
        sys.stderr.write(f"The fault matrix was not run: {shim.why_not()}.\n")
        return 0
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="faults-", dir=memory if memory.is_dir() else None) as folder:
        if shim.HERE not in os.environ:
            library = str(shim.made(Path(folder)))
            environment = {**os.environ, shim.HERE: library, "LD_PRELOAD": library}
            again = [sys.executable, "-m", "tests.faults", *sys.argv[1:]]
            return subprocess.run(again, check=False, env=environment).returncode
        from tests.faults.running import run  # noqa: PLC0415 - only in the process that has the library

        os.environ.pop("LD_PRELOAD", None)
        began = time.monotonic()
        rows = run(Path(folder), asked)
        if asked.json:
            sys.stdout.writelines(
                json.dumps({"story": story, "fault": fault, **asdict(row)}, ensure_ascii=False) + "\n"
                for (story, fault), row in rows.items()
            )
        return report(rows, time.monotonic() - began, sys.stderr if asked.json else sys.stdout)


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev.py faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="kills over all stories (1000)")
    parser.add_argument(
        "--cuts", type=int, default=10000, help="modelled power cuts over all stories (10000)"
    )
    parser.add_argument("--full", type=int, default=400, help="full disks, and as many refused calls (400)")
    parser.add_argument("--flips", type=int, default=2000, help="flips of one byte (2000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed chooses the same calls (1)")
    parser.add_argument("--story", action="append", help="only this story; may be given again")
    parser.add_argument("--template", type=Path, help="a closed vault of the tests' team to begin with")
    parser.add_argument("--json", action="store_true", help="print each row as JSON, and the table to stderr")
    return parser.parse_args(arguments)


def report(rows: Rows, seconds: float, to: TextIO) -> int:
    """Print the table, what people were told, and every finding; 1 when there is one."""
    to.write(LINE.format("story", "fault", "tried", "kept", *COUNTED, "shut"))
    said, found, total = Counter[str](), list[str](), Counter[str]()
    for (story, fault), row in rows.items():
        counts = {"tried": row.tried, "kept": row.acknowledged, "shut": row.shut}
        counts |= {one: len(getattr(row, one)) for one in COUNTED}
        to.write(
            LINE.format(
                story, fault, counts["tried"], counts["kept"], *(counts[c] for c in COUNTED), counts["shut"]
            )
        )
        if fault != DEAF:
            total.update(counts)
            found += [f"{kind}: {story}, {fault}, {one}" for kind in COUNTED for one in getattr(row, kind)]
        elif not row.lost:
            found.append("a disk that takes no notice of flushes lost nothing: the model proves nothing")
        said.update(row.said)
    to.write(
        LINE.format(
            "all",
            f"{seconds:.0f} s",
            total["tried"],
            total["kept"],
            *(total[c] for c in COUNTED),
            total["shut"],
        )
    )
    to.write(f"{ABOUT}\nWhat people were told:\n")
    to.writelines(f"  {count:>5} × {sentence}\n" for sentence, count in said.most_common())
    to.writelines(f"FOUND {one}\n" for one in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
