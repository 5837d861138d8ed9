"""The commands of frameworks and their coverage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Group, days_arguments, json_argument
from app.cli.console import say, say_json
from app.cli.records import opened, read_file
from app.domain.clock import months_later, today
from app.domain.limits import TOML_BYTES

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    json_argument(parser, "them")


def _list(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        listed = house.frameworks.list(actor)
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
        say_json({"frameworks": rows})
        return 0
    for one in listed:
        off = ", switched off" if one.off else ""
        say(f"{one.framework.id}: {one.framework.name}, {len(one.framework.items)} items{off}")
    return 0


def _bring_in_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def _bring_in(options: argparse.Namespace, builders: Builders) -> int:
    data = read_file(options.file, TOML_BYTES)
    with opened(options, builders) as (house, actor):
        found = house.frameworks.bring_in(actor, data, options.file.name).value
    say(f"{found.title}, version {found.version}, was brought in.")
    return 0


def _take_out_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("framework", metavar="ID")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE")


def _take_out(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        house.frameworks.take_out(actor, options.framework, options.to)
    say(f"The framework is in {options.to}.")
    return 0


def _coverage_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("framework", metavar="ID")
    days_arguments(parser, first="first day (default: a year before the last)")
    json_argument(parser, "it")


def _coverage(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        end = options.end or today(house.clock)
        begin = options.begin or months_later(end, -12)
        coverage = house.evidence.coverage(actor, options.framework, begin, end)
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
        say_json({"framework": coverage.framework.name, "items": rows})
        return 0
    say(coverage.framework.name)
    for one in coverage.covered:
        counted = f"{len(one.seen)} records, {len(one.also)} mapped. {one.gap}".rstrip()
        say(f"{one.item.code:<8}{one.item.title}: {counted}")
    return 0


COMMANDS = (
    Group(
        name="frameworks",
        does="List, bring in and take out frameworks.",
        commands=(
            Command(
                name="list",
                does="every framework with its version",
                example="frameworks list --vault demo --as 'Ruth Alder'",
                run=_list,
                declare=_list_arguments,
            ),
            Command(
                name="bring-in",
                does="bring in a framework or crosswalk file (TOML)",
                example="frameworks bring-in cqc_final.toml --vault demo --as 'Ruth Alder'",
                run=_bring_in,
                declare=_bring_in_arguments,
            ),
            Command(
                name="take-out",
                does="write a framework as a file",
                example="frameworks take-out cqc_saf_2023 --to f.toml",
                run=_take_out,
                declare=_take_out_arguments,
            ),
            Command(
                name="coverage",
                does="what counts and what is missing",
                example="frameworks coverage cqc_asc_2026",
                run=_coverage,
                declare=_coverage_arguments,
            ),
        ),
    ),
)
