"""Hostile files by hand: ``python -m tests.fuzz measure [WORD]`` and ``python -m tests.fuzz run [SECONDS] [SEED]``.

``measure`` sends each file of ``hostile.py`` through its door in a process of its own, and prints the time, the most
memory it took and what a person is told. ``run`` turns good files into bad ones at random until the time is up.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from app.catalog.frameworks import parse
from app.documents.marks import left_out, without_marks
from app.documents.pages import page_count, page_image
from app.documents.photo import drawable
from app.documents.verify import check
from app.domain.errors import AlongsideError
from app.services.own_forms import look_over
from app.services.records.scans import check_file
from app.system.packed import packed
from app.system.resources import resource as shipped
from app.system.staff_file import read_table
from tests import hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

PATIENCE, MOST_SECONDS, MOST_MEGABYTES = 60, 2, 300
SELF = Path("/proc/self")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _table(data: bytes) -> object:
    return f"read: {len(read_table(data, 'a file'))} rows"


def _form(data: bytes) -> object:
    form, faults = look_over("a file", data)
    return f"read: {len(form.sections)} sections, {len(faults)} faults"


def _framework(data: bytes) -> object:
    return f"read: {parse('a file', data).id}"


def _checked(data: bytes) -> object:
    return check(data, "a file", ()).sentence


def _attached(data: bytes) -> object:
    without_marks(data)
    left_out(data)
    return f"taken: {check_file('a file', data)[1]}"


def _shown(data: bytes) -> object:
    image = page_image(data, 0, 800)
    return f"shown: {page_count(data)} pages, {image.width} × {image.height}"


def _drawn(data: bytes) -> object:
    return "drawn" if drawable(data) else "left out"


def _unpacked(data: bytes) -> object:
    with packed(data) as found:
        for name in found.names:
            found.read(name, 1 << 20)
        return f"read: {len(found.names)} files"


DOORS: dict[str, tuple[dict[str, Callable[[], bytes]], Callable[[bytes], object]]] = {
    "table": (hostile.TABLES, _table),
    "form": (hostile.TOML, _form),
    "framework": (hostile.TOML, _framework),
    "check": (hostile.PDFS, _checked),
    "attach pdf": (hostile.PDFS, _attached),
    "show": (hostile.PDFS, _shown),
    "attach picture": (hostile.PICTURES, _attached),
    "draw": (hostile.PICTURES, _drawn),
}


def _try(door: Callable[[bytes], object], make: Callable[[], bytes], out: Connection) -> None:
    """Try one file and send back what was said, the seconds and the memory it took."""
    data = make()
    with contextlib.suppress(AlongsideError):
        door(b"%PDF")  # what is loaded late is loaded before the clock starts
    (SELF / "clear_refs").write_text("5")  # the most memory is counted anew
    begun = time.process_time()
    try:
        said = str(door(data))
    except AlongsideError as error:
        said = f"refused: {error}"
    except BaseException as error:  # noqa: BLE001 - what escapes is what is looked for
        said = (
            f"ESCAPED {type(error).__name__}: {error} at {traceback.extract_tb(error.__traceback__)[-1].name}"
        )
    took = time.process_time() - begun
    lines = (SELF / "status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    out.send((said, took, peak / 1024, len(data)))


def measure(word: str = "") -> None:
    """Print a line for each file and door whose name holds the word; ``!!`` where it takes too much."""
    run = multiprocessing.get_context("fork")
    for door_name, (files, door) in DOORS.items():
        for name, make in files.items():
            what = f"{door_name}: {name}"
            if word not in what:
                continue
            out, into = run.Pipe()
            process = run.Process(target=_try, args=(door, make, into))
            process.start()
            if not out.poll(PATIENCE):
                process.kill()
                say(f"!! more than {PATIENCE} s  {what}")
            else:
                said, took, peak, size = out.recv()
                bad = took > MOST_SECONDS or peak > MOST_MEGABYTES or said.startswith("ESCAPED")
                mark, head = "!!" if bad else "  ", f"{took:7.2f} s {peak:6.0f} MB {size / 1e6:6.2f} MB"
                say(f"{mark} {head}  {what}: {said[:150]!r}")
            process.join()


SEEDS: tuple[tuple[Callable[[bytes], object], Callable[[], bytes]], ...] = (
    (_table, hostile.workbook),
    (_table, lambda: "Name,Job\nZoë Å,carer\n".encode("utf-16") * 5),
    (_unpacked, hostile.workbook),
    (_form, shipped("catalog", "forms", "supervision.toml").read_bytes),
    (_framework, shipped("catalog", "frameworks", "cqc_saf_2023.toml").read_bytes),
    (_checked, lambda: hostile.pdf_of(3)),
    (_checked, lambda: hostile.wide_xref(40)),
    (_attached, lambda: hostile.pdf_of(2, content=b"0 0 m 9 9 l S " * 9)),
    (_shown, lambda: hostile.pdf_of(2, content=b"0 0 m 9 9 l S " * 9)),
    (_attached, lambda: hostile.jpeg_of(exif=True)),
    (_attached, lambda: hostile.png_of(40, 30, more=hostile.png_text(2, 99))),
    (_drawn, lambda: hostile.jpeg_of(exif=True)),
)
PIECES = (
    b"",
    b"\0",
    b"\xff\xff",
    b"[",
    b"<<",
    b"'''",
    b"=",
    b"/Prev 9",
    b"startxref\n0\n",
    b"&#x;",
    b"999999999",
    b"PK\3\4",
)


def spoil(data: bytes, chance: random.Random) -> bytes:
    """Return a file with a few bytes changed, taken out, put in or said twice."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) or 1)
        size = chance.choice((0, 0, 1, 4, 60))
        out[at : at + size] = chance.choice((*PIECES, bytes(out[at : at + 50]) * 3, chance.randbytes(4)))
    return bytes(out[: chance.choice((len(out), len(out), chance.randrange(len(out) + 1)))])


def run(seconds: float, start: int = 0) -> int:
    """Spoil good files until the time is up; return how many ended in something else than a sentence."""
    seeds = [(door, make()) for door, make in SEEDS]
    ends, tried, escaped, number = time.monotonic() + seconds, 0, 0, start
    while time.monotonic() < ends:
        chance = random.Random(number)
        door, data = chance.choice(seeds)
        begun = time.process_time()
        try:
            door(spoil(data, chance))
        except AlongsideError:
            pass
        except Exception as error:  # noqa: BLE001 - what escapes is what is looked for
            escaped += 1
            say(f"!! seed {number} {door.__name__}: {type(error).__name__}: {str(error)[:200]}")
        if (took := time.process_time() - begun) > MOST_SECONDS:
            escaped += 1
            say(f"!! seed {number} {door.__name__}: {took:.1f} s")
        tried, number = tried + 1, number + 1
    say(f"{tried} files, {escaped} that ended in no sentence, seeds {start} to {number - 1}")
    return escaped


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    what, *more = sys.argv[1:] or ["run"]
    if what == "measure":
        measure(*more)
    else:
        sys.exit(bool(run(*map(int, more or ["60"]))))
