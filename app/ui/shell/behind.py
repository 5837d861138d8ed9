"""What is behind the lock: no word of a record, in no screen and not on the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QStackedWidget

    from app.pages.places import Place
    from app.ui.kit.screen import Screen

    Screens = dict[type[Place], Screen]


def shut(screens: Screens, stack: QStackedWidget) -> None:
    """Empty the screens that stay for whoever comes back, and let the others go."""
    forget({kind: one for kind, one in screens.items() if not one.stays}, stack)
    for kind, one in tuple(screens.items()):
        if one.stays:
            one.shut()
        else:
            del screens[kind]


def close_asked(app: QApplication) -> None:
    """Close whatever is asked or shown above the window, one above the other."""
    while (above := app.activeModalWidget()) is not None and above.close():
        pass


def forget(screens: Screens, stack: QStackedWidget) -> None:
    """Let screens go, and all that is on them."""
    for screen in screens.values():
        stack.removeWidget(screen)
        screen.deleteLater()
    screens.clear()


class Copied(QObject):
    """Knows whether what lies on the clipboard came from here; what did not is not ours to take."""

    def __init__(self, parent: QObject, app: QApplication) -> None:
        super().__init__(parent)
        self._app, self._ours = app, False
        app.clipboard().dataChanged.connect(self._changed)

    def forget(self) -> None:
        """Clear the clipboard of what came from here."""
        if self._ours or self._app.clipboard().ownsClipboard():
            self._app.clipboard().clear()

    def _changed(self) -> None:
        self._ours = self._app.activeWindow() is not None
