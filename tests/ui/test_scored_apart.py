"""Scoring apart in the real window: the person on their own Today, the leader in the meeting, then both."""

from __future__ import annotations

from app.domain.kinds import Kind
from app.pages import meeting, places
from app.ui.screens.prepare import PrepareScreen
from app.ui.shell.window import Window
from tests.pages.test_scored_apart import FORM
from tests.ui.filling import answer, screen_of
from tests.ui.person import Person, change_over, team_of
from tests.ui.test_every_answer import put_to_use


def test_somebody_scores_themself_hands_it_in_and_both_are_shown_in_the_meeting(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    put_to_use(window, FORM)
    house, owner, worker = window._context.house, window._context.actor, team_of(window).worker
    page = meeting.begin(house, owner, Kind.APPRAISAL, worker.person_id, "apart").value
    change_over(person, worker.name)
    person.press("Score myself")
    assert person.says("Score this on your own.")
    (screen,) = (one for one in window.findChildren(PrepareScreen) if one.isVisible())
    person.press("Hand it in")
    assert "Answer “How was the year?” first" in window._problem.text
    fields = screen._answers._inputs
    answer(person, FORM.sections[0].fields[0], fields["year.score"])
    answer(person, FORM.sections[0].fields[1], fields["year.why"])
    person.press("Hand it in")
    assert not person.says("Score yourself before")
    window.go(places.Prepare(record_id=page.sheet.record_id))
    person.settle()
    assert person.says("You have handed this in.")
    change_over(person, owner.name)
    window.go(places.Meeting(kind=Kind.APPRAISAL, record_id=page.sheet.record_id))
    person.settle()
    if not person.says("Theirs is handed in"):
        person.press("Next")
    assert person.says("✓ Theirs is handed in.")
    assert not person.says("Their own:")
    person.press("Show both")
    assert "so that both are in" in window._problem.text
    for key, item in (("year.score", 0), ("year.why", 1)):
        answer(person, FORM.sections[0].fields[item], screen_of(window)._answers._inputs[key])
    person.press("Show both")
    assert person.says("Their own: Not yet")
    assert person.says("Their own: In the lounge")
    assert not screen_of(window)._answers._inputs["year.why"].named.isEnabled()
