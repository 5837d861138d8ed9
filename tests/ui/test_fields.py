"""Fields do what people mean: undo, digits that choose, choices by a screen reader, words for starting, names."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.forms import FieldRole
from app.domain.kinds import Kind
from app.domain.nudges import WHICH_MOMENT
from app.domain.starting import ways_for
from app.pages import places
from app.pages.parts import SetUpPart
from app.system.resources import resource
from app.ui.kit.fields import Choices, TextBox
from app.ui.kit.line_box import LineBox
from app.ui.kit.name_guard import NameGuard
from app.ui.kit.nudge import AFTER_MS
from app.ui.kit.starting import begin_with
from app.ui.shell.window import Window
from app.ui.theme.style import Look
from tests.ui.person import Person, change_over
from tests.ui.test_every_place import EXAMPLES, _steps, _world

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def undo(bot: QtBot, box: QWidget) -> None:
    bot.keyClick(box, Key.Key_Z, CONTROL)


def repeat(box: QWidget, key: Qt.Key, text: str) -> None:
    """Send what a key held down sends again and again."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, autorep=True)
    QApplication.sendEvent(box, event)


def text_of(box: TextBox | LineBox) -> str:
    return box.toPlainText() if isinstance(box, TextBox) else box.text()


# --- undo ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [TextBox, LineBox])
def test_clearing_a_box_and_writing_an_opening_are_undone(
    qtbot: QtBot, kind: type[TextBox | LineBox]
) -> None:
    box = kind("Kept words")
    qtbot.addWidget(box)
    box.clear()
    assert text_of(box) == ""
    undo(qtbot, box)
    assert text_of(box) == "Kept words"
    box.selectAll()
    begin_with(box, "They noticed that")
    assert text_of(box) == "Kept words They noticed that "
    undo(qtbot, box)
    assert text_of(box) == "Kept words"


def test_another_spelling_and_a_begun_line_are_undone(qtbot: QtBot) -> None:
    box = TextBox("She recieved it")
    qtbot.addWidget(box)
    cursor = QTextCursor(box.document())
    cursor.setPosition(6)
    cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    cursor.insertText("received")
    box.rewrite("She received it\nPraise: ")
    undo(qtbot, box)
    assert box.toPlainText() == "She received it"
    undo(qtbot, box)
    assert box.toPlainText() == "She recieved it"


@pytest.mark.no_cover
def test_what_is_typed_into_every_box_of_every_place_is_undone_by_control_z(
    demo_window: tuple[Person, Window],
) -> None:
    person, window = demo_window
    world = _world(window)
    faults, tried = [], 0
    for example in EXAMPLES.values():
        place = example(world)
        window.go(place)
        person.settle()

        def look(step: str, place: object = place) -> None:
            nonlocal tried
            boxes = [w for w in window.findChildren(QWidget) if isinstance(w, TextBox | LineBox)]
            for box in boxes:
                if not box.isVisible() or box.isReadOnly() or not box.isEnabled():
                    continue
                before = text_of(box)
                person.bot.keyClick(box, Key.Key_7)
                if text_of(box) != before:
                    undo(person.bot, box)
                    tried += 1
                if text_of(box) != before:
                    faults.append((place, step, box.accessibleName(), before, text_of(box)))

        _steps(person, look)
    assert not faults, faults
    assert tried > 40


# --- digits -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [TextBox, LineBox])
def test_a_key_held_down_since_another_widget_writes_nothing(
    qtbot: QtBot, kind: type[TextBox | LineBox]
) -> None:
    box = kind()
    qtbot.addWidget(box)
    repeat(box, Key.Key_2, "2")
    assert text_of(box) == ""
    qtbot.keyClick(box, Key.Key_2)
    repeat(box, Key.Key_2, "2")
    assert text_of(box) == "22"


def test_two_digits_choose_two_areas_and_none_lands_in_the_words(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    window.go(places.Coaching(person_id=chipo.id))
    person.settle()
    window.activateWindow()
    person.bot.keyClick(QApplication.focusWidget(), Key.Key_2)
    box = next(b for b in window.findChildren(TextBox) if b.isVisible())
    assert QApplication.focusWidget() is box
    repeat(box, Key.Key_2, "2")
    person.bot.keyClick(box, Key.Key_3)
    person.bot.keyClicks(box, "Offered 2 cereals.")
    screen: Any = window._going.screens[places.Coaching]
    assert [area for area, tick in screen._areas if tick.isChecked()] == ["choice", "mealtimes"]
    assert box.toPlainText() == "Offered 2 cereals."


# --- choices by a screen reader -----------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["toggle", "press", "checked", "click"])
def test_a_choice_made_by_a_screen_reader_counts_as_chosen(qtbot: QtBot, act: str) -> None:
    choices = Choices("How", (("a", "Showed"), ("b", "Talked")))
    qtbot.addWidget(choices)
    choices.show()
    radio = choices.buttons()[1]
    heard: list[str] = []
    choices.chosen.connect(heard.append)
    if act in {"toggle", "press"}:
        actions = QAccessible.queryAccessibleInterface(radio).actionInterface()
        name = next(a for a in actions.actionNames() if a.casefold() in {"toggle", "press", "check"})
        actions.doAction(name)
        qtbot.waitUntil(radio.isChecked)
    elif act == "checked":
        radio.setChecked(True)
    else:
        radio.click()
    assert heard == ["b"]
    assert choices.value() == "b"


def test_a_rating_made_by_a_screen_reader_is_kept(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    window.go(places.Observe(person_id=chipo.id, form_id="active_support"))
    person.press("Next: Watch")
    radio = next(r for r in window.findChildren(QRadioButton) if r.isVisible())
    radio.setChecked(True)
    window.go(places.Today())
    person.settle()
    (draft,) = house.records.drafts(actor)
    assert len(house.writing.draft(actor, draft.id).record.content.answers) == 1


# --- what is needed -----------------------------------------------------------------------------------------


def test_what_must_be_answered_is_said_in_the_label_and_to_a_screen_reader(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    window.go(places.Coaching(person_id=chipo.id))
    person.settle()
    assert person.says("What happened? (needed)")
    box = next(b for b in window.findChildren(TextBox) if b.isVisible())
    assert box.accessibleName() == "What happened? (needed)"


# --- words for starting -------------------------------------------------------------------------------------


def _menus(window: Window) -> list[QMenu]:
    buttons = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.text() == "Need a start?"]
    return [menu for b in buttons if (menu := b.menu()) is not None]


def test_ways_to_give_feedback_are_offered_where_they_help_and_put_in_without_overwriting(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    window._context.learn_words()
    person.settle()
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    window.go(places.Coaching(person_id=chipo.id))
    person.settle()
    box = next(b for b in window.findChildren(TextBox) if b.isVisible())
    box.setPlainText("We began.")
    box.selectAll()
    menu = _menus(window)[0]
    ways = {a.text(): a.menu() for a in menu.actions() if a.menu() is not None}
    way = ways["Situation, behaviour, impact"]
    assert isinstance(way, QMenu)
    way.actions()[0].trigger()
    assert box.toPlainText() == "We began. Situation: \nBehaviour: \nImpact: "
    assert person.says("Less help: “You were great at breakfast.”")
    assert person.says("More help: “At breakfast you put both packets")
    undo(person.bot, box)
    assert box.toPlainText() == "We began."


def test_every_way_helps_with_some_question_and_lists_to_hold_against_put_nothing_in(
    at_home: tuple[Person, Window],
) -> None:
    _, window = at_home
    ways = window._context.house.practice.feedback_ways()
    assert {way.id for way in ways} == {"sbi", "aid", "pendleton", "eec", "www_ebi", "boost", "corbs"}
    asked = {
        item.role
        for kind in Kind
        for form in window._context.house.records.forms(window._context.actor, kind)
        for _, _, item in form.keyed
    }
    assert all(way.helps & asked for way in ways)
    assert {way.id for way in ways if way.check} == {"boost", "corbs"}
    told = resource("help", "feedback.md").read_text(encoding="utf-8")
    assert all(f"| {way.poor} | {way.better} |" in told for way in ways if way.id != "corbs")
    assert ways_for(None, ways) == ()
    assert "pendleton" in {way.id for way in ways_for(FieldRole.WENT_WELL, ways)}


def test_words_for_starting_are_switched_off_in_set_up(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    window.go(places.SetUp())
    person.settle()
    person.choose("Offer words for starting (“Need a start?”) and small questions beside what is written")
    assert window._context.look == Look(starts=False)
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    window.go(places.Coaching(person_id=chipo.id))
    person.settle()
    assert _menus(window) == []


def test_the_manager_switches_words_for_starting_off_for_everybody_and_it_is_in_the_log(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    window.go(places.Coaching(person_id=chipo.id))
    person.settle()
    assert _menus(window)
    window.go(places.SetUp(SetUpPart.SERVICE))
    person.settle()
    person.choose(
        "Offer words for starting and small questions to everybody here; each can still switch them off for "
        "themself"
    )
    person.press("Save")
    assert not house.vaults.service().starts
    assert house.audit.events(actor, 1)[0].action == "words for starting switched off"
    assert window._context.look == Look()
    window.go(places.Coaching(person_id=chipo.id))
    person.settle()
    assert _menus(window) == []
    change_over(person, "Dee Rowan")
    window.go(places.SetUp(SetUpPart.LOOK))
    person.settle()
    assert person.says("switched words for starting and small questions off for everybody here")
    window.go(places.Coaching(person_id=chipo.id))
    person.settle()
    assert _menus(window) == []


# --- small questions beside what is written -----------------------------------------------------------------


def leave(window: Window) -> None:
    """Leave the box with Tab, and wait as long as a question may take."""
    box = window.focusWidget()
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Tab)
    QTest.qWait(AFTER_MS + 100)


def test_a_small_question_is_asked_beside_a_box_when_it_is_left_and_goes_when_it_is_answered(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    window.go(places.Coaching(person_id=chipo.id))
    person.settle()
    person.type("What happened?", "Chipo is always very good at giving people choices with their meals.")
    assert not person.says(WHICH_MOMENT)
    leave(window)
    assert person.says(WHICH_MOMENT)
    box = next(
        one for one in window.findChildren(TextBox) if one.accessibleName().startswith("What happened")
    )
    box.clear()
    person.type("What happened?", "At breakfast Chipo showed two plates, and the person pointed at one.")
    leave(window)
    assert not person.says(WHICH_MOMENT)
    window._context.look_changed.emit(Look(starts=False))
    window.go(places.Today())
    person.settle()
    window.go(places.Coaching(person_id=chipo.id))
    person.settle()
    person.type("What happened?", " Chipo is always very good at giving people choices with their meals.")
    leave(window)
    assert not person.says(WHICH_MOMENT)


# --- the name guard -----------------------------------------------------------------------------------------


def test_names_are_told_beside_the_box_all_at_once_and_changed_when_asked(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    window._context.learn_words()
    person.settle()
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    window.go(places.Coaching(person_id=chipo.id))
    person.settle()
    person.type(
        "What happened?", "Sarah Jones sat with Maureen. Sarah Jones took Keppra on Monday at Skegness."
    )
    box = next(b for b in window.findChildren(TextBox) if b.isVisible())
    guard = next(iter(window.findChildren(NameGuard)))
    guard.look()
    told = [one.text() for one in guard.findChildren(QLabel) if one.isVisible()]
    assert told[1:] == ["“Sarah Jones”", "“Maureen”", "“Skegness”"]
    person.choose("Change Sarah Jones to SJ")
    assert box.toPlainText().startswith("SJ sat with Maureen. SJ took")
    undo(person.bot, box)
    assert box.toPlainText().startswith("Sarah Jones sat with Maureen. Sarah Jones took")
    person.choose("Skegness is not a name")
    assert "Skegness" in window._context.known.capitals if window._context.known else False
    person.choose("Save")
    assert len(house.records.list(actor)) == 1
