"""The log of packs made: for whom, why, when; make one again and compare.

Show one to a reviewer on this PC.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from app.domain.changes import Topic
from app.domain.clock import long_moment
from app.ui.kit.flow import flowing
from app.ui.kit.progress import Progress
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Picker, Table, button, card, clear, column, field, row, words

if TYPE_CHECKING:
    from app.domain.packs import Made
    from app.services.packs.service import Compared

TIMES = (("30", "30 minutes"), ("60", "1 hour"), ("120", "2 hours"), ("240", "4 hours"))


class PacksScreen(Screen):
    """The disclosure log."""

    title = "Packs made"
    topics = frozenset({Topic.EVIDENCE})
    page_width = 1000

    def enter(self, **arguments: Any) -> None:
        """Show the log; with ``show``, offer to show that pack's folder to a reviewer."""
        self._folder = str(arguments.get("show") or "")
        self.refresh()

    def refresh(self) -> None:
        """Read the log."""
        self.context.run(partial(self.context.house.packs.log, self.context.actor), self._show)

    def _show(self, log: tuple[Made, ...]) -> None:
        if not self.context.anyone:
            return
        zone = self.context.house.clock.zone()
        clear(self.page)
        self.page.addWidget(
            words(
                (
                    "Every pack is written here for good: who asked, why, when, who made it, and the "
                    "hash of its list."
                ),
                "hint",
            )
        )
        self._table = Table(
            "Packs made", ("Pack", "Made", "By", "For", "Why", "Files", "SHA-256 of the list")
        )
        rows = [
            (str(m.number), (str(m.number), long_moment(m.made_at, zone), m.made_by, m.plan.recipient or m.purpose.label, m.plan.why or "–",
                             str(m.files), m.sha256[:16]))
            for m in log
        ]  # fmt: skip
        self._table.fill(rows)
        self._table.setMinimumHeight(240)
        self.page.addWidget(self._table if rows else words("No pack was made yet.", "label"))
        if rows:
            self.page.addWidget(row(button("Make it again and compare…", self._again), None))
        self._place = column()
        self.page.addWidget(self._place)
        self.page.addWidget(words("Show a pack to a reviewer", "heading"))
        told = (
            "The records are closed first. Only the pack can be read, and only for the time you choose. "
            "Coming back needs a passphrase."
        )
        self.page.addWidget(words(told, "hint"))
        self._minutes = Picker(TIMES, "60")
        self._which = words(self._folder or "No folder chosen yet.", "hint")
        choose = button("Choose a pack’s folder…", self._choose)
        self.page.addWidget(
            card(
                row(self._which, choose),
                field("For how long", self._minutes),
                row(button("Show it now", self._review), None),
            )
        )
        self.page.addStretch(1)
        make, back = partial(self.context.go, "pack"), partial(self.context.go, "evidence")
        self.set_foot(flowing(button("Make a pack…", make), button("Back to evidence", back)))

    def _choose(self) -> None:
        folder = self.context.dialogs.choose_folder("Which pack?")
        if folder is not None:
            self._folder = str(folder)
            self._which.setText(self._folder)

    def _review(self) -> None:
        if not self._folder:
            self.context.said.emit("Choose a pack’s folder first.")
            return
        self.context.review_asked.emit(Path(self._folder), int(self._minutes.value() or "60"))

    def _again(self) -> None:
        folder = self.context.dialogs.choose_folder("Where shall it be made again?")
        if folder is None or not self._table.selected():
            return
        progress = Progress("Making it again")
        layout = self._place.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(progress)
        again = partial(
            self.context.house.packs.again,
            self.context.actor,
            int(self._table.selected()),
            folder,
            progress.step,
        )
        self.context.run(again, self._compared)

    def _compared(self, compared: Compared) -> None:
        layout = self._place.layout()
        if not self.context.anyone or layout is None:
            return
        clear(layout)
        told = f"{len(compared.same)} files are the same as then."
        told += (
            f" {len(compared.different)} differ: {', '.join(compared.different[:5])}."
            if compared.different
            else " None differ."
        )
        layout.addWidget(
            card(
                words(told),
                words("The index carries a new signature, so it is not compared byte for byte.", "hint"),
            )
        )
