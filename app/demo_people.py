"""The demo's sign-in list, kept in a file beside its made-up vault."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.domain.demo import DemoPerson
from app.system.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

NAME = "demo-people.json"


def keep_people(folder: Path, people: tuple[DemoPerson, ...]) -> None:
    """Write the list; nothing in a demo is secret."""
    write_atomic(
        folder / NAME, json.dumps([asdict(p) for p in people], ensure_ascii=False, indent=2).encode()
    )


def read_people(folder: Path) -> tuple[DemoPerson, ...]:
    """Return who can sign in to the demo in this folder; nobody when there is none."""
    try:
        return tuple(DemoPerson(**row) for row in json.loads((folder / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return ()
