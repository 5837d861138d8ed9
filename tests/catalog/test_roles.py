"""What questions are for: roles in files, in forms kept before there were roles, and in a service's own."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.catalog.loader import form_file, parse_form
from app.catalog.registry import Catalog
from app.domain.errors import CatalogError
from app.domain.forms import FieldRole, Form, Step, Style
from app.domain.kinds import Kind
from app.system.resources import resource

CATALOG = Catalog(resource("catalog"))
FORMS = {form.id: form for form in CATALOG.all()}
PUBLISHED = Path(__file__).with_name("published_forms.txt")
COACHING = {
    FieldRole.ABOUT: "log.about",
    FieldRole.HOW: "log.how",
    FieldRole.HAPPENED: "log.happened",
    FieldRole.NOTICED: "log.noticed",
    FieldRole.LEADERSHIP: "log.leadership",
    FieldRole.MODEL: "log.model",
    FieldRole.AIM: "log.aim",
}
OBSERVING = {
    FieldRole.SUPPORTED: "consent.person",
    FieldRole.PLACE: "consent.setting",
    FieldRole.WENT_WELL: "feedback.went_well",
    FieldRole.NEXT: "feedback.try_next",
    FieldRole.OWN_WORDS: "feedback.worker_words",
}


def kept_before_roles(form: Form, **changes: str) -> str:
    """Return a form as it was kept when questions had no roles."""
    raw: dict[str, Any] = json.loads(CATALOG.form_to_json(form)) | changes
    for section in raw["sections"]:
        for field in section["fields"]:
            field.pop("role", None)
    return json.dumps(raw, ensure_ascii=False, sort_keys=True)


def test_a_published_version_of_a_form_is_kept_in_the_same_letters_for_ever() -> None:
    """A change to a shipped form needs the next version number, and a line in the file beside this test."""
    published = {
        (name, int(version)): sha256
        for name, version, sha256 in (line.split() for line in PUBLISHED.read_text().splitlines())
    }
    now = {
        (form.id, form.version): hashlib.sha256(CATALOG.form_to_json(form).encode()).hexdigest()
        for form in CATALOG.all()
    }
    assert now == {key: published.get(key) for key in now}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_kept_before_roles_reads_as_it_does_today(form: Form) -> None:
    assert CATALOG.form_from_json(kept_before_roles(form)) == form


def test_a_coaching_log_kept_before_roles_is_asked_by_role() -> None:
    """The keys are those that vaults hold; whoever renames one in the shipped file sees it here."""
    form = CATALOG.form_from_json(kept_before_roles(FORMS["coaching"]))
    assert {role: form.by_role(role) for role in COACHING} == COACHING


@pytest.mark.parametrize("name", [form.id for form in FORMS.values() if form.kind is Kind.OBSERVATION])
def test_an_observation_kept_before_roles_is_asked_by_role(name: str) -> None:
    form = CATALOG.form_from_json(kept_before_roles(FORMS[name]))
    assert {role: form.by_role(role) for role in OBSERVING} == OBSERVING
    seen = [key for key, section, _ in form.keyed if section.step is Step.OBSERVE]
    role = FieldRole.MOMENT if form.style is Style.TIME_SAMPLE else FieldRole.RATING
    assert [key for key, _ in form.all_by_role(role)] == seen


def test_a_copy_of_the_service_s_own_kept_before_roles_is_asked_by_role_too() -> None:
    form = CATALOG.form_from_json(kept_before_roles(FORMS["coaching"], id="our_log", title="Our log"))
    assert form.by_role(FieldRole.HAPPENED) == "log.happened"
    assert form.lacks == ()


def test_a_form_of_our_own_making_is_asked_by_role_whatever_its_keys() -> None:
    file = form_file(FORMS["coaching"]).decode().replace('id = "happened"', 'id = "story"')
    form = parse_form("ours", file.replace('id = "log"', 'id = "ours"').encode())
    assert form.by_role(FieldRole.HAPPENED) == "ours.story"
    assert CATALOG.form_from_json(CATALOG.form_to_json(form)) == form


def test_a_question_whose_role_was_taken_off_keeps_none() -> None:
    form = FORMS["coaching"]
    section = form.sections[0]
    bare = replace(section, fields=tuple(replace(field, role=None) for field in section.fields))
    changed = replace(form, sections=(bare,))
    assert CATALOG.form_from_json(CATALOG.form_to_json(changed)) == changed


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_shipped_form_has_the_questions_its_kind_needs(form: Form) -> None:
    assert form.lacks == ()


def test_what_is_watched_is_a_rating_without_saying_so() -> None:
    file = form_file(FORMS["spot_check"]).decode().replace('role = "rating"\n', "")
    assert parse_form("spot", file.encode()).all_by_role(FieldRole.RATING)


def test_a_form_without_what_its_kind_or_style_needs_says_which() -> None:
    coaching, spot = FORMS["coaching"], FORMS["spot_check"]
    section = coaching.sections[0]
    kept = tuple(field for field in section.fields if field.role is not FieldRole.HAPPENED)
    assert replace(coaching, sections=(replace(section, fields=kept),)).lacks == (FieldRole.HAPPENED,)
    unwatched = tuple(section for section in spot.sections if section.step is not Step.OBSERVE)
    assert replace(spot, sections=unwatched).lacks == (FieldRole.RATING,)
    assert replace(spot, sections=unwatched, style=Style.TIME_SAMPLE).lacks == (FieldRole.MOMENT,)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('role = "happened"', 'role = "story"', "role is “story”; it is one of about, how, happened"),
        ('role = "noticed"', 'role = "how"', "Two questions are set to ask how it was done"),
        (
            'role = "about"',
            'role = "happened"',
            "It asks what happened, so it is answered as “Words, one line” or",
        ),
    ],
)
def test_a_role_that_does_not_fit_is_named_with_its_line(before: str, after: str, fault: str) -> None:
    text = resource("catalog", "forms", "coaching.toml").read_text(encoding="utf-8")
    line = text.count("\n", 0, text.index(before)) + 1
    with pytest.raises(CatalogError, match=rf"coaching.toml, line {line}: .*{fault}"):
        parse_form("coaching.toml", text.replace(before, after, 1).encode())


def test_no_service_document_or_rule_names_a_question_by_its_key() -> None:
    """Whose ids have a dot in the middle is a question's key; code asks for its role instead."""
    keys = {key for form in FORMS.values() for key, _, _ in form.keyed}
    app = Path(__file__).resolve().parents[2] / "app"
    assert (app / "services" / "records").is_dir()
    found = {
        f"{path.relative_to(app).as_posix()}: {key}"
        for room in ("domain", "services", "documents", "pages", "catalog", "storage")
        for path in (app / room).rglob("*.py")
        if not path.name.startswith("demo")
        for key in re.findall(r"[\"']([a-z_]+\.[a-z_]+)[\"']", path.read_text(encoding="utf-8"))
        if key in keys
    }
    assert found == set()
