"""A real vault with a small team, made once per test at the floor key cost, under a clock the test moves."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import build
from app.domain.actions import NewAction
from app.domain.forms import FieldType, Form, Kind
from app.domain.people import Actor, Profile, Role, Service
from app.domain.records import Answer, Choice, Content, Record, Response
from app.domain.signing import Mark, Part
from app.services.present import actor_for
from app.storage.ids import new_id
from app.storage.keys import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.services.house import House

TEAM = (
    ("Dee Rowan", Role.DEPUTY, "Ruth Alder"),
    ("Priya Larch", Role.PRACTICE_LEADER, "Dee Rowan"),
    ("Tomasz Birch", Role.WORKER, "Dee Rowan"),
    ("Chipo Maple", Role.WORKER, "Ruth Alder"),
)
PASSPHRASE = "lantern meadow copper saddle"
PINS = {"Ruth Alder": "402817", "Dee Rowan": "731946", "Priya Larch": "518203", "Tomasz Birch": "290471", "Chipo Maple": "864025"}


@dataclass
class TurnedClock:
    """A clock that stands still until the test turns it."""

    moment: dt.datetime = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        """Return the clock's instant."""
        return self.moment

    def zone(self) -> dt.tzinfo:
        """Return a fixed zone, so that dates do not depend on the machine."""
        return dt.UTC

    def turn(self, **by: float) -> None:
        """Turn the clock forward."""
        self.moment += dt.timedelta(**by)


@dataclass
class Team:
    """A house with a registered manager, a deputy, a practice leader and two workers."""

    house: House
    clock: TurnedClock
    owner: Actor
    deputy: Actor
    leader: Actor
    worker: Actor
    other: Actor

    def write(self, by: Actor, about: Actor, *, words: str = "We talked about breakfast choices.", action: str = "") -> Record:
        """Write and finish a supervision, answering what must be answered."""
        draft = self.house.recording.start(by, Kind.SUPERVISION, about.person_id).value
        content = filled(draft.form, draft.record.content, words)
        if action:
            new = NewAction(id=new_id(), what=action, owner_id=about.person_id, due_on=dt.date(2026, 12, 8), how_we_will_know="Seen at tea")
            content = replace(content, new_actions=(new,))
        self.house.recording.store(by, draft.record.id, content, draft.record.revision)
        return self.house.recording.finish(by, draft.record.id).value

    def sign(self, record: Record, response: Response | None = None) -> Record:
        """Have the worker (or witness) and the supervisor sign."""
        response = response or Response(choice=Choice.AGREE)
        supervisor = self.by_id(record.led_by_id)
        self.house.signing.respond(supervisor, record.id, response)
        part = Part.WITNESS if response.witness_id else Part.WORKER
        first = self.by_id(response.witness_id or record.about_id)
        self.house.signing.sign(record.id, part, first.person_id, PINS[first.name], Mark(typed=first.name))
        turn = self.house.signing.sign(record.id, Part.SUPERVISOR, supervisor.person_id, PINS[supervisor.name], Mark(typed=supervisor.name))
        return turn.value.record

    def by_id(self, person_id: str) -> Actor:
        """Return the team member with this id."""
        return next(a for a in (self.owner, self.deputy, self.leader, self.worker, self.other) if a.person_id == person_id)


def filled(form: Form, content: Content, words: str) -> Content:
    """Answer every mandatory field, and put the words into every long one."""
    answers: dict[str, Answer] = dict(content.answers)
    for section in form.sections:
        for field in section.fields:
            key = f"{section.id}.{field.id}"
            if field.type is FieldType.LONG:
                answers[key] = words
            elif field.mandatory:
                answers[key] = field.options[0].id if field.options else "no"
    return replace(content, answers=answers)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed vault folder with the team in it, made once per run."""
    home = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        house = build(home / "vault", TurnedClock(), FLOOR)
        owner = house.vaults.set_up(Service(name="Oakview House"), Profile(name="Ruth Alder", role=Role.OWNER), PASSPHRASE, PINS["Ruth Alder"]).actor
        ids = {"": None, "Ruth Alder": owner.person_id}
        for name, role, supervisor in TEAM:
            added = house.people.add(owner, Profile(name=name, role=role, supervisor_id=ids[supervisor])).value
            house.vaults.enrol(added.person.id, added.code, PINS[name], f"{PASSPHRASE} {name}" if role.opens_vault else None)
            ids[name] = added.person.id
        house.vaults.close()
    return home / "vault"


@pytest.fixture
def team(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    """Return the team in a vault of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(template, tmp_path / "vault")
    clock = TurnedClock()
    house = build(tmp_path / "vault", clock, FLOOR)
    owner = house.vaults.open("Ruth Alder", PASSPHRASE)
    people = {person.name: actor_for(person) for person in house.people.list(owner)}
    yield Team(
        house=house,
        clock=clock,
        owner=owner,
        deputy=people["Dee Rowan"],
        leader=people["Priya Larch"],
        worker=people["Tomasz Birch"],
        other=people["Chipo Maple"],
    )
    house.vaults.close()
