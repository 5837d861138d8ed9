"""What parts of forms count towards in the Level 5 diploma meets the framework that is shipped."""

from __future__ import annotations

from app.catalog.registry import Catalog
from app.domain.criteria import CRITERIA, STANDS_IN
from app.domain.kinds import Kind
from app.system.resources import resource

CATALOG = Catalog(resource("catalog"))


def test_every_criterion_of_a_form_is_known_and_its_area_is_in_the_framework() -> None:
    (level_5,) = (one for one in CATALOG.frameworks() if one.id == "level_5_diploma")
    titles = {item.code: item.title for item in level_5.items}
    assert titles[STANDS_IN] == "Supervising others"
    named = {
        code
        for kind in Kind
        for form in CATALOG.forms(kind)
        for part in form.sections
        for code in part.criteria
    }
    assert named == set(CRITERIA)
