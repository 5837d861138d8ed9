"""The menu at the side: the places it leads to, the one we are in, who is signed in, and Lock."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.pages.places import Place
from app.ui.kit.person_mark import Avatar, Mark
from app.ui.kit.place_button import PlaceButton
from app.ui.kit.widgets import column, row, rule, scrolled, words
from app.ui.theme.style import text_scale

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.pages.shell import Frame

LEAST_PX, RAIL_PX, BAR_PX = 216, 84, 14
WIDE_PX = 1180
"""From this width of the window on, in pixels at 100 %, words stand beside the icons; below, under them."""


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
        outer.setSpacing(0)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 20, 12, 8)
        layout.setSpacing(2)
        self._narrow = False
        self._service = words("", "strong")
        head = row(Mark(), self._service, spacing=10)
        head.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(head)
        layout.addSpacing(12)
        self._layout = layout
        self._entries: dict[type[Place], PlaceButton] = {}
        for place in sorted(filter(lambda one: one.menu, Place.every), key=lambda one: one.aside):
            if place.aside and not any(one.aside for one in self._entries):
                layout.addStretch(1)
            self._entries[place] = entry = self._entry(place)
            layout.addWidget(entry)
        outer.addWidget(scrolled(inside), 1)
        outer.addWidget(self._foot(lock))

    def _entry(self, place: type[Place]) -> PlaceButton:
        entry = PlaceButton(place.menu, place.screen(), f"{place.menu} ({place.keys})")
        entry.clicked.connect(partial(self._choose, place))
        entry.setCheckable(True)
        return entry

    def fit(self, width: int) -> None:
        """Put words beside the icons or under them, by the width of the window."""
        narrow = width < round(WIDE_PX * text_scale())
        if narrow is self._narrow:
            return
        self._narrow = narrow
        for one in (self._service, self._name, self._role):
            one.setHidden(narrow)
        side = 4 if narrow else 12
        self._layout.setContentsMargins(side, 20 if not narrow else 8, side, 8)
        self._foot_of.setContentsMargins(side, 0, side, 12)
        for entry in (*self._entries.values(), self._shut):
            entry.set_under(narrow)
        self.updateGeometry()

    def _foot(self, lock: Callable[[], None]) -> QWidget:
        self._avatar, self._name, self._role = Avatar(), words("", "strong"), words("", "hint")
        who = row(self._avatar, column(self._name, self._role, spacing=0), spacing=10)
        who.setContentsMargins(8, 4, 0, 0)
        self._shut = PlaceButton("Lock now", "lock", "Lock now (Ctrl+L)", "secondary")
        self._shut.clicked.connect(lock)
        self._foot_of = column(rule(), who, self._shut)
        self._foot_of.setContentsMargins(12, 0, 12, 12)
        return self._foot_of

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as wide as the longest word needs at this text size, with room for a scroll bar."""
        least = round(RAIL_PX * text_scale()) if self._narrow else LEAST_PX
        wide = max(self._inside.minimumSizeHint().width() + BAR_PX, least)
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be no narrower than that."""
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def show_for(self, frame: Frame) -> None:
        """Show the service's name, who is signed in, and the places they are led to."""
        self._service.setText(frame.service)
        self._avatar.show_of(frame.name)
        self._name.setText(frame.name)
        self._role.setText(frame.role)
        shown = frozenset(frame.menu)
        for place, entry in self._entries.items():
            entry.setVisible(place in shown)

    def mark(self, place: Place) -> None:
        """Mark where we are: the place itself, or the one of the menu it belongs to."""
        mine: type[Place] | None = type(place)
        while mine is not None and mine not in self._entries:
            mine = mine.under
        for one, entry in self._entries.items():
            entry.setChecked(one is mine)

    def _choose(self, place: type[Place], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        self.chosen.emit(place())
