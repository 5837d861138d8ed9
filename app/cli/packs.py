"""The commands of evidence packs: making one, the log of those made, and making one again to compare."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Group, days_arguments, json_argument
from app.cli.console import ask, progress, say, say_json, tell
from app.cli.records import opened, person_id
from app.domain.errors import NotFoundError
from app.domain.first_page import QUESTIONS, Said
from app.domain.packs import Names, Purpose

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders
    from app.domain.packs import PackPlan
    from app.domain.people import Actor
    from app.services.house import House
    from app.services.packs.privacy import FoundName


HIDE, KEEP = "hide", "keep"
MOST_PLACES = 5


def _make_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--to", type=Path, required=True, metavar="DIR", help="the folder to write the pack to")
    add("--purpose", choices=[one.value for one in Purpose], default="inspection", help="what it is for")
    add(
        "--for", dest="recipient", default="", metavar="WHO", help="who asked for it (for the disclosure log)"
    )
    add("--why", default="", metavar="WHY", help="why (for the disclosure log)")
    _first_page_arguments(parser)
    days_arguments(parser, first="first day, as 2026-01-31 (default: a year before the last)")
    add(
        "--framework",
        action="append",
        default=[],
        metavar="ID",
        help="a framework to show coverage of (default: those of the CQC)",
    )
    add("--person", metavar="NAME", help="whose file it is (purpose person)")
    add(
        "--names",
        choices=[one.value for one in Names],
        default="full",
        help="full names with originals, or role and initials, or codes",
    )
    add("--sensitive", action="store_true", help="keep sensitive parts in (a person’s own file always does)")
    add(
        "--keep",
        action="append",
        default=[],
        metavar="WORD",
        help="a word found by the privacy pass that is no name and stays",
    )
    add("--hide", action="append", default=[], metavar="WORD", help="a word or name to take out")
    add(
        "--found",
        choices=(HIDE, KEEP),
        default="",
        help="what happens to the other words found by the privacy pass (default: you are asked)",
    )
    add("--seed", type=int, metavar="N", help="draw the codes with this number, to make the same pack twice")
    json_argument(parser, "what was made")


def _first_page_arguments(parser: argparse.ArgumentParser) -> None:
    for name, question in QUESTIONS.items():
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(
            option,
            default="",
            metavar="WORDS",
            help=f"for the first page: {question} (default: you are asked)",
        )
    parser.add_argument(
        "--change",
        default="",
        metavar="SKILL",
        help="the practice thread the first page tells (default: none)",
    )


def _make(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        plan = _plan(options, house, actor).decided(options.hide, options.keep)
        if plan.purpose is not Purpose.PERSON:
            plan = replace(plan, said=_said(options, house, actor))
        plan = _decided(plan, house.packs.look(actor, plan).undecided(plan), options.found)
        with progress("Making the pack") as step:
            made = house.packs.make(actor, plan, options.to, step).value
    if options.json:
        say_json(
            {
                "pack": made.made.number,
                "folder": str(made.folder),
                "zip": str(made.zip),
                "files": made.made.files,
                "records": len(plan.records),
                "hidden": list(plan.hidden),
                "manifest_sha256": made.made.sha256,
            }
        )
        return 0
    counted = f"{len(plan.records)} records, {made.made.files} files"
    say(f"Pack {made.made.number} is in {made.folder} and {made.zip}: {counted}.")
    if plan.hidden:
        say(f"Taken out as names: {', '.join(plan.hidden)}.")
    return 0


def _plan(options: argparse.Namespace, house: House, actor: Actor) -> PackPlan:
    purpose = Purpose(options.purpose)
    frameworks = tuple(options.framework) or house.frameworks.usual(actor)
    plan = house.packs.plan(
        actor,
        purpose,
        begin=options.begin,
        end=options.end,
        frameworks=() if purpose is Purpose.PERSON else frameworks,
        person_id=person_id(house, actor, options.person) if options.person else "",
        seed=options.seed,
    )
    return replace(
        plan,
        recipient=options.recipient,
        why=options.why,
        names=Names(options.names),
        sensitive=plan.sensitive or options.sensitive,
    )


def _said(options: argparse.Namespace, house: House, actor: Actor) -> Said:
    """Return what the first page says: from the command, as it was typed before, or as it is answered now.

    Raises NobodyAnsweredError where nobody can be asked, NotFoundError for a change there is none of.
    """
    before = house.packs.said(actor)
    sentences = {
        name: getattr(options, name)
        or getattr(before, name)
        or ask(f"{question} ", f"--{name.replace('_', '-')} WORDS")
        for name, question in QUESTIONS.items()
    }
    said = Said(**sentences, thread_id=_change(options.change, house, actor) or before.thread_id)
    house.packs.say(actor, said)
    return said


def _change(skill: str, house: House, actor: Actor) -> str:
    if not skill:
        return ""
    lines = [line for _, line in house.packs.changes(actor)]
    found = next((one for one in lines if one.thread.skill.casefold() == skill.casefold()), None)
    if found is None:
        known = "; ".join(f"“{one.thread.skill}”" for one in lines) or "there is none of two steps or more"
        message = f"There is no practice thread called “{skill}”. Known: {known}."
        raise NotFoundError(message)
    return found.thread.id


def _decided(plan: PackPlan, undecided: tuple[FoundName, ...], found: str) -> PackPlan:
    """Return a plan in which somebody has decided on every word that may be a name.

    Raises NobodyAnsweredError where nobody can be asked and the command did not say.
    """
    words = [one.word for one in undecided]
    if not words or found:
        return plan.decided(words if found == HIDE else (), words if found == KEEP else ())
    tell("These words may be names:")
    for one in undecided:
        ordinary = ", an ordinary word too" if one.ordinary else ""
        where = ", ".join(one.numbers[:MOST_PLACES]) + ("…" if len(one.numbers) > MOST_PLACES else "")
        tell(f"  {one.word}: {_times(one.times)}, in {where}{ordinary}")
    answer = ask(
        "Which are taken out? Type them with commas between, or “all” or “none”: ",
        "--hide WORD or --keep WORD for each of them, or --found hide or --found keep for all",
    )
    if answer.casefold() in {"all", "none"}:
        hide = words if answer.casefold() == "all" else []
    else:
        hide = [word.strip() for word in answer.split(",") if word.strip()]
    out = {word.casefold() for word in hide}
    return plan.decided(hide, [word for word in words if word.casefold() not in out])


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    json_argument(parser, "the log")


def _list(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        log = house.packs.log(actor)
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
        say_json({"packs": rows})
        return 0
    for one in log:
        told = f"for {one.plan.recipient}" if one.plan.recipient else one.purpose.label.lower()
        say(
            f"Pack {one.number}  {one.made_at:%d/%m/%Y}  {told}, by {one.made_by}: {one.files} files, "
            f"{one.sha256}"
        )
    if not log:
        say("No pack was made yet.")
    return 0


def _again_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="N")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write it to")
    json_argument(parser)


def _again(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor), progress("Making the pack") as step:
        compared = house.packs.again(actor, options.number, options.to, step).value
    if options.json:
        say_json(
            {
                "pack": compared.pack.made.number,
                "folder": str(compared.pack.folder),
                "same": list(compared.same),
                "different": list(compared.different),
                "signed_anew": list(compared.signed_anew),
            }
        )
    else:
        same, differ = len(compared.same), len(compared.different)
        say(f"{same} files are the same as in pack {options.number}, {differ} differ.")
        for path in compared.different:
            say(f"  differs: {path}")
    return 1 if compared.different else 0


COMMANDS = (
    Group(
        name="pack",
        does="Make an evidence pack, list the packs made, or make one again and compare.",
        commands=(
            Command(
                name="make",
                does="make a pack: a folder and a ZIP",
                example="pack make --to packs --purpose inspection --framework cqc_asc_2026 "
                "--vault demo --as 'Ruth Alder'",
                run=_make,
                declare=_make_arguments,
            ),
            Command(
                name="list",
                does="the disclosure log",
                example="pack list --vault demo --as 'Ruth Alder'",
                run=_list,
                declare=_list_arguments,
            ),
            Command(
                name="again",
                does="make a pack of the log again and compare",
                example="pack again 3 --to check --vault demo --as 'Ruth Alder'",
                run=_again,
                declare=_again_arguments,
            ),
        ),
    ),
)
