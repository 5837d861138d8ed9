"""The commands about keeping and deleting: what may go, holds, rules, and the log of deletions.

Deleting itself needs two people with their PINs, so it is done in the window.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Group, json_argument
from app.cli.console import say, say_json
from app.cli.records import opened, person_id
from app.domain.clock import today
from app.domain.retention import SORTS, told_until
from app.services.deleting import lines

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders


def _list(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        on = today(house.clock)
        found = [(one.person.name, part) for one in house.retention.review(actor) for part in one.going(on)]
    if options.json:
        say_json(
            [
                {
                    "person": name,
                    "what": part.sort,
                    "kept_until": part.until.isoformat() if part.until else None,
                    "years": part.rule.years,
                    "records": [f"{one.number} v{one.version}" for one in part.records],
                }
                for name, part in found
            ]
        )
        return 0
    for name, part in found:
        numbers = ", ".join(dict.fromkeys(one.number for one in part.records))
        say(f"{name}: {SORTS[part.sort]}{f' ({numbers})' if numbers else ''}, {told_until(part)}")
    if not found:
        say("Nothing may go now.")
    return 0


def _holds(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        names = {one.id: one.name for one in house.people.list(actor)}
        found = house.retention.holds(actor)
    if options.json:
        say_json(
            [
                {
                    "hold": one.id,
                    "person": names.get(one.person_id),
                    "record": one.number or None,
                    "until": one.until.isoformat() if one.until else None,
                    "reason": one.reason,
                    "asked_by": one.asked_by or None,
                }
                for one in found
            ]
        )
        return 0
    for one in found:
        until = f"until {one.until.isoformat()}" if one.until else "legal hold"
        say(f"{one.id}  {names.get(one.person_id, '')}, {one.number or 'everything'}: {until}, {one.reason}")
    if not found:
        say("Nothing is held.")
    return 0


def _hold_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--person", required=True, metavar="NAME", help="about whom")
    parser.add_argument(
        "--record", default="", metavar="NUMBER", help="only this record (default: everything)"
    )
    parser.add_argument("--because", required=True, metavar="WORDS", help="why it is held")
    parser.add_argument("--asked-by", required=True, metavar="WHO", help="who asked for it")


def _hold(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        about = person_id(house, actor, options.person)
        made = house.retention.hold(actor, about, options.because, options.asked_by, options.record).value
    say(f"It is held until somebody lifts it: alongside keeping lift {made.id}")
    return 0


def _lift_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("hold", metavar="HOLD", help="which, as “keeping holds” names it")
    parser.add_argument("--because", required=True, metavar="WORDS", help="why it is lifted")


def _lift(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        house.retention.lift(actor, options.hold, options.because)
    say("It is lifted. What it held may go once its time is over.")
    return 0


def _log_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write it as a CSV file instead")
    json_argument(parser, "the log")


def _log(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        if options.csv:
            say(f"The log of deletions is in {house.deleting.log_csv(actor, options.csv)}.")
            return 0
        found = house.deleting.log(actor)
    if options.json:
        say_json(
            [
                {
                    "number": one.name,
                    "whose": one.whose,
                    "what": [what for what, _, _ in lines(one)],
                    "asked_by": one.asked_by,
                    "confirmed_by": one.confirmed_by,
                    "deleted_at": one.confirmed_at.isoformat() if one.confirmed_at else None,
                }
                for one in found
            ]
        )
        return 0
    for one in found:
        day = one.confirmed_at.date().isoformat() if one.confirmed_at else ""
        say(f"{one.name}  {day}  {one.whose}: {len(lines(one))} things, asked by {one.asked_by}, "
            f"confirmed by {one.confirmed_by}")  # fmt: skip
    if not found:
        say("Nothing was deleted yet.")
    return 0


COMMANDS = (
    Group(
        name="keeping",
        does="what may be deleted, what is held, and what was deleted",
        commands=(
            Command(
                name="list",
                does="list what may go now: whose, what and since when",
                example="keeping list --vault DIR --json",
                run=_list,
                declare=json_argument,
            ),
            Command(
                name="holds",
                does="list what is held or kept longer",
                example="keeping holds --vault DIR",
                run=_holds,
                declare=json_argument,
            ),
            Command(
                name="hold",
                does="put a legal hold on what is kept about somebody, or on one record",
                example="keeping hold --person 'Tomasz Birch' --because 'A claim' --asked-by Insurer",
                run=_hold,
                declare=_hold_arguments,
            ),
            Command(
                name="lift",
                does="lift a hold",
                example="keeping lift HOLD --because 'It is settled'",
                run=_lift,
                declare=_lift_arguments,
            ),
            Command(
                name="log",
                does="show what was deleted: numbers, kinds and people, no text",
                example="keeping log --csv deletions.csv",
                run=_log,
                declare=_log_arguments,
            ),
        ),
    ),
)
