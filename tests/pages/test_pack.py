"""Making a pack and the log of those made, without a screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import IncompleteError, NotAllowedError, StoppedError
from app.domain.first_page import QUESTIONS, Said
from app.domain.packs import Names, Purpose
from app.pages import pack, pack_front, packs, places
from app.pages.pack import Decided, Privacy, What, Why, Wizard
from tests.team import SAID, Team

TALK = "This week we met Rose and Zebedee at tea. He says that Rose and Zebedee will come again."


def go_on(_done: int, _of: int) -> bool:
    return True


def began(team: Team, purpose: Purpose = Purpose.INSPECTION, person_id: str = "") -> Wizard:
    return pack.begin(team.house, team.owner, purpose, person_id)


def why(purpose: Purpose = Purpose.INSPECTION, person_id: str = "") -> Why:
    return Why(purpose=purpose.value, person_id=person_id, recipient=" The inspector ", reason="May")


def what(wizard: Wizard) -> What:
    plan = wizard.plan
    return What(begin=plan.begin, end=plan.end, frameworks=plan.frameworks, said=SAID)


def decided(privacy: Privacy, **more: Any) -> Decided:
    """Return what Enter says: every tick as it comes."""
    words = frozenset(one.word for one in privacy.words if one.hidden)
    usual = Decided(names=Names.FULL.value, leave_out=True, words=words, further=privacy.further)
    return replace(usual, **more)


def coded(wizard: Wizard) -> Wizard:
    """Let people go by codes."""
    return replace(wizard, plan=replace(wizard.plan, names=Names.CODE))


def chosen(team: Team, wizard: Wizard) -> Wizard:
    """Take the first three steps as they come."""
    wizard = pack.said_what(pack.said_why(wizard, why()), what(wizard))
    choice = pack.read_choice(team.house, team.owner, wizard)
    return pack.said_which(wizard, [row.id for row in choice.rows if row.id in choice.ticked])


def test_a_pack_begins_with_the_last_twelve_months_by_the_usual_frameworks(team: Team) -> None:
    wizard = began(team)
    assert (wizard.plan.begin, wizard.plan.end) == (dt.date(2025, 11, 24), dt.date(2026, 11, 24))
    assert wizard.plan.frameworks == wizard.usual != ()
    assert not wizard.own_file
    assert set(wizard.usual) <= {one.id for one in wizard.frameworks}


def test_the_steps_show_what_is_done_where_one_is_and_what_comes() -> None:
    assert [(one.name, one.reached.value) for one in pack.steps(1)] == [
        ("Why", "done"),
        ("What", "here"),
        ("Choose", "to come"),
        ("Privacy", "to come"),
        ("Make", "to come"),
    ]


def test_each_step_says_what_is_missing_and_takes_nothing_then(team: Team) -> None:
    wizard = began(team)
    with pytest.raises(IncompleteError, match="whose file"):
        pack.said_why(wizard, why(Purpose.PERSON))
    for gap in ({"begin": None}, {"end": None}, {"begin": dt.date(2027, 1, 1)}):
        with pytest.raises(IncompleteError, match="first and a last day"):
            pack.said_what(wizard, replace(what(wizard), **gap))
    with pytest.raises(IncompleteError, match="framework"):
        pack.said_what(wizard, replace(what(wizard), frameworks=()))
    for name in QUESTIONS:
        with pytest.raises(IncompleteError) as raised:
            pack.said_what(wizard, replace(what(wizard), said=replace(SAID, **{name: " "})))
        assert set(raised.value.fields) == {name}
    with pytest.raises(IncompleteError, match="Keep it to 240 letters: it is 241 now"):
        pack.said_what(wizard, replace(what(wizard), said=replace(SAID, came="x" * 241)))
    with pytest.raises(IncompleteError, match="record"):
        pack.said_which(wizard, [])


def test_what_is_typed_for_the_first_page_is_kept_until_the_pack_is_made(team: Team, tmp_path: Path) -> None:
    team.sign(team.write(team.deputy, team.worker))
    half = Said(set_out="Choices at")
    assert pack_front.keep(team.house, team.owner, half).value == pack_front.KEPT
    wizard = began(team)
    assert wizard.plan.said == half
    pack_front.keep(team.house, team.owner, SAID)
    wizard = chosen(team, wizard)
    empty = replace(wizard, plan=replace(wizard.plan, said=half))
    with pytest.raises(IncompleteError):
        pack.make(team.house, team.owner, empty, tmp_path, go_on)
    pack.make(team.house, team.owner, wizard, tmp_path, go_on)
    assert began(team).plan.said == Said()


def test_going_back_finds_every_tick_as_it_was_left(team: Team) -> None:
    first, second = (team.sign(team.write(team.deputy, team.worker)).id for _ in range(2))
    wizard = chosen(team, began(team))
    assert set(wizard.plan.records) == {first, second}
    wizard = pack.said_which(wizard, [second])
    assert pack.read_choice(team.house, team.owner, wizard).ticked == {second}
    same = pack.said_what(pack.said_why(wizard, why()), what(wizard))
    assert same.plan.records == (second,)
    other = pack.said_what(wizard, replace(what(wizard), begin=dt.date(2026, 1, 1)))
    assert other.plan.records == ()
    assert pack.said_why(wizard, why(Purpose.AUDIT)).plan.records == ()


def test_choosing_another_purpose_after_ones_own_file_brings_the_frameworks_back(team: Team) -> None:
    own = pack.said_why(began(team), why(Purpose.PERSON, team.worker.person_id))
    assert own.own_file
    assert own.plan.frameworks == ()
    assert own.plan.sensitive
    back = pack.said_why(own, why())
    assert back.plan.frameworks == back.usual
    assert (back.plan.person_id, back.plan.sensitive, back.plan.recipient) == ("", False, "The inspector")


def test_the_records_are_shown_with_what_they_count_for_and_the_gaps_in_words(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    choice = pack.read_choice(team.house, team.owner, began(team))
    (row,) = choice.rows
    assert row.cells[:4] == ("Supervision S-0001", "24/11/2026", "Tomasz Birch", "Dee Rowan")
    assert row.cells[4] != "–"
    assert choice.gaps[0].startswith("Gaps by ")
    assert " more." in choice.gaps[0]
    assert pack.counted(1, 1) == "1 of 1 records are in."


def test_an_ordinary_word_is_shown_and_stays_unless_it_is_ticked(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words=TALK))
    wizard = coded(chosen(team, began(team)))
    privacy = pack.look(team.house, team.owner, wizard).value
    shown = {one.word: one for one in privacy.words}
    assert shown["Zebedee"].hidden
    assert shown["Zebedee"].told.startswith("Zebedee – ")
    assert not shown["Rose"].hidden
    assert "also an ordinary word" in shown["Rose"].told
    assert pack.ORDINARY in privacy.hint
    enter = pack.said_privacy(wizard, privacy, decided(privacy, names=Names.CODE.value))
    assert "Zebedee" in enter.plan.hidden
    assert "Rose" in enter.plan.kept
    ticked = pack.said_privacy(wizard, privacy, decided(privacy, words=frozenset({"Rose"})))
    assert ticked.plan.hidden == ("Rose",)
    again = {one.word: one for one in pack.look(team.house, team.owner, ticked).value.words}
    assert again["Rose"].hidden
    assert not again["Zebedee"].hidden


def test_further_words_are_taken_out_and_still_there_on_going_back(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words=TALK))
    wizard = chosen(team, began(team))
    privacy = pack.look(team.house, team.owner, wizard).value
    wizard = pack.said_privacy(
        wizard, privacy, decided(privacy, further="picture, , cards ", leave_out=False)
    )
    assert wizard.plan.hidden[-2:] == ("picture", "cards")
    assert wizard.plan.sensitive
    assert pack.look(team.house, team.owner, wizard).value.further == "picture, cards"


def test_words_that_are_too_many_to_show_are_counted_and_only_names_of_them_taken_out(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack, "MOST_SHOWN", 0)
    team.sign(team.write(team.deputy, team.worker, words=TALK))
    wizard = chosen(team, began(team))
    privacy = pack.look(team.house, team.owner, wizard).value
    assert privacy.words == ()
    assert "more words are not shown" in privacy.beyond_told
    plan = pack.said_privacy(wizard, privacy, decided(privacy)).plan
    assert plan.hidden == ()
    plan = pack.said_privacy(wizard, privacy, decided(privacy, names=Names.CODE.value)).plan
    assert "Zebedee" in plan.hidden
    assert "Rose" in plan.kept


def test_the_facts_of_a_pack_stand_before_it_is_made(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    wizard = chosen(team, began(team))
    privacy = pack.look(team.house, team.owner, wizard).value
    assert "answers are sensitive" in privacy.sensitive
    assert privacy.left_out.startswith("S-0001: ")
    assert dict(pack.sum_up(team.house, team.owner, wizard).value) == {
        "For": "The inspector",
        "Time": "Mon 24 Nov 2025 to Tue 24 Nov 2026",
        "Records": "0 sealed originals and 1 extract",
        "Names": Names.FULL.label,
        "Taken out": "nothing",
    }
    whole = pack.said_privacy(wizard, privacy, decided(privacy, leave_out=False))
    assert (
        dict(pack.sum_up(team.house, team.owner, whole).value)["Records"]
        == "1 sealed original and 0 extracts"
    )


def test_a_sealed_original_gives_way_to_an_extract_only_where_somebody_chose_it(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    wizard = chosen(team, began(team))
    privacy = pack.look(team.house, team.owner, wizard).value
    assert privacy.asks
    with pytest.raises(IncompleteError, match="Choose what becomes of the sensitive answers"):
        pack.said_privacy(wizard, privacy, decided(privacy, leave_out=None))
    left = pack.said_privacy(wizard, privacy, decided(privacy, leave_out=True))
    assert left.left_out
    assert not left.plan.sensitive
    kept = pack.said_privacy(wizard, privacy, decided(privacy, leave_out=False))
    assert kept.plan.sensitive
    again = pack.look(team.house, team.owner, kept).value
    assert (again.asks, again.sensitive) == (False, "Sensitive answers stay in.")
    coded_ = pack.said_privacy(wizard, privacy, decided(privacy, names=Names.CODE.value, leave_out=None))
    assert not coded_.plan.sensitive


def test_a_persons_own_file_names_colleagues_and_leaves_nothing_out_as_sensitive(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words="Chipo Maple helped him."))
    wizard = pack.said_why(began(team), why(Purpose.PERSON, team.worker.person_id))
    choice = pack.read_choice(team.house, team.owner, wizard)
    assert choice.gaps == ()
    wizard = pack.said_which(wizard, [row.id for row in choice.rows])
    privacy = pack.look(team.house, team.owner, wizard).value
    assert privacy.heading == "Colleagues named in it"
    assert (privacy.sensitive, privacy.left_out, privacy.files) == ("", "", "")
    assert {one.word for one in privacy.words} & {"Chipo", "Maple", "Chipo Maple"}
    wizard = pack.said_privacy(wizard, privacy, decided(privacy, names=Names.CODE.value, leave_out=True))
    assert wizard.plan.names is Names.FULL
    assert wizard.plan.sensitive
    assert set(dict(pack.sum_up(team.house, team.owner, wizard).value)) == {"For", "Records", "Taken out"}


def test_a_pack_is_made_logged_and_the_same_when_it_is_made_again(team: Team, tmp_path: Path) -> None:
    team.sign(team.write(team.deputy, team.worker))
    wizard = chosen(team, began(team))
    assert packs.read(team.house, team.owner).rows == ()
    with pytest.raises(StoppedError):
        pack.make(team.house, team.owner, wizard, tmp_path, lambda _done, _of: False)
    assert not list(tmp_path.glob("Pack*"))
    ready = pack.make(team.house, team.owner, wizard, tmp_path, go_on).value
    assert ready.title == "Pack 1 is ready"
    assert isinstance(ready.show, places.Packs)
    assert Path(ready.show.show).is_dir()
    (row,) = packs.read(team.house, team.owner).rows
    assert row.id == "1"
    assert row.cells[1:5] == ("Tue 24 Nov 2026, 14:00", "Ruth Alder", "The inspector", "May")
    again = tmp_path / "again"
    again.mkdir()
    told = packs.again(team.house, team.owner, "1", again, go_on).value
    assert told.endswith("files are the same as then. None differ.")


def test_files_that_differ_are_named_when_a_pack_is_made_again(team: Team, tmp_path: Path) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    pack.make(team.house, team.owner, chosen(team, began(team)), tmp_path, go_on)
    team.house.evidence.tag(team.owner, [record.id], *_some_item(team))
    again = tmp_path / "again"
    again.mkdir()
    assert " differ: " in packs.again(team.house, team.owner, "1", again, go_on).value


def _some_item(team: Team) -> tuple[str, str]:
    """Return an item of the usual framework towards which nothing counts."""
    usual = team.house.frameworks.usual(team.owner)[0]
    coverage = team.house.evidence.coverage(team.owner, usual, dt.date(2025, 11, 24), dt.date(2026, 11, 24))
    return usual, next(one.item.code for one in coverage.covered if not one.seen)


def test_who_makes_no_packs_sees_neither_the_records_nor_the_log(team: Team) -> None:
    wizard = pack.begin(team.house, team.worker, Purpose.INSPECTION, "")
    with pytest.raises(NotAllowedError):
        pack.read_choice(team.house, team.worker, wizard)
    with pytest.raises(NotAllowedError):
        packs.read(team.house, team.worker)
