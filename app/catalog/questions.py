"""The questions of a form file, each with the settings its way of answering has."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Option, When
from app.domain.working_out import How, WorkOut

if TYPE_CHECKING:
    from app.catalog.settings import Settings

FIELD_KEYS = frozenset(one.name for one in fields(Field))
OPTION_KEYS = frozenset(one.name for one in fields(Option))
WHEN_KEYS = frozenset(one.name for one in fields(When))
WORK_OUT_KEYS = frozenset(one.name for one in fields(WorkOut))


class Questions:
    """Reads questions: each setting as what it has to be. Whether they fit together is told by the rules."""

    def __init__(self, file: Settings) -> None:
        self._file = file

    def question(self, raw: dict[str, Any], taken: set[str]) -> Field:
        """Return a question. Raises FaultError naming its line."""
        file = self._file
        id_ = file.new_id(raw, taken, "field")
        file.known(raw, FIELD_KEYS, f"the field “{id_}”")
        kind, label = file.choice(FieldType, raw, "type"), file.text(raw, "label")
        answered_by = file.choice(AnsweredBy, raw, "answered_by") if "answered_by" in raw else AnsweredBy.BOTH
        mandatory, sensitive, critical = (
            file.flag(raw, key) for key in ("mandatory", "sensitive", "critical")
        )
        hint, prompts = file.text(raw, "hint", ""), file.texts(raw, "prompts")
        role = file.choice(FieldRole, raw, "role") if "role" in raw else None
        number = file.count if kind.has_entries else file.number
        least, most = number(raw, "least"), number(raw, "most")
        other, options = file.flag(raw, "other"), file.tables(raw, "options", needed=False)
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
            options=file.each(options, self._option),
            role=role,
            unit=file.text(raw, "unit", ""),
            least=least,
            most=most,
            other=other,
            does_not_apply=file.flag(raw, "does_not_apply"),
            columns=file.each(file.tables(raw, "columns", needed=False), self.question),
            rows=file.each(file.tables(raw, "rows", needed=False), self._option),
            entry=file.text(raw, "entry", ""),
            when=self.when(raw),
            works_out=self._works_out(raw),
            apart=file.flag(raw, "apart"),
        )

    def when(self, raw: dict[str, Any]) -> When | None:
        """Return when a question or a part is asked, or None when it always is."""
        said = self._table(raw, "when")
        if said is None:
            return None
        self._file.known(said, WHEN_KEYS, "“when”")
        return When(question=self._file.text(said, "question"), answers=self._file.texts(said, "answers"))

    # --- pieces ---------------------------------------------------------------------------------------------

    def _option(self, raw: dict[str, Any], taken: set[str]) -> Option:
        file = self._file
        id_ = file.new_id(raw, taken, "option")
        file.known(raw, OPTION_KEYS, f"the option “{id_}”")
        score = raw.get("score")
        if score is not None and (not isinstance(score, int) or isinstance(score, bool)):
            file.fail(raw, "score", f"the score of “{id_}” is a whole number")
        label, meaning = file.text(raw, "label"), file.text(raw, "meaning", "")
        return Option(id=id_, label=label, meaning=meaning, score=score)

    def _works_out(self, raw: dict[str, Any]) -> WorkOut | None:
        said = self._table(raw, "works_out")
        if said is None:
            return None
        self._file.known(said, WORK_OUT_KEYS, "“works_out”")
        how, of = self._file.choice(How, said, "how"), self._file.texts(said, "of")
        return WorkOut(how=how, of=of, weight=self._file.text(said, "weight", ""))

    def _table(self, raw: dict[str, Any], key: str) -> dict[str, Any] | None:
        value = raw.get(key)
        if value is not None and not isinstance(value, dict):
            self._file.fail(raw, key, f"“{key}” is a table of settings")
        return value
