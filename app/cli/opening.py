"""Opening the window, and making a demo to look around in."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, count, json_argument
from app.cli.console import progress, say, say_json, tell
from app.cli.records import vault_folder
from app.system.paths import default_demo_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.command import Builders
    from app.demo.people import DemoPerson


def _window(options: argparse.Namespace, builders: Builders) -> int:
    from app.demo.people import read_people  # noqa: PLC0415 - a command without a demo does not load it

    folder = vault_folder(options)
    return _open_window(folder, read_people(folder), builders)


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--vault",
        type=Path,
        default=argparse.SUPPRESS,
        help="make the demo in this folder, without opening a window",
    )
    parser.add_argument(
        "--staff", type=count(1, 500), default=12, metavar="N", help="how many workers (default 12)"
    )
    parser.add_argument(
        "--months", type=count(1, 60), default=14, metavar="M", help="how many months of records (default 14)"
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="a number: the same seed tells the same story"
    )
    json_argument(parser, "who can sign in")


def _demo(options: argparse.Namespace, builders: Builders) -> int:
    from app.demo.making import make_demo  # noqa: PLC0415 - the story is loaded only to be told
    from app.demo.people import read_people  # noqa: PLC0415 - see above

    windowed = options.vault is None
    folder = default_demo_dir() if windowed else Path(options.vault)
    if windowed and (people := read_people(folder)):
        return _open_window(folder, people, builders)
    with progress("Making the demo") as step:
        people = make_demo(
            folder,
            builders.demo,
            staff=options.staff,
            months=options.months,
            seed=options.seed,
            progress=step,
        )
    if options.json:
        rows = [{"name": p.name, "role": p.role, "passphrase": p.passphrase, "pin": p.pin} for p in people]
        say_json({"vault": str(folder), "people": rows})
    else:
        say(f"Demo records are in {folder}. Everybody in them is made up. Who can sign in:")
        for p in people:
            say(
                f"  {p.name:<24} {p.role:<18} PIN {p.pin}"
                + (f"   passphrase: {p.passphrase}" if p.passphrase else "")
            )
    return _open_window(folder, people, builders) if windowed else 0


def _open_window(folder: Path, people: Sequence[DemoPerson], builders: Builders) -> int:
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    ):
        tell(
            "There is no screen here to open a window on; “alongside demo --vault DIR” makes a demo "
            "without one."
        )
        return 1
    hint = tuple(
        f"{p.name}: PIN {p.pin}" + (f", passphrase {p.passphrase}" if p.passphrase else "") for p in people
    )
    return builders.window(folder, hint)


COMMANDS = (
    Command(name="", does="Open the window.", example="", run=_window, opens_records=False),
    Command(
        name="demo",
        does="Make a made-up service to look around in.",
        example="demo --vault demo --staff 12 --months 14",
        run=_demo,
        declare=_demo_arguments,
        opens_records=False,
    ),
)
