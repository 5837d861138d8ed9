"""The morning an inspector rings: from the lock screen to a finished pack by keyboard, and a reviewer who sees that pack and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from app.bootstrap import build
from app.demo.people import DemoPerson
from app.domain.kinds import Kind
from app.domain.packs import Purpose
from app.domain.signing import Verdict
from app.pages import places
from app.ui.screens.reviewing import ReviewingScreen
from app.ui.shell.window import Window
from tests.conftest import Demo
from tests.team import SAID, filled, with_said
from tests.ui.person import Open, Person, sign_in

STEPS = 8
LEAVE = "Leave it out"


@pytest.fixture
def demo(told_in_short: Demo) -> tuple[Path, DemoPerson]:
    """Return a demo vault and its registered manager."""
    return told_in_short.folder, told_in_short.people[0]


def visible(window: Window) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_from_the_lock_screen_to_a_finished_pack_in_at_most_eight_steps_once_its_sentences_are_typed(
    window_at: Open, qtbot: QtBot, demo: tuple[Path, DemoPerson], tmp_path: Path
) -> None:
    folder, owner = demo
    shutil.copytree(folder, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person, steps = Person(qtbot, window), 0
    window.activateWindow()
    person.settle()

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
        person.settle()

    box = next(
        b
        for b in window.findChildren(QLineEdit)
        if b.isVisible() and b.echoMode() is QLineEdit.EchoMode.Password
    )
    assert owner.passphrase is not None
    qtbot.keyClicks(box, owner.passphrase)
    press(Qt.Key.Key_Return)
    steps += 1  # the passphrase
    window._context.house.packs.say(window._context.actor, SAID)  # typed the day before
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_E)
    steps += 1  # a new pack
    while "is ready" not in visible(window) and steps <= STEPS:
        for way in [one for one in window.findChildren(QRadioButton) if one.text().startswith(LEAVE)]:
            if way.isVisible() and not way.isChecked():
                way.setFocus()
                press(Qt.Key.Key_Space)
                steps += 1  # what becomes of sensitive answers
                next(
                    b for b in window.findChildren(QPushButton) if b.isVisible() and b.text() == "Next"
                ).setFocus()
        press(Qt.Key.Key_Return)  # Next, Next, Next, Next, Choose a folder and make it
        steps += 1
        qtbot.waitUntil(lambda: not window._context.tasks.busy, timeout=60_000)
    assert "Pack 1 is ready" in visible(window)
    assert steps <= STEPS
    (pack,) = tmp_path.glob("Pack-1-*.zip")
    assert window._context.house.checking.check_pack(pack).verdict is Verdict.UNCHANGED


def test_a_reviewer_sees_one_pack_with_the_records_closed_until_the_time_is_up(
    window_at: Open, qtbot: QtBot, demo: tuple[Path, DemoPerson], tmp_path: Path
) -> None:
    folder, owner = demo
    shutil.copytree(folder, tmp_path / "vault")
    house = build(tmp_path / "vault")
    assert owner.passphrase is not None
    actor = house.vaults.open(owner.name, owner.passphrase)
    made = house.packs.make(
        actor, with_said(house.packs.plan(actor, Purpose.INSPECTION, frameworks=("cqc_saf_2023",))), tmp_path
    ).value
    house.vaults.close()
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    context = window._context
    person.settle()
    context.signed_in.emit(context.house.vaults.open(owner.name, owner.passphrase))
    person.settle()
    context.review_asked.emit(made.folder, 30)
    person.settle()
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=60_000)
    reviewing = window.findChild(ReviewingScreen)
    assert reviewing is not None
    assert window._outer.currentWidget() is reviewing
    assert not context.house.vaults.is_open()
    assert "files are as they were" in visible(window)
    assert "30 minutes left" in visible(window)
    buttons = {b.text() for b in window.findChildren(QPushButton) if b.isVisible()}
    assert buttons == {"End now"}
    reviewing._left = 1
    reviewing._tick()
    person.settle()
    assert window._outer.currentWidget() is window._lock
    assert not context.anyone


def test_what_a_record_counts_for_is_taken_off_and_added_on_its_page(
    window_at: Open, qtbot: QtBot, template: Path, tmp_path: Path
) -> None:
    shutil.copytree(template, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    sign_in(person)
    house, actor = window._context.house, window._context.actor
    worker = next(one for one in house.people.list(actor) if one.name == "Tomasz Birch")
    draft = house.writing.start(actor, Kind.COACHING, worker.id).value
    house.writing.store(
        actor,
        draft.record.id,
        filled(draft.form, draft.record.content, "He tried the picture cards."),
        draft.record.revision,
    )
    house.writing.save(actor, draft.record.id)
    house.signing.seal_saved(actor, at_once=True)

    def counted() -> int:
        return sum(len(items) for _, items in house.evidence.counts(actor, draft.record.id))

    before = counted()
    window.go(places.Counting(record_id=draft.record.id))
    person.settle()
    assert "Counts by default: coaching" in visible(window)
    person.press("Take off")
    assert counted() == before - 1
    person.press("Add it")
    assert counted() == before
