"""A framework file written by hand is read as it is meant, and every fault in one is told with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.frameworks import framework_file, parse
from app.catalog.registry import Catalog
from app.domain.errors import CatalogError
from app.domain.frameworks import Crosswalk, Framework
from app.system.resources import resource

SMALL = (
    b'id = "house_rules"\nversion = "1"\ntitle = "House rules"\n\n[[items]]\ncode = "H1"\ntitle = "Doors"\n'
)


def test_three_lines_and_one_item_are_enough() -> None:
    found = parse("house.toml", SMALL)
    assert isinstance(found, Framework)
    assert (found.name, found.items[0].code) == ("House rules, version 1", "H1")


def test_every_shipped_framework_survives_being_taken_out_and_brought_in() -> None:
    for framework in Catalog(resource("catalog")).frameworks():
        assert parse("again.toml", framework_file(framework)) == framework


def test_a_draft_says_so_wherever_it_is_named() -> None:
    found = parse("d.toml", SMALL.replace(b'version = "1"', b'version = "1"\nstatus = "draft"'))
    assert isinstance(found, Framework)
    assert found.name == "House rules, version 1 (draft)"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((b'code = "H1"\n', b""), "line 5: code is missing"),
        (
            (b'title = "Doors"', b'title = "Doors"\ncolour = "red"'),
            "line 8: an item has nothing called “colour”",
        ),
        ((b'code = "H1"', b"code = 7"), "line 6: code is a text"),
        (
            (b'title = "Doors"', b'title = "Doors"\ngroup = "x"'),
            "line 8: the group “x” is not among the groups",
        ),
        ((b'id = "house_rules"', b'id = "House rules!"'), "line 1: the id"),
        ((b'version = "1"', b'version = "1"\nstatus = "old"'), "line 3: status is"),
        ((b'version = "1"', b'version = "1"\npublished_on = "May"'), "line 3: published_on is a day"),
        ((b"[[items]]", b"[[item]]"), "it has no items"),
        ((b'"House rules"', b'"House rules'), "cannot be read"),
    ],
)
def test_a_fault_is_told_with_its_line(change: tuple[bytes, bytes], told: str) -> None:
    with pytest.raises(CatalogError, match=told):
        parse("house.toml", SMALL.replace(*change))


def test_two_faults_are_told_at_once() -> None:
    with pytest.raises(CatalogError) as error:
        parse(
            "house.toml",
            SMALL.replace(b'version = "1"\n', b"") + b'\n[[items]]\ncode = "H1"\ntitle = "Again"\n',
        )
    assert "version is missing" in str(error.value)
    assert "“H1” stands twice" in str(error.value)


def test_records_count_forward_and_backward_only_where_both_say_the_same() -> None:
    raw = b'id = "a_b"\nversion = "1"\ntitle = "A to B"\nfrom = "a"\nto = "b"\nmaps = [{ from = "1", to = ["x", "y"], same = ["y"] }, { from = "2", to = ["x"] }]\n'
    found = parse("walk.toml", raw)
    assert isinstance(found, Crosswalk)
    assert found.counted_at("b") == {"x": ("1", "2"), "y": ("1",)}
    assert found.counted_at("a") == {"1": ("y",)}
    with pytest.raises(CatalogError, match="“same” names codes"):
        parse("walk.toml", raw.replace(b'same = ["y"]', b'same = ["z"]'))


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        parse("any.toml", data)
    except CatalogError as error:
        assert "Nothing was brought in" in str(error)
