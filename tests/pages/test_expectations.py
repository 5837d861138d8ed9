"""The pages of what we expect: who is offered what, what waits on Due and Today, and what a record is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import IncompleteError, NotFoundError
from app.domain.expectations import Said
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.pages import (
    due,
    due_lines,
    expectation,
    expectation_form,
    expectations,
    expected,
    find,
    places,
    record,
    today,
)
from tests.services.test_expectations import agreed, drafted, questions, said, watch
from tests.team import Team


def own(team: Team, actor: Actor) -> list[places.Place]:
    return [one.verb.place for one in today.read(team.house, actor).own if one.verb is not None]


def test_a_page_goes_from_its_writer_to_the_manager_and_back_by_today_and_then_to_everybody(
    team: Team,
) -> None:
    house = team.house
    assert expectations.read(house, team.worker).used == ()
    form = expectation_form.begin(house, team.leader).value
    assert (form.heading, form.said.owner_id) == ("A new page", team.leader.person_id)
    assert len(form.questions) > 20
    with pytest.raises(IncompleteError):
        expectation_form.hand_in(house, team.leader, form.expectation_id, Said(title="Choice"))
    assert expectations.read(house, team.leader).drafts[0].what == "A page without a title yet"
    there = expectation_form.hand_in(house, team.leader, form.expectation_id, said(team)).value
    assert there == places.Expectation(expectation_id=form.expectation_id, version=0)
    assert own(team, team.owner) == [there]
    assert own(team, team.deputy) == []
    page = expectation.read(house, team.owner, form.expectation_id, 0)
    assert (page.may_agree, page.may_take_back, page.change) == (True, True, None)
    expectation.give_back(house, team.owner, form.expectation_id, "Shorter")
    assert own(team, team.leader) == [places.ExpectationForm(expectation_id=form.expectation_id)]
    expectation_form.hand_in(house, team.leader, form.expectation_id, said(team))
    assert expectation_form.begin(house, team.leader, form.expectation_id).value.elsewhere == there
    expectation.agree(house, team.owner, form.expectation_id)
    assert own(team, team.owner) == []
    listed = expectations.read(house, team.worker)
    assert [one.what for one in listed.wanted("choice")] == ["Choice at meals"]
    assert (listed.wanted("other"), listed.drafts, listed.writes) == ((), (), False)
    page = expectation.read(house, team.worker, form.expectation_id)
    assert page.well == ("Two plates are shown", "The person points and has time")
    assert (page.may_agree, page.may_look, page.change, page.file_name) == (
        False,
        False,
        None,
        "Choice at meals.pdf",
    )


def test_a_page_to_be_looked_at_again_stands_on_due_and_today_until_somebody_did(team: Team) -> None:
    house = team.house
    page = agreed(team, review_on=dt.date(2026, 12, 20))
    place = places.Expectation(expectation_id=page.id)

    def stands(actor: Actor) -> list[bool]:
        return [
            place in [cell.start for _, cell in due_lines.read(house, actor).rows],
            place in [cell.start for row in due.read(house, actor).rows for cell in row.cells],
            place in own(team, actor),
        ]

    assert stands(team.owner) == [True, True, False]
    team.clock.turn(days=14)
    assert (own(team, team.leader), own(team, team.owner)) == ([place], [])
    team.clock.turn(days=14)
    assert stands(team.owner) == [True, True, True]
    assert own(team, team.worker) == []
    assert expectations.read(house, team.worker).used[0].line.chip.tone == "late"  # type: ignore[union-attr]
    assert expectation.read(house, team.worker, page.id).chip.word == "version 1, to be looked at again"
    expectation.look_again(house, team.leader, page.id, "", dt.date(2027, 12, 1))
    assert stands(team.owner) == [True, True, False]
    told = expectation.read(house, team.leader, page.id).history
    assert told == ("Tue 22 Dec 2026, Priya Larch, version 1: Still right. Again by Wed 1 Dec 2027.",)
    found = find.read(house, team.leader, "choice at meals").lines
    assert place in [line.does for line in found]
    expectation.end(house, team.owner, page.id, "It is in the new one")
    assert stands(team.owner) == [False, False, False]
    assert expectation.read(house, team.leader, page.id).chip.word == "not used any more"
    assert [one.detail for one in expectations.read(house, team.leader).ended] == ["It is in the new one"]


def test_the_page_says_who_was_watched_when_and_how_it_went_and_what_goes_with_it(team: Team) -> None:
    house = team.house
    keys = questions(team)
    page = agreed(team, items=keys, training="Dysphagia\nTable manners", frameworks=("cqc_saf_2023:S6",))
    record_id = watch(team, team.leader, team.worker)
    read = expectation.read(house, team.owner, page.id)
    (line,) = read.watched
    assert (line.what, line.chip and line.chip.word) == ("Tomasz Birch", "as we expect")
    assert line.verb is not None
    assert line.verb.place == places.Record(record_id=record_id)
    assert "24/11/2026" in line.detail
    assert len(line.detail.split("\n")) == 3
    assert "Chipo Maple" in read.not_yet
    assert "Tomasz Birch" not in read.not_yet
    facts = dict(read.facts)
    assert facts["Training for it"] == "Dysphagia\nTable manners"
    assert len(facts["Questions of forms that ask about it"].split("\n")) == 2
    assert ": S6 " in facts["What it shows of frameworks"]
    about = expected.read(house, team.leader, record_id)
    assert [(one.line.detail.endswith(expected.ASKS), one.may) for one in about.joined] == [(True, False)]


def test_older_versions_are_read_and_none_that_is_not_there(team: Team) -> None:
    house, first = team.house, agreed(team)
    form = expectation_form.begin(house, team.leader, first.id).value
    assert form.heading == "Version 2 of “Choice at meals”"
    expectation_form.hand_in(house, team.leader, first.id, said(team, title="Choice"))
    change = expectation.read(house, team.leader, first.id).change
    assert change is not None
    assert change.place == places.Expectation(expectation_id=first.id, version=0)
    expectation.agree(house, team.owner, first.id)
    page = expectation.read(house, team.worker, first.id)
    assert [one.place for one in page.versions] == [places.Expectation(expectation_id=first.id, version=1)]
    before = expectation.read(house, team.worker, first.id, 1)
    assert (before.title, before.chip.word, before.file_name) == (
        "Choice at meals",
        "version 1, replaced since",
        "",
    )
    with pytest.raises(NotFoundError):
        expectation.read(house, team.worker, first.id, 0)


def test_a_record_is_joined_while_it_is_written_and_leads_back_to_writing(team: Team) -> None:
    house, page = team.house, agreed(team)
    agreed(team, title="Hoists", area="moving")
    draft = house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    read = expected.read(house, team.leader, draft.id)
    assert read.back.place == places.Coaching(record_id=draft.id)
    assert {one.line.what for one in read.others} == {"Choice at meals", "Hoists"}
    expected.join(house, team.leader, draft.id, page.id)
    (joined,) = expected.read(house, team.leader, draft.id).joined
    assert (joined.id, joined.may) == (page.id, True)
    expected.take_off(house, team.leader, draft.id, page.id)
    assert expected.read(house, team.leader, draft.id).joined == ()
    sealed = team.sign(team.write(team.deputy, team.worker))
    expected.join(house, team.deputy, sealed.id, page.id)
    mine = expected.read(house, team.worker, sealed.id)
    assert (mine.back.place, mine.others) == (places.Record(record_id=sealed.id), ())
    assert not mine.joined[0].may
    way = record.read(house, team.worker, sealed.id).expected
    assert way is not None
    assert way.place == places.Expected(record_id=sealed.id)


def test_the_picture_is_kept_with_the_draft_and_taken_off_again(team: Team, tmp_path: Path) -> None:
    from tests.scans import picture  # noqa: PLC0415

    house, draft = team.house, drafted(team)
    expectation.take_back(house, team.leader, draft.id)
    path, data = tmp_path / "plates.png", picture()
    path.write_bytes(data)
    assert expectation_form.put_picture(house, team.leader, draft.id, path).value == data
    expectation_form.store(house, team.leader, draft.id, replace(draft.said, title="Two plates"))
    assert expectation_form.begin(house, team.leader, draft.id).value.picture == data
    assert expectation_form.take_picture_off(house, team.leader, draft.id).value == b""
    assert expectation_form.begin(house, team.leader, draft.id).value.picture == b""
    expectation_form.discard(house, team.leader, draft.id)
    assert expectations.read(house, team.leader).drafts == ()
