"""The commands of forms: the service's own and those that came with Alongside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Group, json_argument
from app.cli.console import say, say_json
from app.cli.records import opened, read_file
from app.domain.form_uses import use_of
from app.domain.limits import TOML_BYTES
from app.services.own_forms import look_over, shape

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders
    from app.services.own_forms import Listed


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    json_argument(parser, "them")


def _list(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        listed = house.own_forms.list(actor)
    if options.json:
        say_json({"forms": [_row(one) for one in listed]})
        return 0
    for one in listed:
        marks = (("own", one.own), ("usual", one.usual), ("draft", one.draft), ("switched off", one.off))
        said = ", ".join([f"version {one.form.version}", *(word for word, on in marks if on)])
        say(f"{one.form.id}: {one.form.title} ({use_of(one.form)}), {said}")
    return 0


def _row(one: Listed) -> dict[str, object]:
    return {
        "id": one.form.id,
        "title": one.form.title,
        "kind": one.form.kind.value,
        "use": use_of(one.form),
        "version": one.form.version,
        "questions": len(one.form.keyed),
        "own": one.own,
        "usual": one.usual,
        "draft": one.draft,
        "published": one.published,
        "off": one.off,
    }


def _file_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def _check(options: argparse.Namespace, _builders: Builders) -> int:
    """Check a form file without opening any records."""
    form, found = look_over(options.file.name, read_file(options.file, TOML_BYTES))
    for fault in found:
        say(f"{fault.place or form.id}: {fault.sentence}")
    if not found:
        count = len(form.keyed)
        say(f"{form.title}, version {form.version}: {count} questions, nothing wrong.")
    return 1 if found else 0


def _bring_in(options: argparse.Namespace, builders: Builders) -> int:
    data = read_file(options.file, TOML_BYTES)
    with opened(options, builders) as (house, actor):
        form = house.own_forms.bring_in(actor, data, options.file.name).value
    say(f"{form.title} was brought in as a draft with the id {form.id}. Publish it to use it.")
    return 0


def _take_out_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", metavar="FORM")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE")


def _take_out(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        house.own_forms.take_out(actor, options.form, options.to)
    say(f"The form is in {options.to}.")
    return 0


def _publish_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", metavar="FORM")
    parser.add_argument("--usual", action="store_true", help="make it the usual form of its kind as well")


def _publish(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor), house.store.write(actor.person_id):
        form = house.own_forms.publish(actor, options.form).value
        if options.usual:
            house.own_forms.make_usual(actor, form.id)
    say(f"{form.title}, version {form.version}, is published.")
    return 0


def _schema(_options: argparse.Namespace, _builders: Builders) -> int:
    """Print the published shape of a form."""
    say_json(shape())
    return 0


COMMANDS = (
    Group(
        name="forms",
        does="List, check, bring in, take out and publish forms.",
        commands=(
            Command(
                name="list",
                does="every form with its kind and version",
                example="forms list --vault demo --as 'Ruth Alder'",
                run=_list,
                declare=_list_arguments,
            ),
            Command(
                name="schema",
                does="print the JSON Schema of a form, for those who make forms with other tools",
                example="forms schema",
                run=_schema,
                opens_records=False,
            ),
            Command(
                name="check",
                does="say what is wrong with a form file (TOML), without opening any records",
                example="forms check night_round.toml",
                run=_check,
                declare=_file_arguments,
                opens_records=False,
            ),
            Command(
                name="bring-in",
                does="bring in a form file (TOML) as a draft",
                example="forms bring-in night_round.toml --vault demo --as 'Ruth Alder'",
                run=_bring_in,
                declare=_file_arguments,
            ),
            Command(
                name="take-out",
                does="write a form as a file",
                example="forms take-out supervision --to supervision.toml --vault demo --as 'Ruth Alder'",
                run=_take_out,
                declare=_take_out_arguments,
            ),
            Command(
                name="publish",
                does="publish the draft of a form, so that new records can use it",
                example="forms publish night_round --vault demo --as 'Ruth Alder'",
                run=_publish,
                declare=_publish_arguments,
            ),
        ),
    ),
)
