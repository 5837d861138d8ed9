"""The real window with a real vault: first run, a whole supervision, lock and come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.bootstrap import build
from app.pages import places
from app.storage.keys import FLOOR
from app.system.resources import resource
from app.ui.application import make_window
from app.ui.kit.dialogs import Dialogs
from app.ui.kit.widgets import TextBox
from app.ui.shell.window import Window
from app.ui.theme.style import SCALES, Look
from tests.team import PASSPHRASE, PINS, TurnedClock

Open = Callable[[Path], Window]


class ScriptedDialogs(Dialogs):
    """Answers every question with what the test wrote down."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def confirm(self, question: str, yes: str, no: str = "Go back") -> bool:
        return True

    def ask_text(self, question: str) -> str | None:
        return "The date was wrong."

    def save_file(self, title: str, suggestion: str, kinds: str) -> Path | None:
        return self._folder / suggestion

    def choose_folder(self, title: str) -> Path | None:
        return self._folder


class Person:
    """Somebody at the keyboard."""

    def __init__(self, bot: QtBot, window: Window) -> None:
        self.bot, self.window = bot, window

    def settle(self) -> None:
        tasks = self.window._context.tasks
        self.bot.waitUntil(lambda: not tasks.busy, timeout=15000)
        self.bot.wait(30)

    def press(self, text: str) -> None:
        self.settle()
        found = [
            b
            for b in self.window.findChildren(QPushButton)
            if b.isVisible() and b.isEnabled() and b.text().startswith(text)
        ]
        assert found, (
            text,
            self.window._problem.text,
            [b.text() for b in self.window.findChildren(QPushButton) if b.isVisible()],
        )
        found[0].setFocus()
        self.bot.keyClick(found[0], Qt.Key.Key_Space)
        self.settle()

    def type(self, label: str, text: str) -> None:
        self.settle()
        boxes = [
            w
            for w in self.window.findChildren(QWidget)
            if w.isVisible()
            and isinstance(w, QLineEdit | QPlainTextEdit)
            and w.accessibleName().startswith(label)
        ]
        assert boxes, label
        boxes[0].setFocus()
        self.bot.keyClicks(boxes[0], text)

    def choose(self, label: str) -> None:
        buttons = [
            b
            for b in self.window.findChildren(QAbstractButton)
            if b.isVisible() and b.accessibleName() == label
        ]
        assert buttons, label
        buttons[0].setFocus()
        self.bot.keyClick(buttons[0], Qt.Key.Key_Space)

    def says(self, text: str) -> bool:
        from PySide6.QtWidgets import QLabel  # noqa: PLC0415

        return any(text in label.text() for label in self.window.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def window_at(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Return a way to open the window on a folder; every window is closed and its records with it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    opened: list[Window] = []
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    def open_window(folder: Path) -> Window:
        window = make_window(
            app, partial(build, folder, TurnedClock(), FLOOR), resource(), tmp_path / "look.json"
        )
        window._context.dialogs = ScriptedDialogs(tmp_path)
        opened.append(window)
        window.show()
        qtbot.waitUntil(lambda: window._context.ready and not window._context.tasks.busy, timeout=15000)
        return window

    yield open_window
    for window in opened:
        window.close()
        window.deleteLater()


def sign_in(person: Person, passphrase: str = PASSPHRASE) -> None:
    """Sign in as the registered manager, the first of the day."""
    person.settle()
    names = person.window.findChildren(QComboBox)[0]
    names.setCurrentIndex(names.findText("Ruth Alder"))
    person.type("Your passphrase", passphrase)
    person.press("Open the records")


def test_first_run_takes_five_pages_and_ends_on_today(window_at: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = window_at(tmp_path / "new")
    person = Person(qtbot, window)
    person.type("Name of the service", "Beech Lodge")
    person.press("Carry on")
    person.type("Your name", "Ines Alder")
    person.type("Choose a passphrase", PASSPHRASE)
    person.type("The passphrase again", PASSPHRASE)
    person.type("Choose a PIN", "402817")
    person.press("Make the records")
    person.press("Save the sheet")
    assert (tmp_path / "Recovery sheet.pdf").read_bytes().startswith(b"%PDF-")
    tick = next(b for b in window.findChildren(QCheckBox) if b.isVisible())
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    person.press("Carry on")
    person.type("People", "Amira Hazel, Support worker")
    person.press("Add them")
    assert person.says("Amira Hazel")
    person.press("They are noted")
    person.press("Finish")
    assert person.says("Good")
    assert window._context.actor.name == "Ines Alder"


def test_a_whole_supervision_is_written_signed_by_two_and_sealed(
    window_at: Open, qtbot: QtBot, template: Path, tmp_path: Path
) -> None:
    import shutil  # noqa: PLC0415

    shutil.copytree(template, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    sign_in(person)
    window.go(places.People())
    person.settle()
    chipo = next(
        p for p in window._context.house.people.list(window._context.actor) if p.name == "Chipo Maple"
    )
    window.go(places.Person(person_id=chipo.id))
    person.press("Start supervision")
    person.press("Next: Talk")
    sections = next(w for w in window.findChildren(QListWidget) if w.isVisible())
    for number in range(sections.count()):
        sections.setCurrentRow(number)
        if "Practice" in sections.item(number).text():
            person.type("What went well? One real example", "CD-02 chose the cereal.")
        if "Safe" in sections.item(number).text():
            for question in (
                "Any worry about somebody’s safety or how they are treated?",
                "Anything you would like to speak up about, or found hard to say?",
            ):
                person.choose(f"{question}: No")
    person.press("Next: Agree")
    person.press("Add an action")
    person.press("Take this action out")
    person.press("Add an action")
    person.type("Action 1: what", "Offer two choices at tea")
    person.press("Next: Read back")
    assert person.says("CD-02 chose the cereal.")
    person.press("Go on to signing")
    assert person.says("still need an answer")
    sections = next(w for w in window.findChildren(QListWidget) if w.isVisible())
    sections.setCurrentRow(next(n for n in range(sections.count()) if "Safe" in sections.item(n).text()))
    person.choose("Anything that went wrong and that somebody should be told about?: No")
    person.press("Next: Agree")
    person.press("Next: Read back")
    person.press("Go on to signing")
    person.press("Chipo is here")
    assert not any(
        b.isVisible() and b.text() in {"Records", "People", "Set up"}
        for b in window.findChildren(QPushButton)
    )
    person.choose("Your answer: I agree")
    person.press("Read it as it will be sealed")
    for name in ("Chipo Maple", "Ruth Alder"):
        person.type("or type your name", name)
        person.type(f"{name.split()[0]}’s PIN", PINS[name])
        person.press(f"Sign as {name}")
    assert person.says("can no longer be changed")
    (record,) = window._context.house.recording.list(window._context.actor)
    assert record.status == "Agreed"
    (action,) = window._context.house.actions.about(window._context.actor, chipo.id)
    assert action.what == "Offer two choices at tea"
    assert action.due_on is not None


def test_a_day_that_was_left_out_starts_at_today_from_the_keyboard(qtbot: QtBot) -> None:
    from PySide6.QtCore import QDate  # noqa: PLC0415

    from app.ui.kit.widgets import DayField  # noqa: PLC0415

    field = DayField()
    qtbot.addWidget(field)
    assert field.value() is None
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.date().year() >= QDate.currentDate().year() - 1
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.value() is None


def test_locking_keeps_what_was_typed_and_the_same_person_comes_back_to_it(
    window_at: Open, qtbot: QtBot, template: Path, tmp_path: Path
) -> None:
    import shutil  # noqa: PLC0415

    shutil.copytree(template, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    sign_in(person)
    chipo = next(
        p for p in window._context.house.people.list(window._context.actor) if p.name == "Chipo Maple"
    )
    window.go(places.Person(person_id=chipo.id))
    person.press("Start supervision")
    person.type("What do you want to talk about?", "Typed just before the lock")
    window.lock()
    person.settle()
    assert not person.says("Chipo Maple")
    person.type("Your name", "Ruth")
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)
    person.type("Ruth A – your PIN", PINS["Ruth Alder"])
    person.press("Sign in")
    person.settle()
    boxes = [w for w in window.findChildren(TextBox) if w.isVisible()]
    assert boxes[0].toPlainText() == "Typed just before the lock"


@pytest.mark.parametrize("scale", [100, 150])
def test_every_control_has_a_name_and_every_button_shows_its_words(
    window_at: Open, qtbot: QtBot, template: Path, tmp_path: Path, scale: int
) -> None:
    import shutil  # noqa: PLC0415

    assert scale in SCALES
    shutil.copytree(template, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    sign_in(person)
    window._context.look_changed.emit(Look(theme="dark", scale=scale))
    window.resize(1366, 768)
    chipo = next(
        p for p in window._context.house.people.list(window._context.actor) if p.name == "Chipo Maple"
    )
    every = (
        places.Today(),
        places.People(),
        places.Person(person_id=chipo.id),
        places.PersonForm(),
        places.Records(),
        places.Check(),
        places.SetUp(),
        places.Help(),
        places.Prepare(),
        places.Supervision(person_id=chipo.id),
        places.Evidence(),
        places.Frameworks(),
        places.Pack(),
        places.Packs(),
        places.Requests(),
        places.Quality(),
    )
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QListWidget)
    for place in every:
        window.go(place)
        person.settle()
        for widget in window.findChildren(QWidget):
            if (
                not widget.isVisible()
                or widget.focusPolicy() == Qt.FocusPolicy.NoFocus
                or not isinstance(widget, kinds)
            ):
                continue
            inner = (
                isinstance(widget, QLineEdit) and isinstance(widget.parent(), QSpinBox | QComboBox)
            ) or widget.objectName().startswith("qt_")
            assert inner or widget.accessibleName(), (place, type(widget).__name__)
            if isinstance(widget, QPushButton):
                assert widget.width() >= widget.minimumSizeHint().width(), (place, widget.text())
