"""Packs by hand: the wizard forwards and back, what stops it, made again and shown; and a file or pack checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton

from app.domain.first_page import NOTHING_SAID, QUESTIONS
from app.domain.packs import Purpose
from app.pages import pack, packs, places
from app.ui.screens.check import CheckScreen
from tests.team import SAID
from tests.ui.person import LivedIn

LEAVE = {one.id: one.label for one in pack.WAYS}[pack.LEAVE]
CHOOSE, LOOK, SUM_UP = "Records to choose from", "Words that may be names", "Sealed originals"


def headings(lived_in: LivedIn) -> str:
    """Return every word that is seen."""
    return "\n".join(one.text() for one in lived_in.window.findChildren(QLabel) if one.isVisible())


def begin(lived_in: LivedIn) -> None:
    """Come to the wizard when what the first page says was typed before."""
    context = lived_in.window._context
    context.house.packs.say(context.actor, SAID)
    lived_in.go(places.Pack())


def forward(lived_in: LivedIn, steps: int) -> None:
    """Press Next so many times."""
    for _ in range(steps):
        leave = [b for b in lived_in.window.findChildren(QRadioButton) if b.isVisible() and LEAVE in b.text()]
        for one in leave:
            one.click()
        lived_in.person.press("Next")


def test_the_wizard_goes_back_step_by_step_and_keeps_what_was_said(lived_in: LivedIn) -> None:
    lived_in.go(places.Pack())
    lived_in.written("Who asked for it?", "The council")
    forward(lived_in, 2)
    assert lived_in.told(f"Say in a sentence of your own: {QUESTIONS['not_right'][0].lower()}")
    lived_in.written(QUESTIONS["set_out"], "Choices at meals")
    lived_in.go(places.Today())  # kept as it is typed, half as it is
    lived_in.go(places.Pack())
    lived_in.written("Who asked for it?", "The council")
    forward(lived_in, 1)
    for name in ("came", "not_right"):
        lived_in.written(QUESTIONS[name], getattr(SAID, name))
    forward(lived_in, 3)
    assert "The council" in headings(lived_in)
    keys = lived_in.window.windowHandle()
    QTest.keyClick(keys, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    lived_in.person.settle()
    assert "Which time" in headings(lived_in)
    forward(lived_in, 3)
    for seen in ("Words that may be names", "Tick with the space bar", "Which time", "What is it for?"):
        lived_in.person.press("Go back")
        assert seen in headings(lived_in)
    lived_in.person.press("Go back")
    assert isinstance(lived_in.window._going.place, places.Evidence)


def test_a_pack_is_made_and_shown_from_its_last_page(lived_in: LivedIn, tmp_path: Path) -> None:
    begin(lived_in)
    forward(lived_in, 4)
    lived_in.dialogs.folder = None
    lived_in.person.press("Choose a folder and make it")
    assert not list(tmp_path.glob("*.zip"))
    lived_in.dialogs.folder = tmp_path / "packs"
    lived_in.person.press("Choose a folder and make it")
    assert len(list((tmp_path / "packs").glob("*.zip"))) == 1
    context = lived_in.window._context
    assert context.house.packs.said(context.actor) == NOTHING_SAID
    lived_in.person.press("Show it to a reviewer here")
    place = lived_in.window._going.place
    assert isinstance(place, places.Packs)
    assert Path(place.show).is_dir()


def test_where_a_pack_cannot_be_written_the_wizard_says_so_and_stays(
    lived_in: LivedIn, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    begin(lived_in)
    forward(lived_in, 4)
    lived_in.dialogs.folder = tmp_path / "file"
    lived_in.person.press("Choose a folder and make it")
    assert lived_in.window._problem.isVisible()
    assert "Choose a folder and make it…" in {one.text() for one in lived_in.buttons() if one.isEnabled()}


def test_a_pack_without_records_goes_no_further_but_a_persons_own_file_does(lived_in: LivedIn) -> None:
    begin(lived_in)
    forward(lived_in, 1)
    lived_in.written("From", "1 jan 2020")
    lived_in.written("To", "31 jan 2020")
    forward(lived_in, 2)
    assert lived_in.told(pack.RECORD)
    assert "Tick with the space bar" in headings(lived_in)
    lived_in.go(places.Pack(purpose=Purpose.PERSON, person_id=lived_in.ids_of("Chipo Maple")))
    forward(lived_in, 3)
    assert "Choose a folder and make it…" in {one.text() for one in lived_in.buttons()}
    lived_in.person.press("Go back")
    lived_in.person.press("Go back")
    lived_in.person.press("Go back")
    assert "Whose file is it?" in headings(lived_in)


def test_an_own_file_of_nobody_is_asked_about(lived_in: LivedIn) -> None:
    lived_in.go(places.Pack(purpose=Purpose.PERSON))
    forward(lived_in, 1)
    assert "What is it for?" in headings(lived_in)
    assert not lived_in.window._problem.isVisible()


def test_leaving_while_the_records_are_looked_through_shows_no_step_afterwards(lived_in: LivedIn) -> None:
    begin(lived_in)
    forward(lived_in, 2)
    next_one = next(one for one in lived_in.buttons() if one.text() == "Next")
    lived_in.person.bot.keyClick(next_one, Qt.Key.Key_Space)  # and away, before it has looked
    lived_in.go(places.Today())
    lived_in.go(places.Pack())
    assert "What is it for?" in headings(lived_in)


def test_a_pack_is_made_again_and_compared(lived_in: LivedIn, tmp_path: Path) -> None:
    lived_in.go(places.Packs())
    lived_in.table("Packs made").selectRow(0)
    lived_in.dialogs.folder = None
    lived_in.person.press("Make it again and compare")
    assert packs.INDEX_SIGNED not in headings(lived_in)
    lived_in.dialogs.folder = tmp_path / "again"
    lived_in.person.press("Make it again and compare")
    assert packs.INDEX_SIGNED in headings(lived_in)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    lived_in.dialogs.folder = tmp_path / "file"
    lived_in.person.press("Make it again and compare")
    assert lived_in.window._problem.isVisible()
    lived_in.person.press("Back to evidence")
    assert isinstance(lived_in.window._going.place, places.Evidence)


def test_a_pack_is_shown_to_a_reviewer_once_its_folder_is_chosen(lived_in: LivedIn) -> None:
    lived_in.go(places.Packs())
    lived_in.person.press("Show it now")
    assert lived_in.told("Choose a pack’s folder first.")
    lived_in.dialogs.folder = None
    lived_in.person.press("Choose a pack’s folder")
    assert "No folder chosen yet." in headings(lived_in)
    folder = next(one for one in (lived_in.others / "packs").iterdir() if one.is_dir())
    lived_in.dialogs.folder = folder
    lived_in.person.press("Choose a pack’s folder")
    assert str(folder) in headings(lived_in)
    asked: list[tuple[object, ...]] = []
    lived_in.window._context.review_asked.connect(lambda *said: asked.append(said))
    lived_in.person.press("Show it now")
    assert [said[0] for said in asked] == [folder]


@pytest.mark.parametrize("name", ["sealed.pdf", "packs"])
def test_a_file_or_a_pack_is_chosen_or_dropped_and_found_unchanged(lived_in: LivedIn, name: str) -> None:
    file = lived_in.others / name
    file = next(file.glob("*.zip")) if file.is_dir() else file
    lived_in.go(places.Check())
    lived_in.person.press("Choose a file")
    assert file.name not in headings(lived_in)
    lived_in.dialogs.file = file
    lived_in.person.press("Choose a file")
    assert file.name in headings(lived_in)
    assert (
        "Unchanged" in headings(lived_in)
        or "unchanged" in headings(lived_in)
        or "as they were" in headings(lived_in)
    )
    lived_in.go(places.Today())
    lived_in.go(places.Check())
    screen = next(one for one in lived_in.window.findChildren(CheckScreen) if one.isVisible())
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file))])
    where, mouse, keys = screen.rect().center(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(where, Qt.DropAction.CopyAction, dropped, mouse, keys)
    screen.dragEnterEvent(entered)
    assert entered.isAccepted()
    screen.dropEvent(QDropEvent(QPointF(where), Qt.DropAction.CopyAction, dropped, mouse, keys))
    lived_in.person.settle()
    assert file.name in headings(lived_in)
