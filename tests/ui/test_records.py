"""From the list of records to one record, its lines and what it counts for, at the keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from app.pages import places
from app.ui.shell.window import Window
from tests.ui.person import LivedIn, Person, team_of

Home = tuple[Person, Window]


def test_a_record_is_found_by_its_words_read_commented_and_tagged(at_home: Home, tmp_path: Path) -> None:
    person, window = at_home
    team = team_of(window)
    words = "She chose porridge before the medicine round."
    signed = team.sign(team.write(team.owner, team.other, words=words))
    window.go(places.Records())
    person.type("Find a record", "porridge")
    person.settle()
    table = next(w for w in window.findChildren(QTableView) if w.isVisible())
    assert table.model().rowCount() == 1
    person.bot.keyClick(table, Qt.Key.Key_Return)
    person.settle()
    assert person.says("Supervisor: Ruth Alder")
    person.type("Add a line of your own", "We go on.")
    person.press("Add it")
    assert person.says("We go on.")
    person.press("Save a copy")
    assert next(tmp_path.glob(f"*{signed.number}.pdf")).read_bytes().startswith(b"%PDF-")
    person.press("What it counts for")
    assert person.says("Counts by default: supervision")
    person.press("Take off")
    person.press("It counts")
    person.press("Add it")
    person.press("Back to the record")
    person.press("Withdraw")
    assert person.says("Withdrawn: The date was wrong.")


def test_words_that_nothing_holds_are_told_and_a_draft_is_carried_on(at_home: Home) -> None:
    person, window = at_home
    team = team_of(window)
    window.go(places.Records())
    person.settle()
    assert person.says("No records yet.")
    waiting = team.write(team.owner, team.other, action="Two choices at tea")
    person.type("Find a record", "zebra")
    person.settle()
    assert person.says("Nothing found for “zebra”")
    window.go(places.Record(record_id=waiting.id))
    person.settle()
    assert person.says("• Two choices at tea")
    person.press("Go to signing")
    assert person.says("Pass the keyboard to Chipo")


def test_records_are_chosen_by_person_state_and_day_and_saved_together(
    lived_in: LivedIn, tmp_path: Path
) -> None:
    person, window = lived_in.person, lived_in.window
    lived_in.go(places.Records())
    person.press("More choices")
    lived_in.pick("About", lived_in.ids_of("Tomasz Birch"))
    lived_in.pick("State", "finished")
    lived_in.written("Held on or before", "24/11/2026")
    person.bot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
    assert lived_in.told(
        "are about Tomasz Birch and are finished and were held on Tue 24 Nov 2026 or before: "
    )
    person.press("Back to the list")
    table = next(w for w in window.findChildren(QTableView) if w.isVisible())
    count = table.model().rowCount()
    assert {table.model().index(number, 1).data() for number in range(count)} == {"Tomasz Birch"}
    person.press("Save their PDFs")
    assert person.says(f"Saved to {tmp_path}")
    assert 0 < len(list(tmp_path.glob("*Tomasz Birch*.pdf"))) <= count
    person.press("Show all")
    assert person.says("Shown are all records you may read: ")
    assert table.model().rowCount() > count
