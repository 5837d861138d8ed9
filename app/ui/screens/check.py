"""Check a PDF: unchanged or not, who signed and when, in plain words."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.clock import long_moment
from app.domain.signing import Verdict
from app.services.checking import is_pack
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, chip, clear, row, words

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from app.domain.signing import Check
    from app.services.checking import PackCheck
    from app.ui.context import Context

SHOWN = {
    Verdict.UNCHANGED: ("✓", "Unchanged", "in_date"),
    Verdict.CHANGED: ("!", "Changed", "late"),
    Verdict.UNREADABLE: ("?", "Cannot be checked", "neutral"),
    Verdict.UNKNOWN_SIGNER: ("~", "Unchanged, signer unknown", "soon"),
}


class CheckScreen(Screen):
    """Choose or drop a file."""

    title = "Check a PDF or pack"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setAcceptDrops(True)

    def refresh(self) -> None:
        """Offer to choose a file."""
        self._offer()

    def _offer(self) -> None:
        clear(self.page)
        self.page.addWidget(
            words(
                "Has a record or a pack been changed since it was signed, and by whom? Choose the "
                "PDF or ZIP, or drop it here."
            )
        )
        self.page.addWidget(row(button("Choose a file…", self._choose, "primary"), None))
        self.page.addStretch(1)

    def check(self, path: Path) -> None:
        """Check one file."""
        if is_pack(path):
            self.context.run(partial(self.context.house.checking.check_pack, path), self._show_pack)
        else:
            self.context.run(partial(self.context.house.checking.check, path), self._show)

    def _choose(self) -> None:
        path = self.context.dialogs.open_file(
            "Choose a PDF or a pack to check", "PDF or pack (*.pdf *.zip);;All files (*)"
        )
        if path is not None:
            self.check(path)

    def _show(self, check: Check) -> None:
        self._offer()
        symbol, word, tone = SHOWN[check.verdict]
        zone = self.context.house.clock.zone()
        parts = [
            words(check.file, "label"),
            row(chip(symbol, word, tone), None),
            words(check.sentence, "big"),
        ]
        for s in check.signatures:
            when = (
                f"{long_moment(s.signed_at, zone)} by that PC’s clock"
                if s.signed_at
                else "at an unknown time"
            )
            state = "" if s.intact else " – changed since"
            parts.append(words(f"{s.part}: {s.name}, {s.service}, {when}{state}"))
        self.page.insertWidget(2, card(*parts))

    def _show_pack(self, check: PackCheck) -> None:
        self._offer()
        symbol, word, tone = SHOWN[check.verdict]
        faults = [words(f"• {fault}") for fault in check.faults]
        self.page.insertWidget(
            2,
            card(
                words(check.file, "label"),
                row(chip(symbol, word, tone), None),
                words(check.sentence, "big"),
                *faults,
            ),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Check the first file dropped."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.check(Path(urls[0].toLocalFile()))
