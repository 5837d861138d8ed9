"""Watching practice in the real window: whom and how, keys, standing mode, a time sample, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from app.domain.kinds import Kind
from app.domain.records import RecordState
from app.pages import places
from app.ui.kit.person_box import PersonBox
from app.ui.kit.rating import Meaning, Rating
from app.ui.kit.sampling import Sampling
from app.ui.shell.window import Window
from tests.ui.person import Person

FORMS = Path(__file__).parents[1] / "forms"


def watch(person: Person, window: Window, form_id: str) -> None:
    """Come to the page on which one watches Tomasz."""
    people = window._context.house.people.list(window._context.actor)
    tomasz = next(p for p in people if p.name == "Tomasz Birch")
    window.go(places.Observe(person_id=tomasz.id, form_id=form_id))
    person.settle()
    agree(person, window)
    person.press("Next: Watch")


def agree(person: Person, window: Window) -> None:
    """Say that the worker knows and that the person is comfortable, where the form asks."""
    for begins in ("Does the worker know", "Is the person they support"):
        choose(person, window, begins, "Yes")


def choose(person: Person, window: Window, question: str, answer: str) -> None:
    """Choose an answer of a question that begins with some words, if it is on the page."""
    for one in window.findChildren(QAbstractButton):
        name = one.accessibleName()
        if one.isVisible() and name.startswith(question) and one.text().startswith(answer):
            one.setFocus()
            person.bot.keyClick(one, Qt.Key.Key_Space)
            person.settle()
            return


def pressable(window: Window) -> list[str]:
    """Return what the buttons say."""
    return [one.text() for one in window.findChildren(QPushButton) if one.isVisible()]


def test_a_no_before_it_begins_stops_it_and_keeps_a_note(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    tomasz = next(p for p in window._context.house.people.list(window._context.actor) if "Tom" in p.name)
    window.go(places.Observe(person_id=tomasz.id, form_id="medicines"))
    person.settle()
    choose(person, window, "Does the worker know", "Yes")
    choose(person, window, "Is the person they support", "They cannot agree")
    person.type("What shows that they are content", "CD-02 smiled and sat down.")
    assert "Next: Watch" in pressable(window)
    choose(person, window, "Is the person they support", "No")
    assert person.says("The person is not comfortable with it, so nothing is watched now.")
    assert "Next: Watch" not in pressable(window)
    person.type("Anything to note before you begin", "CD-02 said not today.")
    person.press("Keep this note")
    assert person.says("Kept as a note that nothing was watched.")
    (record,) = window._context.house.records.list(window._context.actor, kind=Kind.OBSERVATION)
    looked = window._context.house.practice.looked(window._context.actor, record.id)
    assert looked.result.word == "Not watched"


def ratings(window: Window) -> list[Rating]:
    """Return the items on the page."""
    return [one for one in window.findChildren(Rating) if one.isVisible()]


def level(rating: Rating, place: int = 0) -> QAbstractButton:
    """Return one level of an item."""
    return rating.findChildren(QAbstractButton)[place]


def test_whose_practice_and_which_form_are_chosen_first(at_home: tuple[Person, Window], qtbot: QtBot) -> None:
    person, window = at_home
    window.go(places.Observe())
    person.press("Spot check")
    assert person.says("Choose whose practice you will watch first.")
    box = next(b for b in window.findChildren(PersonBox) if b.isVisible())
    qtbot.keyClicks(box, "tom")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    person.press("Spot check")
    (draft,) = window._context.house.records.drafts(window._context.actor)
    assert (draft.kind, draft.form_id, draft.about_name) == (Kind.OBSERVATION, "spot_check", "Tomasz Birch")
    assert person.step().startswith("Before you begin")
    person.press("Throw away")
    assert window._context.house.records.drafts(window._context.actor) == ()


def test_arrows_move_n_notes_and_a_adds_an_action_that_is_finished_in_feedback(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    watch(person, window, "observation")
    first, second, *_ = ratings(window)
    qtbot.keyClicks(level(first), "3")
    qtbot.keyClick(level(second), Qt.Key.Key_Up)
    qtbot.keyClick(level(first), Qt.Key.Key_Down)
    qtbot.keyClick(level(first), Qt.Key.Key_Tab)
    qtbot.keyClicks(level(second), "n")
    note = next(b for b in second.findChildren(QLineEdit) if b.isVisible())
    qtbot.keyClicks(note, "Twice")
    qtbot.keyClicks(level(second), "8")
    qtbot.keyClicks(level(second), "a")
    assert person.step() == f"Watch, 1 of {len(ratings(window))} · 0 not seen"
    person.press("Finish and give feedback")
    whats = [
        b.text()
        for b in window.findChildren(QLineEdit)
        if b.isVisible() and b.accessibleName() in {"Action 1", "Action 2"}
    ]
    assert whats == [f"{second.item.label}: ", ""]
    person.type("Action 2", "Watch again")
    person.press("Back")
    assert [one.note() for one in ratings(window)][:2] == ["", "Twice"]
    (draft,) = window._context.house.records.drafts(window._context.actor)
    content = window._context.house.writing.draft(window._context.actor, draft.id).record.content
    assert [action.what for action in content.new_actions] == [f"{second.item.label}: ", "Watch again"]
    assert all(action.due_on for action in content.new_actions)


@pytest.mark.parametrize(("name", "said"), [("medicines_round.toml", True), ("home_visit_check.toml", False)])
def test_what_levels_mean_is_told_beside_a_point_and_nothing_is_shown_where_nothing_is_said(
    name: str, *, said: bool, at_home: tuple[Person, Window]
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    draft = house.own_forms.bring_in(actor, (FORMS / name).read_bytes(), name).value
    watch(person, window, house.own_forms.publish(actor, draft.id).value.id)
    told = window.findChildren(Meaning)[-1]
    for rating in ratings(window):
        rating.focus()
        person.settle()
        assert told.isVisible() is bool(rating.item.meanings) is said


def test_standing_mode_makes_every_level_larger_and_keeps_what_is_rated(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    watch(person, window, "observation")
    before = level(ratings(window)[0]).minimumHeight()
    qtbot.keyClicks(level(ratings(window)[0]), "2")
    standing = next(b for b in window.findChildren(QCheckBox) if b.isVisible() and "Standing" in b.text())
    qtbot.keyClick(standing, Qt.Key.Key_Space)
    person.settle()
    assert level(ratings(window)[0]).minimumHeight() > before
    assert level(ratings(window)[0], 1).isChecked()


def test_a_time_sample_beeps_notes_moments_and_takes_the_last_one_back(
    at_home: tuple[Person, Window], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    watch(person, window, "time_sample")
    focused = window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Who (code only)"
    person.press("Note this moment")
    assert person.says("Nothing was noted yet.")
    person.type("Who (code only)", "CD-02")
    sampling = next(one for one in window.findChildren(Sampling) if one.isVisible())
    spin = sampling.findChild(QSpinBox)
    assert spin is not None
    person.press("Start the timer")
    assert person.says("A beep every 60 seconds.")
    timer = sampling.findChild(QTimer)
    assert timer is not None
    timer.timeout.emit()
    assert person.says("Now: what is happening at this moment?")
    boxes = [b for b in sampling.findChildren(QCheckBox) if b.isVisible()]
    qtbot.keyClick(boxes[0], Qt.Key.Key_Space)
    person.press("Note this moment")
    assert person.says("1 moment noted.")
    assert not boxes[0].isChecked()
    person.press("Stop the timer")
    assert person.says("The timer is not running.")
    person.press("Undo the last one")
    assert person.says("0 moments noted.")
    person.press("Start the timer")
    window.go(places.Today())
    person.settle()
    assert not [t for t in window.findChildren(QTimer) if t.isActive() and isinstance(t.parent(), Sampling)]


def test_a_saved_observation_is_taken_back_and_a_second_person_is_asked(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    watch(person, window, "observation")
    person.press("Finish and give feedback")
    person.type("What went well?", "You waited.")
    person.press("A second person watched too")
    assert person.says("Your colleague now finds it on their Today")
    person.press("Finish")
    (record,) = window._context.house.records.list(window._context.actor, kind=Kind.OBSERVATION)
    assert record.state is RecordState.SAVED
    person.press("Undo")
    assert person.step().startswith("Feedback")
    person.press("Both sign it")
    assert window._going.place == places.Sign(record_id=record.id)


def test_minutes_that_are_not_noted_stay_so_when_one_comes_back(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    watch(person, window, "observation")
    person.press("Finish and give feedback")
    assert minutes(window).value() == 20
    minutes(window).setValue(0)
    person.press("Back")
    person.press("Finish and give feedback")
    assert minutes(window).text() == "not noted"
    (draft,) = window._context.house.records.drafts(window._context.actor)
    window.go(places.Today())
    window.go(places.Observe(record_id=draft.id))
    person.settle()
    assert minutes(window).text() == "not noted"
    assert window._context.house.writing.draft(window._context.actor, draft.id).record.content.minutes is None


def minutes(window: Window) -> QSpinBox:
    """Return the field for how long it took."""
    return next(
        b for b in window.findChildren(QSpinBox) if b.isVisible() and b.accessibleName() == "How long"
    )
