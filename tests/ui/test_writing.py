"""Nothing typed is lost: locks, ends, files and faults while somebody writes."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.domain.changes import Outcome, changed
from app.domain.content import Content
from app.domain.errors import StorageFullError
from app.domain.people import Actor
from app.pages import House, aside, coaching, places, writing
from app.ui.context import Heard
from app.ui.kit.fields import TextBox
from app.ui.shell.window import Window
from tests.scans import picture
from tests.team import PASSPHRASE, PINS
from tests.ui.person import Open, Person, sign_in


def about(window: Window, name: str) -> str:
    """Return somebody's id."""
    people = window._context.house.people.list(window._context.actor)
    return next(p.id for p in people if p.name == name)


def kept(window: Window, writer: Actor) -> Content:
    """Return what is kept of somebody's only draft, as they find it after signing in again."""
    house = window._context.house
    actor = house.vaults.unlock(writer.person_id, PINS[writer.name])
    (draft,) = house.records.drafts(actor)
    return house.writing.draft(actor, draft.id).record.content


def card_of_tomasz(person: Person, window: Window) -> str:
    """Open the coaching card of Tomasz; returns its record's id."""
    window.go(places.Coaching(person_id=about(window, "Tomasz Birch")))
    person.settle()
    (draft,) = window._context.house.records.drafts(window._context.actor)
    return draft.id


def test_what_is_typed_is_kept_a_moment_after_the_last_key(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    record_id = card_of_tomasz(person, window)
    person.type("What happened?", "Side by side.")
    qtbot.waitUntil(lambda: window._saved.text().startswith("Draft saved"), timeout=5000)
    draft = window._context.house.writing.draft(window._context.actor, record_id)
    assert draft.record.content.answers["log.happened"] == "Side by side."


def test_a_read_queued_before_a_lock_is_dropped_in_silence_and_a_keep_is_kept(
    at_home: tuple[Person, Window], caplog: pytest.LogCaptureFixture
) -> None:
    person, window = at_home
    ruth = window._context.actor
    context, hold = window._context, Event()
    shown: list[coaching.Who] = []
    card_of_tomasz(person, window)
    person.type("What happened?", "Typed just before the lock")
    context.tasks.command(lambda: hold.wait(10))  # the vault thread is busy while the person goes
    context.ask(shown.append, coaching.who)
    window.lock()
    hold.set()
    person.settle()
    assert shown == []
    assert not caplog.records
    assert not person.says("Something went wrong")
    assert kept(window, ruth).answers["log.happened"] == "Typed just before the lock"


def test_letters_taken_back_before_the_keep_is_done_stay_taken_back(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    ruth = window._context.actor
    hold = Event()
    card_of_tomasz(person, window)
    person.type("What happened?", "Side by side")
    screen = window._going.screens[places.Coaching]
    screen.leave()
    person.settle()
    window._context.tasks.command(lambda: hold.wait(10))
    box = next(b for b in window.findChildren(QPlainTextEdit) if b.isVisible())
    qtbot.keyClicks(box, "!")
    screen.leave()
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    screen.leave()
    hold.set()
    person.settle()
    window.lock()
    person.settle()
    assert kept(window, ruth).answers["log.happened"] == "Side by side"


def test_a_keep_that_failed_is_said_and_tried_again_with_the_next(
    at_home: tuple[Person, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    record_id = card_of_tomasz(person, window)

    def full(*_: object) -> None:
        raise StorageFullError("The disk is full.")  # noqa: EM101, TRY003 - a sentence for the test

    with monkeypatch.context() as fault:
        fault.setattr(writing, "store", full)
        person.type("What happened?", "Side by side")
        window._going.screens[places.Coaching].leave()
        person.settle()
    assert window._saved.text() == "Not saved yet"
    assert person.says("The disk is full.")
    window._going.screens[places.Coaching].leave()
    person.settle()
    draft = window._context.house.writing.draft(window._context.actor, record_id)
    assert draft.record.content.answers["log.happened"] == "Side by side"


def test_words_stay_on_the_screen_while_the_records_file_is_gone_and_are_kept_once_it_is_back(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    record_id = card_of_tomasz(person, window)
    house = window._context.house
    (file,) = house.vaults.folder.glob("vault-*.db")
    away = file.rename(file.with_name("away"))
    person.type("What happened?", "Side by side")
    window._going.screens[places.Coaching].leave()
    person.settle()
    assert window._saved.text() == "Not saved yet"
    assert person.says("was deleted or moved, or its drive was taken away, while it was open")
    away.rename(file)
    person.press("Try again")
    draft = house.writing.draft(window._context.actor, record_id)
    assert draft.record.content.answers["log.happened"] == "Side by side"


def test_words_the_disk_did_not_take_wait_in_memory_for_whoever_typed_them(
    at_home: tuple[Person, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    context, ruth = window._context, window._context.actor
    record_id = card_of_tomasz(person, window)
    (file,) = context.house.vaults.folder.glob("vault-*.db")
    away = file.rename(file.with_name("away"))
    person.type("What happened?", "Side by side")
    window.lock()
    person.settle()
    assert person.says("The records file was deleted or moved"), "the lock screen says what happened"
    with monkeypatch.context() as answers:
        answers.setattr(context.dialogs, "choose", lambda *_: "")
        assert not window.close(), "the words would be gone"
    away.rename(file)
    window._enter(context.house.vaults.open("Ruth Alder", PASSPHRASE))
    person.settle()
    assert context.actor == ruth
    assert not context.held_back
    draft = context.house.writing.draft(ruth, record_id)
    assert draft.record.content.answers["log.happened"] == "Side by side"


def test_words_the_disk_did_not_take_are_kept_elsewhere_encrypted_and_brought_back_in_after_a_new_start(
    at_home: tuple[Person, Window], window_at: Open, tmp_path: Path
) -> None:
    person, window = at_home
    record_id = card_of_tomasz(person, window)
    (file,) = window._context.house.vaults.folder.glob("vault-*.db")
    away = file.rename(tmp_path / "away")
    person.type("What happened?", "Side by side")
    window._going.screens[places.Coaching].leave()
    person.settle()
    person.press("Keep it somewhere else…")
    kept = tmp_path / aside.name(window._context.today)
    assert person.says("Only you can open it, in these records, with your own PIN")
    assert b"Side by side" not in kept.read_bytes()
    assert window.close(), "nothing is only in memory, so nothing is asked"
    away.rename(file)
    window = window_at(file.parent)
    person = Person(person.bot, window)
    sign_in(person)
    person.settle()
    assert isinstance(window._going.place, places.Aside)
    assert person.says("goes back into its draft")
    person.press("Bring them back in")
    assert person.says("Your words are back in the records")
    draft = window._context.house.writing.draft(window._context.actor, record_id)
    assert draft.record.content.answers["log.happened"] == "Side by side"


def test_closing_with_words_in_memory_offers_to_keep_them_elsewhere_even_after_a_lock(
    at_home: tuple[Person, Window], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    person, window = at_home
    card_of_tomasz(person, window)
    (file,) = window._context.house.vaults.folder.glob("vault-*.db")
    file.rename(tmp_path / "away")
    person.type("What happened?", "Side by side")
    window.lock()
    person.settle()
    monkeypatch.setattr(window._context.dialogs, "choose", lambda _, ways: ways[0])
    assert window.close()
    assert list(tmp_path.glob("Words kept from Alongside *"))


def test_adding_a_scan_leaves_every_box_as_it_is_being_typed(
    at_home: tuple[Person, Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    ruth = window._context.actor
    (tmp_path / "page.png").write_bytes(picture("PNG"))
    dialogs = window._context.dialogs
    monkeypatch.setattr(dialogs, "open_file", lambda *_: tmp_path / "page.png")
    card_of_tomasz(person, window)
    person.press("More")
    person.type("What happened?", "Before the scan")
    person.press("Add a file")
    assert person.says("page.png · ")
    boxes = [b.toPlainText() for b in window.findChildren(TextBox) if b.isVisible()]
    assert "Before the scan" in boxes
    person.press("Take off")
    assert not person.says("page.png")
    person.press("Less")
    window.lock()
    person.settle()
    assert kept(window, ruth).answers["log.happened"] == "Before the scan"


def test_a_draft_is_thrown_away_once_somebody_is_sure(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    card_of_tomasz(person, window)
    person.type("What happened?", "Not this")
    person.press("Throw away")
    assert window._context.house.records.drafts(window._context.actor) == ()
    assert isinstance(window._going.place, places.Today)


def come_back(person: Person, window: Window) -> None:
    """Sign in again with a PIN."""
    person.settle()
    person.type("Your name", "Ruth")
    person.bot.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)
    person.type("Ruth A – your PIN", PINS["Ruth Alder"])
    person.press("Sign in")
    person.settle()


def test_somebody_who_comes_back_finds_the_draft_they_chose_and_not_the_choice(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    window.go(places.Coaching())
    person.settle()
    person.type("Who did you coach?", "tom")
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)
    person.type("What happened?", "Typed just before the lock")
    window.lock()
    come_back(person, window)
    boxes = [b.toPlainText() for b in window.findChildren(TextBox) if b.isVisible()]
    assert boxes == ["Typed just before the lock"]


def test_somebody_who_comes_back_after_saving_is_not_shown_the_saved_record_to_type_in(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    card_of_tomasz(person, window)
    person.type("What happened?", "Side by side.")
    person.choose("Save")
    person.settle()
    window.lock()
    come_back(person, window)
    assert person.says("Who did you coach?")
    assert not person.says("Something went wrong")


def test_closing_in_the_moment_in_which_a_first_save_fails_asks(
    at_home: tuple[Person, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    record_id = card_of_tomasz(person, window)
    context, asked = window._context, list[str]()
    (file,) = context.house.vaults.folder.glob("vault-*.db")
    away = file.rename(file.with_name("away"))
    with monkeypatch.context() as answers:
        answers.setattr(context.dialogs, "choose", lambda said, *_: asked.append(said))
        person.type("What happened?", "Side by side")
        assert not window.close(), "nothing had failed before, and nothing was shown yet"
    assert "only in memory" in asked[0]
    away.rename(file)
    person.settle()
    person.press("Try again")
    draft = context.house.writing.draft(context.actor, record_id)
    assert draft.record.content.answers["log.happened"] == "Side by side"


def test_what_is_typed_after_coming_back_does_not_take_the_place_of_what_is_held(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    context, ruth, kept = window._context, window._context.actor, list[str]()
    full, heard = [True], Heard(None, lambda _: None)

    def keep(_house: House, _actor: Actor, words: str) -> Outcome[None]:
        if full[0]:
            raise StorageFullError("The disk is full.")  # noqa: EM101, TRY003 - a sentence for the test
        kept.append(words)
        return Outcome(None, changed())

    for words in ("first", "first and more"):
        context.keep("draft", heard, keep, words)
    person.settle()
    context.set_actor(ruth)
    context.try_again()
    context.keep("draft", heard, keep, "typed later")
    person.settle()
    full[0] = False
    context.try_again()
    person.settle()
    assert kept == ["first and more", "typed later"]
    assert not context.held_back
