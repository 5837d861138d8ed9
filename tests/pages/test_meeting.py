"""Writing a meeting: its steps, what is asked at each, what is read back, and where something is lacking."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain import drafting
from app.domain.actions import ActionAnswer, Answered, NewAction
from app.domain.completing import completed
from app.domain.content import Became, Content
from app.domain.errors import IncompleteError, NotAllowedError, StateError
from app.domain.kinds import Kind
from app.domain.records import Choice, Response
from app.domain.signing import Mark
from app.pages import meeting, sign, writing
from app.pages.meeting import AGREE, PREPARE, READ_BACK, TALK, Agreed, Lacking, Meeting
from app.pages.pieces import Reached
from tests.services.test_packs import text_of
from tests.team import PINS, Team, filled


def begun(team: Team, kind: Kind = Kind.SUPERVISION) -> Meeting:
    """Return a new meeting with Chipo."""
    return meeting.begin(team.house, team.owner, kind, team.other.person_id).value


def test_a_supervision_has_four_steps_and_then_signing(team: Team) -> None:
    page = begun(team)
    assert page.titled(None) == "Supervision with Chipo Maple · Tue 24 Nov 2026"
    marks = page.steps(TALK, page.sheet.content)
    assert [one.name for one in marks] == ["Prepare", "Talk", "Agree", "Read back", "Sign"]
    assert marks[1].spoken == "Step 2 of 5: Talk, here, 0 of 7 parts"
    assert [one.reached for one in marks] == [Reached.DONE, Reached.HERE, *[Reached.AHEAD] * 3]
    assert [one.note for one in marks][2:] == ["0 actions", "With Chipo", ""]
    onward = [page.onward(step) for step in (PREPARE, TALK, AGREE, READ_BACK)]
    assert onward == ["Next: Talk", "Next: Agree", "Next: Read back", "Go on to signing"]
    assert page.readers == "Chipo can read everything written here."
    assert page.since[0] == "No supervision is recorded yet"
    assert page.invitation.startswith("Chipo, this is what will stand in the record.")
    assert page.group == ()


def test_every_meeting_begins_with_its_agenda(team: Team) -> None:
    page = begun(team, Kind.APPRAISAL)
    assert page.steps(PREPARE, page.sheet.content)[0].spoken.startswith("Step 1 of 5: Prepare, here, ")
    assert page.since


def test_last_time_s_answer_stands_beside_its_question_for_whoever_may_read_it(team: Team) -> None:
    first = begun(team)
    assert first.before == {}
    content = filled(first.sheet.form, first.sheet.content, "Nights are hard.")
    writing.store(team.house, team.owner, first.sheet.pen, content)
    team.sign(team.house.writing.finish(team.owner, first.sheet.record_id).value)
    team.clock.turn(days=30)
    again = begun(team)
    key = next(key for key, said in content.answers.items() if said == "Nights are hard.")
    assert again.before[key] == "Last time, Tue 24 Nov 2026: Nights are hard."
    assert begun(team, Kind.DEBRIEF).before == {}


def test_a_point_dropped_without_a_reason_leads_back_to_talk(team: Team) -> None:
    page = begun(team)
    content = drafting.add_point(filled(page.sheet.form, page.sheet.content, "We talked."), "The rota")
    dropped = drafting.answer_points(content, {content.points[-1].id: (Became.DROPPED, " ")})
    with pytest.raises(IncompleteError) as caught:
        completed(page.sheet.form, dropped)
    assert "Say why “The rota” is dropped." in caught.value.fields.values()
    assert meeting.where(page, next(iter(caught.value.fields))) == Lacking(TALK)
    why = drafting.answer_points(dropped, {content.points[-1].id: (Became.DROPPED, "It is mended.")})
    told = {one.heading: one.lines for one in meeting.read_back(page, completed(page.sheet.form, why))}
    assert ("", "The rota – dropped because: It is mended.") in told["Agenda"]


def test_every_part_of_every_form_is_asked_at_one_step(team: Team) -> None:
    for kind in (one for one in Kind if one.is_meeting):
        page = begun(team, kind)
        asked = [section.id for step in meeting.STEPS for section in page.sections(step)]
        assert sorted(asked) == sorted(section.id for section in page.sheet.form.sections), kind


def test_a_group_is_its_hosts_and_everybody_may_take_part(team: Team) -> None:
    page = begun(team, Kind.GROUP_SUPERVISION)
    assert page.titled(None) == "Group supervision · Tue 24 Nov 2026"
    assert page.readers == "Everybody who takes part can read everything written here."
    assert page.invitation.startswith("Everybody, this is")
    assert len(page.group) == 5
    assert len({one.id for one in page.owners}) == len(page.owners) == 5


def test_the_worker_and_the_supervisor_come_first_among_those_who_may_act(team: Team) -> None:
    page = begun(team)
    assert [one.label for one in page.owners][:2] == ["Chipo Maple", "Ruth Alder"]


def test_a_part_is_marked_once_something_in_it_is_answered(team: Team) -> None:
    page = begun(team)
    place, section = next(
        (n, s) for n, s in enumerate(meeting.in_order(page.sections(TALK))) if s.every_time and s.fields
    )
    before = meeting.rail(page, Content())[place]
    assert (before.title, before.reached) == (section.title, Reached.AHEAD)
    assert before.note.endswith("to answer")
    assert before.spoken == f"{section.title}, not begun, {before.note}"
    key = f"{section.id}.{section.fields[0].id}"
    after = meeting.rail(page, Content(answers={key: "no"}, sensitive=frozenset({section.id})))[place]
    assert after.reached is not Reached.AHEAD
    assert after.spoken.endswith("left out of packs")


def test_a_long_point_is_told_whole_beside_its_tick(team: Team) -> None:
    page = begun(team)
    content = drafting.add_point(page.sheet.content, "The new handover sheet and who fills it in")
    tick = meeting.ticks(content)[-1]
    assert (tick.text, tick.became) == ("The new handover sheet and who fills it in", None)


def test_praise_goes_into_the_first_box_for_words_of_a_part(team: Team) -> None:
    page = begun(team)
    keys = {section.id: meeting.note_key(section) for section in page.sections(TALK)}
    assert keys["practice"] == "practice.gone_well"
    choices_only = replace(page.sections(TALK)[0], fields=())
    assert meeting.note_key(choices_only) is None


def test_a_new_action_is_the_workers_and_due_in_two_weeks(team: Team) -> None:
    page = begun(team)
    (action,) = meeting.add_action(page, page.sheet.content).new_actions
    assert (action.owner_id, action.due_on) == (team.other.person_id, dt.date(2026, 12, 8))


def test_what_is_agreed_is_kept_and_read_back(team: Team) -> None:
    page = begun(team)
    old = ActionAnswer(action_id="old", what="Ask the nurse", choice=Answered.DROP, note="She has left")
    open_one = ActionAnswer(action_id="open", what="Tidy the store")
    new = NewAction(
        id="new", what="Offer two choices", owner_id=team.other.person_id, how_we_will_know="Seen at tea"
    )
    dated = NewAction(id="dated", what="Book it", owner_id=team.owner.person_id, due_on=dt.date(2026, 12, 8))
    said = Agreed(
        attendees=(),
        new=(new, dated, NewAction(id="empty")),
        place="small office",
        minutes=0,
        next_on=dt.date(2027, 1, 12),
    )
    content = meeting.put_agreed(Content(answers={"practice.gone_well": "CD-02 chose."}), said)
    content = meeting.answer_old(content, (old, open_one))
    begun_, whole = (meeting.rail(page, one)[0] for one in (content, meeting.answer_old(content, (old,))))
    assert (begun_.spoken, whole.spoken) == (
        "Actions from last time, begun, 1 to answer",
        "Actions from last time, answered",
    )
    assert (content.place, content.minutes, content.next_on) == ("small office", None, dt.date(2027, 1, 12))
    facts, last, first, now = meeting.read_back(page, content)
    assert facts.lines == (
        ("When", "Tue 24 Nov 2026, 14:00"),
        ("Where", "small office"),
        ("Next meeting", "Tue 12 Jan 2027"),
    )
    assert first.lines == (("What went well? One real example", "CD-02 chose."),)
    assert last.heading == "Actions from last time"
    assert [said for _, said in last.lines] == [
        "Ask the nurse – Drop, because… She has left",
        "Tidy the store – not answered yet",
    ]
    assert [said for _, said in now.lines] == [
        "Offer two choices – Chipo Maple. Seen at tea",
        "Book it – Ruth Alder, by Tue 8 Dec 2026.",
    ]


def test_what_is_lacking_is_found_at_its_step_and_part(team: Team) -> None:
    page = begun(team)
    with pytest.raises(IncompleteError) as caught:
        writing.finish(team.house, team.owner, page.sheet.record_id)
    first = next(iter(caught.value.fields))
    assert meeting.where(page, first) == Lacking(TALK, first.split(".")[0])
    for key, at in (("action.old", TALK), ("new_action.new", AGREE)):
        assert meeting.where(page, key) == Lacking(at)
    agree = next(iter(page.sections(AGREE)), None)
    if agree is not None:
        assert meeting.where(page, f"{agree.id}.{agree.fields[0].id}") == Lacking(AGREE, agree.id)


def test_a_draft_carries_on_with_what_was_kept(team: Team) -> None:
    page = begun(team)
    content = filled(page.sheet.form, page.sheet.content, "We talked.")
    writing.store(team.house, team.owner, page.sheet.pen, content)
    again = meeting.begin(team.house, team.owner, Kind.SUPERVISION, team.other.person_id).value
    assert again.sheet == replace(page.sheet, content=content)
    assert meeting.read(team.house, team.owner, page.sheet.record_id) == again
    with pytest.raises(NotAllowedError):
        meeting.read(team.house, team.deputy, page.sheet.record_id)


def full(team: Team, kind: Kind) -> tuple[Meeting, Content]:
    """Return a meeting with something in every place there is for something."""
    team.sign(team.write(team.owner, team.other, action="Ask the nurse"))
    page = begun(team, kind)
    content = filled(page.sheet.form, page.sheet.content, "We talked about the evening.")
    content = drafting.add_point(content, "The new handover sheet")
    old = tuple(
        replace(one, choice=Answered.CARRY_ON, due_on=dt.date(2026, 12, 15)) for one in content.old_actions
    )
    new = NewAction(
        id="new",
        what="Offer two choices",
        owner_id=team.other.person_id,
        due_on=dt.date(2026, 12, 8),
        how_we_will_know="Seen at tea",
    )
    said = Agreed(
        attendees=(team.other.person_id, team.leader.person_id) if kind.is_group else (),
        new=(new,),
        place="small office",
        minutes=45,
        next_on=dt.date(2027, 1, 12),
    )
    return page, meeting.answer_old(meeting.put_agreed(content, said), old)


@pytest.mark.parametrize("kind", [Kind.SUPERVISION, Kind.GROUP_SUPERVISION, Kind.APPRAISAL])
def test_what_is_read_back_is_what_will_stand_in_the_record(team: Team, kind: Kind, tmp_path: Path) -> None:
    page, content = full(team, kind)
    told = {part.heading: part.lines for part in meeting.read_back(page, content)}
    writing.store(team.house, team.owner, page.sheet.pen, content)
    record_id = writing.finish(team.house, team.owner, page.sheet.record_id).value
    if kind.is_group:
        pin = PINS["Chipo Maple"]
        sign.attend(team.house, team.owner, record_id, team.other.person_id, pin)
        shown = sign.compose(team.house, team.owner, record_id).value.pdf
    else:
        shown = sign.respond(team.house, team.owner, record_id, "agree", "").value.pdf
    (tmp_path / "shown.pdf").write_bytes(shown or b"")
    text = " ".join(text_of(tmp_path / "shown.pdf").split())
    facts = dict(told["This meeting"])
    assert facts["How long"] == "45 minutes"
    assert ("Who took part" in facts) is kind.is_group
    for asked, said in (line for lines in told.values() for line in lines):
        if asked not in {"", "Who took part"}:
            assert " ".join(said.split()) in text, (asked, said)
    assert "The new handover sheet" in text
    assert ("", "The new handover sheet") in told["Agenda"]
    for there in ("small office", "45 minutes", "Tue 12 Jan 2027", "Offer two choices", "Tue 8 Dec 2026"):
        assert there in text
        assert any(there in said for lines in told.values() for _, said in lines), there
    if kind is Kind.SUPERVISION:
        assert "Ask the nurse. We will know: Seen at tea – Carry on, by Tue 15 Dec 2026" in [
            s for _, s in told["Actions from last time"]
        ]
        assert "15 Dec 2026" in text


def test_the_pdf_that_was_read_is_the_one_that_is_sealed(team: Team) -> None:
    page, content = full(team, Kind.SUPERVISION)
    writing.store(team.house, team.owner, page.sheet.pen, content)
    record_id = writing.finish(team.house, team.owner, page.sheet.record_id).value
    turn = sign.respond(team.house, team.owner, record_id, "agree_and_add", "It helped.").value
    shown = turn.pdf or b""
    team.clock.turn(hours=5)
    for name in ("Chipo Maple", "Ruth Alder"):
        assert turn.signing is not None
        turn = sign.sign(team.house, team.owner, record_id, turn.signing, PINS[name], Mark(typed=name)).value
        assert (turn.pdf or b"").startswith(shown)
    with pytest.raises(StateError):
        sign.respond(team.house, team.owner, record_id, "agree", "Nothing to add.")
    view = team.house.records.view(team.owner, record_id)
    assert view.record.response == Response(choice=Choice.AGREE_AND_ADD, words="It helped.")
