"""What a sealed PDF carries inside: the record as data, or the lists of an audit."""

from __future__ import annotations

import json
from typing import Any

import pikepdf

from app.documents.opening import attached

RECORD = "record.json"
UNREADABLE = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError)


def inside(pdf: bytes, name: str = RECORD) -> dict[str, Any] | None:
    """Return a file of a PDF's as data; None where there is none that can be read."""
    try:
        found = json.loads(attached(pdf, name))
    except UNREADABLE:
        return None
    return found if isinstance(found, dict) else None
