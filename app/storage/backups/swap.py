"""Putting a backup in the place of the records: staged beside, proved, then swapped by a list of moves.

``restoring.json`` decides. Without it a restore that was cut off is undone; with it, it is finished.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from app.storage import keyring
from app.storage.backups.making import NOT_COPIED, plain, read_list
from app.storage.backups.notes import note
from app.system.atomic import copy_whole, move, remove, sync_folder, write_atomic

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    Step = Callable[[int, int], None]

JOURNAL, STAGING = "restoring.json", ".restoring"
ASIDE, IN = "aside", "in"
BEFORE = "before restoring"
"""How the folders begin that keep the records from before a backup was put back."""
STAYS = frozenset(NOT_COPIED)


def stage(folder: Path, backup: Path, step: Step) -> Path:
    """Copy a backup beside the records, without touching them; return that copy. Raises OSError."""
    staging = folder / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    body = read_list(backup) or {"files": []}
    names = [str(one["path"]) for one in body["files"]] + [keyring.NAME]
    of = sum((backup / name).stat().st_size for name in names) // (1024 * 1024) + 1
    done = 0

    def tick() -> None:
        nonlocal done
        done = min(done + 1, of)
        step(done, of)

    for name in names:
        copy_whole(backup / name, staging / name, tick)
    sync_folder(staging)
    return staging


def unstage(folder: Path) -> None:
    """Remove a copy that is not wanted."""
    shutil.rmtree(folder / STAGING, ignore_errors=True)


def swap(folder: Path, now: dt.datetime, told: str) -> Path | None:
    """Let the staged copy take the records' place. Returns the folder that keeps those from before.

    ``told`` is what the activity log is told. Raises OSError; the next start then finishes it.
    """
    old = [one.name for one in sorted(folder.iterdir()) if one.is_file() and _moves(one.name)]
    kept = _free(folder / f"{BEFORE} {now:%Y-%m-%d %H.%M} UTC") if old else None
    new = sorted(one.name for one in (folder / STAGING).iterdir())
    plan = {"step": ASIDE, "old": old, "new": new, "kept": kept.name if kept else "", "told": told}
    _write(folder, plan)
    _carry_out(folder, plan)
    return kept


def settle(folder: Path) -> bool:
    """Finish or undo a restore that was cut off; return whether one was finished. Raises OSError.

    Only the folder's one user may call this.
    """
    plan = _read(folder)
    if plan is None:
        unstage(folder)
        return False
    _carry_out(folder, plan)
    return True


def unsettled(folder: Path) -> bool:
    """Whether a restore was cut off here."""
    return (folder / JOURNAL).exists() or (folder / STAGING).exists()


def _carry_out(folder: Path, plan: dict[str, Any]) -> None:
    kept, staging = folder / plan["kept"], folder / STAGING
    if plan["step"] == ASIDE:
        if plan["kept"]:
            kept.mkdir(exist_ok=True)
        for name in plan["old"]:
            if (folder / name).exists():
                move(folder / name, kept / name)
        plan = {**plan, "step": IN}
        _write(folder, plan)
    for name in plan["new"]:
        if (staging / name).exists():
            move(staging / name, folder / name)
    keyring.copy(folder)
    before = f"; the records from before are kept in “{plan['kept']}”" if plan["kept"] else ""
    note(folder, restored=f"{plan['told']}{before}")
    remove(folder / JOURNAL)
    sync_folder(folder)
    unstage(folder)


def _moves(name: str) -> bool:
    return name not in STAYS and not name.startswith(".")


def _free(path: Path) -> Path:
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name} ({number})")
    return found


def _write(folder: Path, plan: dict[str, Any]) -> None:
    write_atomic(folder / JOURNAL, json.dumps(plan, ensure_ascii=False).encode())


def _read(folder: Path) -> dict[str, Any] | None:
    try:
        plan: dict[str, Any] = json.loads((folder / JOURNAL).read_bytes())
        names = [*plan["old"], *plan["new"], *([plan["kept"]] if plan["kept"] else [])]
        whole = plan["step"] in {ASIDE, IN} and all(plain(name) for name in names)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return plan if whole else None
