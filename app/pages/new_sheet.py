"""A new recovery sheet in place of one that was lost or seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.errors import IncompleteError
from app.pages.door import handed

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.door import Handed

TITLE = "A new recovery sheet"
WHY = (
    "If the recovery sheet was lost, or somebody may have seen it, make a new one here. The old one opens "
    "nothing after that. The sheet opens the records when every passphrase is lost; it signs for nobody."
)
OWN = "Only you know it. It shows that it is you who asks."
MADE = "The old sheet no longer works. Save or print the new one, and put it away. The key is shown only now."
FIRST = "Type your own passphrase first. Nothing was changed."


def make(house: House, actor: Actor, passphrase: str) -> Outcome[Handed]:
    """Make a new sheet. Raises IncompleteError without a passphrase, and WrongSecretError."""
    if not passphrase:
        raise IncompleteError(FIRST, {"passphrase": FIRST})
    return Outcome(handed(house.vaults.new_sheet(actor, passphrase)), changed())
