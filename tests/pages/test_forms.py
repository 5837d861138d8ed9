"""The list of forms, beginning one, and the versions of one, without a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import IncompleteError, NotAllowedError, NotFoundError, TextError
from app.domain.form_uses import AUDIT, SHEET
from app.domain.forms import FieldType
from app.domain.kinds import Kind
from app.pages import form_versions, forms, new_form, places
from app.pages.forms import FormLine
from app.pages.new_form import PART, Found
from tests.counting import counting
from tests.team import Team


def lines(team: Team, label: str) -> tuple[FormLine, ...]:
    page = forms.read(team.house, team.owner)
    return next(kind.forms for kind in page.kinds if kind.label == label)


def line(team: Team, form_id: str) -> FormLine:
    page = forms.read(team.house, team.owner)
    return next(one for kind in page.kinds for one in kind.forms if one.form_id == form_id)


def test_every_form_is_listed_by_kind_with_its_version_and_the_usual_one_is_told(team: Team) -> None:
    page = forms.read(team.house, team.owner)
    assert [kind.label for kind in page.kinds] == [
        *(kind.label for kind in Kind),
        *(label for _, label in forms.SHEETS),
        forms.AUDIT_FORM,
    ]
    assert page.may_change
    (coaching,) = lines(team, "Coaching")
    assert coaching.about == "came with Alongside · version 1 · 7 questions"
    assert coaching.chip is not None
    assert (coaching.chip.word, coaching.may_be_usual, coaching.own) == ("the usual one", False, False)
    free = line(team, "free_reflection")
    assert free.about.endswith("1 question")
    assert (free.chip, free.may_be_usual, free.file_name) == (None, True, "free_reflection.toml")
    others = forms.read(team.house, team.worker)
    assert (others.may_change, others.intro) == (False, forms.LOOK_ONLY)


def test_a_copy_is_being_changed_then_the_usual_one_and_can_be_off(team: Team) -> None:
    copied = forms.copy(team.house, team.owner, "coaching", "Coaching")
    assert copied.value == places.FormEditor(form_id="coaching_ours")
    ours = line(team, "coaching_ours")
    assert (ours.title, ours.own, ours.may_be_usual) == ("Coaching – ours", True, False)
    assert ours.chip is not None
    assert ours.chip.word == "being changed"
    team.house.own_forms.publish(team.owner, "coaching_ours")
    assert line(team, "coaching").may_be_usual
    said = forms.make_usual(team.house, team.owner, "coaching").value
    assert said == "“Coaching” is the usual coaching form now. Other forms can still be chosen."
    assert line(team, "coaching_ours").may_be_usual
    assert "usual preparation sheet" in forms.make_usual(team.house, team.owner, SHEET).value
    said = forms.switch(team.house, team.owner, "coaching_ours", "Coaching – ours", off=True).value
    assert said.startswith("“Coaching – ours” is switched off.")
    off = line(team, "coaching_ours")
    assert off.chip is not None
    assert (off.chip.word, off.off, off.may_be_usual) == ("off", True, False)


def test_a_form_goes_out_as_a_file_and_comes_in_as_a_draft(team: Team, tmp_path: Path) -> None:
    file = tmp_path / "gibbs.toml"
    assert str(file) in forms.take_out(team.house, team.worker, "gibbs", file).value
    assert forms.bring_in(team.house, team.owner, file).value == places.FormEditor(form_id="own_gibbs")
    with pytest.raises(TextError, match="Nothing was brought in"):
        forms.bring_in(team.house, team.owner, tmp_path / "lost.toml")


def test_the_list_takes_a_fixed_number_of_statements(team: Team) -> None:
    with counting() as few:
        forms.read(team.house, team.owner)
    for number in range(6):
        team.house.own_forms.copy(team.owner, "gibbs", f"Circle {number}")
    with counting() as many:
        forms.read(team.house, team.owner)
    assert len(many) == len(few)


def test_a_form_is_begun_with_nothing_and_only_by_the_manager(team: Team) -> None:
    page = new_form.read(team.house, team.owner)
    assert [one.id for one in page.kinds] == [
        *(kind.value for kind in Kind),
        *(use for use, _ in forms.SHEETS),
        AUDIT,
    ]
    assert page.types[0].id == PART
    with pytest.raises(NotAllowedError):
        new_form.read(team.house, team.deputy)
    with pytest.raises(IncompleteError, match="title"):
        new_form.begin(team.house, team.owner, "debrief", " ")
    place = new_form.begin(team.house, team.owner, "debrief", "After a fall").value
    assert place == places.FormEditor(form_id="after_a_fall")
    draft = team.house.own_forms.draft(team.owner, "after_a_fall")
    assert (draft.kind, [f.label for _, _, f in draft.keyed]) == (Kind.DEBRIEF, [""])
    sheet = new_form.begin(team.house, team.owner, SHEET, "Before we meet").value
    assert isinstance(sheet, places.FormEditor)


def test_a_form_is_begun_from_a_copied_table_as_it_was_put_right(team: Team) -> None:
    rows = new_form.found("WELLBEING\nHow are you?\nSleep\tGood/Bad")
    assert rows == (
        Found("Wellbeing", PART, ""),
        Found("How are you?", "long", ""),
        Found("Sleep", "choice", "Good\nBad"),
    )
    with pytest.raises(IncompleteError, match="No questions"):
        new_form.found(" ")
    put_right = (rows[0], replace(rows[1], type="yes_no"), rows[2], Found(" ", "long", ""))
    new_form.begin(team.house, team.owner, "supervision", "Ours", put_right)
    draft = team.house.own_forms.draft(team.owner, "ours")
    assert [s.title for s in draft.sections] == ["Wellbeing"]
    asked = draft.sections[0].fields
    assert [(f.label, f.type) for f in asked] == [
        ("How are you?", FieldType.YES_NO),
        ("Sleep", FieldType.CHOICE),
    ]
    assert [option.label for option in asked[1].options] == ["Good", "Bad"]
    assert team.house.own_forms.publish(team.owner, "ours").value.version == 1


def test_versions_are_told_newest_first_with_what_each_changed(team: Team) -> None:
    own = team.house.own_forms
    form = own.copy(team.owner, "gibbs", "Circle").value
    (only,) = form_versions.read(team.house, team.owner, form.id).lines
    assert (only.title, only.changes) == ("Version 1, being changed", ())
    assert only.about.endswith("not used yet")
    own.publish(team.owner, form.id)
    second = own.draft(team.owner, form.id)
    own.store(team.owner, replace(second, title="Round"))
    own.publish(team.owner, form.id)
    own.store(team.owner, own.draft(team.owner, form.id))
    page = form_versions.read(team.house, team.owner, form.id)
    assert page.title == "Versions of Round"
    assert [one.title for one in page.lines] == ["Version 3, being changed", "Version 2", "Version 1"]
    assert page.lines[0].changes == (form_versions.SAME,)
    assert page.lines[1].changes == ("The form: the title was “Circle”, is “Round” now.",)
    own.discard(team.owner, form.id)
    assert len(form_versions.read(team.house, team.worker, form.id).lines) == 2
    assert form_versions.read(team.house, team.worker, "gibbs").lines[0].title == "Version 1"
    with pytest.raises(NotFoundError):
        form_versions.read(team.house, team.worker, "nowhere")
