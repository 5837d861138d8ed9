"""Six observations that must not be met, and what is booked: not seen, refused, not told, not signed off."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.content import Content
from app.domain.kinds import Kind
from app.domain.practice import Purpose
from app.domain.records import Record
from app.pages import observe as page
from app.pages import record as record_page
from tests.services.test_failed_checks import cell, open_ones, seal
from tests.team import Team, filled

ASKS = "Asks before touching or starting"
REFUSAL = "Knows what to do when somebody says no"
NO = {
    "worker_knows": "The worker does not know yet, so nothing is watched now.",
    "person_agrees": "The person is not comfortable with it, so nothing is watched now.",
    "signed_off": "No professional has signed this off",
    "assessor": "Whoever watches is not signed off for this themself, so nothing is rated.",
}


def printed(data: bytes) -> str:
    """Return the words of a PDF in one line."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def refused(team: Team, form_id: str, key: str) -> Record:
    """Rate everything “yes”, then say no to one question of consent, and let the service seal it."""
    team.clock.turn(minutes=1)
    worker = team.worker.person_id
    draft = team.house.writing.start(team.leader, Kind.OBSERVATION, worker, form_id=form_id).value
    rated = {name: "yes" for name, section, _ in draft.form.keyed if section.step == "observe"}
    answers = {**filled(draft.form, Content(), "CD-02 turned away.").answers, **rated, f"consent.{key}": "no"}
    answers.pop("consent.review_on", None)
    content = Content(answers=answers, notes={"seen.consent": "Stopped at the door."}, minutes=20)
    team.house.writing.store(team.leader, draft.record.id, content, draft.record.revision)
    said = page.save(team.house, team.leader, draft.record.id).value
    assert said.said == "Kept as a note that nothing was watched. Tomasz can read it."
    team.house.signing.seal_saved(team.leader, at_once=True)
    return team.house.records.view(team.leader, draft.record.id).record


@pytest.mark.parametrize(
    ("form_id", "ratings", "unseen"),
    [
        ("medicines", {"refusal": "did_not_see"}, REFUSAL),
        ("observation", {"consent": "did_not_see"}, ASKS),
        ("spot_check", {"consent": "did_not_see"}, ASKS),
    ],
)
def test_what_is_critical_and_was_not_seen_is_never_met_and_is_booked_by_name(
    team: Team, form_id: str, ratings: dict[str, str], unseen: str
) -> None:
    record = seal(team, ratings, form_id=form_id)
    (wanted,) = open_ones(team)
    assert (wanted.purpose, wanted.form_id, wanted.due_on) == (
        Purpose.UNSEEN,
        form_id,
        dt.date(2026, 12, 8),
    )
    assert wanted.reason == f"not seen yet in {record.number}: {unseen}."
    lines = team.house.competence.wanted(team.deputy, team.worker.person_id)
    assert [(one.requirement.purpose, unseen in one.requirement.reason) for one in lines] == [
        (Purpose.UNSEEN, True)
    ]
    shown = record_page.read(team.house, team.leader, record.id)
    assert f"Taken together: Not yet complete. Still to be seen: {unseen}." in str(shown)
    pdf = printed(team.house.records.view(team.leader, record.id).pdf or b"")
    assert "Taken together: Not yet complete." in pdf
    assert f"Still to be seen: {unseen}." in pdf
    seal(team, {}, form_id=form_id)
    assert open_ones(team) == ()


@pytest.mark.parametrize(
    ("form_id", "key"),
    [
        ("observation", "worker_knows"),
        ("medicines", "person_agrees"),
        ("delegated_healthcare", "signed_off"),
        ("moving_and_handling", "assessor"),
    ],
)
def test_a_no_stops_it_is_kept_as_a_note_and_counts_for_nothing(team: Team, form_id: str, key: str) -> None:
    record = refused(team, form_id, key)
    answers = record.content.answers
    assert not [name for name in answers if name.startswith("seen.")]
    assert answers["consent.before"] == "CD-02 turned away."
    assert (record.content.notes, record.content.minutes) == ({"seen.consent": "Stopped at the door."}, None)
    assert open_ones(team) == ()
    assert cell(team, "").last_on is None
    shown = str(record_page.read(team.house, team.leader, record.id))
    pdf = printed(team.house.records.view(team.leader, record.id).pdf or b"")
    assert "Taken together: Not watched." in shown
    assert "Nothing was watched" in pdf
    assert "Stopped at the door." in pdf
    assert "Taken together: Met" not in pdf
    for said in (shown, pdf):
        assert NO[key] in said
    covered = team.house.evidence.coverage(
        team.owner, "cqc_saf_2023", dt.date(2026, 1, 1), dt.date(2026, 12, 1)
    )
    assert not [one for item in covered.covered for one in item.seen]


def test_the_register_knows_nothing_of_a_delegated_task_that_nobody_signed_off(team: Team) -> None:
    refused(team, "delegated_healthcare", "signed_off")
    found = dict(team.house.competence.of(team.owner, team.worker.person_id))
    (stands,) = next(stands for checked, stands in found.items() if checked.form_id == "delegated_healthcare")
    assert (stands.state.word, stands.decided) == ("not assessed", None)


def test_paper_says_where_to_stop_and_what_is_critical(team: Team, tmp_path: Path) -> None:
    for form_id in ("medicines", "delegated_healthcare"):
        to = tmp_path / f"{form_id}.pdf"
        team.house.paper.print_blank(team.leader, Kind.OBSERVATION, form_id, team.worker.person_id, to)
        text = printed(to.read_bytes())
        for key in ("worker_knows", "person_agrees", *(("signed_off",) if "delegated" in form_id else ())):
            assert f"If no, stop here. {NO[key]}" in text
        assert "What shows that they are content with it?" in text
        assert "Critical: until it was seen, the whole is not yet complete" in text


def test_the_page_stops_at_once_and_goes_on_when_somebody_says_yes(team: Team) -> None:
    draft = team.house.writing.start(
        team.leader, Kind.OBSERVATION, team.worker.person_id, form_id="medicines"
    ).value
    watching = page.read(team.house, team.leader, draft.record.id)
    content = replace(watching.sheet.content, answers={"consent.person_agrees": "no"})
    assert page.why_stopped(watching, content).startswith(NO["person_agrees"])
    assert page.why_stopped(watching, content).endswith("as a note that nothing was watched.")
    content = replace(content, answers={"consent.person_agrees": "yes"})
    assert page.why_stopped(watching, content) == ""
