"""Printing in the real window: the pages are shown, a printer takes them, and no file is left behind."""

from __future__ import annotations

import ast
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.pages import places
from app.ui.kit.dialogs import Dialogs
from app.ui.kit.printing import NO_PRINTER, NOTHING, Preview, PrintButton
from tests.ui.person import LivedIn, change_over

UI = Path(__file__).resolve().parents[2] / "app" / "ui"


def previews(lived_in: LivedIn) -> list[Preview]:
    """Return the pages that are shown to be printed."""
    lived_in.person.settle()
    return [one for one in lived_in.window.findChildren(Preview) if one.isVisible()]


def files(*folders: Path) -> set[Path]:
    """Return every file below folders but the records' own."""
    return {
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "vault" not in path.parts
    }


def logged(lived_in: LivedIn) -> list[str]:
    """Return what the activity log says was done, and to what."""
    with lived_in.window._context.house.store.read() as work:
        return [f"{one.action} {one.detail}" for one in work.audit_log.events()]


def test_ctrl_p_shows_a_record_and_a_printer_gets_every_page_and_no_more_than_its_number(
    lived_in: LivedIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, spool = lived_in.person, tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    change_over(person, "Tomasz Birch")
    lived_in.go(places.Record(record_id=lived_in.ids["sealed"]))
    before = files(tmp_path)
    person.bot.keyClick(lived_in.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert len(previews(lived_in)) == 1
    assert files(tmp_path) == before  # what is shown is in memory only
    person.press("Print…")
    person.settle()
    house, actor = lived_in.window._context.house, lived_in.window._context.actor
    view = house.records.view(actor, lived_in.ids["sealed"])
    record, sealed = view.record, view.pdf
    assert lived_in.dialogs.printed == [f"Alongside {record.number}"]
    assert files(tmp_path) - before == {tmp_path / "printed-1.pdf"}
    assert sealed is not None
    printed = (tmp_path / "printed-1.pdf").read_bytes()
    assert house.checking.page_count(printed) == house.checking.page_count(sealed)
    picture = house.checking.page_image(printed, 0, 200)
    assert abs(picture.height / picture.width - 1.414) < 0.02
    assert len(set(picture.rgba)) > 2  # something is on the paper
    assert f"record printed {record.number}" in logged(lived_in)
    assert previews(lived_in) == []


def test_going_back_from_the_printer_prints_nothing_and_locking_takes_the_pages_away(
    lived_in: LivedIn,
) -> None:
    lived_in.go(places.Due())
    lived_in.dialogs.go_back()
    lived_in.person.press("Print")
    lived_in.person.press("Print…")
    (shown,) = previews(lived_in)
    (page,) = (one for one in shown.findChildren(QLabel) if one.accessibleName() == "Page 1 of 1")
    assert page.width() > page.height()  # the list lies across the page
    assert lived_in.dialogs.printed == []
    lived_in.window.lock()
    assert previews(lived_in) == []


def test_a_page_without_paper_says_so(lived_in: LivedIn) -> None:
    lived_in.go(places.Help())
    lived_in.person.bot.keyClick(lived_in.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert lived_in.told(NOTHING)


def test_a_printer_that_takes_nothing_is_told_in_words(
    lived_in: LivedIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "no" / "such" / "place.pdf"))
        return True

    monkeypatch.setattr(lived_in.dialogs, "choose_printer", nowhere)
    lived_in.go(places.Calendar())
    lived_in.person.press("Print the month")
    lived_in.person.press("Print…")
    assert lived_in.told(NO_PRINTER)


def test_the_system_is_asked_which_printer(lived_in: LivedIn) -> None:
    asked: list[bool] = []

    def go_back() -> None:
        dialog = QApplication.activeModalWidget()
        asked.append(isinstance(dialog, QPrintDialog))
        if dialog is not None:
            dialog.close()

    QTimer.singleShot(0, lived_in.window, go_back)
    assert not Dialogs().choose_printer(QPrinter())
    assert asked == [True]


def test_whatever_makes_a_pdf_is_printed_by_ctrl_p_too() -> None:
    """A screen that writes a PDF has a button that prints, and no other button says that it prints."""
    lacking, false = [], []
    for path in sorted((UI / "screens").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = [
            one for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
        ]
        names = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
        prints = any(isinstance(c.func, ast.Name) and c.func.id == "print_button" for c in called)
        if ("PDF" in names or "save_sheet" in names) and not prints and path.stem != "sign":
            lacking.append(path.name)  # the end of signing is drawn by the kit
        false += [
            path.name
            for c in called
            if isinstance(c.func, ast.Name)
            and c.func.id in {"button", "named", "tool_button"}
            and c.args
            and isinstance(c.args[0], ast.Constant)
            and "print" in str(c.args[0].value).casefold()
        ]
    assert (lacking, false) == ([], [])
    assert issubclass(PrintButton, QPushButton)
