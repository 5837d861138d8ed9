"""At the door: a code chosen into a PIN, a PIN forgotten, and the recovery sheet when every passphrase is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.pages import door
from tests.services.world import Built
from tests.team import PINS
from tests.ui.person import LivedIn, Open, Person

PIN = "739105"


def found(lived_in: LivedIn, name: str) -> None:
    """Find somebody's tile by typing their name, and choose it."""
    lived_in.person.settle()
    lived_in.person.type("Your name", name)
    lived_in.person.bot.keyClick(lived_in.window.focusWidget() or lived_in.window, Qt.Key.Key_Return)
    lived_in.person.settle()


def chooses(lived_in: LivedIn, code: str, pin: str, again: str) -> None:
    """Fill in what somebody new is asked for."""
    lived_in.written("One-time code", code)
    lived_in.written("Choose your own PIN", pin)
    lived_in.written("Your PIN again", again)
    lived_in.person.press("Save and sign in")


def test_somebody_new_chooses_a_pin_with_their_code_and_is_signed_in(lived_in: LivedIn) -> None:
    lived_in.window.lock()
    found(lived_in, "Nia Sorrel")
    for code, pin, again in (
        ("AAAA-AAAA", PIN, PIN),
        (lived_in.ids["new_code"], "123456", "123456"),
        (lived_in.ids["new_code"], PIN, "739106"),
    ):
        chooses(lived_in, code, pin, again)
        assert "Save and sign in" in {one.text() for one in lived_in.buttons()}
    chooses(lived_in, lived_in.ids["new_code"], PIN, PIN)
    assert lived_in.window._context.actor.name == "Nia Sorrel"
    assert lived_in.window._context.house.vaults.signing_key(lived_in.ids["new"], PIN)


def test_a_deputy_who_was_reset_chooses_a_passphrase_too(lived_in: LivedIn) -> None:
    house, owner = lived_in.window._context.house, lived_in.window._context.actor
    code = house.people.reset(owner, lived_in.ids_of("Dee Rowan")).value
    lived_in.window.lock()
    found(lived_in, "Dee Rowan")
    lived_in.written("Choose your own passphrase", "walnut harbour tulip seven")
    chooses(lived_in, code, PIN, PIN)
    assert lived_in.window._context.actor.name == "Dee Rowan"
    house.vaults.close()
    assert house.vaults.open("Dee Rowan", "walnut harbour tulip seven").name == "Dee Rowan"


def test_who_forgot_their_pin_is_told_what_to_do_and_a_wrong_one_is_asked_again(lived_in: LivedIn) -> None:
    lived_in.window.lock()
    found(lived_in, "Tomasz Birch")
    lived_in.person.press("I’ve forgotten my PIN")
    assert lived_in.told(door.FORGOTTEN)
    lived_in.person.type("Tomasz B – your PIN", "000001")
    lived_in.person.press("Sign in")
    assert "Sign in" in {one.text() for one in lived_in.buttons()}
    lived_in.written("Tomasz B – your PIN", PINS["Tomasz Birch"])
    lived_in.person.press("Sign in")
    assert lived_in.window._context.actor.name == "Tomasz Birch"


def test_the_recovery_sheet_opens_the_records_and_is_replaced_by_a_new_one(
    window_at: Open, qtbot: QtBot, built: Built, tmp_path: Path
) -> None:
    shutil.copytree(built.folder, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    person.settle()
    person.press("I’ve lost my passphrase")
    person.press("Go back")
    person.press("I’ve lost my passphrase")
    person.type("Recovery key from the sheet", built.ids["others_recovery"])
    person.type("New passphrase", "walnut harbour tulip seven")
    person.type("New PIN", PIN)
    person.press("Open with the recovery sheet")
    house = window._context.house
    assert not house.vaults.is_open()
    assert person.says("This recovery key belongs to other records")
    person.type("Recovery key from the sheet", built.ids["recovery"])  # what was wrong is selected
    person.press("Open with the recovery sheet")
    assert house.vaults.is_open()
    person.press("Print the sheet")
    person.press("Save as PDF")
    assert (tmp_path / "Recovery sheet.pdf").read_bytes().startswith(b"%PDF")
    person.press("Carry on")
    assert window._context.actor.name == "Ruth Alder"
    house.vaults.close()
    assert house.vaults.open("Ruth Alder", "walnut harbour tulip seven").name == "Ruth Alder"
