"""The service's own forms and the charts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.catalog.loader import form_file, parse_form
from app.domain.answers import Answer
from app.domain.content import Content, Source
from app.domain.errors import CatalogError, IncompleteError, NotAllowedError, NotFoundError, StateError
from app.domain.form_uses import PREPARED
from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Form
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
    team.house.own_forms.make_usual(team.owner, "driscoll")
    team.house.own_forms.switch(team.owner, form.id, off=True)
    assert form.id not in {f.id for f in team.house.records.forms(team.worker, Kind.REFLECTION)}


def test_a_form_that_came_with_us_is_switched_off_and_on_and_offered_nowhere_meanwhile(
    team: Team, tmp_path: Path
) -> None:
    house = team.house
    printed = house.paper.print_blank(
        team.leader, Kind.OBSERVATION, "mealtime", team.worker.person_id, tmp_path / "blank.pdf"
    ).value
    before = house.writing.start(
        team.leader, Kind.OBSERVATION, team.worker.person_id, form_id="mealtime"
    ).value
    house.own_forms.switch(team.owner, "mealtime", off=True)
    listed = {one.form.id: one.off for one in house.own_forms.list(team.owner)}
    assert [name for name, off in listed.items() if off] == ["mealtime"]
    assert "mealtime" not in {f.id for f in house.records.forms(team.leader, Kind.OBSERVATION)}
    with pytest.raises(StateError, match="switched off here"):
        house.writing.start(team.leader, Kind.OBSERVATION, team.other.person_id, form_id="mealtime")
    with pytest.raises(StateError, match="switched off here"):
        house.paper.print_blank(
            team.leader, Kind.OBSERVATION, "mealtime", team.worker.person_id, tmp_path / "again.pdf"
        )
    with pytest.raises(StateError, match="switched on"):
        house.own_forms.make_usual(team.owner, "mealtime")
    assert house.writing.draft(team.leader, before.record.id).form.id == "mealtime"
    typed = house.writing.start(
        team.leader, Kind.OBSERVATION, team.worker.person_id, form_id="mealtime", paper=printed
    )
    assert typed.value.form.id == "mealtime"
    house.own_forms.switch(team.owner, "mealtime", off=False)
    assert "mealtime" in {f.id for f in house.records.forms(team.leader, Kind.OBSERVATION)}
    said = [one.action for one in house.audit.events(team.owner, 40) if "switched" in one.action]
    assert said == ["form switched on", "form switched off"]


def test_the_usual_form_and_one_that_a_due_rule_asks_for_stay_switched_on_and_say_why(team: Team) -> None:
    own = team.house.own_forms
    for one in (listed for listed in own.list(team.owner) if listed.usual):
        with pytest.raises(StateError, match=f"“{re.escape(one.form.title)}” is the usual form"):
            own.switch(team.owner, one.form.id, off=True)
    with pytest.raises(StateError, match="A due rule asks for"):
        own.switch(team.owner, "medicines", off=True)
    with pytest.raises(NotAllowedError):
        own.switch(team.deputy, "gibbs", off=True)
    own.copy(team.owner, "audit", "Our audit")
    own.publish(team.owner, "our_audit")
    own.switch(team.owner, "audit", off=True)
    assert [form.id for form in team.house.quality.forms(team.owner)] == ["our_audit"]


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
        re.sub("version = [0-9]+", "version = 0", text_, count=1)
        .replace('type = "long"', 'type = "essay"', 1)
        .replace('step = "agree"', 'step = "later"', 1)
    )
    with pytest.raises(CatalogError) as fault:
        team.house.own_forms.bring_in(team.owner, broken.encode(), "theirs.toml")
    lines = str(fault.value).split("\n")
    assert len(lines) == 3
    for line, word in zip(lines, ("whole number", "one of short", "one of prepare"), strict=True):
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


def test_the_list_shows_our_own_forms_first_and_says_what_is_a_draft_and_what_is_off(team: Team) -> None:
    forms = team.house.own_forms
    draft = forms.copy(team.owner, "gibbs", "A circle").value
    used = forms.copy(team.owner, "gibbs", "Another").value
    forms.publish(team.owner, used.id)
    forms.make_usual(team.owner, "reflection")
    forms.switch(team.owner, used.id, off=True)
    listed = [(one.form.id, one.draft, one.off) for one in forms.list(team.worker) if one.own]
    assert listed == [(draft.id, True, False), (used.id, False, True)]
    assert [one.own for one in forms.list(team.worker)][:3] == [True, True, False]


def test_a_published_form_is_changed_in_its_next_version_and_a_draft_can_be_thrown_away(team: Team) -> None:
    forms = team.house.own_forms
    form = forms.copy(team.owner, "gibbs", "Our circle").value
    assert forms.draft(team.owner, form.id) == form
    forms.publish(team.owner, form.id)
    assert forms.draft(team.owner, form.id).version == 2
    forms.store(team.owner, replace(forms.draft(team.owner, form.id), title="Changed"))
    assert forms.draft(team.owner, form.id).title == "Changed"
    forms.discard(team.owner, form.id)
    assert forms.draft(team.owner, form.id).title == "Our circle"
    with pytest.raises(NotFoundError, match="no draft"):
        forms.publish(team.owner, form.id)
    with pytest.raises(NotFoundError, match="no such form"):
        forms.draft(team.owner, "nowhere")
    with pytest.raises(NotAllowedError):
        forms.discard(team.worker, form.id)


def test_a_form_leaves_as_a_file_and_is_looked_at_before_it_is_printed(team: Team, tmp_path: Path) -> None:
    forms = team.house.own_forms
    form = forms.copy(team.owner, "gibbs", "Our circle").value
    file = forms.take_out(team.worker, form.id, tmp_path / "circle.toml")
    assert parse_form("circle.toml", file.read_bytes()) == form
    shipped = forms.take_out(team.worker, "gibbs", tmp_path / "gibbs.toml").read_bytes()
    assert forms.bring_in(team.owner, shipped, "gibbs.toml").value.id == "own_gibbs"
    assert forms.preview(team.owner, form).startswith(b"%PDF-")
    assert forms.preview_filled(team.owner, form).startswith(b"%PDF-")
    assert forms.copy(team.owner, "gibbs", "1 circle").value.id == "form_1_circle"
    assert forms.copy(team.owner, "gibbs", " ").value.title == "Our own form"
    assert forms.copy(team.owner, "gibbs", "Our circle").value.id == "our_circle_2"


def test_a_draft_without_a_part_is_never_put_over_one_that_has_questions(team: Team) -> None:
    forms = team.house.own_forms
    form = forms.copy(team.owner, "gibbs", "Our circle").value
    with pytest.raises(StateError, match="without a part"):
        forms.store(team.owner, replace(form, sections=()))
    assert forms.draft(team.owner, form.id) == form
    with pytest.raises(StateError, match="Copy it"):
        forms.draft(team.owner, "gibbs")


def test_a_form_with_a_question_without_words_is_not_published_and_the_question_is_named(team: Team) -> None:
    forms = team.house.own_forms
    form = forms.copy(team.owner, "gibbs", "Our circle").value
    first = form.sections[0]
    bare = replace(first, fields=(replace(first.fields[0], label=" "), *first.fields[1:]))
    forms.store(team.owner, replace(form, title=" ", sections=(bare, *form.sections[1:])))
    with pytest.raises(IncompleteError, match="2 things to mend") as told:
        forms.publish(team.owner, form.id)
    assert set(told.value.fields) == {"title", f"{first.id}.{first.fields[0].id}"}


@pytest.mark.parametrize("kind", list(Kind))
def test_the_first_form_of_its_own_for_a_kind_is_what_records_are_written_with(
    team: Team, kind: Kind
) -> None:
    house = team.house
    before = house.records.forms(team.owner, kind)[0]
    form = house.own_forms.copy(team.owner, before.id, f"Our {kind.value}").value
    house.own_forms.publish(team.owner, form.id)
    assert house.records.forms(team.owner, kind)[0].id == form.id
    about = team.owner if kind.row.own else team.worker
    started = house.writing.start(team.owner, kind, about.person_id).value
    assert started.form.id == form.id
    house.own_forms.make_usual(team.owner, before.id)
    assert house.records.forms(team.owner, kind)[0].id == before.id
    house.own_forms.switch(team.owner, form.id, off=True)
    assert form.id not in {one.id for one in house.records.forms(team.owner, kind)}
    house.own_forms.switch(team.owner, form.id, off=False)
    house.own_forms.make_usual(team.owner, form.id)
    house.own_forms.switch(team.owner, before.id, off=True)
    assert before.id not in {one.id for one in house.records.forms(team.owner, kind)}
    assert house.records.forms(team.owner, kind)[0].id == form.id
    usual = {one.form.id for one in house.own_forms.list(team.worker) if one.usual}
    assert form.id in usual
    assert len(usual) == len(Kind) + len(PREPARED) + 1


def test_a_second_form_of_its_own_takes_over_only_when_it_is_chosen(team: Team) -> None:
    forms = team.house.own_forms
    first, second = (forms.copy(team.owner, "coaching", title).value for title in ("Ours", "Theirs"))
    for form in (first, second):
        forms.publish(team.owner, form.id)
    assert team.house.records.forms(team.leader, Kind.COACHING)[0].id == first.id
    forms.make_usual(team.owner, second.id)
    assert team.house.records.forms(team.leader, Kind.COACHING)[0].id == second.id
    with pytest.raises(NotAllowedError):
        forms.make_usual(team.deputy, first.id)
    draft = forms.copy(team.owner, "coaching", "Not yet").value
    with pytest.raises(StateError, match="published"):
        forms.make_usual(team.owner, draft.id)


def test_a_competency_of_its_own_does_not_become_the_usual_observation(team: Team) -> None:
    form = team.house.own_forms.copy(team.owner, "medicines", "Our medicines").value
    team.house.own_forms.publish(team.owner, form.id)
    assert team.house.records.forms(team.leader, Kind.OBSERVATION)[0].id == "observation"


def test_a_preparation_sheet_of_its_own_is_filled_in_printed_and_comes_up_on_the_agenda(
    team: Team, tmp_path: Path
) -> None:
    house = team.house
    house.preparing.store(team.worker, {"own_points.talk_about": "Nights"})
    form = house.own_forms.copy(team.owner, "preparation", "Before we meet").value
    part = form.sections[0]
    asked = Field(id="rota", label="How is the rota?", type=FieldType.LONG, answered_by=AnsweredBy.WORKER)
    house.own_forms.store(team.owner, replace(form, sections=(replace(part, fields=(asked,)),)))
    house.own_forms.publish(team.owner, form.id)
    assert house.preparing.sheet(team.worker).form.id == form.id
    assert form.id not in {one.id for one in house.records.forms(team.deputy, Kind.SUPERVISION)}
    house.preparing.store(team.worker, {"own_points.rota": "Too many lates"})
    assert house.paper.print_preparation(team.worker, team.worker.person_id, tmp_path / "x.pdf").value
    started = house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    said = [point.text for point in started.record.content.agenda if point.source is Source.WORKER]
    assert said == ["Tomasz asked: Nights", "Tomasz asked: Too many lates"]
    assert started.form.id == "supervision"


def test_a_paper_form_that_is_out_is_still_named_when_its_form_is_switched_off(
    team: Team, tmp_path: Path
) -> None:
    house = team.house
    form = house.own_forms.copy(team.owner, "coaching", "Ours").value
    house.own_forms.publish(team.owner, form.id)
    house.paper.print_blank(team.leader, Kind.COACHING, "", team.worker.person_id, tmp_path / "x.pdf")
    house.own_forms.make_usual(team.owner, "coaching")
    house.own_forms.switch(team.owner, form.id, off=True)
    assert [one.title for one in house.paper.waiting(team.leader)] == ["Ours"]


def test_a_form_begun_from_nothing_gets_an_id_of_its_title(team: Team) -> None:
    forms = team.house.own_forms
    shipped = team.house.records.forms(team.owner, Kind.DEBRIEF)[0]
    made = forms.begin(team.owner, replace(shipped, title="  After  a fall ")).value
    assert (made.id, made.title, made.version) == ("after_a_fall", "After a fall", 1)
    assert forms.draft(team.owner, made.id) == made
    assert forms.versions(team.owner, made.id) == ()
    with pytest.raises(NotAllowedError):
        forms.begin(team.deputy, shipped)
