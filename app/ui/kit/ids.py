"""Ids for rows that a person adds on the screen before they are stored."""

from __future__ import annotations

import uuid


def new_row_id() -> str:
    """Return a new random id."""
    return str(uuid.uuid4())
