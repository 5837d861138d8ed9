"""The commands that keep records safe: making backups, trying one out, and putting one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from app.cli.command import Command, json_argument
from app.cli.console import ask, progress, say, say_json, tell
from app.cli.records import first_line, opened, passphrase, vault_folder

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders


class Proof(TypedDict, total=False):
    """What opens records that are closed: a registered manager's name and passphrase, or the sheet."""

    name: str
    passphrase: str
    recovery: str


def _recovery_argument(parser: argparse.ArgumentParser, told: str) -> None:
    parser.add_argument("--recovery-file", type=Path, metavar="FILE", help=told)


def _proof(options: argparse.Namespace, question: str) -> Proof:
    """Return the recovery key from its file, or else who asks and their passphrase."""
    if options.recovery_file:
        return Proof(recovery=first_line(options.recovery_file, "recovery key"))
    name = options.name or ask("Which registered manager are you? ", "--as NAME")
    return Proof(name=name, passphrase=passphrase(options, question))


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        type=Path,
        metavar="DIR",
        help="only in this folder (default: beside the records, and in the second place that was chosen)",
    )
    json_argument(parser, "the backup")


def _backup(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor), progress("Making a backup") as step:
        made = house.backups.make(actor, options.to, step).value
    one = made.backup
    if options.json:
        say_json(
            {
                "backup": str(made.folder / one.name),
                "second": str(made.second / one.name) if made.second else None,
                "made_at": one.made_at.isoformat(),
                "records": one.records,
                "people": one.people,
                "log_entries": one.events,
                "log_head": one.head,
                "problem": made.problem or None,
            }
        )
    else:
        say(f"The backup is in {made.folder / one.name}. It was opened and checked: {one.records} records.")
        if made.second:
            say(f"Another is in {made.second}.")
    if made.problem:
        tell(made.problem)
    return 0


def _rehearse_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="backup", type=Path, metavar="DIR", help="this backup (default: the newest)"
    )
    json_argument(parser)


def _rehearse(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor), progress("Trying the backup out") as step:
        done = house.backups.rehearse(actor, options.backup, step).value
    if options.json:
        say_json({"backup": str(done.backup), "files": done.files, "log_entries": done.events, "whole": True})
    else:
        say(
            f"{done.backup.name} was put back in a place of its own and is whole: {done.files} files and "
            f"{done.events} log entries were checked. It was removed again."
        )
    return 0


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from",
        dest="backup",
        type=Path,
        required=True,
        metavar="DIR",
        help="the backup, or a folder of backups: the newest is taken",
    )
    _recovery_argument(
        parser, "open it with the recovery key in this file, instead of a registered manager’s passphrase"
    )
    json_argument(parser, "where the records from before are kept")


def _restore(options: argparse.Namespace, builders: Builders) -> int:
    house = builders.house(vault_folder(options))
    proof = _proof(options, "Passphrase of that day: ")
    with progress("Putting the backup back") as step:
        done = house.backups.restore(options.backup, **proof, progress=step)
    if options.json:
        say_json({"backup": str(done.backup), "kept": str(done.kept) if done.kept else None})
    else:
        say(f"{done.backup.name} is in place and whole. Open Alongside with a passphrase of that day.")
        if done.kept:
            say(f"The records from before are kept in {done.kept}.")
    return 0


def _salvage_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="a new folder")
    _recovery_argument(
        parser, "open them with the recovery key in this file, instead of the registered manager’s passphrase"
    )
    json_argument(parser)


def _salvage(options: argparse.Namespace, builders: Builders) -> int:
    house = builders.house(vault_folder(options))
    proof = _proof(options, "Passphrase: ")
    with progress("Getting records out") as step:
        found = house.salvage.salvage(options.to, **proof, progress=step)
    if options.json:
        say_json(
            {
                "folder": str(found.folder),
                "whole": found.whole,
                "from_backups": list(found.mended),
                "lost": [{"record": record, "what": what} for record, what in found.lost],
            }
        )
    else:
        say(f"{found.whole} records are whole and in {found.folder}. They are not encrypted there.")
        for one in found.mended:
            say(f"  {one} came from a backup.")
        for record, what in found.lost:
            say(f"  {record}: lost is {what}.")
    return 1 if found.lost else 0


COMMANDS = (
    Command(
        name="backup",
        does="Make a backup and check it.",
        example="backup --vault demo --as 'Ruth Alder' --to stick",
        run=_backup,
        declare=_backup_arguments,
    ),
    Command(
        name="rehearse",
        does="Try a backup out: put it back in a place of its own, check everything, remove it.",
        example="rehearse --vault demo --as 'Ruth Alder'",
        run=_rehearse,
        declare=_rehearse_arguments,
    ),
    Command(
        name="restore",
        does="Put a backup in the place of the records; those from before are kept beside.",
        example="restore --from 'stick/backup 0001 2026-11-30 14.07 UTC' --vault demo --as 'Ruth Alder'",
        run=_restore,
        declare=_restore_arguments,
    ),
    Command(
        name="salvage",
        does="Get every whole record out of damaged records; exit 1 when something is lost.",
        example="salvage --to rescued --vault demo --as 'Ruth Alder'",
        run=_salvage,
        declare=_salvage_arguments,
    ),
)
