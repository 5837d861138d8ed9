"""The parser of every command, and running one.

It walks this room's modules; each declares its own commands.
"""

from __future__ import annotations

import argparse
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import app.cli
from app import __version__
from app.cli.command import Command, Group, records_arguments
from app.cli.console import tell
from app.domain.errors import AlongsideError
from app.system.streams import let_go

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.cli.command import Builders

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse gives its type no other name

EPILOG = (
    "Records stay on this PC. Commands that open them ask for a passphrase, or read it from\n"
    "--passphrase-file.\n\nexample:  alongside demo --vault demo"
)
STOPPED = 130
"""The exit code of a command that was stopped with Ctrl+C, as shells give it."""


def run(arguments: Sequence[str], builders: Builders) -> int:
    """Run one command line and return the exit code.

    0 done, 1 refused or changed, 2 wrong use or unreadable, 3 unknown signer.
    """
    options = parser().parse_args(arguments)
    command: Command = options.command
    try:
        code = command.run(options, builders)
        sys.stdout.flush()
    except AlongsideError as error:
        tell(f"{error} ({error.code})")
        return 1
    except BrokenPipeError:
        let_go(sys.stdout)
        return 1
    except KeyboardInterrupt:
        tell("Stopped. Nothing half-made was left behind.")
        return STOPPED
    return code


def declared() -> Iterator[Command | Group]:
    """Yield what every module of this room declares."""
    for module in pkgutil.iter_modules(app.cli.__path__, f"{app.cli.__name__}."):
        yield from getattr(import_module(module.name), "COMMANDS", ())


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command, each with an example."""
    top = argparse.ArgumentParser(
        prog="alongside",
        description="Record supervision, sign it together, prove it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"Alongside {__version__}")
    top.add_argument(
        "--vault", type=Path, help="the folder that holds the records (default: this PC’s shared data folder)"
    )
    commands = top.add_subparsers(metavar="COMMAND")
    for one in declared():
        if isinstance(one, Group):
            _add_group(commands, one)
        elif one.name:
            _add(commands, one, one.name)
        else:
            top.set_defaults(command=one)
    return top


def _add_group(commands: Commands, group: Group) -> None:
    names = [command.name for command in group.commands]
    inside = _sub(commands, group.name, group.does, group.commands[0].example).add_subparsers(
        metavar=f"{{{','.join(names)}}}" if len(names) > 1 else names[0], required=True
    )
    for command in group.commands:
        _add(inside, command, command.name)


def _add(commands: Commands, command: Command, name: str) -> None:
    sub = _sub(commands, name, command.does, command.example)
    if command.opens_records:
        records_arguments(sub)
    command.declare(sub)
    sub.set_defaults(command=command)


def _sub(commands: Commands, name: str, does: str, example: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=does,
        description=does,
        epilog=f"example:  alongside {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
