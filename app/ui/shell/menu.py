"""The menu at the side: the places it leads to, the one we are in, and Lock."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.pages.places import Place
from app.ui.kit.widgets import button, row, scrolled, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LEAST_PX, BAR_PX = 190, 16


class Menu(QFrame):
    """Every place that has a word in the menu; ``chosen`` carries the place."""

    chosen = Signal(object)

    def __init__(self, lock: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        outer, inside = QVBoxLayout(self), QWidget()
        self._inside = inside
        outer.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 20, 12, 0)
        layout.setSpacing(4)
        self._service = words("", "heading")
        layout.addWidget(self._service)
        layout.addSpacing(12)
        self._entries: dict[type[Place], QPushButton] = {}
        for place in Place.every:
            if place.menu:
                entry = button(
                    place.menu, partial(self._choose, place), "place", f"{place.menu} ({place.keys})"
                )
                entry.setCheckable(True)
                self._entries[place] = entry
                layout.addWidget(entry)
        layout.addStretch(1)
        outer.addWidget(scrolled(inside), 1)
        foot = row(button("Lock now", lock, "secondary", "Lock now (Ctrl+L)"))
        foot.setContentsMargins(12, 8, 12, 16)
        outer.addWidget(foot)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as wide as the longest word needs at this text size, with room for a scroll bar."""
        return QSize(
            max(self._inside.minimumSizeHint().width() + BAR_PX, LEAST_PX), super().sizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be no narrower than that."""
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def show_for(self, service: str, places: Iterable[type[Place]]) -> None:
        """Show the service's name and the places somebody is led to."""
        self._service.setText(service)
        shown = frozenset(places)
        for place, entry in self._entries.items():
            entry.setVisible(place in shown)

    def mark(self, place: Place) -> None:
        """Mark where we are: the place itself, or the one of the menu it belongs to."""
        mine: type[Place] | None = type(place)
        while mine is not None and mine not in self._entries:
            mine = mine.under
        for one, entry in self._entries.items():
            entry.setChecked(one is mine)

    def _choose(self, place: type[Place]) -> None:
        self.chosen.emit(place())
