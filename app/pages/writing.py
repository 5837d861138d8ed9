"""What every page that is written on has in common: a sheet to write on, kept as it is typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from dataclasses import field as spare
from typing import TYPE_CHECKING, Protocol

from app.domain.answers import kept_file
from app.domain.changes import Outcome
from app.domain.clock import time_of_day
from app.domain.completing import asked_by_form, missing
from app.domain.errors import IncompleteError, StateError
from app.domain.records import RecordState
from app.domain.tied import without_tied
from app.pages.expected import way
from app.pages.pieces import Option, Verb
from app.pages.places import Place, writing
from app.services.records.scans import as_kept, read_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.domain.content import Content
    from app.domain.forms import Field, Form, Step
    from app.domain.held import When
    from app.domain.kinds import Kind
    from app.domain.people import Actor, Person
    from app.services.house import House
    from app.services.records.desk import Draft


WHO_CONFIRMS = "Choose who confirms it, and let them type their own PIN. Nothing was confirmed yet."
FINISHED = (
    "This record is finished, so it is not written on any more. Nothing was changed. Open it under Records."
)


@dataclass(slots=True)
class Pen:
    """Writes one draft. It remembers what was last kept, so that keeps in a row follow each other.

    A screen only passes it on: ``revision`` is read and changed on the vault thread alone.
    """

    record_id: str
    revision: int
    name: str = "A draft"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A scan or photo kept with a draft. ``kept`` is what an answer holds of it."""

    id: str
    name: str
    words: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A draft before its writer: the form, what is written so far, and the pen to write on with.

    ``names`` are the colleagues that a question about a person may name; ``signers`` have a PIN to confirm
    with, ``owners`` may do what is agreed, the person it is about first.
    """

    record_id: str
    kind: Kind
    form: Form
    about: Person
    content: Content
    when: When
    files: tuple[KeptFile, ...] = ()
    names: tuple[str, ...] = ()
    signers: tuple[Option, ...] = ()
    owners: tuple[Option, ...] = ()
    pen: Pen = spare(compare=False)

    @property
    def expected(self) -> Verb:
        """The way to the pages of what we expect that it could be about."""
        return way(self.record_id)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form, the key its answer is kept under, and the part of the form it is in."""

    key: str
    item: Field
    part: str = ""


class Written(Protocol):
    """A page with a sheet on it."""

    @property
    def sheet(self) -> Sheet:
        """What is written on."""


def sheet(draft: Draft) -> Sheet:
    """Return a draft as a sheet. Raises StateError once it is finished, so that nobody types in vain."""
    record = draft.record
    if record.state is not RecordState.DRAFT:
        raise StateError(FINISHED)
    people = {p.id: p for p in (draft.about, draft.led_by, *draft.people)}
    return Sheet(
        record_id=record.id,
        kind=record.kind,
        form=draft.form,
        about=draft.about,
        content=without_tied(draft.form, record.content),
        when=draft.when,
        files=files(draft),
        names=tuple(dict.fromkeys(p.name for p in (draft.about, draft.led_by, *draft.people))),
        signers=tuple(Option(p.id, p.name) for p in people.values() if p.secret_set),
        owners=tuple(Option(p.id, p.name) for p in people.values()),
        pen=Pen(record.id, record.revision, f"{draft.form.title}, {draft.about.name}"),
    )


def questions(form: Form, step: Step | None = None) -> tuple[Question, ...]:
    """Return the questions of a form, or those of one step, in order."""
    return tuple(
        Question(key, item, section.title)
        for key, section, item in form.keyed
        if step in {None, section.step}
    )


def files(draft: Draft) -> tuple[KeptFile, ...]:
    """Return the scans and photos kept with a draft."""
    return tuple(
        KeptFile(one.id, one.name, f"{one.name} · {one.size // 1024 + 1} kB", kept_file(one.sha256, one.name))
        for one in draft.attachments
    )


def store(
    house: House, actor: Actor, pen: Pen, content: Content, held_at: dt.datetime | None = None
) -> Outcome[str]:
    """Keep what is typed, and when it was held if that is said; return the sentence that says so.

    Raises StateError once it is finished.
    """
    moment = held_at.astimezone(dt.UTC) if held_at is not None else None
    kept = house.writing.store(actor, pen.record_id, content, pen.revision, held_at=moment)
    pen.revision = kept.value
    return Outcome(f"Draft saved {time_of_day(house.clock.now(), house.clock.zone())}", kept.changes)


def discard(house: House, actor: Actor, record_id: str) -> Outcome[None]:
    """Throw a draft away."""
    return house.writing.discard(actor, record_id)


def finish(house: House, actor: Actor, record_id: str) -> Outcome[str]:
    """Finish a draft that is signed; returns the record to sign. Raises IncompleteError."""
    done = house.writing.finish(actor, record_id)
    return Outcome(done.value.id, done.changes)


def take_back(house: House, actor: Actor, record_id: str) -> Outcome[Place]:
    """Undo a save; returns where it is written on."""
    taken = house.writing.take_back(actor, record_id)
    return Outcome(writing(taken.value.record.kind, record_id=record_id), taken.changes)


def attach(house: House, actor: Actor, record_id: str, path: Path) -> Outcome[tuple[KeptFile, ...]]:
    """Keep a scan or photo with a draft; returns all that are kept, and says what was left out of this one.

    Raises TextError for what is none.
    """
    data = read_file(path)
    with house.store.write(actor.person_id):
        added = house.scans.attach(actor, record_id, path.name, data)
        kept, (_, left_out) = files(house.writing.draft(actor, record_id)), as_kept(data)
        if left_out:
            told = {added.value.id: f" · {left_out}"}
            kept = tuple(replace(one, words=one.words + told.get(one.id, "")) for one in kept)
        return Outcome(kept, added.changes)


def detach(house: House, actor: Actor, record_id: str, file_id: str) -> Outcome[tuple[KeptFile, ...]]:
    """Take a scan or photo off a draft; returns those that stay."""
    with house.store.write(actor.person_id):
        off = house.scans.detach(actor, file_id)
        return Outcome(files(house.writing.draft(actor, record_id)), off.changes)


def confirm(
    house: House, actor: Actor, record_id: str, question: str, row: str, who: tuple[str, str]
) -> Outcome[tuple[str, ...]]:
    """Confirm a row as somebody with their own PIN (``who``); returns what the answer keeps of it.

    Raises IncompleteError while nobody is chosen or no PIN is typed, and WrongSecretError.
    """
    person_id, pin = who
    if not (person_id and pin):
        raise IncompleteError(WHO_CONFIRMS, {"pin": WHO_CONFIRMS})
    made = house.confirming.confirm(actor, record_id, question, row, person_id, pin)
    return Outcome(made.value.cell(), made.changes)


def show_both(house: House, actor: Actor, record_id: str) -> Outcome[Content]:
    """Show what both scored apart, once both are in. Returns the draft with both.

    Raises StateError or IncompleteError with what is still missing.
    """
    return house.scoring.show_both(actor, record_id)


def still(sheet: Sheet, content: Content, lacking: Mapping[str, str]) -> dict[str, str]:
    """Return what is lacking still, of what was told: a line goes once its question is answered.

    What the form does not ask is known only when somebody asks to go on again.
    """
    now = missing(sheet.form, content)
    return {key: told for key, told in lacking.items() if key in now or not asked_by_form(key)}
