"""Who can sign in to a demo, kept in a file beside its made-up records."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.system.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

NAME = "demo-people.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody who can sign in to the demo.

    ``role`` is ``Role.word``; ``passphrase`` is None for workers, who only have a PIN.
    """

    name: str
    role: str
    passphrase: str | None
    pin: str


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
