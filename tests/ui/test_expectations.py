"""What we expect in the window: written, agreed, read by the team, joined while coaching, printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPlainTextEdit

from app.pages import places
from tests.scans import picture
from tests.ui.person import LivedIn, change_over


def test_a_page_is_written_by_the_leader_agreed_by_the_manager_and_read_by_a_worker(
    lived_in: LivedIn, tmp_path: Path
) -> None:
    person, window = lived_in.person, lived_in.window
    owner = window._context.actor.name
    change_over(person, "Priya Larch")
    lived_in.go(places.Records())
    person.press("What we expect")
    person.press("Write a new page")
    person.type("What is expected", "Waiting for an answer")
    person.press("Hand it in")
    assert person.says("Say what you see when it is done well")
    person.type("When it is done well", "You count to ten")
    window.lock()
    change_over(person, "Priya Larch")
    lived_in.go(places.Expectations())
    assert person.says("Waiting for an answer")
    person.choose("Go on: Waiting for an answer")
    person.type("You do not see", "Three questions at once")
    lived_in.dialogs.file = tmp_path / "ten.png"
    lived_in.dialogs.file.write_bytes(picture())
    person.press("Add a picture")
    lived_in.pick("Questions of observation forms that ask about it", "observation:seen.time")
    person.choose("Add: a question")
    assert person.says("Observation of practice: Gives the person time")
    person.press("Hand it in")
    assert not person.says("Agree to it")
    change_over(person, owner)
    person.choose("Read: Waiting for an answer")
    lived_in.dialogs.text = "Say how long"
    person.press("Give it back")
    change_over(person, "Priya Larch")
    assert person.says("Ruth Alder: Say how long")
    person.choose("Go on: Waiting for an answer")
    lived_in.written("When it is done well", "You count to ten in your head")
    person.press("Hand it in")
    change_over(person, owner)
    person.choose("Read: Waiting for an answer")
    person.press("Agree to it")
    assert person.says("version 1, agreed")
    lived_in.written("What you found", "Read with the team")
    lived_in.written("Look at it again by", "1 June 2028")
    person.press("It is still right")
    assert person.says("Read with the team Again by Thu 1 Jun 2028.")
    change_over(person, "Chipo Maple")
    lived_in.go(places.Expectations())
    person.choose("Open: Waiting for an answer")
    assert person.says("✓  You count to ten in your head")
    told = {one.accessibleName() for one in window.findChildren(QLabel) if one.isVisible()}
    assert "Picture: Waiting for an answer" in told
    person.press("Sheet for the wall")
    person.press("Save as PDF")
    assert (tmp_path / "Waiting for an answer.pdf").read_bytes().startswith(b"%PDF")
    assert not [
        one for one in lived_in.buttons() if one.text().startswith(("Change it", "It is still right"))
    ]


def test_coaching_is_joined_to_a_page_and_goes_on_where_it_was(lived_in: LivedIn) -> None:
    person, window = lived_in.person, lived_in.window
    worker = lived_in.ids_of("Tomasz Birch")
    lived_in.go(places.Coaching(person_id=worker))
    lived_in.written("What happened", "Waited at tea")
    person.press("What we expect")
    assert person.says("When it is done well: A")
    person.press("Join it")
    person.press("Back to writing")
    house, actor, place = window._context.house, window._context.actor, window._going.place
    record_id = place.record_id if isinstance(place, places.Coaching) else ""
    (seen,) = house.expectation_links.of_record(actor, record_id).linked
    assert seen.id == lived_in.ids["page"]
    assert person.says("Coaching with Tomasz Birch")
    assert any(box.toPlainText() == "Waited at tea" for box in window.findChildren(QPlainTextEdit))
