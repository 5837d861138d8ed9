"""The demo’s bank of answers fits the shipped forms and names nobody."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import Any

import pytest

from app.catalog.registry import Catalog
from app.domain.completing import missing, wrong
from app.domain.content import Content, Sample
from app.domain.forms import Field, FieldType, Form
from app.domain.kinds import Kind
from app.domain.observation import items, percentages, result
from app.domain.people import Pathway, Role
from app.domain.stopping import STOPS
from app.system.resources import resource

BANK: dict[str, Any] = tomllib.loads(resource("demo", "bank.toml").read_text(encoding="utf-8"))
CATALOG = Catalog(resource("catalog"))
FORMS: tuple[Form, ...] = (CATALOG.form(Kind.SUPERVISION), CATALOG.form(Kind.AGREEMENT))
ASKED_EACH_TIME_THE_SAME = {"safe", "theme"}
FROM_THEIR_SHEET = {"own_points"}
LINE_MANAGEMENT = {"absence", "conduct"}
WHOLE = {
    "group_supervisions": Kind.GROUP_SUPERVISION,
    "practice_supervisions": Kind.PRACTICE_SUPERVISION,
    "appraisals": Kind.APPRAISAL,
    "probation_reviews": Kind.PROBATION_REVIEW,
    "debriefs": Kind.DEBRIEF,
    "watched_supervisions": Kind.SUPERVISION_OF_SUPERVISION,
    "reflections": Kind.REFLECTION,
}
"""Lists in which each entry answers the usual form of a kind."""
SHORTHAND = {
    "sessions": (
        Kind.REFLECTIVE_SESSION,
        {
            "what": "event.what",
            "learned": "learning.learned",
            "change": "change.change",
            "not_right": "safe.not_right",
        },
    ),
    "coaching": (
        Kind.COACHING,
        {"about": "log.about", "how": "log.how", "happened": "log.happened", "noticed": "log.noticed"},
    ),
    "observations": (
        Kind.OBSERVATION,
        {name: f"feedback.{name}" for name in ("went_well", "try_next", "person_said")},
    ),
}
"""Lists in which each entry answers a few fields by short names."""
ENOUGH = {
    "coaching": 20,
    "reflections": 8,
    "observations": 10,
    "watched": 10,
    "sessions": 3,
    "group_supervisions": 3,
    "practice_supervisions": 4,
    "appraisals": 3,
    "probation_reviews": 3,
    "debriefs": 2,
    "watched_supervisions": 2,
    "training": 8,
}


def fits(field: Field, answer: object) -> bool:
    """Tell whether a field can hold an answer."""
    match field.type:
        case FieldType.MULTI:
            return isinstance(answer, list) and set(answer) <= {option.id for option in field.options}
        case FieldType.CHOICE | FieldType.SCALE:
            return answer in {option.id for option in field.options}
        case FieldType.YES_NO:
            return answer in {"yes", "no"}
        case FieldType.DURATION:
            return isinstance(answer, str) and answer.isdecimal()
        case FieldType.DATE:
            return isinstance(answer, str) and bool(dt.date.fromisoformat(answer))
        case _:
            return fits_in_words(field, answer)


def fits_in_words(field: Field, answer: object) -> bool:
    """Tell whether a field of words, or one that holds an action, can hold an answer."""
    if field.type is not FieldType.ACTION:
        return isinstance(answer, str) and not wrong(field, answer)
    what, _whose, _name, due, _id = answer if isinstance(answer, list) else [""] * 5
    return bool(what) and bool(dt.date.fromisoformat(due))


def unfit(form: Form, answers: dict[str, Any]) -> list[str]:
    """Return the keys that are no field of a form or whose answer it cannot hold."""
    return [
        key
        for key, answer in answers.items()
        if (found := form.field(key)) is None or not fits(found[1], answer)
    ]


def said(form: Form, entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry as answers are kept; whose an action is, is put in when it is told."""
    found: dict[str, Any] = {}
    for key, answer in entry.items():
        known = form.field(key)
        tied = known is not None and known[1].type is FieldType.ACTION
        found[key] = (answer[0], "whoever", *answer[2:]) if tied else answer
    return found


def observed(entry: dict[str, Any]) -> tuple[Form, Content]:
    """Return the form of a watched practice and the whole content its entry stands for."""
    form = CATALOG.form(Kind.OBSERVATION, entry["form"])
    ratings = {key: entry.get("ratings", {}).get(key, "yes") for key, _ in items(form)}
    samples = tuple(
        Sample(second=s["second"], person=s["person"], codes=tuple(s["codes"]))
        for s in entry.get("samples", ())
    )
    return form, Content(
        answers={**entry["answers"], **ratings},
        notes=entry.get("notes", {}),
        samples=samples,
        minutes=entry["minutes"],
    )


def texts(value: object) -> list[str]:
    """Return every text in a value."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("key", BANK["answers"])
def test_every_answer_belongs_to_a_field_that_can_hold_it(key: str) -> None:
    field = next(found[1] for form in FORMS if (found := form.field(key)))
    assert [answer for answer in BANK["answers"][key] if not fits(field, answer)] == []


@pytest.mark.parametrize("name", WHOLE)
def test_each_whole_record_fits_its_form_and_leaves_nothing_out_that_must_be_there(name: str) -> None:
    form = CATALOG.form(WHOLE[name])
    for entry in BANK[name]:
        assert unfit(form, entry) == []
        assert missing(form, Content(answers=said(form, entry))) == {}


@pytest.mark.parametrize("name", SHORTHAND)
def test_each_entry_by_short_names_fits_its_form(name: str) -> None:
    kind, keys = SHORTHAND[name]
    for entry in BANK[name]:
        answers = {keys[short]: answer for short, answer in entry.items() if short != "next"}
        answers |= (
            {CATALOG.form(kind).by_role(one) or "": "yes" for one in STOPS}
            if kind is Kind.OBSERVATION
            else {}
        )
        answers.pop("", None)
        assert unfit(CATALOG.form(kind), answers) == []
        assert missing(CATALOG.form(kind), Content(answers=answers)) == {}


def test_there_are_eight_reflections_for_each_other_way_to_reflect() -> None:
    ways = {form.id for form in CATALOG.forms(Kind.REFLECTION)} - {Kind.REFLECTION.value}
    used = [entry["form"] for entry in BANK["guided_reflections"]]
    assert {way: used.count(way) for way in ways} == dict.fromkeys(ways, 8)
    for entry in BANK["guided_reflections"]:
        form = CATALOG.form(Kind.REFLECTION, entry["form"])
        assert unfit(form, entry["answers"]) == []
        assert set(entry["answers"]) == {
            f"{section.id}.{field.id}" for section in form.sections for field in section.fields
        }


@pytest.mark.parametrize("entry", BANK["watched"], ids=lambda entry: entry["form"])
def test_a_watched_practice_fits_its_form(entry: dict[str, Any]) -> None:
    form, content = observed(entry)
    rated = {key for key, _ in items(form)}
    assert unfit(form, entry["answers"] | entry.get("ratings", {})) == []
    assert set(entry.get("ratings", {})) | set(entry.get("notes", {})) <= rated
    assert missing(form, content) == {}
    codes = {
        option.id
        for section in form.sections
        if section.step == "observe"
        for field in section.fields
        for option in field.options
    }
    assert {code for sample in content.samples for code in sample.codes} <= codes
    assert rated or sum(percentages(content.samples, sorted(codes)).values()) >= 100


def test_every_form_for_watching_is_used_and_what_is_not_yet_met_is_to_be_watched_again() -> None:
    assert {entry["form"] for entry in BANK["watched"]} == {
        form.id for form in CATALOG.forms(Kind.OBSERVATION)
    }
    words = {entry["form"]: result(*observed(entry)).word for entry in BANK["watched"]}
    assert set(words.values()) == {"Met", "Not yet", "Nothing rated"}
    for entry in BANK["watched"]:
        assert result(*observed(entry)).met is not False or entry["again_in_weeks"] > 0


def test_training_and_coaching_are_about_practice_areas() -> None:
    areas = {area.id for area in CATALOG.areas()}
    assert {entry["area"] for entry in BANK["training"]} <= areas
    assert {area for entry in BANK["coaching"] for area in entry["about"]} == areas


def test_there_is_enough_of_everything_and_nothing_is_said_twice() -> None:
    assert {name: len(BANK[name]) >= least for name, least in ENOUGH.items()} == dict.fromkeys(ENOUGH, True)
    said = [entry["happened"] for entry in BANK["coaching"]] + [
        entry["went_well"] for entry in BANK["observations"]
    ]
    said += [entry["reflect.what"] for entry in BANK["reflections"]] + [
        entry["answers"]["feedback.went_well"] for entry in BANK["watched"]
    ]
    assert len(set(said)) == len(said)


def test_each_main_section_of_a_supervision_has_fourteen_answers_to_take_in_turn() -> None:
    for section in CATALOG.form(Kind.SUPERVISION).sections:
        if section.id not in ASKED_EACH_TIME_THE_SAME | FROM_THEIR_SHEET | LINE_MANAGEMENT:
            assert (
                max(len(BANK["answers"].get(f"{section.id}.{field.id}", [])) for field in section.fields)
                >= 14
            ), section.id


def test_no_answer_names_anybody_who_works_there_so_that_it_may_land_in_any_record() -> None:
    names = {part for person in BANK["people"] for part in person["name"].split()}
    told = texts({name: part for name, part in BANK.items() if name not in {"people", "service"}})
    assert [text for text in told if names & set(re.findall(r"\w+", text))] == []


def test_everybody_s_role_pathway_and_supervisor_are_known_and_the_manager_comes_first() -> None:
    seen: set[str] = set()
    for person in BANK["people"]:
        head = Role(person["role"]) in {Role.OWNER, Role.NOMINATED}
        assert person.get("supervisor") in seen or head
        assert person["role"] == Role.NOMINATED or Pathway(person["pathway"])
        seen.add(person["name"])
    assert [person["role"] for person in BANK["people"]].count("owner") == 1
    assert BANK["people"][0]["role"] == "owner"
    nominated = [person["name"] for person in BANK["people"] if person["role"] == Role.NOMINATED]
    assert nominated == [BANK["people"][0]["supervisor"]]
    assert Role.TEAM_LEADER in [person["role"] for person in BANK["people"]]
    assert [person["role"] for person in BANK["people"]].count("worker") == 12
