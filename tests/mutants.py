"""Whether a test notices when a rule is changed: ``python -m tests.mutants [MODULE…]`` changes each and runs the tests.

A change that no test notices has to stand in ``tests/mutants.toml`` with its reason; any other fails. A module is
named as it is imported, such as ``app.domain.schedule``; without one all are tried, which takes an hour or more.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK, LOG = ROOT / "mutants", ROOT / "mutants" / "log.txt"
SURVIVED, UNTRIED = 0, 33
LEAST = 0.95
"""The least share of all changes that tests notice; one module may be mostly words."""


@dataclass(frozen=True)
class Change:
    """One change that no test noticed: where, and the line before and after it."""

    of: str
    was: str
    now: str
    untried: bool = False

    def entry(self) -> str:
        """Return it as it stands in the list, for somebody to give the reason."""
        why = "no test runs this" if self.untried else ""
        return "\n".join(
            ("[[lives]]", *(f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in
             (("of", self.of), ("was", self.was), ("now", self.now), ("why", why))), "")
        )  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """Why nobody needs to notice a change; without ``was`` and ``now`` of any change of a function."""

    of: str
    why: str
    was: str = ""
    now: str = ""

    def holds(self, change: Change) -> bool:
        """Whether this is the reason of a change."""
        whole = not self.was and not self.now
        return self.of == change.of and (whole or (self.was, self.now) == (change.was, change.now))


def reasons() -> tuple[Reason, ...]:
    """Return the list."""
    raw = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text(encoding="utf-8"))
    return tuple(Reason(**one) for one in raw["lives"])


def name_of(key: str) -> str:
    """Return the function a change is of, as people write it: ``app.domain.schedule.Rule.fits``."""
    module, _, function = key.rpartition(".")
    plain = function.rpartition("__mutmut_")[0]
    return (
        f"{module}.{plain.removeprefix('xǁ').replace('ǁ', '.')}" if "ǁ" in plain else f"{module}.{plain[2:]}"
    )


def lines_of(diff: str) -> tuple[str, str]:
    """Return what a diff takes out and puts in."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    was, now = (" ".join(one[1:].strip() for one in lines if one.startswith(sign)) for sign in "-+")
    return was, now


def found(modules: Iterable[str]) -> tuple[int, list[Change]]:
    """Return how many changes were tried, and those that live."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # noqa: PLC0415 - only where it was run

    tried, lives, wanted = 0, list[Change](), tuple(modules)
    for path in sorted(WORK.rglob("*.py.meta")):
        source = path.relative_to(WORK).with_suffix("")
        for key, code in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            if code is None or (wanted and key.rpartition(".")[0] not in wanted):
                continue
            tried += 1
            if code in {SURVIVED, UNTRIED}:
                was, now = lines_of(get_diff_for_mutant(key, path=source))
                lives.append(Change(of=name_of(key), was=was, now=now, untried=code == UNTRIED))
    return tried, lives


def told(tried: int, lives: list[Change], known: tuple[Reason, ...], least: float) -> tuple[str, bool]:
    """Return what is said of a run, and whether it is well: a reason for each, and the least share noticed."""
    new = [one for one in lives if not any(reason.holds(one) for reason in known)]
    share = 1 - len(lives) / tried if tried else 1.0
    text = f"{tried} changes tried, {tried - len(lives)} noticed ({share:.1%}), {len(lives) - len(new)} with a reason.\n"
    if new:
        text += "No test notices these, and no reason is given:\n\n" + "\n".join(one.entry() for one in new)
    return text, not new and share >= least


def main() -> int:
    """Run, and compare with the list; 1 when a change lives that has no reason, or when too many live."""
    modules = sys.argv[1:]
    WORK.mkdir(exist_ok=True)
    with LOG.open("w", encoding="utf-8") as log:  # its spinner would fill a console
        run = [sys.executable, "-m", "mutmut", "run", "--max-children=1", *(f"{one}.*" for one in modules)]
        done = subprocess.run(run, check=False, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    tried, lives = found(modules)
    if not tried:
        sys.stdout.write(f"Nothing was tried (exit code {done.returncode}); see {LOG}.\n")
        return 1
    text, well = told(tried, lives, reasons(), 0.0 if modules else LEAST)
    sys.stdout.write(text)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
