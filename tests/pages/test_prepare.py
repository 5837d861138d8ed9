"""The worker's own points before a supervision."""

from __future__ import annotations

import pytest

from app.domain.content import Source
from app.domain.errors import StateError
from app.domain.form_uses import PREPARED
from app.domain.kinds import Kind
from app.pages import prepare
from tests.team import Team


def test_a_new_sheet_asks_every_question_and_is_empty(team: Team) -> None:
    page = prepare.read(team.house, team.worker)
    assert page.intro
    assert len(page.form.keyed) > 3
    assert not page.answers


def test_what_is_typed_is_kept_for_its_writer_alone_and_comes_up_on_the_agenda(team: Team) -> None:
    key = prepare.read(team.house, team.other).form.keyed[0][0]
    kept = prepare.store(team.house, team.other, {key: "The night rota"})
    assert kept.value == "Saved 14:00"
    assert prepare.read(team.house, team.other).answers[key] == "The night rota"
    assert not any(prepare.read(team.house, team.worker).answers.values())
    begun = team.house.writing.start(team.owner, Kind.SUPERVISION, team.other.person_id).value
    assert "Chipo asked: The night rota" in [point.text for point in begun.record.content.agenda]


def test_an_answer_to_a_question_that_is_not_on_the_sheet_is_refused(team: Team) -> None:
    with pytest.raises(StateError):
        prepare.store(team.house, team.other, {"other.question": "x"})


def test_what_is_prepared_for_one_meeting_waits_for_that_meeting_alone(team: Team) -> None:
    house, me = team.house, team.other
    keys = {kind: prepare.read(house, me, kind=kind).form.keyed[0][0] for kind in PREPARED}
    assert len(set(keys.values())) == len(PREPARED)
    for kind, key in keys.items():
        prepare.store(house, me, {key: f"About the {kind.value}"}, kind=kind)
    for kind in PREPARED:
        begun = house.writing.start(team.owner, kind, me.person_id).value.record.content
        asked = [point.text for point in begun.points if point.source is Source.WORKER]
        assert asked == [f"Chipo asked: About the {kind.value}"]
    assert not any(any(prepare.read(house, me, kind=kind).answers.values()) for kind in PREPARED)
