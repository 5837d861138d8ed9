"""Pasting with the real clipboard: whole or refused with a sentence, and undone by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.answers import MOST_CHARACTERS, MOST_IN_LINE
from app.pages import places
from app.ui.kit.fields import TextBox
from app.ui.kit.line_box import NOT_WORDS, LineBox, Refusal
from app.ui.kit.question_fields import time_line
from app.ui.kit.widgets import words
from app.ui.shell.window import Window
from tests.domain.test_pasting import WORD, WORD_READS
from tests.ui.person import Person
from tests.ui.test_every_place import EXAMPLES, _steps, _world
from tests.ui.test_sign import to_sign

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _an_empty_clipboard_at_the_end(qapp: QApplication) -> Iterator[None]:
    """Qt lets go of what was copied after Python has gone, unless it is told before."""
    yield
    qapp.clipboard().clear()


def copy(plain: str, html: str = "") -> None:
    """Put something on the clipboard as another program does."""
    mime = QMimeData()
    mime.setText(plain)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


def paste(bot: QtBot, box: QWidget) -> None:
    bot.keyClick(box, Qt.Key.Key_V, CONTROL)


def undo(bot: QtBot, box: QWidget) -> None:
    bot.keyClick(box, Qt.Key.Key_Z, CONTROL)


def test_a_page_of_word_is_pasted_as_it_reads_and_undone_at_once(qtbot: QtBot) -> None:
    box = TextBox("Before. ")
    qtbot.addWidget(box)
    box.moveCursor(box.textCursor().MoveOperation.End)
    copy("Breakfast", WORD)
    paste(qtbot, box)
    assert box.toPlainText() == f"Before. {WORD_READS}"
    undo(qtbot, box)
    assert box.toPlainText() == "Before. "


def test_a_spreadsheet_keeps_its_tabs_where_a_table_is_wanted(qtbot: QtBot) -> None:
    box = TextBox(table=True)
    qtbot.addWidget(box)
    copy("Name\tStart\nAnn\t3/2/24", "<table><tr><td>Name</td><td>Start</td></tr></table>")
    paste(qtbot, box)
    assert box.toPlainText() == "Name\tStart\nAnn\t3/2/24"


def test_a_box_of_one_line_takes_456_letters_whole_and_joins_lines(qtbot: QtBot) -> None:
    box = LineBox("So: ")
    qtbot.addWidget(box)
    copy("Show two drinks\r\nand wait.\n" + "x" * 430)
    paste(qtbot, box)
    assert box.text() == "So: Show two drinks and wait. " + "x" * 430
    undo(qtbot, box)
    assert box.text() == "So: "


def test_the_menu_of_a_line_pastes_in_the_same_way(qtbot: QtBot) -> None:
    box = LineBox()
    qtbot.addWidget(box)
    copy("one\ntwo")
    box.paste()
    assert box.text() == "one two"


@pytest.mark.parametrize("box", [LineBox, TextBox])
def test_a_paste_replaces_what_is_chosen(qtbot: QtBot, box: type[LineBox | TextBox]) -> None:
    made = box("old words")
    qtbot.addWidget(made)
    made.selectAll()
    copy("new")
    paste(qtbot, made)
    assert (made.text() if isinstance(made, LineBox) else made.toPlainText()) == "new"


@pytest.mark.no_cover
def test_a_paste_too_long_is_refused_whole_with_a_sentence_in_every_box_of_every_place(
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
            for box in window.findChildren(QWidget):
                if not box.isVisible() or not isinstance(box, QLineEdit | QPlainTextEdit) or box.isReadOnly():
                    continue
                if isinstance(box.parent(), QWidget) and box.objectName() == "qt_spinbox_lineedit":
                    continue
                most = MOST_IN_LINE if isinstance(box, QLineEdit) else MOST_CHARACTERS
                before = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
                copy("y" * (most + 1))
                window._problem.hide()
                paste(person.bot, box)
                after = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
                told = window._problem.isVisible() and "Nothing was changed" in window._problem.text
                if after != before or not told:
                    faults.append((place, step, type(box).__name__, box.accessibleName(), len(after), told))
                tried += 1

        _steps(person, look)
    assert not faults, "\n".join(map(str, faults))
    assert tried > 40


def test_a_page_of_word_is_kept_from_every_box_of_a_draft_as_it_reads(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    window.go(places.Reflect())
    person.settle()
    person.press("Begin")
    box = next(one for one in window.findChildren(TextBox) if one.isVisible())
    copy("Breakfast", WORD)
    paste(person.bot, box)
    window.go(places.Today())
    person.settle()
    house, actor = window._context.house, window._context.actor
    (draft,) = house.records.drafts(actor)
    assert WORD_READS in house.writing.draft(actor, draft.id).record.content.answers.values()


def test_words_on_the_screen_show_nothing_for_what_has_no_looks(qtbot: QtBot) -> None:
    label = words("Went\u200b well.\u000b\uf0b7 Tea\u200e and \u202eevil")
    qtbot.addWidget(label)
    assert label.text() == "Went well.\n• Tea and [U+202E RIGHT-TO-LEFT OVERRIDE]evil"


def copy_as(kind: str, data: bytes) -> None:
    """Put something on the clipboard that comes neither as plain text nor as HTML."""
    mime = QMimeData()
    mime.setData(kind, data)
    QGuiApplication.clipboard().setMimeData(mime)


RICH = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Calibri;}}\pard Today:\par{\pntext\'B7\tab}caf\'e9\par{\pntext\'B7\tab}\u8364?5}"


@pytest.mark.parametrize("kind", ["text/rtf", "application/rtf"])
def test_rich_text_alone_is_pasted_as_it_reads_whole_and_undone_at_once(qtbot: QtBot, kind: str) -> None:
    box, one = TextBox("Before. "), LineBox("So: ")
    for widget in (box, one):
        qtbot.addWidget(widget)
    box.moveCursor(box.textCursor().MoveOperation.End)
    copy_as(kind, RICH)
    paste(qtbot, box)
    assert box.toPlainText() == "Before. Today:\n• café\n• €5"
    undo(qtbot, box)
    assert box.toPlainText() == "Before. "
    paste(qtbot, one)
    assert one.text() == "So: Today: • café • €5"


@pytest.mark.parametrize(
    ("kind", "data"),
    [("text/rtf", b"no rich text"), ("text/rtf", rb"{\rtf1{\pict 89504e47}}"), ("image/png", b"\x89PNG")],
)
def test_what_holds_no_words_is_refused_with_a_sentence(qtbot: QtBot, kind: str, data: bytes) -> None:
    for box in (TextBox("Before."), LineBox("Before.")):
        heard = Listener()
        qtbot.addWidget(heard)
        box.setParent(heard)
        copy_as(kind, data)
        paste(qtbot, box)
        assert heard.told == [NOT_WORDS]
        assert (box.toPlainText() if isinstance(box, TextBox) else box.text()) == "Before."


class Listener(QWidget):
    """Hears why a box did not take something, as a screen does."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def event(self, event: QEvent) -> bool:
        """Keep the sentence."""
        if isinstance(event, Refusal):
            self.told.append(event.sentence)
            event.accept()
            return True
        return super().event(event)


def test_a_time_put_in_order_gives_back_what_was_typed(qtbot: QtBot) -> None:
    box = time_line("", "Begun at")
    qtbot.addWidget(box)
    qtbot.keyClicks(box, "2.05 pm")
    box.editingFinished.emit()
    assert box.text() == "14:05"
    undo(qtbot, box)
    assert box.text() == "2.05 pm"


@pytest.mark.timeout(60)  # it took minutes
def test_ten_megabytes_are_refused_in_the_window_and_what_was_typed_stays(
    at_home: tuple[Person, Window],
) -> None:
    resource = pytest.importorskip("resource")
    person, window = at_home
    to_sign(person, window)
    person.press("Chipo is here")
    person.type("Your own words", "Typed before.")
    box = next(one for one in window.findChildren(TextBox) if one.isVisible())
    copy("She chose the tea herself. " * 370_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    paste(person.bot, box)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024
    assert box.toPlainText() == "Typed before."
    assert "Nothing was changed" in window._problem.text
