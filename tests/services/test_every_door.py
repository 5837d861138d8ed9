"""Every door, tried: each public method of every service is called by somebody who may, by some who may not, and after the lock.

A door needs a line here only when its arguments do not follow from their names. A door whose arguments cannot be
made fails, and so does one that opens to everybody without being named as such.
"""

from __future__ import annotations

import datetime as dt
import inspect
import shutil
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import build
from app.domain.actions import ActionState, Wording
from app.domain.aside import Aside
from app.domain.confirming import NO_ROW
from app.domain.content import Content
from app.domain.errors import (
    AlongsideError,
    DocumentError,
    IncompleteError,
    NotAllowedError,
    TooManyTriesError,
    WrongSecretError,
)
from app.domain.expectations import Said as Expected
from app.domain.frameworks import Level
from app.domain.impact import Typed
from app.domain.kinds import Kind
from app.domain.moving import Change
from app.domain.noticed import Said
from app.domain.packs import Purpose
from app.domain.people import Actor, Profile, Role, Service
from app.domain.practice import Linked
from app.domain.profiles import profile_of
from app.domain.records import Audience, Choice, RecordState, Response
from app.domain.requests import RequestKind
from app.domain.schedule import DueRules
from app.domain.sessions import Plan, Reason, Why
from app.domain.signing import Mark, Part
from app.services.house import House
from app.storage.keys import FLOOR
from tests.scans import picture
from tests.services.world import (
    ACTION,
    BEGIN,
    DYSPHAGIA,
    END,
    MONTH,
    SAF,
    SECOND_PIN,
    SECRET,
    Built,
    World,
    found,
)
from tests.team import PASSPHRASE, PINS, SAID, TurnedClock, with_said

Value = Callable[[World], Any]
REFUSED = (NotAllowedError, WrongSecretError, TooManyTriesError)
PROOF = ("pin", "key", "code", "passphrase", "recovery_key", "recovery")
"""What shows who somebody is where nobody is signed in."""
CSV = b"Name,Job title\nNew Person,Support worker\n"
TRAINED = b"Name,Course,Completed\nTomasz Birch,Fire safety,2 Nov 2026\n"
LATER = dt.datetime(2026, 12, 1, 14, tzinfo=dt.UTC)


def known(name: str) -> Value:
    """Return a value that looks up the id of what there is."""
    return lambda w: w.ids[name]


def says(value: object) -> Value:
    """Return a value that is always the same."""
    return lambda _: value


def signed_in(world: World) -> Actor:
    """Return the registered manager, signed in: what is sealed to them is sealed with a key their PIN opens."""
    return world.house.vaults.unlock(world.owner.person_id, PINS["Ruth Alder"])


def kept_aside(world: World) -> Path:
    """Return a file of words that the registered manager kept somewhere else."""
    sealed = world.house.aside.seal(signed_in(world), ASIDE)
    return world.house.aside.keep(world.to / "words", ((world.owner.person_id, sealed),))


ASIDE = Aside(what="A draft", texts=("Side by side",), at=LATER)
BY_NAME: dict[str, Value] = {
    "actor": lambda w: w.owner,
    "record_id": known("sealed"),
    "record_ids": lambda w: (w.ids["sealed"],),
    "person_id": lambda w: w.worker.person_id,
    "about_id": lambda w: w.worker.person_id,
    "leader_id": lambda w: w.leader.person_id,
    "owner_id": lambda w: w.worker.person_id,
    "pin": lambda w: PINS["Tomasz Birch"],
    "to": lambda w: w.to / "out" / "file.pdf",
    "folder": lambda w: w.others / "taken",
    "kind": says(Kind.SUPERVISION),
    "part": says(Part.WORKER),
    "mark": says(Mark(typed="Tomasz Birch")),
    "audience": says(Audience.RECORD),
    "profile": says(Profile(name="New Person", role=Role.WORKER)),
    "service": says(Service(name="Oakview")),
    "rules": says(DueRules()),
    "wording": says(Wording(what="Two cups", due_on=END, how_we_will_know="He chooses")),
    "response": says(Response(choice=Choice.AGREE)),
    "purpose": says(Purpose.INSPECTION),
    "level": says(Level.GOOD),
    "linked": says(Linked.RECORD),
    "ref": known("saved"),
    "at": says(LATER),
    "plans": lambda w: (Plan(person_id=w.worker.person_id, at=LATER),),
    "on": says(LATER),
    "begin": says(BEGIN),
    "end": says(END),
    "month": says(MONTH),
    "by": says(END),
    "due_on": says(END),
    "course": says(DYSPHAGIA),
    "expires_on": says(dt.date(2027, 11, 1)),
    "training_id": known("training"),
    "received_on": says(MONTH),
    "people": lambda w: (w.worker.person_id,),
    "number": says(1),
    "page": says(0),
    "width": says(200),
    "off": says(True),  # noqa: FBT003 - the value, not a flag
    "framework_id": says(SAF),
    "frameworks": says((SAF,)),
    "code": says("S6"),
    "form_id": known("form_draft"),
    "form": lambda w: w.form,
    "answers": says({}),
    "area": says("choice"),
    "name": says("file.csv"),
    "data": says(CSV),
    "pdf": lambda w: (w.others / "sealed.pdf").read_bytes(),
    "path": lambda w: w.others / "sealed.pdf",
    "plan": lambda w: with_said(w.house.packs.plan(w.owner, Purpose.INSPECTION, frameworks=(SAF,), seed=7)),
    **{one: known(one.removesuffix("_id")) for one in
       ("action_id", "concern_id", "good_id", "requirement_id", "session_id", "thread_id", "attachment_id", "improvement_id", "request_id", "audit_id")},
    "expectation_id": known("page"),
    **{one: says("one") for one in ("reason", "because", "text", "words", "word", "title", "skill", "what", "why", "outcome")},
}  # fmt: skip
"""What a parameter of a name is, wherever it stands: always something about the worker, or the managerial record."""

deputy: Value = lambda w: w.deputy  # noqa: E731 - a word in the table below
leader: Value = lambda w: w.leader  # noqa: E731
worker: Value = lambda w: w.worker  # noqa: E731
pack: Value = lambda w: next((w.others / "packs").glob("*.zip"))  # noqa: E731
BY_DOOR: dict[str, dict[str, Value]] = {
    "vaults.change_secret": {"old_pin": says(PINS["Ruth Alder"]), "new_pin": says("739105"), "new_passphrase": says(None)},
    "vaults.enrol": {"person_id": known("new"), "code": known("new_code"), "pin": says("739105"), "passphrase": says(None)},
    "vaults.open": {"name": says("Ruth Alder"), "passphrase": says(PASSPHRASE)},
    "vaults.recover": {"recovery_key": known("recovery"), "passphrase": says(PASSPHRASE), "pin": says("739105")},
    "vaults.set_up": {"owner": BY_NAME["profile"], "passphrase": says(PASSPHRASE), "pin": says("739105")},
    "vaults.new_sheet": {"passphrase": says(PASSPHRASE)},
    "vaults.save_sheet": {"sheet": says(b"%PDF")},
    "salvage.salvage": {
        "to": lambda w: w.to / "out" / "rescued",
        "name": says("Ruth Alder"),
        "passphrase": says(PASSPHRASE),
    },
    "backups.choose_place": {"folder": lambda w: w.to},
    "backups.restore": {
        "backup": lambda w: w.backed_up(),
        "name": says("Ruth Alder"),
        "passphrase": says(PASSPHRASE),
    },
    "backups.rehearse": {"backup": lambda w: w.backed_up()},
    "backups.before": {"why": says("another service came in")},
    "backups.when": {"backup": lambda w: w.house.backups.make(w.owner).value.backup},
    "people.get": {"actor": deputy},
    "left_behind.close": {"record_id": known("gone_ready")},
    "left_behind.hand_over": {"record_id": known("gone_draft"), "to_id": lambda w: w.owner.person_id},
    "held_elsewhere.look": {"about_id": lambda w: w.headed(), "path": lambda w: w.others / "elsewhere.pdf"},
    "held_elsewhere.bring_in": {
        "about_id": lambda w: w.headed(),
        "path": lambda w: w.others / "elsewhere.pdf",
        "held_on": says(MONTH),
    },
    "sheets_on_paper.finish": {"actor": deputy, "number": known("sheet")},
    "sheets_on_paper.open": {"actor": deputy, "number": known("sheet")},
    "sheets_on_paper.store": {"actor": deputy, "number": known("sheet")},
    "doubles.join": {"kept_id": lambda w: w.worker.person_id, "double_id": known("twice")},
    "doubles.look": {"kept_id": lambda w: w.worker.person_id, "double_id": known("twice")},
    "standing_in.able": {"person_id": lambda w: w.deputy.person_id},
    "standing_in.begin": {
        "person_id": lambda w: w.deputy.person_id,
        "by_id": lambda w: w.owner.person_id,
        "begins_on": says(MONTH),
        "ends_on": says(END),
    },
    "standing_in.end": {"person_id": lambda w: w.deputy.person_id, "stand_in_id": known("standing_in")},
    "standing_in.of": {"actor": deputy},
    "moving.in_hand": {"change": says(Change.LEAVES)},
    "moving.carry_out": {"change": says(Change.HANDS_ON), "chosen": says({})},
    "absences.of": {"actor": deputy},
    "absences.note": {"begins_on": says(MONTH), "ends_on": says(END)},
    "absences.remove": {"absence_id": known("absence")},
    "own_keys.answer": {"actor": leader, "key_id": lambda w: w.house.own_keys.mine(w.leader).keys[0].id, "mine": BY_NAME["off"]},
    "own_keys.confirm": {"actor": lambda w: w.reset(w.leader), "witness_id": lambda w: w.worker.person_id,
                         "pin": says(PINS["Priya Larch"]), "witness_pin": says(PINS["Tomasz Birch"])},
    "aside.seal": {"actor": signed_in, "words": says(ASIDE)},
    "aside.keep": {"to": lambda w: w.to / "words", "sealed": says((("somebody", b"sealed"),))},
    "aside.look": {"path": kept_aside},
    "aside.bring_back": {"path": kept_aside},
    "aside.forget": {"path": kept_aside},
    "codes.renew": {"person_ids": lambda w: (w.ids["new"],)},
    "codes.print_slips": {"codes": says((("New Person", "AAAA-BBBB"),))},
    "people.stays": {"actor": deputy},
    "people.come_back": {"person_id": known("left")},
    "writing.discard": {"actor": deputy, "record_id": known("draft")},
    "writing.draft": {"actor": deputy, "record_id": known("draft")},
    "writing.finish": {"actor": deputy, "record_id": known("draft")},
    "writing.pair_up": {"actor": leader, "record_id": known("watching")},
    "writing.reopen": {"actor": lambda w: w.owner, "record_id": known("ready")},
    "writing.save": {"actor": leader, "record_id": known("coaching")},
    "writing.store": {"actor": deputy, "record_id": known("draft"), "content": says(Content()), "revision": says(1)},
    "writing.take_back": {"actor": deputy, "record_id": known("saved")},
    "records.view": {"actor": worker},
    "sharing.comment": {"actor": worker},
    "sharing.share": {"actor": worker, "record_id": lambda w: w.private_again().id},
    "correcting.correct": {"actor": deputy},
    "sessions.between": {"begin": says(LATER), "end": says(LATER + dt.timedelta(days=9))},
    "sessions.begun": {"actor": deputy, "record_id": lambda w: w.written_for_the_session()},
    "sessions.never_planned": {"reason": says(Reason(Why.SICK))},
    "correcting.withdraw": {"actor": deputy},
    "noticed.carry_on": {"next_step": says("Read it together"), "next_by": says(END)},
    "noticed.concern": {"actor": worker},
    "noticed.raise_concern": {"said": says(Said(what="One", next_step="Two", next_by=END))},
    "noticed.show": {"actor": worker, "agreed": says(True)},  # noqa: FBT003 - the value, not a flag
    **{f"expectation_drafts.{one}": {"expectation_id": known("page_draft")} for one in ("put_picture", "discard", "hand_in")},
    **{f"expectation_drafts.{one}": {"expectation_id": known("page_handed_in")} for one in ("agree", "give_back", "take_back")},
    "expectation_drafts.put_picture": {"expectation_id": known("page_draft"), "name": says("a.png"), "data": says(picture())},
    "expectation_drafts.store": {"expectation_id": known("page_draft"), "said": says(Expected(title="Choice"))},
    "expectation_links.of_record": {"actor": worker},
    "expectations.look_again": {"next_on": says(dt.date(2027, 9, 1))},
    "expectations.picture": {"version": says(1)},
    "preparing.store": {"actor": worker},
    "beginning.keep": {"actor": worker, "record_id": known("ready"), "choice": says("agree")},
    "beginning.read": {"actor": worker, "record_id": known("ready")},
    "scoring.half": {"actor": worker, "record_id": lambda w: w.apart()},
    "scoring.store": {"actor": worker, "record_id": lambda w: w.apart()},
    "scoring.hand_in": {"actor": worker, "record_id": lambda w: w.apart()},
    "scoring.show_both": {"actor": deputy, "record_id": lambda w: w.apart(both=True)},
    "scoring.waiting": {"actor": worker},
    "confirming.confirm": {
        "actor": deputy,
        "record_id": lambda w: w.confirmable(),
        "question": says("sure"),
        "row": says(NO_ROW),
        "person_id": lambda w: w.worker.person_id,
        "pin": says(PINS["Tomasz Birch"]),
    },
    "scans.attach": {"actor": deputy, "record_id": known("draft"), "name": says("a.pdf"), "data": BY_NAME["pdf"]},
    "scans.attach_file": {"actor": deputy, "record_id": known("draft")},
    "scans.detach": {"actor": deputy},
    "signing.ask": {"actor": worker, "record_id": known("ready")},
    "signing.attend": {"record_id": known("group")},
    "signing.compose": {"actor": deputy, "record_id": known("came")},
    "signing.respond": {"record_id": known("ready")},
    "signing.seal_own": {"actor": deputy, "record_id": known("saved")},
    "signing.seal_saved": {"actor": deputy},
    "signing.sign": {"record_id": known("answered")},
    "signing.sign_with_key": {
        "record_id": known("answered"),
        "key": lambda w: w.house.vaults.signing_key(w.worker.person_id, PINS["Tomasz Birch"]),
    },
    "signing.witnesses": {"record_id": known("ready")},
    "timekeeping.named": {"error": says(DocumentError("It was not signed."))},
    "timekeeping.require_plausible": {"record": lambda w: w.house.records.view(w.owner, w.ids["ready"]).record},
    "actions.done": {"actor": worker},
    "actions.reopen": {"actor": deputy},
    "actions.watch": {"form_id": says("medicines")},
    "schedule.incident": {"form_id": says("medicines")},
    "practice.repeats": {"form_id": says("medicines")},
    "frameworks.bring_in": {"name": says("own.toml"), "data": lambda w: own_framework()},
    "frameworks.drop": {"framework_id": known("framework_own")},
    "evidence.cover": {"me": lambda w: w.house.people.get(w.owner, w.owner.person_id)},
    "bring_in.apply": {"preview": lambda w: w.house.bring_in.read(w.owner, CSV, "staff.csv")},
    "training_lists.apply": {"preview": lambda w: w.house.training_lists.read(w.owner, TRAINED, "t.csv")},
    "training_lists.look": {"staff": lambda w: w.house.training_lists.read(w.owner, TRAINED, "t.csv").staff},
    "training_lists.read": {"data": says(TRAINED)},
    "training_lists.headings": {"data": says(TRAINED)},
    "bring_in.look": {"staff": lambda w: w.house.bring_in.read(w.owner, CSV, "staff.csv").staff},
    "packs.again": {"to": lambda w: w.to / "out"},
    "packs.make": {"to": lambda w: w.to / "out"},
    "packs.say": {"said": says(SAID)},
    "impact.drop_figure": {"figure_id": known("figure")},
    "impact.lose": {"day": says(MONTH), "minutes": says(10), "why": says("Ill")},
    "impact.log": {"actor": leader, "minutes": says(10), "day": says(MONTH)},
    "impact.plan": {"days": says((MONTH,)), "minutes": says(30)},
    "impact.take_off": {"time_id": known("time")},
    "impact.type_in": {"sort": says(Typed.SICK), "hundredths": says(100)},
    "quality.answer": {"answers": lambda w: found(w, w.house.quality.audits(w.owner)[-1].sample)},
    "quality.audit_pdf": {"audit_id": known("audit_sealed")},
    "quality.begin_audit": {"form_id": lambda _: "audit"},
    "quality.seal_audit": {"audit_id": known("audit_whole")},
    "requests.receive": {"kind": says(RequestKind.ACCESS)},
    "own_forms.bring_in": {"data": lambda w: w.file_of("gibbs")},
    "own_forms.copy": {"form_id": says("gibbs")},
    "own_forms.make_usual": {"form_id": known("form_own")},
    "own_forms.switch": {"form_id": says("gibbs")},
    "own_forms.take_out": {"form_id": known("form_own")},
    "charts.repeats": {"form_id": says("medicines")},
    "paper.print_blank": {"form_id": says("supervision")},
    "take_out.restore": {"recovery": known("others_recovery")},
    "take_out.take_out": {"to": lambda w: w.to / "out" / "whole"},
    "transfer.export": {"to": lambda w: w.to / "out"},
    "transfer.export_attachment": {"actor": deputy},
    "transfer.file_name": {"summary": lambda w: w.house.records.list(w.owner)[0]},
    "checking.check_pack": {"path": pack},
    "retention.change_rule": {"sort": says("coaching"), "years": says(7)},
    "retention.hold": {"asked_by": says("The council")},
    "retention.keep_longer": {"until": says(dt.date(2040, 1, 1))},
    "retention.lift": {"hold_id": lambda w: w.held_back()},
    "retention.of": {"person_id": known("left")},
    "deleting.ask": {"person_id": lambda w: w.long_left(), "pin": says(PINS["Ruth Alder"])},
    "deleting.take_back": {"deletion_id": lambda w: w.asked_to_delete()},
    "deleting.confirm": {"actor": lambda w: w.second(), "deletion_id": lambda w: w.asked_to_delete(), "pin": says(SECOND_PIN)},
    "doctor.against": {"paths": lambda w: (pack(w),)},
    "checking.pack_file": {"path": pack, "name": says("index.csv")},
    "checking.pack_files": {"path": pack},
}  # fmt: skip
"""What a parameter is at one door only."""

FOR_EVERYBODY = frozenset(
    [
        "aside.waiting",
        "preparing.begun",
        "retention.holds_on",
        "deleting.to_confirm",
        "preparing.sheet",
        "preparing.store",
        "own_keys.mine",
        "own_keys.denied",
        "own_keys.pressing",
        "people.above",
        "people.list",
        "people.colleagues",
        "people.readers",
        "records.drafts",
        "records.forms",
        "records.list",
        "records.to_sign",
        "scoring.waiting",
        "records.to_watch",
        "signing.seal_saved",
        "actions.all",
        "actions.mine",
        "competence.wanted",
        "audit.own",
        "audit.own_csv",
        "must.lines",
        "actions.pressing",
        "actions.workbook",
        "schedule.due",
        "schedule.due_of",
        "schedule.matrix",
        "schedule.months",
        "schedule.own",
        "scoring.waiting",
        "calendars.month",
        "sessions.asked",
        "sessions.between",
        "sessions.next",
        "sessions.open",
        "standing_in.mine",
        "schedule.rules",
        "expectations.all",
        "expectations.open",
        "expectations.owners",
        "expectations.picture",
        "expectations.waiting",
        "expectations.wall_sheet",
        "expectation_links.watched",
        "noticed.all",
        "noticed.pressing",
        "noticed.wall_sheet",
        "frameworks.list",
        "frameworks.take_out",
        "frameworks.usual",
        "evidence.coverage",
        "evidence.suggested",
        "finding.anything",
        "finding.newest",
        "finding.search",
        "calendars.file",
        "due_files.pdf",
        "due_files.workbook",
        "words.add",
        "words.known",
        "own_forms.list",
        "own_forms.preview",
        "own_forms.preview_filled",
        "own_forms.versions",
        "own_forms.take_out",
        "charts.all",
        "paper.waiting",
        "transfer.export",
        "practice.repeats",
        "quality.worked_paper",
        "training.people",
        "training.subjects",
        "charts.actions_on_time",
        "charts.in_date",
        "charts.pdf",
        "charts.repeats",
    ]
)
"""Doors that open to everybody who works here, and show each only what they may see."""

AT_THE_DOOR = frozenset(
    {
        "backups.restore",
        "salvage.salvage",
        "vaults.open",
        "vaults.recover",
        "vaults.set_up",
        "take_out.restore",
    }
)
"""Doors that open the records, tried from outside: where there are none yet, or while they are closed."""

OTHERS = frozenset(Role) - {Role.OWNER, Role.PRACTICE_LEADER, Role.WORKER}
"""Roles in which nobody of the team stands to the worker of the doors; the registered manager may all."""

WITHIN = frozenset({"clock", "store"})
"""No services: what services are made with."""


def own_framework() -> bytes:
    """Return a framework that is not here yet, as a file."""
    from app.system.resources import resource  # noqa: PLC0415 - one door only

    return resource("catalog", "frameworks", "active_support.toml").read_bytes()


def doors() -> tuple[str, ...]:
    """Return every public method of every service as ``service.method``."""
    house = build(Path("nowhere"), TurnedClock(), FLOOR)
    return tuple(
        f"{one.name}.{name}"
        for one in fields(House)
        if one.name not in WITHIN
        for name, _ in inspect.getmembers(getattr(house, one.name), inspect.ismethod)
        if not name.startswith("_")
    )


DOORS = doors()


def needed(method: Callable[..., Any], door: str) -> tuple[str, ...]:
    """Return the parameters of a door that have to be given, and those it names itself."""
    parameters = inspect.signature(method).parameters.values()
    named = BY_DOOR.get(door, {})
    return tuple(p.name for p in parameters if p.default is inspect.Parameter.empty or p.name in named)


def at(house: House, door: str) -> Callable[..., Any]:
    """Return a door of a house."""
    service, _, name = door.partition(".")
    method: Callable[..., Any] = getattr(getattr(house, service), name)
    return method


def call(world: World, door: str, values: Mapping[str, Any]) -> Any:
    """Call a door; one that works inside another's transaction gets one."""
    method = at(world.house, door)
    if "work" not in needed(method, door):
        return method(**values)
    with world.house.store.read() as work:
        return method(**{**values, "work": work})


def given(world: World, door: str) -> dict[str, Any]:
    """Return the arguments with which a door opens. Fails for a parameter nobody has said anything about."""
    values = {}
    for name in needed(at(world.house, door), door):
        value = BY_DOOR.get(door, {}).get(name) or BY_NAME.get(name)
        if name != "work":
            assert value is not None, f"{door}: say in BY_NAME or BY_DOOR what “{name}” is"
            values[name] = value(world)
    return values


def test_what_is_said_of_a_door_is_said_of_one_there_is() -> None:
    assert {*BY_DOOR, *FOR_EVERYBODY, *AT_THE_DOOR} - {*DOORS} == set()
    house = build(Path("nowhere"), TurnedClock(), FLOOR)
    named = {name for door in DOORS for name in inspect.signature(at(house, door)).parameters}
    assert {*BY_NAME} - named == set()


@pytest.mark.parametrize("door", DOORS)
def test_a_door_opens_to_those_who_may_to_nobody_else_and_to_nobody_after_the_lock(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    world = built.copy(tmp_path)
    values = given(world, door)
    proof = next((name for name in PROOF if name in values), None)
    if door in AT_THE_DOOR:
        world.house.vaults.close()
        if door in {"vaults.set_up", "take_out.restore"}:
            world.house = build(tmp_path / "new", world.clock, FLOOR)
            proof = proof if door == "take_out.restore" else None
    if "actor" in values:
        refuses(world, door, values, world.other, open_=door in FOR_EVERYBODY)
        refuses(world, door, values, world.left, open_=False)
    elif proof is not None:
        wrong = of_another(world) if proof == "key" else "000000"
        with pytest.raises(AlongsideError):
            call(world, door, {**values, proof: wrong})
    call(world, door, values)
    if "actor" in values and world.house.vaults.is_open():
        with_a_leader(world, door, values)
        for role in OTHERS:
            in_another_role(world, door, values, role)
    world.house.vaults.close()
    closed(world, door, values, asks="actor" in values or proof is not None)
    world.house.vaults.close()


def of_another(world: World) -> bytes:
    """Return the signing key of somebody whose turn it is not."""
    return world.house.vaults.signing_key(world.other.person_id, PINS[world.other.name])


def refuses(world: World, door: str, values: Mapping[str, Any], actor: Actor, *, open_: bool) -> None:
    """Somebody who may not is refused, or, where everybody may come in, is told nothing of others."""
    nothing_written(world)
    try:
        answer = call(world, door, {**values, "actor": actor})
    except REFUSED:
        assert not open_, f"{door} does not open to {actor.name}"
        return
    except IncompleteError:  # there is nothing of theirs
        assert open_, f"{door} opens to {actor.name}"
        return
    assert open_, f"{door} opens to {actor.name}"
    tells_nothing(world, answer, door)


def with_a_leader(world: World, door: str, values: Mapping[str, Any]) -> None:
    """A practice leader may do much, but learns nothing managerial."""
    nothing_written(world)
    try:
        answer = call(world, door, {**values, "actor": world.leader})
    except AlongsideError:
        return
    if values["actor"] != world.leader:
        tells_nothing(world, answer, door)


def in_another_role(world: World, door: str, values: Mapping[str, Any], role: Role) -> None:
    """Whoever is put into a role learns nothing about people they do not supervise."""
    nothing_written(world)
    with world.house.store.write(world.owner.person_id) as work:
        person = work.people.get(world.other.person_id)
        work.people.change(person.id, replace(profile_of(person), role=role))
    try:
        answer = call(world, door, {**values, "actor": replace(world.other, role=role)})
    except AlongsideError:
        return
    tells_nothing(world, answer, f"{door} to a {role.label.lower()}")


def closed(world: World, door: str, values: Mapping[str, Any], *, asks: bool) -> None:
    """Behind the lock nobody does anything in anybody's name; what needs nobody tells nothing."""
    try:
        answer = call(world, door, values)
    except AlongsideError:
        return
    assert not asks or door in AT_THE_DOOR, f"{door} opens after the lock"
    assert SECRET not in repr(answer)


def nothing_written(world: World) -> None:
    """Begin with an empty folder."""
    shutil.rmtree(world.to / "out", ignore_errors=True)
    (world.to / "out").mkdir()


def tells_nothing(world: World, answer: object, door: str) -> None:
    """No word, no action and no number of the managerial record stands in an answer or a file."""
    told = repr(answer)
    files = b"".join(path.read_bytes() for path in (world.to / "out").rglob("*") if path.is_file())
    for word in (SECRET, ACTION, world.ids["number"]):
        assert word not in told, door
        assert word.encode() not in files, door


def test_after_all_who_may_not_the_managerial_record_stands_as_it_was(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    world = built.copy(tmp_path)
    for door in DOORS:
        values = given(world, door) if door not in AT_THE_DOOR else {}
        if "actor" in values:
            refuses(world, door, values, world.other, open_=door in FOR_EVERYBODY)
            refuses(world, door, values, world.left, open_=False)
    after = world.house.records.view(world.worker, world.ids["sealed"])
    assert after.record.state is RecordState.SEALED
    assert after.comments == ()
    actions = world.house.actions.about(world.worker, world.worker.person_id)
    assert [one.state for one in actions] == [ActionState.OPEN]
    world.house.vaults.close()
