"""The one door for JSON from elsewhere: a list of files, or one row of what was taken out."""

from __future__ import annotations

import json
from typing import Any

from app.domain.limits import JSON_PARTS


def read_json(data: bytes | str) -> Any:
    """Return what a JSON text says. Raises ValueError, also for one with more lists than any of ours has."""
    parts = (
        data.count("[") + data.count("{") if isinstance(data, str) else data.count(b"[") + data.count(b"{")
    )
    if parts > JSON_PARTS:
        raise ValueError(JSON_PARTS)
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError(JSON_PARTS) from error
