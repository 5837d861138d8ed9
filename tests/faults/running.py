"""How many tries of each fault a run makes, over which stories."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from tests.faults.matrix import Matrix, Row
from tests.faults.shim import Mode
from tests.faults.stories import FLIPPED, PUT_BACK, STORIES

CONTROL = "typing"
DEAF = 8
"""Cuts on a disk that takes no notice of flushes: they must be found to cost something."""

IN_BACKUPS = 4
"""Each so many flips one is in a backup that is then put back."""


def run(home: Path, asked: Namespace) -> dict[tuple[str, str], Row]:
    """Run what was asked: each count is shared out among the stories."""
    names = asked.story or list(STORIES)
    matrix = Matrix(home / "matrix", asked.seed, asked.template, names)
    for name in names:
        sys.stderr.write(f"{name} …\n")
        story = STORIES[name]
        matrix.kill(story, _share(asked.kills, names))
        matrix.fill(story, _share(asked.full, names))
        matrix.fill(story, _share(asked.full, names), Mode.REFUSE)
        matrix.cut(story, _share(asked.cuts, names))
    if asked.cuts:
        matrix.cut(STORIES[CONTROL], DEAF, deaf=True)
    if asked.flips:
        matrix.flip_backups(PUT_BACK, asked.flips // IN_BACKUPS)
        matrix.flip(FLIPPED, asked.flips - asked.flips // IN_BACKUPS)
    return matrix.rows


def _share(many: int, names: list[str]) -> int:
    return -(-many // len(names))
