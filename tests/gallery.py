"""The pieces of the window on one page, in their states: to be looked at, and measured by a test."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.pages.meeting import RailLine
from app.pages.pieces import Chip, Line, Reached, step_marks
from app.system.resources import resource
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Choices, Count, Picker, TextBox
from app.ui.kit.lines import chip_label, line_row, listed
from app.ui.kit.missing import Missing
from app.ui.kit.parts import Parts
from app.ui.kit.person_mark import Avatar
from app.ui.kit.place_button import PlaceButton
from app.ui.kit.progress import Progress
from app.ui.kit.rail import Rail
from app.ui.kit.stepper import Stepper
from app.ui.kit.tick import Tick
from app.ui.kit.widgets import Table, button, card, column, field, line, row, words
from app.ui.theme.icons import drawn
from app.ui.theme.style import THEMES, Look, dress, prepare

TODAY = dt.date(2026, 11, 24)
CHIPS = (
    Chip("!", "14 days late", "late"),
    Chip("–", "in 5 days", "soon"),
    Chip("✓", "Agreed", "in_date"),
    Chip("i", "Waits", "info"),
    Chip("○", "Draft"),
)


def _nothing() -> None:
    """Do nothing: the pieces are there to be looked at."""


def _buttons() -> QWidget:
    kinds = [
        button(kind.capitalize(), _nothing, kind) for kind in ("primary", "secondary", "quiet", "danger")
    ]
    off = button("Off", _nothing)
    off.setEnabled(False)
    tools = [drawn(button(word, _nothing), name) for word, name in (("Observe", "observe"), ("Lock", "lock"))]
    under = PlaceButton("Evidence", "evidence", "Evidence (Ctrl+5)")
    under.set_under(under=True)
    return row(*kinds, off, *tools, under, None)


def _fields() -> QWidget:
    held = row(
        field("A line", line("Small office"), "Where was it?"),
        field("A choice", Picker([("a", "Supervision"), ("b", "Appraisal")], "a")),
        field("A number", Count((0, 480), 45, " minutes", step=5)),
        field("A day", DayField(TODAY, TODAY)),
        None,
    )
    wrong = words("“31 Feb” is not a day in the calendar.", "error")
    return column(held, wrong, field("Words", TextBox("She chose the tea herself.", lines=2)))


def _choosing() -> QWidget:
    tick, levels = Tick("Talked about: the new handover sheet", checked=True), QWidget()
    across = QHBoxLayout(levels)
    for number, word in enumerate(("Not yet", "Partly", "Yes"), 1):
        segment = QRadioButton(f"{number} {word}")
        segment.setObjectName("segment")
        segment.setProperty("target", "rating")
        segment.setChecked(word == "Yes")
        across.addWidget(segment)
    return row(
        tick, QCheckBox("Sensitive"), Choices("Choose", [("y", "Yes"), ("n", "No")], "y"), levels, None
    )


def _table() -> QWidget:
    table = Table("People", ("Name", "Role", "Supervision"))
    table.fill([("1", ("Amira Hazel", "Support worker", "Thu 24 Dec")), ("2", ("Ben Elm", "Senior", "late"))])
    table.setFixedHeight(160)
    return table


def _working() -> QWidget:
    stepper, rail, parts = Stepper(), Rail("Parts"), Parts(["Plan and actions", "Timeline"], "Timeline")
    stepper.show_steps(step_marks(["Prepare", "Talk", "Agree"], 1, {0: "3 points", 1: "2 of 7 parts"}))
    for one in (
        RailLine("Your own points", Reached.DONE),
        RailLine("Practice", Reached.HERE, "1 to answer"),
        RailLine("Wellbeing", Reached.AHEAD, sensitive=True),
    ):
        rail.add(one)
    rail.setFixedHeight(140)
    missing = Missing()
    missing.tell("One thing still needs an answer.", {"a.b": "Answer “What went well?”"})
    return column(stepper, row(rail, parts), missing, Progress("Making the pack"))


def make() -> QWidget:
    """Return the page."""
    page = QWidget()
    layout = QVBoxLayout(page)
    avatar = Avatar()
    avatar.show_of("Amira Hazel")
    row_ = line_row(
        Line("Amira Hazel’s supervision", "Last one Fri 2 Oct", CHIPS[0]), button("Start", _nothing)
    )
    for piece in (
        words("The pieces of the window", "title"),
        _buttons(),
        _fields(),
        _choosing(),
        row(avatar, *(chip_label(one) for one in CHIPS), None),
        _working(),
        listed(row_),
        _table(),
        card(words("Nothing is planned yet", "heading"), words("What is agreed stands here.", "hint")),
    ):
        layout.addWidget(piece)
    return page


def main() -> int:
    """Show the page, or save a picture of it in every theme where a folder is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    prepare(resource())
    page = make()
    page.setWindowTitle("Alongside: the pieces of the window")
    page.resize(1100, 1000)
    dress(app, page, resource(), Look())
    page.show()
    if folder is None:
        return app.exec()
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for scale in (100, 150):
            dress(app, page, resource(), Look(theme=theme, scale=scale))
            app.processEvents()
            page.grab().save(str(folder / f"gallery-{theme}-{scale}.png"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
