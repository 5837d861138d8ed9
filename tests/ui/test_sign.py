"""Signing in the real window: two people at one keyboard, and nothing signed that somebody did not mean."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.kinds import Kind
from app.domain.people import Profile, Role
from app.domain.records import Choice, RecordState, Response
from app.domain.signing import Mark, Part
from app.pages import places
from app.pages.parts import SetUpPart
from app.ui.kit.fields import TextBox
from app.ui.kit.signature_pad import DrawingBox
from app.ui.shell.window import Window
from tests.team import PINS, filled
from tests.ui.person import Person, change_over, come_in, team_of

Home = tuple[Person, Window]


def to_sign(person: Person, window: Window, about: str = "Chipo Maple") -> str:
    """Come to the page on which a finished supervision is signed; returns the record."""
    team = team_of(window)
    worker = next(one for one in (team.worker, team.other, team.deputy) if one.name == about)
    record = team.write(team.owner, worker)
    window.go(places.Sign(record_id=record.id))
    person.settle()
    return record.id


def answer(person: Person, choice: str = "I agree", words: str = "") -> None:
    """Take the keyboard as the worker, answer and read."""
    person.press("Chipo is here")
    person.choose(f"Your answer: {choice}")
    if words:
        person.type("Your own words", words)
    person.press("Read it as it will be sealed")


def put(person: Person, name: str, pin: str = "") -> None:
    """Type a name and a PIN and press the button that signs."""
    person.type("or type your name", name)
    person.type(f"{name.split(maxsplit=1)[0]}’s PIN", pin or PINS[name])
    person.press(f"Sign as {name}")


def parts(window: Window, record_id: str) -> list[Part]:
    """Return who has signed a record."""
    view = window._context.house.records.view(window._context.actor, record_id)
    return [one.part for one in view.signatures]


def offered(window: Window) -> set[str]:
    """Return the words of every button that can be pressed."""
    return {b.text() for b in window.findChildren(QPushButton) if b.isVisible() and b.isEnabled()}


def shown(window: Window) -> QLineEdit:
    """Return the box for a PIN."""
    return next(b for b in window.findChildren(QLineEdit) if b.isVisible() and "PIN" in b.accessibleName())


def test_a_wrong_pin_signs_nothing_is_told_and_can_be_typed_again(at_home: Home) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    person.press("Chipo is here")
    told = {one.text() for one in window.findChildren(QLabel) if one.isVisible()}
    assert any(one.startswith("These words are yours: Ruth Alder wrote them down") for one in told)
    assert {"How are you, in and around work?", "We talked about breakfast choices."} <= told
    person.choose("Your answer: I agree")
    person.press("Read it as it will be sealed")
    put(person, "Chipo Maple", PINS["Ruth Alder"])
    assert "PIN" in window._problem.text
    assert window._saved.text() == "Nothing was signed"
    assert parts(window, record_id) == []
    box = shown(window)
    assert (box.hasFocus(), box.selectedText()) == (True, box.text())
    person.type("Chipo’s PIN", PINS["Chipo Maple"])
    person.press("Sign as Chipo Maple")
    assert parts(window, record_id) == [Part.WORKER]
    assert window._problem.text == ""


def test_nothing_is_signed_without_a_mark_and_a_drawn_one_is_enough(at_home: Home, qtbot: QtBot) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    answer(person)
    person.type("Chipo’s PIN", PINS["Chipo Maple"])
    person.press("Sign as Chipo Maple")
    assert "Draw your signature or type your name" in window._problem.text
    assert parts(window, record_id) == []
    box = next(b for b in window.findChildren(DrawingBox) if b.isVisible())
    qtbot.mousePress(box, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    for step in range(1, 12):
        qtbot.mouseMove(box, QPoint(20 + 12 * step, 40 + 20 * (step % 2)))
    qtbot.mouseRelease(box, Qt.MouseButton.LeftButton, pos=QPoint(180, 40))
    assert len(box.strokes()) == 1
    person.press("Wipe")
    assert box.strokes() == ()
    qtbot.mousePress(box, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    for step in range(1, 12):
        qtbot.mouseMove(box, QPoint(20 + 12 * step, 40 + 20 * (step % 2)))
    qtbot.mouseRelease(box, Qt.MouseButton.LeftButton, pos=QPoint(180, 40))
    qtbot.keyClick(shown(window), Qt.Key.Key_Return)
    person.settle()
    assert parts(window, record_id) == [Part.WORKER]
    view = window._context.house.records.view(window._context.actor, record_id)
    assert view.signatures[0].mark.strokes


def test_a_signature_is_asked_for_once_however_often_the_button_is_pressed(
    at_home: Home, qtbot: QtBot
) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    answer(person)
    person.type("or type your name", "Chipo Maple")
    person.type("Chipo’s PIN", PINS["Chipo Maple"])
    box = shown(window)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    person.settle()
    assert parts(window, record_id) == [Part.WORKER]
    assert window._problem.text == ""


def test_an_answer_is_asked_for_and_who_does_not_agree_says_so_in_their_own_words(at_home: Home) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    person.press("Chipo is here")
    person.press("Read it as it will be sealed")
    assert window._problem.text == "Choose your answer first."
    person.choose("Your answer: I do not agree")
    person.press("Read it as it will be sealed")
    assert "your own words" in window._problem.text
    person.type("Your own words", "I was not late.")
    person.press("Read it as it will be sealed")
    assert window._problem.text == ""
    assert person.says("I do not agree with it. My own words are part of it.")
    person.press("Change my answer")
    assert next(b for b in window.findChildren(TextBox) if b.isVisible()).toPlainText() == "I was not late."
    person.press("Read it as it will be sealed")
    put(person, "Chipo Maple")
    put(person, "Ruth Alder")
    (summary,) = window._context.house.records.list(window._context.actor)
    assert (summary.id, summary.status) == (record_id, "Not agreed")


def test_a_sealed_record_is_saved_and_opened_from_the_last_page(at_home: Home, tmp_path: Path) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    answer(person)
    put(person, "Chipo Maple")
    put(person, "Ruth Alder")
    assert person.says("is signed by both, and can no longer be changed")
    assert "Leave" in offered(window)
    assert person.says("Nothing is planned yet")
    person.press("Plan it")
    assert person.says("Planned for Tue 19 Jan 2027")
    assert not person.says("Nothing is planned yet")
    person.press("Save a copy")
    (saved,) = tmp_path.glob("*S-*.pdf")
    assert saved.read_bytes().startswith(b"%PDF-")
    person.press("Open the record")
    assert window._going.place == places.Record(record_id=record_id)
    window.go(places.Sign(record_id=record_id))
    person.settle()
    person.press("Done")
    assert isinstance(window._going.place, places.Today)


def test_while_the_worker_has_the_keyboard_nothing_of_the_supervisors_is_reached(
    at_home: Home, qtbot: QtBot
) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    window._context.undo_offered.emit("Saved for Tomasz.", lambda: None)
    assert window._snackbar.isVisible()
    person.press("Chipo is here")
    assert "Leave" not in offered(window)
    assert not window._snackbar.isVisible()
    for keys in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_K):
        qtbot.keyClick(window, keys, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert window._going.place == places.Sign(record_id=record_id)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    person.settle()
    assert not window._context.anyone


def test_a_lock_while_the_worker_answers_keeps_the_answer_for_when_the_supervisor_comes_back(
    at_home: Home,
) -> None:
    person, window = at_home
    to_sign(person, window)
    person.press("Chipo is here")
    person.choose("Your answer: I agree, and want to add…")
    person.type("Your own words", "I would like more nights.")
    person.press("Stop and lock")
    assert not person.says("Chipo")
    come_in(person, "Ruth Alder")
    assert person.says("Pass the keyboard to Chipo")
    assert "Leave" in offered(window)
    assert not any(b.isVisible() for b in window.findChildren(TextBox))
    person.press("Chipo is here")
    box = next(b for b in window.findChildren(TextBox) if b.isVisible())
    assert box.toPlainText() == "I would like more nights."
    person.press("Read it as it will be sealed")
    assert person.says("I agree with it. My own words are part of it.")


def test_what_a_worker_began_to_answer_is_not_shown_after_somebody_else_signed_in(at_home: Home) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    person.press("Chipo is here")
    person.type("Your own words", "Between us two.")
    person.press("Stop and lock")
    come_in(person, "Dee Rowan")
    assert isinstance(window._going.place, places.Today)
    change_over(person, "Ruth Alder")
    window.go(places.Sign(record_id=record_id))
    person.press("Chipo is here")
    box = next(b for b in window.findChildren(TextBox) if b.isVisible())
    assert box.toPlainText() == ""


def test_what_a_worker_began_to_answer_waits_for_them_at_their_own_sign_in(at_home: Home) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    person.press("Chipo is here")
    person.choose("Your answer: I agree")
    person.type("Your own words", "I would like to add")
    window.lock()
    come_in(person, "Dee Rowan")
    change_over(person, "Chipo Maple")
    window.go(places.Sign(record_id=record_id))
    person.settle()
    (box,) = (one for one in window.findChildren(TextBox) if one.isVisible())
    assert box.toPlainText() == "I would like to add"
    box.setFocus()
    person.bot.keyClicks(box, "!")
    person.bot.wait(500)
    change_over(person, "Ruth Alder")
    window.go(places.Sign(record_id=record_id))
    person.settle()
    person.press("Chipo is here")
    (box,) = (one for one in window.findChildren(TextBox) if one.isVisible())
    assert "I would like" not in box.toPlainText()
    assert person.says("You began an answer before.")


def test_an_answer_begun_for_one_record_is_not_put_into_another(at_home: Home) -> None:
    person, window = at_home
    to_sign(person, window)
    person.press("Chipo is here")
    person.type("Your own words", "About this one.")
    person.press("Stop and lock")
    come_in(person, "Ruth Alder")
    to_sign(person, window, "Tomasz Birch")
    person.press("Tomasz is here")
    box = next(b for b in window.findChildren(TextBox) if b.isVisible())
    assert box.toPlainText() == ""


def test_the_supervisor_takes_the_keyboard_back_with_their_pin_to_change_something(at_home: Home) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    answer(person)
    put(person, "Chipo Maple")
    assert "Leave" not in offered(window)
    person.press("Change something…")
    assert "Type your own PIN first" in window._problem.text
    person.type("Ruth’s PIN", PINS["Chipo Maple"])
    person.press("Change something…")
    assert parts(window, record_id) == [Part.WORKER]
    assert "Leave" not in offered(window)
    shown(window).clear()
    person.type("Ruth’s PIN", PINS["Ruth Alder"])
    person.press("Change something…")
    assert window._going.place == places.Meeting(record_id=record_id)
    assert "Leave" in offered(window)
    assert parts(window, record_id) == []


def test_a_signature_is_lost_only_once_somebody_is_sure(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    answer(person)
    put(person, "Chipo Maple")
    change_over(person, "Ruth Alder")
    asked: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(window._context.dialogs, "confirm", lambda question, *_: asked.append(question))
        person.press("Change something…")
    assert asked == ["Changing this removes Chipo’s signature. They will need to sign again."]
    assert parts(window, record_id) == [Part.WORKER]
    person.press("Change something…")
    assert window._going.place == places.Meeting(record_id=record_id)


def test_before_anybody_has_signed_something_is_changed_unasked(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    monkeypatch.setattr(window._context.dialogs, "confirm", lambda *_: pytest.fail("nothing is lost"))
    person.press("Change something")
    assert window._going.place == places.Meeting(record_id=record_id)


def test_who_declines_is_witnessed_and_the_witness_has_the_keyboard_alone(at_home: Home) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    person.press("Chipo declines to sign")
    assert person.says("That is their right.")
    person.press("Go back")
    person.press("Chipo declines to sign")
    person.press("Make the PDF")
    assert "Choose who saw that the record was offered" in window._problem.text
    picker = next(b for b in window.findChildren(QComboBox) if b.isVisible())
    assert {picker.itemText(n) for n in range(picker.count())} == {
        "choose somebody",
        "Dee Rowan",
        "Priya Larch",
        "Tomasz Birch",
    }
    picker.setCurrentIndex(picker.findText("Dee Rowan"))
    person.type("What Chipo said", "I want to think about it.")
    person.press("Make the PDF")
    assert "Leave" not in offered(window)
    assert "Change my answer" not in offered(window)
    person.press("Stop and lock")
    come_in(person, "Ruth Alder")
    assert person.says("Dee confirms that the record was offered.")
    assert "Dee declines to sign…" not in offered(window)
    person.press("Dee isn’t here")
    assert person.says("The record waits for Dee on their own Today.")
    window.go(places.Record(record_id=record_id))
    person.press("Go to signing")
    person.press("Dee is here")
    put(person, "Dee Rowan")
    put(person, "Ruth Alder")
    assert person.says("is signed by the witness and the supervisor")
    (summary,) = window._context.house.records.list(window._context.actor)
    assert summary.status == "Declined, witnessed"


def test_who_is_not_there_signs_on_their_own_today_and_the_supervisor_after_them(at_home: Home) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    team = team_of(window)
    person.press("Chipo isn’t here")
    assert isinstance(window._going.place, places.Today)
    assert person.says("The record waits for Chipo on their own Today. You sign after them.")
    assert not person.says("waits for your signature")
    team.clock.turn(days=3)
    change_over(person, "Chipo Maple")
    assert person.says("waits for your signature")
    person.press("Read and sign")
    assert "Stop and lock" not in offered(window)
    assert "Change something" not in offered(window)
    person.choose("Your answer: I agree")
    person.press("Read it as it will be sealed")
    put(person, "Chipo Maple")
    assert isinstance(window._going.place, places.Today)
    assert person.says("Signed. The record now waits for the supervisor.")
    assert not person.says("waits for your signature")
    team.clock.turn(days=1)
    change_over(person, "Ruth Alder")
    person.press("Read and sign")
    assert "Leave" in offered(window)
    put(person, "Ruth Alder")
    view = window._context.house.records.view(window._context.actor, record_id)
    assert view.record.state is RecordState.SEALED
    assert [one.signed_at.day for one in view.signatures] == [27, 28]


def test_a_supervisor_who_signs_last_on_the_workers_screen_leaves_it_locked(at_home: Home) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    answer(person)
    put(person, "Chipo Maple")
    change_over(person, "Chipo Maple")
    window.go(places.Sign(record_id=record_id))
    person.settle()
    assert person.says("Pass the keyboard to Ruth")
    assert "Change something" not in offered(window)
    person.press("Ruth is here")
    assert "Leave" not in offered(window)
    assert "Change something…" not in offered(window)
    put(person, "Ruth Alder")
    assert person.says("is signed by both")
    assert "Leave" not in offered(window)
    person.press("Lock")
    assert not window._context.anyone


def test_after_a_change_of_name_the_next_signature_is_in_the_new_name(at_home: Home, tmp_path: Path) -> None:
    person, window = at_home
    record_id = to_sign(person, window)
    team = team_of(window)
    answer(person)
    person.press("Stop and lock")
    profile = Profile(name="Chipo Oak", role=Role.WORKER, supervisor_id=team.owner.person_id)
    team.house.people.change(team.owner, team.other.person_id, profile)
    come_in(person, "Ruth Alder")
    person.press("Chipo is here")
    put(person, "Chipo Oak", PINS["Chipo Maple"])
    put(person, "Ruth Alder")
    view = team.house.records.view(team.owner, record_id)
    assert [one.name for one in view.signatures] == ["Chipo Oak", "Ruth Alder"]
    sealed = tmp_path / "sealed.pdf"
    sealed.write_bytes(view.pdf or b"")
    checked = team.house.checking.check(sealed)
    assert [one.name for one in checked.signatures] == ["Chipo Oak", "Ruth Alder"]


def test_a_draft_opens_where_it_is_written(at_home: Home) -> None:
    person, window = at_home
    team = team_of(window)
    draft = team.house.writing.start(team.owner, Kind.SUPERVISION, team.other.person_id).value.record
    window.go(places.Sign(record_id=draft.id))
    person.settle()
    assert window._going.place == places.Meeting(record_id=draft.id)


def test_somebody_elses_record_is_not_opened_for_signing(at_home: Home) -> None:
    person, window = at_home
    team = team_of(window)
    record = team.write(team.deputy, team.worker)
    window.go(places.Sign(record_id=record.id))
    person.settle()
    assert "Only the two people of this record" in window._problem.text
    assert not person.says("Tomasz")


def test_who_leaves_while_the_pdf_is_made_is_not_followed_by_it(at_home: Home) -> None:
    person, window = at_home
    to_sign(person, window)
    hold = Event()
    person.press("Chipo declines to sign")
    picker = next(b for b in window.findChildren(QComboBox) if b.isVisible())
    picker.setCurrentIndex(1)
    window._context.tasks.command(lambda: hold.wait(10))
    make = next(b for b in window.findChildren(QPushButton) if b.isVisible() and b.text() == "Make the PDF")
    make.click()
    window.go(places.Today())
    hold.set()
    person.settle()
    assert window._menu.isVisible()
    assert window._saved.text() == "The PDF is ready to read"


def test_a_group_signs_one_by_one_that_they_took_part_and_its_leader_seals_it(at_home: Home) -> None:
    person, window = at_home
    team = team_of(window)
    begun = team.house.writing.start(team.owner, Kind.GROUP_SUPERVISION, team.owner.person_id).value
    content = filled(begun.form, begun.record.content, "We talked about tea.")
    content = replace(content, attendees=(team.worker.person_id, team.leader.person_id))
    team.house.writing.store(team.owner, begun.record.id, content, begun.record.revision)
    record = team.house.writing.finish(team.owner, begun.record.id).value
    window.go(places.Sign(record_id=record.id))
    person.settle()
    assert person.says("Who was here?")
    assert "Make the PDF and sign" not in offered(window)
    person.type("Tomasz’s PIN", PINS["Priya Larch"])
    person.press("I took part")
    assert "PIN" in window._problem.text
    assert "Make the PDF and sign" not in offered(window)
    box = next(b for b in window.findChildren(QLineEdit) if b.accessibleName() == "Tomasz’s PIN")
    box.clear()
    person.type("Tomasz’s PIN", PINS["Tomasz Birch"])
    person.press("I took part")
    assert person.says("signed that they took part")
    assert window._problem.text == ""
    person.press("The rest sign later")
    assert isinstance(window._going.place, places.Today)
    team.clock.turn(days=2)
    window.go(places.Sign(record_id=record.id))
    person.type("Priya’s PIN", PINS["Priya Larch"])
    person.press("I took part")
    person.press("Make the PDF and sign")
    put(person, "Ruth Alder")
    assert person.says("is signed by whoever led it, and by those who took part")
    view = team.house.records.view(team.owner, record.id)
    assert {one.name for one in view.attendance} == {"Tomasz Birch", "Priya Larch"}


def test_a_second_signer_is_asked_for_in_set_up_and_comes_last(at_home: Home) -> None:
    person, window = at_home
    team = team_of(window)
    window.go(places.SetUp(SetUpPart.SECOND))
    person.settle()
    person.choose("Supervision")
    person.press("Save the second signer")
    record = team.write(team.deputy, team.worker)
    for part, who in ((Part.WORKER, team.worker), (Part.SUPERVISOR, team.deputy)):
        if part is Part.WORKER:
            team.house.signing.respond(team.deputy, record.id, Response(choice=Choice.AGREE))
        team.house.signing.sign(record.id, part, who.person_id, PINS[who.name], Mark(typed=who.name))
    window.go(places.Today())
    person.press("Read and sign")
    assert person.says("I have read this record and sign it as the second signer.")
    put(person, "Ruth Alder")
    assert person.says("is signed by both, and by a second signer, and can no longer be changed.")
    assert parts(window, record.id) == [Part.WORKER, Part.SUPERVISOR, Part.COUNTERSIGNER]
