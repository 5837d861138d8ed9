"""Saying in the real window who stands in for a supervisor."""

from __future__ import annotations

from app.pages import places
from app.pages.parts import PersonPart
from app.ui.kit.fields import Picker
from tests.ui.person import LivedIn


def test_the_manager_says_who_stands_in_and_ends_it(lived_in: LivedIn) -> None:
    person, window = lived_in.person, lived_in.window
    deputy = lived_in.ids_of("Dee Rowan")
    lived_in.go(places.Person(person_id=deputy))
    person.press(PersonPart.DETAILS)
    person.press("Who stands in…")
    assert person.says("Ruth Alder, Sun 3 Jan 2027 to Sun 3 Jan 2027")
    person.press("Save")
    assert lived_in.told("Choose somebody who can supervise all of their people.")
    picker = next(one for one in window.findChildren(Picker) if one.isVisible())
    picker.setCurrentIndex(picker.findData(lived_in.ids_of("Ruth Alder")))
    person.type("Last day", "4/12/2026")
    person.press("Save")
    assert lived_in.told("Noted, until Fri 4 Dec 2026.")
    assert person.says("Ruth Alder, Tue 24 Nov 2026 to Fri 4 Dec 2026")
    lived_in.go(places.Person(person_id=lived_in.ids_of("Tomasz Birch")))
    assert person.says("supervisor: Dee Rowan (Ruth Alder standing in)")
    lived_in.go(places.StandingIn(person_id=deputy))
    for _ in range(2):
        person.press("End it now")
    assert not person.says("Ruth Alder, ")
