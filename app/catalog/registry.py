"""Every form the program ships, by kind, and forms as they are kept with records."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.catalog.loader import read_form
from app.domain.errors import CatalogError
from app.domain.forms import AnsweredBy, Field, FieldType, Form, Kind, Option, Section

if TYPE_CHECKING:
    from pathlib import Path

PREPARATION = "preparation"


class Catalog:
    """The forms in a folder, read once when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._forms: tuple[Form, ...] | None = None

    def all(self) -> tuple[Form, ...]:
        """Return every form. Raises CatalogError on the first fault."""
        if self._forms is None:
            self._forms = tuple(read_form(path) for path in sorted((self._folder / "forms").glob("*.toml")))
        return self._forms

    def form(self, kind: Kind) -> Form:
        """Return the newest form of a kind."""
        return self._newest([form for form in self.all() if form.kind is kind and form.id != PREPARATION], kind.value)

    def preparation(self) -> Form:
        """Return the worker's own sheet before a supervision."""
        return self._newest([form for form in self.all() if form.id == PREPARATION], PREPARATION)

    def form_to_json(self, form: Form) -> str:
        """Return a form as text to keep with records."""
        return json.dumps(asdict(form), ensure_ascii=False, sort_keys=True)

    def form_from_json(self, text: str) -> Form:
        """Read what ``form_to_json`` wrote."""
        raw: dict[str, Any] = json.loads(text)
        return Form(**{**raw, "kind": Kind(raw["kind"]), "sections": tuple(_section(s) for s in raw["sections"])})

    def _newest(self, forms: list[Form], name: str) -> Form:
        if not forms:
            message = f"There is no {name} form in “{self._folder}”. Install Alongside again; the records are safe."
            raise CatalogError(message)
        return max(forms, key=lambda form: form.version)


def _section(raw: dict[str, Any]) -> Section:
    return Section(**{**raw, "criteria": tuple(raw["criteria"]), "fields": tuple(_field(f) for f in raw["fields"])})


def _field(raw: dict[str, Any]) -> Field:
    return Field(
        **{
            **raw,
            "type": FieldType(raw["type"]),
            "answered_by": AnsweredBy(raw["answered_by"]),
            "prompts": tuple(raw["prompts"]),
            "options": tuple(Option(**o) for o in raw["options"]),
        }
    )
