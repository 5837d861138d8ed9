"""What must be answered is said before anybody asks for it: one word, on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.forms import FieldType

if TYPE_CHECKING:
    from app.domain.forms import Field

NEEDED = " (needed)"
"""What a label says of what must be answered."""
TOLD = "Needed."
"""The same where a screen reader comes to a part of an answer that has a name of its own."""


def needed(item: Field) -> bool:
    """Whether a question must be answered once it is asked. What is worked out is typed by nobody."""
    return item.mandatory and item.type is not FieldType.WORKED_OUT


def titled(item: Field, label: str = "", *, unit: bool = False) -> str:
    """Return the label of a question or a column, with its unit where that stands nowhere else."""
    measured = f" ({item.unit})" if unit and item.unit else ""
    return (label or item.label) + measured + (NEEDED if needed(item) else "")
