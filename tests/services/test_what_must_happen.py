"""What must happen by a day is a line of its own, whatever the due rules say, until a matching record that was met."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from icalendar import Calendar

from app.domain.content import Content
from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.packs import Purpose as Why
from app.domain.people import Actor, Profile, Role
from app.domain.practice import Purpose
from app.domain.records import Record
from app.domain.schedule import DueRules, DueState
from app.domain.training import Course
from app.pages import person, places
from app.pages.pieces import Line
from app.services.competence import Wanted
from tests.services.test_failed_checks import SIX, seal
from tests.team import Team, filled, with_said

TODAY = dt.date(2026, 11, 24)
DYSPHAGIA = Course(title="Dysphagia", area="mealtimes", done_on=TODAY, check_by=TODAY)


def trained(team: Team) -> Line:
    """Return the one training on the worker's page, as they read it themself: without a way to take it off."""
    (found,) = person.read(team.house, team.worker, team.worker.person_id).trained
    assert found.off_id == ""
    return found.line


def no_rules(team: Team) -> None:
    """Take every due rule away: what must happen shows all the same."""
    team.house.schedule.change_rules(team.owner, DueRules(rules=()))


def lines(team: Team, actor: Actor, about: Actor | None = None) -> dict[Purpose, Wanted]:
    """Return what must happen with the worker, or somebody else, as an actor sees it."""
    whose = (about or team.worker).person_id
    return {
        one.requirement.purpose: one for one in team.house.competence.wanted(actor) if one.person.id == whose
    }


def change(team: Team, about: Actor, **said: object) -> None:
    person = team.house.people.get(team.owner, about.person_id)
    profile = Profile(**{name: getattr(person, name) for name in Profile.__dataclass_fields__})
    team.house.people.change(team.owner, about.person_id, replace(profile, **said))  # type: ignore[arg-type]


def agree(team: Team, review_on: str = "") -> Record:
    """Make a supervision agreement with the worker."""
    draft = team.house.writing.start(team.deputy, Kind.AGREEMENT, team.worker.person_id).value
    content = filled(draft.form, draft.record.content, "Time to think.")
    answers = {**content.answers, "review.review_on": review_on} if review_on else content.answers
    team.house.writing.store(
        team.deputy, draft.record.id, replace(content, answers=answers), draft.record.revision
    )
    return team.sign(team.house.writing.finish(team.deputy, draft.record.id).value)


def test_a_failed_check_is_a_red_line_for_whoever_watched_the_supervisor_and_the_worker(team: Team) -> None:
    no_rules(team)
    seal(team, SIX)
    for actor in (team.leader, team.deputy, team.owner, team.worker):
        line = lines(team, actor)[Purpose.RECHECK]
        assert (line.what, line.mark, line.owner) == ("Medicines competence", "✗ not yet", "Priya Larch")
        assert line.requirement.due_on == TODAY + dt.timedelta(days=14)
        assert line.mine is (actor is not team.owner)
    assert "Makes sure it is the right person" in lines(team, team.deputy)[Purpose.RECHECK].requirement.reason
    assert lines(team, team.other) == {}
    seal(team, {})
    assert Purpose.RECHECK not in lines(team, team.deputy)


def test_an_incident_names_who_asked_and_hides_from_colleagues_what_happened(team: Team) -> None:
    no_rules(team)
    by = TODAY + dt.timedelta(days=3)
    team.house.schedule.incident(team.deputy, team.worker.person_id, "medicines", by, "a missed dose")
    line = lines(team, team.deputy)[Purpose.INCIDENT]
    assert (line.owner, line.requirement.reason, line.mark) == ("Dee Rowan", "a missed dose", "✗ suspended")
    assert lines(team, team.worker)[Purpose.INCIDENT].requirement.reason == "a missed dose"
    assert lines(team, team.leader)[Purpose.INCIDENT].requirement.reason == ""


def test_training_is_seen_in_practice_by_its_day(team: Team) -> None:
    no_rules(team)
    team.house.training.note(team.leader, (team.worker.person_id,), DYSPHAGIA)
    line = lines(team, team.worker)[Purpose.TRAINING]
    assert (line.owner, line.state, line.requirement.reason) == (
        "Priya Larch",
        DueState.SOON,
        "to see how “Dysphagia” works in practice.",
    )
    seal(team, {}, form_id="mealtime")
    assert Purpose.TRAINING not in lines(team, team.worker)


@pytest.mark.parametrize(("said", "by"), [("2027-03-01", dt.date(2027, 3, 1)), ("", dt.date(2027, 11, 24))])
def test_an_agreement_is_looked_at_again_and_only_a_new_one_clears_it(
    team: Team, said: str, by: dt.date
) -> None:
    no_rules(team)
    agree(team, said)
    line = lines(team, team.deputy)[Purpose.AGREEMENT]
    assert (line.requirement.due_on, line.owner) == (by, "Dee Rowan")
    assert Purpose.AGREEMENT not in lines(team, team.leader), (
        "line management is not for those who lead practice"
    )
    team.clock.turn(days=300)
    agree(team)
    assert lines(team, team.deputy)[Purpose.AGREEMENT].requirement.due_on == dt.date(2028, 9, 20)


def test_the_end_of_a_probation_is_a_line_until_it_was_reviewed_near_its_end(team: Team) -> None:
    no_rules(team)
    change(team, team.worker, probation_ends_on=TODAY + dt.timedelta(days=100))
    assert lines(team, team.deputy)[Purpose.PROBATION].requirement.due_on == TODAY + dt.timedelta(days=100)

    def review() -> None:
        draft = team.house.writing.start(team.deputy, Kind.PROBATION_REVIEW, team.worker.person_id).value
        content = filled(draft.form, draft.record.content, "It goes well.")
        team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
        team.sign(team.house.writing.finish(team.deputy, draft.record.id).value)

    review()
    assert Purpose.PROBATION in lines(team, team.deputy), "one in the middle is not the one of its end"
    team.clock.turn(days=60)
    review()
    assert Purpose.PROBATION not in lines(team, team.deputy)
    change(team, team.other, probation_ends_on=dt.date(2019, 1, 1))
    assert Purpose.PROBATION not in lines(team, team.owner, team.other), "what was on paper before"


def test_whoever_leads_practice_is_watched_too(team: Team) -> None:
    no_rules(team)
    line = lines(team, team.deputy, team.leader)[Purpose.OWN_PRACTICE]
    assert (line.requirement.due_on, line.owner) == (TODAY + dt.timedelta(weeks=13), "Dee Rowan")
    assert lines(team, team.leader, team.leader)[Purpose.OWN_PRACTICE].mine
    team.clock.turn(days=10)
    draft = team.house.writing.start(team.deputy, Kind.OBSERVATION, team.leader.person_id).value
    content = filled(draft.form, draft.record.content, "You waited.")
    team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
    team.house.writing.save(team.deputy, draft.record.id)
    team.house.signing.seal_saved(team.deputy, at_once=True)
    later = lines(team, team.deputy, team.leader)[Purpose.OWN_PRACTICE].requirement.due_on
    assert later == TODAY + dt.timedelta(days=10, weeks=13)


def delegate(team: Team, review_on: str, task: str = "Tube feed") -> None:
    team.clock.turn(minutes=1)
    form_id, about = "delegated_healthcare", team.worker.person_id
    draft = team.house.writing.start(team.deputy, Kind.OBSERVATION, about, form_id=form_id).value
    content = filled(draft.form, draft.record.content, "Every step in order.")
    said = {
        "consent.person": "AB",
        "consent.task": task,
        "consent.equipment": "Pump A2",
        "consent.review_on": review_on,
    }
    seen = next(s for s in draft.form.sections if s.step == "observe")
    rated = {f"{seen.id}.{f.id}": "yes" for f in seen.fields}
    content = replace(content, answers={**content.answers, **said, **rated})
    team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
    team.house.writing.save(team.deputy, draft.record.id)
    team.house.signing.seal_saved(team.deputy, at_once=True)


def test_a_delegated_task_is_looked_at_again_on_the_day_the_nurse_set(team: Team) -> None:
    no_rules(team)
    delegate(team, "2027-02-01")
    line = lines(team, team.deputy)[Purpose.DELEGATED]
    assert line.requirement.due_on == dt.date(2027, 2, 1)
    assert "Tube feed · Pump A2 · for AB" in line.requirement.reason
    assert "set by whoever delegates" in line.requirement.reason
    delegate(team, "2027-02-20", "Catheter care")
    dates = [
        one.requirement.due_on for one in team.house.competence.wanted(team.deputy) if one.requirement.form_id
    ]
    assert dates == [dt.date(2027, 2, 1), dt.date(2027, 2, 20)], "each task has its own day"


def test_competence_that_runs_out_is_named_before_it_does(team: Team) -> None:
    no_rules(team)
    seal(team, {}, form_id="mealtime")
    assert Purpose.RUNS_OUT not in lines(team, team.deputy)
    team.clock.turn(days=320)
    assert lines(team, team.deputy)[Purpose.RUNS_OUT].requirement.due_on == dt.date(2027, 11, 24)
    team.clock.turn(days=60)
    assert lines(team, team.deputy)[Purpose.RUNS_OUT].state is DueState.LATE


def test_somebody_who_left_sees_to_nothing_any_more(team: Team) -> None:
    no_rules(team)
    seal(team, SIX)
    team.house.people.make_leaver(team.owner, team.leader.person_id)
    assert lines(team, team.deputy)[Purpose.RECHECK].owner == "Dee Rowan"


def test_what_was_asked_for_is_taken_off_only_with_a_reason_by_whoever_supervises(team: Team) -> None:
    wanted = team.house.schedule.incident(
        team.deputy, team.worker.person_id, "medicines", TODAY, "a missed dose"
    ).value
    for actor in (team.leader, team.worker, team.other):
        with pytest.raises(NotAllowedError):
            team.house.competence.drop(actor, wanted.id, "It was another person")
    with pytest.raises(IncompleteError):
        team.house.competence.drop(team.deputy, wanted.id, " ")
    team.house.competence.drop(team.deputy, wanted.id, "It was another person")
    assert Purpose.INCIDENT not in lines(team, team.deputy)


def test_each_line_is_in_the_calendar_file_and_in_the_workbook(team: Team, tmp_path: Path) -> None:
    no_rules(team)
    seal(team, SIX)
    file = team.house.calendars.file(team.deputy, tmp_path / "due.ics", names=True)
    book = Calendar.from_ical(file.read_bytes())
    titles = [str(event["summary"]) for event in book.walk("VEVENT")]
    assert "Not yet met, to be checked again: Medicines competence, Tomasz Birch" in titles
    own = Calendar.from_ical(team.house.calendars.file(team.worker, tmp_path / "own.ics").read_bytes())
    assert [str(event["summary"]) for event in own.walk("VEVENT")] == [
        "Not yet met, to be checked again: Medicines competence"
    ]
    from openpyxl import load_workbook  # noqa: PLC0415

    sheet = load_workbook(team.house.due_files.workbook(team.deputy, tmp_path / "due.xlsx"))[
        "What must happen"
    ]
    rows = [row for row in sheet.iter_rows(values_only=True) if "Tomasz Birch" in row]
    assert [row[1] for row in rows] == ["Not yet met, to be checked again: Medicines competence"]


def test_each_line_comes_up_at_the_next_supervision(team: Team) -> None:
    no_rules(team)
    seal(team, SIX)
    content: Content = team.house.writing.start(
        team.deputy, Kind.SUPERVISION, team.worker.person_id
    ).value.record.content
    (point,) = (point.text for point in content.agenda if "checked again" in point.text)
    assert point.startswith("Not yet met, to be checked again – medicines, by Tue 8 Dec 2026: the check of")


def test_a_role_that_leads_nobody_sees_no_register(team: Team) -> None:
    with pytest.raises(NotAllowedError):
        team.house.competence.register(team.worker)
    assert Role.WORKER.opens_vault is False


def test_a_pack_says_on_a_page_who_may_do_what_and_for_nobody_by_initials(team: Team, tmp_path: Path) -> None:
    seal(team, SIX)
    delegate(team, "2027-02-01")
    fire = Course(
        title="Fire safety", done_on=TODAY.replace(year=2024), expires_on=TODAY.replace(month=11, day=1)
    )
    team.house.training.note(team.deputy, (team.worker.person_id,), fire)
    plan = team.house.packs.plan(team.owner, Why.INSPECTION, frameworks=("cqc_saf_2023",))
    team.house.packs.make(team.owner, with_said(plan), tmp_path)
    (index,) = tmp_path.rglob("index.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(index.read_bytes())]
    (page,) = (" ".join(one.split()) for one in pages if "Who may do what, on Tue 24 Nov 2026" in one)
    assert "✗ not yet" in page
    assert "◐ restricted until 01/02/27" in page
    assert "Pump A2" not in page
    (page,) = (" ".join(one.split()) for one in pages if "Training, on Tue 24 Nov 2026" in one)
    assert "! ran out 1 Nov 2026" in page
    assert "Ran out: 1. Runs out within eight weeks: 0. In date: 0." in page


def test_training_stands_on_the_persons_page_with_the_observation_that_saw_its_effect(team: Team) -> None:
    worker = team.worker.person_id
    team.house.training.note(team.leader, (worker,), DYSPHAGIA)
    before = trained(team)
    assert (before.what, before.chip and before.chip.word) == ("Dysphagia", "to be seen")
    seal(team, {}, form_id="spot_check")
    still = trained(team)
    assert still == before
    record = seal(team, {}, form_id="mealtime")
    after = trained(team)
    assert after.detail == f"Done Tue 24 Nov 2026 · effect seen in {record.number}"
    assert after.verb is not None
    assert after.verb.place == places.Record(record_id=record.id)
