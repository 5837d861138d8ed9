"""What the forms promise: eight boxes and the rest if needed, a theme for each month, and what is decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from app.domain.actions import Answered
from app.domain.answers import Answer
from app.domain.asking import asked
from app.domain.content import Content
from app.domain.kinds import Kind
from app.domain.monthly import MONTH
from app.domain.records import Record
from app.pages import meeting
from app.services.records.desk import Draft
from tests.services.test_safe_rules import printed
from tests.team import Team

QUIET: dict[str, Answer] = {
    "safe.not_right": "nothing",
    "safe.speaking_up": "yes",
    "safe.candour": "no",
}


def begun(team: Team, kind: Kind) -> Draft:
    return team.house.writing.start(team.deputy, kind, team.worker.person_id).value


def finished(team: Team, draft: Draft, answers: dict[str, Answer], content: Content | None = None) -> Record:
    content = content or draft.record.content
    content = replace(content, answers={**content.answers, **QUIET, **answers})
    team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
    return team.house.writing.finish(team.deputy, draft.record.id).value


def themes(draft: Draft) -> list[str]:
    answers = draft.record.content.answers
    return [item.id for _, section, item in asked(draft.form, answers) if section.monthly]


def test_a_supervision_prints_last_time_first_and_nothing_that_is_empty(team: Team, tmp_path: Path) -> None:
    team.sign(team.write(team.deputy, team.worker, action="Offer two choices at tea"))
    team.clock.turn(weeks=6)
    paper = tmp_path / "paper.pdf"
    team.house.paper.print_blank(team.deputy, Kind.SUPERVISION, "", team.worker.person_id, paper)
    team.house.preparing.store(team.worker, {"practice.concerns": "Nights are hard."})
    draft = begun(team, Kind.SUPERVISION)
    assert draft.record.content.answers["practice.concerns"] == "Nights are hard."
    (old,) = draft.record.content.old_actions
    done = replace(old, choice=Answered.DONE, note="CD-02 pointed at the red cup.")
    content = replace(draft.record.content, old_actions=(done,))
    answers: dict[str, Answer] = {"practice.gone_well": "CD-02 chose.", "team.to_manager": "Mend the hoist."}
    page = meeting.read(team.house, team.deputy, draft.record.id)
    record = finished(team, draft, answers, content)
    told = meeting.read_back(page, record.content)
    assert [one.heading for one in told][1] == "Actions from last time"
    team.sign(record)
    text = printed(team.house.records.view(team.deputy, record.id).pdf or b"")
    assert text.index("CD-02 pointed at the red cup.") < text.index("What is hard, or needs to change?")
    said = ("Practice", "Safe and speaking up", "Team and fairness")
    unsaid = ("Rota, load and support", "Looking back on one event", "Key work", "Conduct and performance")
    assert all(title in text for title in said)
    assert not [title for title in (*unsaid, "Who was told, and when?", "If needed") if title in text]
    assert [one.heading for one in told if one.heading in unsaid] == []
    sheet = printed(paper.read_bytes())
    assert sheet.index("Offer two choices at tea") < sheet.index("Your own points")
    assert "What the person noticed; if dropped, why" in sheet
    core, _, rest = sheet.partition("If needed")
    assert "What is hard, or needs to change?" in core
    assert all(title in rest and title not in core for title in unsaid)


def test_the_theme_is_that_of_the_month_and_stays_once_something_is_written(
    team: Team, tmp_path: Path
) -> None:
    draft = begun(team, Kind.SUPERVISION)
    (november,) = themes(draft)
    team.clock.turn(days=10)  # 4 December
    paper = tmp_path / "paper.pdf"
    team.house.paper.print_blank(team.deputy, Kind.SUPERVISION, "", team.worker.person_id, paper)
    other = team.house.writing.start(team.deputy, Kind.PRACTICE_SUPERVISION, team.worker.person_id).value
    (december,) = themes(other)
    assert (november, december) == ("candour", "speaking_up")
    sheet = printed(paper.read_bytes())
    assert "Speaking up: who hears a worry here" in sheet
    assert "Candour: when" not in sheet
    store, record = team.house.writing.store, draft.record
    held = team.clock.now()
    revision = store(team.deputy, record.id, replace(record.content), record.revision, held_at=held).value
    revision = store(team.deputy, record.id, record.content, revision).value
    moved = team.house.writing.draft(team.deputy, record.id)
    assert themes(moved) == [december]
    answers: dict[str, Answer] = {"practice.gone_well": "CD-02 chose.", "theme.speaking_up": "We heard back."}
    content = replace(moved.record.content, answers={**moved.record.content.answers, **QUIET, **answers})
    revision = store(team.deputy, record.id, content, revision).value
    store(team.deputy, record.id, content, revision, held_at=held + dt.timedelta(days=-9))
    sealed = team.sign(team.house.writing.finish(team.deputy, record.id).value)
    assert sealed.content.answers[MONTH] == "2026-12"
    assert sealed.content.answers["theme.speaking_up"] == "We heard back."


def test_what_a_probation_review_decided_is_counted(team: Team) -> None:
    def counted() -> dict[str, tuple[int | None, ...]]:
        figures = team.house.quality.figures(team.owner, dt.date(2026, 1, 1), dt.date(2027, 1, 1))
        return dict(next(one for one in figures.charts if one.title == "Decisions").rows)

    assert counted() == {}
    strengths: dict[str, Answer] = {"progress.strengths": "Warm and honest."}
    extended: dict[str, Answer] = {
        "decision.decision": "extended",
        "decision.until": "2027-01-29",
        "decision.must": "The hoist, seen three times.",
        "decision.reason": "Moves alone where two are needed.",
    }
    for said in (extended, {"decision.decision": "confirmed"}):
        draft = begun(team, Kind.PROBATION_REVIEW)
        team.sign(finished(team, draft, strengths | said))
    assert counted() == {
        "Probation review: Passed: confirmed in post": (1,),
        "Probation review: Goes on as planned": (0,),
        "Probation review: Extended": (1,),
        "Probation review: Not confirmed": (0,),
    }


def test_a_debrief_may_be_declined_and_ends_in_a_check_in_by_a_day(team: Team) -> None:
    draft = begun(team, Kind.DEBRIEF)
    due = ("Ask again how it is", team.deputy.person_id, "Dee Rowan", "2026-11-27", "check-in")
    answers: dict[str, Answer] = {
        "person.wants": "later",
        "event.facts": "Nothing of this is asked now.",
        "support.check_in": due,
    }
    record = team.sign(finished(team, draft, answers))
    assert "event.facts" not in record.content.answers
    (action,) = team.house.actions.mine(team.deputy)
    assert (action.what, action.due_on) == ("Ask again how it is", dt.date(2026, 11, 27))
