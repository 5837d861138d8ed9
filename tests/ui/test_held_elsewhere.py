"""Bringing in the signed file of a supervision that was held elsewhere, in the real window."""

from __future__ import annotations

from dataclasses import replace

from app.domain.people import Profile, Role
from app.domain.profiles import profile_of
from app.pages import places
from app.pages.parts import PersonPart
from tests.ui.person import LivedIn


def test_the_manager_brings_in_the_file_of_their_own_supervision(lived_in: LivedIn) -> None:
    person, window = lived_in.person, lived_in.window
    house, actor = window._context.house, window._context.actor
    lived_in.go(places.HeldElsewhere(person_id=actor.person_id))
    assert person.says("Say first who supervises Ruth")
    above = house.people.add(actor, Profile(name="Helen Yew", role=Role.NOMINATED)).value.person
    before = profile_of(house.people.get(actor, actor.person_id))
    house.people.change(actor, actor.person_id, replace(before, supervisor_id=above.id))
    lived_in.go(places.Person(person_id=actor.person_id))
    person.press(PersonPart.DETAILS)
    person.press("Supervision held elsewhere…")
    lived_in.dialogs.file = next((lived_in.others / "packs").glob("*.zip"))
    person.press("Choose the signed PDF…")
    assert person.says("Nothing was brought in.")
    lived_in.dialogs.file = lived_in.others / "elsewhere.pdf"
    person.press("Choose the signed PDF…")
    assert person.says("Unchanged, signer unknown")
    assert person.says("Supervisor: Kit Hazel, Brook House")
    assert person.says("Helen Yew is not among those who signed it.")
    person.press("Bring it in")
    assert lived_in.told("Say on which day it was held")
    person.type("Held on", "20/11/2026")
    person.press("Bring it in")
    assert isinstance(window._going.place, places.Record)
    assert person.says("led by Helen Yew")
    assert person.says("File: elsewhere.pdf")
