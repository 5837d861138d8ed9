"""A thousand sealed records into a pack, and everything taken out: files, index and ZIP each against copying and hashing the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import os
import resource as limits
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from tests.bench.many import fill
from tests.team import with_said

STAFF, SIZES = 40, (1000, 4000)
KILOBYTE = 1024


def _house(count: int) -> tuple[Any, Any, bytes]:
    """Return a house with so many sealed records, each with a real sealed PDF, its manager, and one of the PDFs."""
    from app.bootstrap import build  # noqa: PLC0415
    from app.catalog.registry import Catalog  # noqa: PLC0415
    from app.domain.kinds import Kind  # noqa: PLC0415
    from app.domain.people import Profile, Role, Service  # noqa: PLC0415
    from app.models.signing import DocumentRow  # noqa: PLC0415
    from app.storage.keys import FLOOR  # noqa: PLC0415
    from app.system.resources import resource  # noqa: PLC0415
    from tests.team import filled  # noqa: PLC0415

    house = build(Path(tempfile.mkdtemp()) / "vault", kdf=FLOOR)
    owner = house.vaults.set_up(
        Service(name="Bench"), Profile(name="Ruth Alder", role=Role.OWNER), "lantern meadow copper", "402817"
    ).actor
    people = [
        house.people.add(
            owner, Profile(name=f"Worker {n:03d}", role=Role.WORKER, supervisor_id=owner.person_id)
        ).value.person.id
        for n in range(STAFF)
    ]
    draft = house.writing.start(owner, Kind.COACHING, people[0]).value
    house.writing.store(
        owner,
        draft.record.id,
        filled(draft.form, draft.record.content, "We tried picture cards. " * 40),
        draft.record.revision,
    )
    house.writing.save(owner, draft.record.id)
    house.signing.seal_saved(owner, at_once=True)
    vault, catalog = house.vaults._vault, Catalog(resource("catalog"))
    with vault.write(owner.person_id) as work:
        for kind in (Kind.SUPERVISION, Kind.COACHING, Kind.OBSERVATION):
            form = catalog.form(kind)
            work.forms.keep(form.id, 1, catalog.form_to_json(form))
        pdf: bytes = work.signing.document(draft.record.id).pdf  # type: ignore[union-attr]
    fill(vault, people, owner.person_id, count)
    with vault.write(owner.person_id) as work:
        work.tables.open_guards()
        for n in range(count):
            mine = pdf + b"%%%07d\n" % n
            work.session.execute(
                insert(DocumentRow),
                [
                    {
                        "record_id": f"r{n:07d}",
                        "pdf": mine,
                        "sha256": hashlib.sha256(mine).hexdigest(),
                        "parts": 1,
                    }
                ],
            )
        work.tables.close_guards()
    return house, owner, pdf


def _floor(pdf: bytes, count: int) -> float:
    """Return the milliseconds that writing, flushing and hashing the same bytes takes."""
    folder = Path(tempfile.mkdtemp())
    begin = time.perf_counter()
    for n in range(count):
        mine = pdf + b"%%%07d\n" % n
        hashlib.sha256(mine).hexdigest()
        with (folder / f"{n}.pdf").open("wb") as file:
            file.write(mine)
            file.flush()
            os.fsync(file.fileno())
    taken = (time.perf_counter() - begin) * 1000
    shutil.rmtree(folder)
    return taken


def _peak() -> float:
    """Return the most memory this process has held, in megabytes."""
    peak = limits.getrusage(limits.RUSAGE_SELF).ru_maxrss
    return peak / KILOBYTE if sys.platform != "darwin" else peak / KILOBYTE**2


def _peak_of(count: int) -> float:
    """Return the most memory a process of its own holds while it makes a pack of so many records, in megabytes."""
    command = [sys.executable, "-m", "tests.bench.packs", str(count)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def make_one(count: int) -> None:
    """Make one pack and print the most memory this process has held."""
    from app.domain.packs import Purpose  # noqa: PLC0415

    house, owner, _ = _house(count)
    end = dt.datetime.now(dt.UTC).date()
    plan = house.packs.plan(
        owner, Purpose.AUDIT, begin=end - dt.timedelta(days=900), end=end, frameworks=("cqc_saf_2023",)
    )
    house.packs.make(owner, with_said(replace(plan, sensitive=True, hidden=())), Path(tempfile.mkdtemp()))
    house.vaults.close()
    print(_peak())  # noqa: T201 - read by the bench


def measure(row: Callable[[str, float, float], None], only: Callable[[str, float], None]) -> None:
    """Make packs of a thousand and of four thousand records and take a thousand out; tell each part."""
    from app.domain.packs import Purpose  # noqa: PLC0415

    peaks = [_peak_of(count) for count in SIZES]
    for count in SIZES[:1]:
        house, owner, pdf = _house(count)
        end = dt.datetime.now(dt.UTC).date()
        plan = house.packs.plan(
            owner, Purpose.AUDIT, begin=end - dt.timedelta(days=900), end=end, frameworks=("cqc_saf_2023",)
        )
        plan = replace(plan, sensitive=True, hidden=())
        folder, moments = Path(tempfile.mkdtemp()), [time.perf_counter()]

        def note(done: int, _of: int, moments: list[float] = moments) -> bool:
            moments.append(time.perf_counter())
            return done >= 0

        made = house.packs.make(owner, with_said(plan), folder, note).value
        total, records = (time.perf_counter() - moments[0]) * 1000, len(plan.records)
        at = [(moment - moments[0]) * 1000 for moment in moments]
        if count == 1000:
            zipped = sum(1 for _ in made.folder.rglob("*") if _.is_file())
            floor = _floor(pdf, records)
            only("pack: what counts for what, before the first file", at[1])
            row(
                f"pack of {records:,} sealed records: read, write and hash / the same bytes written, flushed and hashed",
                at[records] - at[1],
                floor,
            )
            only("pack: coverage, tables and index PDF with its seal", at[-zipped - 1] - at[records])
            only("pack: ZIP", at[-1] - at[-zipped - 1])
            only("pack: everything, ZIP and flush to disk too", total)
            only(
                "pack: longest wait between two chances to stop",
                max(b - a for a, b in itertools.pairwise(at)),
            )
            begin = time.perf_counter()
            house.take_out.take_out(owner, folder / "out")
            row(
                f"take out {records:,} records / the same bytes written, flushed and hashed",
                (time.perf_counter() - begin) * 1000,
                floor,
            )
        house.vaults.close()
        shutil.rmtree(folder)
    row("memory at most: pack of 4,000 records / of 1,000 (MB)", peaks[1], peaks[0])


if __name__ == "__main__":
    make_one(int(sys.argv[1]))
