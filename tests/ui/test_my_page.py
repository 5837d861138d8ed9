"""A worker on their own page, at the keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QTableView

from app.pages import places
from app.ui.shell.window import Window
from tests.ui.person import Person, change_over, team_of


def test_a_worker_goes_to_my_page_marks_an_action_done_takes_it_back_and_reads_their_records(
    at_home: tuple[Person, Window],
    tmp_path: Path,
) -> None:
    person, window = at_home
    team = team_of(window)
    signed = team.sign(team.write(team.owner, team.other, action="Two choices at tea"))
    change_over(person, "Chipo Maple")
    person.press("My page")
    assert isinstance(window._going.place, places.MyPage)
    assert person.says("Ruth Alder, Registered manager, supervises you.")
    assert person.says("Nothing waits for you.")
    person.press("Done")
    assert not person.says("Your open actions")
    person.press("Undo")
    assert person.says("Your open actions")
    person.press("Save all of it…")
    saved = (tmp_path / "What was done about me.csv").read_text(encoding="utf-8-sig")
    assert "record sealed" in saved
    assert "own lines of the activity log saved" not in saved  # that comes after
    person.press("All my records")
    assert person.says("Shown are the records that are about Chipo Maple: 1.")
    table = next(w for w in window.findChildren(QTableView) if w.isVisible())
    assert table.model().index(0, 3).data() == signed.number
