"""The look: a palette and one small style sheet made from a token file and a text size."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

THEMES = {"light": "Light", "dark": "Dark", "contrast": "High contrast"}
SCALES = (90, 100, 115, 130, 150)
"""Text sizes in per cent."""
STYLE = "fusion"
FOLDER = "icons"
"""What Qt is asked for a file of the icons by: ``icons:today.svg``."""
BODY_POINTS = 11.0
TEXT_POINTS = (10, 11, 13, 14, 20, 36)
LINE_PX = 22
"""The least height of a button's words at 100 %."""
UNDER_PX, WORD_PX = 28, 18
"""The least height of a button with its word under an icon: what does not grow, and the word at 100 %."""
CLAY, ON_CLAY = QPalette.ColorRole.Midlight, QPalette.ColorRole.BrightText
"""What a person stands on, and what is written on it: roles of Qt's that nothing else here is drawn in."""
FOCUS = QPalette.ColorRole.LinkVisited
"""What is drawn around what has the focus, where a widget paints itself."""
FAMILIES = ["Segoe UI", "Noto Sans", "DejaVu Sans"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chose on this PC: a theme's file name, a text size in per cent, words for starting."""

    theme: str = "light"
    scale: int = 100
    starts: bool = True


def tokens(resources: Path, theme: str) -> dict[str, str]:
    """Return a theme's colours by token name."""
    raw = tomllib.loads((resources / "themes" / f"{theme}.toml").read_text(encoding="utf-8"))
    return dict(raw["colours"])


@cache
def prepare(resources: Path) -> None:
    """Make the shipped fonts and icons known, once, and draw as Qt does: alike on every PC."""
    QApplication.setStyle(STYLE)
    QDir.addSearchPath(FOLDER, str(resources / "icons"))
    for name in ("NotoSans-Regular", "NotoSans-SemiBold", "NotoSans-Bold", "DejaVuSans"):
        QFontDatabase.addApplicationFont(str(resources / "fonts" / f"{name}.ttf"))


def dress(app: QApplication, window: QWidget, resources: Path, look: Look) -> None:
    """Dress the window and all that opens from it, unless it is dressed so already.

    The style sheet is the window's, not the program's: Qt would go through a program's again for all that is
    inside a widget whenever one is put into another, the window's once, when a finished page is put into it.
    It is set after the font, which alone would leave buttons at their old size.
    """
    colours = tokens(resources, look.theme)
    sheet = _sheet(colours, look, resources)
    if window.styleSheet() == sheet:
        return
    font = QFont(FAMILIES)
    font.setPointSizeF(BODY_POINTS * look.scale / 100)
    app.setFont(font)
    app.setPalette(_palette(colours))
    window.setStyleSheet(sheet)


def text_scale() -> float:
    """Return how large the text is now, as a share of its usual size."""
    return QApplication.font().pointSizeF() / BODY_POINTS


def _palette(colours: dict[str, str]) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "bg",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "surface_2",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.ToolTipBase: "surface_2",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Highlight: "selection",
        QPalette.ColorRole.HighlightedText: "on_selection",
        QPalette.ColorRole.PlaceholderText: "text_2",
        QPalette.ColorRole.Link: "primary",
        QPalette.ColorRole.Accent: "primary",
        CLAY: "clay",
        ON_CLAY: "on_clay",
        FOCUS: "focus",
    }
    for role, token in roles.items():
        palette.setColor(role, QColor(colours[token]))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["text_2"]))
    return palette


def _sheet(colours: dict[str, str], look: Look, resources: Path) -> str:
    """Return the sheet with a theme's colours, text sizes and icons in place."""
    scale = look.scale
    chips = "".join(
        f'QLabel[tone="{tone}"] {{ color: {colours[tone]}; background: {colours[tone + "_bg"]};'
        f" border: 1px solid {colours[tone]}; border-radius: 10px; padding: 2px 9px; }}"
        for tone in ("late", "soon", "in_date", "info", "neutral")
    )
    sizes = {f"pt_{points}": f"{points * scale / 100:.1f}pt" for points in TEXT_POINTS}
    line, under = f"{round(LINE_PX * scale / 100)}px", f"{UNDER_PX + round(WORD_PX * scale / 100)}px"
    sheet = (resources / "themes" / "sheet.qss").read_text(encoding="utf-8")
    icons = (resources / "icons").as_posix()
    return Template(sheet).substitute(
        colours, **sizes, chips=chips, icons=icons, line=line, under=under, theme=look.theme
    )
