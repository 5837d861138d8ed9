"""Three worked records are marked at the screen, and nothing of it is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from app.pages import places
from app.ui.kit.fields import Choices
from app.ui.kit.printing import Preview
from app.ui.screens.worked import WorkedScreen
from app.ui.shell.window import Window
from tests.ui.person import Person, team_of


def _choices(window: Window) -> dict[str, Choices]:
    screen = next(one for one in window.findChildren(WorkedScreen) if one.isVisible())
    return {one.accessibleName(): one for one in screen.findChildren(Choices)}


def _button(window: Window, name: str) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == name)


def test_our_marks_come_when_asked_for_and_what_one_marked_is_gone_afterwards(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    team = team_of(window)
    window.go(places.Help())
    person.settle()
    person.press("Three records to mark")
    person.settle()
    before = team.house.audit.events(team.owner)
    first = next(name for name in _choices(window) if name.startswith("Record B"))
    _choices(window)[first].buttons()[0].click()
    assert not person.says("Weak.")
    _button(window, "Show our marks of record B beside your own").click()
    person.settle()
    assert person.says("Weak. It could be about anybody")
    assert person.says("≠ We say No; you say Yes")
    assert not person.says("Strong.")
    window.go(places.Today())
    person.settle()
    window.go(places.Worked())
    person.settle()
    assert not person.says("Weak.")
    assert all(one.value() in {"", None} for one in _choices(window).values())
    assert team.house.audit.events(team.owner) == before
    person.press("Print it…")
    assert any(one.isVisible() for one in window.findChildren(Preview))
    person.press("Close")
    assert not [one for one in window.findChildren(Preview) if one.isVisible()]
