"""What a command is, and the arguments that several commands share.

A module of this room declares its commands in ``COMMANDS``; nothing else lists them.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.clock import SystemClock, today
from app.domain.days import read_day
from app.domain.errors import DayError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.domain.clock import Clock
    from app.services.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Builders:
    """What the command line is handed, because it may not know how a house, a demo or a window is built.

    ``house`` builds the services of a folder, ``demo`` those of a made-up service under the story's own
    clock. ``window`` opens a folder with the lines to show beside a demo's lock screen, ``self_test`` tells
    one line a check; both return the exit code.
    """

    house: Callable[[Path], House]
    demo: Callable[[Path, Clock], House]
    window: Callable[[Path, tuple[str, ...]], int]
    self_test: Callable[[Callable[[str], None]], int]


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """Declare no argument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: what it is called, what it does in a sentence, an example, its arguments and its code.

    The command with an empty name runs when none is given. ``opens_records`` adds the arguments by which
    records are opened. ``run`` returns the exit code.
    """

    name: str
    does: str
    example: str
    run: Callable[[argparse.Namespace, Builders], int]
    declare: Callable[[argparse.ArgumentParser], None] = _no_arguments
    opens_records: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Commands that share a first word, as in ``pack make`` and ``pack list``."""

    name: str
    does: str
    commands: tuple[Command, ...]


def records_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the records are and who opens them."""
    parser.add_argument(
        "--vault", type=Path, default=argparse.SUPPRESS, help="the folder that holds the records"
    )
    parser.add_argument(
        "--as", dest="name", metavar="NAME", help="who opens the records (asked for when left out)"
    )
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from this file’s first line"
    )


def json_argument(parser: argparse.ArgumentParser, what: str = "what was found") -> None:
    """Declare ``--json``."""
    parser.add_argument("--json", action="store_true", help=f"print {what} as JSON")


def days_arguments(parser: argparse.ArgumentParser, *, first: str) -> None:
    """Declare the first and last day of a time. ``first`` says how the first day is given or found."""
    parser.add_argument("--from", dest="begin", type=day, metavar="DAY", help=first)
    parser.add_argument("--until", dest="end", type=day, metavar="DAY", help="last day (default: today)")


def day(text: str) -> dt.date:
    """Read a day as 2026-01-31, or as people type it: 31/1/2026, yesterday."""
    try:
        return read_day(text, today(SystemClock()))
    except DayError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def count(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from ``least`` to ``most``."""

    def number(text: str) -> int:
        value = int(text) if text.isascii() and text.isdecimal() else -1
        if not least <= value <= most:
            message = f"give a whole number from {least} to {most}"
            raise argparse.ArgumentTypeError(message)
        return value

    return number
