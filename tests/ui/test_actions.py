"""Following up actions in the window: by keys from Due to done, and taken back."""

from __future__ import annotations

from app.domain.actions import ActionState, ActionStep
from app.pages import places
from app.ui.kit.day_field import DayField
from app.ui.kit.grid import Grid
from tests.ui.person import LivedIn


def _action(lived_in: LivedIn) -> str:
    context = lived_in.window._context
    return next(
        one.id
        for one in context.house.actions.all(context.actor)[0]
        if one.state is ActionState.OPEN and one.owner_id != context.actor.person_id
    )


def test_an_action_is_closed_from_the_list_and_taken_back_within_ten_seconds(lived_in: LivedIn) -> None:
    person, window = lived_in.person, lived_in.window
    house, actor = window._context.house, window._context.actor
    lived_in.go(places.Due())
    person.press("Actions")
    (table,) = (one for one in window.findChildren(Grid) if one.isVisible())
    action_id = table.current()
    person.press("Done")
    assert house.actions.view(actor, action_id).action.state is ActionState.DONE
    person.press("Undo")
    assert house.actions.view(actor, action_id).action.state is ActionState.OPEN
    assert lived_in.told("Open again")


def test_an_action_gets_another_day_with_a_reason_and_is_closed_with_who_saw_it(lived_in: LivedIn) -> None:
    person, window = lived_in.person, lived_in.window
    house, actor = window._context.house, window._context.actor
    action_id = _action(lived_in)
    lived_in.go(places.Action(action_id=action_id))
    person.press("Keep the change")
    assert lived_in.told("Say why in a few words")
    person.type("Why it changes", "She was on leave")
    day = next(one for one in window.findChildren(DayField) if one.isVisible())
    day.line.selectAll()
    person.bot.keyClicks(day.line, "+3w")
    person.press("Keep the change")
    (step,) = house.actions.view(actor, action_id).history
    assert (step.step, step.reason) == (ActionStep.CHANGED, "She was on leave")
    assert lived_in.told("She was on leave")
    person.type("Who saw it", "Dee saw it on Friday")
    person.press("It is done")
    assert house.actions.view(actor, action_id).action.seen == "Dee saw it on Friday"
    person.press("Open it again")
    assert house.actions.view(actor, action_id).action.state is ActionState.OPEN
    person.press("Drop it")
    assert house.actions.view(actor, action_id).action.state is ActionState.DROPPED
    person.press("Back to the list")
    assert window._going.place == places.Actions()


def test_what_has_to_be_seen_first_is_asked_for_and_cannot_be_called_done(lived_in: LivedIn) -> None:
    person, window = lived_in.person, lived_in.window
    action_id = _action(lived_in)
    lived_in.go(places.Action(action_id=action_id))
    person.press("Ask to see it first")
    assert lived_in.told("to be watched first")
    assert lived_in.told("It has to be watched before it is done")
    assert not person.says("Is it done?")
    assert window._context.house.actions.view(window._context.actor, action_id).watching


def test_the_list_is_written_as_a_workbook(lived_in: LivedIn) -> None:
    lived_in.go(places.Actions())
    lived_in.person.press("Excel")
    lived_in.person.settle()
    assert lived_in.dialogs.folder is not None
    assert (lived_in.dialogs.folder / "Actions.xlsx").exists()
