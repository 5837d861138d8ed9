"""What the lock screen may know of backups: when the newest were made, and where the second place is.

One small file beside the records, outside what is encrypted. No name and no count is in it.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from app.domain.ids import new_id
from app.system.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

NAME = "backups.json"
MARK, INSIDE = "alongside-backups.json", "Alongside backups"
"""What marks the second place as ours, so that an empty folder where a stick was is not taken for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """When backups were last made and rehearsed, as ISO instants; empty when never.

    ``problem`` is why the last one failed. ``restored`` tells of a restore that the activity log has still to
    be told. ``wipe``: something was deleted, and the records file is still to be written anew without it.
    """

    here_at: str = ""
    second: str = ""
    mark: str = ""
    second_at: str = ""
    rehearsed_at: str = ""
    rehearsed: str = ""
    problem: str = ""
    restored: str = ""
    wipe: str = ""


def read_notes(folder: Path) -> Notes:
    """Return the notes beside the records; blank ones when there are none that can be read."""
    try:
        raw: dict[str, Any] = json.loads((folder / NAME).read_bytes())
        return Notes(**{one.name: str(raw.get(one.name, "")) for one in fields(Notes)})
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Notes()


def note(folder: Path, **changes: str) -> Notes:
    """Change some of the notes. Raises OSError."""
    fresh = replace(read_notes(folder), **changes)
    raw = {one.name: getattr(fresh, one.name) for one in fields(Notes)}
    write_atomic(folder / NAME, json.dumps(raw, ensure_ascii=False, indent=1).encode())
    return fresh


def instant(text: str) -> dt.datetime | None:
    """Return an instant of the notes, or None."""
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def mark_place(chosen: Path) -> tuple[Path, str]:
    """Make a folder of our own in the place somebody chose; return it and its mark. Raises OSError."""
    place = chosen if chosen.name == INSIDE else chosen / INSIDE
    place.mkdir(parents=True, exist_ok=True)
    mark = marked(place) or new_id()
    write_atomic(place / MARK, json.dumps({"place": mark}).encode())
    return place, mark


def marked(place: Path) -> str:
    """Return the mark of a place, or an empty text when it is not there now."""
    try:
        return str(json.loads((place / MARK).read_bytes())["place"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
