"""Reading one form file (TOML) into a Form."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from app.domain.errors import CatalogError
from app.domain.forms import AnsweredBy, Field, FieldType, Form, Kind, Option, Section

if TYPE_CHECKING:
    from pathlib import Path

E = TypeVar("E", bound=StrEnum)
STEPS = frozenset({"prepare", "talk", "agree"})
WITH_OPTIONS = frozenset({FieldType.CHOICE, FieldType.MULTI, FieldType.SCALE})
FORM_KEYS = frozenset({"id", "version", "kind", "title", "intro", "worker_statement", "supervisor_statement", "sections"})
SECTION_KEYS = frozenset({"id", "title", "step", "intro", "sensitive", "managerial", "every_time", "criteria", "fields"})
FIELD_KEYS = frozenset({"id", "label", "type", "answered_by", "mandatory", "sensitive", "hint", "prompts", "options"})
OPTION_KEYS = frozenset({"id", "label", "meaning"})


def read_form(path: Path) -> Form:
    """Return the form in a file. Raises CatalogError naming file, line and fault."""
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path.name}: this form cannot be read ({error}). Mend the file or put back the one that came with Alongside."
        raise CatalogError(message) from error
    return _Reader(path.name, text).form(raw)


class _Reader:
    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines = text.splitlines()

    def form(self, raw: dict[str, Any]) -> Form:
        self._known(raw, FORM_KEYS, "the form")
        sections = tuple(self._section(s) for s in self._list(raw, "sections"))
        self._unique([s.id for s in sections], "section")
        return Form(
            id=self._text(raw, "id"),
            version=self._version(raw),
            kind=self._choice(Kind, raw, "kind"),
            title=self._text(raw, "title"),
            sections=sections,
            intro=self._text(raw, "intro", ""),
            worker_statement=self._text(raw, "worker_statement", ""),
            supervisor_statement=self._text(raw, "supervisor_statement", ""),
        )

    def _section(self, raw: dict[str, Any]) -> Section:
        self._known(raw, SECTION_KEYS, "a section")
        fields = tuple(self._field(f) for f in self._list(raw, "fields"))
        self._unique([f.id for f in fields], "field")
        step = self._text(raw, "step")
        if step not in STEPS:
            self._fail(step, f"the step is “{step}”; it is prepare, talk or agree")
        return Section(
            id=self._text(raw, "id"),
            title=self._text(raw, "title"),
            step=step,
            fields=fields,
            intro=self._text(raw, "intro", ""),
            sensitive=self._flag(raw, "sensitive"),
            managerial=self._flag(raw, "managerial"),
            every_time=self._flag(raw, "every_time"),
            criteria=self._texts(raw, "criteria"),
        )

    def _field(self, raw: dict[str, Any]) -> Field:
        self._known(raw, FIELD_KEYS, "a field")
        kind = self._choice(FieldType, raw, "type")
        options = tuple(self._option(o) for o in raw.get("options", []))
        self._unique([o.id for o in options], "option")
        if (kind in WITH_OPTIONS) != bool(options):
            self._fail(str(raw["id"]), f"“{raw['id']}” is a {kind.value} field, which {'needs' if not options else 'has no'} options")
        return Field(
            id=self._text(raw, "id"),
            label=self._text(raw, "label"),
            type=kind,
            answered_by=self._choice(AnsweredBy, raw, "answered_by") if "answered_by" in raw else AnsweredBy.BOTH,
            mandatory=self._flag(raw, "mandatory"),
            sensitive=self._flag(raw, "sensitive"),
            hint=self._text(raw, "hint", ""),
            prompts=self._texts(raw, "prompts"),
            options=options,
        )

    def _option(self, raw: dict[str, Any]) -> Option:
        self._known(raw, OPTION_KEYS, "an option")
        return Option(id=self._text(raw, "id"), label=self._text(raw, "label"), meaning=self._text(raw, "meaning", ""))

    def _version(self, raw: dict[str, Any]) -> int:
        value = raw.get("version")
        if not isinstance(value, int) or value < 1:
            self._fail("version", "the version is a whole number from 1")
        return int(value)

    def _choice(self, kind: type[E], raw: dict[str, Any], key: str) -> E:
        value = self._text(raw, key)
        try:
            return kind(value)
        except ValueError:
            self._fail(value, f"{key} is “{value}”; it is one of {', '.join(kind)}")

    def _text(self, raw: dict[str, Any], key: str, default: str | None = None) -> str:
        value = raw.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self._fail(key, f"“{key}” is missing or is not text" + (f" in “{raw['id']}”" if "id" in raw and key != "id" else ""))
        return str(value)

    def _texts(self, raw: dict[str, Any], key: str) -> tuple[str, ...]:
        value = raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            self._fail(key, f"“{key}” is a list of texts")
        return tuple(value)

    def _flag(self, raw: dict[str, Any], key: str) -> bool:
        value = raw.get(key, False)
        if not isinstance(value, bool):
            self._fail(key, f"“{key}” is true or false")
        return bool(value)

    def _list(self, raw: dict[str, Any], key: str) -> list[dict[str, Any]]:
        value = raw.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(entry, dict) for entry in value):
            self._fail(key, f"“{key}” is missing or empty" + (f" in “{raw['id']}”" if "id" in raw else ""))
        return list(value)

    def _known(self, raw: dict[str, Any], keys: frozenset[str], where: str) -> None:
        for key in raw:
            if key not in keys:
                self._fail(key, f"“{key}” is not a setting of {where}")

    def _unique(self, ids: list[str], what: str) -> None:
        for id_ in ids:
            if ids.count(id_) > 1:
                self._fail(id_, f"there are two of the {what} “{id_}”")

    def _fail(self, near: str, fault: str) -> NoReturn:
        line = next((n for n, text in enumerate(self._lines, 1) if near and near in text), 1)
        message = f"{self._name}, line {line}: {fault}. Mend the file or put back the one that came with Alongside."
        raise CatalogError(message)
