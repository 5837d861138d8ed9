"""The commands of the day: who is due, finding records, and the calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, json_argument
from app.cli.console import say, say_json
from app.cli.records import opened, signed_in
from app.domain.kinds import Kind
from app.domain.schedule import DueState
from app.domain.sought import Sought

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders


def _due_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--all", action="store_true", help="what is in date too, not only what is late or soon"
    )
    parser.add_argument(
        "--xlsx", type=Path, metavar="FILE", help="write the whole matrix as an Excel workbook"
    )
    json_argument(parser)


def _due(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        cells = house.schedule.due(actor)
        if options.xlsx:
            house.due_files.workbook(actor, options.xlsx)
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
        say_json({"due": rows})
        return 0
    for c in shown:
        due = f", due {c.due_on:%d/%m/%Y}" if c.due_on else ""
        say(f"{c.state.symbol} {c.name}: {c.what.lower()}, {c.mark.partition(' ')[2]}{due}")
    if not shown:
        say("Nobody is late, and nothing is due in the next 14 days.")
    return 0


def _search_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORDS")
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], help="only this kind of record")
    json_argument(parser)


def _search(options: argparse.Namespace, builders: Builders) -> int:
    kind = Kind(options.kind) if options.kind else None
    with opened(options, builders) as (house, actor):
        hits = house.finding.search(actor, " ".join(options.words), Sought(kind=kind))
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
        say_json({"records": rows})
        return 0
    for h in hits:
        one = h.summary
        say(f"{one.number}  {one.held_at:%d/%m/%Y}  {one.kind.label}, {one.about_name}: {h.snippet}")
    if not hits:
        say("Nothing was found. Try another word, or the beginning of one.")
    return 0


def _calendar_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="the file to write (.ics)")
    parser.add_argument("--names", action="store_true", help="say with whom; without, only what it is")


def _calendar(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        house.calendars.file(actor, options.to, names=options.names)
    say(f"The calendar is in {options.to}.")
    return 0


def _activity_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="the file to write")
    parser.add_argument(
        "--mine", action="store_true", help="only what was done about oneself and with one’s records (CSV)"
    )
    parser.add_argument("--whose", metavar="NAME", help="with --mine: whose, who types their own PIN")


def _activity(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        if options.mine:
            me, _ = signed_in(house, actor, options.whose)
            to = house.audit.own_csv(me, options.to)
        else:
            to = house.audit.workbook(actor, options.to)
    say(f"It is in {to}.")
    return 0


COMMANDS = (
    Command(
        name="due",
        does="Tell who is due for what.",
        example="due --vault demo --as 'Ruth Alder'",
        run=_due,
        declare=_due_arguments,
    ),
    Command(
        name="search",
        does="Find records by the words in them.",
        example="search breakfast choice --vault demo --as 'Ruth Alder'",
        run=_search,
        declare=_search_arguments,
    ),
    Command(
        name="calendar",
        does="Write planned sessions and due dates as a calendar file.",
        example="calendar --to due.ics --vault demo --as 'Ruth Alder'",
        run=_calendar,
        declare=_calendar_arguments,
    ),
    Command(
        name="activity",
        does="Save the activity log, or with --mine what was done about oneself, as a file.",
        example="activity --mine --whose 'Tomasz Birch' --to mine.csv --vault demo --as 'Ruth Alder'",
        run=_activity,
        declare=_activity_arguments,
    ),
)
