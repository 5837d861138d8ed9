"""Reading one form file (TOML) into a Form."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from app.catalog.settings import FaultError, Settings
from app.domain.errors import CatalogError
from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Form, Option, Section, Step, Style
from app.domain.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")
P = TypeVar("P", Field, Option)
MEND = "Mend the file or put back the one that came with Alongside."
TRIGGERS = frozenset({"incident"})
CRITERIA = frozenset(f"L5-2.2.{number}" for number in range(1, 9))
WITH_OPTIONS = frozenset({FieldType.CHOICE, FieldType.MULTI, FieldType.SCALE})
FORM_KEYS = frozenset(
    {
        "id",
        "version",
        "kind",
        "title",
        "intro",
        "worker_statement",
        "supervisor_statement",
        "sections",
        "style",
        "validity_months",
        "again_after",
        "interval_seconds",
        "areas",
    }
)
SECTION_KEYS = frozenset(
    {"id", "title", "step", "intro", "sensitive", "managerial", "every_time", "criteria", "fields"}
)
FIELD_KEYS = frozenset(
    {
        "id",
        "label",
        "type",
        "role",
        "answered_by",
        "mandatory",
        "sensitive",
        "critical",
        "hint",
        "prompts",
        "options",
    }
)
OPTION_KEYS = frozenset({"id", "label", "meaning", "score"})


def read_form(path: Path) -> Form:
    """Return the form in a file. Raises CatalogError naming file, line and fault."""
    try:
        return parse_form(path.name, path.read_bytes())
    except OSError as error:
        message = f"{path.name}: this form cannot be read ({error}). {MEND}"
        raise CatalogError(message) from error


def parse_form(name: str, data: bytes) -> Form:
    """Return the form in the bytes of a file. Raises CatalogError naming file, line and fault."""
    try:
        text = data.decode("utf-8-sig")
        raw = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{name}: this form cannot be read ({error}). {MEND}"
        raise CatalogError(message) from error
    return _Reader(Settings(name, text)).form(raw)


def form_file(form: Form) -> bytes:
    """Return a form as the bytes of a file that ``parse_form`` reads.

    What is left at its usual value is left out.
    """
    import tomli_w  # noqa: PLC0415 - only when a form leaves

    return tomli_w.dumps(_spoken(asdict(form)), indent=2).encode()


def _spoken(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _spoken(part)
            for key, part in value.items()
            if part is not None and part is not False and part not in ("", (), [])
        }
    return [_spoken(part) for part in value] if isinstance(value, list | tuple) else value


class _Reader:
    """Reads top-down, and goes on after a fault."""

    def __init__(self, file: Settings) -> None:
        self._file = file
        self._steps: tuple[Step, ...] = tuple(Step)
        self._roles: set[FieldRole] = set()
        self._faults: list[tuple[int, str]] = []

    def form(self, raw: dict[str, Any]) -> Form:
        """Return the form. Every fault is looked for before one CatalogError names them all, a line each."""
        head = self._try(partial(self._head, raw))
        entries = self._try(partial(self._file.tables, raw, "sections", needed=True)) or []
        sections: list[Section] = []
        for place, entry in enumerate(entries):
            self._file.enter_section(place)
            section = self._try(partial(self._section, entry, {s.id for s in sections}))
            if section is not None:
                sections.append(section)
        if self._faults or head is None:
            raise CatalogError("\n".join(text for _, text in sorted(self._faults)) + f" {MEND}")
        return replace(head, sections=tuple(sections))

    def _head(self, raw: dict[str, Any]) -> Form:
        kind = self._file.choice(Kind, raw, "kind")
        self._steps = kind.steps
        self._file.known(raw, FORM_KEYS, "the form")
        id_, version, title = self._file.id(raw), self._file.version(raw), self._file.text(raw, "title")
        intro, worker, supervisor = (
            self._file.text(raw, key, "") for key in ("intro", "worker_statement", "supervisor_statement")
        )
        style, months, seconds = (
            self._style(raw, kind),
            self._file.count(raw, "validity_months"),
            self._file.count(raw, "interval_seconds"),
        )
        areas, again = self._file.texts(raw, "areas"), self._file.texts(raw, "again_after")
        if strange := [word for word in again if word not in TRIGGERS]:
            self._file.fail(
                raw,
                "again_after",
                f"“{strange[0]}” is not something that makes it due again; the word is incident",
            )
        return Form(
            id=id_,
            version=version,
            kind=kind,
            title=title,
            sections=(),
            intro=intro,
            worker_statement=worker,
            supervisor_statement=supervisor,
            style=style,
            validity_months=months,
            again_after=again,
            interval_seconds=seconds,
            areas=areas,
        )

    def _try(self, read: Callable[[], T]) -> T | None:
        """Return what was read, or note its fault and go on."""
        try:
            return read()
        except FaultError as fault:
            self._faults.append((fault.line, str(fault)))
            return None

    def _section(self, raw: dict[str, Any], taken: set[str]) -> Section:
        section = self._try(partial(self._settings, raw, taken))
        entries = self._try(partial(self._file.tables, raw, "fields", needed=True)) or []
        self._file.enter(raw.get("id"))
        fields = self._each(entries, self._field)
        made = section or Section(id=str(raw.get("id")), title="", step=self._steps[0], fields=())
        return replace(made, fields=tuple(made.implied(field) for field in fields))

    def _each(
        self, entries: list[dict[str, Any]], read: Callable[[dict[str, Any], set[str]], P]
    ) -> tuple[P, ...]:
        """Return what the entries of a list say, fields or options.

        An entry with a fault is noted and left out.
        """
        made: list[P] = []
        for entry in entries:
            self._file.enter(entry.get("id"))
            one = self._try(partial(read, entry, {part.id for part in made}))
            if one is not None:
                made.append(one)
        return tuple(made)

    def _settings(self, raw: dict[str, Any], taken: set[str]) -> Section:
        id_ = self._file.new_id(raw, taken, "section")
        self._file.known(raw, SECTION_KEYS, f"the section “{id_}”")
        said = self._file.text(raw, "step")
        step = next((step for step in self._steps if step.value == said), None)
        if step is None:
            known = ", ".join(sorted(self._steps))
            self._file.fail(raw, "step", f"the step of “{id_}” is “{said}”; it is one of {known}")
        criteria = self._file.texts(raw, "criteria")
        if unknown := [code for code in criteria if code not in CRITERIA]:
            self._file.fail(
                raw, "criteria", f"“{unknown[0]}” is not a criterion; they are L5-2.2.1 to L5-2.2.8"
            )
        title, intro = self._file.text(raw, "title"), self._file.text(raw, "intro", "")
        sensitive, managerial, every_time = (
            self._file.flag(raw, key) for key in ("sensitive", "managerial", "every_time")
        )
        return Section(
            id=id_,
            title=title,
            step=step,
            fields=(),
            intro=intro,
            sensitive=sensitive,
            managerial=managerial,
            every_time=every_time,
            criteria=criteria,
        )

    def _field(self, raw: dict[str, Any], taken: set[str]) -> Field:
        id_ = self._file.new_id(raw, taken, "field")
        self._file.known(raw, FIELD_KEYS, f"the field “{id_}”")
        kind, label = self._file.choice(FieldType, raw, "type"), self._file.text(raw, "label")
        answered_by = (
            self._file.choice(AnsweredBy, raw, "answered_by") if "answered_by" in raw else AnsweredBy.BOTH
        )
        mandatory, sensitive, critical = (
            self._file.flag(raw, key) for key in ("mandatory", "sensitive", "critical")
        )
        if critical and kind is not FieldType.SCALE:
            self._file.fail(raw, "critical", f"“{id_}” is not a scale field, so it cannot be critical")
        hint, prompts = self._file.text(raw, "hint", ""), self._file.texts(raw, "prompts")
        entries = self._file.tables(raw, "options", needed=False)
        if (kind in WITH_OPTIONS) != bool(entries):
            self._file.fail(
                raw,
                "type",
                f"“{id_}” is a {kind.value} field, which {'has no' if entries else 'needs'} options",
            )
        role = self._role(raw, kind) if "role" in raw else None
        options = self._each(entries, self._option)
        return Field(
            id=id_,
            label=label,
            type=kind,
            answered_by=answered_by,
            mandatory=mandatory,
            sensitive=sensitive,
            critical=critical,
            hint=hint,
            prompts=prompts,
            options=options,
            role=role,
        )

    def _style(self, raw: dict[str, Any], kind: Kind) -> Style | None:
        if (kind is Kind.OBSERVATION) != ("style" in raw):
            self._file.fail(raw, "style", "an observation has a style, and nothing else has one")
        return self._file.choice(Style, raw, "style") if "style" in raw else None

    def _role(self, raw: dict[str, Any], kind: FieldType) -> FieldRole:
        role = self._file.choice(FieldRole, raw, "role")
        if kind not in role.asked.types:
            fit = " or ".join(one.value for one in FieldType if one in role.asked.types)
            self._file.fail(raw, "type", f"“{raw['id']}” asks {role.question}, so it is a {fit} field")
        if role in self._roles and not role.many:
            self._file.fail(raw, "role", f"there are two questions that ask {role.question}")
        self._roles.add(role)
        return role

    def _option(self, raw: dict[str, Any], taken: set[str]) -> Option:
        id_ = self._file.new_id(raw, taken, "option")
        self._file.known(raw, OPTION_KEYS, f"the option “{id_}”")
        score = raw.get("score")
        if score is not None and (not isinstance(score, int) or isinstance(score, bool) or score < 0):
            self._file.fail(
                raw,
                "score",
                (
                    f"the score of “{id_}” is a whole number from 0, or left out for an answer that does "
                    "not count"
                ),
            )
        return Option(
            id=id_,
            label=self._file.text(raw, "label"),
            meaning=self._file.text(raw, "meaning", ""),
            score=score,
        )
