"""Signing as plain values: whose turn it is, for whom, what each reads and confirms, and what follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from app.bootstrap import build
from app.domain.errors import IncompleteError, NotAllowedError, StateError, WrongSecretError
from app.domain.forms import AnsweredBy
from app.domain.kinds import Kind
from app.domain.people import Actor, Profile, Role
from app.domain.records import Record
from app.domain.signing import Mark, Part
from app.pages import places, sign, today
from app.pages import record as record_page
from app.pages.pieces import Line
from app.pages.record import RecordPage
from app.pages.sign import SignPage, Step
from app.storage.keys import FLOOR
from tests.team import PASSPHRASE, PINS, Team, filled


def signed(team: Team, page: SignPage, by: Actor | None = None) -> SignPage:
    """Have whose turn it is sign, on the supervisor's screen or on another's."""
    assert page.signing is not None
    name = page.signing.name
    made = sign.sign(
        team.house, by or team.deputy, page.record_id, page.signing, PINS[name], Mark(typed=name)
    )
    return made.value


def answered(team: Team, record_id: str, choice: str = "agree", words: str = "") -> SignPage:
    """Have the worker answer."""
    return sign.respond(team.house, team.deputy, record_id, choice, words).value


def group(team: Team) -> Record:
    """Return a group session of two that is finished."""
    begun = team.house.writing.start(team.deputy, Kind.GROUP_SUPERVISION, team.deputy.person_id).value
    content = filled(begun.form, begun.record.content, "We talked about tea.")
    content = replace(content, attendees=(team.worker.person_id, team.leader.person_id))
    team.house.writing.store(team.deputy, begun.record.id, content, begun.record.revision)
    return team.house.writing.finish(team.deputy, begun.record.id).value


def test_a_draft_leads_back_to_writing(team: Team) -> None:
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value.record
    page = sign.read(team.house, team.deputy, draft.id)
    assert page.opens is Step.WRITE
    assert page.writing == places.writing(Kind.SUPERVISION, record_id=draft.id)
    assert page.sealed is None


def test_the_supervisor_hands_over_and_the_worker_answers_at_once(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    theirs = sign.read(team.house, team.deputy, record.id)
    assert (theirs.opens, theirs.turn, theirs.own, theirs.leads) == (
        Step.HAND_OVER,
        Step.ANSWER,
        False,
        True,
    )
    assert theirs.hand_over is not None
    assert theirs.hand_over.title == "Pass the keyboard to Tomasz"
    assert theirs.hand_over.intro.endswith("Meanwhile your own pages cannot be reached.")
    assert theirs.hand_over.declines == "Tomasz declines to sign…"
    own = sign.read(team.house, team.worker, record.id)
    assert (own.opens, own.own, own.leads) == (Step.ANSWER, True, False)
    assert own.asking is not None
    assert (own.asking.title, own.asking.choice) == ("Tomasz, this is your turn", "")
    with pytest.raises(NotAllowedError):
        sign.read(team.house, team.other, record.id)


def test_both_sign_in_turn_and_it_is_sealed(team: Team, tmp_path: Path) -> None:
    record = team.write(team.deputy, team.worker)
    page = answered(team, record.id)
    assert (page.turn, page.removes) == (Step.SIGN, "")
    assert page.asking is not None
    assert page.asking.choice == "agree"
    assert page.signing is not None
    assert page.signing.may_answer
    assert page.signing.statement == "I have read this record and I agree with it."
    assert (page.pdf or b"").startswith(b"%PDF-")
    page = signed(team, page)
    assert page.removes.startswith("Changing this removes Tomasz’s signature")
    assert page.signing is not None
    assert (page.turn, page.own, page.signing.part) == (Step.SIGN, True, Part.SUPERVISOR)
    assert (page.signing.may_answer, page.asking) == (False, None)
    page = signed(team, page)
    assert (page.opens, page.turn, page.signing, page.hand_over) == (Step.SEALED, Step.SEALED, None, None)
    assert page.sealed is not None
    assert page.sealed.words == (
        f"{record.title} of Tue 24 Nov 2026 is signed by both, and can no longer be changed."
    )
    saved = sign.save_copy(team.house, team.deputy, record.id, tmp_path / page.sealed.copy_name).value
    assert saved.read_bytes() == page.pdf


def test_a_sealed_record_says_what_was_agreed_and_when_the_next_is_asked_for_until_it_is_planned(
    team: Team,
) -> None:
    record = team.write(team.deputy, team.worker, action="Two packets at breakfast")
    end = signed(team, signed(team, answered(team, record.id))).sealed
    assert end is not None
    assert end.copy.what == "Tomasz’s copy"
    assert end.agreed is not None
    assert end.agreed.what == "1 action is on your lists"
    assert end.agreed.detail == "Tomasz: Two packets at breakfast, by Tue 8 Dec"
    assert end.next is not None
    assert end.next.line == Line("Next supervision", "By Tue 19 Jan 2027. Nothing is planned yet")
    assert end.next.plan_from is not None
    today.plan(team.house, team.deputy, end.next.person_id, end.next.kind, end.next.plan_from)
    end = sign.read(team.house, team.deputy, record.id).sealed
    assert end is not None
    assert end.next is not None
    assert end.next.line == Line("Next supervision", "Planned for Tue 19 Jan 2027")
    assert end.next.plan_from is None
    theirs = sign.read(team.house, team.worker, record.id).sealed
    assert theirs is not None
    assert theirs.next is None


def test_nothing_is_signed_with_somebody_elses_pin_nor_without_a_mark(team: Team) -> None:
    page = answered(team, team.write(team.deputy, team.worker).id)
    assert page.signing is not None
    with pytest.raises(WrongSecretError):
        sign.sign(
            team.house,
            team.deputy,
            page.record_id,
            page.signing,
            PINS["Dee Rowan"],
            Mark(typed="Tomasz Birch"),
        )
    with pytest.raises(IncompleteError):
        sign.sign(team.house, team.deputy, page.record_id, page.signing, PINS["Tomasz Birch"], Mark())
    assert sign.read(team.house, team.deputy, page.record_id).removes == ""


def test_a_page_made_up_for_another_signer_signs_nothing(team: Team) -> None:
    page = answered(team, team.write(team.deputy, team.worker).id)
    assert page.signing is not None
    turned = replace(page.signing, part=Part.SUPERVISOR, person_id=team.deputy.person_id)
    with pytest.raises(NotAllowedError):
        sign.sign(team.house, team.deputy, page.record_id, turned, PINS["Dee Rowan"], Mark(typed="Dee Rowan"))


def test_an_answer_is_asked_for_and_who_does_not_agree_says_why(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    with pytest.raises(IncompleteError, match="Choose your answer first"):
        answered(team, record.id, "")
    with pytest.raises(IncompleteError, match="your own words"):
        answered(team, record.id, "do_not_agree")
    page = answered(team, record.id, "do_not_agree", "It was Monday.")
    assert page.asking is not None
    assert (page.asking.choice, page.asking.words) == ("do_not_agree", "It was Monday.")


def test_an_answer_given_before_is_signed_without_being_asked_again(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    answered(team, record.id)
    assert sign.read(team.house, team.worker, record.id).opens is Step.SIGN
    assert sign.read(team.house, team.deputy, record.id).turn is Step.SIGN


def test_who_declines_needs_a_witness_who_signs_instead(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    asked = sign.declining(team.house, team.deputy, record.id)
    people = {one.label: one.id for one in asked.witnesses}
    assert set(people) == {"Ruth Alder", "Priya Larch", "Chipo Maple"}
    assert (asked.title, asked.said, asked.nobody) == (
        "Tomasz declines to sign",
        "What Tomasz said",
        "",
    )
    with pytest.raises(IncompleteError):
        sign.decline(team.house, team.deputy, record.id, "", "")
    page = sign.decline(team.house, team.deputy, record.id, people["Chipo Maple"], "Not today.").value
    assert page.signing is not None
    assert (page.signing.part, page.signing.name, page.signing.may_answer) == (
        Part.WITNESS,
        "Chipo Maple",
        False,
    )
    again = sign.read(team.house, team.deputy, record.id)
    assert again.opens is Step.HAND_OVER
    assert again.hand_over is not None
    assert again.hand_over.intro.startswith("Chipo confirms that the record was offered.")
    assert "on their own Today" in again.hand_over.later_said
    assert again.hand_over.declines == ""
    assert sign.read(team.house, team.other, record.id).opens is Step.SIGN
    page = signed(team, signed(team, page))
    assert page.sealed is not None
    assert "signed by the witness and the supervisor" in page.sealed.words


def test_a_witness_who_is_not_here_finds_the_record_on_their_own_today(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    assert today.read(team.house, team.leader).to_sign == ()
    page = sign.decline(team.house, team.deputy, record.id, team.leader.person_id, "Not now.").value
    assert page.hand_over is not None
    assert page.hand_over.later_said == "The record waits for Priya on their own Today. You sign after them."
    (line,) = today.read(team.house, team.leader).to_sign
    assert line.verb is not None
    assert line.verb.place == places.Sign(record_id=record.id)
    theirs = sign.read(team.house, team.leader, record.id)
    assert theirs.own
    signed(team, theirs, team.leader)
    assert today.read(team.house, team.leader).to_sign == ()
    assert len(today.read(team.house, team.deputy).to_sign) == 1


def test_an_answer_that_was_begun_outlives_a_power_cut_and_only_the_worker_reads_it(
    team: Team, tmp_path: Path
) -> None:
    house, record = team.house, team.write(team.deputy, team.worker)
    assert sign.begin_answer(house, team.deputy, record.id, "agree_and_add", "Querciahalf").value
    with house.store.read() as work:
        sealed = work.signing.begun(record.id)
    assert sealed is not None
    assert b"Querciahalf" not in sealed
    house.vaults.close()
    house = build(tmp_path / "vault", team.clock, FLOOR)
    house.vaults.open("Ruth Alder", PASSPHRASE)
    theirs = sign.read(house, team.deputy, record.id)
    assert theirs.asking is not None
    assert "Querciahalf" not in str(theirs)
    assert (theirs.asking.choice, theirs.asking.begun) == ("", sign.BEGUN)
    house.vaults.unlock(team.worker.person_id, PINS[team.worker.name])
    mine = sign.read(house, team.worker, record.id)
    assert mine.asking is not None
    assert (mine.asking.choice, mine.asking.words, mine.asking.begun) == ("agree_and_add", "Querciahalf", "")
    assert mine.turn is Step.ANSWER
    sign.respond(house, team.worker, record.id, "agree", "")
    with house.store.read() as work:
        assert work.signing.begun(record.id) is None
    assert not sign.begin_answer(house, team.worker, record.id, "", "  ").value
    house.vaults.close()


def test_an_answer_that_was_begun_goes_when_the_record_is_changed_and_nobody_else_begins_one(
    team: Team,
) -> None:
    record = team.write(team.deputy, team.worker)
    sign.begin_answer(team.house, team.worker, record.id, "", "Wait")
    with pytest.raises(NotAllowedError):
        sign.begin_answer(team.house, team.other, record.id, "agree", "")
    sign.change(team.house, team.deputy, record.id)
    assert not sign.begin_answer(team.house, team.deputy, record.id, "agree", "").value
    with team.house.store.read() as work:
        assert work.signing.begun(record.id) is None


def test_without_anybody_else_there_is_no_witness(team: Team) -> None:
    house = team.house
    record = team.write(team.owner, team.worker)
    for one in (team.deputy, team.leader, team.other):
        house.people.make_leaver(team.owner, one.person_id)
    asked = sign.declining(house, team.owner, record.id)
    assert asked.witnesses == ()
    assert asked.nobody.startswith("Nobody else here has a PIN yet")


def test_changing_something_leads_back_to_writing_and_the_signature_is_lost(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    signed(team, answered(team, record.id))
    with pytest.raises(NotAllowedError):
        sign.change(team.house, team.worker, record.id)
    place = sign.change(team.house, team.deputy, record.id).value
    assert place == places.writing(Kind.SUPERVISION, record_id=record.id)
    assert sign.read(team.house, team.deputy, record.id).opens is Step.WRITE
    assert team.house.records.view(team.deputy, record.id).signatures == ()


def test_once_handed_over_only_the_pin_of_whoever_is_signed_in_takes_it_back(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    signed(team, answered(team, record.id))
    with pytest.raises(IncompleteError, match="your own PIN first"):
        sign.take_over(team.house, team.deputy, record.id, "")
    with pytest.raises(WrongSecretError):
        sign.take_over(team.house, team.deputy, record.id, PINS["Tomasz Birch"])
    assert sign.read(team.house, team.deputy, record.id).removes
    place = sign.take_over(team.house, team.deputy, record.id, PINS["Dee Rowan"]).value
    assert place == places.writing(Kind.SUPERVISION, record_id=record.id)


def test_on_the_workers_own_screen_the_supervisor_signs_after_a_hand_over(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    signed(team, answered(team, record.id), team.worker)
    page = sign.read(team.house, team.worker, record.id)
    assert (page.opens, page.own, page.leads) == (Step.HAND_OVER, False, False)
    assert page.hand_over is not None
    assert page.hand_over.title == "Pass the keyboard to Dee"
    assert page.hand_over.later_said == "The record waits for Dee on their own Today."
    assert [one.id for one in team.house.records.to_sign(team.deputy)] == [record.id]


def test_after_a_change_of_name_the_worker_signs_in_the_new_one(team: Team) -> None:
    page = answered(team, team.write(team.deputy, team.worker).id)
    profile = Profile(name="Tomasz Oak", role=Role.WORKER, supervisor_id=team.deputy.person_id)
    team.house.people.change(team.owner, team.worker.person_id, profile)
    page = sign.read(team.house, team.worker, page.record_id)
    assert page.signing is not None
    assert page.signing.sign == "Sign as Tomasz Oak"
    mark = Mark(typed="Tomasz Oak")
    pin = PINS["Tomasz Birch"]
    done = sign.sign(team.house, team.worker, page.record_id, page.signing, pin, mark).value
    assert done.turn is Step.SIGN
    (made,) = team.house.records.view(team.worker, page.record_id).signatures
    assert made.name == "Tomasz Oak"


def test_a_record_changed_meanwhile_is_not_signed(team: Team) -> None:
    page = answered(team, team.write(team.deputy, team.worker).id)
    sign.change(team.house, team.deputy, page.record_id)
    with pytest.raises(StateError):
        signed(team, page)


def test_a_group_gathers_and_its_leader_signs_once_somebody_took_part(team: Team) -> None:
    record = group(team)
    page = sign.read(team.house, team.deputy, record.id)
    assert page.opens is Step.GATHER
    assert [(one.name, one.signed) for one in page.attendees] == [
        ("Tomasz Birch", False),
        ("Priya Larch", False),
    ]
    with pytest.raises(IncompleteError):
        sign.compose(team.house, team.deputy, record.id)
    with pytest.raises(WrongSecretError):
        sign.attend(team.house, team.deputy, record.id, team.worker.person_id, PINS["Priya Larch"])
    pin = PINS["Tomasz Birch"]
    page = sign.attend(team.house, team.deputy, record.id, team.worker.person_id, pin).value
    assert [one.name for one in page.attendees if one.signed] == ["Tomasz Birch"]
    page = sign.compose(team.house, team.deputy, record.id).value
    assert (page.turn, page.own) == (Step.SIGN, True)
    page = signed(team, page)
    assert page.sealed is not None
    assert "signed by whoever led it, and by those who took part" in page.sealed.words


# --- words that are the worker's ----------------------------------------------------------------------------

WROTE = "What is Tomasz’s to answer stands here as Dee Rowan wrote it down"
MADE = "By signing with a PIN of their own, Tomasz Birch makes it theirs."
NOT_MADE = "No signature of Tomasz Birch stands here, so it is not confirmed as theirs."


def in_pdf(page: SignPage | RecordPage) -> str:
    """Return every word of the PDF on a page."""
    assert page.pdf is not None
    document = pypdfium2.PdfDocument(page.pdf)
    return " ".join(" ".join(one.get_textpage().get_text_range() for one in document).split())


def test_words_typed_for_the_worker_are_shown_to_them_and_count_with_their_pin(team: Team) -> None:
    record = team.write(team.deputy, team.worker, words="I sang with Mrs B.")
    asked = sign.read(team.house, team.deputy, record.id).asking
    assert asked is not None
    assert asked.yours.startswith("These words are yours: Dee Rowan wrote them down")
    assert ("How are you, in and around work?", "I sang with Mrs B.") in asked.lines
    assert all("agree" not in label.lower() for label, _ in asked.lines)  # what both answer is nobody's alone
    page = answered(team, record.id)
    assert page.signing is not None
    assert page.signing.yours == "With your PIN, what Dee Rowan wrote down for you counts as your own words."
    page = signed(team, page)
    assert page.signing is not None
    assert page.signing.yours == ""  # the supervisor's turn
    page = signed(team, page)
    assert WROTE in in_pdf(page)
    assert MADE in in_pdf(page)
    told = record_page.read(team.house, team.worker, record.id).signed
    assert told[-1].endswith(f"or took it over from what Tomasz had prepared. {MADE}")


def test_words_of_who_declined_or_never_signs_stand_as_not_confirmed(team: Team) -> None:
    declined = team.write(team.deputy, team.worker)
    page = sign.decline(team.house, team.deputy, declined.id, team.other.person_id, "Not today.").value
    assert page.signing is not None
    assert page.signing.yours == ""  # a witness confirms nobody's words
    sealed = in_pdf(signed(team, signed(team, page)))
    assert NOT_MADE in sealed
    assert "The reason, as it was written down without their signature: Not today." in sealed
    never = team.write(team.deputy, team.worker)
    team.house.people.make_leaver(team.owner, team.deputy.person_id)
    team.house.left_behind.close(team.owner, never.id, "Dee has left.")
    closed = record_page.read(team.house, team.owner, never.id)
    assert closed.signed[-1].endswith(NOT_MADE)
    assert NOT_MADE in in_pdf(closed)


def test_who_writes_about_themself_or_gave_no_answer_of_their_own_is_told_nothing(team: Team) -> None:
    begun = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    content = filled(begun.form, begun.record.content, "We talked.")
    own = {key for key, _, field in begun.form.keyed if field.answered_by is AnsweredBy.WORKER}
    content = replace(content, answers={k: a for k, a in content.answers.items() if k not in own})
    team.house.writing.store(team.deputy, begun.record.id, content, begun.record.revision)
    team.house.writing.finish(team.deputy, begun.record.id)
    page = answered(team, begun.record.id)
    assert page.asking is not None
    assert page.signing is not None
    assert (page.asking.yours, page.asking.lines, page.signing.yours) == ("", (), "")
    assert "to answer stands here" not in in_pdf(page)
    session = group(team)
    assert sign.read(team.house, team.deputy, session.id).signing is not None
    assert team.house.signing.ask(team.deputy, session.id).theirs == ()
