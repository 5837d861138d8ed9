"""The commands that move records: sealed PDFs out, everything out, and everything back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, json_argument
from app.cli.console import ask, progress, say, say_json
from app.cli.records import first_line, opened, passphrase, person_id, vault_folder
from app.domain.kinds import Kind

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders
    from app.services.take_out.service import BroughtIn


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write to")
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], help="only this kind of record")
    parser.add_argument("--person", metavar="NAME", help="only records about this person")
    json_argument(parser, "the files")


def _export(options: argparse.Namespace, builders: Builders) -> int:
    kind = Kind(options.kind) if options.kind else None
    with opened(options, builders) as (house, actor):
        about = person_id(house, actor, options.person) if options.person else None
        with progress("Writing PDFs") as step:
            files = house.transfer.export(actor, options.to, kind=kind, person_id=about, progress=step)
    if options.json:
        say_json({"files": [str(path) for path in files]})
    else:
        say(f"{len(files)} sealed PDFs are in {options.to}.")
    return 0


def _take_out_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="a new folder")
    json_argument(parser, "where it is")


def _take_out(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        told = house.take_out.beforehand(actor).told
        if told and not options.json:
            say(told)
        with progress("Taking out") as step:
            folder = house.take_out.take_out(actor, options.to, step)
        found = house.take_out.altered(folder)
    if options.json:
        say_json({"folder": str(folder), "leaves_sealed": told, "not_as_sealed": found})
    else:
        say(f"Everything is in {folder}. It is not encrypted there; keep it safe.")
        _say_altered(found)
    return 1 if found else 0


def _say_altered(found: tuple[str, ...]) -> None:
    if found:
        say("These records are not as they were sealed:")
        for one in found:
            say(f"  {one}")


def _bring_in_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--recovery-file",
        type=Path,
        metavar="FILE",
        help="the recovery key: every PIN and passphrase is then as before",
    )
    parser.add_argument(
        "--pin-file",
        type=Path,
        metavar="FILE",
        help="the new PIN of the registered manager (made and printed when left out)",
    )
    json_argument(parser, "what came in")


def _bring_in(options: argparse.Namespace, builders: Builders) -> int:
    pin = ""
    if builders.house(vault_folder(options)).take_out.exists():
        with opened(options, builders) as (house, actor):
            key = first_line(options.recovery_file, "recovery key") if options.recovery_file else ""
            done = house.take_out.merge(actor, options.folder, recovery=key).value
    else:
        done, pin = _restore(options, builders)
    if options.json:
        say_json(
            {
                "service": done.service,
                "rows": done.rows,
                "skipped": done.skipped,
                "renumbered": dict(done.renumbered),
                "pin": pin or None,
                "recovery_key": done.recovery_key or None,
                "not_as_sealed": done.altered,
                "stayed_sealed": done.closed,
            }
        )
    else:
        _say_brought_in(done, pin)
    return 0


def _restore(options: argparse.Namespace, builders: Builders) -> tuple[BroughtIn, str]:
    """Bring everything back where there is nothing yet. Returns a PIN that was made here and must be told."""
    house = builders.house(vault_folder(options))
    if options.recovery_file:
        key = first_line(options.recovery_file, "recovery key")
        return house.take_out.restore(options.folder, recovery=key), ""
    name = options.name or ask("Which registered manager are you? ", "--as NAME")
    new = passphrase(options, "New passphrase: ")
    if options.pin_file:
        chosen = first_line(options.pin_file, "PIN")
        return house.take_out.restore(options.folder, name=name, passphrase=new, pin=chosen), ""
    made = house.vaults.suggest_pin()
    return house.take_out.restore(options.folder, name=name, passphrase=new, pin=made), made


def _say_brought_in(done: BroughtIn, pin: str) -> None:
    records, people = done.rows.get("record", 0), done.rows.get("person", 0)
    say(f"{done.service}: {records} records and {people} people came in.")
    _say_altered(done.altered)
    if done.closed:
        say(done.told_closed)
    if done.skipped:
        say(f"{done.skipped} rows were here already.")
    for old, new in done.renumbered:
        say(f"  {old} is called {new} here; its PDF is unchanged.")
    if pin:
        say(f"New PIN: {pin}. Change it in Set up. Everybody else needs a one-time code from you.")
    if done.recovery_key:
        say(f"New recovery key, to print and put away: {done.recovery_key}")


COMMANDS = (
    Command(
        name="export",
        does="Write sealed PDFs to a folder.",
        example="export --vault demo --as 'Ruth Alder' --to pdfs --kind supervision",
        run=_export,
        declare=_export_arguments,
    ),
    Command(
        name="take-out",
        does="Write everything to a folder that needs no Alongside to read.",
        example="take-out --to exit --vault demo --as 'Ruth Alder'",
        run=_take_out,
        declare=_take_out_arguments,
    ),
    Command(
        name="bring-in",
        does="Bring back what was taken out, or bring another service’s records in beside one’s own.",
        example="bring-in exit --vault new-place --as 'Ruth Alder'",
        run=_bring_in,
        declare=_bring_in_arguments,
    ),
)
