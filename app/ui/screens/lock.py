"""Who are you? No record, no count and no name of anybody supported is ever shown here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.pages import door
from app.ui.context import Heard
from app.ui.kit.door_side import DoorSide, look_buttons
from app.ui.kit.fields import Picker
from app.ui.kit.printing import print_button, show_sheet
from app.ui.kit.put_back import PutBack
from app.ui.kit.tiles import Tiles
from app.ui.kit.widgets import button, card, clear, column, field, line, row, words

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.domain.people import Actor
    from app.pages.door import Door, Handed, Tile
    from app.ui.context import Context

FIRST_OF_THE_DAY = (
    "The first sign-in after Alongside starts needs a passphrase. After that a PIN is enough for everybody."
)
LOST = (
    "Another person with a passphrase can open the records, and the registered manager can reset yours under "
    "People. If nobody can, the recovery sheet opens them: it lets the registered manager choose a new "
    "passphrase and PIN."
)
NEW_SHEET = "The old sheet no longer works. Save or print the new one, put it away, then carry on."
LONG = "12 letters or more"
WORDS_ARE_GOOD = "12 letters or more; three or four random words are good."
OWN_PIN = "6 digits or more, not a pattern. Nobody else will ever see it."
DEMO = "This is the demo. Everybody is made up; who can sign in:"
SAFE = "Alongside · Nothing leaves this PC"
SIDE, ROOM_PX, WIDEST_PX = 26, 1180, 760
"""The share of the width that the side of the door takes, from which width on, and the most names take."""


class LockScreen(QWidget):
    """First a passphrase opens the records; after that everybody signs in with a PIN."""

    def __init__(self, context: Context, hint: tuple[str, ...]) -> None:
        super().__init__()
        self._context = context
        self._hint = hint
        self._all: tuple[Tile, ...] = ()
        self._again_in: QLineEdit | None = None
        self._side = DoorSide(context)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._side)
        outer = QVBoxLayout()
        whole.addLayout(outer, 1)
        outer.setContentsMargins(48, 40, 48, 20)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        outer.addLayout(self._inside)
        outer.addStretch(1)
        self._backups = words("", "hint")
        outer.addWidget(self._backups)
        outer.addWidget(row(words(SAFE, "hint"), None, *look_buttons(context)))
        self._problem = words("", "error")
        self._inside.addWidget(words("Alongside", "title"))
        self._inside.addWidget(words("Opening…", "hint"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show the side of the door where there is room for it."""
        super().resizeEvent(event)
        self._side.setFixedWidth(self.width() * SIDE // 100)
        self._side.setVisible(self.width() >= ROOM_PX)

    def enter(self) -> None:
        """Ask who is there."""
        self._context.call(self._ask, door.read)

    def show_problem(self, text: str) -> None:
        """Show a fault under the box it belongs to."""
        self._problem.setText(text)
        self._problem.show()
        self.setEnabled(True)

    def show_backups(self, told: tuple[str, ...]) -> None:
        """Show how old the newest backups are."""
        self._backups.setText("\n".join(told))

    def _ask(self, there: Door) -> None:
        self.show_backups(there.backups)
        self._side.show_of(there.service)
        if there.open:
            self._ask_pin(there.tiles)
        else:
            self.ask_passphrase(there.names)
        if there.told:
            self.show_problem(there.told)

    def _begin(self, title: str) -> None:
        clear(self._inside)
        self.setEnabled(True)
        self._again_in = None
        self._problem = words("", "error")
        self._problem.hide()
        self._inside.addWidget(words(title, "title"))

    # --- the first sign-in of the day -----------------------------------------------------------------------

    def ask_passphrase(self, names: tuple[str, ...]) -> None:
        """Ask for the first sign-in of the day."""
        self._begin("Good to see you. Who opens the records?")
        self._name = Picker([(name, name) for name in names])
        self._passphrase = line(secret=True)
        self._passphrase.returnPressed.connect(self._open)
        self._add(
            field("Your name", self._name),
            field("Your passphrase", self._passphrase, FIRST_OF_THE_DAY),
            self._problem,
            row(button("Open the records", self._open, "primary"), None),
            row(
                button("I’ve lost my passphrase", self._lost_passphrase, "quiet"),
                button("Put a backup back…", self._put_back, "quiet"),
                None,
            ),
        )
        self._show_hint()
        self._passphrase.setFocus()

    def _open(self) -> None:
        heard = self._wait(self._passphrase)
        name, passphrase = self._name.value() or "", self._passphrase.text()
        self._context.call(heard, door.open_records, name, passphrase)

    def _put_back(self) -> None:
        self._begin("Put a backup back")
        self._add(PutBack(self._context, self._restoring, self.enter), self._problem)

    def _restoring(self, box: QLineEdit) -> Heard:
        self._again_in = box
        self.setEnabled(False)
        return Heard(self._was_put_back, self._refused)

    def _was_put_back(self, _said: str) -> None:
        self.enter()

    def _lost_passphrase(self) -> None:
        self._begin("Lost passphrase")
        self._key = line(placeholder="six groups of letters and numbers")
        self._passphrase, self._pin = line(secret=True), line(secret=True)
        verbs = (
            button("Open with the recovery sheet", self._recover, "primary"),
            button("Go back", self.enter),
        )
        self._add(
            words(LOST),
            field("Recovery key from the sheet", self._key),
            field("New passphrase", self._passphrase, LONG),
            field("New PIN", self._pin, "6 digits or more"),
            self._problem,
            row(*verbs, None),
        )
        self._key.setFocus()

    def _recover(self) -> None:
        self._wait(self._key)
        heard = Heard(self._recovered, self._refused)
        secrets = (self._key.text(), self._passphrase.text(), self._pin.text())
        self._context.call(heard, door.recover, *secrets)

    def _recovered(self, made: Handed) -> None:
        self._begin("A new recovery sheet")
        self._add(
            words(NEW_SHEET),
            words(made.key, "heading"),
            row(print_button("Print the sheet", partial(show_sheet, self._context, made.sheet)), None),
            self._problem,
            row(button("Carry on", partial(self._let_in, made.actor), "primary"), None),
        )

    # --- everybody after that -------------------------------------------------------------------------------

    def _ask_pin(self, tiles: tuple[Tile, ...]) -> None:
        self._all = tiles
        self._begin("Who are you?")
        self._filter = line(placeholder="Type to find your name")
        self._tiles = Tiles()
        self._tiles.chosen.connect(self._chosen)
        self._filter.textChanged.connect(self._show_tiles)
        self._filter.returnPressed.connect(self._tiles.choose_first)
        self._add(field("Your name", self._filter))
        self._inside.addWidget(self._tiles)
        self._entry = QVBoxLayout()
        self._inside.addLayout(self._entry)
        self._show_tiles("")
        self._show_hint()
        self._filter.setFocus()

    def _show_tiles(self, typed: str) -> None:
        self._tiles.show_tiles(door.found(self._all, typed), self._room())

    def _room(self) -> int:
        """Return the width there is for names."""
        side = self._side.width() if self._side.isVisible() else 0
        return min(self.width() - side - 2 * 48, WIDEST_PX * self._context.look.scale // 100)

    def _chosen(self, tile: Tile) -> None:
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
        verbs = (
            button("Sign in", sign_in, "primary"),
            button("I’ve forgotten my PIN", self._forgotten, "quiet"),
        )
        for part in (field(f"{tile.shown} – your PIN", self._pin), self._problem, row(*verbs, None)):
            self._entry.addWidget(part)
        self._pin.setFocus()

    def _sign_in(self, tile: Tile) -> None:
        heard = self._wait(self._pin)
        self._context.call(heard, door.sign_in, tile.person_id, self._pin.text())

    def _forgotten(self) -> None:
        self.show_problem(door.FORGOTTEN)

    def _ask_code(self, tile: Tile) -> None:
        self._code, self._pin, self._again = line(), line(secret=True), line(secret=True)
        self._passphrase = line(secret=True)
        fields = [
            field("One-time code", self._code, "The registered manager gave it to you."),
            field("Choose your own PIN", self._pin, OWN_PIN),
            field("Your PIN again", self._again),
        ]
        if tile.opens:
            fields.append(field("Choose your own passphrase", self._passphrase, WORDS_ARE_GOOD))
        save = partial(self._enrol, tile)
        self._again.returnPressed.connect(save)
        for part in (*fields, self._problem, row(button("Save and sign in", save, "primary"), None)):
            part.setMaximumWidth(460)
            self._entry.addWidget(part)
        self._code.setFocus()

    def _enrol(self, tile: Tile) -> None:
        heard = self._wait(self._pin)
        chosen = door.Chosen(
            code=self._code.text(),
            pin=self._pin.text(),
            again=self._again.text(),
            passphrase=self._passphrase.text() if tile.opens else "",
        )
        self._context.call(heard, door.choose, tile, chosen)

    # --- both -----------------------------------------------------------------------------------------------

    def _wait(self, box: QLineEdit) -> Heard:
        """Take no more keys until there is an answer; after a refusal begin again in a box."""
        self._again_in = box
        self.setEnabled(False)
        return Heard(self._let_in, self._refused)

    def _let_in(self, actor: Actor) -> None:
        self._begin("Alongside")
        self._context.signed_in.emit(actor)

    def _refused(self, error: Exception) -> None:
        self.setEnabled(True)
        self._context.tell_problem(error)
        if self._again_in is not None:
            self._again_in.selectAll()
            self._again_in.setFocus()

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.setMaximumWidth(640)
            self._inside.addWidget(widget)

    def _show_hint(self) -> None:
        if self._hint:
            lines = [words(text, "hint") for text in self._hint]
            half = (len(lines) + 1) // 2
            sides = row(column(*lines[:half], spacing=1), column(*lines[half:], spacing=1))
            self._inside.addSpacing(12)
            self._inside.addWidget(card(words(DEMO, "label"), sides))
