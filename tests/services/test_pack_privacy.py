"""Which words a pack takes out: none by itself that may only be a word, and every one that somebody decided on."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.actions import Answered, NewAction
from app.domain.content import AgendaPoint, Content, Sample, Source
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.packs import Names, PackPlan, Purpose
from app.domain.records import Choice, Response
from app.services.packs.making import PackMade
from tests.services.test_packs import SAF, everything_in
from tests.team import Team, filled, with_said

SAID = "I asked You to show the Hoover to Maureen. You did, and she used the hoover well."


def plan_of(team: Team) -> PackPlan:
    return team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=(SAF,), seed=7)


def make(team: Team, plan: PackPlan, to: Path) -> PackMade:
    return team.house.packs.make(team.owner, with_said(replace(plan, sensitive=True)), to).value


def test_a_plan_takes_no_word_out_by_itself_and_says_which_are_undecided(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words=SAID))
    plan = plan_of(team)
    looked = team.house.packs.look(team.owner, plan)
    assert plan.hidden == ()
    assert [(one.word, one.ordinary) for one in looked.undecided(plan)] == [
        ("Maureen", False),
    ]
    decided = plan.decided(["Maureen"], ["Will"])
    assert team.house.packs.look(team.owner, decided).undecided(decided) == ()
    assert (decided.hidden, decided.kept) == (("Maureen",), ("Will",))


@pytest.mark.parametrize(
    "word",
    ["Hoover", "Hoovers", "Biro", "Velcro", "Zimmer", "Sellotape", "Google", "Tesco", "Horlicks", "Thermos"],
)
def test_a_thing_called_by_its_trade_name_is_never_asked_about(team: Team, word: str) -> None:
    team.sign(team.write(team.deputy, team.worker, words=f"She asked for the {word} and for Maureen."))
    looked = team.house.packs.look(team.owner, plan_of(team))
    assert {one.word: one.ordinary for one in looked.names} == {"Maureen": False}


def test_where_people_come_from_and_what_they_believe_is_no_name(team: Team) -> None:
    said = (
        "The Lithuanian and the Nigerian nurse found a Muslim carer and a Sikh priest in Poland for Maureen."
    )
    team.sign(team.write(team.deputy, team.worker, words=said))
    assert [one.word for one in team.house.packs.look(team.owner, plan_of(team)).names] == ["Maureen"]


def test_only_what_was_decided_on_is_taken_out(team: Team, tmp_path: Path) -> None:
    team.sign(team.write(team.deputy, team.worker, words=SAID))
    made = make(team, plan_of(team).decided(["Maureen"], ["You", "Hoover"]), tmp_path)
    found = everything_in(made.folder)
    assert "Maureen" not in found
    assert "I asked You to show the Hoover to a-person-we-support." in " ".join(found.split())
    whole = make(team, plan_of(team), tmp_path / "whole")
    assert not (whole.folder / "extracts").exists()


def test_a_name_that_is_a_word_too_is_taken_out_only_where_it_has_its_capital(
    team: Team, tmp_path: Path
) -> None:
    team.sign(team.write(team.deputy, team.worker, words="Then Will came. We hope he will stay with Rose."))
    found = " ".join(
        everything_in(make(team, plan_of(team).decided(["Will"], ["Rose"]), tmp_path).folder).split()
    )
    assert "Then a-person-we-support came. We hope he will stay with Rose." in found
    always = everything_in(make(team, plan_of(team).decided(["will"], []), tmp_path / "small").folder)
    assert "he a-person-we-support stay" in " ".join(always.split())


def test_changing_ones_mind_about_a_word_leaves_it_in_one_place() -> None:
    plan = PackPlan(
        purpose=Purpose.AUDIT,
        recipient="",
        why="",
        begin=dt.date(2026, 1, 1),
        end=dt.date(2026, 2, 1),
        frameworks=(),
        records=(),
    )
    plan = plan.decided(["Zoë", "Ann"], ["Will"]).decided(["will"], ["zoe"])
    assert (plan.hidden, plan.kept) == (("Ann", "will"), ("zoe",))
    assert PackPlan.from_json(plan.to_json()) == plan


def test_a_plan_of_an_older_log_takes_out_what_it_took_out_then() -> None:
    kept = json.loads(
        PackPlan(
            purpose=Purpose.AUDIT,
            recipient="",
            why="",
            begin=dt.date(2026, 1, 1),
            end=dt.date(2026, 2, 1),
            frameworks=(),
            records=(),
            hidden=("You",),
        ).to_json()
    )
    del kept["kept"]
    assert PackPlan.from_json(json.dumps(kept)).hidden == ("you",)


PLACES: dict[str, dict[str, Any]] = {
    "agenda": {"agenda": (AgendaPoint(id="a", text="Zebedee asks", source=Source.WORKER),)},
    "new action": {
        "new_actions": (
            NewAction(id="n", what="Ask Zebedee", owner_id="", due_on=None, how_we_will_know="Seen"),
        )
    },
    "how an action will be known": {
        "new_actions": (
            NewAction(id="n", what="Ask", owner_id="", due_on=None, how_we_will_know="Zebedee says so"),
        )
    },
    "place": {"place": "Room of Zebedee"},
    "a moment's person": {"samples": (Sample(second=1, person="Zebedee", codes=("engaged",)),)},
}


@pytest.mark.parametrize("where", [*PLACES, "an old action", "its note", "response", "comment", "witness"])
def test_a_name_is_taken_out_wherever_people_can_write_one(team: Team, tmp_path: Path, where: str) -> None:
    """The sealed original holds all of it as data too, so a hit anywhere must make the record an extract."""
    name = "Chipo" if where == "witness" else "Zebedee"
    if where in {"an old action", "its note"}:
        ring = "Ring Zebedee" if where == "an old action" else "Ring the shop"
        team.sign(team.write(team.deputy, team.worker, action=ring))
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    content = filled(draft.form, draft.record.content, "We talked about breakfast.")
    content = replace(content, **planted(where, team, content))
    team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
    record = team.house.writing.finish(team.deputy, draft.record.id).value
    words = "Zebedee was there." if where == "response" else ""
    if where == "witness":
        answer = Response(choice=Choice.DECLINED, words="No.", witness_id=team.other.person_id)
    else:
        answer = Response(choice=Choice.AGREE_AND_ADD if words else Choice.AGREE, words=words)
    team.sign(record, answer)
    if where == "comment":
        team.house.sharing.comment(team.deputy, record.id, "Zebedee came back.")
    made = make(team, plan_of(team).decided([name], []), tmp_path)
    assert [p.name for p in (made.folder / "extracts").iterdir() if record.number in p.name]
    assert name not in everything_in(made.folder)


def planted(where: str, team: Team, content: Content) -> dict[str, Any]:
    """Return the change of content that puts the name there."""
    change = dict(PLACES.get(where, {}))
    if "new_actions" in change:
        change["new_actions"] = tuple(
            replace(one, id=new_id(), owner_id=team.worker.person_id, due_on=dt.date(2026, 12, 8))
            for one in change["new_actions"]
        )
    if content.old_actions:
        (old,) = content.old_actions
        note = "Zebedee said no." if where == "its note" else "No longer needed."
        change["old_actions"] = (replace(old, choice=Answered.DROP, note=note),)
    return change


@pytest.mark.parametrize("names", [Names.ROLE, Names.CODE])
def test_a_name_of_staff_is_replaced_whatever_was_decided(team: Team, tmp_path: Path, names: Names) -> None:
    team.sign(team.write(team.deputy, team.worker, words="Tomasz and Chipo cooked."))
    made = make(team, replace(plan_of(team), names=names), tmp_path)
    found = everything_in(made.folder)
    assert "Tomasz" not in found
    assert "Chipo" not in found


def test_nothing_is_held_while_pages_are_drawn_so_that_a_draft_is_stored_meanwhile(
    team: Team, tmp_path: Path
) -> None:
    """A write would be refused inside a read: it is tried at every step of two packs."""
    team.sign(team.write(team.deputy, team.worker, words=SAID))
    stored = []

    def step(done: int, _of: int) -> bool:
        team.house.preparing.store(team.worker, {})
        stored.append(done)
        return True

    for plan in (
        replace(plan_of(team), names=Names.CODE),
        team.house.packs.plan(team.owner, Purpose.PERSON, person_id=team.worker.person_id),
    ):
        team.house.packs.make(team.owner, with_said(plan), tmp_path, step)
    assert len(stored) > 20
