"""The items of an observation, one a row: what is rated goes on to the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ui.kit.rating import Rating
from app.ui.kit.widgets import rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.answers import Answer
    from app.pages.observe import Item


class RatingRows(QFrame):
    """``rated`` and ``noted`` follow an answer; ``met`` carries the item one is at, ``acted`` one to do."""

    rated = Signal()
    noted = Signal()
    met = Signal(object)
    acted = Signal(object)

    def __init__(
        self,
        items: Sequence[Item],
        answers: Mapping[str, Answer],
        notes: Mapping[str, str],
        *,
        standing: bool,
    ) -> None:
        super().__init__()
        self.setObjectName("rows")
        layout = QVBoxLayout(self)
        self._ratings: list[Rating] = []
        for item in items:
            if self._ratings:
                layout.addWidget(rule())
            rating = Rating(item, str(answers.get(item.key, "")), notes.get(item.key, ""), standing=standing)
            rating.rated.connect(partial(self._rated, rating))
            rating.moved.connect(partial(self._move, rating))
            rating.acted.connect(partial(self.acted.emit, item))
            rating.noted.connect(self.noted)
            rating.met.connect(self.met)
            self._ratings.append(rating)
            layout.addWidget(rating)

    def focus_first(self) -> None:
        """Put the cursor on the first item."""
        for first in self._ratings[:1]:
            first.focus()

    def values(self) -> dict[str, str]:
        """Return the level of each item, or an empty text."""
        return {one.item.key: one.value() for one in self._ratings}

    def notes(self) -> dict[str, str]:
        """Return the note on each item."""
        return {one.item.key: one.note() for one in self._ratings}

    def _rated(self, rating: Rating) -> None:
        self.rated.emit()
        if rating is not self._ratings[-1]:
            self._move(rating, 1)

    def _move(self, rating: Rating, by: int) -> None:
        place = self._ratings.index(rating) + by
        self._ratings[min(max(place, 0), len(self._ratings) - 1)].focus()
