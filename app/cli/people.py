"""The commands of people: bringing them in from a list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Group, json_argument
from app.cli.console import say, say_json
from app.cli.records import opened, read_file
from app.domain.limits import LIST_BYTES

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders
    from app.services.bring_in import BroughtIn, Preview


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--preview", action="store_true", help="only say what would happen")
    json_argument(parser, "what was found or done")


def _import(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        preview = house.bring_in.read(actor, read_file(options.file, LIST_BYTES), options.file.name)
        done = None if options.preview else house.bring_in.apply(actor, preview).value
    if options.json:
        say_json(_as_json(preview, done))
        return 0
    for p in preview.proposals:
        told = " ".join((*p.entry.problems, p.question, *p.changes, *p.notes))
        say(f"row {p.entry.row.number}: {p.what.label}  {p.entry.name}  {told}".rstrip())
    if preview.staff.ignored:
        say(f"Left out unread: {', '.join(preview.staff.ignored)}.")
    for name, code in done.codes if done is not None else ():
        say(f"{name}: one-time code {code}")
    for name, why in done.failed if done is not None else ():
        say(f"Not brought in: {name}. {why}")
    return 0


def _as_json(preview: Preview, done: BroughtIn | None) -> dict[str, object]:
    rows = [
        {
            "row": p.entry.row.number,
            "name": p.entry.name,
            "reference": p.entry.reference,
            "what": p.what.value,
            "problems": list(p.entry.problems),
            "question": p.question,
            "changes": list(p.changes),
            "notes": list(p.notes),
        }
        for p in preview.proposals
    ]
    answer: dict[str, object] = {
        "rows": rows,
        "ignored_columns": list(preview.staff.ignored),
        "asc_wds": preview.staff.asc_wds,
    }
    if done is not None:
        answer |= {
            "codes": dict(done.codes),
            "came_back": done.back,
            "updated": list(done.updated),
            "failed": dict(done.failed),
        }
    return answer


COMMANDS = (
    Group(
        name="people",
        does="Bring in people from a list.",
        commands=(
            Command(
                name="import",
                does="CSV, Excel or the ASC-WDS staff file",
                example="people import staff.csv --preview --vault demo --as 'Ruth Alder'",
                run=_import,
                declare=_import_arguments,
            ),
        ),
    ),
)
