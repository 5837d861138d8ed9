"""The look: a palette and one small style sheet made from a token file and a text size."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

if TYPE_CHECKING:
    from pathlib import Path

SCALES = (90, 100, 115, 130, 150)
"""Text sizes in per cent."""
BODY_POINTS = 11.0
FAMILIES = ["Segoe UI", "Noto Sans", "DejaVu Sans"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chose: a theme's file name and a text size in per cent."""

    theme: str = "light"
    scale: int = 100


def tokens(resources: Path, theme: str) -> dict[str, str]:
    """Return a theme's colours by token name."""
    raw = tomllib.loads((resources / "themes" / f"{theme}.toml").read_text(encoding="utf-8"))
    return dict(raw["colours"])


def load_fonts(resources: Path) -> None:
    """Make the shipped fonts known, so that the window looks alike on every PC."""
    for name in ("NotoSans-Regular", "NotoSans-Bold", "DejaVuSans"):
        QFontDatabase.addApplicationFont(str(resources / "fonts" / f"{name}.ttf"))


def apply(app: QApplication, resources: Path, look: Look) -> None:
    """Dress the whole program.

    The style sheet is set after the font, which alone would leave buttons at their old size.
    """
    colours = tokens(resources, look.theme)
    app.setStyle(QStyleFactory.create("Fusion"))
    font = QFont(FAMILIES)
    font.setPointSizeF(BODY_POINTS * look.scale / 100)
    app.setFont(font)
    app.setPalette(_palette(colours))
    app.setStyleSheet(_sheet(colours, look.scale, (resources / "icons").as_posix()))


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
    }
    for role, token in roles.items():
        palette.setColor(role, QColor(colours[token]))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["text_2"]))
    return palette


def _sheet(c: dict[str, str], scale: int, icons: str) -> str:
    def pt(points: float) -> str:
        return f"{points * scale / 100:.1f}pt"

    chips = "".join(
        f'QLabel[tone="{tone}"] {{ color: {c[tone]}; background: {c[tone + "_bg"]}; border: 1px solid {c[tone]};'
        f" border-radius: 10px; padding: 2px 9px; }}"
        for tone in ("late", "soon", "in_date", "info", "neutral")
    )
    return f"""
QWidget {{ color: {c["text"]}; }}
QLabel {{ background: transparent; }}
QLabel#title {{ font-size: {pt(20)}; font-weight: 600; }}
QLabel#heading {{ font-size: {pt(14)}; font-weight: 600; }}
QLabel#label {{ font-weight: 600; }}
QLabel#hint, QLabel#status {{ color: {c["text_2"]}; font-size: {pt(10)}; }}
QLabel#big, QPlainTextEdit#big {{ font-size: {pt(13)}; }}
QLabel#error {{ color: {c["late"]}; font-weight: 600; }}
QFrame#card, QFrame#sidebar, QFrame#statusbar {{ background: {c["surface"]}; }}
QFrame#card {{ border: 1px solid {c["border"]}; border-radius: 8px; }}
QFrame#sidebar {{ border-right: 1px solid {c["border"]}; }}
QFrame#statusbar {{ border-top: 1px solid {c["border"]}; }}
QFrame#problem {{ background: {c["late_bg"]}; border: 1px solid {c["late"]}; border-radius: 8px; }}
QFrame#problem QLabel {{ color: {c["late"]}; }}
QFrame#notice {{ background: {c["info_bg"]}; border: 1px solid {c["info"]}; border-radius: 8px; }}
QFrame#notice QLabel {{ color: {c["info"]}; }}
QFrame#demo {{ background: {c["soon_bg"]}; border-bottom: 2px dashed {c["soon"]}; }}
QFrame#demo QLabel {{ color: {c["soon"]}; font-weight: 600; }}
{chips}
QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QDateTimeEdit, QSpinBox, QTextBrowser {{
  background: {c["surface"]}; border: 1px solid {c["border_strong"]}; border-radius: 6px; padding: 6px 8px;
  selection-background-color: {c["selection"]}; selection-color: {c["on_selection"]}; placeholder-text-color: {c["text_2"]}; }}
QLineEdit, QComboBox, QDateEdit, QSpinBox {{ min-height: 22px; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0 0 0 8px; background: transparent; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus, QTextBrowser:focus {{
  border: 3px solid {c["focus"]}; padding: 4px 6px; }}
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {{ border: none; width: 26px; }}
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {{ image: url({icons}/down.svg); width: 12px; height: 12px; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 24px; background: transparent; }}
QSpinBox::up-arrow {{ image: url({icons}/up.svg); width: 10px; height: 10px; }}
QSpinBox::down-arrow {{ image: url({icons}/down.svg); width: 10px; height: 10px; }}
QComboBox QAbstractItemView {{ background: {c["surface"]}; border: 1px solid {c["border_strong"]};
  selection-background-color: {c["selection"]}; selection-color: {c["on_selection"]}; }}
QPushButton {{ background: {c["surface"]}; border: 1px solid {c["border_strong"]}; border-radius: 6px; padding: 7px 16px; min-height: 20px; }}
QPushButton:hover {{ background: {c["surface_2"]}; }}
QPushButton:disabled {{ color: {c["text_2"]}; border-color: {c["border"]}; }}
QPushButton#primary {{ background: {c["primary"]}; color: {c["on_primary"]}; border-color: {c["primary"]}; font-weight: 600; min-height: 28px; }}
QPushButton#primary:hover {{ background: {c["primary_hover"]}; }}
QPushButton#primary:disabled {{ background: {c["surface_2"]}; color: {c["text_2"]}; border-color: {c["border"]}; }}
QPushButton#verb {{ min-height: 28px; font-weight: 600; color: {c["primary"]}; border-color: {c["primary"]}; }}
QPushButton#danger {{ background: {c["danger"]}; color: {c["on_danger"]}; border-color: {c["danger"]}; }}
QPushButton#quiet, QPushButton#place {{ background: transparent; border: 1px solid transparent; color: {c["primary"]};
  text-align: left; padding: 7px 10px; }}
QPushButton#place {{ color: {c["text"]}; padding: 9px 14px; border-radius: 6px; }}
QPushButton#place:checked {{ background: {c["selection"]}; color: {c["on_selection"]}; border-left: 4px solid {c["primary"]}; font-weight: 600; }}
QPushButton#tile {{ min-height: 44px; min-width: 128px; text-align: left; }}
QPushButton#tile:checked {{ background: {c["selection"]}; color: {c["on_selection"]}; border: 2px solid {c["primary"]}; }}
QPushButton:focus, QPushButton#primary:focus, QPushButton#place:focus,
QPushButton#quiet:focus, QPushButton#tile:focus, QPushButton#danger:focus {{
  border: 3px solid {c["focus"]}; padding: 5px 14px; }}
QPushButton#quiet:focus {{ padding: 5px 8px; }}
QRadioButton, QCheckBox {{ spacing: 8px; padding: 4px 6px; min-height: 26px; border: 2px solid transparent; border-radius: 6px; }}
*[target="rating"] {{ min-height: 32px; }}
*[target="standing"] {{ min-height: 48px; }}
QRadioButton:focus, QCheckBox:focus {{ border-color: {c["focus"]}; }}
QRadioButton::indicator, QCheckBox::indicator {{ width: 16px; height: 16px; border: 2px solid {c["border_strong"]}; background: {c["surface"]}; }}
QRadioButton::indicator {{ border-radius: 10px; }}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator:checked, QCheckBox::indicator:checked {{ background: {c["primary"]}; border-color: {c["primary"]}; }}
QTableView, QListWidget {{ background: {c["surface"]}; border: 1px solid {c["border"]}; border-radius: 8px; gridline-color: {c["border"]};
  selection-background-color: {c["selection"]}; selection-color: {c["on_selection"]}; }}
QTableView:focus, QListWidget:focus {{ border: 3px solid {c["focus"]}; }}
QTableView::item, QListWidget::item {{ padding: 6px 10px; border-bottom: 1px solid {c["border"]}; }}
QTableView::item:selected, QListWidget::item:selected {{ background: {c["selection"]}; color: {c["on_selection"]}; }}
QHeaderView::section {{ background: {c["surface_2"]}; color: {c["text_2"]}; border: none; border-bottom: 1px solid {c["border"]};
  padding: 7px 10px; font-weight: 600; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; }}
QScrollBar::handle:vertical {{ background: {c["border_strong"]}; border-radius: 5px; min-height: 30px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QToolTip {{ background: {c["surface_2"]}; color: {c["text"]}; border: 1px solid {c["border_strong"]}; padding: 4px; }}
QProgressBar {{ border: 1px solid {c["border_strong"]}; border-radius: 6px; text-align: center; background: {c["surface"]}; }}
QProgressBar::chunk {{ background: {c["primary"]}; border-radius: 5px; }}
"""
