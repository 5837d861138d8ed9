"""Set up by hand: one's own PIN, the service, its logo, how often, and everything out and in."""

from __future__ import annotations

from pathlib import Path

from app.pages import places
from app.pages.parts import SetUpPart
from tests.scans import picture
from tests.team import PINS
from tests.ui.person import LivedIn


def test_a_pin_is_changed_only_with_the_one_before(lived_in: LivedIn) -> None:
    lived_in.go(places.SetUp(SetUpPart.PIN))
    lived_in.person.type("PIN now", "000001")
    lived_in.person.type("New PIN", "739105")
    lived_in.person.press("Change my PIN")
    assert lived_in.window._problem.isVisible() or lived_in.told("match")
    lived_in.written("PIN now", PINS["Ruth Alder"])
    lived_in.written("New PIN", "739105")
    lived_in.person.press("Change my PIN")
    house, owner = lived_in.window._context.house, lived_in.window._context.actor
    assert house.vaults.signing_key(owner.person_id, "739105")


def test_the_name_and_the_minutes_of_the_service_are_saved(lived_in: LivedIn) -> None:
    lived_in.go(places.SetUp(SetUpPart.SERVICE))
    lived_in.written("Name of the service", "Oakview House North")
    lived_in.person.press("Save")
    assert lived_in.window._context.house.vaults.service().name == "Oakview House North"


def test_a_logo_is_a_picture_and_what_is_none_is_told(lived_in: LivedIn, tmp_path: Path) -> None:
    house = lived_in.window._context.house
    (tmp_path / "logo.png").write_bytes(picture())
    (tmp_path / "no.png").write_bytes(b"no picture")
    lived_in.go(places.SetUp(SetUpPart.SERVICE))
    lived_in.person.press("Choose a logo")
    assert house.vaults.service().logo == b""
    lived_in.dialogs.file = tmp_path / "no.png"
    lived_in.person.press("Choose a logo")
    assert house.vaults.service().logo == b""
    assert lived_in.window._problem.isVisible()
    lived_in.dialogs.file = tmp_path / "logo.png"
    lived_in.person.press("Choose a logo")
    assert house.vaults.service().logo != b""


def test_everything_is_taken_out_once_a_folder_is_chosen(lived_in: LivedIn, tmp_path: Path) -> None:
    lived_in.go(places.SetUp(SetUpPart.MOVING))
    lived_in.dialogs.go_back()
    lived_in.person.press("Take everything out")
    assert not list(tmp_path.rglob("manifest.json.p7s"))
    lived_in.dialogs.folder = tmp_path / "out"
    (tmp_path / "out").mkdir()
    lived_in.person.press("Take everything out")
    assert not list(tmp_path.rglob("manifest.json.p7s"))  # told whose drafts would be readable, and went back
    lived_in.dialogs.yes = True
    lived_in.person.press("Take everything out")
    assert len(list(tmp_path.rglob("manifest.json.p7s"))) == 1
    (tmp_path / "file").write_text("x", encoding="utf-8")
    lived_in.dialogs.folder = tmp_path / "file"
    lived_in.person.press("Take everything out")
    assert lived_in.window._problem.isVisible()


def test_another_service_comes_in_beside_ours_after_a_yes(lived_in: LivedIn, tmp_path: Path) -> None:
    house, owner = lived_in.window._context.house, lived_in.window._context.actor
    lived_in.go(places.SetUp(SetUpPart.MOVING))
    lived_in.dialogs.folder, lived_in.dialogs.yes = lived_in.others / "taken", False
    lived_in.person.press("Bring another service in")
    assert "Kit Hazel" not in {one.name for one in house.people.list(owner)}
    lived_in.dialogs.yes = True
    lived_in.dialogs.folder = tmp_path
    lived_in.person.press("Bring another service in")
    assert lived_in.window._problem.isVisible()
    lived_in.dialogs.folder = lived_in.others / "taken"
    lived_in.person.press("Bring another service in")
    assert "Kit Hazel" in {one.name for one in house.people.list(owner)}


def test_how_often_is_saved_as_it_stands(lived_in: LivedIn) -> None:
    house, owner = lived_in.window._context.house, lived_in.window._context.actor
    before = house.schedule.rules(owner)
    lived_in.go(places.SetUp(SetUpPart.RULES))
    lived_in.person.press("Save how often")
    assert house.schedule.rules(owner) == before
    assert house.audit.events(owner, 1)[0].action == "due rules changed"


def test_the_look_changes_at_once_for_everybody(lived_in: LivedIn) -> None:
    lived_in.go(places.SetUp(SetUpPart.LOOK))
    lived_in.pick("Colours", "dark")
    assert lived_in.window._context.look.theme == "dark"
    lived_in.pick("Text size", "150")
    assert lived_in.window._context.look.scale == 150
    lived_in.go(places.SetUp(SetUpPart.FORMS))
    lived_in.person.press("Your own forms")
    assert lived_in.window._going.place == places.Forms()


def test_the_records_are_looked_over_on_the_page_and_it_says_what_came_of_it(lived_in: LivedIn) -> None:
    lived_in.go(places.SetUp(SetUpPart.LOG))
    lived_in.person.press("Look the records over")
    assert lived_in.told("Everything is as it was sealed: 1 sealed record was held against its signed PDF.")
