"""Evidence, one item of it and the frameworks, without a screen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.domain.errors import (
    CatalogError,
    IncompleteError,
    NotAllowedError,
    NotFoundError,
    StateError,
    TextError,
)
from app.domain.frameworks import BEYOND
from app.domain.limits import TOML_BYTES
from app.pages import evidence, evidence_item, frameworks, places
from tests.counting import counting
from tests.team import Team

BEGIN, END = dt.date(2025, 11, 24), dt.date(2026, 11, 24)


def item(team: Team, code: str = "") -> places.EvidenceItem:
    """Return the place of an item: the first one towards which something counts unless a code is given."""
    page = evidence.read(team.house, team.owner)
    return page.item(code or next(one.id for one in page.rows if one.words[2] != "0"))


def sealed(team: Team) -> str:
    return team.sign(team.write(team.deputy, team.worker)).id


def test_evidence_begins_with_the_last_twelve_months_of_the_first_framework(team: Team) -> None:
    page = evidence.read(team.house, team.owner)
    assert (page.begin, page.end) == (BEGIN, END)
    assert page.framework_id == page.frameworks[0].id
    assert page.gaps == tuple(row for row in page.rows if row.words[-1] != BEYOND)
    assert all((chip := row.cells[6].chip) and chip.tone == "soon" for row in page.gaps)
    assert "Mon 24 Nov 2025 to Tue 24 Nov 2026" in page.told


def test_a_framework_is_shown_when_it_is_asked_for_and_the_first_when_it_is_not_there(team: Team) -> None:
    second = evidence.read(team.house, team.owner).frameworks[1].id
    assert evidence.read(team.house, team.owner, second).framework_id == second
    page = evidence.read(team.house, team.owner, "gone", dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    assert page.framework_id == page.frameworks[0].id
    assert page.item("1").begin == dt.date(2026, 1, 1)
    assert page.item("1").end == dt.date(2026, 3, 31)


def test_only_the_manager_is_led_to_packs_made_requests_and_quality(team: Team) -> None:
    labels = [way.label for way in evidence.read(team.house, team.owner).ways]
    assert labels == [
        "Make a pack…", "Packs made", "Requests for data", "Quality of supervision", "Protected time and impact",
        "Frameworks…",
    ]  # fmt: skip
    assert [way.label for way in evidence.read(team.house, team.deputy).ways] == [
        "Frameworks…",
    ]
    assert [way.label for way in evidence.read(team.house, team.leader).ways] == [
        "Protected time and impact",
        "Frameworks…",
    ]


def test_with_every_framework_off_the_page_says_where_to_switch_one_on(team: Team) -> None:
    for one in evidence.read(team.house, team.owner).frameworks:
        frameworks.switch(team.house, team.owner, one.id, off=True)
    page = evidence.read(team.house, team.owner)
    assert page.told == evidence.NO_FRAMEWORK
    assert (page.rows, page.framework_id, page.draft) == ((), "", "")


def test_a_draft_framework_says_that_it_may_change(team: Team) -> None:
    drafts = [line for line in frameworks.read(team.house, team.owner).lines if "draft" in line.row.cells[1]]
    frameworks.switch(team.house, team.owner, drafts[0].row.id, off=False)
    assert evidence.read(team.house, team.owner, drafts[0].row.id).draft == evidence.DRAFT


def test_a_sealed_record_counts_and_names_whom_it_is_about(team: Team) -> None:
    sealed(team)
    page = evidence.read(team.house, team.owner)
    cells = next(row.words for row in page.rows if row.words[2] != "0")
    assert cells[4:6] == ("24/11/2026", "1 person")
    assert cells[3] != "–"
    shown = evidence_item.read(team.house, team.owner, item(team))
    assert shown.counting[0].cells[:4] == ("Supervision S-0001", "24/11/2026", "Tomasz Birch", "Dee Rowan")
    assert shown.framework == page.frameworks[0].label


def test_evidence_takes_as_many_statements_for_one_record_as_for_four(team: Team) -> None:
    sealed(team)
    with counting() as one:
        evidence.read(team.house, team.owner)
    for _ in range(3):
        sealed(team)
    with counting() as four:
        evidence.read(team.house, team.owner)
    assert len(four) == len(one)
    assert four.transactions == 1


def test_what_does_not_count_is_taken_off_and_counted_again(team: Team) -> None:
    record_id, place = sealed(team), item(team)

    def why() -> str:
        return evidence_item.read(team.house, team.owner, place).counting[0].cells[4]

    assert "by default" in why()
    evidence_item.count(team.house, team.owner, place, [record_id], off=True)
    assert "mapped from" in why()
    evidence_item.count(team.house, team.owner, place, [record_id], off=False)
    assert "Ruth Alder" in why()


def test_an_item_that_is_gone_is_told_in_words(team: Team) -> None:
    with pytest.raises(NotFoundError, match="no longer has that item"):
        evidence_item.read(team.house, team.owner, item(team, "no such code"))


def test_the_view_and_the_plan_are_kept_by_the_manager_and_read_by_the_others(team: Team) -> None:
    sealed(team)
    place = item(team)
    assert evidence_item.read(team.house, team.owner, place).view == ""
    evidence_item.assess(team.house, team.owner, place, "some_gaps", "Nights are thin.")
    with pytest.raises(IncompleteError):
        evidence_item.assess(team.house, team.owner, place, "good", " ")
    planned = evidence_item.Planned(
        what="Observe a night", owner_id=team.deputy.person_id, due_on=dt.date(2026, 12, 1)
    )
    made = evidence_item.improve(team.house, team.owner, place, planned).value
    page = evidence_item.read(team.house, team.owner, place)
    assert (page.view, page.view_by) == ("Some gaps: Nights are thin.", "Ruth Alder, 24/11/2026")
    assert page.plan == (
        evidence_item.PlanLine(told="Observe a night – Dee Rowan, by 01/12/2026", done_id=made.id),
    )
    assert page.me == team.owner.person_id
    read_only = evidence_item.read(team.house, team.deputy, place)
    assert not read_only.may_change
    assert read_only.plan[0].done_id == ""
    evidence_item.improved(team.house, team.owner, place, made.id)
    (line,) = evidence_item.read(team.house, team.owner, place).plan
    assert line == evidence_item.PlanLine(told="Observe a night – Dee Rowan, ✓ done 24/11/2026", done_id="")


def test_words_of_an_item_suggest_a_record_with_its_reason(team: Team) -> None:
    listed = {
        one.framework.id: one.framework for one in team.house.frameworks.list(team.owner) if not one.off
    }
    framework, hinted = next(
        (f, i) for f in listed.values() for i in f.items if i.words and "supervision" not in i.counts
    )
    team.sign(team.write(team.deputy, team.worker, words=f"We talked about {hinted.words[0]} this week."))
    place = places.EvidenceItem(framework_id=framework.id, code=hinted.code, begin=BEGIN, end=END)
    (hint,) = evidence_item.read(team.house, team.owner, place).hints
    assert hint.cells[0] == "Supervision S-0001"
    assert hinted.words[0] in hint.cells[3]


def test_frameworks_are_listed_with_what_is_known_of_them(team: Team) -> None:
    page = frameworks.read(team.house, team.owner)
    assert page.may_change
    assert not frameworks.read(team.house, team.deputy).may_change
    first = page.lines[0]
    assert first.row.cells[4] == "✓ on"
    assert "Source: " in first.about
    assert page.line(first.row.id) == first
    assert page.line("gone") is None


def test_a_framework_goes_out_as_a_file_and_comes_back_as_our_own(team: Team, tmp_path: Path) -> None:
    framework_id = frameworks.read(team.house, team.owner).lines[0].row.id
    to = tmp_path / "ours.toml"
    assert str(to) in frameworks.take_out(team.house, team.owner, framework_id, to).value
    assert "was brought in" in frameworks.bring_in(team.house, team.owner, to).value
    line = frameworks.read(team.house, team.owner).line(framework_id)
    assert line is not None
    assert line.row.cells[3] == "our own"
    frameworks.switch(team.house, team.owner, framework_id, off=True)
    line = frameworks.read(team.house, team.owner).line(framework_id)
    assert line is not None
    assert line.off
    assert line.row.cells[4] == "– off"
    frameworks.drop(team.house, team.owner, framework_id)
    with pytest.raises(StateError, match="came with Alongside"):
        frameworks.drop(team.house, team.owner, framework_id)


def test_a_file_that_is_no_framework_is_refused_in_words(team: Team, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("title = 3", encoding="utf-8")
    with pytest.raises(CatalogError):
        frameworks.bring_in(team.house, team.owner, wrong)
    wrong.write_bytes(b"#" * (TOML_BYTES + 1))
    with pytest.raises(TextError, match="far larger"):
        frameworks.bring_in(team.house, team.owner, wrong)
    with pytest.raises(TextError, match="is a folder"):
        frameworks.bring_in(team.house, team.owner, tmp_path)
    with pytest.raises(TextError, match="no longer there"):
        frameworks.bring_in(team.house, team.owner, tmp_path / "moved.toml")


def test_a_deputy_changes_no_framework(team: Team) -> None:
    first = frameworks.read(team.house, team.deputy).lines[0].row.id
    with pytest.raises(NotAllowedError):
        frameworks.switch(team.house, team.deputy, first, off=True)


def test_an_item_of_the_draft_holds_up_a_mirror_with_its_framework_and_version(team: Team) -> None:
    def at(framework_id: str) -> evidence_item.EvidenceItemPage:
        place = places.EvidenceItem(framework_id=framework_id, code="S6", begin=BEGIN, end=END)
        return evidence_item.read(team.house, team.owner, place)

    page = at("cqc_asc_2026")
    assert [level for level, _ in page.mirror] == ["Strong", "Good", "Some gaps", "Not there yet"]
    assert page.mirror_from.startswith(
        "CQC adult social care framework, version draft 9: S6. In our own words"
    )
    assert "second hand" in page.mirror_from
    assert (at("cqc_saf_2023").mirror, at("cqc_saf_2023").mirror_from) == ((), "")
