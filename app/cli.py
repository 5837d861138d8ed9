"""The command line: a public interface for IT staff and for checks.

Errors are one plain sentence on stderr.
"""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import json
import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.domain.errors import AlongsideError
from app.domain.kinds import Kind
from app.system.paths import default_demo_dir, default_vault_dir, preferences_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.demo import DemoPerson
    from app.domain.people import Actor
    from app.services.house import House

EPILOG = (
    "Records stay on this PC. Commands that open them ask for a passphrase, or read it from "
    "--passphrase-file."
)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return the exit code.

    0 done, 1 refused or changed, 2 wrong use or unreadable, 3 unknown signer.
    """
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except AlongsideError as error:
        sys.stderr.write(f"{error} ({error.code})\n")
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing half-made was left behind.\n")
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command, each with an example."""
    top = argparse.ArgumentParser(
        prog="alongside", description="Record supervision, sign it together, prove it.", epilog=EPILOG
    )
    top.add_argument("--version", action="version", version=f"Alongside {__version__}")
    top.add_argument(
        "--vault", type=Path, help="the folder that holds the records (default: this PC’s shared data folder)"
    )
    top.set_defaults(command=_window)
    commands = top.add_subparsers(metavar="COMMAND")

    def add(
        name: str, does: str, example: str, command: Callable[[argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name,
            help=does,
            description=does,
            epilog=f"example:  alongside {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(command=command)
        return sub

    demo = add(
        "demo", "Make a made-up service to look around in.", "demo --vault demo --staff 12 --months 14", _demo
    )
    demo.add_argument(
        "--vault",
        type=Path,
        default=argparse.SUPPRESS,
        help="make the demo in this folder, without opening a window",
    )
    demo.add_argument(
        "--staff", type=_count(1, 500), default=12, metavar="N", help="how many workers (default 12)"
    )
    demo.add_argument(
        "--months",
        type=_count(1, 60),
        default=14,
        metavar="M",
        help="how many months of records (default 14)",
    )
    demo.add_argument(
        "--seed", type=int, default=1, metavar="S", help="a number: the same seed tells the same story"
    )
    demo.add_argument("--json", action="store_true", help="print who can sign in as JSON")

    export = add(
        "export",
        "Write sealed PDFs to a folder.",
        "export --vault demo --as 'Ruth Alder' --to pdfs --kind supervision",
        _export,
    )
    _opens_vault(export)
    export.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write to")
    export.add_argument("--kind", choices=[kind.value for kind in Kind], help="only this kind of record")
    export.add_argument("--person", metavar="NAME", help="only records about this person")
    export.add_argument("--json", action="store_true", help="print the files as JSON")

    verify = add(
        "verify",
        "Check PDFs: exit 0 unchanged, 1 changed, 2 unreadable, 3 unknown signer.",
        "verify record.pdf",
        _verify,
    )
    verify.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="a PDF, or a pack: its folder or its ZIP"
    )
    verify.add_argument(
        "--certificate",
        type=Path,
        action="append",
        default=[],
        metavar="CER",
        help="a service’s public certificate to trust",
    )
    verify.add_argument("--json", action="store_true", help="print what was found as JSON")

    _add_day(add)
    _add_packs(add)
    _add_frameworks(add)
    _add_take_out(add)

    doctor = add("doctor", "Check the records for damage.", "doctor --vault demo --as 'Ruth Alder'", _doctor)
    _opens_vault(doctor)
    doctor.add_argument("--json", action="store_true", help="print what was found as JSON")

    add("self-test", "Check that this installation is whole.", "self-test", _self_test)
    return top


def _add_day(
    add: Callable[[str, str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser],
) -> None:
    """Add the commands of the day: due, search, calendar, people."""
    due = add("due", "Tell who is due for what.", "due --vault demo --as 'Ruth Alder'", _due)
    _opens_vault(due)
    due.add_argument("--all", action="store_true", help="what is in date too, not only what is late or soon")
    due.add_argument("--xlsx", type=Path, metavar="FILE", help="write the whole matrix as an Excel workbook")
    due.add_argument("--json", action="store_true", help="print what was found as JSON")

    search = add(
        "search",
        "Find records by the words in them.",
        "search breakfast choice --vault demo --as 'Ruth Alder'",
        _search,
    )
    _opens_vault(search)
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--kind", choices=[kind.value for kind in Kind], help="only this kind of record")
    search.add_argument("--json", action="store_true", help="print what was found as JSON")

    calendar_example = "calendar --to due.ics --vault demo --as 'Ruth Alder'"
    calendar = add(
        "calendar", "Write planned sessions and due dates as a calendar file.", calendar_example, _calendar
    )
    _opens_vault(calendar)
    calendar.add_argument("--to", type=Path, required=True, metavar="FILE", help="the file to write (.ics)")

    people = add(
        "people",
        "Bring in people from a list.",
        "people import staff.csv --preview --vault demo --as 'Ruth Alder'",
        _no_command,
    )
    doing = people.add_subparsers(metavar="import", required=True)
    example = "example:  alongside people import staff.csv --preview --vault demo --as 'Ruth Alder'"
    bring_in = doing.add_parser("import", help="CSV, Excel or the ASC-WDS staff file", epilog=example)
    bring_in.set_defaults(command=_people_import)
    _opens_vault(bring_in)
    bring_in.add_argument("file", type=Path, metavar="FILE")
    bring_in.add_argument("--preview", action="store_true", help="only say what would happen")
    bring_in.add_argument("--json", action="store_true", help="print what was found or done as JSON")


def _add_packs(
    add: Callable[[str, str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser],
) -> None:
    """Add the commands of evidence: pack, frameworks."""
    pack_example = (
        "pack make --to packs --purpose inspection --framework cqc_asc_2026 --vault demo --as 'Ruth Alder'"
    )
    pack = add(
        "pack",
        "Make an evidence pack, list the packs made, or make one again and compare.",
        pack_example,
        _no_command,
    )
    doing = pack.add_subparsers(metavar="{make,list,again}", required=True)

    make = doing.add_parser(
        "make", help="make a pack: a folder and a ZIP", epilog=f"example:  alongside {pack_example}"
    )
    make.set_defaults(command=_pack_make)
    _opens_vault(make)
    make.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write the pack to")
    make.add_argument(
        "--purpose",
        choices=["inspection", "commissioner", "audit", "person"],
        default="inspection",
        help="what it is for",
    )
    make.add_argument(
        "--for", dest="recipient", default="", metavar="WHO", help="who asked for it (for the disclosure log)"
    )
    make.add_argument("--why", default="", metavar="WHY", help="why (for the disclosure log)")
    make.add_argument(
        "--from",
        dest="begin",
        type=_day,
        metavar="DAY",
        help="first day, as 2026-01-31 (default: a year before the last)",
    )
    make.add_argument("--until", dest="end", type=_day, metavar="DAY", help="last day (default: today)")
    make.add_argument(
        "--framework",
        action="append",
        default=[],
        metavar="ID",
        help="a framework to show coverage of (default: those of the CQC)",
    )
    make.add_argument("--person", metavar="NAME", help="whose file it is (purpose person)")
    make.add_argument(
        "--names",
        choices=["full", "role", "code"],
        default="full",
        help="full names with originals, or role and initials, or codes",
    )
    make.add_argument(
        "--sensitive", action="store_true", help="keep sensitive parts in (a person’s own file always does)"
    )
    make.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="WORD",
        help="a word found by the privacy pass that is no name and stays",
    )
    make.add_argument(
        "--hide", action="append", default=[], metavar="WORD", help="a further word or name to take out"
    )
    make.add_argument(
        "--seed", type=int, metavar="N", help="draw the codes with this number, to make the same pack twice"
    )
    make.add_argument("--json", action="store_true", help="print what was made as JSON")

    listing = doing.add_parser(
        "list",
        help="the disclosure log",
        epilog="example:  alongside pack list --vault demo --as 'Ruth Alder'",
    )
    listing.set_defaults(command=_pack_list)
    _opens_vault(listing)
    listing.add_argument("--json", action="store_true", help="print the log as JSON")

    again_example = "example:  alongside pack again 3 --to check --vault demo --as 'Ruth Alder'"
    again = doing.add_parser("again", help="make a pack of the log again and compare", epilog=again_example)
    again.set_defaults(command=_pack_again)
    _opens_vault(again)
    again.add_argument("number", type=int, metavar="N")
    again.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write it to")
    again.add_argument("--json", action="store_true", help="print what was found as JSON")


def _add_frameworks(
    add: Callable[[str, str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser],
) -> None:
    """Add the commands of frameworks and their coverage."""
    frameworks_example = "frameworks bring-in cqc_final.toml --vault demo --as 'Ruth Alder'"
    frameworks = add("frameworks", "List, bring in and take out frameworks.", frameworks_example, _no_command)
    doing = frameworks.add_subparsers(metavar="{list,bring-in,take-out,coverage}", required=True)
    shown = doing.add_parser(
        "list",
        help="every framework with its version",
        epilog="example:  alongside frameworks list --vault demo",
    )
    shown.set_defaults(command=_frameworks_list)
    _opens_vault(shown)
    shown.add_argument("--json", action="store_true", help="print them as JSON")
    bring = doing.add_parser(
        "bring-in",
        help="bring in a framework or crosswalk file (TOML)",
        epilog=f"example:  alongside {frameworks_example}",
    )
    bring.set_defaults(command=_frameworks_bring_in)
    _opens_vault(bring)
    bring.add_argument("file", type=Path, metavar="FILE")
    out = doing.add_parser(
        "take-out",
        help="write a framework as a file",
        epilog="example:  alongside frameworks take-out cqc_saf_2023 --to f.toml",
    )
    out.set_defaults(command=_frameworks_take_out)
    _opens_vault(out)
    out.add_argument("framework", metavar="ID")
    out.add_argument("--to", type=Path, required=True, metavar="FILE")
    cover = doing.add_parser(
        "coverage",
        help="what counts and what is missing",
        epilog="example:  alongside frameworks coverage cqc_asc_2026",
    )
    cover.set_defaults(command=_frameworks_coverage)
    _opens_vault(cover)
    cover.add_argument("framework", metavar="ID")
    cover.add_argument(
        "--from", dest="begin", type=_day, metavar="DAY", help="first day (default: a year before the last)"
    )
    cover.add_argument("--until", dest="end", type=_day, metavar="DAY", help="last day (default: today)")
    cover.add_argument("--json", action="store_true", help="print it as JSON")


def _add_take_out(
    add: Callable[[str, str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser],
) -> None:
    """Add the commands that take everything out and bring it back."""
    example = "take-out --to exit --vault demo --as 'Ruth Alder'"
    out = add("take-out", "Write everything to a folder that needs no Alongside to read.", example, _take_out)
    _opens_vault(out)
    out.add_argument("--to", type=Path, required=True, metavar="DIR", help="a new folder")
    out.add_argument("--json", action="store_true", help="print where it is as JSON")

    example = "bring-in exit --vault new-place --as 'Ruth Alder'"
    does = "Bring back what was taken out, or bring another service’s records in beside one’s own."
    back = add("bring-in", does, example, _bring_in)
    _opens_vault(back)
    back.add_argument("folder", type=Path, metavar="FOLDER")
    back.add_argument(
        "--recovery-file",
        type=Path,
        metavar="FILE",
        help="the recovery key: every PIN and passphrase is then as before",
    )
    back.add_argument(
        "--pin-file",
        type=Path,
        metavar="FILE",
        help="the new PIN of the registered manager (made and printed when left out)",
    )
    back.add_argument("--json", action="store_true", help="print what came in as JSON")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        message = "write a day as 2026-01-31"
        raise argparse.ArgumentTypeError(message) from error


def _opens_vault(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--vault", type=Path, default=argparse.SUPPRESS, help="the folder that holds the records"
    )
    sub.add_argument(
        "--as", dest="name", metavar="NAME", help="who opens the records (asked for when left out)"
    )
    sub.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from this file’s first line"
    )


def _count(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text) if text.isdecimal() else -1
        if not least <= value <= most:
            message = f"give a whole number from {least} to {most}"
            raise argparse.ArgumentTypeError(message)
        return value

    return number


def _vault_folder(options: argparse.Namespace) -> Path:
    return Path(options.vault) if options.vault else default_vault_dir()


def _open(options: argparse.Namespace) -> tuple[House, Actor]:
    from app.bootstrap import build  # noqa: PLC0415 - "--help" and wrong use answer without loading the house

    house = build(_vault_folder(options))
    if not house.vaults.exists():
        message = (
            f"There are no records in “{house.vaults.folder}”. Check the folder, or start Alongside once "
            "to set it up."
        )
        raise AlongsideError(message, "R-24")
    names = house.vaults.passphrase_names()
    name = options.name or input(f"Who are you ({', '.join(names)})? ")
    passphrase = (
        _first_line(options.passphrase_file, "passphrase")
        if options.passphrase_file
        else getpass.getpass("Passphrase: ")
    )
    return house, house.vaults.open(name, passphrase)


def _demo(options: argparse.Namespace) -> int:
    from app.demo import make_demo  # noqa: PLC0415 - see _open
    from app.demo_people import read_people  # noqa: PLC0415 - see _open

    windowed = options.vault is None
    folder = default_demo_dir() if windowed else Path(options.vault)
    if windowed and (people := read_people(folder)):
        return _open_window(folder, people)

    def progress(done: int, of: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\rMaking the demo: {done} of {of}")

    people = make_demo(
        folder, staff=options.staff, months=options.months, seed=options.seed, progress=progress
    )
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    if options.json:
        rows = [{"name": p.name, "role": p.role, "passphrase": p.passphrase, "pin": p.pin} for p in people]
        _print(json.dumps({"vault": str(folder), "people": rows}, ensure_ascii=False, indent=2))
    else:
        _print(f"Demo records are in {folder}. Everybody in them is made up. Who can sign in:")
        for p in people:
            _print(
                f"  {p.name:<24} {p.role:<16} PIN {p.pin}"
                + (f"   passphrase: {p.passphrase}" if p.passphrase else "")
            )
    return _open_window(folder, people) if windowed else 0


def _export(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        person_id = None
        if options.person:
            person_id = next(
                (p.id for p in house.people.list(actor) if p.name.casefold() == options.person.casefold()),
                None,
            )
            if person_id is None:
                message = (
                    f"There is nobody called “{options.person}” that {actor.name} can see. Nothing was "
                    "written."
                )
                raise AlongsideError(message, "R-04")
        files = house.transfer.export(
            actor, options.to, kind=Kind(options.kind) if options.kind else None, person_id=person_id
        )
    finally:
        house.vaults.close()
    if options.json:
        _print(json.dumps({"files": [str(path) for path in files]}, ensure_ascii=False, indent=2))
    else:
        _print(f"{len(files)} sealed PDFs are in {options.to}.")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from app.bootstrap import build  # noqa: PLC0415 - see _open
    from app.services.checking import as_der, is_pack  # noqa: PLC0415 - see _open

    checking = build(_vault_folder(options)).checking
    try:
        certificates = tuple(as_der(path.read_bytes()) for path in options.certificate)
    except OSError as error:
        message = f"The certificate “{error.filename}” could not be read. Check the file’s name."
        raise AlongsideError(message, "D-03") from error
    packs = [
        checking.check_pack(path, certificates, _progress("Checking"))
        for path in options.files
        if is_pack(path)
    ]
    checks = [checking.check(path, certificates) for path in options.files if not is_pack(path)]
    if options.json:
        _print(
            json.dumps(
                [
                    {
                        "file": c.file,
                        "verdict": c.verdict.value,
                        "sentence": c.sentence,
                        "signatures": [
                            {
                                "part": s.part,
                                "name": s.name,
                                "service": s.service,
                                "signed_at": s.signed_at.isoformat() if s.signed_at else None,
                                "intact": s.intact,
                                "known": s.known,
                            }
                            for s in c.signatures
                        ],
                    }
                    for c in checks
                ]
                + [
                    {
                        "file": p.file,
                        "verdict": p.verdict.value,
                        "sentence": p.sentence,
                        "faults": list(p.faults),
                    }
                    for p in packs
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for c in checks:
            _print(f"{c.file}: {c.sentence}")
            for s in c.signatures:
                when = (
                    f"{s.signed_at:%d %b %Y %H:%M} UTC by that PC’s clock"
                    if s.signed_at
                    else "at an unknown time"
                )
                _print(f"    {s.part}: {s.name}, {s.service}, {when}")
        for p in packs:
            _print(f"{p.file}: {p.sentence}")
            for fault in p.faults:
                _print(f"    {fault}")
    codes = [c.verdict.exit_code for c in checks] + [p.verdict.exit_code for p in packs]
    return max(codes, key=(0, 3, 2, 1).index)


def _read_file(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"“{path}” cannot be read. {what} Check the file’s name."
        raise AlongsideError(message, "R-29") from error


def _person_id(house: House, actor: Actor, name: str) -> str:
    found = next((p.id for p in house.people.list(actor) if p.name.casefold() == name.casefold()), None)
    if found is None:
        message = f"There is nobody called “{name}” that {actor.name} can see. Nothing was written."
        raise AlongsideError(message, "R-04")
    return found


def _pack_make(options: argparse.Namespace) -> int:
    from dataclasses import replace  # noqa: PLC0415 - see _open

    from app.domain.packs import Names, Purpose  # noqa: PLC0415 - see _open

    house, actor = _open(options)
    try:
        purpose = Purpose(options.purpose)
        frameworks = tuple(options.framework) or house.frameworks.usual(actor)
        person = _person_id(house, actor, options.person) if options.person else ""
        plan = house.packs.plan(
            actor,
            purpose,
            recipient=options.recipient,
            why=options.why,
            begin=options.begin,
            end=options.end,
            frameworks=() if purpose is Purpose.PERSON else frameworks,
            person_id=person,
            names=Names(options.names),
            seed=options.seed,
        )
        hidden = tuple(word for word in plan.hidden if word not in options.keep) + tuple(options.hide)
        plan = replace(plan, hidden=hidden, sensitive=plan.sensitive or options.sensitive)
        made = house.packs.make(actor, plan, options.to, _progress("Making the pack")).value
    finally:
        house.vaults.close()
    _told_progress()
    if options.json:
        answer = {
            "pack": made.made.number,
            "folder": str(made.folder),
            "zip": str(made.zip),
            "files": made.made.files,
            "records": len(plan.records),
            "hidden": list(plan.hidden),
            "manifest_sha256": made.made.sha256,
        }
        _print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print(
            f"Pack {made.made.number} is in {made.folder} and {made.zip}: {len(plan.records)} "
            f"records, {made.made.files} files."
        )
        if plan.hidden:
            _print(f"Taken out as possible names: {', '.join(plan.hidden)}.")
    return 0


def _progress(what: str) -> Callable[[int, int], bool] | None:
    if not sys.stderr.isatty():
        return None

    def tell(done: int, of: int) -> bool:
        sys.stderr.write(f"\r{what}: {done} of {of}")
        return True

    return tell


def _told_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\n")


def _pack_list(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        log = house.packs.log(actor)
    finally:
        house.vaults.close()
    if options.json:
        rows = [
            {
                "pack": one.number,
                "made_at": one.made_at.isoformat(),
                "made_by": one.made_by,
                "purpose": one.purpose.value,
                "recipient": one.plan.recipient,
                "why": one.plan.why,
                "files": one.files,
                "manifest_sha256": one.sha256,
            }
            for one in log
        ]
        _print(json.dumps({"packs": rows}, ensure_ascii=False, indent=2))
    else:
        for one in log:
            told = f"for {one.plan.recipient}" if one.plan.recipient else one.purpose.label.lower()
            _print(
                f"Pack {one.number}  {one.made_at:%d/%m/%Y}  {told}, by {one.made_by}: {one.files} "
                f"files, {one.sha256}"
            )
        if not log:
            _print("No pack was made yet.")
    return 0


def _pack_again(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        compared = house.packs.again(actor, options.number, options.to, _progress("Making the pack")).value
    finally:
        house.vaults.close()
    _told_progress()
    if options.json:
        answer = {
            "pack": compared.pack.made.number,
            "folder": str(compared.pack.folder),
            "same": list(compared.same),
            "different": list(compared.different),
            "signed_anew": list(compared.signed_anew),
        }
        _print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print(
            f"{len(compared.same)} files are the same as in pack {options.number}, "
            f"{len(compared.different)} differ."
        )
        for path in compared.different:
            _print(f"  differs: {path}")
    return 1 if compared.different else 0


def _frameworks_list(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        listed = house.frameworks.list(actor)
    finally:
        house.vaults.close()
    if options.json:
        rows = [
            {
                "id": one.framework.id,
                "version": one.framework.version,
                "title": one.framework.title,
                "status": one.framework.status.value,
                "items": len(one.framework.items),
                "own": one.own,
                "off": one.off,
            }
            for one in listed
        ]
        _print(json.dumps({"frameworks": rows}, ensure_ascii=False, indent=2))
    else:
        for one in listed:
            _print(
                f"{one.framework.id}: {one.framework.name}, {len(one.framework.items)} items"
                + (", switched off" if one.off else "")
            )
    return 0


def _frameworks_bring_in(options: argparse.Namespace) -> int:
    data = _read_file(options.file, "Nothing was brought in.")
    house, actor = _open(options)
    try:
        found = house.frameworks.bring_in(actor, data, options.file.name).value
    finally:
        house.vaults.close()
    _print(f"{found.title}, version {found.version}, was brought in.")
    return 0


def _frameworks_take_out(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        house.frameworks.take_out(actor, options.framework, options.to)
    finally:
        house.vaults.close()
    _print(f"The framework is in {options.to}.")
    return 0


def _frameworks_coverage(options: argparse.Namespace) -> int:
    from app.domain.clock import today  # noqa: PLC0415 - see _open
    from app.domain.requests import months_later  # noqa: PLC0415 - see _open

    house, actor = _open(options)
    try:
        end = options.end or today(house.clock)
        coverage = house.evidence.coverage(
            actor, options.framework, options.begin or months_later(end, -12), end
        )
    finally:
        house.vaults.close()
    if options.json:
        rows = [
            {
                "code": one.item.code,
                "title": one.item.title,
                "records": [seen.record.number for seen in one.seen],
                "also_mapped": [seen.record.number for seen in one.also],
                "by_category": dict(one.by_category),
                "last_on": one.last_on.isoformat() if one.last_on else None,
                "people": one.people,
                "roles": list(one.roles),
                "gap": one.gap or None,
            }
            for one in coverage.covered
        ]
        _print(
            json.dumps({"framework": coverage.framework.name, "items": rows}, ensure_ascii=False, indent=2)
        )
    else:
        _print(coverage.framework.name)
        for one in coverage.covered:
            _print(
                (
                    f"{one.item.code:<8}{one.item.title}: {len(one.seen)} records, {len(one.also)} "
                    f"mapped. {one.gap}"
                ).rstrip()
            )
    return 0


def _take_out(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        folder = house.take_out.take_out(actor, options.to, _progress("Taking out"))
    finally:
        house.vaults.close()
    _told_progress()
    _print(
        json.dumps({"folder": str(folder)})
        if options.json
        else f"Everything is in {folder}. It is not encrypted there; keep it safe."
    )
    return 0


def _bring_in(options: argparse.Namespace) -> int:
    from app.bootstrap import build  # noqa: PLC0415 - see _open

    pin = ""
    if build(_vault_folder(options)).take_out.exists():
        house, actor = _open(options)
        try:
            done = house.take_out.merge(actor, options.folder).value
        finally:
            house.vaults.close()
    else:
        service = build(_vault_folder(options)).take_out
        if options.recovery_file:
            done = service.restore(
                options.folder, recovery=_first_line(options.recovery_file, "recovery key")
            )
        else:
            name = options.name or input("Which registered manager are you? ")
            new = (
                _first_line(options.passphrase_file, "passphrase")
                if options.passphrase_file
                else getpass.getpass("New passphrase: ")
            )
            pin = _first_line(options.pin_file, "PIN") if options.pin_file else _new_pin()
            done = service.restore(options.folder, name=name, passphrase=new, pin=pin)
            pin = "" if options.pin_file else pin
    if options.json:
        answer = {
            "service": done.service,
            "rows": done.rows,
            "skipped": done.skipped,
            "renumbered": dict(done.renumbered),
        }
        _print(
            json.dumps(
                answer | {"pin": pin or None, "recovery_key": done.recovery_key or None},
                ensure_ascii=False,
                indent=2,
            )
        )
        return 0
    _print(
        f"{done.service}: {done.rows.get('record', 0)} records and {done.rows.get('person', 0)} "
        "people came in."
    )
    if done.skipped:
        _print(f"{done.skipped} rows were here already.")
    for old, new in done.renumbered:
        _print(f"  {old} is called {new} here; its PDF is unchanged.")
    if pin:
        _print(f"New PIN: {pin}. Change it in Set up. Everybody else needs a one-time code from you.")
    if done.recovery_key:
        _print(f"New recovery key, to print and put away: {done.recovery_key}")
    return 0


def _new_pin() -> str:
    from app.domain.errors import WeakSecretError  # noqa: PLC0415 - see _open
    from app.storage.keys import check_pin  # noqa: PLC0415 - see _open

    while True:
        pin = f"{secrets.randbelow(1_000_000):06d}"
        try:
            check_pin(pin)
        except WeakSecretError:
            continue
        return pin


def _first_line(path: Path, what: str) -> str:
    try:
        return str(path.read_text(encoding="utf-8-sig").splitlines()[0])
    except (OSError, UnicodeDecodeError, IndexError) as error:
        message = f"The {what} could not be read from “{path}”. Nothing was opened."
        raise AlongsideError(message, "K-04") from error


def _due(options: argparse.Namespace) -> int:
    from app.domain.schedule import DueState  # noqa: PLC0415 - see _open

    house, actor = _open(options)
    try:
        cells = house.schedule.due(actor)
        if options.xlsx:
            house.due_files.workbook(actor, options.xlsx)
    finally:
        house.vaults.close()
    shown = [c for c in cells if options.all or c.state in {DueState.LATE, DueState.SOON}]
    if options.json:
        rows = [
            {
                "person": c.name,
                "kind": c.kind.value,
                "form": c.form_id or None,
                "last_on": c.last_on.isoformat() if c.last_on else None,
                "due_on": c.due_on.isoformat() if c.due_on else None,
                "state": c.state.value,
                "planned_on": c.planned_on.isoformat() if c.planned_on else None,
                "why": c.why,
            }
            for c in shown
        ]
        _print(json.dumps({"due": rows}, ensure_ascii=False, indent=2))
    else:
        for c in shown:
            _print(
                f"{c.state.symbol} {c.name}: {c.what.lower()}, {c.state.word}"
                + (f", due {c.due_on:%d/%m/%Y}" if c.due_on else "")
            )
        if not shown:
            _print("Nobody is late, and nothing is due in the next 14 days.")
    return 0


def _search(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        hits = house.finding.search(
            actor, " ".join(options.words), kind=Kind(options.kind) if options.kind else None
        )
    finally:
        house.vaults.close()
    if options.json:
        rows = [
            {
                "number": h.summary.number,
                "kind": h.summary.kind.value,
                "about": h.summary.about_name,
                "held_at": h.summary.held_at.isoformat(),
                "status": h.summary.status,
                "snippet": h.snippet,
            }
            for h in hits
        ]
        _print(json.dumps({"records": rows}, ensure_ascii=False, indent=2))
    else:
        for h in hits:
            _print(
                f"{h.summary.number}  {h.summary.held_at:%d/%m/%Y}  {h.summary.kind.label}, "
                f"{h.summary.about_name}: {h.snippet}"
            )
        if not hits:
            _print("Nothing was found. Try another word, or the beginning of one.")
    return 0


def _calendar(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        house.due_files.calendar(actor, options.to)
    finally:
        house.vaults.close()
    _print(f"The calendar is in {options.to}.")
    return 0


def _no_command(_options: argparse.Namespace) -> int:
    return 2


def _people_import(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        try:
            data = options.file.read_bytes()
        except OSError as error:
            message = f"“{options.file}” cannot be read. Nothing was brought in. Check the file’s name."
            raise AlongsideError(message, "R-29") from error
        preview = house.bring_in.read(actor, data, options.file.name)
        done = None if options.preview else house.bring_in.apply(actor, preview).value
    finally:
        house.vaults.close()
    rows = [
        {
            "row": p.entry.row.number,
            "name": p.entry.name,
            "reference": p.entry.reference,
            "what": p.what.value,
            "problems": list(p.entry.problems),
        }
        for p in preview.proposals
    ]
    if options.json:
        answer: dict[str, object] = {
            "rows": rows,
            "ignored_columns": list(preview.staff.ignored),
            "asc_wds": preview.staff.asc_wds,
        }
        if done is not None:
            answer |= {"codes": dict(done.codes), "updated": list(done.updated), "failed": dict(done.failed)}
        _print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for p in preview.proposals:
            _print(
                (
                    f"row {p.entry.row.number}: {p.what.label}  {p.entry.name}  {' '.join(p.entry.problems)}"
                ).rstrip()
            )
        if preview.staff.ignored:
            _print(f"Left out unread: {', '.join(preview.staff.ignored)}.")
        for name, code in done.codes if done is not None else ():
            _print(f"{name}: one-time code {code}")
    return 0


def _doctor(options: argparse.Namespace) -> int:
    house, _ = _open(options)
    try:
        faults = house.vaults.faults()
    finally:
        house.vaults.close()
    if options.json:
        _print(json.dumps({"faults": list(faults)}, ensure_ascii=False, indent=2))
    else:
        _print("\n".join(faults) if faults else "The records, the keys and the activity log are whole.")
    return 1 if faults else 0


def _self_test(_options: argparse.Namespace) -> int:
    from app.selftest import run as self_test  # noqa: PLC0415 - see _open

    return self_test(_print)


def _window(options: argparse.Namespace) -> int:
    from app.demo_people import read_people  # noqa: PLC0415 - see _open

    folder = _vault_folder(options)
    return _open_window(folder, read_people(folder))


def _open_window(folder: Path, people: Sequence[DemoPerson]) -> int:
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    ):
        sys.stderr.write(
            "There is no screen here to open a window on; “alongside demo --vault DIR” makes a demo "
            "without one.\n"
        )
        return 1
    from app.doorstep import names_at_the_door  # noqa: PLC0415 - see _open
    from app.system.resources import resource  # noqa: PLC0415 - see _open
    from app.ui.application import run as run_window  # noqa: PLC0415 - Qt is loaded only when there is a window

    def house() -> House:
        from app.bootstrap import build  # noqa: PLC0415 - loaded on the vault thread, after the window is painted

        return build(folder)

    hint = tuple(
        f"{p.name}: PIN {p.pin}" + (f", passphrase {p.passphrase}" if p.passphrase else "") for p in people
    )
    return run_window(house, resource(), preferences_file(), hint, names_at_the_door(folder))


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
