"""Reading one form file (TOML) into a Form."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from app.catalog.plain import plain
from app.catalog.questions import Questions
from app.catalog.settings import Settings
from app.catalog.toml import TomlError, read_toml, told
from app.domain.criteria import CRITERIA
from app.domain.errors import CatalogError
from app.domain.form_faults import faults, strays
from app.domain.forms import Form, Section, Step, Style
from app.domain.kinds import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.form_faults import Fault

MEND = "Mend the file or put back the one that came with Alongside."
LOOSE = frozenset({"when", "works_out", "fields", "step"})
"""What a fault in another place may be the cause of."""
TRIGGERS = frozenset({"incident"})
FORM_KEYS = frozenset(one.name for one in fields(Form))
SECTION_KEYS = frozenset(one.name for one in fields(Section))


def read_form(path: Path) -> Form:
    """Return the form in a file. Raises CatalogError naming file, line and fault."""
    try:
        return parse_form(path.name, path.read_bytes())
    except OSError as error:
        message = f"{path.name}: this form cannot be read ({error}). {MEND}"
        raise CatalogError(message) from error


@lru_cache(maxsize=128)
def parse_form(name: str, data: bytes) -> Form:
    """Return the form in the bytes of a file. Raises CatalogError naming file, line and fault.

    The same bytes are always the same form, and reading one takes ten milliseconds: it is remembered.
    """
    try:
        text, raw = read_toml(data)
    except TomlError as error:
        message = f"{name}: this form cannot be read ({error}). {MEND}"
        raise CatalogError(message) from error
    return _Reader(Settings(name, text)).form(raw)


def form_file(form: Form) -> bytes:
    """Return a form as the bytes of a file that ``parse_form`` reads.

    What is left at its usual value is left out.
    """
    import tomli_w  # noqa: PLC0415 - only when a form leaves

    return tomli_w.dumps(_spoken(plain(form)), indent=2).encode()


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
        self._questions = Questions(file)

    def form(self, raw: dict[str, Any]) -> Form:
        """Return the form. Every fault is looked for before one CatalogError names them all, a line each."""
        head = self._file.tried(partial(self._head, raw))
        entries = self._file.tried(partial(self._file.tables, raw, "sections", needed=True)) or []
        sections: list[Section] = []
        for place, entry in enumerate(entries):
            self._file.enter_section(place)
            section = self._file.tried(partial(self._section, entry, {s.id for s in sections}))
            if section is not None:
                sections.append(section)
        form = replace(head, sections=tuple(sections)) if head is not None else None
        if form is not None:
            self._rules(form, raw)
        if self._file.faults or form is None:
            message = f"{told([text for _, text in sorted(self._file.faults)])} {MEND}"
            raise CatalogError(message)
        return form

    def _rules(self, form: Form, raw: dict[str, Any]) -> None:
        """Note each thing that does not fit together, at its line. What a kind lacks is told on publishing.

        While something could not be read at all, what hangs on it is not told as well.
        """
        left_out = LOOSE if self._file.faults else frozenset()
        for fault in (*strays(form), *faults(form)):
            if fault.setting not in left_out and (fault.place or fault.setting != "sections"):
                self._file.tried(partial(self._tell, fault, raw))

    def _tell(self, fault: Fault, raw: dict[str, Any]) -> None:
        """Raise FaultError with the line of a fault."""
        here = raw
        self._file.enter_top()
        names = fault.place.split(".") if fault.place else []
        for name, inside in zip(names, ("sections", "fields", "columns"), strict=False):
            number, here = next((n, one) for n, one in enumerate(here[inside]) if one.get("id") == name)
            if inside == "sections":
                self._file.enter_section(number)
            self._file.enter(name)
        self._file.fail(here, fault.setting, fault.sentence.rstrip("."))

    def _head(self, raw: dict[str, Any]) -> Form:
        kind = self._file.choice(Kind, raw, "kind")
        self._file.known(raw, FORM_KEYS, "the form")
        id_, version, title = self._file.id(raw), self._file.version(raw), self._file.text(raw, "title")
        intro, worker, supervisor = (
            self._file.text(raw, key, "") for key in ("intro", "worker_statement", "supervisor_statement")
        )
        style, months, seconds = (
            self._file.choice(Style, raw, "style") if "style" in raw else None,
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

    def _section(self, raw: dict[str, Any], taken: set[str]) -> Section:
        section = self._file.tried(partial(self._settings, raw, taken))
        entries = self._file.tried(partial(self._file.tables, raw, "fields", needed=True)) or []
        self._file.enter(raw.get("id"))
        read = self._file.each(entries, self._questions.question)
        made = section or Section(id=(id_ := str(raw.get("id"))), title=id_, step=Step.TALK, fields=())
        return replace(made, fields=tuple(made.implied(field) for field in read))

    def _settings(self, raw: dict[str, Any], taken: set[str]) -> Section:
        id_ = self._file.new_id(raw, taken, "section")
        self._file.known(raw, SECTION_KEYS, f"the section “{id_}”")
        step = self._file.choice(Step, raw, "step")
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
            when=self._questions.when(raw),
            blind=self._file.flag(raw, "blind"),
            if_needed=self._file.flag(raw, "if_needed"),
            monthly=self._file.flag(raw, "monthly"),
        )
