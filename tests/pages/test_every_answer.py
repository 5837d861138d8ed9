"""Random forms of every kind go the whole way through the pages: every way of answering in every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from app.catalog.loader import form_file
from app.domain.answers import Answer, all_texts, answered, shown
from app.domain.asking import asked, finished
from app.domain.content import Content
from app.domain.drafting import put_answers
from app.domain.errors import CatalogError
from app.domain.form_faults import faults
from app.domain.forms import Field, FieldRole, FieldType, Form
from app.domain.kinds import Kind, WrittenOn
from app.domain.packs import Purpose
from app.domain.people import Actor
from app.domain.records import Audience, Choice, RecordState
from app.domain.signing import Mark
from app.pages import (
    coaching,
    find,
    form_editor,
    forms,
    meeting,
    observe,
    pack,
    paper,
    places,
    prepare,
    record,
    reflect,
    shell,
    sign,
    writing,
)
from tests.random_forms import random_form, random_sheet, said
from tests.services.test_packs import everything_in, text_of
from tests.team import PINS, Team

WORD = "Querciabanda"
Page = meeting.Meeting | observe.Watching | coaching.Card | reflect.Reflection


def published(team: Team, form: Form, folder: Path) -> Form:
    """Bring a form in from a file and publish it, as the pages do."""
    file = folder / f"{form.id}.toml"
    file.write_bytes(form_file(form))
    place = forms.bring_in(team.house, team.owner, file).value
    assert isinstance(place, places.FormEditor)
    page = form_editor.read(team.house, team.owner, place.form_id)
    assert page.faults == ()
    form_editor.publish(team.house, team.owner, page.form)
    return page.form


def begun(team: Team, form: Form, about: Actor) -> Page:
    """Begin a record on the page of its kind."""
    house, owner, kind = team.house, team.owner, form.kind
    if kind.screen is WrittenOn.MEETING:
        return meeting.begin(house, owner, kind, about.person_id, form.id).value
    if kind.screen is WrittenOn.OBSERVE:
        return observe.begin(house, owner, about.person_id, form.id).value
    if kind.screen is WrittenOn.COACHING:
        return coaching.begin(house, owner, about.person_id, form.id).value
    return reflect.begin(house, owner, form.id).value


def steps(page: Page) -> Iterator[list[tuple[str, Field]]]:
    """Yield what each step of a page asks: the questions that somebody can see there and answer."""
    if isinstance(page, meeting.Meeting):
        for at in meeting.STEPS:
            parts = page.sections(at)
            yield [(f"{part.id}.{item.id}", item) for part in parts for item in part.fields]
    elif isinstance(page, observe.Watching):
        yield [(one.key, one.item) for one in page.consent]
        rated = {item.key for item in page.items}
        tables = [(key, item) for key, _, item in page.sheet.form.keyed if key in rated]
        yield tables + [(one.key, one.item) for one in page.others]
        yield [(one.key, one.item) for one in page.feedback]
    elif isinstance(page, coaching.Card):
        about = [
            (key, item)
            for key, _, item in page.sheet.form.keyed
            if item.role is FieldRole.ABOUT and {o.id for o in item.options} == {a.id for a in page.areas}
        ]
        yield about + [(one.key, one.item) for one in (*page.front, *page.more)]
    else:
        for one in page.questions:
            yield [(one.key, one.item)]


def put(page: Page, content: Content, answers: dict[str, Answer]) -> Content:
    """Put the answers of one step in, as its screen does."""
    if isinstance(page, observe.Watching):
        rated = {item.key for item in page.items} & set(answers)
        ratings = {key: str(answers[key]) for key in rated}
        others = {key: answer for key, answer in answers.items() if key not in rated}
        return observe.rated(put_answers(content, others), ratings, dict.fromkeys(rated, "Seen twice"))
    if isinstance(page, coaching.Card):
        key = page.sheet.form.by_role(FieldRole.ABOUT)
        about, others = answers.pop(key or ""), answers
        areas = tuple(one for one in about if isinstance(one, str))
        spoken = coaching.Said(
            areas=areas, answers=others, step="Try again", step_by=None, minutes=9, place="Hall"
        )
        return coaching.written(page, content, replace(spoken, step_by=page.step_by))
    return put_answers(content, answers)


def again(team: Team, page: Page) -> Page:
    """Read the page anew, as somebody does who comes back."""
    house, owner, record_id = team.house, team.owner, page.sheet.record_id
    if isinstance(page, meeting.Meeting):
        return meeting.read(house, owner, record_id)
    if isinstance(page, observe.Watching):
        return observe.read(house, owner, record_id)
    if isinstance(page, coaching.Card):
        return coaching.read(house, owner, record_id)
    return reflect.read(house, owner, record_id)


def photo(team: Team, page: Page, folder: Path) -> str:
    """Keep a photo with a draft and return what an answer holds of it."""
    picture = folder / "Hoist sling.png"
    Image.new("RGB", (40, 30), (20, 90, 120)).save(picture)
    (file,) = writing.attach(team.house, team.owner, page.sheet.record_id, picture).value
    return file.kept


def filled(team: Team, page: Page, chance: Random, folder: Path) -> Content:
    """Answer every step, a file at each question that takes one; what is kept is there on coming back."""
    house, owner, sheet = team.house, team.owner, page.sheet
    kept = "" if sheet.kind.row.private else photo(team, page, folder)
    words = next(key for key, _, item in sheet.form.keyed if item.type is FieldType.LONG)
    content, seen = sheet.content, set[str]()
    if sheet.kind.is_group:
        people = (owner.person_id, team.worker.person_id)
        agreed = meeting.Agreed(attendees=people, new=(), place="Lounge", minutes=40, next_on=None)
        content = meeting.put_agreed(content, agreed)
    for step in steps(page):
        seen |= {key for key, _ in step}
        answers = {
            key: WORD if key == words else said(chance, item, kept)
            for key, item in step
            if item.type is not FieldType.WORKED_OUT
        }
        content = put(page, content, answers)
        writing.store(house, owner, sheet.pen, content)
        there = again(team, page).sheet.content.answers
        assert {key: there[key] for key in content.answers} == dict(content.answers)
    assert seen == {key for key, _, _ in sheet.form.keyed}
    return content


def closed(team: Team, page: Page, content: Content) -> None:
    """Finish a record and close it as its kind is closed, reading it back on the way."""
    house, owner, record_id = team.house, team.owner, page.sheet.record_id
    kept = finished(page.sheet.form, content)
    if isinstance(page, reflect.Reflection):
        ended = reflect.end(house, owner, record_id, Audience.RECORD.value).value
        assert ended.place == places.Record(record_id=record_id)
        return
    if isinstance(page, meeting.Meeting):
        told = [line for part in meeting.read_back(page, kept) for line in part.lines]
        due = [(item.label, text) for _, _, item, text in answered(page.sheet.form, kept.answers)]
        assert [line for line in told if line in due] == due
        writing.finish(house, owner, record_id)
        words_there(team, page, kept)
        signed(team, record_id, sign.read(house, owner, record_id))
        return
    save = observe.save if isinstance(page, observe.Watching) else coaching.save
    save(house, owner, record_id)
    words_there(team, page, kept)
    team.clock.turn(seconds=11)
    assert shell.seal_saved(house, owner).value == 1


def words_there(team: Team, page: Page, kept: Content) -> None:
    """Look at the record while it is not sealed: each question that was asked, with its answer."""
    found = record.read(team.house, team.owner, page.sheet.record_id)
    told = [text.partition("  (")[0] for part in found.sections for _, text in part.answers]
    assert told == [text for _, _, _, text in answered(page.sheet.form, kept.answers)]


def signed(team: Team, record_id: str, page: sign.SignPage) -> None:
    """Answer, sign and seal, each with their own PIN."""
    house, owner, worker = team.house, team.owner, team.worker
    if page.attendees:
        sign.attend(house, owner, record_id, worker.person_id, PINS[worker.name])
        page = sign.compose(house, owner, record_id).value
    else:
        page = sign.respond(house, owner, record_id, Choice.AGREE.value, "").value
    while page.signing is not None:
        name = page.signing.name
        page = sign.sign(house, owner, record_id, page.signing, PINS[name], Mark(typed=name)).value
    assert page.turn is sign.Step.SEALED


def own_file(team: Team, about: Actor, folder: Path) -> str:
    """Make somebody's own file and return every word in it."""
    house, owner = team.house, team.owner
    wizard = pack.begin(house, owner, Purpose.PERSON, about.person_id)
    why = pack.Why(purpose=Purpose.PERSON.value, person_id=about.person_id, recipient="", reason="")
    wizard = pack.said_why(wizard, why)
    ticked = pack.read_choice(house, owner, wizard).ticked
    wizard = pack.said_which(wizard, sorted(ticked))
    privacy = pack.look(house, owner, wizard).value
    decided = pack.Decided(names="full", leave_out=False, words=frozenset(), further="")
    wizard = pack.said_privacy(wizard, privacy, decided)
    pack.make(house, owner, wizard, folder, lambda _done, _of: True)
    return everything_in(folder)


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: str(kind.value))
def test_a_random_form_is_answered_signed_found_and_read_back(kind: Kind, team: Team, tmp_path: Path) -> None:
    chance, house, owner = Random(kind.value), team.house, team.owner
    form = published(team, random_form(chance, kind, f"random_{kind.value}"), tmp_path)
    about = owner if kind.row.own else team.worker
    page = begun(team, form, about)
    content = filled(team, page, chance, tmp_path)
    closed(team, page, content)
    kept = finished(form, content)
    found = record.read(house, owner, page.sheet.record_id)
    now = house.records.view(owner, page.sheet.record_id).record
    assert now.state is RecordState.SEALED
    assert dict(now.content.answers) == dict(kept.answers)
    assert {key for key, _, _ in asked(form, kept.answers)} >= set(kept.answers)
    (copy := tmp_path / found.copy_name).write_bytes(found.pdf or b"")
    text, paged = " ".join(text_of(copy).split()), tmp_path / "blank.pdf"
    for _, section, item, told in answered(form, kept.answers):
        for piece in (section.title, item.label, *(() if item.type.has_entries else all_texts(told))):
            assert all(word in text for word in piece.split() if word.isalnum()), piece
    lines = find.read(house, owner, WORD).lines
    assert places.Record(record_id=page.sheet.record_id) in [line.does for line in lines]
    assert now.number in own_file(team, about, tmp_path / "pack")
    paper.print_blank(house, owner, kind.value, form.id, about.person_id, paged)
    room = text_of(paged)
    assert all(word in room for _, _, item in form.keyed for word in item.label.split())


def test_a_random_sheet_is_answered_by_the_worker_and_goes_into_their_supervision(
    team: Team, tmp_path: Path
) -> None:
    chance, house, worker = Random("sheet"), team.house, team.worker
    form = published(team, random_sheet(chance, "random_sheet"), tmp_path)
    forms.make_usual(house, team.owner, form.id)
    page = prepare.read(house, worker)
    assert page.form == form
    answers = {key: said(chance, item) for key, _, item in form.keyed if item.works_out is None}
    prepare.store(house, worker, {key: answer for key, answer in answers.items() if answer})
    there = prepare.read(house, worker).answers
    assert {key: there[key] for key, answer in answers.items() if answer} == {
        k: a for k, a in answers.items() if a
    }
    begun_with = meeting.begin(house, team.owner, Kind.SUPERVISION, worker.person_id).value
    points = " ".join(point.text for point in begun_with.sheet.content.points)
    for key, _, item in form.keyed:
        told = shown(item, answers.get(key, "")).split()
        assert not told or told[0] in points, item.label


PHOTO = Field(id="photo", label="Photo", type=FieldType.FILES)


@pytest.mark.parametrize(
    ("asked_for", "at"),
    [
        (PHOTO, "photo"),
        (Field(id="table", label="Table", type=FieldType.TABLE, columns=(PHOTO,)), "table.photo"),
    ],
    ids=["question", "column"],
)
def test_a_file_is_not_asked_for_where_none_can_be_kept(
    asked_for: Field, at: str, team: Team, tmp_path: Path
) -> None:
    for made in (random_form(Random(1), Kind.REFLECTION, "r"), random_sheet(Random(1), "s")):
        (part,) = made.sections
        added = replace(asked_for, answered_by=part.fields[0].answered_by)
        form = replace(made, sections=(replace(part, fields=(*part.fields, added)),))
        path = tmp_path / "form.toml"
        path.write_bytes(form_file(form))
        with pytest.raises(CatalogError, match="A file has no place in"):
            forms.bring_in(team.house, team.owner, path)
        (fault,) = faults(form)
        assert fault.place == f"{part.id}.{at}"
        assert "A file has no place in" in fault.sentence
