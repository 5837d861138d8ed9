"""Tag once, count everywhere: defaults, suggestions, bulk tags, gaps in words, the crosswalk, self-assessment and frameworks from files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from app.bootstrap import build
from app.domain.errors import CatalogError, IncompleteError, NotAllowedError, NotFoundError, StateError
from app.domain.frameworks import BEYOND, NOTHING, Coverage, Covered, Level, facets, told
from app.domain.kinds import Kind
from app.domain.records import RecordState
from app.domain.requests import RequestKind
from app.pages import evidence as evidence_page
from app.services.coverage import Earlier, watched
from app.services.records.reading import openable
from tests.conftest import Demo
from tests.services.test_failed_checks import seal
from tests.team import Team

SAF, ASC = "cqc_saf_2023", "cqc_asc_2026"


def cover(team: Team, framework: str = SAF, *, days: int = 365) -> Coverage:
    end = team.clock.now().date()
    return team.house.evidence.coverage(team.owner, framework, end - dt.timedelta(days=days), end)


def item(coverage: Coverage, code: str) -> Covered:
    return next(one for one in coverage.covered if one.item.code == code)


def test_a_supervision_counts_by_default_and_says_why(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    staffing = item(cover(team), "S6")
    assert [(seen.record.id, seen.why) for seen in staffing.seen] == [
        (record.id, "Counts by default: supervision")
    ]
    assert (staffing.people, staffing.roles, staffing.by_category["staff"]) == (1, ("Worker",), 1)
    counts = dict(team.house.evidence.counts(team.owner, record.id))
    assert "S6" in {i.code for f, items in counts.items() if f.id == SAF for i, _ in items}


def test_words_suggest_and_nothing_counts_until_somebody_says_so(team: Team) -> None:
    record = team.sign(
        team.write(team.deputy, team.worker, words="We talked about the medicine round and a missed tablet.")
    )
    assert not item(cover(team), "S8").seen
    hints = {
        hint.item.code: hint.why
        for f, found in team.house.evidence.suggestions(team.owner, record.id)
        if f.id == SAF
        for hint in found
    }
    assert "“tablet”" in hints["S8"] or "“medicine" in hints["S8"]
    assert [s.id for s, _ in team.house.evidence.suggested(team.owner, SAF, "S8")] == [record.id]
    team.house.evidence.tag(team.deputy, [record.id], SAF, "S8")
    assert [seen.why for seen in item(cover(team), "S8").seen] == ["Tagged by Dee Rowan"]
    assert not team.house.evidence.suggested(team.owner, SAF, "S8")


def test_many_records_are_tagged_at_once_or_none_at_all(team: Team) -> None:
    ids = [team.sign(team.write(team.deputy, team.worker)).id for _ in range(3)]
    assert team.house.evidence.tag(team.owner, ids, SAF, "C1").value == 3
    assert len(item(cover(team), "C1").seen) == 3
    with pytest.raises(NotAllowedError):
        team.house.evidence.tag(team.owner, [*ids, "nothing"], SAF, "C2")
    assert not item(cover(team), "C2").seen


def test_a_default_can_be_taken_off_and_is_not_put_back(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    team.house.evidence.tag(team.owner, [record.id], SAF, "S6", off=True)
    assert not item(cover(team), "S6").seen


def test_gaps_are_told_in_words(team: Team) -> None:
    assert item(cover(team), "S8").gap == "Nothing counts towards this yet."
    record = team.sign(team.write(team.deputy, team.worker))
    team.house.evidence.tag(team.owner, [record.id], SAF, "S8")
    assert item(cover(team), "S8").gap == "No observation of medicines yet."
    team.clock.turn(days=120)
    assert item(cover(team, days=60), "S8").gap == "Nothing since November 2026."


def test_the_same_evidence_is_seen_through_the_crosswalk(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    team.house.evidence.tag(team.owner, [record.id], SAF, "E6")
    consent = item(cover(team, ASC), "E4")
    assert not consent.seen
    assert [(seen.record.id, seen.why) for seen in consent.also] == [
        (record.id, "Also counts towards (mapped from CQC Single Assessment Framework, version 2023: E6)")
    ]


@pytest.mark.parametrize(
    ("form_id", "where", "nowhere"),
    [("mealtime", "E2", "R6"), ("active_support", "C3", "R7")],
)
def test_no_topic_is_filled_of_which_the_record_says_nothing(
    team: Team, form_id: str, where: str, nowhere: str
) -> None:
    """A meal says nothing of equity, nor active support of planning for the future."""
    record = seal(team, {}, form_id=form_id)
    found = cover(team)
    assert [one.record.id for one in item(found, where).seen] == [record.id]
    assert not item(found, nowhere).seen
    assert not item(found, nowhere).also


def test_backward_it_counts_only_where_both_say_the_same(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    for code in ("C2", "W1"):
        team.house.evidence.tag(team.owner, [record.id], ASC, code)
    assert [one.record.id for one in item(cover(team), "R1").also] == [record.id]
    assert not item(cover(team), "W1").also


def test_a_supervision_counts_for_speaking_up_wellbeing_and_feedback_only_where_it_was_answered(
    team: Team,
) -> None:
    draft = team.write(team.deputy, team.worker)
    answers = {
        k: v for k, v in draft.content.answers.items() if not k.startswith(("wellbeing.", "feedback."))
    }
    draft = team.house.writing.reopen(team.deputy, draft.id).value.record
    again = replace(draft.content, answers=answers)
    team.house.writing.store(team.deputy, draft.id, again, draft.revision)
    some = team.sign(team.house.writing.finish(team.deputy, draft.id).value)
    every = team.sign(team.write(team.deputy, team.worker))
    found = cover(team)
    assert [one.record.id for one in item(found, "C5").seen] == [every.id]
    assert [one.record.id for one in item(found, "R4").seen] == [every.id]
    assert {one.record.id for one in item(found, "W3").seen} == {some.id, every.id}
    assert item(found, "W3").seen[0].why == "Counts by default: asked and answered in supervision"


def test_a_spot_check_counts_for_what_was_watched_and_for_nothing_else(team: Team) -> None:
    record = seal(team, {"hands": "did_not_see"}, form_id="spot_check")
    found = cover(team)
    assert [one.record.id for one in item(found, "E6").seen] == [record.id]
    assert item(found, "E6").seen[0].why == "Counts by default: seen in a spot check, observation"
    assert not item(found, "S7").seen
    assert not item(found, "S3").seen  # its areas do not count, and what somebody knows is not watched
    other = seal(team, {}, form_id="spot_check")
    assert [one.record.id for one in item(cover(team), "S7").seen] == [other.id]


def test_what_cannot_be_shown_here_is_said_once_and_leaves_the_list(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    found = cover(team)
    beyond = {one.code for one in found.beyond}
    assert {"E5", "R7", "W8"} <= beyond
    assert beyond.isdisjoint(one.code for one, _ in found.gaps)
    assert told(found).count("W8 ") == 1
    assert f" of {34 - len(beyond)} have evidence" in told(found)
    page = evidence_page.read(team.house, team.owner, SAF)
    assert beyond.isdisjoint(row.id for row in page.gaps)
    assert {row.id for row in page.rows if row.words[-1] == BEYOND} == beyond
    record = team.sign(team.write(team.deputy, team.worker))
    team.house.evidence.tag(team.owner, [record.id], SAF, "W8")
    assert "W8" not in {one.code for one in cover(team).beyond}


def test_a_practice_leader_sees_coverage_of_what_they_may_read_only(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    end = team.clock.now().date()
    seen = team.house.evidence.coverage(team.leader, SAF, end - dt.timedelta(days=30), end)
    assert not any(one.seen or one.also for one in seen.covered)


def test_a_self_assessment_is_kept_with_its_date_and_a_plan(team: Team) -> None:
    with pytest.raises(IncompleteError):
        team.house.evidence.assess(team.owner, SAF, "S6", Level.GOOD, "  ")
    team.house.evidence.assess(team.owner, SAF, "S6", Level.SOME_GAPS, "Nights are behind.")
    team.clock.turn(days=1)
    team.house.evidence.assess(team.owner, SAF, "S6", Level.GOOD, "Nights caught up.")
    made = team.house.evidence.improve(
        team.owner, SAF, "S6", "Plan a round on nights", team.deputy.person_id, dt.date(2026, 12, 20)
    ).value
    staffing = item(cover(team), "S6")
    assert staffing.assessment is not None
    assert (staffing.assessment.level, staffing.assessment.words) == (Level.GOOD, "Nights caught up.")
    assert [(one.what, one.owner_name, one.done_on) for one in staffing.plan] == [
        ("Plan a round on nights", "Dee Rowan", None)
    ]
    team.house.evidence.improved(team.owner, SAF, made.id)
    assert item(cover(team), "S6").plan[0].done_on == team.clock.now().date()


def test_a_final_text_dropped_in_takes_the_drafts_place_and_tags_stay(team: Team, tmp_path: Path) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    team.house.evidence.tag(team.owner, [record.id], ASC, "C1")
    path = team.house.frameworks.take_out(team.owner, ASC, tmp_path / "draft.toml")
    final = (
        path.read_text(encoding="utf-8")
        .replace('version = "draft 9"', 'version = "1"')
        .replace('status = "draft"', 'status = "final"')
    )
    team.house.frameworks.bring_in(team.owner, final.encode(), "final.toml")
    coverage = cover(team, ASC)
    assert coverage.framework.version == "1"
    assert [seen.record.id for seen in item(coverage, "C1").seen] == [record.id]
    team.house.frameworks.drop(team.owner, ASC)
    assert cover(team, ASC).framework.version == "draft 9"


def test_a_framework_is_switched_off_and_on_and_ours_is_never_removed(team: Team) -> None:
    off = {one.framework.id for one in team.house.frameworks.list(team.owner) if one.off}
    assert "kss_practice_leaders" in off
    team.house.frameworks.switch(team.owner, "kss_practice_leaders", off=False)
    assert not {one.framework.id for one in team.house.frameworks.list(team.owner) if one.off} & {
        "kss_practice_leaders"
    }
    with pytest.raises(StateError):
        team.house.frameworks.drop(team.owner, SAF)
    with pytest.raises(CatalogError):
        team.house.frameworks.bring_in(team.owner, b"id = 3", "x.toml")
    with pytest.raises(NotFoundError):
        team.house.frameworks.switch(team.owner, "nothing", off=True)


def test_only_the_registered_manager_changes_frameworks_assessments_and_requests(team: Team) -> None:
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.frameworks.switch(actor, SAF, off=True)
        with pytest.raises(NotAllowedError):
            team.house.evidence.assess(actor, SAF, "S6", Level.GOOD, "Fine.")
        with pytest.raises(NotAllowedError):
            team.house.requests.list(actor)
    with pytest.raises(NotAllowedError):
        team.house.evidence.tag(team.worker, [], SAF, "S6")


def test_a_request_is_received_paused_goes_on_and_is_sent(team: Team) -> None:
    requests, now = team.house.requests, team.clock.now().date()
    one = requests.receive(team.owner, RequestKind.ACCESS, team.worker.person_id, now, "Everything").value
    assert one.status(now) == "Due by 24/12/2026"
    assert requests.pause(team.owner, one.id, "who they are").value.status(now) == "Paused"
    team.clock.turn(days=5)
    assert requests.resume(team.owner, one.id).value.due_on(team.clock.now().date()) == dt.date(2026, 12, 29)
    sent = requests.sent(team.owner, one.id, "Their file, by hand").value
    assert sent.status(team.clock.now().date()) == "Answered on 29/11/2026"
    with pytest.raises(StateError):
        requests.pause(team.owner, one.id, "again")
    with pytest.raises(IncompleteError):
        requests.receive(
            team.owner, RequestKind.COMPLAINT, team.worker.person_id, now + dt.timedelta(days=60)
        )


def test_what_was_before_a_time_is_found_as_if_every_record_were_read(demo: Demo) -> None:
    house = build(demo.folder)
    house.vaults.open(demo.people[0].name, demo.people[0].passphrase or "")
    answers = Counter[bool]()
    with house.store.read() as work:
        said = work.upshots.said()
        sealed = work.records.summaries(states=(RecordState.SEALED,), limit=None)
        items = {one.counts: one for f in house.frameworks.all(work) for one in f.framework.items}.values()
        for me, days in product(work.people.all()[:4], (0, 40, 90)):
            first = sealed[0].held_at - dt.timedelta(days=days)
            every = watched(openable(work, me, (one for one in sealed if one.held_at < first)), said)
            earlier = Earlier(work, me, first, said)
            for item, kind in product(items, (None, Kind.OBSERVATION)):
                fit = [
                    one
                    for one in every
                    if kind in {None, one.kind}
                    and not facets(one, said.get(one.id, NOTHING)).isdisjoint(item.counts)
                ]
                found = earlier.newest(item, {}, kind)
                assert (found and found.held_at) == (fit[0].held_at if fit else None)
                answers[bool(fit)] += 1
    house.vaults.close()
    assert min(answers[True], answers[False]) > 20, answers


def test_the_newest_from_before_a_time_is_passed_over_where_it_was_said_not_to_count(team: Team) -> None:
    first, second = (team.sign(team.write(team.deputy, team.worker)) for _ in range(2))
    team.clock.turn(days=200)
    day = team.clock.now().date()

    def gap() -> str:
        begin = day - dt.timedelta(days=30)
        return item(team.house.evidence.coverage(team.owner, SAF, begin, day), "S6").gap

    assert gap().startswith("Nothing since")
    team.house.evidence.tag(team.owner, [second.id], SAF, "S6", off=True)
    assert gap().startswith("Nothing since")
    team.house.evidence.tag(team.owner, [first.id], SAF, "S6", off=True)
    assert gap() == "Nothing counts towards this yet."
