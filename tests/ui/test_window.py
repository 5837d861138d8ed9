"""What the window does by itself: goes back with Esc, makes the day's backup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.pages import places
from app.ui.shell.window import Window
from tests.ui.person import Person

Home = tuple[Person, Window]


def test_esc_goes_back_to_where_a_page_belongs_and_from_today_nowhere(at_home: Home) -> None:
    person, window = at_home
    for place, back in (
        (places.Due(), places.Today),
        (places.Backups(), places.Backups.under or places.Today),
        (places.Today(), places.Today),
    ):
        window.go(place)
        person.settle()
        QTest.keyClick(window, Qt.Key.Key_Escape)
        person.settle()
        assert isinstance(window._going.place, back)
    window.lock()
    person.settle()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    person.settle()
    assert not window._context.anyone


def test_the_days_backup_is_made_by_the_window_itself_and_only_once(at_home: Home) -> None:
    person, window = at_home
    house, owner = window._context.house, window._context.actor
    before = len(house.backups.overview(owner).listed)
    for _ in range(2):
        window._daily.timeout.emit()
        window._context.tasks.wait()
        person.settle()
    assert len(house.backups.overview(owner).listed) == before + 1
