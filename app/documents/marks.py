"""What a telephone writes into a photo beside the picture: where it was, when, with what. It is left out.

The points of the picture stay as they are; so do its colours, and the way round it is to be held.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
KEPT_PARTS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP bKGD pHYs sBIT cICP".split())
"""Parts of a PNG that say how it looks (PNG specification, third edition, 11)."""
START, END, SCAN = 0xD8, 0xD9, 0xDA
RESTARTS = range(0xD0, 0xD8)
NOTES = frozenset([*range(0xE1, 0xF0), 0xFE])
"""Segments of a JPEG in which programs and telephones write; the kept ones are told by how they begin."""
COLOURS = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
EXIF, TURNED, PLACE = b"Exif\0\0", 0x0112, 0x8825
DEVICE = frozenset([0x010F, 0x0110, 0x0132, 0x8769])
"""Who made the telephone, which it is, when, and the part with the rest (Exif 2.3)."""


def without_marks(data: bytes) -> bytes:
    """Return a PNG or JPEG without what was written into it beside the picture; anything else as it is.

    What cannot be followed to its end is returned as it is: whether it opens is asked elsewhere.
    """
    try:
        if data.startswith(JPEG):
            return _plain_jpeg(data)
        return _plain_png(data) if data.startswith(PNG) else data
    except (struct.error, IndexError, ValueError):
        return data


def left_out(data: bytes) -> str:
    """Return in words what ``without_marks`` leaves out of a photo that may say something of somebody."""
    try:
        found = _exif(data)
    except (struct.error, IndexError, ValueError):
        found = frozenset()
    if PLACE in found:
        return "where and when it was taken was left out"
    return "when and with what it was taken was left out" if found & DEVICE else ""


def _plain_jpeg(data: bytes) -> bytes:
    out, turned = bytearray(data[:2]), _turned(data)
    if turned:
        out += turned
    for mark, begin, end in _segments(data):
        kept = COLOURS.get(mark)
        if mark not in NOTES or (kept is not None and data.startswith(kept, begin + 4)):
            out += data[begin:end]
    return bytes(out)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each segment of a JPEG, points and all, as (mark, begin, end), up to its end mark."""
    at = 2
    while True:
        while data[at + 1] == 0xFF:  # noqa: PLR2004 - marks may be filled up with it
            at += 1
        if data[at] != 0xFF:  # noqa: PLR2004
            raise ValueError(at)
        mark = data[at + 1]
        if mark == END:
            yield mark, at, at + 2
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if mark == SCAN:
            end = _points_end(data, end)
        if end > len(data):
            raise ValueError(at)
        yield mark, at, end
        at = end


def _points_end(data: bytes, at: int) -> int:
    """Return where the points of a JPEG end: at the next mark that is no part of them."""
    while (at := data.index(b"\xff", at)) >= 0:
        if data[at + 1] and data[at + 1] not in RESTARTS and data[at + 1] != 0xFF:  # noqa: PLR2004
            return at
        at += 1
    raise ValueError(at)


def _turned(data: bytes) -> bytes:
    """Return a segment that says only which way round a photo is held, or nothing where it is upright."""
    way = _ways(data).get(TURNED, 1)
    if not 1 < way <= 8:  # noqa: PLR2004 - the eight ways to turn and mirror
        return b""
    body = EXIF + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, TURNED, 3, 1, way, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _exif(data: bytes) -> frozenset[int]:
    return frozenset(_ways(data))


def _ways(data: bytes) -> dict[int, int]:
    """Return the marks of a photo by their number, each with its first short value."""
    block = next((part.removeprefix(EXIF) for part in _notes(data)), b"")
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return {}
    first = struct.unpack_from(f"{order}I", block, 4)[0]
    count = struct.unpack_from(f"{order}H", block, first)[0]
    places = (first + 2 + 12 * number for number in range(count))
    return {
        struct.unpack_from(f"{order}H", block, place)[0]: struct.unpack_from(f"{order}H", block, place + 8)[0]
        for place in places
    }


def _notes(data: bytes) -> Iterator[bytes]:
    """Yield each block of marks."""
    if data.startswith(JPEG):
        for mark, begin, end in _segments(data):
            if mark == 0xE1 and data.startswith(EXIF, begin + 4):  # noqa: PLR2004 - where Exif stands
                yield data[begin + 4 : end]
    elif data.startswith(PNG):
        yield from (body for name, body, _ in _chunks(data) if name == b"eXIf")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield each part of a PNG as (name, what it holds, the whole part), up to its end."""
    at = len(PNG)
    while at < len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        whole = data[at : at + 12 + size]
        if len(whole) < 12 + size:
            raise ValueError(at)
        yield name, whole[8:-4], whole
        at += 12 + size
        if name == b"IEND":
            return


def _plain_png(data: bytes) -> bytes:
    return PNG + b"".join(whole for name, _, whole in _chunks(data) if name in KEPT_PARTS)
