"""The commands about what opens and what signs: a new recovery sheet, and confirming one's own new PIN."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Group
from app.cli.console import ask, ask_secret, say, tell
from app.cli.records import KEYBOARD, opened, passphrase, person_id, signed_in
from app.domain.errors import AlongsideError
from app.domain.signing_keys import told

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders

OLDER = "This PIN was chosen before this was written down."


def _sheet_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="where the sheet (PDF) goes")


def _sheet(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        own = passphrase(options, "Your own passphrase once more: ")
        made = house.vaults.new_sheet(actor, own)
        try:
            to = house.vaults.save_sheet(made.recovery_sheet_pdf, options.to)
        except AlongsideError as error:  # the old one opens nothing any more: this must not be lost
            tell(f"{error} Write this key down now, it is shown only once: {made.recovery_key}")
            return 1
    say(f"The old sheet no longer works. The new one is in “{to}”. Print it, then delete the file.")
    return 0


def _put_away(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        house.vaults.confirm_sheet(actor)
    say("Noted: the recovery sheet was printed and put away.")
    return 0


def _whose_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--whose", metavar="NAME", help="whose PIN (default: who opens the records)")


def _confirm_arguments(parser: argparse.ArgumentParser) -> None:
    _whose_arguments(parser)
    parser.add_argument("--witness", required=True, metavar="NAME", help="who is there and types their PIN")


def _show(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        me, _ = signed_in(house, actor, options.whose)
        own, zone = house.own_keys.mine(me), house.clock.zone()
    for one in own.keys:
        denied = ", said not to be theirs" if one.denied else ""
        say(f"{told(one.said(zone))}{denied}{', in use' if one == own.current else ''}")
    if not own.keys:
        say(OLDER)
    return 0


def _yes(question: str) -> bool:
    """Return whether the answer is yes. Raises AlongsideError for one that is neither yes nor no."""
    said = ask(question, KEYBOARD).lower()
    if said not in {"yes", "no"}:
        message = "Type yes or no: what you say here stays. Nothing was changed."
        raise AlongsideError(message, "U-02")
    return said == "yes"


def _confirm(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        witness = person_id(house, actor, options.witness)
        me, pin = signed_in(house, actor, options.whose)
        for one in house.own_keys.mine(me).asked:
            mine = _yes(f"{told(one.said(house.clock.zone()))}. Was that you? (yes/no) ")
            house.own_keys.answer(me, one.id, mine=mine)
            if not mine:
                say("Noted, and told to the registered manager. A PIN that is not yours signs nothing.")
                return 1
        seen = ask_secret(f"PIN of {options.witness}: ", KEYBOARD)
        house.own_keys.confirm(me, pin, witness, seen)
    say("Confirmed. Signatures say so from now on.")
    return 0


COMMANDS = (
    Group(
        name="sheet",
        does="the printed recovery sheet",
        commands=(
            Command(
                name="new",
                does="make a new recovery sheet; the old one opens nothing after that",
                example="sheet new --to sheet.pdf --vault DIR",
                run=_sheet,
                declare=_sheet_arguments,
            ),
            Command(
                name="put-away",
                does="note that the recovery sheet was printed and put away",
                example="sheet put-away --vault DIR",
                run=_put_away,
            ),
        ),
    ),
    Group(
        name="pin",
        does="one's own PIN: where it comes from, and confirming a new one",
        commands=(
            Command(
                name="show",
                does="show since when somebody has their PIN, who ordered it, and whether it is confirmed",
                example="pin show --whose 'Tomasz Birch' --vault DIR",
                run=_show,
                declare=_whose_arguments,
            ),
            Command(
                name="confirm",
                does="confirm one's own new PIN beside somebody of another line; each types their own",
                example="pin confirm --whose 'Tomasz Birch' --witness 'Priya Larch' --vault DIR",
                run=_confirm,
                declare=_confirm_arguments,
            ),
        ),
    ),
)
