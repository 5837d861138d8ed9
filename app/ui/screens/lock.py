"""Who are you? No record, no count and no name of anybody supported is ever shown here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from app.domain.people import named_so
from app.ui.kit.widgets import Picker, PressButton, button, card, clear, column, field, line, row, words

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.services.vaults import SetUp, Tile
    from app.ui.context import Context

COLUMNS, MOST_TILES = 4, 16
WIDEST = 560
"""Pixels of a name on a tile; what is longer is cut with three dots and whole in its tip."""
AROUND = 48
"""Pixels around the name on a tile, and between two tiles."""


class LockScreen(QWidget):
    """First a passphrase opens the records; after that everybody signs in with a PIN."""

    def __init__(self, context: Context, hint: tuple[str, ...]) -> None:
        super().__init__()
        self._context = context
        self._hint = hint
        self._tiles: tuple[Tile, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(48, 32, 48, 24)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        outer.addLayout(self._inside)
        outer.addStretch(1)
        outer.addWidget(words("Alongside · Nothing leaves this PC", "hint"))
        self._problem = words("", "error")
        self._inside.addWidget(words("Alongside", "title"))
        self._inside.addWidget(words("Opening…", "hint"))

    def enter(self) -> None:
        """Ask who is there."""
        house = self._context.house
        if house.vaults.is_open():
            self._context.run(house.vaults.tiles, self._ask_pin)
        else:
            self._context.run(house.vaults.passphrase_names, self.ask_passphrase)

    def show_problem(self, text: str) -> None:
        """Show a fault under the box it belongs to."""
        self._problem.setText(text)
        self._problem.show()
        self.setEnabled(True)

    def _begin(self, title: str) -> None:
        clear(self._inside)
        self.setEnabled(True)
        self._problem = words("", "error")
        self._problem.hide()
        self._inside.addWidget(words(title, "title"))

    # --- the first sign-in of the day
    # --------------------------------------------------------------------------------

    def ask_passphrase(self, names: tuple[str, ...]) -> None:
        """Ask for the first sign-in of the day."""
        self._begin("Good to see you. Who opens the records?")
        self._name = Picker([(name, name) for name in names])
        self._passphrase = line(secret=True)
        self._passphrase.returnPressed.connect(self._open)
        hint = (
            "The first sign-in after Alongside starts needs a passphrase. After that a PIN is enough for "
            "everybody."
        )
        self._add(
            field("Your name", self._name), field("Your passphrase", self._passphrase, hint), self._problem
        )
        self._add(row(button("Open the records", self._open, "primary"), None))
        self._add(row(button("I’ve lost my passphrase", self._lost_passphrase, "quiet"), None))
        self._show_hint()
        self._passphrase.setFocus()

    def _open(self) -> None:
        self.setEnabled(False)
        name, passphrase = self._name.value() or "", self._passphrase.text()
        self._context.run(partial(self._open_as, name, passphrase), self._let_in, self._refused)

    def _open_as(self, name: str, passphrase: str) -> Actor:
        return self._context.house.vaults.open(
            name, passphrase
        )  # runs after the services are built, on the same thread

    def _lost_passphrase(self) -> None:
        self._begin("Lost passphrase")
        self._add(
            words(
                "Another person with a passphrase can open the records, and the registered manager can reset yours under People. "
                "If nobody can, the recovery sheet opens them: it lets the registered manager choose a new passphrase and PIN."
            )
        )
        self._key = line(placeholder="six groups of letters and numbers")
        self._new_passphrase, self._new_pin = line(secret=True), line(secret=True)
        self._add(
            field("Recovery key from the sheet", self._key),
            field("New passphrase", self._new_passphrase, "12 letters or more"),
        )
        self._add(field("New PIN", self._new_pin, "6 digits or more"), self._problem)
        self._add(
            row(
                button("Open with the recovery sheet", self._recover, "primary"),
                button("Go back", self.enter),
                None,
            )
        )
        self._key.setFocus()

    def _recover(self) -> None:
        self.setEnabled(False)
        use_case = partial(
            self._context.house.vaults.recover,
            self._key.text(),
            self._new_passphrase.text(),
            self._new_pin.text(),
        )
        self._context.run(use_case, self._recovered, self._refused)

    def _recovered(self, made: SetUp) -> None:
        self._begin("A new recovery sheet")
        self._add(
            words("The old sheet no longer works. Save or print the new one, put it away, then carry on.")
        )
        self._add(words(made.recovery_key, "heading"))
        self._add(row(button("Save the sheet as a PDF", partial(self._save_sheet, made)), None))
        self._add(self._problem, row(button("Carry on", partial(self._let_in, made.actor), "primary"), None))

    def _save_sheet(self, made: SetUp) -> None:
        path = self._context.dialogs.save_file("Save the recovery sheet", "Recovery sheet.pdf", "PDF (*.pdf)")
        if path is not None:
            self._context.run(partial(path.write_bytes, made.recovery_sheet_pdf))

    # --- everybody after that
    # ------------------------------------------------------------------------------------------

    def _ask_pin(self, tiles: tuple[Tile, ...]) -> None:
        self._tiles = tiles
        self._begin("Who are you?")
        self._filter = line(placeholder="Type to find your name")
        self._filter.textChanged.connect(self._show_tiles)
        self._filter.returnPressed.connect(self._choose_first)
        self._add(field("Your name", self._filter))
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self._inside.addWidget(self._grid_holder)
        self._entry = QVBoxLayout()
        self._inside.addLayout(self._entry)
        self._show_tiles("")
        self._show_hint()
        self._filter.setFocus()

    def _show_tiles(self, text: str) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            if item is not None and (widget := item.widget()):
                widget.deleteLater()
        self._shown = [t for t in self._tiles if named_so(f"{t.name} {t.short_name}", text)][:MOST_TILES]
        metrics = self._filter.fontMetrics()
        names = [metrics.elidedText(t.short_name, Qt.TextElideMode.ElideRight, WIDEST) for t in self._shown]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=1) + AROUND
        columns = min(max((self.width() - 2 * AROUND) // widest, 1), COLUMNS)
        for number, (tile, shown) in enumerate(zip(self._shown, names, strict=True)):
            name = PressButton(shown)
            name.setObjectName("tile")
            name.setAccessibleName(tile.short_name)
            if shown != tile.short_name:
                name.setToolTip(tile.short_name)
            name.setCheckable(True)
            name.clicked.connect(partial(self._chosen, tile))
            self._group.addButton(name)
            self._grid.addWidget(name, number // columns, number % columns, Qt.AlignmentFlag.AlignLeft)
        self._grid.setColumnStretch(COLUMNS, 1)

    def _choose_first(self) -> None:
        if self._shown:
            self._group.buttons()[0].setChecked(True)
            self._chosen(self._shown[0])

    def _chosen(self, tile: Tile, _checked: bool = True) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        clear(self._entry)
        self._problem = words("", "error")
        self._problem.hide()
        if tile.needs_code:
            self._ask_code(tile)
            return
        self._pin = line(secret=True)
        self._pin.setMaximumWidth(260)
        sign_in = partial(self._sign_in, tile)
        self._pin.returnPressed.connect(sign_in)
        self._entry.addWidget(field(f"{tile.short_name} – your PIN", self._pin))
        self._entry.addWidget(self._problem)
        self._entry.addWidget(
            row(
                button("Sign in", sign_in, "primary"),
                button("I’ve forgotten my PIN", self._forgotten, "quiet"),
                None,
            )
        )
        self._pin.setFocus()

    def _sign_in(self, tile: Tile) -> None:
        self.setEnabled(False)
        self._context.run(
            partial(self._context.house.vaults.unlock, tile.person_id, self._pin.text()),
            self._let_in,
            self._refused,
        )

    def _forgotten(self) -> None:
        self.show_problem(
            "Ask the registered manager to reset your PIN under People. They get a one-time code for "
            "you; nobody ever sees your new PIN."
        )

    def _ask_code(self, tile: Tile) -> None:
        self._code, self._pin, self._again = line(), line(secret=True), line(secret=True)
        self._passphrase = line(secret=True)
        fields = [
            field("One-time code", self._code, "The registered manager gave it to you."),
            field(
                "Choose your own PIN",
                self._pin,
                "6 digits or more, not a pattern. Nobody else will ever see it.",
            ),
            field("Your PIN again", self._again),
        ]
        if tile.opens_vault:
            fields.append(
                field(
                    "Choose your own passphrase",
                    self._passphrase,
                    "12 letters or more; three or four random words are good.",
                )
            )
        save = partial(self._enrol, tile)
        self._again.returnPressed.connect(save)
        for part in (*fields, self._problem, row(button("Save and sign in", save, "primary"), None)):
            part.setMaximumWidth(460)
            self._entry.addWidget(part)
        self._code.setFocus()

    def _enrol(self, tile: Tile) -> None:
        if self._pin.text() != self._again.text():
            self.show_problem("The two PINs are not the same. Type them once more.")
            return
        self.setEnabled(False)
        passphrase = self._passphrase.text() if tile.opens_vault else None
        use_case = partial(
            self._context.house.vaults.enrol, tile.person_id, self._code.text(), self._pin.text(), passphrase
        )
        self._context.run(use_case, self._let_in, self._refused)

    # --- both -----------------------------------------------------------------------------------------------
    # -----------

    def _let_in(self, actor: Actor) -> None:
        self._begin("Alongside")
        self._context.signed_in.emit(actor)

    def _refused(self, error: Exception) -> None:
        self.setEnabled(True)
        self._context.tell_problem(error)
        for box in ("_pin", "_passphrase"):
            widget = getattr(self, box, None)
            if widget is not None and _alive(widget) and widget.isVisible():
                widget.selectAll()
                widget.setFocus()
                break

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.setMaximumWidth(640)
            self._inside.addWidget(widget)

    def _show_hint(self) -> None:
        if self._hint:
            lines = [words(text, "hint") for text in self._hint]
            half = (len(lines) + 1) // 2
            self._inside.addSpacing(12)
            self._inside.addWidget(
                card(
                    words("This is the demo. Everybody is made up; who can sign in:", "label"),
                    row(column(*lines[:half], spacing=1), column(*lines[half:], spacing=1)),
                )
            )


def _alive(widget: QWidget) -> bool:
    from shiboken6 import isValid  # noqa: PLC0415 - asked for after a refusal only

    return isValid(widget)
