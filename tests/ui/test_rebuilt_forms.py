"""Forms as services really use them, rebuilt: written in the window, sealed, found, read back, printed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget

from app.bootstrap import build
from app.catalog.loader import parse_form
from app.domain.answers import answered, given
from app.domain.asking import asked
from app.domain.forms import FieldType, Form
from app.domain.kinds import Kind, WrittenOn
from app.domain.packs import Purpose
from app.domain.records import Audience, Record, RecordState
from app.pages import places, reflect
from app.services.records.lists import View
from app.storage.keys import FLOOR
from app.ui.kit.writing import WritingScreen
from app.ui.shell.window import Window
from app.ui.theme.style import Look
from tests.team import PASSPHRASE, PINS, with_said
from tests.ui import seen
from tests.ui.filling import WithPhotos, screen_of
from tests.ui.filling import fill as answer_page
from tests.ui.person import Person, team_of

LOOKS = (Look(theme="light", scale=100), Look(theme="dark", scale=150), Look(theme="contrast", scale=150))
"""Each is met by a third of the forms: what they are built of is looked at in all of them elsewhere."""
FORMS = sorted((Path(__file__).parents[1] / "forms").glob("*.toml"))


def published(window: Window, path: Path) -> Form:
    """Bring a form in and publish it."""
    house, actor = window._context.house, window._context.actor
    draft = house.own_forms.bring_in(actor, path.read_bytes(), path.name).value
    return house.own_forms.publish(actor, draft.id).value


def begun(person: Person, window: Window, form: Form) -> None:
    """Come to the first page of a record with a form, about Tomasz or oneself."""
    tomasz = team_of(window).worker.person_id
    place: places.Place = {
        WrittenOn.MEETING: places.Meeting(kind=form.kind, person_id=tomasz, form_id=form.id),
        WrittenOn.OBSERVE: places.Observe(person_id=tomasz, form_id=form.id),
        WrittenOn.COACHING: places.Coaching(person_id=tomasz, form_id=form.id),
        WrittenOn.REFLECT: places.Reflect(form_id=form.id),
    }[form.kind.screen]
    window.go(place)
    person.settle()


def written(person: Person, window: Window, form: Form, look: Callable[[], None] = lambda: None) -> None:
    """Answer every page to its end, and look at each."""
    screen = screen_of(window)

    def fill(person: Person, screen: WritingScreen) -> None:
        answer_page(person, screen)
        look()

    if form.kind.screen is WrittenOn.COACHING:
        about = next(b for _, b in screen._areas)  # type: ignore[attr-defined]
        about.setFocus()
        about.click()
        if not screen._more_open:  # type: ignore[attr-defined]
            person.press("More")
        fill(person, screen)
        person.press("Save")
    elif form.kind.screen is WrittenOn.OBSERVE:
        fill(person, screen)
        person.press("Next: Watch")
        fill(person, screen)
        person.press("Finish and give feedback")
        fill(person, screen)
        person.press("Finish")
    elif form.kind.screen is WrittenOn.REFLECT:
        for _ in form.keyed:
            fill(person, screen)
            person.press("Next")
    else:
        meeting(person, window, fill)


def meeting(person: Person, window: Window, fill: Callable[[Person, WritingScreen], None]) -> None:
    """Go through the steps of a meeting."""
    screen = screen_of(window)
    for _ in range(4):
        parts = [one for one in window.findChildren(QListWidget) if one.accessibleName().startswith("Parts")]
        for place in range(parts[0].count() if parts and parts[0].isVisible() else 0):
            parts[0].setCurrentRow(place)
            person.settle()
            fill(person, screen)
        fill(person, screen)
        if person.says("this is what will stand in the record"):
            break
        person.press("Next")
    person.press("Go on to signing")


def sealed(window: Window, form: Form) -> Record:
    """Close the record: both sign, or the service seals it."""
    team = team_of(window)
    house, owner = team.house, team.owner
    if form.kind is Kind.REFLECTION:
        (draft,) = house.records.drafts(owner)
        reflect.end(house, owner, draft.id, Audience.RECORD.value)
        (one,) = house.records.list(owner, kind=form.kind)
        return house.records.view(owner, one.id).record
    (one,) = house.records.list(owner, kind=form.kind)
    if one.state is RecordState.READY:
        return team.sign(house.records.view(owner, one.id).record)
    house.signing.seal_saved(owner, at_once=True)
    return house.records.view(owner, one.id).record


def printed(data: bytes) -> str:
    """Return the words of a PDF in one line."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def words_of(view: View) -> list[str]:
    """Return every short piece that must be found again wherever the record is shown."""
    found = []
    for _, _, item, text in answered(view.form, view.record.content.answers):
        pieces = [text] if not item.type.has_entries else [c.label for c in item.columns]
        found += [piece.split("\n")[0] for piece in pieces]
    return found


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_rebuilt_form_is_written_sealed_found_and_read_back(
    path: Path, at_home: tuple[Person, Window], tmp_path: Path
) -> None:
    person, window = at_home
    window._context.dialogs = WithPhotos(tmp_path)
    form = published(window, path)
    begun(person, window, form)
    written(person, window, form)
    assert not window._problem.isVisible(), window._problem.text
    record = sealed(window, form)
    house, owner = window._context.house, window._context.actor
    view = house.records.view(owner, record.id)
    assert view.record.state is RecordState.SEALED
    content = view.record.content
    due = {key for key, _, _ in asked(form, content.answers)}
    assert {key for key in due if not given(content.answers.get(key, ""))} == set()
    assert set(content.answers) <= due
    pdf = house.transfer.export_one(owner, record.id, tmp_path / "record.pdf")
    text = printed(pdf.read_bytes())
    for piece in words_of(view):
        assert " ".join(piece.split()) in text or all(word in text for word in piece.split()), piece
    assert "Stayed calm and asked" in text or not any(i.type is FieldType.LONG for _, _, i in form.keyed)
    leaves(window, record, text, tmp_path)


def leaves(window: Window, record: Record, text: str, to: Path) -> None:
    """Find a record by a word in it, give it out in the person's own file, and take it out and back again."""
    house, owner = window._context.house, window._context.actor
    word = next(one for one in ("Stayed", "lounge", "AB-07", record.number) if one in text)
    assert record.id in [one.summary.id for one in house.finding.search(owner, word)]
    plan = house.packs.plan(owner, Purpose.PERSON, person_id=record.about_id)
    made = house.packs.make(owner, with_said(plan), to / "own").value
    assert any(record.number in path.name for path in made.folder.rglob("*.pdf"))
    acts = [one.what for one in record.content.new_actions]
    kept = [one.what for one in house.actions.about(owner, record.about_id)]
    assert acts == kept
    assert ("AB-07: Ask the GP" in kept) is (record.form_id == "case_supervision")
    house.take_out.take_out(owner, to / "out")
    fresh = build(to / "fresh", house.clock, FLOOR)
    fresh.take_out.restore(to / "out", name=owner.name, passphrase=PASSPHRASE, pin=PINS[owner.name])
    again = fresh.records.view(fresh.vaults.open(owner.name, PASSPHRASE), record.id)
    assert again.record.content.to_json() == record.content.to_json()
    assert again.pdf == house.records.view(owner, record.id).pdf
    fresh.vaults.close()


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("path", "look_of"),
    list(zip(FORMS, cycle(LOOKS), strict=False)),
    ids=lambda one: getattr(one, "stem", None) or one.theme,
)
def test_every_page_of_a_rebuilt_form_is_named_fits_and_can_be_read(
    path: Path, look_of: Look, at_home: tuple[Person, Window], tmp_path: Path
) -> None:
    person, window = at_home
    window._context.dialogs = WithPhotos(tmp_path)
    window._looks.choose(look_of)
    form = published(window, path)
    begun(person, window, form)
    faults: list[str] = []

    def look() -> None:
        for size in (QSize(1366, 768), QSize(1024, 640)):
            window.resize(size)
            person.bot.wait(1)
            faults.extend([*seen.unnamed(window), *seen.squeezed(window), *seen.faint(window)])

    written(person, window, form, look)
    assert not faults


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_rebuilt_form_is_printed_with_room_for_every_answer(
    path: Path, at_home: tuple[Person, Window], tmp_path: Path
) -> None:
    _, window = at_home
    form = published(window, path)
    team = team_of(window)
    about = team.owner if form.kind.row.own else team.worker
    to = tmp_path / "blank.pdf"
    team.house.paper.print_blank(team.owner, form.kind, form.id, about.person_id, to)
    text = printed(to.read_bytes())
    for _, section, item in form.keyed:
        asked_for = [
            item.label,
            *(column.label for column in item.columns),
            *(row.label for row in item.rows),
        ]
        for words in (section.title, *asked_for):
            assert all(word in text for word in words.split()), words
    if any(one.when for one in form.sections) or any(item.when for _, _, item in form.keyed):
        assert "Only if" in text


def test_pdftotext_is_there() -> None:
    assert shutil.which("pdftotext")
    assert len(FORMS) >= 8
    assert {parse_form(path.name, path.read_bytes()).kind.screen for path in FORMS} == set(WrittenOn)
