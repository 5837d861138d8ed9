"""The questions of a form file, each with the settings its way of answering has."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.answers import ROW, YES_NO
from app.domain.asking import counts
from app.domain.facts import Fact, is_fact
from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, How, Option, When, WorkOut

if TYPE_CHECKING:
    from app.catalog.settings import Settings
    from app.domain.forms import Section

FIELD_KEYS = frozenset(one.name for one in fields(Field))
OPTION_KEYS = frozenset(one.name for one in fields(Option))
WHEN_KEYS = frozenset(one.name for one in fields(When))
WORK_OUT_KEYS = frozenset(one.name for one in fields(WorkOut))
BY_TYPE = frozenset().union(*(kind.row.takes for kind in FieldType)) - {"prompts", "critical"}
"""The settings that only some ways of answering have. Openings do no harm to the others."""
NOT_IN_A_COLUMN = ("role", "critical", "sensitive")


class Questions:
    """Reads questions, and remembers which roles there are already."""

    def __init__(self, file: Settings) -> None:
        self._file = file
        self._roles: set[FieldRole] = set()

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
        if critical and kind is not FieldType.SCALE:
            file.fail(raw, "critical", f"“{id_}” is not a scale field, so it cannot be critical")
        self._fits(raw, kind)
        hint, prompts = file.text(raw, "hint", ""), file.texts(raw, "prompts")
        role = self._role(raw, kind) if "role" in raw else None
        least, most = self._bounds(raw, kind)
        other, options = file.flag(raw, "other"), file.tables(raw, "options", needed=False)
        if other and any(option.get("id") == "other" for option in options):
            file.fail(
                raw, "other", f"an option of “{id_}” has the id “other”, which is kept for “Other, namely”"
            )
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
            columns=file.each(file.tables(raw, "columns", needed=False), self._column),
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

    def crossed(self, sections: tuple[Section, ...], entries: list[dict[str, Any]]) -> None:
        """Note each question or part that points at something that is not there, or comes later."""
        before: dict[str, Field] = {}
        every = {f"{s.id}.{f.id}": f for s in sections for f in s.fields}
        places = {entry.get("id"): place for place, entry in enumerate(entries)}
        for section in sections:
            self._file.enter_section(places.get(section.id, 0))
            self._file.enter(section.id)
            self._file.tried(partial(self._points, section.id, section.when, before))
            for field in section.fields:
                self._file.enter(field.id)
                self._file.tried(partial(self._points, field.id, field.when, before))
                self._file.tried(partial(self._counts, field, every))
                beside: dict[str, Field] = {}
                for column in field.columns:
                    self._file.tried(partial(self._points, column.id, column.when, beside))
                    beside[column.id] = column
                before[f"{section.id}.{field.id}"] = field

    # --- pieces ---------------------------------------------------------------------------------------------

    def _fits(self, raw: dict[str, Any], kind: FieldType) -> None:
        for key in sorted(BY_TYPE):
            there = key in raw and raw[key] is not False and raw[key] not in ("", [])
            if there and key not in kind.row.takes:
                self._file.fail(raw, "type", f"“{raw['id']}” is a {kind.value} field, which has no {key}")
            if not there and key in kind.row.needs:
                self._file.fail(raw, "type", f"“{raw['id']}” is a {kind.value} field, which needs {key}")

    def _bounds(self, raw: dict[str, Any], kind: FieldType) -> tuple[float | None, float | None]:
        read = self._file.count if kind.has_entries else self._file.number
        least, most = read(raw, "least"), read(raw, "most")
        if least is not None and most is not None and least > most:
            self._file.fail(raw, "most", f"the most of “{raw['id']}” is less than the least")
        return least, most

    def _role(self, raw: dict[str, Any], kind: FieldType) -> FieldRole:
        role = self._file.choice(FieldRole, raw, "role")
        if kind not in role.asked.types:
            fit = " or ".join(one.value for one in FieldType if one in role.asked.types)
            self._file.fail(raw, "type", f"“{raw['id']}” asks {role.question}, so it is a {fit} field")
        if role in self._roles and not role.many:
            self._file.fail(raw, "role", f"there are two questions that ask {role.question}")
        self._roles.add(role)
        return role

    def _column(self, raw: dict[str, Any], taken: set[str]) -> Field:
        for key in NOT_IN_A_COLUMN:
            if raw.get(key):
                self._file.fail(raw, key, f"a column cannot be “{key}”; set it on the whole question")
        column = self.question(raw, taken)
        if not column.type.row.cell:
            self._file.fail(raw, "type", f"“{column.id}” is a {column.type.value} field, which is no column")
        if column.id == ROW:
            self._file.fail(raw, "id", f"a column cannot have the id “{ROW}”")
        return column

    def _option(self, raw: dict[str, Any], taken: set[str]) -> Option:
        file = self._file
        id_ = file.new_id(raw, taken, "option")
        file.known(raw, OPTION_KEYS, f"the option “{id_}”")
        score = raw.get("score")
        if score is not None and (not isinstance(score, int) or isinstance(score, bool) or score < 0):
            file.fail(
                raw,
                "score",
                (
                    f"the score of “{id_}” is a whole number from 0, or left out for an answer that does "
                    "not count"
                ),
            )
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

    def _points(self, id_: str, when: When | None, before: dict[str, Field]) -> None:
        if when is None:
            return
        if is_fact(when.question):
            self._person(id_, when)
            return
        question = before.get(when.question)
        here = {"when": True, "id": id_}
        if question is None:
            self._file.fail(
                here, "when", f"“{id_}” hangs on “{when.question}”, which is no question before it"
            )
        known = {option.id for option in question.options} | ({"other"} if question.other else set())
        known |= set(YES_NO) if question.type is FieldType.YES_NO else set()
        if unknown := [one for one in when.answers if one not in known]:
            self._file.fail(
                here, "when", f"“{id_}” waits for “{unknown[0]}”, which is no answer of “{when.question}”"
            )

    def _person(self, id_: str, when: When) -> None:
        here, known = {"when": True, "id": id_}, ", ".join(Fact)
        if when.question not in set(Fact):
            self._file.fail(
                here, "when", f"“{when.question}” is nothing known of a person; it is one of {known}"
            )
        values = {value for value, _ in Fact(when.question).choices}
        if not when.answers:
            self._file.fail(here, "when", f"“{id_}” does not say for whom it is")
        if unknown := [one for one in when.answers if values and one not in values]:
            self._file.fail(here, "when", f"“{id_}” is for “{unknown[0]}”, which is no “{when.question}”")

    def _counts(self, field: Field, every: dict[str, Field]) -> None:
        if field.works_out is None:
            return
        here = {"works_out": True, "id": field.id}
        if not field.works_out.of:
            self._file.fail(here, "works_out", f"“{field.id}” says nothing that it is worked out of")
        for key in field.works_out.of:
            table, _, id_ = key.rpartition(".")
            of = every.get(key) or (every[table].column(id_) if table in every else None)
            if of is None or not counts(of):
                self._file.fail(
                    here, "works_out", f"“{field.id}” is worked out of “{key}”, which cannot be counted"
                )
            if field.works_out.how is How.SHARE and of.type is FieldType.NUMBER and not of.most:
                self._file.fail(
                    here, "works_out", f"a share of “{key}” needs the most that it can be, as “most”"
                )
