"""Leaving, time away and coming back, by keys in the real window."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.actions import ActionState
from app.domain.people import Standing
from app.pages import places
from app.pages.parts import PersonPart
from app.ui.kit.fields import Picker
from tests.ui.person import LivedIn


def standing(lived_in: LivedIn, name: str) -> Standing:
    house, actor = lived_in.window._context.house, lived_in.window._context.actor
    return house.people.get(actor, lived_in.ids_of(name)).standing


def test_somebody_leaves_and_comes_back(lived_in: LivedIn) -> None:
    dee = lived_in.ids_of("Dee Rowan")
    lived_in.go(places.Person(person_id=dee))
    lived_in.person.press(PersonPart.DETAILS)
    lived_in.person.press("Leaves or hands on")
    assert lived_in.told("People they supervise")
    assert lived_in.told("Records they have not finished")
    picker = next(
        one for one in lived_in.window.findChildren(Picker) if one.accessibleName() == "Priya Larch"
    )
    picker.setFocus()
    lived_in.person.bot.keyClick(picker, Qt.Key.Key_End)
    lived_in.person.press("They have left")
    assert lived_in.told("Saved, and")
    assert standing(lived_in, "Dee Rowan") is Standing.LEAVER
    house, actor = lived_in.window._context.house, lived_in.window._context.actor
    assert house.people.get(actor, lived_in.ids_of("Priya Larch")).supervisor_id is None
    lived_in.person.press(PersonPart.DETAILS)
    lived_in.person.press("They come back")
    assert lived_in.told("Give this one-time code to Dee")
    assert standing(lived_in, "Dee Rowan") is Standing.ACTIVE


def test_who_says_no_changes_nothing(lived_in: LivedIn) -> None:
    lived_in.go(places.Moving(person_id=lived_in.ids_of("Chipo Maple")))
    lived_in.dialogs.yes = False
    lived_in.person.press("They have left")
    assert standing(lived_in, "Chipo Maple") is Standing.ACTIVE


def test_time_away_is_written_changed_and_taken_out(lived_in: LivedIn) -> None:
    chipo = lived_in.ids_of("Chipo Maple")
    lived_in.go(places.Person(person_id=chipo))
    lived_in.person.press(PersonPart.DETAILS)
    lived_in.person.press("Time away")
    lived_in.person.type("Why", "Holiday")
    lived_in.person.press("Save the time away")
    assert lived_in.told("and not back yet · Holiday")
    assert standing(lived_in, "Chipo Maple") is Standing.AWAY
    change = next(
        one for one in lived_in.buttons() if one.accessibleName().startswith("Change the time away")
    )
    change.click()
    lived_in.person.press("Take this time away out")
    assert lived_in.told("The time away is taken out.")
    assert standing(lived_in, "Chipo Maple") is Standing.ACTIVE


def test_an_action_that_is_done_can_be_undone(lived_in: LivedIn) -> None:
    house, actor = lived_in.window._context.house, lived_in.window._context.actor
    worker = lived_in.ids_of("Tomasz Birch")
    lived_in.go(places.Person(person_id=worker))
    lived_in.person.press("Done")
    assert [one.state for one in house.actions.about(actor, worker)] == [ActionState.DONE]
    lived_in.person.press("Undo")
    assert [one.state for one in house.actions.about(actor, worker)] == [ActionState.OPEN]
