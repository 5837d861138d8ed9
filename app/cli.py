"""The command line: a public interface for IT staff and for checks. Errors are one plain sentence on stderr."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.domain.errors import AlongsideError
from app.domain.forms import Kind
from app.system.paths import default_demo_dir, default_vault_dir, preferences_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.demo import DemoPerson
    from app.domain.people import Actor
    from app.services.house import House

EPILOG = "Records stay on this PC. Commands that open them ask for a passphrase, or read it from --passphrase-file."


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return the exit code: 0 done, 1 refused or changed, 2 wrong use or unreadable, 3 unknown signer."""
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
    top = argparse.ArgumentParser(prog="alongside", description="Record supervision, sign it together, prove it.", epilog=EPILOG)
    top.add_argument("--version", action="version", version=f"Alongside {__version__}")
    top.add_argument("--vault", type=Path, help="the folder that holds the records (default: this PC’s shared data folder)")
    top.set_defaults(command=_window)
    commands = top.add_subparsers(metavar="COMMAND")

    def add(name: str, does: str, example: str, command: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name, help=does, description=does, epilog=f"example:  alongside {example}", formatter_class=argparse.RawDescriptionHelpFormatter
        )
        sub.set_defaults(command=command)
        return sub

    demo = add("demo", "Make a made-up service to look around in.", "demo --vault demo --staff 12 --months 14", _demo)
    demo.add_argument("--vault", type=Path, default=argparse.SUPPRESS, help="make the demo in this folder, without opening a window")
    demo.add_argument("--staff", type=_count(1, 500), default=12, metavar="N", help="how many workers (default 12)")
    demo.add_argument("--months", type=_count(1, 60), default=14, metavar="M", help="how many months of records (default 14)")
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="a number: the same seed tells the same story")
    demo.add_argument("--json", action="store_true", help="print who can sign in as JSON")

    export = add("export", "Write sealed PDFs to a folder.", "export --vault demo --as 'Ruth Alder' --to pdfs --kind supervision", _export)
    _opens_vault(export)
    export.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write to")
    export.add_argument("--kind", choices=[kind.value for kind in Kind], help="only this kind of record")
    export.add_argument("--person", metavar="NAME", help="only records about this person")
    export.add_argument("--json", action="store_true", help="print the files as JSON")

    verify = add("verify", "Check PDFs: exit 0 unchanged, 1 changed, 2 unreadable, 3 unknown signer.", "verify record.pdf", _verify)
    verify.add_argument("files", type=Path, nargs="+", metavar="FILE")
    verify.add_argument("--certificate", type=Path, action="append", default=[], metavar="CER", help="a service’s public certificate to trust")
    verify.add_argument("--json", action="store_true", help="print what was found as JSON")

    _add_day(add)

    doctor = add("doctor", "Check the records for damage.", "doctor --vault demo --as 'Ruth Alder'", _doctor)
    _opens_vault(doctor)
    doctor.add_argument("--json", action="store_true", help="print what was found as JSON")

    add("self-test", "Check that this installation is whole.", "self-test", _self_test)
    return top


def _add_day(add: Callable[[str, str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]) -> None:
    """Add the commands of the day: due, search, calendar, people."""
    due = add("due", "Tell who is due for what.", "due --vault demo --as 'Ruth Alder'", _due)
    _opens_vault(due)
    due.add_argument("--all", action="store_true", help="what is in date too, not only what is late or soon")
    due.add_argument("--xlsx", type=Path, metavar="FILE", help="write the whole matrix as an Excel workbook")
    due.add_argument("--json", action="store_true", help="print what was found as JSON")

    search = add("search", "Find records by the words in them.", "search breakfast choice --vault demo --as 'Ruth Alder'", _search)
    _opens_vault(search)
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--kind", choices=[kind.value for kind in Kind], help="only this kind of record")
    search.add_argument("--json", action="store_true", help="print what was found as JSON")

    calendar_example = "calendar --to due.ics --vault demo --as 'Ruth Alder'"
    calendar = add("calendar", "Write planned sessions and due dates as a calendar file.", calendar_example, _calendar)
    _opens_vault(calendar)
    calendar.add_argument("--to", type=Path, required=True, metavar="FILE", help="the file to write (.ics)")

    people = add("people", "Bring in people from a list.", "people import staff.csv --preview --vault demo --as 'Ruth Alder'", _no_command)
    doing = people.add_subparsers(metavar="import", required=True)
    example = "example:  alongside people import staff.csv --preview --vault demo --as 'Ruth Alder'"
    bring_in = doing.add_parser("import", help="CSV, Excel or the ASC-WDS staff file", epilog=example)
    bring_in.set_defaults(command=_people_import)
    _opens_vault(bring_in)
    bring_in.add_argument("file", type=Path, metavar="FILE")
    bring_in.add_argument("--preview", action="store_true", help="only say what would happen")
    bring_in.add_argument("--json", action="store_true", help="print what was found or done as JSON")


def _opens_vault(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--vault", type=Path, default=argparse.SUPPRESS, help="the folder that holds the records")
    sub.add_argument("--as", dest="name", metavar="NAME", help="who opens the records (asked for when left out)")
    sub.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from this file’s first line")


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
        message = f"There are no records in “{house.vaults.folder}”. Check the folder, or start Alongside once to set it up."
        raise AlongsideError(message, "R-24")
    names = house.vaults.passphrase_names()
    name = options.name or input(f"Who are you ({', '.join(names)})? ")
    if options.passphrase_file:
        try:
            passphrase = options.passphrase_file.read_text(encoding="utf-8-sig").splitlines()[0]
        except (OSError, UnicodeDecodeError, IndexError) as error:
            message = f"The passphrase could not be read from “{options.passphrase_file}”. Nothing was opened."
            raise AlongsideError(message, "K-04") from error
    else:
        passphrase = getpass.getpass("Passphrase: ")
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

    people = make_demo(folder, staff=options.staff, months=options.months, seed=options.seed, progress=progress)
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    if options.json:
        rows = [{"name": p.name, "role": p.role, "passphrase": p.passphrase, "pin": p.pin} for p in people]
        _print(json.dumps({"vault": str(folder), "people": rows}, ensure_ascii=False, indent=2))
    else:
        _print(f"Demo records are in {folder}. Everybody in them is made up. Who can sign in:")
        for p in people:
            _print(f"  {p.name:<24} {p.role:<16} PIN {p.pin}" + (f"   passphrase: {p.passphrase}" if p.passphrase else ""))
    return _open_window(folder, people) if windowed else 0


def _export(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        person_id = None
        if options.person:
            person_id = next((p.id for p in house.people.list(actor) if p.name.casefold() == options.person.casefold()), None)
            if person_id is None:
                message = f"There is nobody called “{options.person}” that {actor.name} can see. Nothing was written."
                raise AlongsideError(message, "R-04")
        files = house.transfer.export(actor, options.to, kind=Kind(options.kind) if options.kind else None, person_id=person_id)
    finally:
        house.vaults.close()
    if options.json:
        _print(json.dumps({"files": [str(path) for path in files]}, ensure_ascii=False, indent=2))
    else:
        _print(f"{len(files)} sealed PDFs are in {options.to}.")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from app.bootstrap import build  # noqa: PLC0415 - see _open

    checking = build(_vault_folder(options)).checking
    try:
        certificates = tuple(path.read_bytes() for path in options.certificate)
    except OSError as error:
        message = f"The certificate “{error.filename}” could not be read. Check the file’s name."
        raise AlongsideError(message, "D-03") from error
    checks = [checking.check(path, certificates) for path in options.files]
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
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for c in checks:
            _print(f"{c.file}: {c.sentence}")
            for s in c.signatures:
                when = f"{s.signed_at:%d %b %Y %H:%M} UTC by that PC’s clock" if s.signed_at else "at an unknown time"
                _print(f"    {s.part}: {s.name}, {s.service}, {when}")
    return max((c.verdict.exit_code for c in checks), key=(0, 3, 2, 1).index)


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
            _print(f"{c.state.symbol} {c.name}: {c.what.lower()}, {c.state.word}" + (f", due {c.due_on:%d/%m/%Y}" if c.due_on else ""))
        if not shown:
            _print("Nobody is late, and nothing is due in the next 14 days.")
    return 0


def _search(options: argparse.Namespace) -> int:
    house, actor = _open(options)
    try:
        hits = house.finding.search(actor, " ".join(options.words), kind=Kind(options.kind) if options.kind else None)
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
            _print(f"{h.summary.number}  {h.summary.held_at:%d/%m/%Y}  {h.summary.kind.label}, {h.summary.about_name}: {h.snippet}")
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
        {"row": p.entry.row.number, "name": p.entry.name, "reference": p.entry.reference, "what": p.what.value, "problems": list(p.entry.problems)}
        for p in preview.proposals
    ]
    if options.json:
        answer: dict[str, object] = {"rows": rows, "ignored_columns": list(preview.staff.ignored), "asc_wds": preview.staff.asc_wds}
        if done is not None:
            answer |= {"codes": dict(done.codes), "updated": list(done.updated), "failed": dict(done.failed)}
        _print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for p in preview.proposals:
            _print(f"row {p.entry.row.number}: {p.what.label}  {p.entry.name}  {' '.join(p.entry.problems)}".rstrip())
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
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")):
        sys.stderr.write("There is no screen here to open a window on; “alongside demo --vault DIR” makes a demo without one.\n")
        return 1
    from app.doorstep import names_at_the_door  # noqa: PLC0415 - see _open
    from app.system.resources import resource  # noqa: PLC0415 - see _open
    from app.ui.application import run as run_window  # noqa: PLC0415 - Qt is loaded only when there is a window

    def house() -> House:
        from app.bootstrap import build  # noqa: PLC0415 - loaded on the vault thread, after the window is painted

        return build(folder)

    hint = tuple(f"{p.name}: PIN {p.pin}" + (f", passphrase {p.passphrase}" if p.passphrase else "") for p in people)
    return run_window(house, resource(), preferences_file(), hint, names_at_the_door(folder))


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
