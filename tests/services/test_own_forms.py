"""The service's own forms and the charts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.catalog.loader import form_file, parse_form
from app.domain.answers import Answer
from app.domain.content import Content, Source
from app.domain.errors import CatalogError, IncompleteError, NotAllowedError, NotFoundError, StateError
from app.domain.forms import Field, FieldRole, FieldType, Form
from app.domain.kinds import Kind
from app.services.records.forms import form_of
from tests.services.test_practice_records import coach, observe
from tests.storage.test_vault import vault_of
from tests.team import Team, filled


def test_a_copied_form_is_changed_published_and_used_and_an_older_record_keeps_its_version(
    team: Team,
) -> None:
    house = team.house
    form = house.own_forms.copy(team.owner, "observation", "Night round").value
    assert (form.id, form.kind) == ("night_round", Kind.OBSERVATION)
    first = form.sections[-1]
    added = replace(
        first, fields=(*first.fields, Field(id="lights", label="Were the lights low?", type=FieldType.YES_NO))
    )
    house.own_forms.store(team.owner, replace(form, sections=(*form.sections[:-1], added)))
    assert "night_round" not in {f.id for f in house.records.forms(team.leader, Kind.OBSERVATION)}
    house.own_forms.publish(team.owner, form.id)
    draft = house.writing.start(
        team.leader, Kind.OBSERVATION, team.worker.person_id, form_id="night_round"
    ).value
    assert draft.form.field("feedback.lights") is not None
    house.writing.store(
        team.leader,
        draft.record.id,
        filled(draft.form, draft.record.content, "Quiet."),
        draft.record.revision,
    )
    house.writing.save(team.leader, draft.record.id)
    second = house.own_forms.draft(team.owner, form.id)
    house.own_forms.store(team.owner, replace(second, title="Night round, shorter"))
    assert house.own_forms.publish(team.owner, form.id).value.version == 2
    assert house.records.view(team.leader, draft.record.id).form.title == "Night round"
    with pytest.raises(Exception, match="never changes"), vault_of(team).write("x") as work:
        work.session.execute(text("UPDATE own_form SET text = '{}' WHERE version = 1"))


def test_a_form_switched_off_is_offered_no_more(team: Team) -> None:
    form = team.house.own_forms.copy(team.owner, "gibbs", "Our circle").value
    team.house.own_forms.publish(team.owner, form.id)
    assert form.id in {f.id for f in team.house.records.forms(team.worker, Kind.REFLECTION)}
    team.house.own_forms.switch(team.owner, form.id, off=True)
    assert form.id not in {f.id for f in team.house.records.forms(team.worker, Kind.REFLECTION)}


def test_a_shipped_form_is_never_changed_in_place_and_only_the_manager_changes_forms(team: Team) -> None:
    shipped = team.house.records.forms(team.owner, Kind.SUPERVISION)[0]
    with pytest.raises(StateError):
        team.house.own_forms.store(team.owner, shipped)
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.own_forms.copy(actor, "supervision", "Mine")


def test_every_form_leaves_as_a_file_and_comes_back_the_same(team: Team, tmp_path: Path) -> None:
    for kind in Kind:
        for form in team.house.records.forms(team.owner, kind):
            path = team.house.own_forms.take_out(team.owner, form.id, tmp_path / f"{form.id}.toml")
            assert parse_form("x", path.read_bytes()) == form
            assert parse_form("x", form_file(form)) == form


@pytest.mark.parametrize("data", [b"\xff\xfe", b"id = 3", b"not toml at all [", b"", b"title = 'x'\n" * 3])
def test_a_broken_form_file_is_refused_by_name_and_nothing_is_kept(team: Team, data: bytes) -> None:
    before = len(team.house.own_forms.list(team.owner))
    with pytest.raises(CatalogError, match=r"their_form\.toml"):
        team.house.own_forms.bring_in(team.owner, data, "their_form.toml")
    assert len(team.house.own_forms.list(team.owner)) == before


def test_the_share_in_date_is_worked_out_for_each_month_from_sealed_records(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    team.clock.turn(days=100)
    rows = team.house.charts.in_date(team.owner, 4).rows
    shares = [values[0] for _, values in rows]
    assert None not in shares
    assert shares == sorted(shares, key=lambda share: -(share or 0))
    assert shares[0] != shares[-1]


def test_an_action_done_by_its_day_is_on_time_and_an_open_one_is_not(team: Team) -> None:
    coach(team, next_step="Offer two cups")
    (action,) = team.house.actions.mine(team.worker)
    assert team.house.charts.actions_on_time(team.owner, 1).rows[0][1] == (0, 0, 0)
    team.clock.turn(days=5)
    assert team.house.charts.actions_on_time(team.owner, 1).rows[0][1] == (0, 0, 1)
    team.house.actions.done(team.worker, action.id)
    assert team.house.charts.actions_on_time(team.owner, 1).rows[0][1] == (0, 1, 0)


def test_a_practice_leader_sees_their_own_time_only_and_nothing_of_managerial_actions(
    team: Team, tmp_path: Path
) -> None:
    coach(team)
    team.sign(team.write(team.deputy, team.worker, action="Read the policy"))
    team.clock.turn(days=20)
    titles = [chart.title for chart in team.house.charts.all(team.leader)]
    assert titles == ["In date over time", "Actions closed on time", "Practice leader time: Priya Larch"]
    assert all(values == (0, 0, 0) for _, values in team.house.charts.actions_on_time(team.leader, 2).rows)
    with pytest.raises(NotAllowedError):
        team.house.practice.leader_time(team.deputy, team.leader.person_id)
    assert team.house.charts.pdf(team.owner, tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")


def test_an_observation_is_compared_with_the_ones_before(team: Team) -> None:
    observe(team, {"prepares": "not_yet"})
    team.clock.turn(days=30)
    observe(team, {"prepares": "did_not_see"})
    chart = team.house.charts.repeats(team.worker, team.worker.person_id, "medicines", "Medicines")
    assert dict(chart.rows)["Gets ready and is not disturbed"] == (0, None)
    assert dict(chart.rows)["Makes sure it is the right person"] == (2, 2)
    assert dt.date(2026, 11, 24).strftime("%d %b %y") == chart.series[0]


def test_every_fault_of_a_form_file_is_named_with_its_line(team: Team) -> None:
    text_ = form_file(team.house.records.forms(team.owner, Kind.SUPERVISION)[0]).decode()
    broken = (
        text_.replace("version = 1", "version = 0", 1)
        .replace('type = "long"', 'type = "essay"', 1)
        .replace('step = "agree"', 'step = "later"', 1)
    )
    with pytest.raises(CatalogError) as fault:
        team.house.own_forms.bring_in(team.owner, broken.encode(), "theirs.toml")
    lines = str(fault.value).split("\n")
    assert len(lines) == 3
    for line, word in zip(lines, ("whole number", "one of short", "one of agree"), strict=True):
        number = int(line.split("line ")[1].split(":")[0])
        assert word in line
        assert any(wrong in broken.split("\n")[number - 1] for wrong in ("version = 0", '"essay"', '"later"'))


def test_coverage_counts_what_was_coached_and_watched_and_names_the_gaps(team: Team) -> None:
    coach(team)
    observe(team, {})
    chart = team.house.charts.coverage(team.leader, team.worker.person_id)
    assert dict(chart.rows) == {
        "Choice and control": (1, 0),
        "Mealtimes and drinks": (1, 0),
        "Medicines": (0, 1),
    }
    assert "Communication" in chart.intro
    assert "Medicines" not in chart.intro
    assert team.house.charts.coverage(team.deputy, team.worker.person_id).rows == chart.rows
    with pytest.raises(NotAllowedError):
        team.house.charts.coverage(team.other, team.worker.person_id)


def without(form: Form, role: FieldRole) -> Form:
    """Return a form without the questions of a role."""
    sections = tuple(
        replace(s, fields=tuple(f for f in s.fields if f.role is not role)) for s in form.sections
    )
    return replace(form, sections=tuple(section for section in sections if section.fields))


@pytest.mark.parametrize(
    ("copied", "role", "question"),
    [
        ("coaching", FieldRole.HAPPENED, "no question asks what happened"),
        ("coaching", FieldRole.ABOUT, "no question asks what it was about"),
        ("observation", FieldRole.RATING, "no question asks how well something was done"),
        ("time_sample", FieldRole.MOMENT, "no question asks what is happening at each beep"),
    ],
)
def test_a_form_without_what_its_kind_needs_is_not_published_and_the_question_is_named(
    team: Team, copied: str, role: FieldRole, question: str
) -> None:
    forms = team.house.own_forms
    form = forms.copy(team.owner, copied, "Ours").value
    forms.store(team.owner, without(form, role))
    with pytest.raises(IncompleteError, match=question) as told:
        forms.publish(team.owner, form.id)
    assert set(told.value.fields) == {role.value}
    assert form.id not in {f.id for f in team.house.records.forms(team.leader, form.kind)}
    forms.store(team.owner, form)
    assert forms.publish(team.owner, form.id).value.lacks == ()


def test_a_coaching_form_with_ids_of_its_own_counts_towards_areas_and_comes_up_on_the_agenda(
    team: Team,
) -> None:
    house = team.house
    file = form_file(next(f for f in house.records.forms(team.owner, Kind.COACHING) if f.id == "coaching"))
    ours = file.decode().replace('id = "coaching"', 'id = "ours"', 1).replace('id = "log"', 'id = "words"')
    ours = ours.replace('id = "happened"', 'id = "story"').replace('id = "about"', 'id = "areas"')
    ours = ours.replace('id = "noticed"', 'id = "keep"')
    form = house.own_forms.bring_in(team.owner, ours.encode(), "ours.toml").value
    house.own_forms.publish(team.owner, form.id)
    draft = house.writing.start(team.leader, Kind.COACHING, team.worker.person_id, form_id=form.id).value
    answers: dict[str, Answer] = {
        "words.story": "Two cups offered.",
        "words.areas": ("choice",),
        "words.keep": "praise",
    }
    house.writing.store(team.leader, draft.record.id, Content(answers=answers), draft.record.revision)
    house.writing.save(team.leader, draft.record.id)
    (summary,) = house.records.list(team.leader, kind=Kind.COACHING)
    assert summary.topics == ("choice",)
    agenda = house.writing.start(
        team.deputy, Kind.SUPERVISION, team.worker.person_id
    ).value.record.content.agenda
    assert [p.text for p in agenda if p.source is Source.PRAISE] == ["Praise, Tue 24 Nov: Two cups offered."]


def test_a_form_file_of_an_older_version_brings_its_roles_along(team: Team) -> None:
    forms = team.house.own_forms
    file = form_file(forms.copy(team.owner, "coaching", "Ours").value).decode()
    older = "".join(line for line in file.splitlines(keepends=True) if not line.strip().startswith("role ="))
    form = forms.bring_in(team.owner, older.encode(), "older.toml").value
    assert form.by_role(FieldRole.HAPPENED) == "log.happened"
    assert forms.publish(team.owner, form.id).value.lacks == ()


def test_a_record_whose_form_is_missing_is_named_in_one_sentence(team: Team) -> None:
    record = replace(coach(team), form_version=99)
    with vault_of(team).read() as work, pytest.raises(NotFoundError, match=record.number) as told:
        form_of(work, team.house.records._catalog, record)
    assert "What is written in it is still here" in str(told.value)
