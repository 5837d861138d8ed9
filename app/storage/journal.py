"""The journal beside the records file: whether what was saved last in it can still be read.

SQLite reads it up to the first piece that does not add up and takes no notice of the rest: after a power cut
that is right, for nobody was told that it was kept. A damaged byte looks the same, so it is at least said.
Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEADER, PIECE = struct.Struct(">8I"), struct.Struct(">6I")
MAGIC, BIG = 0x377F0682, 1
SHORTENED = (
    "Alongside was cut off, and the end of what it had saved could not be read. Everything before is here. "
    "Look at what was written last, and write again what is missing."
)


def shortened(records: Path) -> bool:
    """Whether the journal of a records file that nobody has open holds more than can be read of it."""
    try:
        data = records.with_name(f"{records.name}-wal").read_bytes()
    except OSError:
        return False
    if len(data) < HEADER.size + PIECE.size:
        return False
    magic, _, page, _, one, other, *check = HEADER.unpack_from(data)
    order = ">" if magic & BIG else "<"
    if magic & ~BIG != MAGIC or _sum(data[:24], order, (0, 0)) != tuple(check):
        return True
    reached, at, whole = tuple(check), HEADER.size, PIECE.size + page
    while at + whole <= len(data):
        _, _, its, its_other, *check = PIECE.unpack_from(data, at)
        if its != one and its_other != other:
            return False  # left over from before the journal was begun anew
        reached = _sum(data[at : at + 8] + data[at + PIECE.size : at + whole], order, reached)
        if reached != tuple(check) or (its, its_other) != (one, other):
            return True
        at += whole
    return False


def _sum(data: bytes, order: str, before: tuple[int, ...]) -> tuple[int, int]:
    """Return SQLite's running sum of a journal."""
    one, other = before
    numbers = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(numbers[::2], numbers[1::2], strict=True):
        one = (one + first + other) & 0xFFFFFFFF
        other = (other + second + one) & 0xFFFFFFFF
    return one, other
