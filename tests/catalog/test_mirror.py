"""The mirror for self-assessment: our own words, for one version of one framework, each with where it comes from."""

from __future__ import annotations

from dataclasses import replace

from app.catalog.registry import Catalog
from app.domain.frameworks import Level
from app.system.resources import resource
from tests.catalog.test_help import grade

CATALOG = Catalog(resource("catalog"))
MIRROR = CATALOG.mirror()
DRAFT = next(one for one in CATALOG.frameworks() if one.id == MIRROR.framework)


def test_every_item_of_the_draft_says_what_good_looks_like_and_how_near_that_is_to_its_text() -> None:
    assert MIRROR.items.keys() == {item.code for item in DRAFT.items}
    for look in MIRROR.items.values():
        assert {Level.GOOD, Level.SOME_GAPS} <= look.levels.keys()
        assert look.known in {"second hand", "our own view"}


def test_supervision_has_all_four_levels() -> None:
    look = MIRROR.of(DRAFT, "S6")
    assert look is not None
    assert set(look.levels) == set(Level)
    assert look.known == "second hand"


def test_another_version_of_the_framework_has_no_mirror() -> None:
    assert MIRROR.of(replace(DRAFT, version="1"), "S6") is None
    assert MIRROR.of(DRAFT, "Z9") is None


def test_the_mirror_can_be_read_at_eleven() -> None:
    assert 0 < grade("\n".join(text for look in MIRROR.items.values() for text in look.levels.values())) < 6.5
