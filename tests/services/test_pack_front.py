"""The first page of a pack: what the manager says, four figures, one change, staff, gaps, and whom to ask to see."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from app.domain.errors import IncompleteError
from app.domain.first_page import Said
from app.domain.packs import Names, PackPlan, Purpose
from app.domain.people import Profile, Role
from app.domain.practice import Linked
from app.domain.records import Choice, Response
from tests.services.test_failed_checks import SIX, seal
from tests.services.test_noticed import SAID as CONCERN
from tests.services.test_pack_pages import pages
from tests.services.test_packs import SAF, planned, story
from tests.services.test_practice_records import coach
from tests.team import SAID, Team, with_said

WATCHED = "You waited, and AB lifted the blue cup."


def plan_of(team: Team, **changes: object) -> PackPlan:
    """Return the usual plan of an inspection, nothing taken out."""
    plan = with_said(team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=(SAF,), seed=7))
    return replace(plan, sensitive=True, **changes)  # type: ignore[arg-type]


def first_page(team: Team, plan: PackPlan, to: Path) -> str:
    """Make a pack and return the words of its first page."""
    return pages(team.house.packs.make(team.owner, plan, to).value.folder / "index.pdf")[0]


def changed_at_tea(team: Team) -> str:
    """Let a thread of coaching, an action and another coaching run over a fortnight; return its id."""
    practice, leader = team.house.practice, team.leader
    thread = practice.begin(leader, team.worker.person_id, "Waiting at tea", "choice").value
    first = coach(team, "We sat down together.", next_step="Wait before pouring")
    team.clock.turn(days=3)
    (action,) = (one for one in team.house.actions.mine(team.worker) if one.what == "Wait before pouring")
    team.house.actions.done(team.leader, action.id, seen="He waited twice at tea")
    team.clock.turn(days=11)
    last = coach(team, WATCHED)
    for linked, ref in ((Linked.RECORD, first.id), (Linked.ACTION, action.id), (Linked.RECORD, last.id)):
        practice.link(leader, thread.id, linked, ref)
    team.house.signing.seal_saved(leader, at_once=True)
    return thread.id


def test_a_pack_without_the_three_sentences_is_refused_and_an_own_file_needs_none(
    team: Team, tmp_path: Path
) -> None:
    story(team)
    for said, lacking in ((Said(), {"set_out", "came", "not_right"}), (replace(SAID, came=" "), {"came"})):
        with pytest.raises(IncompleteError) as raised:
            team.house.packs.make(team.owner, replace(plan_of(team), said=said), tmp_path)
        assert set(raised.value.fields) == lacking
    assert not list(tmp_path.glob("Pack*"))
    own = team.house.packs.plan(team.owner, Purpose.PERSON, person_id=team.worker.person_id)
    assert team.house.packs.make(team.owner, own, tmp_path).value.made.files > 0


def test_what_an_inspector_asks_first_stands_on_one_page(team: Team, tmp_path: Path) -> None:
    story(team)
    team.sign(team.write(team.owner, team.deputy), Response(choice=Choice.DO_NOT_AGREE, words="Not so."))
    (record,) = (one for one in team.house.records.list(team.owner) if one.about_id == team.worker.person_id)
    raised = team.house.noticed.raise_concern(team.deputy, record.id, CONCERN).value
    team.house.noticed.close(team.deputy, raised.id, "The plan is by the door now")
    due = dt.date(2026, 12, 20)
    team.house.evidence.improve(team.owner, SAF, "S6", "Watch nights too", team.deputy.person_id, due)
    long = "It was not seen soon enough what people did themselves. " * 4
    said = Said(set_out=f"A. {long}", came=f"B. {long}", not_right=f"C. {long}")
    page = first_page(team, plan_of(team, said=said, recipient="The inspector", why="Announced"), tmp_path)
    for words in (
        "Ruth Alder, nobody is noted as who supervises them",
        "The inspector – Announced",
        f"set out to change? A. {long}".strip(),
        f"still not right? C. {long}".strip(),
        "Supervision in policy",
        "Concerns raised from records: 1. What came of it is written for 1; 0 still open.",
        "1 agreed, 1 agreed and added their own words, 1 did not agree, 0 declined",
        "None is told here: whoever made the pack left this out.",
        "Watch nights too Dee Rowan Sun 20 Dec 2026",
        "Nobody is noted here as: a starter; a night worker;",
    ):
        assert words in page, words


def test_a_change_is_told_in_dated_steps_that_end_in_what_the_person_did(team: Team, tmp_path: Path) -> None:
    story(team)
    thread = changed_at_tea(team)
    assert [line.thread.id for _, line in team.house.packs.changes(team.owner)] == [thread]
    said = replace(SAID, thread_id=thread)
    page = first_page(team, plan_of(team, said=said), tmp_path / "full")
    steps = (
        "Waiting at tea, Tomasz Birch",
        "Tue 24 Nov 2026 Coaching: C-0001 We sat down together.",
        "Sat 28 Nov 2026 Action, done: Wait before pouring He waited twice at tea",
        f"Tue 8 Dec 2026 Coaching: C-0002 {WATCHED}",
    )
    places = [page.index(step) for step in steps]
    assert places == sorted(places)
    plan = planned(team, names=Names.CODE, said=said)
    told = first_page(team, replace(plan, records=plan.records[-1:]), tmp_path / "coded")
    assert WATCHED not in told  # its record is not in, so nobody looked through it for names
    assert "He waited twice" not in told
    gone = first_page(team, plan_of(team, said=replace(SAID, thread_id="no-such")), tmp_path / "gone")
    assert "cannot be told any more" in gone


def test_four_figures_count_what_they_say_and_the_year_before_once_there_are_records(
    team: Team, tmp_path: Path
) -> None:
    story(team)
    seal(team, SIX)
    page = first_page(team, plan_of(team), tmp_path / "first")
    assert "Staff observed 1 of 4 (25 %) no records" in page
    assert "Competence met and in date 0 of 1 (0 %) no records" in page
    assert "Actions closed on time nothing to count no records" in page
    assert "These records begin Tue 24 Nov 2026." in page
    (action,) = team.house.actions.mine(team.worker)
    team.clock.turn(days=7)
    team.house.actions.done(team.worker, action.id, seen="Priya saw it")
    seal(team, {})
    team.clock.turn(days=370)
    team.sign(team.write(team.owner, team.other))
    page = first_page(team, plan_of(team), tmp_path / "second")
    assert "Staff observed 0 of 4 (0 %) 1 of 4 (25 %)" in page
    assert "Competence met and in date 0 of 1 (0 %) 1 of 1 (100 %)" in page  # it ran out after a year
    assert "Actions closed on time 1 of 1 (100 %) nothing to count" in page
    assert "Supervision in policy 1 of 4 (25 %) 4 of 4 (100 %)" in page


def test_whom_to_ask_to_see_is_linked_to_their_page_and_with_codes_nobody_is_named(
    team: Team, tmp_path: Path
) -> None:
    story(team)
    seal(team, SIX)
    seal(team, {})
    new = Profile(
        name="Nell Quince", role=Role.TEAM_LEADER, supervisor_id=team.deputy.person_id,
        started_on=dt.date(2026, 9, 1), nights=True,
    )  # fmt: skip
    team.house.people.add(team.owner, new)
    made = team.house.packs.make(team.owner, plan_of(team), tmp_path / "full").value
    found = pages(made.folder / "index.pdf")
    for words in ("Nell Quince a starter", "Nell Quince a night worker", "Nell Quince a senior"):
        assert words in found[0]
    assert "Tomasz Birch somebody checked again after not meeting it" in found[0]
    with pikepdf.open(made.folder / "index.pdf") as pdf:
        places = [pdf.pages.index(pikepdf.Page(link.A.D[0])) for link in pdf.pages[0].Annots]
    assert ["Nell Quince" in found[place] for place in places[:3]] == [True] * 3
    assert "Tomasz Birch" in found[places[3]]
    page = first_page(team, planned(team, names=Names.CODE), tmp_path / "coded")
    assert "Names are replaced in this pack: ask the manager who it is." in page
    assert "Quince" not in page


def test_a_pack_of_the_days_before_the_sentences_is_still_made_again_and_compared(
    team: Team, tmp_path: Path
) -> None:
    story(team)
    kept = json.loads(plan_of(team, words="See breakfast first.").to_json())
    del kept["said"]
    old = PackPlan.from_json(json.dumps(kept))
    made = team.house.packs.make(team.owner, plan_of(team), tmp_path / "then").value
    with team.house.packs._sources.store.write(team.owner.person_id) as work:
        work.packs.add(replace(made.made, number=2, plan=old), team.owner.person_id)
    again = team.house.packs.again(team.owner, 2, tmp_path / "now").value
    assert again.different == ()
    assert "See breakfast first." in pages(again.pack.folder / "index.pdf")[0]
