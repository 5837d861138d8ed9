"""Protected time and the report in the window: planned, lost, logged, typed in, saved."""

from __future__ import annotations

from pathlib import Path

from app.pages import places
from app.ui.screens.impact import ImpactScreen
from tests.ui.person import LivedIn


def test_time_is_planned_lost_and_logged_a_figure_is_kept_and_the_report_is_saved(
    lived_in: LivedIn, tmp_path: Path
) -> None:
    person, window = lived_in.person, lived_in.window
    house, actor = window._context.house, window._context.actor
    lived_in.go(places.Impact())
    screen = next(one for one in window.findChildren(ImpactScreen) if one.isVisible())
    before = len(house.impact.typed(actor))
    person.press("Plan this time")
    person.press("Note what was lost")
    leader, day = screen._of, screen._day.value()
    assert day is not None
    (kept,) = house.impact.days(actor, leader, day, day)
    assert (kept.planned, kept.lost) == (60, 60)
    for left in (1, 0):
        screen._days.selectRow(0)
        person.press("Take the chosen line off")
        assert (
            len([line for one in house.impact.days(actor, leader, day, day) for line in one.entries]) == left
        )
    screen._begin.line.setText("1 Nov 2026")
    screen._end.line.setText("24 Nov 2026")
    screen._amount.setText("12")
    screen._from.setText("Rota")
    person.press("Keep this figure")
    assert len(house.impact.typed(actor)) == before + 1
    screen._typed.selectRow(0)
    person.press("Take the chosen figure off")
    assert len(house.impact.typed(actor)) == before
    screen._span.setCurrentIndex(0 if screen._span.currentIndex() else 1)
    person.settle()
    person.press("Save as CSV")
    person.press("Print")
    person.press("Save as PDF")
    assert (tmp_path / "Impact.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "Impact.csv").exists()
    lived_in.dialogs.go_back()
    person.press("Save as CSV")


def test_the_activity_log_is_saved_for_excel(lived_in: LivedIn, tmp_path: Path) -> None:
    lived_in.go(places.Activity())
    lived_in.person.press("Save for Excel")
    assert (tmp_path / "Activity log.xlsx").read_bytes().startswith(b"PK")
