"""Keeping and deleting in the real window: hold, ask, and the second person, by keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from app.domain.moving import Change
from app.domain.people import Profile, Role
from app.domain.profiles import profile_of
from app.pages import places
from app.services.present import actor_for
from app.ui.kit.fields import Picker
from tests.team import PINS
from tests.ui.person import LivedIn

NAME = "Olive Thorn"


def gone(at: LivedIn) -> str:
    """Note somebody who left long ago, and let the deputy see everybody."""
    house, owner = at.window._context.house, at.window._context.actor
    profile = Profile(name=NAME, role=Role.WORKER, started_on=dt.date(2017, 2, 1))
    person_id = house.people.add(owner, profile).value.person.id
    house.moving.carry_out(owner, person_id, Change.LEAVES, {}, dt.date(2019, 5, 3))
    deputy = next(one for one in house.people.list(owner) if one.name == "Dee Rowan")
    house.people.change(owner, deputy.id, replace(profile_of(deputy), sees_everyone=True))
    return person_id


def test_one_holds_and_lifts_then_asks_and_another_deletes(lived_in: LivedIn) -> None:
    person, context, about = lived_in.person, lived_in.window._context, gone(lived_in)
    lived_in.go(places.Keeping())
    assert person.says(NAME)
    assert person.says("Everything else about them: kept until Sat 3 May 2025: 6 years after leaving")
    lived_in.go(places.KeepingOf(person_id=about))
    person.type("Why", "A claim")
    person.type("Who asked for a legal hold", "The insurer")
    person.press("Put a legal hold on it")
    assert person.says("A claim · asked for by The insurer · since Tue 24 Nov 2026")
    assert not person.says("Delete what may go")
    lived_in.go(places.Person(person_id=about))
    assert person.says("Everything about them is held")
    lived_in.go(places.Keeping())
    assert person.says("Nothing may go now.")
    lived_in.go(places.KeepingOf(person_id=about))
    lived_in.dialogs.text = "It is settled"
    person.press("Lift it…")
    person.press("Ask for deletion")
    assert lived_in.told("Type your own PIN first")
    person.type("Your own PIN", PINS["Ruth Alder"])
    person.press("Ask for deletion")
    assert person.says("D-0001 waits for a second person: see Keeping and deleting.")
    lived_in.go(places.Keeping())
    assert not person.says("Once you confirm")
    deputy = next(one for one in context.house.people.list(context.actor) if one.name == "Dee Rowan")
    context.set_actor(actor_for(deputy))
    lived_in.go(places.Today())
    assert person.says("D-0001, asked for by Ruth Alder")
    lived_in.go(places.Keeping())
    assert not person.says("How long things are kept")
    person.type("Your own PIN", PINS["Dee Rowan"])
    person.press("Delete it for good")
    assert lived_in.told("D-0001 is deleted.")
    lived_in.go(places.Deletions())
    person.press("Save as a spreadsheet…")
    assert lived_in.dialogs.folder is not None
    written = (lived_in.dialogs.folder / "Log of deletions.csv").read_text(encoding="utf-8-sig")
    assert "D-0001,O.T.,Everything else about them" in written
    assert NAME not in written


def test_a_rule_is_changed_with_its_reason(lived_in: LivedIn) -> None:
    person = lived_in.person
    lived_in.go(places.Keeping())
    (box,) = (one for one in lived_in.window.findChildren(Picker) if one.isVisible())
    box.setCurrentIndex(box.findData("coaching"))
    person.press("Change the rule")
    assert lived_in.told("Why is it kept so long?")
    person.type("Why so long", "The council asks for it")
    person.press("Change the rule")
    assert lived_in.told("Coaching: 6 years after leaving from now on.")
