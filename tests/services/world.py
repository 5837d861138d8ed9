"""A service in which every door has something behind it: one of everything, so that every method can be called."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.bootstrap import build
from app.catalog.loader import form_file
from app.domain.answers import Answer
from app.domain.expectations import Said as Expected
from app.domain.forms import Field, FieldRole, FieldType, Form, Section, Step
from app.domain.impact import Typed
from app.domain.kinds import Kind
from app.domain.moving import Change
from app.domain.noticed import Said
from app.domain.packs import Purpose
from app.domain.people import Actor, Profile, Role, Service
from app.domain.profiles import profile_of
from app.domain.records import Choice, Record, Response
from app.domain.requests import RequestKind
from app.domain.signing import Mark, Part
from app.domain.training import Course
from app.services.house import House
from app.services.present import actor_for
from app.storage.keys import FLOOR
from app.system.resources import resource
from tests.scans import picture
from tests.team import PASSPHRASE, PINS, Team, TurnedClock, filled, settle, with_said

SECRET = "Time off sick came up and what would help"
ACTION = "Sick leave meeting"
BEGIN, END, MONTH = dt.date(2026, 1, 1), dt.date(2026, 12, 31), dt.date(2026, 11, 1)
LATER = dt.date(2027, 6, 1)
SAF = "cqc_saf_2023"
LEFT = "Sam Elm"
DYSPHAGIA = Course(title="Dysphagia", area="choice", done_on=MONTH)
SECOND, SECOND_PIN = "Ivy Reed", "614092"
GONE = {"Nia Sorrel": "new", LEFT: "left"}


@dataclass
class World(Team):
    """A team that has used everything. ``ids`` are the ids of what there is, by what it is."""

    left: Actor
    to: Path
    others: Path
    ids: dict[str, str]
    seen: dict[str, Any] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The service's own form that is being changed."""
        return self.house.own_forms.draft(self.owner, self.ids["form_draft"])

    def backed_up(self) -> Path:
        """Return a backup of these records."""
        self.house.backups.make(self.owner)
        return self.house.backups.overview(self.owner).listed[0].folder

    def file_of(self, form_id: str) -> bytes:
        """Return a form as a file."""
        listed = self.house.own_forms.list(self.owner)
        return form_file(next(one.form for one in listed if one.form.id == form_id))

    def written_for_the_session(self) -> str:
        """Begin to write down the supervision that the deputy planned; return the draft."""
        begun = self.house.writing.start(self.deputy, Kind.SUPERVISION, self.worker.person_id)
        return begun.value.record.id

    def headed(self) -> str:
        """Say who supervises the registered manager, once; return the manager."""
        before = self.house.people.get(self.owner, self.owner.person_id)
        if before.supervisor_id is None:
            above = Profile(name="Helen Yew", role=Role.NOMINATED)
            added = self.house.people.add(self.owner, above).value.person
            after = replace(profile_of(before), supervisor_id=added.id)
            self.house.people.change(self.owner, before.id, after)
        return before.id

    def held_back(self) -> str:
        """Put a legal hold on what is kept about the worker; return it."""
        held = self.house.retention.hold(self.owner, self.worker.person_id, "A claim", "The insurer")
        return held.value.id

    def long_left(self) -> str:
        """Note somebody who left long ago, once; return them."""
        if "long_left" not in self.ids:
            old = Profile(name="Olive Thorn", role=Role.WORKER, started_on=dt.date(2017, 2, 1))
            gone = self.house.people.add(self.owner, old).value.person.id
            self.house.moving.carry_out(self.owner, gone, Change.LEAVES, {}, dt.date(2019, 5, 3))
            self.ids["long_left"] = gone
        self.second()
        return self.ids["long_left"]

    def second(self) -> Actor:
        """Let a nominated individual in, once, as the second person for a deletion; return them."""
        found = [one for one in self.house.people.list(self.owner) if one.name == SECOND]
        if not found:
            held = self.house.vaults._vault.held
            signed_in = held.own
            added = self.house.people.add(self.owner, Profile(name=SECOND, role=Role.NOMINATED)).value
            self.house.vaults.enrol(added.person.id, added.code, SECOND_PIN, f"{PASSPHRASE} {SECOND}")
            held.own = signed_in
            found = [added.person]
        return actor_for(found[0])

    def asked_to_delete(self) -> str:
        """Ask that everything about somebody who left long ago be deleted, once; return the request."""
        waits = self.house.deleting.waiting(self.owner)
        if waits:
            return waits[0].deletion.id
        return self.house.deleting.ask(self.owner, self.long_left(), PINS["Ruth Alder"]).value.id

    def private_again(self) -> Record:
        """Let the worker sign in again: what they keep private opens only for them."""
        self.house.vaults.unlock(self.worker.person_id, PINS[self.worker.name])
        return self.house.writing.draft(self.worker, self.ids["private"]).record

    def apart(self, *, both: bool = False) -> str:
        """Return a draft of the deputy's with a part scored apart, ``both`` halves of it in; begun once."""
        if "apart" in self.ids:
            return self.ids["apart"]
        good = Field(id="good", label="How was it?", type=FieldType.SHORT)
        part = Section(id="part", title="Part", step=Step.TALK, fields=(good,), blind=True)
        form = Form(id="apart", version=1, kind=Kind.DEBRIEF, title="Apart", sections=(part,))
        draft = self.house.own_forms.bring_in(self.owner, form_file(form), "apart.toml").value
        form = self.house.own_forms.publish(self.owner, draft.id).value
        about = self.worker.person_id
        begun = self.house.writing.start(self.deputy, Kind.DEBRIEF, about, form_id=form.id).value.record
        self.house.scoring.store(self.worker, begun.id, {"part.good": "Well"})
        if both:
            self.house.scoring.hand_in(self.worker, begun.id)
            content = replace(begun.content, answers={"part.good": "Very well"})
            self.house.writing.store(self.deputy, begun.id, content, begun.revision)
        self.ids["apart"] = begun.id
        return begun.id

    def confirmable(self) -> str:
        """Return a draft of the deputy's with a row to confirm."""
        sure = Field(id="sure", label="Shown to", type=FieldType.CONFIRMED)
        part = Section(id="part", title="Part", step=Step.TALK, fields=(sure,))
        form = Form(id="shown", version=1, kind=Kind.DEBRIEF, title="Shown", sections=(part,))
        draft = self.house.own_forms.bring_in(self.owner, form_file(form), "shown.toml").value
        form = self.house.own_forms.publish(self.owner, draft.id).value
        about = self.worker.person_id
        return self.house.writing.start(self.deputy, Kind.DEBRIEF, about, form_id=form.id).value.record.id


@dataclass(frozen=True)
class Built:
    """The closed folder of a world, what others left, and what has to be known to use both."""

    folder: Path
    others: Path
    ids: dict[str, str]

    def copy(self, to: Path) -> World:
        """Return a world of the caller's own, open, with nobody signed in by PIN."""
        shutil.copytree(self.folder, to / "vault")
        clock = TurnedClock()
        house = build(to / "vault", clock, FLOOR)
        owner = house.vaults.open("Ruth Alder", PASSPHRASE)
        people = {person.name: actor_for(person) for person in house.people.list(owner)}
        return World(
            house=house,
            clock=clock,
            owner=owner,
            deputy=people["Dee Rowan"],
            leader=people["Priya Larch"],
            worker=people["Tomasz Birch"],
            other=people["Chipo Maple"],
            left=people[LEFT],
            to=to,
            others=self.others,
            ids=dict(self.ids),
        )


def made(home: Path) -> Built:
    """Make a world once; ``home`` keeps it."""
    built = Built(folder=home / "vault", others=home / "others", ids={})
    house = build(built.folder, TurnedClock(), FLOOR)
    built.ids["recovery"] = settle(house).recovery_key
    owner = house.vaults.open("Ruth Alder", PASSPHRASE)
    for name, what in GONE.items():
        role = Role.PRACTICE_LEADER if name == LEFT else Role.WORKER
        added = house.people.add(owner, Profile(name=name, role=role, supervisor_id=owner.person_id))
        built.ids[what], built.ids[f"{what}_code"] = added.value.person.id, added.value.code
    house.vaults.close()
    built.ids["others_recovery"] = _others(home / "elsewhere", built.others / "taken")
    world = replace(built.copy(home / "making"), ids=built.ids)
    _left_behind(world)
    _records(world)
    _practice(world)
    _service(world)
    world.house.vaults.close()
    shutil.rmtree(built.folder)
    shutil.copytree(home / "making" / "vault", built.folder)
    return built


def _others(vault: Path, to: Path) -> str:
    """Let another service take everything out; return its recovery key."""
    house = build(vault, TurnedClock(), FLOOR)
    done = house.vaults.set_up(
        Service(name="Brook House"), Profile(name="Kit Hazel", role=Role.OWNER), PASSPHRASE, "402817"
    )
    house.take_out.take_out(done.actor, to)
    _signed_elsewhere(house, done.actor, to.parent / "elsewhere.pdf")
    house.vaults.close()
    return done.recovery_key


def _signed_elsewhere(house: House, by: Actor, to: Path) -> None:
    """Let the other service hold a supervision with somebody of our manager's name, and both sign it."""
    manager = Profile(name="Ruth Alder", role=Role.WORKER, supervisor_id=by.person_id)
    added = house.people.add(by, manager).value
    house.vaults.enrol(added.person.id, added.code, "864025", None)
    draft = house.writing.start(by, Kind.SUPERVISION, added.person.id).value
    content = filled(draft.form, draft.record.content, "The rota and two vacancies.")
    house.writing.store(by, draft.record.id, content, draft.record.revision)
    ready = house.writing.finish(by, draft.record.id).value
    house.signing.respond(by, ready.id, Response(choice=Choice.AGREE))
    for part, who, pin in (
        (Part.WORKER, added.person, "864025"),
        (Part.SUPERVISOR, house.people.get(by, by.person_id), "402817"),
    ):
        house.signing.sign(ready.id, part, who.id, pin, Mark(typed=who.name))
    house.transfer.export_one(by, ready.id, to)


def _left_behind(world: World) -> None:
    """Let somebody leave who led a draft and had not signed a record about them."""
    house, ids = world.house, world.ids
    ids["gone_draft"] = _begun(world, world.left, Kind.COACHING)
    ids["gone_ready"] = world.write(world.owner, world.left, words="The rota of June.").id
    house.people.make_leaver(world.owner, ids["left"])


def _records(world: World) -> None:
    house, ids = world.house, world.ids
    ids["draft"] = _begun(world, world.deputy, Kind.APPRAISAL)
    ids["attachment"] = house.scans.attach(world.deputy, ids["draft"], "scan.png", picture()).value.id
    ids["ready"] = world.write(world.owner, world.worker, words=SECRET).id
    answered = _begun(world, world.owner, Kind.PROBATION_REVIEW)
    ids["answered"] = house.writing.finish(world.owner, answered).value.id
    house.signing.respond(world.owner, answered, Response(choice=Choice.AGREE))
    host = world.deputy.person_id
    for what in ("group", "came"):
        record_id = _begun(world, world.deputy, Kind.GROUP_SUPERVISION, host, world.worker.person_id)
        ids[what] = house.writing.finish(world.deputy, record_id).value.id
    house.signing.attend(ids["came"], world.worker.person_id, PINS[world.worker.name])
    house.vaults.unlock(world.worker.person_id, PINS[world.worker.name])
    ids["private"] = _begun(world, world.worker, Kind.REFLECTION)
    house.vaults.sign_out()
    sealed = world.sign(
        world.write(world.deputy, world.worker, words=SECRET, action=ACTION)
    )  # last: an open action is asked about in every meeting after it
    ids |= {"sealed": sealed.id, "number": sealed.number}
    ids["action"] = house.actions.about(world.owner, world.worker.person_id)[0].id


def _practice(world: World) -> None:
    house, ids, worker = world.house, world.ids, world.worker.person_id
    ids["good"] = house.noticed.praise(world.deputy, ids["sealed"], "He waited for an answer").value.id
    house.noticed.show(world.worker, ids["good"], agreed=True)
    said = Said(what=SECRET, next_step="Read it together", next_by=END)
    ids["concern"] = house.noticed.raise_concern(world.deputy, ids["sealed"], said).value.id
    for what in ("page", "page_draft", "page_handed_in"):
        ids[what] = house.expectation_drafts.begin(world.leader).value.id
        page = Expected(
            title="Choice", well="A", unseen="B", owner_id=world.deputy.person_id, review_on=LATER
        )
        house.expectation_drafts.store(world.leader, ids[what], page)
        if what != "page_draft":
            house.expectation_drafts.hand_in(world.leader, ids[what])
    house.expectation_drafts.agree(world.owner, ids["page"])
    saved = house.writing.save(world.deputy, _begun(world, world.deputy, Kind.COACHING)).value
    ids |= {"saved": saved.id, "coaching": _begun(world, world.leader, Kind.COACHING)}
    ids["watching"] = _begun(world, world.leader, Kind.OBSERVATION)
    ids["session"] = house.sessions.plan(
        world.deputy, worker, dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    ).value.id
    ids["absence"] = house.absences.note(
        world.owner, worker, dt.date(2026, 3, 2), dt.date(2026, 3, 6), "Holiday"
    ).value.id
    last = dt.date(2027, 1, 3)
    named = house.standing_in.begin(world.owner, world.deputy.person_id, world.owner.person_id, last, last)
    twice = Profile(name="Tom Birch", role=Role.WORKER, supervisor_id=world.deputy.person_id)
    ids["twice"] = house.people.add(world.owner, twice).value.person.id
    ids["standing_in"] = named.value.id
    ids["thread"] = house.practice.begin(world.leader, worker, "Thickened drinks", "choice").value.id
    trained = house.training.note(world.leader, (worker,), DYSPHAGIA)
    ids["training"] = trained.value[0].id
    ids["requirement"] = house.schedule.incident(
        world.deputy, worker, "medicines", END, "A missed dose"
    ).value.id
    house.paper.print_blank(world.deputy, Kind.SUPERVISION, "supervision", worker, world.to / "blank.pdf")
    ids["sheet"] = house.paper.print_preparation(world.deputy, worker, world.to / "blank.pdf").value
    key = house.preparing.sheet(world.worker).form.keyed[0][0]
    house.sheets_on_paper.store(world.deputy, ids["sheet"], {key: SECRET})


def _service(world: World) -> None:
    house, ids, owner = world.house, world.ids, world.owner
    ids["form_draft"] = house.own_forms.copy(owner, "gibbs", "Our circle").value.id
    ids["form_own"] = house.own_forms.copy(owner, "observation", "Night round").value.id
    house.own_forms.publish(owner, ids["form_own"])
    framework = resource("catalog", "frameworks", "pbs_competence.toml").read_bytes()
    ids["framework_own"] = house.frameworks.bring_in(owner, framework, "pbs.toml").value.id
    house.evidence.tag(owner, (ids["sealed"],), SAF, "S6")
    ids["improvement"] = house.evidence.improve(owner, SAF, "S6", "Ask more", owner.person_id, END).value.id
    asked = house.requests.receive(owner, RequestKind.ACCESS, world.worker.person_id, MONTH)
    ids["request"] = asked.value.id
    ids["time"] = house.impact.plan(owner, world.leader.person_id, (MONTH,), 60).value[0].id
    ids["figure"] = house.impact.type_in(owner, Typed.LEFT, BEGIN, END, 100).value.id
    for what in ("audit", "audit_whole", "audit_sealed"):
        audit = house.quality.begin_audit(owner, MONTH, 1, seed=3).value
        ids[what] = audit.id
        if what != "audit":
            house.quality.answer(owner, audit.id, found(world, audit.sample))
    house.quality.seal_audit(owner, ids["audit_sealed"])
    plan = house.packs.plan(owner, Purpose.INSPECTION, frameworks=(SAF,), seed=7)
    house.packs.make(owner, with_said(plan), world.others / "packs")
    house.transfer.export_one(owner, ids["sealed"], world.others / "sealed.pdf")


def found(world: World, sample: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Return whole answers to a quality audit."""
    return {
        record: {key: "yes" for key, _, _ in world.house.quality.forms(world.owner)[0].keyed}
        for record in sample
    }


def _begun(world: World, by: Actor, kind: Kind, about_id: str = "", *attendees: str) -> str:
    """Return a draft of a kind in which everything is answered."""
    own = by.person_id if kind.row.own else world.worker.person_id
    draft = world.house.writing.start(by, kind, about_id or own).value
    content = filled(draft.form, draft.record.content, SECRET if kind.is_meeting else "Beside at tea.")
    answers: dict[str, Answer] = dict(content.answers)
    if about := draft.form.by_role(FieldRole.ABOUT):
        answers[about] = ("choice",)
    content = replace(content, answers=answers, minutes=10, attendees=attendees or content.attendees)
    world.house.writing.store(by, draft.record.id, content, draft.record.revision)
    return draft.record.id
