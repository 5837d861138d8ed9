"""Every place has a screen of its name; the quality of supervision and its monthly audit, by hand."""

from __future__ import annotations

from importlib import import_module

import pytest

from app.pages.places import Place
from app.ui.kit.screen import Screen


@pytest.mark.parametrize("place", Place.every, ids=lambda place: place.__name__)
def test_every_place_is_drawn_by_the_screen_of_its_name(place: type[Place]) -> None:
    module = import_module(f"app.ui.screens.{place.screen()}")
    assert issubclass(getattr(module, f"{place.__name__}Screen"), Screen)
