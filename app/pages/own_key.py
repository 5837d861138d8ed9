"""Was that you? One's own PINs: who ordered each, whether it was oneself who chose it, and confirming it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import long_moment
from app.domain.errors import IncompleteError
from app.domain.signing_keys import Why
from app.pages import places
from app.pages.pieces import Chip, Line, Option, Verb, people_options

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Actor
    from app.domain.signing_keys import SigningKey
    from app.pages import House
    from app.services.own_keys import Own, Pressing

TITLE = "Your PIN"
INTRO = (
    "Only you know your PIN. When a new one is chosen for your name, it is told to you here, and every "
    "signature made with it says since when there is it and who ordered it."
)
CONFIRM = (
    "Ask a colleague to stand beside you. Each of you types their own PIN. Signatures from then on say that "
    "your PIN was confirmed, on which day and who was there."
)
WHO = (
    "Who can be there: not who ordered the new PIN, not your supervisor, and not somebody whose PIN is new "
    "too."
)
NOBODY = (
    "Nobody here can be the witness yet: it is somebody with a PIN of their own who did not order yours and "
    "does not supervise you. Until then your signatures say that your PIN is not yet confirmed."
)
NO_THEN = (
    "If it was not you, say so: it is written down, that PIN signs nothing any more, and the registered "
    "manager and the nominated individual are told. Tell somebody you trust what happened. Then ask for a "
    "new one-time code, and let a colleague be there when you use it."
)
OLDER = "Your PIN was chosen before this was written down."
CONFIRMED = "Confirmed. Your signatures say so from now on."
THANKS = "Noted. Confirm it with a colleague as soon as you can."
NOTED = "Noted, and told to the registered manager. This PIN signs nothing any more."
CHOOSE = "Choose who is there with you."
WAITS, NO = Chip("~", "not yet confirmed", "soon"), Chip("!", "not yours", "late")
DONE, FIRST = Chip("✓", "confirmed", "in_date"), Chip("○", "first PIN")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """One PIN: when it was chosen, on whose order, who sat there before.

    ``asks``: whether it was oneself is asked. ``may_deny``: it can still be said to be somebody else's.
    """

    id: str
    what: str
    detail: str
    chip: Chip
    asks: bool
    may_deny: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKeyPage:
    """Everything the page shows. One thing at a time: first “was that you?”, then how it is confirmed.

    ``confirm`` is empty where nothing has to be confirmed, or not yet.
    """

    title: str
    intro: str
    lines: tuple[KeyLine, ...]
    confirm: str
    witnesses: tuple[Option, ...]
    why: str


def read(house: House, actor: Actor) -> OwnKeyPage:
    """Return one's own PINs, the newest first."""
    with house.store.read():
        own = house.own_keys.mine(actor)
    zone = house.clock.zone()
    waits = own.current is not None and own.current.waits and not own.current.denied and not own.asked
    asked = {one.id for one in own.asked}
    return OwnKeyPage(
        title=TITLE,
        intro=INTRO if own.keys else OLDER,
        lines=tuple(_line(one, zone, asks=one.id in asked) for one in reversed(own.keys)),
        confirm=CONFIRM if waits else "",
        witnesses=people_options(own.witnesses) if waits else (),
        why=(WHO if own.witnesses else NOBODY) if waits else "",
    )


def answer(house: House, actor: Actor, key_id: str, *, mine: bool) -> Outcome[str]:
    """Say whether it was oneself. Returns what to say."""
    done = house.own_keys.answer(actor, key_id, mine=mine)
    return Outcome(THANKS if mine else NOTED, done.changes)


def confirm(house: House, actor: Actor, pin: str, witness_id: str, witness_pin: str) -> Outcome[str]:
    """Confirm one's PIN beside a colleague. Returns what to say. Raises IncompleteError."""
    if not witness_id:
        raise IncompleteError(CHOOSE, {"witness": CHOOSE})
    return Outcome(CONFIRMED, house.own_keys.confirm(actor, pin, witness_id, witness_pin).changes)


def lines(pressing: Pressing, zone: dt.tzinfo) -> list[Line]:
    """Return what stands on Today: of one's own new PIN, and whose PIN was chosen by somebody else."""
    said = (
        Line(f"{person.name} says a PIN in their name is not theirs", _said(key, _at(key, zone)), NO)
        for key, person in pressing.denied
    )
    return [*_own(pressing.own, zone), *said]


def _own(own: Own | None, zone: dt.tzinfo) -> list[Line]:
    key, go = own.current if own is not None else None, places.OwnKey()
    if own is not None and own.asked:
        what, newest = "A new PIN was chosen for you. Was that you?", own.asked[-1]
        return [Line(what, _said(newest, _at(newest, zone)), verb=Verb("Answer", go, f"Answer: {what}"))]
    if key is None or not key.waits:
        return []
    if key.denied:
        what, see = "This PIN is not yours and signs nothing", Verb("See", go, "See: a PIN that is not yours")
        return [Line(what, "Ask for a new one-time code", NO, see)]
    way = Verb("Confirm my PIN", go, "Confirm my PIN beside a colleague")
    return [Line("Your new PIN is not yet confirmed", "A colleague types their PIN as witness", WAITS, way)]


def _line(key: SigningKey, zone: dt.tzinfo, *, asks: bool) -> KeyLine:
    chip = NO if key.denied else WAITS if key.waits else FIRST if key.why is Why.FIRST else DONE
    return KeyLine(
        id=key.id,
        what=f"Chosen {long_moment(key.made_at, zone)}",
        detail=_said(key, ""),
        chip=chip,
        asks=asks,
        may_deny=not key.denied and key.confirmed_at is None,
    )


def _said(key: SigningKey, at: str) -> str:
    by = key.ordered_by
    how = {
        Why.FIRST: f"Your first PIN, with a code from {by}" if by else "Your first PIN",
        Why.RESET: f"After a reset ordered by {by}",
        Why.RECOVERY: f"The key was made anew because {by} used the recovery sheet",
    }[key.why]
    seen = f"{key.sat_before} was signed in here just before" if key.sat_before else ""
    confirmed = f"Confirmed with {key.witness}" if key.witness else ""
    return "".join(f"{part}. " for part in (f"{how}{at}", seen, confirmed) if part).rstrip()


def _at(key: SigningKey, zone: dt.tzinfo) -> str:
    return f", {long_moment(key.made_at, zone)}"
