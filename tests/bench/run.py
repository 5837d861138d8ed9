"""Speed as a ratio to a floor measured in the same run. Prints a table and writes bench.json."""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()

BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
app = QApplication([]); w = QMainWindow(); w.setCentralWidget(QTableWidget(20, 5)); w.show(); w.grab(); app.processEvents(); os._exit(0)
"""
LOCK = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLineEdit
from app.doorstep import names_at_the_door
from app.system.resources import resource
from app.ui.application import make_window
folder = Path(sys.argv[1])
def house():
    from app.bootstrap import build
    return build(folder)
app = QApplication([]); w = make_window(app, house, resource(), folder / "look.json", (), names_at_the_door(folder)); w.show(); w.grab(); app.processEvents()
os._exit(0 if w.findChildren(QLineEdit) else 1)
"""


def median(times: int, action: Callable[[], object]) -> float:
    """Return the median time of an action in milliseconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def main() -> int:
    """Measure everything."""
    from app.bootstrap import build  # noqa: PLC0415 - after the environment is set
    from app.domain.kinds import Kind  # noqa: PLC0415
    from app.domain.people import Profile, Role, Service  # noqa: PLC0415
    from app.domain.records import Choice, Response  # noqa: PLC0415
    from app.domain.signing import Mark, Part  # noqa: PLC0415
    from app.storage.keys import FLOOR  # noqa: PLC0415
    from tests.bench import packs  # noqa: PLC0415
    from tests.bench.many import measure  # noqa: PLC0415
    from tests.team import filled  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp())
    house = build(folder / "vault", kdf=FLOOR)
    owner = house.vaults.set_up(
        Service(name="Bench"), Profile(name="Ruth Alder", role=Role.OWNER), "lantern meadow copper", "402817"
    ).actor
    added = house.people.add(
        owner, Profile(name="Chipo Maple", role=Role.WORKER, supervisor_id=owner.person_id)
    ).value
    house.vaults.enrol(added.person.id, added.code, "864025", None)
    keys = {
        added.person.id: house.vaults.signing_key(added.person.id, "864025"),
        owner.person_id: house.vaults.signing_key(owner.person_id, "402817"),
    }
    rows: dict[str, dict[str, float]] = {}

    def row(name: str, ours: float, floor: float) -> None:
        rows[name] = {"ms": round(ours, 2), "floor_ms": round(floor, 2), "ratio": round(ours / floor, 2)}

    draft = house.writing.start(owner, Kind.SUPERVISION, added.person.id).value
    words = "We looked at breakfast and what choice means there. " * 4
    content = filled(draft.form, draft.record.content, words)
    state = {"revision": draft.record.revision, "n": 0}

    def save() -> None:
        state["n"] += 1
        typed = replace(content, place=str(state["n"]))
        state["revision"] = house.writing.store(owner, draft.record.id, typed, state["revision"]).value

    def durable() -> None:
        with (folder / "floor").open("ab") as file:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())

    row("save a draft / one fsync of 4 kB", median(60, save), median(60, durable))
    house.writing.finish(owner, draft.record.id)

    def seal() -> None:
        record = house.writing.start(owner, Kind.AGREEMENT, added.person.id).value
        house.writing.store(
            owner,
            record.record.id,
            filled(record.form, record.record.content, words * 2),
            record.record.revision,
        )
        house.writing.finish(owner, record.record.id)
        house.signing.respond(owner, record.record.id, Response(choice=Choice.AGREE))
        house.signing.sign_with_key(
            record.record.id, Part.WORKER, added.person.id, keys[added.person.id], Mark(typed="Chipo Maple")
        )
        house.signing.sign_with_key(
            record.record.id,
            Part.SUPERVISOR,
            owner.person_id,
            keys[owner.person_id],
            Mark(typed="Ruth Alder"),
        )

    seal()
    row(
        "compose, sign twice, seal and store / raw signature + plain render",
        median(8, seal),
        median(20, partial(floor_of_a_record, words)),
    )
    house.vaults.close()

    opened = build(folder / "vault", kdf=FLOOR)
    actor = opened.vaults.open("Ruth Alder", "lantern meadow copper")

    def today() -> None:
        opened.schedule.due(actor)
        opened.records.drafts(actor)
        opened.records.to_sign(actor)
        opened.actions.mine(actor)
        opened.sessions.next(actor)

    rows["read Today after the PIN, key derivation aside"] = {"ms": round(median(20, today), 2)}
    opened.vaults.close()
    environment = dict(os.environ)
    bare = partial(subprocess.run, [sys.executable, "-c", BARE], check=True, env=environment)
    lock = partial(
        subprocess.run, [sys.executable, "-c", LOCK, str(folder / "vault")], check=True, env=environment
    )
    bare()
    lock()
    row("start to a usable lock screen / bare PySide6 window", median(5, lock), median(5, bare))

    def only(name: str, milliseconds: float) -> None:
        rows[name] = {"ms": round(milliseconds, 2)}

    measure(row, only)
    packs.measure(row, only)
    for name, figures in rows.items():
        print(f"{name:<72}", "  ".join(f"{key} {value}" for key, value in figures.items()))  # noqa: T201 - a table for people
    Path("bench.json").write_text(json.dumps(rows, indent=2), encoding="utf-8")
    return 0


def floor_of_a_record(words: str) -> None:
    """Do the least a signed record could cost: one raw P-256 signature and one plain ReportLab render of the text."""
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from reportlab.lib.styles import getSampleStyleSheet  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415

    buffer = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(buffer).build([Paragraph(words, style) for _ in range(20)])
    ec.generate_private_key(ec.SECP256R1()).sign(buffer.getvalue(), ec.ECDSA(hashes.SHA256()))


if __name__ == "__main__":
    sys.exit(main())
