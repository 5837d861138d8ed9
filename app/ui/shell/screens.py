"""From a place to its screen. A screen is loaded when its place is first visited."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.pages.places import Place
    from app.ui.context import Context
    from app.ui.kit.screen import Screen


def make(place: Place, context: Context) -> Screen:
    """Return a new screen: ``PersonForm`` is drawn by ``person_form.PersonFormScreen``."""
    module = import_module(f"app.ui.screens.{place.screen()}")
    screen: Screen = getattr(module, f"{type(place).__name__}Screen")(context)
    return screen
