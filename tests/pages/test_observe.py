"""Watching practice: whom and how, rating, time samples, feedback, and a second pair of eyes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.content import Content
from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.observation import note_moment
from app.domain.records import RecordState
from app.pages import due, observe, places, shell, writing
from app.pages.observe import Watching
from app.pages.pieces import Reached
from tests.team import Team, filled


def begun(team: Team, form_id: str = "observation") -> Watching:
    """Return a new observation of Tomasz."""
    return observe.begin(team.house, team.owner, team.worker.person_id, form_id).value


def levels(page: Watching, digit: int) -> dict[str, str]:
    """Rate every item with one digit."""
    return {item.key: item.by_digit(digit) or "" for item in page.items}


def test_colleagues_and_every_form_are_offered(team: Team) -> None:
    page = observe.choosing(team.house, team.leader)
    assert {one.label for one in page.people} == {"Ruth Alder", "Dee Rowan", "Tomasz Birch", "Chipo Maple"}
    tips = {tile.form_id: tile.tip for tile in page.tiles}
    assert tips["time_sample"] == "Time sample · Time sample"
    assert tips["observation"] == next(t.title for t in page.tiles if t.form_id == "observation")
    assert observe.choosing(team.house, team.worker).people == ()
    assert str(observe.whose_first()).startswith("Choose whose practice")


def test_the_steps_say_what_is_done_and_where_one_is(team: Team) -> None:
    page = begun(team)
    marks = page.steps(1, page.sheet.content)
    assert [(one.name, one.reached) for one in marks] == [
        ("Before you begin", Reached.DONE),
        ("Watch", Reached.HERE),
        ("Feedback", Reached.AHEAD),
    ]
    assert marks[1].note.startswith("0 of ")
    assert marks[2].note == "With Tomasz"
    assert page.consent
    assert page.feedback
    assert not page.sampled
    assert page.title.endswith(" · Tomasz Birch")


def test_every_level_of_every_item_can_be_chosen_by_a_digit(team: Team) -> None:
    for tile in observe.choosing(team.house, team.owner).tiles:
        page = begun(team, tile.form_id)
        for item in page.items:
            chosen = [item.by_digit(level.digit) for level in item.levels]
            assert chosen == [level.id for level in item.levels]
            assert item.by_digit(8) is None
            assert len(chosen) == len(page.sheet.form.field(item.key)[1].options)  # type: ignore[index]
    level = begun(team).items[0].levels[0]
    assert level.label.startswith("1 ")
    assert level.name.endswith(", key 1")


def test_rating_counts_and_a_rating_not_given_takes_none_away(team: Team) -> None:
    page = begun(team)
    first = page.items[0].key
    content = observe.rated(Content(), levels(page, 3) | {first: page.items[0].by_digit(0) or ""}, {})
    assert observe.counted(page, content) == f"{len(page.items)} of {len(page.items)} · 1 not seen"
    again = observe.rated(content, {first: ""}, {first: "Looked away", page.items[1].key: " "})
    assert again.answers == content.answers
    assert again.notes == {first: "Looked away"}
    assert observe.rated(again, {}, {first: ""}).notes == {}


def test_an_action_about_an_item_is_finished_on_the_feedback_page(team: Team) -> None:
    page = begun(team)
    content, said = observe.add_about(page, Content(), page.items[0])
    (action,) = content.new_actions
    assert action.what == f"{page.items[0].label}: "
    assert (action.owner_id, action.due_on) == (team.worker.person_id, dt.date(2026, 12, 8))
    assert said == f"Action added for “{page.items[0].label}”. Finish it on the feedback page."
    rows = observe.action_rows(page, content)
    assert [row.what for row in rows] == [action.what, ""]
    assert rows[1].due_on == dt.date(2026, 12, 8)
    kept = observe.fed_back(content, [rows[0], rows[1]], (dt.date(2027, 1, 4), ""), 0)
    assert (kept.new_actions, kept.next_on, kept.minutes) == ((action,), dt.date(2027, 1, 4), None)


def test_it_took_twenty_minutes_until_somebody_says(team: Team) -> None:
    page = begun(team)
    assert page.sheet.content.minutes == 20
    for said, kept in ((45, 45), (0, None)):
        content = observe.fed_back(page.sheet.content, (), (None, ""), said)
        writing.store(team.house, team.owner, page.sheet.pen, content)
        page = observe.read(team.house, team.owner, page.sheet.record_id)
        assert page.sheet.content.minutes == kept


def test_a_critical_item_not_met_makes_the_whole_not_yet(team: Team) -> None:
    for tile in observe.choosing(team.house, team.owner).tiles:
        page = begun(team, tile.form_id)
        critical = [item for item in page.items if item.words.endswith("critical")]
        if critical:
            break
    met = observe.rated(Content(), {i.key: i.levels[-3].id for i in page.items}, {})
    found = observe.summary(page, met)
    assert found.chip is not None
    assert (found.chip.symbol, found.chip.word, found.critical) == ("✓", "Met", ())
    missed = observe.rated(met, {critical[0].key: critical[0].by_digit(1) or ""}, {})
    found = observe.summary(page, missed)
    assert found.chip is not None
    assert (found.chip.symbol, found.chip.word) == ("○", "Not yet")
    assert found.critical == (f"Critical and not yet met: {critical[0].label}.",)
    unseen = observe.rated(met, {critical[0].key: critical[0].by_digit(0) or ""}, {})
    found = observe.summary(page, unseen)
    assert found.chip is not None
    assert (found.chip.symbol, found.chip.word) == ("○", "Not yet complete")
    assert found.critical == (f"Still to be seen: {critical[0].label}.",)
    assert observe.summary(page, Content()).chip is None


def test_a_time_sample_has_codes_and_says_how_often_each_was_seen(team: Team) -> None:
    page = begun(team, "time_sample")
    assert (page.sampled, page.interval, page.items) == (True, 60, ())
    assert page.codes[0].name == "At the beep: With somebody (talking, looking, touching), key 1"
    once = note_moment(Content(), 60, "CD-02", (page.codes[0].id,))
    assert observe.tally(page, once).startswith(f"1 moment noted.  {page.codes[0].label}: 100 %")
    twice = note_moment(once, 120, "CD-02", (page.codes[1].id,))
    assert observe.tally(page, twice).startswith(f"2 moments noted.  {page.codes[0].label}: 50 %")


def test_it_is_saved_once_nothing_is_lacking_and_its_worker_can_read_it(team: Team) -> None:
    page = begun(team)
    with pytest.raises(IncompleteError):
        observe.save(team.house, team.owner, page.sheet.record_id)
    answers = {one.key: "You waited." for one in (*page.consent, *page.feedback) if one.item.mandatory}
    content = replace(observe.rated(Content(), levels(page, 3), {}), place="kitchen")
    content = replace(content, answers=dict(content.answers) | answers)
    writing.store(team.house, team.owner, page.sheet.pen, content)
    again = observe.read(team.house, team.owner, page.sheet.record_id)
    assert again.sheet.content.place == "kitchen"
    saved = observe.save(team.house, team.owner, page.sheet.record_id).value
    assert saved.said == "Saved. Tomasz can read it."
    assert saved.place == places.Record(record_id=page.sheet.record_id)
    assert team.house.records.view(team.worker, saved.record_id).record.state is RecordState.SAVED


def test_a_colleague_rates_the_same_practice_without_seeing_the_ratings(team: Team) -> None:
    page = begun(team)
    content = observe.rated(Content(), levels(page, 3), {})
    writing.store(team.house, team.owner, page.sheet.pen, content)
    said = observe.pair_up(team.house, team.owner, page.sheet.record_id).value
    assert said.startswith("Your colleague now finds it")
    (waiting,) = team.house.records.to_watch(team.leader)
    theirs = observe.begin(
        team.house, team.leader, team.worker.person_id, "observation", pair_id=waiting.pair_id
    ).value
    assert theirs.sheet.record_id != page.sheet.record_id
    assert not set(levels(page, 3)) & set(theirs.sheet.content.answers)


def test_a_worker_begins_no_observation(team: Team) -> None:
    with pytest.raises(NotAllowedError):
        observe.begin(team.house, team.worker, team.other.person_id, "observation")


def test_what_is_to_be_watched_again_shows_on_due_until_it_is_done(team: Team) -> None:
    page = begun(team, "medicines")
    content = filled(page.sheet.form, replace(page.sheet.content, answers=levels(page, 1)), "Seen.")
    content = observe.fed_back(content, (), (dt.date(2026, 12, 8), ""), 20)
    writing.store(team.house, team.owner, page.sheet.pen, content)
    observe.save(team.house, team.owner, page.sheet.record_id)
    team.clock.turn(seconds=11)
    shell.seal_saved(team.house, team.owner)
    for days, told in ((0, "in 14 days"), (14, "today"), (10, "10 days late")):
        team.clock.turn(days=days)
        assert told in shown_on_due(team)
    again = begun(team, "medicines")
    assert again.sheet.record_id != page.sheet.record_id
    content = filled(again.sheet.form, replace(again.sheet.content, answers=levels(again, 1)), "Seen.")
    writing.store(team.house, team.owner, again.sheet.pen, content)
    assert "10 days late" in shown_on_due(team)
    observe.save(team.house, team.owner, again.sheet.record_id)
    team.clock.turn(seconds=11)
    shell.seal_saved(team.house, team.owner)
    assert "10 days late" in shown_on_due(team), "it was not met this time either"
    last = begun(team, "medicines")
    content = filled(last.sheet.form, replace(last.sheet.content, answers=levels(last, 3)), "Seen.")
    writing.store(team.house, team.owner, last.sheet.pen, content)
    observe.save(team.house, team.owner, last.sheet.record_id)
    team.clock.turn(seconds=11)
    shell.seal_saved(team.house, team.owner)
    assert "late" not in shown_on_due(team)


def shown_on_due(team: Team) -> str:
    """Return what Due shows of Tomasz and medicines."""
    page = due.read(team.house, team.owner)
    cells = [cell for row in page.rows for cell in row.cells]
    return next(c.text for c in cells if c.name == "Tomasz Birch" and c.form_id == "medicines")
