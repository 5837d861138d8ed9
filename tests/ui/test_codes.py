"""One-time codes in the real window: made anew, shown once, printed as slips."""

from __future__ import annotations

from app.pages import places
from tests.ui.person import LivedIn


def test_codes_are_made_anew_shown_once_and_printed_as_slips(lived_in: LivedIn) -> None:
    person = lived_in.person
    lived_in.go(places.People())
    person.press("One-time codes")
    person.press("Make new codes")
    assert person.says("Nia Sorrel")
    person.press("Print the slips")
    person.press("Save as PDF")
    assert lived_in.told("Saved to")
    assert lived_in.dialogs.folder is not None
    assert (lived_in.dialogs.folder / "One-time codes.pdf").read_bytes().startswith(b"%PDF")
    person.press("Done")
    lived_in.go(places.Codes())
    assert not person.says("Hand each person")


def test_nobody_chosen_makes_no_code(lived_in: LivedIn) -> None:
    lived_in.go(places.Codes())
    table = lived_in.table("People without a PIN")
    table.setFocus()
    from PySide6.QtCore import Qt  # noqa: PLC0415 - one press only

    for row in range(table.rowCount()):
        table.setCurrentCell(row, 0)
        lived_in.person.bot.keyClick(table, Qt.Key.Key_Space)
    lived_in.person.press("Make new codes")
    assert lived_in.told("Choose at least one person who has no PIN yet.")
