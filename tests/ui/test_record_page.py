"""One record by hand: read, saved, commented on, corrected and withdrawn; and what somebody who goes back leaves as it was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.records import RecordState
from app.pages import places
from app.ui.kit.pdf_view import PdfView
from app.ui.theme.style import Look
from tests.ui.person import LivedIn, change_over, come_in


def state(lived_in: LivedIn, what: str) -> RecordState:
    """Return how a record stands."""
    house = lived_in.window._context.house
    with house.store.read() as work:
        return work.records.get(lived_in.ids[what]).state


def signed_in_as(lived_in: LivedIn, name: str) -> None:
    """Let somebody else sign in."""
    change_over(lived_in.person, name)


def test_a_copy_is_saved_and_going_back_saves_none(lived_in: LivedIn, tmp_path: Path) -> None:
    signed_in_as(lived_in, "Tomasz Birch")
    lived_in.go(places.Record(record_id=lived_in.ids["sealed"]))
    lived_in.dialogs.go_back()
    lived_in.person.press("Save a copy")
    assert not list(tmp_path.glob("*.pdf"))
    lived_in.dialogs.folder = tmp_path
    lived_in.person.press("Save a copy")
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_a_line_is_added_and_an_empty_one_is_not(lived_in: LivedIn) -> None:
    signed_in_as(lived_in, "Tomasz Birch")
    house, record_id = lived_in.window._context.house, lived_in.ids["sealed"]
    actor = lived_in.window._context.actor
    lived_in.go(places.Record(record_id=record_id))
    lived_in.person.press("Add it")
    assert house.records.view(actor, record_id).comments == ()
    lived_in.person.type("Add a line of your own", "I was there.")
    lived_in.person.bot.keyClick(lived_in.window.focusWidget() or lived_in.window, Qt.Key.Key_Return)
    lived_in.person.settle()
    assert [one.text for one in house.records.view(actor, record_id).comments] == ["I was there."]
    assert lived_in.told("I was there.")


def test_a_record_is_corrected_with_a_reason_and_the_draft_opens(lived_in: LivedIn) -> None:
    signed_in_as(lived_in, "Dee Rowan")
    lived_in.go(places.Record(record_id=lived_in.ids["sealed"]))
    lived_in.dialogs.go_back()
    lived_in.person.press("Correct")
    assert isinstance(lived_in.window._going.place, places.Record)
    lived_in.dialogs.text = "  "
    lived_in.person.press("Correct")
    assert lived_in.told("Say why it is corrected")
    lived_in.dialogs.text = "The day was wrong."
    lived_in.person.press("Correct")
    assert isinstance(lived_in.window._going.place, places.Meeting)
    assert state(lived_in, "sealed") is RecordState.SEALED


def test_a_record_is_withdrawn_with_a_reason(lived_in: LivedIn) -> None:
    signed_in_as(lived_in, "Dee Rowan")
    lived_in.go(places.Record(record_id=lived_in.ids["sealed"]))
    lived_in.dialogs.go_back()
    lived_in.person.press("Withdraw")
    assert state(lived_in, "sealed") is RecordState.SEALED
    lived_in.dialogs.text = "It was about somebody else."
    lived_in.person.press("Withdraw")
    assert state(lived_in, "sealed") is RecordState.WITHDRAWN
    assert lived_in.told("It was about somebody else.")


def test_a_kept_file_is_saved_from_the_page(lived_in: LivedIn, tmp_path: Path) -> None:
    signed_in_as(lived_in, "Dee Rowan")
    house, actor = lived_in.window._context.house, lived_in.window._context.actor
    house.writing.finish(actor, lived_in.ids["draft"])
    lived_in.go(places.Record(record_id=lived_in.ids["draft"]))
    lived_in.dialogs.go_back()
    lived_in.person.press("Save this file")
    assert not list(tmp_path.glob("*.png"))
    lived_in.dialogs.folder = tmp_path
    lived_in.person.press("Save this file")
    assert [one.name for one in tmp_path.glob("*.png")] == ["scan.png"]


def test_what_a_record_counts_for_is_one_step_away(lived_in: LivedIn) -> None:
    lived_in.go(places.Record(record_id=lived_in.ids["sealed"]))
    lived_in.person.press("What it counts for")
    assert lived_in.window._going.place == places.Counting(record_id=lived_in.ids["sealed"])


def test_a_record_that_is_saved_but_not_sealed_is_read_in_words(lived_in: LivedIn) -> None:
    lived_in.window.lock()
    come_in(lived_in.person, "Dee Rowan")
    lived_in.go(places.Record(record_id=lived_in.ids["saved"]))
    assert lived_in.told("Beside at tea.")


def test_a_draft_that_somebody_left_behind_is_handed_over(lived_in: LivedIn) -> None:
    lived_in.go(places.Record(record_id=lived_in.ids["gone_draft"]))
    assert lived_in.told("Whoever led this record is not there to lead it any more.")
    lived_in.dialogs.text = "Sam works elsewhere now."
    lived_in.person.press("Hand over…")
    assert lived_in.told("Begun by Sam Elm, who has left. Handed over to")
    assert not lived_in.told("Whoever led this record is not there")


def test_a_record_whose_worker_left_is_closed_without_signing(lived_in: LivedIn) -> None:
    lived_in.go(places.Record(record_id=lived_in.ids["gone_ready"]))
    lived_in.dialogs.text = "Sam left before signing."
    lived_in.person.press("Close without signing")
    assert lived_in.told("Closed without the signatures of Sam Elm and Ruth Alder: Sam left before signing.")


def test_the_pages_of_its_pdf_stay_inside_a_window_that_grows_narrower(lived_in: LivedIn) -> None:
    lived_in.go(places.Record(record_id=lived_in.ids["sealed"]))
    (shown,) = (one for one in lived_in.window.findChildren(PdfView) if one.isVisible())
    lived_in.window._looks.choose(Look(scale=100))
    lived_in.person.settle()
    lived_in.window.resize(1366, 768)
    lived_in.person.settle()
    before = shown._labels[0].width()
    lived_in.window.resize(1024, 640)
    lived_in.person.settle()
    assert 0 < shown._labels[0].width() <= shown.viewport().width()
    lived_in.person.bot.waitUntil(lambda: shown._labels[0].pixmap().width() < before, timeout=3000)


def test_a_window_closed_while_its_pages_are_to_be_drawn_again_draws_none(lived_in: LivedIn) -> None:
    lived_in.go(places.Record(record_id=lived_in.ids["sealed"]))
    (shown,) = (one for one in lived_in.window.findChildren(PdfView) if one.isVisible())
    shown._sharp.start()
    lived_in.window.close()
    assert not shown._sharp.isActive()
