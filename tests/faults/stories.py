"""What people do, step by step; each step says what is so once it is told to be kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.packs import Purpose
from app.domain.people import Actor, Profile, Role, Service
from app.domain.records import Choice, Response
from app.domain.signing import Mark, Part
from app.services.house import House
from app.services.present import actor_for
from tests.faults.looking import OWNER, PLANTED, words_of
from tests.faults.telling import Stage, Telling
from tests.team import PASSPHRASE, PINS, filled, with_said

DEPUTY, WORKER = "Dee Rowan", "Tomasz Birch"
NEW_PIN, NEW_PASSPHRASE = "640283", "velvet harbour candle mint"
OTHERS, OTHERS_MANAGER = "Brook House", "Kit Hazel"
LIST = "Name,Job,Start date\nNia Sorrel,Support worker,2024-03-01\nWill Sorrel,Support worker,2024-03-01\n"


@dataclass(slots=True)
class Here:
    """The open records and who is there."""

    house: House
    people: dict[str, Actor]

    @property
    def owner(self) -> Actor:
        """The registered manager."""
        return self.people[OWNER]


def opened(t: Telling) -> Here:
    """Open the records for a story; what counts begins after that."""
    house = t.stage.house()
    owner = house.vaults.open(OWNER, PASSPHRASE)
    people = {one.name: actor_for(one) for one in house.people.list(owner)}
    t.begin()
    return Here(house, people)


def write(t: Telling, here: Here, by: Actor, record_id: str, words: str) -> None:
    """Type into a draft, and have it kept."""
    draft = here.house.writing.draft(by, record_id)
    content = filled(draft.form, draft.record.content, f"{PLANTED} {words}")
    t.do(
        {f"words:{record_id}": words_of(content)},
        lambda: here.house.writing.store(by, record_id, content, draft.record.revision),
    )


def sign_both(t: Telling, here: Here, record_id: str) -> None:
    """Finish a record, and let worker and supervisor sign it."""
    house, deputy, worker = here.house, here.people[DEPUTY], here.people[WORKER]
    state = f"state:{record_id}"
    t.do({state: "ready"}, lambda: house.writing.finish(deputy, record_id))
    t.do({}, lambda: house.signing.respond(deputy, record_id, Response(choice=Choice.AGREE)))
    for part, who, then in ((Part.WORKER, worker, "waiting"), (Part.SUPERVISOR, deputy, "sealed")):
        mark = Mark(typed=who.name)
        t.do(
            {state: then},
            lambda part=part, who=who, mark=mark: house.signing.sign(  # type: ignore[misc]
                record_id, part, who.person_id, PINS[who.name], mark
            ),
        )


def first_set_up(t: Telling) -> None:
    """Set a service up, and write a supervision's first person down."""
    t.begin()
    house = t.stage.house()
    who = Profile(name=OWNER, role=Role.OWNER)
    done = t.do(
        {"there": "yes", "passphrase": PASSPHRASE, f"called:{OWNER}": "here"},
        lambda: house.vaults.set_up(Service(name="Oakview House"), who, PASSPHRASE, PINS[OWNER]),
    )
    t.do({"sheet:": done.recovery_key, f"pin:{done.actor.person_id}": PINS[OWNER]}, lambda: None)
    sheet = t.stage.out / "sheet.pdf"
    t.do({"out:sheet.pdf": "whole"}, lambda: house.vaults.save_sheet(done.recovery_sheet_pdf, sheet))
    worker = Profile(name=WORKER, role=Role.WORKER, supervisor_id=done.actor.person_id)
    t.do({f"called:{WORKER}": "here"}, lambda: house.people.add(done.actor, worker))
    house.vaults.close()


def typing(t: Telling) -> None:
    """Type a draft, kept every moment."""
    here = opened(t)
    for number in range(6):
        write(t, here, here.people[DEPUTY], t.ids["draft"], f"typed {number}")
    here.house.vaults.close()


def breaking_off(t: Telling) -> None:
    """Type a draft, and be killed before the records are closed: the journal of the file is still beside it."""
    here = opened(t)
    for number in range(3):
        write(t, here, here.people[DEPUTY], t.ids["draft"], f"typed {number}")
    os._exit(9)


def signing(t: Telling) -> None:
    """Write, finish, sign both and seal."""
    here = opened(t)
    write(t, here, here.people[DEPUTY], t.ids["draft"], "the last words")
    sign_both(t, here, t.ids["draft"])
    here.house.vaults.close()


def attaching(t: Telling) -> None:
    """Keep a picture with a draft."""
    here = opened(t)
    for name in ("one", "two"):
        data: bytes = t.ids[f"picture {name}"]
        kept = hashlib.sha256(t.ids[f"kept {name}"]).hexdigest()
        t.do(
            {f"kept:{kept}": kept},
            lambda name=name, data=data: here.house.scans.attach(  # type: ignore[misc]
                here.people[DEPUTY], t.ids["draft"], f"{name}.png", data
            ),
        )
    here.house.vaults.close()


def correcting(t: Telling) -> None:
    """Correct a sealed record: new words, both sign again."""
    here = opened(t)
    deputy = here.people[DEPUTY]
    begun = t.do({}, lambda: here.house.correcting.correct(deputy, t.ids["sealed"], "A name was wrong."))
    record_id = begun.value.record.id
    old = words_of(begun.value.record.content)  # it begins with what the sealed one says
    t.do({f"state:{record_id}": "draft", f"words:{record_id}": old}, lambda: None)
    write(t, here, deputy, record_id, "as it was")
    house, state = here.house, f"state:{record_id}"
    t.do({state: "ready"}, lambda: house.writing.finish(deputy, record_id))
    house.signing.respond(deputy, record_id, Response(choice=Choice.AGREE))
    worker = here.people[WORKER]
    t.do(
        {state: "waiting"},
        lambda: house.signing.sign(
            record_id, Part.WORKER, worker.person_id, PINS[WORKER], Mark(typed=WORKER)
        ),
    )
    t.do(
        {state: "sealed", f"state:{t.ids['sealed']}": "corrected"},
        lambda: house.signing.sign(
            record_id, Part.SUPERVISOR, deputy.person_id, PINS[DEPUTY], Mark(typed=DEPUTY)
        ),
    )
    house.vaults.close()


def packing(t: Telling) -> None:
    """Make an evidence pack in a folder of one's own."""
    here = opened(t)
    plan = here.house.packs.plan(here.owner, Purpose.INSPECTION, frameworks=("cqc_saf_2023",), seed=7)
    name = f"out:Pack-1-{Purpose.INSPECTION.value}-2026-11-24"
    t.do(
        {name: "here", f"{name}.zip": "unchanged"},
        lambda: here.house.packs.make(here.owner, with_said(plan), t.stage.out),
    )
    here.house.vaults.close()


def taking_out(t: Telling) -> None:
    """Take everything out."""
    here = opened(t)
    t.do({"out:all": "whole"}, lambda: here.house.take_out.take_out(here.owner, t.stage.out / "all"))
    here.house.vaults.close()


def exporting(t: Telling) -> None:
    """Write sealed PDFs, and one alone, into a folder."""
    here = opened(t)
    t.do({}, lambda: here.house.transfer.export(here.owner, t.stage.out))
    one = t.stage.out / "one.pdf"
    t.do({"out:one.pdf": "whole"}, lambda: here.house.transfer.export_one(here.owner, t.ids["sealed"], one))
    here.house.vaults.close()


def merging(t: Telling) -> None:
    """Bring another service's records in beside one's own."""
    here = opened(t)
    t.do(
        {f"called:{OTHERS_MANAGER}": "here", **t.ids["others_facts"]},
        lambda: here.house.take_out.merge(here.owner, t.ids["others"]),
    )
    here.house.vaults.close()


def bringing_back(t: Telling) -> None:
    """Make the records anew from what was taken out, with new keys."""
    t.begin()
    house = t.stage.house()
    facts = {"there": "yes", "passphrase": PASSPHRASE, **t.ids["taken_facts"]}
    facts[f"words:{t.ids['draft']}"] = "{}"  # without the sheet a draft comes empty
    pin = {f"pin:{t.ids['owner']}": NEW_PIN}
    t.do(
        {**facts, **pin},
        lambda: house.take_out.restore(t.ids["taken"], name=OWNER, passphrase=PASSPHRASE, pin=NEW_PIN),
    )


def listing(t: Telling) -> None:
    """Bring people in from a list."""
    here = opened(t)
    preview = here.house.bring_in.read(here.owner, LIST.encode(), "staff.csv")
    done = t.do({}, lambda: here.house.bring_in.apply(here.owner, preview)).value
    t.do({f"called:{name}": "here" for name, _ in done.codes}, lambda: None)
    here.house.vaults.close()


def backing_up(t: Telling) -> None:
    """Make backups, here and on a stick."""
    here = opened(t)
    here.house.backups.choose_place(here.owner, t.stage.root / "stick")
    for number in (2, 3):
        t.do(
            {f"backup:backup {number:04d} 2026-11-24 14.00 UTC": "whole"},
            lambda: here.house.backups.make(here.owner),
        )
    t.do({}, lambda: here.house.backups.rehearse(here.owner))
    here.house.vaults.close()


def restoring(t: Telling) -> None:
    """Write, then put the backup back: what was written since is kept aside."""
    here = opened(t)
    write(t, here, here.people[DEPUTY], t.ids["draft"], "after the backup")
    newest = here.house.backups.overview(here.owner).listed[0].folder
    t.do(
        t.ids["backup_facts"],
        lambda: here.house.backups.restore(newest, name=OWNER, passphrase=PASSPHRASE),
    )
    here.house.vaults.close()


def newest_backup(stage: Stage) -> Path:
    """Return the folder of the newest backup beside the records."""
    return max((stage.vault / "backups").glob("backup *"))


def putting_back(t: Telling) -> None:
    """Put a backup back, named by its folder, whatever is left of it."""
    here = opened(t)
    write(t, here, here.people[DEPUTY], t.ids["draft"], "after the backup")
    folder = newest_backup(t.stage)
    t.do({f"backup:{folder.name}": "?"}, lambda: None)  # not listed any more, when that is what was hit
    t.do(
        t.ids["backup_facts"],
        lambda: here.house.backups.restore(folder, name=OWNER, passphrase=PASSPHRASE),
    )
    here.house.vaults.close()


def leaving(t: Telling) -> None:
    """Let somebody leave who had a passphrase: the vault key changes."""
    here = opened(t)
    gone = t.ids["leader"]
    t.do(
        {f"person:{gone}": "leaver", f"pin:{gone}": None, "opens:Priya Larch": "no"},
        lambda: here.house.people.make_leaver(here.owner, gone),
    )
    here.house.vaults.close()


def resetting(t: Telling) -> None:
    """Order a new PIN for somebody, who chooses it."""
    here = opened(t)
    who = here.people[DEPUTY]
    code = t.do(
        {f"pin:{who.person_id}": None, "opens:Dee Rowan": "no"},
        lambda: here.house.people.reset(here.owner, who.person_id),
    ).value
    t.do(
        {f"pin:{who.person_id}": NEW_PIN, "opens:Dee Rowan": "yes"},
        lambda: here.house.vaults.enrol(who.person_id, code, NEW_PIN, NEW_PASSPHRASE),
    )
    here.house.vaults.close()


def changing(t: Telling) -> None:
    """Choose another PIN and passphrase of one's own."""
    here = opened(t)
    t.do(
        {f"pin:{here.owner.person_id}": NEW_PIN, "passphrase": NEW_PASSPHRASE},
        lambda: here.house.vaults.change_secret(here.owner, PINS[OWNER], NEW_PIN, NEW_PASSPHRASE),
    )
    here.house.vaults.close()


def recovering(t: Telling) -> None:
    """Open with the recovery sheet."""
    t.begin()
    house = t.stage.house()
    made = t.do(
        {"passphrase": NEW_PASSPHRASE, f"pin:{t.ids['owner']}": NEW_PIN, "sheet:": "?"},
        lambda: house.vaults.recover(t.ids["sheet"], NEW_PASSPHRASE, NEW_PIN),
    )
    t.do({"sheet:": made.recovery_key}, lambda: None)
    house.vaults.close()


def new_sheet(t: Telling) -> None:
    """Replace a lost recovery sheet."""
    here = opened(t)
    made = t.do({"sheet:": "?"}, lambda: here.house.vaults.new_sheet(here.owner, PASSPHRASE))
    t.do({"sheet:": made.recovery_key}, lambda: None)
    here.house.vaults.close()


def updating(t: Telling) -> None:
    """Open the records of an earlier program, which brings them up to date, and write."""
    t.begin()
    house = t.stage.house()
    owner = t.do({}, lambda: house.vaults.open(OWNER, PASSPHRASE))
    t.do(
        {"called:Nia Sorrel": "here"},
        lambda: house.people.add(
            owner, Profile(name="Nia Sorrel", role=Role.WORKER, supervisor_id=owner.person_id)
        ),
    )
    house.vaults.close()


def salvaging(t: Telling) -> None:
    """Get everything that is whole out of records that are closed."""
    t.begin()
    house = t.stage.house()
    t.do(
        {"out:saved": "here"},
        lambda: house.salvage.salvage(t.stage.out / "saved", name=OWNER, passphrase=PASSPHRASE),
    )


@dataclass(frozen=True, slots=True)
class Story:
    """What it is called, where it begins, and what happens."""

    name: str
    begins: str
    happens: Callable[[Telling], None]


FLIPPED = Story("broken off", "team", breaking_off)
PUT_BACK = Story("damaged backup", "team", putting_back)
STORIES = {
    one.name: one
    for one in (
        Story("first set-up", "empty", first_set_up),
        Story("typing", "team", typing),
        Story("signing and sealing", "team", signing),
        Story("attaching a picture", "team", attaching),
        Story("correcting", "team", correcting),
        Story("pack", "team", packing),
        Story("take-out", "team", taking_out),
        Story("exporting PDFs", "team", exporting),
        Story("merge", "team", merging),
        Story("bringing back", "empty", bringing_back),
        Story("staff list", "team", listing),
        Story("backup", "team", backing_up),
        Story("restore", "team", restoring),
        Story("leaver", "team", leaving),
        Story("reset", "team", resetting),
        Story("own PIN", "team", changing),
        Story("recovery sheet", "team", recovering),
        Story("new sheet", "team", new_sheet),
        Story("old vault", "old", updating),
        Story("salvage", "team", salvaging),
    )
}
