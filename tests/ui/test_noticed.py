"""Keeping good practice and a concern from a record in the window, by keys."""

from __future__ import annotations

from pathlib import Path

from app.domain.kinds import Kind
from app.domain.noticed import Route
from app.domain.records import RecordState
from app.pages import places
from app.ui.kit.fields import Picker
from tests.ui.person import LivedIn, change_over, team_of


def test_from_a_record_good_practice_and_a_concern_are_kept_and_the_concern_is_closed(
    lived_in: LivedIn,
) -> None:
    person, window = lived_in.person, lived_in.window
    house, actor = window._context.house, window._context.actor
    before = house.noticed.all(actor).concerns
    record = next(
        one for one in house.records.list(actor, kind=Kind.SUPERVISION) if one.state is RecordState.SEALED
    )
    lived_in.go(places.Record(record_id=record.id))
    person.press("Keep as good practice")
    person.press("Keep it")
    assert person.says("Say in a few words what was done well")
    person.type("What was done well", "She waited for an answer")
    person.press("Keep it")
    assert window._going.place == places.Record(record_id=record.id)
    person.press("A concern")
    person.type("What is the concern", "The plan was not read")
    person.type("What happens next", "Read it together")
    route = next(one for one in window.findChildren(Picker) if one.accessibleName() == "What kind")
    route.setCurrentIndex([one.value for one in Route].index(Route.SAFEGUARDING.value))
    assert person.says("Tell somebody by your service")
    person.press("Keep it")
    assert house.noticed.all(actor).concerns == before
    route.setCurrentIndex(0)
    person.press("Keep it")
    (kept,) = set(house.noticed.all(actor).concerns) - set(before)
    lived_in.go(places.Noticed())
    assert person.says("She waited for an answer")
    assert person.says("The plan was not read")
    lived_in.go(places.Concern(concern_id=kept.id))
    lived_in.written("Next step", "Watch it at tea")
    person.type("Why it changes", "She was on leave")
    person.press("Keep the change")
    assert person.says("She was on leave (before: Read it together")
    person.type("What came of it", "Read, and seen at tea")
    person.press("Close it")
    assert not house.noticed.concern(actor, kept.id).concern.open
    person.press("Undo")
    assert house.noticed.concern(actor, kept.id).concern.open
    person.type("What came of it", "Read, and seen at tea")
    person.press("Close it")
    person.type("Why it is opened again", "It happened again")
    person.press("Open it again")
    assert person.says("opened again: It happened again (it had said: Read, and seen at tea)")
    person.type("What came of it", "Read, and seen at tea")
    person.press("Close it")
    person.press("Back to the list")
    assert person.says("Read, and seen at tea")
    person.choose("Take it back… She waited for an answer")
    assert not person.says("She waited for an answer")


def test_whoever_it_is_about_says_yes_thinks_again_and_the_sheet_is_printed(
    lived_in: LivedIn, tmp_path: Path
) -> None:
    person, window = lived_in.person, lived_in.window
    house, owner = window._context.house, window._context.actor
    worker = team_of(window).worker
    record = house.records.list(
        owner, kind=Kind.SUPERVISION, states=(RecordState.SEALED,), about_id=worker.person_id
    )[0]
    good = house.noticed.praise(owner, record.id, "He laid out two plates", "choice", "Dignity").value
    change_over(person, worker.name)
    lived_in.go(places.Noticed())
    person.choose("No, not this one: He laid out two plates")
    assert next(one for one in house.noticed.all(worker).good if one.id == good.id).shown is False
    person.choose("Yes, show it: He laid out two plates")
    assert next(one for one in house.noticed.all(worker).good if one.id == good.id).shown is True
    change_over(person, owner.name)
    lived_in.go(places.Noticed())
    lived_in.pick("Person", worker.person_id)
    assert person.says("He laid out two plates")
    person.press("Sheet for the wall")
    person.press("Save as PDF")
    assert next(tmp_path.glob("*.pdf")).read_bytes().startswith(b"%PDF")
