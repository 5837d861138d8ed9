"""The only place that asks with a dialog: yes or no, and which file. Tests answer from a script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from app.domain.file_names import safe_file_name

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget


class Dialogs:
    """Questions to the person at the screen."""

    def __init__(self) -> None:
        self.parent: QWidget | None = None

    def confirm(self, question: str, yes: str, no: str = "Go back") -> bool:
        """Ask before something that cannot be undone."""
        return self.choose(question, (yes,), no) == yes

    def choose(self, question: str, ways: tuple[str, ...], no: str = "Go back") -> str:
        """Ask which of several ways to go; an empty text when the person goes back."""
        box = QMessageBox(self.parent)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("Alongside")
        box.setText(question)
        buttons = {way: box.addButton(way, QMessageBox.ButtonRole.AcceptRole) for way in ways}
        back = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        box.setEscapeButton(back)
        box.exec()
        return next((way for way, made in buttons.items() if box.clickedButton() is made), "")

    def ask_text(self, question: str) -> str | None:
        """Ask for a reason in a few words; None when the person goes back."""
        text, accepted = QInputDialog.getMultiLineText(self.parent, "Alongside", question)
        return text if accepted else None

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Ask which file to open."""
        name, _ = QFileDialog.getOpenFileName(self.parent, title, "", kinds)
        return Path(name) if name else None

    def save_file(self, title: str, suggestion: str, kinds: str) -> Path | None:
        """Ask where to save a file."""
        name, _ = QFileDialog.getSaveFileName(self.parent, title, safe_file_name(suggestion), kinds)
        return Path(name) if name else None

    def choose_folder(self, title: str) -> Path | None:
        """Ask which folder to use."""
        name = QFileDialog.getExistingDirectory(self.parent, title)
        return Path(name) if name else None

    def choose_printer(self, printer: QPrinter) -> bool:
        """Ask with the system's own dialog which printer, which pages and how often."""
        dialog = QPrintDialog(printer, self.parent)
        return dialog.exec() == QPrintDialog.DialogCode.Accepted
