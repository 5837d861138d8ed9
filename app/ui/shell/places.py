"""Which screen is where. Screens are loaded when first visited."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from app.domain.people import Role

if TYPE_CHECKING:
    from app.ui.context import Context
    from app.ui.kit.screen import Screen

SCREENS = {
    "today": ("app.ui.screens.today", "TodayScreen"),
    "people": ("app.ui.screens.people", "PeopleScreen"),
    "person": ("app.ui.screens.person", "PersonScreen"),
    "person_form": ("app.ui.screens.person_form", "PersonFormScreen"),
    "prepare": ("app.ui.screens.prepare", "PrepareScreen"),
    "supervision": ("app.ui.screens.supervision", "SupervisionScreen"),
    "sign": ("app.ui.screens.sign", "SignScreen"),
    "records": ("app.ui.screens.records", "RecordsScreen"),
    "record": ("app.ui.screens.record", "RecordScreen"),
    "check": ("app.ui.screens.check", "CheckScreen"),
    "set_up": ("app.ui.screens.set_up", "SetUpScreen"),
    "help": ("app.ui.screens.help", "HelpScreen"),
}
MENU = (
    ("today", "Today", "Ctrl+1"),
    ("people", "People", "Ctrl+2"),
    ("records", "Records", "Ctrl+3"),
    ("check", "Check a PDF", "Ctrl+4"),
    ("set_up", "Set up", "Ctrl+6"),
    ("help", "Help", "F1"),
)
BELONGS = {"person": "people", "person_form": "people", "supervision": "today", "sign": "today", "prepare": "today", "record": "records"}


def may_go(place: str, role: Role) -> bool:
    """Whether the menu shows a place to a role; the services decide what may be done there."""
    return place != "people" or role in {Role.OWNER, Role.DEPUTY}


def make(place: str, context: Context) -> Screen:
    """Return a new screen."""
    module, name = SCREENS[place]
    screen: Screen = getattr(import_module(module), name)(context)
    return screen
