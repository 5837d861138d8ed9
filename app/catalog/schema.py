"""The published shape of a form file, made from what a form is, so that it is never out of step."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from app.domain.forms import Form
from app.domain.kinds import Kind

DRAFT = "https://json-schema.org/draft/2020-12/schema"
PLAIN = {str: "string", bool: "boolean", int: "integer", float: "number"}


def form_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a form, as it is kept and as a form file holds it."""
    parts: dict[str, Any] = {}
    _part(Form, parts)
    return {
        "$schema": DRAFT,
        "title": "A form of Alongside",
        "description": "Kept with every record written with it. A setting left out has its usual value.",
        "$ref": "#/$defs/Form",
        "$defs": dict(sorted(parts.items())),
    }


def _part(kind: type[Any], parts: dict[str, Any]) -> None:
    if kind.__name__ in parts:
        return
    made: dict[str, Any] = {"type": "object", "additionalProperties": False}
    parts[kind.__name__] = made
    hints = get_type_hints(kind, localns={"Kind": Kind})
    made["properties"] = {one.name: _shape(hints[one.name], parts) for one in fields(kind)}
    made["required"] = sorted(one.name for one in fields(kind) if one.default is MISSING)


def _shape(hint: Any, parts: dict[str, Any]) -> dict[str, Any]:
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _shape(get_args(hint)[0], parts)}
    if isinstance(hint, UnionType):
        some = [one for one in get_args(hint) if one is not NoneType]
        return {"anyOf": [*(_shape(one, parts) for one in some), {"type": "null"}]}
    if is_dataclass(hint) and isinstance(hint, type):
        _part(hint, parts)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [one.value for one in hint]}
    return {"type": PLAIN[hint]}
