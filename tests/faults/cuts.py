"""Power cuts, modelled: what a disk may hold when everything after some call is lost.

The model, from the record of every call below one folder (``shim.c``): what was flushed is there. Of later
writes to the same file each sector of 512 bytes is there or not, by chance, and so is each later change of
length. New names, renames and removals come in their order, as journalling file systems keep them: all up to
the last flush of a folder they touch, and a chance number of those after. Not modelled: disks that lie about
a flush, sectors that are half written, and file systems without an order of names.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what, on what, and the bytes it wrote."""

    what: str
    one: str
    other: str
    data: bytes = b""


def calls_of(log: Path) -> Iterator[Call]:
    """Read a record of calls."""
    with log.open("rb") as file:
        while head := file.readline():
            what, one, other, size = head.rstrip(b"\n").decode().split("\t")
            yield Call(what, one, other, file.read(int(size)) if what == "write" else b"")


@dataclass(slots=True)
class Disk:
    """Files as the disk surely holds them, and what is on its way there."""

    root: Path
    sure: dict[str, bytearray] = field(default_factory=dict)
    late: dict[str, list[tuple[int, bytes | None]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """What each path is: the number of a file, or nothing for a folder."""
    coming: list[Call] = field(default_factory=list)
    marks: int = 0

    @classmethod
    def at(cls, root: Path) -> Disk:
        """Begin with a folder as it is, all of it sure."""
        disk = cls(root)
        for path in sorted(root.rglob("*")):
            if path.is_dir():
                disk.names[str(path)] = ""
            else:
                number = str(path.stat().st_ino)
                disk.names[str(path)], disk.sure[number] = number, bytearray(path.read_bytes())
        return disk

    def take(self, call: Call, *, deaf: bool = False) -> None:
        """Let one call happen. A ``deaf`` disk takes no notice of flushes: the model has to notice that."""
        match call.what:
            case "write":
                self.late.setdefault(call.one, []).append((int(call.other), call.data))
            case "cut":
                self.late.setdefault(call.one, []).append((int(call.other), None))
            case "empty":
                self.late.setdefault(call.one, []).append((0, None))
            case "make":
                self.sure[call.one], self.late[call.one] = bytearray(), []
                self.coming.append(Call("make", call.other, call.one))
            case "rename" | "remove" | "folder":
                self.coming.append(call)
            case "flush" if not deaf:
                self._flush(call.one, call.other)
            case "mark":
                self.marks = int(call.one)

    def _flush(self, number: str, path: str) -> None:
        if number in self.sure:
            for late in self.late.pop(number, ()):
                _apply(self.sure[number], *late)
            return
        last = max((n for n, one in enumerate(self.coming, 1) if path in _folders(one)), default=0)
        for one in self.coming[:last]:
            _name(self.names, one)
        del self.coming[:last]

    def after_a_cut(self, to: Path, random: Random) -> None:
        """Write what is found when the power comes back."""
        names = dict(self.names)
        for one in self.coming[: random.choice((0, len(self.coming), random.randint(0, len(self.coming))))]:
            _name(names, one)
        share = random.choice((0.0, 0.5, 0.5, 0.9, 1.0))
        for path, number in sorted(names.items()):
            target = to / Path(path).relative_to(self.root)
            if not number:
                target.mkdir(parents=True, exist_ok=True)
                continue
            data = bytearray(self.sure.get(number, b""))
            for where, late in self.late.get(number, ()):
                _some(data, where, late, share, random)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def _apply(data: bytearray, where: int, late: bytes | None) -> None:
    if late is None:
        data[:] = data[:where].ljust(where, b"\0")
        return
    if len(data) < where:
        data.extend(bytes(where - len(data)))
    data[where : where + len(late)] = late


def _some(data: bytearray, where: int, late: bytes | None, share: float, random: Random) -> None:
    """Let a late write happen in part: each of its sectors, or the change of length, by chance."""
    if late is None:
        if random.random() < share:
            _apply(data, where, None)
        return
    for begin in range(0, len(late), SECTOR):
        if random.random() < share:
            _apply(data, where + begin, late[begin : begin + SECTOR])


def _folders(call: Call) -> set[str]:
    paths = {call.one} if call.what != "rename" else {call.one, call.other}
    return {os.path.dirname(one) for one in paths}  # noqa: PTH120 - thousands of times


def _name(names: dict[str, str], call: Call) -> None:
    """Let a change of names happen."""
    match call.what:
        case "make":
            names[call.one] = call.other
        case "folder":
            names[call.one] = ""
        case "remove":
            names.pop(call.one, None)
        case "rename":
            inside = f"{call.one}/"
            for path in [one for one in names if one == call.one or one.startswith(inside)]:
                names[call.other + path[len(call.one) :]] = names.pop(path)


def wiped(folder: Path) -> Path:
    """Return an empty folder of a name."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
