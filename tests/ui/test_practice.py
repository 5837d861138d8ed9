"""Coaching by keys, reflection page by page, an observation rated with digits, search, due and find in the real window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QTableView,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.kinds import Kind
from app.domain.records import RecordState
from app.pages import places
from app.ui.shell.window import Window
from tests.team import PINS
from tests.ui.person import Person
from tests.ui.test_watching import agree


class Keys:
    """Types real keys and counts them; letters of the sentence are not counted."""

    def __init__(self, bot: QtBot, person: Person) -> None:
        self.bot, self.person, self.count = bot, person, 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(self._target(), key, modifier)
        self.count += 1
        self.person.settle()

    def letters(self, text: str, *, counted: bool = True) -> None:
        for letter in text:
            self.bot.keyClicks(self._target(), letter)
            self.count += counted
        self.person.settle()

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.person.window


def begin_coaching(person: Person, window: Window, qtbot: QtBot) -> Keys:
    """Open the coaching card of Tomasz Birch with the keyboard."""
    window.go(places.Coaching())
    person.settle()
    keys = Keys(qtbot, person)
    keys.letters("tom")
    keys.press(Qt.Key.Key_Return)
    return keys


def test_coaching_is_logged_in_at_most_twelve_keys_and_a_sentence(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    keys = Keys(qtbot, person)
    keys.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    keys.press(Qt.Key.Key_C)
    keys.letters("tom")
    keys.press(Qt.Key.Key_Return)
    keys.letters("2")
    keys.letters("Offered two cereals by showing the packets.", counted=False)
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert keys.count <= 12
    (record,) = window._context.house.records.list(window._context.actor, kind=Kind.COACHING)
    view = window._context.house.records.view(window._context.actor, record.id)
    assert (record.about_name, record.state) == ("Tomasz Birch", RecordState.SAVED)
    assert view.record.content.answers == {
        "log.about": ("choice",),
        "log.happened": "Offered two cereals by showing the packets.",
    }


def test_a_save_is_taken_back_from_the_notice_and_the_words_are_still_there(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    begin_coaching(person, window, qtbot)
    person.type("What happened?", "Worked side by side.")
    person.choose("Save")
    person.settle()
    person.press("Undo")
    boxes = [b.toPlainText() for b in window.findChildren(QPlainTextEdit) if b.isVisible()]
    assert "Worked side by side." in boxes
    assert window._context.house.records.list(window._context.actor)[0].state is RecordState.DRAFT


def test_the_worker_beside_the_screen_adds_their_line_with_their_pin(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    begin_coaching(person, window, qtbot)
    person.type("What happened?", "Worked side by side.")
    person.choose("Save")
    person.settle()
    person.type("Tomasz may add a line", "It helped me.")
    person.type("Tomasz’s PIN", PINS["Tomasz Birch"])
    person.press("Add Tomasz’s line")
    (record,) = window._context.house.records.list(window._context.actor)
    assert [
        c.text for c in window._context.house.records.view(window._context.actor, record.id).comments
    ] == ["It helped me."]
    window.lock()
    person.settle()
    actor = window._context.house.vaults.unlock(record.led_by_id, PINS["Ruth Alder"])
    assert window._context.house.records.list(actor)[0].state is RecordState.SEALED


def test_a_reflection_goes_page_by_page_and_stays_private(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    window.go(places.Reflect())
    person.press("Begin")
    person.type("What happened?", "The evening was loud.")
    person.press("Next")
    person.press("Enough for now")
    (draft,) = window._context.house.records.drafts(window._context.actor)
    assert draft.status == "Only you"
    window.go(places.Reflect(record_id=draft.id))
    person.press("Back")
    assert any(
        b.toPlainText() == "The evening was loud."
        for b in window.findChildren(QPlainTextEdit)
        if b.isVisible()
    )


def test_an_observation_is_rated_with_digits_and_ends_in_feedback(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    tomasz = next(
        p for p in window._context.house.people.list(window._context.actor) if p.name == "Tomasz Birch"
    )
    window.go(places.Observe(person_id=tomasz.id, form_id="observation"))
    person.settle()
    agree(person, window)
    person.press("Next: Watch")
    keys = Keys(qtbot, person)
    keys.letters("33330")
    keys.letters("9321")
    person.press("Finish and give feedback")
    assert person.says("Not yet")
    person.press("Finish")
    assert person.says("still need")
    person.type("What went well?", "You waited for the answer.")
    person.press("Finish")
    (record,) = window._context.house.records.list(window._context.actor, kind=Kind.OBSERVATION)
    found = window._context.house.practice.looked(window._context.actor, record.id).result
    assert (found.rated, found.neutral, found.word) == (7, 2, "Not yet")


def test_records_are_found_as_one_types_and_due_says_how_it_was_worked_out(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    keys = begin_coaching(person, window, qtbot)
    person.type("What happened?", "Showed the slide sheet again.")
    person.choose("Save")
    person.settle()
    window.go(places.Records())
    person.type("Find a record", "slid")
    person.settle()
    table = next(t for t in window.findChildren(QTableView) if t.isVisible())
    assert table.model().rowCount() == 1
    cells = (table.model().index(0, n).data() for n in range(table.model().columnCount()))
    assert any("slide sheet" in str(one) for one in cells)
    window.go(places.Due())
    person.settle()
    matrix = next(t for t in window.findChildren(QTableWidget) if t.isVisible())
    assert matrix.rowCount() == 4
    assert person.says("How this is worked out")
    window.go(places.Find())
    keys.letters("tomasz")
    keys.press(Qt.Key.Key_Return)
    assert any(label.text() == "Tomasz Birch" for label in window.findChildren(QLabel) if label.isVisible())


def test_people_are_brought_in_from_a_paste_after_every_row_was_looked_at(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    window.go(places.BringIn())
    person.settle()
    box = next(b for b in window.findChildren(QPlainTextEdit) if b.isVisible())
    box.setPlainText("Who\tBegan\nEwa Sorrel\t03/02/2024\nNo Date\t31/02/2024")
    person.press("Look at what was pasted")
    pickers = [p for p in window.findChildren(QComboBox) if p.isVisible()]
    pickers[0].setCurrentIndex(pickers[0].findData("name"))
    pickers[1].setCurrentIndex(pickers[1].findData("started_on"))
    person.press("Look at the rows")
    assert person.says("1 new")
    table = next(t for t in window.findChildren(QTableWidget) if t.isVisible())
    cells = (table.item(1, column) for column in range(table.columnCount()))
    item = next(one for one in cells if one is not None and one.text() == "31/02/2024")
    item.setText("28/02/2024")
    person.settle()
    assert person.says("2 new")
    assert len(window._context.house.people.list(window._context.actor)) == 5
    person.press("Bring in 2")
    assert person.says("one-time code")
    assert len(window._context.house.people.list(window._context.actor)) == 7


def test_changing_a_person_keeps_what_the_form_does_not_show(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    house.bring_in.apply(actor, house.bring_in.read(actor, b"Name,Reference\nEwa Sorrel,W-7", "x.csv"))
    ewa = next(p for p in house.people.list(actor) if p.name == "Ewa Sorrel")
    window.go(places.PersonForm(person_id=ewa.id))
    person.settle()
    person.type("Job title", "Senior")
    person.press("Save")
    after = house.people.get(actor, ewa.id)
    assert (after.job_title, after.reference) == ("Senior", "W-7")
