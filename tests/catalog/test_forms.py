"""Every shipped form is whole, and every fault in a form file is named with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from app.catalog.loader import read_form
from app.catalog.registry import Catalog
from app.domain.answers import Answer
from app.domain.asking import asked
from app.domain.completing import missing
from app.domain.content import Content
from app.domain.errors import CatalogError
from app.domain.form_uses import PREPARED, is_sheet
from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Form, Style
from app.domain.kinds import Kind, Sealing
from app.domain.monthly import MONTH, in_turn
from app.domain.observation import items
from app.domain.stopping import STOPS
from app.system.resources import resource

GOOD = (resource("catalog", "forms", "supervision.toml")).read_text(encoding="utf-8")
CATALOG = Catalog(resource("catalog"))
FORMS = {form.id: form for form in CATALOG.all()}
RATED = [
    form for form in FORMS.values() if form.kind is Kind.OBSERVATION and form.style is not Style.TIME_SAMPLE
]
FEW = [kind for kind in Kind if kind not in {Kind.SUPERVISION, Kind.AGREEMENT}]
COACHING: dict[str, Any] = tomllib.loads(resource("catalog", "coaching.toml").read_text(encoding="utf-8"))
ITEMS = [pytest.param(item, id=f"{form.id}-{key}") for form in RATED for key, item in items(form)]
LONGEST_LABEL, MEAN_LABEL = 20, 14
"""Words a reader of about ten follows in one breath, and in the mean."""


def fields(form: Form, *steps: str) -> list[Field]:
    """Return the fields of a form, or of some of its steps, in order."""
    return [
        field for section in form.sections if not steps or section.step in steps for field in section.fields
    ]


def test_each_kind_has_a_form_and_forms_survive_being_kept_as_text() -> None:
    catalog = Catalog(resource("catalog"))
    for form in [*(catalog.form(kind) for kind in Kind), *map(catalog.preparation, PREPARED)]:
        assert catalog.form_from_json(catalog.form_to_json(form)) == form


def test_each_of_the_eight_criteria_of_supervising_others_is_served_by_a_section_of_the_supervision_form() -> (
    None
):
    form = Catalog(resource("catalog")).form(Kind.SUPERVISION)
    served = {code for section in form.sections for code in section.criteria}
    assert served == {f"L5-2.2.{number}" for number in range(1, 9)}


def test_only_a_handful_of_questions_must_be_answered() -> None:
    form = Catalog(resource("catalog")).form(Kind.SUPERVISION)
    asked = {
        f"{section.id}.{field.id}"
        for section in form.sections
        for field in section.fields
        if field.mandatory and field.when is None
    }
    assert asked == {"practice.gone_well", "safe.not_right", "safe.speaking_up", "safe.candour"}


def test_what_a_worker_writes_before_a_meeting_stands_in_it_and_is_not_asked_twice() -> None:
    """Each question of a sheet is one of its meeting's, under the same key and in the same words."""
    keys: list[str] = []
    for kind in PREPARED:
        meeting, sheet = CATALOG.form(kind), CATALOG.preparation(kind)
        labels = [field.label for _, _, field in meeting.keyed]
        assert len(set(labels)) == len(labels), kind
        for key, section, field in sheet.keyed:
            found = meeting.field(key)
            assert found is not None, key
            assert (found[1].label, found[1].type) == (field.label, field.type), key
            assert not found[0].if_needed
            sensitive = section.sensitive or field.sensitive
            assert sensitive == (found[0].sensitive or found[1].sensitive), key
            keys.append(key)
    assert len(set(keys)) == len(keys)  # one person's sheets lie together


def test_a_supervision_has_eight_boxes_for_words_and_the_rest_is_there_if_needed() -> None:
    form = CATALOG.form(Kind.SUPERVISION)
    month: dict[str, Answer] = {MONTH: "2026-11"}
    core = {key for key, section, _ in asked(form, month) if not section.if_needed}
    boxes = [key for key, _, field in form.keyed if key in core and field.type is FieldType.LONG]
    assert len(boxes) + 1 <= 8  # the actions from last time are the first
    assert sum(section.if_needed for section in form.sections) > 8


MEETINGS = [kind for kind in Kind if kind.is_meeting and kind is not Kind.AGREEMENT]
"""What people sit down for to talk; an agreement is about how they will."""


@pytest.mark.parametrize("kind", MEETINGS)
def test_every_kind_of_meeting_asks_openly_what_did_not_sit_right_and_wants_detail(kind: Kind) -> None:
    form = CATALOG.form(kind)
    part = next(section for section in form.sections if section.id == "safe")
    assert (part.every_time, part.if_needed) == (True, False)
    first = part.fields[0]
    assert first.mandatory
    assert "here or elsewhere, that did not sit right?" in first.label
    quiet: dict[str, Answer] = {"safe.not_right": "nothing", "safe.speaking_up": "yes", "safe.candour": "no"}
    loud: dict[str, Answer] = {
        "safe.not_right": "something",
        "safe.speaking_up": "no",
        "safe.candour": "yes",
    }
    wanted = {"safe.what", "safe.at_risk", "safe.told", "safe.told_where"}
    wanted |= {"safe.in_the_way", "safe.candour_done"}
    assert not wanted & {key for key, _, _ in asked(form, quiet)}
    assert wanted <= set(missing(form, Content(answers=loud)))


def test_themes_take_turns_month_by_month_and_are_the_same_wherever_they_are_asked() -> None:
    forms = [form for form in FORMS.values() if any(section.monthly for section in form.sections)]
    assert {form.kind for form in forms} == {
        Kind.SUPERVISION,
        Kind.PRACTICE_SUPERVISION,
        Kind.GROUP_SUPERVISION,
    }
    assert len({section for form in forms for section in form.sections if section.monthly}) == 1
    year = [f"2026-{month:02}" for month in range(1, 13)]
    (theme,) = {one for one in forms[0].sections if one.monthly}
    turns = [in_turn(theme, {MONTH: month}) for month in year]
    assert all(len(turn) == 1 for turn in turns)
    ids = [turn[0].id for turn in turns]
    assert ids[:7] == [*dict.fromkeys(ids)]
    assert set(ids) == {field.id for field in theme.fields}
    assert in_turn(theme, {}) == theme.fields


def test_wellbeing_health_and_conduct_are_sensitive_and_speaking_up_is_asked_every_time() -> None:
    sections = {
        section.id: section for section in Catalog(resource("catalog")).form(Kind.SUPERVISION).sections
    }
    assert all(sections[name].sensitive for name in ("wellbeing", "absence", "conduct"))
    assert all(sections[name].managerial for name in ("absence", "conduct"))
    assert sections["safe"].every_time
    assert all(field.mandatory for field in sections["safe"].fields)


def test_each_file_is_named_after_its_form_and_each_kind_has_a_usual_form() -> None:
    assert {path.stem for path in resource("catalog", "forms").glob("*.toml")} == set(FORMS)
    assert {kind: CATALOG.forms(kind)[0].id for kind in Kind} == {kind: kind.value for kind in Kind}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_labels_are_short_enough_to_read_in_one_breath(form: Form) -> None:
    lengths = [len(field.label.split()) for field in fields(form)]
    assert mean(lengths) <= MEAN_LABEL
    assert max(lengths) <= LONGEST_LABEL


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_areas_of_a_form_are_practice_areas(form: Form) -> None:
    assert set(form.areas) <= {area.id for area in CATALOG.areas()}
    assert form.areas or form.kind is not Kind.OBSERVATION


@pytest.mark.parametrize("kind", FEW)
def test_the_other_forms_insist_on_one_or_two_answers_and_a_delegated_task_on_what_it_is(kind: Kind) -> None:
    most = {
        "delegated_healthcare": 6,
        "medicines": 3,
        "moving_and_handling": 2,
        "probation_review": 3,
        "debrief": 3,
    }
    for form in CATALOG.forms(kind):
        needed = [
            one for section in form.sections for one in section.fields if one.mandatory and not one.when
        ]
        asked = sum(one.role not in STOPS for one in needed)
        assert 0 < asked <= most.get(form.id, 2), form.id


@pytest.mark.parametrize("item", ITEMS)
def test_each_level_of_each_item_says_what_it_looks_like(item: Field) -> None:
    assert [(level.id, level.score) for level in item.options] == [
        ("not_yet", 0),
        ("partly", 1),
        ("yes", 2),
        ("did_not_see", None),
        ("not_applicable", None),
    ]
    meanings = [level.meaning for level in item.options]
    assert all(meaning.endswith(".") for meaning in meanings)
    assert len(set(meanings)) == len(meanings)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_critical_item_can_be_failed(form: Form) -> None:
    for field in fields(form):
        assert not field.critical or 0 in {level.score for level in field.options}, field.id


@pytest.mark.parametrize("form", RATED, ids=lambda form: form.id)
def test_an_observation_asks_for_consent_rates_a_handful_and_ends_in_feedback(form: Form) -> None:
    assert [section.step for section in form.sections] == sorted(
        (section.step for section in form.sections), key=("consent", "observe", "feedback").index
    )
    needed = [field.id for field in fields(form, "consent") if field.mandatory]
    assert needed[:4] == ["worker_knows", "person_agrees", "content", "who_was_asked"]
    assert form.by_role(FieldRole.KNOWS) == "consent.worker_knows"
    assert form.by_role(FieldRole.COMFORTABLE) == "consent.person_agrees"
    short = form.style is Style.SPOT_CHECK
    assert 8 - 3 * short <= len(items(form)) <= 18 - 11 * short
    last = form.sections[-1]
    feedback = {field.id: field for field in last.fields}
    assert [name for name, field in feedback.items() if field.mandatory] == ["went_well"]
    assert (last.step, set(feedback)) == (
        "feedback",
        {"went_well", "try_next", "person_said", "worker_words"},
    )
    assert feedback["worker_words"].answered_by is AnsweredBy.WORKER


def test_a_competency_lasts_a_year_is_due_again_after_an_incident_and_has_something_that_must_be_right() -> (
    None
):
    competencies = {form.id: form for form in RATED if form.style is Style.COMPETENCY}
    assert set(competencies) == {
        "medicines",
        "moving_and_handling",
        "mealtime",
        "infection_control",
        "delegated_healthcare",
    }
    for form in competencies.values():
        assert (form.validity_months, form.again_after) == (12, ("incident",))
        assert any(item.critical for _, item in items(form)), form.id


def test_a_delegated_task_names_task_person_equipment_who_delegates_and_when_it_is_looked_at_again() -> None:
    asked = {field.id for field in fields(FORMS["delegated_healthcare"], "consent") if field.mandatory}
    consent = {"worker_knows", "person_agrees", "content", "who_was_asked", "signed_off", "assessor"}
    assert asked - consent == {"task", "person", "equipment", "delegated_by", "review_on", "consent_next"}
    assert {"may_refuse", "stop_when", "person_consents"} <= {
        field.id for field in fields(FORMS["delegated_healthcare"], "consent")
    }


def test_medicines_are_signed_off_first_after_three_rounds_on_three_days_by_somebody_who_may() -> None:
    form = FORMS["medicines"]
    assert form.by_role(FieldRole.ASSESSOR) == "consent.assessor"
    first: dict[str, Answer] = {"consent.why": "first"}
    assert "rounds.seen" in missing(form, Content(answers=first))
    days = ({"on": "2026-11-02"}, {"on": "2026-11-03"}, {"on": "2026-11-03"})
    assert "two stand on" in missing(form, Content(answers={**first, "rounds.seen": days}))["rounds.seen"]
    three = (*days[:2], {"on": "2026-11-05"})
    assert "rounds.seen" not in missing(form, Content(answers={**first, "rounds.seen": three}))
    assert "rounds.seen" not in missing(form, Content(answers={"consent.why": "yearly"}))
    critical = {key for key, item in items(form) if item.critical}
    assert {"seen.allergies", "seen.covert", "seen.refusal"} <= critical
    assert {"seen.controlled", "seen.own_way", "seen.on_time", "seen.effects"} <= {
        key for key, _ in items(form)
    }


def test_a_restriction_is_never_noted_without_authority_gentler_way_and_looking_back() -> None:
    form = FORMS["positive_behaviour_support"]
    wanted = {"restriction.authority", "restriction.gentler", "restriction.looked_back"}
    assert wanted <= set(missing(form, Content(answers={"restriction.used": ("holding",)})))
    assert not wanted & set(missing(form, Content(answers={"restriction.used": ("none",)})))


def test_a_time_sample_is_coded_each_minute_with_one_list_of_codes() -> None:
    form = FORMS["time_sample"]
    assert (form.style, form.interval_seconds) == (Style.TIME_SAMPLE, 60)
    (codes,) = fields(form, "observe")
    assert (codes.type, len(codes.options)) == (FieldType.MULTI, 6)


def test_active_support_is_watched_by_its_four_essentials() -> None:
    assert [
        len(section.fields) for section in FORMS["active_support"].sections if section.step == "observe"
    ] == [2, 2, 3, 2]


def test_nothing_a_practice_leader_fills_in_holds_line_management() -> None:
    own = {
        Kind.PRACTICE_SUPERVISION,
        Kind.COACHING,
        Kind.OBSERVATION,
        Kind.REFLECTION,
        Kind.REFLECTIVE_SESSION,
    }
    assert [
        form.id
        for form in FORMS.values()
        if form.kind in own and any(section.managerial for section in form.sections)
    ] == []


def test_a_reflection_must_answer_its_first_question_only_and_each_question_has_a_start() -> None:
    for form in CATALOG.forms(Kind.REFLECTION):
        questions = fields(form)
        assert [field.mandatory for field in questions] == [True] + [False] * (len(questions) - 1), form.id
        assert all(2 <= len(field.prompts) <= 4 for field in questions), form.id
        assert not any(field.type is FieldType.SCALE for field in questions), form.id


def test_who_signs_a_record_finds_what_they_sign_for_on_its_form() -> None:
    for form in FORMS.values():
        if (
            form.kind.is_meeting
            and form.kind.sealing is Sealing.BOTH
            and not is_sheet(form)
            and form.id != "audit"
        ):
            assert form.worker_statement, form.id
            assert form.supervisor_statement, form.id


def test_coaching_is_about_the_practice_areas_and_the_leaders_own_areas_in_their_order() -> None:
    asked = {field.id: field for field in fields(FORMS["coaching"])}
    assert [(o.id, o.label) for o in asked["about"].options] == [
        (area.id, area.label) for area in CATALOG.areas()
    ]
    assert [(o.id, o.label) for o in asked["leadership"].options] == [
        (area.id, area.label) for area in CATALOG.leadership()
    ]
    assert [o.id for o in asked["how"].options] == ["showed", "side_by_side", "talked", "watched"]


def test_each_coaching_model_one_can_choose_has_stages_to_start_from() -> None:
    (model,) = [field for field in fields(FORMS["coaching"]) if field.id == "model"]
    assert {(o.id, o.label) for o in model.options} == {
        (one["id"], one["title"]) for one in COACHING["coaching"]
    }
    for one in (*COACHING["coaching"], *COACHING["feedback"]):
        assert set(one) - {"check", "helps", "poor", "better"} == {
            "id",
            "title",
            "origin",
            "use",
            "stages",
        }, one["id"]
        assert len(one["stages"]) >= 2
        assert all(
            stage["title"] and stage["prompt"] and "\n" not in stage["prompt"] for stage in one["stages"]
        )
    ids = [one["id"] for one in (*COACHING["coaching"], *COACHING["feedback"])]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("before", "after", "fault", "at"),
    [
        (
            'title = "Learning"\nstep = "talk"',
            'title = "Learning"\nstep = "later"',
            "one of prepare, talk, agree",
            'step = "later"',
        ),
        ('type = "long", mandatory = true', 'type = "essay"', "one of short", 'type = "essay"'),
        ("every_time = true", 'every_time = "yes"', "true or false", 'every_time = "yes"'),
        ("version = 3", "version = 0", "whole number", "version = 0"),
        ("version = 3", "version = true", "whole number", "version = true"),
        ('title = "Learning"', 'heading = "Learning"', "not a setting", 'heading = "Learning"'),
        (
            'id = "team"\ntitle',
            'id = "future"\ntitle',
            "two of the section",
            'id = "future"\ntitle = "Where next"',
        ),
        (
            '{ id = "aims", label',
            '{ id = "aims", title',
            "not a setting of the field “aims”",
            '{ id = "aims", title',
        ),
        ('id = "matter", label = ', 'id = "matter", hint = ', "“label” is missing", '{ id = "matter", hint'),
        (
            'id = "due", label = "Training',
            'id = "done", label = "Training due',
            "two of the field “done”",
            'id = "done", label = "Training due',
        ),
        ('id = "told", label', 'id = "who told", label', "small letters", 'id = "who told"'),
        (
            'id = "cqc", label',
            'id = "council", label',
            "two of the option",
            '{ id = "council", label = "Outside: CQC"',
        ),
        (
            'id = "told", label',
            'options = [{ id = "a", label = "A" }], id = "told", label',
            "has no “options”",
            'id = "a", label = "A"',
        ),
        ('["L5-2.2.6"]', '["L5-2.2.9"]', "not a criterion", '["L5-2.2.9"]'),
        ('{ id = "support", label', "{ label", "“id” is missing", '{ id = "workload", label'),
        ("if_needed = true", 'if_needed = "yes"', "true or false", 'if_needed = "yes"'),
        ("monthly = true", "monthly = 1", "true or false", "monthly = 1"),
    ],
)
def test_a_fault_in_a_form_file_is_named_with_file_and_line(
    tmp_path: Path, before: str, after: str, fault: str, at: str
) -> None:
    assert before in GOOD
    text = GOOD.replace(before, after, 1)
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    line = text.count("\n", 0, text.index(at)) + 1
    with pytest.raises(CatalogError, match=rf"^mine\.toml, line {line}: .*{fault}"):
        read_form(path)


def test_a_file_that_is_not_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace('step = "talk"', "step = talk", 1), encoding="utf-8")
    line = GOOD.count("\n", 0, GOOD.index('step = "talk"')) + 1
    with pytest.raises(CatalogError, match=rf"mine\.toml: .*line {line}"):
        read_form(path)


@pytest.mark.parametrize("wrong", ["sections = 3", "sections = []", "sections = [1]", "title = 7"])
def test_a_form_of_the_wrong_shape_is_refused_in_words(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "mine.toml"
    title = "" if wrong.startswith("title") else 'title = "Mine"'
    path.write_text(f'id = "mine"\nversion = 1\nkind = "supervision"\n{title}\n{wrong}\n', encoding="utf-8")
    with pytest.raises(CatalogError, match=r"mine\.toml, line 5"):
        read_form(path)
