"""The parser finds every command by walking the room, and the README tells the same commands."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.command import Command, Group, day
from app.cli.parser import declared, parser
from tests.cli.conftest import alongside

ROOT = Path(__file__).resolve().parents[2]


def commands() -> dict[str, Command]:
    """Return every command by what is typed."""
    found: dict[str, Command] = {}
    for one in declared():
        if isinstance(one, Group):
            found |= {f"{one.name} {command.name}": command for command in one.commands}
        else:
            found[one.name] = one
    return found


def options(name: str) -> set[str]:
    """Return the options that a command takes, as its own help prints them."""
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", alongside(*name.split(), "--help").out))


def told_in_the_readme() -> Iterator[tuple[str, str]]:
    """Yield each command of the README's table and its whole line."""
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## For IT")[1].split("\n\n")[1]
    for row in table.splitlines()[2:]:
        for usage in re.findall(r"`((?:alongside|pack)[^`]*)`", row.split("| ")[1] + row.split("| ")[2]):
            words = usage.replace("\\|", "|").removeprefix("alongside").split()
            first = words[0] if words else ""
            inner = (
                words[1].split("|")
                if len(words) > 1 and f"{first} {words[1].split('|')[0]}" in commands()
                else [""]
            )
            for one in inner:
                yield f"{first} {one}".strip(), usage


def test_the_readme_s_table_names_every_command_and_no_other() -> None:
    assert {name for name, _ in told_in_the_readme()} == set(commands())


def test_every_option_of_the_readme_s_table_is_taken_by_its_command() -> None:
    strange = {
        (name, option)
        for name, usage in told_in_the_readme()
        for option in set(re.findall(r"--[a-z-]+", usage)) - options(name)
    }
    assert strange == set()


def test_every_command_that_the_help_and_the_readme_name_exists() -> None:
    first = {name.split()[0] for name in commands() if name}
    pages = [ROOT / "README.md", *(ROOT / "resources" / "help").glob("*.md")]
    named = {
        word
        for page in pages
        for word in re.findall(r"(?:`|    )alongside ([a-z][a-z-]*)", page.read_text(encoding="utf-8"))
    }
    assert {"verify", "bring-in", "self-test"} <= named
    assert named - first == set()


@pytest.mark.parametrize("name", sorted(commands()))
def test_each_command_explains_itself_with_an_example(name: str) -> None:
    told = alongside(*name.split(), "--help")
    assert told.code == 0
    assert f"example:  alongside {name}" in told.out


@pytest.mark.parametrize("name", sorted(set(commands()) - {""}))
def test_each_example_can_be_typed(name: str) -> None:
    command = commands()[name]
    words = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", command.example)]
    read: argparse.Namespace = parser().parse_args(words)
    assert read.command == command


def test_a_command_that_is_not_there_is_wrong_use() -> None:
    assert alongside("dance").code == 2
    assert alongside("pack").code == 2


@pytest.mark.parametrize(("typed", "meant"), [("2026-01-31", "2026-01-31"), ("31/1/2026", "2026-01-31")])
def test_a_day_is_typed_as_people_do(typed: str, meant: str) -> None:
    assert day(typed).isoformat() == meant
    assert day("yesterday") < day("today")


def test_a_day_that_is_none_is_refused_with_the_reason() -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="31 Feb is not a day"):
        day("31 Feb 2026")
