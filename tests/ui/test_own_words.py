"""Reflecting, preparing and beginning a meeting in the real window, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.domain.errors import StorageFullError
from app.domain.kinds import Kind
from app.domain.records import Audience, RecordState
from app.pages import places, prepare
from app.ui.kit.fields import TextBox
from app.ui.kit.person_box import PersonBox
from app.ui.shell.window import Window
from tests.team import PINS
from tests.ui.person import Person


def boxes(window: Window) -> list[str]:
    """Return what stands in the boxes on the page."""
    return [box.toPlainText() for box in window.findChildren(QPlainTextEdit) if box.isVisible()]


def pick(person: Person, window: Window, label: str, letters: str) -> None:
    """Find somebody by letters of their name and Enter."""
    person.type(label, letters)
    boxes = [b for b in window.findChildren(PersonBox) if b.isVisible() and b.accessibleName() == label]
    person.bot.keyClick(boxes[0], Qt.Key.Key_Return)


def to_the_end(person: Person, window: Window) -> None:
    """Answer every question of a reflection and come to its last page."""
    window.go(places.Reflect())
    person.press("Begin")
    while not person.says("Keep or share"):
        box = next(b for b in window.findChildren(TextBox) if b.isVisible())
        person.bot.keyClicks(box, "Loud.")
        person.press("Next")


def test_a_reflection_is_shared_with_one_person_and_becomes_a_record(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    to_the_end(person, window)
    person.choose("Who may read it: Share: one person")
    person.settle()
    person.press("Done")
    assert person.says("Choose who may read it")
    pick(person, window, "Who?", "pri")
    person.press("Done")
    (record,) = window._context.house.records.list(window._context.actor, kind=Kind.REFLECTION)
    assert (record.state, record.audience) == (RecordState.SEALED, Audience.PERSON)
    assert window._going.place == places.Record(record_id=record.id)


def test_a_reflection_kept_private_waits_on_today_and_carries_on_where_one_was(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    to_the_end(person, window)
    person.press("Done")
    assert isinstance(window._going.place, places.Today)
    (draft,) = window._context.house.records.drafts(window._context.actor)
    window.go(places.Reflect(record_id=draft.id))
    person.settle()
    assert person.says("Keep or share")
    person.press("Back")
    assert boxes(window) == ["Loud."]
    person.press("Next")
    person.press("Throw away")
    assert window._context.house.records.drafts(window._context.actor) == ()


def test_locking_in_the_middle_of_a_reflection_keeps_the_question_and_the_words(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    window.go(places.Reflect())
    person.press("Begin")
    person.press("Next")
    box = next(b for b in window.findChildren(TextBox) if b.isVisible())
    qtbot.keyClicks(box, "Typed just before the lock")
    window.lock()
    person.settle()
    person.type("Your name", "Ruth")
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)
    person.type("Ruth A – your PIN", PINS["Ruth Alder"])
    person.press("Sign in")
    person.settle()
    assert person.says("Question 2 of")
    assert boxes(window) == ["Typed just before the lock"]


def test_points_for_the_next_supervision_are_kept_as_they_are_typed(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    window.go(places.Prepare())
    person.settle()
    person.bot.keyClicks(next(b for b in window.findChildren(TextBox) if b.isVisible()), "The night rota")
    person.bot.waitUntil(lambda: window._saved.text().startswith("Saved"), timeout=5000)
    window.go(places.Prepare())
    person.settle()
    assert boxes(window)[0] == "The night rota"
    person.press("Done")
    assert isinstance(window._going.place, places.Today)


def test_points_that_could_not_be_kept_are_tried_again(
    at_home: tuple[Person, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    window.go(places.Prepare())
    person.settle()

    def full(*_: object) -> None:
        raise StorageFullError("The disk is full.")  # noqa: EM101, TRY003 - a sentence for the test

    with monkeypatch.context() as fault:
        fault.setattr(prepare, "store", full)
        person.bot.keyClicks(next(b for b in window.findChildren(TextBox) if b.isVisible()), "The rota")
        window._going.screens[places.Prepare].leave()
        person.settle()
    assert window._saved.text() == "Not saved yet"
    window.go(places.Today())
    person.settle()
    sheet = prepare.read(window._context.house, window._context.actor)
    assert "The rota" in sheet.answers.values()


def test_a_meeting_is_begun_with_three_letters_and_a_button(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    window.go(places.NewMeeting())
    person.press("Start")
    assert person.says("Choose with whom")
    person.choose("What kind of meeting?: Appraisal")
    person.settle()
    pick(person, window, "With whom?", "chi")
    person.press("Start")
    (draft,) = window._context.house.records.drafts(window._context.actor)
    assert (draft.kind, draft.about_name) == (Kind.APPRAISAL, "Chipo Maple")


def test_a_group_is_begun_without_asking_for_a_person(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    window.go(places.NewMeeting())
    person.settle()
    person.choose("What kind of meeting?: Group supervision")
    person.settle()
    assert not person.says("With whom?")
    person.press("Start")
    (draft,) = window._context.house.records.drafts(window._context.actor)
    assert draft.kind is Kind.GROUP_SUPERVISION
