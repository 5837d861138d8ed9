"""What is published about the shape of forms and records is true."""

from __future__ import annotations

import json

import jsonschema
import pytest

from app.catalog.registry import Catalog
from app.catalog.schema import form_schema
from app.domain.forms import Form
from app.system.resources import resource

CATALOG = Catalog(resource("catalog"))


def test_the_published_schema_of_a_form_is_what_a_form_is() -> None:
    published = json.loads(resource("schemas", "form.schema.json").read_text(encoding="utf-8"))
    assert published == form_schema()
    jsonschema.Draft202012Validator.check_schema(published)


@pytest.mark.parametrize("form", CATALOG.all(), ids=lambda form: form.id)
def test_every_form_that_ships_has_the_published_shape(form: Form) -> None:
    jsonschema.validate(json.loads(CATALOG.form_to_json(form)), form_schema())


def test_what_is_no_form_is_refused_by_the_published_schema() -> None:
    raw = json.loads(CATALOG.form_to_json(CATALOG.all()[0]))
    raw["sections"][0]["fields"][0]["type"] = "essay"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(raw, form_schema())
