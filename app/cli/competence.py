"""The commands of the register: who may do what, and what must happen by a day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, json_argument
from app.cli.console import say, say_json
from app.cli.records import opened
from app.domain.competence_words import explained, stands

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--of", metavar="FORM", help="only what is checked with this form, such as medicines")
    parser.add_argument("--may", action="store_true", help="only who may do it today")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write the register as an Excel workbook")
    json_argument(parser)


def _competence(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        register = house.competence.register(actor)
        if options.xlsx:
            house.competence_files.workbook(actor, options.xlsx)
    shown = [
        (row.person.name, checked, one)
        for row in register.rows
        for checked, cell in zip(register.columns, row.cells, strict=True)
        for one in cell
        if options.of in {None, checked.form_id} and (one.state.may or not options.may)
    ]
    if options.json:
        rows = [
            {
                "person": name,
                "form": checked.form_id,
                "state": one.state.value,
                "may": one.state.may,
                "until": one.until.isoformat() if one.until else None,
                "check_by": one.by.isoformat() if one.by else None,
                "only_for": one.scope.words or None,
                "record": one.decided.number if one.decided else None,
                "why": explained(one),
            }
            for name, checked, one in shown
        ]
        say_json({"competence": rows})
        return 0
    for name, checked, one in shown:
        say(f"{name}: {checked.title}, {stands(one, register.on)}")
    if not shown:
        say("Nobody may do this today." if options.may else "Nothing is checked here yet.")
    return 0


def _must_arguments(parser: argparse.ArgumentParser) -> None:
    json_argument(parser)


def _must(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        wanted = house.must.lines(actor)
    if options.json:
        rows = [
            {
                "person": one.person,
                "purpose": one.purpose,
                "what": one.what,
                "by": one.by.isoformat(),
                "state": one.state.value,
                "owner": one.owner,
                "why": one.why,
            }
            for one in wanted
        ]
        say_json({"must": rows})
        return 0
    for one in wanted:
        seen_to = f", {one.owner} sees to it" if one.owner else ""
        say(f"{one.mark} {one.person}: {one.said}, by {one.by:%d/%m/%Y}{seen_to}")
    if not wanted:
        say("Nothing has to happen by a day.")
    return 0


COMMANDS = (
    Command(
        name="competence",
        does="Tell who may do what, and until when.",
        example="competence --of medicines --may --vault demo --as 'Ruth Alder'",
        run=_competence,
        declare=_arguments,
    ),
    Command(
        name="must",
        does="Tell what must happen by a day, and who sees to it.",
        example="must --vault demo --as 'Ruth Alder'",
        run=_must,
        declare=_must_arguments,
    ),
)
