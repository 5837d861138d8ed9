"""A form as plain values: what is kept with records and what a form file holds."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from app.domain.forms import ADDED


def plain(value: Any) -> Any:
    """Return a form, or a part of one, as plain values; a setting added later is there when it is used."""
    if is_dataclass(value):
        parts = ((one, getattr(value, one.name)) for one in fields(value))
        return {
            one.name: plain(part)
            for one, part in parts
            if not (ADDED.items() <= one.metadata.items() and part == one.default)
        }
    return [plain(part) for part in value] if isinstance(value, tuple) else value
