"""Somebody at the keyboard of the real window, and dialogs that answer from a script."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.pages.places import Place
from app.services.present import actor_for
from app.ui.kit.dialogs import Dialogs
from app.ui.kit.grid import Grid
from app.ui.kit.missing import Missing
from app.ui.kit.widgets import Table
from app.ui.shell.window import Window
from tests.team import PASSPHRASE, PINS, Team, TurnedClock

Open = Callable[[Path], Window]
LONGEST, CALM = 15, 3
"""Seconds that work may take, and how often in a row nothing may be left to do before the window is at rest."""


class ScriptedDialogs(Dialogs):
    """Answers every question with what the test wrote down."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder: Path | None = folder
        self.file: Path | None = None
        self.text: str | None = "The date was wrong."
        self.yes = True
        self.printed: list[str] = []
        """The name of each document that a printer was given; its pages are in ``printed-1.pdf`` and so on."""

    def choose_printer(self, printer: QPrinter) -> bool:
        """Answer for the system’s own dialog: a printer that keeps its pages where the test can look."""
        if self.folder is None:
            return False
        self.printed.append(printer.docName())
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / f"printed-{len(self.printed)}.pdf"))
        return True

    def confirm(self, question: str, yes: str, no: str = "Go back") -> bool:
        return self.yes

    def choose(self, question: str, ways: tuple[str, ...], no: str = "Go back") -> str:
        return ways[-1] if self.yes else ""

    def ask_text(self, question: str) -> str | None:
        return self.text

    def open_file(self, title: str, kinds: str) -> Path | None:
        return self.file

    def save_file(self, title: str, suggestion: str, kinds: str) -> Path | None:
        return self.folder / suggestion if self.folder is not None else None

    def choose_folder(self, title: str) -> Path | None:
        return self.folder

    def go_back(self) -> None:
        """From now on choose nothing and say no."""
        self.folder, self.file, self.text, self.yes = None, None, None, False


STEP = re.compile(r"Step \d of \d: [^,]+, here")


class Person:
    """Somebody at the keyboard."""

    def __init__(self, bot: QtBot, window: Window) -> None:
        self.bot, self.window = bot, window

    def settle(self) -> None:
        """Wait until nothing runs, and what came of it is drawn and has asked for nothing more."""
        tasks, until = self.window._context.tasks, time.monotonic() + LONGEST
        for _ in range(CALM):
            while tasks.busy:
                assert time.monotonic() < until, "the work never came to an end"
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            self.bot.wait(1)

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

    def step(self) -> str:
        """Return the step that is shown as the one somebody is on, with the few words below it."""
        (name,) = (
            button.accessibleName().partition(": ")[2].replace(", here", "", 1)
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible() and STEP.match(button.accessibleName())
        )
        return name

    def says(self, text: str) -> bool:
        labels = (label.text() for label in self.window.findChildren(QLabel) if label.isVisible())
        missing = (one.accessibleName() for one in self.window.findChildren(Missing) if one.isVisible())
        return any(text in said for said in (*labels, *missing))


@dataclass(frozen=True)
class LivedIn:
    """A window on a service in which there is one of everything; ``ids`` are what there is, by what it is."""

    person: Person
    window: Window
    ids: dict[str, str]
    others: Path
    dialogs: ScriptedDialogs

    def go(self, place: Place) -> None:
        """Go to a place and wait until it is drawn."""
        self.window._context.go(place)
        self.person.settle()

    def told(self, text: str) -> bool:
        """Whether something is said at the foot, as a problem or on the page."""
        self.person.settle()
        return self.person.says(text)

    def ids_of(self, name: str) -> str:
        """Return the id of somebody."""
        house, actor = self.window._context.house, self.window._context.actor
        return next(one.id for one in house.people.list(actor) if one.name == name)

    def buttons(self) -> list[QPushButton]:
        """Return the buttons that are seen."""
        return [one for one in self.window.findChildren(QPushButton) if one.isVisible()]

    def table(self, name: str) -> Table:
        """Return the table with a name."""
        return next(
            t for t in self.window.findChildren(Table) if t.isVisible() and t.accessibleName() == name
        )

    def grid(self, name: str) -> Grid:
        """Return the table of the kit with a name."""
        return next(t for t in self.window.findChildren(Grid) if t.isVisible() and t.accessibleName() == name)

    def pick(self, name: str, value: str) -> None:
        """Choose from a list by the id of what is chosen."""
        box = next(
            b for b in self.window.findChildren(QComboBox) if b.isVisible() and b.accessibleName() == name
        )
        box.setCurrentIndex(box.findData(value))
        self.person.settle()

    def written(self, label: str, text: str) -> None:
        """Put a text into a box in the place of what stands there."""
        box = next(
            b
            for b in self.window.findChildren(QWidget)
            if b.isVisible()
            and isinstance(b, QLineEdit | QPlainTextEdit)
            and b.accessibleName().startswith(label)
        )
        box.setFocus()
        box.selectAll()
        self.person.bot.keyClicks(box, text)


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
