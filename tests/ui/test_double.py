"""Saying in the real window that somebody was entered twice."""

from __future__ import annotations

from app.pages import places
from app.pages.parts import PersonPart
from app.ui.kit.fields import Picker
from tests.ui.person import LivedIn


def test_the_manager_sees_both_entries_and_makes_them_one(lived_in: LivedIn) -> None:
    person, window = lived_in.person, lived_in.window
    lived_in.go(places.Person(person_id=lived_in.ids_of("Tomasz Birch")))
    person.press(PersonPart.DETAILS)
    person.press("Here twice…")

    def choose(name: str) -> None:
        picker = next(one for one in window.findChildren(Picker) if one.isVisible())
        picker.setCurrentIndex(picker.findData(lived_in.ids_of(name)))
        person.settle()

    choose("Priya Larch")
    assert person.says("One is here as Worker, the other as Practice leader.")
    picker = next(one for one in window.findChildren(Picker) if one.isVisible())
    assert picker.itemText(1) == "Tom Birch", "the likeliest first"
    choose("Tom Birch")
    assert person.says("Its PIN, passphrase and signing key are destroyed")
    person.press("They are one person")
    assert lived_in.told("Tomasz Birch is one person now.")
    assert person.says("Formerly")
    assert person.says("Tom Birch")
