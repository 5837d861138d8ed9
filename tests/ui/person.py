"""Somebody at the keyboard of the real window, and dialogs that answer from a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.services.present import actor_for
from app.ui.kit.dialogs import Dialogs
from app.ui.shell.window import Window
from tests.team import PASSPHRASE, PINS, Team, TurnedClock

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
        self.settle()

    def says(self, text: str) -> bool:
        return any(text in label.text() for label in self.window.findChildren(QLabel) if label.isVisible())


def sign_in(person: Person, passphrase: str = PASSPHRASE) -> None:
    """Sign in as the registered manager, the first of the day."""
    person.settle()
    names = person.window.findChildren(QComboBox)[0]
    names.setCurrentIndex(names.findText("Ruth Alder"))
    person.type("Your passphrase", passphrase)
    person.press("Open the records")


def change_over(person: Person, name: str) -> None:
    """Lock, and let somebody sign in with their own PIN."""
    person.window.lock()
    come_in(person, name)


def come_in(person: Person, name: str) -> None:
    """Sign in at the lock screen with one's own PIN."""
    first, last = name.split()
    person.settle()
    person.type("Your name", name)
    person.bot.keyClick(person.window.focusWidget() or person.window, Qt.Key.Key_Return)
    person.type(f"{first} {last[0]} – your PIN", PINS[name])
    person.press("Sign in")
    person.settle()


def team_of(window: Window) -> Team:
    """Return the team behind the window; the registered manager is at the keyboard."""
    house, owner = window._context.house, window._context.actor
    people = {person.name: actor_for(person) for person in house.people.list(owner)}
    assert isinstance(house.clock, TurnedClock)
    names = ("Dee Rowan", "Priya Larch", "Tomasz Birch", "Chipo Maple")
    return Team(house, house.clock, owner, *(people[name] for name in names))
