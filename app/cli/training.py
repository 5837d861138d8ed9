"""The commands of training: who did what and until when, and bringing in a list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Group, json_argument
from app.cli.console import say, say_json
from app.cli.records import opened, read_file
from app.domain.limits import LIST_BYTES
from app.domain.training import Stand, stand, stands

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders
    from app.services.training_lists import BroughtIn, TrainingPreview


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", action="store_true", help="only what ran out or soon does")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write the matrix as an Excel workbook")
    json_argument(parser)


def _list(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        matrix = house.training.matrix(actor)
        if options.xlsx:
            house.training_files.workbook(actor, options.xlsx)
    shown = [
        (row.person.name, subject, one)
        for row in matrix.rows
        for subject, one in zip(matrix.subjects, row.cells, strict=True)
        if not options.out or stand(one, matrix.on) in {Stand.OUT, Stand.SOON}
    ]
    if options.json:
        rows = [
            {
                "person": name,
                "subject": subject,
                "state": stand(one, matrix.on).value,
                "training": one.title if one else None,
                "done": one.done_on.isoformat() if one else None,
                "until": one.expires_on.isoformat() if one and one.expires_on else None,
            }
            for name, subject, one in shown
        ]
        say_json({"training": rows})
        return 0
    for name, subject, one in shown:
        say(f"{name}: {subject}, {stands(one, matrix.on)}")
    if not shown:
        say("No training has run out or soon will." if options.out else "No training is noted yet.")
    return 0


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--preview", action="store_true", help="only say what would happen")
    json_argument(parser, "what was found or done")


def _import(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        preview = house.training_lists.read(actor, read_file(options.file, LIST_BYTES), options.file.name)
        done = None if options.preview else house.training_lists.apply(actor, preview).value
    if options.json:
        say_json(_as_json(preview, done))
        return 0
    for one in preview.proposals:
        told = " ".join((*one.entry.problems, one.question, *one.notes, *one.changes)).strip()
        say(f"row {one.entry.row.number}: {one.what.label}  {told}")
    if preview.staff.ignored:
        say(f"Left out unread: {', '.join(preview.staff.ignored)}.")
    if done is not None:
        say(f"{done.new} noted, {done.changed} with another end.")
    return 0


def _as_json(preview: TrainingPreview, done: BroughtIn | None) -> dict[str, object]:
    rows = [
        {
            "row": one.entry.row.number,
            "what": one.what.value,
            "person": one.person.name if one.person is not None else None,
            "problems": list(one.entry.problems),
            "question": one.question,
            "changes": list(one.changes),
            "notes": list(one.notes),
        }
        for one in preview.proposals
    ]
    answer: dict[str, object] = {
        "rows": rows,
        "ignored_columns": list(preview.staff.ignored),
        "asc_wds": preview.staff.asc_wds,
    }
    if done is not None:
        answer |= {"noted": done.new, "changed": done.changed}
    return answer


COMMANDS = (
    Group(
        name="training",
        does="Tell who did what training, and bring in a list of it.",
        commands=(
            Command(
                name="list",
                does="who did what in which subject, and until when",
                example="training list --out --vault demo --as 'Ruth Alder'",
                run=_list,
                declare=_list_arguments,
            ),
            Command(
                name="import",
                does="CSV, Excel or the ASC-WDS training file",
                example="training import training.csv --preview --vault demo --as 'Ruth Alder'",
                run=_import,
                declare=_import_arguments,
            ),
        ),
    ),
)
