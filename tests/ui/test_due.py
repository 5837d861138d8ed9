"""Who is due in the real window: dates stay whole beside long names, and everything is done from its cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtWidgets import QComboBox

from app.domain.people import Profile, Role
from app.domain.sessions import SessionState
from app.pages import due as pages_due
from app.pages import places
from app.ui.kit.due_table import DueTable
from app.ui.kit.moment_field import MomentField
from app.ui.shell.window import Window
from app.ui.theme.style import Look
from tests.team import TurnedClock
from tests.ui.person import LivedIn, Person, ScriptedDialogs

LONG = "Wilhelmina-Josephine van der Westhuizen-Oyelowo Featherstonehaugh of the Upper Valley"
UNBROKEN = "Ng" * 55
SIDES, ABOVE = 26, 12
"""Pixels of a cell its words cannot have: the theme's padding and Qt's own margin for the focus."""


def due(person: Person, window: Window) -> DueTable:
    """Come to the page and return its table."""
    window.go(places.Due())
    person.settle()
    return next(table for table in window.findChildren(DueTable) if table.isVisible())


def cut(table: DueTable) -> list[str]:
    """Return the cells of dates whose words do not all fit."""
    found = []
    for number in range(table.rowCount()):
        for place in range(1, table.columnCount()):
            item = table.item(number, place)
            if item is None or table.isColumnHidden(place):
                continue
            room = QRect(0, 0, table.columnWidth(place) - SIDES, 10_000)
            needs = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
            if needs.width() > room.width() or needs.height() > table.rowHeight(number) - ABOVE:
                found.append(item.text())
    return found


@pytest.mark.parametrize("name", [LONG, UNBROKEN])
@pytest.mark.parametrize(("width", "height", "scale"), [(1024, 640, 100), (1366, 768, 100), (1366, 768, 150)])
def test_a_long_name_never_hides_a_date(
    at_home: tuple[Person, Window], name: str, width: int, height: int, scale: int
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    house.people.add(actor, Profile(name=name, role=Role.WORKER))
    clock = house.clock
    assert isinstance(clock, TurnedClock)
    clock.turn(weeks=8)
    window.resize(width, height)
    if scale != window._context.look.scale:
        window._context.look_changed.emit(Look(theme="dark", scale=scale))
    chipo = next(one for one in house.people.list(actor) if one.name == "Chipo Maple")
    house.sessions.plan(actor, chipo.id, clock.now() + dt.timedelta(days=9))
    table = due(person, window)
    assert cut(table) == []
    assert table.columnWidth(0) <= table.viewport().width() // 3
    (shown,) = table.findItems(name, Qt.MatchFlag.MatchExactly)
    assert shown.toolTip() == name


def test_several_are_started_at_once_and_wait_on_today(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    table = due(person, window)
    for number in range(3):
        index = table.model().index(number, 1)
        table.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    person.press("Start")
    house, actor = window._context.house, window._context.actor
    assert len(house.records.drafts(actor)) == 3
    assert person.says("3 drafts are begun")


def test_one_is_started_from_its_cell(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    due(person, window)
    person.press("Start")
    assert isinstance(window._going.place, places.Meeting)


def test_a_date_is_planned_moved_and_missed_and_the_cursor_stays_in_its_cell(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    table = due(person, window)
    table.setCurrentCell(1, 1)
    cell = table.current()
    assert cell is not None
    house, actor = window._context.house, window._context.actor
    person.press("Move it")
    assert person.says(f"Nothing is planned with {cell.name} here.")
    person.press("Plan a date")
    person.press("Go back")
    person.press("Plan a date")
    assert next(box for box in window.findChildren(MomentField) if box.isVisible()).line.hasFocus()
    person.press("Plan it")
    assert table.current() is not None
    assert "planned Wed 25 Nov" in str(table.current())
    person.press("Move it…")
    box = next(box for box in window.findChildren(MomentField) if box.isVisible())
    person.bot.keyClick(box.line, Qt.Key.Key_Up)
    person.type("In words", "The bus was late")
    person.press("Save the new time")
    assert person.says("Moved to Thu 26 Nov 2026")
    assert "planned Thu 26 Nov" in str(table.current())
    person.press("It was missed")
    person.type("In words", "Off sick")
    person.press("Keep this")
    states = [one.state for one in house.sessions.of(actor, cell.person_id)]
    assert states == [SessionState.MOVED, SessionState.MISSED]


def test_a_miss_that_nobody_planned_gets_its_reason_too(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    table = due(person, window)
    table.setCurrentCell(1, 1)
    cell = table.current()
    assert cell is not None
    person.press("It was missed")
    person.type("In words", "The rota came late")
    person.press("Keep this")
    (kept,) = window._context.house.sessions.of(window._context.actor, cell.person_id)
    assert (kept.state, kept.because) == (SessionState.MISSED, "The rota came late")


def test_nothing_is_planned_beside_what_is_there_until_somebody_is_sure(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    due(person, window).setCurrentCell(1, 1)
    dialogs = window._context.dialogs
    assert isinstance(dialogs, ScriptedDialogs)
    for yes, count in ((True, 1), (False, 1), (True, 2)):
        dialogs.yes = yes
        person.press("Plan a date")
        person.press("Plan it")
        assert len(window._context.house.sessions.next(window._context.actor)) == count
        person.press("Plan a date")
        person.press("Go back")


def test_a_round_is_planned_for_the_chosen_cells(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    table = due(person, window)
    for number in range(3):
        index = table.model().index(number, 1)
        table.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    person.press("Plan a round")
    assert person.says("A round for 3 people")
    person.press("Plan it")
    assert len(window._context.house.sessions.next(window._context.actor)) == 3


def test_only_a_competency_is_asked_for_again_after_an_incident(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    table = due(person, window)
    person.press("Needed again")
    assert person.says("Choose a competency first")
    tomasz = table.findItems("Tomasz Birch", Qt.MatchFlag.MatchExactly)[0].row()
    medicines = next(
        place for place in range(1, table.columnCount()) if (c := table.cell(tomasz, place)) and c.form_id
    )
    table.setCurrentCell(tomasz, medicines)
    person.press("Needed again")
    again = table.current()
    assert again is not None
    assert "The date was wrong." in again.why


def test_nothing_is_done_from_a_cell_without_a_date(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    table = due(person, window)
    table.setCurrentCell(0, 0)
    for words in ("Start", "Plan a date", "Move it", "Needed again"):
        person.press(words)
        assert person.says("Choose a cell with a date first.")


def test_names_are_filtered_and_months_looked_at(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    table = due(person, window)
    person.type("Find", "maple")
    person.settle()
    assert table.rowCount() == 1
    view = next(
        box for box in window.findChildren(QComboBox) if box.isVisible() and box.accessibleName() == "As"
    )
    view.setCurrentIndex(2)
    person.settle()
    assert table.columnCount() == 13
    assert person.says("held and sealed")
    view.setCurrentIndex(0)
    person.settle()
    assert table.rowCount() == 1


def test_the_list_goes_out_in_two_ways(at_home: tuple[Person, Window], tmp_path: Path) -> None:
    person, window = at_home
    due(person, window)
    for words, name in (
        ("Print", "Who is due.pdf"),
        ("Excel", "Who is due.xlsx"),
    ):
        person.press(words)
        if name.endswith(".pdf"):
            person.press("Save as PDF")
        assert (tmp_path / name).exists()
    person.press("Looking back")
    assert isinstance(window._going.place, places.LookingBack)


def test_what_must_happen_is_taken_off_with_a_reason_and_nothing_else_is(lived_in: LivedIn) -> None:
    person, window = lived_in.person, lived_in.window
    house, actor = window._context.house, window._context.actor
    table = due(person, window)
    lived_in.pick("As", pages_due.MUST)
    before = {one.requirement.id for one in house.competence.wanted(actor)}
    asked = lived_in.ids["requirement"]
    assert asked in before
    cells = ((row, table.cell(row, 0)) for row in range(table.rowCount()))
    row = next(row for row, cell in cells if cell is not None and cell.asked_id == asked)
    table.setCurrentCell(row, 0)
    lived_in.dialogs.text = None
    person.press("Not needed any more")
    assert {one.requirement.id for one in house.competence.wanted(actor)} == before
    lived_in.dialogs.text = "It was written down twice."
    person.press("Not needed any more")
    assert {one.requirement.id for one in house.competence.wanted(actor)} == before - {asked}
    rest = (table.cell(row, 0) for row in range(table.rowCount()))
    assert asked not in {cell.asked_id for cell in rest if cell is not None}
