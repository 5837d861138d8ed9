"""Writing a meeting in the real window: agenda by keys, ticks, notes, actions, read back, what is lacking."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from app.domain.content import Became, Content
from app.domain.kinds import Kind
from app.pages import coaching, places, writing
from app.pages.meeting import RailLine
from app.pages.pieces import Reached
from app.ui.kit.agenda_list import AgendaList
from app.ui.kit.drawn_list import LINE
from app.ui.kit.missing import Missing
from app.ui.shell.window import Window
from tests.ui.person import Person


def begin(person: Person, window: Window, kind: Kind = Kind.SUPERVISION) -> None:
    """Begin a meeting with Chipo."""
    people = window._context.house.people.list(window._context.actor)
    chipo = next(p for p in people if p.name == "Chipo Maple")
    window.go(places.Meeting(kind=kind, person_id=chipo.id))
    person.settle()


def kept(window: Window) -> Content:
    """Return what is kept of the only draft."""
    house, actor = window._context.house, window._context.actor
    (draft,) = house.records.drafts(actor)
    return house.writing.draft(actor, draft.id).record.content


def reached(parts: QListWidget, place: int) -> Reached:
    """Return how far a part of the conversation is shown to be."""
    line: RailLine = parts.item(place).data(LINE)
    return line.reached


def a_list(window: Window) -> QListWidget:
    """Return the list on the page."""
    return next(w for w in window.findChildren(QListWidget) if w.isVisible())


def add_points(person: Person, window: Window, *texts: str) -> None:
    """Add points to the agenda by Enter."""
    for text in texts:
        person.type("Add a point", text)
        box = next(
            b for b in window.findChildren(QLineEdit) if b.isVisible() and b.accessibleName() == "Add a point"
        )
        person.bot.keyClick(box, Qt.Key.Key_Return)
        person.settle()


def texts(content: Content) -> list[str]:
    """Return the last three points of the agenda."""
    return [point.text for point in content.points][-3:]


def test_points_are_added_moved_and_taken_off_by_keys(at_home: tuple[Person, Window], qtbot: QtBot) -> None:
    person, window = at_home
    begin(person, window)
    add_points(person, window, "Rota", "  ", "Keys", "Holiday")
    assert texts(kept(window)) == ["Rota", "Keys", "Holiday"]
    points = a_list(window)
    points.setFocus()
    points.setCurrentRow(points.count() - 1)
    qtbot.keyClick(points, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert texts(kept(window)) == ["Rota", "Holiday", "Keys"]
    assert points.currentItem().text() == "Holiday"
    person.press("Down")
    person.press("Down")
    assert texts(kept(window)) == ["Rota", "Keys", "Holiday"]
    person.press("Up")
    person.press("Take off")
    assert "Holiday" not in texts(kept(window))
    points.setFocus()
    qtbot.keyClick(points, Qt.Key.Key_Delete)
    person.settle()
    assert "Keys" not in texts(kept(window))


def test_a_drag_puts_the_points_in_the_order_they_lie_in(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    begin(person, window)
    add_points(person, window, "Rota", "Keys", "Holiday")
    agenda = next(w for w in window.findChildren(AgendaList) if w.isVisible())
    ids = [point.id for point in kept(window).points]
    agenda.ordered.emit([*ids[:-3], ids[-1], ids[-3], ids[-2]])
    person.settle()
    assert texts(kept(window)) == ["Holiday", "Rota", "Keys"]


def test_ticks_notes_and_sensitive_marks_are_kept_from_step_to_step(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    begin(person, window)
    add_points(person, window, "The rota", "The new handover sheet and who fills it in")
    person.press("Next: Talk")
    person.choose("Talked about: The new handover sheet and who fills it in")
    other = next(
        b
        for b in window.findChildren(QComboBox)
        if b.isVisible() and b.accessibleName() == "If not talked about: The rota"
    )
    other.setCurrentIndex(2)
    person.type("Why it is dropped: The rota", "It is mended.")
    sections = a_list(window)
    place = next(n for n in range(sections.count()) if "ractice" in sections.item(n).text())
    sections.setCurrentRow(place)
    person.press("+ Praise")
    person.press("+ Concern")
    box = next(b for b in window.findChildren(QPlainTextEdit) if b.isVisible())
    assert box.toPlainText() == "Praise:\nConcern: "
    tick = next(b for b in window.findChildren(QCheckBox) if b.isVisible() and "Sensitive" in b.text())
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    person.press("Next: Agree")
    person.press("Back")
    content = kept(window)
    assert [(p.became, p.because) for p in content.points][-2:] == [
        (Became.DROPPED, "It is mended."),
        (Became.TALKED, ""),
    ]
    assert "practice" in content.sensitive
    assert content.answers["practice.gone_well"] == "Praise:\nConcern: "
    assert reached(a_list(window), place) is Reached.DONE


def test_an_action_begun_while_talking_is_finished_on_agree(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    begin(person, window)
    person.press("Next: Talk")
    person.press("+ Action")
    person.type("Action 1: what", "Offer two choices")
    person.type("How will we know?", "Seen at tea")
    person.press("Add an action")
    person.press("Add an action")
    person.press("Take this action out")
    person.type("Where", "small office")
    minutes = next(b for b in window.findChildren(QSpinBox) if b.isVisible())
    minutes.setValue(45)
    person.press("Next: Read back")
    content = kept(window)
    assert len(content.new_actions) == 2
    assert (content.place, content.minutes) == ("small office", 45)
    person.press("Back")
    person.press("Back")
    assert person.step().startswith("Talk")
    window.activateWindow()
    person.settle()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    person.settle()
    assert person.step().startswith("Prepare")


def test_the_first_thing_lacking_is_shown_and_two_words_are_read_back(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    begin(person, window)
    person.press("Next: Talk")
    person.type("What do you want to talk about?", "Breakfast")
    for onward in ("Next: Agree", "Next: Read back"):
        person.press(onward)
    assert person.says("Chipo, this is what will stand in the record.")
    assert person.says("Breakfast")
    person.press("Go on to signing")
    assert person.says("still need")
    assert person.step().startswith("Talk")
    parts, missing = a_list(window), next(one for one in window.findChildren(Missing) if one.isVisible())
    told = [one for one in missing.findChildren(QPushButton) if one.isVisible()]
    assert told
    name = told[-1].accessibleName()
    told[-1].click()
    person.settle()
    asked = window.focusWidget()
    assert asked is not None
    assert parts.currentRow() > 0
    assert isinstance(asked, QRadioButton)
    asked.setChecked(True)
    window._going.leave()
    person.settle()
    left = [one.accessibleName() for one in missing.findChildren(QPushButton) if one.isVisible()]
    assert name not in left


def test_old_actions_get_an_answer_and_a_note(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    chipo = next(p for p in house.people.list(actor) if p.name == "Chipo Maple")
    card = coaching.begin(house, actor, chipo.id).value
    answers = {card.words or "": "Side by side."}
    said = coaching.Said(
        areas=(), answers=answers, step="Tidy the store", step_by=card.step_by, minutes=10, place=""
    )
    writing.store(house, actor, card.sheet.pen, coaching.written(card, card.sheet.content, said))
    coaching.save(house, actor, card.sheet.record_id)
    begin(person, window)
    person.press("Next: Talk")
    assert a_list(window).item(0).text() == "Actions from last time"
    person.choose("Tidy the store: Drop, because…")
    person.type("Note on Tidy the store", "It was sold")
    person.press("Next: Agree")
    person.press("Next: Read back")
    assert person.says("Tidy the store – Drop, because… It was sold")


def test_what_is_only_there_if_needed_is_folded_until_somebody_opens_it(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    begin(person, window)
    person.press("Next: Talk")
    parts = a_list(window)
    shown = [parts.item(n).text() for n in range(parts.count()) if not parts.item(n).isHidden()]
    assert len(shown) == 7
    assert not [one for one in shown if "Key work" in one]
    person.press("11 more parts, if needed")
    assert parts.currentItem().text() == "Rota, load and support"
    person.type("What about the rota, the load or breaks is not right?", "No break on Sundays.")
    person.press("Next: Agree")
    person.press("If needed: How was this meeting?")
    person.type("Was this meeting useful? What would make the next one better?", "Yes.")
    person.press("Back")
    parts = a_list(window)
    shown = [parts.item(n).text() for n in range(parts.count()) if not parts.item(n).isHidden()]
    place = next(n for n in range(parts.count()) if "Rota" in parts.item(n).text())
    assert reached(parts, place) is Reached.DONE
    assert len(shown) == 8
    assert kept(window).answers["closing.useful"] == "Yes."


def test_who_took_part_in_a_group_is_ticked(at_home: tuple[Person, Window], qtbot: QtBot) -> None:
    person, window = at_home
    begin(person, window, Kind.GROUP_SUPERVISION)
    assert person.step().startswith("Prepare")
    person.press("Next: Talk")
    person.press("Next: Agree")
    person.choose("Takes part: Chipo Maple")
    person.press("Next: Read back")
    assert len(kept(window).attendees) == 2
