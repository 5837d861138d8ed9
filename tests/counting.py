"""Counting the statements a read takes, so that no page asks once a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import event
from sqlalchemy.engine import Engine


@dataclass
class Counted:
    """The statements heard, in order, and how many transactions they were in."""

    statements: list[str] = field(default_factory=list)
    transactions: int = 0

    def __len__(self) -> int:
        """Return how many statements there were."""
        return len(self.statements)


@contextmanager
def counting() -> Iterator[Counted]:
    """Count every statement any open vault runs until the end of the block."""
    counted = Counted()

    def heard(*arguments: object) -> None:
        counted.statements.append(str(arguments[2]))

    def begun(_connection: object) -> None:
        counted.transactions += 1

    event.listen(Engine, "before_cursor_execute", heard)
    event.listen(Engine, "begin", begun)
    try:
        yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
        event.remove(Engine, "begin", begun)
