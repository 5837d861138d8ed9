"""Every form and framework the program ships, and forms as they are kept with records."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from app.catalog.frameworks import read_categories, read_crosswalk, read_framework
from app.catalog.loader import read_form
from app.catalog.mirror import read_mirror
from app.catalog.plain import plain
from app.catalog.toml import shipped_toml
from app.catalog.worked import read_worked
from app.domain.errors import CatalogError
from app.domain.form_uses import AUDIT, is_audit, is_sheet, sheet_before, use_of
from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Form, Option, Section, Step, Style, When
from app.domain.kinds import Kind
from app.domain.practice import Area
from app.domain.quality import Function
from app.domain.retention import SORTS, Rule
from app.domain.starting import Stage, Way
from app.domain.working_out import How, WorkOut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from app.domain.frameworks import Category, Crosswalk, Framework
    from app.domain.mirror import Mirror
    from app.domain.worked import Worked


BEFORE: dict[tuple[Kind, str, FieldType], FieldRole | None] = {
    (Kind.OBSERVATION, "consent.person_fine", FieldType.YES_NO): FieldRole.COMFORTABLE
}
"""Questions that our forms asked in earlier versions, and what they were for."""


class Catalog:
    """The forms and frameworks in a folder, read once when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._forms: tuple[Form, ...] | None = None
        self._frameworks: tuple[Framework, ...] | None = None
        self._roles: dict[tuple[Kind, str, FieldType], FieldRole | None] | None = None
        self._read = lru_cache(maxsize=64)(self._read_text)  # a version never changes; a search reads many

    def all(self) -> tuple[Form, ...]:
        """Return every form. Raises CatalogError on the first fault."""
        if self._forms is None:
            self._forms = tuple(read_form(path) for path in sorted((self._folder / "forms").glob("*.toml")))
        return self._forms

    def form(
        self,
        kind: Kind,
        form_id: str | None = None,
        own: Sequence[str] = (),
        usual: str | None = None,
    ) -> Form:
        """Return the newest version of a form, or of the usual form of a kind.

        ``own`` are the service's own forms as text, ``usual`` is the id of the form it chose.
        """
        if form_id is None:
            return next(iter(self.forms(kind, own, usual)), None) or self._newest([], kind.value)
        fit = [f for f in self._all(own) if f.kind is kind and f.id == form_id and not is_audit(f)]
        return self._newest(fit, form_id)

    def forms(
        self, kind: Kind, own: Sequence[str] = (), usual: str | None = None, off: Collection[str] = ()
    ) -> tuple[Form, ...]:
        """Return the newest versions of the forms of a kind, the usual one first.

        That is the one the service chose, else ours, whose id is the kind's own name. ``off`` are those of
        ours that the service does not use.
        """
        newest = {form.id: form for form in self._all(own) if use_of(form) == kind and form.id not in off}
        first = usual if usual in newest else kind.value
        return tuple(sorted(newest.values(), key=lambda form: (form.id != first, form.title)))

    def _all(self, own: Sequence[str]) -> list[Form]:
        """Return our forms and the service's own, the newer versions later."""
        return [*self.all(), *sorted(map(self.form_from_json, own), key=lambda form: form.version)]

    def frameworks(self) -> tuple[Framework, ...]:
        """Return every framework. Raises CatalogError on the first fault."""
        if self._frameworks is None:
            self._frameworks = tuple(
                read_framework(path) for path in sorted((self._folder / "frameworks").glob("*.toml"))
            )
        return self._frameworks

    def crosswalks(self) -> tuple[Crosswalk, ...]:
        """Return every crosswalk between two frameworks."""
        return tuple(read_crosswalk(path) for path in sorted((self._folder / "crosswalks").glob("*.toml")))

    def evidence_categories(self) -> tuple[Category, ...]:
        """Return the kinds of evidence."""
        return read_categories(self._folder / "evidence.toml")

    def functions(self) -> tuple[Function, ...]:
        """Return what supervision is for, and which sections of forms serve it."""
        raw = shipped_toml(self._folder / "quality.toml")
        return tuple(
            Function(id=f["id"], title=f["title"], sections=frozenset(f["sections"]))
            for f in raw["functions"]
        )

    def mirror(self) -> Mirror:
        """Return what items of a framework could look like, in our own words."""
        return read_mirror(self._folder / "mirror.toml")

    def worked(self) -> Worked:
        """Return the worked records to mark."""
        return read_worked(self._folder / "worked.toml")

    def retention(self) -> dict[str, Rule]:
        """Return how long what is kept about somebody stays after they have left, by kind."""
        raw = shipped_toml(self._folder / "retention.toml")
        return {sort: Rule(sort=sort, years=raw["years"], source=raw["source"]) for sort in SORTS}

    def areas(self) -> tuple[Area, ...]:
        """Return the practice areas."""
        return self._areas("areas")

    def leadership(self) -> tuple[Area, ...]:
        """Return the practice leader's three areas."""
        return self._areas("leadership")

    def coaching_models(self) -> tuple[Area, ...]:
        """Return the coaching models by id, each with the prompts of its stages as one text."""
        raw = shipped_toml(self._folder / "coaching.toml")
        return tuple(
            Area(
                id=model["id"],
                label="\n".join(f"{stage['title']}: {stage['prompt']}" for stage in model["stages"]),
            )
            for model in raw["coaching"]
        )

    def feedback_ways(self) -> tuple[Way, ...]:
        """Return the ways to give feedback, with the roles of the questions they help with."""
        raw = shipped_toml(self._folder / "coaching.toml")
        return tuple(
            Way(
                id=way["id"],
                title=way["title"],
                use=way["use"],
                stages=tuple(Stage(stage["title"], stage["prompt"]) for stage in way["stages"]),
                helps=frozenset(FieldRole(role) for role in way["helps"]),
                poor=way["poor"],
                better=way["better"],
                check=way.get("check", False),
            )
            for way in raw["feedback"]
        )

    def _areas(self, key: str) -> tuple[Area, ...]:
        raw = shipped_toml(self._folder / "areas.toml")
        return tuple(Area(id=entry["id"], label=entry["label"]) for entry in raw[key])

    def preparation(self, kind: Kind, own: Sequence[str] = (), usual: str | None = None) -> Form:
        """Return the worker's own sheet before a kind of meeting: the one the service chose, or ours."""
        ours = sheet_before(kind)
        sheets = [form for form in self._all(own) if is_sheet(form) and form.kind is kind]
        chosen = [form for form in sheets if form.id == usual]
        return self._newest(chosen or [form for form in sheets if form.id == ours], ours)

    def audits(
        self, own: Sequence[str] = (), usual: str | None = None, off: Collection[str] = ()
    ) -> tuple[Form, ...]:
        """Return the newest versions of the forms of the monthly audit, the usual one first."""
        newest = {form.id: form for form in self._all(own) if is_audit(form) and form.id not in off}
        first = usual if usual in newest else AUDIT
        return tuple(sorted(newest.values(), key=lambda form: (form.id != first, form.title)))

    def form_to_json(self, form: Form) -> str:
        """Return a form as text to keep with records.

        A kept version never changes, and versions were kept before questions had roles. So roles are written
        only where reading would not give the same ones anyhow: the text of a form that was kept then is still
        the same, letter by letter.
        """
        raw = plain(form)
        bare = plain(form)
        for field in _fields(bare):
            del field["role"]
        text = _dumped(bare)
        return text if self.form_from_json(text) == form else _dumped(raw)

    def form_from_json(self, text: str) -> Form:
        """Read what ``form_to_json`` wrote, or wrote before questions had roles."""
        return self._read(text)

    def with_roles(self, form: Form) -> Form:
        """Return a form that says no roles with those that our forms of its kind give the same questions.

        A question is the same when its key and its type are.
        """
        if self._roles is None:
            self._roles = BEFORE | {
                (one.kind, key, field.type): field.role for one in self.all() for key, _, field in one.keyed
            }
        said = {field.role for _, _, field in form.keyed}
        sections = []
        for section in form.sections:
            fields = []
            for field in section.fields:
                role = self._roles.get((form.kind, f"{section.id}.{field.id}", field.type))
                fields.append(replace(field, role=role) if field.role is None and role not in said else field)
            sections.append(replace(section, fields=tuple(fields)))
        return replace(form, sections=tuple(sections))

    def _read_text(self, text: str) -> Form:
        raw: dict[str, Any] = json.loads(text)
        form = _form(raw)
        return form if any("role" in field for field in _fields(raw)) else self.with_roles(form)

    def _newest(self, forms: list[Form], name: str) -> Form:
        if not forms:
            message = (
                f"There is no {name} form in “{self._folder}”. Install Alongside again; the records are safe."
            )
            raise CatalogError(message)
        return max(forms, key=lambda form: form.version)


def _fields(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (field for section in raw["sections"] for field in section["fields"])


def _dumped(raw: dict[str, Any]) -> str:
    return json.dumps(raw, ensure_ascii=False, sort_keys=True)


def _section(raw: dict[str, Any]) -> Section:
    settings = raw | {"step": Step(raw["step"]), "criteria": tuple(raw["criteria"]), "fields": ()}
    bare = Section(**(settings | {"when": _when(raw.get("when"))}))
    return replace(bare, fields=tuple(bare.implied(_field(field)) for field in raw["fields"]))


def _field(raw: dict[str, Any]) -> Field:
    return Field(
        **(
            raw
            | {
                "type": FieldType(raw["type"]),
                "answered_by": AnsweredBy(raw["answered_by"]),
                "prompts": tuple(raw["prompts"]),
                "options": tuple(Option(**o) for o in raw["options"]),
                "role": FieldRole(raw["role"]) if raw.get("role") else None,
                "columns": tuple(_field(column) for column in raw.get("columns", ())),
                "rows": tuple(Option(**o) for o in raw.get("rows", ())),
                "when": _when(raw.get("when")),
                "works_out": _works_out(raw.get("works_out")),
            }
        )
    )


def _when(raw: dict[str, Any] | None) -> When | None:
    return When(question=raw["question"], answers=tuple(raw["answers"])) if raw else None


def _works_out(raw: dict[str, Any] | None) -> WorkOut | None:
    return WorkOut(how=How(raw["how"]), of=tuple(raw["of"]), weight=raw["weight"]) if raw else None


def _form(raw: dict[str, Any]) -> Form:
    tuples: dict[str, Any] = {name: tuple(raw[name]) for name in ("again_after", "areas") if name in raw}
    style = Style(raw["style"]) if raw.get("style") else None
    return Form(
        **{
            **raw,
            **tuples,
            "style": style,
            "kind": Kind(raw["kind"]),
            "sections": tuple(_section(s) for s in raw["sections"]),
        }
    )
