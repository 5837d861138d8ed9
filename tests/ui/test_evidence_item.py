"""Evidence by hand: one item of a framework, coverage by gaps, frameworks in use, requests and packs made."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.packs import Purpose
from app.pages import evidence_item, places
from tests.services.world import BEGIN, END, SAF
from tests.ui.person import LivedIn, come_in, team_of

ITEM = places.EvidenceItem(framework_id=SAF, code="S6", begin=BEGIN, end=END)


def test_a_record_that_counts_is_opened_and_is_said_not_to_count(lived_in: LivedIn) -> None:
    lived_in.go(ITEM)
    table = lived_in.table("What counts towards this")
    assert table.rowCount() == 1
    table.setFocus()
    lived_in.person.bot.keyClick(table, Qt.Key.Key_Return)
    lived_in.person.settle()
    assert lived_in.window._going.place == places.Record(record_id=lived_in.ids["sealed"])
    lived_in.go(ITEM)
    lived_in.person.press("Open")
    assert lived_in.window._going.place == places.Record(record_id=lived_in.ids["sealed"])
    lived_in.go(ITEM)
    lived_in.person.press("It does not count")
    assert lived_in.told("! Nothing counts towards this yet.")


def test_how_the_service_sees_itself_needs_a_reason_and_is_kept_with_it(lived_in: LivedIn) -> None:
    lived_in.go(ITEM)
    lived_in.person.press("Keep this view")
    assert lived_in.told("Say in a sentence why. Nothing was kept yet.")
    lived_in.person.choose("How we see ourselves: Strong")
    lived_in.person.type("Why", "Every worker was watched this month.")
    lived_in.person.press("Keep this view")
    assert lived_in.told("Strong: Every worker was watched this month.")


def test_a_line_of_the_plan_needs_a_day_is_added_and_done(lived_in: LivedIn) -> None:
    lived_in.go(ITEM)
    lived_in.person.type("What", "Ask every worker")
    lived_in.person.press("Add to the plan")
    assert lived_in.told("Say what will be done and by when. Nothing was kept yet.")
    lived_in.written("What", "Ask every worker")
    lived_in.person.type("By when", "1 dec")
    lived_in.person.press("Add to the plan")
    assert lived_in.told("Ask every worker")
    before = lived_in.window._context.house.evidence.coverage(lived_in.window._context.actor, SAF, BEGIN, END)
    lived_in.person.press("Done")
    after = lived_in.window._context.house.evidence.coverage(lived_in.window._context.actor, SAF, BEGIN, END)
    lived_in.person.press("Undo")
    again = lived_in.window._context.house.evidence.coverage(lived_in.window._context.actor, SAF, BEGIN, END)
    done = [
        [one.done_on for covered in found.covered if covered.item.code == "S6" for one in covered.plan]
        for found in (before, after, again)
    ]
    assert [sum(day is not None for day in days) for days in done] == [0, 1, 0]


def test_a_record_that_may_count_because_of_its_words_is_counted_when_it_is_chosen(lived_in: LivedIn) -> None:
    house, owner = lived_in.window._context.house, lived_in.window._context.actor
    team = team_of(lived_in.window)
    framework = next(one.framework for one in house.frameworks.list(owner) if one.framework.id == SAF)
    said = " ".join(word for item in framework.items for word in item.words[:2])
    team.sign(team.write(team.owner, team.other, words=said))
    code = next(item.code for item in framework.items if house.evidence.suggested(owner, SAF, item.code))
    lived_in.go(places.EvidenceItem(framework_id=SAF, code=code, begin=BEGIN, end=END))
    hints = lived_in.table("Records that may count")
    waiting = hints.rowCount()
    hints.clearSelection()
    lived_in.person.press("Count those chosen")
    assert lived_in.table("Records that may count").rowCount() == waiting
    lived_in.table("Records that may count").selectRow(0)
    lived_in.person.press("Count those chosen")
    assert not house.evidence.suggested(owner, SAF, code) or waiting > 1
    assert lived_in.table("What counts towards this").rowCount() >= 1


def test_an_item_that_is_gone_is_told(lived_in: LivedIn) -> None:
    lived_in.go(places.EvidenceItem(framework_id=SAF, code="none", begin=BEGIN, end=END))
    assert lived_in.told(evidence_item.GONE)


def test_coverage_is_shown_whole_or_by_its_gaps_and_an_item_opens(lived_in: LivedIn) -> None:
    lived_in.go(places.Evidence())
    table = lived_in.grid("What counts towards each item")
    everything = table.model().rowCount()
    lived_in.pick("Show", "gaps")
    assert 0 < table.model().rowCount() <= everything
    lived_in.pick("Show", "all")
    assert table.model().rowCount() == everything
    lived_in.pick("Framework", "regulations_2014")
    assert lived_in.window._context.house is not None
    lived_in.person.press("Open this item")
    place = lived_in.window._going.place
    assert isinstance(place, places.EvidenceItem)
    assert place.framework_id == "regulations_2014"


def test_other_days_show_what_was_sealed_in_them(lived_in: LivedIn) -> None:
    lived_in.go(places.Evidence(framework_id=SAF))
    lived_in.written("From", "1 jan 2020")
    lived_in.written("To", "31 jan 2020")
    lived_in.grid("What counts towards each item").setFocus()
    lived_in.person.settle()
    shown = lived_in.grid("What counts towards each item")
    counts = {row.words[2] for row in shown.grid.rows}
    assert counts <= {"0", "–", ""}


def test_a_framework_is_switched_taken_out_removed_and_brought_in(lived_in: LivedIn, tmp_path: Path) -> None:
    house, owner = lived_in.window._context.house, lived_in.window._context.actor

    def off(framework_id: str) -> bool:
        return next(one.off for one in house.frameworks.list(owner) if one.framework.id == framework_id)

    def choose(framework_id: str) -> None:
        table = lived_in.table("Frameworks")
        rows = [table.item(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(table.rowCount())]  # type: ignore[union-attr]
        table.setCurrentCell(rows.index(framework_id), 0)
        lived_in.person.settle()

    lived_in.go(places.Frameworks())
    own = lived_in.ids["framework_own"]
    choose(own)
    before = off(own)
    lived_in.person.press("Switch on or off")
    assert off(own) is not before
    choose(own)
    lived_in.person.press("Take out")
    assert (tmp_path / f"{own}.toml").exists()
    lived_in.person.press("Remove our own")
    assert own not in {one.framework.id for one in house.frameworks.list(owner) if one.own}
    choose(SAF)
    lived_in.person.press("Remove our own")
    assert lived_in.told("A framework that came with Alongside is not removed")
    lived_in.dialogs.file = tmp_path / f"{own}.toml"
    lived_in.person.press("Bring in a file")
    assert own in {one.framework.id for one in house.frameworks.list(owner) if one.own}
    lived_in.dialogs.go_back()
    (tmp_path / f"{own}.toml").unlink()
    lived_in.person.press("Bring in a file")
    lived_in.person.press("Take out")
    assert not list(tmp_path.glob("*.toml"))


def test_a_request_is_written_down_and_taken_through_its_steps(lived_in: LivedIn) -> None:
    house, owner = lived_in.window._context.house, lived_in.window._context.actor
    lived_in.go(places.Requests())
    lived_in.person.press("Write it down")
    assert len(house.requests.list(owner)) == 1
    lived_in.table("Requests and complaints").selectRow(0)
    lived_in.dialogs.text = "Which years do you mean?"
    lived_in.person.press("Pause")
    assert house.requests.list(owner)[0].paused
    lived_in.dialogs.go_back()
    lived_in.person.press("Takes longer")
    assert not house.requests.list(owner)[0].longer
    lived_in.person.press("Make their file")
    place = lived_in.window._going.place
    assert place == places.Pack(purpose=Purpose.PERSON, person_id=lived_in.ids_of("Tomasz Birch"))


@pytest.mark.parametrize("name", ["Dee Rowan", "Priya Larch"])
def test_who_does_not_manage_sees_an_item_without_the_view_and_the_plan(lived_in: LivedIn, name: str) -> None:
    lived_in.window.lock()
    come_in(lived_in.person, name)
    lived_in.go(ITEM)
    shown = {button.text() for button in lived_in.buttons()}
    assert "Keep this view" not in shown
    assert "Add to the plan" not in shown
