"""Form and framework files made to hurt are refused in a sentence before the reader takes them up."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from app.catalog.frameworks import parse
from app.catalog.loader import parse_form
from app.catalog.toml import TomlError, read_toml
from app.domain.errors import CatalogError
from app.domain.limits import TOML_FAULTS
from app.system.resources import resource
from tests import hostile

REFUSED = {
    "one dotted key of 39 kB": "more than 4 dots",
    "20,000 dotted keys": "more than 4 dots",
    "40,000 keys under one dotted key": "more than 20,000 settings",
    "200,000 tables": "more than 4,000 headers",
    "60,000 named tables": "more than 4,000 headers",
    "dotted headers 900 deep, 300 times": "more than 4 dots",
    "lists 100,000 deep": "12 deep in one another",
    "lists 300 deep": "12 deep in one another",
    "tables in tables 50,000 deep": "more than 20,000 settings",
    "a list of 1,000,000 numbers": "more than 20,000 settings",
    "a text of 20 MB": "far larger than such a file",
    "a number of 1.9 MB": "far too long",
    "a form of 5,000 questions": "more than 4,000 headers",
    "quotes without end": "cannot be read",
    "UTF-16": "cannot be read",
    "NULs": "cannot be read",
    "a key again": "cannot be read",
    "random bytes": "cannot be read",
}
QUOTED = (
    '"a"."b"."c"."d"."e"."f" = 1',
    "'a'.b.\"c\" . d . e.f = 1",
    'x = "#" # "\n' + ".".join("abcdefg") + " = 1",
    "x = '''\n'''\n" + ".".join("abcdefg") + " = 1",
    'x = """\\"""" # \n' + ".".join("abcdefg") + " = 1",
)
"""Dotted names behind texts and comments that a careless look would take them for."""


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_made_to_hurt_is_refused_in_a_sentence(what: str) -> None:
    data = hostile.TOML[what]()
    for read in (parse_form, parse):
        with pytest.raises(CatalogError, match=REFUSED[what]) as told:
            read("own.toml", data)
        assert str(told.value).startswith("own.toml: ")


@pytest.mark.parametrize("text", QUOTED)
def test_names_with_dots_are_counted_wherever_texts_and_comments_stand(text: str) -> None:
    with pytest.raises(TomlError, match="dots"):
        read_toml(text.encode())


def test_dots_and_signs_inside_texts_and_comments_are_no_names_and_no_settings() -> None:
    words = f"{'a.' * 300} = , [[ {{{{ {'9' * 500}"
    text = f'one = "{words}"\ntwo = """{words}\n{words}"""\nthree = \'{words}\' # {words}\n'
    assert read_toml(text.encode())[1]["one"] == words


@pytest.mark.no_cover
@pytest.mark.timeout(60)  # a reading without a bound, not a slow one
@pytest.mark.parametrize("name", ["kind", "id", "title"])
def test_a_name_of_300_thousand_escaped_letters_is_told_no_further_than_somebody_reads(name: str) -> None:
    long = '"' + "\\u0061" * 300_000 + '"'
    for text in (f"{name} = {long}\n", f"{long} = 1\n", f"[{long}]\nx = 1\n"):
        for read in (parse_form, parse):
            with pytest.raises(CatalogError) as told:
                read("own.toml", text.encode())
            assert max(map(len, str(told.value).splitlines())) < 800


def test_of_many_faults_no_more_are_told_than_somebody_can_read() -> None:
    with pytest.raises(CatalogError) as told:
        parse_form("own.toml", hostile.TOML["a form whose every question has a fault"]())
    assert str(told.value).count("\n") == TOML_FAULTS
    assert "And more: mend these first." in str(told.value)


@seed(3)
@settings(max_examples=30, deadline=None, database=None)
@given(st.randoms(use_true_random=False))
def test_a_form_damaged_anywhere_is_read_or_refused_with_its_name_and_nothing_else(
    chance: random.Random,
) -> None:
    data = bytearray(resource("catalog", "forms", "supervision.toml").read_bytes())
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data))
        data[at : at + chance.choice((0, 1, 40))] = chance.choice(
            (b"", b'"', b"[", b"=", b".", b"'''", b"\xff", b"\n")
        )
    try:
        parse_form("own.toml", bytes(data))
    except CatalogError as error:
        assert str(error).startswith("own.toml")
