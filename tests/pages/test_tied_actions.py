"""An action tied to a case is a real action: it is due, on Today and on the next agenda, with the case's code."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.catalog.loader import parse_form
from app.domain.clock import long_date
from app.domain.drafting import put_answers
from app.domain.errors import IncompleteError
from app.domain.form_faults import faults
from app.domain.forms import AnsweredBy, Field, FieldType, Form, Section, Step
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.pages import due, meeting, today, writing
from tests.team import Team
from tests.ui.test_rebuilt_forms import FORMS

PATH = next(path for path in FORMS if path.stem == "case_supervision")
ON = dt.date(2026, 12, 8)


def begun(team: Team, form_id: str = "") -> meeting.Meeting:
    """Begin a supervision with Tomasz on the form with cases."""
    house, owner = team.house, team.owner
    if not form_id:
        draft = house.own_forms.bring_in(owner, PATH.read_bytes(), PATH.name).value
        form_id = house.own_forms.publish(owner, draft.id).value.id
    return meeting.begin(house, owner, Kind.SUPERVISION, team.worker.person_id, form_id).value


def case(who: Actor, what: str = "Ask the GP about the patch", on: str = ON.isoformat()) -> dict[str, object]:
    """Return a case with an action for somebody."""
    act = (what, who.person_id, who.name, on, "0000-act")
    return {"who": "AB-07", "now": "Settled", "act": act}


def stored(team: Team, page: meeting.Meeting, *cases: dict[str, object]) -> None:
    """Keep some cases."""
    content = put_answers(page.sheet.content, {"cases.cases": cases})  # type: ignore[dict-item]
    writing.store(team.house, team.owner, page.sheet.pen, content)


def test_an_action_of_a_case_is_agreed_due_on_today_and_on_the_next_agenda(team: Team) -> None:
    house, owner, worker = team.house, team.owner, team.worker
    page = begun(team)
    stored(team, page, case(worker), {"who": "CD-02", "now": "Well"})
    content = meeting.read(house, owner, page.sheet.record_id).sheet.content
    assert content.new_actions == ()
    told = [text for part in meeting.read_back(page, content) for _, text in part.lines]
    what = "AB-07: Ask the GP about the patch"
    assert any(text.startswith(f"{what} – Tomasz Birch, by {long_date(ON)}") for text in told)
    record = team.sign(house.writing.finish(owner, page.sheet.record_id).value)
    (action,) = house.actions.about(owner, worker.person_id)
    assert (action.what, action.due_on, action.owner_id) == (what, ON, worker.person_id)
    assert action.record_number == record.number
    assert "Tomasz Birch" in str(due.read(house, owner))
    assert "open_actions='1'" in str(due.read(house, owner))
    assert what in str(today.read(house, worker))
    after = begun(team, page.sheet.form.id).sheet.content
    assert [one.what for one in after.old_actions] == [what]


def test_going_back_and_changing_the_case_changes_the_action_and_makes_no_second(team: Team) -> None:
    house, owner = team.house, team.owner
    page = begun(team)
    stored(team, page, case(team.worker))
    record_id = page.sheet.record_id
    assert len(house.writing.finish(owner, record_id).value.content.new_actions) == 1
    house.writing.reopen(owner, record_id)
    page = meeting.read(house, owner, record_id)
    assert page.sheet.content.new_actions == ()
    stored(team, page, case(team.owner, "Ring the pharmacist"))
    record = house.writing.finish(owner, record_id).value
    assert [(one.what, one.owner_id) for one in record.content.new_actions] == [
        ("AB-07: Ring the pharmacist", owner.person_id)
    ]
    house.writing.reopen(owner, record_id)
    page = meeting.read(house, owner, record_id)
    stored(team, page, {"who": "AB-07", "now": "Settled"})
    assert house.writing.finish(owner, record_id).value.content.new_actions == ()


@pytest.mark.parametrize("on", ["", "soon"])
def test_an_action_without_a_day_is_not_finished(team: Team, on: str) -> None:
    page = begun(team)
    stored(team, page, case(team.worker, on=on))
    with pytest.raises(IncompleteError) as told:
        writing.finish(team.house, team.owner, page.sheet.record_id)
    assert "say who will do it and by when" in str(told.value.fields)


def test_a_worker_is_not_asked_for_actions_on_their_own_sheet() -> None:
    act = Field(id="act", label="Action", type=FieldType.ACTION)
    form = parse_form(PATH.name, PATH.read_bytes())
    assert faults(form) == ()
    part = Section(
        id="own", title="Own", step=Step.PREPARE, fields=(replace(act, answered_by=AnsweredBy.WORKER),)
    )
    sheet = Form(id="s", version=1, kind=Kind.SUPERVISION, title="Sheet", sections=(part,))
    assert [fault.place for fault in faults(sheet)] == ["own.act"]
