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
    "coaching": ("app.ui.screens.coaching", "CoachingScreen"),
    "observe": ("app.ui.screens.observe", "ObserveScreen"),
    "reflect": ("app.ui.screens.reflect", "ReflectScreen"),
    "meeting": ("app.ui.screens.meeting", "MeetingScreen"),
    "due": ("app.ui.screens.due", "DueScreen"),
    "bring_in": ("app.ui.screens.bring_in", "BringInScreen"),
    "paper": ("app.ui.screens.paper", "PaperScreen"),
    "forms": ("app.ui.screens.forms", "FormsScreen"),
    "looking_back": ("app.ui.screens.looking_back", "LookingBackScreen"),
    "find": ("app.ui.screens.find", "FindScreen"),
    "sign": ("app.ui.screens.sign", "SignScreen"),
    "records": ("app.ui.screens.records", "RecordsScreen"),
    "record": ("app.ui.screens.record", "RecordScreen"),
    "evidence": ("app.ui.screens.evidence", "EvidenceScreen"),
    "evidence_item": ("app.ui.screens.evidence_item", "EvidenceItemScreen"),
    "counting": ("app.ui.screens.counting", "CountingScreen"),
    "frameworks": ("app.ui.screens.frameworks", "FrameworksScreen"),
    "pack": ("app.ui.screens.pack", "PackScreen"),
    "packs": ("app.ui.screens.packs", "PacksScreen"),
    "quality": ("app.ui.screens.quality", "QualityScreen"),
    "quality_audit": ("app.ui.screens.quality", "QualityAuditScreen"),
    "requests": ("app.ui.screens.requests", "RequestsScreen"),
    "check": ("app.ui.screens.check", "CheckScreen"),
    "set_up": ("app.ui.screens.set_up", "SetUpScreen"),
    "help": ("app.ui.screens.help", "HelpScreen"),
}
MENU = (
    ("today", "Today", "Ctrl+1"),
    ("people", "People", "Ctrl+2"),
    ("due", "Due", "Ctrl+3"),
    ("records", "Records", "Ctrl+4"),
    ("evidence", "Evidence", "Ctrl+5"),
    ("find", "Find", "Ctrl+K"),
    ("check", "Check a PDF", "Ctrl+7"),
    ("set_up", "Set up", "Ctrl+6"),
    ("help", "Help", "F1"),
)
BELONGS = {
    "person": "people",
    "bring_in": "people",
    "person_form": "people",
    "supervision": "today",
    "coaching": "today",
    "observe": "today",
    "reflect": "today",
    "meeting": "today",
    "sign": "today",
    "prepare": "today",
    "record": "records",
    "paper": "records",
    "forms": "set_up",
    "looking_back": "due",
    "evidence_item": "evidence",
    "counting": "records",
    "frameworks": "evidence",
    "pack": "evidence",
    "packs": "evidence",
    "requests": "evidence",
    "quality": "evidence",
    "quality_audit": "evidence",
}
LEADERS_ONLY = frozenset(
    {"people", "due", "coaching", "observe", "meeting", "looking_back", "evidence", "pack"}
)


def may_go(place: str, role: Role) -> bool:
    """Whether the menu shows a place to a role; the services decide what may be done there."""
    return place not in LEADERS_ONLY or role is not Role.WORKER


def make(place: str, context: Context) -> Screen:
    """Return a new screen."""
    module, name = SCREENS[place]
    screen: Screen = getattr(import_module(module), name)(context)
    return screen
