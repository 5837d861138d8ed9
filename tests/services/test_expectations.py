"""The expectations library: drafted, agreed, unchanged ever after, looked at again, and who was watched on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from app.domain.errors import IncompleteError, NotAllowedError, StateError, TextError
from app.domain.expectations import Expectation, Said, Went
from app.domain.kinds import Kind
from app.domain.observation import items
from app.domain.packs import Names, Purpose
from app.domain.people import Actor
from tests.scans import picture
from tests.services.test_packs import make, planned, story, text_of
from tests.team import Team, filled, with_said

DAY = dt.date(2027, 3, 1)
ASKED = "observation"


def said(team: Team, **more: object) -> Said:
    page = Said(
        title="Choice at meals",
        well="Two plates are shown\nThe person points and has time",
        unseen="Somebody else decides",
        area="choice",
        owner_id=team.leader.person_id,
        review_on=DAY,
    )
    return replace(page, **more)  # type: ignore[arg-type]


def drafted(team: Team, by: Actor | None = None, **more: object) -> Expectation:
    by = by or team.leader
    draft = team.house.expectation_drafts.begin(by).value
    team.house.expectation_drafts.store(by, draft.id, said(team, **more))
    return team.house.expectation_drafts.hand_in(by, draft.id).value


def agreed(team: Team, **more: object) -> Expectation:
    return team.house.expectation_drafts.agree(team.owner, drafted(team, None, **more).id).value


def questions(team: Team) -> tuple[str, ...]:
    form = next(one for one in team.house.records.forms(team.leader, Kind.OBSERVATION) if one.id == ASKED)
    return tuple(f"{ASKED}:{key}" for key, _ in items(form)[:2])


def watch(team: Team, by: Actor, about: Actor, levels: tuple[int, int] = (0, 0)) -> str:
    """Save an observation; ``levels`` say which option each of the first two items gets, from the best."""
    draft = team.house.writing.start(by, Kind.OBSERVATION, about.person_id, form_id=ASKED).value
    content = filled(draft.form, draft.record.content, "Beside them at tea.")
    answers = dict(content.answers)
    for (key, item), level in zip(items(draft.form), levels, strict=False):
        scored = sorted((o for o in item.options if o.score is not None), key=lambda o: -(o.score or 0))
        answers[key] = scored[level].id
    content = replace(content, answers=answers, minutes=10)
    team.house.writing.store(by, draft.record.id, content, draft.record.revision)
    return team.house.writing.save(by, draft.record.id).value.id


def test_a_practice_leader_drafts_a_manager_agrees_and_only_then_the_team_reads_it(team: Team) -> None:
    house = team.house
    draft = drafted(team)
    assert [one.id for one in house.expectations.all(team.leader).pages] == [draft.id]
    assert house.expectations.all(team.worker).pages == ()
    with pytest.raises(NotAllowedError):
        house.expectations.open(team.worker, draft.id)
    for nobody in (team.leader, team.deputy, team.worker):
        with pytest.raises(NotAllowedError):
            house.expectation_drafts.agree(nobody, draft.id)
    assert [one.id for one in house.expectations.waiting(team.owner).to_agree] == [draft.id]
    page = house.expectation_drafts.agree(team.owner, draft.id).value
    assert (page.version, page.agreed_by_id, page.said) == (1, team.owner.person_id, draft.said)
    (read,) = house.expectations.all(team.worker).pages
    assert (read.agreed, read.draft, read.review_on) == (page, None, DAY)
    with pytest.raises(NotAllowedError):
        house.expectation_drafts.begin(team.worker)


def test_an_agreed_version_never_changes_and_a_new_one_stands_beside_it(team: Team) -> None:
    house, first = team.house, agreed(team)
    again = house.expectation_drafts.begin(team.leader, first.id).value
    assert again.said == replace(first.said, review_on=None)
    house.expectation_drafts.store(team.leader, first.id, said(team, title="Choice, always"))
    assert house.expectations.open(team.worker, first.id).standing.newest == first
    house.expectation_drafts.hand_in(team.leader, first.id)
    second = house.expectation_drafts.agree(team.owner, first.id).value
    opened = house.expectations.open(team.leader, first.id)
    assert opened.versions == (second, first)
    assert (second.version, opened.standing.draft) == (2, None)
    with (
        pytest.raises(DatabaseError, match="an agreed page never changes"),
        house.store.write(team.owner.person_id) as work,
    ):
        work.expectations.keep(replace(first, said=said(team, title="Other")), b"")
    assert house.expectations.open(team.leader, first.id).versions[1].said.title == "Choice at meals"


def test_a_page_that_lacks_something_is_not_handed_in_and_one_given_back_says_why(team: Team) -> None:
    house = team.house
    draft = house.expectation_drafts.begin(team.leader).value
    house.expectation_drafts.store(team.leader, draft.id, Said(title="Choice"))
    with pytest.raises(IncompleteError) as fault:
        house.expectation_drafts.hand_in(team.leader, draft.id)
    assert set(fault.value.fields) == {"well", "unseen", "owner", "review_on"}
    house.expectation_drafts.store(team.leader, draft.id, said(team))
    house.expectation_drafts.hand_in(team.leader, draft.id)
    with pytest.raises(StateError, match="Take it back first"):
        house.expectation_drafts.store(team.leader, draft.id, said(team))
    with pytest.raises(IncompleteError):
        house.expectation_drafts.give_back(team.owner, draft.id, " ")
    house.expectation_drafts.give_back(team.owner, draft.id, "Say it in fewer words")
    (back,) = house.expectations.waiting(team.leader).given_back
    assert (back.note, back.asked_at) == ("Ruth Alder: Say it in fewer words", None)
    house.expectation_drafts.hand_in(team.leader, draft.id)
    house.expectation_drafts.take_back(team.leader, draft.id)
    with pytest.raises(StateError):
        house.expectation_drafts.agree(team.owner, draft.id)
    house.expectation_drafts.discard(team.leader, draft.id)
    assert house.expectations.all(team.leader).pages == ()


def test_it_is_looked_at_again_by_whoever_looks_after_it_and_taken_out_of_use_with_a_reason(
    team: Team,
) -> None:
    house, page = team.house, agreed(team)
    later = dt.date(2027, 9, 1)
    assert [one.id for one in house.expectations.waiting(team.leader).reviews] == [page.id]
    (line,) = (one for one in house.must.lines(team.leader) if one.purpose == "expectation")
    assert (line.what, line.by, line.owner, line.mark) == (page.said.title, DAY, "Priya Larch", "○ open")
    assert not [one for one in house.must.lines(team.worker) if one.purpose == "expectation"]
    assert house.expectations.waiting(team.worker).reviews == ()
    with pytest.raises(NotAllowedError):
        house.expectations.look_again(team.deputy, page.id, "Right", later)
    with pytest.raises(IncompleteError):
        house.expectations.look_again(team.leader, page.id, "Right", dt.date(2026, 11, 24))
    house.expectations.look_again(team.leader, page.id, "Read with the team", later)
    assert house.expectations.open(team.leader, page.id).standing.review_on == later
    with pytest.raises(IncompleteError):
        house.expectations.end(team.owner, page.id, "")
    team.clock.turn(days=1)
    house.expectations.end(team.owner, page.id, "It is in the new one")
    assert house.expectations.all(team.worker).pages == ()
    (still,) = house.expectations.all(team.leader).pages
    assert (still.used, still.review_on, len(still.looks)) == (False, None, 2)
    with pytest.raises(StateError):
        house.expectations.look_again(team.owner, page.id, "", later)


def test_who_was_watched_on_it_when_and_how_it_went_as_far_as_each_may_read(team: Team) -> None:
    page = agreed(team, items=questions(team))
    watch(team, team.leader, team.worker)
    team.clock.turn(days=1)
    watch(team, team.deputy, team.other, (0, -1))
    team.clock.turn(days=1)
    watch(team, team.leader, team.other, (0, 1))
    other_page = agreed(team, title="Thickened drinks")
    found = team.house.expectation_links.watched(team.owner, page.id)
    told = [(one.record.about_name, one.went, len(one.ratings)) for one in found.seen]
    assert told == [
        ("Chipo Maple", Went.PARTLY, 2),
        ("Chipo Maple", Went.NOT_YET, 2),
        ("Tomasz Birch", Went.AS_EXPECTED, 2),
    ]
    assert {one.name for one in found.not_yet} == {"Dee Rowan", "Priya Larch"}
    mine = team.house.expectation_links.watched(team.leader, page.id)
    assert [one.record.about_name for one in mine.seen] == ["Chipo Maple", "Tomasz Birch"]
    own = team.house.expectation_links.watched(team.worker, page.id)
    assert ([one.record.about_name for one in own.seen], own.not_yet) == (["Tomasz Birch"], ())
    assert team.house.expectation_links.watched(team.owner, other_page.id).seen == ()


def test_the_next_agenda_names_the_page_of_what_was_watched_and_none_once_it_is_out_of_use(
    team: Team,
) -> None:
    house, about = team.house, team.worker.person_id
    page = agreed(team, items=questions(team))
    by_word = agreed(team, title="Thickened drinks")
    watched = watch(team, team.deputy, team.worker)
    house.expectation_links.link(team.deputy, watched, by_word.id)

    def told() -> list[str]:
        draft = house.writing.start(team.deputy, Kind.SUPERVISION, about).value.record
        house.writing.discard(team.deputy, draft.id)
        return [one.text for one in draft.content.agenda if one.ref == watched]

    (line,) = told()
    assert line.endswith(" – what we expect: “Choice at meals”, “Thickened drinks”")
    house.expectations.end(team.owner, page.id, "It is in the new one")
    house.expectations.end(team.owner, by_word.id, "It is in the new one")
    (line,) = told()
    assert "what we expect" not in line


def test_coaching_and_supervision_are_joined_by_whoever_writes_them_and_stay_joined_when_corrected(
    team: Team,
) -> None:
    house, page = team.house, agreed(team)
    draft = house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    with pytest.raises(NotAllowedError):
        house.expectation_links.link(team.other, draft.id, page.id)
    house.expectation_links.link(team.leader, draft.id, page.id)
    assert [one.id for one in house.expectation_links.of_record(team.leader, draft.id).linked] == [page.id]
    house.writing.discard(team.leader, draft.id)
    sealed = team.sign(team.write(team.deputy, team.worker))
    with pytest.raises(NotAllowedError):
        house.expectation_links.link(team.worker, sealed.id, page.id)
    house.expectation_links.link(team.deputy, sealed.id, page.id)
    (seen,) = house.expectation_links.watched(team.owner, page.id).seen
    assert (seen.record.number, seen.went, seen.ratings) == (sealed.number, Went.UNRATED, ())
    assert house.expectation_links.watched(team.leader, page.id).seen == ()
    fresh = house.correcting.correct(team.deputy, sealed.id, "The day was wrong").value.record
    assert [one.id for one in house.expectation_links.of_record(team.deputy, fresh.id).linked] == [page.id]
    house.expectation_links.unlink(team.deputy, sealed.id, page.id)
    assert house.expectation_links.watched(team.owner, page.id).seen == ()


def test_what_is_private_is_joined_to_nothing(team: Team) -> None:
    page = agreed(team)
    team.house.vaults.unlock(team.leader.person_id, "518203")
    own = team.house.writing.start(team.leader, Kind.REFLECTION, team.leader.person_id).value.record
    with pytest.raises(StateError, match="private"):
        team.house.expectation_links.link(team.leader, own.id, page.id)


def test_a_pack_counts_what_was_watched_in_its_time_and_with_codes_says_no_word_of_a_page(
    team: Team, tmp_path: Path
) -> None:
    page = agreed(team, title="Choice, as Quentin asked for", items=questions(team))
    watch(team, team.leader, team.worker)
    watch(team, team.deputy, team.other, (0, -1))
    team.clock.turn(days=1)
    story(team)
    plan = team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=("cqc_saf_2023",), seed=7)
    assert "Quentin" in {one.word for one in team.house.packs.look(team.owner, plan).names}
    for names, title in ((Names.FULL, "Choice, as"), (Names.CODE, "Choice and control 1 Tue 24 Nov 2026")):
        made = make(team, tmp_path / names.value, names=names)
        text = " ".join(text_of(made.folder / "index.pdf").split())
        assert "What the service expects" in text
        assert title in text
        assert "2 × · 2 people 1 of 2" in text
        assert "Quentin" not in text
    early = replace(planned(team), begin=dt.date(2026, 1, 1), end=dt.date(2026, 11, 23))
    team.house.packs.make(team.owner, with_said(early), tmp_path / "early")
    (index,) = (tmp_path / "early").rglob("index.pdf")
    assert "not in this time" in text_of(index)
    team.house.expectations.end(team.owner, page.id, "Over")
    after = make(team, tmp_path / "after")
    assert "What the service expects" not in text_of(after.folder / "index.pdf")


def test_a_page_in_use_is_found_by_a_few_letters_and_a_draft_is_not(team: Team) -> None:
    page = agreed(team)
    drafted(team, title="Choice of words")
    found = team.house.finding.anything(team.worker, "choi")
    assert [(one.label, one.ref) for one in found] == [("Choice at meals", page.id)]


def test_the_sheet_for_the_wall_says_both_with_its_picture_and_leaves_only_once_agreed(
    team: Team, tmp_path: Path
) -> None:
    house, draft, data = team.house, drafted(team), picture()
    with pytest.raises(StateError):
        house.expectations.wall_sheet(team.leader, draft.id, tmp_path / "no.pdf")
    house.expectation_drafts.take_back(team.leader, draft.id)
    with pytest.raises(TextError, match="not a PDF, PNG or JPEG"):
        house.expectation_drafts.put_picture(team.leader, draft.id, "a.png", b"no picture")
    house.expectation_drafts.put_picture(team.leader, draft.id, "a.png", data)
    house.expectation_drafts.hand_in(team.leader, draft.id)
    page = house.expectation_drafts.agree(team.owner, draft.id).value
    assert house.expectations.picture(team.worker, page.id, page.version) == data
    to = house.expectations.wall_sheet(team.worker, page.id, tmp_path / "wall.pdf")
    text = " ".join(text_of(to).split())
    assert "Choice at meals When it is done well, you see ✓ Two plates are shown" in text
    assert "You do not see ✗ Somebody else decides" in text
    assert "Version 1, agreed by Ruth Alder. Looked after by Priya Larch." in text
    assert b"/Figure" in to.read_bytes() or b"/Image" in to.read_bytes()
