"""The installed program tests itself.

Resources, vault, signatures and window, in a folder that is thrown away.
"""

from __future__ import annotations

import re
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.kinds import Kind
from app.domain.people import Profile, Role, Service
from app.domain.records import Choice, Response
from app.domain.signing import Mark, Part, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.house import House

FILES = (
    "themes/light.toml",
    "themes/dark.toml",
    "themes/contrast.toml",
    "themes/sheet.qss",
    "fonts/NotoSans-Regular.ttf",
    "fonts/NotoSans-SemiBold.ttf",
    "fonts/NotoSans-Bold.ttf",
    "fonts/NotoSans-Italic.ttf",
    "fonts/NotoSans-BoldItalic.ttf",
    "fonts/DejaVuSans.ttf",
    "icons/action.svg",
    "icons/calendar.svg",
    "icons/check.svg",
    "icons/circle-check.svg",
    "icons/circle-dashed.svg",
    "icons/circle-dot.svg",
    "icons/close.svg",
    "icons/coaching.svg",
    "icons/done.svg",
    "icons/down.svg",
    "icons/due.svg",
    "icons/evidence.svg",
    "icons/eye-off.svg",
    "icons/find.svg",
    "icons/gone.svg",
    "icons/good.svg",
    "icons/help.svg",
    "icons/late.svg",
    "icons/leave.svg",
    "icons/lock.svg",
    "icons/my_page.svg",
    "icons/new_meeting.svg",
    "icons/none.svg",
    "icons/not_yet.svg",
    "icons/observe.svg",
    "icons/pack.svg",
    "icons/paused.svg",
    "icons/people.svg",
    "icons/person.svg",
    "icons/printer.svg",
    "icons/records.svg",
    "icons/reflect.svg",
    "icons/sealed.svg",
    "icons/set_up.svg",
    "icons/soon.svg",
    "icons/tick-contrast.svg",
    "icons/tick-dark.svg",
    "icons/tick-light.svg",
    "icons/today.svg",
    "icons/up.svg",
    "icons/waits.svg",
    "words/en_GB.dic",
    "words/en_GB.aff",
    "words/care.txt",
    "words/capitals.txt",
    "words/medicines.txt",
    "words/given.txt",
    "words/passphrase.txt",
    "demo/arcs/choice.toml",
    "demo/arcs/concern.toml",
    "demo/arcs/disagreed.toml",
    "demo/arcs/hoist.toml",
    "demo/arcs/nights.toml",
    "demo/arcs/protected.toml",
    "demo/arcs/return.toml",
    "demo/arcs/starter.toml",
    "demo/bank.toml",
    "demo/two_plates.png",
    "schemas/pack-manifest.schema.json",
    "schemas/form.schema.json",
    "schemas/record.schema.json",
    "licences/NotoSans.txt",
    "licences/DejaVuSans.txt",
    "licences/SCOWL.txt",
    "licences/Lucide.txt",
)
"""Files that are read where they are used; the catalogue and the help say themselves what they hold.

A test fails for a shipped file that this check does not open."""
LINK = re.compile(r"\]\(([\w-]+\.md)\)")
OWNER, WORKER = "Ruth Alder", "Tomasz Wiśniewski"
PASSPHRASE, PIN = "lantern meadow copper saddle", "402817"


def run(tell: Callable[[str], None], build: Callable[[Path], House]) -> int:
    """Run every check, telling one line each. ``build`` gives the services of a folder that is thrown away.

    Returns 0 when all is well, else 1.
    """
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("forms, fonts and themes are here", _resources),
        ("a supervision is signed by two people, sealed and checked", partial(_story, build)),
        ("a window can be drawn", _window),
    )
    failed = 0
    for name, step in steps:
        start = time.perf_counter()
        try:
            step()
        except Exception as error:  # noqa: BLE001 - a self-test reports whatever goes wrong
            failed += 1
            tell(f"FAILED  {name}: {type(error).__name__}: {error}")
        else:
            tell(f"ok      {name} ({time.perf_counter() - start:.1f} s)")
    tell(
        "The self-test passed."
        if not failed
        else f"{failed} of {len(steps)} checks failed. Install Alongside again."
    )
    return 1 if failed else 0


def _resources() -> None:
    from app.catalog.registry import Catalog  # noqa: PLC0415 - each step loads its own rooms, so that a fault is told by name
    from app.system.resources import resource  # noqa: PLC0415 - see above

    catalog = Catalog(resource("catalog"))
    for kind in Kind:
        catalog.form(kind)
        if kind.row.prepared:
            catalog.preparation(kind)
    for read in (
        catalog.frameworks,
        catalog.crosswalks,
        catalog.evidence_categories,
        catalog.functions,
        catalog.retention,
        catalog.areas,
        catalog.leadership,
        catalog.coaching_models,
        catalog.feedback_ways,
        catalog.worked,
        catalog.mirror,
    ):
        if not read():
            message = f"there are no {read.__name__.replace('_', ' ')}"
            raise FileNotFoundError(message)
    for name in FILES:
        if not resource(*name.split("/")).read_bytes():
            message = f"{name} is empty"
            raise FileNotFoundError(message)
    _help(resource("help"))


def _help(folder: Path) -> None:
    """Follow every link of the help, from its first page on."""
    waiting, read = ["index.md"], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in read:
            read.add(name)
            waiting += LINK.findall((folder / name).read_text(encoding="utf-8"))


def _story(build: Callable[[Path], House]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = build(Path(folder) / "vault")
        try:
            _sign_one(house, Path(folder))
        finally:
            house.vaults.close()


def _sign_one(house: House, folder: Path) -> None:
    owner = house.vaults.set_up(
        Service(name="Self-test", demo=True), Profile(name=OWNER, role=Role.OWNER), PASSPHRASE, PIN
    ).actor
    added = house.people.add(
        owner, Profile(name=WORKER, role=Role.WORKER, supervisor_id=owner.person_id)
    ).value
    house.vaults.enrol(added.person.id, added.code, PIN, None)
    draft = house.writing.start(owner, Kind.AGREEMENT, added.person.id).value
    answers = {
        f"{s.id}.{f.id}": (
            "yes" if f.type.value == "yes_no" else f.options[0].id if f.options else "Zażółć ŵ ✓"
        )
        for s in draft.form.sections
        for f in s.fields
        if f.mandatory
    }
    house.writing.store(
        owner, draft.record.id, replace(draft.record.content, answers=answers), draft.record.revision
    )
    house.writing.finish(owner, draft.record.id)
    house.signing.respond(owner, draft.record.id, Response(choice=Choice.AGREE))
    house.signing.sign(draft.record.id, Part.WORKER, added.person.id, PIN, Mark(typed=WORKER))
    house.signing.sign(draft.record.id, Part.SUPERVISOR, owner.person_id, PIN, Mark(typed=OWNER))
    (file,) = house.transfer.export(owner, folder / "out")
    if house.checking.check(file).verdict is not Verdict.UNCHANGED:
        message = "the sealed record does not check as unchanged"
        raise AssertionError(message)
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 3] ^= 1
    file.write_bytes(changed)
    if house.checking.check(file).verdict is Verdict.UNCHANGED:
        message = "a changed byte was not noticed"
        raise AssertionError(message)
    faults = house.vaults.faults()
    if faults:
        raise AssertionError(faults[0])


def _window() -> None:
    from app.system.resources import resource  # noqa: PLC0415
    from app.ui.application import draw_once  # noqa: PLC0415

    draw_once(resource())
